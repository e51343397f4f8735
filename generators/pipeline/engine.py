"""Candidates through the gates into a pool, pools through selection into samples; and a dataset on
its own.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from generators import catalog, registry, steps
from generators.catalog import Dataset
from generators.errors import UserError
from generators.sample import Candidate, Sample
from generators.settings import Settings
from generators.workers import Serial, Workers

from . import holdout
from .gates import Rejected
from .offers import Offers, batches
from .selection import Pool

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

RULE = "=" * 60
# The heading of the dataset whose categories are quarters.
QUARTER = "Quarter"

ALONE_NOTE = """# Datasets made alone

Each file here was made by `python -m generators.NAME`, without regard to the other datasets: ids,
families and outputs may stand on both sides of the hold-out. Do not train on them. The dataset is
what `web4-studio export` writes.
"""

OnBatch = Callable[[Dataset, Sequence[Candidate], Sequence[Rejected]], None]
"""Called after every batch with what passed and what did not; may raise to cancel."""


def available() -> list[str]:
    """The datasets whose generator is installed, in the registry's order."""
    return [name for name, entry in registry.entries().items() if entry.there]


def gather(
    name: str, corpus: Corpus | None, settings: Settings, on_batch: OnBatch | None = None
) -> Pool:
    """Everything a dataset's generator offers that passes the gates. Raises what the generator or
    the store raises.
    """
    [pool] = gathered([name], corpus, settings, Serial(), on_batch)
    return pool


def gathered(
    names: Sequence[str],
    corpus: Corpus | None,
    settings: Settings,
    workers: Workers,
    on_batch: OnBatch | None = None,
    on_part: Callable[[str, int, int], None] = lambda name, done, parts: None,
) -> Iterator[Pool]:
    """The same for several datasets, each pool as soon as it is whole. `on_part` is told, again and
    again, whose candidates come next and how many of its parts are done, and may raise to cancel.
    """
    offers = Offers(corpus, settings)
    divided = [offers.parts(name) for name in names]
    if workers.count > 1:
        # What cannot be divided is begun first, so that at the end there is something for everyone.
        divided.sort(key=len)
    parts = [part for each in divided for part in each]
    at = ("", 0, 0)

    def step(done: int, total: int) -> None:
        """Where there is only one part, its steps are told."""
        nonlocal at
        at = (at[0], done, total)
        on_part(*at)

    results = workers.map(batches, offers, parts, lambda: on_part(*at))
    for each in divided:
        pool: Pool | None = None
        for done, part in enumerate(each):
            at = (part.dataset, done, len(each))
            on_part(*at)
            with steps.heard(step) if len(each) == 1 else nullcontext():
                for dataset, fit, rejected in next(results):
                    pool = pool or Pool(dataset)
                    pool.candidates += fit
                    pool.rejected += rejected
                    if on_batch:
                        on_batch(dataset, fit, rejected)
        assert pool is not None
        yield pool


def heading(file: str, target: int, what: str = "samples") -> str:
    """The opening lines of the requirement's report."""
    return f"{RULE}\nGenerating {file} ({_thousands(target)} {what})\n{RULE}"


def _thousands(target: int) -> str:
    """`3K` for 3000; a number that is no multiple of 100 as it is."""
    return f"{target / 1000:g}K" if target >= 1000 and target % 100 == 0 else str(target)


def report(dataset: Dataset, samples: Sequence[Candidate], place: str) -> str:
    """The requirement's report of one dataset; a category that is short says by how much."""
    counts = Counter(sample.category for sample in samples)
    lines = [heading(dataset.file, dataset.target)]
    for category in dataset.categories:
        short = category.target - counts[category.name]
        missing = f", {short} missing" if short > 0 else ""
        if dataset.heading == QUARTER:
            # The requirement counts records here, of which several samples are made.
            records = {s.metadata.pdca_id for s in samples if s.category == category.name}
            lines += ["", f"--- {QUARTER}: {category.name} ---"]
            lines += [f"  Found {len(records)} top PDCAs{missing}"]
            continue
        lines += [
            "",
            f"--- {dataset.heading}: {category.name} (target: {category.target}) ---",
            f"  Generated {counts[category.name]} samples{missing}",
        ]
    if dataset.heading == QUARTER:
        lines += ["", f"--- Replicating to reach {_thousands(dataset.target)} target ---"]
    mark = "✓" if len(samples) == dataset.target else "✗"
    return "\n".join(
        [
            *lines,
            "",
            f"{mark} Saved {len(samples)} samples to {place}",
            "",
            RULE,
            f"COMPLETE: {len(samples)} {dataset.name} samples generated",
            RULE,
        ]
    )


def eval_report(samples: Sequence[Candidate], target: int, place: str) -> str:
    """The requirement's report of the hold-out; `target` counts the datasets that take part."""
    counts = Counter(sample.dataset for sample in samples)
    lines = [heading("eval.jsonl", target, "hold-out samples")]
    for name, count in counts.items():
        lines += [
            "",
            f"--- Sampling from {name}.jsonl: {count} samples ---",
            f"  Sampled {count} samples",
        ]
    return "\n".join(
        [
            *lines,
            "",
            f"{'✓' if len(samples) == target else '✗'} Saved {len(samples)} eval samples to "
            f"{place}",
            "⚠️  IMPORTANT: These samples must NEVER be used for training!",
            "",
            RULE,
            f"COMPLETE: {len(samples)} eval samples generated",
            RULE,
        ]
    )


def main(name: str, arguments: Sequence[str] | None = None) -> int:
    """Runs one generator alone (`python -m generators.NAME`): writes its JSONL file into
    `data/alone/`, never over an export, and prints the report.

    Selection and hold-out are those of a whole run restricted to this dataset; what trains a model
    comes from `web4-studio export`, which also compares the datasets with one another. Returns the
    exit code.
    """
    import argparse
    import sys

    from generators.store.place import ALONE, Place

    from .selection import select

    parser = argparse.ArgumentParser(
        prog=f"python -m generators.{name}", description=f"Generates {name}.jsonl alone."
    )
    parser.add_argument(
        "--workspace", help="folder of store, settings and data (default: as for web4-studio)"
    )
    parser.add_argument("--scale", type=float, help="multiplies every target")
    parser.add_argument("--seed", type=int)
    chosen = parser.parse_args(arguments)
    try:
        place = Place.find(chosen.workspace)
        settings = place.settings(scale=chosen.scale, seed=chosen.seed)
        names = available() if name == catalog.EVAL else [name]
        needs_store = not all(registry.datasets()[each].authored for each in names)
        corpus = place.corpus(settings) if needs_store else None
        pools = [gather(each, corpus, settings) for each in names]
    except UserError as error:
        print(f"error: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    selection = select(pools, settings)
    samples = selection.evaluation if name == catalog.EVAL else selection.training[name]
    datasets = [pool.dataset for pool in pools]
    quotas = holdout.eval_quotas(datasets, settings.eval_target)
    target = sum(quotas.values()) if name == catalog.EVAL else datasets[0].target
    path = place.data / ALONE / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "README.md").write_text(ALONE_NOTE, "utf-8")
    with path.open("w", encoding="utf-8") as file:
        for sample in samples:
            line = Sample.model_validate(sample.model_dump(include=set(Sample.model_fields)))
            file.write(json.dumps(line.exported(), ensure_ascii=False) + "\n")
    shown = f"data/{ALONE}/{path.name}"
    print(
        eval_report(samples, target, shown)
        if name == catalog.EVAL
        else report(pools[0].dataset, samples, shown)
    )
    return 0 if len(samples) == target else 1
