"""Which outputs a dataset may still take: fresh ones, then near duplicates, then repeats, within
its limits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from generators.catalog import Dataset


class OutputUse:
    """The outputs a dataset has taken, and the policy for one more.

    `twins` gives the near duplicates of each output. Outputs may be texts or their fingerprints, as
    long as the twins are the same.
    """

    def __init__(
        self, dataset: Dataset, max_reuse: int, twins: Mapping[str, Sequence[str]]
    ) -> None:
        self._times: Counter[str] = Counter()
        self._near: set[str] = set()
        self._repeats = 0
        self._twins = twins
        self._max_reuse = max_reuse
        self._max_near = int(dataset.max_near * dataset.target)
        self._max_repeats = int((1 - dataset.min_distinct) * dataset.target)

    @property
    def tiers(self) -> tuple[tuple[str, Callable[[str], bool]], ...]:
        """Names and tests of what may be taken, in the order in which they are tried."""
        return (("next", self.fresh), ("near", self.near), ("again", self.again))

    def fresh(self, output: str) -> bool:
        """Neither the output nor a near duplicate of it is taken."""
        return not self._times[output] and not self._taken_twins(output)

    def near(self, output: str) -> bool:
        """It is not taken, and the near duplicates stay within the dataset's limit with it."""
        if self._times[output]:
            return False
        more = {output, *self._taken_twins(output)} - self._near
        return len(self._near) + len(more) <= self._max_near

    def again(self, output: str) -> bool:
        """It is taken, less often than allowed, and so are repeats in the dataset."""
        return 0 < self._times[output] < self._max_reuse and self._repeats < self._max_repeats

    def take(self, output: str) -> None:
        """Counts one more sample with the output."""
        if twins := self._taken_twins(output):
            self._near |= {output, *twins}
        self._repeats += self._times[output] > 0
        self._times[output] += 1

    def _taken_twins(self, output: str) -> list[str]:
        return [twin for twin in self._twins.get(output, ()) if self._times[twin]]
