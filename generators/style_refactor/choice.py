"""Which pairs come first: every code once, led by a step of which few have been taken."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from generators.typescript import cutting
from generators.typescript.declarations import COMMENT
from generators.typescript.twins import Twins

from .pair import Pair

# Words of a run by which codes are compared, and the share of the shorter one's runs from which
# two codes are one: a method alone, in another version, and with others in its class.
RUN, SAME_CODE = 5, 0.6
# The share of three words in a row from which two codes are alike enough for the same step to teach
# nothing twice, and from which two answers are, whatever their steps.
SAME_LESSON = 0.4
# Of a kind this part of its share is taken without asking whether another step would do.
FREE = 0.7

Runs = frozenset[tuple[str, ...]]


class Offer(NamedTuple):
    """A pair with its rung, from which on others come later, and its answer."""

    rung: int
    pair: Pair
    answer: str

    @property
    def about(self) -> str:
        """What the code is about: the name of its file."""
        return self.pair.place.rsplit("/", 1)[-1].split(".", 1)[0]


def runs(code: str) -> Runs:
    """The runs of words of a code, comments aside."""
    words = cutting.WORD.findall(COMMENT.sub(" ", code))
    last = max(1, len(words) - RUN + 1)
    return frozenset(tuple(words[at : at + RUN]) for at in range(last))


class Choice:
    """What has been chosen so far."""

    def __init__(self, wanted: float) -> None:
        self.wanted = wanted
        self._taken: Counter[str] = Counter()
        self._holding: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._taught: defaultdict[str, Twins] = defaultdict(Twins)
        self._answered = Twins()

    def shows(self, code: Runs) -> bool:
        """Whether a code is shown: one of the two stands in the other."""
        shared: Counter[int] = Counter()
        for run in code:
            shared.update(self._holding.get(run, ()))
        return any(
            count >= SAME_CODE * min(len(code), self._sizes[other])
            for other, count in shared.items()
        )

    def use(self, offer: Offer) -> float:
        """How much of its kind's share is taken, from 0 to 1 and more."""
        most = math.ceil(offer.pair.share * self.wanted)
        return self._taken[offer.pair.kind] / max(1, most)

    def teaches(self, offer: Offer) -> bool:
        """Whether no step of it has been taken to code much like its own, nor an answer been much
        like its answer.
        """
        alike = [
            self._taught[step.pattern].like(offer.pair.after, offer.about)
            for step in offer.pair.steps
        ]
        return max(*alike, self._answered.like(offer.answer, offer.about)) < SAME_LESSON

    def take(self, offer: Offer, code: Runs) -> None:
        """Counts one more."""
        self._taken[offer.pair.kind] += 1
        for run in code:
            self._holding[run].append(len(self._sizes))
        self._sizes.append(len(code))
        for step in offer.pair.steps:
            self._taught[step.pattern].met(offer.pair.after, offer.about)
        self._answered.met(offer.answer, offer.about)


def first(offers: Sequence[Offer], wanted: float, late: int) -> tuple[set[int], set[int]]:
    """Positions of the offers that come first, and of those that show a code that one of these
    shows. Codes that the corpus improved itself (rung 0) choose first, then those with few kinds of
    steps before those with many; of a code's steps those come first that are below the rung `late`,
    whose kind has much of its share left, and that change most.
    """
    codes = [runs(offer.pair.after) for offer in offers]
    ways: dict[Runs, list[int]] = {}
    for at, code in enumerate(codes):
        ways.setdefault(code, []).append(at)
    choice, chosen = Choice(wanted), set[int]()

    def order(at: int) -> tuple[bool, bool, float, int, int]:
        offer = offers[at]
        use = max(FREE, choice.use(offer))
        return offer.rung >= late, offer.rung > 0, use, -offer.pair.lines, at

    def room(way: tuple[Runs, list[int]]) -> tuple[bool, int]:
        made = [offers[at] for at in way[1]]
        return all(offer.rung > 0 for offer in made), len({offer.pair.kind for offer in made})

    for code, positions in sorted(ways.items(), key=room):
        if choice.shows(code):
            continue
        for at in sorted(positions, key=order):
            if choice.use(offers[at]) < 1 and choice.teaches(offers[at]):
                choice.take(offers[at], code)
                chosen.add(at)
                break
    return chosen, {at for at, code in enumerate(codes) if choice.shows(code)} - chosen
