"""Which kind of work a record is about, by what it calls itself and by what its lines say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generators.pdca import Pdca

DEBUGGING, DECISION = "debugging", "architectural_decision"
INTEGRATION, COLLABORATION = "integration", "collaboration"

# What a record calls itself, in title, objective, task or issues.
NAMED = {
    DEBUGGING: re.compile(
        r"\b(?:bugs?|bugfix\w*|debug\w*|fix|fixe[ds]|fixing|hotfix|regressions?|root causes?"
        r"|errors?|fail(?:s|ed|ing|ures?)?"
        r"|crash\w*|broken?|breaks?|wrong(?:ly)?|violations?|lost|loses?|faults?|corrupt\w*"
        r"|twice|doubled?"
        r"|duplicat(?:e|ed) \w+|incident|outage|repair\w*|correct(?:ed|ion|ing)|leaks?|stale"
        r"|late|hang\w*|stopped|missed"
        r"|troubleshoot\w*|stuck|ignored|freez\w*|froze|slow|never (?!again)\w+|disappear\w*"
        r"|vanish\w*)\b",
        re.I,
    ),
    DECISION: re.compile(
        r"\b(?:architect\w*|decisions?|decide[sd]?|design\w*|redesign\w*|layers?|layer ?\d"
        r"|interfaces?|abstraction\w*"
        r"|separat\w*|refactor\w*|restructur\w*|(?:folder|directory|file|project|component"
        r"|code) structure|oop|hierarch\w*|moved (?:out|in|to)"
        r"|kept apart|data model|metamodel|moda?l\b|versioning|naming|conventions?"
        r"|specification|strategy|options?|class(?:es)?|inheritance|mda\w*)\b",
        re.I,
    ),
    INTEGRATION: re.compile(
        r"\b(?:(?<!behavioral )(?<!learning )(?<!results )(?<!knowledge )(?<!requirements )"
        r"integrat\w*|connect\w*|apis?|merg(?:e|es|ed|ing)|(?:im|ex)port(?:s|ed|ing)?"
        r"|cherry-?pick\w*|joined"
        r"|synchroni\w*|sync(?! (?:status|state|tracking|management))"
        r"|adapters?|endpoints?|migrat\w*|interop\w*|bridges?|submodules?"
        r"|symlinks?|symbolic links?|install\w*"
        r"|gateways?|fed from|webhooks?|subscri\w*|deploy\w*|compatib\w*|dependenc\w*"
        r"|pull request|server|websocket\w*|cli integration)\b",
        re.I,
    ),
    COLLABORATION: re.compile(
        r"\b(?:hand(?:ed|ing)?[ -]?(?:over|off)s?|hand \w+(?: \w+){0,6} over|collaborat\w*"
        r"|handed to|by three \w+"
        r"|agreed|agreements?|teams?|reviews?|feedback|coordinat\w*|communicat\w*"
        r"|(?:multi|inter|background|between)[ -]agents?"
        r"|agents? (?:\w+ )?(?:roles?|rules?|enforc\w*)"
        r"|roles?|trust|shifts?"
        r"|transition|onboard\w*|delegat\w*|assign\w*|retrospective|meeting"
        r"|approval|clarif\w*|session (?:start\w*|summary|handover|setup)|scrum ?master"
        r"|product owner"
        r"|stand-?up|user (?:decision|request)s?)\b",
        re.I,
    ),
}
# What the lines of such a record say, and what share of the lines of an ordinary record does.
SAID = {
    DEBUGGING: (
        re.compile(
            r"\b(?:bugs?|debug\w*|error\w*|fail\w*|broken?|crash\w*|root cause|cause[ds]?"
            r"|regression|fix\w*|defect"
            r"|exception|reproduc\w*|violat\w*|wrong|missing|incorrect|problems?|issues?"
            r"|symptoms?|twice|lost|never|instead of)\b|❌",
            re.I,
        ),
        0.25,
    ),
    DECISION: (
        re.compile(
            r"\b(?:architect\w*|design\w*|decision|decid\w*|options?|trade-?offs?|rationale"
            r"|layer ?\d|layers?|interfaces?"
            r"|patterns?|refactor\w*|structure\w*|abstraction\w*|components?|alternatives?"
            r"|class(?:es)?|model\w*|separat\w*|chosen|methods?|type|field)\b",
            re.I,
        ),
        0.4,
    ),
    INTEGRATION: (
        re.compile(
            r"\b(?:integrat\w*|merg\w*|apis?|endpoints?|(?:im|ex)port(?:s|ed|ing)?|dependenc\w*"
            r"|connect\w*|sync\w*"
            r"|servers?|clients?|deploy\w*|install\w*|migrat\w*|compatib\w*|symlinks?"
            r"|gateway|adapter|cherry-pick\w*|pull|remote)\b",
            re.I,
        ),
        0.16,
    ),
    COLLABORATION: (
        re.compile(
            r"\b(?:collaborat\w*|hand-?(?:off|over)s?|agents?|user|feedback|coordinat\w*"
            r"|communicat\w*|roles?|teams?"
            r"|scrum ?master|product owner|po|tron|review\w*|approv\w*|onboard\w*|assign\w*"
            r"|agree\w*|owners?|trust|everybody|together|desk)\b",
            re.I,
        ),
        0.25,
    ),
}
# Of words that other kinds of work use, too, those that leave no doubt.
NARROW = {
    DEBUGGING: re.compile(
        r"\b(?:bugs?|debugg?\w*|errors?|fail\w*|broken|crash\w*|root cause|caused?|defect|fix\w*"
        r"|exception|reproduc\w*|symptoms?|hang\w*|leak\w*)\b|❌",
        re.I,
    ),
    INTEGRATION: re.compile(
        r"\b(?:integrat\w*|merg\w*|apis?|endpoints?|connect\w*|synchroni\w*|gateways?|adapters?"
        r"|webhooks?|interop\w*|interfaces? (?:of|to|with|between)|pull requests?)\b",
        re.I,
    ),
}
TITLE, OBJECTIVE, FIELDS, LINES = 3.0, 2.0, 1.0, 3.0
UNNAMED = 1.0
# The words of some kinds are rarer, and say more.
RARE = {COLLABORATION: 1.2, INTEGRATION: 0.95, DEBUGGING: 1.0, DECISION: 0.95}
LEAST_LINES = 3
PLAIN, CLOSE = 4.5, 0.6


def kinds(record: Pdca, said: Sequence[str]) -> list[tuple[str, bool]]:
    """The kind that a record is about most, and others that its lines speak of and that come close,
    or that it calls itself; each with whether that is plain: the record calls itself so, and its
    lines say it.
    """
    scores = {kind: RARE[kind] * _score(kind, record, said) for kind in NAMED}
    order = sorted(NAMED, key=lambda kind: -scores[kind])
    best = scores[order[0]]
    close = [
        k
        for k in order[1:]
        if lines(k, said) >= LEAST_LINES and (scores[k] >= CLOSE * best or named(k, record))
    ]
    return [
        (kind, scores[kind] >= PLAIN and lines(kind, said) >= LEAST_LINES)
        for kind in [*order[:1], *close]
    ]


def named(kind: str, record: Pdca) -> bool:
    """Whether a record calls itself so."""
    called = (record.title, record.objective, record.task, record.issues)
    return any(map(NAMED[kind].search, called))


def lines(kind: str, said: Sequence[str]) -> int:
    """How many lines speak of a kind."""
    return sum(bool(SAID[kind][0].search(line)) for line in said)


def clear(kind: str, said: Sequence[str]) -> bool:
    """Whether enough lines speak of a kind in words that leave no doubt."""
    words = NARROW.get(kind, SAID[kind][0])
    return sum(bool(words.search(line)) for line in said) >= LEAST_LINES


def _score(kind: str, record: Pdca, said: Sequence[str]) -> float:
    words, usual = NAMED[kind], SAID[kind][1]
    score = TITLE * bool(words.search(record.title)) + OBJECTIVE * bool(
        words.search(record.objective)
    )
    score += FIELDS * bool(words.search(f"{record.task}\n{record.issues}"))
    share = lines(kind, said) / max(1, len(said)) / usual
    called = f"{record.title}\n{record.objective}"
    unnamed = kind == DEBUGGING and not any(each.search(called) for each in NAMED.values())
    # What is told without a name for it mostly tells what was wrong.
    return score + min(LINES, share * LINES / 2) + UNNAMED * unnamed
