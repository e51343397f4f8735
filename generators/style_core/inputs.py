"""What style_core gives with a task: everything a person would have at hand, never the code that is
asked for.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property

from generators.typescript import Import, Member, Unit, cutting
from generators.typescript.library import Library
from generators.typescript.patterns.base import Pattern

from . import behaviour, convention, facts
from .cuts import Cut, size
from .text import closed, describe, fenced, joined, listing, plain
from .wording import wording

# Tokens of an input. More would leave the other datasets too little of the token budget; whole
# declarations need more than members, and imports the class that uses them.
MOST_INPUT = {"file": 600, "class": 600, "imports": 900}
MOST_INPUT_OF_A_PART = 560
MOST_TYPES = 200
# A method of more tokens must be described somewhere, or nobody could know what is wanted; of still
# more its documentation does not say it all.
MOST_UNSAID, MOST_TOLD = 20, 120
# What a comment says before it says what the code is for.
# What an import calls by another name than its module does.
ALIAS = re.compile(r"[{,]\s*(?:type\s+)?([\w$]+)\s+as\s+([\w$]+)")
PREFIX = re.compile(r"(?:^|(?<=[.!?] ))(?:Purpose|Description|Responsibility)\s*[:-]\s*", re.I)


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
        # What a class is for is more than a part of it shows.
        if not self.small and self.cut.view != "core":
            docs = [
                self.unit.doc,
                # What stands at the head of a file speaks of what the file is about.
                self.source.file.header if self.cut.view in ("file", "class") else "",
                *(unit.doc for unit in self.implemented),
            ]
            purpose = next(
                (text for doc in docs if len((text := cutting.purpose(doc, 30)).split()) > 2), ""
            )
            purpose = PREFIX.sub("", purpose)
            yield self.labels["purpose"].format(purpose=closed(purpose)) if purpose else ""
        if self.cut.shape in ("member", "slice"):
            said = describe(self.cut.lead, self.implemented)
            label = self.labels["what"] if self.small else f"`{self.cut.lead.name}`: {{purpose}}"
            yield label.format(purpose=closed(said)) if said else ""

    @cached_property
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

    @cached_property
    def asked(self) -> list[Member]:
        """The members with a body that the answer holds."""
        held = [m for m in self.unit.members if m in self.cut.members or m.text in self.cut.text]
        return [m for m in held if m.body]

    @cached_property
    def silent(self) -> list[Member]:
        """Those of them that neither documentation nor name nor convention describe enough."""
        declared = self.implemented
        return [
            m
            for m in self.asked
            if m.statements and not convention.conventional(m) and not self._told(m, declared)
        ]

    def _told(self, member: Member, declared: Sequence[Unit]) -> bool:
        length, said = self.size(member.text), describe(member, declared)
        # What these decide, such as whether the caller's object is kept, no comment tells.
        if member.kind == "constructor" or member.name == "init":
            return False
        if length <= MOST_UNSAID or not said:
            return length <= MOST_UNSAID and not convention.DECIDES.search(member.body or "")
        return length <= MOST_TOLD and convention.told_by(said, member)

    def descriptions(self, given: str) -> str:
        """What the members do that documentation describes, as far as `given` does not say it; of
        a single member the instruction says it.
        """
        declared, silent = self.implemented, self.silent
        about = self.cut.lead if self.cut.shape in ("member", "slice") else None
        said = {m: describe(m, declared) for m in self.asked if m not in silent and m != about}
        lines = [
            f"- `{m.name}`: {closed(text)}"
            for m, text in said.items()
            if text and self.size(m.text) > MOST_UNSAID and text not in given
        ]
        return self.labels["described"] + "\n" + "\n".join(lines) if lines else ""

    def outlined(self) -> bool:
        """Whether all of those have steps that can be told."""
        return all(behaviour.steps(m) for m in self.silent)

    def outlines(self, members: Sequence[Member]) -> str:
        """The steps of members, read from their syntax trees."""
        told = [m for m in members if not convention.conventional(m)]
        said = [(m, steps) for m in told if (steps := behaviour.steps(m))]
        return "\n\n".join(
            self.labels["outline"].format(name=m.name) + "\n" + listing(s) for m, s in said
        )

    def modules(self) -> str:
        """Where the names come from that the answer imports; empty where it imports nothing."""
        items = cutting.used_imports(self.source.file, self.cut.text) if self.imports_asked else []
        lines = [self._module(item) for item in items]
        return self.labels["modules"] + "\n" + "\n".join(lines) if lines else ""

    def _module(self, item: Import) -> str:
        # Under another name here than in its module.
        known = {here: there for there, here in ALIAS.findall(item.text)}
        told = (f"`{known[n]}` as `{n}`" if n in known else f"`{n}`" for n in item.names)
        names = ", ".join(told)
        if "* as" in item.text:
            return f"- `{item.source}`, as a whole {names}"
        default = re.match(r"import\s+(?:type\s+)?[\w$]+\s*(?:,|from)", item.text)
        only = " (types only)" if item.text.startswith("import type") else ""
        return f"- `{item.source}`{only}: " + ("by default " if default else "") + names

    def facts(self, given: str) -> str:
        """Declarations that the answer uses and `given` does not hold."""
        found = facts.needed(
            self.library, self.source, self.unit, self.cut.text, given, self.size, self.promised()
        )
        return joined(self.labels["facts"], fenced("\n\n".join(found)))

    def promised(self) -> frozenset[str] | None:
        """Of a class of which only a part is asked for the members that it holds: what an interface
        promises besides would be unfulfilled. None for the whole.
        """
        if self.cut.view != "core":
            return None
        return frozenset(m.name for m in self.unit.members if m.text in self.cut.text)

    def with_facts(self, text: str) -> str:
        """The input completed: with modules, steps of what nothing describes, and declarations."""
        parts = [text, self.modules(), self.descriptions(text), self.outlines(self.silent)]
        given = "\n\n".join(part for part in parts if part)
        more = self.facts(given)
        return f"{given}\n\n{more}" if more else given

    def size(self, text: str) -> int:
        """Tokens of a text."""
        return size(text, self.tokenizer)
