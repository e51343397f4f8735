"""The person's own editor, over the studio's screen."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from studio.errors import StudioError

USUAL = ("nano", "vim", "vi")


def command() -> list[str]:
    """`$VISUAL`, `$EDITOR`, or one that is usually there. Raises StudioError where there is none."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        words = shlex.split(named) if named else []
    except ValueError:
        raise StudioError(
            f"$EDITOR is {named!r}, which is no command; set it and start the studio again"
        ) from None
    words = words or [each for each in USUAL if shutil.which(each)][:1]
    if not words:
        raise StudioError("no editor is named: set $EDITOR and start the studio again")
    return words


def open_file(app: App[object], path: Path) -> None:
    """Opens a file and comes back when the editor ends. Raises StudioError where it cannot be
    started.
    """
    words = command()
    try:
        with app.suspend():
            subprocess.run([*words, str(path)], check=False)
    except SuspendNotSupported:
        raise StudioError("this terminal cannot be handed to an editor") from None
    except OSError as error:
        raise StudioError(
            f"{words[0]} cannot be started ({(error.strerror or '').lower()}); set $EDITOR"
        ) from None


def named() -> bool:
    """Whether the person named an editor of their own."""
    return bool(os.environ.get("VISUAL") or os.environ.get("EDITOR"))


def change(app: App[object], text: str, name: str) -> str:
    """Offers a text for change and returns what the editor left. Raises StudioError."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8", "surrogateescape")
        open_file(app, path)
        try:
            return path.read_text("utf-8", "surrogateescape")
        except (OSError, UnicodeDecodeError) as error:
            raise StudioError(
                f"the edited text cannot be read ({type(error).__name__}); nothing is changed"
            ) from None
