"""sqlite-utils without pandas and numpy, which it imports when they are there for conversions the
studio never uses.

They cost 0.8 s of every start, more than everything else together.
"""

from __future__ import annotations

import sys


def _quickly() -> None:
    absent = object()
    hidden = {name: sys.modules.get(name, absent) for name in ("pandas", "numpy")}
    for name, module in hidden.items():
        if module is absent:
            sys.modules[name] = None  # type: ignore[assignment]  # makes `import` raise ImportError
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name, module in hidden.items():
            if module is absent:
                sys.modules.pop(name, None)


_quickly()

from sqlite_utils import Database, Migrations  # noqa: E402

__all__ = ["Database", "Migrations"]
