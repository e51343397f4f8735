"""What every pane looks like in its main states, as text, at three sizes. `UPDATE_SCREENS=1` keeps
what is there.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from generators.pipeline.selection import Pool
from generators.settings import Settings
from studio.curation import review
from studio.jobs import live
from studio.panes.insights import InsightsPane
from studio.panes.review import ReviewPane
from studio.widgets.doors import DoorList
from studio.workspace import Workspace

from .screen import SIZES, fill, plain_selection, reopened, ticked
from .scripted import Played, PlayedApp, batch, compare, play
from .waiting import settle

Steps = Callable[[Pilot[None]], Awaitable[None]]
STAGES = [
    {"event": "stage", "stage": "opening the store"},
    {"event": "stage", "stage": "generating style_core"},
]
ERROR = (
    "no store in this workspace: run `web4-studio index REPO`, `web4-studio connect`, "
    "or `web4-studio demo`"
)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, pools: list[Pool], settings: Settings) -> Path:
    """A workspace with everything staged, two validations behind it. Copy it before changing it."""
    selection = plain_selection(pools)
    root = fill(tmp_path_factory.mktemp("filled"), pools, selection, settings)
    good = {
        "rule": "tokens",
        "passed": True,
        "detail": "total 20.1M, average 543",
        "samples": [],
        "fix": "",
    }
    bad = {
        "rule": "syntax",
        "passed": False,
        "detail": "2 samples do not parse",
        "samples": [
            f"{s.metadata.sample_id}: line 3" for s in selection.training["style_core"][:2]
        ],
        "fix": "flag them and regenerate",
    }
    with reopened(root) as staging:
        for day, checks in (
            ("2026-01-03", [good, bad | {"detail": "5 samples do not parse"}]),
            ("2026-01-04", [good, bad]),
        ):
            staging.add_validation(False, {"checks": checks, "files": {}})
            staging.db.execute(
                "update validations set at = ? where id = (select max(id) from validations)",
                [f"{day}T08:00:00"],
            )
            staging.db.conn.commit()
    return root


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing takes time, so that no figure on the screen depends on the machine."""
    monkeypatch.setattr(live, "now", lambda: 1_000.0)
    monkeypatch.setattr(review, "now", lambda: "2026-01-05T09:30:00")
    monkeypatch.setenv(review.VARIABLE, "Mira")
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


async def nothing(pilot: Pilot[None]) -> None:
    pass


async def indexing(pilot: Pilot[None]) -> None:
    await pilot.press("i", *"code", "enter")
    await play(
        pilot, {"event": "amount", "stage": "embedding components", "done": 64, "total": 423}
    )


async def index_failed(pilot: Pilot[None]) -> None:
    await indexing(pilot)
    await play(
        pilot, {"event": "error", "error": "code is not a folder; name a checked-out repository"}
    )


async def making(pilot: Pilot[None]) -> None:
    await pilot.press("R", "y")
    await play(
        pilot,
        *STAGES,
        batch("style_core", {"empty_constructor": 31, "radical_oop": 12}, {"too_long": 4}),
    )


async def make_failed(pilot: Pilot[None]) -> None:
    await making(pilot)
    await play(pilot, {"event": "error", "error": ERROR})


async def make_cancelled(pilot: Pilot[None]) -> None:
    await making(pilot)
    await pilot.press("c")
    await play(pilot, {"event": "cancelled"})


async def asked_to_regenerate(pilot: Pilot[None]) -> None:
    await pilot.press("space", "space", "r")


async def insights_running(pilot: Pilot[None]) -> None:
    await making(pilot)
    await pilot.press("4")
    await ticked(pilot)


async def setup(pilot: Pilot[None]) -> None:
    await pilot.press("down", "s")


def browse(*keys: str) -> Steps:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press("2")
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        await settle(pilot)

    return steps


def visit(key: str, *more: str) -> Steps:
    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press(key)
        await settle(pilot)
        await pilot.press(*more)
        await settle(pilot)

    return steps


async def validating(pilot: Pilot[None]) -> None:
    await pilot.press("5", "r")
    await play(pilot, {"event": "rule", "rule": "near duplicates", "done": 11, "total": 25})


async def validate_failed(pilot: Pilot[None]) -> None:
    await validating(pilot)
    await play(
        pilot, {"event": "error", "error": "another process is writing; wait for it and try again"}
    )


def reviewing(*keys: str, size: str = "30") -> Steps:
    """A session begun, and what is done in it."""

    async def steps(pilot: Pilot[None]) -> None:
        await visit("3", "n", "1", "backspace", "backspace", *size, "enter")(pilot)
        for key in keys:
            await pilot.press(key)
        await settle(pilot)

    return steps


async def replaced(pilot: Pilot[None]) -> None:
    """Two samples stand in the place of two others."""
    await visit("3")(pilot)
    app = pilot.app
    assert isinstance(app, PlayedApp) and app.staging
    db = app.staging.db
    ids = [
        row[0]
        for row in db.execute(
            "select id from samples where dataset = 'guardrails' order by id limit 4"
        )
    ]
    for old, new in zip(ids[:2], ids[2:], strict=True):
        db.execute("update samples set state = 'replaced' where id = ?", [old])
        lineage = {
            "old": old,
            "new": new,
            "reason": "low_value",
            "rule": "next",
            "at": "2026-01-05T09:30:00",
        }
        db.table("lineage").insert(lineage)
    db.conn.commit()
    app.query_one(ReviewPane).compare()
    await settle(pilot)


STATES: dict[str, tuple[bool, Steps]] = {
    "welcome": (False, nothing),
    "welcome-running": (False, indexing),
    "welcome-error": (False, index_failed),
    "generate-full": (True, nothing),
    "generate-running": (True, making),
    "generate-error": (True, make_failed),
    "generate-cancelled": (True, make_cancelled),
    "generate-again": (True, asked_to_regenerate),
    "generate-setup": (True, setup),
    "browse-empty": (False, visit("2")),
    "browse-full": (True, browse()),
    "browse-filter": (True, browse("slash", *"dataset", "colon", *"gu")),
    "browse-nothing": (True, browse("slash", *"state", "colon", *"rejected", "enter")),
    "browse-problem": (True, browse("slash", *"tokens", "colon", *"many", "enter")),
    "browse-selected": (True, browse("s", "s", "s", "S", "space", "space")),
    "browse-reading": (True, browse("enter", "z")),
    "browse-flag": (True, browse("f")),
    "review-empty": (False, visit("3")),
    "review-nothing-read": (True, visit("3")),
    "review-part": (True, visit("3", "n")),
    "review-size": (True, visit("3", "n", "1")),
    "review-reading": (True, reviewing("a", "s", "f", "3")),
    "review-reason": (True, reviewing("a", "f")),
    "review-neighbour": (True, reviewing("equals_sign")),
    "review-source": (True, reviewing("o")),
    "review-results": (True, reviewing("a", "f", "2", "a", "r")),
    "review-rendered": (True, reviewing("m")),
    "review-edit": (True, reviewing("e")),
    "review-end": (True, reviewing("a", "f", "8", "enter", "s", size="3")),
    "review-home": (True, reviewing("a", "f", "8", "enter", "s", "escape", size="3")),
    "review-replaced": (True, replaced),
    "insights-empty": (False, visit("4")),
    "insights-full": (True, visit("4")),
    "insights-part": (True, visit("4", "right_square_bracket", "tab", "right", "right")),
    "insights-running": (True, insights_running),
    "validate-empty": (False, visit("5")),
    "validate-full": (True, visit("5")),
    "validate-running": (True, validating),
    "validate-error": (True, validate_failed),
    "help": (True, browse("question_mark")),
    "jump": (True, browse("ctrl+o")),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", STATES)
async def test_screen(
    name: str,
    size: tuple[int, int],
    filled: Path,
    tmp_path: Path,
    still: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    full, steps = STATES[name]
    # A relative path, so that no folder of this machine is on the screen.
    monkeypatch.chdir(tmp_path)
    root = Path("work")
    if full:
        shutil.copytree(filled, root)
    app = PlayedApp(Workspace.find(root), Workspace.find(root).settings())
    app.animation_level = "none"
    Played.made.clear()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await steps(pilot)
        await settle(pilot)
        compare(app, f"{name}-{size[0]}x{size[1]}")


async def test_insights_lists_parts_that_come_after_the_candidates_of_a_run(
    filled: Path, tmp_path: Path, still: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine the first look at a run is before the figures of what is staged."""
    monkeypatch.chdir(tmp_path)
    root = shutil.copytree(filled, Path("work"))
    app = PlayedApp(Workspace.find(root), Workspace.find(root).settings())
    app.animation_level = "none"
    Played.made.clear()
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        await insights_running(pilot)
        pane = app.query_one(InsightsPane)
        parts = pane.query_one("#parts", DoorList)
        parts.show([])
        pane.store_changed()
        await settle(pilot)
        assert pane.arriving and parts.doors
