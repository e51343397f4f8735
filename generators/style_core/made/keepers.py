"""Classes that keep objects of a declared type, as tasks.

The same class comes as members of a class that the input shows, or whole, with its import, where it
stands in another layer than the declaration.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from generators.sample import fingerprint
from generators.typescript import Unit
from generators.typescript.library import Library, Source
from generators.worth.piece import VERSION

from .keeping import books, builders, filters, guards, queries, summaries, tables
from .keeping.kept import Keeper, Kept, kept_type
from .promised.places import module, types_of
from .state import Made, State, indented

# Of so many declarations one is kept by a whole class, as the categories are in want of both.
EACH = 4
# Types in signatures and type arguments.
CODE_TYPE = re.compile(r"(?:[:<|] ?|, )([A-Z]\w*)(?=[\[\]<>(),;| {])")


def made(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """The keepers for what a source declares, for what a file of layer 2 imports, and for what it
    is the host of.
    """
    for unit in source.file.units:
        yield from _of_declaration(source, unit, library, tokenizer)
    if source.layer == "layer2":
        yield from _of_user(source, library, tokenizer)
        yield from _of_host(source, library, tokenizer)


def _host(home: Source, unit: Unit, library: Library) -> Source | None:
    """The file of layer 2 beside which a keeper stands as a whole class, for every fourth of the
    declarations of layer 3 that no file there imports; None for the others.
    """
    users = library.importers(home, unit.name) if home.layer == "layer3" and unit.exported else None
    at = int(fingerprint(unit.name, "host"), 16)
    if users is None or at % EACH or any(user.layer == "layer2" for user in users):
        return None
    beside = [each for each in library.neighbours(home) if each.layer == "layer2"]
    return beside[at // EACH % len(beside)] if beside else None


def _of_declaration(source: Source, unit: Unit, library: Library, tokenizer: str) -> Iterator[Made]:
    """Members for radical OOP, from the file that declares the type."""
    kept = kept_type(source, unit, library)
    if kept is None:
        return
    away = any(user.layer == "layer2" for user in library.importers(source, unit.name))
    whole = away or _host(source, unit, library) is not None
    for keeper in () if whole else _all(kept):
        state = State(source, unit, kept.fields, library, tokenizer)
        shell = f"export class {keeper.name} {{\n{indented(_given(keeper.given))}\n}}"
        asked = "\n\n".join(method.text for method in keeper.asked)
        yield Made(
            "radical_oop", keeper.kind, keeper.name, unit.name,
            f"{state.shown('', shell)}\n\n{_listed(keeper)}", f"{keeper.field}\n\n{asked}",
            by=keeper.by, rules=keeper.rules,
        )  # fmt: skip


def _of_user(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """Whole classes of layer 2, for the types of layer 3 that a file imports."""
    here = posixpath.dirname(source.component.file_path)
    for item in source.file.imports:
        if not item.source.startswith(".") or VERSION.search(item.source):
            continue
        for name in item.names:
            located = library.located(source, name, frozenset({"interface"}))
            if located is None or located[0].layer != "layer3" or located[1].name != name:
                continue
            kept = kept_type(*located, library)
            if kept is not None:
                state = State(*located, kept.fields, library, tokenizer)
                path = module(located[0], here)
                for keeper in _all(kept):
                    yield from _whole(keeper, state, path)


def _of_host(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """The same for declarations of layer 3 of its component that no file of layer 2 imports."""
    here = posixpath.dirname(source.component.file_path)
    for home in library.neighbours(source):
        for unit in home.file.units if home.layer == "layer3" else ():
            host = _host(home, unit, library)
            if host is None or host.component != source.component:
                continue
            kept = kept_type(home, unit, library)
            if kept is not None:
                state = State(home, unit, kept.fields, library, tokenizer)
                for keeper in _all(kept):
                    yield from _whole(keeper, state, module(home, here))


def _all(kept: Kept) -> Iterator[Keeper]:
    yield from queries.keepers(kept)
    yield from books.keepers(kept)
    yield from builders.keepers(kept)
    yield from filters.keepers(kept)
    yield from summaries.keepers(kept)
    yield from tables.keepers(kept)
    yield from guards.keepers(kept)


def _whole(keeper: Keeper, state: State, path: str) -> Iterator[Made]:
    """The class with its import; nothing where a type that it names is not to be had from there."""
    name = state.unit.name
    parts = [keeper.field, "constructor() {}", keeper.given, *(m.text for m in keeper.asked)]
    body = "\n\n".join(indented(part) for part in parts if part)
    code = f"export class {keeper.name} {{\n{body}\n}}"
    types = types_of(state.source, name, CODE_TYPE.findall(code))
    if not types:
        return
    told = ", ".join(f"`{each}`" for each in types)
    given = f"Module at hand:\n- `{path}` (types only): {told}\n\n{state.shown('')}"
    yield Made(
        "5_layer_architecture", keeper.kind, keeper.name, name,
        f"{given}\n\n{_listed(keeper, keeper.given)}",
        f"import type {{ {', '.join(types)} }} from '{path}';\n\n{code}", "class",
        by=keeper.by, rules=keeper.rules, layer_rule="layers.types",
    )  # fmt: skip


def _given(code: str) -> str:
    return f"constructor() {{}}\n\n{code}" if code else "constructor() {}"


def _listed(keeper: Keeper, given: str = "") -> str:
    """What is asked for, a line for each method."""
    lines = [f"- `{method.signature}`: {method.told}" for method in keeper.asked]
    own = [f"- `{keeper.field.rstrip(';')}`"]
    first = (
        ["- " + f"`{given.split(' {', 1)[0]}`: keeps a copy, and can be chained"] if given else []
    )
    return "State:\n" + "\n".join(own) + "\n\nMethods:\n" + "\n".join([*first, *lines])
