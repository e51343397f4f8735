"""What style_core gives with a task: everything a person would have at hand, never the code that is
asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from generators.content import loader
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library

from .cuts import LAYERS, Cut, size

MOST_INPUT = 700
MOST_TYPES = 200
# A method of more tokens must be described somewhere, or nobody could know what is wanted.
MOST_UNSAID = 110
# The class around a member, and the method before it, are shown only as far as they stay in
# proportion.
MOST_AROUND, MOST_BEFORE = 400, 160


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """The content file, as it stands."""
    return loader.wording("style_core")


class Inputs:
    """The inputs of one cut for one category. A framing is the name of an input and the key of its
    sentence.
    """

    def __init__(self, cut: Cut, category: str, library: Library) -> None:
        self.cut, self.category, self.library = cut, category, library
        self.unit, self.source = cut.unit, cut.source
        self.words = wording()
        self.labels: dict[str, str] = self.words["labels"]
        self.small = cut.view.startswith("member")
        self.imports_asked = cut.text.startswith("import ") or cut.shape == "file"

    def all(self) -> Iterator[tuple[str, str]]:
        """(framing, text) of every input there is, best first; empty texts among them."""
        return self.inside() if self.small else self.outside()

    def purposes(self) -> Iterator[str]:
        """Sentences that say what the cut is for, from the nearest comments that do."""
        if not self.small:
            docs = [
                self.unit.doc,
                self.source.file.header,
                *(unit.doc for unit in self.implemented()),
            ]
            purpose = next(
                (text for doc in docs if len((text := cutting.purpose(doc, 30)).split()) > 2), ""
            )
            yield self.labels["purpose"].format(purpose=closed(purpose)) if purpose else ""
        if self.cut.shape in ("member", "slice"):
            said = describe(self.cut.lead, self.implemented())
            label = self.labels["what"] if self.small else f"`{self.cut.lead.name}`: {{purpose}}"
            yield label.format(purpose=closed(said)) if said else ""

    # -- what there is to give ------------------------------------------------------------------------------------

    def implemented(self) -> list[Unit]:
        """The interfaces that the class implements, as far as the corpus holds them."""
        found = (self.library.declaration(self.source, name) for name in self.unit.implements)
        return [unit for unit in found if unit is not None and unit.kind == "interface"]

    def types(self, text: str) -> str:
        """Declarations of the interfaces and types that a text names, without comments, as far as
        there is room.
        """
        out, room = [], MOST_TYPES
        taken = {self.unit.name, *self.unit.implements}
        for name in dict.fromkeys(cutting.WORD.findall(text)):
            if not name[:1].isupper() or name in taken:
                continue
            unit = self.library.declaration(self.source, name)
            if (
                unit is None
                or unit.kind == "class"
                or (unit.source == self.source.file.text and unit.text in text)
            ):
                continue
            bare = plain(unit)
            if (length := size(bare)) <= room:
                room -= length
                out.append(bare)
        return "\n\n".join(out)

    def imports(self, text: str) -> str:
        return "\n".join(item.text for item in cutting.used_imports(self.source.file, text))

    # -- framings of classes, files and interfaces ----------------------------------------------------------------

    def outside(self) -> Iterator[tuple[str, str]]:
        """Inputs for a cut that is a declaration: what exists before it is written."""
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
                short = [m for m in named if 40 <= size(m.text) <= 200]
                if short and self.unit.name not in unit.implements:
                    return cutting.reduced(unit, short[:2], doc=False)
        return ""

    # -- framings of members --------------------------------------------------------------------------------------

    def inside(self) -> Iterator[tuple[str, str]]:
        """Inputs for members: always enough of their class to see the pattern, then something to
        work from.
        """
        told = self.outlines(self.silent())
        clear = all(len(cutting.steps(m)) > 1 for m in self.silent())
        for framing, text in self._inside():
            if text and (clear or framing in ("caller", "complete")):
                yield framing, joined(text, told) if told and framing != "steps" else text

    def _inside(self) -> Iterator[tuple[str, str]]:
        labels, lead = self.labels, self.cut.lead
        path = labels["path"].format(place=self.source.place)
        skeleton = fenced(self.with_imports(self.skeleton()))
        yield "skeleton", joined(path, skeleton)
        callers = [
            m
            for m in self.unit.methods
            if lead.name in m.calls and m not in self.cut.members and m.body
        ]
        caller = min(callers, key=lambda m: abs(len(m.text) - 500), default=None)
        if caller is not None:
            bare = fenced(self.with_imports(self.skeleton(without=caller)))
            yield (
                "caller",
                joined(path, bare, labels["caller"], fenced(cutting.members_text([caller]))),
            )
        yield "complete", joined(path, fenced(self.rest()))
        if before := self.before():
            yield "continue", joined(path, skeleton, labels["before"], fenced(before))
        if len(self.silent()) < len(self.cut.members):
            yield "steps", joined(path, skeleton, self.outlines(self.cut.members))
        declared = [m for unit in self.implemented() for m in unit.members if m.name == lead.name]
        if declared and declared[0].doc and self.cut.shape == "member":
            yield (
                "declared",
                joined(
                    path, skeleton, labels["declared"], fenced(cutting.members_text(declared[:1]))
                ),
            )
        if types := self.types(
            self._field_types() + " ".join(m.signature for m in self.cut.members)
        ):
            yield "types", joined(path, skeleton, labels["types"], fenced(types))
        bare = fenced(self.with_imports(self.skeleton(siblings=False)))
        if bare != skeleton:
            yield "bare", joined(path, bare)

    def silent(self) -> list[Member]:
        """Members asked for that no comment describes, and that are too long for their name to say
        it all.
        """
        asked = self.cut.members if self.small or self.cut.shape.startswith("slice") else ()
        declared = self.implemented()
        return [
            m
            for m in asked
            if m.kind == "method" and size(m.text) > MOST_UNSAID and not describe(m, declared)
        ]

    def outlines(self, members: Sequence[Member]) -> str:
        """The steps of members by the comments in their bodies; nothing when none has two."""
        said = [(m, steps) for m in members if len(steps := cutting.steps(m)) > 1]
        return "\n\n".join(
            self.labels["outline"].format(name=m.name) + "\n" + listing(s) for m, s in said[:4]
        )

    def skeleton(self, without: Member | None = None, siblings: bool = True) -> str:
        """The class as far as the members need it, with what shows the pattern."""
        asked = {m.start for m in self.cut.members}
        touched = set().union(*(cutting.touched(self.unit, m) for m in self.cut.members))
        whole = [m for m in self._carriers() if m.start not in asked]
        touched |= set().union(*(m.uses for m in whole), set())
        if self.category == "radical_oop" and not any(
            f.name in touched and f.access != "public" for f in self.unit.fields
        ):
            touched |= {f.name for f in self.unit.fields[:4]}
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
        declared = self.implemented() if len(self.cut.members) > 1 else []
        asked = [m for m in self.cut.members if m.kind != "field"]
        said = {m: describe(m, declared) if len(self.cut.members) > 1 else "" for m in asked}
        return {
            m: self.labels["missing"] + (f": {text}" if text else "") for m, text in said.items()
        }

    def _carriers(self) -> list[Member]:
        """Members that must stand whole for the claim: the empty constructor, and a short `init`."""
        constructor = self.unit.constructor
        if self.category in (LAYERS, "radical_oop"):
            return (
                [constructor]
                if constructor is not None and constructor.parameters and not constructor.logic
                else []
            )
        carriers = [constructor] if self.category == "empty_constructor" else []
        init = self.unit.member("init")
        if init is not None and init.body is not None and size(init.text) <= 120:
            carriers.append(init)
        return [m for m in carriers if m is not None]

    def _signed(self) -> list[Member]:
        names = {"empty_constructor": ("init",), "scenario_state": ("init", "toScenario")}.get(
            self.category, ()
        )
        return [m for m in self.unit.members if m.name in names]

    def rest(self) -> str:
        """The class around the members asked for: all of it if it is short, else with their
        neighbours whole.
        """
        asked = {m.start for m in self.cut.members}
        others = [m for m in self.unit.members if m.start not in asked]
        text = cutting.skeleton(self.unit, others, (), self._marks())
        if size(text) > MOST_AROUND:
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
        return self.with_imports(text) if size(text) <= MOST_AROUND else ""

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
            or not 30 <= size(earlier[-1].text) <= MOST_BEFORE
        ):
            return ""
        return cutting.members_text(earlier[-1:])

    def with_imports(self, text: str) -> str:
        return joined(self.imports(f"{text}\n{self.cut.text}"), text)

    def _field_types(self) -> str:
        touched = set().union(*(cutting.touched(self.unit, m) for m in self.cut.members))
        return " ".join(f"{f.type or ''} " for f in self.unit.fields if f.name in touched)


def describe(member: Member, declared: Sequence[Unit] = ()) -> str:
    """What a member does: by its own comment, else its declaration's, else the comment its body
    opens with.
    """
    docs = [
        member.doc,
        *(found.doc for unit in declared if (found := unit.member(member.name)) is not None),
    ]
    opening = (member.body or "").removeprefix("{").strip()
    if opening.startswith("//"):
        docs.append(opening.splitlines()[0])
    said = (cutting.purpose(doc) for doc in docs)
    return next(
        (text for text in said if len(text.split()) > 2 and not cutting.is_heading(text)), ""
    )


def plain(unit: Unit) -> str:
    """A declaration without comments."""
    if unit.kind != "interface" or not unit.members:
        return unit.text
    return cutting.skeleton(unit, (), unit.members)


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
