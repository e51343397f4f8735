"""What makes a candidate fit to train on. Each gate answers with a reason slug, or nothing.

The slug is at once the statistic, the label on what was left out, and what tests assert.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from generators import tokens, typescript
from generators.catalog import Dataset
from generators.hygiene import people, secrets
from generators.limits import fences_end
from generators.sample import Candidate
from generators.settings import Settings
from generators.worth import judge

BATCH = 512
FENCE = re.compile(r"^[ \t]*```([\w+-]*)[^\n]*\n(.*?)^[ \t]*```[ \t]*$", re.M | re.S)
TYPESCRIPT_FENCES = frozenset({"ts", "typescript", "tsx"})
NAMES = ("source", "pdca_id", "agent_name", "family")
"""Metadata that comes from the store, and so may hold what its texts may hold."""


@dataclass(frozen=True)
class Rejected:
    """A candidate that will not be a sample: why, and for repeats which one it repeats (`twin`, a
    fingerprint).
    """

    dataset: str
    category: str
    reason: str
    fingerprint: str
    source: str
    twin: str = ""


def apply_gates(
    candidates: Iterable[Candidate], dataset: Dataset, settings: Settings
) -> Iterator[tuple[list[Candidate], list[Rejected]]]:
    """Batches of candidates that pass every gate, with `tokens` and `weakness` set, and what was
    left out of each batch.
    """
    source = iter(candidates)
    while batch := list(islice(source, BATCH)):
        if settings.mask_emails:
            batch = [masked(candidate) for candidate in batch]
        totals = tokens.count_batch([candidate.text for candidate in batch], settings.tokenizer)
        chats = _chats(batch, totals, settings)
        banded = batch if dataset.output_band[1] else []
        outputs = tokens.count_batch([c.output for c in banded], settings.tokenizer) or [0] * len(
            batch
        )
        held, named = _held(batch)
        fit, rejected = [], []
        for position, candidate in enumerate(batch):
            reason = _reason(
                candidate,
                dataset,
                settings,
                chats[position],
                outputs[position],
                position in held or position in named,
            )
            if reason:
                rejected.append(reject(_nameless(candidate, position in named), reason))
            else:
                candidate.metadata.tokens = totals[position]
                candidate.metadata.weakness = judge.joined(judge.alone(candidate))
                fit.append(candidate)
        yield fit, rejected


def without_wrong(
    fit: Iterable[Candidate], dataset: Dataset
) -> tuple[list[Candidate], list[Rejected]]:
    """Candidates that passed the gates, without those that have a weakness which the dataset
    refuses, and these.
    """
    kept, rejected = [], []
    for candidate in fit:
        if set(dataset.refused) & set(judge.codes_of(candidate.metadata.weakness)):
            rejected.append(reject(candidate, "teaches_wrong"))
        else:
            kept.append(candidate)
    return kept, rejected


def _chats(batch: Sequence[Candidate], totals: Sequence[int], settings: Settings) -> list[int]:
    """Tokens of each conversation, counted where the texts leave room for doubt, else the most they
    can be.
    """
    most = tokens.frame(settings.model, settings.tokenizer)
    chats = [total + most for total in totals]
    near = [at for at, length in enumerate(chats) if length > settings.max_tokens]
    texts = [
        tokens.chat(batch[at].instruction, batch[at].input, batch[at].output, settings.model)
        for at in near
    ]
    for at, length in zip(near, tokens.count_batch(texts, settings.tokenizer), strict=True):
        chats[at] = length
    return chats


def reject(candidate: Candidate, reason: str, twin: str = "") -> Rejected:
    """The record of a candidate that is not used."""
    return Rejected(
        candidate.dataset,
        candidate.category,
        reason,
        candidate.fingerprint,
        candidate.metadata.source,
        twin,
    )


def _held(batch: Sequence[Candidate]) -> tuple[set[int], set[int]]:
    """The positions of candidates with a secret in a text, and of those with one in a name. Each
    name is scanned as a text of its own, so that nothing beside it speaks of it.
    """
    names: dict[str, list[int]] = {}
    for position, candidate in enumerate(batch):
        for key in NAMES:
            if name := getattr(candidate.metadata, key):
                names.setdefault(name, []).append(position)
    found = secrets.found([*(candidate.text for candidate in batch), *names])
    owners, size = [*names.values()], len(batch)
    named = {position for at in found if at >= size for position in owners[at - size]}
    return {at for at in found if at < size}, named


def _nameless(candidate: Candidate, hidden: bool) -> Candidate:
    """The candidate, where `hidden` without its names, which reports would show."""
    if not hidden:
        return candidate
    metadata = candidate.metadata.model_copy(update=dict.fromkeys(NAMES, ""))
    return candidate.model_copy(update={"metadata": metadata})


def _reason(
    candidate: Candidate, dataset: Dataset, settings: Settings, chat: int, output: int, secret: bool
) -> str:
    low, high = dataset.output_band
    if not candidate.instruction.strip() or not candidate.output.strip():
        return "empty"
    if tokens.control(candidate.text, settings.model):
        return "control_token"
    if secret:
        return "secret"
    if chat > settings.max_tokens:
        return "too_long"
    if high and not low <= output <= high:
        return "output_band"
    if code_errors(candidate.output, dataset.code, candidate.metadata.view):
        return "syntax"
    return ""


def masked(candidate: Candidate) -> Candidate:
    """The candidate with people and machines masked, in its names too; the same object where there
    are none.
    """
    parts = {name: getattr(candidate, name) for name in ("instruction", "input", "output")}
    cleaned: dict[str, object] = {name: people.clean(text) for name, text in parts.items()}
    metadata = candidate.metadata
    # An agent's name is read, the others lead back to a record.
    names = {key: people.named(getattr(metadata, key)) for key in NAMES}
    names["agent_name"] = people.clean(metadata.agent_name)
    if any(name != getattr(metadata, key) for key, name in names.items()):
        cleaned["metadata"] = metadata.model_copy(update=names)
    return candidate if cleaned == parts else candidate.model_copy(update=cleaned)


def code_errors(output: str, code: str, view: str) -> tuple[str, ...]:
    """Syntax errors of the TypeScript in an output. `code` is the dataset's, `view` says how a unit
    was cut.

    A member stands in a class before it is parsed, as it does where it came from. In fenced code
    either will do.
    """
    if code == "raw":
        return typescript.syntax_errors(
            typescript.in_class(output) if view.startswith("member") else output
        )
    if code == "fenced":
        for language, block in FENCE.findall(output, 0, fences_end(output)):
            if language.lower() in TYPESCRIPT_FENCES:
                tsx = language.lower() == "tsx"
                errors = typescript.syntax_errors(block, tsx=tsx)
                if errors and typescript.syntax_errors(typescript.in_class(block), tsx=tsx):
                    return errors
    return ()
