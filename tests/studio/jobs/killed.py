"""Moves that are killed at a line, in a process without threads: only such a one may fork.

`python -m tests.studio.jobs.killed` reads lines of a number and a data folder, and says for each
whether the move was killed before that line or came to its end.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from studio.jobs.backups import moving
from studio.store import database


def killed_at(line: int, data: Path) -> bool:
    """Moves in a process that kills itself before a line: each of `move`, so between any two files,
    and each of `alone`, so at any state of the store.
    """
    if child := os.fork():
        status = os.waitpid(child, 0)[1]
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    left = line
    functions = (moving.move.__code__, database.alone.__wrapped__.__code__)  # type: ignore[attr-defined]

    def trace(frame, event, _):
        nonlocal left
        left -= event == "line" and frame.f_code in functions
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    try:
        sys.settrace(trace)
        moving.move(data)
        sys.settrace(None)
        os._exit(0)
    finally:
        os._exit(1)


if __name__ == "__main__":
    os.fsync = lambda _: None
    for each in sys.stdin:
        number, folder = each.rstrip("\n").split(" ", 1)
        print("killed" if killed_at(int(number), Path(folder)) else "moved", flush=True)
