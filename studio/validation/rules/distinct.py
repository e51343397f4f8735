"""Distinctness and leaks: nothing twice, and nothing of the evaluation in training."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from generators.catalog import EVAL
from studio.validation import windows
from studio.validation.evidence import Evidence, Sample, Verdict, named, stated, verdict
from studio.validation.jsonl import sample_id

COMPONENT = re.compile(r"(?:^|/)components/(?P<component>[^/]+)/(?:.*/)?(?P<file>[^/]+)$")
TEMPLATE = "template:"


def distinct(e: Evidence) -> Verdict:
    """Samples whose instruction, input and output equal those of an earlier sample in any file; of
    one that is on both sides the training sample, since the held-out one has to stay.
    """
    seen: dict[tuple[str, str, str], str] = {}
    bad = []
    for _, sample in sorted(e.samples, key=lambda each: not each[0].is_eval):
        key = (sample["instruction"], sample["input"], sample["output"])
        if key in seen:
            bad.append(f"{sample_id(sample)} repeats {seen[key]}")
        seen.setdefault(key, sample_id(sample))
    return verdict(
        "distinct", bad, "no sample twice", "{n} samples are repeated", "regenerate them"
    )


def reuse(e: Evidence) -> Verdict:
    """Samples whose output occurs more often in its file than `max_output_reuse` allows; a sample
    repeated as a whole counts once.
    """
    most = e.settings.max_output_reuse
    bad = []
    for file in e.files:
        triples = {(s["instruction"], s["input"], s["output"]) for s in file.samples}
        times = Counter(output for _, _, output in triples)
        bad += [sample_id(s) for s in file.samples if times[s["output"]] > most]
    return verdict(
        "reuse",
        bad,
        f"no output more than {most} times",
        "{n} samples overuse an output",
        "regenerate them",
    )


def family_of(sample: Sample) -> str:
    """What must not be split, recomputed from the source: component and file name whatever the path
    and version, else the source itself.
    """
    source = stated(sample, "source")
    match = COMPONENT.search(source)
    return f"{match['component']}/{match['file']}" if match else source


def leak_family(e: Evidence) -> Verdict:
    """Training samples that share a family with an evaluation sample: by `family`, or by their
    sources (the same PDCA or template, the same component and file name whatever the path).
    """
    held = {stated(s, "family") for s in e.evaluation} - {""}
    sources = {family_of(s) for s in e.evaluation} - {""}
    bad = [
        named(s, f"family {stated(s, 'family')}")
        for s in e.training
        if stated(s, "family") in held or family_of(s) in sources
    ]
    return verdict(
        "leak_family",
        bad,
        "no family on both sides",
        "{n} training samples share a family with evaluation",
        "regenerate them",
    )


def leak_output(e: Evidence) -> Verdict:
    """Training samples whose output is also that of an evaluation sample."""
    held = {s["output"] for s in e.evaluation}
    bad = [sample_id(s) for s in e.training if s["output"] in held]
    return verdict(
        "leak_output",
        bad,
        "no output on both sides",
        "{n} training samples repeat an evaluation output",
        "regenerate them",
    )


def leak_near(e: Evidence) -> Verdict:
    """Pairs of a training and an evaluation sample that are near duplicates: of the distinct 5-word
    runs of both, 80% are shared, in the outputs or in the whole texts. Equal outputs are left to
    the rule `leak_output`.
    """
    bad = [
        f"{sample_id(e.training[other])} ~ {sample_id(e.evaluation[test])} ({similarity:.2f})"
        for (other, test), similarity in sorted(e.near.items())
    ]
    return verdict(
        "leak_near",
        bad,
        "no near duplicate on both sides",
        "{n} training samples near-duplicate evaluation",
        "regenerate them",
    )


def leak_contained(e: Evidence) -> Verdict:
    """Evaluation samples of whose output at least 80% of the distinct 8-word windows occur in the
    outputs of one training family, taken together. Outputs of fewer than 8 words have no windows;
    equal outputs and near duplicates are left to the rules `leak_output` and `leak_near`.
    """
    names: dict[str, int] = {}
    group = np.array(
        [names.setdefault(stated(s, "family") or sample_id(s), len(names)) for s in e.training],
        np.int64,
    )
    equal = {sample["output"] for sample in e.training}
    near = {test for _, test in e.near}
    families = list(names)
    bad = [
        named(e.evaluation[test], f"{share:.0%} of it stands in training family {families[family]}")
        for test, family, share in windows.contained(
            e.evaluation_words.windows, e.training_words.windows, group
        )
        if e.evaluation[test]["output"] not in equal and test not in near
    ]
    return verdict(
        "leak_contained",
        bad,
        "no evaluation output is contained in training",
        "{n} evaluation outputs are contained in training",
        "generate again",
    )


def alike(e: Evidence, name: str) -> set[int]:
    """Positions of the distinct outputs of a file with a near duplicate in it, for the report."""
    words, samples = (
        (e.evaluation_words, e.evaluation) if name == EVAL else (e.training_words, e.training)
    )
    first: dict[str, int] = {}
    for at, sample in enumerate(samples):
        if e.file_of[id(sample)] == name:
            first.setdefault(sample["output"], at)
    return windows.repeated(words.output_shingles, list(first.values()))
