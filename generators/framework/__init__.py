"""The parts of `process_framework`: authored content, and one module a category that composes samples from it."""
