"""What the explanation of a refactoring says, against its two codes; comments that tell a past."""

from __future__ import annotations

import re

from generators.refactoring import code as refactoring
from generators.refactoring.material import PAST
from generators.typescript import tags

from ..case import NAME, Case, code_of
from ..piece import Piece, read, standard_names

SETUP = re.compile(r"jest\.config|\bdependenc(?:y|ies)\b|\bconfiguration\b", re.I)
WENT_ON = re.compile(r"\b(?:carr(?:ies|ied)|goes|went) on\b")
# A printing call and the word behind it; brackets up to three deep.
PRINTED = re.compile(
    r"console\.\w+\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\);?\s*(?:\}\s*)?(\w*)"
)
LEAVES = frozenset({"return", "throw"})
BRANCHES = re.compile(r"\bfailing branches\b")
EMPTY_RESULT = re.compile(r"\b(?:empty|missing|always a) result\b|\bnull\b|\bundefined\b", re.I)
SAID_ANY = re.compile(r"`any\b")
TYPING = re.compile(r"\bany replaced|replaced by types")
CODE_SPAN = re.compile(r"`([^`\n]+)`")
NO_BINDINGS = frozenset({"undefined", "arguments", "globalThis", "const"})


def change_told(case: Case) -> str:
    """The explanation up to its reasons: what is said to have changed."""
    return case.said.split("**Why", 1)[0]


def unknown_setup(case: Case) -> set[str]:
    """Refactored tests: a Jest configuration, dependencies or a configuration in the explanation
    that the request does not speak of.
    """
    if not case.metadata.view.endswith("test"):
        return set()
    given = case.request.lower()
    return {word for found in SETUP.findall(case.said) if (word := found.lower()) not in given}


def went_on(case: Case) -> bool:
    """Instruction or explanation says that the old code carried or went on, and in the input every
    printing call is followed by `return` or `throw`.
    """
    if not WENT_ON.search(f"{case.instruction}\n{change_told(case)}"):
        return False
    behind = PRINTED.findall(code_of(case.input))
    return bool(behind) and LEAVES.issuperset(behind)


def one_branch(case: Case) -> bool:
    """The explanation speaks of "failing branches" where a single printing call is gone."""
    if not BRANCHES.search(change_told(case)):
        return False
    return code_of(case.input).count("console.") - code_of(case.output).count("console.") == 1


def _results(piece: Piece) -> dict[str, tuple[str, str]]:
    """(parameters, result) of members with a body."""
    return {
        member.name: (str(member.parameters), member.return_type or "")
        for unit in piece.file.units
        for member in unit.members
        if member.body is not None
    }


def untold_empty_results(case: Case) -> set[str]:
    """Methods whose declared result loses or gains `null` or `undefined` with the same parameters,
    where neither instruction nor explanation speaks of `null` or an empty result.
    """
    told = f"{case.instruction}\n{case.said}"
    if EMPTY_RESULT.search(told):
        return set()
    old, new = (_results(read(code_of(text))) for text in (case.input, case.output))
    return {
        name
        for name in old.keys() & new.keys()
        if old[name][0] == new[name][0]
        and set(NAME.findall(old[name][1])) ^ set(NAME.findall(new[name][1]))
        in ({"null"}, {"undefined"})
    }


def old_exits(case: Case) -> set[str]:
    """Early exits: conditions that the explanation names as moved, though the input already leaves
    by them (an `if` without an `else` that returns or throws, at any depth).
    """
    if "early exits" not in case.metadata.pattern_applied:
        return set()
    old = refactoring.read(code_of(case.input).strip())
    known = refactoring.early_exits(old, old.nodes("if_statement")) if old is not None else []
    return set(CODE_SPAN.findall(change_told(case))) & set(known)


def lists_still_filled(case: Case) -> set[str]:
    """Lists that the explanation calls filled by hand before, though the output still adds to
    them.
    """
    told = re.findall(r"; ([^;]*), filled by hand before", change_told(case))
    names = {name for text in told for name in CODE_SPAN.findall(text)}
    return {name for name in names if f"{name}.push(" in code_of(case.output)}


def untold_any(case: Case) -> bool:
    """Whether the type `any` is gone without a word about it, where no step is about types."""
    if TYPING.search(case.metadata.pattern_applied):
        return False
    old, new = (_open_types(read(code_of(text))) for text in (case.input, case.output))
    return old > new and not SAID_ANY.search(change_told(case))


def _open_types(piece: Piece) -> int:
    return sum(piece.of(node) == "any" for node in piece.nodes.get("type", ()))


def untrue(case: Case) -> bool:
    """Any of what the tests above find."""
    return bool(
        went_on(case)
        or one_branch(case)
        or untold_empty_results(case)
        or old_exits(case)
        or lists_still_filled(case)
        or untold_any(case)
    )


def unresolved(case: Case, piece: Piece) -> set[str]:
    """Refactored tests with imports, which are whole files: identifiers and types that the output
    neither declares nor imports and that are no globals.
    """
    if not case.metadata.view.endswith("test") or not piece.nodes.get("import"):
        return set()
    return piece.used - piece.declared - standard_names()[0] - NO_BINDINGS


def foreign_tags(case: Case, piece: Piece) -> set[str]:
    """Block tags in documentation comments of the output that neither TSDoc nor JSDoc defines; in
    style_refactor those that the input has may stay.
    """
    given = case.input if case.dataset == "style_refactor" else ""
    found = {
        tag for text in piece.texts("comment") if text[:3] == "/**" for tag in tags.unknown(text)
    }
    return {tag for tag in found if f"@{tag}" not in given}


def past_comments(case: Case, piece: Piece) -> set[str]:
    """style_core: comments that tell what was removed, moved, fixed or is no longer so, where the
    request does not say it in the same words.
    """
    given = case.request.lower()
    return {
        text
        for text in piece.texts("comment")
        if (found := PAST.search(text)) and found[0].lower() not in given
    }
