"""Which section of a report a note belongs to, by its own words: a note that nobody could place is
not used.
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
# What a note says that belongs to a section, in lower case; the opening counts more than the rest.
_BEGINS = {
    "Problem": r"the user: “|(?:the |my )?(?:problems?|issues?|bugs?|errors?|gaps?|violations?"
               r"|challenges?|symptoms?|mistakes?|t\]rigger|trigger|what started it|root cause"
               r"|user (?:asked|requested|reported|complained))\b",
    "Plan": r"(?:r\]esponse|plan|planned|strategy|approach|implementation strategy|scope"
            r"|objectives?|goals?"
            r"|targets?|requirements?|decision|decided|chosen|expected|success criteria"
            r"|acceptance criteria|phase \d|step \d|first\b|then\b)\b",
    "Do": r"(?:\w+ly )?(?:added|changed|created|fixed|implemented|moved|removed|renamed|replaced"
          r"|restored|updated|wrote|built|installed|merged|committed|pushed|copied|deleted|split"
          r"|extracted|extended|converted|configured|refactored|ran|read|joined|recomputed"
          r"|introduced|documented|analy[sz]ed|applied|generated|switched|set up)\b|`",
    "Check": r"(?:o\]utcome|ok|verified|verification|confirmed|validated|validation|tested|tests?"
             r"|results?|evidence|check|checked|quality|measured|works|all \d+|\d+ of \d+)\b",
    "Act": r"(?:n\]ext|next|future|follow-?ups?|to ?do|planned|still open|remaining|immediate)\b",
    "Lessons": r"(?:key |process |critical )?(?:lessons?|learnings?|insights?|principles?"
               r"|rules?)\b",
}  # fmt: skip
_SAYS = {
    "Problem": r"\b(?:bugs?|broken|cannot|conflicts?|confus\w*|crash\w*|did not|does not|errors?"
               r"|fail\w*|gaps?|incorrect|issues?|lacks?|lost|missing|mistakes?|problems?|unclear"
               r"|violat\w*|wrong|asked for|requested|wants?|wanted)\b|not ok:",
    "Plan": r"\b(?:will|to be|strategy|plan|in order to|first|options?|chosen|instead of"
            r"|should|expected)\b",
    "Do": r"\b(?:added|changed|created|fixed|implemented|moved|removed|renamed|replaced|restored"
          r"|updated|wrote|built|installed|merged|committed|pushed|copied|deleted|split|extracted"
          r"|extended|converted|configured|refactored)\b",
    "Check": r"\b(?:verif\w*|validat\w*|confirm\w*|tests?|tested|pass(?:ed|es)?|works?|working"
             r"|successfully|correct(?:ly)?|functional|accessible|no longer|exists?|present)\b"
             r"|\d+ ?%|\b\d+ of \d+\b|\b\d+/\d+\b",
    "Act": r"\b(?:next|future|later|follow-?up|continue|remaining|still open|upcoming|prepare for"
           r"|consider)\b",
    "Lessons": r"\b(?:always|never|must|prevents?|requires?|only when|whenever|rather than"
               r"|should|before)\b",
}  # fmt: skip
BEGINS = {stage: re.compile(words) for stage, words in _BEGINS.items()}
SAYS = {stage: re.compile(words) for stage, words in _SAYS.items()}
OPENING, MOST_HITS = 2.0, 2
# What the template calls parts of a record that have no heading of their own.
PLACES = {"issues": "Issue", "process_update": "Process learning"}
MOST_NAME = 7
# What has happened is neither planned nor a next step; what is done has a verb that says so.
HAPPENED = re.compile(
    r"^(?:done|ok)\b|\b(?:completed?|verified|created|implemented|achieved|included|confirmed|fixed"
    r"|already|successfully|ready|was|were)\b"
)
DEED = re.compile(
    r"^(?!(?:no|not|never)\b)(?:[^:]{2,50}: )?(?!(?:\w+ )?(?:is|are)\b)"
    r".*(?:\b(?!need|based|required)[a-z]{3,}ed\b|\b(?:wrote|built|ran|set|made|found|split|done)\b"
    r"|^[a-z]{3,}ing\b)"
)
# What somebody who takes notes writes before a line that does not say what it is.
MARKED = {
    "Problem": "problem",
    "Plan": "planned",
    "Do": "done",
    "Check": "checked",
    "Act": "next",
    "Lessons": "learned",
}


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


def _bears_out(stage: str, said: str) -> bool:
    """Whether a line, in lower case, may stand in the section that its place puts it into. What
    stands below Plan may as well tell what is wrong, and the other way round: such a line needs a
    word of its section. Results stand below Check, and nothing else does.
    """
    if stage == "Do":
        return bool(DEED.search(said))
    intended = stage == "Plan" and roles.INTENDED.search(said)
    return bool(stage not in ("Problem", "Plan") or intended or SAYS[stage].search(said))


@dataclass(frozen=True)
class Note:
    """A line as a note: the section it belongs to and how it reads. `marked`: a word of the note
    taker says which section that is.
    """

    stage: str
    text: str
    marked: bool = False


def note_of(line: Line) -> Note | None:
    """The line as a note; None where nobody could place it. What the line does not say itself the
    name above it must, which then stands before it, else a word that says when it was noted.
    """
    stage = STAGES.get(roles.role(line), "")
    if not stage or (stage == "Lessons" and not roles.states_rule(line.text)):
        return None
    said = line.low.lstrip(roles.MARKS)
    own = stage_of(line.text)
    if own == stage or BEGINS[stage].match(said):
        return Note(stage, line.text)
    if stage in ("Plan", "Act") and HAPPENED.search(said):
        return None
    # An intention is a plan or a next step, as the name says, whatever it is about.
    intended = stage in ("Plan", "Act") and roles.INTENDED.search(said)
    for name in () if own and not intended else (
        PLACES.get(line.section, ""), line.label, line.heading,
    ):  # fmt: skip
        if name and len(name.split()) <= MOST_NAME and STAGES.get(roles.named(name)) == stage:
            return Note(stage, f"{name} – {line.text}")
    # A line may speak of a test that was written; one that opens with its result says itself.
    if (own and BEGINS[own].match(said)) or not _bears_out(stage, said):
        return None
    return Note(stage, f"{MARKED[stage]}: {line.text}", marked=True)
