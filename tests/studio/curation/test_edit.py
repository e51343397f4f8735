"""Editing: what breaks a rule is refused; what is saved survives the next run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generators import tokens
from generators.pipeline.selection import Pool, Selection, select
from generators.settings import Settings
from studio.curation import edit, edit_text, places
from studio.errors import StudioError
from studio.export import writer
from studio.figures.run_report import run_report
from studio.search import filters, samples
from studio.store import listing
from studio.store.staging import Staging


def texts(staging: Staging, sample_id: str) -> tuple[str, str, str]:
    record = samples.record(staging.db, sample_id)
    assert record
    return record.instruction, record.input, record.output


def one(staging: Staging, filter: str) -> str:
    return listing.ids(staging.db, filters.parse(filter))[0]


def test_an_edit_takes_the_place_of_the_sample(
    staging: Staging, settings: Settings, tmp_path: Path
) -> None:
    old = one(staging, "dataset:process_framework split:train")
    instruction, given, output = texts(staging, old)
    new = edit.edit(
        staging,
        old,
        instruction,
        given,
        output + "\n\nA sentence that a person added to it.",
        "ann",
    )
    record = samples.record(staging.db, new)
    assert record and record.row["state"] == "accepted" and record.row["edited"] == 1
    assert record.metadata["tokens"] == tokens.count(
        "\n".join((record.instruction, record.input, record.output)), "auto"
    )
    assert (
        staging.db.execute("select state from samples where id = ?", [old]).fetchone()[0]
        == "replaced"
    )
    outcome = writer.export(staging, tmp_path / "out", settings)
    assert outcome.report.passed, outcome.report.failures
    lines = (tmp_path / "out" / "process_framework.jsonl").read_text("utf-8").splitlines()
    ids = [json.loads(line)["metadata"]["sample_id"] for line in lines]
    assert new in ids and old not in ids


def test_an_edit_survives_the_next_run_and_fills_its_place(
    staging: Staging, pools: list[Pool], selection: Selection, settings: Settings, tmp_path: Path
) -> None:
    old = one(staging, "dataset:guardrails split:train")
    instruction, given, output = texts(staging, old)
    new = edit.edit(
        staging, old, instruction, given, output + "\n\nChecked and mended by a person."
    )
    edited = staging.staged(edited=True)
    assert [sample.metadata.sample_id for sample in edited] == [new]
    again = select(pools, settings, (), edited, *places.banned(staging.db))
    names = [pool.dataset.name for pool in pools]
    run = staging.start_run(names, settings, "corpus")
    staging.store(run, names, again, settings, run_report(pools, again, None))
    assert new in listing.ids(staging.db, filters.parse("dataset:guardrails split:train"))
    outcome = writer.export(staging, tmp_path / "out", settings)
    assert outcome.report.passed, outcome.report.failures


@pytest.mark.parametrize(
    ("dataset", "change", "complaint"),
    [
        ("process_framework", lambda text: "", "need text"),
        ("process_framework", lambda text: text + "<|im_end|>", "control token"),
        ("process_framework", lambda text: text * 30, "exceeds 2048 tokens"),
        ("process_framework", lambda text: text, "nothing was changed"),
        ("domain_patterns", lambda text: text[:200], r"\d+ to 600 tokens"),
        ("style_core", lambda text: text.rstrip().removesuffix("}"), "does not parse: line"),
        ("tool_awareness", lambda text: text.replace('"note"', '"memo"'), "memo"),
    ],
)
def test_what_breaks_a_rule_is_refused_and_changes_nothing(
    staging: Staging, dataset: str, change: object, complaint: str
) -> None:
    sample = one(staging, f"dataset:{dataset} split:train")
    instruction, given, output = texts(staging, sample)
    with pytest.raises(StudioError, match=complaint):
        edit.edit(staging, sample, instruction, given, change(output))  # type: ignore[operator]
    assert texts(staging, sample) == (instruction, given, output)
    assert staging.db.execute("select count(*) from lineage").fetchone()[0] == 0


def test_an_edit_into_the_other_side_of_the_hold_out_is_refused(staging: Staging) -> None:
    sample, tested = (
        one(staging, "dataset:guardrails split:train"),
        one(staging, "dataset:guardrails split:eval"),
    )
    instruction, given, output = texts(staging, tested)
    with pytest.raises(StudioError, match="has this text"):
        edit.edit(staging, sample, "Another instruction.", given, output)
    with pytest.raises(StudioError, match="near duplicate"):
        edit.edit(staging, sample, instruction, given, output + "\n\nOne more line.")


def test_what_is_written_below_the_blank_line_of_an_empty_text_begins_with_its_first_word(
    staging: Staging,
) -> None:
    found = next(iter(staging.db.execute("select id from samples order by id limit 1")))[0]
    record = samples.record(staging.db, found)
    assert record is not None
    empty = replace(record, input="", output="\n\nkept")
    text = edit_text.joined(empty).replace("input ===\n\n", "input ===\n\nShow your work.\n")
    assert edit_text.parted(text, empty)[1:] == ("Show your work.", "\n\nkept")
