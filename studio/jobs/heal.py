"""What killed processes leave behind, cleared at the next start of any command or studio."""

from __future__ import annotations

from pathlib import Path

from generators import held
from generators.atomic import DRAFTS
from studio.export import publish

from . import backup
from .checkpoint import FOLDER

# Drafts of a validation, and the folders that running jobs hold; runs themselves end in the store.
LEFT = (".validate-*", ".run-*", DRAFTS)


def heal(data: Path) -> None:
    """Ends a restore that was killed, and removes from a workspace's `data/` what no process holds
    any more. Never raises.
    """
    backup.finish(data.parent)
    if data.is_dir():
        held.clear(data, *LEFT)
        held.clear(data / FOLDER, DRAFTS)
        publish.heal(data)
