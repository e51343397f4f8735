"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from generators import held

DRAFTS = ".*.part"


def write_atomic(path: Path, parts: Iterable[str | bytes], *, sync: bool = False) -> int:
    """Writes the parts (text as UTF-8, without translating newlines) beside the target and renames
    the file as one step; returns how many parts there were.

    With `sync` the content is on the disk before the rename. On any error, an interrupt included,
    the draft is removed and the target is as it was. Makes the folder. Raises OSError, and what
    `parts` raises.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Two processes may write the same file; the last rename wins, and no draft is shared.
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    count = 0
    try:
        with draft.open("wb") as file:
            # Whoever clears what dead processes left sees by it that this one lives.
            held.hold(file.fileno())
            for part in parts:
                file.write(part.encode("utf-8") if isinstance(part, str) else part)
                count += 1
            if sync:
                file.flush()
                os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    return count
