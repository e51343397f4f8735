"""A module that works in a process of its own while the rules are judged in this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any


class DiedError(Exception):
    """The process ended without an answer; says its last line."""


class SecondProcess:
    """`python -m MODULE`, started at once: it reads a request as JSON from standard input and
    answers with one line of JSON on standard output.
    """

    def __init__(self, module: str, request: Any, env: Mapping[str, str] | None = None) -> None:
        # Pipes would block whoever writes much while nobody reads.
        self._in = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._out = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._err = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115
        json.dump(request, self._in)
        self._in.seek(0)
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=self._in,
            stdout=self._out,
            stderr=self._err,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"} | dict(env or {}),
        )

    def answer(self) -> Any:
        """Waits for it. Raises DiedError."""
        self._process.wait()
        self._out.seek(0)
        self._err.seek(0)
        try:
            return json.loads(self._out.read().splitlines()[-1])
        except (ValueError, IndexError):
            why = (self._err.read().strip().splitlines() or ["no word"])[-1][:200]
            raise DiedError(why) from None
        finally:
            self.close()

    def close(self) -> None:
        """Ends the process, if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for file in (self._in, self._out, self._err):
            file.close()
