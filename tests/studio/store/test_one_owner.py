"""All SQL of the staging store is in `studio/store`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import studio

ROOT = Path(studio.__file__).parent
SQL = re.compile(
    r"^\s*(select\b.*\bfrom\b|insert\s+(or\s+\w+\s+)?into|update\s+\w+\s+set|delete\s+from|pragma\s|create\s+(table|view|virtual|index))",
    re.I | re.S,
)
CALLS = {"execute", "executemany", "executescript", "table", "conn", "atomic", "enable_wal"}


def statements(source: str) -> list[str]:
    """What looks like SQL, or like a call that runs it, in a module."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [node.value] * bool(SQL.match(node.value))
        elif isinstance(node, ast.Attribute):
            of_db = isinstance(node.value, ast.Attribute | ast.Name) and (
                getattr(node.value, "attr", "") == "db" or getattr(node.value, "id", "") == "db"
            )
            found += [f".{node.attr}"] * (of_db and node.attr in {*CALLS, "query"})
    return found


def test_sql_is_recognised() -> None:
    for text in ("staging.db.query(x)", "db.execute(x)", "x = 'select a from b'", "db.table('x')"):
        assert statements(text), text


def test_no_other_room_holds_sql() -> None:
    rooms = {
        str(path.relative_to(ROOT)): found
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] != "store"
        and (found := statements(path.read_text("utf-8")))
    }
    assert rooms == {}


def test_exported_states_are_listed_once() -> None:
    lists = [
        path.name
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and {"staged", "accepted", "flagged"}
        == {each.value for each in node.elts if isinstance(each, ast.Constant)}
    ]
    assert lists == ["terms.py"]
