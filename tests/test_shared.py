"""What several workers need is made once."""

from __future__ import annotations

from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.shared import kept


def made(folder: Path) -> list[str]:
    """Notes each time that it is called."""
    with (folder / "calls").open("a") as calls:
        calls.write("made\n")
    return ["lamp"]


def ask(folder: Path) -> list[str]:
    return kept(folder / "one", lambda: made(folder))


def test_one_of_several_processes_makes_it(tmp_path: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        assert pool.map(ask, [tmp_path] * 6) == [["lamp"]] * 6
    assert (tmp_path / "calls").read_text() == "made\n"


def test_what_fails_is_made_by_the_next(tmp_path: Path) -> None:
    def fail() -> list[str]:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        kept(tmp_path / "one", fail)
    assert ask(tmp_path) == ["lamp"] == ask(tmp_path)
    assert (tmp_path / "calls").read_text() == "made\n"
