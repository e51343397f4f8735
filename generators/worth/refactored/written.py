"""Code that is asked for from nothing (style_core): whether it can work as it stands, and whether
the request already is the answer.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tree_sitter import Node

from generators.typescript import sharing, tree

from .. import house
from ..case import NAME, Case, code_of
from ..piece import VERSION, WRAPPED, Piece, read, standard_names

# Statements that do something, and how a file asks whether it is the program.
RUN = frozenset(
    {
        "expression_statement", "if_statement", "for_statement", "for_in_statement",
        "while_statement", "try_statement", "switch_statement",
    }
)  # fmt: skip
PROGRAM = re.compile(r"import\.meta\.(?:url|main)|require\.main|process\.argv\[1\]")
PROMISE = re.compile(r"^Promise<(.*)>$")
RETURNED = """
(return_statement (object [(pair key: [(property_identifier) (string)] @key)
 (shorthand_property_identifier) @key]))
"""
FUNCTIONS = frozenset(
    {
        "function_declaration", "generator_function_declaration", "function_expression",
        "arrow_function", "method_definition", "generator_function",
    }
)  # fmt: skip
NOTHING = re.compile(r"=\s*(?:null|undefined);?$")
UNSET = re.compile(r"=|\?\s*:|\b(?:declare|abstract|static)\b")
MODULE = re.compile(r"^- `[^`\n]+`[^\n]*?: (`[^\n]*)$", re.M)
# The path of a module beside, and the endings by which one is found.
RELATIVE = re.compile(r"['\"](\.{1,2}/[^'\"]*)['\"]")
ENDED = re.compile(r"\.(?:[cm]?js|json|node)$")
# A member in words that leave one type.
PLAINLY = re.compile(
    r"^- `([\w$]+)`: (?:a text|a number|true or false|a `Date`|anything at all|one of `[^;.]*"
    r"|a list of (?:texts|numbers))(?:; read-only)?(?:; may be missing)?(?:\. .*)?$",
    re.M,
)
# What a module calls something that goes by another name here.
ALIAS = re.compile(r"`[\w$]+` as ")
LISTED = re.compile(r"^- (?:`([\w$]+)`, of type `|the method `([\w$]+)` )", re.M)


def never_set(case: Case, piece: Piece) -> set[str]:
    """Fields of the output that are declared without a value, not as optional, and that neither the
    output nor the code in the request sets; of a whole or reduced class also optional ones that its
    members use.
    """
    members = case.metadata.view.startswith("member")
    code = f"{code_of(case.input)}\n{piece.bare}" if members else piece.bare
    found = set()
    for unit in piece.file.classes:
        used = set().union(*(m.uses for m in unit.members if m.body is not None))
        for field in unit.fields:
            declared = field.text.replace("=>", "")
            optional = bool(re.search(r"[?!]\s*:", declared))
            if not members and NOTHING.search(declared) and field.name in used:
                # Whoever asks such a field gets the same answer for ever.
                if not unit.extends and not _set(field.name, code):
                    found.add(field.name)
                continue
            free = UNSET.search(declared) and not (optional and not members and field.name in used)
            if not free and "=" not in declared and not unit.extends and not _set(field.name, code):
                found.add(field.name)
    return found


def _set(name: str, code: str) -> bool:
    own = rf"\bthis\.{re.escape(name)}\s*(?:\?\?|\|\|)?=(?!=)"
    return "Object.assign(this" in code or bool(re.search(own, code))


def ignored_parameters(piece: Piece) -> set[str]:
    """Methods with a body that leave two or more of their parameters unused."""
    found = set()
    for unit in piece.file.classes:
        for member in unit.members:
            names = [p.name for p in member.parameters if not p.name.startswith("_")]
            words = set(NAME.findall(member.body or ""))
            plain = [name for name in names if NAME.fullmatch(name)]
            if member.kind == "method" and member.statements and len(set(plain) - words) > 1:
                found.add(member.name)
    return found


def built_from(case: Case, piece: Piece) -> bool:
    """A constructor takes parameters, in the output or in the class of the request, unless the
    output writes another: what an object is made from goes to `init`.
    """
    built = [unit.constructor for unit in piece.file.classes if unit.constructor]
    given = read(code_of(case.input)).file.classes if case.input and not built else ()
    makers = (*built, *(unit.constructor for unit in given))
    return any(maker is not None and maker.parameters for maker in makers)


def promised_elsewhere(case: Case, piece: Piece) -> set[str]:
    """Bases, not shown, of interfaces that the output's classes implement and the request shows:
    nobody knows what else is promised.
    """
    units = [*read(code_of(case.input)).file.units, *piece.file.units] if case.input else []
    shown = {unit.name: unit for unit in units if unit.kind == "interface"}
    implemented = {name for unit in piece.file.classes for name in unit.implements}
    bases = {base for name in implemented if name in shown for base in shown[name].extends}
    return {base for base in bases - shown.keys() if base not in standard_names()[0]}


def handed_out(case: Case, piece: Piece) -> set[str]:
    """Public members of the output that return a private collection or private state itself, as
    the output or the class in the request declares it.
    """
    found = set[str]()
    given = read(code_of(case.input)).file.classes if case.input else ()
    for unit in piece.file.classes:
        own = [m for other in given if unit.name in (WRAPPED, other.name) for m in other.fields]
        known = {m.name for m in unit.fields}
        more = tuple(m for m in own if m.name not in known)
        found |= sharing.handed_out(replace(unit, members=(*unit.members, *more)))
    return found


def excess_keys(case: Case, piece: Piece) -> set[str]:
    """Keys of objects that methods return and that the interface they promise does not have, as far
    as the interface is shown, extends no other and has no index.
    """
    units = [*read(code_of(case.input)).file.units, *piece.file.units]
    shown = {
        unit.name: {m.name for m in unit.members}
        for unit in units
        if unit.kind == "interface" and not unit.extends and all(m.name for m in unit.members)
    }
    found = set()
    for member in (m for unit in piece.file.classes for m in unit.members if m.body):
        promised = PROMISE.sub(r"\1", member.return_type or "")
        renamed = re.search(rf"\b(\w+) as {re.escape(promised)}\b", case.request)
        allowed = shown.get(renamed[1] if renamed else promised)
        if allowed is not None:
            found |= {key for key in _returned(member.body or "") if key not in allowed}
    return found


def _returned(body: str) -> set[str]:
    """Keys of the object literals that a body itself returns."""
    text = f"async function* x() {body}"
    program = tree.root(text)
    found = set()
    for key in tree.captures(program, RETURNED).get("key", ()):
        at = key
        while at.parent is not None and at.type not in FUNCTIONS:
            at = at.parent
        if at.parent == program:
            found.add(text[key.start_byte : key.end_byte].strip("'\""))
    return found


def unawaited(case: Case, piece: Piece) -> set[str]:
    """Methods of the class that give a promise, by output or request, and are asked in a condition
    without `await`: a promise is always true.
    """
    units = (*read(code_of(case.input)).file.classes, *piece.file.classes)
    waiting = {
        m.name for unit in units for m in unit.members
        if m.async_ or (m.return_type or "").startswith("Promise<")
    }  # fmt: skip
    return {
        name
        for call in piece.nodes.get("call", ())
        if (name := piece.of(call.child_by_field_name("function")).removeprefix("this.")) in waiting
        and piece.of(call).startswith("this.")
        and _is_asked(call)
    }


def _is_asked(call: Node) -> bool:
    at = call.parent
    while at is not None and at.type in ("parenthesized_expression", "unary_expression"):
        if at.parent is not None and at.parent.type in ("if_statement", "while_statement"):
            return True
        at = at.parent
    return False


def versioned_import(piece: Piece) -> bool:
    """Imports from a path with a version in it."""
    return any(VERSION.search(text) for text in piece.texts("import"))


def unended_import(piece: Piece) -> bool:
    """Imports a module of the repository without the ending that Node.js asks for."""
    found = (match for text in piece.texts("import") for match in RELATIVE.findall(text))
    return any(not ENDED.search(path) for path in found)


def shown_faults(case: Case) -> tuple[str, ...]:
    """Rules that the code in a request breaks: it names the type `any`, holds a version as a
    literal, or imports from a path with a version. Whoever answers continues such code as if it
    were right.
    """
    given = read(code_of(case.input)) if case.input else None
    if given is None:
        return ()
    found = {
        "any": house.open_type(given, ""),
        "literal_version": house.literal_version(given, ""),
        "versioned_import": versioned_import(given),
    }
    return tuple(name for name, breaks in found.items() if breaks)


def types_from_nowhere(case: Case, piece: Piece) -> set[str]:
    """Types that an output of nothing but promises names and that neither it nor the request
    declares, imports or offers in a list of modules: a signature that mentions one does not say
    where it comes from.
    """
    if piece.bodies:
        return set()
    named = {
        piece.of(node) for node in piece.nodes.get("used", ()) if node.type == "type_identifier"
    }
    named -= piece.declared | piece.imported | standard_names()[0] | standard_names()[1]
    if not named:
        return named
    given = read(code_of(case.input))
    offered = {name for line in MODULE.findall(case.input) for name in NAME.findall(line)}
    return named - given.declared - given.imported - offered


def runs_on_import(piece: Piece) -> bool:
    """Statements stand beside the declarations: whoever imports the file runs them. What asks first
    whether the file is the program does not.
    """
    return any(
        node.type in RUN and not PROGRAM.search(piece.of(node)) and not _directive(node)
        for node in piece.program.named_children
    )


def _directive(node: Node) -> bool:
    return bool(node.named_children) and node.named_children[0].type == "string"


def retyped(case: Case, piece: Piece) -> bool:
    """The output is an interface, and the request lists each of its members with its type, or says
    of each that it is a text, a number, true or false, a date, one of some texts, anything or a
    list of texts or numbers: nothing is left to decide. What the request gives whole besides does
    not count.
    """
    given = " ".join(case.input.split())
    units = [
        unit
        for unit in piece.file.units
        if unit.name != WRAPPED and " ".join(unit.text.split()) not in given
    ]
    if not units or any(unit.kind != "interface" for unit in units):
        return False
    listed = {one or other for one, other in LISTED.findall(case.input)}
    listed.update(PLAINLY.findall(case.input))
    names = {m.name for unit in units for m in unit.members if m.name}
    return bool(names) and names <= listed


def without_choice(case: Case, piece: Piece) -> bool:
    """The output is imports, and there is no name among those that the request offers that is not
    to be imported: copying the list is the answer.
    """
    if case.metadata.view != "imports":
        return False
    lines = (ALIAS.sub("", line) for line in MODULE.findall(case.input))
    offered = {name for line in lines for name in NAME.findall(line)}
    return bool(offered) and offered <= piece.imported
