"""Inputs for files, classes and interfaces: what exists before the declaration is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from generators.typescript import Member, cutting

from .inputs import Inputs
from .made.words import in_words, resolver
from .text import closed, declared_field, describe, fenced, joined

# Headers that say more than a name.
WIDER = re.compile(r"<|\bextends\b")


class UnitInputs(Inputs):
    """The inputs of a cut that is a declaration."""

    def all(self) -> Iterator[tuple[str, str]]:
        """What exists before the declaration is written."""
        labels = self.labels
        path = labels["path"].format(place=self.source.place)
        path = "\n\n".join(part for part in (path, self.besides()) if part)
        if self.unit.kind == "interface":
            if fulfilled := self.fulfilled():
                said = self.documented(fulfilled)
                yield "fulfilled", joined(path, said, labels["fulfilled"], fenced(fulfilled))
            if (users := self.users()) and (promised := self.contract()):
                yield "user", joined(path, promised, labels["user"], fenced(users))
            yield "words", joined(path, self.in_words())
            yield "contract", joined(path, self.contract())
            return
        if not self.outlined() or self.unfulfilled():
            return
        held = "" if self.imports_asked else self.imports(self.cut.text)
        given = joined(labels["imports"], fenced(held)) if held else ""
        state = self.state()
        given = "\n\n".join(part for part in (given, state) if part)
        public = [
            m for m in self.inner if m.access == "public" and m.kind not in ("field", "constructor")
        ]
        if interfaces := self.interfaces(public):
            known = {m.name for unit in self.implemented for m in unit.members}
            more = [m for m in public if m.name not in known]
            besides = fenced(cutting.skeleton(self.unit, (), more)) if more else ""
            besides_given = "\n\n".join(
                p for p in (given, labels["public"] * bool(more), besides) if p
            )
            yield "interface", joined(path, besides_given, labels["interface"], fenced(interfaces))
        if public:
            declared = self.implemented
            told = {m: said for m in public if (said := describe(m, declared))}
            signatures = cutting.skeleton(self.unit, (), [m for m in public if m not in told], told)
            yield "signatures", joined(path, given, labels["public"], fenced(signatures))
            described = [m for m in self.asked if m not in self.silent]
            if outlines := self.outlines(described):
                bare = fenced(cutting.skeleton(self.unit, (), public))
                yield "outline", joined(path, given, labels["public"], bare, outlines)

    def documented(self, given: str) -> str:
        """What the interface's own comments say of its members, as far as `given` does not."""
        said = {m.name: describe(m) for m in self.unit.members}
        lines = [f"- `{name}`: {closed(s)}" for name, s in said.items() if s and s not in given]
        return self.labels["described"] + "\n" + "\n".join(lines) if lines else ""

    def unfulfilled(self) -> bool:
        """Whether a part of a class has nothing of an interface that its head names."""
        promised = self.promised()
        return promised is not None and any(
            unit.members and promised.isdisjoint(m.name for m in unit.members)
            for unit in self.implemented
        )

    def besides(self) -> str:
        """What a whole file declares besides what it is about."""
        others = [u for u in self.source.file.units if u != self.unit]
        found = [unit.text for unit in others] if self.cut.view == "file" else []
        return joined(self.labels["besides"], fenced("\n\n".join(found)))

    @cached_property
    def inner(self) -> list[Member]:
        """The members of the unit that the cut holds."""
        return [m for m in self.unit.members if m.text in self.cut.text]

    def interfaces(self, public: Sequence[Member]) -> str:
        """The interfaces to implement, cut to what a reduced class implements of them.

        Nothing when they leave out more than a third of the public members: then they do not say
        what to write.
        """
        declared = self.implemented
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
        return "\n\n".join(
            cutting.reduced(unit, members, doc=False) for unit, members in cut if members
        )

    def _about(self) -> tuple[Member, ...]:
        return self.cut.members if self.cut.shape.startswith("slice") else ()

    def state(self) -> str:
        """The fields of the cut, and the signatures of what is not public: names that its own code
        may choose, and callers of it may not.
        """
        inner = [m for m in self.inner if m not in self._about()]
        hidden = [m for m in inner if m.kind == "field" or m.access != "public"]
        lines = [f"- `{declared_field(m)}`" for m in hidden]
        return self.labels["state"] + "\n" + "\n".join(lines) if lines else ""

    def contract(self) -> str:
        """What an interface promises, a line of prose for each member."""
        header = self.unit.header
        lines = [f"- {self.labels['header'].format(header=header)}"] * bool(WIDER.search(header))
        for member in self.unit.members:
            # Index and call signatures have no name to speak of.
            if not member.name or member.text.startswith(("[", "(")):
                return ""
            said = describe(member)
            lines.append(f"- {promise(member)}" + (f": {closed(said)}" if said else ""))
        return self.labels["contract"] + "\n" + "\n".join(lines)

    def in_words(self) -> str:
        """What an interface holds, in words instead of types."""
        lines = in_words(self.unit, resolver(self.library, self.source))
        if lines and WIDER.search(self.unit.header):
            lines.insert(0, f"- {self.labels['header'].format(header=self.unit.header)}")
        return self.labels["words"] + "\n" + "\n".join(lines) if lines else ""

    def fulfilled(self) -> str:
        """The public signatures of a class that implements the interface, as far as the interface
        declares them; nothing where the class says less.
        """
        name = self.unit.name
        for user in [self.source, *self.library.importers(self.source, name)]:
            for unit in user.file.classes:
                if name not in unit.implements:
                    continue
                members = [unit.member(m.name) for m in self.unit.members]
                if all(map(_fulfils, members, self.unit.members)):
                    return cutting.skeleton(unit, (), [m for m in unit.members if m in members])
        return ""

    def users(self) -> str:
        """Up to two methods of a class that works with the interface but does not implement it."""
        for user in self.library.importers(self.source, self.unit.name):
            for unit in user.file.classes:
                named = [m for m in unit.methods if self.unit.name in cutting.code_words(m.text)]
                short = [m for m in named if 40 <= self.size(m.text) <= 200]
                if short and self.unit.name not in unit.implements:
                    return cutting.reduced(unit, short[:2], doc=False)
        return ""


def promise(member: Member) -> str:
    """A member of an interface in words; as it stands where it has no name to be called by, which
    index, call and construct signatures and accessors have not.
    """
    signature = member.signature.removeprefix("readonly ")
    if not member.name or not signature.startswith(member.name):
        return f"`{member.signature.rstrip(';')}`"
    if member.kind == "field" or not (member.return_type or "(" in member.signature):
        optional = ", optional" if f"{member.name}?" in member.signature else ""
        fixed = ", read only" if member.readonly else ""
        return f"`{member.name}`, of type `{member.type or 'unknown'}`{optional}{fixed}"
    given = ", ".join(f"`{parameter.text}`" for parameter in member.parameters)
    takes = f" takes {given} and" if given else ""
    optional = "optional " if f"{member.name}?(" in member.signature else ""
    return f"the {optional}method `{member.name}`{takes} gives `{member.return_type or 'void'}`"


def _fulfils(member: Member | None, promised: Member) -> bool:
    """Whether a class's member is what an interface promises: public, of an instance, and called in
    the same way, with parameters of the same names and types as far as it states types. A result
    that it does not state nobody could know, unless there is none.
    """
    return (
        member is not None
        and member.access == "public"
        and not member.static
        and len(member.parameters) == len(promised.parameters)
        and not promised.text.startswith(("[", "("))
        and all(
            own.name == other.name and own.type in (None, other.type)
            for own, other in zip(member.parameters, promised.parameters, strict=True)
        )
        and (
            member.return_type in (promised.return_type, promised.type)
            if member.return_type
            else promised.return_type in (None, "void") and promised.type is None
        )
    )
