"""Notes of what a text of a record says: its facts without its form, as a person would jot them
down for somebody who writes it up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from generators.pdca.marks import LINK, headline, target_of, told

FENCE = re.compile(r"^\s*(?:```|~~~)")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S")
IDLE = re.compile(r"^[\W_]*$")
# An address up to the folder that the paths of a repository start from.
BASE = re.compile(r"https?://[^\s)]+?/(?:blob|tree)/")
# A tick is a matter of form; a cross is not.
TICKED = re.compile(r"^[✅✓✔]\ufe0f?\s*")
NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]\s+)+")


@dataclass(frozen=True)
class Topic:
    """Notes below one heading; `name` is empty before the first."""

    name: str
    notes: tuple[str, ...]


def topics(text: str, known: Collection[str] = ()) -> list[Topic]:
    """The facts of a text by its headings, in order. `known` are lines of the house's form, as
    `told` reads them, which nobody needs to note.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    usual = set(known)
    fenced = False
    for line in text.split("\n"):
        if FENCE.match(line):
            fenced = not fenced
        elif HEADING.match(line) and not fenced:
            found.append((headline(line).strip(" :"), []))
        elif not IDLE.match(line):
            note = TICKED.sub("", line.strip() if fenced else NUMBERED.sub("", _note(line)))
            if note and note.lower() not in usual:
                found[-1][1].append(note)
    return [Topic(name, tuple(notes)) for name, notes in found if notes]


def repository(text: str) -> str:
    """Where the text's links lead to, up to their paths; empty without links."""
    bases = Counter(
        match.group(0) for link in LINK.finditer(text) if (match := BASE.match(target_of(link)))
    )
    return bases.most_common(1)[0][0] if bases else ""


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


def listed(found: Sequence[Topic]) -> str:
    """The notes as lists below their topics."""
    return "\n".join(
        "\n".join([*([f"{topic.name}:"] if topic.name else []), *(f"- {n}" for n in topic.notes)])
        for topic in found
    )


def outlined(found: Sequence[Topic]) -> str:
    """The notes as a numbered outline, a line for each topic."""
    return "\n".join(
        f"{number}. "
        + (f"{topic.name}: " if topic.name else "")
        + "; ".join(topic.notes).replace(":; ", ": ")
        for number, topic in enumerate(found, 1)
    )


def dictated(found: Sequence[Topic]) -> str:
    """The notes as somebody tells them, a paragraph for each topic."""
    return "\n".join(
        (f"On {topic.name}. " if topic.name else "")
        + " ".join(
            note if note.endswith((".", "!", "?", ":")) else f"{note}." for note in topic.notes
        )
        for topic in found
    )
