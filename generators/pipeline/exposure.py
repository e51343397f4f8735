"""How often samples of code show the same method bodies, components and families: one count over
all datasets of code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generators.catalog import (
    ALIKE_WORDS,
    LEAST_NEW,
    MAX_BODY_EXPOSURE,
    MAX_LIFECYCLE_EXPOSURE,
    MOST_ALIKE,
    Dataset,
)
from generators.sample import Candidate
from generators.settings import Settings
from generators.workers import Workers
from generators.worth import judge, repeats
from generators.worth.judge import case_of
from generators.worth.refactored.contained import Contained
from generators.worth.refactored.nameless import Form
from generators.worth.repeats import LIFECYCLE

from . import near_duplicates


@dataclass
class Shares:
    """Samples that components, families and layers have given to a dataset, and the most they may
    give.
    """

    most: tuple[int, int, int]
    given: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, dataset: Dataset, settings: Settings) -> Shares:
        """The limits of a dataset; at least one sample each."""
        component, family, layer = (
            max(1, int(share * dataset.target))
            for share in (
                settings.max_component_share,
                settings.max_family_share,
                settings.max_layer_share,
            )
        )
        return cls((component, family, layer))

    def allow(self, candidate: Candidate) -> bool:
        """Whether neither the component nor the family has given all that it may."""
        counts = (self.given[key] for key in _givers(candidate)[:2])
        return all(count < most for count, most in zip(counts, self.most, strict=False))

    def spread(self, candidate: Candidate) -> bool:
        """Whether the layer, besides, has not given all that it may."""
        return self.given[_givers(candidate)[2]] < self.most[2] and self.allow(candidate)

    def take(self, candidate: Candidate) -> None:
        """Counts a sample."""
        self.given.update(_givers(candidate))


def _givers(candidate: Candidate) -> tuple[str, str, str]:
    """The component, family and layer of a candidate, told apart by their signs."""
    component = candidate.family.partition("/")[0]
    return component, f"{candidate.family}:", f"{candidate.metadata.layer}::"


class Bodies:
    """The method bodies of each candidate of code, as `repeats` compares them, without empty ones:
    `constructor() {}` is the same everywhere. Positions count the candidates.
    """

    def __init__(self, candidates: Sequence[Candidate], workers: Workers | None = None) -> None:
        self._candidates = candidates
        self._of: dict[int, tuple[str, ...]] = {}
        self._compared: dict[int, list[str]] = {}
        self._forms: dict[int, set[Form]] = {}
        self._lines: dict[int, list[str]] = {}
        self._sizes: dict[int, int] = {}
        self._living: dict[str, bool] = {}
        self._workers = workers

    @cached_property
    def _alike(self) -> dict[int, set[int]]:
        """For each candidate of code those of its dataset that it reads like, compared once."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        coded: defaultdict[str, list[int]] = defaultdict(list)
        for position, candidate in enumerate(self._candidates):
            if judge.REPEATS.get(candidate.dataset) is repeats.of_code:
                coded[candidate.dataset].append(position)
        for positions in coded.values():
            outputs = [self._candidates[position].output for position in positions]
            pairs = near_duplicates.pairs(outputs, MOST_ALIKE, self._workers, ALIKE_WORDS)
            for one, other, _ in pairs:
                found[positions[one]].add(positions[other])
                found[positions[other]].add(positions[one])
        return found

    def alike(self, position: int) -> set[int]:
        """The candidates that read like it."""
        return self._alike.get(position, set())

    def of(self, position: int) -> tuple[str, ...]:
        """The distinct bodies, read once."""
        if position not in self._of:
            case = case_of(self._candidates[position])
            found = dict.fromkeys(repeats.bodies(case))
            self._of[position] = tuple(body for body in found if not body.endswith("{}"))
        return self._of[position]

    def compared(self, position: int) -> list[str]:
        """The bodies as one sample is compared with another."""
        if position not in self._compared:
            case = case_of(self._candidates[position])
            self._compared[position] = repeats.compared(case, self.of(position))
        return self._compared[position]

    def form(self, position: int) -> set[Form]:
        """What its lines say, names aside, as far as that counts."""
        if position not in self._forms:
            self._forms[position] = repeats.form_of(case_of(self._candidates[position]))
        return self._forms[position]

    def lines(self, position: int) -> list[str]:
        """The lines by which it is compared with samples of the same source."""
        if position not in self._lines:
            self._lines[position] = repeats.lines_of(case_of(self._candidates[position]))
        return self._lines[position]

    def size(self, position: int) -> int:
        """Characters of them all."""
        if position not in self._sizes:
            self._sizes[position] = sum(map(len, self.of(position)))
        return self._sizes[position]

    def of_life_cycle(self, body: str) -> bool:
        """Whether it is a constructor, `init` or `toScenario`."""
        if body not in self._living:
            self._living[body] = bool(LIFECYCLE.match(body))
        return self._living[body]

    def dataset(self, position: int) -> str:
        """The dataset that the candidate is made for."""
        return self._candidates[position].dataset


@dataclass
class Exposure:
    """Counts the bodies that have been shown."""

    bodies: Bodies
    shown: Counter[str] = field(default_factory=Counter)
    siblings: defaultdict[str, repeats.Siblings] = field(
        default_factory=lambda: defaultdict(repeats.Siblings)
    )
    forms: set[Form] = field(default_factory=set)
    contained: Contained = field(default_factory=Contained)
    alike: set[int] = field(default_factory=set)
    """Positions that read like one that has been taken."""
    # What is shown only grows: a position that was refused once is refused ever after.
    _worn: set[int] = field(default_factory=set)
    _repeating: set[int] = field(default_factory=set)
    _twins: set[int] = field(default_factory=set)

    def new(self, position: int) -> bool:
        """Whether no body but those of the life cycle has been shown, and all may be."""
        if position in self._worn or not self.allows(position):
            return False
        worn = any(
            self.shown[body]
            for body in self.bodies.of(position)
            if not self.bodies.of_life_cycle(body)
        )
        if worn:
            self._worn.add(position)
        return not worn

    def allows(self, position: int) -> bool:
        """Whether every body may be shown once more, and enough of them is no repeat."""
        return self.again(position) and not self._twin(position)

    def again(self, position: int) -> bool:
        """The same, for what may have a twin: the same code after another step."""
        if position in self._repeating:
            return False
        allowed = self._may_repeat(position)
        if not allowed:
            self._repeating.add(position)
        return allowed

    def _may_repeat(self, position: int) -> bool:
        bodies = self.bodies.of(position)
        if self.bodies.dataset(position) == repeats.WRITTEN and self._twin(position):
            return False
        fresh = sum(len(body) for body in bodies if self.shown[body] < MAX_BODY_EXPOSURE)
        return fresh >= LEAST_NEW * self.bodies.size(position) and all(
            self.shown[body]
            < (MAX_LIFECYCLE_EXPOSURE if self.bodies.of_life_cycle(body) else MAX_BODY_EXPOSURE)
            for body in bodies
        )

    def take(self, position: int) -> None:
        """Counts one more sample that shows its bodies."""
        bodies = self.bodies.of(position)
        self.shown.update(bodies)
        self.siblings[self.bodies.dataset(position)].take(self.bodies.compared(position))
        self.forms |= self.bodies.form(position)
        self.contained.take(self.bodies.lines(position))
        self.alike |= self.bodies.alike(position)

    def _twin(self, position: int) -> bool:
        """Whether one sample of the same dataset shows nearly all of it, or the same but for its
        names, or one of the same source most of its lines, or reads like it.
        """
        if position in self._twins or position in self.alike:
            return True
        siblings = self.siblings[self.bodies.dataset(position)]
        known = bool(self.bodies.form(position) & self.forms)
        known = known or self.contained.hold(self.bodies.lines(position))
        twin = known or siblings.hold(self.bodies.compared(position))
        if twin:
            self._twins.add(position)
        return twin


def concerns(dataset: Dataset) -> bool:
    """Whether the dataset's samples repeat by method bodies."""
    return judge.REPEATS.get(dataset.name) is repeats.of_code
