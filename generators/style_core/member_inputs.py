"""Inputs for members: always enough of their class to see the pattern, then something to work
from.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member, cutting

from .inputs import Inputs
from .text import declared_field, describe, fenced, joined

# The class around a member, and the method before it, are shown only as far as they stay in
# proportion.
MOST_AROUND, MOST_BEFORE, MOST_INIT = 400, 160, 120
# The calling method that is shown is the one nearest to this many characters.
CALLER_CHARACTERS = 500


class MemberInputs(Inputs):
    """The inputs of a cut that is one member or several."""

    def all(self) -> Iterator[tuple[str, str]]:
        if self.outlined():
            yield from self._inside()

    def _inside(self) -> Iterator[tuple[str, str]]:
        labels, lead = self.labels, self.cut.lead
        path = labels["path"].format(place=self.source.place)
        path = "\n\n".join(part for part in (path, self.state()) if part)
        skeleton = fenced(self.with_imports(self.skeleton()))
        yield "skeleton", joined(path, skeleton)
        callers = [
            m
            for m in self.unit.methods
            if lead.name in m.calls and m not in self.cut.members and m.body
        ]
        caller = min(callers, key=lambda m: abs(len(m.text) - CALLER_CHARACTERS), default=None)
        if caller is not None:
            bare = fenced(self.with_imports(self.skeleton(without=caller)))
            yield (
                "caller",
                joined(path, bare, labels["caller"], fenced(cutting.members_text([caller]))),
            )
        yield "complete", joined(path, fenced(self.rest()))
        if before := self.before():
            yield "continue", joined(path, skeleton, labels["before"], fenced(before))
        described = [m for m in self.asked if m not in self.silent]
        if steps := self.outlines(described):
            yield "steps", joined(path, skeleton, steps)
        declared = [m for unit in self.implemented for m in unit.members if m.name == lead.name]
        if declared and declared[0].doc and self.cut.shape == "member":
            yield (
                "declared",
                joined(
                    path, skeleton, labels["declared"], fenced(cutting.members_text(declared[:1]))
                ),
            )

    def state(self) -> str:
        """The fields asked for, with their types and without their initial values."""
        asked = [m for m in self.cut.members if m.kind == "field"]
        lines = [f"- `{declared_field(m)}`" for m in asked]
        return self.labels["fields"] + "\n" + "\n".join(lines) if lines else ""

    def skeleton(self, without: Member | None = None) -> str:
        """The class as far as the members need it, with what shows the pattern."""
        asked = {m.start for m in self.cut.members}
        touched = set().union(*(cutting.touched(self.unit, m) for m in self.cut.members))
        whole = [m for m in self._carriers() if m.start not in asked]
        touched |= set().union(*(m.uses | m.calls for m in whole), set())
        touched |= self.pattern.fields(self.unit, touched)
        rest = [m for m in self.unit.members if m.start not in asked and m != without]
        fields = [m for m in rest if m.kind == "field" and m.name in touched]
        signed = [
            m
            for m in rest
            if m.kind not in ("field", "constructor") and (m.name in touched or m in self._signed())
        ]
        return cutting.skeleton(self.unit, fields + whole, signed, self._marks())

    def _marks(self) -> dict[Member, str]:
        """What is said above each signature that is asked for; of a single member the instruction
        says it.
        """
        declared = self.implemented if len(self.cut.members) > 1 else []
        asked = [m for m in self.cut.members if m.kind != "field"]
        said = {m: describe(m, declared) if len(self.cut.members) > 1 else "" for m in asked}
        return {
            m: self.labels["missing"] + (f": {text}" if text else "") for m, text in said.items()
        }

    def _carriers(self) -> list[Member]:
        """Members that must stand whole for the claim: the constructor, and a short `init`."""
        found = [
            m
            for m in self.pattern.carriers(self.unit)
            if m.kind == "constructor" or self.size(m.text) <= MOST_INIT
        ]
        # Fields that are to be declared without a value get it there.
        fields = {m.name for m in self.cut.members if m.kind == "field" and "=" not in m.text}
        for maker in (self.unit.constructor, self.unit.member("init")):
            sets = maker is not None and maker.body and fields & maker.uses
            short = maker is not None and self.size(maker.text) <= MOST_INIT
            if maker is not None and sets and short and maker not in (*found, *self.cut.members):
                found.append(maker)
                break
        return found

    def _signed(self) -> list[Member]:
        return [m for m in self.unit.members if m.name in self.pattern.signed]

    def rest(self) -> str:
        """The class around the members asked for: all of it if it is short, else with their
        neighbours whole.
        """
        asked = {m.start for m in self.cut.members}
        others = [m for m in self.unit.members if m.start not in asked]
        text = cutting.skeleton(self.unit, others, (), self._marks())
        if self.size(text) > MOST_AROUND:
            near = sorted(
                (m for m in others if m.body), key=lambda m: abs(m.start - self.cut.lead.start)
            )[:2]
            touched = set().union(
                *(cutting.touched(self.unit, m) for m in [*self.cut.members, *near])
            )
            fields = [m for m in others if m.kind == "field" and m.name in touched]
            whole = [*fields, *near, *(m for m in self._carriers() if m.start not in asked)]
            signed = [
                m
                for m in others
                if m.kind != "field" and (m.name in touched or m in self._signed())
            ]
            text = cutting.skeleton(self.unit, whole, signed, self._marks())
        return self.with_imports(text) if self.size(text) <= MOST_AROUND else ""

    def before(self) -> str:
        """The method that stands before the members asked for, if it is worth reading and short."""
        earlier = [
            m
            for m in self.unit.methods
            if m.start < self.cut.lead.start and m not in self._carriers()
        ]
        if (
            not earlier
            or earlier[-1] in self.cut.members
            or not 30 <= self.size(earlier[-1].text) <= MOST_BEFORE
        ):
            return ""
        return cutting.members_text(earlier[-1:])
