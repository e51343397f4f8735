"""Notes of what a text of a record says: its facts without its form, as a person would jot them
down for somebody who writes it up.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generators.pdca.marks import LINK, headline, target_of, told

FENCE = re.compile(r"^\s*(?:```|~~~)")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S")
IDLE = re.compile(r"^[\W_]*$")
# An address up to the folder that the paths of a repository start from.
BASE = re.compile(r"https?://[^\s)]+?/(?:blob|tree)/")
# A tick is a matter of form; a cross is not.
TICKED = re.compile(r"^[✅✓✔]\ufe0f?\s*")
# An article that can go without changing what is said; `a` before a bracket is an option's letter.
ARTICLE = re.compile(
    r"(?<![\w/.'’-])(?:[Tt]he|[Aa]n?) (?!(?:few|little|lot|bit|number|couple|and|or)\b)(?=[a-z])"
)
QUOTED = re.compile(r"^(?:>\s*)+")
QUOTING = re.compile(r"\bquot|feedback|literal|verbatim|\brequest\b|\buser\b", re.I)
PART = re.compile(r"#{1,2} ")
NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]\s+)+")


@dataclass(frozen=True)
class Topic:
    """Notes below one heading, which is empty before the first; `part` counts the headings of the
    second level and above up to it.
    """

    heading: str
    notes: tuple[str, ...]
    part: int = 0

    @property
    def quoted(self) -> bool:
        """Whether somebody's own words stand below the heading."""
        return bool(QUOTING.search(self.heading))

    @property
    def name(self) -> str:
        return headline(self.heading).strip(" :")


def topics(text: str, known: Collection[str] = ()) -> list[Topic]:
    """The facts of a text by its headings, in order, those without notes among them. `known` are
    lines of the house's form, as `note_of` reads them in lower case, which nobody needs to note.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    usual = set(known)
    pasted: list[str] = []
    for line in text.split("\n"):
        if FENCE.match(line) and pasted:
            found[-1][1].append("\n".join([*pasted, line.strip()]))
            pasted = []
        elif pasted:
            pasted.append(line.rstrip())
        elif FENCE.match(line):
            pasted = [line.strip()]
        elif HEADING.match(line):
            found.append((line.strip(), []))
        elif not IDLE.match(line) and (note := note_of(line)) and note.lower() not in usual:
            found[-1][1].append(note)
    parts = accumulate(bool(PART.match(heading)) for heading, _ in found)
    return [
        Topic(heading, tuple(notes), part)
        for (heading, notes), part in zip(found, parts, strict=True)
        if heading or notes
    ]


def note_of(line: str) -> str:
    """The line as a note, without the marks of its form."""
    return TICKED.sub("", NUMBERED.sub("", QUOTED.sub("", _note(line))))


def pasted(note: str) -> bool:
    """Whether the note is code or output, with its fence."""
    return bool(FENCE.match(note))


def jotted(note: str) -> str:
    """The note in few words, as people jot: without articles and the last full stop. Code and
    quotations stay as they are.
    """
    if pasted(note) or re.search(r"[“”\"]", note):
        return note
    parts = re.split(r"(`[^`]*`)", note)
    short = "".join(part if at % 2 else ARTICLE.sub("", part) for at, part in enumerate(parts))
    short = short[:-1] if short.endswith(".") and not short.endswith("..") else short
    return short[:1].upper() + short[1:] if note[:1].isupper() else short


def repositories(text: str, path: str) -> list[str]:
    """Where the text's links lead to, up to their paths in the repository: with the branch where
    the first folder of `path`, a file of the repository, stands in the address.
    """
    top = f"/{path.split('/')[0]}/" if "/" in path else "\0"
    found = set()
    for link in LINK.finditer(text):
        target = target_of(link)
        if match := BASE.match(target):
            at = target.find(top, match.end())
            found.add(target[: at + 1] if at >= 0 else target if "/" in path else match.group(0))
    return sorted(found)


def _note(line: str) -> str:
    """The line with its links named by their path alone: of a file beside the record the name is
    not the whole of it.
    """
    if "](" in line:
        line = re.sub(r"\[GitHub\]\([^)\s]*\)\s*\|?\s*", "", line)
        line = LINK.sub(_path_of, line)
    return told(line.strip().strip("|").replace(" | ", " — ")).strip()


def _path_of(link: re.Match[str]) -> str:
    target = target_of(link)
    return link.group(0) if "://" in target or target.startswith("#") else f"`{target}`"


def listed(notes: Sequence[str]) -> str:
    """The notes one by one."""
    return "\n".join(note if pasted(note) else f"- {note}" for note in notes)


def outlined(notes: Sequence[str]) -> str:
    """The notes in one line, what was pasted on lines of its own."""
    return _joined(notes, "; ").replace(":; ", ": ")


def dictated(notes: Sequence[str]) -> str:
    """The notes as somebody tells them, in one paragraph."""
    ended = [n if pasted(n) or n.endswith((".", "!", "?", ":")) else f"{n}." for n in notes]
    return _joined(ended, " ")


def _joined(notes: Sequence[str], between: str) -> str:
    lines: list[str] = []
    for at, note in enumerate(notes):
        if pasted(note) or not at or pasted(notes[at - 1]):
            lines.append(note)
        else:
            lines[-1] += between + note
    return "\n".join(lines)
