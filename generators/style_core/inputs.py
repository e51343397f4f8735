"""What style_core gives with a task: everything a person would have at hand, never the code that is
asked for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library
from generators.typescript.patterns.base import Pattern

from .cuts import Cut, size
from .text import closed, describe, joined, listing, plain
from .wording import wording

MOST_INPUT = 700
MOST_TYPES = 200
# A method of more tokens must be described somewhere, or nobody could know what is wanted.
MOST_UNSAID = 110


class Inputs(ABC):
    """The inputs of one cut for one pattern. A framing is the name of an input and the key of its
    sentence.
    """

    def __init__(self, cut: Cut, pattern: Pattern, library: Library, tokenizer: str) -> None:
        self.cut, self.pattern, self.library = cut, pattern, library
        self.tokenizer = tokenizer
        self.unit, self.source = cut.unit, cut.source
        self.words = wording()
        self.labels = self.words.labels
        self.small = cut.view.startswith("member")
        self.imports_asked = cut.text.startswith("import ") or cut.shape == "file"

    @abstractmethod
    def all(self) -> Iterator[tuple[str, str]]:
        """(framing, text) of every input there is, best first; empty texts among them."""

    def purposes(self) -> Iterator[str]:
        """Sentences that say what the cut is for, from the nearest comments that do."""
        if not self.small:
            docs = [
                self.unit.doc,
                self.source.file.header,
                *(unit.doc for unit in self.implemented()),
            ]
            purpose = next(
                (text for doc in docs if len((text := cutting.purpose(doc, 30)).split()) > 2), ""
            )
            yield self.labels["purpose"].format(purpose=closed(purpose)) if purpose else ""
        if self.cut.shape in ("member", "slice"):
            said = describe(self.cut.lead, self.implemented())
            label = self.labels["what"] if self.small else f"`{self.cut.lead.name}`: {{purpose}}"
            yield label.format(purpose=closed(said)) if said else ""

    def implemented(self) -> list[Unit]:
        """The interfaces that the class implements, as far as the corpus holds them."""
        found = (self.library.declaration(self.source, name) for name in self.unit.implements)
        return [unit for unit in found if unit is not None and unit.kind == "interface"]

    def types(self, text: str) -> str:
        """Declarations of the interfaces and types that a text names, without comments, as far as
        there is room.
        """
        out, room = [], MOST_TYPES
        taken = {self.unit.name, *self.unit.implements}
        for name in dict.fromkeys(cutting.WORD.findall(text)):
            if not name[:1].isupper() or name in taken:
                continue
            unit = self.library.declaration(self.source, name)
            if (
                unit is None
                or unit.kind == "class"
                or (unit.source == self.source.file.text and unit.text in text)
            ):
                continue
            bare = plain(unit)
            if (length := self.size(bare)) <= room:
                room -= length
                out.append(bare)
        return "\n\n".join(out)

    def imports(self, text: str) -> str:
        return "\n".join(item.text for item in cutting.used_imports(self.source.file, text))

    def with_imports(self, text: str) -> str:
        return joined(self.imports(f"{text}\n{self.cut.text}"), text)

    def silent(self) -> list[Member]:
        """Members asked for that no comment describes, and that are too long for their name to say
        it all.
        """
        asked = self.cut.members if self.small or self.cut.shape.startswith("slice") else ()
        declared = self.implemented()
        return [
            m
            for m in asked
            if m.kind == "method" and self.size(m.text) > MOST_UNSAID and not describe(m, declared)
        ]

    def outlines(self, members: Sequence[Member]) -> str:
        """The steps of members by the comments in their bodies; nothing when none has two."""
        said = [(m, steps) for m in members if len(steps := cutting.steps(m)) > 1]
        return "\n\n".join(
            self.labels["outline"].format(name=m.name) + "\n" + listing(s) for m, s in said[:4]
        )

    def size(self, text: str) -> int:
        """Tokens of a text."""
        return size(text, self.tokenizer)
