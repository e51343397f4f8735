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
    lines = [f"To {folder}, {len(names)} files: {', '.join(names)}."]
    if missing:
        lines.append(f"Nothing is staged of {', '.join(missing)}.")
    lines.append(
        f"{len(there)} of these files exist and will be replaced."
        if there
        else "None of these files exists yet."
    )
    if flagged:
        lines.append(
            f"{flagged:,} flagged samples are included, as the card will say; R in Review (3)"
            " replaces them."
        )
    lines.append(
        "Short counts and missing datasets stop nothing; the dataset card and the manifest say so."
        " If another check fails, nothing is written."
        if short
        else UNTOUCHED
    )
    return "\n".join(lines)
