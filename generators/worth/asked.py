"""What an instruction asks of a PDCA record, and what the record's lines stand below
(domain_patterns).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .case import WORD, Case

HEADING = re.compile(r"^(#{1,6})\s+(.+)$")
LISTED = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
TICKED = re.compile(r"^\s*[✅❌⚠✓✗☐☑]\s")
# What an instruction calls a part, and what a record calls it.
PARTS = {
    "objective": r"objectives?|goals?|ziele?",
    "feedback": r"feedback|requests?|questions?|directives?|instructions?",
    "answer": r"answer|antwort",
    "problem": r"problems?|issues?|bugs?|symptoms?|trigger|went wrong|did wrong|failed|started it"
    r"|probleme?|auslöser",
    "cause": r"causes?|ursachen?|happened",
    "fix": r"fix(?:es)?|solutions?|resolutions?|corrections?|lösung(?:en)?",
    "options": r"options?|alternatives?|optionen",
    "decisions": r"decisions?|decided|chosen|selected|entscheidung(?:en)?",
    "rationale": r"rationale|why this|begründung",
    "risks": r"risks?|risiken",
    "strategy": r"strategy|strategies|approach(?:es)?",
    "success criteria": r"criteria|expected|definition of done",
    "results": r"results?|findings?|achieved|outcomes?|conclusions?",
    "before and after": r"before|after|vorher|nachher",
    "lessons": r"lessons?|learnings?|learned|learnt|insights?|takeaways?|erkenntnisse?|lehren?"
    r"|gelernt",
    "next steps": r"next|follow-?ups?|remaining|outstanding|pending|upcoming|future|action items?"
    r"|immediate actions? required|nächste schritte?",
    "handover": r"hand-?(?:over|off)s?|future agents?|next agents?|recovery information|übergabe",
}
ASKED = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in PARTS.items()}
# Words that may stand around the one that says what a part is; a name of others is another's.
AROUND = (
    r"(?:(?:the|my|main|core|real|root|final|key|qa|tron|user(?:'s)?|po|immediate|test"
    r"|verification|validation|acceptance|success|actual|critical|process|implementation) )*"
)
AFTER = (
    r"(?: (?:statement|identified|found|discovered|analysis|confirmed|applied|implemented|made"
    r"|taken|required|considered|learned|learnt|received|steps?|actions?|assessment|performed"
    r"|for selected option|and mitigations|schritte?|\d+))*"
)
NAMED = {
    name: re.compile(rf"(?:\d[\d.]*\W+)?{AROUND}(?:{words}){AFTER}", re.I)
    for name, words in PARTS.items()
}
# What a pattern cannot leave out where an instruction asks for it as such.
KEYS = ("problem", "cause", "fix", "decisions", "rationale", "lessons")
PATTERN = re.compile(r"\bkey pattern\b", re.I)
FIELD = re.compile(r"^\W*(?:\[[ xX]\]\s*)?([^:|`]{3,40}):\s+\S")
LABEL = re.compile(r"^(?!#)(\s*)(?:[-*+•]\s+|\d+[.)]\s+)?\W*([^|`]{3,90}):\s*$")
STAMP = re.compile(r"\W*[(\[][^)\]]*[)\]]\W*$|\W*\d{4}-\d\d-\d\d\S*|\W*\bUTC\b\S*")


@dataclass(frozen=True)
class Line:
    """A line that says something, and what it stands below: the names of its headings and labels,
    outermost first, the title left out.
    """

    text: str
    above: tuple[str, ...]
    code: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Those, and the field that the line begins with."""
        field = None if self.code else FIELD.match(self.text)
        return (*self.above, field[1]) if field else self.above


def untitled(case: Case) -> str:
    """The instruction without what it quotes."""
    return re.sub(r"“[^”]*”", "“”", case.instruction)


def wanted(case: Case) -> list[str]:
    """The parts that the instruction asks for by what they are."""
    said = untitled(case)
    named = [name for name in PARTS if re.search(rf"\bthe (?:\w+(?:'s)? )?{name}\b", said)]
    return named if named or not PATTERN.search(said) else list(KEYS)


def open_pattern(case: Case) -> bool:
    """Whether the instruction asks for the key pattern and leaves open what is key."""
    said = untitled(case)
    return bool(PATTERN.search(said)) and ":" not in said


def quoted(case: Case) -> list[str]:
    """The headings, and labels on lines of their own, that the instruction names in quotation
    marks; the title is none.
    """
    lines = case.input.splitlines()
    found = [*map(HEADING.match, lines), *(LABEL.match(x) for x in lines if x[:1].isalpha())]
    names = {title(match[2]) for match in found if match and len(match[1]) != 1}
    return [name for name in re.findall(r"“([^”]+)”", case.instruction) if name in names]


def title(heading: str) -> str:
    """A heading without its marks."""
    return heading.strip(" :*✅❌⚠#")


def plain(name: str) -> str:
    """A name without time stamps, brackets and marks."""
    return STAMP.sub("", name).strip(" :✅❌⚠*#")


def lines_of(text: str) -> list[Line]:
    """What each line that says something stands below. A label holds the lines behind it up to the
    next heading, to a label no deeper than itself, or to a field; one that is a list item, with
    others inside, up to the next item beside it. A field in front of a quotation holds all of it.
    """
    found: list[Line] = []
    headings: list[tuple[int, str]] = []
    labels: list[tuple[int, str]] = []
    inside: set[int] = set()
    fenced = False
    opened: tuple[str, ...] = ()
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            found.append(Line(line, tuple(each for _, each in [*headings, *labels]), True))
        elif match := HEADING.match(line):
            level = len(match[1])
            headings = [each for each in headings if each[0] < level]
            headings += [(level, match[2])] if level > 1 else []
            labels = []
        elif name := _label(lines, at):
            indent = len(line) - len(line.lstrip())
            labels = [*(each for each in labels if each[0] < indent), (indent, name)]
            inside = {each for each in inside if each < indent}
            inside |= {indent} if LISTED.match(line) and _deeper(lines, at) else set()
        elif WORD.search(line):
            listed = LISTED.match(line) or TICKED.match(line) or line.startswith(" ")
            indent = len(line) - len(line.lstrip())
            if FIELD.match(line) and not listed:
                labels = []
            elif LISTED.match(line):
                labels = [each for each in labels if each[0] < indent or each[0] not in inside]
            opened = _opened(lines, at, opened)
            found.append(Line(line, (*(each for _, each in [*headings, *labels]), *opened)))
    return found


def _opened(lines: Sequence[str], at: int, opened: tuple[str, ...]) -> tuple[str, ...]:
    """The field that a quotation begins with: it names all of its lines."""
    if not lines[at].startswith(">"):
        return ()
    if at and lines[at - 1].startswith(">"):
        return opened
    field = FIELD.match(lines[at])
    return (field[1],) if field else ()


def _deeper(lines: Sequence[str], at: int) -> bool:
    """Whether the next line is indented deeper."""
    mine, after = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    return len(after) - len(after.lstrip()) > len(mine) - len(mine.lstrip())


def _label(lines: Sequence[str], at: int) -> str:
    """What a line calls those below it: one that ends in a colon, or a few words on a line of their
    own in front of a list, a quote or a fence.
    """
    if match := LABEL.match(lines[at]):
        return match[2]
    line = lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else ""
    alone = at == 0 or not lines[at - 1].strip() or bool(HEADING.match(lines[at - 1]))
    heads = alone and bool(
        LISTED.match(after) or TICKED.match(after) or after.startswith(("```", ">", "|"))
    )
    few = 0 < len(WORD.findall(line)) <= 8 and not re.search(r"[.!?]\s*$|^\s*[>|*+-]", line)
    return line if heads and few and not FIELD.match(line) and not TICKED.match(line) else ""
