"""Workarounds for Textual and Python: one module each, with its reason and the version concerned.

tests/studio/widgets/test_tuning.py fails when one is no longer needed or no longer works.
"""
