"""What costs much and never changes is made by one worker of a run, and read by the others."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from xdist import is_xdist_worker

from generators.held import locked

Made = TypeVar("Made")


def once(request: pytest.FixtureRequest, name: str, make: Callable[[], Made]) -> Made:
    """What `make` gives, made once in a run of tests, however many workers need it. Each worker
    gets a copy of its own.
    """
    if not is_xdist_worker(request):
        return make()
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    # The folder of the run, in which each worker has its own.
    return kept(factory.getbasetemp().parent / "shared" / name, make)


def kept(folder: Path, make: Callable[[], Made]) -> Made:
    """What the folder holds; made and put there by the first of several processes that ask."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "made.pickle"
    with locked(folder):
        if not file.exists():
            fresh = folder / "fresh"
            fresh.write_bytes(pickle.dumps(make()))
            fresh.rename(file)
        made: Made = pickle.loads(file.read_bytes())
    return made
