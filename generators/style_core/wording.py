"""The wording of style_core, as its content file has it."""

from __future__ import annotations

from functools import lru_cache

from generators.content import loader
from generators.content.loader import Entry, Variants


class Claims(Entry):
    """What is said of a pattern: of code that shows it, of code in a class that follows it, of an
    interface that declares it, of a test of a class that shows it.
    """

    title: str
    whole: Variants
    part: Variants
    declared: Variants = ()
    tested: Variants = ()


class Layer(Entry):
    """What a layer is called, the rule that holds in it, and as much of the rule as code shows that
    neither implements an interface of layer 3 nor works through one.
    """

    name: str
    rule: str
    partly: str = ""


class MadeTexts(Entry):
    """How a task is put whose answer follows from declarations, and the rule that it follows;
    `keyed` where objects are told apart by a member; `part` asks for members of a class that the
    input shows, where `ask` asks for the class.
    """

    ask: Variants
    part: Variants = ()
    told: Variants
    keyed: Variants = ()


class Wording(Entry):
    """Patterns and layers by name, questions by the shape of the cut, and what an input says."""

    patterns: dict[str, Claims]
    layers: dict[str, Layer]
    ask: dict[str, Variants]
    made: dict[str, MadeTexts]
    clauses: dict[str, str]
    kinds: dict[str, str]
    required: str
    given: dict[str, Variants]
    labels: dict[str, str]


UNNAMED = Layer(name="", rule="")
"""A layer of which nothing is said."""


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The dataset's wording. Raises ContentError."""
    return loader.wording("style_core", Wording)
