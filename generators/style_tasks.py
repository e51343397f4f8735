"""How style_core asks for a cut: the instruction, and the input a person would give with it.

Each framing gives something else to work from (an interface, signatures, prose, the class around it, a caller).
None gives the code that is asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from . import tokens
from .rag import typescript, units
from .rag.library import Library
from .rag.typescript import Member, Unit
from .sample import fingerprint
from .style_cuts import Cut, shared

MOST_INPUT = 700
# Instruction and template come on top of input and output, up to the chat limit of 2,048.
MOST_TOGETHER = 1_850
MOST_TYPES = 260
LAYERS = "5_layer_architecture"


@dataclass(frozen=True)
class Task:
    framing: str
    instruction: str
    input: str


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """The content file, as it stands."""
    return tomllib.loads(resources.files("generators.content").joinpath("style_core.toml").read_text("utf-8"))


def tasks(cut: Cut, category: str, library: Library) -> Iterator[Task]:
    """The framings of a cut, best first, whose input is short enough and does not give the answer away."""
    room = min(MOST_INPUT, MOST_TOGETHER - tokens.count(cut.text))
    writer = _Writer(cut, category, library)
    given = writer.inside() if cut.view.startswith("member") else writer.outside()
    for framing, text in given:
        if text and tokens.count(text) <= room and not leaks(text, cut):
            yield Task(framing, writer.instruction(framing), text)


def leaks(text: str, cut: Cut) -> bool:
    """Whether an input holds the bodies that are asked for: more than a quarter of their telling lines."""
    asked = [m for m in cut.unit.members if m in cut.members or m.text in cut.text]
    wanted = {line.strip() for member in asked for line in (member.body or "").splitlines()}
    telling = {line for line in wanted if len(line) > 20 and not line.startswith(("//", "*", "/*"))}
    held = {line.strip() for line in text.splitlines()}
    return len(telling & held) * 4 > len(telling)


def skeleton_of(text: str) -> str:
    """The TypeScript of an input that carries a claim: its first code block."""
    parts = text.split("```typescript\n", 1)
    return parts[1].split("\n```", 1)[0] if len(parts) == 2 else ""


def depends(cut: Cut, category: str) -> bool:
    """Whether the code of members works on what makes their class show the pattern."""
    touched = set().union(*(units.touched(cut.unit, m) for m in cut.members)) - {m.name for m in cut.members}
    words = set(units.WORD.findall(cut.text))
    if category == "radical_oop":
        hidden = {m.name for m in cut.unit.members if m.access != "public" and m.kind != "field"}
        return bool(touched & (hidden | set(typescript.private_state(cut.unit))))
    if category == LAYERS:
        foreign = {n for i in cut.source.file.imports if i.layer and i.layer != cut.source.layer for n in i.names}
        types = {w for f in cut.unit.fields if f.name in touched for w in units.WORD.findall(f.type or "")}
        return bool(foreign & (words | types))
    state = {m.name for m in cut.unit.members if m.kind in ("field", "getter", "setter") and not m.static}
    state |= set(typescript.private_state(cut.unit)) | {"init"}
    if category == "scenario_state":
        if any(typescript.takes_scenario(m) or "scenario" in (m.return_type or "").lower() for m in cut.members):
            return True
        makers = [m for name in ("init", "toScenario") if (m := cut.unit.member(name)) is not None]
        kept = set().union(*(m.uses for m in units.closure(cut.unit, makers)))
        state = state & kept | {"init", "toScenario"}
    return bool(touched & state)


class _Writer:
    def __init__(self, cut: Cut, category: str, library: Library) -> None:
        self.cut, self.category, self.library = cut, category, library
        self.unit, self.source = cut.unit, cut.source
        self.words = wording()

    # -- instruction ----------------------------------------------------------------------------------------------

    def instruction(self, framing: str) -> str:
        cut, layer = self.cut, self.words["layers"].get(self.source.layer, {})
        component = self.source.component.name
        where = f"component {component}" if component else f"`{self.source.place}`"
        names = _names(cut.members) if cut.shape not in ("file", "class", "interface") else []
        if cut.shape == "core":
            names = [n for n in names if n in ("`init`", "`toScenario`")] or ["accessors"]
        methods = [n for n in names if n not in ("`init`", "`toScenario`")] if cut.shape.startswith("slice") else names
        ask = self._draw(self.words["ask"][cut.shape], framing).format(
            name=self.unit.name,
            kind=self.unit.kind,
            file=self.source.place.rsplit("/", 1)[-1],
            where=f"{where}, {layer['name']}" if layer else where,
            members=_listed(methods),
            lead=cut.lead.name if cut.members else "",
            others=_listed(names[1:]),
            shared=_listed([f"`{name}`" for name in shared(cut.members)]) if cut.shape == "neighbours" else "",
            what=_what(cut.lead) if cut.members else "",
        )
        parts = [ask, self._purpose_sentence(), self._pattern_sentence(framing, layer), self.words["given"][framing]]
        return " ".join(part for part in parts if part)

    def _purpose_sentence(self) -> str:
        labels, purpose = self.words["labels"], self.purpose()
        if not purpose:
            return ""
        label = labels["what"] if self.cut.view.startswith("member") else labels["purpose"]
        return str(label.format(purpose=purpose + ("" if purpose[-1] in ".!?…:" else ".")))

    def _pattern_sentence(self, framing: str, layer: dict[str, str]) -> str:
        said = self.words["patterns"][self.category]
        role = "whole" if self.category in self.cut.patterns else "part"
        if self.unit.kind == "interface" and "declared" in said:
            role = "declared"
        return self._draw(said[role], framing).format(rule=layer.get("rule", ""), layer=layer.get("name", ""))

    def _draw(self, variants: Sequence[str], framing: str) -> str:
        return variants[int(fingerprint(self.cut.text, self.category, framing), 16) % len(variants)]

    def purpose(self) -> str:
        """What the cut is for, from the nearest comment that says so."""
        if not self.cut.view.startswith("member"):
            declared = self.implemented()
            docs = [self.unit.doc, self.source.file.header, *(unit.doc for unit in declared)]
            return next((text for doc in docs if len((text := units.purpose(doc)).split()) > 2), "")
        return describe(self.cut.lead, self.implemented())

    # -- what there is to give ------------------------------------------------------------------------------------

    def implemented(self) -> list[Unit]:
        """The interfaces that the class implements, as far as the corpus holds them."""
        found = (self.library.declaration(self.source, name) for name in self.unit.implements)
        return [unit for unit in found if unit is not None and unit.kind == "interface"]

    def types(self, text: str, without: Sequence[Unit] = ()) -> str:
        """Declarations of the interfaces and types that a text names, without comments, as far as there is room."""
        out, room = [], MOST_TYPES
        names = dict.fromkeys(units.WORD.findall(text))
        for name in names:
            if not name[:1].isupper() or name in (self.unit.name, *(u.name for u in without)):
                continue
            unit = self.library.declaration(self.source, name)
            if unit is None or unit.kind == "class" or (unit.source == self.source.file.text and unit.text in text):
                continue
            bare = plain(unit)
            if (size := tokens.count(bare)) <= room:
                room -= size
                out.append(bare)
        return "\n\n".join(out)

    # -- framings of classes, files and interfaces ----------------------------------------------------------------

    def outside(self) -> Iterator[tuple[str, str]]:
        """Inputs for a cut that is a declaration: what exists before it is written."""
        labels = self.words["labels"]
        path = labels["path"].format(place=self.source.place)
        if self.unit.kind == "interface":
            yield "behaviour", _joined(path, self.behaviour())
            yield "user", _joined(path, fenced(self.users()))
            return
        declared = self.implemented()
        interfaces = "\n\n".join(self.interface(unit) for unit in declared)
        if interfaces and self.cut.shape != "file":
            yield "interface", _joined(path, fenced(interfaces))
        imported = self.types(self.cut.text)
        if imported and self.cut.shape == "file":
            yield "imports", _joined(path, fenced(imported))
        public = [m for m in self.inner() if m.access == "public" and m.kind not in ("field", "constructor")]
        if public:
            signatures = units.skeleton(self.unit, (), public)
            yield "signatures", _joined(path, labels["public"], fenced(signatures))
        yield "behaviour", _joined(path, self.behaviour())
        if imported and self.cut.shape != "file":
            names = ", ".join(_names(public))
            yield "types", _joined(path, labels["public"] + " " + names, labels["types"], fenced(imported))

    def inner(self) -> list[Member]:
        """The members of the unit that the cut holds."""
        return [m for m in self.unit.members if m.text in self.cut.text]

    def interface(self, unit: Unit) -> str:
        """An interface, for reduced classes only with what they implement of it."""
        if self.cut.view != "core":
            return unit.documented_text
        kept = {m.name for m in self.inner()}
        members = [m for m in unit.members if m.name in kept]
        return units.reduced(unit, members) if members else ""

    def behaviour(self) -> str:
        """A line of prose for each member, where most of them have a comment to take it from."""
        declared = self.implemented()
        lines, silent = [], 0
        for member in self.inner():
            if member.kind == "constructor" or (member.kind == "field" and self.unit.kind == "class"):
                continue
            if not member.name or (member.kind == "signature" and self.unit.kind == "class"):
                continue
            said = describe(member, declared)
            silent += not said
            called = "" if member.kind in ("getter", "setter", "field") else "()"
            lines.append(f"- `{member.name}{called}`" + (f": {said}" if said else ""))
        return "\n".join(lines) if silent * 2 < len(lines) or (silent and silent * 2 == len(lines)) else ""

    def users(self) -> str:
        """Up to two methods elsewhere that work with the interface."""
        found: list[str] = []
        for user in self.library.importers(self.source, self.unit.name):
            for unit in user.file.classes:
                for member in unit.methods:
                    named = self.unit.name in units.WORD.findall(member.text)
                    if named and len(found) < 2 and 40 <= tokens.count(member.text) <= 250:
                        found.append(units.reduced(unit, [member], doc=False))
        return "\n\n".join(found)

    # -- framings of members --------------------------------------------------------------------------------------

    def inside(self) -> Iterator[tuple[str, str]]:
        """Inputs for members: always enough of their class to see the pattern, then something to work from."""
        labels = self.words["labels"]
        path = labels["path"].format(place=self.source.place)
        wanted = [labels["signature"].format(signature=m.signature.removesuffix(";")) for m in self.cut.members]
        signature = "\n".join(wanted)
        skeleton = self.with_imports(self.skeleton())
        types = self.types(self.field_types() + " " + signature)
        yield "skeleton", _joined(path, fenced(skeleton), signature)
        lead = self.cut.lead
        callers = [m for m in self.unit.methods if lead.name in m.calls and m not in self.cut.members and m.body]
        caller = min(callers, key=lambda m: abs(len(m.text) - 500), default=None)
        if caller is not None:
            bare = self.with_imports(self.skeleton(without=caller))
            yield "caller", _joined(path, fenced(bare), labels["caller"], fenced(units.members_text([caller])))
        yield "complete", _joined(path, fenced(self.rest()))
        declared = [m for unit in self.implemented() for m in unit.members if m.name == lead.name]
        if declared and declared[0].doc:
            given = units.members_text(declared[:1])
            yield "declared", _joined(path, fenced(skeleton), labels["declared"], fenced(given))
        if types:
            yield "types", _joined(path, fenced(skeleton), labels["types"], fenced(types), signature)

    def skeleton(self, without: Member | None = None) -> str:
        """The class as far as the members need it, with what shows the pattern."""
        asked = {m.start for m in self.cut.members}
        touched = set().union(*(units.touched(self.unit, m) for m in self.cut.members))
        whole = [m for m in self._carriers() if m.start not in asked]
        touched |= set().union(*(m.uses for m in whole), set())
        if self.category == "radical_oop" and not any(
            f.name in touched and f.access != "public" for f in self.unit.fields
        ):
            touched |= {f.name for f in self.unit.fields[:4]}
        rest = [m for m in self.unit.members if m.start not in asked and m != without]
        fields = [m for m in rest if m.kind == "field" and m.name in touched]
        mark = self.words["labels"]["missing"]
        signed = [
            m for m in rest if m.kind not in ("field", "constructor") and (m.name in touched or m in self._signed())
        ]
        return units.skeleton(self.unit, fields + whole, signed, self.cut.members, mark)

    def _carriers(self) -> list[Member]:
        """Members that must stand whole for the claim: the empty constructor, and a short `init`."""
        if self.category == LAYERS or self.category == "radical_oop":
            constructor = self.unit.constructor
            return [constructor] if constructor is not None and constructor.parameters and not constructor.logic else []
        carriers = [self.unit.constructor] if self.category == "empty_constructor" else []
        init = self.unit.member("init")
        if init is not None and init.body is not None and tokens.count(init.text) <= 120:
            carriers.append(init)
        return [m for m in carriers if m is not None]

    def _signed(self) -> list[Member]:
        names = {"empty_constructor": ("init",), "scenario_state": ("init", "toScenario")}.get(self.category, ())
        return [m for m in self.unit.members if m.name in names]

    def rest(self) -> str:
        """The class without the members asked for: all of it if it is short, else with their neighbours whole."""
        asked = {m.start for m in self.cut.members}
        others = [m for m in self.unit.members if m.start not in asked]
        mark = self.words["labels"]["missing"]
        text = units.skeleton(self.unit, others, (), self.cut.members, mark)
        if tokens.count(text) > MOST_INPUT - 150:
            near = sorted((m for m in others if m.body), key=lambda m: abs(m.start - self.cut.lead.start))[:3]
            touched = set().union(*(units.touched(self.unit, m) for m in [*self.cut.members, *near]))
            fields = [m for m in others if m.kind == "field" and m.name in touched]
            whole = [*fields, *near, *(m for m in self._carriers() if m.start not in asked)]
            signed = [m for m in others if m.kind != "field" and (m.name in touched or m in self._signed())]
            text = units.skeleton(self.unit, whole, signed, self.cut.members, mark)
        return self.with_imports(text)

    def with_imports(self, text: str) -> str:
        imports = "\n".join(i.text for i in units.used_imports(self.source.file, f"{text}\n{self.cut.text}"))
        return _joined(imports, text)

    def field_types(self) -> str:
        touched = set().union(*(units.touched(self.unit, m) for m in self.cut.members))
        return " ".join(f.type or "" for f in self.unit.fields if f.name in touched)


def describe(member: Member, declared: Sequence[Unit] = ()) -> str:
    """What a member does: by its own comment, else its declaration's, else the comment its body opens with."""
    docs = [member.doc, *(found.doc for unit in declared if (found := unit.member(member.name)) is not None)]
    opening = (member.body or "").removeprefix("{").strip()
    if opening.startswith("//"):
        docs.append(opening.splitlines()[0])
    return next((text for doc in docs if len((text := units.purpose(doc)).split()) > 2), "")


def plain(unit: Unit) -> str:
    """A declaration without comments."""
    if unit.kind != "interface" or not unit.members:
        return unit.text
    return units.skeleton(unit, (), unit.members)


def fenced(code: str) -> str:
    return f"```typescript\n{code}\n```" if code else ""


def _joined(*parts: str) -> str:
    """Parts with a blank line between them; nothing at all when the last one is missing."""
    return "\n\n".join(part for part in parts if part) if parts[-1] else ""


def _names(members: Sequence[Member]) -> list[str]:
    return [f"`{name}`" for name in dict.fromkeys(m.name for m in members)]


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _what(member: Member) -> str:
    words = [member.access] * (member.access != "public") + ["static"] * member.static + ["async"] * member.async_
    return " ".join([*words, member.kind])
