"""Problem-solving patterns distilled from PDCAs (requirement 1.2): a record, or sections of it, and
the lines that carry it below its own headings; or what it labels itself, asked for by that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from generators import tokens
from generators.catalog import LEAST_NEW, Category, Dataset
from generators.limits import in_time
from generators.phrases import Phrases
from generators.pipeline.provenance import of_record
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.worth import personal
from generators.worth.case import content_lines

from . import labelled, noise, topic
from .excerpt import excerpt
from .extract import Extract
from .units import FENCE, HEADING, LABEL, TEXT, ancestors, bare, only_links, read, shown, written
from .wording import NAME, Question, wording

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

# Tokens of an input, and of those that are told in a part of a record.
MOST_INPUT, MOST_SECTIONS, LEAST_SECTIONS = 1_100, 1_000, 330
# A part of a record has at most this share of it.
MOST_OF = 0.7
# How much of its input a distillation takes: aimed at, and at most with all that is key.
CONDENSED, MOST_CONDENSED, SHORTEST, AIM = 0.38, 0.55, 60, 480
SLACK = 12
# The share of its lines that a sample keeps to itself, above what `repeats` asks for.
OWN = LEAST_NEW + 0.02
# A record with less of its lines telling something is left alone.
LEAST_TELLING = 0.5
FEWEST_LINES = 5
# Rungs of rule 6: what only a further query found, what none did, what repeats lines of others.
FURTHER, UNFOUND, REPEATED = 1, 2, 4
# The share of whole records that are asked for in the requirement's own words: 2-3% of all.
REQUIRED = 0.05
# One record of so many is asked about instead of being distilled, where it labels enough.
ASKED = 2
MOST_SAME = 2
# Records that are worked on together.
PART = 100
ALL = 1_000_000
Similarity = Mapping[str, Sequence[tuple[str, float, int]]]
"""Per record its chunks' texts, their similarity to the category's query, and the rung of the query
that found them.
"""


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per record its distillation, those of its sections, and questions that it answers itself;
    each with lines that no other has.
    """
    return chain.from_iterable(parts(dataset, corpus, settings))


def parts(dataset: Dataset, corpus: Corpus, settings: Settings) -> list[Iterator[Candidate]]:
    """The candidates of so many records each."""
    records = corpus.pdcas()
    run = _Run(records, corpus, dataset, settings)
    return [run.samples(records[at : at + PART]) for at in range(0, len(records), PART)]


class _Run:
    """What is computed once for all records."""

    def __init__(
        self,
        records: Sequence[PdcaRecord],
        corpus: Corpus,
        dataset: Dataset,
        settings: Settings,
    ) -> None:
        self.records, self.corpus, self.dataset, self.settings = records, corpus, dataset, settings

    @cached_property
    def similar(self) -> dict[str, Similarity]:
        return {each.name: _similarity(each, self.corpus) for each in self.dataset.categories}

    @cached_property
    def usual(self) -> Counter[str]:
        """In how many records each line stands."""
        usual: Counter[str] = Counter()
        for record in self.records:
            usual.update(set(map(bare, shown(record.document))))
        return usual

    def samples(self, records: Sequence[PdcaRecord]) -> Iterator[Candidate]:
        similar, given = self.similar, (self.corpus, self.usual, self.dataset, self.settings)
        for record in records:
            distiller = partial(_Distiller, record, *given)
            make = partial(_samples, distiller, similar)
            yield from in_time(make, self.settings.max_seconds, record.id)


def _samples(
    distiller: Callable[[], _Distiller], similar: Mapping[str, Similarity]
) -> Iterator[Candidate]:
    return distiller().samples(similar)


class _Distiller:
    """One record, read once."""

    def __init__(
        self,
        record: PdcaRecord,
        corpus: Corpus,
        usual: Counter[str],
        dataset: Dataset,
        settings: Settings,
    ) -> None:
        self.record, self.corpus, self.settings = record, corpus, settings
        self.band = dataset.output_band
        document = record.document
        self.lines = shown(document)
        self.units = read(
            document, self.lines, lambda line: personal.found_in(line) or only_links(line)
        )
        self.sizes = tokens.count_batch([f"{u.text}\n" for u in self.units], settings.tokenizer)
        self.extract = Extract(self.units, document.text.split("\n"), self.sizes, usual)
        self.told: list[frozenset[str]] = []
        self.used: set[int] = set()
        self.texts: set[str] = set()
        self.filling = False
        names = {category.name for category in dataset.categories}
        self.kinds = [each for each in topic.kinds(document, self._said) if each[0] in names]

    @cached_property
    def title(self) -> str:
        return self.record.document.title or self.record.objective

    @cached_property
    def _said(self) -> list[str]:
        told = (self.units[at] for at in self.extract.told)
        return [u.text for u in told if u.kind not in (HEADING, LABEL, FENCE) and not u.below]

    @cached_property
    def telling(self) -> bool:
        """Whether enough of the record's lines tell something, and its title does."""
        said = [unit for unit in self.units if unit.kind not in (HEADING, LABEL, FENCE)]
        said = [unit for unit in said if unit.section not in ("header", "reflection")]
        praise = sum(noise.empty_praise(unit.text) for unit in said)
        return praise <= (1 - LEAST_TELLING) * len(said) * 0.5 and not (
            noise.TALK.search(self.title) or noise.OPENING.search(self.title)
        )

    def samples(self, similar: Mapping[str, Similarity]) -> Iterator[Candidate]:
        if not self.telling or not self.kinds:
            return
        asks = int(fingerprint(self.record.id), 16) % ASKED == 0
        kind, plain = self.kinds[0]
        make = _Maker(self, kind, plain, similar[kind])
        ways = (make.whole, make.sections, make.questions)
        first = (make.questions, make.whole, make.sections) if asks else ways
        for way in first:
            yield from way()
        # What repeats others is right all the same, and fills.
        self.filling = True
        for way in ways:
            yield from way()
        for kind, _ in self.kinds[1:]:
            self.texts.clear()
            make = _Maker(self, kind, False, similar[kind])
            for way in (make.whole, make.sections, make.questions):
                yield from way()

    def take(self, text: str, chosen: Collection[int]) -> bool:
        """Whether a text and those before it each keep enough lines to themselves; then it is
        counted. While filling, whether it is another text.
        """
        if self.filling:
            return text not in self.texts
        said = frozenset(content_lines(text))
        every = [*self.told, said]
        for at, each in enumerate(every):
            others = frozenset().union(*every[:at], *every[at + 1 :])
            if len(each - others) < OWN * len(each):
                return False
        self.told = every
        self.texts.add(text)
        self.used.update(chosen)
        return True


class _Maker:
    """The samples of one record for one kind of work."""

    def __init__(self, of: _Distiller, kind: str, plain: bool, similar: Similarity) -> None:
        self.of, self.kind, self.plain, self.similar = of, kind, plain, similar
        self.units, self.sizes, self.extract = of.units, of.sizes, of.extract

    def whole(self) -> Iterator[Candidate]:
        """The record's distillation."""
        of = self.of
        full = min(MOST_INPUT, sum(self.sizes[at] for at in self.extract.told))
        chosen, text = self._distilled(self.extract.told, full)
        if not text or not of.take(text, chosen):
            return
        given = excerpt(self.units, of.lines, self.sizes, self.extract.told, chosen, MOST_INPUT)
        variants = (*wording().whole, *(wording().kinds[self.kind] * 2 if self.plain else ()))
        key = (str(of.settings.seed), of.record.id, self.kind, "whole")
        instruction = Phrases(*key, by="key").pick(variants, title=of.title)
        if self.plain and int(fingerprint("required", *key), 16) / 16**16 < REQUIRED:
            instruction = wording().required.format(kind=self.kind.replace("_", " "))
        yield self._candidate("whole", instruction, given, text, chosen)

    def sections(self) -> Iterator[Candidate]:
        """The distillations of neighbouring sections."""
        of = self.of
        for place, run in enumerate(self._runs()):
            size = sum(self.sizes[at] for at in run)
            title = [unit.at for unit in self.units[:1] if unit.kind == HEADING]
            within = [*title, *run]
            chosen, text = self._distilled(within, size, of.used)
            if not text or not of.take(text, chosen):
                continue
            # A section of which nothing is told is neither given nor asked for.
            told = {self.units[at].section for at in chosen}
            run = [at for at in run if self.units[at].section in told]
            names = [self.units[at].text.strip("# :*✅") for at in run if self._opens(at)]
            given = written(self.units, [*title, *run])
            key = (str(of.settings.seed), of.record.id, self.kind, "sections", str(place))
            instruction = Phrases(*key, by="key").pick(
                wording().sections, title=of.title, sections=_listed(names)
            )
            yield self._candidate("sections", instruction, given, text, chosen)

    def questions(self) -> Iterator[Candidate]:
        """What can be asked by the record's own labels."""
        of = self.of
        found = list(labelled.found(self.units))
        for question in wording().questions:
            held = [each for each in found if each.label in question.labels]
            if not self._answers(question, held):
                continue
            chosen = [at for each in held for at in each.units]
            text = self._written(chosen)
            if not self._fits(text) or not of.take(text, chosen):
                continue
            budget = max(600, round(2.5 * tokens.count(text, of.settings.tokenizer)))
            given = excerpt(self.units, of.lines, self.sizes, self.extract.told, chosen, budget)
            key = (str(of.settings.seed), of.record.id, self.kind, question.name)
            instruction = Phrases(*key, by="key").pick(question.instructions, title=of.title)
            yield self._candidate(question.name, instruction, given, text, chosen)

    def _answers(self, question: Question, held: Sequence[labelled.Labelled]) -> bool:
        counts = [sum(each.label == label for each in held) for label in question.labels]
        told = set(self.extract.told)
        return all(0 < count <= MOST_SAME for count in counts) and all(
            told.issuperset(each.units) and self._marked_off(each.units[0]) for each in held
        )

    def _marked_off(self, at: int) -> bool:
        """Whether a line with a label has none beside it that has none: that may belong to it."""
        unit = self.units[at]
        if unit.kind != TEXT or unit.above < 0:
            return True
        beside = (self.units[each] for each in self.units[unit.above].below)
        return all(each.lead for each in beside if each.kind == TEXT and each.at > at)

    def _distilled(
        self, within: Collection[int], full: int, used: Collection[int] = ()
    ) -> tuple[list[int], str]:
        """The chosen lines of some units and their text; empty where they are too few."""
        aim = min(AIM, SHORTEST + round(CONDENSED * full))
        most = min(self.of.band[1] - SLACK, SHORTEST + round(MOST_CONDENSED * full))
        chosen = self.extract.choose(within, aim, most, used)
        text = self._written(chosen)
        lines = [at for at in chosen if self.units[at].section != "header"]
        fit = len(lines) >= FEWEST_LINES and self._fits(text)
        complete = self.of.filling or self.extract.complete(within, chosen)
        return (chosen, text) if fit and complete else ([], "")

    def _fits(self, text: str) -> bool:
        low, high = self.of.band
        return low <= tokens.count(text, self.of.settings.tokenizer) <= high

    def _written(self, chosen: Collection[int]) -> str:
        above = {each for at in chosen for each in (at, *ancestors(self.units, at))}
        return written(self.units, above) + "\n"

    def _opens(self, at: int) -> bool:
        """Whether a unit is the heading of a section."""
        unit = self.units[at]
        first = at == 0 or self.units[at - 1].section != unit.section
        return unit.kind == HEADING and first

    def _runs(self) -> list[list[int]]:
        """Neighbouring sections, as many as fit together."""
        found: list[list[int]] = []
        for section in self._by_section():
            size = sum(self.sizes[at] for at in section)
            full = sum(self.sizes[at] for at in found[-1]) if found else MOST_SECTIONS
            if full + size <= MOST_SECTIONS and full < LEAST_SECTIONS:
                found[-1] += section
            elif size <= MOST_SECTIONS:
                found.append(section)
        told = sum(self.sizes[at] for at in self.extract.told)
        sized = ((run, sum(self.sizes[at] for at in run)) for run in found)
        return [run for run, size in sized if LEAST_SECTIONS <= size <= MOST_OF * told]

    def _by_section(self) -> list[list[int]]:
        found: list[list[int]] = []
        for at in self.extract.told:
            if self.units[at].section == "header":
                continue
            if not found or self.units[found[-1][-1]].section != self.units[at].section:
                found.append([])
            found[-1].append(at)
        return [each for each in found if self.units[each[0]].kind == HEADING]

    def _candidate(
        self, view: str, instruction: str, given: str, text: str, chosen: Sequence[int]
    ) -> Candidate:
        rank, rung = _found(self.of.record, {self.units[at].first for at in chosen}, self.similar)
        return Candidate(
            instruction=instruction,
            input="\n\n".join([given, *self._neighbours()]),
            output=text,
            metadata=of_record(self.of.record, NAME, self.kind, view),
            rank=rank,
            rung=REPEATED if self.of.filling else rung,
        )

    def _neighbours(self) -> list[str]:
        """The records before and after it by breadcrumb, named as what they are."""
        corpus, id = self.of.corpus, self.of.record.id
        found = []
        for word, ids in zip(
            wording().neighbours, (corpus.predecessors(id), corpus.successors(id)), strict=True
        ):
            titles = [corpus.pdca(each).document.title for each in ids[:1]]
            found += [f"{word}: “{title}”" for title in titles if title]
        return ["\n".join(found)] if found else []


def _listed(names: Sequence[str]) -> str:
    """Sections as a sentence names them: `the sections “Do” and “Check”`."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) == 1:
        return f"the section {quoted[0]}"
    return f"the sections {', '.join(quoted[:-1])} and {quoted[-1]}"


def _found(record: PdcaRecord, lines: set[int], similar: Similarity) -> tuple[float, int]:
    """The similarity of the chunks that some lines stand in, in the mean by lines, and the rung of
    the best; the best chunk's where none of them is found in the text.
    """
    held = [
        (score, rung, count)
        for numbers, score, rung in _numbered(record, similar)
        if (count := len(lines & numbers))
    ]
    if not held:
        chunks = similar.get(record.id, ())
        return max(((score, rung) for _, score, rung in chunks), default=(0.0, UNFOUND))
    mean = sum(score * count for score, _, count in held) / sum(count for *_, count in held)
    return mean, min(rung for _, rung, _ in held)


def _numbered(record: PdcaRecord, similar: Similarity) -> list[tuple[set[int], float, int]]:
    """The record's chunks that are found in its text: their lines, similarity and rung."""
    found = []
    for text, score, rung in similar.get(record.id, ()):
        start = record.text.find(text.strip("\n"))
        if start >= 0:
            first = record.text.count("\n", 0, start)
            found.append((set(range(first, first + text.count("\n") + 1)), score, rung))
    return found


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
