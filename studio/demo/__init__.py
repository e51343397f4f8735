"""The bundled demo corpus, and a workspace to use it in."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from studio.errors import StudioError
from studio.workspace import Workspace

SCALE = 0.02
CONFIG = """# The demo corpus is small, so every target is scaled down.
scale = {scale}

# Its records have 400 to 700 tokens instead of 1,200 to 1,800; so their patterns are shorter too.
[datasets.domain_patterns]
output_band = [60, 200]
"""


def corpus() -> Path:
    """The bundled corpus as a folder."""
    return Path(str(resources.files(__package__) / "corpus"))


def prepare(folder: Path, scale: float | None = None) -> Workspace:
    """A workspace for the demo, with its scale in `web4-studio.toml`; one that exists is kept.

    Raises StudioError where the folder holds something else.
    """
    workspace = Workspace.find(folder)
    if not workspace.config_path.exists():
        if folder.exists() and any(folder.iterdir()):
            raise StudioError(f"{folder} is not empty; choose a new folder for the demo")
        workspace.require_writable()
        workspace.config_path.write_text(CONFIG.format(scale=scale or SCALE), "utf-8")
    return workspace
