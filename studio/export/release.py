"""What must hold before a dataset is released, beyond what its files show."""

from __future__ import annotations

from typing import Any

from generators.settings import Settings
from studio.validation.evidence import Verdict
from studio.validation.runner import Report

# Settings that say how to run or to look, and change no sample.
IRRELEVANT = frozenset({"keys", "scale", "seed", "min_worth"})


def verdicts(report: Report, asked: Settings) -> list[Verdict]:
    """Whether all datasets are there, at the scale that was asked for."""
    return [_datasets(report), _scale(report.settings.scale, asked.scale)]


def notes(run: dict[str, Any], asked: Settings, corpus: str) -> list[str]:
    """What has changed since the samples were made. `corpus` is the store's fingerprint now, empty
    where there is no store at hand.
    """
    found = []
    made = Settings.model_validate(run["settings"])
    before, now = made.model_dump(), asked.model_dump()
    changed = sorted(key for key in now if key not in IRRELEVANT and now[key] != before[key])
    if changed:
        found.append(
            f"settings have changed since the samples were generated: {', '.join(changed)}"
        )
    if corpus and run["corpus"] and run["corpus"] != corpus:
        found.append("the store has changed since the samples were generated")
    return found


def _datasets(report: Report) -> Verdict:
    if not report.missing:
        return Verdict("datasets", True, f"{len(report.datasets)} datasets take part")
    detail = f"{len(report.missing)} datasets are missing: {', '.join(report.missing)}"
    return Verdict("datasets", False, detail, tuple(report.missing), "generate them")


def _scale(made: float, asked: float) -> Verdict:
    if made == asked:
        return Verdict("scale", True, f"made at scale {made:g}, as asked for")
    detail = f"made at scale {made:g}, asked for scale {asked:g}"
    fix = f"generate again at scale {asked:g}, or set scale = {made:g} (--scale)"
    return Verdict("scale", False, detail, (), fix)


def flagged(count: int, allowed: bool) -> Verdict:
    """Whether nothing is flagged, or that was allowed."""
    if not count:
        return Verdict("flagged", True, "no flagged sample")
    some = f"{count:,} flagged sample{'s' * (count != 1)}"
    if allowed:
        return Verdict("flagged", True, f"{some}, allowed by --allow-flagged", (some,))
    return Verdict("flagged", False, f"{some} still in the dataset", (), "regenerate them")
