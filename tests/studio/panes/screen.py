"""The studio on a made store, without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from generators.pipeline.selection import Pool, Selection
from generators.settings import Settings
from studio.app import StudioApp
from studio.jobs.background import InThread
from studio.store.staging import Staging
from studio.workspace import Workspace
from tests.conftest import stage

from .waiting import BROKEN, Typist, idle, settle, until

FOREVER = 3_600.0
SIZES = [(80, 24), (120, 40), (200, 60)]


class HeldApp(StudioApp):
    """Jobs in a thread, and nothing on the screen that depends on the clock or the machine."""

    launch = InThread

    def show_place(self) -> None:
        self.query_one("#place").display = False

    def measure(self) -> None:
        """Nothing in the background; a test that needs it measures itself."""

    def spare_collector(self) -> None:
        """Many studios come and go in one test process; they must be collected."""

    ticks = 0

    def tick(self) -> None:
        super().tick()
        self.ticks += 1

    def notify(self, message: str, **options: Any) -> None:
        """A toast stays for as long as the test takes."""
        super().notify(message, **(options | {"timeout": FOREVER}))

    @asynccontextmanager
    async def run_test(self, **options: Any) -> AsyncIterator[Typist]:
        BROKEN.clear()
        async with super().run_test(**options):
            typist = Typist(self)
            await idle(typist)
            yield typist


def fill(root: Path, pools: list[Pool], selection: Selection, settings: Settings) -> Path:
    """A workspace with everything staged, as a run long past would have left it."""
    with stage(root / "data" / ".studio" / "staging.db", pools, selection, settings) as staging:
        staging.db.execute(
            "update runs set id = 'run', started = '2026-01-02T03:04:05',"
            " finished = '2026-01-02T03:05'"
        )
        staging.db.execute("update samples set run_id = 'run'")
        staging.db.conn.commit()
    (root / "web4-studio.toml").write_text(f"scale = {settings.scale}\n", "utf-8")
    return root


def plain_selection(pools: list[Pool]) -> Selection:
    """The first candidates of every category, so that screens change with the studio alone."""
    selection = Selection({}, [], {}, [], [], 0.0)
    for pool in pools:
        name = pool.dataset.name
        chosen = selection.training.setdefault(name, [])
        for category in pool.dataset.categories:
            there = [
                candidate.model_copy(deep=True)
                for candidate in pool.candidates
                if candidate.category == category.name
            ]
            chosen += there[: category.target]
            held = there[category.target :][:1]
            for candidate in held:
                candidate.metadata.is_eval = True
            selection.evaluation += held
        for candidate in [*chosen, *selection.evaluation]:
            candidate.metadata.sample_id = f"{candidate.dataset}-{candidate.fingerprint}"
    return selection


def open_studio(root: Path) -> HeldApp:
    workspace = Workspace.find(root)
    app = HeldApp(workspace, workspace.settings())
    app.animation_level = "none"
    return app


async def finished(pilot: Pilot[Any]) -> None:
    """Waits until the job in the background has ended and its end is drawn."""
    app = pilot.app
    assert isinstance(app, StudioApp)
    await until(pilot, lambda: app.running is None, lambda: app.running and app.running.request)
    await settle(pilot)


async def ticked(pilot: Pilot[Any]) -> None:
    """Waits until the pane that is shown has followed the time."""
    app = pilot.app
    assert isinstance(app, HeldApp)
    before = app.ticks
    await until(pilot, lambda: app.ticks > before, lambda: f"{app.ticks} ticks")
    await settle(pilot)


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Types as a person would, key by key."""
    names = {
        " ": "space",
        ":": "colon",
        ">": "greater_than_sign",
        '"': "quotation_mark",
        "|": "vertical_line",
    }
    for character in text:
        await pilot.press(names.get(character, character))


def reopened(root: Path) -> Staging:
    return Staging(root / "data" / ".studio" / "staging.db", create=False)
