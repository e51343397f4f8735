"""What `web4-studio status` says of the staging store, as text and as a JSON document."""

from __future__ import annotations

from typing import Any

from generators import catalog, registry
from generators.settings import Settings
from studio.store.staging import Staging
from studio.store.terms import EXPORTED
from studio.workspace import Workspace

from .datasets import barren, imported_names, target_of


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
        rows, run = staging.counts(), staging.last_run()
        imported = imported_names(staging)
    settings = Settings.model_validate(run["settings"]) if run else workspace.settings()
    datasets: dict[str, Any] = {}
    for name in [*(imported or registry.names()), catalog.EVAL]:
        mine = [
            r
            for r in rows
            if (r["split"] == "eval" if name == catalog.EVAL else _is_training(r, name))
        ]
        if not mine:
            continue
        states: dict[str, int] = {}
        for row in mine:
            states[row["state"]] = states.get(row["state"], 0) + row["samples"]
        held = sum(count for state, count in states.items() if state in EXPORTED)
        target = held if imported else target_of(settings, name)
        datasets[name] = {
            "target": target,
            "states": states,
            "tokens": sum(row["tokens"] for row in mine),
        }
    finished = (
        {"finished": run["finished"], "scale": settings.scale, "seed": settings.seed}
        if run
        else None
    )
    return {
        "workspace": str(workspace.root),
        "store": workspace.has_store,
        "datasets": datasets,
        "run": finished,
        "nothing": barren(run["report"]) if run else {},
    }


def render(figures: dict[str, Any]) -> str:
    """The staged datasets as a table, or the next step when there are none."""
    if not figures["datasets"]:
        step = (
            "`web4-studio generate`"
            if figures["store"]
            else "`web4-studio index REPO` or `web4-studio demo`"
        )
        return f"Nothing is staged in {figures['workspace']}. Next: run {step}"
    lines = [f"{'dataset':<24}{'target':>8}{'staged':>8}{'tokens':>13}  states"]
    for name, entry in figures["datasets"].items():
        staged = sum(
            count
            for state, count in entry["states"].items()
            if state not in ("replaced", "rejected")
        )
        states = ", ".join(f"{count} {state}" for state, count in sorted(entry["states"].items()))
        lines.append(f"{name:<24}{entry['target']:>8}{staged:>8}{entry['tokens']:>13,}  {states}")
    lines += [
        f"{name}: nothing comes of the store: {why}" for name, why in figures["nothing"].items()
    ]
    run = figures["run"]
    if run:
        scaled = f", SCALED {run['scale']:g}" if run["scale"] != 1 else ""
        lines.append(f"Last run: {run['finished']}, seed {run['seed']}{scaled}")
    return "\n".join(lines)


def _is_training(row: dict[str, Any], name: str) -> bool:
    return bool(row["split"] == "train" and row["dataset"] == name)
