"""Code: is it sound TypeScript, and does it show what the metadata claims?"""

from __future__ import annotations

import re

from generators.typescript.parser import parse
from generators.typescript.tree import in_class, syntax_errors
from studio.validation import shown
from studio.validation.evidence import Evidence, Sample, Verdict, named, stated, verdict
from studio.validation.jsonl import sample_id, text

TRANSITION = re.compile(r"CMM([1-3])_to_CMM([2-4])")
SEVERITIES = ("low", "medium", "high", "critical")
NONE = "none"


def typescript(e: Evidence) -> Verdict:
    """Outputs with TypeScript that does not parse: all of an output in `style_core`, the TypeScript
    blocks in the other datasets with code. A block may be a file or members of a class.
    """
    raw = {name for name, dataset in e.datasets.items() if dataset.code == "raw"}
    fenced = {name for name, dataset in e.datasets.items() if dataset.code == "fenced"}
    bad = [sample_id(sample) for sample in e.of(*raw) if e.parsed[id(sample)].errors]
    bad += [sample_id(sample) for sample in e.of(*fenced) if _broken_block(sample["output"])]
    return verdict(
        "typescript",
        bad,
        "TypeScript is free of syntax errors",
        "{n} outputs have syntax errors",
        "regenerate them",
    )


def _broken_block(output: str) -> bool:
    return any(
        syntax_errors(block, tsx=language == "tsx")
        and syntax_errors(in_class(block), tsx=language == "tsx")
        for language, block in shown.fenced(output)
        if language in shown.TYPESCRIPT
    )


def pattern(e: Evidence) -> Verdict:
    """Samples of `style_core` whose `pattern_name` is unknown, differs from their category, or is
    shown neither by the output, nor by a class in the input, nor by both together (an output that
    consists of members completes the class in the input).
    """
    bad = []
    for sample in e.of("style_core"):
        name, category = stated(sample, "pattern_name"), stated(sample, "category")
        if not name:
            continue
        if name not in shown.PATTERNS or (category and name != category):
            bad.append(named(sample, f"pattern {name} in category {category}"))
        elif not _shows(e, sample, name):
            bad.append(named(sample, f"{name} is not to be seen"))
    return verdict(
        "pattern",
        bad,
        "every pattern is to be seen",
        "{n} samples do not show their pattern",
        "regenerate them",
    )


def _shows(e: Evidence, sample: Sample, name: str) -> bool:
    shows, layer = shown.PATTERNS[name], _layer(e, sample) or stated(sample, "layer")
    output = e.parsed.get(id(sample))
    if output is not None and shows(output, layer):
        return True
    given = shown.code_in(sample["input"])
    return any(
        shows(parse(code), layer) for code in (*given, "\n".join((*given, sample["output"])))
    )


def _layer(e: Evidence, sample: Sample) -> str:
    """The layer of the sample's file: the store's where it states one, else its path's."""
    source = stated(sample, "source")
    component = e.store.components.get(source) if e.store else None
    if component is not None and component.layer.startswith("layer"):
        return component.layer
    return shown.layer_of(source)


def layer(e: Evidence) -> Verdict:
    """Samples whose `layer` is not that of their source file: the one in the store, else the
    innermost `layerN` folder of the path, else `unknown`.
    """
    bad = []
    for _, sample in e.samples:
        claim, source = stated(sample, "layer"), stated(sample, "source")
        if not claim or not source.endswith((".ts", ".tsx", ".mts", ".cts")):
            continue
        actual = _layer(e, sample)
        # Without a store a file outside any layer folder may have a layer only the store knows.
        if claim != (actual or "unknown") and (actual or e.store is not None):
            bad.append(named(sample, f"{claim}, its file is of {actual or 'unknown'}"))
    return verdict(
        "layer", bad, "layers are those of the files", "{n} samples name another layer",
        "generate again",
    )  # fmt: skip


def transition(e: Evidence) -> Verdict:
    """Samples whose `cmm_transition` is not spelled like `CMM2_to_CMM3`, is not one level up, or
    names a level that the text does not mention; `style_refactor` always goes from 2 to 3.
    """
    bad = []
    for _, sample in e.samples:
        if not (claim := stated(sample, "cmm_transition")):
            continue
        match = TRANSITION.fullmatch(claim)
        if not match or int(match[2]) != int(match[1]) + 1:
            bad.append(named(sample, f"{claim} is no transition"))
        elif stated(sample, "task_type") == "style_refactor" and claim != "CMM2_to_CMM3":
            bad.append(named(sample, f"{claim} in style_refactor"))
        elif missing := [n for n in match.groups() if f"CMM{n}" not in text(sample)]:
            bad.append(named(sample, f"{claim}, the text does not name CMM{missing[0]}"))
    return verdict(
        "transition",
        bad,
        "transitions are spelled alike, and named in the text",
        "{n} samples claim a transition that is not to be seen",
        "regenerate them",
    )


def applied(e: Evidence) -> Verdict:
    """Samples of `style_refactor` whose code is the same before and after; for each of the patterns
    applied that can be counted (`FALLS` in `studio/validation/shown.py`), those in which what the
    pattern removes has not become less.
    """
    bad = []
    for sample in e.of("style_refactor"):
        name = stated(sample, "pattern_applied")
        before, after = shown.code_in(sample["input"]), shown.code_in(sample["output"])
        if not name or not before:
            continue
        if not after or not shown.changed(before, after):
            bad.append(named(sample, "the code is the same before and after"))
            continue
        for each in name.split("; "):
            if measure := shown.FALLS.get(each):
                then, now = measure("\n".join(before)), measure("\n".join(after))
                if now >= then:
                    bad.append(named(sample, f"{each}: {then} before, {now} after"))
    return verdict(
        "applied",
        bad,
        "every refactoring applies its pattern",
        "{n} refactorings do not show their pattern",
        "regenerate them",
    )


def violation(e: Evidence) -> Verdict:
    """Samples of `guardrails` whose `is_negative_example` contradicts `violation_type` (`none` is
    no violation). If the input is TypeScript and the violation has a detector (`VIOLATIONS` in
    `studio/validation/shown.py`), also samples whose input does not show it or whose corrected code
    still does.
    """
    bad = []
    for sample in e.of("guardrails"):
        name, metadata = stated(sample, "violation_type"), sample["metadata"]
        if not name:
            continue
        if metadata.get("is_negative_example") is not (name != NONE):
            bad.append(named(sample, f"is_negative_example contradicts {name}"))
            continue
        detector, given = shown.VIOLATIONS.get(name), shown.code_in(sample["input"])
        if detector is None or not given:
            continue
        there, remains = detector
        if not any(map(there, given)):
            bad.append(named(sample, f"{name} is not in the input"))
        elif any(map(remains, shown.code_in(sample["output"]))):
            bad.append(named(sample, f"{name} is still in the correction"))
    return verdict(
        "violation",
        bad,
        "violations stand in the input and not in the correction",
        "{n} samples contradict their violation",
        "regenerate them",
    )


def severity(e: Evidence) -> Verdict:
    """Samples of `guardrails` whose `severity` is not low, medium, high or critical, is not the one
    that the output names, or rates what is not a violation.
    """
    bad = []
    for sample in e.of("guardrails"):
        claim, name = stated(sample, "severity"), stated(sample, "violation_type")
        if not claim or not name:
            continue
        if claim not in ((NONE,) if name == NONE else SEVERITIES):
            bad.append(named(sample, f"severity {claim} of {name}"))
        elif claim != NONE and not re.search(rf"\b{claim}\b", sample["output"], re.I):
            bad.append(named(sample, f"the output does not say {claim}"))
    return verdict(
        "severity",
        bad,
        "severities are those of the answers",
        "{n} samples state another severity",
        "regenerate them",
    )
