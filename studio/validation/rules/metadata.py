"""Schema and metadata: the same keys and types everywhere, and nothing left blank."""

from __future__ import annotations

from collections import Counter
from typing import Any

from generators.sample import SampleMetadata
from studio.validation import required
from studio.validation.evidence import Evidence, Sample, Verdict, named, stated, verdict
from studio.validation.jsonl import sample_id


def schema(e: Evidence) -> Verdict:
    """Lines whose keys or types of values differ from the schema; null never fits."""
    wanted = {name: info.annotation for name, info in SampleMetadata.model_fields.items()}
    bad = []
    for file in e.files:
        for line in file.lines:
            if line.value is not None and (problem := _problem(line.value, wanted)):
                bad.append(f"{file.name}.jsonl:{line.number} {problem}")
    return verdict(
        "schema", bad, "all samples valid", "{n} samples break the schema", "regenerate them"
    )


def _problem(value: Any, wanted: dict[str, Any]) -> str:
    if not isinstance(value, dict) or set(value) != {"instruction", "input", "output", "metadata"}:
        return "needs exactly instruction, input, output, metadata"
    for key in ("instruction", "input", "output"):
        if not isinstance(value[key], str):
            return f"{key} is not a string"
    metadata = value["metadata"]
    if not isinstance(metadata, dict):
        return "metadata is not an object"
    if metadata.keys() != wanted.keys():
        return f"metadata keys differ: {', '.join(sorted(set(metadata) ^ set(wanted)))}"
    for key, kind in wanted.items():
        # An integer where a float belongs changes the column's type for the loader; bool is an int
        # in Python.
        if type(metadata[key]) is not kind:
            return f"metadata.{key} is not {kind.__name__}"
    return ""


def filled(e: Evidence) -> Verdict:
    """Samples with an empty instruction or output, a `task_type` other than their file's, or a
    blank field that their dataset must fill (`studio/validation/required.py`).

    `agent_name` may be blank if the record names no agent. If the store is available, this is
    looked up in the record; otherwise at most 20% of a dataset's samples may have no agent.
    """
    unnamed = {name: _unnamed(e, name) for name in required.FROM_RECORDS}
    lacking: list[str] = []
    fields: Counter[str] = Counter()
    for file, sample in e.samples:
        blank = [name for name in ("instruction", "output") if not sample[name].strip()]
        task = stated(sample, "task_type")
        if not file.is_eval and task and task != file.name:
            blank.append("task_type")
        wanted = required.fields(task if file.is_eval else file.name, stated(sample, "category"))
        blank += [key for key in wanted if not sample["metadata"].get(key)]
        if "agent_name" in blank and id(sample) in unnamed.get(task, ()):
            blank.remove("agent_name")
        if blank:
            lacking.append(named(sample, f"lacks {', '.join(blank)}"))
            fields.update(blank)
    allowed = sum(map(len, unnamed.values()))
    said = f"; {allowed} samples come from records that name no agent" if allowed else ""
    return verdict(
        "metadata",
        lacking,
        f"required metadata filled{said}",
        "{n} samples lack metadata ("
        + ", ".join(f"{name} {times}" for name, times in fields.most_common())
        + ")",
        "regenerate them",
    )


def _unnamed(e: Evidence, name: str) -> set[int]:
    """Samples of a dataset that may be without an agent."""
    samples = e.of(name)
    without: list[Sample] = [sample for sample in samples if not stated(sample, "agent_name")]
    if e.store is None:
        return set(map(id, without)) if len(without) <= required.UNNAMED * len(samples) else set()
    return {id(s) for s in without if e.store.names_no_agent(stated(s, "pdca_id"))}


def ids(e: Evidence) -> Verdict:
    """Duplicate sample ids, within a file or across files."""
    seen = Counter(sample_id(sample) for _, sample in e.samples)
    seen.pop("", None)
    bad = [name for name, times in seen.items() if times > 1]
    return verdict("ids", bad, "no duplicate sample id", "{n} duplicate sample ids", "export again")


def eval_marks(e: Evidence) -> Verdict:
    """Samples of `eval.jsonl` not marked `is_eval` and `never_train`, and others that are."""
    bad = [
        sample_id(sample)
        for file, sample in e.samples
        if (sample["metadata"].get("is_eval"), sample["metadata"].get("never_train"))
        != (file.is_eval, file.is_eval)
    ]
    return verdict(
        "eval_marks",
        bad,
        "is_eval and never_train are set in eval.jsonl only",
        "{n} samples are marked wrongly",
        "export again",
    )
