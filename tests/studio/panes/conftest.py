"""A workspace with everything staged, for all tests of the panes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generators.pipeline.selection import Pool, Selection
from generators.settings import Settings

from .screen import fill


@pytest.fixture(scope="session")
def full(
    tmp_path_factory: pytest.TempPathFactory,
    pools: list[Pool],
    selection: Selection,
    settings: Settings,
) -> Path:
    """Made once. Copy it before opening it."""
    return fill(tmp_path_factory.mktemp("full"), pools, selection, settings)


@pytest.fixture
def root(tmp_path: Path, full: Path) -> Path:
    return shutil.copytree(full, tmp_path, dirs_exist_ok=True)
