"""Problem-solving patterns distilled from PDCAs (requirement 1.2): from the opening of a record
and the passages that a pattern rests on, the pattern itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from generators import tokens
from generators.catalog import Category, Dataset
from generators.limits import in_time
from generators.pdca import salient_lines
from generators.pdca.salient_lines import Line, Usual
from generators.pdca.telling.groups import Group
from generators.pdca.telling.passages import Passages
from generators.pdca.telling.shares import Told
from generators.phrases import Phrases
from generators.pipeline.provenance import of_record
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.worth import personal

from . import evidence, placing
from .compose import Composer, Near, Pattern
from .wording import NAME, Task, listed, wording

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

# What the requirement gives as context, and the size of opening and passages: in sizes of the
# output, and at most.
OPENING_CHARACTERS = 500
PASSAGES, MOST_INPUT = 3.0, 450
# Rungs of rule 6: what only a further query found, what none did, and what brings too little that
# is new, or shows another kind of work more clearly than its own.
FURTHER, UNFOUND, REPEATED = 1, 2, 4
ALL = 1_000_000
# How often the tasks come round for new lines, then for what has to be filled.
ROUNDS, FILLING = 2, 5
# How often other kinds of work than the record's own are asked about, where nothing else fills.
OTHERS = 4
# The share of whole patterns that are asked for in the requirement's own words: 2-3% of all.
REQUIRED = 0.06
# A goal that says this much of its words in the title says nothing more.
IN_TITLE = 0.6
Similarity = Mapping[str, Sequence[tuple[str, float, int]]]
"""Per record its chunks' texts, their similarity to the category's query, and the rung of the query
that found them.
"""


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per record patterns of the kind of work it tells of, one for each task, none with mostly the
    same lines; then those that only fill.
    """
    records = corpus.pdcas()
    usual = salient_lines.line_frequency(record.document for record in records)
    similar = {category.name: _similarity(category, corpus) for category in dataset.categories}
    for record in records:
        distiller = partial(_Distiller, record, corpus, usual, dataset, settings)
        yield from in_time(partial(_patterns, distiller, similar), settings.max_seconds, record.id)


def _patterns(
    distiller: Callable[[], _Distiller], similar: Mapping[str, Similarity]
) -> Iterator[Candidate]:
    return distiller().patterns(similar)


class _Distiller:
    """One record, read once."""

    def __init__(
        self,
        record: PdcaRecord,
        corpus: Corpus,
        usual: Usual,
        dataset: Dataset,
        settings: Settings,
    ) -> None:
        self.record, self.corpus, self.settings = record, corpus, settings
        document, tokenizer = record.document, settings.tokenizer
        self.title = document.title or record.objective
        lines = salient_lines.extract(document, usual, tokenizer)
        own = [
            each for each in _without_echoes(lines, self.title) if not personal.found_in(each.text)
        ]
        groups = placing.placed(own)
        self.passages = Passages(document, personal.found_in, tokenizer)
        self.opening = self.passages.opening(OPENING_CHARACTERS)
        labelled = frozenset(each.order for each in own if placing.names_itself(each))
        names = {category.name for category in dataset.categories}
        found = evidence.kinds(document, groups)
        self.leading = [name for name, leads in found if leads and name in names]
        self.others = [name for name, leads in found if not leads and name in names]
        # What stands in every opening is no pattern's own.
        told = Told(frozenset(g.order for g in groups if g.lines[-1].last in self.opening))
        self.composer = Composer(groups, self.title, told, labelled, dataset.output_band, tokenizer)
        self.asked: set[tuple[str, str]] = set()
        self.loose = replace(self.composer, groups=placing.placed(own, loose=True))

    def patterns(self, similar: Mapping[str, Similarity]) -> Iterator[Candidate]:
        """What brings new lines first, then what fills, then the other kinds of work."""
        for turn in range(ROUNDS + FILLING):
            # What fills comes last in the file, so that it does not make others repeat it.
            for name in self.leading:
                yield from self._round(name, turn, similar[name])
        for turn in range(ROUNDS, ROUNDS + OTHERS):
            for name in self.others:
                yield from self._round(name, turn, similar[name])

    def _round(self, name: str, turn: int, similar: Similarity) -> Iterator[Candidate]:
        """The tasks of a kind that bring new lines, later those that fill, of lines that are placed
        less surely where there are too few others. The whole pattern is asked for once, then
        single sides of it.
        """
        near = self._near(similar)
        filling = max(0, turn - ROUNDS + 1)
        for task in wording().kind[name].tasks[bool(turn) :]:
            # What is asked about is told whole, so asking once more only fills.
            if filling < 2 and (name, task.name) in self.asked:
                continue
            pattern = self.composer.compose(name, task, near, filling)
            if pattern is None and filling:
                pattern = self.loose.compose(name, task, near, filling)
            if pattern:
                key = (str(self.settings.seed), self.record.id, name, task.name, str(turn))
                yield self._candidate(name, task, key, pattern, similar)
                self.composer.told.add(pattern.groups)
                self.asked.add((name, task.name))

    def _candidate(
        self,
        name: str,
        task: Task,
        key: tuple[str, ...],
        pattern: Pattern,
        similar: Similarity,
    ) -> Candidate:
        rank, rung = _found(self.record, pattern.groups, similar)
        sure = {group.order for group in self.composer.groups}.issuperset
        good = (
            pattern.new
            and name in self.leading
            and sure(group.order for group in pattern.groups)
            and evidence.shown(name, pattern.groups)
        )
        return Candidate(
            instruction=self._instruction(name, task, pattern, key),
            input=self._input(pattern),
            output=pattern.text,
            metadata=of_record(self.record, NAME, name, task.name),
            # What tells of another kind of work more clearly fills last.
            rank=rank - (name not in self.leading),
            rung=rung if good else REPEATED,
        )

    def _near(self, similar: Similarity) -> Near:
        """How near a group stands to the query among the chunks of its record."""
        chunks = _numbered(self.record, similar)
        scores = [score for _, score, _ in chunks]
        low, width = min(scores, default=0.0), max(scores, default=0.0) - min(scores, default=0.0)

        def near(group: Group) -> float:
            at = group.lines[0].first
            found = max((score for lines, score, _ in chunks if at in lines), default=low)
            return (found - low) / width if width else 0.0

        return near

    def _instruction(
        self, category: str, task: Task, pattern: Pattern, key: tuple[str, ...]
    ) -> str:
        if not task.strong and int(fingerprint("required", *key), 16) / 16**16 < REQUIRED:
            return wording().required.format(kind=category.replace("_", " "))
        return Phrases(*key, by="key").pick(
            task.instructions, title=self.title, parts=listed(pattern.parts)
        )

    def _input(self, pattern: Pattern) -> str:
        size = tokens.count(pattern.text, self.settings.tokenizer)
        budget = min(MOST_INPUT, round(PASSAGES * size))
        excerpt = self.passages.excerpt(self.opening, _numbers(pattern.groups), budget)
        return "\n\n".join([excerpt, *self._neighbours()])

    def _neighbours(self) -> list[str]:
        """The records before and after it by breadcrumb, named as what they are."""
        found = []
        for word, ids in zip(
            wording().neighbours,
            (self.corpus.predecessors(self.record.id), self.corpus.successors(self.record.id)),
            strict=True,
        ):
            titles = [self.corpus.pdca(id).document.title for id in ids[:1]]
            found += [f"{word}: “{title}”" for title in titles if title]
        return ["\n".join(found)] if found else []


def _without_echoes(lines: Sequence[Line], title: str) -> Iterator[Line]:
    """The lines without those at the top that only say the title again; of several goals the
    first.
    """
    named = _words(title)
    goals = 0
    for line in lines:
        words = _words(line.text)
        goal = line.section == "objective"
        echo = goal and (goals or len(words & named) >= IN_TITLE * len(words))
        goals += goal and not echo
        if not echo:
            yield line


def _words(text: str) -> frozenset[str]:
    return frozenset(each.strip(".,:;“”\"'()") for each in text.lower().split())


def _numbers(pattern: Sequence[Group]) -> list[int]:
    """The numbers of the record's lines that the groups rest on."""
    return [
        at for group in pattern for line in group.lines for at in range(line.first, line.last + 1)
    ]


def _numbered(record: PdcaRecord, similar: Similarity) -> list[tuple[range, float, int]]:
    """The record's chunks that are found in its text: their lines, similarity and rung."""
    found = []
    for text, score, rung in similar.get(record.id, ()):
        start = record.text.find(text.strip("\n"))
        if start >= 0:
            first = record.text.count("\n", 0, start)
            found.append((range(first, first + text.count("\n") + 1), score, rung))
    return found


def _found(record: PdcaRecord, pattern: Sequence[Group], similar: Similarity) -> tuple[float, int]:
    """The similarity of the chunks that the pattern's lines stand in, in the mean by lines, and the
    rung of the best; the best chunk's where none of them is found in the text.
    """
    lines = {line.first for group in pattern for line in group.lines}
    held = [
        (score, rung, count)
        for numbers, score, rung in _numbered(record, similar)
        if (count := len(lines.intersection(numbers)))
    ]
    if not held:
        chunks = similar.get(record.id, ())
        return max(((score, rung) for _, score, rung in chunks), default=(0.0, UNFOUND))
    mean = sum(score * count for score, _, count in held) / sum(count for *_, count in held)
    return mean, min(rung for _, rung, _ in held)


def _similarity(category: Category, corpus: Corpus) -> Similarity:
    """Of every chunk: ranked by the required query, found by it or by a further one."""
    near = max(category.target, 50)
    rungs: dict[str, int] = {}
    for rung, query in enumerate(category.queries[1:], FURTHER):
        for chunk, _ in corpus.search_chunks(query, near):
            rungs[chunk.id] = min(rung, FURTHER)
    found: dict[str, list[tuple[str, float, int]]] = {}
    for place, (chunk, score) in enumerate(corpus.search_chunks(category.queries[0], ALL)):
        rung = 0 if place < near else rungs.get(chunk.id, UNFOUND)
        found.setdefault(chunk.pdca_id, []).append((chunk.text, score, rung))
    return found
