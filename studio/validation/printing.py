"""A validation's report as text: the one that the requirement prints, then what each check says.
What fails stands at the end with all that is known of it, where a log of CI is read first.
"""

from __future__ import annotations

from typing import Any

from generators import catalog

from .evidence import Verdict
from .runner import WEB4, Report

LINE = "=" * 60


def render(report: Report) -> str:
    """The report as the requirement prints it, then the further checks and the verdict."""
    settings = report.settings
    lines = [LINE, "Validating All Samples", LINE]
    if settings.scale != 1:
        lines += [f"⚠️  SCALED RUN: every target times {settings.scale:g}. Not a full dataset."]
    if report.missing:
        lines += [f"⚠️  PARTIAL: without {', '.join(report.missing)}. Not a full dataset."]
    lines += [f"⚠️  NOTE: {note}." for note in report.notes]
    lines += _body(report) if report.files else _nothing(report)
    lines.append("")
    if report.passed:
        return "\n".join([*lines, _passed(report), LINE])
    failed = report.failures
    lines += ["FAILED:", *(line for each in failed for line in _failed(each)), ""]
    names = ", ".join(each.rule for each in failed)
    several = "VALIDATION" if len(failed) == 1 else "VALIDATIONS"
    return "\n".join([*lines, f"❌ {len(failed)} {several} FAILED: {names}", LINE])


def _body(report: Report) -> list[str]:
    """What the files hold, a line for each check, and the figures."""
    web4 = report.profile == WEB4
    lines = _files(report) if web4 else _found(report)
    lines += ["", LINE, "VALIDATION SUMMARY", LINE, *(_totals(report) if web4 else []), ""]
    lines += [_check(each) for each in report.verdicts]
    lines += ["", "Without weakness:", *_worth(report)]
    return lines + (["", "Diversity (normalised entropy):", *_diversity(report)] if web4 else [])


def _nothing(report: Report) -> list[str]:
    """Of no file and no sample there is little to say."""
    rest = sum(not each.judged for each in report.verdicts)
    return ["", f"No sample was found, so {rest} checks had nothing to judge."]


def _check(verdict: Verdict) -> str:
    return f"{_mark(verdict.passed, verdict.judged)} {verdict.rule}: {verdict.detail}"


def _failed(verdict: Verdict) -> list[str]:
    """All that is known of a check that fails."""
    return [
        _check(verdict),
        *(f"    {name}" for name in verdict.samples),
        *([f"    → {verdict.fix}"] if verdict.fix else []),
    ]


def _passed(report: Report) -> str:
    """The verdict on a report without a fault."""
    scaled = report.settings.scale != 1
    if scaled or report.missing:
        return f"✅ All validations passed for this {'scaled' if scaled else 'partial'} run."
    return "✅ ALL VALIDATIONS PASSED!"


def _files(report: Report) -> list[str]:
    """What each file holds beside what it should."""
    lines = []
    schema_faults = next((v for v in report.verdicts if v.rule == "schema"), None)
    for name in [*report.datasets, catalog.EVAL]:
        figures = report.files.get(name)
        target = report.eval_target if name == catalog.EVAL else report.datasets[name].target
        lines += ["", f"--- Validating {name}.jsonl ---"]
        if figures is None:
            lines += ["  ✗ File is missing"]
            continue
        faulty = [
            s
            for s in (schema_faults.samples if schema_faults else ())
            if s.startswith(f"{name}.jsonl:")
        ]
        lines += [
            f"  {_mark(figures['samples'] == target)} Count: {figures['samples']}/{target}",
            f"  {_mark(not faulty)} Schema: {'; '.join(faulty) or 'All samples valid'}",
            f"  ✓ Tokens: {figures['tokens']:,} total, {figures['average']:.0f} avg/sample",
            _outputs(figures),
        ]
    return lines


def _found(report: Report) -> list[str]:
    """What each dataset of any kind holds, and the evaluation samples of all."""
    lines = []
    for name, figures in report.files.items():
        lines += [
            "",
            f"--- {name} ---",
            f"    Samples: {figures['samples']:,}",
            f"    Tokens: {figures['tokens']:,} total, {figures['average']:.0f} avg/sample",
            _outputs(figures),
        ]
    return lines


def _outputs(figures: dict[str, Any]) -> str:
    return (
        f"    Outputs: {figures['distinct_outputs']:,} distinct, "
        f"{figures['reused_outputs']:,} reused (at most {figures['most_reused']} times), "
        f"{figures['near_duplicate_outputs']:,} with a near duplicate"
    )


def _totals(report: Report) -> list[str]:
    samples = sum(f["samples"] for f in report.files.values())
    total = sum(f["tokens"] for f in report.files.values())
    target = sum(d.target for d in report.datasets.values()) + report.eval_target
    low, high = report.settings.total_tokens(report.datasets)
    average = total / max(1, samples)
    complete = not report.missing
    fits = _mark(low <= total <= high) if complete else "(not judged)"
    usual = (
        _mark(catalog.AVERAGE_TOKENS[0] <= average <= catalog.AVERAGE_TOKENS[1])
        if complete
        else "(not judged)"
    )
    middle = (low + high) / 2
    goal = f"~{middle / 1e6:.0f}M" if middle >= 1e6 else f"~{middle:,.0f}"
    return [
        f"Total Samples: {samples:,} (target: {target:,}) {_mark(samples == target)}",
        f"Total Tokens: {total:,} (target: {goal}) {fits}",
        f"Average Tokens/Sample: {average:.0f} (target: ~{catalog.AVERAGE_TARGET}) {usual}",
    ]


def _worth(report: Report) -> list[str]:
    """Per dataset the share of samples without weakness, by category, and how often each code."""
    lines = []
    for name, figures in report.files.items():
        good = figures["without_weakness"]
        parts = [f"{category} {share:.0%}" for category, share in good["categories"].items()]
        codes = [f"{code} {count:,}" for code, count in figures["weaknesses"].items()]
        line = f"  {name}: {good['share']:.0%} ({', '.join(parts)})"
        lines.append(line + (f"; {', '.join(codes)}" if codes else ""))
    return lines


def _diversity(report: Report) -> list[str]:
    lines = []
    for name, figures in report.files.items():
        spread = figures["diversity"]
        parts = [
            f"{k} {v['entropy']:.2f} over {v['distinct']}"
            for k, v in spread.items()
            if isinstance(v, dict)
        ]
        if spread.get("empty_quarters"):
            parts.append(f"empty: {', '.join(spread['empty_quarters'])}")
        lines.append(f"  {name}: {'; '.join(parts)}")
    return lines


def _mark(good: bool, judged: bool = True) -> str:
    return ("✓" if judged else "–") if good else "✗"
