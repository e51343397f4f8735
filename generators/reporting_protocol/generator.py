"""Reports by the Web4 protocol (requirement 2.5), from notes that say when they were taken and read
as what they are; on one stream of work where the notes are of two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations, product
from typing import TYPE_CHECKING

from generators.catalog import Dataset
from generators.limits import in_time
from generators.pdca import salient_lines
from generators.pdca.telling import report_lines
from generators.pdca.telling.groups import Group
from generators.pdca.telling.report_lines import TIMES
from generators.pdca.telling.shares import Told
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.steps import counted
from generators.worth import judge
from generators.worth.stated.topics import topic_words

from . import streams
from .material import Material, Sections, gather
from .report import UNKNOWN, Report, candidate_of
from .streams import Beside
from .wording import wording

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

NOTE_TOKENS = 320
# Fewest sections beside the introduction, and fewest notes, of a report and of a part of one.
REPORT, PART, SECTION = (3, 5), (2, 3), (1, 3)
# Notes for other sections on the page of a part, for each of its own, and fewest of them.
OTHER_NOTES, FEWEST_LEFT_OUT = 1.0, 2
# A record gives at most so many reports with lines of their own, then so many that repeat lines, of
# which two share at most so much.
MAX_REPORTS, FILLING, ALIKE = 8, 16, 0.7
# Sections of those that repeat lines, how often each is made from other notes, and fewest notes.
FILLING_SIZES, TURNS, FEWEST_FILLING = (3, 2, 1), 2, 2
# Reports without repeated lines that are enough, for each that is wanted, and how many with such
# lines are offered for each that is missing.
SUPPLY, REPEATS = 1.2, 3
# What each word of title and objective is worth in a note.
ON_SUBJECT = 0.2
# Share of the notes that may say themselves where they belong, by choice and at most.
MARKED, MOST_MARKED = 0.4, 0.5
# Of so many records one gives first a report on its own extracts; the sections that none has.
RECORDS = 4
MOVED = frozenset({"Problem", "Lessons"})
# Rungs: all sections, at least four, fewer; a part; reports that repeat others.
RUNGS, FEW, PARTS, REPEATED = {6: 0, 5: 1, 4: 1}, 2, 3, 4


Way = Callable[[Material, Sequence[Beside], Told], Report | None]


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per record whole reports, reports on it from notes that also hold another record's, and parts
    of reports, no two of which share a line; where these do not fill the quota, parts that repeat
    lines.
    """
    records = [
        each
        for each in corpus.pdcas()
        if each.date and each.agent_name and not UNKNOWN.fullmatch(each.agent_name)
    ]
    usual = salient_lines.line_frequency(record.document for record in records)
    all = list(gather(records, usual, settings.tokenizer).values())
    (category,) = dataset.categories
    used: list[tuple[Material, Told, int]] = []
    lacking = round(SUPPLY * dataset.target)
    for at, material in enumerate(counted(all)):
        if not material.usable:
            continue
        told = Told(frozenset())
        make = partial(_reports, material, at, all, told, settings)
        found = in_time(make, settings.max_seconds, material.record.id)
        for number, report in enumerate(found):
            made = candidate_of(material, report, number, _rung(report), category.name, settings)
            if not judge.alone(made):
                lacking -= 1
                yield made
        used.append((material, told, len(found)))
    more = [
        in_time(partial(_repeated, *each[:2]), settings.max_seconds, each[0].record.id)
        for each in (used if lacking > 0 else ())
    ]
    # The first of each record before the second of any, and no more than what is missing.
    turns = sorted((turn, at) for at, reports in enumerate(more) for turn in range(len(reports)))
    for turn, at in turns[: REPEATS * lacking]:
        material, _, before = used[at]
        report = more[at][turn]
        yield candidate_of(material, report, before + turn, REPEATED, category.name, settings)


def _reports(
    material: Material, at: int, all: Sequence[Material], told: Told, settings: Settings
) -> list[Report]:
    """Reports that share no line, in turn on the whole and on one stream among two, of some
    records first one on its extracts; then parts of reports.
    """
    others = list(streams.beside(material, at, all))
    turn = int(fingerprint(str(settings.seed), material.record.id), 16)
    ways = [_stream, _whole] if turn % 2 else [_whole, _stream]
    ways = [*ways, _record] if turn % RECORDS else [_record, *ways]
    parts = [_part, _part_of_stream]
    return [*_own(material, others, told, ways), *_own(material, others, told, parts)]


def _own(
    material: Material, others: Sequence[Beside], told: Told, ways: Sequence[Way]
) -> Iterator[Report]:
    """Reports of lines that no other has, the ways taking turns as long as one gives any."""
    made = failed = 0
    while made < MAX_REPORTS and failed < len(ways):
        report = ways[(made + failed) % len(ways)](material, others, told)
        if report is None:
            failed += 1
            continue
        failed = 0
        made += 1
        told.add(report.chosen)
        yield report


def _repeated(material: Material, told: Told) -> Iterator[Report]:
    """Parts of reports from lines that others have too, each with other sections or notes."""
    names = [name for name in wording().lines if material.by_section[name]]
    made = 0
    for size, turn in product(FILLING_SIZES, range(TURNS)):
        for asked in combinations(names, size):
            sections = {name: material.by_section[name] for name in asked}
            fewest = (size, max(size, FEWEST_FILLING))
            chosen = _chosen(material, sections, told, fewest, turn + 1)
            left_out = _left_out(material, chosen)
            new = chosen and not told.same(chosen, ALIKE)
            if new and len(left_out) >= FEWEST_LEFT_OUT and made < FILLING:
                told.add(chosen)
                made += 1
                yield Report(chosen, left_out=left_out, part=True)


def _rung(report: Report) -> int:
    return PARTS if report.part else RUNGS.get(len(report.sections), FEW)


def _whole(material: Material, others: Sequence[Beside], told: Told) -> Report | None:
    chosen = _chosen(material, material.by_section, told, REPORT)
    return Report(chosen) if _sorted_out(material, chosen) else None


def _record(material: Material, others: Sequence[Beside], told: Told) -> Report | None:
    """A report on extracts of the record among those of another, some of which go into each section
    that a record has not.
    """
    return _beside(material, others, told, MOVED, record=True)


def _sorted_out(material: Material, chosen: Sequence[Group]) -> bool:
    """Whether there is something to sort: two sections with notes of one time that do not say
    themselves which it is.
    """
    names = {group.role for group in chosen if not material.notes[group.order].marked}
    return len({TIMES[name] for name in names}) < len(names)


def _stream(material: Material, others: Sequence[Beside], told: Told) -> Report | None:
    """A report on one of two streams of notes."""
    return _beside(material, others, told, frozenset(), record=False)


def _beside(
    material: Material,
    others: Sequence[Beside],
    told: Told,
    wanted: frozenset[str],
    record: bool,
) -> Report | None:
    """A report with the `wanted` sections, on one of two pieces of work: the first beside it whose
    notes are enough.
    """
    for each in others:
        chosen = _chosen(material, each.mine, told, REPORT)
        theirs = streams.distracting(each.theirs, len(chosen)) if chosen else []
        if theirs and wanted <= {group.role for group in chosen}:
            return Report(chosen, each.other, theirs, record=record)
    return None


def _part(material: Material, others: Sequence[Beside], told: Told) -> Report | None:
    """Some sections of a report, at last a single one, from a page with notes for others too."""
    by_section = material.by_section
    tried: list[tuple[Sections, tuple[int, int]]] = [(by_section, PART)]
    tried += [({name: by_section[name]}, SECTION) for name in wording().lines]
    for sections, fewest in tried:
        chosen = _chosen(material, sections, told, fewest)
        left_out = _left_out(material, chosen)
        if chosen and len(left_out) >= FEWEST_LEFT_OUT:
            return Report(chosen, left_out=left_out, part=True)
    return None


def _part_of_stream(material: Material, others: Sequence[Beside], told: Told) -> Report | None:
    """Some sections of a report on one of two streams of notes, for what is too little for all."""
    for each in others:
        chosen = _chosen(material, each.mine, told, PART)
        theirs = streams.distracting(each.theirs, len(chosen), OTHER_NOTES) if chosen else []
        # Notes of both of one time: only what was noted beside it has to be told from it.
        mine = {TIMES[g.role] for g in chosen if not material.notes[g.order].marked}
        if mine & {TIMES[g.role] for g in theirs if not each.other.notes[g.order].marked}:
            return Report(chosen, each.other, theirs, part=True)
    return None


def _left_out(material: Material, chosen: Sequence[Group]) -> list[Group]:
    """Notes for other sections, none of which says what a chosen one does."""
    asked = {group.role for group in chosen}
    free = [
        group
        for name, groups in material.by_section.items()
        if name not in asked
        for group in groups
        if _fits(material, group, chosen)
    ]
    times = {TIMES[name] for name in asked}
    # First what was noted at the same times and does not say itself what it is: only that has to be
    # told from what is asked for.
    near = {g.order for g in free if TIMES[g.role] in times and not material.notes[g.order].marked}
    free.sort(key=lambda g: (g.order not in near, -g.value, g.order))
    best = free[: round(OTHER_NOTES * len(chosen))] if near else []
    return sorted(best, key=lambda group: group.order)


def _chosen(
    material: Material, sections: Sections, told: Told, fewest: tuple[int, int], turn: int = 0
) -> list[Group]:
    """The best notes of each section within its number and the budget, no two of which say the
    same; none where they fill too few sections, or are few. From the first turn on, notes are taken
    whoever has them, and each turn begins with others.
    """
    chosen: list[Group] = []
    limits = {name: most for name, most in wording().lines.items() if sections.get(name)}
    ranked = {name: _ranked(material, sections[name], told, turn) for name in limits}
    for round in range(max(limits.values(), default=0)):
        for name in (name for name, most in limits.items() if round < most):
            best = next((g for g in ranked[name] if _fits(material, g, chosen)), None)
            if best and (not round or (best.value >= 0 and _room(material, chosen, best))):
                chosen.append(best)
    enough = len({group.role for group in chosen}) >= fewest[0] and len(chosen) >= fewest[1]
    plain = _marked(material, chosen) <= MOST_MARKED * len(chosen)
    return sorted(chosen, key=lambda group: group.order) if enough and plain else []


def _fits(material: Material, group: Group, chosen: Sequence[Group]) -> bool:
    """Whether it says what none of the chosen does."""
    said = material.said
    return not any(
        report_lines.twins(group.role, said(group), other.role, said(other)) for other in chosen
    )


def _room(material: Material, chosen: Sequence[Group], more: Group) -> bool:
    """Whether one more fits into the budget, and not too many notes say where they belong."""
    size = sum(group.tokens for group in chosen) + more.tokens
    marked = _marked(material, [*chosen, more])
    return size <= NOTE_TOKENS and (
        not material.notes[more.order].marked or marked <= MARKED * len(chosen)
    )


def _marked(material: Material, groups: Sequence[Group]) -> int:
    return sum(material.notes[group.order].marked for group in groups)


def _ranked(material: Material, groups: Sequence[Group], told: Told, turn: int) -> list[Group]:
    free = [g for g in groups if turn or told.free(g)]
    order = sorted(free, key=lambda g: (not told.free(g), -_worth(material, g), g.order))
    at = turn % len(order) if order else 0
    return [*order[at:], *order[:at]]


def _worth(material: Material, group: Group) -> float:
    """How much a note says, and how much of what the work was about; a lesson that only says that
    again teaches nothing.
    """
    on_subject = ON_SUBJECT * len(topic_words(material.said(group)) & material.subject)
    return group.value + (-on_subject if group.role == "Lessons" else on_subject)
