"""`python -m generators.reporting_protocol`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("reporting_protocol"))
