"""`python -m generators.domain_patterns`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("domain_patterns"))
