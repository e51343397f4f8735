"""Data tools read an export as docs/training.md says: every sample, with its types."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from generators import catalog
from generators.settings import Settings
from studio.export import writer
from studio.store.staging import Staging
from studio.validation import loading
from tests.conftest import put_store

PAGE = Path(__file__).parents[3] / "docs" / "training.md"


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, staged_store: Path, settings: Settings) -> Path:
    """A folder with an export in `data`."""
    folder = tmp_path_factory.mktemp("work")
    with Staging(put_store(staged_store, folder / "staging.db")) as staging:
        assert writer.export(staging, folder / "data", settings, formats=["parquet"]).written
    return folder


@pytest.fixture
def lines(work: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Every sample of the export, which is in `data` of the current folder."""
    monkeypatch.chdir(work)
    files = sorted(Path("data").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def expressions(tool: str) -> list[str]:
    """What the page's block for a tool does after its import."""
    section = PAGE.read_text("utf-8").partition("## DuckDB and polars\n")[2].partition("\n## ")[0]
    [code] = re.findall(rf"```python\nimport {tool}[^\n]*\n(.*?)```", section, re.S)
    return [ast.unparse(each) for each in ast.parse(code).body]


def test_duckdb(lines: list[dict[str, Any]]) -> None:
    import duckdb

    of_kinds, long = (eval(each, {"duckdb": duckdb}).fetchall() for each in expressions("duckdb"))
    wanted: dict[str, int] = {}
    for line in lines:
        if not line["metadata"]["is_eval"]:
            category = line["metadata"]["category"]
            wanted[category] = wanted.get(category, 0) + 1
    assert dict(of_kinds) == wanted
    assert sorted(row[0] for row in long) == sorted(
        each["instruction"] for each in lines if each["metadata"]["tokens"] > 1500
    )
    for source in ("data/*.jsonl", "data/parquet/*/*.parquet"):
        table = duckdb.sql(f"select * from '{source}'")
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.fetchall()]
        by_id = {row["metadata"]["sample_id"]: row for row in rows}
        assert by_id == {each["metadata"]["sample_id"]: each for each in lines}


def test_polars(lines: list[dict[str, Any]]) -> None:
    import polars as pl

    names: dict[str, Any] = {"pl": pl}
    read, grouped, one = expressions("polars")
    exec(read, names)
    training = [each for each in lines if not each["metadata"]["is_eval"]]
    key = lambda row: row["metadata"]["sample_id"]  # noqa: E731
    assert sorted(names["training"].to_dicts(), key=key) == sorted(training, key=key)
    counts = dict(eval(grouped, names).rows())
    assert counts == {
        name: sum(each["metadata"]["task_type"] == name for each in training)
        for name in catalog.DATASETS
    }
    wanted = [each for each in training if each["metadata"]["task_type"] == "style_core"]
    assert eval(one, names).to_dicts() == wanted
    kinds = {"string": pl.String, "bool": pl.Boolean, "int64": pl.Int64, "float64": pl.Float64}
    fields = {each.name: each.dtype for each in names["training"].schema["metadata"].fields}
    assert fields == {name: kinds[kind] for name, kind in loading.features().items()}
