"""What samples are about and which stand out, computed in a process of its own beside any other
job, and kept until samples come or go.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generators.errors import UserError
from studio.store.staging import Staging

if TYPE_CHECKING:
    from studio.search.meaning.model import Model

NAME = "measures.npz"
POLITE = 10
"""How much the process gives way to others."""
TRIES = 3
"""How often it is begun, in a row, where it fails."""


def measure(staging_path: Path) -> None:
    """Computes and keeps all of it: the model beside the store, figures in it. Raises UserError."""
    from studio.curation import suspicion
    from studio.search.meaning import build
    from studio.store import measures

    with Staging(staging_path, create=False) as staging:
        # Samples may come and go meanwhile: what is computed is of one state of the store.
        with staging.reading() as db:
            if not measures.any_samples(db):
                return
            model, rows = build.build(db)
        model.save(staging_path.with_name(NAME))
        with staging.writing() as db:
            measures.replace(db, rows)
        suspicion.update(staging, model)


FAILED = "Likeness and suspicion could not be computed; the log in data/.studio says why"


class Kept:
    """The model of a store, loaded once for each version of it. May be used from any thread."""

    def __init__(self, staging_path: Path) -> None:
        self.path = staging_path.with_name(NAME)
        self._loaded: tuple[float, Model | None] = (0.0, None)

    def model(self) -> Model | None:
        """The model as it was made last, which may be out of date; None where there is none."""
        try:
            made = self.path.stat().st_mtime
        except OSError:
            return None
        if made != self._loaded[0]:
            from studio.search.meaning import model

            self._loaded = made, model.load(self.path)
        return self._loaded[1]


class Measuring:
    """The process that measures, at most one at a time."""

    def __init__(self, staging_path: Path, data: Path) -> None:
        """`data` is the folder that holds the log."""
        self.staging_path, self.data = staging_path, data
        self._process: subprocess.Popen[bytes] | None = None
        self._failures = 0

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def failed(self) -> bool:
        """Whether it is not begun again in this studio."""
        return self._failures >= TRIES

    def start(self) -> bool:
        """Starts it, unless it is running or has failed too often. Returns whether it runs."""
        if self._process is None and not self.failed:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(self.staging_path), str(self.data)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        return self.running

    def poll(self) -> str | None:
        """How it ended, once it has: empty if well, else one line; None if there is nothing new."""
        code = self._process.poll() if self._process is not None else None
        if code is None:
            return None
        self._process = None
        self._failures = self._failures + 1 if code else 0
        return FAILED if self.failed else ""

    def stop(self) -> None:
        """Ends it; what was kept before stays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def main(staging_path: str, data: str) -> int:
    """Measures; one that cannot be done is a line in the log. Returns the exit code."""
    from studio import log

    with suppress(AttributeError, OSError):
        os.nice(POLITE)
    task = log.Task(Path(data), "measure")
    try:
        measure(Path(staging_path))
    except (UserError, MemoryError) as error:
        task.end(str(error))
        return 1
    except Exception as error:
        log.fault(error)
        task.end("a fault in web4-studio")
        return 1
    task.end("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
