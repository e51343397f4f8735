"""Whether the lines of a part are what an instruction calls it, and the options that are spoken of
by their letters: what can be asked of lines of a work record together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .lines import cause, choice, fault, remedy, rule, settles, slogan

MOST_SLOGANS = 0.2
# An option by its letter, and one that is meant by number and letter.
_LETTERED = re.compile(r"^\W*(?:\[[ xX]\]\W*)?(?:\d{0,2}|option |variante )([a-eA-E])[).:]\s", re.I)
# A decision that is still open, and one that was made.
_OPEN = re.compile(r"^\W*\[ \]")
_MADE = re.compile(
    r"^\W*\[[xX]\]|→|\b(?:selected|chosen|decided|approved|gewählt|entschieden)\b", re.I
)
_MEANT = re.compile(r"(?<![\w.`/#-])(?![23]d)\d([a-eA-E])(?![\w.)`/:-])")
# What is numbered so and is no option.
_NUMBERED = re.compile(
    r"\b(?:phases?|tasks?|steps?|stages?|levels?|parts?|sections?|sprints?|rooms?|halls?|schritte?"
    r"|stufen?|teile?) \d[a-e]\b",
    re.I,
)
# What the lines of a part state, by what an instruction calls it, and the least share that does.
_TRUE_TO: dict[str, tuple[Callable[[str], bool], float]] = {
    "problem": (fault, 0.34),
    "cause": (lambda line: cause(line) or fault(line), 0.34),
    "fix": (lambda line: remedy(line) or settles(line), 0.34),
    "options": (choice, 0.5),
    "decisions": (settles, 0.5),
    "lessons": (rule, 0.5),
}


def true_to(part: str, lines: Sequence[str]) -> bool:
    """Whether lines are what an instruction calls them: problems state faults, a cause states why,
    a fix what changes, options and decisions a choice, lessons rules. Other parts may say anything.
    """
    if part not in _TRUE_TO or not lines:
        return True
    test, least = _TRUE_TO[part]
    return sum(map(test, lines)) >= least * len(lines)


def airy(lines: Sequence[str]) -> bool:
    """Whether more than a fifth of some lines are slogans."""
    return sum(map(slogan, lines)) > MOST_SLOGANS * len(lines)


def undecided(text: str) -> bool:
    """Whether a text leaves decisions open and states none that was made."""
    lines = text.splitlines()
    left = any(_OPEN.match(line) for line in lines)
    return left and not any(_MADE.search(line) for line in lines)


def dangling(text: str) -> bool:
    """Whether somebody answers with numbers and letters of options ("1c, 2a") that the text does
    not tell. What the title says only names the work.
    """
    lines = [_NUMBERED.sub("", line) for line in text.splitlines() if not line.startswith("# ")]
    told = {match[1].lower() for line in lines if (match := _LETTERED.match(line))}
    meant = {each.lower() for line in lines for each in _MEANT.findall(line)}
    return bool(meant - told)
