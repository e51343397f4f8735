"""Made-up samples that keep every rule of the validation, and the store they would come from."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from typing import Any

from generators.catalog import Dataset
from generators.sample import SampleMetadata, fingerprint, quarter_of
from generators.store.records import Component, PdcaRecord
from studio.validation.store_view import StoreView

STARTS, ENDS = "ba ce di fo gu ha je ki lo mu", "ran sel tin vor wup xad yen zil"
WORDS = [start + end for start in STARTS.split() for end in ENDS.split()]
NOTE = {
    "name": "note",
    "parameters": {
        "type": "object",
        "properties": {"text": {"type": "string"}},
        "required": ["text"],
    },
}
AGENTS = ("PumpAgent", "LedgerAgent", "ExportAgent", "HarbourAgent")
APPLIED = (
    "public fields made private", "any replaced by types", "magic values named",
    "long method split", "preconditions checked", "paths joined instead of glued",
    "early exits instead of nesting", "this returned for chaining", "return types stated",
    "fixed fields made readonly",
)  # fmt: skip
VIOLATIONS = (
    "jest_import", "manual_copy", "hard_coded_secret", "missing_test", "manual_release",
    "open_port",
    "skipped_test", "manual_symlink", "weak_hash", "none",
)  # fmt: skip
SEVERITIES = ("low", "medium", "high", "critical")
WORK = ("debugging", "architectural_decision", "integration")
SAID = ("The bug was fixed.", "A decision was taken.", "The interface was integrated.")
REPORT = ("Introduction", "Problem", "Plan", "Do", "Check", "Act", "Lessons")
CONCEPTS = {
    "names_and_parameters": "tools have names and take parameters",
    "json_parameters": "parameters are passed as JSON",
    "results": "tools return results",
    "context_awareness": "context awareness in tool usage",
    "error_handling": "error handling for tool calls",
}
CALLS = ("trim", "normalize", "toLowerCase", "toUpperCase", "toString", "valueOf", "trimEnd")
PHASES = ("plan", "do", "check", "act")


def prose(rng: random.Random, words: int) -> str:
    """Sentences of random words; two of them share no 5-word run worth mentioning."""
    return " ".join(rng.choice(WORDS) for _ in range(words)) + "."


def methods(rng: random.Random, words: int) -> str:
    return "\n".join(
        f"  {rng.choice(WORDS)}{n}(): string {{\n    return {_said(prose(rng, 14))};\n  }}"
        for n in range(max(1, words // 24))
    )


def _said(text: str) -> str:
    """The text with two calls that it chooses in place of its last words: methods that differ in
    names and texts alone are twins.
    """
    chosen = int(fingerprint(text), 16)
    calls = (CALLS[chosen % len(CALLS)], CALLS[chosen // len(CALLS) % len(CALLS)])
    return f"'{text.rsplit(' ', 3)[0]}'.{calls[0]}().{calls[1]}()"


def code(rng: random.Random, words: int) -> str:
    """A class of random methods that shows every pattern of `style_core`."""
    name = f"{rng.choice(WORDS).title()}{rng.randrange(10**6)}"
    return (
        f"import {{ {name}Model }} from '../layer3/{name}.interface.js';\n\nexport class {name}"
        f" {{\n  private model: {name}Model;\n  constructor() {{}}\n  init(scenario: {name}Model):"
        f" this {{\n    this.model = scenario;\n    return this;\n  }}\n  toScenario(): {name}Model"
        f" {{\n    return this.model;\n  }}\n{methods(rng, words)}\n}}\n"
    )


def number_of(family: str) -> int:
    """A number that stays with a family."""
    return int(fingerprint(family), 16)


def metadata(dataset: Dataset, category: str, family: str, rng: random.Random) -> dict[str, Any]:
    """The fields that the dataset fills."""
    n, name = number_of(family), dataset.name
    if name in ("style_core", "style_refactor"):
        layer = f"layer{(2, 5)[n % 2]}"
        source = f"components/Part{n % 10**9}/0.1.0.0/src/ts/{layer}/DefaultPart.ts"
        found: dict[str, Any] = {"source": source, "layer": layer}
        if name == "style_core":
            return found | {"pattern_name": category, "view": rng.choice(("class", "file"))}
        return found | {
            "cmm_transition": "CMM2_to_CMM3",
            "pattern_applied": APPLIED[n % len(APPLIED)],
            "view": rng.choice(("constructed_class", "mined_member")),
        }
    if name in ("domain_patterns", "domain_representatives", "reporting_protocol"):
        id = f"2024-work-{n % 10**9}"
        month = 3 * int(category[1]) - n % 3 if category[0] == "Q" else 1 + n % 12
        year = category[3:] if category[0] == "Q" else "2024"
        date = f"{year}-{month:02}-{1 + n % 28:02}"
        return {
            "source": id,
            "pdca_id": id,
            "agent_name": AGENTS[n % len(AGENTS)],
            "date": date,
            "quarter": quarter_of(date),
            "quality_score": float(70 + 10 * (n % 4)),
            "view": (
                rng.choice((*PHASES, "whole")) if name == "domain_representatives" else "document"
            ),
        }
    found = {"source": f"template:test:{family}"}
    if name == "guardrails":
        violation = VIOLATIONS[n % len(VIOLATIONS)]
        return found | {
            "violation_type": violation,
            "severity": "none" if violation == "none" else SEVERITIES[n % len(SEVERITIES)],
            "is_negative_example": violation != "none",
            "view": rng.choice(("scenario_review", "found_class")),
        }
    if name == "tool_awareness":
        views = ("single_call", "result_read", "question_back", "tool_choice", "call_corrected")
        return found | {
            "concept_taught": CONCEPTS[category],
            "is_generic_tool": True,
            "view": rng.choice(views),
        }
    if category == "cmm_levels":
        level = 1 + n % 3
        return found | {
            "view": f"lift_{level}",
            "cmm_transition": f"CMM{level}_to_CMM{level + 1}",
        }
    concept = f"Lesson {prose(rng, 3)}" if category == "key_lessons" else ""
    return found | {"concept_taught": concept, "view": f"framed_{rng.randrange(12)}"}


def texts(dataset: Dataset, fields: dict[str, Any], rng: random.Random) -> tuple[str, str]:
    """(input, output) that bear the fields out."""
    name, given = dataset.name, prose(rng, 20)
    if name == "style_core":
        return given, code(rng, rng.randint(140, 330))
    if name == "tool_awareness":
        call = {"tool": "note", "parameters": {"text": prose(rng, rng.randint(120, 260))}}
        return f"Tools:\n```json\n{json.dumps([NOTE])}\n```\n{given}", json.dumps(call)
    if dataset.code == "fenced":
        return _fenced(name, fields, given, rng)
    size = rng.randint(180, 220) if dataset.output_band[1] else rng.randint(110, 290)
    if dataset.authored:
        levels = (
            " ".join(f"CMM{level}" for level in range(1, 5)) if fields.get("cmm_transition") else ""
        )
        return given, f"{fields.get('concept_taught', '')} {levels} {prose(rng, size)}".strip()
    stated = f"PDCA ID: {fields['pdca_id']}, Agent: {fields['agent_name']}, Date: {fields['date']}"
    given = f"{stated}\n{SAID[number_of(fields['pdca_id']) % 3]}\n{given}"
    if name == "reporting_protocol":
        return given, "\n\n".join(f"## {title}\n{prose(rng, size // 7)}" for title in REPORT)
    heading = f"## {fields['view'].upper()}\n" if name == "domain_representatives" else ""
    return given, f"{heading}{prose(rng, size)}"


def _fenced(name: str, fields: dict[str, Any], given: str, rng: random.Random) -> tuple[str, str]:
    after = code(rng, rng.randint(100, 220))
    if name == "style_refactor":
        before = after.replace("private model", "model").replace("this {", "any {")
        lead = f"CMM2 becomes CMM3. {prose(rng, 40)}"
    else:
        severity = fields["severity"]
        before = f"import {{ it }} from '@jest/globals';\n{after}"
        lead = f"Severity {severity}. {prose(rng, 50)}"
    block = "\n\n```typescript\n{}```\n"
    return given + block.format(before), lead + block.format(after)


def store_of(rows: Iterable[dict[str, Any]]) -> StoreView:
    """The store that exported samples would come from."""
    records, components = {}, {}
    for row in rows:
        fields = SampleMetadata.model_validate(row["metadata"])
        if fields.pdca_id:
            records[fields.pdca_id] = record(fields)
        elif fields.source.endswith(".ts"):
            components[fields.source] = Component(
                fields.source, fields.source, fields.layer, (), ".ts", row["output"]
            )
    return StoreView(records, components)


def record(fields: SampleMetadata) -> PdcaRecord:
    """A record with every section and no links, whose level gives the sample's score."""
    sections = "\n\n".join(f"## {phase.title()}\nSomething was done." for phase in PHASES)
    return PdcaRecord(
        id=fields.pdca_id, agent_name=fields.agent_name, agent_role="", date=fields.date[:10],
        timestamp=0, session_id="", branch="", sprint="",
        cmm_level=1 + int(fields.quality_score - 70) // 10,
        task_type=WORK[number_of(fields.pdca_id) % 3], objective="To have it done",
        quality_score=fields.quality_score, verification_status="", file_path="",
        text=f"# PDCA: Something\n\n{sections}\n",
    )  # fmt: skip
