"""How like a typed text the sources of samples are, by the embeddings that the store has of them:
asked of a process of its own, because the model that embeds the text is too heavy for the studio.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from generators.errors import UserError
from studio.workspace import Workspace

READY = "ready"


class Asking:
    """The process, started by the first question. May be used from any thread."""

    def __init__(self, root: Path, ready: Callable[[], object]) -> None:
        """`ready` is called, in a thread, once questions can be answered."""
        self.root, self._ready = root, ready
        self._process: subprocess.Popen[str] | None = None
        self._can_answer = False
        self._lock = threading.Lock()

    def likeness(self, text: str) -> Mapping[str, float] | None:
        """How like a text each source is (-1 to 1). None while the process is starting, and where
        it cannot answer.
        """
        with self._lock:
            if self._process is None:
                self._start()
            process = self._process
            if not self._can_answer or process is None or not process.stdin or not process.stdout:
                return None
            try:
                process.stdin.write(json.dumps(text) + "\n")
                process.stdin.flush()
                found: dict[str, float] = json.loads(process.stdout.readline())
            except (OSError, ValueError):
                self._can_answer = False
                return None
            return found

    def stop(self) -> None:
        """Ends the process; no question is answered any more."""
        self._can_answer = False
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(self.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        threading.Thread(target=self._wait, args=(self._process,), daemon=True).start()

    def _wait(self, process: subprocess.Popen[str]) -> None:
        if process.stdout and process.stdout.readline().strip() == READY:
            self._can_answer = True
            self._ready()


def main(root: str) -> int:
    """Answers one text (JSON) a line with the likeness of sources (JSON). Returns the exit code."""
    workspace, answers = Workspace.find(root), sys.stdout
    # What a library prints is no answer.
    sys.stdout = sys.stderr
    try:
        corpus = workspace.corpus(workspace.settings())
        corpus.likeness("")
        print(READY, flush=True, file=answers)
        for line in sys.stdin:
            found = corpus.likeness(json.loads(line)).items()
            answer = {source: round(near, 4) for source, near in found}
            print(json.dumps(answer), flush=True, file=answers)
    except UserError:
        # A store that cannot be read is told by everything else.
        return 1
    return 0


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):
        sys.exit(main(sys.argv[1]))
