"""What a Web4 pattern is: how a syntax tree shows it, and what code that relies on it needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence, Set

from generators.typescript import cutting
from generators.typescript.declarations import Member, SourceFile, Unit


class Pattern(ABC):
    """One pattern. Similarity ranks code, these checks decide.

    The class attributes say what a cut or an input must hold for the pattern's sake.
    """

    name: str
    """As in the catalog, the store and the samples' metadata."""
    lifecycle = False
    """Whether it is about how an object is made and restored, not about the class as a whole."""
    by_imports = False
    """Whether imports alone show it."""
    by_state = False
    """Whether a method shows it together with the private fields that it works on."""
    signed: tuple[str, ...] = ()
    """Members that an excerpt of the class must name, at least by signature."""
    frames: tuple[tuple[str, ...], ...] = (("init",),)
    """Members that a reduced class must hold besides its constructor, in one way or another."""
    lifecycles: tuple[tuple[str, ...], ...] = (("constructor", "init", "toScenario"),)
    """Members that show together how an object comes to life."""

    @abstractmethod
    def shown_in(self, file: SourceFile, layer: str) -> bool:
        """Whether a file shows the pattern."""

    @abstractmethod
    def declared_in(self, file: SourceFile, layer: str) -> bool:
        """Whether a skeleton declares it, in which methods may stand by signature only."""

    @abstractmethod
    def holds_for(self, unit: Unit, file: SourceFile, layer: str) -> bool:
        """Whether members of the class may rely on the pattern: the class shows it where it is."""

    @abstractmethod
    def _touched_by(
        self, members: Sequence[Member], unit: Unit, file: SourceFile, layer: str
    ) -> bool:
        """Whether members work on what makes their class show the pattern."""

    def relied_on(
        self, members: Sequence[Member], unit: Unit, file: SourceFile, layer: str
    ) -> bool:
        """Whether members belong to a class that shows it, and work on what makes it so."""
        return self.holds_for(unit, file, layer) and self._touched_by(members, unit, file, layer)

    def carriers(self, unit: Unit) -> list[Member]:
        """Members that an excerpt must hold whole for the claim: an excerpt may leave out a long
        `init`, never a constructor.
        """
        constructor = unit.constructor
        given = constructor is not None and constructor.parameters and not constructor.logic
        return [constructor] if constructor is not None and given else []

    def fields(self, unit: Unit, touched: Set[str]) -> set[str]:
        """Names of the fields that an excerpt must hold for the claim, beside those touched."""
        return set()


class ClassPattern(Pattern):
    """A pattern that a class shows by itself."""

    @abstractmethod
    def shown_by(self, unit: Unit) -> bool:
        """Whether the class or interface shows it; says nothing about the file around it."""

    @abstractmethod
    def declared_by(self, unit: Unit) -> bool:
        """Whether a class declares it, in which methods may stand by signature only."""

    def shown_in(self, file: SourceFile, layer: str) -> bool:
        return any(self.shown_by(unit) for unit in file.units)

    def declared_in(self, file: SourceFile, layer: str) -> bool:
        return any(self.declared_by(unit) for unit in file.classes)

    def holds_for(self, unit: Unit, file: SourceFile, layer: str) -> bool:
        return self.shown_by(unit)


def leaves_members(members: Sequence[Member], unit: Unit) -> bool:
    """Whether members use anything of their class besides one another."""
    touched = set().union(*(cutting.touched(unit, m) for m in members))
    return bool(touched - {m.name for m in members})


def spoken_of(members: Sequence[Member]) -> set[str]:
    """Names of what members use or call of their class themselves: what a helper behind them does
    is not to be seen in them.
    """
    return set().union(*(m.uses | m.calls for m in members))


def reached(members: Sequence[Member], unit: Unit) -> set[str]:
    """Names of what members use of their class, directly or through one another."""
    return set().union(*(cutting.touched(unit, m) for m in cutting.closure(unit, members)))


def with_body(unit: Unit, name: str) -> list[Member]:
    """The member of that name, unless it is only declared."""
    member = unit.member(name)
    return [member] if member is not None and member.body is not None else []
