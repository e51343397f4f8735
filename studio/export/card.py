"""The dataset card: what a person reads first, and what `datasets.load_dataset(DIR)` follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib import resources
from typing import Any

from generators import catalog
from generators.settings import CardSettings
from generators.tokens import models
from studio.validation.loading import features
from studio.validation.runner import Report

from . import forms

END_OF_HEAD = "\n---\n"


SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
"""The Hub's classes of size, each below its number of samples."""
LARGEST = "1M<n<10M"


def card(
    report: Report,
    reviewed: dict[str, Any],
    formats: Sequence[str] = (),
    stated: CardSettings | None = None,
) -> str:
    """The card as Markdown with its YAML head. `reviewed` is what `results.summary` returns, and
    `stated` what its owner says of it.
    """
    rows = "\n".join(
        f"| {name} | {f['samples']:,} | {f['tokens']:,} | {f['average']:.0f} "
        f"| {f['distinct_outputs']:,} | {f['near_duplicate_outputs']:,} |"
        for name, f in report.files.items()
    )
    model = report.settings.model
    values = {
        "model": "Qwen2.5" if model == models.QWEN else models.shown(model),
        "title": (stated or CardSettings()).name,
        "notes": "\n\n".join(notes(report)),
        "rows": rows,
        "reviewed": _reviewed(reviewed),
    }
    samples = sum(file["samples"] for file in report.files.values())
    held = [name for name, file in report.files.items() if file["samples"]]
    top = head(held, formats, stated, samples)
    return top + _filled(_template()[1], values)


def head(
    names: Sequence[str],
    formats: Sequence[str] = (),
    stated: CardSettings | None = None,
    samples: int | None = None,
) -> str:
    """What programs read of a card: what its owner states, size, splits, files and column types.
    `names` are the datasets that hold samples, `eval` among them: a loader that meets an empty file
    fails.

    The configuration `default` is all of it; then there is one for each dataset, with its training
    samples, and one for each other form.
    """
    stated = stated or CardSettings()
    training = [name for name in names if name != catalog.EVAL]
    configs = _config("default", names, "{}.jsonl".format)
    shown = [form for form in forms.CONFIGURED if form in formats]
    configs += "".join(_config(each, names, forms.FORMS[each].copy) for each in shown)
    configs += "".join(
        f"\n  - config_name: {name}\n    data_files: {name}.jsonl" for name in training
    )
    fields = (f"          - name: {name}\n            dtype: {d}" for name, d in features().items())
    values = {
        # JSON is YAML, whatever the texts hold.
        "name": json.dumps(stated.name, ensure_ascii=False),
        "license": stated.license,
        "languages": json.dumps(stated.languages),
        "tags": json.dumps(stated.tags, ensure_ascii=False),
        "size": "" if samples is None else f"\nsize_categories:\n  - {size(samples)}",
        "configs": configs,
        "fields": "\n".join(fields),
        "infos": "".join(f"\n  - config_name: {n}\n    features: *features" for n in training),
    }
    return _filled(_template()[0], values)


def size(samples: int) -> str:
    """The Hub's class of size."""
    return next((name for limit, name in SIZES if samples < limit), LARGEST)


def _template() -> tuple[str, str]:
    """The head with its closing line, and the text below it."""
    text = (resources.files(__package__) / "card.md").read_text("utf-8")
    top, end, text = text.partition(END_OF_HEAD)
    return top + end, text


def _filled(template: str, values: dict[str, str]) -> str:
    for key, value in values.items():
        template = template.replace("{{" + key + "}}", value)
    return template


def notes(report: Report) -> list[str]:
    """What keeps the export from being a full, checked dataset, one paragraph each."""
    found = []
    if report.settings.scale != 1:
        found.append(
            f"**Scaled run** (every target multiplied by {report.settings.scale:g}): not the full "
            "dataset."
        )
    if report.missing:
        found.append(f"**Partial**: {', '.join(report.missing)} not included.")
    if not report.passed:
        names = ", ".join(verdict.rule for verdict in report.failures)
        found.append(f"**Incomplete**: these checks failed: {names}.")
    return [*found, *(f"**Note**: {note}." for note in report.notes)]


def _config(name: str, datasets: Sequence[str], path: Callable[[str], str]) -> str:
    parts = [f"\n  - config_name: {name}\n    data_files:"]
    training = [each for each in datasets if each != catalog.EVAL]
    if training:
        parts += ["      - split: train\n        path:"]
        parts += [f"          - {path(each)}" for each in training]
    if catalog.EVAL in datasets:
        parts += [f"      - split: test\n        path: {path(catalog.EVAL)}"]
    return "\n".join(parts)


def _reviewed(found: dict[str, Any]) -> str:
    """What reviewers found in the samples they read. Their names stay in the studio."""
    if not found["results"]:
        return "No samples have been reviewed yet."
    lines = [
        "Results of manual review. Flagged samples were replaced wherever a better candidate "
        "was available:",
        "",
        "| dataset | read | flagged | defect rate | 95% confidence interval (Wilson) |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each['dataset'] or 'all'} | {each['read']:,} | {each['flagged']:,} "
        f"| {each['rate']:.1%} | {each['low']:.1%} to {each['high']:.1%} |"
        for each in found["results"]
    ]
    for both in found["agreement"]:
        lines += [
            "",
            f"Two reviewers agreed on {both['same']} of {both['samples']} samples "
            f"(Cohen's kappa {both['kappa']:.2f}).",
        ]
    return "\n".join(lines)
