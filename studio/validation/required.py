"""Metadata that each dataset must fill, written from the requirement's sections 1.1 to 2.5."""

from __future__ import annotations

from generators import registry

EVERYWHERE = ("task_type", "sample_id", "source", "category", "family", "view")
# A truth value cannot be blank: `is_negative_example` and `is_generic_tool` are recomputed by the
# rules `violation` and `generic`. A score of 0 is a blank one: the formula starts at 50.
REQUIRED: dict[str, tuple[str, ...]] = {
    "style_core": ("pattern_name", "layer"),
    "domain_patterns": ("pdca_id", "agent_name"),
    "process_framework": (),
    "domain_representatives": ("pdca_id", "agent_name", "date", "quarter", "quality_score"),
    "style_refactor": ("cmm_transition", "pattern_applied"),
    "guardrails": ("violation_type", "severity"),
    "tool_awareness": ("concept_taught",),
    "reporting_protocol": ("pdca_id", "agent_name", "date"),
}
# Lessons name what they teach; the other categories of process_framework teach a form.
BY_CATEGORY: dict[tuple[str, str], tuple[str, ...]] = {
    ("process_framework", "key_lessons"): ("concept_taught",),
}
# A record may name no agent. With the store at hand its record must then truly have none; without
# it, so many of a dataset's samples may be without an agent.
UNNAMED = 0.2
FROM_RECORDS = ("domain_patterns", "domain_representatives", "reporting_protocol")


def fields(dataset: str, category: str) -> tuple[str, ...]:
    """The fields that a sample of the dataset and category must fill."""
    own = REQUIRED.get(dataset) or registry.offered(dataset, "REQUIRED", ())
    return (*EVERYWHERE, *own, *BY_CATEGORY.get((dataset, category), ()))
