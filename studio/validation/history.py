"""Past validations: their checks, and what changed between two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.store import lineage, listing
from studio.store.database import Database

from .evidence import NOT_JUDGED

NAMES = re.compile(r"[\w.:-]+")


@dataclass(frozen=True)
class Check:
    """One rule of a validation as recorded."""

    rule: str
    passed: bool
    detail: str
    samples: tuple[str, ...]
    fix: str
    offenders: tuple[str, ...] = ()
    judged: bool = True

    @property
    def mark(self) -> tuple[str, str]:
        """The sign in front of it, and its colour."""
        if not self.passed:
            return "✗", "bold $text-error"
        return ("✓", "$text-success") if self.judged else ("–", "$text-muted")


def checks(report: dict[str, Any]) -> list[Check]:
    """The checks of a recorded report, failures first."""
    found = [
        Check(
            each["rule"],
            each["passed"],
            each["detail"],
            tuple(each["samples"]),
            # Reports of earlier versions call it `mend`.
            each.get("fix", each.get("mend", "")),
            tuple(each.get("offenders") or each["samples"]),
            # Reports of earlier versions do not say it.
            each.get("judged", not each["detail"].startswith(NOT_JUDGED)),
        )
        for each in report.get("checks", [])
    ]
    return sorted(found, key=lambda check: check.passed)


def changes(newer: dict[str, Any], older: dict[str, Any]) -> list[str]:
    """What is different in the newer report, one line each; empty where nothing is."""
    before = {each["rule"]: each for each in older.get("checks", [])}
    lines = []
    for each in newer.get("checks", []):
        was = before.get(each["rule"])
        if was is None:
            lines.append(f"{each['rule']} is new")
        elif each["passed"] != was["passed"]:
            now = "passes now" if each["passed"] else "fails now"
            lines.append(f"{each['rule']} {now}: {each['detail']}")
        elif not each["passed"] and each["detail"] != was["detail"]:
            lines.append(f"{each['rule']}: {was['detail']} → {each['detail']}")
    for name in sorted({*newer.get("files", {}), *older.get("files", {})}):
        now, then = newer.get("files", {}).get(name), older.get("files", {}).get(name)
        if not now or not then:
            lines.append(f"{name} {'is new' if now else 'is gone'}")
            continue
        for key in ("samples", "tokens", "distinct_outputs", "near_duplicate_outputs"):
            if now.get(key) != then.get(key):
                lines.append(
                    f"{name} {key.replace('_', ' ')}: {then.get(key):,} → {now.get(key):,}"
                )
    return lines


def since(db: Database, at: str) -> str:
    """What has happened to the samples since a moment, in a few words; empty where nothing has."""
    generated, changed = lineage.changes_since(db, at)
    if generated:
        return "samples were generated"
    return f"{changed:,} sample{'s' * (changed != 1)} changed" if changed else ""


def samples_of(db: Database, check: Check) -> str:
    """The Browse filter of the samples a check names; empty where it names none, or those of
    datasets without any.
    """
    if check.rule == "flagged":
        return "" if check.passed else "state:flagged"
    # `style_core.jsonl:12 ID: what is wrong`, or the id alone.
    words = list(
        dict.fromkeys(word.rstrip(".:") for line in check.samples for word in NAMES.findall(line))
    )
    if there := listing.known(db, words):
        return "id:" + "|".join(there)
    return "" if check.rule == "datasets" else _dataset_of(check.samples)


def offenders(db: Database, check: Check) -> list[str]:
    """Ids of all samples that a check found at fault: the first word of each line, where it is a
    sample's id.
    """
    words = list(dict.fromkeys(line.split(" ")[0].rstrip(":") for line in check.offenders if line))
    return listing.known(db, words)


def _dataset_of(names: Sequence[str]) -> str:
    """Where a check names files or categories, the dataset they belong to."""
    from generators import catalog, registry

    for name in names:
        dataset, _, category = name.split(" ")[0].partition("/")
        dataset = dataset.partition(".jsonl")[0]
        if dataset in registry.names():
            return f"dataset:{dataset} split:train" + (f" category:{category}" if category else "")
        if dataset == catalog.EVAL:
            return "split:eval"
    return ""
