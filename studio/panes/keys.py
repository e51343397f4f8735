"""The keys a person may give other names: every binding with an id."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

from textual.binding import Binding


def unknown(named: Iterable[str]) -> list[str]:
    """Those of the names that belong to no binding, sorted. Imports every pane, so it is asked in a
    thread.
    """
    return sorted(set(named) - {binding.id for binding in bindings()})


def bindings() -> Iterator[Binding]:
    """Every binding that a person may give other keys, part by part of the studio; the same one may
    come again.
    """
    from studio import app, panes, widgets

    modules = [app]
    for package in (panes, widgets):
        names = [found.name for found in pkgutil.iter_modules(package.__path__)]
        modules += [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    for module in modules:
        for each in vars(module).values():
            for binding in getattr(each, "BINDINGS", ()) if isinstance(each, type) else ():
                if isinstance(binding, Binding) and binding.id:
                    yield binding
