"""The parts of the guardrails dataset: authored cases, corpus code with its detectors, passages of records."""
