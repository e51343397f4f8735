"""Views with a share of their own take it where they are offered, and cost the others nothing
where they are not.
"""

from __future__ import annotations

from generators.catalog import Category, Dataset
from generators.pipeline.quotas import Mix, views
from generators.sample import Candidate, SampleMetadata


def candidate(category: str, view: str) -> Candidate:
    about = SampleMetadata(task_type="made", category=category, view=view)
    return Candidate(instruction="i", input="", output=f"{category} {view}", metadata=about)


def test_a_share_binds_only_where_its_view_is_offered() -> None:
    dataset = Dataset(
        "made", "Kind", (Category("records", 10), Category("lessons", 10)), 0,
        shares={"document": 0.4},
    )  # fmt: skip
    candidates = [
        *[candidate("records", "document") for _ in range(9)],
        *[candidate("records", "part") for _ in range(9)],
        *[candidate("lessons", "part") for _ in range(12)],
    ]
    mix = Mix(dataset, candidates, views(candidates))
    taken = {"document": 0, "part": 0, "lessons": 0}
    for position, each in enumerate(candidates):
        if mix.allows(position):
            mix.take(position)
            taken[each.metadata.view if each.category == "records" else "lessons"] += 1
    assert taken == {"document": 4, "part": 6, "lessons": 10}
