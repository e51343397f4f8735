"""What a candidate shows that those before it have not shown as often, whatever its names are."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator

from generators.sample import Candidate
from generators.worth.refactored.nameless import windows


class Shown:
    """How often each window has been shown."""

    def __init__(self) -> None:
        self._seen: Counter[int] = Counter()

    def fresh(self, code: str) -> float:
        """How new a code is, from 1 to 0: the mean over its windows, each the less the more often
        it has been shown (1, 1/2, 1/3, …). So kinds of tasks take turns, however many there are.
        """
        found = windows(code)
        # Exactly rounded: the order of the windows differs from process to process.
        return math.fsum(1 / (1 + self._seen[each]) for each in found) / len(found)

    def take(self, code: str) -> None:
        """Counts one more that shows them."""
        self._seen.update(windows(code))


def freshest(offered: Iterable[Candidate]) -> Iterator[tuple[Candidate, float]]:
    """(candidate, how new it is beside those before it), the newest next; of equals the one that
    was offered earlier.
    """
    shown = Shown()
    waiting: list[tuple[float, int, Candidate]] = [
        (-1.0, at, each) for at, each in enumerate(offered)
    ]
    while waiting:
        _, at, each = heapq.heappop(waiting)
        share = shown.fresh(each.output)
        # What has been shown meanwhile makes the others less fresh, never more.
        if waiting and (-share, at) > waiting[0][:2]:
            heapq.heappush(waiting, (-share, at, each))
            continue
        shown.take(each.output)
        yield each, share
