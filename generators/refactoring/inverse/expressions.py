"""Inverses inside a member: loops for collection calls, glued paths, loose defaults, unchecked
errors.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tree_sitter import Node

from generators.refactoring.code import Code, Edit, below, statements
from generators.refactoring.proofs.members import FLUENT, defaults
from generators.typescript import Member

from .edits import NOTHING, Inverse, instead

TELLING = re.compile(
    r"(?:render|format|list|show|report|describe|summar|explain|generate|print|help|usage|status"
    r"|display)",
    re.I,
)
TYPE_OF_LITERAL = {
    "string": ": string",
    "template_string": ": string",
    "number": ": number",
    "true": ": boolean",
    "false": ": boolean",
}
PRINTABLE = ("string", "string[]", "Promise<string>", "Promise<string[]>")


def loops_inverse(code: Code, member: Member) -> str | None:
    """Loops that fill a list by hand, or look for something."""
    edits: list[Edit] = []
    for node in code.nodes("lexical_declaration", "return_statement"):
        made = _looped(code, node)
        if made:
            edits.append((node.start_byte, node.end_byte, made))
    return code.edited(edits) if edits and not _overlapping(edits) else None


def _overlapping(edits: list[Edit]) -> bool:
    ordered = sorted(edits)
    return any(left[1] > right[0] for left, right in pairwise(ordered))


def _looped(code: Code, node: Node) -> str:
    """A declaration or a return of `list.filter(…)`, `.map`, `.find`, `.some` or `.every` as a
    loop.
    """
    declared = node.type == "lexical_declaration"
    if declared and len(node.named_children) != 1:
        return ""
    value = (
        node.named_children[0].child_by_field_name("value")
        if declared
        else next(iter(node.named_children), None)
    )
    call = value
    function = (
        call.child_by_field_name("function")
        if call is not None and call.type == "call_expression"
        else None
    )
    if call is None or function is None or function.type != "member_expression":
        return ""
    method = code.of(function.child_by_field_name("property"))
    arguments = call.child_by_field_name("arguments")
    given = arguments.named_children if arguments else []
    if (
        method not in ("filter", "map", "find", "some", "every")
        or len(given) != 1
        or given[0].type != "arrow_function"
    ):
        return ""
    single = given[0].child_by_field_name("parameter")
    several = given[0].child_by_field_name("parameters")
    kept = [p for p in several.named_children if p.type == "required_parameter"] if several else []
    result = given[0].child_by_field_name("body")
    if (single is None and len(kept) != 1) or result is None or result.type == "statement_block":
        return ""
    if "async" in code.of(given[0])[:6] or "\n" in code.of(result):
        return ""
    name = (
        code.of(single) if single is not None else code.of(kept[0].child_by_field_name("pattern"))
    )
    items = code.of(function.child_by_field_name("object"))
    if "\n" in items:
        return ""
    value_text = code.of(result)
    value_text = value_text[1:-1] if result.type == "parenthesized_expression" else value_text
    target = code.of(node.named_children[0].child_by_field_name("name")) if declared else "result"
    if not re.fullmatch(r"\w+", target) or (not declared and re.search(r"\bresult\b", code.text)):
        return ""
    return _loop(
        (method, name, items), value_text, target, (code.indent(node), code.step), declared
    )


def _loop(
    call: tuple[str, str, str], value: str, target: str, blanks: tuple[str, str], declared: bool
) -> str:
    (method, name, items), (indent, step) = call, blanks
    far = indent + step
    start = {"filter": "[]", "map": "[]", "find": "undefined", "some": "false", "every": "true"}[
        method
    ]
    act = {
        "filter": f"{target}.push({name});",
        "map": f"{target}.push({value});",
        "find": f"{target} = {name};\n{far}{step}break;",
        "some": f"{target} = true;",
        "every": f"{target} = false;",
    }[method]
    asked = f"!({value})" if method == "every" else value
    inner = act if method == "map" else f"if ({asked}) {{\n{far}{step}{act}\n{far}}}"
    kind = ": any[]" if start == "[]" else ": any" if method == "find" else ""
    word = "const" if start == "[]" else "let"
    text = (
        f"{word} {target}{kind} = {start};\n{indent}for (const {name} of {items}) {{\n"
        f"{far}{inner}\n{indent}}}"
    )
    return text if declared else f"{text}\n{indent}return {target};"


def paths_inverse(code: Code, member: Member) -> str | None:
    """Paths put together with slashes."""
    edits: list[Edit] = []
    for node in code.nodes("call_expression"):
        arguments = node.child_by_field_name("arguments")
        name = code.of(node.child_by_field_name("function"))
        if (
            not re.fullmatch(r"(?:path\.)?join", name)
            or arguments is None
            or len(arguments.named_children) < 2
        ):
            continue
        parts = [_piece(code, n) for n in arguments.named_children]
        if all(parts) and any("${" in part for part in parts):
            edits.append((node.start_byte, node.end_byte, f"`{'/'.join(parts)}`"))
    return code.edited(edits) if edits and not _overlapping(edits) else None


def _piece(code: Code, node: Node) -> str:
    """An argument as it would stand in a template; empty where that would not be read any more."""
    text = code.of(node)
    if node.type == "string":
        return text[1:-1].strip("/")
    return (
        f"${{{text}}}"
        if len(text) < 40 and "`" not in text and "\n" not in text and "..." not in text
        else ""
    )


def nullish_inverse(code: Code, member: Member) -> str | None:
    """Defaults that also replace 0 and the empty text."""
    edits: list[Edit] = []
    for node in defaults(code, "??").values():
        operator = node.child_by_field_name("operator")
        if operator is not None:
            edits.append((operator.start_byte, operator.end_byte, "||"))
    return code.edited(edits) if edits else None


def parameter_inverse(code: Code, member: Member) -> str | None:
    """Defaults set in the body instead of the signature."""
    method = code.method
    parameters = method.child_by_field_name("parameters") if method else None
    block = method.child_by_field_name("body") if method else None
    if method is None or parameters is None or block is None or member.kind != "method":
        return None
    edits: list[Edit] = []
    lines = []
    indent = code.indent(method) + code.step
    for each in parameters.named_children:
        value, pattern = each.child_by_field_name("value"), each.child_by_field_name("pattern")
        kind = each.child_by_field_name("type")
        if (
            value is None
            or pattern is None
            or pattern.type != "identifier"
            or "{" in code.of(value)
        ):
            continue
        name = code.of(pattern)
        typed = code.of(kind) or TYPE_OF_LITERAL.get(value.type, "")
        if not typed or not re.search(rf"\b{re.escape(name)}\b", code.of(block)):
            # Nobody sets a default for what is not used; without a type it would be `any`, which
            # is a step of its own.
            continue
        edits.append((each.start_byte, each.end_byte, f"{name}?{typed}"))
        lines.append(
            f"{indent}if ({name} === undefined) {{\n"
            f"{indent}{code.step}{name} = {code.of(value)};\n{indent}}}"
        )
    if not lines:
        return None
    return code.edited(
        [*edits, (block.start_byte + 1, block.start_byte + 1, "\n" + "\n".join(lines))]
    )


def caught_inverse(code: Code, member: Member) -> str | None:
    """What was caught is taken for an error unseen."""
    edits: list[Edit] = []
    for clause in code.nodes("catch_clause"):
        parameter, kind = (
            clause.child_by_field_name("parameter"),
            clause.child_by_field_name("type"),
        )
        name = code.of(parameter)
        if parameter is None:
            continue
        checks = [
            n
            for n in below(clause, "ternary_expression")
            if code.of(n.child_by_field_name("condition")).strip("()") == f"{name} instanceof Error"
            and code.of(n.child_by_field_name("consequence")) == f"{name}.message"
        ]
        if checks:
            edits.append((parameter.start_byte, (kind or parameter).end_byte, f"{name}: any"))
            edits += [(n.start_byte, n.end_byte, f"{name}.message") for n in checks]
    return code.edited(edits) if edits and not _overlapping(edits) else None


def copy_inverse(code: Code, member: Member) -> str | None:
    """State handed out itself."""
    edits: list[Edit] = []
    shape = r"return (?:\[\.\.\.|\{ ?\.\.\.|structuredClone\(|Array\.from\()(this(?:\.\w+)+)\W*;"
    for node in code.nodes("return_statement"):
        match = re.fullmatch(shape, " ".join(code.of(node).split()))
        if match:
            edits.append((node.start_byte, node.end_byte, f"return {match[1]};"))
    return code.edited(edits) if edits else None


def exit_inverse(code: Code, member: Member) -> str | None:
    """A method that ends the program where it should have reported to its caller."""
    if member.return_type not in (*NOTHING, *FLUENT) or "process.exit" in code.text:
        return None
    edits: list[Edit] = []
    for node in code.nodes("throw_statement"):
        new = node.named_children[0] if node.named_children else None
        arguments = (
            new.child_by_field_name("arguments")
            if new is not None and new.type == "new_expression"
            else None
        )
        if arguments is None or not arguments.named_children or node.parent is None:
            return None
        lines = [f"console.error({code.of(arguments.named_children[0])});", "process.exit(1);"]
        edits.append(instead(code, node, lines))
    return code.edited(edits) if edits else None


def printed_inverse(code: Code, member: Member) -> str | None:
    """A result that is printed, for somebody to read."""
    method = code.method
    kind = method.child_by_field_name("return_type") if method else None
    if method is None or kind is None or member.kind != "method" or member.access == "private":
        return None
    returns = code.nodes("return_statement")
    if (
        not TELLING.match(member.name)
        or member.return_type not in PRINTABLE
        or len(returns) != 1
        or code.calls(r"console\.\w+")
        # What it overrides returns a result.
        or f"super.{member.name}(" in code.text
    ):
        return None
    last = statements(method.child_by_field_name("body"))[-1:]
    value = code.of(returns[0]).removeprefix("return").strip().rstrip(";")
    if last != returns or not value or "\n" in value:
        return None
    plain = ": Promise<void>" if (member.return_type or "").startswith("Promise") else ": void"
    edits = [
        (kind.start_byte, kind.end_byte, plain),
        (returns[0].start_byte, returns[0].end_byte, f"console.log({_line(value, member)});"),
    ]
    return re.sub(r"[^\n]*@returns?\b[^\n]*\n", "", code.edited(edits))


def _line(value: str, member: Member) -> str:
    """What is printed of a value: of a list its elements, each on a line."""
    several = "[]" in (member.return_type or "") and re.fullmatch(
        r"[\w.]+(?:\([^()]*\))?|\[[^\]]*\]", value
    )
    return f"{value}.join('\\n')" if several else value


def chain_inverse(code: Code, member: Member) -> str | None:
    """One comparison after the other instead of a list of cases."""
    edits: list[Edit] = []
    for node in code.nodes("switch_statement"):
        made = _chained(code, node)
        if made:
            edits.append((node.start_byte, node.end_byte, made))
    return code.edited(edits) if edits and not _overlapping(edits) else None


def _chained(code: Code, node: Node) -> str:
    """A `switch` as `if … else if …`; empty where cases run into each other or leave in
    the middle.
    """
    value, block = node.child_by_field_name("value"), node.child_by_field_name("body")
    if (
        value is None
        or block is None
        or "\n" in "".join(code.of(n) for n in below(block, "template_string"))
    ):
        return ""
    asked = code.of(value).strip()[1:-1]
    indent, parts, labels = code.indent(node), list[str](), list[str]()
    for case in (n for n in block.named_children if n.type in ("switch_case", "switch_default")):
        label = case.child_by_field_name("value")
        labels.append(code.of(label) if label is not None else "")
        inside = [n for n in case.named_children if n != label and n.type != "comment"]
        if not inside:
            continue
        ends = inside[-1].type in ("break_statement", "return_statement", "throw_statement")
        middle = [n for n in inside[:-1] for _ in below(n, "break_statement")]
        last = case.type == "switch_default"
        if (
            middle
            or not (ends or last)
            or (last and (labels != [""] or case.next_named_sibling is not None))
        ):
            return ""
        kept = inside[:-1] if inside[-1].type == "break_statement" else inside
        lines = "".join(f"\n{indent}{code.step}{_moved(code, n, indent + code.step)}" for n in kept)
        condition = " || ".join(f"{asked} === {each}" for each in labels)
        head = "" if last else f"if ({condition}) "
        parts.append(f"{head}{{{lines}\n{indent}}}")
        labels = []
    return " else ".join(parts) if len(parts) > 2 and not labels else ""


def _moved(code: Code, node: Node, indent: str) -> str:
    """A statement whose further lines stand as far in as its first one will."""
    was = len(code.indent(node))
    first, *others = code.of(node).split("\n")
    return "\n".join(
        [first, *(indent + line[was:] if line[:was].strip() == "" else line for line in others)]
    )


def var_inverse(code: Code, member: Member) -> str | None:
    """Variables of the old kind, which belong to the whole function and may be set by anybody in
    it.
    """
    edits: list[Edit] = []
    for node in code.nodes("lexical_declaration"):
        word = code.of(node).split()[0]
        if word in ("const", "let"):
            edits.append((node.start_byte, node.start_byte + len(word), "var"))
    fixed = [n for n in code.nodes("lexical_declaration") if code.of(n).startswith("const")]
    return code.edited(edits) if len(fixed) > 1 and member.kind == "method" else None


INVERSES: dict[str, Inverse] = {
    "cases_listed": chain_inverse,
    "constants_declared": var_inverse,
    "caught_checked": caught_inverse,
    "copy_returned": copy_inverse,
    "process_left": exit_inverse,
    "collection_used": loops_inverse,
    "paths_joined": paths_inverse,
    "nullish_default": nullish_inverse,
    "default_parameter": parameter_inverse,
    "result_returned": printed_inverse,
}
