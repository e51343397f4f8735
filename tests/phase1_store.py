"""The store of the kind that Phase 1 left behind, as `fixtures/make_phase1_store.py` made it."""

from __future__ import annotations

import tarfile
from pathlib import Path

FIXTURE = Path(__file__).parent / "fixtures" / "phase1_store.tar.gz"


def unpack(folder: Path) -> None:
    """Unpacks the store into `folder`, which is made if need be."""
    with tarfile.open(FIXTURE) as archive:
        # Python before 3.11.4 knows no filters, and 3.12 warns where none is named.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
