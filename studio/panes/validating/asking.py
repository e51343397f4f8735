"""What is asked before an export: which files, and what becomes of those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generators import catalog
from studio.export import publish
from studio.figures.datasets import Row

UNTOUCHED = "If a check fails, nothing is written and existing files stay as they are."


def imported(folder: Path) -> str:
    """The question where the samples were imported."""
    return (
        f"Below {folder / 'imported'}, each file in its own form, without what is flagged"
        " or rejected.\nIf a check fails, nothing is written."
    )


def generated(folder: Path, rows: Sequence[Row], short: bool) -> str:
    """The question where the samples were generated: `rows` are the datasets, `short` whether
    short counts are accepted.
    """
    staged = [row.name for row in rows if row.staged]
    missing = [row.name for row in rows if not row.staged]
    names = [*(f"{each}.jsonl" for each in [*staged, catalog.EVAL]), *publish.COMPANIONS]
    there = [each for each in names if (folder / each).exists()]
    flagged = sum(row.flagged for row in rows)
    stops_nothing = ["Flagged samples"] * bool(flagged)
    stops_nothing += ["short counts", "missing datasets"] * short
    lines = [f"To {folder}, {len(names)} files: {', '.join(names)}."]
    if missing:
        stops = "" if short else ", which stops the export; X goes on without"
        lines.append(f"Nothing is staged of {', '.join(missing)}{stops}.")
    lines.append(
        f"{len(there)} of these files exist and will be replaced."
        if there
        else "None of these files exists yet."
    )
    if flagged:
        samples = "flagged sample is" if flagged == 1 else "flagged samples are"
        them = "it" if flagged == 1 else "them"
        lines.append(f"{flagged:,} {samples} written too; R in Review (3) replaces {them}.")
    if stops_nothing:
        *first, last = stops_nothing
        said = f"{', '.join(first)} and {last}" if first else last
        lines.append(
            f"{said[0].upper()}{said[1:]} stop nothing; the dataset card and the manifest say so."
        )
    lines.append(UNTOUCHED.replace("a check", "another check") if stops_nothing else UNTOUCHED)
    return "\n".join(lines)
