"""Reports on a run and a plan, as text and as JSON documents."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from generators import catalog, registry
from generators.pipeline import engine, material
from generators.pipeline.selection import Shortfall
from studio.store.terms import RUNGS

from .jobs import Generated

HELP = {
    0: "add queries for the category in web4-studio.toml",
    1: "index more material of this kind, or allow more layers",
    2: "index more material of this kind",
    3: "index more material of this kind",
    4: "index more material of this kind; every way to find more has been tried",
}

# Queries only say in which order code is tried.
CODE_HELP = "index more code of this kind; other queries find no other files"
EMPTY_HELP = "index a repository with such material"
NAMED = 6
"""Categories that a line names."""
SCREEN = 80
"""Columns of a terminal."""


def generated(run: Generated) -> str:
    """The required report for every dataset, then what was rejected and what is missing."""
    parts = []
    if run.settings.scale != 1:
        parts.append(
            f"⚠️  SCALED RUN: every target multiplied by {run.settings.scale:g}. Not a full dataset."
        )
    for dataset in run.datasets:
        parts.append(
            engine.report(
                dataset, run.selection.training[dataset.name], f"staging ({dataset.file})"
            )
        )
    if run.selection.evaluation:
        parts.append(
            engine.eval_report(run.selection.evaluation, run.eval_target, "staging (eval.jsonl)")
        )
        parts.append("\n".join(_holdout(run.report["holdout"])))
    parts.append("\n".join(["Rejected:", *_rejected(run.report), "", *_shortfalls(run)]))
    return "\n\n".join(parts)


def plan(run: Generated) -> str:
    """What a run with these settings would produce: counts, tokens, shortfalls, time; where some
    datasets get nothing, on one screen which ones, and why.
    """
    if _empty(run):
        return _partial_plan(run)
    figures = run.report["datasets"]
    low, high = run.settings.total_tokens(figures)
    complete = set(catalog.DATASETS) <= set(figures)
    lines = [
        engine.RULE,
        "Plan"
        + (
            f" (SCALED RUN: targets multiplied by {run.settings.scale:g})"
            if run.settings.scale != 1
            else ""
        ),
        engine.RULE,
        f"{'dataset':<24}{'target':>8}{'samples':>9}{'tokens':>13}{'average':>9}"
        f"{'fit':>8}{'distinct':>10}",
    ]
    for name, entry in figures.items():
        average = entry["tokens"] / max(1, entry["samples"])
        distinct = sum(category["distinct_units"] for category in entry["categories"].values())
        lines.append(
            f"{name:<24}{entry['target']:>8}{entry['samples']:>9}{entry['tokens']:>13,}"
            f"{average:>9.0f}{entry['fit']:>8}{distinct:>10}"
        )
    samples = sum(entry["samples"] for entry in figures.values())
    total = sum(entry["tokens"] for entry in figures.values())
    tested = run.selection.evaluation
    tested_tokens = sum(sample.metadata.tokens for sample in tested)
    whole = total + tested_tokens
    lines += [
        f"{'training':<24}{'':>8}{samples:>9}{total:>13,}{total / max(1, samples):>9.0f}",
        f"{'eval':<24}{run.eval_target:>8}{len(tested):>9}{tested_tokens:>13,}",
        "",
        (f"Token budget {low:,}-{high:,}" if complete else "Tokens, without a budget for a part")
        + f": {total:,} in training, {whole:,} with evaluation",
        f"Time: about {sum(run.report['seconds'].values()):.0f} s to generate, "
        "as measured for this plan",
    ]
    if complete:
        lines += _budget_help(run, low, high, total, whole)
    return "\n".join([*lines, "", *_shortfalls(run)])


def _partial_plan(run: Generated) -> str:
    """A line for each dataset, two where the reason is long: 24 lines of 80 columns hold all."""
    scaled = f" (SCALED RUN: targets multiplied by {run.settings.scale:g})"
    lines = [
        engine.RULE,
        "Plan" + (scaled if run.settings.scale != 1 else ""),
        engine.RULE,
        f"{'dataset':<23}{'target':>7}{'samples':>8}  {'gives':<9}material",
    ]
    for name, entry in run.report["datasets"].items():
        given = run.report["material"][name]
        head = f"{name:<23}{entry['target']:>7}{entry['samples']:>8}  {given['gives']:<9}"
        lines += wrap(head + given["reason"], SCREEN, subsequent_indent=" " * len(head))
    tested, seconds = len(run.selection.evaluation), sum(run.report["seconds"].values())
    lines += [
        f"{'eval':<23}{run.eval_target:>7}{tested:>8}",
        "",
        f"{run.report['tokens']:,} tokens in training; about {seconds:.0f} s to generate",
        f"For those that give nothing, {EMPTY_HELP}.",
    ]
    rest = [name for name in run.report["datasets"] if name not in _empty(run)]
    if rest:
        lines += wrap(f"The others alone: web4-studio generate {' '.join(rest)}", SCREEN)
    return "\n".join(lines)


def _empty(run: Generated) -> list[str]:
    """The datasets to which the store gives nothing."""
    return [n for n, each in run.report["material"].items() if each["gives"] == material.NOTHING]


def document(run: Generated) -> dict[str, Any]:
    """The run as one JSON document."""
    return {
        "complete": run.complete,
        "stored": run.stored,
        "scale": run.settings.scale,
        **run.report,
        "evaluation_samples": len(run.selection.evaluation),
        "evaluation_tokens": sum(sample.metadata.tokens for sample in run.selection.evaluation),
    }


def _rejected(report: dict[str, Any]) -> list[str]:
    lines = []
    for name, entry in report["datasets"].items():
        reasons = ", ".join(
            f"{reason.replace('_', ' ')} {count:,}"
            for reason, count in sorted(entry["left_out"].items())
        )
        lines.append(f"  {name}: {reasons or 'nothing'}")
    return lines


def _holdout(report: dict[str, Any]) -> list[str]:
    """How well evaluation measures: its families, its views beside training's, its worth."""
    lines = [
        "Hold-out:",
        f"  {'dataset':<24}{'samples':>8}{'families':>10}{'most of one':>13}"
        f"{'views differ':>14}{'no weakness':>13}",
    ]
    for name, entry in report["datasets"].items():
        lines.append(
            f"  {name:<24}{entry['samples']:>8}{entry['families']:>10}"
            f"{entry['most_of_a_family']:>13}{entry['view_difference']:>14.1%}"
            f"{entry['without_weakness']:>13.1%}"
        )
    return [*lines, f"  kept out of training, containing it: {report['contains_evaluation']:,}"]


def _shortfalls(run: Generated) -> list[str]:
    short = run.selection.shortfalls
    if not short:
        return ["No shortfalls: every category has reached its target."]
    empty = _empty(run)
    lines = [
        f"{name}: all {run.report['datasets'][name]['target']:,} missing: "
        f"{run.report['material'][name]['reason']}; {EMPTY_HELP}"
        for name in empty
    ]
    rest = [
        each
        for each in short
        if each.dataset not in empty and each.category.partition("/")[0] not in empty
    ]
    lines += _grouped(rest)
    if found := carried(run):
        scale, least = found
        lines.append(
            "→ this corpus fills every dataset, and without too many weak samples, at about "
            f"--scale {scale:g} ({least} has the least)"
        )
    return ["Shortfalls:", *(f"  {line}" for line in lines)]


def carried(run: Generated) -> tuple[float, str] | None:
    """The scale at which what there is would fill every category, with enough samples without
    weakness for `min_worth` of its dataset, and the dataset that has the least; nothing where that
    would be under a hundredth. Rough: a smaller plan holds out fewer families and takes fewer
    samples of each.
    """
    found: list[tuple[float, str]] = []
    missing = {(each.dataset, each.category): each.missing for each in run.selection.shortfalls}
    for dataset in run.datasets:
        for category in dataset.categories:
            have = category.target - missing.get((dataset.name, category.name), 0)
            if category.target:
                found.append((have / category.target, dataset.name))
        good = sum(not s.metadata.weakness for s in run.selection.training.get(dataset.name, ()))
        if wanted := dataset.min_worth * dataset.target:
            found.append((good / wanted, dataset.name))
    share, least = min(found, default=(0.0, ""))
    scale = int(share * run.settings.scale * 100) / 100
    return (scale, least) if scale and share < 1 else None


def _grouped(short: Sequence[Shortfall]) -> list[str]:
    """A line for each dataset and how far its search went, then each advice once: a trial run is
    short by a sample or two in many categories, of which each would say the same.
    """
    places: dict[tuple[str, str], list[Shortfall]] = {}
    advice: dict[str, list[str]] = {}
    for each in short:
        reach, help = _reach(each)
        places.setdefault((each.dataset, reach), []).append(each)
        named = advice.setdefault(help, [])
        named += [each.dataset] if each.dataset not in named else []
    lines = []
    for (dataset, reach), several in places.items():
        several = sorted(several, key=lambda each: -each.missing)
        named = [f"{each.category} {each.missing:,}" for each in several[:NAMED]]
        named += [f"{len(several) - NAMED} more"] if len(several) > NAMED else []
        missing = sum(each.missing for each in several)
        lines.append(f"{dataset}: {missing:,} missing after {reach}: {', '.join(named)}")
    return lines + [f"→ {help} ({', '.join(named)})" for help, named in advice.items()]


def _reach(short: Shortfall) -> tuple[str, str]:
    """What was tried before a category was left short, and what would help."""
    dataset = short.category.partition("/")[0] if short.dataset == catalog.EVAL else short.dataset
    known = registry.datasets().get(dataset)
    if known is not None and known.code and catalog.PDCAS not in known.material:
        return "all files", CODE_HELP
    rung = min(short.rung, len(RUNGS) - 1)
    return RUNGS[rung], HELP[rung]


def _budget_help(run: Generated, low: int, high: int, total: int, whole: int) -> list[str]:
    if low <= total and whole <= high:
        return ["✓ Within the token budget."]
    # The dataset that pulls the total furthest from the aim is the one to name.
    pull = {
        name: entry["tokens"] - run.settings.average_tokens * entry["samples"]
        for name, entry in run.report["datasets"].items()
    }
    over = whole > high
    name = max(pull, key=lambda n: pull[n] if over else -pull[n])
    entry = run.report["datasets"][name]
    size = f"{entry['tokens'] / max(1, entry['samples']):.0f} tokens a sample"
    if over:
        return [
            f"✗ {whole - high:,} tokens over budget: {name} contributes most ({size}); "
            "lower average_tokens or index shorter material"
        ]
    return [
        f"✗ {low - total:,} tokens under budget: {name} falls short most ({size}); "
        "raise average_tokens or index more material"
    ]
