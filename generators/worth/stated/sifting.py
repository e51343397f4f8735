"""Worth of notes that have to be sifted (domain_representatives): some of them belong elsewhere,
everybody can tell which, and the form says how the others are set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generators.pdca.marks import CODE_SPAN
from generators.pdca.telling import forms

from ..case import WORD, Case, content_words, prose
from .topics import topic_words

WHOLE = ("document", "cycle")
NOTES = re.compile(r"^Notes(?: for the [A-Z ]+)?:\n", re.M)
FORM = re.compile(r"^Form(?: of the [A-Z ]+)?:\n(?P<form>.*?)(?:\n\n|\Z)", re.M | re.S)
# How a list item begins, and items of which the form says only that they are bold, or are not.
OPENING = re.compile(r"^\s*((?:[-*+•]|\d+[.)])\s+(?:\[[ xX]\]\s*)?)(?=\S)(?P<said>.*)")
# What single stars enclose: emphasis, or a name with wildcards.
STARRED = re.compile(r"(?<![\w*])\*(?![\s*])[^*\n]+(?<![\s*])\*(?![\w*])")
BOLD_GAP = f"**{forms.GAP}**"
# The other work: its objective is given, its title is quoted last.
OTHER = re.compile(r"^Other work in the notes: (?P<objective>.*)$", re.M)
OWN = re.compile(r"^(?:Title|Objective): (?P<said>.*)$", re.M)
QUOTED = re.compile("“([^”]*)”")
# Where one note of a line ends and the next begins.
BETWEEN = re.compile(r"; | \| |(?<=[.!?…]) (?=\W?[A-Z0-9`])")
# So many words of a note that the answer has not show that it is left out.
LEFT_OUT = 2
ASIDE = re.compile(r"\([^)]*\)")
MOST_LABEL = 6


def leaks(case: Case) -> bool:
    """A section of whose notes nothing has to be left out: they are its lines in another order.
    Whole records are written from the notes of all their phases, and are not tested.
    """
    notes = list(_notes(case))
    return bool(notes) and case.metadata.view not in WHOLE and not any(_left_out(case))


def unknown(case: Case) -> bool:
    """Nobody could know that a note is left out: it bears a label of the form, with or without
    further words, or names what this work is about and the other is not.
    """
    left_out = list(_left_out(case))
    labels = _labels(case)
    if any(alike(label, each) for note in left_out for label in _called(note) for each in labels):
        return True
    own, other = _heads(case)
    mine = topic_words(own) - topic_words(other)
    return bool(other) and any(topic_words(note) & mine for note in left_out)


def emphasized(case: Case) -> bool:
    """Whether the form of the input hides which list items are bold, or bold in part: the form of
    such an item shows nothing of it, or there is a bold one beside one that is not. The same of
    what single stars enclose, anywhere.
    """
    found = FORM.search(case.input)
    if not found:
        return False
    form = [each for line in found["form"].splitlines() if (each := _item(line))]
    said = CODE_SPAN.sub("`", case.said)
    bold = (line for line in said.splitlines() if _item(line) and "**" in line)
    starred = any(each not in case.request for each in STARRED.findall(said))
    return (
        starred
        or any("**" not in forms.blank(line) for line in bold)
        or any(
            one[0] == other[0] and {one[1], other[1]} == {forms.GAP, BOLD_GAP}
            for one, other in pairwise(form)
        )
    )


def _item(line: str) -> tuple[str, str] | None:
    """How a list item begins, whatever its number, and what it says; None for other lines."""
    found = OPENING.match(line)
    return (re.sub(r"\d+", "1", found[1]).lower(), found["said"]) if found else None


def _notes(case: Case) -> Iterator[str]:
    found = NOTES.search(case.input)
    for line in prose(case.input[found.end() :]).splitlines() if found else ():
        for note in BETWEEN.split(line.strip().removeprefix("- ")):
            if WORD.search(note) and not note.startswith(">"):
                yield note


def _left_out(case: Case) -> Iterator[str]:
    told = content_words(case.output)
    return (note for note in _notes(case) if len(content_words(note) - told) >= LEFT_OUT)


def _labels(case: Case) -> list[frozenset[str]]:
    """The words of each heading and label of the form but the first, which names the section."""
    form = FORM.search(case.input)
    lines = form["form"].splitlines()[1:] if form else []
    named = (re.split(r":|…", line)[0] for line in lines if ":" in line or line[:1] == "#")
    return [words for name in named if (words := label_words(name))]


def _called(note: str) -> list[frozenset[str]]:
    """The words of the label in front of a note."""
    label, colon, _ = note.partition(": ")
    words = label_words(label) if colon and len(label.split()) <= MOST_LABEL else frozenset[str]()
    return [words] if words else []


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one label has all words of the other."""
    return one <= other or other <= one


def label_words(name: str) -> frozenset[str]:
    """The words of a label, what stands in brackets aside."""
    return frozenset(WORD.findall(ASIDE.sub("", name).lower()))


def _heads(case: Case) -> tuple[str, str]:
    """Title and objective of the work, and of the other; empty where there is no other."""
    found = OTHER.search(case.input)
    titles = QUOTED.findall(case.instruction)
    if not found or not titles:
        return "", ""
    own = [*titles[:-1], *(each["said"] for each in OWN.finditer(case.input))]
    return " ".join(own), f"{titles[-1]} {found['objective']}"
