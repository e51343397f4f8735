"""Giving imported datasets back: each file in its own form, with what was edited, without what was
rejected or flagged.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generators.atomic import write_atomic
from generators.settings import Settings
from studio.errors import StudioError
from studio.store import originals
from studio.store.database import Database
from studio.store.staging import Staging
from studio.validation.runner import OnRule, Report

from . import files, judging
from .forms import Form, MalformedError, Texts

FOLDER = "imported"


@dataclass
class GivenBack:
    """The outcome of an export."""

    report: Report
    written: list[Path] = field(default_factory=list)
    kept: int = 0
    edited: int = 0
    left_out: int = 0
    """Samples that are rejected or flagged."""
    unwritable: list[str] = field(default_factory=list)
    """Edits that no longer fit the record's form; their records are written as they were read."""


def imported(staging: Staging) -> list[str]:
    """The imported datasets; a workspace that has any holds no generated ones."""
    return originals.datasets(staging.db)


def judge(staging: Staging, settings: Settings, on_rule: OnRule | None = None) -> Report:
    """Validates by the general profile what an export would hold, and records the report."""
    with staging.reading() as db:
        samples = originals.samples(db)
    report = judging.judge(samples, settings, on_rule)
    staging.add_validation(report.passed, report.as_json())
    return report


def export(
    staging: Staging,
    folder: Path,
    settings: Settings,
    allow_faults: bool = False,
    on_rule: OnRule | None = None,
) -> GivenBack:
    """Validates, and writes the files below `folder`; writes nothing where a check fails, unless
    that is allowed. Raises StudioError where a file cannot be written.
    """
    done = GivenBack(judge(staging, settings, on_rule))
    if not done.report.passed and not allow_faults:
        return done
    with staging.reading() as db:
        for name in imported(staging):
            _give_back(db, name, folder / name, done)
        done.left_out = originals.left_out(db)
    return done


def _give_back(db: Database, name: str, folder: Path, done: GivenBack) -> None:
    records: dict[str, list[tuple[dict[str, Any], str]]] = defaultdict(list)
    for original, texts in originals.exported(db, name):
        form, record = Form(**original.form), original.record
        try:
            new = form.put(record, Texts(*texts))
        except MalformedError as error:
            done.unwritable.append(f"{name} {original.file}:{original.number}: {error}")
            new = record
        done.edited += new != record
        done.kept += 1
        records[original.file].append((new, original.text if new == record else ""))
    for file, rows in records.items():
        path = folder / file
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, [files.written(path, *map(list, zip(*rows, strict=True)))])
        except OSError as error:
            raise StudioError(f"cannot write {path} ({error.strerror or error})") from error
        done.written.append(path)


def render(done: GivenBack) -> str:
    """The outcome in a few lines, below the report."""
    if not done.written:
        return "✗ Nothing written. --allow-weak writes although a check fails."
    lines = [f"✓ Wrote {path}" for path in done.written]
    lines.append(
        f"{done.kept:,} records, {done.edited:,} edited; {done.left_out:,} rejected or flagged "
        "ones left out"
    )
    if done.unwritable:
        lines.append(f"✗ {len(done.unwritable):,} edits do not fit their form, written as read:")
        lines += [f"    {each}" for each in done.unwritable[:20]]
    return "\n".join(lines)
