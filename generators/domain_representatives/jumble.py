"""Notes in the order in which they came to mind: those of all headings mixed, each told apart by
the field that it names, by what it speaks of, or by a cue in front.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from generators.pdca.telling import forms, notes
from generators.pdca.telling.notes import PART, Topic
from generators.worth.case import WORD, content_words

from . import briefs

# Letters by which words of one stem are known.
STEM = 6
# From so many notes on, people come back to a topic later.
LONG = 4


@dataclass(frozen=True)
class Block:
    """Notes that belong together. `above` are the headings and the label that they stand below,
    the outermost first; `field`: the first note bears a label that the form has itself.
    """

    above: tuple[str, ...]
    notes: tuple[str, ...]
    field: bool = False

    @property
    def plain(self) -> bool:
        """Whether each note says something by itself: none is pasted, or announces others."""
        return not any(notes.pasted(note) or note.endswith(":") for note in self.notes)

    @property
    def pasted(self) -> bool:
        """Whether it begins with something that was pasted as it is."""
        return notes.pasted(self.notes[0])


def unsorted(topics: Sequence[Topic], form: str, key: str) -> str:
    """The notes of a whole record in any order; block by block where they could not be told apart
    otherwise.
    """
    return "\n".join(jumbled(topics, form, key, True)) or briefs.listed(topics, key)


def phased(topics: Sequence[Topic], form: str, key: str) -> str:
    """The notes of a whole record part by part, those of each part in any order."""
    texts = []
    for _, group in groupby(topics, key=lambda topic: topic.part):
        part = list(group)
        mixed = jumbled(part, form, key, True) or [briefs.listed(part, key)]
        texts.append("\n".join([f"{part[0].name}:"] * bool(part[0].name) + mixed))
    return "\n\n".join(texts)


def jumbled(
    topics: Sequence[Topic],
    form: str,
    key: str,
    listed: bool,
    more: Sequence[tuple[str, str]] = (),
) -> list[str]:
    """The notes and `more`, which belong elsewhere, in any order, those of a block in their own; in
    each text one or several, `listed` or dictated. What belongs elsewhere has its label in front
    where others have cues. Empty where there is nothing to mix, or two blocks could not be told
    apart.
    """
    fields = _fields(form)
    blocks = list(_blocks(topics, fields, listed))
    cues = [""] * len(blocks) if briefs.apart(topics) else _cues(blocks, fields)
    only = sum(not block.field for block in blocks) == 1
    parts = [
        [_written(cue, each, listed) for each in _shares(block, only, bool(cue))]
        for block, cue in zip(blocks, cues, strict=False)
    ]
    if parts and more:
        parts.append(list(_elsewhere(more, set(cues), listed)))
    return notes.interleaved(parts, random.Random(key)) if len(parts) > 1 else []


def _fields(form: str) -> Counter[str]:
    """The labels of a form behind which there is something to fill in, and how often each is; a
    label that is itself to be filled in is none.
    """
    found = (forms.LABEL.match(line) for line in form.split("\n") if forms.GAP in line)
    return Counter(said for label in found if label and (said := _bare(label[0])))


def _blocks(topics: Sequence[Topic], fields: Collection[str], listed: bool) -> Iterator[Block]:
    """The notes by heading, label and field."""
    several = any(topic.part != topics[0].part for topic in topics)
    part = ""
    for at, topic in enumerate(topics):
        part = topic.name if PART.match(topic.heading) else part
        # What a section alone is called is no cue for a part of it.
        outer = part if several else ""
        inner = topic.name if at and topic.name != part else ""
        above = tuple(filter(None, (outer, inner, topic.label.strip(" :*"))))
        said: list[str] = []
        field = False
        for note in briefs.short(topic) if listed else topic.notes:
            if _label(note) in fields:
                if said:
                    yield Block(above, tuple(said), field)
                said, field = [], True
            said.append(note)
        if said:
            yield Block(above, tuple(said), field)


def _label(note: str) -> str:
    label, colon, said = note.partition(": ")
    return _bare(label) if colon and said and not notes.pasted(note) else ""


def _bare(label: str) -> str:
    return " ".join(WORD.findall(label.lower()))


def _cues(blocks: Sequence[Block], fields: Counter[str]) -> list[str]:
    """What is noted in front of each block: nothing where its field or its words show where it
    belongs, or where it is the only list of which they do not. What is pasted always has it, since
    it would read as part of the note above. Empty where two would have the same.
    """
    shown = [
        fields[_label(block.notes[0])] == 1
        if block.field
        else _speaks(block, blocks) and not block.pasted
        for block in blocks
    ]
    unclear = [block for block, clear in zip(blocks, shown, strict=True) if not clear]
    if len(unclear) == 1 and not (unclear[0].field or unclear[0].pasted):
        return [""] * len(blocks)
    cues = [
        "" if clear else _cue(block, blocks) for block, clear in zip(blocks, shown, strict=True)
    ]
    given = [cue for cue, clear in zip(cues, shown, strict=True) if not clear]
    return cues if len(set(given)) == len(given) else []


def _speaks(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether the notes hold a word of their heading or label that no other block has anywhere."""
    others = chain.from_iterable((*b.above, *b.notes) for b in blocks if b is not block)
    own = _stems(block.above[-1] if block.above else "") & _stems("\n".join(block.notes))
    return bool(own - _stems("\n".join(others)))


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in content_words(text)}


def _cue(block: Block, blocks: Sequence[Block]) -> str:
    """The fewest names above the block that no other has, the innermost at the end."""
    others = [other.above for other in blocks if other is not block]
    for size in range(1, len(block.above)):
        names = block.above[-size:]
        if not any(other[-size:] == names for other in others):
            return ", ".join(names)
    return ", ".join(block.above)


def _shares(block: Block, only: bool, cued: bool) -> Iterator[Sequence[str]]:
    """The notes as they come: one by one where there is no other list, else at once; of many with
    a cue in two goes.
    """
    if only and block.plain and not block.field:
        yield from ([note] for note in block.notes)
    elif cued and block.plain and len(block.notes) >= LONG:
        half = len(block.notes) // 2
        yield from (block.notes[:half], block.notes[half:])
    else:
        yield block.notes


def _elsewhere(
    more: Sequence[tuple[str, str]], cues: Collection[str], listed: bool
) -> Iterator[str]:
    for above, group in groupby(more, key=lambda each: each[1] if any(cues) else ""):
        said = [note for note, _ in group]
        if above and above not in cues:
            yield _written(above, said, listed)
        else:
            yield from (_written("", [note], listed) for note in said)


def _written(cue: str, said: Sequence[str], listed: bool) -> str:
    pasted = notes.pasted(said[0])
    if cue:
        said = [f"{cue}:", *said] if pasted else [f"{cue}: {said[0]}", *said[1:]]
    text = notes.outlined(said) if listed else notes.dictated(said)
    return f"- {text}" if listed and (cue or not pasted) else text
