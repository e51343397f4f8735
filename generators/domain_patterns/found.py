"""Which chunks of a record the queries of a category find, and how near they come to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generators.catalog import Category

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

# Rungs of rule 6: what only a further query found, and what none did.
FURTHER, UNFOUND = 1, 2
ALL = 1_000_000
Similarity = Mapping[str, Sequence[tuple[str, float, int]]]
"""Per record its chunks' texts, their similarity to the category's query, and the rung of the query
that found them.
"""


def found_at(record: PdcaRecord, lines: set[int], similar: Similarity) -> tuple[float, int]:
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


def similarity(category: Category, corpus: Corpus) -> Similarity:
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
