"""Wording of the guardrails dataset, and the shape that every answer has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from generators.content import loader
from generators.content.loader import Entry, Variants
from generators.phrases import Phrases
from generators.sample import Candidate, SampleMetadata

from .rules import Rule

NAME = "guardrails"
NONE = "none"
"""Violation type and severity of a look-alike, which violates nothing."""

# A correction that assumes more than so many names is another program than the one shown.
MOST_ASSUMED = 1

# A place that is a file of a component, and nothing beside it.
COMPONENT = re.compile(r"components/\S+\.\w+")
# One review of code in so many asks in the requirement's own words, whatever its answer.
REQUIRED_ASK_OF = 15
# What is merged may be asked about as such: one piece in so many. Commands and mails are not.
MERGED_ASK_OF = 6
MERGED = frozenset({"typescript", "tsx", "javascript", "json", "yaml", "dockerfile", "html"})
# What a plain text is, by its place: a file, if that begins with a file's name, or one of these.
PAPER = re.compile(r"\b(agreement|checklist|instruction|list|mail|message|note|plan|report)\b")
FILE = re.compile(r"[\w/]*\.\w+|/\w")


class Detected(Entry):
    """What is said of a violation that a detector finds or that a step taken back makes (`said`
    is its finding). `rule` is the rule that it breaks, where that has another name.
    """

    rule: str = ""
    said: Variants = ()
    also: Variants = ()
    why: Variants = ()
    note: Variants = ()


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


def asked(words: Phrases, language: str, where: str = "") -> str:
    """What is asked of a piece, in the same words whether it breaks a rule or not."""
    named = thing(language, where)
    if named == "code" and words.chance.randrange(REQUIRED_ASK_OF) == 0:
        return "Identify the violation in this code"
    merged = language in MERGED and words.chance.randrange(MERGED_ASK_OF) == 0
    return words.say("ask_merged" if merged else "ask", thing=named)


def shown(place: str, code: str, language: str, situation: str = "") -> str:
    """An input: the situation, where the piece stands, and the piece."""
    parts = (situation, f"{place}:", fenced(code, language))
    return "\n\n".join(part for part in parts if part)


def questioned(situation: str, where: str, ask: str, piece: str = "", language: str = "") -> str:
    """The input of a question: the situation, the file that it is about, the piece if it is shown,
    and what is asked.
    """
    # The file tells which component and which layer the answer is about.
    named = f"File: {where}" if COMPONENT.fullmatch(where) else ""
    about = (f"{where}:" if where else "", fenced(piece, language)) if piece else (named,)
    return "\n\n".join(part for part in (situation, *about, f"“{ask}”") if part)


def answer(
    words: Phrases,
    rule: Rule,
    finding: str,
    correct: str,
    risk: str = "",
    check: str = "",
    assumed: str = "",
    ruled: bool = False,
) -> str:
    """What is violated, how severe, the rule itself if `ruled`, what may follow, the correction
    (markdown), what that takes for granted or changes besides, and its check.
    """
    title = rule.title[:1].upper() + rule.title[1:]
    heading = words.say(
        "violation",
        rule=rule.title,
        rule_capital=title,
        severity=rule.severity,
        severity_capital=rule.severity.capitalize(),
    )
    parts = [
        heading,
        finding,
        # Behind the finding without a mark, a rule would read as a statement about this piece.
        words.say("stated", text=rule.states) if ruled and not risk else "",
        words.say("risk", text=risk) if risk else "",
        words.say("correct"),
        correct,
        assumed,
        words.say("check", text=check) if check else "",
    ]
    return "\n\n".join(part for part in parts if part)


def granted(words: Phrases, names: Sequence[str]) -> str:
    """The sentence that names what a correction takes for granted; empty where that is nothing."""
    return words.say("assumes", names=listed([f"`{name}`" for name in names])) if names else ""


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def fenced(code: str, language: str = "typescript") -> str:
    """A block of markdown that the code cannot close; prose stays prose."""
    if language == "text":
        language = ""
    fence = "````" if "```" in code else "```"
    return f"{fence}{language}\n{code.strip(chr(10))}\n{fence}"


def thing(language: str, where: str = "") -> str:
    """What a piece is called in a question, a plain text by the place where it stands."""
    if language == "text":
        paper = PAPER.search(where)
        return "file" if FILE.match(where) else paper[1] if paper else "approach"
    return {
        "typescript": "code",
        "tsx": "code",
        "bash": "command sequence",
        "sh": "command sequence",
        "markdown": "text",
        "json": "scenario" if where.endswith(".scenario.json") else "configuration",
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
    rule: Rule | None,
    parts: tuple[str, str, str],
    rank: float = 0.0,
    rung: int = 0,
    **fields: Any,
) -> Candidate:
    """A candidate with its marks: a negative example unless `rule` is None, which means that none
    is broken.
    """
    instruction, given, output = (part.strip() for part in parts)
    metadata = SampleMetadata(
        task_type=NAME,
        category=category,
        source=source,
        family=family,
        view=view,
        violation_type=rule.id if rule else NONE,
        severity=rule.severity if rule else NONE,
        is_negative_example=rule is not None,
        **fields,
    )
    return Candidate(
        instruction=instruction, input=given, output=output, metadata=metadata, rank=rank, rung=rung
    )
