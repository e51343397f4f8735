"""Values that nobody could guess: uuids and versions of four numbers."""

from __future__ import annotations

import re

from .case import Case

UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.I)
# First numbers of two digits or more make an address.
VERSION = re.compile(r"(?<![\w.])v?(\d\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
# A literal that is nothing but a version breaks a rule of the house (`house.literal_version`).
LITERAL = re.compile(r"(['\"`])v?\d+\.\d+\.\d+(?:\.\d+)?\1")
# The template's version, the first one of a component, and no address at all.
HOUSE_VERSIONS = frozenset({"3.2.4.2", "0.1.0.0", "0.0.0.0"})


def upgrades(version: str) -> set[str]:
    """The versions that follow this one: one number is a step higher and all behind it are 0."""
    parts = [int(part) for part in version.split(".")]
    raised = ((*parts[:at], parts[at] + 1, *[0] * (3 - at)) for at in range(4))
    return {".".join(map(str, each)) for each in raised}


def without_literals(code: str) -> str:
    """Code without its literals that are nothing but a version."""
    return LITERAL.sub("", code)


def unknown_values(case: Case, said: str) -> set[str]:
    """Uuids and four-part versions in `said`, code and comments included, that the request does not
    hold. Versions of the house, and upgrades of a given version, are known.
    """
    found = {value for value in UUID.findall(said) if value.strip("0-")}
    versions = set(VERSION.findall(said)) - HOUSE_VERSIONS
    unknown = {value for value in found | versions if value not in case.request}
    if unknown & versions:
        for given in VERSION.findall(case.request):
            unknown -= upgrades(given)
    return unknown
