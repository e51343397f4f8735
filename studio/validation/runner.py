"""The final validation (requirement 3.2 and beyond): reads exported files, shares nothing with
generation.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generators import catalog
from generators.catalog import Dataset
from generators.pipeline import holdout
from generators.pipeline.engine import RULE
from generators.settings import Settings

from . import file_figures, jsonl, rules
from .evidence import Evidence, Verdict

OnRule = Callable[[str, int, int], None]
"""Told the step about to run and the file it is at, how many steps are done, and how many there
are.
"""


@dataclass
class Report:
    """The outcome of a validation."""

    verdicts: list[Verdict]
    files: dict[str, dict[str, Any]]
    settings: Settings
    datasets: dict[str, Dataset]
    eval_target: int
    missing: list[str] = field(default_factory=list)
    """Datasets the requirement names that did not take part."""

    @property
    def passed(self) -> bool:
        return all(verdict.passed for verdict in self.verdicts)

    @property
    def failures(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if not verdict.passed]

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON document."""
        return {
            "passed": self.passed,
            "complete": not self.missing,
            "scale": self.settings.scale,
            "missing_datasets": self.missing,
            "checks": [asdict(verdict) for verdict in self.verdicts],
            "files": self.files,
        }


def validate(
    folder: Path,
    settings: Settings,
    datasets: Sequence[Dataset],
    sources: set[str] | None = None,
    on_rule: OnRule | None = None,
) -> Report:
    """Validates the datasets' files and `eval.jsonl` in a folder. Never raises for what is wrong
    with the files.
    """
    expected = {dataset.name: dataset for dataset in datasets}
    by_name: dict[str, rules.Rule] = {rule.__name__: rule for rule in rules.RULES}
    by_name["loads"] = lambda e: loads(folder, e)
    steps = iter(range(len(by_name) + 2))

    def step(name: str) -> Callable[[str], None]:
        """Tells that the next step begins; what it returns tells the file that the step is at."""
        done, total = next(steps), len(by_name) + 2
        tell = on_rule or (lambda *_: None)
        tell(name, done, total)
        return lambda file: tell(f"{name}: {file}", done, total)

    files = []
    on_file = step("reading")
    for name in [*expected, catalog.EVAL]:
        on_file(f"{name}.jsonl")
        files.append(jsonl.read_file(folder / f"{name}.jsonl", name))
    quotas = holdout.eval_quotas(datasets, settings.eval_target)
    evidence = Evidence(files, expected, settings.model_copy(), sources, quotas)
    verdicts: list[Verdict] = []
    for name, rule in by_name.items():
        evidence.on_file = step(name)
        verdicts.append(rule(evidence))
    evidence.on_file = step("figures")
    missing = [name for name in catalog.DATASETS if name not in expected]
    figures = file_figures.distribution(evidence)
    return Report(verdicts, figures, evidence.settings, expected, evidence.eval_target, missing)


def loads(folder: Path, evidence: Evidence) -> Verdict:
    """All training files in one call of the JSON loader that training uses; differing metadata
    breaks it there.
    """
    # A fault of bytes, fields or types is already told by its own rule; the loader would only
    # repeat it.
    told = [rules.files_exist, rules.bytes_are_sound, rules.schema]
    if not all(rule(evidence).passed for rule in told):
        return Verdict("loads", True, "not judged: the files break an earlier rule")
    import datasets as hub
    from datasets.utils import logging as hub_logging

    hub_logging.set_verbosity_error()
    hub.disable_progress_bars()
    paths = [
        str(folder / f"{file.name}.jsonl")
        for file in evidence.files
        if not file.is_eval and file.samples
    ]
    try:
        with tempfile.TemporaryDirectory() as cache:
            loaded = hub.load_dataset("json", data_files=paths, split="train", cache_dir=cache)
            rows = len(loaded)
    except Exception as error:
        return Verdict(
            "loads", False, f"the loader refuses the files: {_last_line(error)}", (), "export again"
        )
    if rows != len(evidence.training):
        return Verdict(
            "loads",
            False,
            f"the loader sees {rows} of {len(evidence.training)} samples",
            (),
            "export again",
        )
    return Verdict("loads", True, f"Hugging Face datasets loads {rows} samples")


def _last_line(error: BaseException) -> str:
    cause = error.__cause__ or error
    return str(cause).strip().splitlines()[-1][:200] if str(cause).strip() else type(cause).__name__


def expected(
    settings: Settings, names: Iterable[str], planned: dict[str, dict[str, int]]
) -> list[Dataset]:
    """The datasets to expect: those of the settings, with categories as planned for the corpus
    where a run did so.

    `planned` maps a dataset to its categories' targets. A total other than the settings' is
    refused: a plan may share a target out, never change it.
    """
    datasets = []
    for name in names:
        dataset = settings.dataset(name)
        shares = planned.get(name)
        if shares and sum(shares.values()) == dataset.target:
            by_name = {category.name: category for category in dataset.categories}
            categories = tuple(
                catalog.Category(key, count, by_name[key].title if key in by_name else key)
                for key, count in shares.items()
            )
            dataset = catalog.Dataset(
                **{
                    **{f: getattr(dataset, f) for f in dataset.__dataclass_fields__},
                    "categories": categories,
                }
            )
        datasets.append(dataset)
    return datasets


def planned_in(manifest: Path) -> tuple[dict[str, Any], dict[str, dict[str, int]]]:
    """Settings and planned categories that an export states of itself; empty where there is no
    manifest.
    """
    try:
        stated = json.loads(manifest.read_text("utf-8"))
        return dict(stated["settings"]), {k: dict(v) for k, v in stated["planned"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}


def render(report: Report) -> str:
    """The report as the requirement prints it, then the further checks, shortfalls and the verdict."""
    settings = report.settings
    lines = [RULE, "Validating All Samples", RULE]
    if settings.scale != 1:
        lines += [f"⚠️  SCALED RUN: every target times {settings.scale:g}. Not a full dataset."]
    if report.missing:
        lines += [f"⚠️  PARTIAL: without {', '.join(report.missing)}. Not a full dataset."]
    schema_faults = next((v for v in report.verdicts if v.rule == "schema"), None)
    for name in [*report.datasets, catalog.EVAL]:
        figures = report.files.get(name)
        target = report.eval_target if name == catalog.EVAL else report.datasets[name].target
        lines += ["", f"--- Validating {name}.jsonl ---"]
        if figures is None:
            lines += ["  ✗ File is missing"]
            continue
        faulty = [
            s
            for s in (schema_faults.samples if schema_faults else ())
            if s.startswith(f"{name}.jsonl:")
        ]
        lines += [
            f"  {_mark(figures['samples'] == target)} Count: {figures['samples']}/{target}",
            f"  {_mark(not faulty)} Schema: {'All samples valid' if not faulty else '; '.join(faulty)}",
            f"  ✓ Tokens: {figures['tokens']:,} total, {figures['average']:.0f} avg/sample",
            f"    Outputs: {figures['distinct_outputs']:,} distinct, {figures['reused_outputs']:,} reused "
            f"(at most {figures['most_reused']} times), {figures['near_duplicate_outputs']:,} with a near duplicate",
        ]
    lines += ["", RULE, "VALIDATION SUMMARY", RULE, *_totals(report), ""]
    for verdict in report.verdicts:
        lines.append(f"{_mark(verdict.passed)} {verdict.rule}: {verdict.detail}")
        if not verdict.passed:
            lines += [f"    {name}" for name in verdict.samples]
            lines += [f"    → {verdict.fix}"] if verdict.fix else []
    lines += ["", "Diversity (normalised entropy):", *_diversity(report), ""]
    if report.passed:
        done = "✅ ALL VALIDATIONS PASSED!"
        if settings.scale != 1 or report.missing:
            done = (
                "✅ All validations passed for this "
                + ("scaled" if settings.scale != 1 else "partial")
                + " run."
            )
        lines.append(done)
    else:
        lines.append(
            f"❌ {len(report.failures)} VALIDATIONS FAILED: {', '.join(v.rule for v in report.failures)}"
        )
    return "\n".join([*lines, RULE])


def _totals(report: Report) -> list[str]:
    samples = sum(f["samples"] for f in report.files.values())
    total = sum(f["tokens"] for f in report.files.values())
    target = sum(d.target for d in report.datasets.values()) + report.eval_target
    low, high = report.settings.total_tokens
    average = total / max(1, samples)
    complete = not report.missing
    fits = _mark(low <= total <= high) if complete else "(not judged)"
    usual = (
        _mark(catalog.AVERAGE_TOKENS[0] <= average <= catalog.AVERAGE_TOKENS[1])
        if complete
        else "(not judged)"
    )
    middle = (low + high) / 2
    goal = f"~{middle / 1e6:.0f}M" if middle >= 1e6 else f"~{middle:,.0f}"
    return [
        f"Total Samples: {samples:,} (target: {target:,}) {_mark(samples == target)}",
        f"Total Tokens: {total:,} (target: {goal}) {fits}",
        f"Average Tokens/Sample: {average:.0f} (target: ~540) {usual}",
    ]


def _diversity(report: Report) -> list[str]:
    lines = []
    for name, figures in report.files.items():
        spread = figures["diversity"]
        parts = [
            f"{k} {v['entropy']:.2f} over {v['distinct']}"
            for k, v in spread.items()
            if isinstance(v, dict)
        ]
        if spread.get("empty_quarters"):
            parts.append(f"empty: {', '.join(spread['empty_quarters'])}")
        lines.append(f"  {name}: {'; '.join(parts)}")
    return lines


def _mark(good: bool) -> str:
    return "✓" if good else "✗"
