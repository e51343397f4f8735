"""The general profile of validation: what holds of samples wherever they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generators import catalog
from generators import tokens as counting
from generators.settings import Settings
from generators.tokens import models
from generators.worth import personal, repeats
from generators.worth.case import Case
from studio.validation import file_figures
from studio.validation.evidence import (
    NOT_JUDGED,
    Evidence,
    Sample,
    Verdict,
    named,
    verdict,
)
from studio.validation.jsonl import File, Line, sample_id, text
from studio.validation.rules import Rule, distinct, hygiene, tokens
from studio.validation.runner import GENERAL, OnRule, Report
from studio.validation.scanning import Scanning

FIX = "edit or flag them; an export leaves out what is flagged"
Conversations = Sequence[Sequence[models.Said]]
FENCE = "```"


def texts(e: Evidence) -> Verdict:
    """Samples without text in instruction or output."""
    bad = [
        named(sample, f"{part} is empty")
        for _, sample in e.samples
        for part in ("instruction", "output")
        if not sample[part].strip()
    ]
    return verdict("filled", bad, "instruction and output hold text", "{n} texts are empty", FIX)


def fences(e: Evidence) -> Verdict:
    """Samples whose output opens a code block and does not close it: mostly a cut answer."""
    bad = [
        named(sample, "a code block is not closed")
        for _, sample in e.samples
        if _open(sample["output"])
    ]
    return verdict("fences", bad, "every code block is closed", "{n} outputs are cut", FIX)


def _open(text: str) -> bool:
    """Whether a code block is not closed."""
    return sum(line.lstrip().startswith(FENCE) for line in text.split("\n")) % 2 == 1


def length(e: Evidence, spoken: Mapping[str, Conversations] | None) -> Verdict:
    """As `tokens.length`, of the turns that a record has: of a pair the longer conversation."""
    if spoken is None:
        return tokens.length(e)
    settings, limit = e.settings, e.settings.max_tokens
    said: list[tuple[Sample, str]] = []
    for _, sample in e.samples:
        for turns in spoken.get(sample_id(sample), ()):
            most = counting.frame(settings.model, settings.tokenizer) + TURN * len(turns)
            # No token is shorter than a byte.
            if sum(len(text.encode("utf-8", "replace")) for _, text in turns) + most > limit:
                parts = models.spoken(settings.model, turns)
                said.append((sample, "".join(part.text for part in parts)))
    counts = counting.count_batch([text for _, text in said], settings.tokenizer)
    longest: dict[str, tuple[Sample, int]] = {}
    for (sample, _), count in zip(said, counts, strict=True):
        before = longest.get(sample_id(sample), (sample, 0))[1]
        longest[sample_id(sample)] = sample, max(before, count)
    bad = [named(sample, f"{count} tokens") for sample, count in longest.values() if count > limit]
    return verdict(
        "length",
        bad,
        f"no conversation exceeds {limit:,} tokens in chat format",
        f"{{n}} conversations exceed {limit:,} tokens in chat format",
        FIX,
    )


TURN = 10
"""Tokens that a chat template adds to a turn, amply."""
LEAKS = (distinct.leak_output, distinct.leak_near, distinct.leak_contained)
NOTHING_HELD = f"{NOT_JUDGED}: nothing is held out (files named test, eval, dev or validation are)"
RULES: tuple[Rule, ...] = (
    *(texts, fences, tokens.length, hygiene.control_tokens),
    *(distinct.distinct, *LEAKS),
    *(hygiene.secrets, hygiene.emails, hygiene.persons),
)


def judge(
    samples: Sequence[Sample],
    settings: Settings,
    on_rule: OnRule | None = None,
    records: Mapping[str, Any] | None = None,
    spoken: Mapping[str, Conversations] | None = None,
) -> Report:
    """Validates samples as they would be exported; `is_eval` in their metadata tells those held
    out. What only a dataset made here can hold (counts, layers, records) is not judged.

    `records` are those that come back, by the id of their sample: what else stands in one is
    scanned too. `spoken` are the same as trainers take them, which says how long each is.
    """
    tell: Callable[[str, int, int], None] = on_rule or (lambda *_: None)
    files: dict[str, File] = {}
    for sample in samples:
        held = sample["metadata"]["is_eval"]
        name = catalog.EVAL if held else str(sample["metadata"]["task_type"])
        file = files.setdefault(name, File(name))
        file.lines.append(Line(len(file.lines) + 1, sample))
    inside = list(files.values())
    every = [sample for file in inside for sample in file.samples]
    of = records or {}
    further = [[*_further(of.get(sample_id(sample)), text(sample))] for sample in every]
    evidence = Evidence(inside, {}, settings, scanning=Scanning.of(every, further))
    verdicts = []
    try:
        for at, rule in enumerate(RULES):
            tell(rule.__name__, at, len(RULES))
            found = length(evidence, spoken) if rule is tokens.length else rule(evidence)
            if rule in LEAKS and not evidence.evaluation:
                found = Verdict(found.rule, True, NOTHING_HELD)
            verdicts.append(found if found.passed else replace(found, fix=FIX))
        figures = file_figures.distribution(evidence)
    finally:
        if evidence.scanning:
            evidence.scanning.close()
    return Report(verdicts, figures, settings, {}, 0, profile=GENERAL)


def _further(value: Any, shown: str) -> Iterator[str]:
    """Every text in a record, keys of objects too, that its sample does not show."""
    if isinstance(value, str):
        if value not in shown:
            yield value
    elif isinstance(value, dict | list):
        for part in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from _further(part, shown)


def weaknesses(cases: Sequence[Case]) -> list[str]:
    """Per sample the codes of the general worth tests that it fails, joined by commas: `broken`
    (no text, or an open code block), `repeats` (most of it stood in earlier outputs), `personal`.
    """
    again = repeats.of_authored(cases)
    codes = []
    for at, case in enumerate(cases):
        broken = not case.instruction.strip() or not case.output.strip()
        failed = {
            "broken": broken or _open(case.output),
            "repeats": at in again,
            "personal": personal.personal(case),
        }
        codes.append(",".join(code for code in catalog.WEAKNESSES if failed.get(code)))
    return codes
