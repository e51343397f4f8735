"""Pieces of an input: descriptions, code blocks, lists of names."""

from __future__ import annotations

from collections.abc import Sequence

from generators.typescript import Member, Unit, cutting

# Characters of a fixed value that is given.
MOST_FIXED = 500


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
    """A field as it is declared; without its initial value where it has a type, unless it is
    fixed: nobody could know what a table holds.
    """
    if field.readonly and len(field.text) <= MOST_FIXED:
        return " ".join(field.text.split()).rstrip(";")
    whole = " ".join(field.signature.split()).rstrip(";")
    kind = field.type
    return whole[: whole.index(kind) + len(kind)] if kind and kind in whole else whole


def fenced(code: str) -> str:
    """The code as a block of markdown; nothing for nothing."""
    return f"```typescript\n{code}\n```" if code else ""


def closed(text: str) -> str:
    return text if text[-1] in ".!?…:" else text + "."


def joined(*parts: str) -> str:
    """Parts with a blank line between them; nothing at all when the last one is missing."""
    return "\n\n".join(part for part in parts if part) if parts[-1] else ""


def listing(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def names_of(members: Sequence[Member]) -> list[str]:
    return [f"`{name}`" for name in dict.fromkeys(m.name for m in members)]


def listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
