"""Candidates as rows of the store, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from generators.sample import Candidate, SampleMetadata, fingerprint

if TYPE_CHECKING:
    from generators.pipeline.gates import Rejected

from .soundness import cells


def sample_row(candidate: Candidate, position: int, output_tokens: int, run: str) -> dict[str, Any]:
    """The row of `samples`."""
    metadata = candidate.metadata
    return {
        "id": metadata.sample_id,
        "dataset": candidate.dataset,
        "category": candidate.category,
        "split": _split(candidate),
        "state": "staged",
        "tokens": metadata.tokens,
        "output_tokens": output_tokens,
        "family": metadata.family,
        "view": metadata.view,
        "source": metadata.source,
        "date": metadata.date,
        "agent": metadata.agent_name,
        "layer": metadata.layer,
        "rung": candidate.rung,
        "position": position,
        "fingerprint": candidate.fingerprint,
        "output_hash": fingerprint(candidate.output),
        "edited": 0,
        "run_id": run,
    }


def text_row(candidate: Candidate) -> dict[str, str]:
    """The row of `texts`."""
    return {
        "id": candidate.metadata.sample_id,
        "instruction": candidate.instruction,
        "input": candidate.input,
        "output": candidate.output,
        "metadata": candidate.metadata.model_dump_json(),
    }


def reserve_row(position: int, candidate: Candidate) -> dict[str, Any]:
    """The row of `reserve`."""
    return {
        "id": candidate.metadata.sample_id,
        "dataset": candidate.dataset,
        "category": candidate.category,
        "split": _split(candidate),
        "tokens": candidate.metadata.tokens,
        "position": position,
        "candidate": candidate.model_dump_json(),
        "output_hash": fingerprint(candidate.output),
    }


def left_out_row(item: Rejected) -> dict[str, str]:
    """The row of `left_out`."""
    return {
        "dataset": item.dataset,
        "category": item.category,
        "reason": item.reason,
        "fingerprint": item.fingerprint,
        "source": item.source,
        "twin": item.twin,
    }


def candidate(instruction: str, given: str, output: str, metadata: str, rung: int = 0) -> Candidate:
    """A stored sample as the candidate it was. Raises StudioError for a damaged one."""
    known = cells.read(metadata, SampleMetadata, "the metadata of a sample")
    try:
        return Candidate(
            instruction=instruction, input=given, output=output, metadata=known, rung=rung
        )
    except ValidationError as error:
        raise cells.damaged("the texts of a sample", error) from None


def _split(candidate: Candidate) -> str:
    return "eval" if candidate.metadata.is_eval else "train"
