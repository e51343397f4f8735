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


def measure(staging_path: Path) -> None:
    """Computes and keeps all of it: the model beside the store, figures in it. Raises UserError."""
    from studio.curation import suspicion
    from studio.search.meaning import build
    from studio.store import measures

    with Staging(staging_path, create=False) as staging:
        model, rows = build.build(staging.db)
        if not rows:
            return
        model.save(staging_path.with_name(NAME))
        with staging.writing() as db:
            measures.replace(db, rows)
        suspicion.update(staging, model)


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

    def __init__(self, staging_path: Path) -> None:
        self.staging_path = staging_path
        self._process: subprocess.Popen[bytes] | None = None
        self._failed = False

    @property
    def running(self) -> bool:
        return self._process is not None

    def start(self) -> bool:
        """Starts it, unless it is running or could not be done before. Returns whether it runs."""
        if self._process is None and not self._failed:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(self.staging_path)],
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
        self._process, self._failed = None, code != 0
        return "" if code == 0 else "likeness and suspicion could not be computed; see the log"

    def stop(self) -> None:
        """Ends it; what was kept before stays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def main(staging_path: str) -> int:
    """Measures; one that cannot be done is a line in the log. Returns the exit code."""
    from studio import log

    with suppress(AttributeError, OSError):
        os.nice(POLITE)
    path = Path(staging_path)
    task = log.Task(path.parent, "measure")
    try:
        measure(path)
    except (UserError, MemoryError) as error:
        task.end(str(error))
        return 1
    task.end("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
