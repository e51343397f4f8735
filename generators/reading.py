"""Reading files that may be anything: never waits for one, and never takes in more than asked."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read(path: Path, most: int) -> bytes:
    """The content of a regular file of at most `most` bytes.

    Raises OSError, with a reason that can be shown, for anything else: a folder, a pipe or a
    device, which would be waited for, and a larger file.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except ValueError:
        raise OSError(errno.EINVAL, "not a file name", str(path)) from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"larger than {size(most)}", str(path))
    return content


def why(error: OSError) -> str:
    """The reason of an error as a phrase, without numbers and names."""
    text = error.strerror or str(error).split("\n")[0]
    return text[:1].lower() + text[1:]


def size(count: int) -> str:
    """A number of bytes as people say it: `500 kB`, `20 MB`."""
    return f"{count / 1e6:g} MB" if count >= 1_000_000 else f"{count / 1e3:g} kB"
