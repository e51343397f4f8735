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
from .evidence import NOT_JUDGED, Evidence, Verdict
from .expectation import Manifest, eval_quotas
from .loading import Loading
from .scanning import Scanning
from .store_view import StoreView

WEB4, GENERAL = "web4", "general"
"""Profiles: of the datasets made here, and of any other."""
OF_FILES = frozenset({"files", "encoding", "manifest", "count"})
"""Rules that may fail where there is no sample."""
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
    if not any(file.samples for file in files):
        verdicts = [_unjudged(each) for each in verdicts]
    missing = [name for name in catalog.DATASETS if name not in expected]
    return Report(verdicts, figures, settings, expected, evidence.eval_target, missing, [], took)


def _unjudged(found: Verdict) -> Verdict:
    """What a rule says where there is no sample: it holds of nothing, and misses no budget."""
    if found.rule in OF_FILES and not found.passed:
        return found
    return Verdict(found.rule, True, f"{NOT_JUDGED}: no sample")


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
