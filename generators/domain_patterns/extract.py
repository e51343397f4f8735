"""The distillation of a record: its load-bearing lines, whole, below its own headings, in its own
order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generators.pdca.telling import roles
from generators.pdca.telling.roles import (
    CAUSE,
    CHECK,
    CHOICE,
    DEED,
    GOAL,
    NEXT,
    OPTION,
    OUTCOME,
    PLAN,
    PROBLEM,
    REQUEST,
    RULE,
)
from generators.worth.case import content_words

from . import labelled, noise
from .units import FENCE, HEADING, ITEM, LABEL, QUOTE, TEXT, Unit, ancestors, bare

# How much a line bears, by what its record calls it.
WEIGHT = {
    CHOICE: 4.5,
    CAUSE: 3.0,
    PROBLEM: 4.0,
    RULE: 4.5,
    NEXT: 3.5,
    OPTION: 3.5,
    DEED: 3.5,
    REQUEST: 3.0,
    GOAL: 4.0,
    OUTCOME: 2.5,
    CHECK: 3.0,
    PLAN: 1.5,
    "": 1.0,
}
# What lines are where neither label nor heading says it.
PLACES = {
    "plan": PLAN,
    "do": DEED,
    "check": CHECK,
    "act": OUTCOME,
    "process_update": RULE,
    "objective": GOAL,
}
# What is only hoped for, or rates the work.
RATED = re.compile(
    r"impact|success|quality|compliance|standard|enhance|integrity|strategy|expected"
    r"|targets?|criteria"
    r"|readiness|confidence|alignment"
)
MOST_RATED = 1.0
HEADER = re.compile(r"^(?:objective|issues?|goal|problem|trigger)$")
FAILED = re.compile(r"[❌⚠]")
# What a line gains by naming something and by telling what failed; what it loses by praise; what a
# block loses where a sibling has it.
NAMES, FAILS, PRAISES, USED = 1.2, 1.0, 0.8, 3.0
KEY = 10.0
# What says itself what came of the work.
ANSWERED = 5.5
OPEN = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+\[ \]")
LEAST = 0.1
# Lines of a list that is told whole; a list of more is not told, nor one of which less is left.
LONGEST_LIST, LEAST_LIST = 12, 0.6
# Lines of a section that must not be missing, and which sections.
TELLS = 1
REQUIRED = ("summary", "plan", "do", "check", "act")
# A label that tells what was done, where the code below it is left out.
DEED_DONE = re.compile(
    r"^\W*(?:added|changed|created|enhanced|extended|fixed|implemented|moved|removed|renamed"
    r"|replaced"
    r"|restored|updated|wrote|built|installed|merged|deleted|extracted|converted"
    r"|configured)\b(?:\W+\S+){3}",
    re.I,
)
# Lines of code that are told where the record calls them its fix.
LONGEST_CODE = 10
SHORTEST_QUOTE, LONGEST_QUOTE = 5, 60
SAME = 0.75
# A line that stands in this many records is the template's.
TEMPLATE_RECORDS = 4


# A step with its number.
NUMBERED = re.compile(
    r"^(?:#+\s+|\s*)(?:[^\w\s]\s*)?(?:(?:step|phase|schritt)\s+)?\d+[.):]\s", re.I
)


@dataclass(frozen=True)
class Block:
    """Neighbouring lines below the same unit, which are told together."""

    lines: tuple[int, ...]
    score: float
    key: bool
    """Whether its record labels it as decision, cause, fix, lesson or next step."""
    section: str


class Extract:
    """What a record tells, and how much each of its lines bears. `raw` are the record's lines,
    `sizes` the tokens of the units, `usual` in how many records each line stands.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        raw: Sequence[str],
        sizes: Sequence[int],
        usual: Mapping[str, int],
    ) -> None:
        self.units, self.raw, self.sizes = units, raw, sizes
        self.unfit = [noise.unfit(u) or usual[bare(u.text)] >= TEMPLATE_RECORDS for u in units]
        self.told = [unit.at for unit in units if not self._idle(unit)]
        self._weights = [self._weight(unit) for unit in units]

    def _idle(self, unit: Unit) -> bool:
        """Whether it stands where nothing of the work is told."""
        above = [unit.at] if unit.kind in (HEADING, LABEL) else []
        names = (self.units[at].name for at in [*above, *ancestors(self.units, unit.at)])
        return unit.section == "reflection" or any(map(noise.idle_name, names))

    def _names(self, unit: Unit) -> list[str]:
        """What calls a line something, the nearest first."""
        return [unit.lead, *(self.units[at].name for at in ancestors(self.units, unit.at))]

    def _near(self, unit: Unit) -> list[str]:
        """What calls a line something, up to the label or heading it stands below."""
        found = [unit.lead]
        for at in ancestors(self.units, unit.at):
            found.append(self.units[at].name)
            if self.units[at].kind != ITEM:
                break
        return found

    def _open(self, unit: Unit) -> bool:
        """Whether it is an open task or decision, or stands below one."""
        held = [unit, *(self.units[at] for at in ancestors(self.units, unit.at))]
        return any(OPEN.match(each.text) for each in held if each.kind == ITEM)

    def _role(self, unit: Unit) -> str:
        found = (roles.named(name) for name in self._names(unit) if name)
        return next(filter(None, found), PLACES.get(unit.section, ""))

    def _weight(self, unit: Unit) -> float:
        """How much a line bears; 0 for nothing."""
        if self._idle(unit) or self.unfit[unit.at] or noise.says_nothing(unit):
            return 0.0
        if noise.motto(unit, self.raw[unit.first]):
            return 0.0
        if unit.kind == FENCE:
            fix = labelled.key(self.units[unit.above].name) if unit.above >= 0 else False
            return WEIGHT[DEED] * (fix and unit.last - unit.first < LONGEST_CODE)
        if unit.section == "header":
            return KEY * bool(HEADER.match(unit.lead))
        if unit.kind == QUOTE:
            said = len(unit.text.split())
            return WEIGHT[REQUEST] * (SHORTEST_QUOTE <= said <= LONGEST_QUOTE)
        score = WEIGHT[self._role(unit)]
        if any(labelled.label_of(name) == labelled.ANSWER for name in self._near(unit)):
            score = ANSWERED
        if RATED.search(" ".join(self._names(unit)[:3])):
            score = min(score, MOST_RATED)
        score += NAMES * bool(roles.CONCRETE.search(unit.text))
        score += FAILS * bool(FAILED.search(unit.text))
        score -= PRAISES * len(roles.PRAISE.findall(unit.text.lower()))
        return max(score, LEAST)

    def blocks(self, within: Collection[int]) -> list[Block]:
        """The blocks of some units that bear something."""
        found: list[list[Unit]] = []
        for unit in self.units:
            if unit.at not in within or not self._line(unit):
                continue
            if found and self._together(found[-1][-1], unit):
                found[-1].append(unit)
            else:
                found.append([unit])
        made = map(self._block, found)
        return [block for block in made if block]

    def _line(self, unit: Unit) -> bool:
        """Whether a unit is a line that may be told: it heads nothing, or says itself what the code
        below it does.
        """
        if unit.kind == LABEL:
            held = [self.units[at].kind for at in unit.below]
            return set(held) == {FENCE} and bool(DEED_DONE.match(unit.text))
        return unit.kind != HEADING and not unit.below

    def _together(self, before: Unit, unit: Unit) -> bool:
        """Whether two lines belong to one list or paragraph."""
        if unit.kind != before.kind:
            return False
        if unit.kind == ITEM:
            return self._list(unit) == self._list(before)
        next_line = unit.first == before.last + 1 and unit.above == before.above
        return unit.kind == TEXT and next_line and unit.section != "header"

    def _list(self, unit: Unit) -> int:
        """What the list stands below that an item belongs to, whatever its depth."""
        outer = (a for a in ancestors(self.units, unit.at) if self.units[a].kind != ITEM)
        return next(outer, -1)

    def _block(self, lines: Sequence[Unit]) -> Block | None:
        """A list is told whole or not at all: with a gap it says something else. Only what cannot
        be told is left out of it.
        """
        key = any(labelled.key(name) for unit in lines for name in self._near(unit))
        made = [unit for unit in lines if not self._open(unit)]
        if key and made != lines:
            # What is still open decides nothing.
            lines, key = (made, True) if made else (lines, False)
        kept = [unit for unit in lines if not self.unfit[unit.at]]
        if not kept or len(kept) < LEAST_LIST * len(lines) * (not key):
            return None
        weights = [self._weights[unit.at] for unit in kept]
        if len(kept) > LONGEST_LIST * (1 + key) or not (any(weights) or key):
            return None
        score = sum(weights) / len(kept) + KEY * key
        return Block(tuple(u.at for u in kept), score, key, lines[0].section)

    def choose(
        self, within: Collection[int], budget: int, most: int, used: Collection[int] = ()
    ) -> list[int]:
        """The lines that bear most: of every section and every step something, and all that is key,
        in at most `most` tokens with their headings (else none); then more while `budget` lasts.
        What is `used` comes last.
        """
        blocks = self.blocks(within)
        made = _Choice(self, used)
        wanted = [block for block in blocks if block.key or block.section == "header"]
        for place in self._places(blocks):
            if not any(each in wanted for each in place):
                wanted.append(max(place, key=lambda each: (self._fits(each), made.worth(each))))
        for block in sorted(wanted, key=made.worth, reverse=True):
            if not made.take(block, most):
                return []
        for block in sorted(blocks, key=made.worth, reverse=True):
            if block not in wanted and block.score > MOST_RATED:
                made.take(block, budget)
        return sorted(made.chosen)

    def _fits(self, block: Block) -> bool:
        """Whether a block of Check is a check, and not what somebody said or what comes next."""
        first = self.units[block.lines[0]]
        return block.section != "check" or (first.kind != QUOTE and self._role(first) == CHECK)

    def _places(self, blocks: Sequence[Block]) -> list[list[Block]]:
        """The blocks of each section, and of each step of what was done."""
        found: dict[tuple[str, int], list[Block]] = {}
        for block in blocks:
            if block.section != "header":
                found.setdefault((block.section, -1), []).append(block)
                for step in self._steps(block):
                    found.setdefault((block.section, step), []).append(block)
        return list(found.values())

    def _steps(self, block: Block) -> list[int]:
        """The numbered headings, labels and items that a block stands below, and the outermost
        heading within Do.
        """
        above = ancestors(self.units, block.lines[0])
        numbered = [at for at in above if NUMBERED.match(self.units[at].text)]
        headings = [at for at in above if self.units[at].kind == HEADING]
        return [*numbered, *(headings[-3:-2] if block.section == "do" else [])]

    def complete(self, within: Collection[int], chosen: Collection[int]) -> bool:
        """Whether every section that tells something is there, and every step of a numbered series
        that is begun.
        """
        shown = {a for at in chosen for a in (at, *ancestors(self.units, at))}
        told = Counter(self.units[at].section for at in within if self._weights[at] > LEAST)
        there = {self.units[at].section for at in chosen}
        if any(
            told[name] >= TELLS and name not in there for name in ("plan", "do", "check", "act")
        ):
            return False
        series: dict[int, list[int]] = {}
        for at in within:
            unit = self.units[at]
            if NUMBERED.match(unit.text):
                series.setdefault(unit.above, []).append(at)
        return all(
            shown.issuperset(each) or not shown.intersection(each) for each in series.values()
        )

    def known(self, at: int, words: Sequence[set[str]]) -> bool:
        own = content_words(self.units[at].text)
        if self.units[at].section == "header" or not own:
            return False
        return any(len(own & each) >= SAME * min(len(own), len(each)) for each in words if each)


class _Choice:
    """Blocks taken one by one."""

    def __init__(self, of: Extract, used: Collection[int]) -> None:
        self.of, self.used = of, used
        self.chosen: list[int] = []
        self._shown: set[int] = set()
        self._words: list[set[str]] = []
        self._size = 0

    def worth(self, block: Block) -> tuple[float, int]:
        again = sum(at in self.used for at in block.lines) / len(block.lines)
        return block.score - USED * again, -block.lines[0]

    def take(self, block: Block, most: int) -> bool:
        """Adds a block if there is room; one that says nothing new is none that is missed."""
        of = self.of
        known = sum(of.known(at, self._words) for at in block.lines)
        if 2 * known >= len(block.lines) * (1 + block.key):
            return True
        more = {a for at in block.lines for a in (at, *ancestors(of.units, at))} - self._shown
        cost = sum(of.sizes[at] for at in more)
        if self._size + cost > most:
            return False
        self._size += cost
        self._shown |= more
        self.chosen += block.lines
        self._words += [content_words(of.units[at].text) for at in block.lines]
        return True
