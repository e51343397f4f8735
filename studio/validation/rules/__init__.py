"""The rules of the final validation, by what they judge. Each is a function of the evidence and
answers with one verdict; its docstring says what it counts.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable

from generators.settings import Settings
from studio.validation.evidence import Evidence, Verdict

from . import (
    authored,
    code,
    counts,
    distinct,
    diversity,
    files,
    hygiene,
    metadata,
    records,
    tokens,
    worth,
)

Rule = Callable[[Evidence], Verdict]

RULES: tuple[Rule, ...] = (
    *(files.exist, files.encoding, files.manifest),
    *(counts.count, counts.categories, counts.eval_shares),
    *(metadata.schema, metadata.filled, metadata.ids, metadata.eval_marks),
    *(tokens.total, tokens.average, tokens.token_field, tokens.length, tokens.output_band),
    *(code.typescript, code.pattern, code.layer, code.transition, code.applied),
    *(code.violation, code.severity),
    *(records.sources, records.pdca, records.agent, records.date, records.quarter, records.score),
    *(records.sections,),
    *(authored.tool_calls, authored.concept, authored.generic, authored.levels),
    *(distinct.distinct, distinct.reuse),
    *(distinct.leak_family, distinct.leak_output, distinct.leak_near, distinct.leak_contained),
    *(diversity.time, diversity.agents, diversity.tasks, diversity.layers, diversity.views),
    *(worth.weakness, worth.worth),
    *(diversity.families, hygiene.control_tokens, hygiene.secrets),
    *(hygiene.emails, hygiene.persons),
    # The second process works meanwhile; its answers come last.
    *(files.loads, tokens.reference),
)


def meaning(rule: Rule) -> tuple[str, str]:
    """The name of a rule in the report, and what it counts as a fault or compares, in one line."""
    name = rule(Evidence([], {}, Settings.model_validate({}))).rule
    return name, " ".join((inspect.getdoc(rule) or "").split())
