"""A pair of texts with the steps that lead from the first to the second."""

from __future__ import annotations

from dataclasses import dataclass

from generators.refactoring.change import Change, changed_lines
from generators.typescript.library import Source

# Steps of which none takes more than this share of the dataset; those that an editor takes by
# itself wherever it is told to, those that only write comments, and those that only change the test
# runner.
MOST_OF_A_KIND, MOST_PLAIN, MOST_COMMENTS, MOST_TESTS = 0.12, 0.08, 0.03, 0.01
PLAIN = frozenset({"constants_declared", "names_spoken", "require_replaced", "return_type_added"})
COMMENTS = frozenset(
    {"documentation_added", "contract_completed", "contract_documented", "annotations_added"}
)
TESTS = frozenset({"jest_replaced"})
# What the work is told of in: parsing, comparing versions, members and classes, contracts.
PHASES, COMPARED = 4, 1


@dataclass(frozen=True)
class Pair:
    """`steps` hold the same two texts, each with what it did. `given` says what the code after it
    uses and the code before it does not show. `place`, `family` and `layer` are those of the later
    text, `shown` is the place as a request names it.
    """

    place: str
    family: str
    layer: str
    shown: str
    steps: tuple[Change, ...]
    view: str
    given: str = ""
    fill: bool = False
    """Shows code that another pair shows: where nothing better is left."""

    @property
    def before(self) -> str:
        return self.steps[0].before

    @property
    def after(self) -> str:
        return self.steps[0].after

    @property
    def kind(self) -> str:
        """The step that teaches most."""
        return self.steps[0].pattern

    @property
    def lines(self) -> int:
        """Changed lines."""
        return changed_lines(self.before, self.after)

    @property
    def share(self) -> float:
        """The share of the dataset that pairs of its kind may take."""
        if self.kind in TESTS:
            return MOST_TESTS
        if self.kind in PLAIN:
            return MOST_PLAIN
        return MOST_COMMENTS if self.kind in COMMENTS else MOST_OF_A_KIND


def of(
    source: Source, steps: tuple[Change, ...], view: str, given: str = "", fill: bool = False
) -> Pair:
    """A pair from a source."""
    record = source.component
    return Pair(
        record.file_path, record.family, source.layer, source.place, steps, view, given, fill
    )
