"""PDCA records for the generators: one place to import from."""

from .record import (
    BULLET,
    LINK,
    PHASES,
    STAMPS,
    CodeBlock,
    DualLink,
    Pdca,
    Section,
    Tron,
    parse,
    pdca_id,
    plain,
    renamed,
)

__all__ = [
    "BULLET",
    "LINK",
    "PHASES",
    "STAMPS",
    "CodeBlock",
    "DualLink",
    "Pdca",
    "Section",
    "Tron",
    "parse",
    "pdca_id",
    "plain",
    "renamed",
]
