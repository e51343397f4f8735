"""Writes the dataset: files, card and manifest in one step, or nothing at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from generators import catalog
from generators.settings import Settings
from studio.curation import results
from studio.errors import StudioError
from studio.store.staging import Staging
from studio.validation import expectation, runner
from studio.validation.runner import OnRule, Report
from studio.validation.store_view import StoreView

from . import card, manifest, parquet, publish, release

# What `allow_shortfall` tolerates: counts, and what follows from them.
SHORTFALL_RULES = frozenset(
    {"datasets", "count", "categories", "tokens", "average", "eval_shares", "files"}
)
FORMATS = ("parquet",)


@dataclass(frozen=True)
class Allowed:
    """Faults that the user accepts; report, card and manifest name them all the same."""

    shortfall: bool = False
    flagged: bool = False
    weak: bool = False

    def accepts(self, report: Report) -> bool:
        """Whether nothing else is wrong."""
        tolerated = (SHORTFALL_RULES if self.shortfall else frozenset()) | (
            {"worth"} if self.weak else frozenset()
        )
        return {verdict.rule for verdict in report.failures} <= tolerated


NOTHING_ALLOWED = Allowed()


@dataclass(frozen=True)
class Outcome:
    """The result of an export: its validation, and the files written (none if it was refused)."""

    report: Report
    written: tuple[Path, ...]


def export(
    staging: Staging,
    folder: Path,
    asked: Settings,
    store: StoreView | None = None,
    allowed: Allowed = NOTHING_ALLOWED,
    formats: Sequence[str] = (),
    on_rule: OnRule | None = None,
) -> Outcome:
    """Validates what is staged and writes it to `folder`; a failed validation leaves the folder
    unchanged.

    `asked` are the settings of whoever exports: samples made at another scale are refused. Raises
    StudioError when nothing is staged, a format is unknown, or the folder cannot be written.
    """
    for each in formats:
        if each not in FORMATS:
            raise StudioError(f"unknown format {each!r}; choose from {', '.join(FORMATS)}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Inside the target, so that the renames at the end stay within one file system.
        with tempfile.TemporaryDirectory(prefix=".export-", dir=folder) as temporary:
            draft = Path(temporary)
            report = judge(staging, draft, asked, store, allowed.flagged, on_rule)
            if not allowed.accepts(report):
                return Outcome(report, ())
            _accompany(draft, report, staging, formats)
            stale = [f"{name}.jsonl" for name in [*catalog.DATASETS, catalog.EVAL]]
            written = publish.publish(draft, folder, [*stale, parquet.FOLDER])
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StudioError(
            f"cannot write to {folder} ({why}); free up space or choose another folder"
        ) from error
    return Outcome(report, tuple(written))


def judge(
    staging: Staging,
    draft: Path,
    asked: Settings,
    store: StoreView | None,
    allow_flagged: bool = False,
    on_rule: OnRule | None = None,
) -> Report:
    """Writes the JSONL files into a draft folder, validates them, and records the report.

    Raises StudioError when nothing is staged.
    """
    run = require_run(staging)
    settings = Settings.model_validate(run["settings"])
    planned = run["report"].get("planned", {})
    names = [name for name in catalog.DATASETS if name in planned]
    write_files(staging, draft, names)
    datasets = expectation.expected(settings, names, planned)
    report = runner.validate(draft, settings, datasets, store, on_rule)
    report.verdicts += release.verdicts(report, asked)
    verdict = release.flagged(staging.flagged(), allow_flagged)
    report.verdicts.append(verdict)
    if verdict.passed and verdict.samples:
        report.notes.append(verdict.detail)
    report.notes += release.notes(run, asked, store.fingerprint if store else "")
    staging.add_validation(report.passed, report.as_json())
    return report


def require_run(staging: Staging) -> dict[str, Any]:
    """The newest finished run. Raises StudioError where there is none."""
    run = staging.last_run()
    if run is None:
        raise StudioError(
            f"nothing is staged in {staging.path.parent}: run `web4-studio generate` first"
        )
    return run


def write_files(staging: Staging, folder: Path, names: Sequence[str]) -> None:
    """The JSONL files of the named datasets and `eval.jsonl`, each synced to disk, and the head of
    their card, so that they can be loaded by it.
    """
    (folder / "README.md").write_text(card.head(names), "utf-8")
    for name in [*names, catalog.EVAL]:
        with (folder / f"{name}.jsonl").open("wb") as file:
            for sample in staging.export_rows(name):
                file.write(orjson.dumps(sample.exported(), option=orjson.OPT_APPEND_NEWLINE))
            file.flush()
            os.fsync(file.fileno())


def _accompany(draft: Path, report: Report, staging: Staging, formats: Sequence[str]) -> None:
    """Other formats, manifest, card and the validation's report."""
    if "parquet" in formats:
        for name in [*report.datasets, catalog.EVAL]:
            parquet.write(draft / parquet.PATH.format(name), staging.export_rows(name))
    run = require_run(staging)
    texts = {
        "manifest.json": _json(manifest.manifest(draft, report, run, staging)),
        "README.md": card.card(report, results.summary(staging.db), "parquet" in formats),
        "validation.json": _json(report.as_json()),
        "validation.txt": runner.render(report) + "\n",
    }
    for name, text in texts.items():
        (draft / name).write_text(text, "utf-8")


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
