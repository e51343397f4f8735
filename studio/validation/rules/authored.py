"""Authored samples and tools: do calls fit their schemas, and is what is claimed taught?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from studio.validation.evidence import Evidence, Verdict, named, stated, verdict
from studio.validation.jsonl import text

# The key concepts of requirement 2.4.
CONCEPTS = {
    "names_and_parameters": "tools have names and take parameters",
    "json_parameters": "parameters are passed as JSON",
    "results": "tools return results",
    "context_awareness": "context awareness in tool usage",
    "error_handling": "error handling for tool calls",
}
# Names of editors and their assistants: the tools taught here belong to none.
EDITORS = re.compile(
    r"\b(?:Cursor|Continue(?:\.dev| extension)|VS ?Code|Copilot|IntelliJ|Windsurf)\b"
)
LEVEL = re.compile(r"(?:assess|claim|practice|practice_claim|lift)_([1-4])")


def tool_calls(e: Evidence) -> Verdict:
    """Samples of `tool_awareness` with a call that is not JSON, of a tool that the input does not
    declare, or with parameters that break the tool's schema (formats included).
    """
    bad = []
    for sample in e.of("tool_awareness"):
        if problem := _problem(sample["input"], sample["output"]):
            bad.append(named(sample, problem))
    return verdict(
        "tool_calls",
        bad,
        "every tool call fits its schema",
        "{n} samples have a call that does not",
        "regenerate them",
    )


def _problem(given: str, output: str) -> str:
    declared = {
        each["name"]: each["parameters"]
        for each in objects(given)
        if isinstance(each.get("name"), str) and isinstance(each.get("parameters"), dict)
    }
    calls = [each for each in objects(output) if "tool" in each]
    if '"tool"' in output and not calls:
        return "a call that is not JSON"
    for call in calls:
        if call["tool"] not in declared:
            return f"unknown tool {call['tool']!r}"
        schema = json.dumps(declared[call["tool"]], sort_keys=True)
        for error in _validator(schema).iter_errors(call.get("parameters")):
            return f"{call['tool']}: {error.message}"
    return ""


@lru_cache(maxsize=512)
def _validator(schema: str) -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(
        json.loads(schema), format_checker=jsonschema.FormatChecker()
    )


def objects(text: str) -> Iterator[dict[str, Any]]:
    """Every JSON object that a text holds, outermost ones and those in arrays."""
    decoder, at = json.JSONDecoder(), 0
    while found := re.compile(r"[\[{]").search(text, at):
        try:
            value, at = decoder.raw_decode(text, found.start())
        except json.JSONDecodeError:
            at = found.end()
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield each


def concept(e: Evidence) -> Verdict:
    """Samples of `tool_awareness` whose `concept_taught` is not the one that the requirement names
    for their category, and samples of `process_framework` that do not mention theirs.
    """
    bad = []
    for sample in e.of("tool_awareness"):
        claim, category = stated(sample, "concept_taught"), stated(sample, "category")
        if claim and category in CONCEPTS and claim != CONCEPTS[category]:
            bad.append(named(sample, f"{claim!r} in category {category}"))
    for sample in e.of("process_framework"):
        claim = stated(sample, "concept_taught")
        if claim and _words(claim) not in _words(text(sample)):
            bad.append(named(sample, f"{claim!r} is not named"))
    return verdict(
        "concept",
        bad,
        "concepts are those that are taught",
        "{n} samples claim another concept",
        "regenerate them",
    )


def _words(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.lower()))


def generic(e: Evidence) -> Verdict:
    """Samples of `tool_awareness` that are not marked `is_generic_tool` or that name an editor, and
    samples of other datasets that are marked.
    """
    bad = []
    for name, samples in e.by_task.items():
        mine = name == "tool_awareness"
        for sample in samples:
            # One that names no dataset is the rule `metadata`'s.
            if name and sample["metadata"].get("is_generic_tool") is not mine:
                bad.append(named(sample, f"is_generic_tool is {not mine}"))
            elif mine and (match := EDITORS.search(text(sample))):
                bad.append(named(sample, f"names {match[0]}"))
    return verdict(
        "generic",
        bad,
        "tools are generic",
        "{n} samples are not generic, or marked so wrongly",
        "regenerate them",
    )


def levels(e: Evidence) -> Verdict:
    """Samples of `process_framework` about CMM levels whose output does not name the level in
    their view.
    """
    bad = []
    for sample in e.of("process_framework"):
        match = LEVEL.fullmatch(stated(sample, "view"))
        if match and f"CMM{match[1]}" not in sample["output"]:
            bad.append(named(sample, f"the output does not name CMM{match[1]}"))
    return verdict(
        "levels",
        bad,
        "answers name the CMM level they claim",
        "{n} answers do not name their CMM level",
        "regenerate them",
    )
