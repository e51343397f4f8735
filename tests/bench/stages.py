"""How time and memory grow: one stage in a process of its own, `python -m tests.bench.stages STAGE
STORE FOLDER`, which prints seconds and peaks as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# `ru_maxrss` counts kilobytes on Linux, bytes on macOS.
UNIT = 1 << 20 if sys.platform == "darwin" else 1 << 10
STAGES = ("count tokens", "near duplicates", "write the files", "validate", "status")


@dataclass(frozen=True)
class Grown:
    """Seconds of wall and processor time, and the peak memory in MiB of the largest process."""

    samples: int
    stage: str
    seconds: float
    cpu: float
    peak: float


def run(stage: str, samples: int, store: Path, folder: Path) -> Grown:
    """One stage on a store and the export of it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.stages", stage, str(store), str(folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Grown(samples, stage, *json.loads(done.stdout.splitlines()[-1]))


def own_peak() -> float:
    """The peak memory of this process in MiB. On Linux `ru_maxrss` begins with what the parent had
    before the fork.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNIT
    fields = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
    return int(fields["VmHWM"].split()[0]) / 1024


def _work(stage: str, store: Path, folder: Path) -> Callable[[], object]:
    from generators import catalog, tokens
    from generators.pipeline import near_duplicates
    from generators.settings import Settings
    from studio.export.snapshot import take
    from studio.figures import status
    from studio.store.staging import Staging
    from studio.validation import runner
    from studio.workspace import Workspace

    from .works import texts_of

    def write() -> None:
        with (
            tempfile.TemporaryDirectory() as draft,
            Staging(Workspace.find(str(store)).staging_path, create=False) as staging,
        ):
            take(staging, Path(draft))

    return {
        "count tokens": lambda: tokens.count_batch(texts_of(folder), "auto"),
        "near duplicates": lambda: near_duplicates.pairs(list(dict.fromkeys(texts_of(folder)))),
        "write the files": write,
        "validate": lambda: runner.validate(folder, Settings(), list(catalog.DATASETS.values())),
        "status": lambda: status.status(Workspace.find(str(store))),
    }[stage]


def main(stage: str, store: str, folder: str) -> None:
    work = _work(stage, Path(store), Path(folder))
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    peak = max(own_peak(), used[1].ru_maxrss / UNIT)
    print(json.dumps([took, sum(each.ru_utime + each.ru_stime for each in used), peak]))


if __name__ == "__main__":
    main(*sys.argv[1:])
