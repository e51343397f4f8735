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
from studio.validation.evidence import verdict
from studio.validation.runner import OnRule, Report

from . import files, judging
from .forms import Form, MalformedError, Texts

FOLDER = "imported"
TOLERATED = frozenset({"filled", "fences", "length", "distinct"})
"""Checks that `--allow-weak` lets fail. Secrets, people, control tokens, leaks and lost edits never
may.
"""


@dataclass
class GivenBack:
    """The outcome of an export."""

    report: Report = field(init=False)
    written: list[Path] = field(default_factory=list)
    kept: int = 0
    edited: int = 0
    left_out: int = 0
    """Samples that are rejected or flagged."""


def imported(staging: Staging) -> list[str]:
    """The imported datasets; a workspace that has any holds no generated ones."""
    return originals.datasets(staging.db)


def judge(staging: Staging, settings: Settings, on_rule: OnRule | None = None) -> Report:
    """Validates by the general profile what an export would hold, and records the report."""
    return _prepared(staging, settings, on_rule)[0].report


def export(
    staging: Staging,
    folder: Path,
    settings: Settings,
    allow_weak: bool = False,
    on_rule: OnRule | None = None,
) -> GivenBack:
    """Validates, and writes the files below `folder`; writes nothing where a check fails, but for
    those `TOLERATED` with `allow_weak`. What is judged and written is one state of the store.

    Raises StudioError where a file cannot be written.
    """
    done, contents = _prepared(staging, settings, on_rule)
    failed = {each.rule for each in done.report.failures}
    if failed - (TOLERATED if allow_weak else frozenset()):
        return done
    for file, content in contents.items():
        path = folder / file
        try:
            write_atomic(path, [content])
        except OSError as error:
            raise StudioError(f"cannot write {path} ({error.strerror or error})") from error
        done.written.append(path)
    return done


def _prepared(
    staging: Staging, settings: Settings, on_rule: OnRule | None
) -> tuple[GivenBack, dict[str, bytes]]:
    """The judgement, recorded, and the content of each file by its path."""
    counts = GivenBack()
    lost: list[str] = []
    contents: dict[str, bytes] = {}
    back: dict[str, dict[str, Any]] = {}
    spoken: dict[str, judging.Conversations] = {}
    with staging.reading() as db:
        samples = originals.samples(db)
        for name in originals.datasets(db):
            for file, rows in _records(db, name, counts, lost, back, spoken).items():
                path = f"{name}/{file}"
                contents[path] = files.written(Path(file), *map(list, zip(*rows, strict=True)))
        counts.left_out = originals.left_out(db)
    counts.report = judging.judge(samples, settings, on_rule, back, spoken)
    counts.report.verdicts.append(
        verdict(
            "edits",
            lost,
            "every edit fits the form of its record",
            "{n} edits do not fit the form of their record",
            "give the input its marks back ([role] lines)",
        )
    )
    staging.add_validation(counts.report.passed, counts.report.as_json())
    return counts, contents


def _records(
    db: Database,
    name: str,
    counts: GivenBack,
    lost: list[str],
    back: dict[str, dict[str, Any]],
    spoken: dict[str, judging.Conversations],
) -> dict[str, list[tuple[dict[str, Any], str]]]:
    """By file the records of a dataset with the texts that their samples have now, each with its
    own line where nothing changed. An edit that does not fit is named in `lost`; `back` is told the
    records by their samples, and `spoken` the conversations that they are.
    """
    found: dict[str, list[tuple[dict[str, Any], str]]] = defaultdict(list)
    for original, texts in originals.exported(db, name):
        record = new = original.record
        form = Form(**original.form)
        try:
            new = form.put(record, Texts(*texts))
        except MalformedError as error:
            lost.append(f"{original.sample}: {error} ({original.file}:{original.number})")
        counts.edited += new != record
        counts.kept += 1
        back[original.sample] = new
        spoken[original.sample] = form.conversations(new)
        found[original.file].append((new, original.text if new == record else ""))
    return found


def render(done: GivenBack) -> str:
    """The outcome in a few lines, below the report."""
    if not done.written:
        return (
            "✗ Nothing written. Edit or flag what the checks name; --allow-weak accepts failures "
            f"of {', '.join(sorted(TOLERATED))}."
        )
    lines = [f"✓ Wrote {path}" for path in done.written]
    lines.append(
        f"{done.kept:,} records, {done.edited:,} edited; {done.left_out:,} rejected or flagged "
        "ones left out"
    )
    return "\n".join(lines)
