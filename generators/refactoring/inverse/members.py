"""The way back for a member: what a CMM2 author would have written instead, one transformation at a
time.

Each way takes the code of one member and gives its text before the step, or None where it does not
apply.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from generators.refactoring.code import Code, Edit, below, body, leaves, statements
from generators.refactoring.proofs.members import FLUENT, WORDS_OF_DOC, owned
from generators.typescript import Member, cutting

Inverse = Callable[[Code, Member], str | None]
ANY = re.compile(r"(?:[:<|,(]\s*|\bas\s+)any\b")
NOTHING = (None, "void", "Promise<void>")
PROMISE = re.compile(r"Promise<(.+)>$", re.S)
JOINED = {"||": "&&", "&&": "||"}
OPPOSITE = {
    "===": "!==",
    "!==": "===",
    "==": "!=",
    "!=": "==",
    ">": "<=",
    "<": ">=",
    ">=": "<",
    "<=": ">",
}
ASYNC_CALLS = frozenset(
    {
        "readFile",
        "writeFile",
        "appendFile",
        "mkdir",
        "readdir",
        "stat",
        "lstat",
        "access",
        "unlink",
        "rm",
        "rmdir",
    }
    | {"symlink", "readlink", "copyFile", "chmod", "rename", "cp", "realpath"}
)


def return_edit(code: Code, method: Node, wrap: Callable[[str], str]) -> list[Edit]:
    kind = method.child_by_field_name("return_type")
    if kind is None:
        return []
    text = code.of(kind).lstrip(": ")
    inner = PROMISE.match(text)
    made = f"Promise<{wrap(inner[1])}>" if inner else wrap(text)
    return [(kind.start_byte, kind.end_byte, f": {made}")]


def _throws(code: Code, method: Node) -> list[Node]:
    """The member's own `throw new …`; empty where it throws in another way too."""
    nodes = code.nodes("throw_statement")
    fresh = [
        n
        for n in nodes
        if n.named_children and n.named_children[0].type == "new_expression" and owned(n, method)
    ]
    return fresh if len(fresh) == len(nodes) else []


def _message(code: Code, node: Node) -> str:
    """The first argument of `throw new X(…)`."""
    arguments = node.named_children[0].child_by_field_name("arguments")
    return (
        code.of(arguments.named_children[0])
        if arguments and arguments.named_children
        else "'error'"
    )


def _instead(code: Code, node: Node, lines: list[str]) -> Edit:
    """Lines in place of a statement, in braces where it stood without them."""
    indent = code.indent(node)
    if node.parent is not None and node.parent.type == "statement_block":
        return node.start_byte, node.end_byte, f"\n{indent}".join(lines)
    inner = "".join(f"\n{indent}{code.step}{line}" for line in lines)
    return node.start_byte, node.end_byte, f"{{{inner}\n{indent}}}"


def errors_back(code: Code, member: Member) -> str | None:
    """Errors are printed, and the caller gets nothing, or null."""
    method = code.method
    throws = _throws(code, method) if method else []
    if method is None or not throws or member.kind not in ("method", "setter"):
        return None
    kind = member.return_type
    if kind is None and member.kind == "method" and "return " in (member.body or ""):
        return None
    if kind is not None and re.search(r"\bnever\b|\bnull\b|\bis\b|\bboolean\b", kind):
        return None
    valued = kind not in NOTHING and kind not in FLUENT
    leave = "return null;" if valued else "return this;" if kind in FLUENT else "return;"
    edits = [_instead(code, n, [f"console.error({_message(code, n)});", leave]) for n in throws]
    last = statements(body(method))
    if leave == "return;" and last and last[-1] in throws:
        edits[-1] = _instead(code, throws[-1], [f"console.error({_message(code, throws[-1])});"])
    return code.edited(
        edits + (return_edit(code, method, lambda t: f"{t} | null") if valued else [])
    )


def null_back(code: Code, member: Member) -> str | None:
    """Failure is told by null."""
    method, kind = code.method, member.return_type
    throws = _throws(code, method) if method else []
    if (
        method is None
        or not throws
        or member.kind != "method"
        or kind is None
        or kind in (*NOTHING, *FLUENT)
    ):
        return None
    if re.search(r"\bnever\b|\bnull\b|\bis\b", kind):
        return None
    false = kind in ("boolean", "Promise<boolean>")
    edits = [
        _instead(code, node, ["return false;" if false else "return null;"]) for node in throws
    ]
    return code.edited(
        edits + ([] if false else return_edit(code, method, lambda t: f"{t} | null"))
    )


def context_back(code: Code, member: Member) -> str | None:
    """Error messages that do not say what they are about."""
    edits: list[Edit] = []
    for node in code.nodes("throw_statement"):
        if not node.named_children or node.named_children[0].type != "new_expression":
            continue
        arguments = node.named_children[0].child_by_field_name("arguments")
        first = arguments.named_children[0] if arguments and arguments.named_children else None
        if first is None or first.type != "template_string" or "${" not in code.of(first):
            continue
        text = code.of(first)[1:-1]
        for part in reversed(
            [n for n in first.named_children if n.type == "template_substitution"]
        ):
            start = part.start_byte - first.start_byte - 1
            text = text[:start] + text[start + part.end_byte - part.start_byte :]
        text = (
            re.sub(r"\(\s*\)|''|\"\"|\\n.*", "", text)
            .replace("'", "")
            .replace('"', "")
            .split(". ")[0]
        )
        text = re.sub(r"\s+", " ", re.sub(r"[\s:;,.(@/-]+$|^[\s:;,.)-]+", "", text)).strip()
        edits.append(
            (
                first.start_byte,
                first.end_byte,
                f"'{text}'" if len(text.split()) > 1 else "'Invalid state'",
            )
        )
    return code.edited(edits) if edits else None


def types_back(code: Code, member: Member) -> str | None:
    """A signature of `any`."""
    method = code.method
    if method is None or member.kind != "method" or ANY.search(member.text):
        return None
    edits: list[Edit] = []
    for parameter in method.child_by_field_name("parameters").named_children:  # type: ignore[union-attr]
        kind = parameter.child_by_field_name("type")
        if parameter.type in ("required_parameter", "optional_parameter") and kind is not None:
            spread = code.of(parameter).startswith("...")
            edits.append((kind.start_byte, kind.end_byte, ": any[]" if spread else ": any"))
    given = member.return_type
    if given and given not in (*NOTHING, *FLUENT) and " is " not in given and edits:
        edits += return_edit(code, method, lambda text: "any")
    return code.edited(edits) if edits else None


def return_type_back(code: Code, member: Member) -> str | None:
    """A result nobody can read off the signature."""
    method = code.method
    kind = method.child_by_field_name("return_type") if method else None
    if (
        kind is None
        or member.parameters
        or member.return_type in (*NOTHING, *FLUENT)
        or ANY.search(member.text)
    ):
        return None
    simple = (
        "string",
        "number",
        "boolean",
        "Promise<string>",
        "Promise<boolean>",
        "Promise<number>",
    )
    return (
        None
        if member.return_type in simple
        else code.edited([(kind.start_byte, kind.end_byte, "")])
    )


def chaining_back(code: Code, member: Member) -> str | None:
    """A method that returns nothing."""
    method = code.method
    if (
        method is None
        or member.return_type not in FLUENT
        or member.name == "init"
        or member.kind != "method"
    ):
        return None
    returns = [n for n in code.nodes("return_statement") if owned(n, method)]
    if not returns or any(code.of(n) != "return this;" for n in returns):
        return None
    edits = [(n.start_byte, n.end_byte, "return;") for n in returns]
    last = returns[-1]
    if last.parent == body(method):
        start = len(code.source[: last.start_byte].rstrip())
        edits[-1] = (start, last.end_byte, "")
    kind = method.child_by_field_name("return_type")
    if kind is not None:
        plain = ": void" if member.return_type == "this" else ": Promise<void>"
        edits.append((kind.start_byte, kind.end_byte, plain))
    return re.sub(r"[^\n]*@returns? [^\n]*\bthis\b[^\n]*\n", "", code.edited(edits))


def documentation_back(code: Code, member: Member) -> str | None:
    """A member without its comment."""
    if (
        "/**" not in member.doc
        or len(cutting.purpose(member.doc).split()) < WORDS_OF_DOC
        or member.kind != "method"
    ):
        return None
    return cutting.outdent(cutting.indentation(member.source, member.start) + member.text)


def _own_guards(code: Code) -> list[Node]:
    """Statements at the top of a member that only check and throw."""
    found = []
    for each in statements(body(code.method)):
        consequence = (
            each.child_by_field_name("consequence") if each.type == "if_statement" else None
        )
        if consequence is None or each.child_by_field_name("alternative"):
            continue
        inside = statements(consequence) if consequence.type == "statement_block" else [consequence]
        if [s.type for s in inside] == ["throw_statement"]:
            found.append(each)
    return found


def guard_back(code: Code, member: Member) -> str | None:
    """A member that trusts its caller."""
    found = _own_guards(code)
    if not found or len(statements(body(code.method))) - len(found) < 1:
        return None
    edits: list[Edit] = []
    for node in found:
        start = len(code.source[: node.start_byte].rstrip(" \t"))
        comment = re.search(r"(?:[ \t]*//[^\n]*\n[ \t]*)+$", code.source[: node.start_byte])
        start = comment.start() if comment else start
        after = re.match(r"[ \t]*\n(?:[ \t]*\n)*", code.source[node.end_byte :])
        edits.append((start, node.end_byte + (after.end() if after else 0), ""))
    text = re.sub(r"[^\n]*@throws[^\n]*\n", "", code.edited(edits))
    return (
        None if "throw" in re.sub(r"/\*.*?\*/", "", text, flags=re.S) and len(found) > 1 else text
    )


def negated(code: Code, condition: Node) -> str:
    """A condition turned round, as one would write it by hand: comparisons reversed, `and` for
    `or`.
    """
    inner = condition
    while inner.type == "parenthesized_expression":
        inner = inner.named_children[0]
    text = code.of(inner)
    if inner.type == "unary_expression" and text.startswith("!"):
        rest = inner.named_children[0]
        return (
            code.of(rest.named_children[0])
            if rest.type == "parenthesized_expression"
            else code.of(rest)
        )
    if inner.type == "binary_expression":
        operator = code.of(inner.child_by_field_name("operator"))
        left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
        if operator in OPPOSITE:
            return f"{code.of(left)} {OPPOSITE[operator]} {code.of(right)}"
        if operator in JOINED and left is not None and right is not None:
            sides = [negated(code, side) for side in (left, right)]
            # What was `and` on one side of an `or` needs brackets when it has become the other way
            # round.
            return f" {JOINED[operator]} ".join(
                f"({s})" if "&&" in s or "||" in s else s for s in sides
            )
    plain = inner.type in (
        "identifier",
        "member_expression",
        "call_expression",
        "subscript_expression",
    )
    return f"!{text}" if plain else f"!({text})"


def nested_back(code: Code, member: Member) -> str | None:
    """The usual case inside the conditions, the exits at the far end of them."""
    block = body(code.method)
    inside = statements(block)
    exits = [
        n
        for n in inside[:-1]
        if n.type == "if_statement"
        and not n.child_by_field_name("alternative")
        and leaves(n.child_by_field_name("consequence"))
    ][:3]
    if block is None or not exits or len(inside) - 1 - inside.index(exits[-1]) < 1:
        return None
    if "\n" in "".join(code.of(n) for n in below(block, "template_string")):
        return None
    end = code.source.rindex("}", 0, block.end_byte)
    tail, made = code.source[exits[-1].end_byte : end].strip("\n").rstrip(), ""
    for at, node in reversed(list(enumerate(exits))):
        condition = node.child_by_field_name("condition")
        consequence = node.child_by_field_name("consequence")
        if condition is None or consequence is None:
            return None
        indent = code.indent(node)
        moved = "\n".join(
            code.step + line if line.strip() else ""
            for line in (tail or made).strip("\n").split("\n")
        )
        branch = code.of(consequence)
        branch = (
            branch if branch.startswith("{") else f"{{\n{indent}{code.step}{branch}\n{indent}}}"
        )
        bare = (
            at == len(exits) - 1
            and re.fullmatch(r"\{\s*return;\s*\}", branch)
            and member.return_type in NOTHING
        )
        other = "" if bare else f" else {branch}"
        made = f"{indent}if ({negated(code, condition)}) {{\n{moved}\n{indent}}}{other}"
        start = exits[at - 1].end_byte if at else node.start_byte
        between = code.source[start : node.start_byte].strip("\n").rstrip() if at else ""
        made, tail = (f"{between}\n{made}" if between.strip() else made), ""
    first = exits[0]
    line = code.source.rfind("\n", 0, first.start_byte) + 1
    return code.edited([(line, end, f"{made}\n{code.indent(block)}")])


def then_back(code: Code, member: Member) -> str | None:
    """Promises chained with `then`, one function in the other."""
    method, block = code.method, body(code.method)
    inside = statements(block)
    if method is None or block is None or not member.async_ or member.kind != "method":
        return None
    if "\n" in "".join(code.of(n) for n in below(block, "template_string")):
        return None
    waits = [(at, found[0]) for at, n in enumerate(inside) if len(found := _direct_waits(n)) == 1]
    if not waits or len(waits) > 3 or len(waits) != len(code.nodes("await_expression")):
        return None
    if any(
        n.type == "return_statement"
        for e in inside[: waits[0][0]]
        for n in below(e, "return_statement")
    ):
        return None
    end = code.source.rindex("}", 0, block.end_byte)
    tail = code.source[inside[waits[-1][0]].end_byte : end].rstrip().lstrip("\n")
    for order, (at, wait) in reversed(list(enumerate(waits))):
        statement = inside[at]
        indent, call = code.indent(statement), code.of(wait.named_children[0])
        name = ""
        if statement.type == "lexical_declaration":
            name = code.of(statement.named_children[0].child_by_field_name("name"))
        elif statement.type == "return_statement":
            if order != len(waits) - 1:
                return None
            tail = f"{indent}return {call};"
            name = "\0"
        if name != "\0":
            moved = "\n".join(code.step + line if line.strip() else "" for line in tail.split("\n"))
            taken = f"({name})" if name.startswith(("{", "[")) or not name else name
            tail = (
                f"{indent}return {call}.then({taken} => {{\n{moved}\n{indent}}});"
                if tail.strip()
                else ""
            )
            if not tail:
                tail = f"{indent}return {call};"
        begin = inside[waits[order - 1][0]].end_byte if order else block.start_byte + 1
        between = code.source[begin : statement.start_byte].strip("\n").rstrip()
        tail = f"{between}\n{tail}" if between.strip() else tail
    text = code.edited([(block.start_byte + 1, end, f"\n{tail}\n{code.indent(block)}")])
    return re.sub(r"\basync\s+", "", text, count=1)


def _direct_waits(statement: Node) -> list[Node]:
    """The `await` that a statement is about: its whole value."""
    if statement.type == "lexical_declaration" and len(statement.named_children) == 1:
        value = statement.named_children[0].child_by_field_name("value")
        return [value] if value is not None and value.type == "await_expression" else []
    if statement.type in ("expression_statement", "return_statement") and statement.named_children:
        value = statement.named_children[0]
        return [value] if value.type == "await_expression" else []
    return []


def sync_back(code: Code, member: Member) -> str | None:
    """Files read and written while everything waits."""
    method, waits = code.method, code.nodes("await_expression")
    edits: list[Edit] = []
    if method is None or not waits:
        return None
    for node in waits:
        call = node.named_children[0]
        function = call.child_by_field_name("function") if call.type == "call_expression" else None
        name = code.of(function)
        match = re.fullmatch(r"((?:fs\.)?(?:promises\.)?|fsPromises\.|fsp\.)(\w+)", name)
        if function is None or not match or match[2] not in ASYNC_CALLS or not owned(node, method):
            continue
        edits.append(
            (node.start_byte, function.end_byte, f"{'fs.' if match[1] else ''}{match[2]}Sync")
        )
    if not edits:
        return None
    if len(edits) == len(waits):
        head = code.source[method.start_byte : method.start_byte + 80]
        word = re.search(r"\basync\s+", head)
        if word:
            edits.append((method.start_byte + word.start(), method.start_byte + word.end(), ""))
        kind = method.child_by_field_name("return_type")
        inner = PROMISE.match(code.of(kind).lstrip(": ")) if kind else None
        if kind is not None and inner:
            edits.append((kind.start_byte, kind.end_byte, f": {inner[1]}"))
    return code.edited(edits)


INVERSES: dict[str, Inverse] = {
    "errors_thrown": errors_back,
    "errors_not_null": null_back,
    "guard_added": guard_back,
    "guard_clause": nested_back,
    "async_await": then_back,
    "types_added": types_back,
    "error_context": context_back,
    "chaining_returned": chaining_back,
    "async_io": sync_back,
    "return_type_added": return_type_back,
    "documentation_added": documentation_back,
}
