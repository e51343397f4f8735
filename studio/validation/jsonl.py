"""Reading exported files as strangers would: bytes first, then lines, then samples. Nothing is
trusted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from generators import catalog, reading
from generators.limits import USUAL, Limits

LARGEST_FILE, LARGEST_LINE = 4_000_000_000, 200_000
"""Bytes. No sample within the token limit comes near them."""
LONGEST = 20_000
"""Characters that a line of a text may have in any case: `length` is to name what is too long."""
NUMBERS = frozenset({"quality_score", "tokens"})
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Line:
    """One line of a file: its number from 1, and the object in it, None where it holds none."""

    number: int
    value: Any

    @cached_property
    def is_sample(self) -> bool:
        return is_sample(self.value)


@dataclass
class File:
    """One JSONL file as found. `faults` are what is wrong with its bytes, each as one phrase."""

    name: str
    exists: bool = True
    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sha256: str = ""

    @property
    def is_eval(self) -> bool:
        return self.name == catalog.EVAL

    @cached_property
    def samples(self) -> list[dict[str, Any]]:
        """The lines that are objects with three texts and a metadata object."""
        return [line.value for line in self.lines if line.is_sample]


def is_sample(value: Any) -> bool:
    """Whether the object has the four required fields with their types, and metadata that is flat:
    what is nested is for the rule `schema` to name, and nothing the others could judge.
    """
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(key), str) for key in ("instruction", "input", "output"))
        and isinstance(value.get("metadata"), dict)
        and all(map(_flat, value["metadata"], value["metadata"].values()))
    )


def _flat(key: str, value: Any) -> bool:
    """Whether the other rules can judge a value: a text or a number where one belongs, or null."""
    if value is None or key in NUMBERS:
        return value is None or isinstance(value, int | float)
    return isinstance(value, str | bool)


def text(sample: dict[str, Any]) -> str:
    """The three parts joined by newlines, as tokens are counted in it."""
    return "\n".join((sample["instruction"], sample["input"], sample["output"]))


def sample_id(sample: dict[str, Any]) -> str:
    return str(sample["metadata"].get("sample_id", ""))


def read_file(path: Path, name: str, limits: Limits = USUAL) -> File:
    """One file. A missing one is a File that does not exist; bad lines, and samples that exceed a
    limit, are faults, never exceptions.
    """
    file = File(name)
    try:
        content = reading.read(path, LARGEST_FILE)
    except FileNotFoundError:
        file.exists = False
        return file
    except OSError as error:
        file.faults.append(f"cannot be read: {reading.why(error)}")
        return file
    file.sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith(BOM):
        file.faults.append("begins with a byte-order mark")
        content = content[len(BOM) :]
    if content and not content.endswith(b"\n"):
        file.faults.append("its last line does not end: the file was cut")
    if b"\r" in content:
        file.faults.append("has carriage returns")
    rows = content.removesuffix(b"\n").split(b"\n") if content else []
    for number, row in enumerate(rows, 1):
        line, fault = _line(number, row, limits)
        if fault:
            file.faults.append(f"line {number} {fault}")
        file.lines.append(line)
    return file


def _line(number: int, row: bytes, limits: Limits) -> tuple[Line, str]:
    """The line with the object in it, and what is wrong with it, where it then holds none."""
    none = Line(number, None)
    if len(row) > LARGEST_LINE:
        return none, f"is larger than {reading.size(LARGEST_LINE)}"
    try:
        line = Line(number, orjson.loads(row))
    except orjson.JSONDecodeError as error:
        return none, f"is not JSON ({error})"
    limits = replace(limits, line=max(limits.line, LONGEST))
    fault = limits.fault(text(line.value)) if line.is_sample else ""
    return (none, fault) if fault else (line, "")
