"""`python -m generators.guardrails`: this dataset alone."""

from generators.pipeline import engine

raise SystemExit(engine.main("guardrails"))
