"""The file in a Chroma directory that says `index` made it, with which model, and whether it got to
its end.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from generators import reading
from generators.atomic import write_atomic
from generators.errors import StoreError

NAME = "web4-studio.json"
# Rises when records are read differently: their sections, levels and scores.
READING = 4


@dataclass(frozen=True)
class Marker:
    """What the file says."""

    made_by: str = "web4-studio index"
    model: str = ""
    complete: bool = True
    reading: int = 1
    """How records were read, `READING` at the time; a store that was made before has 1."""

    @property
    def current(self) -> bool:
        """Whether the records were read as they are read today."""
        return self.reading == READING


def read(chroma_dir: Path) -> Marker | None:
    """None for a directory that `index` did not make."""
    try:
        return reading.document(chroma_dir / NAME, Marker)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{chroma_dir / NAME} cannot be read ({reading.why(error)}); delete {chroma_dir} and "
            "index again"
        ) from None


def write(chroma_dir: Path, marker: Marker) -> None:
    """Replaces the marker as one step. Raises StoreError."""
    try:
        write_atomic(chroma_dir / NAME, [json.dumps(asdict(marker), indent=1) + "\n"])
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise StoreError(
            f"cannot write {chroma_dir} ({why}); free space or choose another folder with "
            "--workspace"
        ) from None
