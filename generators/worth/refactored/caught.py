"""What a method throws and catches again itself."""

from __future__ import annotations

from tree_sitter import Node

from generators.refactoring.code import Code, below

FUNCTIONS = ("arrow_function", "function_expression", "function_declaration", "method_definition")


def met_again(code: Code) -> bool:
    """Whether what a method throws meets a `catch` of the same method that does not pass it on:
    that answers it, or throws another error in its place.
    """
    return any(_meets(code, clause) for clause in code.nodes("catch_clause"))


def _meets(code: Code, clause: Node) -> bool:
    attempt = clause.parent
    tried = attempt.child_by_field_name("body") if attempt is not None else None
    if attempt is None or tried is None:
        return False
    passed = f"throw {code.of(clause.child_by_field_name('parameter'))};"
    if any(code.of(each) == passed for each in below(clause, "throw_statement")):
        return False
    return any(_reaches(each, attempt) for each in below(tried, "throw_statement"))


def _reaches(thrown: Node, attempt: Node) -> bool:
    """Whether a `throw` stands in an attempt itself: in no function, and in no attempt of its own
    that has a `catch`.
    """
    at = thrown.parent
    while at is not None and at != attempt:
        caught = at.type == "try_statement" and at.child_by_field_name("handler") is not None
        if caught or at.type in FUNCTIONS:
            return False
        at = at.parent
    return True
