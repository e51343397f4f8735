"""Regeneration: flagged samples give way to the next candidates of their category, or leave the
dataset.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generators import tokens
from generators.sample import Candidate, SampleMetadata, fingerprint
from generators.settings import Settings
from studio.errors import StudioError
from studio.store.schema import EXPORTED
from studio.store.staging import Staging, now, readable_errors, sample_row, text_row
from studio.store.verdicts import chunks, settle

from .review import EXPORTED_STATES

# Among this many next candidates the one nearest in length is taken, so that the token budget holds
# by itself.
CHOICE = 8
GONE = ("replaced", "rejected")
# What is wrong with the output is wrong wherever the output stands; the other reasons are about one
# sample.
OUTPUT_FAULTS = ("wrong_pattern", "broken_code", "truncated", "factually_wrong", "unsafe")
WANTED = "more material of this kind, a broader query in web4-studio.toml, or smaller units; then generate again"


@dataclass(frozen=True)
class Change:
    """One flagged sample and what takes its place; `new` is empty where nothing better is left."""

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


@dataclass(frozen=True)
class _Ready:
    """A candidate of the reserve, and the fingerprint of its output."""

    candidate: Candidate
    output: str


def regenerate(
    staging: Staging, names: Sequence[str] = (), ids: Sequence[str] = (), dry_run: bool = False
) -> Regenerated:
    """Replaces what is flagged (of the named datasets, among the ids, or all) in one transaction.

    Near duplicates of a flagged sample go with it, and where its output is at fault, what shares
    the output.

    The same flags on the same store give the same replacements. Raises StudioError where nothing is
    staged.
    """
    run = staging.last_run()
    if run is None:
        raise StudioError(
            f"nothing is staged in {staging.path.parent}: run `web4-studio generate` first"
        )
    settings = Settings.model_validate(run["settings"])
    leaving = _leaving(staging, names, ids)
    places = _Places(staging, settings, leaving)
    done = Regenerated(dry_run=dry_run)
    chosen: list[tuple[dict[str, Any], _Ready | None]] = []
    for row in leaving:
        ready, rule = places.take(row)
        chosen.append((row, ready))
        new = ready.candidate.metadata if ready else SampleMetadata()
        done.changes.append(
            Change(
                row["id"], new.sample_id, row["dataset"], row["category"], row["split"], row["reason"], rule,
                row["tokens"], new.tokens,
            )
        )  # fmt: skip
    if not dry_run and chosen:
        _write(staging, chosen, done.changes, settings, run["id"])
    return done


def restore(staging: Staging, old: str) -> str:
    """Puts a replaced sample back and rejects what took its place; returns the id of the latter.

    Raises StudioError where the sample was not replaced, or what replaced it is gone itself.
    """
    sql = (
        "select l.new, n.state from lineage l join samples o on o.id = l.old join samples n on n.id = l.new "
        "where l.old = ? and o.state = 'replaced' order by l.id desc limit 1"
    )
    found = staging.db.execute(sql, [old]).fetchone()
    if found is None:
        raise StudioError(f"{old} was not replaced; nothing to restore")
    new, state = found
    if state in GONE:
        raise StudioError(
            f"{new}, which took the place of {old}, has been replaced itself; restore that first"
        )
    with readable_errors(staging.path), staging.db.atomic():
        staging.db.execute("update samples set state = 'rejected' where id = ?", [new])
        staging.db.execute("update samples set state = 'staged' where id = ?", [old])
        staging.db.execute(
            "update reviews set undone = ? where sample_id = ? and verdict = 'flag'", [now(), old]
        )
        settle(staging.db, [old])
        staging.db.table("lineage").insert(
            {"old": new, "new": old, "reason": "", "rule": "restored", "at": now()}
        )
    return str(new)


def banned(staging: Staging) -> tuple[list[Candidate], set[str]]:
    """What people turned down (flagged, replaced and rejected samples), and which of its outputs
    are at fault.

    It never comes back, nor what is like it: as a whole, or by an output at fault.
    """
    states = "select id from samples where state in ('flagged', 'replaced', 'rejected')"
    sql = f"select id, instruction, input, output, metadata from texts where id in ({states}) order by id"
    found = {
        row[0]: Candidate(
            instruction=row[1], input=row[2], output=row[3], metadata=json.loads(row[4])
        )
        for row in staging.db.execute(sql)
    }
    faults = ",".join(f"'{reason}'" for reason in OUTPUT_FAULTS)
    sql = f"select distinct sample_id from reviews where verdict = 'flag' and undone = '' and reason in ({faults})"
    faulty = {found[row[0]].output for row in staging.db.execute(sql) if row[0] in found}
    return list(found.values()), faulty


class _Bans:
    """Tells whether a candidate is like something turned down, by what selection compared."""

    def __init__(self, staging: Staging, twins: dict[str, list[str]]) -> None:
        refused, faulty = banned(staging)
        self.twins = twins
        self.marks = {candidate.fingerprint for candidate in refused} | {
            fingerprint(output) for output in faulty
        }

    def hit(self, ready: _Ready) -> bool:
        marks = (ready.candidate.fingerprint, ready.output)
        return any(
            mark in self.marks or not self.marks.isdisjoint(self.twins.get(mark, ()))
            for mark in marks
        )


class _Places:
    """The reserve and the outputs in use of the datasets concerned, and the choice of the next
    candidate.
    """

    def __init__(
        self, staging: Staging, settings: Settings, leaving: Sequence[dict[str, Any]]
    ) -> None:
        names = sorted({row["dataset"] for row in leaving})
        self.reuse = settings.max_output_reuse
        self.limits = {name: settings.dataset(name) for name in names}
        self.uses: dict[str, Counter[str]] = defaultdict(Counter)
        self.families: dict[str, set[str]] = {"train": set(), "eval": set()}
        self.ids: set[str] = set()
        gone = {row["id"] for row in leaving}
        for sample, dataset, split, family, output, state in staging.db.execute(
            "select id, dataset, split, family, output_hash, state from samples"
        ):
            self.ids.add(sample)
            if state in EXPORTED and sample not in gone:
                self.uses[dataset][output] += 1
                self.families[split].add(family)
        self.repeats = {
            name: sum(self.uses[name].values()) - len(self.uses[name]) for name in names
        }
        self.twins: dict[str, list[str]] = defaultdict(list)
        for one, other in staging.db.execute("select one, other from twins"):
            self.twins[one].append(other)
        self.bans = _Bans(staging, self.twins)
        self.near = {
            name: {o for o in self.uses[name] if self._twins_in_use(name, o)} for name in names
        }
        self.ready: dict[tuple[str, str, str], list[_Ready]] = defaultdict(list)
        marks = ",".join("?" * len(names))
        for *key, candidate, output in staging.db.execute(
            f"select dataset, category, split, candidate, output_hash from reserve where dataset in ({marks}) "
            "order by dataset, category, split, position, id",
            names,
        ):
            self.ready[key[0], key[1], key[2]].append(
                _Ready(Candidate.model_validate_json(candidate), output)
            )

    def take(self, row: dict[str, Any]) -> tuple[_Ready | None, str]:
        """The next candidate for the place of a sample, and the rule that let it in; None where
        none is left.
        """
        dataset, split = row["dataset"], row["split"]
        waiting = self.ready[dataset, row["category"], split]
        for rule, allowed in (("next", self._fresh), ("near", self._near), ("again", self._again)):
            choice: list[_Ready] = []
            for ready in waiting:
                if allowed(dataset, ready.output) and self._may_come(ready, split):
                    choice.append(ready)
                    if len(choice) == CHOICE:
                        break
            if choice:
                best = min(
                    choice, key=lambda ready: abs(ready.candidate.metadata.tokens - row["tokens"])
                )
                waiting.remove(best)
                self._use(dataset, split, best)
                return best, rule
        return None, ""

    def _use(self, dataset: str, split: str, ready: _Ready) -> None:
        if twins := self._twins_in_use(dataset, ready.output):
            self.near[dataset] |= {ready.output, *twins}
        self.repeats[dataset] += self.uses[dataset][ready.output] > 0
        self.uses[dataset][ready.output] += 1
        self.families[split].add(ready.candidate.family)
        self.ids.add(ready.candidate.metadata.sample_id)

    def _may_come(self, ready: _Ready, split: str) -> bool:
        candidate = ready.candidate
        other_side = self.families["train" if split == "eval" else "eval"]
        if candidate.metadata.sample_id in self.ids or candidate.family in other_side:
            return False
        return not self.bans.hit(ready)

    def _twins_in_use(self, dataset: str, output: str) -> list[str]:
        return [twin for twin in self.twins.get(output, ()) if self.uses[dataset][twin]]

    def _fresh(self, dataset: str, output: str) -> bool:
        return not self.uses[dataset][output] and not self._twins_in_use(dataset, output)

    def _near(self, dataset: str, output: str) -> bool:
        limit = self.limits[dataset]
        more = {output, *self._twins_in_use(dataset, output)} - self.near[dataset]
        return (
            not self.uses[dataset][output]
            and len(self.near[dataset]) + len(more) <= limit.max_near * limit.target
        )

    def _again(self, dataset: str, output: str) -> bool:
        limit = self.limits[dataset]
        repeats = int((1 - limit.min_distinct) * limit.target)
        return 0 < self.uses[dataset][output] < self.reuse and self.repeats[dataset] < repeats


def _leaving(staging: Staging, names: Sequence[str], ids: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of what is flagged and asked for, and of the exported near duplicates of these, in a
    fixed order.
    """
    exported = f"state in ({EXPORTED_STATES})"
    reason = "select r.reason from reviews r where r.sample_id = s.id and r.verdict = 'flag' and r.undone = ''"
    sql = f"select s.*, coalesce(({reason} order by r.id desc limit 1), '') as reason from samples s where {exported}"
    rows = list(
        staging.db.query(f"{sql} order by s.dataset, s.category, s.split, s.position, s.id")
    )
    wanted = set(ids)
    flagged = [
        row
        for row in rows
        if row["state"] == "flagged"
        and (not names or row["dataset"] in names)
        and (not wanted or row["id"] in wanted)
    ]
    # An output at fault takes along what shares it or is like it; any flag, what is like the whole
    # sample.
    like: dict[str, str] = {}
    for row in reversed(flagged):
        like[row["fingerprint"]] = row["id"]
        if row["reason"] in OUTPUT_FAULTS:
            like[row["output_hash"]] = row["id"]
    causes = dict(like)
    for one, other in list(
        staging.db.execute("select one, other from twins order by one desc, other desc")
    ):
        if one in causes:
            like.setdefault(other, causes[one])
    leaving = {row["id"] for row in flagged}
    followers = [
        row | {"reason": f"like {cause}"}
        for row in rows
        if row["id"] not in leaving
        and (cause := like.get(row["output_hash"]) or like.get(row["fingerprint"]))
    ]
    return flagged + followers


def _write(
    staging: Staging,
    chosen: Sequence[tuple[dict[str, Any], _Ready | None]],
    changes: Sequence[Change],
    settings: Settings,
    run: str,
) -> None:
    new = [ready.candidate for _, ready in chosen if ready]
    counts = dict(
        zip(
            (candidate.metadata.sample_id for candidate in new),
            tokens.count_batch([candidate.output for candidate in new], settings.tokenizer),
            strict=True,
        )
    )
    with readable_errors(staging.path), staging.db.atomic():
        for (row, ready), change in zip(chosen, changes, strict=True):
            state = "replaced" if ready else "rejected"
            staging.db.execute("update samples set state = ? where id = ?", [state, row["id"]])
            if ready:
                metadata = ready.candidate.metadata
                made = sample_row(ready.candidate, row["position"], counts[metadata.sample_id], run)
                staging.db.table("samples").insert(made)
                staging.db.table("texts").insert(text_row(ready.candidate))
            staging.db.table("lineage").insert(
                {
                    "old": change.old,
                    "new": change.new,
                    "reason": change.reason,
                    "rule": change.rule,
                    "at": now(),
                }
            )
        for part in chunks([candidate.metadata.sample_id for candidate in new]):
            marks = ",".join("?" * len(part))
            staging.db.execute(f"delete from reserve where id in ({marks})", list(part))


def render(done: Regenerated) -> str:
    """The changes per dataset, and what is missing."""
    if not done.changes:
        return "Nothing is flagged. Flag samples in the studio (Review or Browse), then regenerate."
    lines = [
        f"{'Would replace' if done.dry_run else 'Replaced'} {len(done.replaced)} of {len(done.changes)} flagged"
    ]
    if done.dry_run:
        lines += [
            f"  {change.old} → {change.new or 'nothing left'} ({change.reason or 'flagged'}, {change.rule or 'none'}, "
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
            f"✗ {name}/{category}: {count} leave the export, nothing better is left; what helps: {WANTED}"
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
