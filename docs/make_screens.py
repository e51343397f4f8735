"""Writes the pictures in `docs/screens/`: every pane on the demo workspace given.

python docs/make_screens.py FOLDER      FOLDER is a workspace on which `web4-studio demo` has run
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

from studio.app import StudioApp
from studio.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.studio.panes.screen import finished
from tests.studio.panes.waiting import settle

HERE = Path(__file__).with_name("screens")
SIZE = (120, 34)
SHOTS: dict[str, list[str]] = {
    "1-generate": ["1"],
    "2-browse": ["2", "escape", "slash", *"dataset", "colon", *"style_core", "enter", "j", "j"],
    "2-browse-words": ["escape", "slash", *"constructor", "enter", "n", "n"],
    "2-browse-alike": ["2", "escape", "L"],
    "2-browse-suspicious": ["escape", "escape", "exclamation_mark"],
    "2-browse-values": ["exclamation_mark", "v"],
    "2-browse-trainer": ["v", "T"],
    "2-browse-filter": ["2", "escape", "slash", *"dataset", "colon", *"s"],
    "3-review": ["escape", "3", "n", "1", "enter", "a", "f", "5", "a"],
    "3-review-replaced": ["escape", "R", "y"],
    "3-review-home": ["escape", "escape"],
    "4-insights": ["4", "right_square_bracket"],
    "4-insights-groups": ["v"],
    "5-validate": ["5"],
    "help": ["2", "question_mark"],
    "commands": ["escape", "ctrl+p"],
}


async def take(root: Path) -> None:
    # From within its parent, so that the screen shows no other folder of this machine.
    os.chdir(root.parent)
    workspace = Workspace(Path(root.name))
    await picture(Workspace(Path("a-new-folder")), {"0-welcome": []})
    await picture(workspace, SHOTS)


async def picture(workspace: Workspace, shots: dict[str, list[str]]) -> None:
    app = StudioApp(workspace, workspace.settings())
    async with app.run_test(size=SIZE) as pilot:
        await finished(pilot)
        for name, keys in shots.items():
            for key in keys:
                await pilot.press(key)
                # What the key starts has to run before its end can be waited for.
                await settle(pilot)
                await finished(pilot)
            svg = app.export_screenshot(title="web4-studio")
            svg = re.sub(r"terminal-\d+-", "screen-", svg)
            (HERE / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    asyncio.run(take(Path(sys.argv[1]).resolve()))
