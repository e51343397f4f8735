"""What is staged, as the rows of the Generate pane."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generators import catalog, registry
from generators.settings import Settings
from studio.store import originals
from studio.store.staging import Staging
from studio.store.terms import EXPORTED


@dataclass(frozen=True)
class Row:
    """One dataset, or the evaluation samples of all."""

    name: str
    target: int
    staged: int
    """How many samples an export would hold; `tokens` is of these."""
    tokens: int
    flagged: int
    when: str
    """When the run that made it was finished, to the minute; empty where none did."""

    @property
    def missing(self) -> int:
        return max(0, self.target - self.staged)

    @property
    def average(self) -> float:
        return self.tokens / self.staged if self.staged else 0.0


def rows(staging: Staging | None, settings: Settings) -> list[Row]:
    """The datasets in the registry's order, or the imported ones, then the evaluation samples.
    Targets are those of the settings; an imported dataset has what was imported.
    """
    counts = staging.counts() if staging else []
    finished = staging.finished() if staging else {}
    times = {name: when[:16].replace("T", " ") for name, when in finished.items()}
    found = []
    imported = imported_names(staging)
    for name in [*(imported or registry.names()), catalog.EVAL]:
        mine = [row for row in of(counts, name) if row["state"] in EXPORTED]
        staged = sum(row["samples"] for row in mine)
        target = staged if imported else target_of(settings, name)
        flagged = sum(row["samples"] for row in mine if row["state"] == "flagged")
        when = max(times.values(), default="") if name == catalog.EVAL else times.get(name, "")
        found.append(
            Row(
                name,
                target,
                staged,
                sum(row["tokens"] for row in mine),
                flagged,
                when if staged else "",
            )
        )
    return found


def of(counts: Iterable[Mapping[str, Any]], name: str) -> list[Mapping[str, Any]]:
    """Those rows of `Staging.counts` that are of a dataset's training samples, or of evaluation."""
    if name == catalog.EVAL:
        return [row for row in counts if row["split"] == "eval"]
    return [row for row in counts if (row["dataset"], row["split"]) == (name, "train")]


IMPORTED_ONCE = "What was imported cannot be generated here"
LEFT_OUT = "an export leaves out what is flagged"
"""What a flag means for imported samples."""


def imported_names(staging: Staging | None) -> list[str]:
    """The staged datasets that were not generated; where there are any, all of them are."""
    return originals.datasets(staging.db) if staging else []


def target_of(settings: Settings, name: str) -> int:
    """How many samples a generated dataset, or evaluation, should have."""
    if name != catalog.EVAL:
        return settings.dataset(name).target
    total, added = settings.eval_target, registry.added().values()
    return total + sum(catalog.on_top(entry.dataset, total) for entry in added)


def barren(report: Mapping[str, Any]) -> dict[str, str]:
    """The datasets of a run to which the store gives nothing, each with the reason."""
    given = report.get("material", {})
    return {name: each["reason"] for name, each in given.items() if each["gives"] == "nothing"}


def last_report(staging: Staging | None) -> str:
    """The last finished run in a few lines; empty where there was none."""
    run = staging.last_run() if staging else None
    if run is None:
        return ""
    settings, report = run["settings"], run["report"]
    lines = [
        f"Last run {run['finished'][:16].replace('T', ' ')}, "
        f"seed {settings['seed']}, scale {settings['scale']:g}"
    ]
    for name, entry in report.get("datasets", {}).items():
        rejected = (
            ", ".join(
                f"{reason.replace('_', ' ')} {count:,}"
                for reason, count in entry["left_out"].items()
            )
            or "nothing"
        )
        held = report.get("evaluation", {}).get(name, 0)
        taken = (
            f"{entry['samples']:,} of {entry['fit']:,} fit candidates, {held:,} more for evaluation"
        )
        lines.append(f"  {name}: {taken}; left out: {rejected}")
    lines += [
        f"  {name}: nothing comes of the store: {why}" for name, why in barren(report).items()
    ]
    for short in report.get("shortfalls", []):
        lines.append(
            f"  short: {short['dataset']}/{short['category']} {short['missing']:,} missing"
        )
    return "\n".join(lines)
