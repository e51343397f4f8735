"""The choice of a replacement: from the reserve, within the rules of selection, unlike anything
that people rejected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generators.pipeline.reuse import OutputUse
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from studio.store import reserve, verdicts
from studio.store.database import Database
from studio.store.reserve import Place, Ready
from studio.store.terms import EXPORTED

# Among this many next candidates the one nearest in length is taken, so that the token budget holds
# by itself.
CHOICE = 8
# What is wrong with an output is wrong wherever the output appears; the other reasons are about one
# sample.
OUTPUT_FAULTS = ("wrong_pattern", "broken_code", "truncated", "factually_wrong", "unsafe")


def banned(db: Database) -> tuple[list[Candidate], set[str]]:
    """What people rejected (flagged, replaced and rejected samples), and which of its outputs are
    at fault.

    It never comes back, nor what is like it: as a whole, or by an output at fault.
    """
    refused = reserve.refused(db)
    faulty = {
        refused[each].output for each in verdicts.flagged_for(db, OUTPUT_FAULTS) if each in refused
    }
    return list(refused.values()), faulty


class _Bans:
    """Whether a candidate is like something rejected, by what selection compared."""

    def __init__(self, db: Database, twins: Mapping[str, Sequence[str]]) -> None:
        refused, faulty = banned(db)
        self.twins = twins
        self.marks = {candidate.fingerprint for candidate in refused} | {
            fingerprint(output) for output in faulty
        }

    def hit(self, ready: Ready) -> bool:
        marks = (ready.candidate.fingerprint, ready.output)
        return any(
            mark in self.marks or not self.marks.isdisjoint(self.twins.get(mark, ()))
            for mark in marks
        )


class Places:
    """The reserve and the outputs in use of the datasets concerned, and the choice of the next
    candidate.
    """

    def __init__(self, db: Database, settings: Settings, leaving: Sequence[Place]) -> None:
        names = sorted({place.dataset for place in leaving})
        twins: dict[str, list[str]] = defaultdict(list)
        for one, other in reserve.twins(db):
            twins[one].append(other)
        self.uses = {
            name: OutputUse(settings.dataset(name), settings.max_output_reuse, twins)
            for name in names
        }
        self.families: dict[str, set[str]] = {"train": set(), "eval": set()}
        self.ids: set[str] = set()
        gone = {place.id for place in leaving}
        for place in reserve.places(db):
            self.ids.add(place.id)
            if place.state in EXPORTED and place.id not in gone:
                self.families[place.split].add(place.family)
                if place.dataset in self.uses:
                    self.uses[place.dataset].take(place.output_hash)
        self.bans = _Bans(db, twins)
        self.ready = reserve.ready(db, names)

    def take(self, place: Place) -> tuple[Ready | None, str]:
        """The next candidate for the place of a sample, and the rule that let it in; None where
        none is left.
        """
        waiting = self.ready.get((place.dataset, place.category, place.split), [])
        use = self.uses[place.dataset]
        for rule, allowed in use.tiers:
            choice: list[Ready] = []
            for ready in waiting:
                if allowed(ready.output) and self._may_come(ready, place.split):
                    choice.append(ready)
                    if len(choice) == CHOICE:
                        break
            if choice:
                best = min(
                    choice, key=lambda ready: abs(ready.candidate.metadata.tokens - place.tokens)
                )
                waiting.remove(best)
                use.take(best.output)
                self.families[place.split].add(best.candidate.family)
                self.ids.add(best.candidate.metadata.sample_id)
                return best, rule
        return None, ""

    def _may_come(self, ready: Ready, split: str) -> bool:
        candidate = ready.candidate
        other_side = self.families["train" if split == "eval" else "eval"]
        if candidate.metadata.sample_id in self.ids or candidate.family in other_side:
            return False
        return not self.bans.hit(ready)
