"""Whether code shows what its metadata claims. Reads the parser's declarations; shares no judgement
with the generators.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from generators.typescript.declarations import SourceFile, Unit
from generators.typescript.parser import parse
from generators.typescript.tree import captures, in_class, root

FENCE = re.compile(
    r"^[ \t]*(?P<marks>`{3,})(?P<language>[\w+-]*)[^\n]*\n(?P<code>.*?)^[ \t]*(?P=marks)[ \t]*$",
    re.M | re.S,
)
TYPESCRIPT = frozenset({"ts", "typescript", "tsx"})
LAYER = re.compile(r"(?:^|/)(layer[1-5])(?=/)")
# Dependencies run from the command line (5) over the implementation (2) to the interfaces (3);
# infrastructure (1) and coordination (4) serve and use the implementation.
BELOW = {
    "layer1": {"layer2", "layer3"},
    "layer2": {"layer3"},
    "layer3": set(),
    "layer4": {"layer2", "layer3"},
    "layer5": {"layer2", "layer3", "layer4"},
}
Shows = Callable[[SourceFile, str], bool]


def fenced(text: str) -> list[tuple[str, str]]:
    """(language in lower case, code) of each fenced block of a text."""
    return [(m["language"].lower(), m["code"]) for m in FENCE.finditer(text)]


def code_in(text: str) -> list[str]:
    """The TypeScript blocks of a text."""
    return [code for language, code in fenced(text) if language in TYPESCRIPT]


def read(code: str) -> SourceFile:
    """The declarations of a piece of code; one that is no file is read as members of a class."""
    file = parse(code)
    if not file.errors and file.units:
        return file
    inside = parse(in_class(code))
    return inside if not inside.errors or not file.units else file


def layer_of(path: str) -> str:
    """The innermost `layerN` folder of a path; empty where it has none."""
    found = LAYER.findall(path)
    return str(found[-1]) if found else ""


def sets_only(body: str | None) -> bool:
    """Whether a constructor's body does nothing but call `super` and set fields of `this`."""
    if body is None:
        return True
    block = root(f"function f() {body}").named_children[0].child_by_field_name("body")
    for statement in block.named_children if block else ():
        if statement.type == "comment":
            continue
        inner = statement.named_children[0] if statement.named_children else None
        if statement.type != "expression_statement" or inner is None:
            return False
        target = inner.child_by_field_name("left") or inner.child_by_field_name("function")
        word = (target.text or b"").decode() if target else ""
        if not word.startswith("super" if inner.type == "call_expression" else "this."):
            return False
    return True


def _constructor(unit: Unit) -> bool:
    return any(
        m.kind == "constructor" and not m.parameters and sets_only(m.body) for m in unit.members
    )


def empty_constructor(file: SourceFile, layer: str) -> bool:
    """A class with a constructor that takes nothing and only sets values, and with `init`."""
    return any(_constructor(unit) and unit.member("init") for unit in file.classes)


def open_fields(file: SourceFile) -> list[str]:
    """Fields and parameter properties that anyone may change."""
    found = []
    for unit in file.classes:
        for member in unit.members:
            if member.kind == "field" and member.access == "public" and not member.readonly:
                found.append(member.name)
            for parameter in member.parameters if member.kind == "constructor" else ():
                if "public" in parameter.modifiers and "readonly" not in parameter.modifiers:
                    found.append(parameter.name)
    return found


def radical_oop(file: SourceFile, layer: str) -> bool:
    """No free function, and a class that has state and methods, none of the state open to all."""
    if file.functions:
        return False
    for unit in file.classes:
        closed = [m for m in unit.members if m.kind == "field" and m.access != "public"]
        closed += [
            m
            for m in unit.members
            if m.kind == "constructor"
            and any({"private", "protected"} & set(p.modifiers) for p in m.parameters)
        ]
        acts = any(m.kind in ("method", "getter", "setter", "signature") for m in unit.members)
        if closed and acts and not any(name in open_fields(file) for name in _fields(unit)):
            return True
    return False


def _fields(unit: Unit) -> list[str]:
    return [m.name for m in unit.members if m.kind == "field" and m.access == "public"]


def scenario_state(file: SourceFile, layer: str) -> bool:
    """`toScenario` together with an `init` that takes a scenario, or an interface that declares
    `toScenario` or is a scenario itself.
    """
    for unit in file.units:
        writes, reads = unit.member("toScenario"), unit.member("init")
        if unit.kind == "interface" and (
            writes or all(unit.member(name) for name in ("ior", "owner", "model"))
        ):
            return True
        takes = reads is not None and any(
            "scenario" in f"{p.name} {p.type or ''}".lower() for p in reads.parameters
        )
        if writes is not None and takes:
            return True
    return False


def layered(file: SourceFile, layer: str) -> bool:
    """A file of layer 2, 3 or 5 that imports from no layer above it: 2 and 5 import another layer,
    3 declares an interface or type.
    """
    reached = {each.layer for each in file.imports if each.layer} - {layer}
    if layer not in BELOW or not reached <= BELOW[layer]:
        return False
    if layer == "layer3":
        return any(unit.kind in ("interface", "type", "enum") for unit in file.units)
    return bool(reached)


PATTERNS: dict[str, Shows] = {
    "empty_constructor": empty_constructor,
    "5_layer_architecture": layered,
    "radical_oop": radical_oop,
    "scenario_state": scenario_state,
}

JEST = re.compile(
    r"""["'](?:@jest/[\w-]+|jest|ts-jest|jest-[\w-]+)["']|\bjest\.\w+(?:<[^()]*>)?\("""
    r"""|\bjest\.(?:Mock|Mocked|MockedFunction|SpyInstance|SpiedFunction)\b"""
)
SWALLOWED = re.compile(
    r"catch\s*(?:\([^)]*\))?\s*\{(?:\s|//[^\n]*|/\*.*?\*/|console\.\w+\((?:[^;{}]|\$\{[^}]*\})*\);?)*\}"
    r"|\.catch\(\s*(?:\w+|\([^)]*\))\s*=>\s*(?:\{(?:\s|//[^\n]*|console\.\w+\([^;{}]*\);?)*\}|undefined|null)\s*\)",
    re.S,
)
# A `return` in `finally` takes the place of the error that is on its way.
FINAL = re.compile(r"finally\s*\{[^{}]*\breturn\b")
ANY = re.compile(r"(?::\s*|\bas\s+|<)any\b")
OUTSIDE = re.compile(r"\bprocess\.|\bawait\b|Sync\(")
# A shell that is started as a program of its own reads its line all the same.
STARTED = r"""['"](?:/\w+)*/?(?:ba|z|da)?sh['"],\s*\[\s*['"]-c['"]"""
EXEC = re.compile(rf"\bexec(?:Sync)?\)?\(|\bshell:\s*true\b|{STARTED}")
SHELL = re.compile(
    rf"\bexec(?:Sync)?\)?\(\s*`[^`]*\$\{{|\bshell:\s*true\b|{STARTED},\s*`[^`]*\$\{{"
)
GLOBALS = re.compile(r"^\s*(?:describe|it|test)\(", re.M)
VITEST = re.compile(r"""from\s+["']vitest["']""")
# Functions without an object of their own that are no function declarations.
COLLECTED = re.compile(r"\bstatic\s+(?:async\s+)?\w+\s*\(|\bconst \w+ = \{")
UNDERSCORE = re.compile(
    r"^[ \t]*(?:(?:private|protected|public|async|static|get|set)[ \t]+)*_\w+\s*\([^\n]*\{", re.M
)


def _constructors(code: str) -> bool:
    members = [m for unit in read(code).classes for m in unit.members if m.kind == "constructor"]
    return any(m.parameters or not sets_only(m.body) for m in members)


def _untyped(code: str) -> bool:
    members = [m for unit in read(code).classes for m in unit.members if m.kind == "method"]
    bare = any(p.type is None and "=" not in p.text for m in members for p in m.parameters)
    return bare or bool(ANY.search(code))


def _searched(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda code: bool(pattern.search(code))


def _working(code: str) -> bool:
    """A constructor with parameters, with statements that do more than set fields, or with values
    that come from outside.
    """
    members = [m for unit in read(code).classes for m in unit.members if m.kind == "constructor"]
    return any(OUTSIDE.search(m.body or "") for m in members) or _constructors(code)


CAUGHT = """
(catch_clause) @clause
(call_expression
  function: (member_expression property: (property_identifier) @name)
  arguments: (arguments) @given)
"""


def _unthrown(code: str) -> bool:
    """A catch, as a clause or a method, that does not throw, a `finally` that returns, or results
    that are settled.
    """
    found = captures(root(code), CAUGHT)
    nodes = found.get("clause", [])
    nodes += [
        given
        for name, given in zip(found.get("name", []), found.get("given", []), strict=True)
        if code[name.start_byte : name.end_byte] == "catch"
    ]
    texts = [code[node.start_byte : node.end_byte] for node in nodes]
    return any("throw" not in text for text in texts) or _silent(code) or "allSettled(" in code


def _unbound(code: str) -> bool:
    """A function of no object: declared, static, or in a collection of functions."""
    return bool(read(code).functions or COLLECTED.search(code))


def _jest(code: str) -> bool:
    """Jest by name, or tests whose functions are not imported, as Jest gives them."""
    return bool(JEST.search(code) or (GLOBALS.search(code) and not VITEST.search(code)))


def _silent(code: str) -> bool:
    """An error is certainly lost."""
    return bool(SWALLOWED.search(code) or FINAL.search(code))


# What can be told from code alone, as (may be there, certainly still there): the input must pass
# the first, the correction must not pass the second. Other violations are a matter of meaning.
VIOLATIONS: dict[str, tuple[Callable[[str], bool], Callable[[str], bool]]] = {
    "constructor_logic": (_working, _constructors),
    "public_state": (lambda code: bool(open_fields(read(code))),) * 2,
    "free_function": (_unbound, lambda code: bool(read(code).functions)),
    "swallowed_error": (_unthrown, _silent),
    "untyped": (_untyped,) * 2,
    "underscore_method": (_searched(UNDERSCORE),) * 2,
    "shell_injection": (_searched(EXEC), _searched(SHELL)),
    "jest_import": (_jest, _searched(JEST)),
    "file_link": (_searched(re.compile(r"file://")),) * 2,
}


def count_any(code: str) -> int:
    return len(ANY.findall(code))


def comment_length(code: str) -> int:
    """Characters of comments, negative: a refactoring that documents makes it fall."""
    return -sum(map(len, re.findall(r"//[^\n]*|/\*.*?\*/", code, re.S)))


def _times(pattern: str) -> Callable[[str], int]:
    compiled = re.compile(pattern)
    return lambda code: len(compiled.findall(code))


# By `pattern_applied`: what must be less after the refactoring than before. A pattern that is not
# named here must at least change the code.
FALLS: dict[str, Callable[[str], int]] = {
    "public fields made private": lambda code: len(open_fields(read(code))),
    "free functions made methods": lambda code: len(read(code).functions),
    "constructor logic moved to init": lambda code: int(_constructors(code)),
    "constructor emptied": lambda code: int(_constructors(code)),
    "Jest replaced by Vitest": lambda code: len(JEST.findall(code)),
    "any replaced by types": count_any,
    "casts to any replaced by types": count_any,
    "documentation added": comment_length,
    "parameters and results documented": comment_length,
    "contract documented": comment_length,
    "command line annotations added": comment_length,
    "errors thrown instead of logged": _times(r"console\.\w+\("),
    "console output left to layer 5": _times(r"console\.\w+\("),
    "errors thrown instead of ending the process": _times(r"process\.exit\("),
    # Whatever tells of failure by an empty result.
    "errors thrown instead of null returned": _times(
        r"return(?:\s+(?:null|undefined|false|''|\"\"|\[\]|-1))?\s*;"
    ),
    "var replaced by const and let": _times(r"\bvar "),
    "modules imported instead of required": _times(r"\brequire\("),
    "await instead of then": _times(r"\.then\("),
    "helpers named by the convention": _times(r"\b_\w+\("),
    "toScenario added": lambda code: -code.count("toScenario("),
}


def changed(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether two pieces of code differ in more than white space."""
    return "".join("".join(before).split()) != "".join("".join(after).split())
