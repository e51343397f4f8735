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
# Steps that are part of another one: whoever names that one has named them.
INCLUDED: dict[str, tuple[str, ...]] = {
    "constructor_to_init": ("constructor_emptied",),
    "errors_thrown": ("errors_not_null", "guard_clause", "guard_added"),
    "process_left": ("errors_thrown", "errors_not_null", "guard_clause", "guard_added"),
    "errors_not_null": ("guard_clause", "guard_added"),
    "errors_let_through": ("errors_not_null", "output_removed", "guard_clause"),
    "output_removed": ("result_returned",),
    "result_returned": ("output_removed",),
    "duplicates_removed": ("helper_extracted",),
    "accessors_added": ("state_made_private",),
}
