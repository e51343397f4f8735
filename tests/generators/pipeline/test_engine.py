"""The printed report of a dataset."""

from __future__ import annotations

from generators.pipeline import engine
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings


def test_the_report_of_quarters_counts_records() -> None:
    dataset = Settings().dataset("domain_representatives")
    samples = [
        Candidate(
            instruction="",
            input="",
            output=str(n),
            metadata=SampleMetadata(
                task_type=dataset.name, category="Q1_2024", pdca_id=f"record {n % 2}"
            ),
        )
        for n in range(600)
    ]
    text = engine.report(dataset, samples, "data/domain_representatives.jsonl")
    assert "--- Quarter: Q1_2024 ---\n  Found 2 top PDCAs\n" in text
    assert "--- Quarter: Q2_2024 ---\n  Found 0 top PDCAs, 600 missing\n" in text
    assert "--- Replicating to reach 3K target ---\n" in text
