"""`python -m generators.domain_representatives`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("domain_representatives"))
