"""Which kind of work a record tells of, and whether a pattern shows it: by what its lines say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generators.pdca import Pdca
from generators.pdca.telling.groups import Group
from generators.pdca.telling.roles import CAUSE, CHOICE, DEED, OPTION, OUTCOME, PROBLEM

from .placing import COMPLAINT, FAULT, REASON, ROOT

DEBUGGING, DECISION = "debugging", "architectural_decision"
INTEGRATION, COLLABORATION = "integration", "collaboration"

# What a record calls itself, in title, objective, task or issues.
NAMED = {
    DEBUGGING: re.compile(
        r"\b(?:bugs?|debug\w*|fix\w*|hotfix|regression\w*|root cause|errors?|fail\w*|crash\w*"
        r"|broken?|breaks?|wrong\w*|violations?|missing|lost|faults?|corrupt\w*|twice|doubl\w*"
        r"|duplicat\w*|mistake\w*|incident|outage|recover\w*|repair\w*|correct(?:ed|ion|ing)"
        r"|troubleshoot\w*|conflict\w*|stuck|never|ignored|leak\w*|stop|why)\b",
        re.I,
    ),
    DECISION: re.compile(
        r"\b(?:architect\w*|decide\w*|decision\w*|design\w*|redesign\w*|layers?|layer\d|interfaces?"
        r"|separat\w*|refactor\w*|restructur\w*|structure|strategy|abstraction\w*|oop|moved|model"
        r"|hierarch\w*|pattern|concept|versioning|naming|convention\w*|standard\w*|specification)\b",
        re.I,
    ),
    INTEGRATION: re.compile(
        r"\b(?:integrat\w*|connect\w*|api|merg\w*|(?<!fail )(?<!failed )(?:im|ex)port\w*|joined"
        r"|synchroni\w*|sync|adapters?|protocols?|endpoints?|migrat\w*|interop\w*|bridge\w*"
        r"|gateways?|brought together|fed from|webhook\w*|subscri\w*)\b",
        re.I,
    ),
    COLLABORATION: re.compile(
        r"\b(?:hand(?:ed|ing)?[ -]?(?:over|off)s?|hand \w+(?: \w+){0,6} over|handover|collaborat\w*"
        r"|agree\w*|(?<!its )teams?|review\w*|feedback|coordinat\w*|communicat\w*"
        r"|role switch|transition|onboard\w*|delegat\w*|assign\w*|retrospective|meeting|agents?"
        r"|acknowledg\w*|approval|clarif\w*|between shifts)\b",
        re.I,
    ),
}
_PARTY = (
    r"users?|tron|agents?|\w+agent|teams?|colleagues?|po|product owner|scrum ?master|developers?"
    r"|testers?|architects?|reviewers?|customers?|desks?|support|board|gardeners?|hosts?|staff"
    r"|accountants?|owners?|maintainers?|qa|everybody|somebody|who|each other|we|both|clerks?"
    r"|patients?|doctors?|drivers?|readers?|players?|editors?|office|they|persons?|people|parents?|director|nurses?|couple"
    r"|keepers?|workshop"
)
_DEALS = (
    r"agree\w*|ask\w*|hand(?:s|ed|ing)?[ -]?(?:over|off)\w*|handover\w*|review\w*|approv\w*"
    r"|confirm\w*|accept\w*|sign(?:s|ed)?|request\w*|feedback|report(?:s|ed)?|tells?|told|said"
    r"|assign\w*|delegat\w*|notif\w*|discuss\w*|explain\w*|decid\w*|clarif\w*|coordinat\w*"
    r"|communicat\w*|collaborat\w*|wait(?:s|ed)? for|takes? over|took over|rehears\w*|acknowledg\w*"
    r"|inform\w*|corrected|demand\w*|complain\w*|together|roles?|transition\w*"
)
PARTIES = re.compile(rf"\b(?:{_PARTY})\b|\b[A-Z][a-z]+Agent\b", re.I)
DEALS = re.compile(rf"\b(?:{_DEALS})\b", re.I)
# What needs two: an agreement, a hand-over, a review.
JOINT = re.compile(
    r"\b(?:agree\w*|hand(?:s|ed|ing)?[ -]?(?:over|off)\w*|handover\w*|reviewed|rehears\w*|feedback"
    r"|signed|each other|owners?\b.*\b(?:of|for|each|one)|ownership|responsib\w*|coordinat\w*"
    r"|collaborat\w*|both \w+s|each (?:team|person|agent|desk)"
    r"|(?:two|three) (?:people|agents|teams)|escalat\w*|shifts?|delegat\w*"
    r"|user:? [“\"]|taking over|took over)",
    re.I,
)
EXCHANGE = re.compile(
    r"\b(?:integrat\w*|connect\w*|apis?|imports?|imported|importing|exports?|exported|adapters?"
    r"|endpoints?|protocols?|sync\w*|merge[sd]?|merging|gateways?|clients?|servers?|requests?"
    r"|responses?|calls?|callers?|interfaces?|webhooks?|subscri\w*|feeds?|delegat\w*|bridges?"
    r"|depend\w*|migrat\w*|convert\w*|mapp?(?:s|ed|ing)?|exchange\w*|sends?|sent|receiv\w*|loads?"
    r"|links?|linked|symlinks?|submodules?|branch(?:es)?|versions?|formats?|services?|components?"
    r"|systems?|registry|compatib\w*|http\w*|websocket\w*|port|messages?|json|retr(?:y|ies)"
    r"|timeouts?|answers?)\b",
    re.I,
)
DESIGN = re.compile(
    r"\b(?:architect\w*|design\w*|layers?|layer ?\d|interfaces?|class(?:es)?|methods?|components?"
    r"|modules?|separat\w*|structure\w*|pattern\w*|models?|scenarios?|formats?|adapters?|types?"
    r"|responsib\w*|inherit\w*|composition|refactor\w*|single|one place|each|keeps?|kept|belongs?"
    r"|abstraction\w*|convention\w*|folders?|director(?:y|ies)|hierarch\w*|stateless|dependenc\w*"
    r"|instead of|rather than|version\w*|apis?|cli|fields?)\b",
    re.I,
)
# What naming counts, in lines of a hundred; what a kind needs to lead, and a second one beside it.
NAMES_COUNT, MOST_NAMES, LEADS, CLOSE = 30, 3, 40, 0.85
# What a record counts at least that is made as records of a kind are.
BY_MAKE = 40
# Lines in which parts exchange something, or people deal with each other.
MADE_OF = 3


def kinds(record: Pdca, groups: Sequence[Group]) -> list[tuple[str, bool]]:
    """The kinds of work that a record tells of, most first, each with whether it leads: the first
    where there is enough evidence, and a second one that the record calls itself as clearly, or is
    made of as well.
    """
    scores = {kind: _score(kind, record, groups) for kind in NAMED}
    order = sorted(NAMED, key=lambda kind: -scores[kind])
    # Only debugging needs no name: a fault is told as what happened.
    fit = [kind for kind in order if kind == DEBUGGING or named(kind, record)]
    best, *others = [kind for kind in fit if scores[kind] >= LEADS] or [""]
    leading = {best} - {""}
    for second in others[:1]:
        if scores[second] >= CLOSE * scores[best] and named(second, record) == MOST_NAMES:
            leading.add(second)
    if leading and made(DECISION, groups):
        leading.add(DECISION)
    return [(kind, kind in leading) for kind in order if scores[kind]]


def made(kind: str, groups: Sequence[Group]) -> bool:
    """Whether the lines are those of a record of the kind, whatever it calls itself: a problem, its
    cause and what was done; ways that were weighed and one that was chosen; enough lines of
    exchange, or of people who deal with each other.
    """
    told = {group.role for group in groups}
    if kind == DEBUGGING:
        return {PROBLEM, DEED} <= told and bool(told & {CAUSE, ROOT})
    count = sum(shows(kind, group) for group in groups)
    if kind == DECISION:
        return count > 1 and bool(told & {OPTION, REASON}) and CHOICE in told
    return count >= MADE_OF


def named(kind: str, record: Pdca) -> int:
    """How often a record calls itself of a kind, as far as it counts; the title says it twice."""
    above = f"{record.title}\n{record.title}\n{record.objective}\n{record.issues}"
    return min(MOST_NAMES, len(NAMED[kind].findall(above)))


def _score(kind: str, record: Pdca, groups: Sequence[Group]) -> float:
    """Share of the lines that speak of the kind, in hundredths, and how the record calls itself."""
    lines = max(1, sum(len(group.lines) for group in groups))
    said = 100 * sum(shows(kind, group) for group in groups) / lines
    return NAMES_COUNT * named(kind, record) + max(said, BY_MAKE * made(kind, groups))


def shows(kind: str, group: Group) -> int:
    """How many lines of a group are evidence of a kind."""
    if kind == DEBUGGING:
        return len(group.lines) * (group.role in (PROBLEM, CAUSE, ROOT, COMPLAINT)) and sum(
            bool(FAULT.search(line.text)) for line in group.lines
        )
    if kind == DECISION:
        weighs = group.role in (CHOICE, OPTION, REASON)
        return sum(weighs and bool(DESIGN.search(line.text)) for line in group.lines)
    if kind == INTEGRATION:
        return sum(len(set(EXCHANGE.findall(line.low))) > 1 for line in group.lines)
    return sum(
        bool(JOINT.search(line.text) or (PARTIES.search(line.text) and DEALS.search(line.text)))
        for line in group.lines
    )


def shown(kind: str, groups: Sequence[Group]) -> bool:
    """Whether the lines of a pattern show the kind of work that it claims: a fault with its cause
    or fix; a choice about the design with what it was weighed against or what came of it; parts
    that exchange something, in two lines; people or agents who deal with each other, in two lines.
    """
    told = {group.role for group in groups}
    count = sum(shows(kind, group) for group in groups)
    if kind == DEBUGGING:
        return count > 0 and bool(told & {CAUSE, ROOT, DEED})
    if kind == DECISION:
        return count > 0 and bool(told & {CAUSE, ROOT, OPTION, REASON, OUTCOME, PROBLEM, COMPLAINT})
    return count > 1
