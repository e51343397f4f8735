"""Refactorings, step by step: what is claimed against what the two codes show."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from functools import lru_cache

from tree_sitter import Node

from generators.catalog import LEAST_CHANGED_LINES, LEAST_DERIVED
from generators.refactoring import code as refactoring
from generators.refactoring.proofs import INCLUDED, PROOFS
from generators.refactoring.soundness import unset_fields
from generators.refactoring.wording import wording

from ..case import NAME, Case, code_of, content_words
from ..piece import Piece, read, standard_names
from . import caught

# A name that only constants and variables of the environment have.
CONSTANT = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
JOIN = "; "
LANGUAGE = """
abstract any as async await break case catch class const continue default delete do else enum
export extends false finally for from function get if implements import in instanceof interface
let new null number boolean string object of private protected public readonly return set static
switch this throw true try type typeof undefined unknown var void while Promise error
"""
WORDS_OF_LANGUAGE = frozenset(LANGUAGE.split())
# What the changed lines of a step may hold beside the names that are told.
MARKS = {
    "errors thrown instead of logged": r"\bthrow\b|console\.|\breturn\b",
    "errors thrown instead of ending the process": r"\bthrow\b|console\.|process\.",
    "errors thrown instead of null returned": r"\bthrow\b|\breturn\b|\bnull\b|\bundefined\b",
    "errors let through instead of caught and printed": r"\b(?:try|catch|return|null)\b|console\.",
    "await instead of then": r"\.then\(|\b(?:await|async|return)\b|Promise|\bcatch\b",
    "synchronous input and output made asynchronous": r"Sync\b|\b(?:await|async)\b|Promise",
    "console output left to layer 5": r"\b(?:if|else|for|const|let)\b|//",
    "early exits instead of nesting": r"\b(?:if|else|return|throw)\b",
    "preconditions checked": r"\b(?:if|throw)\b",
    "hand-written loop replaced by a collection call": r"\b(?:for|if|break|result)\b|\.push\(|=",
    "cases listed instead of compared one by one": r"\b(?:if|else|case|switch|break|default)\b",
    "elements iterated instead of counted": r"\bfor\b|\[i\]",
    "var replaced by const and let": r"\b(?:var|const|let)\b",
    "any replaced by types": r"\bany\b|:",
    "return types stated": r"\)",
    "defaults stated in the signature": r"\bif\b|=",
    "defaults only for what is missing": r"\?\?|\|\|",
    "paths joined instead of glued": r"\b(?:join|resolve)\(|/",
    "caught values checked before use": r"\bcatch\b|instanceof|message",
    "constructor logic moved to init": r"\bconstructor\b|\binit\b|this\.",
    "long method split": r"\(",
    "duplicated code brought together": r"\(",
    "modules imported instead of required": r"\brequire\(",
    "errors that say what they are about": r"\bthrow\b|Error\(|`",
    "interface extracted": r":|\bimplements\b",
    "Jest replaced by Vitest": r"\bjest\b|\bvi\b|vitest|@jest",
    "inner state no longer handed out": r"\breturn\b",
    "this returned for chaining": r"\breturn\b|\bthis\b|void",
}
# Steps that write comments, or members that may have one.
WRITING = frozenset(
    {
        "documentation_added", "contract_completed", "contract_documented", "annotations_added",
        "helper_extracted", "duplicates_removed", "interface_implemented", "scenario_added",
        "accessors_added", "values_named", "constructor_to_init",
    }
)  # fmt: skip
THROWING = frozenset(title for title in MARKS if r"\bthrow\b" in MARKS[title])
# Two lines so alike are one line that changed.
ALIKE = 0.6
FALSY = re.compile(r"\?\?\s*(?:0|''|\"\"|``|false|null|undefined)(?=\s*[;,)\]}:]|\s*$)", re.M)
LEFT_TO_LAYER_5 = {
    "errors let through instead of caught and printed",
    "errors thrown instead of ending the process",
    "console output left to layer 5",
}
IMPLIED = {
    "elements iterated instead of counted": ("i", "length"),
    "hand-written loop replaced by a collection call": ("result", "push"),
    "await instead of then": ("then",),
}


@lru_cache(maxsize=1)
def _steps() -> dict[str, str]:
    """The refactoring steps by the titles that samples carry."""
    return {entry.title: step for step, entry in wording().step.items()}


def titles(case: Case) -> list[str]:
    """The steps that the metadata name."""
    return case.metadata.pattern_applied.split(JOIN)


@lru_cache(maxsize=1_000)
def _proven(before: str, after: str) -> frozenset[str] | None:
    """Every step that two codes prove; None where one of them cannot be read."""
    old, new = refactoring.read(before.strip()), refactoring.read(after.strip())
    if old is None or new is None:
        return None
    return frozenset(name for name, proof in PROOFS.items() if proof(old, new) is not None)


def proven(case: Case) -> frozenset[str] | None:
    """Every step that input and output prove together."""
    return _proven(code_of(case.input), code_of(case.output))


def unproven(case: Case) -> set[str]:
    """Named steps that the two codes do not prove."""
    found = proven(case) or frozenset()
    return {title for title in titles(case) if _steps().get(title) not in found}


def unasked(case: Case) -> set[str]:
    """Steps that the two codes prove and that the metadata do not name; aside from those that are
    a part of a named one.
    """
    named = {_steps()[title] for title in titles(case) if title in _steps()}
    part = {name for step in named for name in INCLUDED.get(step, ())}
    return set(proven(case) or ()) - named - part


def nobody_above(case: Case) -> bool:
    """Layer 5, where an error that is let through or thrown instead of ending the process reaches
    nobody who decides what becomes of it.
    """
    return case.metadata.layer == "layer5" and not LEFT_TO_LAYER_5.isdisjoint(titles(case))


def implied(case: Case) -> set[str]:
    """Names that come or go with a named step and need no word: the counter of a loop over indices,
    the list that a loop fills, and `read` where `readSync` is told.
    """
    found = {name for title in titles(case) for name in IMPLIED.get(title, ())}
    if "synchronous input and output made asynchronous" in titles(case):
        told = NAME.findall(f"{case.instruction}\n{case.said}")
        found |= {name.removesuffix("Sync") for name in told if name.endswith("Sync")}
    return found


def pointless(case: Case) -> bool:
    """Only one line differs, or `??` takes the place of `||` before a value that is falsy itself:
    little to learn from the one, no difference in the other.
    """
    old, new = (_lines(code_of(text)) for text in (case.input, case.output))
    gone, come = list((old - new).elements()), list((new - old).elements())
    if max(len(gone), len(come)) < LEAST_CHANGED_LINES:
        return True
    return "defaults only for what is missing" in titles(case) and any(
        FALSY.search(line) for line in come
    )


def _lines(code: str) -> Counter[str]:
    return Counter(line.strip() for line in code.splitlines() if line.strip())


def without_output(code: str) -> str:
    """The code with its printing calls blanked."""
    piece = read(code)
    spans = [
        (node.start_byte, node.end_byte)
        for node in piece.nodes.get("call", ())
        if piece.of(node).startswith("console.")
    ]
    out, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            out += [piece.source[at:start], re.sub(r"[^\n]", " ", piece.source[start:end])]
            at = end
    text = "".join([*out, piece.source[at:]])
    return text if piece.source == code else text[text.index("\n") + 1 : text.rindex("}")]


def codes(case: Case) -> tuple[str, str]:
    """The two codes; without what is printed where leaving that out is one of the steps."""
    before, after = code_of(case.input), code_of(case.output)
    silent = "console output left to layer 5" in titles(case)
    return (without_output(before), without_output(after)) if silent else (before, after)


def untold_lines(case: Case) -> list[str]:
    """Changed lines that belong to no step: they hold no name of instruction and explanation, no
    mark of a named step, and more than words of the language; they stand in no member that is new
    and named, and are not the other side of an explained line that is much alike. Of the lines that
    are gone and those that came, the larger part.
    """
    before, after = codes(case)
    old, new = _lines(before), _lines(after)
    told = set(NAME.findall(f"{case.instruction}\n{case.said}"))
    marks = [MARKS[title] for title in titles(case) if title in MARKS]
    mark = re.compile("|".join(marks)) if marks else None
    fresh = _lines(_new_members(before, after, told))
    explained = list(fresh)
    untold: tuple[list[str], list[str]] = ([], [])
    for side, lines in zip(untold, (old - new, new - old - fresh), strict=True):
        for line in lines.elements():
            words = set(NAME.findall(line)) - WORDS_OF_LANGUAGE
            known = not words or words & told or (mark is not None and mark.search(line))
            (explained if known else side).append(line)
    left = [[x for x in side if not any(_alike(x, y) for y in explained)] for side in untold]
    return max(left, key=len)


def _alike(line: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, line, other, autojunk=False).ratio() >= ALIKE


def _new_members(before: str, after: str, told: set[str]) -> str:
    """The members that only the new code has and that are named."""
    old = {member.name for unit in read(before).file.units for member in unit.members}
    return "\n".join(
        member.documented_text
        for unit in read(after).file.units
        for member in unit.members
        if member.name in told and member.name not in old
    )


def unset(case: Case, piece: Piece) -> set[str]:
    """Fields of the output's classes that nothing shown gives a value, in a class that speaks of
    them; of a derived class none.
    """
    found: set[str] = set()
    for unit in piece.file.classes:
        if unit.name != "Wrapped" and not unit.extends:
            found |= unset_fields(unit)
    return found


def idle(piece: Piece) -> set[str]:
    """Local names that nothing uses, such as what is left of a method whose work went with its
    output.
    """
    times = Counter(piece.of(node) for node in piece.nodes.get("used", ()))
    local = [node for node in piece.nodes.get("binds", ()) if _is_local(node)]
    bound = {piece.of(node) for node in local}
    # What is taken out of an object is no identifier of its own in the tree. Beside a rest it may
    # be there to be left out.
    taken = {
        piece.of(child)
        for node in local
        if node.type == "object_pattern"
        and not any(child.type == "rest_pattern" for child in node.named_children)
        for child in node.named_children
        if child.type == "shorthand_property_identifier_pattern"
    }
    bound |= {piece.of(name) for node in local for name in _renamed(node)}
    bound |= {piece.of(name) for node in piece.nodes.get("binds", ()) for name in _of_each(node)}
    return {name for name in bound if times[name] == 1} | {n for n in taken if not times[n]}


def _renamed(node: Node) -> list[Node]:
    """The names that what is taken out of an object gets, and the elements of a list."""
    if node.type == "array_pattern":
        return [child for child in node.named_children if child.type == "identifier"]
    pairs = (child.child_by_field_name("value") for child in node.named_children)
    return [each for each in pairs if each is not None and each.type == "identifier"]


def _of_each(node: Node) -> list[Node]:
    """The names of the parts of what a loop goes through."""
    loop = node.parent is not None and node.parent.type == "for_in_statement"
    return _renamed(node) if loop and node.type.endswith("_pattern") else []


def _is_local(node: Node) -> bool:
    """Whether a node is the name of a variable inside a function."""
    at = node.parent
    if at is None or at.type != "variable_declarator":
        return False
    while at is not None and at.type != "statement_block":
        at = at.parent
    return at is not None


def caught_again(case: Case) -> bool:
    """A step that throws, though what is thrown meets a `catch` of the same method that does not
    pass it on.
    """
    code = refactoring.read(code_of(case.output).strip())
    throws = bool(THROWING.intersection(titles(case)))
    return throws and code is not None and caught.met_again(code)


def untold_comments(case: Case, piece: Piece) -> set[str]:
    """Comments that only the output has, where no step adds comments or members, and nothing is
    said of comments.
    """
    steps = {_steps().get(title, "") for title in titles(case)}
    if steps & WRITING or "comment" in case.said:
        return set()
    given = " ".join(case.input.split())
    return {text for text in piece.texts("comment") if " ".join(text.split()) not in given}


def invented_comments(case: Case, piece: Piece) -> bool:
    """Comments that the output adds say mostly what the request does not: under half of their words
    of three letters and more stand in it, in whole or in part of a name. Or they name a constant
    that it does not hold.
    """
    given = case.request
    added = [text for text in piece.texts("comment") if text not in given]
    if any(name not in given for text in added for name in CONSTANT.findall(text)):
        return True
    words = {word for text in added for word in content_words(text)}
    words = {word for word in words if word not in standard_names()[1]}
    running = given.lower()
    known = {word for word in words if word.rstrip("s") in running}
    return len(words) > 2 and len(known) < LEAST_DERIVED * len(words)
