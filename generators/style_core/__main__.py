"""`python -m generators.style_core`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("style_core"))
