"""Problem-solving patterns distilled from PDCAs (requirement 1.2): from the opening of a record
and the passages that a pattern rests on, the pattern itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from generators import tokens
from generators.catalog import Category, Dataset
from generators.pdca import salient_lines
from generators.pdca.salient_lines import Usual
from generators.pdca.telling import groups
from generators.pdca.telling.groups import Group
from generators.pdca.telling.passages import Passages
from generators.pdca.telling.shares import OWN, Told
from generators.phrases import Phrases
from generators.pipeline.provenance import of_record
from generators.sample import Candidate, SampleMetadata, fingerprint
from generators.settings import Settings
from generators.worth import personal
from generators.worth.case import content_lines

from . import compose
from .categories import Kinds
from .compose import Pattern
from .wording import NAME, Task, wording

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

# What the requirement gives as context, and the size of opening and passages in sizes of the
# output.
OPENING_CHARACTERS = 500
PASSAGES = 0.85
MOST_INPUT = 460
# Rungs of rule 6: what only a further query found, what none did, and what brings too little that
# is new.
FURTHER, UNFOUND, REPEATED = 1, 2, 4
ALL = 1_000_000
# A record with fewer tokens of telling lines has no pattern of its own within the band.
FEWEST_TOKENS = 320
# How often the tasks come round for new lines, then for what has to be filled.
ROUNDS, FILLING = 3, 3
# The share of whole patterns that are asked for in the requirement's own words: 2-3% of all.
REQUIRED = 0.2
Similarity = Mapping[str, Sequence[tuple[str, float, int]]]
"""Per record its chunks' texts, their similarity to the category's query, and the rung of the query
that found them.
"""


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per record patterns of the kind of work it tells most of, one for each task, none with mostly
    the same lines.
    """
    records = corpus.pdcas()
    kinds = Kinds([record.document for record in records])
    usual = salient_lines.line_frequency(record.document for record in records)
    similar = {category.name: _similarity(category, corpus) for category in dataset.categories}
    order = [category.name for category in dataset.categories]
    for record in records:
        told = [name for name in kinds.leading(record.document) if name in order]
        yield from _Distiller(record, corpus, usual, dataset, settings).patterns(
            sorted(told, key=order.index), similar
        )


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
        self.record, self.corpus, self.usual = record, corpus, usual
        self.band, self.settings = dataset.output_band, settings
        self.title, self.groups, self.passages = self._read(record)
        self.opening = self.passages.opening(OPENING_CHARACTERS)
        self.told = Told(
            frozenset(g.order for g in self.groups if g.lines[-1].last in self.opening)
        )

    def _read(self, record: PdcaRecord) -> tuple[str, list[Group], Passages]:
        """Title, groups of lines that name nobody, and passages."""
        document, tokenizer = record.document, self.settings.tokenizer
        lines = salient_lines.extract(document, self.usual, tokenizer)
        found = groups.grouped(each for each in lines if not personal.found_in(each.text))
        passages = Passages(document, personal.found_in, tokenizer)
        return document.title or record.objective, found, passages

    def patterns(
        self, kinds: Sequence[str], similar: Mapping[str, Similarity]
    ) -> Iterator[Candidate]:
        """Of a record that is long enough its own patterns, else patterns of it and its
        neighbours.
        """
        if sum(group.tokens for group in self.groups) < FEWEST_TOKENS:
            for name in kinds:
                yield from self._chained(name, similar[name])
            return
        for turn in range(ROUNDS + FILLING):
            # What fills comes last in the file, so that it does not make others repeat it.
            for name in kinds if turn < ROUNDS else kinds[-1:]:
                yield from self._round(name, turn, similar[name])

    def _round(self, name: str, turn: int, similar: Similarity) -> Iterator[Candidate]:
        """The tasks of a kind that bring new lines, later those that fill. The whole pattern is
        asked for once, then single sides of it.
        """
        for task in wording().kind[name].tasks[bool(turn) :]:
            pattern = compose.compose(
                self.groups,
                name,
                task,
                self.title,
                self.told,
                self.band,
                self.settings.tokenizer,
                max(0, turn - ROUNDS + 1),
            )
            if pattern:
                key = (str(self.settings.seed), self.record.id, name, task.name, str(turn))
                given = self._input(pattern.groups, pattern.text)
                metadata = of_record(self.record, NAME, name, task.name)
                yield self._candidate(
                    self._instruction(name, task, key), given, pattern, metadata, similar
                )
                self.told.add(pattern.groups)

    def _chained(self, name: str, similar: Similarity) -> Iterator[Candidate]:
        """Patterns of a short record with the one before it, the one after it, and both."""
        near = [
            (word, heading, self.corpus.pdca(ids[0]))
            for (word, heading), ids in zip(
                wording().neighbours.items(),
                (
                    self.corpus.predecessors(self.record.id),
                    self.corpus.successors(self.record.id),
                ),
                strict=True,
            )
            if ids
        ]
        seen: set[str] = set()
        for chosen in [*([each] for each in near), near] if len(near) > 1 else [near]:
            read = [(word, heading, *self._read(record)) for word, heading, record in chosen]
            made = compose.chained(
                self.groups,
                [(heading.format(title=title), theirs) for _, heading, title, theirs, _ in read],
                name,
                self.title,
                self.band,
                self.settings.tokenizer,
            )
            if made is None:
                continue
            text, own, used = made
            lines = set(content_lines(text))
            pattern = Pattern((tuple(own),), text, len(lines - seen) >= OWN * len(lines))
            seen |= lines
            view = "with_" + "_and_".join(word.lower() for word, *_ in chosen)
            key = (str(self.settings.seed), self.record.id, name, view)
            asked = wording().kind[name].chained
            given = [self.passages.excerpt(self.opening, _numbers(own), 0)]
            given += [
                f"{word}: “{title}”\n\n{passages.told(_numbers(theirs))}"
                for (word, _, title, _, passages), theirs in zip(read, used, strict=True)
                if theirs
            ]
            yield self._candidate(
                Phrases(*key, by="key").pick(asked, title=self.title),
                "\n\n".join(given),
                pattern,
                of_record(self.record, NAME, name, view),
                similar,
            )

    def _candidate(
        self,
        asked: str,
        given: str,
        pattern: Pattern,
        metadata: SampleMetadata,
        similar: Similarity,
    ) -> Candidate:
        rank, rung = _found(self.record, pattern.groups, similar)
        return Candidate(
            instruction=asked,
            input=given,
            output=pattern.text,
            metadata=metadata,
            rank=rank,
            rung=rung if pattern.new else REPEATED,
        )

    def _instruction(self, category: str, task: Task, key: tuple[str, ...]) -> str:
        if not task.strong and int(fingerprint("required", *key), 16) / 16**16 < REQUIRED:
            return wording().required.format(kind=category.replace("_", " "))
        return Phrases(*key, by="key").pick(task.instructions, title=self.title)

    def _input(self, pattern: Sequence[Group], text: str) -> str:
        size = tokens.count(text, self.settings.tokenizer)
        budget = min(MOST_INPUT, round(PASSAGES * size))
        excerpt = self.passages.excerpt(self.opening, _numbers(pattern), budget)
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


def _numbers(pattern: Sequence[Group]) -> list[int]:
    """The numbers of the record's lines that the groups rest on."""
    return [
        at for group in pattern for line in group.lines for at in range(line.first, line.last + 1)
    ]


def _found(record: PdcaRecord, pattern: Sequence[Group], similar: Similarity) -> tuple[float, int]:
    """The similarity of the chunks that the pattern's lines stand in, in the mean by lines, and the
    rung of the best; the best chunk's where none of them is found in the text.
    """
    lines = {line.first for group in pattern for line in group.lines}
    held = []
    chunks = similar.get(record.id, ())
    for text, score, rung in chunks:
        start = record.text.find(text.strip("\n"))
        first = record.text.count("\n", 0, start)
        count = len(lines.intersection(range(first, first + text.count("\n") + 1)))
        held += [(score, rung, count)] if start >= 0 and count else []
    if not held:
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
