"""Tests of a class that the request shows: which patterns they make sure of."""

from __future__ import annotations

import re

from generators.typescript import patterns

from ..case import Case, code_of
from ..piece import read

# The view of samples whose output is a test.
VIEW = "test"
VITEST = re.compile(r"from ['\"]vitest['\"]")
EXPECTS = re.compile(r"\bexpect\(")


def patterns_tested(case: Case) -> frozenset[str]:
    """Names of the patterns that a class in the request shows and a Vitest test of it uses: it
    makes the object without arguments and wakes it by `init`, and for scenario state it also asks
    for `toScenario`.
    """
    test = read(case.output).bare
    if not VITEST.search(test) or not EXPECTS.search(test):
        return frozenset()
    found: set[str] = set()
    for unit in read(code_of(case.input)).file.classes:
        woken = f"new {unit.name}()" in test and ".init(" in test
        if woken and patterns.EMPTY_CONSTRUCTOR.shown_by(unit):
            found.add(patterns.EMPTY_CONSTRUCTOR.name)
        if woken and ".toScenario(" in test and patterns.SCENARIO_STATE.shown_by(unit):
            found.add(patterns.SCENARIO_STATE.name)
    return frozenset(found)
