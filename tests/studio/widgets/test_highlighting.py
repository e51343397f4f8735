"""Colours: prose is no code, and each fence has its own language."""

from __future__ import annotations

from studio.search.samples import Record
from studio.widgets.samples.sample_detail import PROMPT, STACKED, render

OUTPUT_LAST = ("instruction", "input", "output")

INPUT = "Members: import class new of it\n\n```typescript\nlet a = new B();\n```\n\nnew prose here"
METADATA = {
    "sample_id": "id", "category": "c", "source": "components/Mail/1.0/Mail.ts", "layer": "layer5",
    "family": "pdca:components/Mail/1.0/Mail.ts", "date": "", "never_train": True, "rung": 0,
    "tokens": 5, "view": "file",
}  # fmt: skip


def record(given: str, output: str) -> Record:
    row = {
        "dataset": "style_core", "category": "c", "state": "staged", "tokens": 5, "split": "train",
        "edited": 0,
    }  # fmt: skip
    return Record("id", row, "Write a new class", given, output, METADATA, [], [], 1)


def styles(text: str, shown: str, which: int = 0) -> set[str]:
    """The styles of an occurrence of `text`."""
    content = render(record(INPUT, "const c = new D();"), OUTPUT_LAST).text
    assert content.plain.count(text) > which, shown
    at = -1
    for _ in range(which + 1):
        at = content.plain.index(text, at + 1)
    return {str(span.style) for span in content.spans if span.start <= at < span.end}


def test_prose_between_fences_is_not_coloured_as_code() -> None:
    code, prose = styles("new B", "code"), styles("new prose", "prose")
    assert code == styles("new D", "output"), "a fence has the colours of its language"
    assert prose != code and styles("class new of", "prose") == prose


def test_metadata_are_one_line_of_what_is_filled_each_value_once() -> None:
    line = render(record(INPUT, "let d;"), PROMPT).text.plain.split("\n")[1]
    assert line == "view file · layer5 · Mail.ts · never train"
    narrow = render(record(INPUT, "let d;"), PROMPT, 32).text.plain.split("\n")[1]
    assert narrow == "view file · layer5 · i 2 more", "what does not fit is counted"


def test_one_column_has_the_output_before_what_it_was_made_from() -> None:
    page = render(record(INPUT, "const c = new D();"), STACKED)
    titles = [page.text.plain[at:].split("\n")[0] for at in page.titles]
    assert titles == ["▎Instruction", "▎Output", "▎Input"]
    code = [page.text.plain[part.start : part.end].strip() for part in page.code]
    assert code == ["const c = new D();", "let a = new B();"]
