"""Made-up samples for the worth tests."""

from __future__ import annotations

from typing import Any

from generators.sample import Candidate, SampleMetadata
from generators.worth import judge


def sample(dataset: str, instruction: str, input: str, output: str, **metadata: Any) -> Candidate:
    """A candidate with these texts."""
    return Candidate(
        instruction=instruction,
        input=input,
        output=output,
        metadata=SampleMetadata(task_type=dataset, **metadata),
    )


def codes(
    dataset: str, instruction: str, input: str, output: str, **metadata: Any
) -> tuple[str, ...]:
    """What such a sample fails by itself."""
    return judge.alone(sample(dataset, instruction, input, output, **metadata))


def fenced(code: str) -> str:
    return f"```typescript\n{code.strip()}\n```"
