"""Pieces of an input: descriptions, code blocks, lists of names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generators.typescript import Member, Unit, cutting
from generators.worth.case import content_words
from generators.worth.piece import read

from .convention import EMPTY, EMPTY_OBJECT

COMPONENT = re.compile(r"(?:^|/)components/([^/]+)/")
# Characters of a fixed value that is given.
MOST_FIXED = 500
# The share of a comment's words that a request must hold, or nobody could know what it says.
LEAST_TOLD = 0.7
# Where a field's value begins: no arrow, no comparison.
VALUE = re.compile(r"(?<![=!<>])=(?![=>])")
EMPTY_VALUE = re.compile(rf"{EMPTY}|{EMPTY_OBJECT}")
# Where a tag of a documentation comment begins, with the line break before it.
TAG = re.compile(r"(?=\n[ \t]*\*[ \t]*@\w|(?<=/\*\*)[ \t]+@\w)")
TAG_NAME = re.compile(r"(?<!\w)@\w+")
WORDS = re.compile(r"\w")
# A word in `u` that is not spoken as in "unit".
SEVERAL = re.compile(r",| and ")
BRACKETS = re.compile(r"\([^()]*\)|`[^`]*`")
UNSTRESSED = re.compile(r"[Uu](?!ni|se|til|uid|ri)")


def describe(member: Member, declared: Sequence[Unit] = ()) -> str:
    """What a member does by its own documentation, else its declaration's; its body's comments are
    about single lines.
    """
    docs = [
        member.doc,
        *(found.doc for unit in declared if (found := unit.member(member.name)) is not None),
    ]
    said = (cutting.purpose(doc) for doc in docs)
    return next(
        (text for text in said if len(text.split()) > 2 and not cutting.is_heading(text)), ""
    )


def plain(unit: Unit) -> str:
    """A declaration without comments."""
    if unit.kind != "interface" or not unit.members:
        return unit.text
    return cutting.skeleton(unit, (), unit.members)


def declared_field(field: Member) -> str:
    """A field as it is declared; without its initial value where it has a type and begins with
    nothing: what a table holds, or with what a field begins otherwise, nobody could know.
    """
    value = " ".join(VALUE.split(field.text, maxsplit=1)[-1].split()).rstrip(";").strip()
    begins = VALUE.search(field.text) and not EMPTY_VALUE.fullmatch(value)
    if (field.readonly or begins) and len(field.text) <= MOST_FIXED:
        return " ".join(field.text.split()).rstrip(";")
    whole = " ".join(field.signature.split()).rstrip(";")
    kind = field.type
    return whole[: whole.index(kind) + len(kind)] if kind and kind in whole else whole


def fenced(code: str) -> str:
    """The code as a block of markdown; nothing for nothing."""
    return f"```typescript\n{code}\n```" if code else ""


def closed(text: str) -> str:
    return text if text[-1] in ".!?…:" else text + "."


def capital(text: str) -> str:
    """A sentence that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def an(name: str) -> str:
    """A name in backticks with its article: "a `Crate`", "an `Oven`", "a `UnitModel`"."""
    vowel = name[:1] in tuple("AEIOaeio") or bool(UNSTRESSED.match(name))
    return f"{'an' if vowel else 'a'} `{name}`"


def joined(*parts: str) -> str:
    """Parts with a blank line between them; nothing at all when the last one is missing."""
    return "\n\n".join(part for part in parts if part) if parts[-1] else ""


def listing(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def names_of(members: Sequence[Member]) -> list[str]:
    return [f"`{name}`" for name in dict.fromkeys(m.name for m in members)]


def component_of(path: str) -> str:
    """The component that a path names, where its version has another form; empty for none."""
    found = COMPONENT.search(path)
    return found[1] if found else ""


def listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def told(clauses: Sequence[str]) -> str:
    """Clauses as one list; a semicolon stands between them where one of them has several parts
    itself, so that nobody reads the next as one more.
    """
    joined_ones = any(SEVERAL.search(BRACKETS.sub("", each)) for each in clauses)
    return "; ".join(clauses) if joined_ones else listed(clauses)


def with_known_tags(code: str, request: str, members: bool) -> str:
    """A file, or `members` of a class, without what tags of its documentation (`@param`,
    `@returns`) say and the request does not lead to; without comments that hold nothing else.
    """
    if "@" not in code:
        return code
    given, piece = request.lower(), read(code, members)
    shift = piece.source.find(code) if members else 0
    if shift < 0:
        return code
    out, at = "", 0
    for node in sorted(piece.nodes.get("comment", ()), key=lambda node: node.start_byte):
        text, start, end = piece.of(node), node.start_byte - shift, node.end_byte - shift
        if not text.startswith("/**") or not TAG.search(text):
            continue
        lead, *tags = TAG.split(text.removesuffix("*/"))
        kept = [each for each in tags if _is_known_tag(each, given)]
        if len(kept) == len(tags):
            continue
        lines = "".join([lead, *kept]).rstrip().split("\n")
        while len(lines) > 1 and not lines[-1].strip(" \t*"):
            lines.pop()
        said = "\n".join(lines)
        before = code[at:start]
        if WORDS.search(said):
            close = "\n" + before[before.rfind("\n") + 1 :] + " */" if "\n" in said else " */"
            out, at = out + before + said + close, end
        else:
            out, at = out + before.rstrip(" \t"), end + (code[end : end + 1] == "\n")
    return out + code[at:]


def _is_known_tag(text: str, given: str) -> bool:
    """Whether a request leads to what a tag says; not where it holds another tag, which only a tool
    of one repository knows.
    """
    _, *said = TAG_NAME.split(text)
    return len(said) == 1 and _is_led_to(said[0], given)


def _is_led_to(text: str, given: str) -> bool:
    """Whether a request in lower case leads to most words of a text."""
    words = content_words(text)
    return sum(word.rstrip("s") in given for word in words) >= LEAST_TOLD * len(words)


def without_untold(code: str, request: str) -> str:
    """A file without the comments that the request does not lead to, and without those at the end
    of a line, where one that is left among others looks forgotten.
    """
    given, piece = request.lower(), read(code, False)
    out, at = "", 0
    for node in sorted(piece.nodes.get("comment", ()), key=lambda node: node.start_byte):
        before = code[at : node.start_byte].rstrip(" \t")
        alone = not before or before.endswith("\n")
        if alone and _is_led_to(piece.of(node), given):
            continue
        end = node.end_byte + (alone and code[node.end_byte : node.end_byte + 1] == "\n")
        out, at = out + before, end
    kept = out + code[at:]
    return re.sub(r"\{\n(?:[ \t]*\n)+", "{\n", re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", kept)).strip()
