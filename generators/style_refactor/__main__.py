"""`python -m generators.style_refactor`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("style_refactor"))
