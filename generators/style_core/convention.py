"""What nobody needs to be told about a member: the forms of the life cycle that every Web4 class
has, and methods whose documentation says all that their bodies decide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tree_sitter import Node

from generators.typescript import Member, cutting, tree
from generators.worth.code import NOT_LETTERS
from generators.worth.piece import standard_names

# Values that a field has before anything is known: nothing, zero, an empty text or collection, an
# identity, an object made without arguments.
EMPTY = (
    r"(?:''|\"\"|``|0|false|null|undefined|\[\]|\{\}|\(?\{\} as [\w<>]+\)?"
    r"|new [A-Z]\w*(?:<[^()]*>)?\(\)|(?:crypto\.)?randomUUID\(\))"
)
EMPTY_OBJECT = rf"\{{ ?(?:\w+: {EMPTY},? ?)*\}}"
INITIAL = re.compile(rf"this\.\w+ = (?:{EMPTY}|{EMPTY_OBJECT});?")
# What `init` does with its argument: takes it or a part of it over, as it is or as a copy.
RESTORED = re.compile(
    r"this\.(\w+) = (?:structuredClone\()?(?:\{ ?(?:\.\.\.this\.\1, ?)?\.\.\.)?(?:\w+\.)?\1"
    r"(?: ?\})?\)?;?"
)
KEPT = re.compile(r"= (?:\{ ?\.\.\.[^}]*)?\w+\.(?:model|state|data)\b")
# What a short body may decide all the same: what is given where there is nothing.
DECIDES = re.compile(r"\|\||\?\?|\bif \(| \? ")
RETURNS_THIS = re.compile(r"return this;?")
SAVED = re.compile(r"return \{ ?ior\b.*\bowner\b.*\bmodel\b.*\};?")
MOST_SAVED = 300
# Statements and words of documentation that may stand for a body.
MOST_STATEMENTS, LEAST_WORDS = 5, 6
PLAIN_NUMBERS = frozenset({"0", "1"})
DECIDED = "(number) @number (regex) @regex (string) @string (template_string) @text"
REACHED = "(member_expression object: (_) @object property: (_) @property) (throw_statement) @throw"
REFUSES = re.compile(
    r"\b(?:throws?|errors?|refus\w*|reject\w*|fails?|only|must|unless|never)\b", re.I
)


def conventional(member: Member) -> bool:
    """Whether a member of the life cycle does only what its name and the declared state say: a
    constructor that sets empty values, an `init` that takes its argument over and nothing else, a
    `toScenario` that gives identity, owner and model.
    """
    statements = _statements(member.body or "")
    if member.kind == "constructor":
        return all(INITIAL.fullmatch(each) for each in statements)
    if member.name == "init":
        # Whether the caller's object is kept is a decision.
        if any(KEPT.search(each) for each in statements):
            return False
        return bool(statements) and all(
            RESTORED.fullmatch(each) or RETURNS_THIS.fullmatch(each) for each in statements
        )
    if member.name == "toScenario":
        (only, *more) = statements or [""]
        return not more and len(only) <= MOST_SAVED and bool(SAVED.fullmatch(only))
    return False


def told_by(said: str, member: Member) -> bool:
    """Whether a description may stand for a body: the body is short and decides nothing that the
    description leaves open (a number, a text other than an error's, an expression, which property
    of its data counts, when it refuses).
    """
    if len(cutting.WORD.findall(said)) < LEAST_WORDS or member.statements > MOST_STATEMENTS:
        return False
    # On what it depends, and what is given where there is nothing, no sentence tells exactly.
    if DECIDES.search(member.body or ""):
        return False
    properties, throws = _reached(member.body or "")
    running = NOT_LETTERS.sub("", said.lower())
    return (
        all(value in said for value in _decided(member.body or ""))
        and all(name.lower() in running for name in properties - standard_names()[1])
        and (not throws or bool(REFUSES.search(said)))
    )


@lru_cache(maxsize=20_000)
def _reached(body: str) -> tuple[frozenset[str], bool]:
    """(properties of anything but the object itself, whether an error is thrown)."""
    text = f"async function* x() {body}"
    found = tree.captures(tree.root(text), REACHED)
    names = {
        text[node.start_byte : node.end_byte]
        for node in found.get("property", ())
        if node.parent is not None
        and (thing := node.parent.child_by_field_name("object")) is not None
        and thing.type != "this"
    }
    return frozenset(names), bool(found.get("throw"))


@lru_cache(maxsize=20_000)
def _decided(body: str) -> tuple[str, ...]:
    """The literals of a body that its author had to decide; messages of errors are free."""
    text = f"async function* x() {body}"
    found = tree.captures(tree.root(text), DECIDED)
    values = [
        text[node.start_byte : node.end_byte]
        for nodes in found.values()
        for node in nodes
        if not _in_error(node)
    ]
    return tuple(value.strip("'\"`") for value in values if _open(value))


def _open(value: str) -> bool:
    return value not in PLAIN_NUMBERS and bool(re.search(r"\w", value))


def _in_error(node: Node) -> bool:
    at: Node | None = node
    while at is not None and at.type not in ("throw_statement", "statement_block"):
        at = at.parent
    return at is not None and at.type == "throw_statement"


@lru_cache(maxsize=20_000)
def _statements(body: str) -> tuple[str, ...]:
    """The statements of a body, each on one line, without comments and trailing commas."""
    text = f"async function* x() {body}"
    program = tree.root(text)
    function = program.named_children[0] if program.named_children else None
    block = function.child_by_field_name("body") if function is not None else None
    if block is None or program.has_error:
        return ("?",)
    parts = (
        " ".join(text[node.start_byte : node.end_byte].split())
        for node in block.named_children
        if node.type != "comment"
    )
    return tuple(re.sub(r", ?\}", " }", part) for part in parts)
