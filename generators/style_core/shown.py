"""Sources as they may be learned from: without output where the layer must not print, without
pictures in what is printed, without comments about the past of the code, without `any` in what
interfaces promise, and with copies where state comes in and goes out.
"""

from __future__ import annotations

import re

from generators.refactoring.apart import kept_apart
from generators.refactoring.material import (
    LINE_COMMENT,
    class_material,
    parsed_again,
    with_checked_errors,
    without_past,
)
from generators.typescript import Unit, cutting
from generators.typescript.library import Source
from generators.worth.piece import read

# Comments before and in a constructor say what constructors should be, and not what this one does.
# Where something was cut out at the end or at the head of a body.
GAP = re.compile(r"\n(?:[ \t]*\n)+([ \t]*\})")
SCAR = re.compile(r"(\)[^\n{}]*\{)\n(?:[ \t]*\n)+")
# A comment inside of a declaration with nothing to speak of: a blank line and another comment or
# the end come after it.
OVER_NOTHING = re.compile(
    r"(?:^[ \t]+//[^\n]*\n)+(?:[ \t]*\n)+(?=[ \t]*(?://|/\*|\}))|^[ \t]+//[^\n]*\n(?=\}[ \t]*$)",
    re.M,
)
BESIDE_BRACE = re.compile(r"\{[ \t]*//[^\n]*")
# A copy that is called deep and is made by spread.
NOT_DEEP = re.compile(
    r"^[ \t]*//[^\n]*\bdeep[- ]?(?:copy|clone)\b[^\n]*\n(?=[^\n]*\{\s*\.\.\.this\.)", re.M | re.I
)
CONSTRUCTOR = re.compile(r"^[ \t]*(?:public )?constructor\(", re.M)
NOTE = re.compile(r"[ \t]*//[^\n]*\n")
OPENS = re.compile(r"^[ \t]*/\*\*", re.M)


def without_creed(text: str) -> str:
    """A text without the comments before its constructors. They are followed from the constructor
    backwards: a search for them would begin again at every comment that nothing closes.
    """
    parts: list[str] = []
    done = 0
    for match in CONSTRUCTOR.finditer(text):
        start = match.start()
        while start > done and (before := _comment_before(text, start, done)) < start:
            start = before
        parts.append(text[done:start])
        done = match.start()
    return "".join((*parts, text[done:]))


def _comment_before(text: str, end: int, first: int) -> int:
    """Where the comment begins whose last line ends at `end`; `end` where there is none."""
    line = text.rfind("\n", first, max(first, end - 1)) + 1 or first
    if NOTE.fullmatch(text, line, end):
        return line
    said = text[line:end].rstrip()
    if not said.endswith("*/"):
        return end
    close = line + len(said) - 2
    earlier = text.rfind("*/", first, close)
    opens = OPENS.search(text, earlier + 2 if earlier >= 0 else first, close)
    return opens.start() if opens and opens.end() <= close else end


def _without_creed(text: str, unit: Unit) -> str:
    """A class without comments at its constructor."""
    text = without_creed(text)
    built = unit.constructor
    if built is None or not built.body or built.text not in text:
        return text
    body = BESIDE_BRACE.sub("{", LINE_COMMENT.sub("", built.body))
    body = "{}" if not body[1:-1].strip() else body
    return text.replace(built.body, body, 1)


def _closed(text: str, unit: Unit) -> str:
    """The text with an interface that says `unknown` where it said `any`: nobody may take what is
    not known for what he likes.
    """
    piece = read(unit.text, False)
    spots = [n.start_byte for n in piece.nodes.get("type", ()) if piece.of(n) == "any"]
    for start in sorted(spots, reverse=True):
        at = unit.start + start
        text = f"{text[:at]}unknown{text[at + len('any') :]}"
    return text


def _no_heading(found: re.Match[str]) -> str:
    """A comment, unless it titles a section that is not shown."""
    return "" if cutting.is_heading(found[0].strip(" \t\n/")) else found[0]


def as_shown(source: Source) -> Source:
    """The source, with its text and tree changed where that can be had; itself where nothing
    changes or the result does not parse.
    """
    source = without_past(source)
    text = LINE_COMMENT.sub(_no_heading, source.file.text)
    for unit in reversed(source.file.units):
        if unit.kind == "interface":
            text = _closed(text, unit)
    source = parsed_again(source, text)
    source = kept_apart(with_checked_errors(source))
    text = source.file.text
    for unit in reversed(source.file.classes):
        made = class_material(unit, source.layer).text
        made = _without_creed(made, unit)
        text = text[: unit.start] + made + text[unit.end :]
    text = NOT_DEEP.sub("", OVER_NOTHING.sub("", text))
    return parsed_again(source, GAP.sub(r"\n\1", SCAR.sub(r"\1\n", text)))
