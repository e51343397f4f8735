"""What refactored code still holds of the habits that other samples call CMM2."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from tree_sitter import Node

from generators.refactoring.code import Code, below, body, read, statements
from generators.refactoring.printing import job_lost
from generators.refactoring.wording import wording
from generators.typescript import Unit
from generators.typescript.patterns.state import public_state
from generators.typescript.sharing import handed_out

from ..case import Case, code_of
from ..house import ADDRESS
from . import caught
from .signs import (
    ABBREVIATIONS,
    ALWAYS,
    ANSWER,
    ANSWERS_NOTHING,
    BY_HAND,
    COLLECTION,
    CONSOLE,
    COUNTERS,
    DEFAULTED,
    EMPTY,
    EVALUATED,
    FOLDER,
    GATHERED,
    GIVES,
    GLUED,
    GOES_ON,
    HELPER,
    LEFT,
    LOGGED,
    LOOP_NAMES,
    NEVER,
    NO_ANSWER,
    OWN,
    PLACEHOLDER,
    PRINTED,
    REMARK,
    REOPENED,
    REPORTED,
    RESTORED,
    VERSION,
    WRITES,
)

# What shows that a step was taken in a part of the code only.
HALF = {
    "defaults only for what is missing": (DEFAULTED, "some defaults for what is falsy"),
    "instead of null returned": (EMPTY, "some failures returned"),
    "hand-written loop": (BY_HAND, "some loops by hand"),
    "console output": (CONSOLE, "a helper that prints, or a comment on the output"),
    "modules imported": (FOLDER, "a folder that ES modules do not have"),
}
ASSIGNED = ("assignment_expression", "augmented_assignment_expression", "update_expression")
BLOCKS = ("arrow_function", "if_statement", "for_in_statement", "for_statement", "else_clause")


def leftovers(case: Case) -> set[str]:
    """Names of the habits that the output still has: an error that is caught and only printed,
    logged (and answered with nothing, in a catch or without one) or thrown again, an error type
    that is asserted instead of checked, a return type that is left to inference, a letter for a
    name, a constructor with parameters, a comment that denies the `throw` beside it, a
    choice between equals, a comment that is not closed, broken indentation, a `let` that is never
    set again, state that anyone may change or that is handed out, a version in a text, a branch or
    callback of nothing, a parameter of a private method that nothing uses, an answer that is always
    the same, a default that is always taken (`|| true`), a text that is run as code or is code that
    prints, a regular expression with `\\\\.` for a point, a class that takes a scenario and gives
    none, a placeholder for code, blocking file access in an asynchronous method, a helper behind an
    underscore, a variable declared in a case without a block; of the steps that are claimed, those
    that were taken in a part of the code only;
    and where the request leaves open what is wrong, whatever `anything_left` finds.
    """
    after = code_of(case.output)
    if _left_open(case) and anything_left(after):
        return {"something, though the request leaves open what"}
    return _half_taken(case) | habits(after)


@lru_cache(maxsize=5_000)
def habits(text: str) -> frozenset[str]:
    """Names of the habits in code, whatever step it is said to have taken."""
    code = read(text.strip())
    return frozenset(name for name, shows in HABITS.items() if code and shows(code))


def only_logged(code: Code) -> bool:
    """Whether an error is caught and nothing comes of it but a line that is printed or logged."""
    return any(
        inside and all(LOGGED.match(code.of(each)) for each in inside)
        for clause in code.nodes("catch_clause")
        if (inside := statements(body(clause))) is not None
    )


def _answered(code: Code) -> bool:
    """Whether an error is caught, printed or logged, and answered with nothing."""
    for clause in code.nodes("catch_clause"):
        lines = [code.of(each) for each in statements(body(clause))]
        logged = [line for line in lines if LOGGED.match(line)]
        answered = [line for line in lines if NO_ANSWER.fullmatch(line)]
        if logged and answered and len(logged) + len(answered) == len(lines):
            return True
    return False


def _inferred(code: Code) -> bool:
    """Whether a method that others may call leaves its return type to inference."""
    return any(
        member.kind == "method"
        and member.access != "private"
        and member.body is not None
        and member.return_type is None
        for unit in code.file.classes
        for member in unit.members
    )


def _contradicted(code: Code) -> bool:
    """Whether a block that ends with a `throw` says in a comment that the work goes on."""
    for block in code.nodes("statement_block", "switch_case", "switch_default"):
        # A comment may stand behind the `throw` as well.
        remarks = [child for child in block.named_children if child.type == "comment"]
        done = [child for child in block.named_children if child.type != "comment"]
        ends = bool(done) and done[-1].type == "throw_statement"
        if ends and any(GOES_ON.match(code.of(remark)) for remark in remarks):
            return True
    return False


def _asserted(code: Code) -> bool:
    return any(re.search(r"\bas Error\b", code.of(n)) for n in code.nodes("as_expression"))


def _never_set_again(code: Code) -> bool:
    again = {
        code.of(node.child_by_field_name("left") or node.child_by_field_name("argument"))
        for node in code.nodes(*ASSIGNED)
    }
    again |= {name for text in again for name in re.findall(r"\w+", text) if text[:1] in "[{"}
    return any(name not in again for name in _variables(code))


def _variables(code: Code) -> Iterator[str]:
    """Names declared by `let` with a value; those of loops aside."""
    for node in code.nodes("lexical_declaration"):
        if not code.of(node).startswith("let") or _holder(node) == "for_statement":
            continue
        for each in node.named_children:
            if each.type == "variable_declarator" and each.child_by_field_name("value"):
                name = code.of(each.child_by_field_name("name"))
                if name.isidentifier():
                    yield name


def _holder(node: Node) -> str:
    return node.parent.type if node.parent is not None else ""


def _nothing_left(code: Code) -> bool:
    return any(
        not block.named_children and _holder(block) in BLOCKS
        for block in code.nodes("statement_block")
    )


def _blocking(code: Code) -> bool:
    return any(
        any(child.type == "async" for child in method.children)
        and any("Sync(" in code.of(call) for call in below(method, "call_expression"))
        for method in code.nodes("method_definition")
    )


def given_up(code: Code, told: re.Pattern[str]) -> bool:
    """Whether a failure is told to nobody but a log or a screen, and answered with nothing."""
    return any(
        told.match(code.of(one)) and NO_ANSWER.fullmatch(code.of(two))
        for block in code.nodes("statement_block")
        for one, two in pairwise(statements(block))
    )


def _gives_list(code: Code) -> bool:
    """Whether a public method gives out a collection of the object itself."""
    return any(
        member.access == "public"
        and COLLECTION.fullmatch(member.return_type or "")
        and OWN.search(member.body or "")
        for member in code.members.values()
    )


def _always_the_same(code: Code) -> bool:
    """Whether a method that works, and says whether, can say one thing only."""
    return any(
        member.statements > 1
        and (member.return_type or "") in ("boolean", "Promise<boolean>")
        and len(set(ANSWER.findall(member.body or ""))) == 1
        and not GIVES.search(member.body or "")
        for member in code.members.values()
    )


def _without_use(code: Code) -> bool:
    """Whether a private method, whose signature nobody else decides, has a parameter that nothing
    uses.
    """
    return any(
        member.kind == "method"
        and member.access == "private"
        and member.statements
        and any(
            parameter.name.isidentifier()
            and not parameter.name.startswith("_")
            and not re.search(rf"\b{parameter.name}\b", REMARK.sub("", member.body or ""))
            for parameter in member.parameters
        )
        for member in code.members.values()
    )


def _same_either_way(code: Code) -> bool:
    return any(
        code.of(node.child_by_field_name("consequence"))
        == code.of(node.child_by_field_name("alternative"))
        for node in code.nodes("ternary_expression")
    )


def _ragged(code: Code) -> bool:
    """Whether a statement stands as far left as what holds it, or beside its neighbours."""
    for block in code.nodes("statement_block"):
        own = [each for each in statements(block) if _begins_line(code, each)]
        depths = {len(code.indent(each)) for each in own}
        holder = len(code.indent(block.parent)) if block.parent is not None else -1
        if len(depths) > 1 or (depths and min(depths) <= holder):
            return True
    return False


def _begins_line(code: Code, node: Node) -> bool:
    start = code.source.rfind("\n", 0, node.start_byte) + 1
    return not code.source[start : node.start_byte].strip()


def _only_thrown_again(code: Code) -> bool:
    return any(
        [code.of(each) for each in statements(body(clause))]
        == [f"throw {code.of(clause.child_by_field_name('parameter'))};"]
        for clause in code.nodes("catch_clause")
    )


def anything_left(text: str) -> bool:
    """Whether code holds any habit, of those too that matter only where a request leaves open what
    is wrong: blocking access, defaults by `||`, callbacks, counting loops, gathering by hand, a
    branch that only prints or stands behind an exit, a failure that is printed and answered with
    nothing, an error that meets a `catch` of its own method, a public method that returns nothing.
    """
    return something_left(text) or bool(ANSWERS_NOTHING.search(text))


def something_left(text: str) -> bool:
    """The same, methods that return nothing aside: whatever was asked for, a reader who knows the
    other steps sees that there is more to do.
    """
    code = read(text.strip())
    left = code is not None and (given_up(code, PRINTED) or caught.met_again(code))
    return bool(habits(text) or left or LEFT.search(text) or GATHERED.search(text))


def _left_open(case: Case) -> bool:
    words = wording()
    parts = [re.escape(each).replace(r"\{subject\}", r"[\w$]+") for each in words.plain]
    return any(re.fullmatch(each, case.instruction) for each in (*parts, re.escape(words.required)))


def _open_state(code: Code) -> bool:
    return any(public_state(unit) for unit in code.file.classes)


def _half_taken(case: Case) -> set[str]:
    """Steps that are claimed and were not taken everywhere."""
    after, claimed = code_of(case.output), case.metadata.pattern_applied
    code = read(after.strip())
    found = {what for step, (sign, what) in HALF.items() if step in claimed and sign.search(after)}
    if "errors thrown" in claimed and code is not None and given_up(code, PRINTED):
        found.add("some failures printed")
    if "any replaced" in claimed and code is not None and _unused_parameters(code):
        found.add("a type that nothing shows")
    old = read(code_of(case.input).strip())
    if "console output" in claimed and code is not None and old is not None and job_lost(old, code):
        found.add("output that was the method's job")
    if "paths joined" in claimed and any("://" not in text for text in GLUED.findall(after)):
        found.add("some paths glued")
    if "variables named" in claimed and code is not None and _letters(code, old):
        found.add("some letters or abbreviations for names")
    if code is not None and any(map(_never_given, code.file.classes)) and "class " in after:
        found.add("a scenario that is taken and never given")
    return found


def _never_given(unit: Unit) -> bool:
    return bool(RESTORED.search(unit.text)) and unit.member("toScenario") is None


def _unused_parameters(code: Code) -> set[str]:
    return {
        parameter.name
        for member in code.members.values()
        for parameter in member.parameters
        if parameter.name.isidentifier()
        and not re.search(rf"\b{parameter.name}\b", member.body or "")
    }


def _letters(code: Code, old: Code | None) -> set[str]:
    """Names of a letter or two, or that are an abbreviation, and new ones with one in them."""
    nodes = code.nodes("variable_declarator", "required_parameter")
    names = {
        code.of(n.child_by_field_name("name") or n.child_by_field_name("pattern")) for n in nodes
    }
    names |= {code.of(n.child_by_field_name("parameter")) for n in code.nodes("arrow_function")}
    names -= COUNTERS
    short = {name for name in names if 0 < len(name) < 3 or name in ABBREVIATIONS}
    return short | (_abbreviated(code) - _abbreviated(old) if old is not None else set())


def _abbreviated(code: Code) -> set[str]:
    names = {code.of(n.child_by_field_name("name")) for n in code.nodes("variable_declarator")}
    return {
        name
        for name in names
        if {part.lower() for part in re.findall(r"[A-Z]?[a-z]+", name)} & ABBREVIATIONS
    }


HABITS: dict[str, Callable[[Code], bool]] = {
    "error only logged": only_logged,
    "error logged and answered with nothing": lambda code: (
        _answered(code) or given_up(code, REPORTED)
    ),
    "comment that contradicts the code": _contradicted,
    "choice between equals": _same_either_way,
    "comment that is not closed": lambda code: any(
        REOPENED.search(code.of(node)) for node in code.nodes("comment")
    ),
    "broken indentation": _ragged,
    "return type left to inference": _inferred,
    "one letter for a name": lambda code: any(
        len(code.of(node.child_by_field_name("name"))) == 1
        and code.of(node.child_by_field_name("name")) not in LOOP_NAMES
        for node in code.nodes("variable_declarator")
    ),
    "constructor that takes parameters": lambda code: any(
        unit.constructor is not None and unit.constructor.parameters for unit in code.file.classes
    ),
    "error type asserted": _asserted,
    "let that is never set again": _never_set_again,
    "branch of nothing": _nothing_left,
    "catch that only throws again": _only_thrown_again,
    "state that anyone may change": _open_state,
    "version written out": lambda code: any(
        not ADDRESS.match(text)
        for node in code.nodes("string", "template_string")
        for text in VERSION.findall(code.of(node))
    ),
    "pattern that matches nothing of its kind": lambda code: any(
        NEVER.search(code.of(node)) for node in code.nodes("regex")
    ),
    "declaration in a case without a block": lambda code: any(
        child.type == "lexical_declaration"
        for node in code.nodes("switch_case", "switch_default")
        for child in node.named_children
    ),
    "text of code that prints": lambda code: any(
        WRITES.search(code.of(node)) for node in code.nodes("template_string")
    ),
    "helper behind an underscore": lambda code: bool(HELPER.search(code.text)),
    "state handed out": lambda code: any(map(handed_out, code.file.classes)) or _gives_list(code),
    "always the same answer": _always_the_same,
    "parameter without a use": _without_use,
    "text run as code": lambda code: bool(EVALUATED.search(code.text)),
    "default that is always taken": lambda code: bool(ALWAYS.search(code.text)),
    "placeholder for code": lambda code: bool(PLACEHOLDER.search(code.text)),
    "blocking access in an asynchronous method": _blocking,
}
