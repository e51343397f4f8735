"""Inverses for several members together: helpers written out where they were used, constants as
bare values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from generators.refactoring.code import Code, Edit, below, body, read, statements
from generators.typescript import Member, Unit, cutting

IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")
PLAIN = re.compile(r"[\w.]+|'[^']*'|\"[^\"]*\"")


def inlined(unit: Unit) -> Iterator[tuple[str, str, str, str]]:
    """(pattern, subject, before, after): private helpers of a class written out in the methods that
    call them.
    """
    for helper in unit.methods:
        recursive = helper.name in helper.calls
        if (
            helper.access == "public"
            or helper.static
            or not helper.body
            or recursive
            or cutting.only_prints(helper)
        ):
            continue
        users = [m for m in unit.methods if helper.name in m.calls and m is not helper and m.body]
        done = []
        for user in users:
            text = cutting.members_text([user])
            before = _written_out(text, helper)
            if before:
                done.append((user, text, before))
        if len(done) > 1 and len(done) == len(users) == 2:
            members = [user for user, _, _ in done]
            old = "\n\n".join(before for _, _, before in done)
            yield "duplicates_removed", helper.name, old, cutting.members_text([*members, helper])
        elif done:
            user, _, before = done[0]
            if not _guessable(helper.name, before):
                continue
            yield "helper_extracted", user.name, before, cutting.members_text([user, helper])


def _guessable(name: str, before: str) -> bool:
    """Whether the longer words of a helper's name, behind its verb, stand in the code that it is
    taken from. Who is `Internal` is told by the house.
    """
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?=[A-Z]|$)", name)[1:]
    longer = (word.lower() for word in words if len(word) > 4 and word != "Internal")
    return all(word.rstrip("s") in before.lower() for word in longer)


def _written_out(text: str, helper: Member) -> str:
    """The text of a user with the call of a helper replaced by the helper's statements; empty where
    that changes what happens.
    """
    code = read(text)
    calls = (
        []
        if code is None
        else [n for n in code.nodes("call_expression") if _is_call(code, n, helper.name)]
    )
    if code is None or len(calls) != 1 or helper.kind != "method":
        return ""
    waited = (
        calls[0].parent
        if calls[0].parent is not None and calls[0].parent.type == "await_expression"
        else None
    )
    place, target = _statement(code, waited or calls[0])
    if place is None or helper.async_ != (waited is not None):
        return ""
    own = read(cutting.members_text([helper]))
    arguments = calls[0].child_by_field_name("arguments")
    given = [code.of(n) for n in arguments.named_children] if arguments else []
    if (
        own is None
        or len(given) > len(helper.parameters)
        or any(g.startswith("...") for g in given)
    ):
        return ""
    lines = _lines(own, helper, given, target, code.indent(place), text)
    return code.edited([(place.start_byte, place.end_byte, lines.lstrip())]) if lines else ""


def _is_call(code: Code, node: Node, name: str) -> bool:
    return code.of(node.child_by_field_name("function")) == f"this.{name}"


def _statement(code: Code, node: Node) -> tuple[Node | None, str]:
    """The statement that is nothing but this expression, and what becomes of the value: `return`,
    `const x`, or ''.
    """
    parent = node.parent
    if parent is None:
        return None, ""
    if parent.type == "expression_statement":
        return parent, ""
    if parent.type == "return_statement":
        return parent, "return"
    declared = parent.parent
    if (
        parent.type == "variable_declarator"
        and declared is not None
        and len(declared.named_children) == 1
    ):
        name = code.of(parent.child_by_field_name("name"))
        return (
            (declared, f"{code.of(declared).split()[0]} {name}")
            if IDENTIFIER.fullmatch(name)
            else (None, "")
        )
    return None, ""


def _lines(own: Code, helper: Member, given: list[str], target: str, indent: str, user: str) -> str:
    block = body(own.method)
    inside = statements(block)
    returns = own.nodes("return_statement")
    if (
        block is None
        or not inside
        or "\n" in "".join(own.of(n) for n in own.nodes("template_string"))
    ):
        return ""
    ends = inside[-1].type == "return_statement"
    # A return in the middle would leave the user, not the helper.
    if (target != "return" and len(returns) != (1 if target else 0)) or (target and not ends):
        return ""
    if target not in ("", "return") and not returns[0].named_children:
        return ""
    renamed = _renamed(helper, given)
    changed = [
        n.child_by_field_name("left")
        for n in own.nodes("assignment_expression", "augmented_assignment_expression")
    ]
    if any(own.of(n) in renamed for n in changed):
        return ""
    names = {own.of(n.child_by_field_name("name")) for n in own.nodes("variable_declarator")}
    declared, edits = _bound(own, helper, given)
    if declared is None or (names | {line.split()[1] for line in declared}) & set(
        IDENTIFIER.findall(user)
    ) - set(target.split()):
        return ""
    if target not in ("", "return"):
        value = returns[0].named_children[0]
        text = _renamed_text(own, value, renamed)
        start = returns[0].start_byte
        edits = [e for e in edits if not start <= e[0] < returns[0].end_byte]
        word = target.split()[1]
        edits.append((start, returns[0].end_byte, "" if text == word else f"{target} = {text};"))
    inner = own.edited(edits)[block.start_byte - own.shift + 1 :].rstrip().removesuffix("}")
    first = next((line for line in inner.split("\n") if line.strip()), "")
    blank = len(first) - len(first.lstrip())
    lines = [
        line[blank:] if not line[:blank].strip() else line.lstrip()
        for line in inner.strip("\n").split("\n")
    ]
    kept = [indent + line if line.strip() else "" for line in [*declared, *lines]]
    return "\n".join(kept).rstrip()


def _renamed_text(own: Code, node: Node, renamed: dict[str, str]) -> str:
    out, at = "", node.start_byte
    for each in sorted(below(node, "identifier"), key=lambda n: n.start_byte):
        out += own.source[at : each.start_byte] + renamed.get(own.of(each), own.of(each))
        at = each.end_byte
    return out + own.source[at : node.end_byte]


def _renamed(helper: Member, given: list[str]) -> dict[str, str]:
    return {p.name: g for p, g in zip(helper.parameters, given, strict=False) if PLAIN.fullmatch(g)}


def _bound(own: Code, helper: Member, given: list[str]) -> tuple[list[str] | None, list[Edit]]:
    """Parameters as constants, or replaced by what is given where that is a plain name
    or literal.
    """
    declared: list[str] = []
    edits: list[Edit] = []
    renamed = _renamed(helper, given)
    block = body(own.method)
    for at, parameter in enumerate(helper.parameters):
        if not IDENTIFIER.fullmatch(parameter.name):
            return None, []
        if at >= len(given):
            default = re.search(r"=\s*(.+)$", parameter.text)
            declared.append(f"const {parameter.name} = {default[1] if default else 'undefined'};")
        elif parameter.name not in renamed:
            declared.append(f"const {parameter.name} = {given[at]};")
    if any(own.of(n) in renamed for n in own.nodes("shorthand_property_identifier")):
        return None, []
    for node in own.nodes("identifier"):
        name = own.of(node)
        if (
            block
            and node.start_byte > block.start_byte
            and name in renamed
            and renamed[name] != name
        ):
            edits.append((node.start_byte, node.end_byte, renamed[name]))
    return declared, edits


def bare_values(unit: Unit) -> Iterator[tuple[str, str, str, str]]:
    """(pattern, subject, before, after): methods with the fixed fields that they use, as bare
    values.
    """
    plain = re.compile(r"=\s*([\d_.]+|'[^'\n]+'|\"[^\"\n]+\");?$")
    fixed = [(m, found[1]) for m in unit.fields if m.readonly and (found := plain.search(m.text))]
    for user in unit.methods:
        used, before = [], cutting.members_text([user])
        for constant, value in fixed:
            reached = rf"\b(?:this|{re.escape(unit.name)})\.{re.escape(constant.name)}\b"
            if re.search(reached, user.body or ""):
                literal = value.replace("\\", r"\\")
                # In a template the text itself would have stood there.
                before = re.sub(rf"\$\{{{reached}\}}", literal.strip("'\""), before)
                before = re.sub(reached, literal, before)
                used.append(constant)
        if used:
            # What is said above a value speaks of its neighbours, too.
            declared = "\n".join(cutting.outdent(constant.text) for constant in used)
            after = f"{declared}\n\n{cutting.members_text([user])}"
            yield "values_named", user.name, before, after


def underscored(unit: Unit) -> Iterator[tuple[str, str, str, str]]:
    """(pattern, subject, before, after): helpers that hide behind an underscore, with one method
    that calls them.
    """
    for helper in unit.methods:
        if not helper.name.endswith("Internal") or helper.access == "public":
            continue
        user = next((m for m in unit.methods if helper.name in m.calls and m is not helper), None)
        if user is not None:
            after = cutting.members_text([user, helper])
            before = after.replace(helper.name, f"_{helper.name.removesuffix('Internal')}")
            yield "underscore_renamed", helper.name, before.replace("private _", "_"), after
