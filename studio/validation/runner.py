"""The final validation (requirement 3.2 and beyond). It reads exported files, and shares no
judgement with generation but the worth tests, which the design keeps in one room.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generators import catalog, reading
from generators.catalog import Dataset
from generators.settings import Settings

from . import file_figures, jsonl, rules
from .evidence import Evidence, Verdict
from .expectation import Manifest, eval_quotas
from .loading import Loading
from .scanning import Scanning
from .store_view import StoreView

LINE = "=" * 60
WEB4, GENERAL = "web4", "general"
"""Profiles: of the datasets made here, and of any other."""
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
    notes: list[str] = field(default_factory=list)
    """What a reader should know besides: changes since the samples were made, faults allowed."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took, by its name, in order."""
    profile: str = WEB4

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
            "profile": self.profile,
            "complete": not self.missing,
            "scale": self.settings.scale,
            "missing_datasets": self.missing,
            "notes": self.notes,
            "checks": [asdict(each) | {"judged": each.judged} for each in self.verdicts],
            "files": self.files,
        }


def validate(
    folder: Path,
    settings: Settings,
    datasets: Sequence[Dataset],
    store: StoreView | None = None,
    on_rule: OnRule | None = None,
    manifest: Manifest | None = None,
) -> Report:
    """Validates the datasets' files and `eval.jsonl` in a folder. Never raises for what is wrong
    with the files. `manifest` is what the folder states of itself, where it is an export.
    """
    expected = {dataset.name: dataset for dataset in datasets}
    total = len(rules.RULES) + 2
    seconds: dict[str, float] = {}

    def step(name: str) -> Callable[[str], None]:
        """Tells that the next step begins; what it returns tells the file that the step is at."""
        done = len(seconds)
        seconds[name] = time.perf_counter()
        tell = on_rule or (lambda *_: None)
        tell(name, done, total)
        return lambda file: tell(f"{name}: {file}", done, total)

    files = []
    on_file = step("reading")
    for name in [*expected, catalog.EVAL]:
        on_file(f"{name}.jsonl")
        files.append(jsonl.read_file(folder / f"{name}.jsonl", name, settings.limits))
    stated = manifest or Manifest()
    evidence = Evidence(
        files, expected, settings, store, eval_quotas(datasets, settings.eval_target),
        stated.stated, stated.fault, _copies(folder, stated),
        _scanning(files), _loading(folder, files, settings),
    )  # fmt: skip
    verdicts: list[Verdict] = []
    try:
        for rule in rules.RULES:
            evidence.on_file = step(rule.__name__)
            verdicts.append(rule(evidence))
        evidence.on_file = step("figures")
        figures = file_figures.distribution(evidence)
    finally:
        for process in (evidence.scanning, evidence.loading):
            if process:
                process.close()
    starts = [*seconds.values(), time.perf_counter()]
    took = {name: after - at for name, at, after in zip(seconds, starts, starts[1:], strict=False)}
    missing = [name for name in catalog.DATASETS if name not in expected]
    return Report(verdicts, figures, settings, expected, evidence.eval_target, missing, [], took)


def _copies(folder: Path, manifest: Manifest) -> dict[str, str]:
    """SHA-256 of the copies in other forms that the manifest names, within the folder."""
    found = {}
    for name in manifest.stated.get("files", {}):
        path = folder / name
        required = name.endswith(".jsonl") and len(Path(name).parts) == 1
        if required or ".." in path.parts or Path(name).is_absolute():
            continue
        with suppress(OSError):
            content = reading.read(path, jsonl.LARGEST_FILE)
            found[name] = hashlib.sha256(content).hexdigest()
        found.setdefault(name, "")
    return found


def _scanning(files: Sequence[jsonl.File]) -> Scanning:
    return Scanning.of(sample for file in files for sample in file.samples)


def _loading(folder: Path, files: Sequence[jsonl.File], settings: Settings) -> Loading | None:
    """The second process; None where an earlier rule names a fault of bytes, fields or types that
    a loader would only repeat.
    """
    there = [file for file in files if file.exists]
    if any(file.faults or len(file.samples) != len(file.lines) for file in there):
        return None
    told = Evidence(there, {}, settings)
    if not there or not rules.metadata.schema(told).passed:
        return None
    return Loading(folder, [(file.name, len(file.samples)) for file in there], settings.seed)


def render(report: Report) -> str:
    """The report as the requirement prints it, then the further checks and the verdict."""
    settings = report.settings
    lines = [LINE, "Validating All Samples", LINE]
    if settings.scale != 1:
        lines += [f"⚠️  SCALED RUN: every target times {settings.scale:g}. Not a full dataset."]
    if report.missing:
        lines += [f"⚠️  PARTIAL: without {', '.join(report.missing)}. Not a full dataset."]
    lines += [f"⚠️  NOTE: {note}." for note in report.notes]
    lines += _files(report) if report.profile == WEB4 else _found(report)
    totals = _totals(report) if report.profile == WEB4 else []
    lines += ["", LINE, "VALIDATION SUMMARY", LINE, *totals, ""]
    for verdict in report.verdicts:
        lines.append(f"{_mark(verdict.passed, verdict.judged)} {verdict.rule}: {verdict.detail}")
        if not verdict.passed:
            lines += [f"    {name}" for name in verdict.samples]
            lines += [f"    → {verdict.fix}"] if verdict.fix else []
    lines += ["", "Without weakness:", *_worth(report)]
    if report.profile == WEB4:
        lines += ["", "Diversity (normalised entropy):", *_diversity(report)]
    lines.append("")
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
        failed = ", ".join(verdict.rule for verdict in report.failures)
        lines.append(f"❌ {len(report.failures)} VALIDATIONS FAILED: {failed}")
    return "\n".join([*lines, LINE])


def _files(report: Report) -> list[str]:
    """What each file holds beside what it should."""
    lines = []
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
            f"  {_mark(not faulty)} Schema: {'; '.join(faulty) or 'All samples valid'}",
            f"  ✓ Tokens: {figures['tokens']:,} total, {figures['average']:.0f} avg/sample",
            _outputs(figures),
        ]
    return lines


def _found(report: Report) -> list[str]:
    """What each dataset of any kind holds, and the evaluation samples of all."""
    lines = []
    for name, figures in report.files.items():
        lines += [
            "",
            f"--- {name} ---",
            f"    Samples: {figures['samples']:,}",
            f"    Tokens: {figures['tokens']:,} total, {figures['average']:.0f} avg/sample",
            _outputs(figures),
        ]
    return lines


def _outputs(figures: dict[str, Any]) -> str:
    return (
        f"    Outputs: {figures['distinct_outputs']:,} distinct, "
        f"{figures['reused_outputs']:,} reused (at most {figures['most_reused']} times), "
        f"{figures['near_duplicate_outputs']:,} with a near duplicate"
    )


def _totals(report: Report) -> list[str]:
    samples = sum(f["samples"] for f in report.files.values())
    total = sum(f["tokens"] for f in report.files.values())
    target = sum(d.target for d in report.datasets.values()) + report.eval_target
    low, high = report.settings.total_tokens(report.datasets)
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
        f"Average Tokens/Sample: {average:.0f} (target: ~{catalog.AVERAGE_TARGET}) {usual}",
    ]


def _worth(report: Report) -> list[str]:
    """Per dataset the share of samples without weakness, by category, and how often each code."""
    lines = []
    for name, figures in report.files.items():
        good = figures["without_weakness"]
        parts = [f"{category} {share:.0%}" for category, share in good["categories"].items()]
        codes = [f"{code} {count:,}" for code, count in figures["weaknesses"].items()]
        line = f"  {name}: {good['share']:.0%} ({', '.join(parts)})"
        lines.append(line + (f"; {', '.join(codes)}" if codes else ""))
    return lines


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


def _mark(good: bool, judged: bool = True) -> str:
    return ("✓" if judged else "–") if good else "✗"
