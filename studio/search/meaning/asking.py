"""How like a typed text the sources of samples are, by the embeddings that the store has of them:
asked of a process of its own, because the model that embeds the text is too heavy for the studio.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from generators.errors import UserError
from studio.workspace import Workspace

READY = "ready"
ANSWERS_KEPT = 16


class Asking:
    """The process, started by the first question. May be used from any thread; nobody waits for an
    answer.
    """

    def __init__(self, root: Path, answered: Callable[[], object]) -> None:
        """`answered` is called, in a thread, once there is an answer that was not known when
        somebody asked.
        """
        self.root, self._answered = root, answered
        self._process: subprocess.Popen[str] | None = None
        self._over = False
        self._wanted: str | None = None
        """The question to ask next; one that nobody waits for any more is never asked."""
        self._answers: OrderedDict[str, Mapping[str, float]] = OrderedDict()
        self._news = threading.Condition()

    def likeness(self, text: str) -> Mapping[str, float] | None:
        """How like a text each source is (-1 to 1), empty where that cannot be known. None while it
        is not known yet.
        """
        with self._news:
            if text in self._answers:
                self._answers.move_to_end(text)
                return self._answers[text]
            if self._over:
                return {}
            if self._process is None:
                self._start()
            self._wanted = text
            self._news.notify()
            return None

    def stop(self) -> None:
        """Ends the process; no question is answered any more."""
        self._end()
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
        threading.Thread(target=self._ask_all, args=(self._process,), daemon=True).start()

    def _ask_all(self, process: subprocess.Popen[str]) -> None:
        # A process that ends, whenever it does, leaves a broken pipe or a line that is no JSON.
        with suppress(OSError, ValueError):
            if process.stdin and process.stdout and process.stdout.readline().strip() == READY:
                while (text := self._next()) is not None:
                    process.stdin.write(json.dumps(text) + "\n")
                    process.stdin.flush()
                    self._keep(text, json.loads(process.stdout.readline()))
        self._end()
        self._answered()

    def _next(self) -> str | None:
        """Waits for the next question; None when there will be none."""
        with self._news:
            self._news.wait_for(lambda: self._wanted is not None or self._over)
            text, self._wanted = self._wanted, None
            return None if self._over else text

    def _keep(self, text: str, answer: Mapping[str, float]) -> None:
        with self._news:
            self._answers[text] = answer
            while len(self._answers) > ANSWERS_KEPT:
                self._answers.popitem(last=False)
            overtaken = self._wanted is not None
        if not overtaken:
            self._answered()

    def _end(self) -> None:
        with self._news:
            self._over = True
            self._news.notify_all()


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
