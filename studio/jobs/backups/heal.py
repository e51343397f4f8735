"""What killed processes leave behind, cleared at the next start of any command or studio."""

from __future__ import annotations

from pathlib import Path

from generators import held
from generators.atomic import DRAFTS
from generators.store.place import OWN
from studio.export import publish

from ..checkpoint import FOLDER
from . import backup, moving

# Drafts of a validation, and the folders that running jobs hold; runs themselves end in the store.
LEFT = (".validate-*", ".run-*", DRAFTS)


def heal(data: Path) -> None:
    """Ends a restore that was killed, moves what an earlier version kept elsewhere, and removes
    from a workspace's `data/` what no process holds any more. Never raises.
    """
    backup.finish(data.parent)
    if data.is_dir():
        moving.move(data)
        for folder in (data, data / OWN):
            held.clear(folder, *LEFT)
        held.clear(data / OWN / FOLDER, DRAFTS)
        publish.heal(data)
