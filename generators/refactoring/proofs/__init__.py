"""Proofs: an improvement is there after and absent before, by both syntax trees."""

from __future__ import annotations

from .classes import CLASS_PROOFS
from .facts import Proof
from .habits import CONSTRUCTION_PROOFS, HABIT_PROOFS
from .members import MEMBER_PROOFS

PROOFS: dict[str, Proof] = {
    **CLASS_PROOFS,
    **MEMBER_PROOFS,
    **HABIT_PROOFS,
    **CONSTRUCTION_PROOFS,
}
