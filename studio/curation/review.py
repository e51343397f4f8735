"""Review: a fair sample read one by one, every verdict kept, and what the verdicts say about the
dataset.
"""

from __future__ import annotations

import getpass
import json
import math
import os
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import NormalDist
from typing import Any
from uuid import uuid4

from generators.pipeline.apportion import apportion
from generators.sample import fingerprint
from studio.errors import StudioError
from studio.search import filters
from studio.store.database import Database
from studio.store.schema import EXPORTED
from studio.store.staging import Staging, now, readable_errors
from studio.store.verdicts import REASONS, VERDICTS, chunks, settle

SIZE = 80
CONFIDENCE = 0.95
VARIABLE = "WEB4_STUDIO_REVIEWER"
EXPORTED_STATES = ",".join(f"'{state}'" for state in EXPORTED)


@dataclass(frozen=True)
class Session:
    """Samples to read in their order, and where the reader is; `cursor == len(samples)` at the end."""

    id: str
    reviewer: str
    filter: str
    seed: int
    samples: tuple[str, ...]
    cursor: int
    started: str

    @property
    def current(self) -> str:
        """The sample under review, empty at the end."""
        return self.samples[self.cursor] if self.cursor < len(self.samples) else ""


@dataclass(frozen=True)
class Result:
    """What was read of a dataset (`""` for all) and how much of it is bad, with its 95% Wilson
    interval.
    """

    dataset: str
    read: int
    flagged: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        return self.flagged / self.read if self.read else 0.0


@dataclass(frozen=True)
class Agreement:
    """Two reviewers, the samples both judged, on how many they agree, and Cohen's kappa."""

    first: str
    second: str
    samples: int
    same: int
    kappa: float


def reviewer() -> str:
    """Who reviews: `$WEB4_STUDIO_REVIEWER`, else the account's name."""
    if name := os.environ.get(VARIABLE, "").strip():
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def start(
    staging: Staging, size: int = SIZE, filter: str = "", seed: int = 42, who: str = ""
) -> Session:
    """Draws and keeps a session. Raises StudioError as `draw` does."""
    drawn = draw(staging, size, filter, seed)
    session = Session(uuid4().hex[:12], who or reviewer(), filter, seed, drawn, 0, now())
    with readable_errors(staging.path), staging.db.atomic():
        staging.db.table("sessions").insert(
            {**session.__dict__, "samples": json.dumps(session.samples)}
        )
    return session


def draw(staging: Staging, size: int = SIZE, filter: str = "", seed: int = 42) -> tuple[str, ...]:
    """Ids of as many samples of each dataset and category as its share, in an order by seed.

    The order is mixed, so that a session broken off is fair too. Raises StudioError where the
    filter cannot be understood or nothing matches.
    """
    strata: dict[str, list[str]] = defaultdict(list)
    for each, dataset, category, split in _exported(staging.db, matching(staging.db, filter)):
        strata[f"{split}/{dataset}/{category}"].append(each)
    if not strata:
        raise StudioError(
            f"no sample to review matches {filter!r}; widen the filter"
            if filter
            else "nothing is staged"
        )
    order = {each: fingerprint(str(seed), each) for members in strata.values() for each in members}
    drawn: list[str] = []
    for stratum, count in shares(
        {name: len(members) for name, members in strata.items()}, size
    ).items():
        drawn += sorted(strata[stratum], key=order.__getitem__)[:count]
    return tuple(sorted(drawn, key=order.__getitem__))


def matching(db: Database, filter: str) -> list[str]:
    """Ids that a filter finds. Raises StudioError where it cannot be understood."""
    parsed = filters.parse(filter)
    if parsed.problems:
        raise StudioError(f"filter {filter!r}: {parsed.problems[0]}")
    return filters.ids(db, parsed)


def shares(supply: dict[str, int], size: int) -> dict[str, int]:
    """How many of each stratum: in proportion, at least one where there is room for all, never more
    than it has.
    """
    size = min(size, sum(supply.values()))
    parts = apportion({name: float(count) for name, count in supply.items()}, size)
    if size >= len(supply):
        for name in sorted(name for name in parts if not parts[name]):
            most = max(sorted(parts), key=parts.__getitem__)
            parts[most] -= 1
            parts[name] = 1
    return parts


def sessions(db: Database) -> list[Session]:
    """All sessions, newest first."""
    return [
        _session(row)
        for row in db.query("select * from sessions order by started desc, rowid desc")
    ]


def find(db: Database, session: str) -> Session:
    """The session by its id. Raises StudioError."""
    for row in db.query("select * from sessions where id = ?", [session]):
        return _session(row)
    raise StudioError(f"no review session {session!r}; start one")


def judge(
    staging: Staging,
    session: Session,
    verdict: str,
    reason: str = "",
    note: str = "",
    seconds: float = 0.0,
) -> Session:
    """Records the verdict on the session's present sample and goes on to the next, in one
    transaction.
    """
    sample = session.current
    if not sample:
        raise StudioError("the session is at its end; go back or start another")
    moved = replace(session, cursor=session.cursor + 1)
    with readable_errors(staging.path), staging.db.atomic():
        append(staging.db, [sample], verdict, reason, note, session.id, session.reviewer, seconds)
        staging.db.table("sessions").update(session.id, {"cursor": moved.cursor})
    return moved


def undo(staging: Staging, session: Session) -> Session:
    """Takes the session's last verdict back and returns to its sample; the same session where there
    is none.
    """
    sql = "select id, sample_id from reviews where session = ? and undone = '' order by id desc limit 1"
    last = staging.db.execute(sql, [session.id]).fetchone()
    if last is None or last[1] not in session.samples:
        return session
    moved = replace(session, cursor=session.samples.index(last[1]))
    with readable_errors(staging.path), staging.db.atomic():
        staging.db.table("reviews").update(last[0], {"undone": now()})
        settle(staging.db, [last[1]])
        staging.db.table("sessions").update(session.id, {"cursor": moved.cursor})
    return moved


def move(staging: Staging, session: Session, cursor: int) -> Session:
    """Goes to another sample of the session without a verdict."""
    moved = replace(session, cursor=max(0, min(cursor, len(session.samples))))
    if moved.cursor != session.cursor:
        with readable_errors(staging.path), staging.db.atomic():
            staging.db.table("sessions").update(session.id, {"cursor": moved.cursor})
    return moved


def swap(staging: Staging, session: Session, old: str, new: str) -> Session:
    """Puts the edited version of a sample in its place in the session."""
    samples = tuple(new if each == old else each for each in session.samples)
    with readable_errors(staging.path), staging.db.atomic():
        staging.db.table("sessions").update(session.id, {"samples": json.dumps(samples)})
    return replace(session, samples=samples)


def record(
    staging: Staging,
    ids: Sequence[str],
    verdict: str,
    reason: str = "",
    note: str = "",
    session: str = "browse",
) -> int:
    """One verdict on many samples, in one transaction. Returns how many there were.

    Replaced and rejected samples are left as they are. Raises StudioError for a verdict or reason
    that is none.
    """
    with readable_errors(staging.path), staging.db.atomic():
        held = [row[0] for row in _exported(staging.db, ids)]
        if verdict == "unflag":
            held = [each for part in chunks(held) for each in _flagged(staging.db, part)]
        append(staging.db, held, verdict, reason, note, session, reviewer())
    return len(held)


def verdicts(db: Database, session: Session) -> dict[str, dict[str, Any]]:
    """The last verdict that holds on each sample of a session."""
    rows = db.query(
        "select * from reviews where session = ? and undone = '' order by id", [session.id]
    )
    return {row["sample_id"]: row for row in rows}


def results(db: Database, session: str = "") -> list[Result]:
    """Defect rates of one session, or of all sessions and imports, by dataset and (last) over all.

    A sample counts once for each reviewer who judged it; flags outside of a review are no sample
    and do not count.
    """
    read: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    for (_, _), (dataset, verdict) in _judged(db, session).items():
        for name in (dataset, ""):
            read[name] += 1
            flagged[name] += verdict == "flag"
    names = sorted(read, key=lambda name: (not name, name))
    return [
        Result(name, read[name], flagged[name], *wilson(flagged[name], read[name]))
        for name in names
    ]


def seconds_per_sample(db: Database, session: Session) -> float:
    """Median seconds a verdict took; 0.0 where there is none."""
    times = sorted(row["seconds"] for row in verdicts(db, session).values() if row["seconds"] > 0)
    return times[len(times) // 2] if times else 0.0


def agreement(db: Database) -> list[Agreement]:
    """Each two reviewers who judged the same samples."""
    by_sample: dict[str, dict[str, str]] = defaultdict(dict)
    for (sample, who), (_, verdict) in _judged(db, "").items():
        by_sample[sample][who] = verdict
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for words in by_sample.values():
        for first, second in combinations(sorted(words), 2):
            pairs[first, second].append((words[first], words[second]))
    return [
        Agreement(*who, len(both), sum(a == b for a, b in both), kappa(both))
        for who, both in sorted(pairs.items())
    ]


def wilson(hits: int, count: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The Wilson score interval of a share, (0.0, 1.0) where nothing was counted."""
    if not count:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, z2 = hits / count, z * z / count
    middle = share + z2 / 2
    spread = z * math.sqrt(share * (1 - share) / count + z2 / (4 * count))
    return max(0.0, (middle - spread) / (1 + z2)), min(1.0, (middle + spread) / (1 + z2))


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of paired verdicts: 1.0 full agreement, 0.0 what chance gives; 1.0 where both
    never vary alike.
    """
    if not pairs:
        return 0.0
    count = len(pairs)
    observed = sum(a == b for a, b in pairs) / count
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[word] * right[word] for word in left) / count**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def summary(db: Database) -> dict[str, Any]:
    """What reviews found, as one document: per dataset, and the reviewers' agreement."""
    return {
        "results": [{**result.__dict__, "rate": result.rate} for result in results(db)],
        "agreement": [each.__dict__ for each in agreement(db)],
    }


def judged_by(db: Database, who: str) -> list[str]:
    """Samples still in the dataset that a reviewer has judged, in the order of the first verdict."""
    sql = (
        "select r.sample_id, min(r.id) from reviews r join samples s on s.id = r.sample_id where r.reviewer = ? "
        f"and r.undone = '' and r.verdict != 'unflag' and s.state in ({EXPORTED_STATES}) group by 1 order by 2"
    )
    return [row[0] for row in db.execute(sql, [who])]


def render(found: dict[str, Any]) -> str:
    """The summary as a table, and what to do next."""
    if not found["results"]:
        return "Nothing is reviewed yet. Next: `web4-studio`, pane 3 (Review)"
    lines = [f"{'dataset':<24}{'read':>6}{'bad':>6}{'rate':>8}  95% interval"]
    for result in found["results"]:
        lines.append(
            f"{result['dataset'] or 'all':<24}{result['read']:>6}{result['flagged']:>6}{result['rate']:>8.1%}"
            f"  {result['low']:.1%} to {result['high']:.1%}"
        )
    for both in found["agreement"]:
        lines.append(
            f"{both['first']} and {both['second']} agree on {both['same']} of {both['samples']}, "
            f"Cohen's kappa {both['kappa']:.2f}"
        )
    return "\n".join(lines)


def append(
    db: Database,
    ids: Sequence[str],
    verdict: str,
    reason: str,
    note: str,
    session: str,
    who: str,
    seconds: float = 0.0,
) -> None:
    """Adds one verdict for each sample to the log, within the caller's transaction. Raises
    StudioError.
    """
    if verdict not in VERDICTS:
        raise StudioError(f"unknown verdict {verdict!r}; choose from {', '.join(VERDICTS)}")
    if verdict == "flag" and reason not in REASONS:
        raise StudioError(f"unknown reason {reason!r}; choose from {', '.join(REASONS)}")
    db.table("reviews").insert_all(
        {
            "sample_id": each,
            "session": session,
            "reviewer": who,
            "verdict": verdict,
            "reason": reason if verdict == "flag" else "",
            "note": note,
            "seconds": round(seconds, 2),
            "at": now(),
            "undone": "",
        }
        for each in ids
    )
    settle(db, ids)


def _judged(db: Database, session: str) -> dict[tuple[str, str], tuple[str, str]]:
    """(dataset, last accept or flag) by (sample, reviewer), of one session or of all."""
    where = "r.session = ?" if session else "r.session != 'browse'"
    sql = (
        "select r.sample_id, r.reviewer, s.dataset, r.verdict from reviews r join samples s on s.id = r.sample_id "
        f"where {where} and r.undone = '' and r.verdict in ('accept', 'flag') order by r.id"
    )
    return {
        (sample, who): (dataset, word)
        for sample, who, dataset, word in db.execute(sql, [session] if session else [])
    }


def _exported(db: Database, ids: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """(id, dataset, category, split) of those that are exported, in the order of the ids."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for part in chunks(ids):
        marks = ",".join("?" * len(part))
        sql = f"select id, dataset, category, split from samples where id in ({marks}) and state in ({EXPORTED_STATES})"
        found |= {row[0]: row for row in db.execute(sql, list(part))}
    return [found[each] for each in ids if each in found]


def _flagged(db: Database, ids: Sequence[str]) -> list[str]:
    marks = ",".join("?" * len(ids))
    return [
        row[0]
        for row in db.execute(
            f"select id from samples where id in ({marks}) and state = 'flagged'", list(ids)
        )
    ]


def _session(row: dict[str, Any]) -> Session:
    return Session(**{**row, "samples": tuple(json.loads(row["samples"]))})
