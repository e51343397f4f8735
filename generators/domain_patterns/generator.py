"""Problem-solving patterns distilled from PDCAs (requirement 1.2): what a record labels itself as
problem, cause, fix, decision, lesson and so on, asked for by that and told whole, below its own
headings; then its phases, and parts that bear names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

from generators import tokens
from generators.catalog import Dataset
from generators.limits import in_time
from generators.phrases import Phrases
from generators.pipeline.provenance import of_record
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.worth import judge
from generators.worth.case import WORD, content_lines
from generators.worth.stated.kinds import counted, near
from generators.worth.stated.kinds import shown as kind_shown
from generators.worth.stated.lines import boasts
from generators.worth.stated.parts import airy, dangling, true_to, undecided

from . import labelled, noise, topic
from .excerpt import excerpt, opening
from .found import Similarity, found_at, similarity
from .groups import PATTERN, Group, groups
from .labelled import Part
from .siblings import Siblings
from .sound import Sound
from .twice import Twice
from .units import FENCE, HEADING, LABEL, ancestors, bare, emptied, read, shown, written
from .wording import NAME, asked_for, wording

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

# Tokens of an input for each of its answer, and at least.
INPUT, LEAST_INPUT = 1.9, 440
# An answer has at most this share of the words of its input.
MOST_TOLD = 0.57
SLACK = 12
# A record of which more is praise is left alone.
MOST_PRAISE = 0.25
# Rungs of rule 6, after those of queries: what is asked for by headings alone, or shows a kind that
# the record does not call itself, or in words of others; what copies a single section or does not
# show its kind; what is both of these; what repeats lines of others, or most of one.
HEADED, UNSEEN, UNNAMED, REPEATED, TWIN = 3, 4, 5, 6, 7
# Good candidates of a category, in parts of its quota, beside which the last rungs are not offered:
# a tight budget would take them for being short.
SUPPLY = 1.3
# What it weighs that the record is about a kind most, or calls itself the one that is looked for.
LEAD_GAIN = 0.5
# What is made in turn: what shows its kind, what else is new, and what repeats others.
SHOWN, NEW, FILLING = range(3)
# An answer of which more stands in other records, too, repeats them.
MOST_SHARED = 0.4
# Parts of its pattern that show a kind; the share of those with all that is key that are asked for
# in the requirement's own words: 2-3% of all.
LEAST_PATTERN, REQUIRED = 2, 0.25
# What no pattern can leave out.
KEY = {
    labelled.PROBLEM,
    labelled.CAUSE,
    labelled.FIX,
    labelled.DECISION,
    labelled.RATIONALE,
    labelled.LESSON,
}
# Records that are worked on together.
PART = 100


def candidates(dataset: Dataset, corpus: Corpus, settings: Settings) -> Iterator[Candidate]:
    """Per record the pattern that it labels itself, its phases and named parts; each with lines
    that no other has.
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
        return {each.name: similarity(each, self.corpus) for each in self.dataset.categories}

    @cached_property
    def usual(self) -> Counter[str]:
        """In how many records each line stands."""
        usual: Counter[str] = Counter()
        for record in self.records:
            usual.update(set(map(bare, shown(record.document))))
        return usual

    def samples(self, records: Sequence[PdcaRecord]) -> Iterator[Candidate]:
        """What some records offer: the last rungs only of a category in which they have too few
        good candidates for their part of its quota.
        """
        similar, given = self.similar, (self.corpus, self.usual, self.dataset, self.settings)
        made: list[Candidate] = []
        good: Counter[str] = Counter()
        share = SUPPLY * len(records) / len(self.records)
        for record in records:
            plenty = {c.name for c in self.dataset.categories if good[c.name] >= share * c.target}
            asker = partial(_Asker, record, *given, plenty)
            make = partial(_samples, asker, similar)
            made += (new := in_time(make, self.settings.max_seconds, record.id))
            good.update(c.category for c in new if c.rung < UNNAMED and not judge.alone(c))
        short = {c.name for c in self.dataset.categories if good[c.name] < share * c.target}
        own = Counter(c.category for c in made if c.rung < TWIN)
        # A twin teaches less than what does not show its kind.
        lacking = {c.name for c in self.dataset.categories if own[c.name] < share * c.target}
        for each in made:
            names = short if each.rung < TWIN else short & lacking
            if each.rung < UNNAMED or each.category in names:
                yield each


def _samples(asker: Callable[[], _Asker], similar: Mapping[str, Similarity]) -> Iterator[Candidate]:
    return asker().samples(similar)


class _Asker:
    """One record, read once."""

    def __init__(
        self,
        record: PdcaRecord,
        corpus: Corpus,
        usual: Counter[str],
        dataset: Dataset,
        settings: Settings,
        plenty: Set[str] = frozenset(),
    ) -> None:
        self.record, self.corpus, self.settings, self.plenty = record, corpus, settings, plenty
        self.band = dataset.output_band
        document = record.document
        self.lines = shown(document)
        self.units = read(document, self.lines, noise.unfit(document))
        self.sizes = tokens.count_batch([f"{u.text}\n" for u in self.units], settings.tokenizer)
        self.sound = Sound(self.units, document.text.split("\n"), usual)
        self.twice = Twice(self.units)
        self.told = Siblings()
        self._said: dict[tuple[str, frozenset[int]], tuple[int, int]] = {}
        self.turn = SHOWN
        self.usual = usual
        names = {category.name for category in dataset.categories}
        said = [self.units[at] for at in self.sound.told]
        lines = [u.text for u in said if u.kind not in (HEADING, LABEL, FENCE) and not u.below]
        self.kinds = [each for each in topic.kinds(document, lines) if each[0] in names]

    @cached_property
    def title(self) -> str:
        return self.record.document.title or self.record.objective

    @cached_property
    def telling(self) -> bool:
        """Whether enough of the record's lines tell something, and its title does."""
        aside = (HEADING, LABEL, FENCE, "header", "reflection")
        said = [unit for unit in self.units if not {unit.kind, unit.section} & set(aside)]
        praise = sum(noise.empty_praise(unit.text) for unit in said)
        return praise <= MOST_PRAISE * len(said) and not (
            noise.TALK.search(self.title) or noise.OPENING.search(self.title)
        )

    def samples(self, similar: Mapping[str, Similarity]) -> Iterator[Candidate]:
        if not self.telling or not self.kinds:
            return
        known, sections = self._parts()
        # What does not show its kind, or repeats others, is right all the same, and fills.
        for self.turn in (SHOWN, NEW, FILLING):
            for kind in self._order(similar):
                for group in self._groups(kind, known, sections):
                    yield from self._offered(kind, group, known, similar)

    def _order(self, every: Iterable[str]) -> list[str]:
        """The kinds that the record is about, and then all others."""
        own = [kind for kind, _ in self.kinds]
        return [*own, *(kind for kind in every if kind not in own)]

    def _parts(self) -> tuple[dict[str, Part], list[Part]]:
        """What can be asked for: by labels, and by headings."""
        units, told, whole = self.units, self.sound.told, self.sound.whole
        known = {n: part for n, part in labelled.labelled(units, told).items() if whole(part)}
        sections = (*labelled.phases(units, told), *labelled.named(units, told))
        known = {name: part for name, part in known.items() if self._worthy(part)}
        answering = ((name, self._answering(part, known)) for name, part in known.items())
        kept = {name: part for name, part in answering if part}
        more = (self._answering(p, kept) for p in sections if whole(p) and self._worthy(p))
        return kept, [part for part in more if part]

    def _answering(self, part: Part, known: Mapping[str, Part]) -> Part | None:
        """The part, with the one that tells the options which it answers by their letters; None
        where none does.
        """
        if not dangling(self._written(part.units)):
            return part
        for name in (labelled.OPTIONS, labelled.DECISION):
            together = part.units.union(known[name].units) if name in known else frozenset()
            if together and not dangling(self._written(together)):
                return replace(part, needs=part.needs | {name})
        return None

    def _worthy(self, part: Part) -> bool:
        """Whether a part is what it is called, says nothing twice and is no list of slogans."""
        lines = content_lines(written(self.units, part.units))
        units = (self.units[at] for at in part.units)
        named = [unit.text for unit in units if unit.kind in (HEADING, LABEL)]
        fits = part.quoted or true_to(wording().parts[part.name].removeprefix("the "), lines)
        empty = airy(lines) or any(map(boasts, named))
        return fits and not empty and not self.twice(part.units)

    def _offered(
        self,
        kind: str,
        group: Group,
        known: Mapping[str, Part],
        similar: Mapping[str, Similarity],
    ) -> Iterator[Candidate]:
        """The group as a sample of the kind that it shows most, of which there is not `plenty`; one
        that shows none, of that of the record's kinds that it states most of.
        """
        text = self._written(group.units)
        lost = emptied(self.units, self._with_headings(group.units))
        plain = dict(self.kinds)
        shown = {each: group.shows(each, text) for each in similar}
        preferred = {self.kinds[0][0], *([kind] if topic.named(kind, self.record.document) else [])}
        order = sorted(
            filter(shown.get, shown),
            key=lambda each: (each in self.plenty, -shown[each] - LEAD_GAIN * (each in preferred)),
        )
        unseen = self.turn == SHOWN and not order
        if lost or unseen or not self._fits(text) or not self.new(text):
            return
        made: list[Candidate] = []
        for each in order or [max(plain, key=lambda each: near(each, text), default=kind)]:
            pattern = set(PATTERN[each]) & known.keys() if plain.get(each) else set()
            made.append(self._candidate(each, pattern, group, text, similar[each]))
            if "unshown" not in judge.alone(made[-1]):
                break
        else:
            made = made[:1]
            made[0].rung = max(made[0].rung, UNSEEN)
        if len(WORD.findall(text)) > MOST_TOLD * len(WORD.findall(made[-1].input)):
            return
        # What fails by itself leaves its lines to what does not.
        if self.turn > SHOWN or not judge.alone(made[-1]):
            self.told.take(text)
            yield made[-1]

    def _groups(
        self, kind: str, known: Mapping[str, Part], sections: Sequence[Part]
    ) -> Iterator[Group]:
        says, shown, most = partial(self.says, kind), partial(self.shows, kind), self.band[1]
        return groups(kind, known, sections, self.size, most - SLACK, self.unfit, says, shown)

    def unfit(self, units: Collection[int]) -> bool:
        """Whether units say something twice, or leave one of a series out in between."""
        return self.twice(units) or labelled.gapped(self.units, units)

    def shows(self, kind: str, units: Collection[int]) -> bool:
        """Whether the text of some units shows a kind."""
        return kind_shown(kind, self._written(units))

    def says(self, kind: str, part: Part) -> tuple[int, int]:
        """How many lines of a part, below the headings above it, state a kind; and of how many."""
        key = kind, part.units
        if key not in self._said:
            self._said[key] = counted(kind, self._written(part.units))
        return self._said[key]

    def size(self, chosen: Collection[int]) -> int:
        """Tokens of units with the headings above them."""
        return sum(self.sizes[at] for at in self._with_headings(chosen))

    def new(self, text: str) -> bool:
        """Whether a text and those before it differ enough; while filling, at all."""
        return not self.told.hold(text) if self.turn == FILLING else self.told.leave(text)

    def _fits(self, text: str) -> bool:
        return self.band[0] <= tokens.count(text, self.settings.tokenizer) <= self.band[1]

    def _written(self, chosen: Collection[int]) -> str:
        return written(self.units, self._with_headings(chosen)) + "\n"

    def _with_headings(self, chosen: Collection[int]) -> set[int]:
        return {each for at in chosen for each in (at, *ancestors(self.units, at))}

    def _candidate(
        self, kind: str, pattern: Set[str], group: Group, text: str, similar: Similarity
    ) -> Candidate:
        budget = max(LEAST_INPUT, round(INPUT * tokens.count(text, self.settings.tokenizer)))
        chosen = sorted(group.units)
        names = {part.name for part in group.parts}
        whole = topic.clear(kind, text.split("\n")) and len(pattern & names) >= LEAST_PATTERN
        required = whole and self._required(kind, group)
        # In what is shown for the key pattern nothing else is key.
        told = self._but_for(KEY - names) if required else self.sound.told
        given = excerpt(self.units, self.lines, self.sizes, told, chosen, budget)
        first = {self.units[at].first for at in chosen}
        rank, rung = found_at(self.record, first, similar)
        candidate = Candidate(
            instruction=self._instruction(kind, group, whole, required),
            input="\n\n".join([given, *self._neighbours()]),
            output=text,
            metadata=of_record(self.record, NAME, kind, group.view),
            # What does not show its kind ranks by how near it comes to that.
            rank=rank if group.shows(kind, text) else rank + near(kind, text) - 1,
            rung=max(rung, self._rung(kind, group, text)),
        )
        if whole and not required and "unshown" in judge.alone(candidate):
            # The kind is not named where it is not to be seen.
            candidate.instruction = self._instruction(kind, group)
        return candidate

    def _rung(self, kind: str, group: Group, text: str) -> int:
        """How late the group comes, however well it is found."""
        unnamed = kind != self.kinds[0][0] and not topic.named(kind, self.record.document)
        lines = content_lines(text)
        shared = sum(self.usual[bare(line)] > 1 for line in lines)
        if self.told.twin(text):
            return TWIN
        if self.turn == FILLING or shared > MOST_SHARED * len(lines):
            return REPEATED
        if not group.shows(kind, text):
            return UNNAMED if unnamed or group.headed else UNSEEN
        if group.headed:
            return HEADED if len(group.parts) > 1 else UNSEEN
        return HEADED if unnamed or not topic.clear(kind, text.splitlines()) else 0

    def _required(self, kind: str, group: Group) -> bool:
        """Whether the group is asked for in the requirement's own words: it has all that is key in
        the opening and around its own lines, and it is its turn.
        """
        key = (str(self.settings.seed), self.record.id, kind, *(part.name for part in group.parts))
        if int(fingerprint("required", *key), 16) / 16**16 >= REQUIRED:
            return False
        if undecided(written(self.units, group.units)):
            return False
        shown = self._with_headings({*opening(self.units, self.lines), *group.units})
        labels = {labelled.label_of(self.units[at].name) for at in shown}
        return KEY & labels <= {part.name for part in group.parts}

    def _but_for(self, names: Set[str]) -> list[int]:
        """What tells of the work, without what stands below labels of these names."""
        return [
            at
            for at in self.sound.told
            if not names
            & {labelled.label_of(self.units[e].name) for e in self._with_headings([at])}
        ]

    def _instruction(
        self, kind: str, group: Group, whole: bool = False, required: bool = False
    ) -> str:
        """What asks for the parts by what they are called; in the kind's words where the record is
        plainly of that kind and the answer has its pattern `whole`, or in those of the requirement.
        """
        words = wording()
        names = [part.name for part in group.parts]
        phrases = Phrases(str(self.settings.seed), self.record.id, kind, *names, by="key")
        parts = asked_for(group.parts)
        if required:
            return words.required.format(kind=kind.replace("_", " "), parts=parts)
        return phrases.pick(
            words.kinds[kind] if whole else words.asked, title=self.title, parts=parts
        )

    def _neighbours(self) -> list[str]:
        """The records before and after it by breadcrumb, named as what they are."""
        corpus, id = self.corpus, self.record.id
        found = []
        for word, ids in zip(
            wording().neighbours, (corpus.predecessors(id), corpus.successors(id)), strict=True
        ):
            titles = [corpus.pdca(each).document.title for each in ids[:1]]
            found += [f"{word}: “{title}”" for title in titles if title]
        return ["\n".join(found)] if found else []
