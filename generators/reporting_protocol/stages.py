"""Which section of a report a note belongs to: both its own words and its place in the record must
say so. What nobody could place is not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generators.pdca.salient_lines import Line
from generators.pdca.telling import roles

STAGES = {
    roles.PROBLEM: "Problem",
    roles.REQUEST: "Problem",
    roles.CAUSE: "Problem",
    roles.PLAN: "Plan",
    roles.CHOICE: "Plan",
    roles.DEED: "Do",
    roles.CHECK: "Check",
    roles.NEXT: "Act",
    roles.RULE: "Lessons",
}
# A label that only names the section, which the report's heading says already.
OWN_LABELS = {
    "Problem": r"\[?t\]rigger|what started it|problem|issue",
    "Plan": r"\[?r\]esponse|chosen|decision|plan|approach",
    "Do": r"done|completed|implemented",
    "Check": r"\[?o\]utcome|ok|done|verified|checked|result",
    "Act": r"\[?n\]ext|next steps?|next|follow-?up",
    "Lessons": r"(?:key )?(?:lessons?|learnings?)(?: applied)?",
}
# What a note says that belongs to a section, in lower case, at its beginning.
_BEGINS = {
    "Problem": r"the user: “|(?:the |my )?(?:problems?|issues?|bugs?|symptoms?|mistakes?|t\]rigger"
               r"|trigger|what started it|root cause|not ok)\b",
    "Plan": r"(?:r\]esponse|planned|strategy|approach|decision|decided|chosen|plan)\b",
    "Do": r"(?:\w+ly )?(?:added|changed|created|fixed|implemented|moved|removed|renamed|replaced"
          r"|restored|updated|wrote|built|installed|merged|committed|pushed|copied|deleted|split"
          r"|extracted|extended|converted|configured|refactored|ran|joined|recomputed"
          r"|introduced|documented|applied|generated|switched|set up|repaired|corrected|sorted"
          r"|translated|exported|timed)\b|`",
    "Check": r"(?:o\]utcome|ok|verified|verification|confirmed|validated|validation|tested"
             r"|measured|works|all \d+|\d+ of \d+|(?:all |the )?\d* ?tests? pass)\b",
    "Act": r"(?:n\]ext|next|future|follow-?ups?|to ?do|still open|remaining)\b",
    "Lessons": r"(?:key |process |critical )?(?:lessons?|learnings?|insights?|principles?"
               r"|rules?)\b",
}  # fmt: skip
# … and anywhere.
_SAYS = {
    "Problem": r"\b(?:bugs?|broken|broke|cannot|conflicts?|confus\w*|crash\w*|did not|does not"
               r"|do not|fails?|failed|failing|incorrect(?:ly)?|lacks?|lost|missing|mistakes?"
               r"|unclear|violat\w*|wrong(?:ly)?|stuck|nobody|too (?:late|long|slow|many|few|much)"
               r"|complain\w*|asked for|contradict\w*|twice)\b|not ok:",
    "Plan": r"\b(?:will|to be|in order to|chosen|instead of)\b",
    "Do": r"\b(?:added|changed|created|fixed|implemented|moved|removed|renamed|replaced|restored"
          r"|updated|wrote|built|installed|merged|committed|pushed|copied|deleted|split|extracted"
          r"|extended|converted|configured|refactored)\b",
    "Check": r"\b(?:verified|validated|confirm(?:s|ed)?|tests?|tested|pass(?:ed|es)?|works?|working"
             r"|correctly|no longer|agrees?|agreed|equals?|unchanged|refused|found|fell|rose"
             r"|within)\b|\d+ ?%|\b\d+ of \d+\b|\b\d+/\d+\b|^(?:no|none|all|every|both)\b",
    "Act": r"\b(?:next|future|later|follow-?up|remaining|still open|upcoming|consider)\b",
    "Lessons": r"\b(?:always|never|must|prevents?|requires?|only when|whenever|rather than"
               r"|should|before)\b",
}  # fmt: skip
BEGINS = {stage: re.compile(words) for stage, words in _BEGINS.items()}
SAYS = {stage: re.compile(words) for stage, words in _SAYS.items()}
LABELS = {
    stage: re.compile(rf"(?:{words})\s*[:–-]\s+", re.I) for stage, words in OWN_LABELS.items()
}
OPENING, MOST_HITS = 2.0, 2
# A finished state: neither planned nor a next step nor a problem.
FINISHED = re.compile(
    r"^(?:done|ok)\b|\b(?:complet(?:ed?|ion)|verified|created|implemented|achieved|included"
    r"|confirmed|fixed|resolved|already|successfully|ready|preserved|maintain(?:s|ed)|established"
    r"|captured|applied|researched|documented|assessed|properly|intact|eliminated|followed"
    r"|excellen\w+|success\w*|no longer)\b"
)
HAPPENED = re.compile(rf"{FINISHED.pattern}|\b(?:was|were|has been|have been)\b")
# Still to be done: no deed and no result.
OPEN = re.compile(
    r"\b(?:will|needs?|needed|pending|to be|should|must|todo|planned|required|awaiting|next"
    r"|not yet|future|fix(?:es)? for)\b"
)
DEED = re.compile(
    r"^(?!(?:no|not|never)\b)(?!(?:\w+ )?(?:is|are)\b)[^:]*?"
    r"(?:\b(?!need|based|required|used|called|named|expected)[a-z]{3,}ed\b"
    r"|\b(?:wrote|built|ran|made|found|split)\b)"
)
# An imperative or a name of something to come, as plans and next steps are written.
AIM = re.compile(
    r"^(?:[\w' /().-]{2,50}: )?(?:consider|create|implement|add|build|continue|complete|prepare"
    r"|update|fix|test|verify|review|document|extend|apply|integrate|ensure|check|monitor|map"
    r"|remove|move|use|run|validate|define|establish|develop|deploy|merge|convert|extract|explore"
    r"|ask|let|write|make|keep|replace|clean|commit|push|report|analy[sz]e|refactor|measure|look"
    r"|show|change|give|put|name|count|compare|locate|find|follow|reproduce|follow|shorten|sort"
    r"|collect|record|list|reject|refuse|connect|log|delete|tell|send|print|mail|thank|agree"
    r"|separate|identify|select|rename|split|switch|store|set|search|read|copy)\b(?!:)"
)
# A line that answers somebody, or points to one that is not there.
DANGLING = re.compile(
    r"^(?:both|these|those|this|it|they|that|he|she|them|the (?:same|other|second|first|rest))\b"
    r"|^(?:fixed|mended|removed|changed|joined|corrected) (?:both|it|them|these|this|that)\b"
    r"|^(?:status|impact|reality|target|source|justification|benefits?|rationale|create mode"
    r"|perfect|excellent)\b"
    r"|\b(?:you are|you're|acknowledged|apolog\w+|absolutely|i (?:was|am|will|violated|see|have)"
    r"|i['’](?:ll|m|ve))\b|^(?:i|my|we|our)\b|^in progress\b|^(?:first|second|third|fourth):"
    r"|(?:\\|…|\.\.\.)`?$|^the user: “[^“]*(?<![.!?])”$"
)
FEWEST_WORDS = 4
CHEERS = re.compile(
    r"!(?:\s|$|[”\"])|\bperfect|\bbeautiful|\bgreat\b|\bcelebrat|\bextraordinar|\blimitless"
)
# A figure that is not the number of something.
MEASURED = re.compile(r"(?<![\w.#-])(?<!\w )\d[\d.,]*(?! ?:)|\b(?:of|in|from|to|with|than) \d")
# Headings and labels below which no deed of the cycle stands.
NO_DEEDS = re.compile(
    r"answer|status|justif|steps|next|future|plan|strateg|require|pending|option|analysis|current"
    r"|criteria|scope|expected|benefit",
    re.I,
)
# What the note taker writes before a line that its time alone does not place: what was planned
# stands before the work, what was done in between, but afterwards there are three kinds of lines.
MARKED = {"Check": "checked", "Act": "next", "Lessons": "learned"}
PLACED = {"Do": "do", "Check": "check"}
TIMES = {"Problem": 0, "Plan": 0, "Do": 1, "Check": 2, "Act": 2, "Lessons": 2}


def stage_of(note: str) -> str:
    """The section that a note's own words put it into; empty where they point to none, or to
    several.
    """
    said = note.lower().lstrip(roles.MARKS)
    body = said.split(": ", 1)[-1]
    scores = {
        stage: OPENING * bool(begins.match(said) or begins.match(body))
        + min(MOST_HITS, len(SAYS[stage].findall(said)))
        for stage, begins in BEGINS.items()
    }
    best, second = sorted(scores, key=lambda stage: -scores[stage])[:2]
    return best if scores[best] > scores[second] else ""


def bears_out(stage: str, line: Line) -> bool:
    """Whether what the line says can stand in the section, wherever the record has it."""
    said = line.low.lstrip(roles.MARKS)
    body = said.split(": ", 1)[-1]
    begins = bool(BEGINS[stage].match(said))
    if DANGLING.search(said) or DANGLING.search(body) or _empty(said, body):
        return False
    return {
        "Problem": not FINISHED.search(said)
        and (begins or bool(SAYS["Problem"].search(said)))
        and not AIM.match(body)
        and not BEGINS["Do"].match(said)
        and not re.match(r"\w+ed\b", said),
        "Plan": not HAPPENED.search(said) and (begins or bool(AIM.match(said))),
        "Do": not OPEN.search(said)
        and not NO_DEEDS.search(f"{line.heading} {line.label}")
        and not AIM.match(body)
        and (begins or bool(BEGINS["Do"].match(body)) or bool(DEED.match(said))),
        "Check": not OPEN.search(said)
        and not said.startswith(("not ok", "`", "the user"))
        and not AIM.match(body)
        and (begins or bool(SAYS["Check"].search(said)) or bool(MEASURED.search(body))),
        "Act": not HAPPENED.search(body)
        and (begins or (_named_next(line) and bool(AIM.match(said)))),
        "Lessons": begins or bool(roles.OBLIGES.search(said) or roles.IMPERATIVE.match(said)),
    }[stage]


def _named_next(line: Line) -> bool:
    """Whether the name right above the line says that it is still to be done."""
    return roles.named(line.label or line.heading) == roles.NEXT


def _empty(said: str, body: str) -> bool:
    """Whether a line, in lower case, says too little or only cheers."""
    few = len(body.split()) < FEWEST_WORDS and not body.startswith("`")
    return few or bool(CHEERS.search(said) or roles.PRAISE.search(said))


@dataclass(frozen=True)
class Note:
    """A line as a note: the section it belongs to, how the note reads, and how the report says it.
    `marked`: a word of the note taker says which section that is.
    """

    stage: str
    text: str
    said: str
    marked: bool = False


def note_of(line: Line) -> Note | None:
    """The line as a note; None where nobody could place it. A label that only names the section is
    left out of the report; out of the note too, where the line needs none.
    """
    stage = STAGES.get(roles.role(line), "")
    if (
        not stage
        or not bears_out(stage, line)
        or (stage == "Lessons" and not roles.states_rule(line.text))
    ):
        return None
    said = _without_label(line.text, stage)
    if said != line.text:
        bare = stage_of(said) == stage or stage == "Plan"
        return Note(stage, said if bare else line.text, said, not bare)
    own = stage_of(said)
    if own == stage:
        return Note(stage, said, said)
    if (own and TIMES[own] == TIMES[stage]) or stage == "Problem":
        return None
    # What an own word does not say, the line's place must.
    if line.section != PLACED.get(stage, line.section):
        return None
    mark = MARKED.get(stage, "")
    return Note(stage, f"{mark}: {said}" if mark else said, said, bool(mark))


def _without_label(text: str, stage: str) -> str:
    label = LABELS[stage].match(text)
    rest = text[label.end() :] if label else text
    # A name or path keeps its small letter.
    word = bool(rest) and rest.split()[0].isalpha()
    return rest[:1].upper() + rest[1:] if label and word else rest
