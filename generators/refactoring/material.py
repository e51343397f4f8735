"""Code as it may be shown: without output where the layer must not print, and without pictures in
what is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from tree_sitter import Node

from generators import typescript
from generators.typescript import Member, Unit, cutting, tags
from generators.typescript.library import Source

from .code import Code, below, read
from .printing import EMOJI, quiet
from .soundness import sound

PRINTING_LAYER = "layer5"
# A comment that tells of the past of the code, and one that speaks of the work on it.
PAST = re.compile(
    r"\bremoved(?: -|\))|//\s*removed\b"
    r"|\bno longer\b|\bformerly\b|\bmoved from\b|\bused to be\b|\boccam\b|\bfixed:",
    re.I,
)
HISTORY = re.compile(
    rf"{PAST.pattern}"
    r"|\b(?:fix|hack|workaround|legacy|backwards? compatib\w+|refactor\w*|deprecated|replaces"
    r"|add missing|pdca|empty constructor|web4 pattern)\b"
    r"|\bv\d+\b|\bv?\d+\.\d+\.\d+|[\u2190-\u2bff\U0001f000-\U0001faff]",
    re.I,
)
CREED = re.compile(
    r"^[ \t]*\*(?!/)[^\n]*\b(?:web4 (?:principle|pattern|architecture)|single interface per file"
    r"|occam|radical oop|pdca|no longer|replaces)\b(?:(?!\*/)[^\n])*\n",
    re.M | re.I,
)
BESIDE_BRACE = re.compile(r"\{[ \t]*//[^\n]*\b(?:empty constructor|web4)\b[^\n]*", re.I)
NOTHING_SAID = re.compile(r"^[ \t]*/\*\*[\s*]*\*/[ \t]*\n", re.M)
LINE_COMMENT = re.compile(r"^[ \t]*//[^\n]*\n", re.M)
# The message of something that is caught, in a text of several parts or by itself.
ASSERTED = re.compile(r"(\$\{)?\((\w+) as Error\)\.message(\})?")
HOLDER = "Holder"
# A text that ends with a name for what should follow.
LABEL = re.compile(r":\s*['\"`]\s*\)")


@dataclass(frozen=True)
class Material:
    """A member to show. `found` is its text in the corpus with the steps that lead from it, where
    that text differs.
    """

    member: Member
    found: tuple[str, tuple[str, ...]] | None = None


def material(member: Member, layer: str) -> Material:
    """A member as it may stand in an answer, as far as that can be had."""
    if "console." not in member.text:
        return Material(member)
    if layer == PRINTING_LAYER:
        return Material(_parsed(member, without_pictures(cutting.members_text([member]))))
    silent = quiet(member)
    if silent is None or not sound(silent[0]):
        return Material(member)
    made = _parsed(member, silent[0])
    found = (cutting.members_text([member]), silent[1]) if silent[1] else None
    return Material(made, found if made is not member else None)


def without_pictures(text: str) -> str:
    """The text with emoji taken out of what it prints; itself where one of them is all that a line
    says.
    """
    code = read(text)
    if code is None or not EMOJI.search(text):
        return text
    edits = [
        (node.start_byte, node.end_byte, EMOJI.sub("", code.of(node)))
        for node in code.nodes("expression_statement")
        if re.match(r"console\.\w+\(", code.of(node))
    ]
    if any(LABEL.search(new) and not LABEL.search(text[start:end]) for start, end, new in edits):
        return text
    return code.edited(edits)


def _parsed(member: Member, text: str) -> Member:
    """The member with another text; itself where that cannot be read."""
    parsed = typescript.parse(typescript.in_class(text, HOLDER))
    made = parsed.classes[0].member(member.name) if parsed.classes and not parsed.errors else None
    return made or member


def without_past(source: Source) -> Source:
    """The source without comments on the past of its code, and on principles instead of it, and
    without tags that only one repository knows.
    """
    text = LINE_COMMENT.sub(
        lambda found: "" if HISTORY.search(found[0]) else found[0],
        tags.without_unknown(source.file.text),
    )
    text = NOTHING_SAID.sub("", CREED.sub("", BESIDE_BRACE.sub("{", text)))
    if text != source.file.text:
        text = re.sub(r"\{\n(?:[ \t]*\n)+", "{\n", re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text))
    return parsed_again(source, text)


def with_checked_errors(source: Source) -> Source:
    """The source in which what was caught is asked whether it is an error, not taken for one."""
    return parsed_again(source, ASSERTED.sub(_checked, source.file.text))


def _checked(found: re.Match[str]) -> str:
    opens, name, closes = found.groups(default="")
    asked = f"{name} instanceof Error ? {name}.message : String({name})"
    if opens and closes:
        return f"{opens}{asked}{closes}"
    before, after = found.string[: found.start()], found.string[found.end() :]
    alone = before.endswith((": ", "= ", "[", "(", ", ")) and re.match(r"\s*[,;}\])]", after)
    return f"{opens}{asked if alone else f'({asked})'}{closes}"


def with_causes(source: Source) -> Source:
    """The source in which an error that is thrown in place of a caught one keeps that as its
    `cause`: whoever gets it can see what happened, not only where it was noticed.
    """
    code = read(source.file.text)
    if code is None or "catch" not in code.text:
        return source
    edits: dict[int, str] = {}
    for clause in code.nodes("catch_clause"):
        name = code.of(clause.child_by_field_name("parameter"))
        for thrown in below(clause, "throw_statement"):
            given = _only_argument(code, thrown)
            if name.isidentifier() and given is not None:
                # The inner of two clauses comes last.
                edits[given.end_byte] = f", {{ cause: {name} }}"
    return parsed_again(source, code.edited((at, at, text) for at, text in edits.items()))


def _only_argument(code: Code, thrown: Node) -> Node | None:
    """The argument of `throw new Error(…)` where it has one and no more."""
    made = thrown.named_children[0] if thrown.named_children else None
    if made is None or made.type != "new_expression":
        return None
    arguments = made.child_by_field_name("arguments")
    plain = code.of(made.child_by_field_name("constructor")) == "Error"
    if not plain or arguments is None or len(arguments.named_children) != 1:
        return None
    return arguments.named_children[0]


def parsed_again(source: Source, text: str) -> Source:
    """The source with another text; itself where that is the same or brings new syntax errors."""
    if text == source.file.text:
        return source
    file = typescript.parse(text, source.file.tsx, source.component.file_path)
    new = Counter(map(_fault, file.errors)) - Counter(map(_fault, source.file.errors))
    return replace(source, file=file) if not new else source


def _fault(error: str) -> str:
    """What an error says, wherever it stands now."""
    return error.split(": ", 1)[-1]


def class_material(unit: Unit, layer: str, throwing: bool = True) -> Unit:
    """A class whose members are as they may stand in an answer, as far as that can be had. Without
    `throwing` members stay as they are where an error would be thrown that was only printed.
    """
    source, out, at = unit.source, "", unit.start
    for member in unit.members:
        if member.body is None:
            continue
        shown = material(member, layer)
        made = shown.member
        throws = shown.found is not None and "errors_thrown" in shown.found[1]
        if made is member or (throws and not throwing):
            continue
        blank = cutting.indentation(source, member.doc_start)
        lines = cutting.members_text([made]).split("\n")
        text = "\n".join(blank + line if line else line for line in lines)
        out += source[at : member.doc_start - len(blank)] + text
        at = member.end
    if not out:
        return unit
    parsed = typescript.parse(out + source[at : unit.end])
    return parsed.classes[0] if len(parsed.classes) == 1 and not parsed.errors else unit
