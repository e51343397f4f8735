"""`python -m generators.tool_awareness`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("tool_awareness"))
