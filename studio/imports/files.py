"""Files with records of any kind: reading each record with its place, and writing them again."""

from __future__ import annotations

import base64
import csv
import errno
import gzip
import io
import json
import math
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from generators import reading
from studio.errors import StudioError

from .forms import FORMS

LARGEST = 4_000_000_000
"""Bytes of a file that is read at all."""
LINES, DOCUMENTS, TABLES = {".jsonl", ".ndjson"}, {".json"}, {".csv": ",", ".tsv": "\t"}
PARQUET = ".parquet"
PACKED = ".gz"
PLAIN = (*sorted(LINES), *sorted(DOCUMENTS), *TABLES)
KNOWN = (*PLAIN, PARQUET, *(kind + PACKED for kind in PLAIN))
# Values of Parquet that JSON has no form for: each stands in a record as {"$NAME": TEXT}.
TYPED: dict[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]] = {
    "$datetime": (datetime, datetime.isoformat, datetime.fromisoformat),
    "$date": (date, date.isoformat, date.fromisoformat),
    "$time": (time, time.isoformat, time.fromisoformat),
    "$seconds": (timedelta, lambda it: repr(it.total_seconds()), lambda s: timedelta(0, float(s))),
    "$decimal": (Decimal, str, Decimal),
    "$bytes": (bytes, lambda it: base64.b64encode(it).decode(), base64.b64decode),
    "$float": (float, repr, float),
}
# A split by its name in a file's or folder's name, as the Hugging Face hub has it.
HELD_OUT = re.compile(r"(?:^|[/._-])(?:validation|valid|eval|test|dev)(?=[/._-]|$)", re.I)
BOM = "\ufeff"


@dataclass(frozen=True)
class Row:
    """One record: the file it stands in (a path below what was named), its number from 1 (a line of
    JSONL, else a record), and the record, or else what is wrong with it.
    """

    file: str
    number: int
    record: dict[str, Any] | None
    fault: str = ""
    text: str = ""
    """The record as its file has it, where a line holds it."""

    @property
    def held_out(self) -> bool:
        """Whether its file is named as one for evaluation."""
        return bool(HELD_OUT.search(self.file))


def kind_of(path: Path) -> str:
    """The ending that says what a file holds, in lower case; `.jsonl.gz` of one that is packed."""
    last = path.suffix.lower()
    return (Path(path.stem).suffix.lower() if last == PACKED else "") + last


def stem(path: Path) -> str:
    """The name of a file without that ending."""
    return path.name[: len(path.name) - len(kind_of(path))]


def listed(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """The files to read, each with the name it keeps: those named, and of a folder all that are of
    a known kind. Raises StudioError where one is missing or of no known kind, or a folder has none.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if path.is_dir():
            inside = [
                each
                for each in sorted(path.rglob("*"))
                if kind_of(each) in KNOWN
                and each.is_file()
                and not any(part.startswith(".") for part in each.relative_to(path).parts)
            ]
            if not inside:
                raise StudioError(f"{path} holds no file that can be read ({', '.join(KNOWN)})")
            named = [(str(each.relative_to(path)), each) for each in inside]
        elif kind_of(path) not in KNOWN:
            raise StudioError(f"{path} is of no known kind; choose from {', '.join(KNOWN)}")
        elif not path.is_file():
            raise StudioError(f"{path} is not a file; name one that exists")
        else:
            named = [(path.name, path)]
        for name, each in named:
            if name in found:
                raise StudioError(f"two files are named {name}; import them one by one (--name)")
            found[name] = each
    return list(found.items())


def rows(name: str, path: Path) -> Iterator[Row]:
    """The records of a file in order; what cannot be read is a row with its fault."""
    kind = kind_of(path)
    try:
        if kind == PARQUET:
            yield from _parquet(name, path)
            return
        content = reading.read(path, LARGEST)
        if kind.endswith(PACKED):
            content, kind = _unpacked(content), kind.removesuffix(PACKED)
        text = content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        yield Row(name, 0, None, f"is not UTF-8 (byte {error.start:,})")
    except OSError as error:
        yield Row(name, 0, None, f"cannot be read ({reading.why(error)})")
    else:
        if kind in LINES:
            yield from _lines(name, text)
        elif kind in DOCUMENTS:
            yield from _document(name, text)
        else:
            yield from _table(name, text, TABLES[kind])


def written(path: Path, records: Sequence[dict[str, Any]], texts: Sequence[str]) -> bytes:
    """The content of a file of the path's kind with these records; in a file of lines each stands
    as its text has it, where it has one. Raises StudioError where no table can hold them.
    """
    kind = kind_of(path)
    if kind.endswith(PACKED):
        return gzip.compress(written(path.with_suffix(""), records, texts), mtime=0)
    if kind == PARQUET:
        return _as_parquet(path, records)
    if kind in TABLES:
        text = io.StringIO()
        columns = list(dict.fromkeys(key for record in records for key in record))
        table = csv.DictWriter(text, columns, delimiter=TABLES[kind], lineterminator="\n")
        table.writeheader()
        table.writerows(records)
        return text.getvalue().encode()
    if kind in DOCUMENTS:
        return (json.dumps(list(records), ensure_ascii=False, indent=2) + "\n").encode()
    lines = (
        text.encode() if text else orjson.dumps(record)
        for record, text in zip(records, texts, strict=True)
    )  # fmt: skip
    return b"".join(line + b"\n" for line in lines)


def _unpacked(content: bytes) -> bytes:
    """What gzip holds. Raises OSError where it is cut off, damaged or too much."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            found = file.read(LARGEST + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise OSError(errno.EINVAL, "no whole gzip") from None
    if len(found) > LARGEST:
        raise OSError(errno.EFBIG, f"unpacked larger than {reading.size(LARGEST)}")
    return found


def _lines(name: str, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield replace(_row(name, number, *_parsed(line)), text=line)


def _document(name: str, text: str) -> Iterator[Row]:
    """A list of records, an object with one list of records in it, or else lines of JSON."""
    found, fault = _parsed(text)
    if fault:
        several = [line for line in text.split("\n") if line.strip()]
        if len(several) > 1 and not _parsed(several[0])[1]:
            yield from _lines(name, text)
        else:
            yield Row(name, 0, None, fault)
        return
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        of_objects = [value for value in lists if value and isinstance(value[0], dict)]
        if (
            len(of_objects) == 1
            and len(found) <= len(lists) + 3
            and not any(form.fits(found) for form in FORMS)
        ):
            found = of_objects[0]
        else:
            found = [found]
    if not isinstance(found, list):
        yield Row(name, 0, None, "holds no list of records")
        return
    for number, record in enumerate(found, 1):
        yield _row(name, number, record, "")


def _table(name: str, text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(100_000_000)
    try:
        for number, record in enumerate(csv.DictReader(io.StringIO(text), delimiter=delimiter), 1):
            if None in record or None in record.values():
                yield Row(name, number, None, "has more or fewer fields than the header")
            else:
                yield Row(name, number, record)
    except csv.Error as error:
        yield Row(name, 0, None, f"is no table ({error})")


def _parquet(name: str, path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches(1_000):
                for record in batch.to_pylist(maps_as_pydicts="lossy"):
                    number += 1
                    try:
                        yield Row(name, number, _typed(record))
                    except TypeError as error:
                        yield Row(name, number, None, str(error))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield Row(name, 0, None, f"is no Parquet ({str(error).splitlines()[0][:80]})")


def _as_parquet(path: Path, records: Sequence[dict[str, Any]]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    rows = [{key: _restored(value) for key, value in record.items()} for record in records]
    into = io.BytesIO()
    try:
        names = dict.fromkeys(key for row in rows for key in row)
        table = pyarrow.table({key: [row.get(key) for row in rows] for key in names})
        pyarrow.parquet.write_table(table, into)
    except (pyarrow.ArrowException, OverflowError) as error:
        raise StudioError(f"cannot write {path} ({str(error).splitlines()[0][:80]})") from error
    return into.getvalue()


def _typed(value: Any) -> Any:
    """The value as JSON can hold it. Raises TypeError for a kind that is not known."""
    if isinstance(value, dict):
        return {str(key): _typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_typed(each) for each in value]
    finite = isinstance(value, float) and math.isfinite(value)
    if finite or value is None or isinstance(value, str | int):
        return value
    for name, (kind, text, _) in TYPED.items():
        if isinstance(value, kind):
            return {name: text(value)}
    raise TypeError(f"holds a {type(value).__name__}, which cannot be kept")


def _restored(value: Any) -> Any:
    """The opposite."""
    if isinstance(value, list):
        return [_restored(each) for each in value]
    if not isinstance(value, dict):
        return value
    (name, text), *others = value.items() or [("", "")]
    if name in TYPED and not others:
        return TYPED[name][2](text)
    return {key: _restored(each) for key, each in value.items()}


def _parsed(text: str) -> tuple[Any, str]:
    try:
        return orjson.loads(text), ""
    except orjson.JSONDecodeError as error:
        return None, f"is not JSON ({error.msg})"


def _row(name: str, number: int, value: Any, fault: str) -> Row:
    if not fault and not isinstance(value, dict):
        fault = "is no object"
    return Row(name, number, None if fault else value, fault)
