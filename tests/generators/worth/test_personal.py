"""Personal data, in any dataset."""

from __future__ import annotations

import pytest

from .planted import codes

MARKED = [
    "see /home/wilma/notes.md",
    "see /Users/wilma/notes.md",
    r"see C:\Users\wilma\notes.md",
    "fixed by commit 4f0a91c",
    "fixed by 9d2e7c15b0a4f6831c5d7e9a0b2c4d6e8f1a3b5c",
    "printer at attic.fritz.box",
    "printer at 192.168.178.20",
    "ask wilma@bakery.net about it",
    "copied with scp to wilma@attic:~/bread",
]
UNMARKED = [
    "see home/notes.md and /home is empty",
    "the colour is #4f0a91c or 1234567",
    "the word defaced has letters only",
    "id 4f0a91c0-1b2c-4d3e-8f90-a1b2c3d4e5f6",
    "the server at localhost or bread.example.org",
    "ask name@example.org about it",
    "git@github.com:bakery/bread.git and vitest@1.6.0, @types/node",
    "settings.local.json and 10 local breads",
]


@pytest.mark.parametrize("text", MARKED)
@pytest.mark.parametrize("place", ["instruction", "input", "output"])
def test_people_and_machines(text: str, place: str) -> None:
    parts = {"instruction": text, "input": text, "output": text}
    others = {name: "Bread." for name in parts if name != place}
    assert codes("tool_awareness", **(parts | others)) == ("personal",)


@pytest.mark.parametrize("text", UNMARKED)
def test_what_belongs_to_nobody(text: str) -> None:
    assert codes("tool_awareness", text, text, text) == ()
