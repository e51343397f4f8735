"""What a person gives to whoever writes a record up: the facts in short, without the form."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from generators.catalog import LEAST_SUPPORTED_WORDS
from generators.pdca.telling import notes
from generators.pdca.telling.notes import Topic
from generators.sample import fingerprint
from generators.worth.case import WORD, content_lines, content_words

# So many of the lines that are written must follow from what is given; a note's marks may hide the
# rest from a count of words.
SUPPORTED = 0.9
MOST_PASTED = 0.6
FACT = re.compile(r"\d|\w/|:\s")


def listed(topics: Sequence[Topic], key: str) -> str:
    """The notes in few words, part by part without their headings, the parts in any order; of a
    single part, heading by heading.
    """
    single = len({topic.part for topic in topics if topic.notes}) < 2
    parts: dict[int, list[str]] = {}
    for at, topic in enumerate(topics):
        parts.setdefault(at if single else topic.part, []).extend(_short(topic))
    ordered = sorted(parts, key=lambda part: fingerprint(key, str(part)))
    return "\n\n".join(notes.listed(parts[part]) for part in ordered if parts[part])


def outlined(topics: Sequence[Topic], key: str) -> str:
    """The headings as they will stand, below each its notes in few words."""
    return "\n".join(
        each for topic in topics for each in (topic.heading, notes.outlined(_short(topic))) if each
    )


def _short(topic: Topic) -> list[str]:
    """The notes in few words, somebody's own words as they are."""
    return [note if topic.quoted else notes.jotted(note) for note in topic.notes]


def dictated(topics: Sequence[Topic], key: str) -> str:
    """The notes as somebody tells them, in whole sentences and in order, without headings."""
    return "\n".join(notes.dictated(topic.notes) for topic in topics if topic.notes)


FORMS: dict[str, Callable[[Sequence[Topic], str], str]] = {
    "listed": listed,
    "outlined": outlined,
    "dictated": dictated,
}


def brief(text: str, given: str, usual: Collection[str] = ()) -> list[Topic]:
    """Notes of every line of a text, but for labels that stand in `given`, which has its form.
    `usual` are lines of the house's form, in lower case.
    """
    known = {" ".join(WORD.findall(line)) for line in given.lower().split("\n")}
    return [
        Topic(
            topic.heading,
            tuple(
                note
                for note in topic.notes
                if notes.pasted(note) or " ".join(WORD.findall(note.lower())) not in known
            ),
            topic.part,
        )
        for topic in notes.topics(text, usual)
    ]


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
