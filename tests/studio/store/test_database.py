"""How sqlite-utils is bent, and whether it still has to be."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlite_utils import Database, Migrations

from studio.store import database


def loaded_by(statement: str) -> set[str]:
    script = f"{statement}\nimport sys\nprint(*sorted({{'numpy', 'pandas'}} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_store_loads_neither_pandas_nor_numpy() -> None:
    assert loaded_by("import studio.store.database") == set()


def test_hiding_them_is_still_needed() -> None:
    """Where it fails, sqlite-utils no longer imports them: delete `_import_without_conversions`."""
    pytest.importorskip("pandas")
    assert loaded_by("import sqlite_utils")


def test_they_can_be_imported_afterwards() -> None:
    assert loaded_by("import studio.store.database, numpy") == {"numpy"}


def test_migrations_of_a_newer_version_are_named_without_private_parts() -> None:
    """`unknown` asks an empty database, because a set does not list its migrations in public."""
    ours, theirs, db = Migrations("m"), Migrations("m"), Database(memory=True)
    for each in (ours, theirs):
        each(name="one")(lambda _: None)
    theirs(name="two")(lambda _: None)
    theirs.apply(db)
    assert database.unknown(ours, db) == ["two"] and database.unknown(theirs, db) == []
    public = {name for name in vars(ours) if not name.startswith("_")}
    assert public == {"name"}, "a set lists its migrations now: use that in `unknown`"
