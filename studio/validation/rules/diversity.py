"""Diversity: no dataset may be much less diverse than what it draws from.

Every figure is an effective number: how many equally common values would be as diverse (the
exponential of Shannon's entropy). With the store at hand a dataset must reach half of what its
source has beyond one, else the constant that stands here. No more is asked than so many samples can
give.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from studio.validation.evidence import Evidence, Sample, Verdict, stated, verdict
from studio.validation.store_view import StoreView

HALF = 0.5
# Several samples come from one record or file, and with few samples chance leaves gaps: a number is
# asked for in full from four times as many samples on.
FEW = 4
# Requirement 2.1 chooses 200 to 300 records for domain_representatives; the hold-out takes at most
# six samples of a family; otherwise a family may give so many samples on average.
BEST_RECORDS, EVAL_PER_FAMILY, PER_FAMILY = 200, 6, 40
RECORDS = ("domain_patterns", "domain_representatives", "reporting_protocol")
CODE = ("style_core", "style_refactor")

DAYS = dict.fromkeys(RECORDS, 5.0)
AGENTS = dict.fromkeys(RECORDS, 2.0)
LAYERS = dict.fromkeys(CODE, 1.5)
TASKS = {
    "domain_representatives": 1.8, "reporting_protocol": 1.8, "style_refactor": 4.0,
    "guardrails": 8.0,
}  # fmt: skip
# Not domain_representatives: the requirement wants complete documents there, which is one view.
VIEWS = {
    "style_core": 1.5, "style_refactor": 1.5,
    "process_framework": 8.0, "guardrails": 1.1, "tool_awareness": 4.0,
}  # fmt: skip
# Words of a kind of work, for records whose store is not at hand.
WORK = re.compile(
    r"\b(?:(?P<repair>bug|debug|error|fail|fix|broken|crash|root cause|regression)"
    r"|(?P<decision>decision|decide|architect|rationale|trade-?off|alternative|option)"
    r"|(?P<integration>integrat|merge|interface|api|connect|link|import)"
    r"|(?P<collaboration>agent|hand-?over|handoff|team|user|feedback|coordinat)"
    r"|(?P<verification>test|verif|validat|check|quality|coverage)"
    r"|(?P<documentation>document|readme|template|guide|report|format))"
)


def effective(values: Iterable[str]) -> float:
    """The effective number of distinct values; empty ones do not count, 0.0 for none at all."""
    return effective_of(Counter(value for value in values if value))


def effective_of(weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    if not total:
        return 0.0
    return math.exp(-sum(w / total * math.log(w / total) for w in weights.values() if w))


def kind_of_work(text: str) -> str:
    """The kind of work whose words a text uses most; empty where it uses none."""
    times = Counter(match.lastgroup for match in WORK.finditer(text.lower()))
    return str(max(times, key=lambda kind: times[kind])) if times else ""


def _judge(
    e: Evidence,
    rule: str,
    what: str,
    floors: Mapping[str, float],
    value: Callable[[Sample], str],
    drawn: Callable[[StoreView, str], float] | None = None,
) -> Verdict:
    """Datasets whose effective number of values lies below its floor."""
    bad, good = [], []
    for file in e.each():
        if file.name not in floors:
            continue
        values = [found for sample in file.samples if (found := value(sample))]
        if not values:
            continue
        source = drawn(e.store, file.name) if drawn and e.store is not None else 0.0
        most = len(values) / FEW
        floor = 1 + HALF * (min(source, most) - 1) if source else min(floors[file.name], most)
        reached = effective(values)
        line = f"{file.name} {reached:.1f}"
        good.append(line)
        if reached < floor - 1e-6:
            bad.append(
                f"{line}, at least {floor:.1f}"
                + (f" (the store has {source:.1f})" if source else "")
            )
    return verdict(
        rule,
        bad,
        f"effective {what}: {', '.join(good)}"
        if good
        else "not judged: no dataset with such a field",
        f"too few {what} in {{n}} datasets",
        "index more of the corpus, or generate again",
    )


def time(e: Evidence) -> Verdict:
    """Days of the records that each dataset of records draws on, compared with those in the store,
    or with 5 without it.
    """
    return _judge(
        e, "diverse_time", "days", DAYS, lambda s: stated(s, "date")[:10],
        lambda store, _: effective(record.date for record in store.records.values()),
    )  # fmt: skip


def agents(e: Evidence) -> Verdict:
    """Agents of the records that each dataset of records draws on, compared with those in the
    store, or with 2 without it.
    """
    return _judge(
        e, "diverse_agents", "agents", AGENTS, lambda s: stated(s, "agent_name"),
        lambda store, _: effective(record.agent_name for record in store.records.values()),
    )  # fmt: skip


def tasks(e: Evidence) -> Verdict:
    """What is asked for: kinds of work in datasets of records, compared with those of all records
    in the store (without it they are recognised by words in the input), patterns applied in
    `style_refactor`, violations in `guardrails`.
    """

    def task(sample: Sample) -> str:
        name = stated(sample, "task_type")
        if name == "style_refactor":
            # The first is the one that the sample is about.
            return stated(sample, "pattern_applied").split("; ")[0]
        if name == "guardrails":
            return stated(sample, "violation_type")
        record = e.store.records.get(stated(sample, "pdca_id")) if e.store else None
        if record is not None:
            return record.task_type
        return kind_of_work(sample["input"])

    def drawn(store: StoreView, name: str) -> float:
        if name not in RECORDS:
            return 0.0
        return effective(record.task_type for record in store.records.values())

    return _judge(e, "diverse_tasks", "tasks", TASKS, task, drawn)


def layers(e: Evidence) -> Verdict:
    """Layers of the files that the code datasets draw on, compared with those of the distinct files
    in the store, or with 1.5 without it.
    """
    return _judge(
        e, "diverse_layers", "layers", LAYERS, lambda s: stated(s, "layer"),
        lambda store, _: effective({c.digest: c.layer for c in store.components.values()}.values()),
    )  # fmt: skip


def views(e: Evidence) -> Verdict:
    """Views (ways in which a text was cut from its source), in the datasets that have several."""
    return _judge(e, "diverse_views", "views", VIEWS, lambda s: stated(s, "view"))


def families(e: Evidence) -> Verdict:
    """Families, compared with those in the store: components weighted by the length of their
    distinct files, records one by one (200 are enough for `domain_representatives`). Without the
    store, and for authored datasets, one family for 40 samples is enough. Evaluation needs one for
    6 samples of each dataset.
    """
    sizes = {file.name: len(file.samples) for file in e.files}
    found = _judge(
        e, "diverse_families", "families",
        {name: size / PER_FAMILY for name, size in sizes.items() if name in e.datasets},
        lambda s: stated(s, "family"), _families,
    )  # fmt: skip
    bad = list(found.offenders)
    held: dict[str, list[str]] = {}
    for sample in e.evaluation:
        held.setdefault(stated(sample, "task_type"), []).append(stated(sample, "family"))
    for name, values in held.items():
        reached, floor = effective(values), sum(map(bool, values)) / EVAL_PER_FAMILY
        if reached < floor - 1e-6:
            bad.append(f"eval/{name} {reached:.1f}, at least {floor:.1f} (one for 6 samples)")
    return verdict(
        found.rule, bad, found.detail, "too few families in {n} datasets",
        "index more of the corpus, or generate again",
    )  # fmt: skip


def _families(store: StoreView, name: str) -> float:
    if name in CODE:
        lengths: Counter[str] = Counter()
        for component in {c.digest: c for c in store.components.values()}.values():
            lengths[component.family] += len(component.text)
        return effective_of(lengths)
    if name in RECORDS:
        records = effective(record.family for record in store.records.values())
        return min(records, BEST_RECORDS) if name == "domain_representatives" else records
    return 0.0
