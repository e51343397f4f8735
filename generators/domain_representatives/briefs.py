"""What a person gives to whoever writes a record up: the facts in short, without the form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from generators.catalog import LEAST_SUPPORTED_WORDS
from generators.pdca.telling import notes, report_lines, roles
from generators.pdca.telling.notes import Topic
from generators.pdca.telling.report_words import ORDER
from generators.sample import fingerprint
from generators.worth.case import WORD, content_lines, content_words

# So many of the lines that are written must follow from what is given; a note's marks may hide the
# rest from a count of words.
SUPPORTED = 0.9
MOST_PASTED = 0.6
FACT = re.compile(r"\d|\w/|:\s")


def listed(topics: Sequence[Topic], key: str) -> str:
    """The notes in few words, part by part without their headings, the parts in any order; of a
    single part, heading by heading, and label by label below each.
    """
    single = len({topic.part for topic in topics if topic.notes}) < 2
    parts: dict[str, list[list[str]]] = {}
    for topic in topics:
        blocks = parts.setdefault(topic.heading if single else str(topic.part), [[]])
        if single and blocks[-1]:
            blocks.append([])
        blocks[-1].extend(short(topic))
    ordered = sorted(parts, key=lambda part: fingerprint(key, part))
    return "\n\n".join(notes.listed(each) for part in ordered for each in parts[part] if each)


def short(topic: Topic) -> list[str]:
    """The notes in few words, somebody's own words as they are."""
    return [note if topic.quoted else notes.jotted(note) for note in topic.notes]


def dictated(topics: Sequence[Topic]) -> str:
    """The notes as somebody tells them, in whole sentences and in order, without headings."""
    return "\n".join(notes.dictated(topic.notes) for topic in topics if topic.notes)


def brief(text: str, given: str, usual: Collection[str] = ()) -> list[Topic]:
    """Notes of every line of a text, but for labels that stand in `given`, which has its form; they
    part the notes below their heading. `usual` are lines of the house's form, in lower case.
    """
    lines = given.split("\n")
    known = {_bare(line) for line in (*lines, *map(notes.note_of, lines), *usual)}
    return [block for topic in notes.topics(text) for block in _blocks(topic, known)]


def _bare(line: str) -> str:
    return " ".join(WORD.findall(line.lower()))


def _blocks(topic: Topic, known: Collection[str]) -> list[Topic]:
    """The notes of a topic, label by label, as far as the labels are `known`."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for note in topic.notes:
        if notes.pasted(note) or _bare(note) not in known:
            blocks[-1][1].append(note)
        elif blocks[-1][1]:
            blocks.append((note, []))
        else:
            blocks[-1] = (note, [])
    if len(blocks) == 1:
        return [replace(topic, notes=tuple(blocks[0][1]))]
    return [replace(topic, notes=tuple(said), label=label) for label, said in blocks]


def apart(topics: Sequence[Topic]) -> bool:
    """Whether everybody can tell below which label each block of notes belongs: the labels call
    them by different roles in the record's story, and the notes are of different forms.
    """
    noted = [topic for topic in topics if topic.notes]
    labels = [roles.named(topic.label) for topic in noted]
    forms = [_forms(topic.notes) for topic in noted]
    different = len(set(labels)) == len(labels) and len(set(forms)) == len(forms)
    return len(labels) > 1 and all(labels) and different


def _forms(said: Sequence[str]) -> tuple[bool, bool, bool]:
    """Whether most notes are orders, bear a label, and are rules but no orders."""
    bodies = [report_lines.body_of(note) for note in said]
    orders = [bool(ORDER.match(body)) for body in bodies]
    labelled = [body != note for body, note in zip(bodies, said, strict=True)]
    rules = [
        roles.states_rule(note) and not order for note, order in zip(said, orders, strict=True)
    ]
    ordered, named, ruled = (2 * sum(each) > len(said) for each in (orders, labelled, rules))
    return ordered, named, ruled


def only_pasted(topics: Sequence[Topic]) -> bool:
    """Whether the notes are finished blocks, so that there is nothing to write."""
    said = [note for topic in topics for note in topic.notes]
    return bool(said) and sum(map(notes.pasted, said)) > MOST_PASTED * len(said)


def told(topics: Sequence[Topic]) -> str:
    """All notes, a line each."""
    return "\n".join(note for topic in topics for note in topic.notes)


def supported(text: str, given: str) -> float:
    """Share of the content lines whose content words stand in `given` to 70%, 0.0-1.0."""
    known = content_words(given)
    lines = [words for line in content_lines(text) if (words := content_words(line))]
    hits = sum(len(words & known) >= LEAST_SUPPORTED_WORDS * len(words) for words in lines)
    return hits / max(1, len(lines))


def usual_lines(texts: Iterable[str], records: int) -> frozenset[str]:
    """Lines, as notes have them, that stand in at least so many of the texts. One with a number, a
    path or a label is a fact all the same: a level, a sprint, a role, where a link leads.
    """
    counts: dict[str, int] = {}
    for text in texts:
        said = {note.lower() for topic in notes.topics(text) for note in topic.notes}
        for line in said:
            counts[line] = counts.get(line, 0) + 1
    return frozenset(
        line for line, count in counts.items() if count >= records and not FACT.search(line)
    )
