"""What validation may ask of the RAG store: the records and components that samples came from, by
the names that samples have, with people and machines masked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generators.hygiene import people

if TYPE_CHECKING:
    from generators.store.corpus import Corpus
    from generators.store.records import Component, PdcaRecord

PHASES = ("plan", "do", "check", "act")
BASE, STEP, MOST_STEPS, COMPLETE, LINKED, MOST = 50, 10, 30, 20, 10, 100
NAMED = re.compile(
    r"^[ \t>*#-]*\W{0,4}agent(?:\s+name)?\W{0,4}:\W{0,4}(?P<name>\w.*)$", re.I | re.M
)
HEADER = 2_000
# Headings of the phases in the spellings seen: an emoji, a number or a letter before the word.
PHASE = re.compile(
    r"^#{1,4}[ \t]*[^\w\n]*(?:[\dA-D][\w.]*[ \t]*[^\w\n]*)?"
    r"(?P<word>plan(?:ning)?|do|implementation|execution|check|verification|act)\b",
    re.I | re.M,
)
PHASE_OF = {
    "plan": "plan", "planning": "plan", "do": "do", "implementation": "do", "execution": "do",
    "check": "check", "verification": "check", "act": "act",
}  # fmt: skip
BEFORE = re.compile(r"^.{0,12}\b(?:previous pdca|follows)\b[^:\n]{0,12}:(?P<link>.*)$", re.I | re.M)
AFTER = re.compile(r"^.{0,12}\b(?:precedes|next pdca)\b[^:\n]{0,12}:(?P<link>.*)$", re.I | re.M)


@dataclass(frozen=True)
class StoreView:
    """Read-only: records by PDCA id, and components by file path, both as samples name them."""

    records: Mapping[str, PdcaRecord]
    components: Mapping[str, Component]
    own_scores: bool = True
    """Whether the timeline's scores are this product's own, so that the formula must hold; a
    timeline that somebody else wrote may state scores of its own.
    """
    fingerprint: str = ""
    """Changes when a record of the store does; empty where it is not known."""
    others: Collection[str] = ()
    """Paths of records of the kinds that packages read."""
    masks: bool = True
    """Whether people and machines are masked in its samples."""
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, corpus: Corpus, indexed: bool = True, masks: bool = True) -> StoreView:
        """The view of an open store. `indexed`: `web4-studio index` made it. `masks`: people and
        machines are masked in its samples.
        """
        named = people.named if masks else str
        return cls(
            {named(record.id): record for record in corpus.pdcas()},
            {named(component.file_path): component for component in corpus.components()},
            indexed,
            corpus.fingerprint,
            {named(record.file_path) for record in corpus.records()},
            masks,
        )

    def scores_of(self, id: str, claim: float) -> bool:
        """Whether a record has the score by requirement 2.1: 50, 10 more for each CMM level above 1
        (at most 30), 20 more with objective, plan, do, check and act all there, 10 more with links
        of its own both ways; at most 100. Its headings and links are searched first; where that
        gives another score, the parsed record decides.
        """
        record = self.records[id]
        if id not in self._known:
            phases = {PHASE_OF[m["word"].lower()] for m in PHASE.finditer(record.text)}
            both = all(
                any(".md" in m["link"] for m in word.finditer(record.text))
                for word in (BEFORE, AFTER)
            )
            self._known[id] = _score(record, len(phases) == len(PHASES), both)
        if self._known[id] != claim:
            document = record.document
            linked = document.previous and document.precedes
            phases_there = all(document.section(kind) for kind in PHASES)
            self._known[id] = _score(record, phases_there, bool(linked))
        return self._known[id] == claim

    def agent(self, record: PdcaRecord) -> str:
        """The agent of a record as its samples name it."""
        return people.clean(record.agent_name) if self.masks else record.agent_name

    def names_no_agent(self, id: str) -> bool:
        """Whether neither the store nor the record's own header names an agent."""
        record = self.records.get(id)
        return (
            record is not None and not record.agent_name and not NAMED.search(record.text[:HEADER])
        )


def _score(record: PdcaRecord, phases: bool, linked: bool) -> float:
    steps = min(MOST_STEPS, STEP * max(0, record.cmm_level - 1))
    whole = COMPLETE if phases and record.objective else 0
    return float(min(MOST, BASE + steps + whole + (LINKED if linked else 0)))
