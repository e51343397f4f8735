"""What a person gives to whoever writes a record up: the facts, without the form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from generators import tokens
from generators.catalog import LEAST_SUPPORTED_WORDS
from generators.pdca.telling import notes, roles
from generators.pdca.telling.notes import Topic
from generators.worth.case import content_lines, content_words

# Notes are given for so many of the lines that are written; the rest is the house's own form,
# praise, or said already in other words.
SUPPORTED = 0.9
FACT = re.compile(r"\d|\w/")
FORMS = {"listed": notes.listed, "outlined": notes.outlined, "dictated": notes.dictated}


def brief(text: str, given: str, said: float, usual: Collection[str] = ()) -> list[Topic]:
    """Notes of a text, less what `given` or an earlier note says already to the share `said` of its
    words. `usual` are lines of the house's form, in lower case.
    """
    known = content_words(given)
    found = []
    for topic in notes.topics(text, usual):
        known |= content_words(topic.name)
        kept = []
        for note in topic.notes:
            words = content_words(note)
            if len(words & known) < said * len(words) or "`" in note or note.startswith(("$", "#")):
                kept.append(note)
                known |= words
        if kept:
            found.append(Topic(topic.name, tuple(kept)))
    return found


def fitting(
    topics: Sequence[Topic], text: str, given: str, room: int, tokenizer: str
) -> list[Topic] | None:
    """The notes within `room` tokens: where they are too many, praise goes first, then what stands
    last; None where too little of the text could be known then.
    """
    kept = [(at, note) for at, topic in enumerate(topics) for note in topic.notes]
    size = {
        (at, note): count
        for (at, note), count in zip(
            kept, tokens.count_batch([f"- {note}\n" for _, note in kept], tokenizer), strict=True
        )
    }
    total = sum(size.values()) + 5 * len(topics)
    # Praise first, then from the end: a record closes with its moods.
    order = sorted(kept, key=lambda each: (bool(roles.PRAISE.search(each[1].lower())), each[0]))
    while total > room and order:
        total -= size[order.pop()]
    left = set(order)
    chosen = [
        Topic(topic.name, tuple(note for note in topic.notes if (at, note) in left))
        for at, topic in enumerate(topics)
    ]
    chosen = [topic for topic in chosen if topic.notes]
    known = "\n".join([given, notes.listed(chosen)])
    return chosen if supported(text, known) >= SUPPORTED else None


def supported(text: str, given: str) -> float:
    """Share of the content lines whose content words stand in `given` to 70%, 0.0-1.0."""
    known = content_words(given)
    lines = [words for line in content_lines(text) if (words := content_words(line))]
    hits = sum(len(words & known) >= LEAST_SUPPORTED_WORDS * len(words) for words in lines)
    return hits / max(1, len(lines))


def usual_lines(texts: Iterable[str], records: int) -> frozenset[str]:
    """Lines, as notes have them, that stand in at least so many of the texts. One with a number or
    a path is a fact all the same: a level, a sprint, where a link leads.
    """
    counts: dict[str, int] = {}
    for text in texts:
        said = {note.lower() for topic in notes.topics(text) for note in topic.notes}
        for line in said:
            counts[line] = counts.get(line, 0) + 1
    return frozenset(
        line for line, count in counts.items() if count >= records and not FACT.search(line)
    )
