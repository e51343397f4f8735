"""style_core: Web4 coding patterns, from whole files down to single members (requirement 1.1).

Search ranks the components, the parser decides what shows a pattern. Every candidate shows its
pattern in the output, or its input holds a class that does and the output works on what makes it so
(`shows` is false then).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import Protocol

from generators import typescript
from generators.catalog import Category, Dataset
from generators.limits import in_time
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings
from generators.typescript import patterns
from generators.typescript.library import Components, Library, Record, Source
from generators.typescript.patterns import PATTERNS
from generators.typescript.patterns.base import Pattern
from generators.typescript.twins import Twins
from generators.worth import judge
from generators.worth.refactored import leftovers

from . import fresh, made
from .cuts import Cut, cuts
from .shown import as_shown
from .tasks import Task, leaves_nothing, skeleton_of, tasks
from .text import describe, with_known_tags, without_untold

NAME = "style_core"
# Candidates per category, in targets: enough to choose from, no more than gates can look at in a
# minute.
MOST_OFFERED = 3.0
# Rungs of rule 6 for what is cut smaller than a file, for asking for the same cut in another way
# or for what the request tells step by step, and for the second task of a kind.
SMALLER, REFRAMED, TOLD, TWIN = 3, 4, 4, 5
# What an answer counts of which the request tells every step.
LITTLE = 0.6
# The share of three words in a row from which two computed answers are one.
SAME_ANSWER = 0.75
# A cut that no comment describes is harder to ask for, and one that a refactoring would still
# change is no model: both come after the others.
LATER_COST = 0.3
BLANKS = re.compile(r"[ \t]+$", re.M)


class Searchable(Components, Protocol):
    """What is asked of the corpus."""

    def search_components(
        self, query: str, k: int, layers: tuple[str, ...] = ()
    ) -> Sequence[tuple[Record, float]]: ...


def candidates(dataset: Dataset, corpus: Searchable, settings: Settings) -> Iterator[Candidate]:
    """Candidates of each category."""
    return chain.from_iterable(parts(dataset, corpus, settings))


def parts(dataset: Dataset, corpus: Searchable, settings: Settings) -> list[Iterator[Candidate]]:
    """The candidates of each category."""

    @cache
    def library() -> Library:
        return Library(corpus, as_shown)

    return [_of_category(each, library, corpus, settings) for each in dataset.categories]


def _of_category(
    category: Category, shared: Callable[[], Library], corpus: Searchable, settings: Settings
) -> Iterator[Candidate]:
    """Those without weakness first, of these what is new beside the others, of equals what is on
    a lower rung and more similar.
    """
    library = shared()
    enough = max(20, int(MOST_OFFERED * category.target))
    seen: set[str] = set()
    waiting = [
        framed
        for source, rung, similarity in ranked(library, corpus, category)
        for framed in in_time(
            partial(
                _of_source,
                source,
                rung,
                similarity,
                PATTERNS[category.name],
                library,
                settings,
                seen,
            ),
            settings.max_seconds,
            source.component.file_path,
        )
    ]
    offered = list(_computed(library, corpus, category, settings))
    # Every cut once, then again in other framings while candidates are short.
    for _ in range(settings.max_output_reuse):
        turn = [(candidate, framed) for framed in waiting if (candidate := next(framed, None))]
        offered += [candidate for candidate, _ in turn]
        waiting = [framed for _, framed in turn]
        if len(offered) >= enough:
            break
    good = {c.fingerprint: not judge.alone(c) for c in offered}
    offered.sort(
        key=lambda c: (not good[c.fingerprint], c.rung, not c.shows, -c.rank, c.fingerprint)
    )
    yield from _spread(_new_first(offered, good), good, enough, settings.max_layer_share)


def _computed(
    library: Library, corpus: Searchable, category: Category, settings: Settings
) -> Iterator[Candidate]:
    """Tasks whose answers follow from declarations; of the same declaration in several versions
    the newest. Those with a rival or a twin among the earlier ones have a rung of their own.
    """
    seen: set[tuple[str, str]] = set()
    rivals, twins = set[str](), Twins()
    for source, _, similarity in ranked(library, corpus, category):
        make = partial(
            made.candidates, source, category.name, similarity, library, settings.tokenizer, NAME
        )
        for task, each in in_time(make, settings.max_seconds, source.component.file_path):
            about = (source.component.name, task.key)
            if about in seen:
                continue
            seen.add(about)
            alike = twins.met(each.output, task.unit) >= SAME_ANSWER
            if alike or task.rival in rivals:
                each = each.model_copy(update={"rung": TWIN})
            rivals.add(task.rival)
            yield each


def _new_first(offered: Sequence[Candidate], good: dict[str, bool]) -> list[Candidate]:
    """The good ones with the rank that how new they are gives them: one class can be cut in a
    hundred ways, and one kind of task fits a hundred declarations. Then the others.
    """
    found: list[Candidate] = []
    for candidate, share in fresh.freshest(c for c in offered if good[c.fingerprint]):
        # What leaves little to decide stands behind what is as new and leaves more.
        rank = candidate.rank + share * (LITTLE if candidate.rung >= TOLD else 1)
        found.append(candidate.model_copy(update={"rank": round(rank, 6)}))
    found.sort(key=lambda c: c.rung)
    return [*found, *(c for c in offered if not good[c.fingerprint])]


def _spread(
    found: Sequence[Candidate], good: dict[str, bool], enough: int, share: float
) -> list[Candidate]:
    """The first `enough`, of which one layer gives at most that share while others have good ones:
    most computed tasks come from the interfaces of layer 3.
    """
    first: list[Candidate] = []
    later: list[Candidate] = []
    given: Counter[str] = Counter()
    for candidate in found:
        layer = candidate.metadata.layer
        early = good[candidate.fingerprint] and given[layer] < share * enough
        (first if early else later).append(candidate)
        given[layer] += early
    return [*first, *later][:enough]


def ranked(
    library: Library, corpus: Searchable, category: Category
) -> Iterator[tuple[Source, int, float]]:
    """Each source with its rung (0 first query, 1 other queries, 2 no query or layer finds it) and
    similarity.
    """
    found: dict[str, tuple[int, float]] = {}
    for number, query in enumerate(category.queries):
        for record, similarity in corpus.search_components(query, category.target, category.layers):
            rung = min(number, 1)
            known = found.get(record.digest, (rung, similarity))
            found[record.digest] = (min(known[0], rung), max(known[1], similarity))
    for source in library.sources:
        yield (source, *found.get(source.component.digest, (2, 0.0)))


def _of_source(
    source: Source,
    rung: int,
    similarity: float,
    pattern: Pattern,
    library: Library,
    settings: Settings,
    seen: set[str],
) -> Iterator[Iterator[Candidate]]:
    """For each cut of a source its candidates, one a framing. `seen` holds the cuts that newer
    versions have given.
    """
    for cut in cuts(source, pattern, settings.tokenizer, seen):
        framed = _framed(cut, rung, similarity, pattern, library, settings)
        if first := next(framed, None):
            seen |= cut.keys
            yield chain((first,), framed)


def _framed(
    cut: Cut, rung: int, similarity: float, pattern: Pattern, library: Library, settings: Settings
) -> Iterator[Candidate]:
    shows = pattern.name in cut.patterns
    if not (shows or _relies(cut, pattern)):
        return
    proven = (
        task
        for task in tasks(cut, pattern, library, settings)
        if shows or pattern.name in declared(task, cut.source.layer)
    )
    left = leftovers.something_left(cut.code)
    for number, task in enumerate(proven):
        step = REFRAMED if number else rung if cut.view == "file" else SMALLER
        step = max(step, TOLD) if leaves_nothing(task, cut) else step
        silent = cut.view.startswith("member") and not describe(cut.lead)
        rank = similarity - LATER_COST * (silent + left)
        yield _candidate(cut, task, pattern.name, step, rank, shows)


def _relies(cut: Cut, pattern: Pattern) -> bool:
    """Whether members belong to a class that shows the pattern and work on what makes it so."""
    source = cut.source
    return cut.view.startswith("member") and pattern.relied_on(
        cut.members, cut.unit, source.file, source.layer
    )


def declared(task: Task, layer: str) -> frozenset[str]:
    """The patterns that the class in a task's input shows."""
    return patterns.declared(typescript.parse(skeleton_of(task.input)), layer)


def _candidate(
    cut: Cut, task: Task, category: str, rung: int, rank: float, shows: bool
) -> Candidate:
    component = cut.source.component
    metadata = SampleMetadata(
        task_type=NAME,
        source=component.file_path,
        category=category,
        pattern_name=category,
        layer=cut.source.layer,
        family=component.family,
        view=cut.view,
    )
    text = cut.text
    request = f"{task.instruction}\n{task.input}"
    if cut.unit.kind == "interface":
        text = without_untold(text, request)
    text = with_known_tags(text, request, cut.view.startswith("member"))
    # Blanks at the ends of lines are an accident of the source.
    text = BLANKS.sub("", text)
    return Candidate(
        instruction=task.instruction,
        input=task.input,
        output=text,
        metadata=metadata,
        rank=round(rank, 6),
        rung=rung,
        shows=shows,
    )
