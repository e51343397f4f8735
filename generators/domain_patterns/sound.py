"""Which parts of a record can be told whole: nothing of them is torn, lost, a link or mere talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from generators.pdca.fences import Fences
from generators.pdca.lines.wording import WAITING
from generators.worth.distilled import noisy

from . import noise
from .labelled import MOST_WORDS, REQUEST, Part
from .pieces import NUMBERED, TELLS
from .units import (
    APART,
    FENCE,
    FENCED,
    FOOTER,
    HEADING,
    LABEL,
    QUOTED,
    RULE,
    Unit,
    ancestors,
    bare,
    below,
)

# A line that stands in this many records is the template's; the share of a part that tells.
TEMPLATE_RECORDS, LEAST_TELLING = 4, 0.6
# The share of a part's lines that may be code.
MOST_CODE = 0.6


class Sound:
    """The units of a record that tell of the work, and what of them is whole. `raw` are the
    record's lines, `usual` in how many records each line stands.
    """

    def __init__(self, units: Sequence[Unit], raw: Sequence[str], usual: Mapping[str, int]) -> None:
        self._units, self._raw, self._usual = units, raw, usual
        self.told = [unit.at for unit in units if not self._idle(unit)]

    def _idle(self, unit: Unit) -> bool:
        """Whether it stands where nothing of the work is told."""
        above = [unit.at] if unit.kind in (HEADING, LABEL) else []
        names = (self._units[at].name for at in [*above, *ancestors(self._units, unit.at)])
        return unit.section in ("reflection", APART, FOOTER) or any(map(noise.idle_name, names))

    def whole(self, part: Part) -> bool:
        """Whether a part can be told as it stands."""
        units = [self._units[at] for at in sorted(part.units)]
        lines = [unit for unit in units if unit.kind not in (HEADING, LABEL)]
        if not lines or not self._all_told.issuperset(part.units):
            return False
        # What stands in a fence names lines of a screen.
        if part.quoted and units[0].kind == LABEL and units[0].first in self._fenced:
            return False
        # Nobody has said anything yet.
        if part.name == REQUEST and any(WAITING.match(bare(unit.text)) for unit in lines):
            return False
        if any(map(self._unfit, units)) or self._lost(units) or self._holds_others(part, units):
            return False
        telling = sum(self._tells(unit) for unit in lines)
        fences = (u for u in lines if u.kind == FENCE and not QUOTED.match(u.text))
        code = sum(unit.last - unit.first + 1 for unit in fences)
        size = sum(unit.last - unit.first + 1 for unit in lines)
        return telling >= LEAST_TELLING * len(lines) and code <= MOST_CODE * size

    def _holds_others(self, part: Part, units: Sequence[Unit]) -> bool:
        """Whether a part ends with a name of what stands behind it, or holds a line that is a
        heading of a level above its own: bold and numbered as one that heads headings.
        """
        below = self._units[units[-1].at + 1 :][:1]
        heads = any(unit.kind == HEADING and unit.section == units[-1].section for unit in below)
        if units[-1].kind == LABEL and heads:
            return True
        inner = part.quoted and not self._opens_section(units[0])
        return inner and any(
            unit.kind == LABEL and unit.section in self._numbered and self._is_numbered(unit)
            for unit in units
        )

    def _opens_section(self, unit: Unit) -> bool:
        return unit.at == 0 or self._units[unit.at - 1].section != unit.section

    def _is_numbered(self, unit: Unit) -> bool:
        return bool(NUMBERED.match(self._raw[unit.first]))

    @cached_property
    def _numbered(self) -> set[str]:
        """The sections in which bold numbered lines head headings."""
        return {
            unit.section
            for unit, after in pairwise(self._units)
            if unit.kind == LABEL and after.kind == HEADING and self._is_numbered(unit)
        }

    def _unfit(self, unit: Unit) -> bool:
        return unit.kind != FENCE and (noisy(unit.text) or noise.torn(unit))

    def _tells(self, unit: Unit) -> bool:
        usual = self._usual.get(bare(unit.text), 0) >= TEMPLATE_RECORDS
        return not usual and not noise.empty_praise(unit.text)

    def _lost(self, units: Sequence[Unit]) -> bool:
        """Whether lines of a block are shown nowhere, up to where the next one begins. A heading or
        label with nothing below it is no loss.
        """
        within = {unit.at for unit in units}
        return any(
            at not in self._shown and self._tells_of(at)
            for outer in (unit for unit in units if unit.above not in within)
            for at in range(outer.first, self._end(outer))
        )

    def _end(self, outer: Unit) -> int:
        """Where a block ends: at the next line that is shown, or a heading before it; one within a
        section also at a rule.
        """
        at = 1 + max(self._units[each].last for each in (outer.at, *below(self._units, outer.at)))
        within = not self._opens_section(outer)
        while at < len(self._raw) and at not in self._shown:
            if self._raw[at].startswith("#") or (within and RULE.match(self._raw[at])):
                break
            at += 1
        return at

    def _tells_of(self, at: int) -> bool:
        """Whether a line says anything that could be lost."""
        line = self._raw[at]
        empty = not line.strip() or RULE.match(line) or FENCED.match(line)
        label = line.rstrip(" *_").endswith(":") and len(line.split()) <= MOST_WORDS
        # A label that went alone leaves its lines to the one before.
        label = label and not self._followed(at)
        heading = line.startswith("#") and not TELLS.match(line)
        return not (empty or heading or label)

    def _followed(self, at: int) -> bool:
        """Whether what comes right behind a line is shown, and is no name itself."""
        after = at + 1
        while after < len(self._raw) and not self._raw[after].strip():
            after += 1
        named = self._raw[after : after + 1] and (
            self._raw[after].startswith("#") or self._raw[after].rstrip(" *_").endswith(":")
        )
        return after in self._shown and not named

    @cached_property
    def _fenced(self) -> set[int]:
        fences = Fences()
        return {at for at, line in enumerate(self._raw) if fences.marks(line) or fences.run}

    @cached_property
    def _all_told(self) -> frozenset[int]:
        return frozenset(self.told)

    @cached_property
    def _shown(self) -> frozenset[int]:
        """The lines of all units but those that a rule sets apart."""
        units = (unit for unit in self._units if unit.section != APART)
        lines = (range(unit.first, unit.last + 1) for unit in units)
        return frozenset(line for each in lines for line in each)
