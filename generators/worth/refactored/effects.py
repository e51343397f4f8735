"""What a refactoring means for those who call the code: whether the explanation says it."""

from __future__ import annotations

import re

from generators.refactoring.callers import Effect, effects

from ..case import NAME, Case, code_of
from .telling import change_told

# A word that tells of an effect; where the effect has names, these tell of it.
WORDS = {
    "awaited": re.compile(r"\bawait|\bpromises?\b", re.I),
    "built": re.compile(r"\bconstructor|\bnew \w+\(", re.I),
    "failing": re.compile(r"\berrors?\b|Error\b|\bthrow|\bfail", re.I),
    "told": re.compile(r"\berrors?\b|Error\b|\bthrow|\bfail", re.I),
    "passed": re.compile(r"\berrors?\b|Error\b|\bthrow|\bfail", re.I),
    "silent": re.compile(r"\berrors?\b|Error\b|\bthrow|\bfail", re.I),
    "ended": re.compile(r"\berrors?\b|Error\b|\bthrow|\bfail", re.I),
    "silenced": re.compile(r"\bprint|\bconsole\b", re.I),
    "copied": re.compile(r"\bcop(?:y|ies)\b", re.I),
}


def untold_effects(case: Case) -> list[Effect]:
    """Effects on callers (`generators.refactoring.callers`) that the explanation of what changed
    does not speak of: a promise, another constructor, an error or a copy without a word for it, a
    result without its type (or `null`, where only that went), parameters, fields and methods that
    are not named.
    """
    told = change_told(case)
    names = set(NAME.findall(told))
    found = effects(code_of(case.input).strip(), code_of(case.output).strip())
    return [each for each in found if not _told(each, told, names)]


def _told(effect: Effect, told: str, names: set[str]) -> bool:
    if word := WORDS.get(effect.kind):
        return bool(word.search(told))
    if effect.kind == "answers":
        words = set(NAME.findall(effect.new[0])) ^ set(NAME.findall(effect.old[0]))
    elif effect.kind == "taken":
        words = set(effect.old) ^ set(effect.new)
    else:
        words = set(effect.old)
    return words <= names if effect.kind != "answers" else not words or bool(words & names)
