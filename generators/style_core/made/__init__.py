"""Tasks whose answers follow from declarations: state and its life cycle, objects that are kept,
stand-ins and command lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.phrases import Phrases
from generators.sample import Candidate, SampleMetadata
from generators.typescript.declarations import LAYER
from generators.typescript.library import Library, Source
from generators.worth.refactored import tested

from ..text import an, capital, component_of, listed, told
from ..wording import UNNAMED, wording
from . import command_line, keepers, options, states, views
from .promised import places, several, standins, wrappers
from .state import Made

# Rungs of rule 6 for what is no cut of a source at all, and for one of them with a single kind of
# decision in it.
COMPUTED, THIN = 3, 4
# What a sentence may speak of as one of its kind.
NAMED = frozenset({"name", "names", "of", "by"})
# Rules that are sentences of their own.
ALSO = "also."


def candidates(
    source: Source, category: str, similarity: float, library: Library, tokenizer: str, task: str
) -> Iterator[tuple[Made, Candidate]]:
    """(task, candidate) for a category."""
    found = [
        *states.made(source, library, tokenizer),
        *keepers.made(source, library, tokenizer),
        *views.made(source, library, tokenizer),
        *options.made(source, library, tokenizer),
        *_promised(source, library, tokenizer),
        *command_line.made(source, library),
    ]
    for made in found:
        if made.category == category:
            yield made, _candidate(source, made, similarity, task)


def _promised(source: Source, library: Library, tokenizer: str) -> Iterator[Made]:
    """Classes that fulfil the interfaces for which they may stand beside a source."""
    for promised in places.promised(source, library, tokenizer):
        for kind in (standins, wrappers, several):
            yield from kind.made(promised, library)


def _candidate(source: Source, made: Made, similarity: float, task: str) -> Candidate:
    component, words = source.component, wording()
    layer = words.layers.get(source.layer, UNNAMED)
    owner = component.name or component_of(component.file_path)
    # A class of its own has a file of its own, not always in the layer of what it was made for.
    folder = LAYER.sub("", source.place.rpartition("/")[0]) or "."
    named = f"component {owner}" if owner else f"`{folder}`"
    phrases = Phrases(made.output, made.kind, "ask", by="key")
    texts = words.made[made.kind]
    # Against a class nothing shows that interfaces stand between the layers.
    rule = layer.partly if made.of == "class" and layer.partly else layer.rule
    rule = words.clauses[made.layer_rule] if made.layer_rule else rule
    values = {"name": made.unit, "where": named, "names": made.names, "rule": rule}
    values |= {"of": made.of, "by": made.by}
    values |= {f"a_{key}": an(value) for key, value in values.items() if key in NAMED}
    asked = texts.part if texts.part and made.view == "members" else texts.ask
    ask = capital(phrases.pick(asked, **values))
    said = words.patterns[made.category]
    claims = said.tested if made.view == tested.VIEW else said.whole
    claim = Phrases(made.output, "claim", by="key").pick(claims, **values)
    # Rules that belong together, by the table they come from.
    for table in {rule.split(".")[0] for rule in made.rules}:
        own = [_clause(rule) for rule in made.rules if rule.startswith(f"{table}.")]
        values[table] = told(own)
    variants = texts.keyed if made.by and texts.keyed else texts.told
    how = capital(Phrases(made.output, "told", by="key").pick(variants, **values))
    more = (capital(f"{_clause(rule)}.") for rule in made.rules if rule.startswith(ALSO))
    return Candidate(
        # The pattern comes last: what is told goes on from what is asked.
        instruction=" ".join([ask, how, *more, claim]),
        input=made.input,
        output=made.output,
        metadata=SampleMetadata(
            task_type=task,
            source=component.file_path,
            category=made.category,
            pattern_name=made.category,
            layer=source.layer,
            family=component.family,
            view=made.view,
        ),
        rank=round(similarity, 6),
        rung=THIN if made.thin else COMPUTED,
        shows=made.shows,
    )


def _clause(rule: str) -> str:
    """A rule in words, with the kinds of values that it names."""
    key, _, kinds = rule.partition(":")
    words = wording()
    return words.clauses[key].format(kinds=listed([words.kinds[kind] for kind in kinds.split()]))
