"""The user's own editor, in place of the studio's screen."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from studio.errors import StudioError

FALLBACKS = ("nano", "vim", "vi")


def command() -> list[str]:
    """$VISUAL, $EDITOR, or an editor that is installed. Raises StudioError if there is none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        words = shlex.split(named) if named else []
    except ValueError:
        raise StudioError(
            f"$EDITOR is {named!r}, which is not a command; set it and restart the studio"
        ) from None
    words = words or [each for each in FALLBACKS if shutil.which(each)][:1]
    if not words:
        raise StudioError("no editor found: set $EDITOR and restart the studio")
    return words


def open_file(app: App[object], path: Path) -> None:
    """Opens a file and returns when the editor ends. Raises StudioError if it cannot start."""
    words = command()
    try:
        with app.suspend():
            subprocess.run([*words, str(path)], check=False)
    except SuspendNotSupported:
        raise StudioError("this terminal cannot run an editor") from None
    except OSError as error:
        raise StudioError(
            f"{words[0]} cannot start ({(error.strerror or '').lower()}); set $EDITOR"
        ) from None


def named() -> bool:
    """Whether $VISUAL or $EDITOR is set."""
    return bool(os.environ.get("VISUAL") or os.environ.get("EDITOR"))


def change(app: App[object], text: str, name: str) -> str:
    """Opens a text in the editor and returns it as saved. Raises StudioError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8", "surrogateescape")
        open_file(app, path)
        try:
            return path.read_text("utf-8", "surrogateescape")
        except (OSError, UnicodeDecodeError) as error:
            raise StudioError(
                f"the edited text cannot be read ({type(error).__name__}); nothing changed"
            ) from None
