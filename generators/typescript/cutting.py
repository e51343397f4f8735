"""Cutting TypeScript along its syntax: members, reduced classes and skeletons that stand on their
own.

Nothing here goes through a declaration: a cut holds members whole, or by signature, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from . import tree
from .declarations import COMMENT, Import, Member, SourceFile, Unit

NAMED_IMPORT = re.compile(r"^import\s+(type\s+)?\{([^}]*)\}\s+from\s+(.+)$", re.S)
WORD = re.compile(r"[\w$]+")
TAG = re.compile(r"^@\w+")
PUNCTUATION = re.compile(r"[^\w\s]")
# A comment like this is code that was switched off.
CODE = re.compile(r"[;{}]\s*$|=>|^\s*(?:const|let|return|await|if \(|import)\b|\w\(.*\);?$")
HEADING = re.compile(
    r"\b(?:methods|helpers|utilities|functions|accessors|getters|setters|operations)\b", re.I
)
DOING = re.compile(
    r"(?:get|set|list|find|discover|check|collect|extract|show|call|run|execute|analy[sz]e|load"
    r"|save|register|validate"
    r"|generate|create|add|remove|read|write|build|parse|return|perform|handle|start|stop|apply"
    r"|display|print|update)",
    re.I,
)
CORE_NAMES = frozenset({"init", "toScenario"})
CONSOLE = re.compile(r"^\s*(?:await\s+)?(?:console\.\w+|process\.std(?:out|err)\.write)\(")
UNFINISHED = re.compile(
    r"not (?:yet )?implemented|\b(?:TODO|FIXME|XXX)\b"
    r"|\b(?:placeholder|stub|dummy|mock)(?: \w+)? (?:implementation|for now|until)"
    r"|\bfor now,? (?:just |we(?:'ll)? |simply )?(?:return|throw|use|do|skip|assume|log)"
    r"|(?:this|it|here) would (?:be|need|require|normally|typically|actually)|would (?:normally"
    r"|typically) "
    r"|in (?:a )?(?:real|production|full|actual) (?:implementation|system|application|version|code"
    r"|scenario)"
    r"|simplified (?:implementation|version|for)|(?:to|will) be implemented|coming soon|\bQUESTION:"
    r"|will be (?:injected|replaced|filled in) (?:later|from|by|when|once)"
    r"|(?:would|will) go here|//[^\n]*\bexisting code\b"
    # A documented declaration that was switched off.
    r"|//[ \t]*/\*\*|//[ \t]*\*+/",
    re.I,
)

# A method that is asked to do something and only comes back.
ONLY_BACK = re.compile(
    r"\)\s*:\s*(?:void|Promise<void>)\s*\{(?:\s|//[^\n]*\n|/\*(?:(?!\*/).)*\*/)*"
    r"(?:return;?|await Promise\.resolve\(\);?|return Promise\.resolve\(\);?)\s*\}",
    re.S,
)


def normalised(text: str) -> str:
    """The text with every run of white space as one blank: equal for cuts that differ in layout
    only.
    """
    return " ".join(text.split())


def code_words(text: str) -> set[str]:
    """The words of a piece of code outside of its comments and strings."""
    return set(WORD.findall(COMMENT.sub(" ", text)))


def indentation(source: str, start: int) -> str:
    """The blanks before `start` on its line; empty where code stands before it."""
    before = source[source.rfind("\n", 0, start) + 1 : start]
    return before if not before.strip() else ""


@lru_cache(maxsize=20_000)
def outdent(text: str) -> str:
    """Moves a block to the left edge by its first line's indentation. Lines inside template
    literals stay put.
    """
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    if not indent:
        return text
    fixed = _literal_lines(text) if "`" in text else frozenset()
    lines = text.split("\n")
    return "\n".join(
        line.removeprefix(indent) if number not in fixed else line
        for number, line in enumerate(lines)
    )


def _literal_lines(text: str) -> frozenset[int]:
    """Numbers (from 0) of the lines that begin inside a template literal."""
    opening = "class X {\n"
    found = tree.captures(tree.root(f"{opening}{text}\n}}"), "(template_string) @literal").get(
        "literal", []
    )
    inside: set[int] = set()
    for node in found:
        first = text.count("\n", 0, max(0, node.start_byte - len(opening)))
        last = text.count("\n", 0, max(0, node.end_byte - len(opening)))
        inside.update(range(first + 1, last + 1))
    return frozenset(inside)


def members_text(members: Iterable[Member]) -> str:
    """Members whole, documented, in source order and at the left edge; as they would be typed into
    the class.
    """
    return _joined(
        [
            (m, outdent(indentation(m.source, m.doc_start) + m.documented_text))
            for m in _ordered(members)
        ]
    )


def reduced(unit: Unit, members: Iterable[Member], doc: bool = True) -> str:
    """A class or interface with only these members, each whole: a smaller declaration that parses
    by itself.
    """
    kept = _ordered([*members, *blocks(unit)])
    return _with_body(unit, _joined([(m, _indented(m)) for m in kept]), doc)


def blocks(unit: Unit) -> tuple[Member, ...]:
    """The static blocks of a class: they stay with it, however it is cut."""
    return tuple(member for member in unit.members if member.kind == "block")


def skeleton(
    unit: Unit,
    whole: Iterable[Member],
    signed: Iterable[Member],
    asked: Mapping[Member, str] | None = None,
) -> str:
    """A class with some members whole, others by signature, and those asked for by signature under
    a comment.

    It parses, so that a claim about it can be checked.
    """
    texts = {m.start: (m, _indent(unit) + m.signature) for m in signed}
    texts |= {m.start: (m, _indented(m)) for m in [*whole, *blocks(unit)]}
    for member, comment in (asked or {}).items():
        texts[member.start] = (
            member,
            f"{_indent(unit)}// {comment}\n{_indent(unit)}{member.signature}",
        )
    return _with_body(unit, _joined([texts[start] for start in sorted(texts)]), doc=False)


def _indent(unit: Unit) -> str:
    """The indentation of the unit's members."""
    return next((blank for m in unit.members if (blank := indentation(unit.source, m.start))), "  ")


def _ordered(members: Iterable[Member]) -> list[Member]:
    return sorted(set(members), key=lambda m: m.start)


def _indented(member: Member) -> str:
    return (indentation(member.source, member.doc_start) or "  ") + member.documented_text


def _joined(parts: list[tuple[Member, str]]) -> str:
    """Blank lines between members with a body, none between fields or signatures."""
    out = ""
    for number, (member, text) in enumerate(parts):
        if number:
            flat = "\n" not in text and "\n" not in parts[number - 1][1]
            same = (member.kind == "field") == (parts[number - 1][0].kind == "field")
            out += "\n" if flat and same else "\n\n"
        out += text
    return out


def _with_body(unit: Unit, body: str, doc: bool) -> str:
    head = unit.source[unit.doc_start if doc else unit.start : unit.body_start].rstrip()
    return f"{head} {{\n{body}\n}}{unit.source[unit.body_end : unit.end]}"


def closure(unit: Unit, seeds: Iterable[Member]) -> tuple[Member, ...]:
    """The seeds and all members of the class that they need, directly or through one another, in
    source order.
    """
    by_name: dict[str, list[Member]] = {}
    for member in unit.members:
        by_name.setdefault(member.name, []).append(member)
    wanted: dict[int, Member] = {}
    todo = [*seeds, *blocks(unit)]
    while todo:
        member = todo.pop()
        if member.start in wanted:
            continue
        wanted[member.start] = member
        for name in touched(unit, member) | (
            {member.name} if member.kind in ("method", "signature") else set()
        ):
            todo += by_name.get(name, [])
    return tuple(wanted[start] for start in sorted(wanted))


def touched(unit: Unit, member: Member) -> set[str]:
    """Names of the class's own members that a member uses, calls, or reaches through the class's
    name.
    """
    names = set(member.uses | member.calls) | _through_class(unit.name, member.text)
    return names & {m.name for m in unit.members}


@lru_cache(maxsize=20_000)
def _through_class(name: str, text: str) -> frozenset[str]:
    """Names that a member's text reaches through the class `name` or an object made of it. Cuts
    of a large class ask the same again and again.
    """
    names: set[str] = set()
    if name and f"{name}." in text:
        names |= set(re.findall(rf"\b{re.escape(name)}\.(#?\w+)", text))
    if "this.constructor" in text:
        names |= set(re.findall(r"\bthis\.constructor(?:\s+as\s[^)]*)?\)?\.(#?\w+)", text))
    if f" = new {name}(" in text:
        for made in re.findall(rf"\b(\w+) = new {re.escape(name)}\(", text):
            names |= set(re.findall(rf"\b{re.escape(made)}\.(\w+)", text))
    return frozenset(names)


def core_members(unit: Unit) -> tuple[Member, ...]:
    """Fields, constructor, `init`, `toScenario` and accessors: what makes a class a Web4 class."""
    return tuple(
        m
        for m in unit.members
        if m.kind in ("field", "constructor", "getter", "setter") or m.name in CORE_NAMES
    )


def used_imports(file: SourceFile, text: str) -> list[Import]:
    """The file's imports that `text` mentions, each cut to the names it mentions."""
    return list(_used(file, frozenset(WORD.findall(text))))


def _used(file: SourceFile, words: Collection[str]) -> Iterable[Import]:
    for item in file.imports:
        names = tuple(name for name in item.names if name in words)
        if not names or not item.text.startswith("import"):
            continue
        match = NAMED_IMPORT.match(item.text)
        if match and len(names) < len(item.names):
            kind, specifiers, source = match.groups()
            kept = [
                s.strip()
                for s in specifiers.split(",")
                if WORD.findall(s) and WORD.findall(s)[-1] in names
            ]
            text = f"import {kind or ''}{{ {', '.join(kept)} }} from {source}"
            item = Import(item.source, names, item.layer, item.start, item.end, text)
        yield item


def purpose(doc: str, words: int = 45) -> str:
    """What a doc comment says it does: its first paragraph as plain text, without tags, at most
    `words` words.
    """
    lines: list[str] = []
    for raw in doc.split("\n"):
        line = (
            re.sub(r"^\s*(?:/\*+|\*+/|\*|//+|@\w+\(.*\)$)\s?", "", raw).removesuffix("*/").strip()
        )
        if TAG.match(line) or line.startswith("```"):
            break
        if not line and lines:
            break
        # Rules and banners are no sentences.
        if line and PUNCTUATION.sub("", line).strip():
            lines.append(line)
    text = ""
    for line in lines:
        # Lines that are sentences of their own often lack the full stop.
        new = (
            text
            and (text[-1].isalnum() or text[-1] in ")`")
            and line[0].isupper()
            and len(text.split()) > 3
        )
        text += (". " if new else " " if text else "") + line
    kept = text.split()[:words]
    return " ".join(kept) if len(kept) == len(text.split()) else _to_sentence(" ".join(kept))


def steps(member: Member, most: int = 6) -> list[str]:
    """The line comments in a member's body, as an outline of what it does: at most `most`, the
    first ones.
    """
    found = re.findall(r"^\s*//\s*(\S.*)$", (member.body or "").split("\n", 1)[-1], re.M)
    prose = [line.strip() for line in found if len(line.split()) > 2 and not CODE.search(line)]
    return [" ".join(line.split()[:20]).rstrip(":;") for line in prose[:most]]


def _to_sentence(text: str) -> str:
    end = max(text.rfind(". "), text.rfind("; "))
    return text[: end + 1] if end > 20 else text + " …"


def is_heading(text: str) -> bool:
    """Whether a comment titles a section (`Private helper methods`) and says nothing of the member
    below it.
    """
    return len(text.split()) <= 8 and bool(HEADING.search(text)) and not DOING.match(text)


@lru_cache(maxsize=20_000)
def unfinished(text: str) -> bool:
    """Whether code says of itself that it is not the real thing yet, or holds a method that only
    comes back.
    """
    return bool(UNFINISHED.search(text) or ONLY_BACK.search(text))


def only_prints(member: Member) -> bool:
    """Whether at least half of a body's lines print or belong to what is printed."""
    body = (member.body or "").strip()[1:-1]
    lines = [
        line for line in body.split("\n") if line.strip() and not line.strip().startswith("//")
    ]
    printing, open_call = 0, False
    for line in lines:
        begins = bool(CONSOLE.match(line))
        printing += begins or open_call
        if begins or open_call:
            open_call = not re.search(r"\)\s*;?\s*$", line)
    return bool(lines) and printing * 2 >= len(lines)
