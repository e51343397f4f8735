"""Invented tools and the situations in which they are called, from `content/tool_awareness`.

One file is one field of work: its tools stand beside each other when one has to be chosen. A
parameter is one line:

    name! type = default: description      (`!` is required, the default may be absent)

Types: `string`, `integer 1..20`, `number 0..`, `boolean`, `date`, `datetime`, `low|high` (one of),
`string[]`, `string[] 1..5` (so many entries), `{name! type, other type}` (an object) and `[name!
type, other type]` (a list of such objects). A case's `slip` and `error` hold changes to its call,
in which the value "-" takes a parameter out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generators.content import loader
from generators.content.loader import Entry, Row, Variants
from generators.errors import ContentError

from . import formats

DATASET = "tool_awareness"
Values = dict[str, Any]

# Nobody asks in one message for things of today that lie further apart.
MOST_DAYS_APART = 31

TAKEN_OUT = "-"
# A time without its zone could not be written as RFC 3339 wants it.
IN_UTC = " (in UTC, like all times here)"
DAY = re.compile(r"\b\d{4}-\d\d-\d\d")
LINE = re.compile(r"(\w+)(!?) (.+?)(?: = ([^:]+))?: (.+)")
RANGE = re.compile(r"(.+?) (-?[\d.]*?)\.\.(-?[\d.]*)")
FORMATS = {"date": "date", "datetime": "date-time"}
SIMPLE = ("string", "integer", "number", "boolean")


@dataclass(frozen=True)
class Tool:
    """A tool nobody sells. `action` is what it does as an infinitive ("hold a dock door for a
    truck").
    """

    name: str
    field: str
    action: str
    description: str
    parameters: Values
    """Its JSON schema: an object that allows no other properties."""
    near: tuple[str, ...] = ()
    """Tools of its field that might serve some of its requests."""
    unaided: bool = False
    """Whether an answer can do without any tool what it does, as converting a unit."""

    @property
    def does(self) -> str:
        """What it does as a clause that its name can stand before ("reserves a door of the
        warehouse for a truck").
        """
        first = re.split(r"[.;] ", self.description)[0].rstrip(".")
        return f"{first[:1].lower()}{first[1:]}"

    @property
    def schema(self) -> Values:
        """The tool as a sample's input shows it."""
        return {"name": self.name, "description": self.description, "parameters": self.parameters}


class Slip(Row):
    """Changes that make a call wrong, and why it is."""

    change: Values
    why: str


class Error(Row):
    """A call that fails: what the tool says, the changes that make the call fail, what helps, and
    the next call, where one helps: changes to the call, or a whole call of another tool.
    """

    message: str | Values
    made: Values
    advice: str
    next: Values | None = None
    tool: str = ""


class Here(Row):
    """What is known around a request, the short request, how the gaps are filled, and changes to
    the call.
    """

    background: str
    ask: str
    why: str
    change: Values = Field(default_factory=dict)


class Step(Row):
    """A second call that needs the first one's result: what is wanted besides, and why it is called
    so.
    """

    tool: str
    wish: str
    why: str
    call: Values


class CaseEntry(Entry):
    """A situation as its file has it: the request, the right call and why, its result and what that
    says, and what may go wrong.
    """

    id: str
    ask: str
    call: Values
    why: str
    result: Values
    answer: str
    slip: Slip
    error: Error
    left: dict[str, str] = Field(default_factory=dict)
    """Why parameters stay out of the call, where the request says something about them."""
    vague: tuple[str, str] | None = None
    """A request that leaves a needed value open, and the question that asks for it."""
    here: Here | None = None
    plain: tuple[str, str] | None = None
    """A question that needs no call, and its answer."""
    then: Step | None = None
    odd: tuple[Values, str] | None = None
    """A result that contradicts the request, and what has to be said of it."""


class ToolEntry(Entry):
    """A tool as its file has it, with its cases."""

    name: str
    action: str
    description: str
    parameters: Annotated[Values, BeforeValidator(lambda lines: parameters(lines))]
    near: tuple[str, ...] = ()
    unaided: bool = False
    case: tuple[CaseEntry, ...]


class ToolFile(Entry):
    """A field of work."""

    tool: tuple[ToolEntry, ...]


class Wording(Entry):
    """The variants of the sentences around the content, by slot."""

    wording: dict[str, Variants]


@dataclass(frozen=True)
class Failure:
    """A call that failed, its values written out; `next` is None where no call helps."""

    message: str | Values
    made: Values
    advice: str
    next: Values | None
    tool: str


class Case(CaseEntry):
    """A situation with the tool that is called in it."""

    tool: Tool

    @property
    def source(self) -> str:
        return f"template:tool_awareness:{self.id}"

    @cached_property
    def wrong(self) -> Values:
        """The call with its slip."""
        return changed(self.call, self.slip.change)

    @cached_property
    def days(self) -> list[date]:
        """The days that the call names."""
        return [date.fromisoformat(day) for day in DAY.findall(json.dumps(self.call))]

    def goes_with(self, other: Case) -> bool:
        """Whether the same person may ask for both in one message: the days that they name, where
        both name any, are near each other.
        """
        apart = [abs((mine - its).days) for mine in self.days for its in other.days]
        return not apart or min(apart) <= MOST_DAYS_APART

    @cached_property
    def faults(self) -> list[str]:
        """What the schema says against the wrong call; empty where only its meaning is wrong."""
        return faults(self.tool.parameters, self.wrong)

    @cached_property
    def failure(self) -> Failure:
        """The call that fails, and the next one."""
        error = self.error
        tool = error.tool or self.tool.name
        after = error.next
        if after is not None and tool == self.tool.name:
            after = changed(self.call, after)
        return Failure(error.message, changed(self.call, error.made), error.advice, after, tool)


@dataclass(frozen=True)
class Content:
    tools: dict[str, Tool] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()

    @cached_property
    def pairs(self) -> dict[str, tuple[Case, Case | None]]:
        """By id: the cases of a tool two by two, which are asked for together; the last of an odd
        number is alone.
        """
        found: dict[str, tuple[Case, Case | None]] = {}
        for tool in self.tools.values():
            mine = [case for case in self.cases if case.tool == tool]
            for first, second in zip_longest(mine[::2], mine[1::2]):
                found[first.id] = (first, second)
                if second:
                    found[second.id] = (first, second)
        return found

    def other_fields(self, tool: Tool) -> list[list[Tool]]:
        """The tools of every field but this tool's, field by field."""
        fields: dict[str, list[Tool]] = {}
        for other in self.tools.values():
            if other.field != tool.field:
                fields.setdefault(other.field, []).append(other)
        return list(fields.values())

    def beside(self, tool: Tool) -> list[Tool]:
        """The other tools of a tool's field, in the order of their file."""
        return [
            other
            for other in self.tools.values()
            if other.field == tool.field and other.name != tool.name
        ]

    def apart(self, tool: Tool) -> list[Tool]:
        """The other tools of a tool's field that serve none of its requests."""
        return [other for other in self.beside(tool) if other.name not in tool.near]


@lru_cache(maxsize=1)
def load() -> Content:
    """Everything there is, files in the order of their names. Raises ContentError."""
    tools: dict[str, Tool] = {}
    cases: list[Case] = []
    for name, file in loader.topics(DATASET, ToolFile).items():
        for entry in file.tool:
            if entry.name in tools:
                raise ContentError(f"content/{DATASET}/{name}.toml: tool {entry.name} occurs twice")
            tool = Tool(
                entry.name,
                name,
                entry.action,
                entry.description,
                entry.parameters,
                entry.near,
                entry.unaided,
            )
            tools[tool.name] = tool
            cases += [Case(tool=tool, **dict(each)) for each in entry.case]
    return Content(tools, tuple(cases))


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The dataset's wording. Raises ContentError."""
    return loader.wording(DATASET, Wording)


def parameters(lines: list[str]) -> Values:
    """The JSON schema that a tool's parameter lines describe. Raises ValueError for a line it
    cannot read.
    """
    properties, required = {}, []
    for line in lines:
        if not (match := LINE.fullmatch(line)):
            raise ValueError(f"not a parameter: {line}")
        name, needed, kind, default, description = match.groups()
        schema = _type(kind)
        zone = IN_UTC if schema.get("format") == "date-time" else ""
        properties[name] = {**schema, "description": f"{description}{zone}"}
        if default is not None:
            properties[name]["default"] = _default(schema, default)
        if needed:
            required.append(name)
    return _object(properties, required)


def changed(call: Values, change: Values) -> Values:
    """A call with other values, additional ones, or some taken out."""
    return {key: value for key, value in {**call, **change}.items() if value != TAKEN_OUT}


def faults(schema: Values, call: Values) -> list[str]:
    """What is wrong with a call's parameters, one line each with the place, in the order of the
    places.
    """
    import jsonschema

    lines = []
    validator = jsonschema.Draft202012Validator(schema, format_checker=formats.checker())
    for error in validator.iter_errors(call):
        place = error.json_path.removeprefix("$.").replace("$", "parameters")
        # The validator shows values as Python writes them; a tool answers in JSON.
        message = error.message
        for value in (error.instance, error.validator_value):
            message = message.replace(repr(value), json.dumps(value, ensure_ascii=False))
        lines.append(f"{place}: {message}")
    return sorted(lines)


def _object(properties: Values, required: list[str]) -> Values:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _type(kind: str) -> Values:
    low = high = ""
    if match := RANGE.fullmatch(kind):
        kind, low, high = match.groups()
    if kind.startswith(("{", "[")):
        properties, required = {}, []
        for part in kind[1:-1].split(", "):
            name, inner = part.split(" ", 1)
            properties[name.rstrip("!")] = _type(inner)
            required += [name[:-1]] if name.endswith("!") else []
        schema = _object(properties, required)
        return {"type": "array", "items": schema, "minItems": 1} if kind.startswith("[") else schema
    if kind.endswith("[]"):
        return {"type": "array", "items": _type(kind[:-2]), **_limits("Items", low, high)}
    if kind in FORMATS:
        return {"type": "string", "format": FORMATS[kind]}
    if "|" in kind:
        return {"type": "string", "enum": kind.split("|")}
    if kind not in SIMPLE:
        raise ValueError(f"not a type: {kind}")
    return {"type": kind, **_limits("imum", low, high)}


def _limits(suffix: str, low: str, high: str) -> Values:
    given = {f"min{suffix}": low, f"max{suffix}": high}
    return {
        key: float(value) if "." in value else int(value) for key, value in given.items() if value
    }


def _default(schema: Values, text: str) -> Any:
    if schema["type"] == "boolean":
        return text == "true"
    if schema["type"] in ("integer", "number"):
        return float(text) if "." in text else int(text)
    return text
