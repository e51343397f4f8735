"""A declared state, and what is common to the tasks that are made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generators import typescript
from generators.refactoring.material import HISTORY
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library, Source

from .. import facts
from ..cuts import size
from ..text import closed, fenced, plain
from . import shapes
from .shapes import Shape
from .words import resolver

# Fields of a state: fewer teach little, more are a form to fill in.
FEWEST, MOST = 3, 12
# Words of a purpose, and those besides the name without which it says nothing.
MOST_PURPOSE, FEWEST_WORDS = 20, 3
SUFFIXES = ("Model", "State", "Data")
# An interface that is marked as one.
MARKED = re.compile(r"I[A-Z][a-z]")
# The form of a scenario, as the house has it.
SCENARIO = """\
export interface Scenario<T> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: T;
}"""
# What is no longer itself after JSON, by the words of its shape.
NO_JSON = re.compile(r"\b(?:Date|Map|Set|dates)\b")
SCENARIO_FIELDS = {"ior", "owner", "model"}


# Kinds of which one is enough for a class.
RIVALS = {
    "settings": "text", "arguments": "text", "lines": "text", "commands": "cli", "calls": "cli",
    "survives": "test", "refuses": "test", "completes": "test", "differs": "test",
    "notices": "test", "mended": "scenario",
}  # fmt: skip


def stem(name: str) -> str:
    """What an object of a declared type is called: `Crate` for `CrateModel` and `ICrate`."""
    for suffix in SUFFIXES:
        name = name.removesuffix(suffix) or name
    return name[1:] if MARKED.match(name) else name


@dataclass(frozen=True)
class Made:
    """One task: its category, the key of its wording, what the wording names, input and output;
    of a list that is changed its name, and what tells its objects apart; the rules that have a
    case in the output; whether the output by itself shows the pattern, or the class in the input
    does; what tells it from others of its kind and class; the rule of its layer, where it is not
    that of every class there; whether it has one kind of decision only.
    """

    category: str
    kind: str
    unit: str
    names: str
    input: str
    output: str
    view: str = "members"
    of: str = ""
    by: str = ""
    rules: tuple[str, ...] = ()
    shows: bool = True
    part: str = ""
    layer_rule: str = ""
    thin: bool = False

    @property
    def key(self) -> str:
        """Kind and class."""
        return f"{self.kind} {self.unit}{self.part}"

    @property
    def rival(self) -> str:
        """What it has in common with tasks of which one is enough: whoever has seen one of them
        finds little new in the others.
        """
        group = RIVALS.get(self.kind, self.kind)
        by_type = group in ("queries", "cli")
        return f"{group} {self.names if by_type else self.unit}"


@dataclass(frozen=True)
class State:
    """A declared state with the shape of each of its fields."""

    source: Source
    unit: Unit
    fields: tuple[tuple[Member, Shape], ...]
    library: Library
    tokenizer: str

    @cached_property
    def resolve(self) -> shapes.Resolve:
        """What names mean where it is declared."""
        return resolver(self.library, self.source)

    @cached_property
    def initial(self) -> str | None:
        """The literal that it begins with; None where types do not tell it."""
        members = tuple(member for member, _ in self.fields)
        return shapes.initial_of(members, resolver(self.library, self.source))

    @cached_property
    def is_json(self) -> bool:
        """Whether the state survives as JSON, so that a scenario of it can be stored as it is."""
        return not any(NO_JSON.search(each.words) for _, each in self.fields)

    @cached_property
    def holder(self) -> str:
        """The class that holds it, by the convention of the house."""
        return f"Default{stem(self.unit.name)}"

    def shown(self, text: str, *given: str) -> str:
        """Declarations for an input: those given, the state's own, and what it needs."""
        own = "\n\n".join([*given, purpose(self.unit) + plain(self.unit)])
        # What only a comment speaks of is no name of the code.
        code = "\n".join([text, *given, plain(self.unit)])
        more = facts.needed(
            self.library, self.source, self.unit, code, own,
            lambda code: size(code, self.tokenizer),
        )  # fmt: skip
        return fenced("\n\n".join([own, *more]))


def purpose(unit: Unit) -> str:
    """A comment that says what a declaration is for, as its own documentation has it; empty where
    that says no more than its name.
    """
    said = cutting.purpose(unit.doc, MOST_PURPOSE)
    words = {word for word in cutting.WORD.findall(said) if word not in unit.name}
    told = len(words) > FEWEST_WORDS and said.isascii() and "*/" not in said
    return f"/** {closed(said)} */\n" if told and not HISTORY.search(said) else ""


def taken(model: str) -> str:
    """An `init` that keeps a copy of a scenario's model."""
    return (
        f"init(scenario: Scenario<{model}>): this {{\n"
        "  this.model = structuredClone(scenario.model);\n  return this;\n}"
    )


def built(initial: str) -> str:
    """A constructor that sets the model."""
    return f"constructor() {{\n  this.model = {wide(initial)};\n}}"


def below(source: Source, library: Library, tokenizer: str) -> Iterator[State]:
    """The states that layer 3 of its component declares, for a source of layer 5."""
    for other in library.neighbours(source) if source.layer == "layer5" else ():
        for unit in other.file.units if other.layer == "layer3" else ():
            state = state_of(other, unit, library, tokenizer) if unit.exported else None
            if state is not None:
                yield state


def state_of(source: Source, unit: Unit, library: Library, tokenizer: str) -> State | None:
    """The state that an interface declares; None where it is no plain data that can be told."""
    if unit.kind != "interface" or "<" in unit.header or unit.name == "Scenario":
        return None
    resolve = resolver(library, source)
    fields = shapes.inherited(unit, resolve)
    found = [(m, shapes.field(m, resolve)) for m in fields]
    sound = [(m, each) for m, each in found if each is not None and each.state]
    if len(sound) != len(found) or not FEWEST <= len(sound) <= MOST:
        return None
    if all(each.plain for _, each in sound) and len(sound) < FEWEST + 1:
        return None
    if {m.name for m, _ in sound} & SCENARIO_FIELDS:
        return None
    return State(source, unit, tuple(sound), library, tokenizer)


def derived(source: Source, unit: Unit, library: Library, tokenizer: str) -> State | None:
    """The state of a real class as its private fields have it, declared as an interface; None where
    they are not plain data, or where the class says itself how it is set up or saved.
    """
    if {"init", "toScenario"} & {m.name for m in unit.members} or not unit.exported:
        return None
    resolve, lines = resolver(library, source), list[str]()
    for field in unit.fields:
        each = shapes.field(field, resolve)
        hidden = field.access != "public" and not (field.static or field.readonly)
        if hidden and each is not None and each.state and not field.name.startswith("_"):
            missing = "?" * shapes.is_optional(field)
            lines.append(f"  {field.name}{missing}: {' '.join((field.type or '').split())};")
    name = f"{unit.name.removeprefix('Default')}State"
    text = f"export interface {name} {{\n" + "\n".join(lines) + "\n}"
    declared = typescript.parse(text).units
    return state_of(source, declared[0], library, tokenizer) if lines and declared else None


def indented(code: str) -> str:
    """The code, one level deeper."""
    return "\n".join(f"  {line}" if line else line for line in code.split("\n"))


def wide(literal: str) -> str:
    """An object literal, a line for each entry where it is long."""
    if len(literal) <= 72:
        return literal
    inner, out, depth = literal[2:-2], "", 0
    for at, letter in enumerate(inner):
        depth += (letter in "{[(<") - (letter in "}])>")
        out += "\n    " if letter == " " and inner[at - 1] == "," and not depth else letter
    return f"{{\n    {out},\n  }}"
