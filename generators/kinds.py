"""Kinds of records besides the PDCA, which installed packages read.

A package reads one by an entry point of the group `web4_studio.records` that leads to a `Reader`.
`index` stores the records, `Corpus.records` gives them back, and a dataset names the kind in its
`material`. The datasets of the catalog are made of PDCAs only: what they say of a record is true of
those.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType

from . import plugins
from .catalog import AUTHORED, PREREQUISITES

GROUP = "web4_studio.records"
Fact = str | int | float | bool


class NotARecord(ValueError):
    """A file that is claimed, and yet is no record of the kind; its text says why, for people."""


@dataclass(frozen=True)
class Reader:
    """How one kind of record is read. `kind`, `package` and `module` are set from its
    entry point."""

    what: str
    """What the records are called, as a plural: `ADRs`."""
    endings: tuple[str, ...]
    """Of the names of files that may be one, lower case, with the dot."""
    claims: Callable[[str], bool]
    """Whether a file is meant to be one, by its path in the repository."""
    facts: Callable[[str, str], Mapping[str, Fact]]
    """(path, text) to what the store keeps beside the text: `title`, `date`, and more of its own.
    Raises NotARecord.
    """
    kind: str = ""
    package: str = ""
    module: str = ""


@cache
def readers() -> dict[str, Reader]:
    """The kinds that installed packages read, by name. Raises PluginError."""
    found = {}
    for offer in plugins.offers(GROUP):
        reader = offer.value
        if not isinstance(reader, Reader):
            raise plugins.fault(offer.package, f"{offer.name!r} must lead to a Reader")
        if offer.name in {*PREREQUISITES, AUTHORED}:
            raise plugins.fault(offer.package, f"web4-studio has a kind named {offer.name!r}")
        found[offer.name] = replace(
            reader, kind=offer.name, package=offer.package, module=offer.module
        )
    return found


def named(material: str) -> str:
    """What a kind of material is called, as a plural."""
    if material in PREREQUISITES:
        return PREREQUISITES[material][0]
    return readers()[material].what


def modules() -> list[ModuleType]:
    """The modules that the readers come from. Raises PluginError."""
    return [sys.modules[reader.module] for reader in readers().values()]
