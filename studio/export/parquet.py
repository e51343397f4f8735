"""A typed copy of the dataset as Parquet: readers take its types from the file and infer none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from generators.sample import SampleMetadata

if TYPE_CHECKING:
    import pyarrow as pa


def schema() -> pa.Schema:
    """Three strings and the metadata as a struct, none of them nullable."""
    import pyarrow as pa

    kinds = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
    fields = [
        pa.field(name, kinds[info.annotation], nullable=False)  # type: ignore[index]
        for name, info in SampleMetadata.model_fields.items()
    ]
    texts = [pa.field(n, pa.string(), nullable=False) for n in ("instruction", "input", "output")]
    return pa.schema([*texts, pa.field("metadata", pa.struct(fields), nullable=False)])


def write(path: Path, source: Path) -> None:
    """Writes the samples of a JSONL file. Raises OSError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as lines:
        table = pa.Table.from_pylist([orjson.loads(line) for line in lines], schema=schema())
    pq.write_table(table, path, compression="zstd")
