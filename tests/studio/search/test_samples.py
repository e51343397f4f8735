"""Reading, flagging and exporting a part, without a screen."""

import json

import pytest

from studio.curation import review
from studio.errors import StudioError
from studio.search import filters, samples
from studio.store import listing, sql, verdicts


@pytest.fixture
def ids(staging):
    return listing.ids(staging.db, filters.parse(""))


def test_a_record_holds_the_sample_and_its_history(staging, selection, ids):
    sample = selection.training["style_core"][0]
    review.flag(staging, [sample.metadata.sample_id], "broken_code", "no end")
    record = samples.record(staging.db, sample.metadata.sample_id)
    assert (record.instruction, record.input, record.output) == (
        sample.instruction,
        sample.input,
        sample.output,
    )
    assert record.row["state"] == "flagged"
    assert [(r["verdict"], r["reason"], r["note"]) for r in record.reviews] == [
        ("flag", "broken_code", "no end")
    ]
    assert record.siblings >= 1
    assert json.loads(record.as_json())["metadata"]["sample_id"] == sample.metadata.sample_id
    assert samples.record(staging.db, "nothing") is None


def test_flags_are_counted_and_taken_back_and_both_stay_recorded(staging, ids):
    assert review.flag(staging, ids[:300], "low_value") == 300
    assert verdicts.states(staging.db)["flagged"] == 300
    assert sum(count for _, _, count in verdicts.flagged_by_reason(staging.db)) == 300
    assert review.unflag(staging, ids[:3]) == 3
    assert review.unflag(staging, ids[:3]) == 0
    assert verdicts.states(staging.db)["flagged"] == 297
    log = [r["verdict"] for r in samples.record(staging.db, ids[0]).reviews]
    assert log == ["unflag", "flag"]


def test_what_is_out_of_the_dataset_is_not_flagged(staging, ids):
    staging.db.execute("update samples set state = 'rejected' where id = ?", [ids[0]])
    assert review.flag(staging, ids[:2], "other") == 1
    with pytest.raises(StudioError, match="unknown reason 'ugly'"):
        review.flag(staging, ids, "ugly")


def test_the_part_is_written_whole_or_not_at_all(staging, ids, tmp_path):
    path = tmp_path / "part.jsonl"
    assert samples.export_part(staging.db, ids[5:305][::-1], path) == 300
    written = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [sample["metadata"]["sample_id"] for sample in written] == ids[5:305][::-1]
    assert set(written[0]) == {"instruction", "input", "output", "metadata"}
    with pytest.raises(StudioError, match="name another file"):
        samples.export_part(staging.db, ids, tmp_path / "part.jsonl" / "below.jsonl")


def test_more_than_one_statement_holds(staging, ids, tmp_path):
    """Ids are passed to SQLite in parts; a part more must lose and repeat nothing."""
    many = ids * 3
    assert len(many) > sql.CHUNK
    assert samples.export_part(staging.db, many, tmp_path / "many.jsonl") == len(many)


def test_find_by_id_and_by_words(staging, ids, selection):
    assert samples.find(staging.db, ids[7])[0][0] == ids[7]
    assert samples.find(staging.db, ids[7][:-3])[0][0].startswith(ids[7][:-3])
    sample = selection.training["guardrails"][0]
    words = " ".join(sample.input.split()[:5])
    assert sample.metadata.sample_id in [found[0] for found in samples.find(staging.db, words)]
    assert sample.metadata.sample_id in [found[0] for found in samples.find(staging.db, words[:-2])]
    for hostile in ("", '"', "[/INST]", "'; drop table samples"):
        samples.find(staging.db, hostile)
