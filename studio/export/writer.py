"""Writes the dataset: files, card and manifest in one step, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generators.settings import CardSettings, Settings
from studio.errors import StudioError
from studio.store.staging import Staging
from studio.validation import expectation, printing, runner
from studio.validation.runner import OnRule, Report
from studio.validation.store_view import StoreView

from . import card, croissant, forms, manifest, publish, release
from .snapshot import Snapshot, take

# What `allow_shortfall` tolerates: counts, and what follows from them.
SHORTFALL_RULES = frozenset(
    {"datasets", "count", "categories", "tokens", "average", "eval_shares", "files"}
)
ACCEPTED = {
    "shortfall": SHORTFALL_RULES,
    "flagged": frozenset({"flagged"}),
    "weak": frozenset({"worth"}),
}
"""By the option that accepts them, `--allow-NAME`, the rules that may fail."""
DIVERSITY = "diverse_"
"""Begin of the rules that a dataset fails for want of material where its count falls short: what
accepts the one accepts the others, too.
"""
WAITING = "waiting for another process that writes into the staging store"


@dataclass(frozen=True)
class Allowed:
    """Faults that the user accepts; report, card and manifest name them all the same."""

    shortfall: bool = False
    flagged: bool = False
    weak: bool = False

    def accepts(self, report: Report) -> bool:
        """Whether nothing else is wrong."""
        given = {"shortfall": self.shortfall, "flagged": self.flagged, "weak": self.weak}
        failed = [verdict.rule for verdict in report.failures]
        accepted = _accepted(failed)
        return set(failed) <= {rule for name in given if given[name] for rule in accepted[name]}


def _accepted(failed: Sequence[str]) -> dict[str, set[str]]:
    """Of the rules that failed, those that each option accepts."""
    accepted = {name: set(failed) & rules for name, rules in ACCEPTED.items()}
    if "count" in failed:
        accepted["shortfall"] |= {rule for rule in failed if rule.startswith(DIVERSITY)}
    return accepted


NOTHING_ALLOWED = Allowed()


@dataclass(frozen=True)
class Outcome:
    """The result of an export: its validation, and the files written (none if it was refused)."""

    report: Report
    written: tuple[Path, ...]
    told: str = ""
    """What to say of imported datasets, which are not written as one dataset."""


def export(
    staging: Staging,
    folder: Path,
    asked: Settings,
    store: StoreView | None = None,
    allowed: Allowed = NOTHING_ALLOWED,
    formats: Sequence[str] = (),
    on_rule: OnRule | None = None,
) -> Outcome:
    """Validates what is staged and writes it to `folder`; a failed validation leaves the folder
    unchanged.

    `asked` are the settings of whoever exports: samples made at another scale are refused. Raises
    StudioError when nothing is staged, a format is unknown, or the folder cannot be written.
    """
    for each in formats:
        if each not in forms.FORMS:
            raise StudioError(f"unknown format {each!r}; choose from {', '.join(forms.FORMS)}")
    try:
        with _made(folder), publish.draft(folder) as new:
            snapshot = take(staging, new.path)
            report = judge(staging, snapshot, new.path, asked, store, allowed.flagged, on_rule)
            if not allowed.accepts(report):
                return Outcome(report, ())
            _accompany(new.path, report, snapshot, formats, asked.card)
            written = publish.publish(new, folder)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StudioError(
            f"cannot write to {folder} ({why}); free up space or choose another folder"
        ) from error
    return Outcome(report, tuple(written))


def render(outcome: Outcome) -> str:
    """What was written, or what would accept the checks that fail, below the report."""
    failed = [each.rule for each in outcome.report.failures]
    lines = [f"✓ Wrote {path}" for path in outcome.written]
    if outcome.written and failed:
        lines.append(f"✗ Written as allowed; still failing (exit code 1): {', '.join(failed)}")
    elif failed:
        lines.append(f"✗ Nothing written: {_way_on(failed)}.")
    return "\n".join(lines)


def _way_on(failed: Sequence[str]) -> str:
    """The options that accept all that fails, or what none accepts."""
    accepted = _accepted(failed)
    never = [rule for rule in failed if not any(rule in each for each in accepted.values())]
    if never:
        return f"no option accepts {', '.join(never)}; do what stands behind → above"
    options = [f"--allow-{name}" for name, rules in accepted.items() if rules]
    return f"{' '.join(options)} would write all the same, and report and card would say so"


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """The folder, which is gone again after the block where it was made for it and is empty."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for each in new:
            with suppress(OSError):
                each.rmdir()


def judge(
    staging: Staging,
    snapshot: Snapshot,
    draft: Path,
    asked: Settings,
    store: StoreView | None,
    allow_flagged: bool = False,
    on_rule: OnRule | None = None,
) -> Report:
    """Validates the files of a snapshot in a draft folder, and records the report."""
    run = snapshot.run
    settings = Settings.model_validate(run["settings"])
    datasets = expectation.expected(settings, snapshot.names, snapshot.planned)
    report = runner.validate(draft, settings, datasets, store, on_rule)
    report.verdicts += release.verdicts(report, asked)
    verdict = release.flagged(snapshot.flagged, allow_flagged)
    report.verdicts.append(verdict)
    if verdict.passed and verdict.samples:
        report.notes.append(verdict.detail)
    report.notes += release.notes(run, asked, store.fingerprint if store else "")
    tell = on_rule or (lambda *_: None)
    staging.add_validation(report.passed, report.as_json(), lambda: tell(WAITING, 1, 1))
    return report


def _accompany(
    draft: Path,
    report: Report,
    snapshot: Snapshot,
    formats: Sequence[str],
    stated: CardSettings,
) -> None:
    """Other formats, manifest, card, Croissant metadata and the validation's report."""
    forms.write(draft, list(report.datasets), formats)
    made = manifest.manifest(draft, report, snapshot)
    hashes = {name: made["files"][name]["sha256"] for name in map("{}.jsonl".format, report.files)}
    texts = {
        expectation.MANIFEST: _json(made),
        "README.md": card.card(report, snapshot.reviewed, formats, stated),
        "croissant.json": _json(croissant.croissant(stated, hashes)),
        expectation.COMPANION: _json(report.as_json()),
        "validation.txt": printing.render(report) + "\n",
    }
    for name, text in texts.items():
        (draft / name).write_text(text, "utf-8")


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
