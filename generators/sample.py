"""The shapes that travel through the studio: a sample, its metadata, and the candidate it was."""

from __future__ import annotations

import hashlib
from datetime import date as Date
from typing import Any

from pydantic import BaseModel, ConfigDict


class SampleMetadata(BaseModel):
    """One flat schema for all nine files; what does not apply is empty, never null or absent.

    `datasets` refuses files whose metadata differ in keys or types, hence no optional field.
    `task_type` is the dataset a sample was made for, in `eval.jsonl` too.
    """

    model_config = ConfigDict(extra="forbid")

    task_type: str = ""
    sample_id: str = ""
    source: str = ""
    category: str = ""
    pattern_name: str = ""
    layer: str = ""
    pdca_id: str = ""
    agent_name: str = ""
    date: str = ""
    quarter: str = ""
    quality_score: float = 0.0
    cmm_transition: str = ""
    pattern_applied: str = ""
    violation_type: str = ""
    severity: str = ""
    is_negative_example: bool = False
    concept_taught: str = ""
    is_generic_tool: bool = False
    is_eval: bool = False
    never_train: bool = False
    family: str = ""
    view: str = ""
    tokens: int = 0
    weakness: str = ""
    """The codes of the worth tests that the sample fails, joined by commas; empty for none."""


class Sample(BaseModel):
    """One line of a JSONL file."""

    model_config = ConfigDict(extra="forbid")

    instruction: str
    input: str
    output: str
    metadata: SampleMetadata

    def exported(self) -> dict[str, Any]:
        """The line as a file holds it. A date is written `2024-06-02Z`, the XML Schema form of a
        day in UTC: loaders that guess types take `2024-06-02` for a timestamp.
        """
        metadata = {**self.metadata.__dict__}
        if self.metadata.date:
            metadata["date"] = f"{self.metadata.date}Z"
        return {**self.__dict__, "metadata": metadata}


class Candidate(BaseModel):
    """What a generator offers for a category, before gates and selection.

    `rank` orders candidates within a category and rung, higher first (similarity or quality, any
    scale). `rung` is the step of rule 6 that produced it: 0 first query, 1 more queries, 2 looser
    filter, 3 smaller unit, 4 another task framing. Lower rungs are taken first. `shows` is false
    where the claim is proven by the input (a class skeleton) and not by the output itself.
    """

    model_config = ConfigDict(extra="forbid")

    instruction: str
    input: str
    output: str
    metadata: SampleMetadata
    rank: float = 0.0
    rung: int = 0
    shows: bool = True

    @property
    def dataset(self) -> str:
        return self.metadata.task_type

    @property
    def category(self) -> str:
        return self.metadata.category

    @property
    def family(self) -> str:
        return self.metadata.family

    @property
    def text(self) -> str:
        """The three parts joined by newlines, as tokens are counted in it."""
        return "\n".join((self.instruction, self.input, self.output))

    @property
    def fingerprint(self) -> str:
        """Stable id (16 hex digits) of the (instruction, input, output) triple."""
        return fingerprint(self.instruction, self.input, self.output)


def fingerprint(*parts: str) -> str:
    """16 hex digits of SHA-256 over the parts, each closed by a NUL so that ("ab","c") !=
    ("a","bc").
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def quarter_of(date: str) -> str:
    """`Q3_2025` for `2025-09-12`; empty for an empty or malformed date."""
    try:
        day = Date.fromisoformat(date[:10])
    except ValueError:
        return ""
    return f"Q{(day.month - 1) // 3 + 1}_{day.year}"
