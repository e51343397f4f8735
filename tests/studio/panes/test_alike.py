"""Likeness, suspicion, facets and lines by the keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.widgets import Input

from studio.curation import neighbours, review
from studio.jobs import measuring
from studio.jobs.opened import BY_MEANING, BY_WORDS_FOR_NOW, OpenedStore
from studio.panes.browsing.facets import toggled
from studio.store import sessions, verdicts
from studio.widgets.dialogs import Ask, Choose, Confirm
from studio.widgets.doors import DoorList
from studio.widgets.filter_input import FilterInput
from studio.widgets.samples.sample_detail import SampleDetail
from studio.widgets.samples.sample_list import SampleList
from studio.widgets.text.line_marker import MarkLines
from tests.generators.test_models import MISTRAL, made

from .screen import open_studio, reopened, type_text
from .scripted import text_of
from .test_review_pane import start
from .waiting import settle, until


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, full: Path) -> Path:
    root = shutil.copytree(full, tmp_path_factory.mktemp("measured") / "work")
    measuring.measure(root / "data" / ".studio" / "staging.db")
    return root


@pytest.fixture
def root(tmp_path: Path, measured: Path) -> Path:
    return shutil.copytree(measured, tmp_path / "root")


async def test_a_key_lists_what_is_alike_and_the_group_is_accepted(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        listed = app.query_one(SampleList)
        sample = listed.current
        await pilot.press("L")
        await settle(pilot)
        assert app.query_one(FilterInput).value == f"like:{sample}"
        assert listed.ids[0] == sample and 20 <= len(listed.ids) <= 200
        assert "1.00" in text_of(app)
        count = len(listed.ids)
        await pilot.press("A")
        assert isinstance(app.screen, Confirm) and f"{count}" in app.screen.question
        await pilot.press("y")
        await settle(pilot)
        assert app.staging and verdicts.states(app.staging.db)["accepted"] == count
        await pilot.press("u")
        await settle(pilot)
        assert "accepted" not in verdicts.states(app.staging.db), "one act, one undo"


async def test_a_text_is_answered_by_words_at_once_and_then_by_meaning(root: Path) -> None:
    app = open_studio(root)
    near: dict[str, float] | None = None
    app.store = OpenedStore(app.store.path, lambda _: near)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2", "slash")
        await type_text(pilot, "~ retry return")
        await settle(pilot)
        listed, by_words = app.query_one(SampleList), list(app.query_one(SampleList).ids)
        assert by_words and BY_WORDS_FOR_NOW in text_of(app)
        # The model answers while somebody is typing: the best answer is shown first.
        assert app.staging
        rows = app.staging.db.execute("select id, source from samples").fetchall()
        source = next(source for each, source in rows if each not in by_words[:50])
        near = dict.fromkeys(dict(rows).values(), 0.1) | {source: 0.9}
        app.meaning_known()
        await settle(pilot)
        assert BY_MEANING in text_of(app) and dict(rows)[listed.ids[0]] == source
        assert listed.cursor == 0
        # Who has moved on stays where they are.
        await pilot.press("enter", "j", "j", "j")
        at = listed.current
        near = near | {source: 0.8}
        app.meaning_known()
        await settle(pilot)
        assert listed.current == at and BY_MEANING in text_of(app)
        await pilot.press("escape")
        await settle(pilot)
        assert BY_MEANING not in text_of(app)


async def test_the_most_suspicious_come_first(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        listed = app.query_one(SampleList)
        before = listed.ids[0]
        await pilot.press("exclamation_mark")
        await settle(pilot)
        assert app.staging
        sql = "select id from measures order by suspicion desc limit 1"
        assert listed.current == listed.ids[0] == app.staging.db.execute(sql).fetchone()[0]
        assert "suspicious for" in text_of(app)
        await pilot.press("exclamation_mark")
        await settle(pilot)
        assert listed.ids[0] == before and "suspicious for" not in text_of(app)


def test_a_facet_narrows_and_widens() -> None:
    text = toggled("", "dataset", "guardrails")
    assert text == 'dataset:"guardrails"'
    text = toggled(text, "category", "jest ban")
    assert text == 'category:"jest ban" dataset:"guardrails"'
    assert toggled(text, "category", "other") == 'category:"other" dataset:"guardrails"'
    assert toggled(text, "dataset", "guardrails") == 'category:"jest ban"'
    assert toggled("", "weakness", "") == "-weakness:*"


async def test_facets_count_what_is_listed(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("v")
        await settle(pilot)
        facets, listed = app.query_one("#facets", DoorList), app.query_one(SampleList)
        assert facets.has_focus
        await pilot.press("j", "enter")
        await settle(pilot)
        line = facets.doors[1]
        assert app.query_one(FilterInput).value == f'dataset:"{line.filter.partition(":")[2]}"'
        assert f"{len(listed.ids):,}" in facets.doors[1].line.plain
        await pilot.press("enter")
        await settle(pilot)
        assert app.query_one(FilterInput).value == ""
        await pilot.press("v")
        await settle(pilot)
        assert listed.has_focus and not facets.region


async def test_values_below_what_is_alike_say_what_they_count(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("v", "escape", "L")
        await settle(pilot)
        listed, facets = app.query_one(SampleList), app.query_one("#facets", DoorList)
        assert facets.doors[0].line.plain == f"of the {len(listed.ids)} most alike listed"
        assert f"{len(listed.ids)} most alike of" in text_of(app)
        counted = [int(door.line.plain.split()[0]) for door in facets.doors if door.filter]
        assert max(counted) <= len(listed.ids)
        await pilot.press("escape")
        await settle(pilot)
        assert "most alike" not in facets.doors[0].line.plain


async def test_browse_shows_what_the_trainer_sees(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        detail = app.query_one("#detail", SampleDetail)
        own = detail.text.plain
        await pilot.press("T")
        await settle(pilot)
        assert "<|im_start|>assistant" in detail.text.plain and "2,048 tokens" in text_of(app)
        await pilot.press("T")
        await settle(pilot)
        assert detail.text.plain == own


async def test_the_trainer_of_another_model_sees_its_template(root: Path, tmp_path: Path) -> None:
    model = made(tmp_path / "mistral-7b", "mistral", MISTRAL, 1_024)
    (root / "web4-studio.toml").write_text(f'model = "{model}"\n', "utf-8")
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        detail = app.query_one("#detail", SampleDetail)
        await pilot.press("T")
        await settle(pilot)
        assert "<s>" in detail.text.plain and "[INST] " in detail.text.plain
        assert "<|im_start|>" not in detail.text.plain
        assert "1,024 tokens" in text_of(app)


async def test_a_flag_carries_lines(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        sample = reading.drawn
        await pilot.press("l")
        assert isinstance(app.screen, MarkLines)
        await pilot.press("space", "enter")
        assert isinstance(app.screen, Choose)
        await pilot.press("2")
        await settle(pilot)
        assert app.staging
        (log,) = verdicts.log(app.staging.db, sample)
        assert (log["verdict"], log["reason"], log["lines"]) == ("flag", "broken_code", "output:1")
        await pilot.press("f", "2")
        await settle(pilot)
        await pilot.press("left", "left")
        await settle(pilot)
        assert "flag broken_code output:1" in reading.sample.text.plain
        sql = "select count(*) from reviews where lines != ''"
        assert app.staging.db.execute(sql).fetchone() == (1,), "the next flag has none"


async def test_a_sample_has_the_same_keys_in_browse_as_in_review(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        listed, detail = app.query_one(SampleList), app.query_one("#detail", SampleDetail)
        assert app.staging and listed.current
        db, sample = app.staging.db, listed.current
        text = db.execute("select output from texts where id = ?", [sample]).fetchone()[0]
        near = neighbours.nearest(db, sample)
        await pilot.press("equals_sign")
        await settle(pilot)
        assert near and near.id in detail.text.plain
        assert "similar" in detail.text.plain.split("\n")[0]
        # What is flagged is the sample under the cursor, whatever is shown in its place.
        await pilot.press("l")
        assert isinstance(app.screen, MarkLines) and app.screen.lines == text.split("\n")
        await pilot.press("space", "enter")
        assert isinstance(app.screen, Choose) and sample in app.screen.question
        await pilot.press("2")
        await settle(pilot)
        (log,) = verdicts.log(db, sample)
        assert (log["reason"], log["lines"]) == ("broken_code", "output:1")
        await pilot.press("o")
        await settle(pilot)
        assert "cannot be read" in detail.text.plain
        await pilot.press("o")
        await settle(pilot)
        assert detail.record and detail.record.id == sample


async def test_a_review_of_the_most_suspicious_says_that_it_estimates_nothing(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("3")
        await settle(pilot)
        for size in ("12", "9"):
            await pilot.press("n", "2")
            assert isinstance(app.screen, Ask)
            app.screen.query_one(Input).value = size
            await pilot.press("enter")
            await settle(pilot)
            reading = app.screen.query_one("Reading")
            session = reading.session  # type: ignore[attr-defined]
            assert session.chosen == review.SUSPICION and len(session.samples) == int(size)
            await pilot.press("escape")
            await settle(pilot)
        assert app.staging
        kept = sessions.newest(app.staging.db)
        assert kept == [session], "the first one, in which nothing was said, is gone"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert "no estimate" in text_of(app)


async def test_a_group_opens_and_is_flagged(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("4")
        await settle(pilot)
        assert "F Flag group" not in text_of(app)
        await pilot.press("v")
        await settle(pilot)
        lines = app.query_one("#fields", DoorList)
        assert lines.has_focus and len(lines.doors) > 4 and "F Flag group" in text_of(app)
        assert not app.query_one("#budget").region, "what stands there is of the part chosen before"
        count = int(lines.doors[1].line.plain.split()[0].replace(",", ""))
        await pilot.press("F")
        assert isinstance(app.screen, Choose)
        await pilot.press("5")
        assert isinstance(app.screen, Confirm) and f"{count}" in app.screen.question
        await pilot.press("y")
        await settle(pilot)
        assert app.staging and verdicts.states(app.staging.db)["flagged"] == count
        assert f"{count}/{count}" in lines.doors[1].line.plain
        await pilot.press("enter")
        await settle(pilot)
        assert app.pane == "browse" and len(app.query_one(SampleList).ids) == count


async def test_a_group_that_is_no_more_is_said(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.browse('group:"one two three"')
        await settle(pilot)
        shown = text_of(app)
        assert "No sample has group:one two three." in shown and "4 and v list" in shown


async def test_what_another_studio_does_is_seen(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        listed = app.query_one(SampleList)
        sample = listed.ids[0]
        with reopened(root) as other:
            review.flag(other, [sample], "other")
        await until(
            pilot,
            lambda: listed.row(0).get("state") == "flagged",
            lambda: listed.row(0).get("state"),
        )
