"""What style_core asks for: pieces of source text, from a whole file down to one member."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from generators import tokens, typescript
from generators.typescript import Member, SourceFile, Unit, cutting, patterns
from generators.typescript.library import Source
from generators.typescript.patterns.base import Pattern
from generators.worth import house
from generators.worth.piece import read

# Tokens of an output; what is longer is cut smaller instead, what is shorter teaches little.
SHORTEST, LONGEST = (
    45,
    {
        "file": 1_400,
        "class": 1_000,
        "core": 1_000,
        "interface": 1_000,
        "member": 700,
        "members": 560,
        "imports": 300,
    },
)
# A block of imports says much in few tokens, and a declaration of data more than code.
SHORTEST_OF = {"imports": 20, "interface": 30}
# Tokens of the class, or of a part of it, that is shown without its imports.
MOST_CLASS = 500
# Characters beyond which nothing needs to be counted: they make more tokens than any cut may have.
FAR_TOO_LONG = 20_000
# A cut that keeps more than this share of its whole is not a smaller unit, only a poorer copy.
NEARLY_ALL = 0.85
MOST_MEMBERS = 4
SUCCESS = re.compile(r"^\{\s*return \{[^}]*\bsuccess: true\b")
# What a file may declare besides what it is about.
DATA = frozenset({"interface", "type", "enum", "const"})
# Methods that undo or answer one another belong together.
OPPOSITE_WORDS = """
add/remove start/stop load/save register/unregister connect/disconnect open/close show/hide
enable/disable parse/format push/pop read/write create/delete get/set to/from lock/unlock
import/export encode/decode serialize/deserialize subscribe/unsubscribe attach/detach begin/end
next/previous expand/collapse install/uninstall undo/redo enter/leave moveUp/moveDown
increment/decrement push/pull
"""
OPPOSITES = [tuple(pair.split("/")) for pair in OPPOSITE_WORDS.split()]
_counted = lru_cache(maxsize=20_000)(tokens.count)  # keeps its texts, so none that is far too long


@dataclass(frozen=True, eq=False)
class Cut:
    """A piece of a source. `shape` says how it was cut (finer than `view`), `members` what a
    class-like one holds.
    """

    view: str
    shape: str
    text: str
    source: Source
    unit: Unit
    members: tuple[Member, ...] = ()

    @cached_property
    def patterns(self) -> frozenset[str]:
        """Patterns that the text itself shows."""
        return _shown(self.code, self.source.layer)

    @property
    def code(self) -> str:
        """The text as it parses: members inside a class."""
        return typescript.in_class(self.text) if self.view.startswith("member") else self.text

    @cached_property
    def clean(self) -> bool:
        """Whether the text keeps the rules of the house."""
        piece = read(self.text, self.view.startswith("member"))
        return not house.broken_rules(piece, self.source.layer)

    @property
    def lead(self) -> Member:
        """The member a small cut is about; class-like cuts have at least one too."""
        return self.members[0]

    @property
    def keys(self) -> frozenset[str]:
        """Cuts that share a key are one: the same text, or a slice around the same unchanged
        members.
        """
        text = cutting.normalised(self.text)
        if not self.shape.startswith("slice"):
            return frozenset((text,))
        kept = sorted(
            cutting.CORE_NAMES & {m.name for m in self.unit.members if m.text in self.text}
        )
        about = [cutting.normalised(m.text) for m in self.members]
        return frozenset((text, " ".join([self.shape, self.unit.name, *kept, *about])))


def cuts(
    source: Source, pattern: Pattern, tokenizer: str, seen: Set[str] = frozenset()
) -> Iterator[Cut]:
    """The cuts of a source for a pattern, of a sensible length, without those that have a key in
    `seen`.

    Whether they show the pattern is in `patterns`. `seen` may grow meanwhile.
    """
    for cut in _all(source, pattern, tokenizer):
        sound = not source.file.errors or not typescript.syntax_errors(cut.code)
        what = "interface" if cut.unit.kind == "interface" else cut.view
        fits = SHORTEST_OF.get(what, SHORTEST) <= size(cut.text, tokenizer) <= LONGEST[cut.view]
        if not cut.keys & seen and fits and sound:
            yield cut


def size(text: str, tokenizer: str) -> int:
    """Tokens of a text; of one that is far too long for anything here only that it is."""
    return _counted(text, tokenizer) if len(text) < FAR_TOO_LONG else FAR_TOO_LONG


@lru_cache(maxsize=50_000)
def _shown(code: str, layer: str) -> frozenset[str]:
    return patterns.shown(typescript.parse(code), layer)


def _all(source: Source, pattern: Pattern, tokenizer: str) -> Iterator[Cut]:
    file = source.file
    main = max(
        file.units,
        key=lambda u: (u.kind in ("class", "interface"), u.exported, u.end - u.start),
        default=None,
    )
    if main is None:
        return
    if main.kind in ("class", "interface") and _about(file, main):
        yield _cut("file", "file", file.text.strip(), source, main, main.members)
    for unit in file.units:
        if unit.kind == "interface" and unit.exported:
            text = unit.documented_text
            if unit.members and len(text) < NEARLY_ALL * len(file.text):
                yield _cut("interface", "interface", text, source, unit, unit.members)
        elif unit.kind == "class" and not cutting.indentation(file.text, unit.start):
            yield from _class_cuts(source, unit, pattern, tokenizer)
            if unit is main and pattern.by_imports:
                yield from _imports(source, unit, tokenizer)


def _about(file: SourceFile, main: Unit) -> bool:
    """Whether a file is about one declaration: the others are smaller than it and data alone."""
    others = [unit for unit in file.units if unit is not main]
    return (
        not cutting.unfinished(file.text)
        and all(unit.kind in DATA for unit in others)
        and sum(len(unit.text) for unit in others) <= len(main.text)
    )


def _class_cuts(source: Source, unit: Unit, pattern: Pattern, tokenizer: str) -> Iterator[Cut]:
    whole = _with_imports(source, unit.documented_text, pattern)
    good = [m for m in unit.methods if _worth(m)]
    if len(whole) < NEARLY_ALL * len(source.file.text) and not cutting.unfinished(whole):
        yield _cut("class", "class", whole, source, unit, unit.members)
    core = cutting.closure(unit, cutting.core_members(unit))
    yield from _smaller(source, unit, pattern, "core", core, cutting.core_members(unit))
    for seeds in _slice_seeds(good, tokenizer):
        for frame in _frames(unit, pattern):
            kept = cutting.closure(unit, [*seeds, *frame])
            yield from _smaller(
                source, unit, pattern, "slice" if len(seeds) == 1 else "slices", kept, seeds
            )
    yield from _groups(source, unit, good, pattern)
    for member in good:
        yield _cut("member", "member", cutting.members_text([member]), source, unit, (member,))


def _imports(source: Source, unit: Unit, tokenizer: str) -> Iterator[Cut]:
    """The imports of a class by themselves, or of as much of it as may be shown."""
    whole = not _unfit(source, unit.text) and size(unit.documented_text, tokenizer) <= MOST_CLASS
    kept = () if whole else _telling(source, unit, tokenizer)
    if not whole and not kept:
        return
    shown = cutting.reduced(unit, kept) if kept else unit.text
    used = cutting.used_imports(source.file, shown)
    names, piece = {name for item in used for name in item.names}, read(shown, False)
    # What only a comment speaks of, or a variable is called, too, is not to be seen as used.
    if len(used) > 1 and names <= piece.used and not names & piece.declared:
        yield _cut("imports", "imports", "\n".join(i.text for i in used), source, unit, kept)


def _telling(source: Source, unit: Unit, tokenizer: str) -> tuple[Member, ...]:
    """Members of a class that speak of what it imports, as far as they are clean and there is
    room.
    """
    names = {name for item in source.file.imports for name in item.names}
    kept, room = list[Member](), MOST_CLASS
    for member in unit.members:
        new = names & set(cutting.WORD.findall(member.text))
        length = size(member.documented_text, tokenizer)
        if new and length <= min(room, MOST_CLASS // 2) and not _unfit(source, member.text, True):
            kept.append(member)
            room -= length
            names -= new
    used = set().union(*(m.uses for m in kept), set())
    state = [m for m in unit.fields if m.name in used and m not in kept]
    return (*kept, *(m for m in state if not _unfit(source, m.text, True)))


def _unfit(source: Source, text: str, member: bool = False) -> bool:
    return cutting.unfinished(text) or bool(house.broken_rules(read(text, member), source.layer))


def _smaller(
    source: Source,
    unit: Unit,
    pattern: Pattern,
    shape: str,
    kept: tuple[Member, ...],
    about: Iterable[Member],
) -> Iterator[Cut]:
    """A class reduced to some members; nothing where that is nearly all of it or hardly any."""
    text = cutting.reduced(unit, kept, doc=False)
    if shape != "core" and not _lean(kept):
        return
    if (
        len(text) < NEARLY_ALL * len(unit.documented_text)
        and not cutting.unfinished(text)
        and any(m.body for m in kept)
    ):
        text = _with_imports(source, text, pattern)
        yield _cut("core", shape, text, source, unit, tuple(about))


def _lean(kept: Sequence[Member]) -> bool:
    """Whether two thirds of the fields of a reduced class serve more than its construction."""
    makers = [m for m in kept if m.kind == "constructor"]
    used = set().union(*(m.uses | m.calls for m in kept if m not in makers))
    fields = [m.name for m in kept if m.kind == "field"]
    return sum(name in used for name in fields) * 3 >= len(fields) * 2


def _slice_seeds(good: list[Member], tokenizer: str) -> Iterator[tuple[Member, ...]]:
    """What a reduced class is built around: each public method, and neighbours that share state."""
    public = [m for m in good if m.access == "public" and m.name not in cutting.CORE_NAMES]
    yield from ((m,) for m in public if size(m.documented_text, tokenizer) >= SHORTEST)
    yield from _windows(public)


def shared(members: Sequence[Member]) -> list[str]:
    """Names of what all of the members use."""
    return sorted(
        set.intersection(*(set(m.uses | m.calls) for m in members)) - {m.name for m in members}
    )


def _related(members: Sequence[Member]) -> bool:
    names = {m.name for m in members}
    return bool(shared(members)) or all(
        m.calls & names or any(m.name in o.calls for o in members) for m in members
    )


def _windows(members: Sequence[Member]) -> Iterator[tuple[Member, ...]]:
    """Two or three methods close to each other that share state."""
    for start in range(len(members) - 1):
        windows = [members[start : start + 2], members[start : start + 3 : 2]]
        if start % 2 == 0:
            windows.append(members[start : start + 3])
        for window in dict.fromkeys(map(tuple, windows)):
            if len(window) > 1 and _related(window):
                yield window


def _frames(unit: Unit, pattern: Pattern) -> Iterator[list[Member]]:
    """What a reduced class must hold besides, for the pattern's sake; a constructor always, as it
    makes the state.
    """
    for names in pattern.frames:
        yield [m for m in unit.members if m.kind == "constructor" or m.name in names]


def _groups(source: Source, unit: Unit, good: list[Member], pattern: Pattern) -> Iterator[Cut]:
    """Two to four members that belong together."""
    for lifecycle in _lifecycles(unit, pattern):
        if len(lifecycle) > 1:
            yield _members(source, unit, "lifecycle", lifecycle)
        if pattern.lifecycle:
            ordered = [
                m
                for m in unit.methods
                if m in set(good) and m not in lifecycle and m.access == "public"
            ]
            for more in (*((m,) for m in ordered), *_windows(ordered)):
                yield _members(source, unit, "start", (*lifecycle, *more))
    hidden = {f.name: f for f in unit.fields if f.access != "public" and not f.static}
    for member in good:
        own = tuple(hidden[name] for name in sorted(member.uses & hidden.keys()))
        if pattern.by_state and 0 < len(own) <= MOST_MEMBERS:
            yield _members(source, unit, "own", (*own, member))
    for name, accessors in _accessors(unit):
        state = tuple(
            f
            for f in unit.fields
            if f.name in set().union(*(a.uses for a in accessors)) and f.name != name
        )
        if len(accessors) + len(state) > 1:
            yield _members(source, unit, "accessors", accessors + state)
    by_name = {m.name: m for m in good}
    for member in good:
        helpers = tuple(
            by_name[name]
            for name in sorted(member.calls)
            if name in by_name and by_name[name].access == "private"
        )
        if 0 < len(helpers) < MOST_MEMBERS and member not in helpers:
            yield _members(source, unit, "helpers", (member, *helpers))
    for first, second in OPPOSITES:
        for member in good:
            if member.name.startswith(first):
                other = by_name.get(second + member.name.removeprefix(first))
                if other is not None and other is not member:
                    yield _members(source, unit, "pair", (member, other))
    ordered = [m for m in unit.methods if m in set(good) and m.name not in cutting.CORE_NAMES]
    made = set().union(*(m.uses for m in (unit.constructor, unit.member("init")) if m is not None))
    for group in dict.fromkeys(_sharing(ordered)):
        state = tuple(f for f in _hidden(unit, shared(group)) if f.name not in made)
        # Where classes are plenty, groups of three that do not show the pattern themselves only
        # crowd out what does.
        if len(group) > 2 and not state and not pattern.lifecycle:
            continue
        yield _members(source, unit, "state" if state else "neighbours", group + state)


def _lifecycles(unit: Unit, pattern: Pattern) -> Iterator[tuple[Member, ...]]:
    """What makes an object and brings it to life, as far as the pattern is about it."""
    makers = [
        m
        for m in (unit.constructor, unit.member("init"), unit.member("toScenario"))
        if m and m.body
    ]
    found = (tuple(m for m in makers if m.name in chosen) for chosen in pattern.lifecycles)
    yield from dict.fromkeys(each for each in found if each)


def _hidden(unit: Unit, names: Collection[str]) -> list[Member]:
    """The private fields of these names."""
    return [f for f in unit.fields if f.name in names and f.access != "public" and not f.static]


def _sharing(ordered: Sequence[Member]) -> Iterator[tuple[Member, ...]]:
    """Two or three methods that use the same thing of their object, close to each other among all
    that use it.
    """
    for name in sorted(set().union(*(m.uses | m.calls for m in ordered))):
        yield from _windows([m for m in ordered if name in m.uses | m.calls or m.name == name])


def _accessors(unit: Unit) -> Iterator[tuple[str, tuple[Member, ...]]]:
    names = sorted({m.name for m in unit.members if m.kind in ("getter", "setter")})
    for name in names:
        yield (
            name,
            tuple(m for m in unit.members if m.name == name and m.kind in ("getter", "setter")),
        )


def _members(source: Source, unit: Unit, shape: str, members: tuple[Member, ...]) -> Cut:
    return _cut("members", shape, cutting.members_text(members), source, unit, members)


def _cut(
    view: str, shape: str, text: str, source: Source, unit: Unit, members: Iterable[Member] = ()
) -> Cut:
    return Cut(view, shape, text, source, unit, tuple(members))


def _with_imports(source: Source, text: str, pattern: Pattern) -> str:
    """Layers show in imports, so a class comes with those it uses; for radical OOP in the same
    form, or the two would offer near copies of one another.
    """
    if pattern.lifecycle:
        return text
    imports = "\n".join(item.text for item in cutting.used_imports(source.file, text))
    return f"{imports}\n\n{text}" if imports else text


def _worth(member: Member) -> bool:
    """Whether a method by itself teaches something: it is more than printing, a stub, or a report
    of success without anything done.
    """
    return (
        member.kind == "method"
        and member.statements > 0
        and not (member.statements == 1 and SUCCESS.search(member.body or ""))
        and not cutting.only_prints(member)
        and not cutting.unfinished(member.documented_text)
    )
