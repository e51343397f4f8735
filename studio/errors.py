"""Errors as people read them: the studio's own, and one line for every other kind."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from generators import reading
from generators.errors import UserError


class StudioError(UserError):
    """Wrong usage, or something in a workspace that is missing."""


class NothingStagedError(StudioError):
    """There is no staging store, or no run in it has come to its end."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"nothing is staged in {path}: run `web4-studio generate` first")


def line(error: BaseException) -> str:
    """An error in one line that names the thing and the fix; empty for one that only a fault in
    this program can explain.
    """
    if isinstance(error, UserError):
        return " ".join(str(error).split())
    if isinstance(error, OSError):
        named = f"{error.filename}: " if error.filename else ""
        return (
            f"{named}{reading.why(error)}; check that path, its rights, and the space on the disk"
        )
    if isinstance(error, sqlite3.Error):
        return (
            f"a database cannot be used ({reading.why(error)}); restore it from a backup, or move "
            "it away and generate again"
        )
    if isinstance(error, MemoryError):
        return "not enough memory; close other programs, or use a smaller --scale"
    return ""


def fault(error: BaseException, job: str = "") -> str:
    """The line for a fault in this program: what, where, and how to see more."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f" in {at.tb_frame.f_code.co_name}" if at is not None else ""
    return (
        f"a fault in web4-studio ({type(error).__name__}{place}); report it with what "
        f"`web4-studio --debug {job or '…'}` shows"
    )
