"""Words of the guardrails dataset: variants drawn by key, and the shape that every answer has."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

from generators.content import loader
from generators.sample import Candidate, SampleMetadata

NAME = "guardrails"
NONE = "none"
"""Violation type and severity of what is no violation."""


@lru_cache(maxsize=1)
def content() -> dict[str, Any]:
    """`say`: variants by place; `detected`: what is said of violations that detectors find."""
    return loader.wording("guardrails")


class Words:
    """Draws the wording of one sample; the same key gives the same sample."""

    def __init__(self, *key: str) -> None:
        self.chance = random.Random(":".join(key))

    def say(self, place: str, **values: str) -> str:
        return self.pick(content()["say"][place], **values)

    def pick(self, variants: list[str], **values: str) -> str:
        """One of the variants with its names filled in."""
        return self.chance.choice(variants).format(**values)


def answer(
    words: Words, rule: str, severity: str, finding: str, why: str, correct: str, note: str
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
        "typescript": "code", "tsx": "code", "bash": "command sequence", "sh": "command sequence", "text": "approach",
        "markdown": "text", "json": "configuration", "yaml": "configuration", "sql": "statement",
        "dockerfile": "build file", "html": "page",
    }.get(language, "file")  # fmt: skip


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
