"""Drawing phrases for one sample: the same key gives the same phrases in every run."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal, TypeVar

from .sample import fingerprint

T = TypeVar("T")
Slots = Mapping[str, Sequence[str]]


class Phrases:
    """Draws variants of wording by a key.

    `slots` are the lists that `say` draws from, by name. `by` is the scheme:

    - `turn`: draws follow one another in a random sequence that starts from the key, so that two
      draws from one list may differ. `fresh` leaves out what was drawn before while a list has
      more.
    - `key`: the key alone decides, whatever was drawn before; equal lists give equal variants.
    """

    def __init__(
        self,
        *key: str,
        slots: Slots | None = None,
        by: Literal["turn", "key"] = "turn",
        fresh: bool = False,
    ) -> None:
        self._key, self._slots, self._by, self._fresh = key, slots or {}, by, fresh
        self._drawn: set[str] = set()

    @cached_property
    def chance(self) -> random.Random:
        """The sequence behind `turn`, for other choices of the same sample."""
        return random.Random(":".join(self._key))

    def say(self, slot: str, **values: object) -> str:
        """One of the slot's variants with its names filled in."""
        return self.pick(self._slots[slot], **values)

    def pick(self, variants: Sequence[str], **values: object) -> str:
        """One of the variants with its names filled in."""
        return self._draw(variants).format(**values)

    def shuffled(self, values: Iterable[T]) -> list[T]:
        """The values in any order, their own among them, so that a place tells nothing."""
        return self.chance.sample(pool := list(values), len(pool))

    def disordered(self, values: Iterable[T]) -> list[T]:
        """Two values or more, no two alike, in any order but their own."""
        mixed = pool = list(values)
        while mixed == pool:
            mixed = self.shuffled(pool)
        return mixed

    def _draw(self, variants: Sequence[str]) -> str:
        if self._by == "key":
            return variants[int(fingerprint(*self._key), 16) % len(variants)]
        if not self._fresh:
            return self.chance.choice(variants)
        left = [variant for variant in variants if variant not in self._drawn] or variants
        chosen = self.chance.choice(left)
        self._drawn.add(chosen)
        return chosen
