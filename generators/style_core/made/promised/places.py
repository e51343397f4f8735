"""What a class can fulfil by itself, and where such a class stands: interfaces, and what real
classes offer to everyone.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generators.sample import fingerprint
from generators.typescript import Member, Unit, cutting
from generators.typescript.declarations import LAYER
from generators.typescript.library import TYPES, Library, Source
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
# Where a class may be wrapped by another one: on a command line nobody calls a class but people.
WRAPPED_LAYERS = frozenset({"layer2", "layer4"})
# What of a class is its own affair, or is called otherwise in what is made here.
NOT_OFFERED = OWN | cutting.CORE_NAMES
OPEN = re.compile(r"\bany\b")
PROMISE = re.compile(r"Promise<(.+)>")


@dataclass(frozen=True)
class Promised:
    """An interface as the input shows it, or some methods of an interface or a class, with the
    modules that offer the types: (path, names), the one of the interface or class first.
    """

    unit: Unit
    methods: tuple[Member, ...]
    home: Source
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    declared: str
    category: str

    @property
    def name(self) -> str:
        """The interface or class."""
        return self.unit.name

    @property
    def stem(self) -> str:
        """The same without the letter that marks an interface, or the word that marks a class."""
        name = self.name[1:] if MARKED.match(self.name) else self.name
        return name.removeprefix("Default") or name

    @property
    def whole(self) -> bool:
        """Whether it is about all methods of an interface; a class has more than its methods."""
        return self.unit.kind == "interface" and len(self.methods) == len(self.unit.members)

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
            wide = self.kind.replace("<", "<\n    ").replace(", ", ",\n    ").replace(">", "\n  >")
            fits = len(self.kind) < LONGEST - len("  implements ")
            head = f"export class {name}\n  implements {self.kind if fits else wide}\n{{"
        code = f"{head}\n{body}\n}}"
        words = set(cutting.WORD.findall(code))
        lines = []
        for path, types in self.modules:
            if named := ", ".join(each for each in types if each in words):
                lines.append(f"import type {{ {named} }} from '{path}';")
        imports = "\n".join(lines)
        part = "also.part" if self.unit.kind == "interface" else "also.part_of_class"
        # Beside a class of layer 2 the layers show as far as the code takes types from layer 3.
        crosses = self.home.layer == "layer2" and any("layer3" in LAYER.findall(x) for x in lines)
        return Made(
            LAYERED if crosses else self.category, kind, name, self.name,
            f"{self._at_hand()}\n\n{self.declared}",
            f"{imports}\n\n{code}", "class", of=self.unit.kind * (self.unit.kind == "class"),
            rules=(*(part,) * (not self.whole), *rules),
            part="" if self.whole else f" {self.methods[0].name}",
        )  # fmt: skip

    def _at_hand(self) -> str:
        lines = [
            f"- `{path}` (types only): " + ", ".join(f"`{each}`" for each in types)
            for path, types in self.modules
        ]
        return f"Module{'s' * (len(lines) > 1)} at hand:\n" + "\n".join(lines)


def promised(source: Source, library: Library, tokenizer: str) -> Iterator[Promised]:
    """The interfaces for which a class may stand in the folder of a source: in layer 2 those of
    layer 3 that it imports, or that nobody in layer 2 imports; elsewhere its own. Beside a class
    that implements none, another one may stand that offers the same.
    """
    if source.layer == "layer2":
        for home, unit, path in (*_imported(source, library), *_free(source, library)):
            yield from _promised(home, unit, path, LAYERED, library, tokenizer)
    if source.layer != "layer3":
        path = module(source, posixpath.dirname(source.component.file_path))
        for unit in source.file.units:
            yield from _promised(source, unit, path, BESIDE, library, tokenizer)
            if source.layer in WRAPPED_LAYERS:
                yield from _offered(source, unit, path, library, tokenizer)


def _promised(
    home: Source, unit: Unit, path: str, category: str, library: Library, tokenizer: str
) -> Iterator[Promised]:
    members = unit.members if _fits(unit) else ()
    most = len(members) if len(members) <= MOST_WHOLE else MOST
    for at in range(0, min(len(members), MOST * MOST_PARTS), max(1, most)):
        part = members[at : at + most]
        types = types_of(home, unit.name, _words(part)) if len(part) >= FEWEST else []
        # Of a part `this` is the whole, which the new object is not.
        some = len(part) < len(members)
        if not types or (some and any(_gives_self(m) or m.return_type == unit.name for m in part)):
            continue
        shown = cutting.skeleton(unit, (), part)
        declared = _declared(home, unit, shown, library, tokenizer)
        yield Promised(unit, part, home, ((path, tuple(types)),), declared, category)


def _declared(home: Source, unit: Unit, shown: str, library: Library, tokenizer: str) -> str:
    needed = facts.needed(library, home, unit, shown, shown, lambda code: size(code, tokenizer))
    return fenced("\n\n".join([shown, *needed]))


def _offered(
    home: Source, unit: Unit, path: str, library: Library, tokenizer: str
) -> Iterator[Promised]:
    """Public methods of a class that can be told without `any`, a few at a time."""
    plain = unit.kind == "class" and unit.exported and "<" not in unit.header
    if not plain or unit.extends:
        return
    # What an interface promises is asked for by its name.
    units = (library.declaration(home, name) for name in unit.implements)
    promised = {m.name for each in units if each is not None for m in each.members}
    names = Counter(m.name for m in unit.members)
    methods = [
        m
        for m in unit.members
        if m.body is not None
        and names[m.name] == 1
        and m.name not in NOT_OFFERED | promised
        and _told(m)
        and not _gives_self(m)
        and not OPEN.search(signature(m))
        and not any("=" in p.text.replace("=>", "") for p in m.parameters)
        and _modules(home, unit.name, path, _words((m,)), library)
    ]
    for at in range(0, min(len(methods), MOST * MOST_PARTS), MOST):
        part = tuple(methods[at : at + MOST])
        modules = _modules(home, unit.name, path, _words(part), library)
        if len(part) <= FEWEST or not modules:
            continue
        shown = cutting.skeleton(unit, (), part)
        declared = _declared(home, unit, shown, library, tokenizer)
        yield Promised(unit, part, home, modules, declared, BESIDE)


def _modules(
    home: Source, name: str, path: str, words: Iterable[str], library: Library
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The modules that the types in `words` come from, `home` with `name` first; nothing where one
    of them is not to be had.
    """
    here = posixpath.dirname(home.component.file_path)
    found = {path: [name]}
    for word in dict.fromkeys(w for w in words if w[:1].isupper() and w not in KNOWN):
        located = library.located(home, word, TYPES)
        if located is None or located[1].name != word or not located[1].exported:
            return ()
        where = path if located[0] is home else module(located[0], here)
        if VERSION.search(where):
            return ()
        if word not in found.setdefault(where, []):
            found[where].append(word)
    return tuple((where, tuple(names)) for where, names in found.items())


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
        and all(map(_told, unit.members))
    )


def _told(member: Member) -> bool:
    """Whether a method can be written again from what its signature says."""
    return bool(
        is_method(member)
        and member.name.isidentifier()
        and member.return_type
        and all(p.type and p.name.removeprefix("...").isidentifier() for p in member.parameters)
    )


def types_of(home: Source, name: str, words: Iterable[str]) -> list[str]:
    """The types that words of code name, `name` first; nothing where one of them is declared in
    another file than `home`.
    """
    own = {each.name for each in home.file.units if each.exported}
    found = dict.fromkeys(w for w in words if w[:1].isupper() and w not in KNOWN and w != name)
    return [name, *found] if own.issuperset(found) else []


def _gives_self(member: Member) -> bool:
    return bool(re.search(r"\bthis\b", member.return_type or ""))


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
