"""Builders: classes that gather the members of an object one by one and refuse to make a part of
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member

from ...text import listed
from .. import shapes
from ..settings import RESERVED
from ..shapes import Shape
from .kept import Keeper, Kept, Method, optional

FEWEST, MOST, MOST_REQUIRED = 3, 7, 5


def keepers(kept: Kept) -> Iterator[Keeper]:
    """The builder for a type of a few members of which some must be there, and not all are plain
    values: else there is nothing to copy.
    """
    must = [m.name for m, _ in kept.fields if not optional(m)]
    names = {m.name for m, _ in kept.fields}
    if not FEWEST <= len(kept.fields) <= MOST or not 1 <= len(must) <= MOST_REQUIRED:
        return
    if names & RESERVED or "given" in names or all(each.plain for _, each in kept.fields):
        return
    if any(m.readonly for m, _ in kept.fields):
        return
    type_ = kept.unit.name
    checks = [
        f"if ({name} === undefined) {{\n  throw new Error('{name} is missing');\n}}"
        for name in must
    ]
    body = "\n".join(
        [
            f"const {{ {', '.join(must)} }} = this.given;",
            *checks,
            f"return structuredClone({{ ...this.given, {', '.join(must)} }});",
        ]
    )
    told = (
        f"a copy of everything that was given; without {listed([f'`{name}`' for name in must])} it "
        "throws an error that names the first missing one"
    )
    asked = (*(_with(m, each) for m, each in kept.fields), Method(f"build(): {type_}", told, body))
    field = f"private given: Partial<{type_}> = {{}};"
    yield Keeper("builder", f"{kept.stem}Builder", field, "", asked)


def _with(member: Member, each: Shape) -> Method:
    name = member.name
    kind = " ".join((member.type or "").split())
    taken = each.copied(name, shapes.EMPTY.fullmatch(kind) is not None)
    told = "keeps the value" if each.plain else f"keeps `{taken}`"
    signature = f"with{name[0].upper()}{name[1:]}({name}: {kind}): this"
    return Method(signature, told, f"this.given.{name} = {taken};\nreturn this;")
