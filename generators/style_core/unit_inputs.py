"""Inputs for files, classes and interfaces: what exists before the declaration is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.typescript import Member, cutting

from .inputs import Inputs
from .text import describe, fenced, joined, listed, names_of


class UnitInputs(Inputs):
    """The inputs of a cut that is a declaration."""

    def all(self) -> Iterator[tuple[str, str]]:
        """What exists before the declaration is written."""
        labels = self.labels
        path = labels["path"].format(place=self.source.place)
        known = any(self.purposes())
        if self.unit.kind == "interface":
            yield "behaviour", joined(path, self.behaviour())
            if users := self.users():
                yield "user", joined(path, self.named(), labels["user"], fenced(users))
            if known:
                yield "names", joined(path, self.named())
            return
        if any(len(cutting.steps(m)) < 2 for m in self.silent()):
            return
        # Imports are given unless they are part of what is asked; then the types behind them are.
        label, held = (
            ("types", self.types(self.cut.text))
            if self.imports_asked
            else ("imports", self.imports(self.cut.text))
        )
        given = joined(labels[label], fenced(held)) if held else ""
        public = [
            m
            for m in self.inner()
            if m.access == "public" and m.kind not in ("field", "constructor")
        ]
        if interfaces := self.interfaces(public):
            yield "interface", joined(path, given, labels["interface"], fenced(interfaces))
        if public:
            declared = self.implemented()
            told = {m: said for m in public if (said := describe(m, declared))}
        if public and (known or told):
            signatures = cutting.skeleton(self.unit, (), [m for m in public if m not in told], told)
            yield "signatures", joined(path, given, labels["public"], fenced(signatures))
        about = self._about() or [m for m in public if m.kind == "method"]
        if outlines := self.outlines(about):
            bare = fenced(cutting.skeleton(self.unit, (), public))
            yield "outline", joined(path, given, labels["public"], bare, outlines)
        yield "behaviour", joined(path, given, self.behaviour())
        if known:
            yield "names", joined(path, given, self.named())

    def inner(self) -> list[Member]:
        """The members of the unit that the cut holds."""
        return [m for m in self.unit.members if m.text in self.cut.text]

    def interfaces(self, public: Sequence[Member]) -> str:
        """The interfaces to implement, cut to what a reduced class implements of them.

        Nothing when they leave out more than a third of the public members: then they do not say
        what to write.
        """
        declared = self.implemented()
        kept = {m.name for m in public}
        covered = {m.name for unit in declared for m in unit.members} & kept
        if (
            not covered
            or len(covered) * 3 < len(kept) * 2
            or not kept.issuperset(m.name for m in self._about())
        ):
            return ""
        if self.cut.view != "core":
            return "\n\n".join(unit.documented_text for unit in declared)
        cut = [(unit, [m for m in unit.members if m.name in kept]) for unit in declared]
        return "\n\n".join(cutting.reduced(unit, members) for unit, members in cut if members)

    def _about(self) -> tuple[Member, ...]:
        return self.cut.members if self.cut.shape.startswith("slice") else ()

    def behaviour(self) -> str:
        """A line of prose for each member, where most of them have a comment to take it from."""
        declared = self.implemented()
        lines, silent = [], 0
        for member in self.inner():
            hidden = (
                member.kind in ("constructor", "field", "signature") and self.unit.kind == "class"
            )
            if hidden or not member.name:
                continue
            said = describe(member, declared)
            silent += not said
            called = "" if member.kind in ("getter", "setter", "field") else "()"
            lines.append(f"- `{member.name}{called}`" + (f": {said}" if said else ""))
        return "\n".join(lines) if silent * 2 < len(lines) else ""

    def named(self) -> str:
        """Names only: of the members, and of the state behind them."""
        inner = [m for m in self.inner() if m.name and m.kind != "constructor"]
        state = names_of([m for m in inner if m.kind == "field"])
        members = names_of([m for m in inner if m.kind != "field"])
        if len(state) + len(members) < 2:
            return ""
        label = self.labels["fields" if self.unit.kind == "interface" else "state"]
        lines = [label.format(names=listed(state))] if state else []
        return "\n".join(
            [*lines, self.labels["names"].format(names=listed(members))] if members else lines
        )

    def users(self) -> str:
        """Up to two methods of a class that works with the interface but does not implement it."""
        for user in self.library.importers(self.source, self.unit.name):
            for unit in user.file.classes:
                named = [m for m in unit.methods if self.unit.name in cutting.WORD.findall(m.text)]
                short = [m for m in named if 40 <= self.size(m.text) <= 200]
                if short and self.unit.name not in unit.implements:
                    return cutting.reduced(unit, short[:2], doc=False)
        return ""
