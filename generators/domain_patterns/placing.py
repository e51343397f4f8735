"""Where a line belongs in the story of its record, by what the line itself says: its lead-in, else
a heading or section that its words agree with. A line that nobody could place has no role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generators.pdca.salient_lines import Line
from generators.pdca.telling import roles
from generators.pdca.telling.groups import Group
from generators.pdca.telling.roles import (
    CAUSE,
    CHECK,
    CHOICE,
    DEED,
    GOAL,
    NEXT,
    OPTION,
    OUTCOME,
    PLAN,
    PROBLEM,
    REQUEST,
    RULE,
)

REASON, COMPLAINT, ROOT, FIT = "reason", "complaint", "root", "fit"
# What is used together: a pattern has the best of a list, not all of it.
MOST_LINES, MOST_TOKENS = 3, 90
# A label of so few words that names a role says nothing else.
MOST_FORMAL = 3
# What cannot be understood without the line before it.
REFERS = re.compile(
    r"^(?:mended|both|it|they|these|those|that|this|the (?:other|first|second|third|last))\b"
    r"|\bthe (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! \w+s\b)",
    re.I,
)
# The same, at the beginning.
ALONE = re.compile(r"(?:mended both|it|they|these|those|each is|each of them)\b", re.I)
# A lead-in is dropped where this many words are left.
LEAST_WORDS = 4
LEAST_QUOTED = 7

_N = r"(?: \w{1,2}(?=[:.]))?"
# What a line begins with that says itself what it is.
_LEADS = (
    (PROBLEM, r"\[?t\]?rigger|what started it"),
    (PROBLEM, rf"(?:the |core |main |critical |initial )?(?:problem|issue|bug|error|symptom|failure"
              rf"|violation)s?(?: found| identified| statement)?{_N}"),
    (ROOT, rf"(?:the |first |second |actual |real |found the )?(?:root )?cause{_N}"
           r"|root cause analysis|diagnosis"),
    (CAUSE, r"(?:key )?findings?|analysis(?: of [\w ]{3,30})?"),
    (FIT, r"what (?:had|has|must|needs?)(?: to)? fit(?: together)?|what must fit"
          r"|to (?:fit|bring|connect|join|integrate)(?: together)?"
          r"|(?:interfaces?|parts) to connect"),
    (OPTION, r"(?:the )?(?:alternatives?|options?)(?: considered)?"),
    (REASON, r"rationale|reasons?|reasoning|why(?: this(?: \w+)?)?|trade-?offs?|advantages?"
             r"|benefits?|drawbacks?|pros|cons"),
    (CHOICE, rf"\[?r\]?esponse|chosen(?: \w+)?|decision{_N}|decided|selected(?: \w+)?"),
    (PLAN, r"approach|strategy|(?:the )?plan|method"),
    (DEED, rf"(?:the )?(?:solution|fix|resolution|correction|action taken)"
           rf"(?: applied| implemented)?{_N}"),
    (OUTCOME, r"\[?o\]?utcome|outcome|results?|consequences?|impact after|effect"),
    (CHECK, r"verified|verification|evidence|tested|measured"),
    (NEXT, r"\[?n\]?ext|next(?: steps?| action| focus)?|follow-?ups?|still open|remaining|to ?do"),
    (RULE, r"(?:key |process |critical |main )?(?:lessons?|learnings?|insights?|takeaways?|rules?"
           rf"|principles?)(?: learned)?{_N}"),
    (GOAL, r"(?:the )?(?:goals?|objectives?|targets?)"),
)  # fmt: skip
LEADS = tuple(
    (role, re.compile(rf"[\W_]*(?:{words})\s*(?::|[–—]\s|-\s)\s*", re.I)) for role, words in _LEADS
)
# The same without a sign behind it.
OPENS = (
    (OPTION, re.compile(r"(?:alternatives|options) (?:were|are)\b|option [a-d1-9]\b", re.I)),
    (ROOT, re.compile(r"(?:found|traced) the (?:root )?cause|the (?:root )?cause\b", re.I)),
    (CHOICE, re.compile(r"(?:agreed|decided)(?: on| that| to)?\b", re.I)),
)  # fmt: skip
# Words of state that say what the part's heading says.
STATE = re.compile(r"^(?:done|ok|warning|planned|open|completed|success)\s*:\s*", re.I)
TAIL = re.compile(
    r"\s*(?:\(OK\)|\b(?:COMPLETED?|DONE|SUCCESS|PASSED|RESOLVED)[!.]*)$"
    r"|\s*[–-]\s*(?:COMPLETE|DONE|OK)\W*$"
)

# What a label says about itself in brackets.
SHOUTED = re.compile(
    r"\s*\((?:warning: |not OK: )?[A-Z][A-Z \d/%&-]{2,}\)|^(?:Open|Planned|Done): "
)

FAULT = re.compile(
    r"\b(?:fail\w*|fault\w*|bugs?|errors?|broke\w*|break\w*|wrong\w*|missing|misses|missed|lost|loses?"
    r"|crash\w*|incorrect\w*|invalid|violat\w*|conflict\w*|problems?|issues?|mistake\w*|confus\w*"
    r"|inconsisten\w*|disagree\w*|contradict\w*|duplicat\w*|twice|doubled?|never|not|no|nobody"
    r"|cannot|can't|didn't|doesn't|don't|isn't|wasn't|without|instead of|too|late|stuck|blocked"
    r"|disappear\w*|vanish\w*|ignor\w*|refus\w*|stopped|overwr\w*|outdated|stale|unclear|undefined"
    r"|slow\w*|unable|empty|nothing|only|gap|leak\w*|hang\w*|hung|still|false|regress\w*)\b",
    re.I,
)
# A deed as its line tells it.
DID = re.compile(
    r"^(?:(?:then|also|now|both|all|first|successfully) )?(?:[\w./`()-]+:? )?"
    r"(?:(?!need|speed|feed|embed|indeed|based|speci)[a-z]{2,}ed|wrote|built|made|found|put|set|ran|took"
    r"|gave|cut|kept|split|sent|told|brought|drew|read|chose|let|held|rewrote|rebuilt|swapped)\b",
    re.I,
)
BE = r"is|are|was|were|has|have|had|does|do|did|can|could|will|would|may|must|should"
_STATES = (
    rf"{BE}|gets?|gives?|takes?|makes?|shows?|uses?|holds?|keeps?|needs?|runs?|reads?|writes?"
    r"|returns?|calls?|knows?|says?|names?|lists?|counts?|checks?|tells?|asks?|sends?|stores?"
    r"|contains?|appears?|exists?|works?|becomes?|belongs?|depends?|refers?|points?|goes|comes"
    r"|stands?|starts?|ends?|ignores?|skips?|drops?|expects?|handles?|creates?|adds?|sets?|loads?"
    r"|fails?|breaks?|misses|loses|contradicts?|doubles?|answers?|reports?|imports?|exports?"
    r"|shares?|sees?|lies?|means?|hides?|swaps?|leads?|came|went|stood|got|lost|threw|throws?|lacks?|covers?|follows?|agrees?"
)
IS_SO = re.compile(rf"\b(?:{_STATES})\b", re.I)
STATES = re.compile(rf"\b(?:{_STATES}|[a-z]{{3,}}ed)\b", re.I)
ORDERS = re.compile(
    r"^(?:[\w' /().-]{2,40}: )?(?:always |never |then |first |only )?(?:do not|don['’]t|accept|add"
    r"|address|adjust|agree|align|allow|analy[sz]e|announce|append|apply|ask|assign|audit|avoid|build"
    r"|call|carry|change|check|choose|clean|close|collect|combine|commit|compare|complete|compute"
    r"|configure|connect|consider|consolidate|continue|convert|copy|correct|count|cover|create|debug"
    r"|decide|define|delete|demonstrate|deploy|describe|design|detect|develop|document|drop|eliminate"
    r"|enable|enforce|ensure|enter|establish|evaluate|examine|execute|explain|explore|export|extend"
    r"|extract|fetch|finali[sz]e|find|finish|fix|follow|force|generate|give|guide|hand|handle"
    r"|highlight|identify|implement|import|improve|include|initiali[sz]e|insert|inspect|install"
    r"|integrate|introduce|investigate|join|judge|keep|learn|let|limit|link|list|load|locate|log|look"
    r"|maintain|make|map|mark|match|measure|meet|mend|merge|migrate|modify|monitor|move|name|open|order"
    r"|organi[sz]e|perform|pick|plan|prepare|present|preserve|prevent|print|proceed|process|produce"
    r"|protect|provide|publish|push|put|read|recompute|reconstruct|record|reduce|refactor|refer"
    r"|refuse|release|reload|remove|rename|render|reorgani[sz]e|repair|repeat|replace|replay|report"
    r"|reproduce|research|resolve|respond|restore|restructure|return|reuse|reverse|review|rewrite"
    r"|run|save|say|scan|search|select|send|separate|serve|set|share|show|simplify|skip|sort|split|start"
    r"|state|stop|store|summari[sz]e|support|switch|synchroni[sz]e|take|talk|target|tell|test|track|train"
    r"|transform|treat|trust|try|turn|understand|unify|update|upgrade|use|utili[sz]e|validate|verify"
    r"|wait|walk|warn|water|work|write)\b(?! (?:is|was|are|were|has|had)\b)",
    re.I,
)  # fmt: skip
SHOWN = re.compile(
    r"\d|\b(?:tests?|pass\w*|verif\w*|confirm\w*|valid\w*|works?|working|equals?|same|correct\w*"
    r"|shows?|no longer|no \w+ (?:is |are )?left|checked|measured|found|compil\w*|builds?|green"
    r"|signed|agreed|accepted|matches|matched|complete|loads?|runs?|returns?|displays?|both|all|every"
    r"|each)\b",
    re.I,
)  # fmt: skip
# Of a tick below decisions: what was reached is no decision.
REACHED = re.compile(
    r"\b(?:success\w*|confirmed|completed?|validated|achiev\w*|verified|working|works|ready|passed"
    r"|breakthrough|documented|resolved|fixed|done|identified|demonstrated|established|applied"
    r"|maintained|preserved|demonstrat\w*|now \w+s)\b",
    re.I,
)
# Ways that are weighed against each other.
WEIGHED = re.compile(r"[,;] or (?!not\b)|\beither\b.* or\b", re.I)
# What tells nothing of its own: a command alone, a question, an empty box, somebody else's words, a
# row of a table, what did not come about.
UNFIT = re.compile(
    r"^`[^`]+`\W*$|\?$|^\[ ?\]|^[\"“>]|; [A-Z][\w ]*: .*; [A-Z][\w ]*: |\bwould have\b", re.I
)
# A way that may be gone, with its letter; and the one that was.
LETTERED = re.compile(r"(?:\d{1,2})?[a-h]\)\s", re.I)
TAKEN = re.compile(r"\((?:chosen|selected|accepted)\)|\b(?:chosen|selected)\b", re.I)
# How a decision speaks that does not order: it says what is to be, or instead of what.
SETTLES = re.compile(
    r"\b(?:will|must|should|shall|use[sd]?|keeps?|stays?|instead of|rather than|only|no longer"
    r"|becomes?|belongs?|is|are|gets?|goes|one|each|every)\b",
    re.I,
)


def place(line: Line) -> tuple[str, Line] | None:
    """The line's role, and the line without the words that name it; None where its place cannot be
    told, or where it says nothing that can be used.
    """
    role, text = _placed(line)
    return (role, replace(line, text=_as_item(text, line))) if role else None


def _as_item(text: str, line: Line) -> str:
    """One sentence without its stop; what a field says with a capital."""
    if text.endswith(".") and not re.search(r"[.!?] |\.\.$", text):
        text = text[:-1]
    return _capital(text) if line.section in ("issues", "objective") else text


def _capital(text: str) -> str:
    """With a capital, unless the first word is a name of code."""
    return text[:1].upper() + text[1:] if re.match(r"[a-z]+[ ,;]", text) else text


def names_itself(line: Line) -> bool:
    """Whether a line says itself what it is: such lines are what a record stands for."""
    text = STATE.sub("", line.text)
    return any(words.match(text) for _, words in LEADS)


def placed(lines: Iterable[Line], loose: bool = False) -> list[Group]:
    """The lines that have a place, neighbours of the same role below the same label together.
    `loose` also takes those that only heading or section place.
    """
    found: list[tuple[str, list[Line]]] = []
    for each in lines:
        made = place(each)
        if made is None and loose and (named := _named_loosely(each)):
            made = named, replace(each, text=_as_item(each.text, each))
        if made is None:
            continue
        role, line = made
        if found and role == found[-1][0] and _goes_on(found[-1][1], line):
            found[-1][1].append(line)
        elif not ALONE.match(line.text):
            found.append((role, [line]))
    return [Group(role, tuple(together)) for role, together in found]


def _named_loosely(line: Line) -> str:
    """The role that heading and section give a line, where its words do not say otherwise."""
    role = roles.role(line)
    otherwise = UNFIT.search(line.text) or (
        role in (CAUSE, PROBLEM) and (ORDERS.match(line.text) or DID.match(line.text))
    )
    return "" if otherwise else role


def _goes_on(together: Sequence[Line], line: Line) -> bool:
    size = sum(each.tokens for each in together) + line.tokens
    near = together[0].group == line.group
    same = near and bool(label_of(line) or REFERS.search(line.text))
    return same and len(together) < MOST_LINES and size <= MOST_TOKENS


def label_of(line: Line) -> str:
    """The label above a line, else the record's own heading, where that says more than the part
    that the line stands in does.
    """
    name = SHOUTED.sub("", Group("", (line,)).name)
    return "" if roles.named(name) and len(name.split()) <= MOST_FORMAL else name


@lru_cache(maxsize=100_000)
def _placed(line: Line) -> tuple[str, str]:
    text = TAIL.sub("", STATE.sub("", line.text)).strip()
    if not text or UNFIT.search(text) or roles.hollow(line):
        return "", ""
    if LETTERED.match(text):
        return (CHOICE if TAKEN.search(text) else OPTION), text
    if line.section in ("objective", "issues") or text.startswith("The user: “"):
        return _wanted(text, line), text
    return _led(text, line) or (_unled(text, line), text)


def _wanted(text: str, line: Line) -> str:
    """The role of a field of the header, or of the user's words."""
    if line.section == "objective":
        return GOAL
    if line.section == "issues":
        wrong = FAULT.search(text) or (STATES.search(text) and not ORDERS.match(text))
        return PROBLEM if wrong else ""
    if len(text.split()) <= LEAST_QUOTED or line.section not in ("summary", "plan", "do"):
        return ""
    return COMPLAINT if FAULT.search(text) else REQUEST


def _led(text: str, line: Line) -> tuple[str, str] | None:
    """The role that a line names itself and what it says then; None for a line that names none."""
    for role, words in LEADS:
        if lead := words.match(text):
            body = text[lead.end() :]
            body = _capital(body)
            kept = body if len(body.split()) >= LEAST_WORDS else text
            return (role if _holds(role, body, line) else ""), kept
    return next(((role, text) for role, words in OPENS if words.match(text)), None)


def _unled(text: str, line: Line) -> str:
    """The role of a line by its place, where its words agree."""
    if line.text.lower().startswith(("planned:", "open:")):
        return NEXT if line.section == "act" and ORDERS.match(text) else ""
    if line.section == "plan" and WEIGHED.search(text):
        return OPTION
    role = _by_place(line)
    if role == PLAN and not ORDERS.match(text) and not _named(line):
        # A plan that only describes says what was found.
        role = CAUSE
    return role if role and _agrees(role, text, line) else ""


def _holds(role: str, body: str, line: Line) -> bool:
    """Whether what follows a lead-in can be what this says."""
    if role == RULE:
        return _general(body)
    if role == CHOICE:
        return not REACHED.search(body)
    return not praised(line, body)


def _general(text: str) -> bool:
    """Whether a lesson holds beyond its case."""
    said = text.lower()
    told = roles.TOLD.search(said) or roles.PRAISE.search(said) or REACHED.search(said)
    return not told and roles.states_rule(text)


def _by_place(line: Line) -> str:
    """What label, heading and section say together; empty where they disagree."""
    return PLACES.get((line.section, _named(line)), "")


def _named(line: Line) -> str:
    return roles.named(line.label) or roles.named(line.heading)


# What a line may be by the section it stands in and what label or heading name; "" is none of both.
PLACES = {
    ("summary", CHOICE): CHOICE,
    ("summary", OPTION): OPTION,
    ("plan", ""): PLAN,
    ("plan", PLAN): PLAN,
    ("plan", CAUSE): CAUSE,
    ("plan", PROBLEM): PROBLEM,
    ("plan", CHOICE): CHOICE,
    ("plan", OPTION): OPTION,
    ("plan", DEED): PLAN,
    ("do", ""): DEED,
    ("do", DEED): DEED,
    ("do", CAUSE): CAUSE,
    ("do", PROBLEM): PROBLEM,
    ("do", CHOICE): CHOICE,
    ("do", OPTION): OPTION,
    ("do", CHECK): CHECK,
    ("check", ""): CHECK,
    ("check", CHECK): CHECK,
    ("check", PROBLEM): PROBLEM,
    ("check", DEED): CHECK,
    ("check", CAUSE): CHECK,
    ("act", NEXT): NEXT,
    ("act", ""): RULE,
    ("act", CHECK): OUTCOME,
    ("act", DEED): OUTCOME,
    ("act", RULE): RULE,
    ("process_update", RULE): RULE,
    ("process_update", ""): RULE,
    ("other", CAUSE): CAUSE,
    ("other", PROBLEM): PROBLEM,
    ("other", DEED): DEED,
    ("other", CHOICE): CHOICE,
}  # fmt: skip


def _agrees(role: str, text: str, line: Line) -> bool:
    """Whether the words of a line can be what its place says."""
    deed, order = bool(DID.match(text)), bool(ORDERS.match(text))
    body = text.split(": ", 1)[-1]
    if role == RULE:
        return _general(text)
    if praised(line, body):
        return False
    if role == PROBLEM:
        return bool(FAULT.search(text)) and not (deed or order or REACHED.search(text))
    if role == CHOICE and not (order or SETTLES.search(body)):
        return False
    if role in (CHOICE, OPTION):
        return not (deed or REACHED.search(text))
    if role in (NEXT, PLAN):
        return order or (role == PLAN and not deed and not REACHED.search(text))
    if role == CAUSE:
        return bool(IS_SO.search(body)) and not (
            deed or order or re.match(r"[A-Z][a-z]+ing ", text)
        )
    if role == DEED:
        return deed or (not order and bool(_named(line) or STATES.search(body)))
    return not order and bool(_named(line) or SHOWN.search(text))


def praised(line: Line, body: str) -> bool:
    """Whether a line praises more than it says."""
    words = len(roles.PRAISE.findall(line.low))
    return words > 1 or (words == 1 and not roles.CONCRETE.search(body))
