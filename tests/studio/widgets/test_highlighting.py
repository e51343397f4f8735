"""Colours: prose is no code, and each fence has its own language."""

from __future__ import annotations

from studio.search.samples import Record
from studio.widgets.samples.sample_detail import render

INPUT = "Members: import class new of it\n\n```typescript\nlet a = new B();\n```\n\nnew prose here"
METADATA = {"view": "file"}


def record(given: str, output: str) -> Record:
    row = {
        "dataset": "style_core", "category": "c", "state": "staged", "tokens": 5, "split": "train",
    }  # fmt: skip
    return Record("id", row, "Write a new class", given, output, METADATA, [], [], 1)


def styles(text: str, shown: str, which: int = 0) -> set[str]:
    """The styles of an occurrence of `text`."""
    content = render(record(INPUT, "const c = new D();"), texts_only=True)
    assert content.plain.count(text) > which, shown
    at = -1
    for _ in range(which + 1):
        at = content.plain.index(text, at + 1)
    return {str(span.style) for span in content.spans if span.start <= at < span.end}


def test_prose_between_fences_is_not_coloured_as_code() -> None:
    code, prose = styles("new B", "code"), styles("new prose", "prose")
    assert code == styles("new D", "output"), "a fence has the colours of its language"
    assert prose != code and styles("class new of", "prose") == prose
