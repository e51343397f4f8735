"""Worth of tool calls (tool_awareness)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from .case import Case, prose

DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
DECODER = json.JSONDecoder()
OPENING = re.compile(r"[\[{]")
QUESTION = re.compile(r"[^.!?\n]*\?")


def objects(text: str) -> Iterator[dict[str, Any]]:
    """The outermost JSON objects of a text, fenced or not, those in arrays included."""
    at = 0
    while opening := OPENING.search(text, at):
        try:
            value, at = DECODER.raw_decode(text, opening.start())
        except json.JSONDecodeError:
            at = opening.end()
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield each


def misfits(case: Case) -> list[str]:
    """Names of tools whose calls in the output do not fit: no such tool in the input, a call that
    is not JSON, or parameters that break the schema, formats included (a `date-time` is RFC 3339
    with seconds and offset).
    """
    if '"tool"' not in case.output:
        return []
    tools = {
        str(tool["name"]): tool["parameters"]
        for tool in objects(case.input)
        if "name" in tool and isinstance(tool.get("parameters"), dict)
    }
    calls = [call for call in objects(case.output) if "tool" in call]
    if not calls:
        return ["not JSON"]
    return [
        str(call["tool"])
        for call in calls
        if call["tool"] not in tools
        or not _validator(orjson.dumps(tools[call["tool"]])).is_valid(call.get("parameters"))
    ]


@lru_cache(maxsize=2_000)
def _validator(schema: bytes) -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(orjson.loads(schema), format_checker=_formats())


@lru_cache(maxsize=1)
def _formats() -> Any:
    import jsonschema

    checker = jsonschema.FormatChecker()

    def date_time(value: object) -> bool:
        if not isinstance(value, str):
            return True
        return bool(DATE_TIME.fullmatch(value.upper()) and datetime.fromisoformat(value.upper()))

    checker.checks("date-time", raises=ValueError)(date_time)
    return checker


def asked_though_given(case: Case) -> list[str]:
    """Parameters with listed values that the output asks for by name, though the request says one
    of the values and no other.
    """
    if '"tool"' in case.output or "?" not in case.output:
        return []
    asked = " ".join(QUESTION.findall(prose(case.output)))
    told = f"{case.instruction}\n{prose(case.input)}".lower()
    return [
        name
        for tool in objects(case.input)
        if isinstance(tool.get("parameters"), dict)
        for name, schema in tool["parameters"].get("properties", {}).items()
        if re.search(rf"\b{re.escape(name)}\b", asked)
        and len([v for v in schema.get("enum", ()) if _says(told, v)]) == 1
    ]


def _says(told: str, value: object) -> bool:
    words = str(value).lower().replace("_", " ")
    return bool(re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", told))


def broken(case: Case) -> bool:
    """A call that does not fit its schema, or a question about a parameter that is given."""
    return bool(misfits(case) or asked_though_given(case))
