"""Reading tools and tool calls out of a sample's text; what a call must satisfy
(requirement 2.4).
"""

from __future__ import annotations

import json
from typing import Any

from . import formats


def problems(input: str, output: str) -> list[str]:
    """What is wrong with the calls in `output` under the schemas in `input`; empty when all fit.

    Tools are JSON objects with `name` and `parameters` (a JSON schema); calls are objects with
    `tool` and `parameters`. An output without a call is fine: it may ask for what is missing, or
    need no tool.
    """
    import jsonschema

    tools = {tool["name"]: tool["parameters"] for tool in objects(input) if _is_tool(tool)}
    found = []
    if '"tool"' in output and not any("tool" in each for each in objects(output)):
        found.append("a call that is not JSON")
    for call in objects(output):
        if "tool" not in call:
            continue
        if call["tool"] not in tools:
            found.append(f"unknown tool {call['tool']!r}")
            continue
        try:
            jsonschema.validate(
                call.get("parameters"),
                tools[call["tool"]],
                cls=jsonschema.Draft202012Validator,
                format_checker=formats.checker(),
            )
        except jsonschema.ValidationError as error:
            found.append(f"{call['tool']}: {error.message}")
    return found


def objects(text: str) -> list[dict[str, Any]]:
    """Every JSON object in a text, outermost ones and those in arrays, in order."""
    decoder, found, at = json.JSONDecoder(), [], 0
    while (
        at := min((p for p in (text.find("{", at), text.find("[", at)) if p >= 0), default=-1)
    ) >= 0:
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            at += 1
            continue
        found += [
            each
            for each in (value if isinstance(value, list) else [value])
            if isinstance(each, dict)
        ]
    return found


def _is_tool(value: dict[str, Any]) -> bool:
    return isinstance(value.get("name"), str) and isinstance(value.get("parameters"), dict)
