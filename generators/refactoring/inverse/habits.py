"""Inverses that restore the habits of a CMM2 author: catch-alls, letters for names, `require`
in place, loose state.
"""

from __future__ import annotations

import re
from collections import Counter

from generators.refactoring.code import Code, Edit, below, body, statements
from generators.refactoring.proofs.members import FLUENT, owned
from generators.typescript import Member, cutting

from .edits import NOTHING, Inverse, return_edit, way

MODULES = {"fs": "fs", "path": "path", "os": "os", "crypto": "crypto", "url": "url"}
FUNCTIONS = {
    "existsSync": "fs",
    "readFileSync": "fs",
    "writeFileSync": "fs",
    "readdirSync": "fs",
    "statSync": "fs",
    "mkdirSync": "fs",
    "execSync": "child_process",
    "spawn": "child_process",
    "exec": "child_process",
    "randomUUID": "crypto",
    "createHash": "crypto",
    "fileURLToPath": "url",
    "dirname": "path",
    "basename": "path",
}
OWN_PLACE = re.compile(r"this\.\w*(?:[Rr]oot|[Dd]irectory|[Ff]older)\w*")
LONG_NAME = 6
# What authors in a hurry write for a word.
SHORTENED = {
    "argument": "arg", "arguments": "arg", "array": "arr", "command": "cmd", "config": "cfg",
    "configuration": "cfg", "content": "txt", "context": "ctx", "counter": "cnt", "count": "cnt",
    "directory": "dir", "document": "doc", "element": "el", "error": "err", "extension": "ext",
    "function": "fn", "index": "idx", "information": "inf", "length": "len", "location": "loc",
    "message": "msg", "number": "num", "object": "obj", "options": "opt", "option": "opt",
    "parameter": "par", "parameters": "par", "position": "pos", "previous": "prv",
    "reference": "ref", "request": "req", "response": "res", "result": "res", "results": "res",
    "source": "src", "string": "str", "target": "tgt", "template": "tpl", "value": "val",
    "version": "ver",
}  # fmt: skip
MOST_RENAMED = 4


def caught_all_inverse(code: Code, member: Member) -> str | None:
    """Everything in a catch that prints and goes on."""
    method, block = code.method, body(code.method)
    inside = statements(block)
    if (
        method is None
        or block is None
        or member.kind != "method"
        or len(inside) < 2
        or code.nodes("try_statement")
    ):
        return None
    risky = code.nodes("await_expression", "throw_statement")
    if not any(owned(node, method) for node in risky):
        return None
    if "\n" in "".join(code.of(n) for n in below(block, "template_string")):
        return None
    kind = member.return_type
    if kind is not None and re.search(r"\bnull\b|\bis\b|\bnever\b|\bboolean\b", kind):
        return None
    valued = kind not in NOTHING and kind not in FLUENT
    if kind is None and code.nodes("return_statement"):
        return None
    indent = code.indent(method)
    inner = (
        code.source[block.start_byte + 1 : code.source.rindex("}", 0, block.end_byte)]
        .strip("\n")
        .rstrip()
    )
    moved = "\n".join(code.step + line if line.strip() else "" for line in inner.split("\n"))
    leave = (
        f"\n{indent}{code.step * 2}return {'null' if valued else 'this'};"
        if valued or kind in FLUENT
        else ""
    )
    printed = (
        "console.error(error)",
        f"console.error('{member.name} failed:', error)",
        f"console.log('Error in {member.name}: ' + error)",
    )[way(code.text, 3)]
    made = (
        f"{{\n{indent}{code.step}try {{\n{moved}\n{indent}{code.step}}} catch (error) {{\n"
        f"{indent}{code.step * 2}{printed};{leave}\n{indent}{code.step}}}\n{indent}}}"
    )
    edits: list[Edit] = [(block.start_byte, block.end_byte, made)]
    return code.edited(
        edits + (return_edit(code, method, lambda text: f"{text} | null") if valued else [])
    )


def letters_inverse(code: Code, member: Member) -> str | None:
    """Variables called by their initials, or by what authors in a hurry shorten their last word to.
    What would share its short name with another keeps the long one.
    """
    method = code.method
    if method is None or member.kind != "method":
        return None
    taken = {code.of(n) for n in code.nodes("identifier", "property_identifier", "type_identifier")}
    shorthand = {
        code.of(n)
        for n in code.nodes(
            "shorthand_property_identifier", "shorthand_property_identifier_pattern"
        )
    }
    declared = [code.of(n.child_by_field_name("name")) for n in code.nodes("variable_declarator")]
    declared += [
        code.of(n.child_by_field_name("pattern")) for n in code.nodes("required_parameter")
    ]
    often = Counter(code.of(n) for n in code.nodes("identifier"))
    wanted = [
        name
        for name in dict.fromkeys(declared)
        if re.fullmatch(r"[a-z][A-Za-z]+", name)
        and len(name) >= LONG_NAME
        and name not in shorthand
    ]
    renamed: dict[str, str] = {}
    for name in sorted(wanted, key=lambda n: -often[n])[:MOST_RENAMED]:
        words = re.findall(r"^[a-z]+|[A-Z][a-z]*", name)
        initials = "".join(word[0] for word in words).lower()[:2]
        usual = SHORTENED.get(words[-1].lower(), initials) if way(code.text, 2) else initials
        short = next((each for each in (usual, initials) if each not in taken), "")
        if short:
            renamed[name] = short
            taken.add(short)
    if len(renamed) < 2:
        return None
    edits: list[Edit] = [
        (n.start_byte, n.end_byte, renamed[code.of(n)])
        for n in code.nodes("identifier")
        if code.of(n) in renamed
    ]
    text = code.edited(edits)
    for name, short in renamed.items():
        text = re.sub(rf"(@param(?: \{{[^}}]*\}})? ){name}\b", rf"\g<1>{short}", text)
    return text


def require_inverse(code: Code, member: Member) -> str | None:
    """Modules fetched where they are needed."""
    method, block = code.method, body(code.method)
    if method is None or block is None or member.kind != "method" or "import(" in code.text:
        return None
    declared = {code.of(n.child_by_field_name("name")) for n in code.nodes("variable_declarator")}
    declared |= {
        code.of(n.child_by_field_name("pattern")) for n in code.nodes("required_parameter")
    }
    objects = {code.of(n.child_by_field_name("object")) for n in code.nodes("member_expression")}
    lines = []
    for name, module in MODULES.items():
        if name in objects and name not in declared:
            waited = bool(re.search(rf"\bawait {name}\.", code.text))
            lines.append(
                f"const {name} = require('{module}')"
                f"{'.promises' if waited and name == 'fs' else ''};"
            )
    called: dict[str, list[str]] = {}
    for name in dict.fromkeys(code.calls(r"\w+")):
        if name in FUNCTIONS and name not in declared:
            called.setdefault(FUNCTIONS[name], []).append(name)
    lines += [
        f"const {{ {', '.join(names)} }} = require('{module}');" for module, names in called.items()
    ]
    if not lines:
        return None
    at = block.start_byte + 1
    indent = code.indent(method) + code.step
    return code.edited([(at, at, "".join(f"\n{indent}{line}" for line in lines))])


def loose_state_inverse(code: Code, member: Member) -> str | None:
    """State beside the model instead of in it."""
    edits: list[Edit] = []
    for node in code.nodes("member_expression"):
        if (
            code.of(node) == "this.model"
            and node.parent is not None
            and node.parent.type == "member_expression"
        ):
            edits.append((node.start_byte, node.end_byte, "this"))
    whole = len(re.findall(r"\bthis\.model\b", code.source))
    # A model whose methods are called is not plain state.
    acting = code.calls(r"this\.model\.\w+")
    return (
        code.edited(edits)
        if edits and len(edits) == whole and member.kind == "method" and not acting
        else None
    )


def place_inverse(code: Code, member: Member) -> str | None:
    """Wherever the process was started, taken for the place."""
    edits: list[Edit] = []
    for node in code.nodes("call_expression"):
        arguments = node.child_by_field_name("arguments")
        plain = arguments is not None and not arguments.named_children
        if plain and OWN_PLACE.fullmatch(code.of(node.child_by_field_name("function"))):
            outer = (
                node.parent
                if node.parent is not None and node.parent.type == "await_expression"
                else node
            )
            if outer.parent is not None and outer.parent.type != "expression_statement":
                edits.append((outer.start_byte, outer.end_byte, "process.cwd()"))
    return code.edited(edits) if edits else None


def counted_inverse(code: Code, member: Member) -> str | None:
    """Elements fetched by their number."""
    edits: list[Edit] = []
    for node in code.nodes("for_in_statement"):
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        block = body(node)
        head = code.source[node.start_byte : block.start_byte] if block else ""
        if (
            left is None
            or right is None
            or block is None
            or block.type != "statement_block"
            or " of " not in head
        ):
            continue
        items, name = code.of(right), code.of(left)
        if (
            "await" in head
            or not re.fullmatch(r"[\w.!]+", items)
            or re.search(r"\bi\b", code.of(node))
            or name.removeprefix("const").strip().startswith("[")
            or _unordered(items, f"{member.source}\n{code.text}")
        ):
            continue
        indent = code.indent(node)
        edits.append(
            (node.start_byte, block.start_byte, f"for (let i = 0; i < {items}.length; i++) ")
        )
        edits.append(
            (
                block.start_byte + 1,
                block.start_byte + 1,
                f"\n{indent}{code.step}const {name} = {items}[i];",
            )
        )
    return code.edited(edits) if edits else None


def _unordered(items: str, text: str) -> bool:
    """Whether a text declares something as a collection that has no indices, or as the result of a
    call, which may be one.
    """
    last = re.escape(items.rstrip("!").rsplit(".", 1)[-1])
    return bool(re.search(rf"\b{last}\??!?\s*[:=][^;\n]*\b(?:Map|Set|Iterable|Generator)\b", text))


def contract_inverse(code: Code, member: Member) -> str | None:
    """A comment without its tags: what goes in and comes out is left to the reader."""
    doc = member.doc
    first = re.search(r"\n[ \t]*\*[ \t]*@(?:param|returns?|throws)\b", doc)
    if not doc.startswith("/**") or not first or not cutting.purpose(doc) or "*/" not in doc:
        return None
    kept = re.sub(r"(?:\n[ \t]*\*[ \t]*)+$", "", doc[: first.start()])
    last = (
        doc[doc.rindex("\n", 0, doc.rindex("*/")) :] if "\n" in doc[: doc.rindex("*/")] else " */"
    )
    return _with_doc(code, kept + last)


def annotations_inverse(code: Code, member: Member) -> str | None:
    """A method that the command line cannot offer properly."""
    if "@cli" not in member.doc or "/**" not in member.doc:
        return None
    start = code.text.index("/**")
    end = code.text.index("*/", start)
    doc = re.sub(r"\n[ \t]*\*[ \t]*@cli\w+[^\n]*", "", code.text[start:end])
    doc = re.sub(r"[ \t]*@cli\w+(?:[ \t]+[\w|-]+)?", "", doc)
    doc = re.sub(r"(?:\n[ \t]*\*[ \t]*)+(\n[ \t]*)$", r"\1", doc)
    bare = not re.sub(r"[/*\s]", "", doc)
    return code.text[:start] + (code.text[end + 2 :].lstrip() if bare else doc + code.text[end:])


def _with_doc(code: Code, doc: str) -> str | None:
    """The member's text with another comment before it."""
    method = code.method
    if method is None:
        return None
    start = code.text.index("/**")
    end = code.text.index("*/", start) + 2
    made = "\n".join(
        f" {line.strip()}" if at else line.strip() for at, line in enumerate(doc.split("\n"))
    )
    return code.text[:start] + made + code.text[end:]


INVERSES: dict[str, Inverse] = {
    "annotations_added": annotations_inverse,
    "contract_completed": contract_inverse,
    "elements_iterated": counted_inverse,
    "errors_let_through": caught_all_inverse,
    "names_spoken": letters_inverse,
    "require_replaced": require_inverse,
    "state_in_model": loose_state_inverse,
    "place_found": place_inverse,
}
