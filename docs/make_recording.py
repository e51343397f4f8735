"""Records a short session as an asciicast, `docs/screens/session.cast`: `asciinema play` shows it.

python docs/make_recording.py FOLDER    FOLDER is a workspace on which `web4-studio demo` has run

A frame holds what a key changed, in 256 colours: that keeps the file small.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from studio.app import StudioApp
from studio.widgets.filter_input import FilterInput
from studio.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.studio.panes.screen import finished
from tests.studio.panes.waiting import settle

HERE = Path(__file__).with_name("screens")
COLUMNS, LINES = 110, 30
REST, TYPED = 1.5, 0.1
"""Seconds before a key: time to read what is on the screen, or none."""
KEYS = [
    "2", "j", "j", "enter", "escape", "slash", *"tokens", "colon", "greater_than_sign", *"900",
    "enter", "L", "escape", "exclamation_mark", "T",
    "3", "n", "1", "enter", "a", "d", "d", "f", "5", "escape", "4", "v", "5",
]  # fmt: skip
LAST = 3.0
Cell = tuple[str, str]
"""A letter and its style, as a terminal takes it."""


def lines(app: StudioApp) -> list[list[Cell]]:
    """The screen, dialogs and what is behind them included, line by line."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return [
        [(letter, _codes(each.style)) for strip in line for each in strip for letter in each.text]
        for line in update.strips
    ]


def _codes(style: Style | None) -> str:
    return (style or Style())._make_ansi_codes(ColorSystem.EIGHT_BIT)


def changed(before: list[list[Cell]], after: list[list[Cell]]) -> str:
    """What turns one screen into the next: of each line the part between what stays."""
    found, codes = "", ""
    for row, (old, new) in enumerate(zip(before, after, strict=True), 1):
        differ = [at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
        if len(old) != len(new):
            # Letters of two cells stand elsewhere in the two lines.
            differ = [0, len(new) - 1]
        if not differ:
            continue
        column = 1 + sum(cell_len(letter) for letter, _ in new[: differ[0]])
        found += f"\x1b[{row};{column}H"
        for letter, wanted in new[differ[0] : differ[-1] + 1]:
            found += "" if wanted == codes else f"\x1b[0;{wanted}m".replace(";m", "m")
            found += letter
            codes = wanted
    return found


async def record(root: Path) -> list[tuple[float, str]]:
    """(seconds, what the terminal gets) of the session."""
    # From within its parent, so that the screen shows no other folder of this machine.
    os.chdir(root.parent)
    workspace = Workspace(Path(root.name))
    app = StudioApp(workspace, workspace.settings())
    frames, at = [], 0.0
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        await settle(pilot)
        shown = lines(app)
        frames.append((at, "\x1b[?25l\x1b[2J" + changed([[]] * LINES, shown)))
        for key in KEYS:
            at += TYPED if isinstance(app.focused, FilterInput) and key != "enter" else REST
            await pilot.press(key)
            await settle(pilot)
            await finished(pilot)
            before, shown = shown, lines(app)
            frames.append((round(at, 2), changed(before, shown)))
    return [*frames, (round(at + LAST, 2), "\x1b[0m\x1b[?25h")]


def main(root: Path) -> None:
    head = {"version": 2, "width": COLUMNS, "height": LINES, "title": "web4-studio"}
    frames = asyncio.run(record(root))
    found = [json.dumps(head)]
    found += [json.dumps([at, "o", text], ensure_ascii=False) for at, text in frames if text]
    HERE.mkdir(exist_ok=True)
    (HERE / "session.cast").write_text("\n".join(found) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
