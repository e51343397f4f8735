"""The keys that can be reassigned: every binding with an id."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

from textual.app import App
from textual.binding import Binding


def unknown(names: Iterable[str], app: type[App[None]]) -> list[str]:
    """Those of the names that belong to no binding, sorted. Imports every pane; call it in a
    thread.
    """
    return sorted(set(names) - {binding.id for binding in bindings(app)})


def bindings(app: type[App[None]]) -> Iterator[Binding]:
    """Every binding with an id, of the application and of every pane and widget; inherited ones
    come once for each class.
    """
    from studio import panes, widgets

    classes: list[object] = [app]
    for package in (panes, widgets):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            classes += vars(importlib.import_module(found.name)).values()
    for each in classes:
        for binding in getattr(each, "BINDINGS", ()) if isinstance(each, type) else ():
            if isinstance(binding, Binding) and binding.id:
                yield binding
