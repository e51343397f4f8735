"""All worth tests together: which codes a sample fails, and how many samples fail none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from generators import registry
from generators.catalog import WEAKNESSES
from generators.sample import SampleMetadata

from . import authored, code, distilled, personal, pieces, records, repeats, reports, tools
from .case import Case
from .stated import injected, sifting

Test = Callable[[Case], bool]
# What no test looks at.
ASIDE = {"sample_id": "", "tokens": 0, "weakness": "", "is_eval": False, "never_train": False}
CODE: dict[str, Test] = {
    "unknown": code.unknown,
    "unshown": code.unshown,
    "untrue": code.untrue,
    "broken": code.broken,
    "unhouse": code.unhouse,
    "leaks": code.leaks,
}
RECORDS: dict[str, Test] = {
    "unknown": records.unknown,
    "unshown": records.unshown,
    "untrue": records.untrue,
    "broken": records.broken,
    "leaks": records.leaks,
}
PIECES = RECORDS | {
    "unknown": pieces.unknown,
    "unshown": pieces.unshown,
    "untrue": pieces.untrue,
    "broken": pieces.broken,
    "unhouse": pieces.unhouse,
    "leaks": sifting.leaks,
}
REPORTS = RECORDS | {
    "unshown": reports.unshown,
    "untrue": reports.untrue,
    "broken": reports.broken,
    "leaks": reports.leaks,
}
DISTILLED: dict[str, Test] = {
    "unknown": distilled.unknown,
    "unshown": distilled.unshown,
    "untrue": distilled.untrue,
    "broken": distilled.broken,
    "unhouse": injected.unhouse,
    "leaks": distilled.leaks,
}
AUTHORED: dict[str, Test] = {
    "unknown": authored.unknown,
    "untrue": authored.untrue,
    "broken": authored.broken,
    "leaks": authored.leaks,
}
TESTS: dict[str, dict[str, Test]] = {
    "style_core": CODE,
    "style_refactor": CODE,
    "domain_patterns": DISTILLED,
    "domain_representatives": PIECES,
    "reporting_protocol": REPORTS,
    "process_framework": AUTHORED,
    "guardrails": AUTHORED | {"unhouse": authored.unhouse},
    "tool_awareness": AUTHORED | {"broken": tools.broken},
}
REPEATS: dict[str, Callable[[Sequence[Case]], set[int]]] = {
    name: repeats.of_code
    if tests is CODE
    else repeats.of_records
    if tests in (RECORDS, PIECES, REPORTS, DISTILLED)
    else repeats.of_authored
    for name, tests in TESTS.items()
}


class Judged(Protocol):
    """What is read of a sample or a candidate."""

    @property
    def instruction(self) -> str: ...
    @property
    def input(self) -> str: ...
    @property
    def output(self) -> str: ...
    @property
    def metadata(self) -> SampleMetadata: ...


@dataclass
class Share:
    """How many samples there are, how many have no weakness, and how many fail each code."""

    good: int = 0
    all: int = 0
    codes: Counter[str] = field(default_factory=Counter)


def weaknesses(
    dataset_name: str, instruction: str, input: str, output: str, metadata: SampleMetadata
) -> tuple[str, ...]:
    """The codes that a sample fails by itself, in the design's order. Of evaluation samples the
    dataset is the one they were made for (`metadata.task_type`).
    """
    case = Case(dataset_name, instruction, input, output, metadata)
    tests: Mapping[str, Test] = TESTS.get(dataset_name) or registry.offered(
        dataset_name, "TESTS", {}
    )
    failed = [name for name, fails in tests.items() if fails(case)]
    if personal.personal(case):
        failed.append("personal")
    return ordered(failed)


def alone(sample: Judged) -> tuple[str, ...]:
    """`weaknesses` of a sample or candidate. A generator asks to order what it offers, the gates
    ask again; it is computed once.
    """
    described = sample.metadata.model_copy(update=ASIDE).model_dump_json()
    return _alone(sample.instruction, sample.input, sample.output, described)


@lru_cache(maxsize=40_000)
def _alone(instruction: str, input: str, output: str, described: str) -> tuple[str, ...]:
    metadata = SampleMetadata.model_validate_json(described)
    return weaknesses(metadata.task_type, instruction, input, output, metadata)


def repeating(samples: Sequence[Judged]) -> set[int]:
    """Positions of samples that bring too little that earlier ones of their dataset do not."""
    by_dataset: dict[str, list[int]] = defaultdict(list)
    for position, sample in enumerate(samples):
        by_dataset[sample.metadata.task_type].append(position)
    found: set[int] = set()
    for name, positions in by_dataset.items():
        repeating = REPEATS.get(name) or registry.offered(name, "REPEATS", None)
        if repeating:
            cases = [case_of(samples[position]) for position in positions]
            found.update(positions[at] for at in repeating(cases))
    return found


def judged(samples: Sequence[Judged]) -> list[tuple[str, ...]]:
    """The codes of each sample, alone and among those before it, computed afresh."""
    repeated = repeating(samples)
    return [
        ordered((*alone(sample), "repeats")) if position in repeated else alone(sample)
        for position, sample in enumerate(samples)
    ]


def shares(samples: Iterable[Judged]) -> dict[str, dict[str, Share]]:
    """{dataset: {category: share}} by the weaknesses that the samples' metadata state."""
    found: dict[str, dict[str, Share]] = defaultdict(lambda: defaultdict(Share))
    for sample in samples:
        metadata = sample.metadata
        share = found[metadata.task_type][metadata.category]
        share.all += 1
        share.good += not metadata.weakness
        share.codes.update(codes_of(metadata.weakness))
    return {name: dict(categories) for name, categories in found.items()}


def case_of(sample: Judged) -> Case:
    """The sample as the tests read it."""
    metadata = sample.metadata
    return Case(metadata.task_type, sample.instruction, sample.input, sample.output, metadata)


def ordered(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, in the design's order."""
    given = set(codes)
    return tuple(code for code in WEAKNESSES if code in given)


def joined(codes: Iterable[str]) -> str:
    """The codes as `metadata.weakness` holds them."""
    return ",".join(ordered(codes))


def codes_of(weakness: str) -> tuple[str, ...]:
    """The codes in a `metadata.weakness`."""
    return tuple(weakness.split(",")) if weakness else ()
