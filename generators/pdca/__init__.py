"""PDCA records for the generators: `parse` reads one, the other modules say what is in it."""

from .links import pdca_id
from .record import Pdca, parse, renamed

__all__ = ["Pdca", "parse", "pdca_id", "renamed"]
