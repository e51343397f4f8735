"""A store without records, or without files that fit, gives some datasets and says so of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators import catalog
from generators.catalog import AUTHORED, COMPONENTS, PDCAS
from generators.pipeline import material
from generators.pipeline.gates import reject
from generators.pipeline.selection import Pool
from generators.settings import Settings
from studio.figures import datasets, status
from studio.jobs import jobs, reports
from studio.store.staging import Staging
from studio.workspace import Workspace
from tests.generators import records
from tests.mutations.test_mutations import corpus

PLAIN = "export class Count{0} {{\n  private n = {0};\n  add() {{\n    return this.n;\n  }}\n}}\n"
FILES = [(f"src/Count{n}.ts", PLAIN.format(n)) for n in range(3)]
RECORDS = [(f"pdca/{n}.pdca.md", records.document(n, f"2024-0{n}-11")) for n in range(1, 5)]
SLOW = ("guardrails", "process_framework")
"""They take a minute; what guardrails gives is asked of a pool."""
NAMES = [name for name in catalog.DATASETS if name not in SLOW]
OF_RECORDS = ["domain_patterns", "domain_representatives", "reporting_protocol"]


def run(tmp_path: Path, monkeypatch, names, *stored) -> jobs.Generated:
    store = corpus(*stored)
    monkeypatch.setattr(jobs, "corpus_for", lambda *_: store)
    return jobs.generate(Workspace(tmp_path), Settings(scale=0.002, workers=1), names)


def test_without_records_the_others_are_made_and_the_plan_fits_a_screen(tmp_path, monkeypatch):
    done = run(tmp_path, monkeypatch, NAMES, FILES, [])
    given = done.report["material"]
    for name in OF_RECORDS:
        assert given[name] == {"there": {PDCAS: 0}, "gives": "nothing", "reason": "no PDCAs"}
    assert given["style_core"]["there"] == {COMPONENTS: 3}
    assert given["tool_awareness"] == {"there": {}, "gives": AUTHORED, "reason": "authored content"}
    assert len(done.selection.training["tool_awareness"]) > 0 and not done.complete
    lines = reports.plan(done).splitlines()
    assert len(lines) <= 24 and max(map(len, lines)) <= 80
    for name in OF_RECORDS:
        assert any(line.startswith(name) and "nothing  no PDCAs" in line for line in lines)
    short = reports.generated(done).split("Shortfalls:\n")[1].splitlines()
    said = [line for line in short if "domain_patterns" in line]
    assert said == [
        "  domain_patterns: all 16 missing: no PDCAs; index a repository with such material"
    ]
    assert reports.document(done)["material"] == given
    # What is staged says it, too.
    told = status.status(Workspace(tmp_path))
    none = {name for name, each in given.items() if each["gives"] == "nothing"}
    assert set(told["nothing"]) == none and none >= set(OF_RECORDS)
    line = "domain_patterns: nothing comes of the store: no PDCAs"
    assert line in status.render(told).splitlines()
    with Staging(Workspace(tmp_path).staging_path) as staging:
        assert f"  {line}" in datasets.last_report(staging).splitlines()


def test_without_files_the_records_are_told_of(tmp_path, monkeypatch):
    done = run(tmp_path, monkeypatch, ["style_core", "domain_patterns"], [], RECORDS)
    given = done.report["material"]
    assert given["style_core"]["reason"] == "no TypeScript files"
    assert given["domain_patterns"]["gives"] == "yes"
    assert given["domain_patterns"]["reason"].startswith("4 PDCAs")
    assert "generate domain_patterns" in reports.plan(done)


def test_a_part_is_not_measured_by_the_budget_of_all(tmp_path, monkeypatch):
    plan = reports.plan(run(tmp_path, monkeypatch, ["domain_patterns"], [], RECORDS))
    assert "without a budget" in plan and "Token budget" not in plan


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        ((FILES, []), "authored content; none of 3 TypeScript files fits"),
        (([], RECORDS), "authored content; none of 4 PDCAs fits"),
    ],
)
def test_samples_of_authored_content_alone_are_named_so(selection, stored, reason):
    made = [
        each
        for each in selection.training["guardrails"]
        if each.metadata.source.startswith(material.TEMPLATE)
    ]
    pool = Pool(catalog.DATASETS["guardrails"], made)
    assert made
    found = material.given([pool], corpus(*stored))["guardrails"]
    assert (found.gives, found.reason) == (AUTHORED, reason)


def test_where_all_is_left_out_the_commonest_reason_is_given(selection):
    some = selection.training["domain_patterns"][:3]
    why = ("too_long", "too_short", "too_short")
    pool = Pool(catalog.DATASETS["domain_patterns"], [], list(map(reject, some, why)))
    found = material.given([pool], corpus([], RECORDS))["domain_patterns"]
    assert (found.gives, found.reason) == ("nothing", "none of 4 PDCAs fits: too_short")
