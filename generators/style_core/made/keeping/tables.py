"""Tables: objects as rows of text, for a file that other programs read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.typescript import Member

from .. import rules
from ..settings import RESERVED
from ..shapes import ARRAY, EMPTY, Shape
from .kept import Keeper, Kept, Method, optional

FEWEST, MOST, FEWEST_KINDS = 3, 9, 3
ORDER = ("text", "number", "date", "list", "count", "others", "json", "null", "missing", "gap")
LISTS = frozenset({"string[]", "number[]"})


def keepers(kept: Kept) -> Iterator[Keeper]:
    """One table of a type with members of several kinds."""
    # Nobody knows how what may be anything looks as a text.
    if any("unknown" in f"{m.type} {each.words}" for m, each in kept.fields):
        return
    cells = [_cell(member, each) for member, each in kept.fields]
    kinds = {kind for found in cells for kind in found[0]}
    names = [m.name for m, _ in kept.fields]
    if not FEWEST <= len(cells) <= MOST or len(kinds) < FEWEST_KINDS or RESERVED & set(names):
        return
    one, type_ = kept.one, kept.unit.name
    add = (
        f"add({one}: {type_}): this {{\n"
        f"  this.entries.push(structuredClone({one}));\n  return this;\n}}"
    )
    row = "\n".join(f"    {text}," for _, text in cells)
    head = ", ".join(f"'{name}'" for name in names)
    asked = (
        Method(
            "rows(): string[][]",
            "for each object, a list of its members as strings, in the order of the declaration",
            f"return this.entries.map((each) => [\n{row.replace('    ', '  ')}\n]);",
        ),
        Method(
            "csv(): string",
            "a line with the names of the members and one line per row, joined by line breaks; the "
            "cells of a line are joined by commas, and a private `quoted(cell: string)` puts cells "
            "that contain a comma, a double quote or a line break in double quotes and doubles the "
            "quotes inside them",
            f"const head = [{head}];\n"
            "return [head, ...this.rows()]\n"
            "  .map((row) => row.map((cell) => this.quoted(cell)).join(','))\n"
            "  .join('\\n');",
        ),
        Method(
            "private quoted(cell: string): string",
            "as described for `csv`",
            'return /[",\\n]/.test(cell) ? `"${cell.replaceAll(\'"\', \'""\')}"` : cell;',
        ),
    )
    if {"null", "missing"} <= kinds:
        kinds = (kinds - {"null", "missing"}) | {"gap"}
    if {"list", "count"} <= kinds:
        kinds = (kinds - {"count"}) | {"others"}
    told = _told(kept, rules.of_kinds("cells", kinds - {"flag"}, ORDER), cells)
    field = f"private entries: {type_}[] = [];"
    yield Keeper("table", f"{kept.stem}Table", field, add, asked, rules=told)


def _told(
    kept: Kept, found: Sequence[str], cells: Sequence[tuple[tuple[str, ...], str]]
) -> tuple[str, ...]:
    """The rules with the kinds of values that each is about."""
    pairs = [(pair, kinds[0]) for pair, (kinds, _) in zip(kept.fields, cells, strict=True)]
    for rule, about in (("text", {"text"}), ("number", {"number", "flag"})):
        own = (pair for pair, kind in pairs if kind in about)
        found = rules.with_kinds(f"cells.{rule}", found, own)
    return rules.with_elements(
        "cells.list", found, (pair[0] for pair, kind in pairs if kind == "list")
    )


def _cell(member: Member, each: Shape) -> tuple[tuple[str, ...], str]:
    """(kinds of rules, expression of a text) for a member of `each`."""
    kind, held = " ".join((member.type or "").split()), f"each.{member.name}"
    found = EMPTY.fullmatch(kind)
    bare = found[1] if found else kind
    gap = optional(member) or bool(found)
    kinds = ("missing",) * optional(member) + ("null",) * bool(found)
    ask, other = ("?", " ?? ''") if gap else ("", "")
    if bare == "Date":
        return ("date", *kinds), f"{held}{ask}.toISOString(){other}"
    if bare in LISTS:
        return ("list", *kinds), f"{held}{ask}.join(' '){other}"
    if bare == "number":
        return ("number", *kinds), f"{held}{ask}.toString(){other}"
    if bare == "boolean":
        return ("flag", *kinds), f"{held}{ask}.toString(){other}"
    if each.plain:
        return ("text", *kinds), f"{held}{other}"
    if ARRAY.fullmatch(bare):
        return ("count", *kinds), f"{held}{ask}.length.toString(){other}"
    text = f"JSON.stringify({held})"
    return ("json", *kinds), f"{held} ? {text} : ''" if gap else text
