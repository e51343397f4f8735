"""Two reviewers and a headless regeneration at one store, each in a process of its own.

`python -m tests.studio.store.crowd ROLE STORE SECONDS` works until the time is up and something is
done, however busy the machine is, and prints what it did: verdicts given, samples replaced, and
every refusal.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from studio.curation import regenerate, review
from studio.errors import StudioError
from studio.store.staging import Staging

ROOT = Path(__file__).parents[3]
ROLES = ("ann", "bob", "headless")
GAP = 0.05
"""Seconds between two verdicts of a reviewer: four times as fast as a hand."""
LEAST_FLAGS = 3
"""Flags that a reviewer gives at least, so that there is something to replace."""
MOST_FLAGS = 60
"""About as many as a reviewer gives at most, however long it takes: a sample for which there is no
other leaves the dataset, and at last nothing would be left to judge.
"""


def crowd(path: Path, seconds: float) -> list[dict[str, Any]]:
    """What each of them did, and what is in the log of the store after it."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", __name__, role, str(path), str(seconds)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for role in ROLES
    ]
    did = [json.loads(process.communicate()[0]) for process in processes]
    with Staging(path, create=False) as staging:
        for each in did:
            sql = "select count(*) from reviews where session = ?"
            each["found"] = staging.db.execute(sql, [each["role"]]).fetchone()[0]
        sql = "select count(*), count(distinct old) from lineage where new != ''"
        did[-1]["found"], did[-1]["distinct"] = staging.db.execute(sql).fetchone()
        did[-1]["sound"] = staging.db.execute("pragma integrity_check").fetchone()[0]
    print(json.dumps(did))
    return did


def lost(did: list[dict[str, Any]]) -> list[str]:
    """What was refused or is not in the store."""
    found = [f"{each['role']}: {line}" for each in did for line in each["refused"]]
    found += [
        f"{each['role']}: {each['done']} done, {each['found']} in the store"
        for each in did
        if each["done"] != each["found"] or not each["done"]
    ]
    if did[-1]["distinct"] != did[-1]["found"] or did[-1]["sound"] != "ok":
        found.append(f"the store: {did[-1]}")
    return found


def main() -> None:
    role, path, seconds = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    end, rng = time.monotonic() + seconds, random.Random(role)
    done, flags, refused = 0, 0, []
    least = 0 if role == "headless" else LEAST_FLAGS
    share = min(0.1, MOST_FLAGS * GAP / seconds)
    with Staging(path, create=False) as staging:
        while time.monotonic() < end or not (refused or (done and flags >= least)):
            try:
                if role == "headless":
                    done += len(regenerate.regenerate(staging).replaced)
                else:
                    word = "flag" if rng.random() < share else "accept"
                    done += _verdict(staging, role, rng, word)
                    flags += word == "flag"
            except StudioError as error:
                refused.append(str(error))
            time.sleep(GAP)
    print(json.dumps({"role": role, "done": done, "refused": refused}))


def _verdict(staging: Staging, role: str, rng: random.Random, word: str) -> int:
    """Judges a sample that is in the dataset; how many verdicts that were."""
    every = [row[0] for row in staging.db.execute("select id from exported where split = 'train'")]
    reason = "low_value" if word == "flag" else ""
    return review.record(staging, [rng.choice(every)], word, reason, session=role)


if __name__ == "__main__":
    main()
