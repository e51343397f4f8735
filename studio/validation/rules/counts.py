"""Counts and shares: exact numbers per file, category and evaluation share."""

from __future__ import annotations

from collections import Counter

from studio.validation.evidence import Evidence, Verdict, stated, verdict


def count(e: Evidence) -> Verdict:
    """Files whose number of lines differs from the target."""
    bad = []
    for file in e.files:
        target = e.eval_target if file.is_eval else e.datasets[file.name].target
        if file.exists and len(file.lines) != target:
            bad.append(f"{file.name}.jsonl {len(file.lines)}/{target}")
    return verdict(
        "count",
        bad,
        "every file has its exact count",
        "{n} files have another count",
        "see the shortfalls of the run",
    )


def categories(e: Evidence) -> Verdict:
    """Categories whose number of training samples differs from the plan. A file whose total is off
    is left to the rule `count`.
    """
    bad = []
    for file in e.files:
        if file.is_eval or len(file.samples) != e.datasets[file.name].target:
            continue
        found = Counter(stated(sample, "category") for sample in file.samples)
        # An empty category is the rule `metadata`'s.
        blank = found.pop("", 0)
        wanted = {each.name: each.target for each in e.datasets[file.name].categories}
        off = [name for name in sorted(wanted | found) if found[name] != wanted.get(name, 0)]
        if sum(abs(found[name] - wanted.get(name, 0)) for name in off) > blank:
            bad += [f"{file.name}/{name} {found[name]}/{wanted.get(name, 0)}" for name in off]
    return verdict(
        "categories",
        bad,
        "categories have their shares",
        "{n} categories have another count",
        "generate again",
    )


def eval_shares(e: Evidence) -> Verdict:
    """Datasets whose number of evaluation samples differs from their share of the total."""
    found = Counter(stated(sample, "task_type") for sample in e.evaluation)
    found.pop("", None)
    wanted = Counter(e.quotas)
    if len(e.evaluation) != e.eval_target:
        return Verdict("eval_shares", True, "not judged: the count is off")
    # One that names no dataset is the rule `metadata`'s.
    blank = len(e.evaluation) - found.total()
    off = [name for name in sorted(wanted | found) if found[name] != wanted[name]]
    if sum(abs(found[name] - wanted[name]) for name in off) <= blank:
        off = []
    return verdict(
        "eval_shares",
        [f"{name} {found[name]}/{wanted[name]}" for name in off],
        "evaluation is stratified as required",
        "{n} datasets have another share",
        "generate again",
    )
