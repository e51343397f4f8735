"""Validating many exports that differ in a few samples: what is read in one text is read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from studio.validation import evidence, scanning
from studio.validation.scanning import Found


def install(patch: pytest.MonkeyPatch) -> None:
    """Scans and parses each text once, for as long as the patch holds."""
    patch.setattr(scanning, "scan", once(scanning.scan))
    patch.setattr(evidence, "parse", cache(evidence.parse))


def once(scan: Callable[[Sequence[str]], Found]) -> Callable[[Sequence[str]], Found]:
    """The scan, asked about texts that it has not seen before only."""
    known: dict[str, dict[str, str]] = {}

    def remembered(texts: Sequence[str]) -> Found:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        found = scan(new)
        for at, text in enumerate(new):
            known[text] = {rule: hits[at] for rule, hits in found.items() if at in hits}
        return {
            rule: {at: known[text][rule] for at, text in enumerate(texts) if rule in known[text]}
            for rule in found
        }

    return remembered
