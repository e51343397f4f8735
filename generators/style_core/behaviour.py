"""What a method does, step by step, read from its syntax tree: right whatever its comments say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node

from generators.typescript import Member, tree

MOST_REGEX = 200
# Characters of an expression that is quoted, of an entry of an object, of a message, and of a
# condition or a list of names; steps of a method.
MOST_QUOTED, MOST_ENTRY, MOST_MESSAGE, MOST_CONDITION, MOST_STEPS = 70, 40, 90, 120, 11
MOST_ARGUMENTS = 4
SIMPLE = frozenset(
    {
        "expression_statement", "return_statement", "throw_statement", "break_statement",
        "continue_statement",
    }
)  # fmt: skip
# Stands where a step would have to hide what nobody could guess; no step of such a body is told.
VAGUE = "\0"
# What is called only to tell people something.
SAYING = re.compile(r"\b(?:console|\w*[lL]og(?:ger)?)\.\w+$|Error$|\b(?:say|write|print)\w*$")
LOOPS = frozenset({"for_in_statement", "for_statement", "while_statement", "do_statement"})


@lru_cache(maxsize=20_000)
def steps_of(body: str) -> tuple[str, ...]:
    """The statements of a body in braces as steps in plain English, at most `MOST_STEPS`; nothing
    where it has more, or where one of them cannot be told.
    """
    text = f"async function* x() {body}"
    program = tree.root(text)
    function = program.named_children[0] if program.named_children else None
    block = function.child_by_field_name("body") if function is not None else None
    if block is None or program.has_error:
        return ()
    found = tuple(step for node in block.named_children for step in _steps(node, text))
    told = len(found) <= MOST_STEPS and not any(VAGUE in step for step in found)
    return found if told else ()


def steps(member: Member) -> tuple[str, ...]:
    """The steps of a member with a body."""
    return steps_of(member.body) if member.body else ()


def _steps(node: Node, text: str) -> Iterator[str]:
    if node.type == "if_statement":
        yield from _branches(node, text)
    elif node.type in LOOPS:
        yield _loop(node, text)
    elif node.type == "switch_statement":
        yield _cases(node, text)
    elif node.type == "try_statement":
        yield from _attempt(node, text)
    elif node.type == "lexical_declaration":
        yield from (step for child in node.named_children if (step := _binding(child, text)))
    elif node.type == "statement_block":
        yield from (step for child in node.named_children for step in _steps(child, text))
    elif node.type in SIMPLE:
        yield _simple(node, text)
    elif node.type not in ("comment", "empty_statement"):
        yield VAGUE


def _branches(node: Node, text: str) -> Iterator[str]:
    condition = _of(node.child_by_field_name("condition"), text)[1:-1].strip()
    yield f"if {_quoted(condition, MOST_CONDITION)}: {_inner(node, 'consequence', text)}"
    if (other := node.child_by_field_name("alternative")) is not None:
        inner = other.named_children[0]
        if inner.type == "if_statement":
            first, *others = _branches(inner, text)
            yield from (f"else {first}", *others)
        else:
            yield f"else: {_all(inner, text)}"


def _loop(node: Node, text: str) -> str:
    over = _of(node.child_by_field_name("right"), text)
    condition = _of(node.child_by_field_name("condition"), text)
    if node.type in ("while_statement", "do_statement"):
        what = f"while {_quoted(condition[1:-1], MOST_CONDITION)}"
    elif node.type == "for_statement":
        head = text[node.start_byte : node.end_byte].split("(", 1)[1]
        body = node.child_by_field_name("body")
        ends = body.start_byte - node.end_byte if body is not None else None
        what = f"for {_quoted(head[:ends].rstrip()[:-1], MOST_CONDITION)}"
    else:
        each = re.sub(r"^(?:const|let)\s+", "", _of(node.child_by_field_name("left"), text))
        what = f"for each {_quoted(each)} of {_quoted(over)}" if over else VAGUE
    return f"{what}: {_inner(node, 'body', text)}"


def _cases(node: Node, text: str) -> str:
    """The cases of a `switch` with what each does; several that do the same together."""
    parts, labels = list[str](), list[str]()
    block = node.child_by_field_name("body")
    for case in block.named_children if block is not None else ():
        label = case.child_by_field_name("value")
        labels.append(_quoted(_of(label, text)) if label is not None else "anything else")
        inside = [n for n in case.named_children if n not in (label,) and n.type != "comment"]
        if inside:
            kept = inside[:-1] if inside[-1].type == "break_statement" else inside
            told = "; ".join(step for each in kept for step in _steps(each, text))
            parts.append(f"for {', '.join(labels)}: {told or 'do nothing'}")
            labels = []
    asked = _quoted(_of(node.child_by_field_name("value"), text)[1:-1])
    return f"by {asked}: " + "; ".join(parts)


def _attempt(node: Node, text: str) -> Iterator[str]:
    body, handler = node.child_by_field_name("body"), node.child_by_field_name("handler")
    if body is not None:
        yield from _steps(body, text)
    if handler is not None and (caught := handler.child_by_field_name("body")) is not None:
        yield f"if that fails: {_all(caught, text)}"


def _binding(node: Node, text: str) -> str:
    value = node.child_by_field_name("value")
    name = _of(node.child_by_field_name("name"), text)
    if value is None:
        return ""
    return f"take {_quoted(name, MOST_CONDITION)} from {_value(value, text)}"


def _simple(node: Node, text: str) -> str:
    inner = node.named_children[0] if node.named_children else None
    if inner is None:
        return {"return_statement": "return", "break_statement": "stop the loop"}.get(
            node.type, "go on with the next"
        )
    if node.type == "return_statement":
        return f"return {_value(inner, text)}"
    if node.type == "throw_statement":
        # An author chooses the message.
        return f"throw {_quoted(_of(inner, text), MOST_MESSAGE, 'an error')}"
    if inner.type == "assignment_expression":
        left = _of(inner.child_by_field_name("left"), text)
        right = inner.child_by_field_name("right")
        return f"set {_quoted(left)} to {_value(right, text) if right else VAGUE}"
    if inner.type == "augmented_assignment_expression" and inner.children[1].type == "+=":
        sum_, more = inner.child_by_field_name("left"), inner.child_by_field_name("right")
        return f"add {_value(more, text) if more else VAGUE} to {_quoted(_of(sum_, text))}"
    waits = inner.type == "await_expression"
    called = inner.named_children[0] if waits else inner
    if called.type != "call_expression":
        return f"evaluate {_value(inner, text)}"
    return f"{'await' if waits else 'call'} {_called(called, text)}"


def _value(node: Node, text: str) -> str:
    """An expression: itself where it is short, else what it is made by."""
    whole = _flat(_of(node, text))
    if len(whole) <= MOST_QUOTED:
        return _quoted(whole)
    if node.type == "await_expression":
        return _value(node.named_children[0], text)
    if node.type == "call_expression" and (links := _chain(node, text)):
        return links
    if node.type in ("call_expression", "new_expression"):
        return f"the result of {_called(node, text)}"
    if node.type == "object":
        return "an object with " + ", ".join(_entries(node, text))
    if node.type == "array":
        parts = [_value(child, text) for child in node.named_children if child.type != "comment"]
        return f"an array of {', '.join(parts)}" if len(parts) <= MOST_ARGUMENTS else VAGUE
    if node.type == "regex":
        return f"the expression {_quoted(_of(node, text), MOST_REGEX)}"
    return VAGUE


def _chain(node: Node, text: str) -> str:
    """Calls upon calls, link by link; empty for a single one, and where a link is too long."""
    links: list[str] = []
    while node.type == "call_expression":
        function = node.child_by_field_name("function")
        inner = function.child_by_field_name("object") if function is not None else None
        if function is None or inner is None:
            break
        links.append(_quoted(text[inner.end_byte : node.end_byte].strip()))
        node = inner
    if len(links) < 2:
        return ""
    told = ", then ".join(reversed(links))
    return "" if VAGUE in told else f"{_quoted(_of(node, text))} with {told}"


def _called(node: Node, text: str) -> str:
    """A call by its callee and its arguments."""
    whole = _flat(_of(node, text))
    if len(whole) <= MOST_QUOTED:
        return _quoted(whole)
    callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
    given = node.child_by_field_name("arguments")
    name = ("new " if node.type == "new_expression" else "") + _of(callee, text)
    said = bool(SAYING.search(name))
    values = [
        _message(each, text) if said and each.type == "template_string" else _value(each, text)
        for each in (given.named_children if given is not None else ())
    ]
    if len(values) > MOST_ARGUMENTS:
        return VAGUE
    return " with ".join([_quoted(name), *([", ".join(values)] if values else [])])


def _message(node: Node, text: str) -> str:
    """A text for people by what it speaks of: an author chooses its words."""
    parts = [_of(child, text) for child in node.named_children if "substitution" in child.type]
    inner = ", ".join(f"`{part[2:-1]}`" for part in parts if "`" not in part)
    return f"a text with {inner}" if inner else "a text"


def _entries(node: Node, text: str) -> Iterator[str]:
    """The entries of an object, those that are long by their keys and what they are made by."""
    for child in node.named_children:
        entry = _flat(_of(child, text))
        if child.type == "comment":
            continue
        value = child.child_by_field_name("value")
        if value is None or (len(entry) <= MOST_ENTRY and "`" not in entry):
            yield _quoted(entry)
            continue
        key = _of(child.child_by_field_name("key"), text)
        # An author chooses the words of a text; what has no blank is a key or a name.
        free = value.type in ("string", "template_string") and " " in _of(value, text)
        told = _message(value, text) if free else _value(value, text)
        yield f"`{key}` ({told})" if "`" not in key else VAGUE


def _inner(node: Node, field: str, text: str) -> str:
    inner = node.child_by_field_name(field)
    return _all(inner, text) if inner is not None else "go on"


def _all(node: Node, text: str) -> str:
    return "; ".join(_steps(node, text)) or "do nothing"


def _of(node: Node | None, text: str) -> str:
    return text[node.start_byte : node.end_byte] if node is not None else ""


def _flat(code: str) -> str:
    """The code on one line; blanks within a line stay, as they may be part of a text."""
    return " ".join(line.strip() for line in code.strip().splitlines())


def _quoted(code: str, most: int = MOST_QUOTED, other: str = VAGUE) -> str:
    """The code in backticks where it is short enough, else `other`."""
    whole = _flat(code)
    if not whole or len(whole) > most:
        return other
    return f"`` {whole} ``" if "`" in whole else f"`{whole}`"
