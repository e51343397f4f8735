"""One state of the staging store, as an export needs it: the JSONL files, and what card and
manifest say of the run behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from generators import catalog, registry
from studio.curation import results
from studio.errors import NothingStagedError
from studio.store.staging import Staging

from . import card


@dataclass(frozen=True)
class Snapshot:
    """What was read in one transaction; the samples of the same moment are in the draft's files."""

    run: dict[str, Any]
    """The newest finished run."""
    flagged: int
    """Samples in the files that are flagged."""
    left_out: dict[str, dict[str, int]]
    reviewed: dict[str, Any]
    """What `results.summary` returns."""

    @property
    def planned(self) -> dict[str, dict[str, int]]:
        """The targets of the categories by dataset."""
        found: dict[str, dict[str, int]] = self.run["report"].get("planned", {})
        return found

    @property
    def names(self) -> list[str]:
        """The datasets that take part, in the registry's order."""
        return [name for name in registry.names() if name in self.planned]


def take(staging: Staging, draft: Path) -> Snapshot:
    """Writes the JSONL files into the draft, and returns what belongs to them; whatever others
    write meanwhile, all of it is one state.

    Raises StudioError when nothing is staged, and OSError.
    """
    with staging.reading() as db:
        snapshot = Snapshot(
            require_run(staging), staging.flagged(), staging.rejected_counts(), results.summary(db)
        )
        _write_files(staging, draft, snapshot.names)
    return snapshot


def require_run(staging: Staging) -> dict[str, Any]:
    """The newest finished run. Raises StudioError where there is none."""
    run = staging.last_run()
    if run is None:
        raise NothingStagedError(staging.path)
    return run


def _write_files(staging: Staging, folder: Path, names: Sequence[str]) -> None:
    """The JSONL files of the named datasets and `eval.jsonl`, and the head of their card, so that
    they can be loaded by it.
    """
    held = []
    for name in [*names, catalog.EVAL]:
        path = folder / f"{name}.jsonl"
        with path.open("wb") as file:
            for sample in staging.export_rows(name):
                file.write(orjson.dumps(sample.exported(), option=orjson.OPT_APPEND_NEWLINE))
        held += [name] if path.stat().st_size else []
    (folder / "README.md").write_text(card.head(held), "utf-8")
