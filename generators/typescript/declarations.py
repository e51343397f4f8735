"""TypeScript as data: imports, top-level units and their members. All offsets are character
offsets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LAYER = re.compile(r"(?:^|/)(layer[1-5])(?=/|$)")
# Strings are kept as they are; `//` in a regular expression or an address begins no comment.
COMMENT = re.compile(
    r"""('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|(?<![\\:/])//[^\n]*|/\*.*?\*/""",
    re.S,
)


def one_line(text: str) -> str:
    """A piece of a declaration on one line, without its comments: a line comment would swallow
    what follows it.
    """
    return " ".join(COMMENT.sub(lambda match: match[1] or " ", text).split())


class _Span:
    """A piece of a source text: [start, end) without, [doc_start, end) with its leading comments
    and decorators.
    """

    start: int
    end: int
    doc_start: int
    source: str

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @property
    def documented_text(self) -> str:
        return self.source[self.doc_start : self.end]

    @property
    def doc(self) -> str:
        """Leading comments and decorators as they stand; empty where there are none."""
        return self.source[self.doc_start : self.start].rstrip()


@dataclass(frozen=True)
class Parameter:
    """`modifiers` are those of a parameter property (`private`, `readonly`); `optional` also with a
    default.
    """

    name: str
    type: str | None
    optional: bool
    modifiers: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Member(_Span):
    """A member of a class or interface. `text` includes the closing semicolon where it has one."""

    name: str
    kind: str
    """constructor, method, getter, setter, field, abstract (no body, class), signature (no body) or
    block (`static { … }`, without a name).
    """
    access: str
    """public, protected or private; `#name` is private."""
    static: bool
    async_: bool
    readonly: bool
    parameters: tuple[Parameter, ...]
    return_type: str | None
    type: str | None
    start: int
    end: int
    doc_start: int
    body: str | None
    statements: int
    """Top-level statements of the body, comments not counted."""
    calls: frozenset[str]
    """Names of `this.x(…)` calls, at any depth."""
    uses: frozenset[str]
    """Names of `this.x` properties touched without calling them."""
    logic: tuple[tuple[int, int, str], ...] = ()
    """Constructors only: (start, end, what) of statements that do more than set an initial value.
    """
    source: str = field(default="", repr=False, compare=False)

    @property
    def signature(self) -> str:
        """The declaration on one line, without its body and its comments, closed by `;`."""
        head = (
            self.text if self.body is None else self.source[self.start : self.end - len(self.body)]
        )
        return one_line(head).rstrip(";") + ";"


@dataclass(frozen=True)
class Unit(_Span):
    """A top-level declaration (also inside a namespace). `text` includes `export`."""

    name: str
    kind: str
    """class, interface, function (also a const that holds one), type, enum or const."""
    exported: bool
    abstract: bool
    start: int
    end: int
    doc_start: int
    extends: tuple[str, ...]
    implements: tuple[str, ...]
    members: tuple[Member, ...]
    body_start: int
    """Offset of the body's `{`; `end` where there is no body."""
    body_end: int
    """Offset after the body's `}`; `end` where there is no body."""
    source: str = field(default="", repr=False, compare=False)

    @property
    def heritage(self) -> tuple[str, ...]:
        """Names extended, then names implemented, without type arguments."""
        return self.extends + self.implements

    @property
    def header(self) -> str:
        """Everything before the body's `{`, on one line."""
        return " ".join(self.source[self.start : self.body_start].split())

    @property
    def constructor(self) -> Member | None:
        """The constructor that has a body, else None."""
        return next(
            (m for m in self.members if m.kind == "constructor" and m.body is not None), None
        )

    @property
    def methods(self) -> tuple[Member, ...]:
        """Methods with a body; neither accessors nor the constructor."""
        return tuple(m for m in self.members if m.kind == "method")

    @property
    def fields(self) -> tuple[Member, ...]:
        return tuple(m for m in self.members if m.kind == "field")

    def member(self, name: str) -> Member | None:
        """The first member of that name, one with a body before a signature."""
        named = [m for m in self.members if m.name == name]
        return next((m for m in named if m.body is not None), named[0] if named else None)


@dataclass(frozen=True)
class Import:
    """An import or a re-export. `names` are the local names; `layer` is empty where the path names
    none.
    """

    source: str
    names: tuple[str, ...]
    layer: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class SourceFile:
    """A parsed file. `errors` is empty for sound TypeScript; what could be read is there all the
    same.
    """

    text: str
    imports: tuple[Import, ...]
    units: tuple[Unit, ...]
    errors: tuple[str, ...]
    header: str = ""
    """The leading comment of the file, empty where the first comment documents a declaration."""
    tsx: bool = False
    gaps: tuple[str, ...] = ()
    """What the grammar lacks and was read around, in words."""
    salvaged: bool = False
    """Whether the declarations are those outside of the errors, and sound."""
    refused: str = ""
    """Why the text was given up, where nothing of it was read."""

    @property
    def classes(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.kind == "class")

    @property
    def interfaces(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.kind == "interface")

    @property
    def functions(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.kind == "function")


def layer_of(path: str) -> str:
    """`layer2` for a path with such a folder, `unknown` for one without."""
    found = LAYER.findall(path)
    return found[-1] if found else "unknown"
