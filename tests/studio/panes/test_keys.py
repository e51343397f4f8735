"""Keys by name: the page in docs is true, and a name that is none is told."""

import importlib
import pkgutil
import re
import runpy
from pathlib import Path
from typing import Any

from textual.binding import Binding
from textual.keys import key_to_character

from studio import keys, panes, widgets
from studio.app import StudioApp

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_keys_is_current():
    page = runpy.run_path(str(DOCS / "make_keys.py"))["page"]()
    assert (DOCS / "keys.md").read_text("utf-8") == page


def test_names_of_no_key_are_told():
    assert keys.unknown(["browse.flag", "browse.flagg", "pane.help"], StudioApp) == [
        "browse.flagg",
        "pane.help",
    ]


AROUND = {
    "BrowsedSample": "BrowsePane",
    "SampleList": "BrowsePane",
    "DatasetList": "GeneratePane",
    "SessionList": "ReviewPane",
}
"""Parts whose help also speaks of the keys of the pane around them."""
KEY = re.compile(r"`(\S|ctrl\+\w|enter|escape|space|tab|down|up)`")
NO_KEYS = frozenset({"-", "enter", "tab", "space"})
"""What is part of a text, and keys that Textual's own lists and screens have."""
ARROWS = {"left": "←", "right": "→"}
ROOMS = {
    "Everywhere": "app pane",
    "Generate": "generate datasets",
    "Browse": "browse list",
    "Review": "review sessions",
    "Reading a sample": "review",
    "Old and new": "replaced",
    "Lists and texts": "list text doors view pager scroller",
    "Insights": "insights doors histogram",
    "Validate": "validate doors",
}
"""By the line of docs/studio.md, the rooms of the bindings that it speaks of."""


def named(binding: Binding) -> set[str]:
    """What a key is called on the screen and in texts."""
    each = {*binding.key.split(","), binding.key_display or ""}
    return each | {ARROWS.get(key) or key_to_character(key) or key for key in each if key}


def classes() -> dict[str, type[Any]]:
    found: dict[str, type[Any]] = {"StudioApp": StudioApp}
    for package in (panes, widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for each in vars(importlib.import_module(module.name)).values():
                if isinstance(each, type) and each.__module__ == module.name:
                    found[each.__name__] = each
    return found


def bound(kind: type[Any]) -> set[str]:
    return {
        name
        for each in kind.__mro__
        for binding in vars(each).get("BINDINGS", ())
        if isinstance(binding, Binding)
        for name in named(binding)
    }


def test_every_key_that_a_help_names_is_one_there() -> None:
    there = classes()
    everywhere, wrong, seen = bound(StudioApp), [], 0
    for name, kind in there.items():
        if not (text := vars(kind).get("HELP", "")):
            continue
        keys = bound(kind) | everywhere | bound(there[AROUND.get(name, name)])
        for child in AROUND:
            keys |= bound(there[child]) if AROUND[child] == name else set()
        for key in KEY.findall(text):
            seen += 1
            if key not in keys and key not in NO_KEYS:
                wrong.append((name, key))
    assert not wrong and seen > 100


def test_every_key_of_the_page_is_one_where_it_says() -> None:
    ids: dict[str, set[str]] = {}
    for binding in keys.bindings(StudioApp):
        ids.setdefault(str(binding.id).partition(".")[0], set()).update(named(binding))
    page = (DOCS / "studio.md").read_text("utf-8")
    wrong, lines = [], 0
    for where, said in re.findall(r"^\| ([A-Z][\w ]+) \| (.*`.*) \|$", page, re.M):
        if where in ROOMS:
            lines += 1
            there = set().union(*(ids.get(room, set()) for room in ROOMS[where].split()))
            wrong += [(where, key) for key in KEY.findall(said) if key not in there | NO_KEYS]
    assert lines == len(ROOMS) and not wrong


SAMPLE_ACTS = ("accept", "flag", "edit", "copy", "source", "diff", "neighbour", "trainer", "undo")
SAMPLE_ACTS += ("like", "mark_lines", "zoom")


def test_what_acts_on_a_sample_has_the_same_key_everywhere() -> None:
    """In Browse, while reading, and beside its replacement."""
    found: dict[str, set[str]] = {}
    for binding in keys.bindings(StudioApp):
        room, _, name = str(binding.id).partition(".")
        name = {"editor": "edit"}.get(name, name)
        if room in ("browse", "review", "replaced", "app") and name in SAMPLE_ACTS:
            found.setdefault(name, set()).add(binding.key)
    assert set(found) == set(SAMPLE_ACTS)
    assert all(len(each) == 1 for each in found.values()), found
