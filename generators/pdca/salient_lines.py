"""The salient lines of a PDCA: what carries information, without code, links and the template's own
words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from generators import tokens

from . import tables, written
from .kinds import PHASES
from .marks import BULLET, headline, plain, told
from .record import Pdca
from .sections import Section
from .signs import DECIDES, OPTION, PLANNED, SIGN, TURNS, boxed, stated, worded
from .written import LONG_LINE, LONGEST_LINE, USERS

MIN_WORDS = 4
# A line that stands in this many records is the template's, not the record's.
BOILERPLATE_RECORDS = 4
# Two lines that share this much of their words say the same.
SAME = 0.7
# A field's value is found in the record by this many characters.
FOUND_BY = 40
NOISE = re.compile(
    r"https?://|\]\(|^\W*(?:artifact links?|confidence|satisfaction|gratitude|pride|clarity|date"
    r"|time|template version|"
    r"previous (?:commit|pdca)|last commit|agent name|agent role|branch|sync requirements"
    r"|project journal|github|"
    r"local|path|file|timestamp|session|objective|title|cmm badge|author|sprint|next pdca focus"
    r"|pdca document|"
    r"requirements traceability)\b\W*[:|]|"
    r"^\W*all clear\b|^\W*(?:completed )?decision \w+:(?:\s+\S+){1,4}$|^\W*🎯.*(?:✨|💎)|^[\W\d_]*$"
    r"|\bn/a\b|\{\{|"
    # An entry of a log of commits: what somebody did at some time.
    r"^[\W_]*(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b(?!-)|"
    r"\[(?:your|insert)|/users/|/home/|\w@/"
)
"""Matched against lower case."""
# A line of code, a command or a bare value that stands outside a fence, or in one without a
# language.
CODE_LINE = re.compile(
    r"[{};\[,]\s*$|=>|^\W*(?:git|npm|npx|cd|ls|grep|mkdir|chmod|echo|curl|cat|ln|rm|mv|cp|node|tsc"
    r"|find|sed)\s[\w./-]|"
    r"^\W*\w+:\s*[\"\[{]|[│├└]|^\s*(?://|#!|\$ )|\s//\s|^\W*(?:const|let|import|export|return|await"
    r"|async|private|public)\s"
)
_SHELLS = "bash sh shell zsh console"
_CODE = "ts tsx typescript js javascript json python diff html css sql yaml yml mermaid"
SHELL_FENCES = frozenset(_SHELLS.split())
CODE_FENCES = SHELL_FENCES | frozenset(_CODE.split())
COMMENT = re.compile(r"^#[#!\s]*|[:.\s]+$")
COMMAND = re.compile(
    r"(?:\$ )?(?:git|npm|npx|node|tsc|vitest|mkdir|cp|mv|ln|rm|chmod|find|grep|sed|cat|curl|source"
    r"|\./[\w./-]+|[a-z][\w-]*\.sh)\s+[^\s`][^`]*$"
)
LONGEST_COMMAND = 120
SUMMARY = "summary"
SKIPPED_SECTIONS = frozenset({"reflection"})
DONE_SECTIONS = frozenset({"do", "check"})
# Where things to do are listed.
TASK_SECTIONS = frozenset({"plan", "act"})
QUOTES = ' "“”>'
OPENING = tuple("\"'“„«")
# What stands where the user's words will be.
WAITING = re.compile(
    r"^\W*(?:awaiting|waiting for|pending|no (?:\w+ ){0,2}feedback|none"
    r"|to be (?:added|provided))\b",
    re.I,
)
# A sentence within a line that says itself that it is something else than the one before.
LABELLED_SENTENCE = re.compile(
    r"(?<=[.!?])\s+(?=(?:chosen|decision|decided|fix|solution|(?:root )?cause|reason|options?|rule"
    r"|lesson|result|next(?: step)?)s?: )",
    re.I,
)
SENTENCE = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!z\.B\.)(?<!d\.h\.)(?<!vs\.)(?<!etc\.)\s+(?=[A-Z0-9“\"(])"
)
LABEL = re.compile(
    r"^((?:(?:Planned|Done|Open|OK|Not OK|Warning): )?[^:]{2,60}(?:: [^:]{2,60})?):$"
)
RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})$")
# A line with a name of its own in bold, in no list.
FIELD = re.compile(r"\*\*[^*]+(?::\*\*|\*\*:)\s*\S")
BOLD_LINE = re.compile(r"^\*\*[^*]+\*\*[:\W]*$")
# The letter of an option is no numbering: it says which one is meant.
NUMBERING = re.compile(r"^\d+(?:\.\d+)*[.)]\s+")


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
    seen: list[frozenset[str]] = []
    for section, said in [*_named_at_the_top(record), *_told(record)]:
        words = frozenset(re.findall(r"\w+", said.text.lower()))
        if not said.text or usual[said.text.lower()] >= BOILERPLATE_RECORDS:
            continue
        at = _known(words, seen)
        if at >= 0 and (kept[at][0] != SUMMARY or section not in PHASES):
            continue
        if at >= 0:
            del seen[at], kept[at]
        seen.append(words)
        kept.append((section, said))
    counts = tokens.count_batch([f"  - {said.text}\n" for _, said in kept], tokenizer)
    return [
        Line(at, section, said.heading, said.label, said.text, count, *said[3:])
        for at, ((section, said), count) in enumerate(zip(kept, counts, strict=True))
    ]


def _named_at_the_top(record: Pdca) -> Iterator[tuple[str, Said]]:
    """Objective, task and issues, where they are sentences."""
    values = (record.objective, record.task, record.issues)
    places = [-1] * len(values)
    for number, line in enumerate(record.text.split("\n")):
        for at, value in enumerate(values):
            if places[at] < 0 and value and value[:FOUND_BY] in plain(line):
                places[at] = number
        if all(place >= 0 or not value for place, value in zip(places, values, strict=True)):
            break
    for name, value, place in zip(
        ("objective", "objective", "issues"), values, places, strict=True
    ):
        if len(value.split()) >= MIN_WORDS:
            # A value that was put together stands in the opening, if anywhere.
            at = max(0, place)
            yield name, Said(name, "", whole_sentences(value), at, at)


def _told(record: Pdca) -> Iterator[tuple[str, Said]]:
    for section in record.sections:
        if section.kind in SKIPPED_SECTIONS:
            continue
        heading = section.opening if section.opening >= 0 else section.text.find("\n") + 1
        below = section.text[heading:]
        start = section.start + heading + len(below) - len(below.lstrip("\n"))
        above = record.text.count("\n", 0, start)
        undone = section.kind in DONE_SECTIONS and not record.executed
        for said in _lines_of(section):
            text = _planned(said.text) if undone else said.text
            first, last = said.first + above, said.last + above
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


def _known(words: frozenset[str], seen: Sequence[frozenset[str]]) -> int:
    """The place of the first line that says the same; -1 for none."""
    same = (at for at, each in enumerate(seen) if len(words & each) >= SAME * len(words | each))
    return next(same, -1)


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
    reading = _Reading()
    for at, line in enumerate(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        yield from reading.line(line, following)


class _Reading:
    """Where in a section the reader is: heading, label, fence, columns of a table."""

    def __init__(self) -> None:
        self.heading = self.fence = self.before = self.outer = ""
        self.labels = written.Labels()
        self.told = False
        """Whether what stands below the label has begun."""
        self.columns: list[str] = []

    def line(self, line: written.Written, following: str) -> Iterator[Said]:
        """What the next line says."""
        stripped = line.text.strip()
        if stripped.startswith(written.FENCES):
            # A comment among commands names these only.
            if self.fence in SHELL_FENCES:
                self.labels.now = self.outer
            self.outer = self.labels.now
            # A heading in a fence ends with it.
            self.heading, self.before = self.before if self.fence else self.heading, self.heading
            self.fence = "" if self.fence else (stripped[3:].split(" ")[0].lower() or "text")
        elif self.fence in SHELL_FENCES:
            yield from self._command(line, stripped)
        # Fences hold code, which is not a pattern, and results, which are.
        elif self.fence in CODE_FENCES or self._code(stripped):
            return
        elif stripped.startswith("#") or RULE.match(stripped):
            # What comes behind a rule is not below the heading before it.
            self.heading = _named(stripped.lstrip("#")) if stripped.startswith("#") else ""
            self.labels.clear()
        else:
            yield from self._prose(line, stripped, following)

    def _code(self, stripped: str) -> bool:
        """Whether a line is code; what the user said is none."""
        said = stripped.startswith(">") and USERS.search(f"{self.heading}\n{self.labels.now}")
        return bool(CODE_LINE.search(stripped)) and not said

    def _command(self, line: written.Written, stripped: str) -> Iterator[Said]:
        """A line of a shell session, where it is a command that a person would note."""
        if not stripped or stripped.startswith("#"):
            # What is said of an option is said of the commands in it.
            kept = [self.outer] if TURNS.search(self.outer) or OPTION.match(self.outer) else []
            self.labels.now = ": ".join(filter(None, [*kept, COMMENT.sub("", stripped)]))
        if COMMAND.match(stripped) and len(stripped) <= LONGEST_COMMAND:
            said = f"`{stripped.removeprefix('$ ')}`"
            yield Said(self.heading, self.labels.now, said, line.first, line.last)

    def _prose(self, line: written.Written, stripped: str, following: str) -> Iterator[Said]:
        # Within a fence a blank line ends what stands below a label.
        self.labels.now = "" if self.fence and not stripped else self.labels.now
        if stripped.startswith("|"):
            ruled = tables.RULE.match(following.strip())
            self.columns = tables.cells(stripped) if ruled else self.columns
            said = "" if ruled else tables.row(stripped, self.columns)
        else:
            self.labels.come_to("" if self.fence else line.text)
            deciding = DECIDES.search(self.heading) or DECIDES.search(self.labels.now)
            said = _said(stripped, bool(self.fence), bool(deciding))
            if name := _label(stripped, said):
                self.labels.enter(name, line.text, following)
                self.told = False
                return
            field = FIELD.match(line.text) and not self.fence
            if field and self.told:
                # A name of its own, in bold like the one above, begins something else.
                self.labels.clear()
            self.told = not field and bool(said)
        users = USERS.search(self.heading) or USERS.search(self.labels.now)
        text = _text(stripped, said, bool(self.fence), bool(users))
        if text:
            label = self.labels.now or (self.heading if TURNS.search(self.heading) else "")
            for part in _apart(text):
                yield Said(self.heading, label, part, line.first, line.last)
        outer = BULLET.match(line.text) and written.inside(line.text, following)
        if outer and said and (not text or said.startswith("Open: ")):
            # What says too little alone, or is open, says so of the items inside of it.
            self.labels.enter(_named(said), line.text, following)


def _text(stripped: str, said: str, fenced: bool, below_users: bool) -> str:
    """What a line, raw and plain, says of its own; empty where that is nothing."""
    quote = stripped.startswith(">")
    if _says_nothing(stripped, said) or (quote and WAITING.match(said)):
        return ""
    if not fenced and not quote and _is_motto(stripped, said):
        return ""
    whole = NUMBERING.sub("", said).strip()
    # Words with a sign behind them are a remark on what the user said.
    remark = SIGN.search(stripped) or written.on_users(whole)
    users = quote and below_users and not remark
    if not users:
        # What a long line says may turn in its last sentence.
        return whole if len(whole) <= LONGEST_LINE else ""
    text = whole_sentences(written.own_words(whole))
    return f"The user: “{text.strip(QUOTES)}”" if text else ""


def _apart(text: str) -> list[str]:
    """A line cut before sentences with labels of their own, if all of its parts say something;
    what the user said stays in one piece.
    """
    parts = LABELLED_SENTENCE.split(text)
    whole = text.startswith("The user: ") or any(len(each.split()) < MIN_WORDS for each in parts)
    return [text] if whole else parts


def _is_motto(line: str, said: str) -> bool:
    """Whether a line is bold or quoted, and stands alone: a closing motto, unless the user said
    it.
    """
    return bool(BOLD_LINE.match(line)) or (said[0] in QUOTES and said[-1] in QUOTES)


def _says_nothing(line: str, said: str) -> bool:
    return (
        len(said.split()) < MIN_WORDS
        or said.endswith(":")
        or bool(NOISE.search(line.lower()) or NOISE.search(said.lower()))
    )


def _said(line: str, fenced: bool, deciding: bool) -> str:
    """What a line says; in a fence only its signs are read, not its markdown."""
    if not fenced:
        return told(line.lstrip("> "), deciding)
    bullet = BULLET.match(line)
    state, rest = boxed(bullet["text"] if bullet else line)
    return stated(state, " ".join(worded(rest).split()), deciding)


def _label(line: str, said: str) -> str:
    """The name a line gives to what stands below it; empty for a line that says
    something itself.
    """
    if BOLD_LINE.match(line) and len(said.split()) <= 12 and not said.startswith(('"', "“")):
        return _named(said.rstrip(":"))
    lone = None if said[:1] in OPENING else LABEL.match(said)
    return _named(lone[1]) if lone else ""


def _named(text: str) -> str:
    """A heading or label without its number."""
    return NUMBERING.sub("", headline(text)).strip(" :")


def whole_sentences(text: str) -> str:
    """The text, or its first sentences and `…` where it is long; empty for one endless sentence,
    never cut within one.
    """
    if len(text) <= LONG_LINE:
        return text
    kept = ""
    for sentence in SENTENCE.split(text):
        if kept and len(kept) + len(sentence) > LONG_LINE:
            break
        kept = f"{kept} {sentence}".strip()
    return f"{kept} …" if len(kept) <= LONGEST_LINE else ""
