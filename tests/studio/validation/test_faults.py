"""Each rule of the final validation: one fault planted in a good export makes exactly that rule
fail, in the call and by the command line.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest

from generators import catalog
from studio.validation import expectation, rules, runner
from studio.validation.evidence import Evidence
from studio.validation.rules import records, worth
from tests.material import store_of
from tests.studio.validation import faults, remembering

NAMES = [*catalog.DATASETS, catalog.EVAL]
# Judged by the second process, which these tests do without: see test_command.
# The worth floor depends on settings: see below.
ELSEWHERE = {"loads", "tokenizer", "worth"}


@pytest.fixture(scope="module", autouse=True)
def each_text_once():
    with pytest.MonkeyPatch.context() as patch:
        remembering.install(patch)
        yield


@pytest.fixture(scope="module")
def store(good_export):
    """The store that the good export comes from."""
    return store_of(row for name in NAMES for row in faults.rows(good_export, name))


def validate(folder, settings, good_export, store=None, on_rule=None, stated=True):
    """Judged by the plan of the good export; by its manifest only if `stated`."""
    plan = expectation.manifest(good_export / "manifest.json", settings).planned
    datasets = expectation.expected(settings, list(plan), plan)
    manifest = expectation.manifest(folder / "manifest.json", settings) if stated else None
    return runner.validate(folder, settings, datasets, store, on_rule, manifest)


def failing(*arguments, **named):
    return {verdict.rule for verdict in validate(*arguments, **named).failures}


@pytest.mark.parametrize("fault", faults.ALL)
def test_a_planted_fault_fails_exactly_its_rule(fault, good_export, settings, store, tmp_path):
    expected, plant = faults.ALL[fault]
    folder = tmp_path / "export"
    shutil.copytree(good_export, folder)
    plant(folder)
    # A changed file breaks the manifest as well, which is a fault of its own.
    stated = "manifest" in expected
    assert failing(folder, settings, good_export, store, stated=stated) == expected


def test_the_export_without_a_fault_passes(good_export, settings, store):
    assert failing(good_export, settings, good_export, store) == set()
    assert failing(good_export, settings, good_export) == set()


def test_every_rule_and_every_required_field_is_seen_to_fail(settings):
    names = {rule(Evidence([], {}, settings)).rule for rule in rules.RULES}
    seen = {rule for rules, _ in faults.ALL.values() for rule in rules}
    assert names - seen == ELSEWHERE, "a rule without a fault is a rule nobody has seen work"
    assert len(faults.FAULTS) >= 60


def test_without_a_store_the_rules_that_need_one_say_so(good_export, settings):
    details = {v.rule: v.detail for v in validate(good_export, settings, good_export).verdicts}
    assert details["sources"] == "not judged: no store at hand"
    for rule in ("pdca", "agent", "date", "score"):
        assert "no store at hand" in details[rule]


def test_an_agent_may_be_blank_only_where_the_record_names_none(
    good_export, settings, store, tmp_path
):
    folder = tmp_path / "export"
    shutil.copytree(good_export, folder)
    row = faults.rows(folder, "domain_patterns")[0]
    faults.change("domain_patterns", faults.set_metadata("agent_name", ""))(folder)
    id = row["metadata"]["pdca_id"]
    unnamed = replace(store.records[id], agent_name="")
    without = replace(store, records={**store.records, id: unnamed})
    others = [s for s in faults.rows(folder, "domain_patterns") if s["metadata"]["pdca_id"] == id]
    for other in others:
        at = faults.has("sample_id", other["metadata"]["sample_id"])
        faults.change("domain_patterns", faults.set_metadata("agent_name", ""), at)(folder)
    found = validate(folder, settings, good_export, without, stated=False)
    assert not {v.rule for v in found.failures} & {"metadata", "agent"}
    assert f"{len(others)} samples come from records that name no agent" in next(
        v.detail for v in found.verdicts if v.rule == "metadata"
    )
    # The record's own header names one after all.
    named = replace(unnamed, text=f"**👤 Agent Name:** PumpAgent\n{unnamed.text}")
    lying = replace(store, records={**store.records, id: named})
    assert "metadata" in failing(folder, settings, good_export, lying, stated=False)


def test_without_a_store_few_may_be_without_an_agent(good_export, settings, tmp_path):
    folder = tmp_path / "export"
    shutil.copytree(good_export, folder)
    faults.change_all("domain_patterns", faults.set_metadata("agent_name", ""))(folder)
    assert failing(folder, settings, good_export, stated=False) == {"metadata"}


def test_progress_names_every_rule_and_the_file_it_is_at(good_export, settings):
    told = []
    validate(good_export, settings, good_export, None, lambda *step: told.append(step))
    names, done, totals = zip(*told, strict=True)
    assert (
        list(done) == sorted(done) and set(done) == set(range(totals[0])) and len(set(totals)) == 1
    )
    files = [f"{name}.jsonl" for name in NAMES]
    for step in ("reading", "total", "secrets", "filled", "figures"):
        assert list(dict.fromkeys(n for n in names if n.startswith(f"{step}: "))) == [
            f"{step}: {f}" for f in files
        ]


def test_too_few_samples_without_weakness_fail_the_worth_check(good_export, settings):
    strict = settings.model_copy(update={"min_worth": 1.0})
    assert failing(good_export, strict, good_export) == {"worth"}
    named = next(v for v in validate(good_export, strict, good_export).failures)
    assert any(line.startswith("reporting_protocol ") for line in named.samples)
    shares = {
        (line := offender.split())[0]: float(line[1].rstrip("%")) / 100
        for offender in named.offenders
    }
    scale = int(settings.scale * min(shares.values()) * 100) / 100
    assert named.fix.startswith(f"generate at about --scale {scale:g}, " if scale else "read what")


def test_samples_that_are_missing_count_against_the_scale_that_worth_names(
    good_export, settings, tmp_path, monkeypatch
):
    """A fifth of a dataset, all of it without weakness but one, carries less than a fifth."""
    folder = tmp_path / "export"
    shutil.copytree(good_export, folder)
    for name in NAMES:
        path = folder / f"{name}.jsonl"
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        if name == "guardrails":
            whole, rows = len(rows), rows[: len(rows) // 5]
            kept = len(rows)
        for number, row in enumerate(rows):
            weak = name == "guardrails" and not number
            row["metadata"]["weakness"] = "unknown" if weak else ""
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        path.write_text(text, "utf-8")
    named: list[float] = []
    monkeypatch.setattr(worth, "_smaller", lambda scale: named.append(scale) or "")
    validate(folder, settings.model_copy(update={"min_worth": 1.0}), good_export)
    assert named == [pytest.approx(settings.scale * (kept - 1) / whole)]


def test_too_many_weak_samples_are_fewer_at_a_smaller_scale():
    """The scale is rounded down, and none is named that no plan would have."""
    assert worth._smaller(0.199) == "generate at about --scale 0.19, "
    assert worth._smaller(0.009) == ""


@pytest.mark.parametrize(
    ("said", "passed"), [("plan-1", True), ("session/plan-1", True), ("plan-2", False)]
)
def test_a_record_may_state_its_id_without_its_folder(said, passed):
    """Records that share a file name have ids with folders, which their texts do not know."""
    about = {"pdca_id": "session/plan-1", "source": "session/plan-1", "sample_id": "x-1"}
    sample = {"input": f"PDCA ID: {said}\nAgent: Mason", "metadata": about}
    found = records.pdca(SimpleNamespace(samples=[("x.jsonl", sample)], store=None))
    assert found.passed == passed
