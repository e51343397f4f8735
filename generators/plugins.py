"""What other installed packages offer under an entry point group, and faults in it.

A package that cannot be used ends a command with one line: a run without what a team added would
give another dataset than the one they asked for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from .errors import PluginError

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
"""Names become file names, and words of the filter language."""
LONGEST = 200
"""Characters of a foreign error that are shown."""


@dataclass(frozen=True)
class Offer:
    """One entry point: its name, what it leads to, and the package it comes with."""

    name: str
    value: Any
    package: str
    module: str
    """The module that the entry point names."""


def offers(group: str) -> Iterator[Offer]:
    """The entry points of a group, sorted by name. Raises PluginError for one that cannot be
    loaded, is named like another, or has a name that cannot be used.
    """
    earlier: dict[str, str] = {}
    for point in sorted(metadata.entry_points(group=group), key=lambda each: each.name):
        package = point.dist.name if point.dist else point.module
        if not NAME.fullmatch(point.name):
            raise fault(package, f"{point.name!r} is no name; use lower-case letters, digits, `_`")
        if point.name in earlier:
            raise fault(package, f"{point.name!r} is added by {earlier[point.name]} too")
        earlier[point.name] = package
        try:
            value = point.load()
        except (Exception, SystemExit) as error:
            raise fault(package, f"{point.value} cannot be loaded: {why(error)}") from error
        yield Offer(point.name, value, package, point.module)


def fault(package: str, what: str) -> PluginError:
    """The error that names the package and what is wrong with it."""
    return PluginError(f"the package {package} cannot be used ({what}); repair or uninstall it")


def why(error: BaseException) -> str:
    """An error of foreign code in one line, with the last file and line on its way."""
    place, at = "", error.__traceback__
    while at is not None:
        file = at.tb_frame.f_code.co_filename
        # Python's own import machinery says nothing of where the fault is.
        if not file.startswith("<") and Path(file).parent.name != "importlib":
            place = f", {Path(file).name} line {at.tb_lineno}"
        at = at.tb_next
    said = " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST].rstrip(": ")
    return f"{said}{place}"


def sources(module: ModuleType) -> list[Path]:
    """The files of the package that a module belongs to, or the module's own file; sorted."""
    top = sys.modules.get(module.__name__.partition(".")[0], module)
    folders = [Path(each) for each in getattr(top, "__path__", ())]
    found = [path for folder in folders for path in folder.rglob("*")]
    if not folders and module.__file__:
        found = [Path(module.__file__)]
    return sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
