"""What style_core gives with a task: everything a person would have at hand, never the code that is
asked for.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from generators.typescript import Import, Member, Unit, cutting
from generators.typescript.library import Library
from generators.typescript.patterns.base import Pattern

from . import behaviour, facts
from .cuts import Cut, size
from .text import closed, describe, fenced, joined, listing, plain
from .wording import wording

# More would leave the other datasets too little of the token budget, since domain_patterns holds
# its facts twice; it costs the larger of the whole files.
MOST_INPUT = 420
MOST_TYPES = 200
# A method of more tokens must be described somewhere, or nobody could know what is wanted; of still
# more tokens its documentation alone does not say it all.
MOST_UNSAID, MOST_DOCUMENTED = 25, 45


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

    def asked(self) -> list[Member]:
        """The members with a body that the answer holds."""
        held = [m for m in self.unit.members if m in self.cut.members or m.text in self.cut.text]
        return [m for m in held if m.body]

    def silent(self) -> list[Member]:
        """Those of them that neither documentation nor name describe enough."""
        declared = self.implemented()
        return [
            m
            for m in self.asked()
            if m.statements
            and (length := self.size(m.text)) > MOST_UNSAID
            and (length > MOST_DOCUMENTED or not describe(m, declared))
        ]

    def outlined(self) -> bool:
        """Whether all of those have steps that can be told."""
        return all(behaviour.steps(m) for m in self.silent())

    def outlines(self, members: Sequence[Member]) -> str:
        """The steps of members, read from their syntax trees."""
        said = [(m, steps) for m in members if (steps := behaviour.steps(m))]
        return "\n\n".join(
            self.labels["outline"].format(name=m.name) + "\n" + listing(s) for m, s in said
        )

    def modules(self) -> str:
        """Where the names come from that the answer imports; empty where it imports nothing."""
        items = cutting.used_imports(self.source.file, self.cut.text) if self.imports_asked else []
        lines = [self._module(item) for item in items]
        return self.labels["modules"] + "\n" + "\n".join(lines) if lines else ""

    def _module(self, item: Import) -> str:
        names = ", ".join(f"`{name}`" for name in item.names)
        if "* as" in item.text:
            return f"- `{item.source}`, as a whole {names}"
        default = re.match(r"import\s+(?:type\s+)?[\w$]+\s*(?:,|from)", item.text)
        only = " (types only)" if item.text.startswith("import type") else ""
        return f"- `{item.source}`{only}: " + ("by default " if default else "") + names

    def facts(self, given: str) -> str:
        """Declarations that the answer uses and `given` does not hold."""
        found = facts.needed(self.library, self.source, self.unit, self.cut.text, given, self.size)
        return joined(self.labels["facts"], fenced("\n\n".join(found)))

    def with_facts(self, text: str) -> str:
        """The input completed: with modules, steps of what nothing describes, and declarations."""
        parts = [text, self.modules(), self.outlines(self.silent())]
        given = "\n\n".join(part for part in parts if part)
        more = self.facts(given)
        return f"{given}\n\n{more}" if more else given

    def size(self, text: str) -> int:
        """Tokens of a text."""
        return size(text, self.tokenizer)
