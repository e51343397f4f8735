"""Authored questions whose answer permits: what is asked for comes close to a rule and breaks none.

Without them whoever asks would always be wrong, and the form of a question would tell the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from generators.content import loader
from generators.content.loader import Entry
from generators.sample import Candidate

from .rules import Rule, rules
from .wording import candidate, phrases, questioned

VIEW = "scenario_permitted"
# As much as a question that is answered by a refusal.
RANK = 0.9


class Permitted(Entry):
    """A question with its answer; `rule` is the one that it comes close to."""

    id: str
    rule: str
    ask: str
    answer: str
    situation: str = ""
    where: str = ""
    piece: str = ""
    """What is asked about; empty where the question says all."""
    language: str = ""

    @property
    def source(self) -> str:
        return f"template:guardrails:{self.id}"

    @property
    def near(self) -> Rule:
        """The rule that is not broken."""
        return rules()[self.rule]


class PermittedFile(Entry):
    """A file of such questions."""

    permitted: tuple[Permitted, ...]


@lru_cache(maxsize=1)
def questions() -> tuple[Permitted, ...]:
    """All of them, sorted by id. Raises ContentError."""
    files = loader.topics("guardrails", PermittedFile, "permitted")
    found = [each for file in files.values() for each in file.permitted]
    return tuple(sorted(found, key=lambda each: each.id))


def candidates(category: str, seed: int) -> Iterator[Candidate]:
    """One sample of each question of a category."""
    for each in questions():
        if each.near.category == category:
            words = phrases(str(seed), "permitted", each.id)
            given = questioned(each.situation, each.where, each.ask, each.piece, each.language)
            parts = (words.say("ask_question"), given, each.answer)
            yield candidate(category, VIEW, each.source, each.source, None, parts, RANK)
