"""The hold-out on its own: what a whole run would set aside for evaluation (requirement 3.1)."""

from __future__ import annotations

from . import catalog
from .pipeline import engine

if __name__ == "__main__":
    raise SystemExit(engine.main(catalog.EVAL))
