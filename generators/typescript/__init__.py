"""TypeScript for the generators: one place to import from.

`parse` reads a text into declarations, `patterns` says what they show, the detectors what they
break. All offsets are character offsets into the text.
"""

from .declarations import Import, Member, Parameter, SourceFile, Unit, layer_of
from .parser import parse
from .tree import in_class, line_of, syntax_errors
from .violations import (
    Finding,
    constructor_logic,
    free_functions,
    jest_usage,
    public_fields,
    swallowed_errors,
    underscore_methods,
    untyped,
)

__all__ = [
    "Finding",
    "Import",
    "Member",
    "Parameter",
    "SourceFile",
    "Unit",
    "constructor_logic",
    "free_functions",
    "in_class",
    "jest_usage",
    "layer_of",
    "line_of",
    "parse",
    "public_fields",
    "swallowed_errors",
    "syntax_errors",
    "underscore_methods",
    "untyped",
]
