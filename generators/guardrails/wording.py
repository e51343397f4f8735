"""Wording of the guardrails dataset, and the shape that every answer has."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from generators.content import loader
from generators.content.loader import Entry, Variants
from generators.phrases import Phrases
from generators.sample import Candidate, SampleMetadata

NAME = "guardrails"
NONE = "none"
"""Violation type and severity of a look-alike, which violates nothing."""

Severity = Literal["low", "medium", "high", "critical"]


class Detected(Entry):
    """What is said of a violation that a detector finds."""

    severity: Severity
    title: str
    why: Variants
    note: Variants


class Wording(Entry):
    """`say`: variants by place; `detected`: by violation."""

    say: dict[str, Variants]
    detected: dict[str, Detected]


@lru_cache(maxsize=1)
def content() -> Wording:
    """The dataset's wording. Raises ContentError."""
    return loader.wording("guardrails", Wording)


def phrases(*key: str) -> Phrases:
    """The wording of one sample."""
    return Phrases(*key, slots=content().say)


def answer(
    words: Phrases, rule: str, severity: str, finding: str, why: str, correct: str, note: str
) -> str:
    """What is violated, how severe, why, and the correction, which is markdown."""
    heading = words.say(
        "violation",
        rule=rule,
        rule_capital=rule[:1].upper() + rule[1:],
        severity=severity,
        severity_capital=severity.capitalize(),
    )
    parts = [heading, finding, words.say("why", text=why), words.say("correct"), correct, note]
    return "\n\n".join(part for part in parts if part)


def fenced(code: str, language: str = "typescript") -> str:
    """A block of markdown that the code cannot close; prose stays prose."""
    if language == "text":
        language = ""
    fence = "````" if "```" in code else "```"
    return f"{fence}{language}\n{code.strip(chr(10))}\n{fence}"


def thing(language: str) -> str:
    """What a piece is called in a question."""
    return {
        "typescript": "code",
        "tsx": "code",
        "bash": "command sequence",
        "sh": "command sequence",
        "text": "approach",
        "markdown": "text",
        "json": "configuration",
        "yaml": "configuration",
        "sql": "statement",
        "dockerfile": "build file",
        "html": "page",
    }.get(language, "file")


def candidate(
    category: str,
    view: str,
    source: str,
    family: str,
    violation: str,
    severity: str,
    parts: tuple[str, str, str],
    rank: float = 0.0,
    rung: int = 0,
    **fields: Any,
) -> Candidate:
    """A candidate with its marks: a negative example unless there is no violation."""
    instruction, given, output = (part.strip() for part in parts)
    metadata = SampleMetadata(
        task_type=NAME,
        category=category,
        source=source,
        family=family,
        view=view,
        violation_type=violation,
        severity=severity,
        is_negative_example=violation != NONE,
        **fields,
    )
    return Candidate(
        instruction=instruction, input=given, output=output, metadata=metadata, rank=rank, rung=rung
    )
