"""Authored cases: one concrete violation each, seen from several sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generators.content import loader
from generators.content.loader import Entry
from generators.phrases import Phrases
from generators.sample import Candidate, fingerprint

from .wording import NONE, Severity, answer, candidate, fenced, phrases, thing

FILES = {
    "jest_ban": "jest-",
    "manual_operations": "manual-",
    "security": "security-",
    "framework": "framework-",
}

# One look-alike for so many violations.
LOOK_ALIKE_OF = 12


class Case(Entry):
    """A violation with all that is known of it; code and prose as written in
    `content/guardrails`.
    """

    id: str
    violation: str
    severity: Severity
    language: str
    where: str
    situation: str
    bad: str
    finding: str
    why: str
    harm: str
    first: str
    good: str
    note: str
    ask: str
    answer: str
    allowed: str
    because: str
    good_language: str = ""
    """Where the correction is another thing than the violation: a component in place of commands.
    """

    @property
    def corrected(self) -> str:
        """The correction in its fence."""
        return fenced(self.good, self.good_language or self.language)

    @property
    def source(self) -> str:
        return f"template:guardrails:{self.id}"

    @property
    def rule(self) -> str:
        """The rule by name, as it stands in a sentence."""
        return (
            self.violation.replace("_", " ")
            .replace("jest", "Jest")
            .replace("to scenario", "`toScenario`")
        )


class CaseFile(Entry):
    """A file of cases."""

    case: tuple[Case, ...]


@lru_cache(maxsize=8)
def cases(category: str) -> tuple[Case, ...]:
    """All cases of a category, sorted by id. Raises ContentError."""
    files = loader.topics("guardrails", CaseFile, FILES[category])
    found = [case for file in files.values() for case in file.case]
    return tuple(sorted(found, key=lambda case: case.id))


def candidates(category: str, look_alikes: int, seed: int) -> Iterator[Candidate]:
    """Each case as review, question, repair, first action and choice; of the look-alikes no more
    than asked for.
    """
    found = cases(category)
    # Where cases are few, what they give is what one in ten is counted of.
    most = min(look_alikes, len(found) * len(VIEWS) // LOOK_ALIKE_OF)
    drawn = sorted(found, key=lambda case: fingerprint(str(seed), "look_alike", case.id))[:most]
    for case in found:
        for view in VIEWS:
            words = phrases(str(seed), view, case.id)
            parts = VIEWS[view](case, words)
            # The review says most; what only decides between two says least.
            rank = 1.0 - list(VIEWS).index(view) / len(VIEWS)
            yield candidate(
                category,
                f"scenario_{view}",
                case.source,
                case.source,
                case.violation,
                case.severity,
                parts,
                rank,
            )
    for case in drawn:
        parts = _look_alike(case, phrases(str(seed), "look_alike", case.id))
        yield candidate(
            category, "scenario_look_alike", case.source, case.source, NONE, NONE, parts, rank=1.0
        )


def _review(case: Case, words: Phrases) -> tuple[str, str, str]:
    ask = words.say(
        words.chance.choice(["ask_identify", "ask_identify", "ask_neutral"]),
        thing=thing(case.language),
    )
    given = f"{case.situation}\n\n{case.where}:\n\n{fenced(case.bad, case.language)}"
    return (
        ask,
        given,
        answer(words, case.rule, case.severity, case.finding, case.why, case.corrected, case.note),
    )


def _question(case: Case, words: Phrases) -> tuple[str, str, str]:
    refused = words.say("refuse", rule=case.rule, text=_after_no(case.answer))
    rated = words.say("rated", rule=case.rule, severity=case.severity)
    refused = refused[:1].upper() + refused[1:]
    return words.say("ask_question"), f"{case.situation}\n\n“{case.ask}”", f"{refused}\n\n{rated}"


def _after_no(text: str) -> str:
    """An answer without the “No” that the wording says already."""
    rest = re.sub(r"^No[,.:;]?\s+(?=\w)", "", text)
    return rest[:1].upper() + rest[1:]


def _repair(case: Case, words: Phrases) -> tuple[str, str, str]:
    ask = words.say("ask_repair", thing=thing(case.language), rule=case.rule)
    given = f"{case.where}:\n\n{fenced(case.bad, case.language)}"
    rated = words.say("repaired", rule=case.rule, severity=case.severity)
    return ask, given, f"{case.finding}\n\n{case.corrected}\n\n{case.note}\n\n{rated}"


def _first(case: Case, words: Phrases) -> tuple[str, str, str]:
    given = f"{case.situation} Found in {case.where}:\n\n{fenced(case.bad, case.language)}"
    said = _rated(case, words)
    first = words.say("first", text=case.first)
    return (
        words.say("ask_first"),
        given,
        f"{said}\n\n{first}\n\n{words.say('then', text=case.note)}",
    )


def _rated(case: Case, words: Phrases) -> str:
    """The severity and what speaks for it, the severity named once."""
    match = re.match(rf"{case.severity}\b(?P<end>[:.,;]?)\s*", case.harm, re.I)
    if match and not match["end"]:
        # “High for the science: …” says it already.
        return f"**{match.group(0).strip()}** {case.harm[match.end() :]}"
    text = case.harm[match.end() :] if match else case.harm
    text = text[:1].upper() + text[1:]
    return words.say(
        "severity", severity=case.severity, severity_capital=case.severity.capitalize(), text=text
    )


def _choice(case: Case, words: Phrases) -> tuple[str, str, str]:
    good, bad = words.chance.sample(["A", "B"], 2)
    shown = {good: case.corrected, bad: fenced(case.bad, case.language)}
    given = "\n\n".join(f"{name}:\n\n{shown[name]}" for name in "AB")
    chosen = words.say(
        "choose", good=good, bad=bad, rule=case.rule, severity=case.severity, text=case.finding
    )
    gain = words.say("gain", good=good, text=case.note)
    return words.say("ask_choice"), f"{case.situation}\n\n{given}", f"{chosen}\n\n{gain}"


def _comment(case: Case, words: Phrases) -> tuple[str, str, str]:
    given = f"{case.situation}\n\n{case.where}:\n\n{fenced(case.bad, case.language)}"
    lead = words.say("comment", rule=case.rule, severity=case.severity)
    return (
        words.say("ask_comment", thing=thing(case.language)),
        given,
        f"{lead} {case.finding} {case.why}\n\n{case.first}",
    )


def _look_alike(case: Case, words: Phrases) -> tuple[str, str, str]:
    code = case.language not in ("text", "markdown")
    given = fenced(case.allowed, case.language) if code else case.allowed.strip()
    asked = words.say("ask_neutral", thing=thing(case.language))
    return asked, f"{case.situation}\n\n{given}", words.say("fine", text=case.because)


VIEWS = {
    "review": _review,
    "question": _question,
    "repair": _repair,
    "first": _first,
    "choice": _choice,
    "comment": _comment,
}
