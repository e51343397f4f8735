"""Records a short session as an asciicast, `docs/screens/session.cast`: `asciinema play` shows it.

python docs/make_recording.py FOLDER    FOLDER is a workspace on which `web4-studio demo` has run
"""

from __future__ import annotations

import json
import os
import pty
import select
import struct
import sys
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

HERE = Path(__file__).with_name("screens")
COLUMNS, LINES = 110, 30
REST = 1.2
"""Seconds before each key: time to read what is on the screen."""
QUIET = 0.5
"""Seconds without anything new on the screen after which it is complete, also on a busy machine."""
TYPED = 0.08
LONGEST = 2.0
"""Seconds that any pause has at most when it is played."""
KEYS = [
    "2", "j", "j", "\r", "\x1b", "/", *"tokens:>900", "\r", "L", "\x1b", "\x1b", "!", "T", "T", "!",
    "3", "n", "1", "\r", "a", "d", "d", "f", "5", "\x1b", "4", "v", "v", "5", "q",
]  # fmt: skip


def record(root: Path) -> list[tuple[float, str]]:
    """(seconds, what the terminal got) of the session; ends when the studio does."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(root.parent)
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        start = "from studio.cli import main; main()"
        os.execv(sys.executable, [sys.executable, "-c", start, "--workspace", root.name])
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    frames: list[tuple[float, str]] = []
    keys, due, began = list(KEYS), time.monotonic() + 4, time.monotonic()
    while True:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        try:
            got = os.read(terminal, 65_536) if ready else b""
        except OSError:
            break
        if got:
            due = max(due, time.monotonic() + QUIET)
            frames.append((time.monotonic() - began, got.decode("utf-8", "replace")))
        elif keys and time.monotonic() > due:
            key = keys.pop(0)
            os.write(terminal, key.encode())
            due = time.monotonic() + (TYPED if key.isalpha() and keys[:1] != ["\r"] else REST)
        elif not keys and time.monotonic() > due + 10:
            break
    os.waitpid(child, 0)
    return frames


def played(frames: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """The frames with no pause longer than `LONGEST`."""
    found, at, before = [], 0.0, 0.0
    for when, text in frames:
        at += min(LONGEST, when - before)
        before = when
        found.append((round(at, 3), text))
    return found


def main(root: Path) -> None:
    head = {"version": 2, "width": COLUMNS, "height": LINES, "title": "web4-studio"}
    lines = [json.dumps(head)]
    lines += [json.dumps([at, "o", text], ensure_ascii=False) for at, text in played(record(root))]
    HERE.mkdir(exist_ok=True)
    (HERE / "session.cast").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
