"""Work in several processes of this machine.

They are spawned, not forked: that works alike on Linux and macOS, and with whatever threads the
libraries of this process have started. A process that dies is replaced and its item begun again,
and one that has grown much is replaced between two items.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from generators import steps
from generators.errors import UserError

from . import EVERY, Idle, Item, Result, Shared
from .answers import Answer, Step, answer_of, named
from .memory import Wear

TRIES = 2
"""How often an item is begun before the processes that died on it are no accident."""
# Libraries with threads of their own would start as many in every process.
THREADS = ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Processes(AbstractContextManager["Processes"]):
    """Starts them when there is work, as many as there are items, and keeps them for the next."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def __exit__(self, *_: object) -> None:
        self.rest()

    def rest(self) -> None:
        """Ends the processes, and with them their caches; the next work starts others."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def map(
        self,
        work: Callable[[Shared, Item], Result],
        shared: Shared,
        items: Sequence[Item],
        idle: Idle = lambda: None,
    ) -> Iterator[Result]:
        with _written((work, shared)) as path:
            waiting = deque(range(len(items)))
            tries, done = [0] * len(items), dict[int, Any]()
            try:
                for at in range(len(items)):
                    while at not in done:
                        self._assign(path, items, waiting, tries)
                        for worker in self._news():
                            step = self._take(worker, items, waiting, tries, done)
                            if step and worker.at == at:
                                steps.tell(step.done, step.total)
                        idle()
                    yield done.pop(at)
            finally:
                # What nobody waits for any more must not be taken for an answer to what comes next.
                for worker in [each for each in self._workers if each.at is not None]:
                    self._workers.remove(worker)
                    worker.kill()

    def _assign(
        self, path: Path, items: Sequence[Any], waiting: deque[int], tries: list[int]
    ) -> None:
        """Gives every free process an item, and starts one where there are more items."""
        while waiting:
            worker = next((each for each in self._workers if each.at is None), None)
            if worker is None:
                if len(self._workers) == self.count:
                    return
                worker = _Worker.start(self._context)
                self._workers.append(worker)
            at = waiting.popleft()
            tries[at] += 1
            worker.at = at
            # One that is dead already is noticed below.
            with suppress(OSError):
                worker.pipe.send((path, items[at]))

    def _news(self) -> list[_Worker]:
        busy = {worker.pipe: worker for worker in self._workers if worker.at is not None}
        return [busy[pipe] for pipe in wait(list(busy), EVERY) if isinstance(pipe, Connection)]

    def _take(
        self,
        worker: _Worker,
        items: Sequence[Any],
        waiting: deque[int],
        tries: list[int],
        done: dict[int, Any],
    ) -> Step | None:
        """What a process has sent: an answer, or a step on the way there, which is returned. If it
        is dead, its item comes first again.
        """
        assert worker.at is not None
        at = worker.at
        try:
            answer: Answer | Step = worker.pipe.recv()
        except (EOFError, OSError):
            self._workers.remove(worker)
            why = worker.kill()
            if tries[at] == TRIES:
                raise UserError(
                    f"the process that worked on {named(items[at])} died {TRIES} times ({why}); "
                    f"free some memory, or use fewer with --workers"
                ) from None
            waiting.appendleft(at)
            return None
        if isinstance(answer, Step):
            return answer
        worker.at = None
        if answer.worn:
            self._workers.remove(worker)
            worker.kill()
        done[at] = answer.taken()
        return None


@dataclass(eq=False)
class _Worker:
    """A process, the pipe to it, and the position of the item it works on."""

    process: Any
    pipe: Connection
    at: int | None = None

    @classmethod
    def start(cls, context: Any) -> _Worker:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        return cls(process, ours)

    def kill(self) -> str:
        """Ends it; returns how it ended."""
        self.process.join(0.1)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.pipe.close()
        if code is None or code >= 0:
            return f"exit code {code}"
        return f"signal {signal.Signals(-code).name}"


class _written(AbstractContextManager[Path]):
    """What all items share, pickled once into a file that every process reads."""

    def __init__(self, shared: Any) -> None:
        with tempfile.NamedTemporaryFile(prefix="web4-studio-", delete=False) as file:
            self._path = Path(file.name)
            try:
                pickle.dump(shared, file, pickle.HIGHEST_PROTOCOL)
            except BaseException:
                self._path.unlink()
                raise

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *_: object) -> None:
        self._path.unlink(missing_ok=True)


# What follows runs in the processes.


def _serve(pipe: Connection) -> None:
    """Works on one item after the other until the parent is gone."""
    # Ctrl+C reaches all processes of a terminal; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(THREADS, "1"))
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    known: Path | None = None
    work: Any = None
    shared: Any = None
    wear = Wear()
    with suppress(EOFError, OSError):
        while True:
            path, item = pipe.recv()
            if path != known:
                work = shared = None
                with path.open("rb") as file:
                    work, shared = pickle.load(file)
                known, wear = path, Wear()
            with steps.heard(_telling(pipe)):
                answer = answer_of(work, shared, item)
            pipe.send(replace(answer, worn=wear.worn))


def _telling(pipe: Connection) -> steps.Listener:
    """Sends steps, as often as they are asked for."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            pipe.send(Step(done, total))

    return tell


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
