"""A file is written whole, or the one before stays and nothing lies beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generators import atomic
from generators.atomic import write_atomic


def test_parts_are_written_as_they_are_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.jsonl"
    assert write_atomic(path, ["é\n", b"\xff", "\r\n"], sync=True) == 3
    assert path.read_bytes() == "é\n".encode() + b"\xff\r\n"
    assert [each.name for each in path.parent.iterdir()] == ["file.jsonl"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_in_the_middle_leaves_the_file_before(
    tmp_path: Path, error: type[BaseException]
) -> None:
    def parts() -> Iterator[str]:
        yield "half"
        raise error

    path = tmp_path / "file"
    path.write_text("before")
    with pytest.raises(error):
        write_atomic(path, parts())
    assert path.read_text() == "before" and [*tmp_path.iterdir()] == [path]


def test_a_rename_that_fails_leaves_the_file_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "file"
    path.write_text("before")
    monkeypatch.setattr(atomic.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, ["after"])
    assert path.read_text() == "before" and [*tmp_path.iterdir()] == [path]


def test_the_target_is_never_seen_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real, seen = tmp_path / "file", os.replace, []

    def watching(source: Path, target: Path) -> None:
        seen.append((source.parent, source.read_text(), target.exists()))
        real(source, target)

    monkeypatch.setattr(atomic.os, "replace", watching)
    write_atomic(path, ["all ", "of it"])
    assert seen == [(tmp_path, "all of it", False)]
