"""The studio on a dataset from elsewhere: it offers what there is, and says what an export does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import OptionList

from studio.panes.review import ReviewPane
from studio.panes.validate import ValidatePane
from studio.store import verdicts
from studio.store.staging import Staging
from studio.widgets.dialogs import Ask, Choose, Confirm
from studio.widgets.doors import DoorList
from studio.workspace import Workspace

from ..test_cli import run
from .screen import open_studio
from .scripted import text_of
from .waiting import settle


@pytest.fixture
def root(tmp_path: Path) -> Path:
    rows = [
        {"instruction": f"Name {word}.", "output": f"It is called {word}, as all know."}
        for word in ("red", "green", "blue")
    ]
    (tmp_path / "mine.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    work = tmp_path / "work"
    assert run("import", tmp_path / "mine.jsonl", "-w", work).exit_code == 0
    with Staging(Workspace.find(work).staging_path) as staging, staging.writing() as db:
        verdicts.append(db, ["mine-000002"], "flag", "duplicate", "", "s", "me")
    return work


async def test_review_and_export_speak_of_what_was_imported(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.pane == "browse"
        await pilot.press("3")
        await settle(pilot)
        assert "An export leaves out 1 flagged" in text_of(app)
        assert "left out of the export" in text_of(app)
        assert not {"replaces", "generated"} & set(text_of(app).split())
        app.query_one(ReviewPane).action_new()
        await settle(pilot)
        assert isinstance(app.screen, Choose)
        offered = app.screen.query_one(OptionList)
        texts = [str(offered.get_option_at_index(at).prompt) for at in range(offered.option_count)]
        assert any("mine" in text for text in texts)
        assert not any("style_core" in text for text in texts)
        await pilot.press("escape", "5")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, Confirm)
        shown = text_of(app)
        assert "in its own form" in shown and "style_core" not in shown


async def test_after_a_validation_the_cursor_is_on_what_fails(root: Path) -> None:
    def judge(*failed: str) -> None:
        shared = {"detail": "", "samples": [], "fix": ""}
        checks = [
            {"rule": rule, "passed": rule not in failed, **shared}
            for rule in ("filled", "emails", "people")
        ]
        with Staging(Workspace.find(root).staging_path) as staging:
            staging.add_validation(False, {"checks": checks, "files": {}})

    judge("filled", "emails")
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        await settle(pilot)
        pane = app.query_one(ValidatePane)
        await pilot.press("down")
        assert pane.query_one(DoorList).highlighted == 1
        judge("emails")
        pane.store_changed()
        assert pane.query_one(DoorList).highlighted == 0
