"""Which generators are installed."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import generators
from generators import registry


@cache
def code() -> str:
    """A hash of the generators' own files, and of those of packages that add some: another version
    offers other candidates.
    """
    root = Path(generators.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    digest.update(registry.code().encode())
    return digest.hexdigest()
