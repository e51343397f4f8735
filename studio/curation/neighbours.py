"""The sample most like another one: what a reviewer asks before calling something a duplicate."""

from __future__ import annotations

from dataclasses import dataclass

from generators.pipeline.near_duplicates import WORD, Shingler, jaccard
from studio.store import texts
from studio.store.database import Database

# A word that so many samples share says nothing about which two are alike.
COMMON = 2_000
RAREST, COMPARED = 24, 60
LONGEST_TEXT = 8_000
"""Characters of which the rare words are looked up; what is alike is alike at its beginning too."""


@dataclass(frozen=True)
class Neighbour:
    """A sample of the dataset and how much of another's 5-word shingles it shares, whole and in the
    output, 0.0-1.0.
    """

    id: str
    whole: float
    output: float


def nearest(db: Database, sample: str) -> Neighbour | None:
    """The nearest neighbour among what shares the output, is a known near duplicate, or has the
    same rare words.

    The full-text index proposes, exact Jaccard decides; None where nothing shares a shingle with
    the sample.
    """
    me = texts.whole(db, sample)
    if me is None:
        return None
    text, output = me
    proposed = [*texts.known_alike(db, sample, COMPARED), *_with_words(db, sample, text)]
    shingler = Shingler()
    mine, my_output = shingler(text), shingler(output)
    best: Neighbour | None = None
    for other in dict.fromkeys(proposed):
        its_text, its_output = texts.whole(db, other) or ("", "")
        found = Neighbour(
            other, jaccard(mine, shingler(its_text)), jaccard(my_output, shingler(its_output))
        )
        if found.whole > 0 and (best is None or _score(found) > _score(best)):
            best = found
    return best


def _score(found: Neighbour) -> float:
    return max(found.whole, found.output)


def _with_words(db: Database, sample: str, text: str) -> list[str]:
    """Samples with the rarest words of a text, most of them first."""
    words = sorted(
        {
            word
            for word in WORD.findall(text[:LONGEST_TEXT].lower())
            if len(word) > 3 and word.isascii()
        }
    )
    rare = sorted(
        (count, word) for word, count in texts.frequencies(db, words).items() if 1 < count <= COMMON
    )
    if not rare:
        return []
    return texts.with_words(db, [word for _, word in rare[:RAREST]], sample, COMPARED)
