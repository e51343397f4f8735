"""An interface in words: what a person would say of it before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from generators.typescript import Member, Parameter, Unit
from generators.typescript.library import Library, Source

from ..text import closed, describe
from . import shapes
from .shapes import Resolve


def resolver(library: Library, source: Source) -> Resolve:
    """What names mean in a source."""
    return lambda name: library.declaration(source, name)


def in_words(unit: Unit, resolve: Resolve) -> list[str]:
    """A line for each member, its documentation behind it; empty where one of them cannot be told
    without its type.
    """
    lines = []
    for member in unit.members:
        told = _method(member, resolve) if member.kind != "field" else _field(member, resolve)
        if not told:
            return []
        said = describe(member)
        lines.append(f"- {told}" + (f". {closed(said)}" if said else ""))
    return lines


def _field(member: Member, resolve: Resolve) -> str:
    found = shapes.field(member, resolve)
    if found is None:
        return ""
    fixed = "; read-only" * member.readonly
    missing = "; may be missing" * shapes.is_optional(member)
    return f"`{member.name}`: {found.words}{fixed}{missing}"


def _method(member: Member, resolve: Resolve) -> str:
    """A method by what it takes and gives."""
    named = member.name.isidentifier() and member.signature.startswith(member.name)
    if member.kind not in ("signature", "method") or not named:
        return ""
    taken = [_parameter(each, resolve) for each in member.parameters]
    given = _result(member.return_type or "void", resolve)
    if not all(taken) or not given or "<" in member.text.split("(", 1)[0]:
        return ""
    takes = f"takes {_and(taken)}; " if taken else ""
    missing = "; an implementation may lack it" * shapes.is_optional(member)
    return f"method `{member.name}`: {takes}{given}{missing}"


def _parameter(parameter: Parameter, resolve: Resolve) -> str:
    name, kind = parameter.name.removeprefix("..."), parameter.type or ""
    rest = parameter.text.startswith("...")
    found = shapes.element(kind, resolve) if rest else shapes.shape(kind, resolve)
    if found is None or not name.isidentifier():
        return ""
    what = f"any number of {found.plural}" if rest else found.words
    return f"`{name}` ({what}{', which may be left out' * (parameter.optional and not rest)})"


def _result(kind: str, resolve: Resolve) -> str:
    if kind == "void":
        return "gives nothing"
    if kind == "this":
        return "gives the object itself, for chaining"
    if kind.startswith("Promise<") and kind.endswith(">"):
        inner = _result(kind[8:-1], resolve)
        return f"asynchronous, {inner}" if inner else ""
    found = shapes.shape(kind, resolve)
    return f"gives {found.words}" if found else ""


def _and(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)
