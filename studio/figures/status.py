"""What `web4-studio status` says of the staging store, as text and as a JSON document."""

from __future__ import annotations

from collections import Counter
from typing import Any

from generators.settings import Settings
from generators.store.place import FIRST
from studio.store.staging import Staging
from studio.workspace import Workspace

from . import datasets


def status(workspace: Workspace) -> dict[str, Any]:
    """What is staged for each dataset; `datasets` is empty when nothing is."""
    if not workspace.staging_path.exists():
        return {
            "workspace": str(workspace.root),
            "store": workspace.has_store,
            "datasets": {},
            "run": None,
            "nothing": {},
        }
    with Staging(workspace.staging_path, create=False) as staging:
        counts, run = staging.counts(), staging.last_run()
        settings = Settings.model_validate(run["settings"]) if run else workspace.settings()
        rows = datasets.rows(staging, settings)
    staged: dict[str, Any] = {}
    for row in rows:
        states: Counter[str] = Counter()
        for each in datasets.of(counts, row.name):
            states[each["state"]] += each["samples"]
        if states:
            staged[row.name] = {
                "target": row.target,
                "staged": row.staged,
                "tokens": row.tokens,
                "states": dict(states),
            }
    finished = (
        {"finished": run["finished"], "scale": settings.scale, "seed": settings.seed}
        if run
        else None
    )
    return {
        "workspace": str(workspace.root),
        "store": workspace.has_store,
        "datasets": staged,
        "run": finished,
        "nothing": datasets.barren(run["report"]) if run else {},
    }


def render(figures: dict[str, Any]) -> str:
    """The staged datasets as a table, or the next step when there are none."""
    if not figures["datasets"]:
        step = "`web4-studio generate`" if figures["store"] else FIRST
        return f"Nothing is staged in {figures['workspace']}. Next: run {step}"
    lines = [f"{'dataset':<24}{'target':>8}{'staged':>8}{'tokens':>13}  states"]
    for name, entry in figures["datasets"].items():
        states = ", ".join(f"{count} {state}" for state, count in sorted(entry["states"].items()))
        figured = f"{entry['target']:>8}{entry['staged']:>8}{entry['tokens']:>13,}"
        lines.append(f"{name:<24}{figured}  {states}")
    lines += [
        f"{name}: nothing comes of the store: {why}" for name, why in figures["nothing"].items()
    ]
    run = figures["run"]
    if run:
        scaled = f", SCALED {run['scale']:g}" if run["scale"] != 1 else ""
        lines.append(f"Last run: {run['finished']}, seed {run['seed']}{scaled}")
    return "\n".join(lines)
