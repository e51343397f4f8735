"""What a record tells that the house refuses: something that is handed to a constructor."""

from __future__ import annotations

import re

from ..case import Case

INJECTED = re.compile(
    r"\binject\w* (?:\w+ ){0,2}(?:through|via|into|by|in) (?:\w+ )?constructors?\b"
    r"|\bconstructor[- ]injection\b",
    re.I,
)
REFUSED = re.compile(
    r"\b(?:no|not|never|without|instead of|avoid\w*|against|eliminat\w*|remov\w*|replac\w*"
    r"|violat\w*|wrong|banned)\b|❌|n['’]t\b",
    re.I,
)


def unhouse(case: Case) -> bool:
    """A line tells, and does not refuse, that something is handed to a constructor: the house has
    empty ones and `init(scenario)`.
    """
    return any(INJECTED.search(x) and not REFUSED.search(x) for x in case.output.splitlines())
