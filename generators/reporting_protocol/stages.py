"""Which section of a report a line belongs to: the one that its record gives it, by a name above
the line or in front of it, and only where the line also reads as that section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from generators.pdca.salient_lines import Line
from generators.pdca.telling import report_lines as forms
from generators.pdca.telling.report_lines import TIMES

# A label in front of a line that names its section, which the report's heading says already.
LABELS = {
    "Problem": r"\[?t\]rigger|trigger|what started it|(?:the )?problem|issue|symptom|root cause",
    "Plan": r"\[?r\]esponse|response|chosen|decision|decided|plan|approach|strategy",
    "Check": r"\[?o\]utcome|outcome|verified|checked|(?:investigation |test )?results?|findings?"
    r"|(?:final )?verification",
    "Act": r"\[?n\]ext|next(?: steps?| action)?|follow-?up|immediate(?: actions?)?",
    "Lessons": r"(?:(?:core|developer|key|main|process|session) )?(?:lessons?|learnings?|insights?)"
    r"(?: learned| applied)?",
}
LABELLED = {stage: re.compile(rf"(?:{words})\s*[:–-]\s+", re.I) for stage, words in LABELS.items()}
# Labels that elsewhere say what is to be done.
_THERE_ONLY = re.compile(r"(?:\w+ )?(?:verification|results?|findings?)\s*[:–-]", re.I)
# Where each label may stand; elsewhere it speaks of another time or of somebody else's work.
_NAMES = {
    # Section of the record: names of labels and headings, in lower case, and their stage.
    "plan": (
        ("Problem", r"^(?:the )?problems?\b|^issues?\b|root cause|symptoms?\b|identified issues?"),
        ("Plan", r"strateg|approach|\bplan\b|\bphases?\b|^(?:implementation )?steps\b"),
    ),
    "summary": (("Problem", r"feedback|user (?:request|input|directive)"),),
    "do": (
        ("Do", r"^$|\bactions?\b|implement|chang(?:e|ing)|creat|\bupdat|\bfix(?:es|ed)?\b"
               r"|complet|execut|correct(?:ions?|ed)|\bapplied\b|\bdone\b|refactor|migrat|clean"
               r"|\bmoved\b|removed|added|modif|built|resolution|restor|renam|consolidat"
               r"|simplif|deliver"),
    ),
    "check": (
        ("Check", r"^$|verif|validat|\btest|result|confirm|evidence|measure|qualit|status"),
    ),
    "act": (
        ("Lessons", r"lesson|learning|learned|insight|principle"),
        ("Act", r"\bnext\b|follow-?up|future|immediate (?:next|actions?)|recommend|to ?do\b"
                r"|improvements? for|action items|automation to add"),
    ),
    "process_update": (("Lessons", r"learning|lessons?|insight"),),
}  # fmt: skip
NAMES = {
    section: tuple((stage, re.compile(words)) for stage, words in named)
    for section, named in _NAMES.items()
}
# Names below which something else stands than the section says: what was expected, missed,
# considered, or done by others.
OTHERWISE = re.compile(
    r"should|would|\btry\b|to be |expected|option|alternativ|wrong|mistake|violat|fail(?:ed|ure)"
    r"|not ok|warning|missing|gap\b|before\b|previous|template|example|proposed|pending|require"
    r"|benefit|criteria|current|scope|resources|assum|risk|input|impact|metric|qa decisions?"
    r"|awaiting|answer|journey|story|stor(?:y|ies)|self-check|transcript|\bwhy\b|\bhow\b"
    r"|comparison|history|timeline|planned|opportunit|justif|if\b|when\b|problem-solving"
    r"|possible|hypoth|suspect|reconstruct|detailed timeline"
)
NOT_IN = {
    "Do": re.compile(
        r"analys|assess|research|plan\b|strateg|next|\bneeded|status|issue|verdict|problem"
        r"|finding|discover|exist"
    ),
    "Check": re.compile(
        r"insight|learn|lesson|next|root cause|issue|error|bug|confus|analys|readiness|strateg"
        r"|future|recommend|feedback|request|plan\b|improve"
    ),
    "Act": re.compile(r"complet|applied|\bdone\b|achiev|results|success|implemented|enabled"),
    "Problem": re.compile(r"resol|solution|fix"),
    "Plan": re.compile(r"analys(?:is)? of"),
    "Lessons": re.compile(r"excellen|achiev|success"),
}
# How a line begins that belongs nowhere else.
OPENS_ELSEWHERE = {
    "Lessons": re.compile(r"(?:key )?(?:learn|lesson|insight|takeaway|understanding)", re.I),
    "Problem": re.compile(r"(?:problem|issue|bug|error|root cause|violation|without this)", re.I),
}
# Names that only say again what the section is.
UNNAMED = re.compile(r"$|(?:verification )?results?$|verifications?(?: performed)?$|evidence$")
# A label that says what the line is, and more than the section does.
TELLING = re.compile(r"root cause\b", re.I)
# A label that only counts: of the lines that it counts, a report has some.
COUNTED = re.compile(r"(?:phase|step|stage|part|priority|milestone) \d[\d.]*\s*[:–-]\s+", re.I)
# What the header calls the issues stands at the beginning.
FIELD = "issues"


@dataclass(frozen=True)
class Note:
    """A line as a note: the section it belongs to, how the note reads, and how the report says it.
    `marked`: the note says itself which section that is.
    """

    stage: str
    text: str
    said: str
    marked: bool = False

    @property
    def time(self) -> str:
        """When it was noted."""
        return TIMES[self.stage]


def note_of(line: Line) -> Note | None:
    """The line as a note; None where its record gives it no section, or it does not read so."""
    text = forms.trimmed(line.text)
    counted = COUNTED.match(text)
    text = forms.opened(text[counted.end() :]) if counted else text
    stage, said = _place(line, text)
    if any(word.match(text) and stage != own for own, word in OPENS_ELSEWHERE.items()):
        return None
    named = said != text and line.section != FIELD
    if not stage or not forms.sound(said):
        return None
    if not forms.reads(stage, said, named, bool(UNNAMED.match(line.above.strip()))):
        return None
    if said != text:
        # The record's own label, where the line alone could be something else of its time.
        bare = forms.plainly(stage, said)
        return Note(stage, said if bare else text, said, not bare)
    mark = "" if forms.plainly(stage, said) else forms.MARKS.get(stage, "")
    return Note(stage, f"{mark}{said}", said, bool(mark))


def marked(note: Note) -> Note | None:
    """The note with a mark in front that names its section, where there is one for it."""
    mark = forms.MARKS.get(note.stage)
    return replace(note, text=f"{mark}{note.said}", marked=True) if mark else None


def _place(line: Line, text: str) -> tuple[str, str]:
    """(section, what the line says without a label that only names it)."""
    for stage, label in LABELLED.items():
        match = label.match(text)
        if match and line.section in _sections_of(stage, text):
            if TELLING.match(text):
                return stage, text
            return stage, forms.opened(text[match.end() :])
    if line.section == FIELD:
        return "Problem", forms.opened(text)
    if text.startswith(forms.USER):
        return ("Problem" if line.section == "summary" else ""), text
    if OTHERWISE.search(line.above):
        return "", text
    named = _named(line.section, line.label.lower()) if line.label else ""
    stage = named or _named(line.section, line.heading.lower())
    return ("", text) if stage and NOT_IN[stage].search(line.above) else (stage, text)


def _sections_of(stage: str, text: str) -> tuple[str, ...]:
    """Sections of a record in which the label of a line counts."""
    if stage == "Check" and _THERE_ONLY.match(text):
        return ("check",)
    return {
        "Problem": ("plan", "summary"),
        "Plan": ("plan",),
        "Check": ("plan", "check"),
        "Act": ("plan", "act"),
        "Lessons": ("act", "process_update"),
    }[stage]


def _named(section: str, name: str) -> str:
    return next(
        (stage for stage, words in NAMES.get(section, ()) if words.search(name)),
        "",
    )
