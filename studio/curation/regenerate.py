"""Regeneration: flagged samples are replaced by the next candidates of their category, or leave the
dataset.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generators import tokens
from generators.sample import SampleMetadata
from generators.settings import Settings
from studio.errors import NothingStagedError, StudioError
from studio.store import lineage, reserve
from studio.store.lineage import Replacement
from studio.store.reserve import Place, Ready
from studio.store.staging import Staging
from studio.store.terms import EXPORTED

from .places import OUTPUT_FAULTS, Places
from .review import reviewer

WANTED = (
    "more material of this kind, a broader query in web4-studio.toml, or smaller units; "
    "then generate again"
)


@dataclass(frozen=True)
class Change:
    """One flagged sample and its replacement; `new` is empty where nothing better is left."""

    old: str
    new: str
    dataset: str
    category: str
    split: str
    reason: str
    rule: str
    """`next` a fresh output, `near` a near duplicate within the dataset's limit, `again` a repeated
    output.
    """
    old_tokens: int
    new_tokens: int


@dataclass
class Regenerated:
    """What a regeneration did, or would do."""

    changes: list[Change] = field(default_factory=list)
    dry_run: bool = False

    @property
    def replaced(self) -> list[Change]:
        return [change for change in self.changes if change.new]

    @property
    def lost(self) -> list[Change]:
        """Samples that leave the export without a successor."""
        return [change for change in self.changes if not change.new]


def regenerate(
    staging: Staging, names: Sequence[str] = (), ids: Sequence[str] = (), dry_run: bool = False
) -> Regenerated:
    """Replaces what is flagged (of the named datasets, among the ids, or all) in one transaction.

    Near duplicates of a flagged sample go with it, and where its output is at fault, what shares
    the output.

    The same flags on the same store give the same replacements. Reading and writing are one
    transaction, so that two regenerations take turns. Raises StudioError where nothing is staged.
    """
    with staging.reading() if dry_run else staging.writing():
        return _regenerate(staging, names, ids, dry_run)


def _regenerate(
    staging: Staging, names: Sequence[str], ids: Sequence[str], dry_run: bool
) -> Regenerated:
    run = staging.last_run()
    if run is None:
        raise NothingStagedError(staging.path)
    settings = Settings.model_validate(run["settings"])
    leaving = _leaving(staging, names, ids)
    places = Places(staging.db, settings, list(leaving))
    done = Regenerated(dry_run=dry_run)
    chosen: list[tuple[Place, Ready | None]] = []
    for place, reason in leaving.items():
        ready, rule = places.take(place)
        chosen.append((place, ready))
        new = ready.candidate.metadata if ready else SampleMetadata()
        done.changes.append(
            Change(
                place.id, new.sample_id, place.dataset, place.category, place.split, reason, rule,
                place.tokens, new.tokens,
            )
        )  # fmt: skip
    if not dry_run and chosen:
        _write(staging, chosen, done.changes, settings, run["id"])
    return done


def restore(staging: Staging, old: str) -> str:
    """Puts a replaced sample back and rejects its replacement; returns the id of the latter.

    Raises StudioError where the sample was not replaced, or its replacement is gone itself.
    """
    with staging.writing() as db:
        found = lineage.replacement(db, old)
        if found is None:
            raise StudioError(f"{old} was not replaced; nothing to restore")
        new, state = found
        if state not in EXPORTED:
            raise StudioError(
                f"{new}, which took the place of {old}, has been replaced itself; restore that "
                "first"
            )
        lineage.restore(db, old, new, reviewer())
    return new


def _leaving(staging: Staging, names: Sequence[str], ids: Sequence[str]) -> dict[Place, str]:
    """What is flagged and asked for, and the exported near duplicates of these, with the reason of
    each, in a fixed order.
    """
    places = [place for place in reserve.places(staging.db) if place.state in EXPORTED]
    wanted = set(ids)
    flagged = [
        place
        for place in places
        if place.state == "flagged"
        and (not names or place.dataset in names)
        and (not wanted or place.id in wanted)
    ]
    # An output at fault takes along what shares it or is like it; any flag, what is like the whole
    # sample.
    like: dict[str, str] = {}
    for place in reversed(flagged):
        like[place.fingerprint] = place.id
        if place.reason in OUTPUT_FAULTS:
            like[place.output_hash] = place.id
    causes = dict(like)
    for one, other in reserve.twins(staging.db):
        if one in causes:
            like.setdefault(other, causes[one])
    leaving = {place: place.reason for place in flagged}
    for place in places:
        cause = like.get(place.output_hash) or like.get(place.fingerprint)
        if cause and place not in leaving:
            leaving[place] = f"like {cause}"
    return leaving


def _write(
    staging: Staging,
    chosen: Sequence[tuple[Place, Ready | None]],
    changes: Sequence[Change],
    settings: Settings,
    run: str,
) -> None:
    outputs = [ready.candidate.output for _, ready in chosen if ready]
    counts = iter(tokens.count_batch(outputs, settings.tokenizer))
    replacements = [
        Replacement(
            place.id, place.position, ready.candidate if ready else None,
            next(counts) if ready else 0, change.reason, change.rule,
        )
        for (place, ready), change in zip(chosen, changes, strict=True)
    ]  # fmt: skip
    lineage.replace(staging.db, replacements, run)


def render(done: Regenerated) -> str:
    """The changes per dataset, and what is missing."""
    if not done.changes:
        return "Nothing is flagged. Flag samples in the studio (Review or Browse), then regenerate."
    lines = [
        f"{'Would replace' if done.dry_run else 'Replaced'} "
        f"{len(done.replaced)} of {len(done.changes)} flagged"
    ]
    if done.dry_run:
        lines += [
            f"  {change.old} → {change.new or 'nothing left'} "
            f"({change.reason or 'flagged'}, {change.rule or 'none'}, "
            f"{change.old_tokens} → {change.new_tokens} tokens)"
            for change in done.changes
        ]
    else:
        by_dataset = Counter(
            (change.dataset, change.split, change.rule or "nothing left") for change in done.changes
        )
        lines += [
            f"  {name} {split} {rule}: {count}"
            for (name, split, rule), count in sorted(by_dataset.items())
        ]
    lost = Counter((change.dataset, change.category) for change in done.lost)
    for (name, category), count in sorted(lost.items()):
        lines.append(
            f"✗ {name}/{category}: {count} leave the export, nothing better is left; "
            f"what helps: {WANTED}"
        )
    return "\n".join(lines)


def document(done: Regenerated) -> dict[str, Any]:
    """The same as one JSON document."""
    return {
        "dry_run": done.dry_run,
        "replaced": len(done.replaced),
        "lost": len(done.lost),
        "changes": [change.__dict__ for change in done.changes],
    }
