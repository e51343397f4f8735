"""Files of every kind are read record by record, and written again."""

from __future__ import annotations

import gzip
import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pyarrow
import pyarrow.parquet
import pytest

from studio.errors import StudioError
from studio.imports import files

RECORDS = [{"prompt": f"p{i}", "completion": 'a, "b"\nü\u2028', "n": i} for i in range(3)]


def read(path):
    return list(files.rows(path.name, path))


@pytest.mark.parametrize("kind", files.KNOWN)
def test_what_is_written_is_read(tmp_path, kind):
    path = tmp_path / f"a{kind}"
    path.write_bytes(files.written(path, RECORDS, [""] * 3))
    found = [row.record for row in read(path)]
    strings = [{**each, "n": str(each["n"])} for each in RECORDS]
    assert found == (strings if kind.removesuffix(files.PACKED) in files.TABLES else RECORDS)


def test_what_json_cannot_hold_comes_back_from_parquet(tmp_path):
    values = [datetime(2024, 1, 2, 3), date(2024, 1, 2), time(4), timedelta(5), Decimal("1.20")]
    record = {f"c{at}": value for at, value in enumerate([*values, b"\xff", math.inf, {"a": b"x"}])}
    path = tmp_path / "a.parquet"
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([record]), path)
    kept = [json.loads(json.dumps(row.record)) for row in read(path)]
    path.write_bytes(files.written(path, kept, [""]))
    assert pyarrow.parquet.read_table(path).to_pylist() == [record]


def test_columns_that_no_parquet_can_hold_are_named(tmp_path):
    with pytest.raises(StudioError, match=r"a\.parquet"):
        files.written(tmp_path / "a.parquet", [{"a": 1}, {"a": "x"}], ["", ""])


@pytest.mark.parametrize("at", [0, 1, 5, 30])
def test_a_packed_file_that_is_cut_off_is_named(tmp_path, at):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(files.written(path, RECORDS, [""] * 3)[:at])
    assert [row.fault for row in read(path)] == (
        [] if at == 0 else ["cannot be read (no whole gzip)"]
    )


def test_a_packed_file_is_no_way_around_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 1_000)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a": 1}\n' * 200))
    assert "larger than" in read(path)[0].fault


def test_lines_stay_as_they_are(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = ['{"prompt" : "p",  "completion": "\\u00fc"}', '{"completion":"a","prompt":"b"}']
    path.write_text("\n".join(lines) + "\n")
    rows = read(path)
    content = files.written(path, [row.record for row in rows], [row.text for row in rows])
    assert content.decode() == path.read_text()


@pytest.mark.parametrize(
    ("content", "records", "faults"),
    [
        (b"[1]\n{}\nnull\n{bad\n", 1, 3),
        (b'\xef\xbb\xbf{"a": 1}\n\n{"a": 2}', 2, 0),
        (b"\xff\xfe{}", 0, 1),
        (b"", 0, 0),
        (b"[" * 100_000, 0, 1),
        (b'{"a": NaN}', 0, 1),
        (b'{"a": 1}{"a": 2}', 0, 1),
        (b'{"a": 1}\r\n{"a": 2}\r\n', 2, 0),
    ],
)
def test_lines_that_cannot_be_read_are_named_and_the_rest_is_taken(
    tmp_path, content, records, faults
):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    rows = read(path)
    assert sum(row.record is not None for row in rows) == records
    assert [bool(row.fault) for row in rows].count(True) == faults


@pytest.mark.parametrize(
    ("content", "records"),
    [
        ([{"a": 1}], 1),
        ({"version": 1, "data": [{"a": 1}, {"a": 2}]}, 2),
        ({"instruction": "q", "output": "a", "tags": [{"x": 1}]}, 1),
        ({"messages": [{"role": "user", "content": "x"}]}, 1),
    ],
)
def test_documents_hold_a_list_of_records_or_one(tmp_path, content, records):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(content))
    assert len([row for row in read(path) if row.record]) == records


def test_a_document_may_be_lines_all_the_same(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"a": 1}\n{"a": 2}\n')
    assert [row.number for row in read(path)] == [1, 2]


@pytest.mark.parametrize("content", ["3", '"x"', "null", "[[1], 2]", "{", "[1,"])
def test_other_documents_are_named(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    rows = read(path)
    assert rows and all(row.fault and row.record is None for row in rows)


@pytest.mark.parametrize("text", ["a,b\n1\n1,2,3\n4,5\n", 'a,b\n"4,5\n'])
def test_rows_that_do_not_fit_the_header_are_named(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert any(row.fault for row in read(path))


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" * 50])
def test_damaged_parquet_is_named(tmp_path, content):
    path = tmp_path / "a.parquet"
    path.write_bytes(content)
    [row] = read(path)
    assert row.fault.startswith("is no Parquet") and "\n" not in row.fault


def test_a_folder_gives_its_files_and_splits(tmp_path):
    for name in ("train.jsonl", "data/test-0.parquet", "x/validation.json", ".git/a.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files.written(path, RECORDS, [""] * 3))
    (tmp_path / "README.md").write_text("x")
    listed = files.listed([tmp_path])
    held = {name: files.Row(name, 1, {}).held_out for name, _ in listed}
    assert held == {
        "train.jsonl": False,
        "data/test-0.parquet": True,
        "x/validation.json": True,
    }
    assert not files.Row("latest.jsonl", 1, {}).held_out
    assert not files.Row("contest.jsonl", 1, {}).held_out


def test_what_is_missing_or_unknown_is_named(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    for name in ("a.txt", "absent.jsonl", "empty"):
        with pytest.raises(StudioError, match=name):
            files.listed([tmp_path / name])
