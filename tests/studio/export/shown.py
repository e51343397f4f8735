"""What a reader finds in a folder with an export: the files that open, by name."""

from __future__ import annotations

from pathlib import Path

from studio.export import publish


def shown(folder: Path) -> dict[str, bytes]:
    """Content by name of all files that an export may consist of."""
    found = {}
    for name in publish.possible(folder):
        try:
            found[name] = (folder / name).read_bytes()
        except FileNotFoundError:
            continue
    return found
