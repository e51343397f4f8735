"""Jobs in a separate process, so that the screen never waits for them and never imports what they
need.

The process runs one job and reports events as lines of JSON on its standard output. Anything on its
standard input, or its end when the studio is gone, cancels the job. `InThread` runs a job in a
thread, for tests.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from studio import errors, log
from studio.errors import StudioError
from studio.figures.stats import BUCKET
from studio.workspace import Workspace

from .progress import Silent

Event = dict[str, Any]


class Cancelled(BaseException):
    """Raised by a callback of the job. Not an Exception, so that no generator mistakes it for a bad
    record.
    """


class Teller(Silent):
    """Turns a job's callbacks into events, or into `Cancelled` once it should stop."""

    def __init__(self, tell: Callable[[Event], None], cancelled: Callable[[], bool]) -> None:
        self.tell, self.cancelled = tell, cancelled

    def _send(self, event: Event) -> None:
        if self.cancelled():
            raise Cancelled
        self.tell(event)

    def amount(self, stage: str, done: int, total: int) -> None:
        self._send({"event": "amount", "stage": stage, "done": done, "total": total})

    def stage(self, name: str) -> None:
        self._send({"event": "stage", "stage": name})

    def part(self, stage: str, done: int, total: int) -> None:
        self.amount(stage, done, total)

    def rule(self, name: str, done: int, total: int) -> None:
        self._send({"event": "rule", "rule": name, "done": done, "total": total})

    def batch(self, dataset: Any, fit: Sequence[Any], rejected: Sequence[Any]) -> None:
        event = {
            "event": "batch",
            "dataset": dataset.name,
            "targets": {category.name: category.target for category in dataset.categories},
            "queries": {category.name: list(category.queries) for category in dataset.categories},
            "fit": dict(Counter(candidate.category for candidate in fit)),
            "tokens": dict(
                Counter(candidate.metadata.tokens // BUCKET * BUCKET for candidate in fit)
            ),
            "sum": sum(candidate.metadata.tokens for candidate in fit),
            "left_out": dict(Counter(item.reason for item in rejected)),
        }
        self._send(event)


def work(
    request: dict[str, Any], tell: Callable[[Event], None], cancelled: Callable[[], bool]
) -> None:
    """Runs the job a request names; its last event is `done`, `cancelled` or `error`."""
    watch = Teller(tell, cancelled)
    task = log.Task(Path(request.get("workspace", ".")) / "data", f"job {request['job']}")
    outcome = "ended"
    try:
        watch.stage("starting")
        tell({"event": "done", "result": JOBS[request["job"]](watch, request)})
        outcome = "done"
    except Cancelled:
        tell({"event": "cancelled"})
        outcome = "cancelled"
    except Exception as error:
        outcome = errors.line(error)
        if not outcome:
            log.fault(error)
            outcome = errors.fault(error, request["job"])
        tell({"event": "error", "error": outcome})
    finally:
        task.end(outcome)


def _generate(watch: Silent, request: dict[str, Any]) -> dict[str, Any]:
    from . import jobs, reports

    workspace, settings = _place(request)
    store = not request.get("plan")
    run = jobs.generate(
        workspace,
        settings,
        request["names"],
        watch.batch,
        watch.stage,
        store=store,
        on_part=watch.part,
    )
    return {
        "text": reports.generated(run) if store else reports.plan(run),
        "complete": run.complete,
    }


def _validate(watch: Silent, request: dict[str, Any]) -> dict[str, Any]:
    from studio.validation import printing

    from . import jobs

    report = jobs.validate(*_place(request), None, watch.rule)
    return {"text": printing.render(report), "passed": report.passed}


def _export(watch: Silent, request: dict[str, Any]) -> dict[str, Any]:
    from studio.export.writer import Allowed
    from studio.validation import printing

    from . import jobs

    allowed = Allowed(**dict.fromkeys(request.get("allowed", ()), True))
    folder = Path(request["folder"])
    outcome = jobs.export(*_place(request), folder, allowed, on_rule=watch.rule)
    written = [str(path) for path in outcome.written]
    return {
        "text": printing.render(outcome.report),
        "passed": outcome.report.passed,
        "written": written,
    }


def _index(watch: Silent, request: dict[str, Any]) -> dict[str, Any]:
    from . import indexing, left_out

    repositories = [Path(each).expanduser() for each in request["repositories"]]
    for each in repositories:
        if not each.is_dir():
            raise StudioError(f"{each} is not a folder; name a checked-out repository")
    report = indexing.index(*_place(request), repositories, watch.amount)
    return {
        "text": indexing.render(report),
        "left_out": left_out.summary(indexing.document(report)),
    }


def _connect(watch: Silent, request: dict[str, Any]) -> dict[str, Any]:
    from . import indexing, left_out

    timeline = Path(request["timeline"]).expanduser()
    text, figures = indexing.connect(*_place(request), request["chroma"], timeline)
    return {"text": text, "left_out": left_out.summary(figures)}


def _demo(watch: Silent, request: dict[str, Any]) -> dict[str, Any]:
    from studio import demo

    from . import indexing

    workspace = demo.prepare(Path(request["workspace"]).expanduser())
    report = indexing.index(workspace, workspace.settings(), [demo.corpus()], watch.amount)
    return {"text": indexing.render(report), "workspace": str(workspace.root)}


def _regenerate(watch: Silent, request: dict[str, Any]) -> dict[str, Any]:
    from studio.curation import regenerate

    from . import jobs

    workspace, _ = _place(request)
    dry_run = request["job"] == "preview"
    done = jobs.regenerate(workspace, request["names"], dry_run, request.get("ids", ()))
    return {"text": regenerate.render(done), **regenerate.document(done)}


JOBS: dict[str, Callable[[Silent, dict[str, Any]], dict[str, Any]]] = {
    "generate": _generate,
    "validate": _validate,
    "export": _export,
    "index": _index,
    "connect": _connect,
    "demo": _demo,
    "preview": _regenerate,
    "regenerate": _regenerate,
}


def _place(request: dict[str, Any]) -> tuple[Workspace, Any]:
    workspace = Workspace.find(request["workspace"])
    return workspace, workspace.settings(**request.get("overrides", {}))


class Task:
    """A running job as the screen sees it: events to take, and a way to cancel it."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.request = request
        self.ended = False
        self.cancelling = False
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def events(self) -> list[Event]:
        """What happened since the last call; the last event of a task is `done`, `cancelled` or
        `error`.
        """
        found = []
        while not self.ended:
            try:
                event = self._events.get_nowait()
            except queue.Empty:
                break
            found.append(event)
            self.ended = event["event"] in ("done", "cancelled", "error")
        return found

    def cancel(self) -> None:
        """Asks the job to stop at its next step; a second call ends it at once if possible."""
        raise NotImplementedError


class InThread(Task):
    """A job in this process."""

    def __init__(self, request: dict[str, Any]) -> None:
        super().__init__(request)
        threading.Thread(
            target=work,
            args=(request, self._events.put, lambda: self.cancelling),
            daemon=True,
            name="studio-job",
        ).start()

    def cancel(self) -> None:
        self.cancelling = True


class InProcess(Task):
    """A job in a separate process."""

    def __init__(self, request: dict[str, Any]) -> None:
        super().__init__(request)
        # Open for as long as the process lives, so no `with` block fits.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            [sys.executable, "-m", "studio.jobs.background", json.dumps(request)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        threading.Thread(target=self._read, daemon=True, name="studio-job").start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            try:
                self._events.put(json.loads(line))
            except ValueError:
                continue
        code = self.process.wait()
        if self.cancelling:
            self._events.put({"event": "cancelled"})
            return
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        why = said[-1] if said else f"exit code {code}"
        self._events.put(
            {"event": "error", "error": f"the job ended unexpectedly ({why}); start it again"}
        )

    def cancel(self) -> None:
        if self.cancelling:
            self.process.kill()
        self.cancelling = True
        try:
            assert self.process.stdin
            self.process.stdin.close()
        except OSError:
            pass


def main() -> None:
    """The worker process: events go to standard output, what libraries print is discarded."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    lock, stop = threading.Lock(), threading.Event()

    def tell(event: Event) -> None:
        with lock:
            out.write(json.dumps(event, ensure_ascii=True) + "\n")
            out.flush()

    def listen() -> None:
        sys.stdin.buffer.read(1)
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
    work(json.loads(sys.argv[1]), tell, stop.is_set)
    out.flush()
    # Nothing is left to do; threads, ours or a library's, would only delay the end.
    os._exit(0)


if __name__ == "__main__":
    main()
