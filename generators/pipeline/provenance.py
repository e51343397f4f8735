"""The metadata that leads a sample back to the record that it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generators.sample import SampleMetadata, quarter_of

if TYPE_CHECKING:
    from generators.store.corpus import PdcaRecord


def of_record(record: PdcaRecord, dataset: str, category: str, view: str) -> SampleMetadata:
    """What is true of the record, beside the dataset's name, its category, and how the sample was
    cut.
    """
    return SampleMetadata(
        task_type=dataset,
        category=category,
        source=record.id,
        pdca_id=record.id,
        agent_name=record.agent_name,
        date=record.date,
        quarter=quarter_of(record.date),
        quality_score=record.quality_score,
        family=record.family,
        view=view,
    )
