"""`python -m generators.process_framework`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("process_framework"))
