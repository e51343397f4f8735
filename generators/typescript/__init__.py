"""TypeScript for the generators: one place to import from.

`parse` reads a text into declarations, the pattern checks say what they show, the detectors what
they break. All offsets are character offsets into the text.
"""

from .declarations import Import, Member, Parameter, SourceFile, Unit, layer_of
from .parser import parse
from .patterns import (
    declares,
    empty_constructor,
    encapsulated,
    has_empty_constructor,
    init_method,
    is_public_state,
    layer_imports_ok,
    layered,
    patterns_of,
    private_state,
    public_state,
    radical_oop,
    scenario_state,
    takes_scenario,
)
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
    "declares",
    "empty_constructor",
    "encapsulated",
    "free_functions",
    "has_empty_constructor",
    "in_class",
    "init_method",
    "is_public_state",
    "jest_usage",
    "layer_imports_ok",
    "layer_of",
    "layered",
    "line_of",
    "parse",
    "patterns_of",
    "private_state",
    "public_fields",
    "public_state",
    "radical_oop",
    "scenario_state",
    "swallowed_errors",
    "syntax_errors",
    "takes_scenario",
    "underscore_methods",
    "untyped",
]
