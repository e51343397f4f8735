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
from functools import cached_property, lru_cache
from typing import Any

from generators.content import loader

Values = dict[str, Any]

TAKEN_OUT = "-"
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

    @property
    def schema(self) -> Values:
        """The tool as a sample's input shows it."""
        return {"name": self.name, "description": self.description, "parameters": self.parameters}


@dataclass(frozen=True)
class Failure:
    """A call that failed: what the tool said, what helps, and the next call where one helps."""

    message: Any
    made: Values
    advice: str
    next: Values | None
    tool: str


@dataclass(frozen=True)
class Step:
    """A second call that needs the first one's result: what is wanted besides, and why it is called
    so.
    """

    tool: str
    wish: str
    why: str
    call: Values


@dataclass(frozen=True)
class Case:
    """A situation: the request, the right call and why, its result and what that says, and what may
    go wrong.
    """

    id: str
    tool: Tool
    ask: str
    call: Values
    why: str
    result: Any
    answer: str
    slip: Values
    slip_why: str
    failure: Failure
    vague: tuple[str, str] | None = None
    """A request that leaves a needed value open, and the question back."""
    here: tuple[str, str, str, Values] | None = None
    """What is known around the request, the short request, how the gaps are filled, the call."""
    plain: tuple[str, str] | None = None
    """A question that needs no call, and its answer."""
    then: Step | None = None

    @property
    def source(self) -> str:
        return f"template:tool_awareness:{self.id}"

    @cached_property
    def wrong(self) -> Values:
        """The call with its slip."""
        return changed(self.call, self.slip)

    @cached_property
    def faults(self) -> list[str]:
        """What the schema says against the wrong call; empty where only its meaning is wrong."""
        return faults(self.tool.parameters, self.wrong)


@dataclass(frozen=True)
class Content:
    tools: dict[str, Tool] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()

    def beside(self, tool: Tool) -> list[Tool]:
        """The other tools of a tool's field, in the order of their file."""
        return [
            other
            for other in self.tools.values()
            if other.field == tool.field and other.name != tool.name
        ]


@lru_cache(maxsize=1)
def load() -> Content:
    """Everything there is, files in the order of their names. Raises ValueError for an entry that
    is not whole.
    """
    tools: dict[str, Tool] = {}
    cases: list[Case] = []
    for name, topic in loader.topics("tool_awareness").items():
        for entry in topic["tool"]:
            tool = Tool(
                entry["name"],
                name,
                entry["action"],
                entry["description"],
                parameters(entry["parameters"]),
            )
            if tool.name in tools:
                raise ValueError(f"{name}: tool {tool.name} is there twice")
            tools[tool.name] = tool
            cases += [_case(tool, each) for each in entry["case"]]
    return Content(tools, tuple(cases))


@lru_cache(maxsize=1)
def wording() -> dict[str, list[str]]:
    """The variants of the sentences around the content, by slot."""
    found: dict[str, list[str]] = loader.wording("tool_awareness")["wording"]
    return found


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
        properties[name] = {**schema, "description": description}
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
    for error in jsonschema.Draft202012Validator(schema).iter_errors(call):
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


def _case(tool: Tool, entry: Values) -> Case:
    known = {
        "id",
        "ask",
        "call",
        "why",
        "result",
        "answer",
        "slip",
        "error",
        "vague",
        "here",
        "plain",
        "then",
    }
    if unknown := entry.keys() - known:
        raise ValueError(f"{entry['id']}: unknown {sorted(unknown)}")
    slip, slip_why = entry["slip"]
    message, made, advice, *rest = entry["error"]
    here = entry.get("here")
    call = entry["call"]
    another = rest[1] if len(rest) > 1 else tool.name
    return Case(
        id=entry["id"],
        tool=tool,
        ask=entry["ask"],
        call=call,
        why=entry["why"],
        result=entry["result"],
        answer=entry["answer"],
        slip=slip,
        slip_why=slip_why,
        failure=Failure(
            message,
            changed(call, made),
            advice,
            (rest[0] if another != tool.name else changed(call, rest[0])) if rest else None,
            another,
        ),
        vague=tuple(entry["vague"]) if "vague" in entry else None,
        here=(*here[:3], changed(call, here[3] if len(here) > 3 else {})) if here else None,
        plain=tuple(entry["plain"]) if "plain" in entry else None,
        then=Step(*entry["then"]) if "then" in entry else None,
    )
