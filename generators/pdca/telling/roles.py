"""What a salient line is in the story of its record: the problem, its cause, a deed, a check, a
rule. The line itself decides where it says so, then the label and heading above it, then its place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generators.pdca.salient_lines import Line
from generators.pdca.signs import PLANNED

PROBLEM, REQUEST, CAUSE, OPTION, CHOICE = "problem", "request", "cause", "option", "choice"
GOAL, PLAN, DEED, CHECK, NEXT, RULE = "goal", "plan", "deed", "check", "next", "rule"
OUTCOME = "outcome"

# How a line begins that says itself what it is, in lower case and without marks; the first that
# fits decides.
_STARTS = (
    (PROBLEM, r"t\]rigger\b|trigger:|what started it\b|starting point\b"),
    (NEXT, r"n\]ext\b"),
    (PLAN, r"r\]esponse\b"),
    (CHECK, r"o\]utcome\b"),
    (REQUEST, r"(?:the )?(?:user|tron|po|product owner)(?: \w+)?:? [“\"']"),
    (REQUEST, r"(?:user|tron)(?:'s)? (?:request|feedback|question|complaint|demand)"),
    (NEXT, r"(?:next|future|follow-?ups?|to ?do|planned|still open|remaining|pending)\b"),
    (RULE, r"(?:key |process |critical )?(?:lessons?|learnings?|insights?|principles?|takeaways?"
           r"|rules?)(?: \d+| applied| learned)?:"),
    (CAUSE, r"(?:the )?(?:root )?causes?\b[^:]{0,20}:|reasons?:|because\b|why [^:?]{0,40}:"),
    (PROBLEM, r"(?:the |my |critical )?(?:problems?|issues?|bugs?|errors?|symptoms?|violations?"
              r"|gaps?|challenges?|mistakes?|failures?|impact)(?: \d+| found| identified)?:"),
    (PROBLEM, r"(?:before|was|old|incorrect|wrong|broken|missing)\b[^:]{0,30}:"),
    (OPTION, r"(?:option )?[a-d]\) |option [a-d1-9]\b"),
    (CHOICE, r"(?:decision|decided|chosen?|selected|rationale|trade-?offs?|benefits?)\b"
             r"[^:]{0,30}:"),
    (DEED, r"(?:solution|fix|resolution|correction|action taken|implementation)\b[^:]{0,20}:"),
    (CHECK, r"(?:(?:all |the )?\d* ?tests?\b[^:]* pass|verified|confirmed|validated|evidence:"
            r"|tested\b|results?:|measured|verification\b)"),
    (DEED, r"(?:\w+ly )?(?:added|changed|created|fixed|implemented|moved|removed|renamed|replaced"
           r"|restored|updated|wrote|built|installed|merged|committed|pushed|copied|deleted"
           r"|extracted|extended|converted|configured|refactored)\b"),
)  # fmt: skip
# Words of a label or heading, in lower case; the first that fits decides.
_NAMES = (
    (RULE, r"lesson|learning|learned|insight|principle|takeaway|best practice|guideline|prevention"
           r"|golden rule|next time"),
    (NEXT, r"next|future|follow-?up|recommend|action items?|actions? (?:needed|required)|to ?do\b"
           r"|immediate|required|roadmap|remaining|upcoming|priorit"),
    (REQUEST, r"feedback|user (?:request|input|directive|question)|tron (?:request|directive)"),
    (CAUSE, r"cause|reason|\bwhy\b|diagnos"),
    (OPTION, r"options?\b|alternatives?"),
    (CHOICE, r"decision|chosen|selected|rationale|trade-?off|pros\b|cons\b|why this"),
    (PROBLEM, r"\bproblem|\bissues?\b|violations?\b|\berrors?\b|\bbugs?\b|\bfail|\bgaps?\b|broken"
              r"|missing|challenge|symptom|incorrect|\bwrong|limitation|conflicts?\b|mistake"),
    (CHECK, r"verif|validat|test|confirm|evidence|results?\b|compliance|metrics|assessment|success"
            r"|\bqa\b|checked|readiness|quality"),
    (PLAN, r"strateg|approach|\bplan|scope|criteria|objective|expected|method"),
    (CAUSE, r"analysis|finding|investigat|discover|understanding"),
    (DEED, r"fix|solution|implement|chang|creat|updat|steps?\b|correct|refactor|migrat|applied|done"
           r"|complet|built|added|answer|response|resolution|enhanc"),
)  # fmt: skip
_PLACES = {
    "issues": PROBLEM,
    "objective": GOAL,
    "plan": PLAN,
    "do": DEED,
    "check": CHECK,
    "act": OUTCOME,
    "process_update": RULE,
}
# In some sections some names mean another thing: an analysis in Check is a check, whatever is
# below Act or in the update is no deed of this cycle.
_INSTEAD = {
    ("check", CAUSE): CHECK,
    ("check", DEED): CHECK,
    ("check", PLAN): CHECK,
    ("check", REQUEST): CHECK,
    ("check", CHOICE): CHECK,
    ("act", REQUEST): OUTCOME,
    ("act", CHOICE): OUTCOME,
    ("plan", DEED): PLAN,
    ("plan", CHECK): PLAN,
    ("plan", NEXT): PLAN,
    ("act", DEED): OUTCOME,
    ("act", PLAN): NEXT,
    ("act", CHECK): OUTCOME,
    ("process_update", DEED): RULE,
    ("process_update", CHECK): RULE,
    ("do", NEXT): PLAN,
}
STARTS = tuple((role, re.compile(words)) for role, words in _STARTS)
NAMES = tuple((role, re.compile(words)) for role, words in _NAMES)
MARKS = ' -–—*•>"“✅❌✓✗x[]()'

# What a rule is made of: it obliges, forbids, or says when or why something holds.
OBLIGES = re.compile(
    r"\b(?:always|never|must|should|shall|need(?:s|ed)? to|have to|has to|ought|do not|don['’]t"
    r"|cannot|avoid|ensure|only when|only after|only if|before|instead of|rather than|whenever"
    r"|when|unless|until|whether|even if|beats?|every|each|without|(?:\w+er|more|less) than"
    r"|so (?:check|test|ask|use|keep|read|write|look))\b"
)
HOLDS = re.compile(
    r"\b(?:prevents?|requires?|enables?|means|needs|leads? to|causes|ensures?|makes|saves|allows"
    r"|helps|keeps|protects|reveals|eliminates|reduces|avoids|demands|depends? on|breaks|belongs?"
    r"|matters|beats?|is not|are not|is more|costs|turns|deserves?|is no|is what|is where"
    r"|not (?:a|an|the|for|by|on|at)|no \w+ is)\b"
)
IMPERATIVE = re.compile(
    r"^(?:[\w' /-]{2,50}: )?(?:check|verify|test|use|read|ask|write|keep|make|run|document|follow"
    r"|start|stop|look|let|put|give|name|count|measure|compare|search|fix|add|remove|review"
    r"|update|validate|listen|trust|treat|say|show|think|wait|work|separate|prefer|plan|quote"
    r"|agree|choose|decide|design|explain|find|hand|judge|learn|leave|move|repeat|store|take"
    r"|understand)\b"
)
# What is still to come.
INTENDED = re.compile(
    r"^(?:[\w' /().-]{2,50}: )?(?:next|consider|create|implement|add|build|continue|complete"
    r"|prepare|update|fix|test|verify|review|document|extend|apply|integrate|ensure|check|monitor|map"
    r"|remove|move|use|run|validate|define|establish|develop|deploy|merge|convert|extract|explore"
    r"|ask|let|write|make|keep|replace|clean|commit|push|report|analy[sz]e|refactor|await|measure"
    r"|look|show|change|give|put|name|count|compare)\b"
    r"|\b(?:will|next|later|future|to be|should|must|planned|pending|ready (?:for|to)|remaining"
    r"|still|awaiting|consider|needs? to|recommend\w*)\b"
)
# What tells of this one cycle, or praises it.
TOLD = re.compile(
    r"\b(?:was|were|been|i|we|my|our|successfully|achieved|achievement|completed|now|today"
    r"|this (?:session|pdca|cycle|work|time))\b"
)
PRAISE = re.compile(
    r"\b(?:excellen\w*|perfect\w*|amazing|masterpiece|magic\w*|brilliant|revolutionary|outstanding"
    r"|mastery|exceptional|superior|comprehensive\w*|systematic\w*|enhanced?|enhancement"
    r"|success(?:es|ful\w*)?|achieve\w*|transcend\w*|breakthrough|quality impact|powerful)\b"
)
CONCRETE = re.compile(r"\d|`|[A-Za-z]+[._/][A-Za-z]|[a-z][A-Z]|\b[A-Z]{2,}\b|[“\"]")


@lru_cache(maxsize=200_000)
def role(line: Line) -> str:
    """What the line is; empty where it cannot be told, or says nothing that can be used."""
    said = re.sub(r"^(?:ok|done|not ok|warning): ", "", line.low.lstrip(MARKS))
    if hollow(line):
        return ""
    if PLANNED.match(line.text):
        # What is not done is a plan before the cycle and a thing to do after it.
        return {"plan": PLAN, "act": NEXT}.get(line.section, "")
    found = _of_itself(said) or _of_its_place(line)
    if found == RULE:
        return RULE if states_rule(line.text) else ""
    if line.section == "act" and found in (NEXT, OUTCOME):
        return NEXT if INTENDED.search(said) and not TOLD.search(said) else OUTCOME
    return found


def _of_itself(said: str) -> str:
    return next((role for role, words in STARTS if words.match(said)), "")


def _of_its_place(line: Line) -> str:
    if line.section in ("objective", "issues"):
        return _PLACES[line.section]
    found = named(line.label) or named(line.heading)
    if found:
        return _INSTEAD.get((line.section, found), found)
    return _PLACES.get(line.section, "")


def named(name: str) -> str:
    """What a label or heading says that the lines below it are; empty where it does not."""
    low = name.lower()
    return next((role for role, words in NAMES if words.search(low)), "") if name else ""


def states_rule(text: str) -> bool:
    """Whether a sentence says what holds or is to be done in general, not what happened once."""
    said = text.lower().lstrip(MARKS)
    if IMPERATIVE.match(said):
        return not TOLD.search(said)
    return bool(OBLIGES.search(said)) or (bool(HOLDS.search(said)) and not TOLD.search(said))


@lru_cache(maxsize=200_000)
def hollow(line: Line) -> bool:
    """Whether the line praises and names nothing that could be looked up or repeated."""
    praise = len(PRAISE.findall(line.low))
    # The label's capitals are no names.
    body = line.text.split(": ", 1)[-1]
    return praise > 2 or (praise > 1 and not CONCRETE.search(body))
