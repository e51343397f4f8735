"""The salient lines of a PDCA: what carries information, without code, links and the template's own
words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from generators import tokens

from . import tables
from .fences import CODE, Fences
from .kinds import PHASES
from .lines import labels, shell, wording, written
from .lines.repeats import Content, known
from .lines.written import CODE_LINE, USERS
from .marks import BULLET, plain
from .record import Pdca
from .sections import OTHER, Section
from .signs import DECIDES, OPTION, PLANNED, TURNS

# A line that stands in this many records is the template's, not the record's.
BOILERPLATE_RECORDS = 4
# A field's value is found in the record by this many characters.
FOUND_BY = 40
CODE_FENCES = shell.SHELL_FENCES | CODE
FENCE_WITHOUT_LANGUAGE = ("```", "~~~")
SUMMARY = "summary"
SKIPPED_SECTIONS = frozenset({"reflection"})
DONE_SECTIONS = frozenset({"do", "check"})
# Where things to do are listed.
TASK_SECTIONS = frozenset({"plan", "act"})
RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})$")
# The box of an item that is a section, where that is still to be done.
OPEN_BOX = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[ \]\s")
# A label below which deeds of the user stand, not words.
DEEDS = re.compile(r"\b(?:actions?|edits?|aktion(?:en)?)\b", re.I)
# A line with a name of its own in bold, in no list.
FIELD = re.compile(r"\*\*[^*]+(?::\*\*|\*\*:)\s*\S")


@dataclass(frozen=True)
class Line:
    """One salient line: its place (section kind, heading and label above it), what it says,
    what it costs, and which lines of the record (counted from 0, both ends included) say it.
    """

    order: int
    section: str
    heading: str
    label: str
    text: str
    tokens: int
    first: int = 0
    last: int = 0

    @cached_property
    def low(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @cached_property
    def above(self) -> str:
        """Heading and label in lower case."""
        return f"{self.heading} {self.label}".lower()

    @property
    def group(self) -> tuple[str, str, str]:
        """What lines below the same label share."""
        return (self.section, self.heading, self.label)


class Said(NamedTuple):
    """A line as it was read, before what is usual among records is known."""

    heading: str
    label: str
    text: str
    first: int
    last: int


Usual = Counter[str]
"""In how many records each line stands, in lower case."""


def extract(record: Pdca, usual: Usual, tokenizer: str) -> list[Line]:
    """The lines that carry information, cleaned, in order; none says what an earlier one said,
    unless that only summed it up.
    """
    kept: list[tuple[str, Said]] = []
    seen: list[Content] = []
    options: list[Content] = []
    for section, said in [*_named_at_the_top(record), *_told(record)]:
        content = Content(said.text, (section, said.heading, said.label))
        if not said.text:
            continue
        if OPTION.match(said.text):
            # Of several options each belongs to the others, whatever else is said.
            if known(content, options) < 0:
                options.append(content)
                seen.append(content)
                kept.append((section, said))
            continue
        if usual[said.text.lower()] >= BOILERPLATE_RECORDS:
            continue
        at = known(content, seen)
        if at >= 0 and (kept[at][0] != SUMMARY or section not in PHASES):
            continue
        if at >= 0 and seen[at] not in options:
            del seen[at], kept[at]
        seen.append(content)
        kept.append((section, said))
    counts = tokens.count_batch([f"  - {said.text}\n" for _, said in kept], tokenizer)
    return [
        Line(at, section, said.heading, said.label, said.text, count, *said[3:])
        for at, ((section, said), count) in enumerate(zip(kept, counts, strict=True))
    ]


def _named_at_the_top(record: Pdca) -> Iterator[tuple[str, Said]]:
    """Objective, task and issues, where they are sentences."""
    values = (record.objective, record.task, record.issues)
    places, begun = [-1] * len(values), [-1] * len(values)
    for number, line in enumerate(record.text.split("\n")):
        for at, value in enumerate(values):
            if places[at] < 0 and value and value[:FOUND_BY] in plain(line):
                begun[at] = number if begun[at] < 0 else begun[at]
                places[at] = number if value in plain(line) else -1
        if all(place >= 0 or not value for place, value in zip(places, values, strict=True)):
            break
    places = [place if place >= 0 else first for place, first in zip(places, begun, strict=True)]
    for name, value, place in zip(
        ("objective", "objective", "issues"), values, places, strict=True
    ):
        if len(value.split()) >= wording.MIN_WORDS:
            # A value that was put together stands in the opening, if anywhere.
            at = max(0, place)
            yield name, Said(name, "", wording.whole_sentences(value), at, at)


def _told(record: Pdca) -> Iterator[tuple[str, Said]]:
    for section in record.sections:
        if section.kind in SKIPPED_SECTIONS:
            continue
        heading = section.opening if section.opening >= 0 else section.text.find("\n") + 1
        below = section.text[heading:]
        start = section.start + heading + len(below) - len(below.lstrip("\n"))
        above = record.text.count("\n", 0, start)
        undone = section.kind in DONE_SECTIONS and not record.executed
        undone = undone or bool(OPEN_BOX.match(section.text[: max(0, section.opening)]))
        for said in _lines_of(section):
            text = _planned(said.text) if undone else said.text
            first, last = said.first + above, said.last + above
            # What a section is called that is none of the known ones, nothing else says.
            if section.kind == OTHER and not said.heading:
                said = said._replace(heading=wording.named(section.title))
            yield section.kind, said._replace(text=text, first=first, last=last)


def line_frequency(records: Iterable[Pdca]) -> Usual:
    """How usual lines are among the records."""
    usual: Usual = Counter()
    for record in records:
        found = (said for section in record.sections for said in _lines_of(section))
        usual.update({said.text.lower() for said in found})
    return usual


def _planned(text: str) -> str:
    """A line of a record that was never carried out."""
    return text if PLANNED.match(text) else f"Planned: {text}"


def _lines_of(section: Section) -> tuple[Said, ...]:
    return _section_lines(section.body, section.kind in TASK_SECTIONS)


@lru_cache(maxsize=50_000)
def _section_lines(body: str, tasks: bool) -> tuple[Said, ...]:
    """The lines worth reading, numbered within the body; code and links left out, table rows
    joined.

    Kept, since several datasets read the same sections more than once.
    """
    return tuple(_worth_reading(body, tasks))


def _worth_reading(body: str, tasks: bool) -> Iterator[Said]:
    lines = written.lines(body, tasks)
    reading = _Reading(tasks)
    no_steps = shell.no_steps([line.text for line in lines])
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if not reading.fence and line.text.strip() in FENCE_WITHOUT_LANGUAGE:
            reading.session = shell.is_session([each.text for each in lines[at + 1 :]], line.text)
        reading.step = at not in no_steps
        yield from reading.line(line, following)


class _Reading:
    """Where in a section the reader is: heading, label, fence, columns of a table."""

    def __init__(self, tasks: bool) -> None:
        self.heading = self.fence = self.before = ""
        self.fences = Fences()
        self.session = self.behind = False
        """Whether the next fence holds commands, and whether one stands right above in it."""
        self.step = True
        """Whether the next line, in a fence of commands, is one of its own."""
        self.labels = labels.Labels()
        self.turning = labels.Turning(tasks)
        self.parts: str | None = None
        """The heading that numbered names in bold stand below."""
        self.above = self.labels.opened()
        self.fence_of = ""
        """The label that a fence stands below, up to a heading in it."""
        self.told = self.listed = self.items = self.parted = self.opens = False
        """Whether what stands below the label has begun, whether as a list, and of items, whether a
        blank line came behind it, and whether the label ends in a colon.
        """
        self.columns: list[str] = []

    def line(self, line: written.Written, following: str) -> Iterator[Said]:
        """What the next line says."""
        stripped = line.text.strip()
        if self.fences.marks(line.text):
            self._fence()
        elif self.fence in shell.SHELL_FENCES:
            yield from self._command(line, stripped)
        # Fences hold code, which is not a pattern, and results, which are.
        elif self.fence in CODE_FENCES or (self._code(stripped) and not line.users):
            return
        elif stripped.startswith("#") or RULE.match(stripped):
            # What comes behind a rule is not below the heading before it.
            name = wording.named(stripped.lstrip("#")) if stripped.startswith("#") else ""
            self.heading = name if self.fence else self.turning.heading(stripped, name)
            self.labels.clear()
            self.fence_of = ""
        else:
            yield from self._prose(line, stripped, following)

    def _fence(self) -> None:
        """Opens or closes a fence, whose headings and labels end with it."""
        if self.fences.run:
            self.before, self.above = self.heading, self.labels.opened()
            self.fence_of = self.above[0]
            self.fence = self.fences.language or ("console" if self.session else "text")
        else:
            self.heading, self.fence = self.before, ""
            self.labels.closed(self.above)
        self.behind = False

    def _code(self, stripped: str) -> bool:
        """Whether a line is code; what the user said is none."""
        said = stripped.startswith(">") and USERS.search(f"{self.heading}\n{self.labels.now}")
        return bool(CODE_LINE.search(stripped)) and not said

    def _command(self, line: written.Written, stripped: str) -> Iterator[Said]:
        """A line of a shell session, where it is a command that a person would note."""
        comment = stripped.startswith("#") and self.step
        if not stripped or (comment and not self._came_of_it(stripped)):
            # What is said of an option is said of the commands in it.
            outer = self.above[0]
            kept = [outer] if TURNS.search(outer) or OPTION.match(outer) else []
            self.labels.now = ": ".join(filter(None, [*kept, shell.comment(stripped)]))
        self.behind = bool(stripped)
        if self.step and shell.is_step(stripped):
            said = f"`{stripped.removeprefix('$ ')}`"
            yield Said(self.heading, self.labels.now, said, line.first, line.last)

    def _came_of_it(self, comment: str) -> bool:
        return self.behind and bool(shell.CAME_OF_IT.match(comment))

    def _prose(self, line: written.Written, stripped: str, following: str) -> Iterator[Said]:
        if not stripped:
            self.parted |= self.told or self.listed
            return
        if stripped.startswith("|"):
            ruled = tables.RULE.match(following.strip())
            self.columns = tables.cells(stripped) if ruled else self.columns
            said = "" if ruled else tables.row(wording.undual(stripped), self.columns)
        else:
            self.labels.come_to(line.text)
            deciding = DECIDES.search(self.heading) or DECIDES.search(self.labels.now)
            said = wording.says(stripped, bool(self.fence), bool(deciding), line.users)
            verdict = not following.strip() and wording.VERDICT.match(said)
            words = f"{self.heading}\n{self.labels.now}"
            quoted = line.users or (stripped.startswith(">") and USERS.search(words))
            if (name := wording.label(stripped, said)) and not verdict and not quoted:
                if not self.fence and (numbered := labels.NUMBERED_PART.match(stripped)):
                    # Headings inside of one part end with it.
                    first = int(numbered["named"] or numbered["number"]) == 1
                    self.parts = self.heading if first else self.parts
                    self.heading = self.heading if self.parts is None else self.parts
                name = self.turning.label(stripped, name) if stripped.startswith("**") else name
                self.labels.enter(name, line.text, following)
                self.told = self.listed = self.items = self.parted = False
                self.opens = ":" in stripped[-4:]
                return
            self._leave(line.text, bool(said))
        words = f"{self.heading}\n{self.labels.now}"
        users = line.users or (USERS.search(words) and not DEEDS.search(self.labels.now))
        text = wording.own(stripped, said, bool(self.fence), bool(users))
        if text:
            label = self.labels.now or (self.heading if TURNS.search(self.heading) else "")
            for part in wording.apart(text):
                yield Said(self.heading, label, part, line.first, line.last)
        outer = BULLET.match(line.text) and labels.inside(line.text, following)
        if said and (BULLET.match(line.text) or stripped.startswith("|")):
            self.listed, self.items = True, not stripped.startswith("|")
        if outer and said:
            # What an item says, it says of the items inside of it.
            short = not text or said.startswith("Open: ")
            name = wording.named(said) if short else wording.title(said)
            turns = bool(name) and bool(TURNS.search(self.labels.now))
            name = f"{self.labels.now}: {name}" if turns else name or self.labels.now
            self.labels.enter(name, line.text, following)

    def _leave(self, text: str, says: bool) -> None:
        """Ends the label where a line begins something else: a name of its own in bold like the one
        above, or a paragraph behind the list that a label with a colon opened; in a fence, anything
        behind a blank line that is no item.
        """
        field = bool(FIELD.match(text)) and not self.fence
        beside = not text[:1].isspace() and not BULLET.match(text) and not text.startswith(">")
        behind = self.parted and self.opens and not self.fence and beside
        turned = TURNS.search(self.labels.now) and not self.items
        fenced = bool(self.fence) and self.parted and not BULLET.match(text) and not turned
        if (
            fenced
            or (field and self.told and not self.parted)
            or (behind and (field or self.listed))
        ):
            self.labels.clear()
            # In a fence, what stands below none of its own names stands below the fence's.
            self.labels.now = self.fence_of if self.fence else ""
            self.opens = False
        self.told, self.parted = not field and says, False
