"""Interfaces that a class can fulfil by itself, and where such a class stands."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generators.sample import fingerprint
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Library, Source
from generators.worth.piece import VERSION

from ... import facts
from ...cuts import size
from ...text import fenced
from ..command_line import is_method
from ..state import MARKED, Made, indented

FEWEST = 2
# Methods of one task, and tasks of one kind for an interface that promises more.
MOST, MOST_WHOLE, MOST_PARTS = 5, 8, 3
# Characters of a line.
LONGEST = 100
KNOWN = frozenset({"Promise", "Map", "Set", "Record", "Array", "Date", "Partial"})
# What the classes that are made here have of their own.
OWN_NAMES = """
add all answers around attempts both calls constructor durations failed failures first forget hold
inner last later measured next noted now pass paused release second since tried upTo use waiting
wrapped
"""
OWN = frozenset(OWN_NAMES.split())
# Categories of what stands in layer 2 against layer 3, and of what stands beside its interface.
LAYERED, BESIDE = "5_layer_architecture", "radical_oop"
PROMISE = re.compile(r"Promise<(.+)>")


@dataclass(frozen=True)
class Promised:
    """An interface as the input shows it, or some of its methods, with the module and the types
    that its file offers.
    """

    unit: Unit
    methods: tuple[Member, ...]
    home: Source
    path: str
    types: tuple[str, ...]
    declared: str
    category: str

    @property
    def name(self) -> str:
        """The interface."""
        return self.unit.name

    @property
    def stem(self) -> str:
        """The interface without the letter that marks it as one."""
        return self.name[1:] if MARKED.match(self.name) else self.name

    @property
    def whole(self) -> bool:
        """Whether it is about all methods of the interface."""
        return len(self.methods) == len(self.unit.members)

    @property
    def kind(self) -> str:
        """The type that is fulfilled."""
        names = " | ".join(f"'{m.name}'" for m in self.methods)
        return self.name if self.whole else f"Pick<{self.name}, {names}>"

    def made(self, kind: str, name: str, parts: list[str], rules: tuple[str, ...] = ()) -> Made:
        """The task of writing a class that fulfils it."""
        body = "\n\n".join(indented(part) for part in parts)
        head = f"export class {name} implements {self.kind} {{"
        if len(head) > LONGEST:
            head = f"export class {name}\n  implements {self.kind}\n{{"
        code = f"{head}\n{body}\n}}"
        words = set(cutting.WORD.findall(code))
        named = ", ".join(each for each in self.types if each in words)
        told = ", ".join(f"`{each}`" for each in self.types)
        given = f"Module at hand:\n- `{self.path}` (types only): {told}\n\n{self.declared}"
        return Made(
            self.category, kind, name, self.name, given,
            f"import type {{ {named} }} from '{self.path}';\n\n{code}", "class",
            rules=(*("also.part",) * (not self.whole), *rules),
            part="" if self.whole else f" {self.methods[0].name}",
        )  # fmt: skip


def promised(source: Source, library: Library, tokenizer: str) -> Iterator[Promised]:
    """The interfaces for which a class may stand in the folder of a source: in layer 2 those of
    layer 3 that it imports, or that nobody in layer 2 imports; elsewhere its own.
    """
    if source.layer == "layer2":
        for home, unit, path in (*_imported(source, library), *_free(source, library)):
            yield from _promised(home, unit, path, LAYERED, library, tokenizer)
    if source.layer != "layer3":
        path = module(source, posixpath.dirname(source.component.file_path))
        for unit in source.file.units:
            yield from _promised(source, unit, path, BESIDE, library, tokenizer)


def _promised(
    home: Source, unit: Unit, path: str, category: str, library: Library, tokenizer: str
) -> Iterator[Promised]:
    members = unit.members if _fits(unit) else ()
    most = len(members) if len(members) <= MOST_WHOLE else MOST
    for at in range(0, min(len(members), MOST * MOST_PARTS), max(1, most)):
        part = members[at : at + most]
        types = types_of(home, unit.name, _words(part)) if len(part) >= FEWEST else []
        if not types:
            continue
        shown = cutting.skeleton(unit, (), part)
        needed = facts.needed(library, home, unit, shown, shown, lambda code: size(code, tokenizer))
        declared = "\n\n".join([shown, *needed])
        yield Promised(unit, part, home, path, tuple(types), fenced(declared), category)


def _imported(source: Source, library: Library) -> Iterator[tuple[Source, Unit, str]]:
    """What a source imports from layer 3, with the path of the file that declares it."""
    here = posixpath.dirname(source.component.file_path)
    for item in source.file.imports:
        if not item.source.startswith(".") or VERSION.search(item.source):
            continue
        for name in item.names:
            located = library.located(source, name, frozenset({"interface"}))
            if located is not None and located[0].layer == "layer3" and located[1].name == name:
                yield (*located, module(located[0], here))


def _free(source: Source, library: Library) -> Iterator[tuple[Source, Unit, str]]:
    """What layer 3 of the component declares and no file of layer 2 imports: each for one of the
    files there.
    """
    here = posixpath.dirname(source.component.file_path)
    for other in library.neighbours(source):
        for unit in other.file.units if other.layer == "layer3" else ():
            users = library.importers(other, unit.name)
            if unit.kind != "interface" or any(user.layer == "layer2" for user in users):
                continue
            beside = [each for each in library.neighbours(other) if each.layer == "layer2"]
            at = int(fingerprint(unit.name), 16) % max(1, len(beside))
            if beside and beside[at].component == source.component:
                yield other, unit, module(other, here)


def module(home: Source, here: str) -> str:
    """The path by which a file of the folder `here` imports a source."""
    path = posixpath.relpath(home.component.file_path, here).removesuffix(".ts") + ".js"
    return path if path.startswith(".") else f"./{path}"


def _fits(unit: Unit) -> bool:
    """Whether an interface is nothing but methods with types, that a class can fulfil by itself."""
    return (
        unit.kind == "interface"
        and len(unit.members) >= FEWEST
        and unit.exported
        and not unit.extends
        and "<" not in unit.header
        and not OWN & {m.name for m in unit.members}
        and len({m.name for m in unit.members}) == len(unit.members)
        and all(
            is_method(m)
            and m.name.isidentifier()
            and m.return_type
            and all(p.type and p.name.removeprefix("...").isidentifier() for p in m.parameters)
            for m in unit.members
        )
    )


def types_of(home: Source, name: str, words: Iterable[str]) -> list[str]:
    """The types that words of code name, `name` first; nothing where one of them is declared in
    another file than `home`.
    """
    own = {each.name for each in home.file.units if each.exported}
    found = dict.fromkeys(w for w in words if w[:1].isupper() and w not in KNOWN and w != name)
    return [name, *found] if own.issuperset(found) else []


def _words(members: Iterable[Member]) -> list[str]:
    texts = [t for m in members for t in (m.return_type, *(p.type for p in m.parameters))]
    return [word for text in texts for word in cutting.WORD.findall(text or "")]


def signature(member: Member) -> str:
    """The method as a class declares it."""
    given = ", ".join(parameter.text for parameter in member.parameters)
    return f"{member.name}({given}): {member.return_type}"


def called(member: Member) -> str:
    """The call of a method with the parameters that it was called with."""
    names = [
        f"...{p.name.removeprefix('...')}" if p.text.startswith("...") else p.name
        for p in member.parameters
    ]
    return f"{member.name}({', '.join(names)})"


def result(member: Member) -> str:
    """What a method gives, sooner or later."""
    kind = " ".join((member.return_type or "").split())
    found = PROMISE.fullmatch(kind)
    return found[1] if found else kind


def waits(member: Member) -> bool:
    """Whether a method gives a promise."""
    return bool(PROMISE.fullmatch(" ".join((member.return_type or "").split())))


def is_self(member: Member, promised: Promised) -> bool:
    """Whether a method gives the object that it is called on, sooner or later."""
    given = result(member)
    return given == "this" or (member.name == "init" and given == promised.name)


def passed_on(member: Member, promised: Promised, inner: str) -> str:
    """A method that does nothing but pass its call on; the object itself is the one around."""
    call, late = f"{inner}.{called(member)};", waits(member)
    if is_self(member, promised):
        return method(member, f"{'await ' * late}{call}\nreturn this;", late)
    return method(member, call if member.return_type == "void" else f"return {call}")


def method(member: Member, body: str, asynchronous: bool = False) -> str:
    """The method with a body."""
    return f"{'async ' * asynchronous}{signature(member)} {{\n{indented(body)}\n}}"
