"""Corpus code that breaks a rule as it stands, with a correction computed from it: before and
after, or nothing.
"""

from __future__ import annotations

import re

from generators import typescript
from generators.typescript import Member, Unit, cutting

SHELL = re.compile(r"\bexecSync\(`(?P<command>[^`\\]*\$\{[^`\\]*)`")
HOLE = re.compile(r"\$\{(?P<inside>[^{}]+)\}")
WORD = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s\"']+")
# What only a shell understands: a list of arguments would mean something else.
SHELL_ONLY = re.compile(r"[|;&<>$`*~(){}\\!#\n=]")
BUILTINS = frozenset(
    {"cd", "export", "source", "start", "echo", "set", "test", "eval", "exec", "alias", "unset"}
)
CAUGHT = re.compile(r"catch \((?P<name>\w+): any\)")
# A printing statement that has a line of its own.
PRINTED = re.compile(r"^[ \t]*console\.\w+\([^\n]*\);[ \t]*\n", re.M)
# A print that tells of a failure.
REPORTED = re.compile(
    r"\bconsole\.(?:error|warn)\(|\bcatch\b[^{}]*\{[^{}]*\bconsole\.|\.catch\([^;]*?\bconsole\.",
    re.S,
)
LOOP = re.compile(r"(?:\b(?:for|while) \(|\.(?:forEach|map)\().*\{\s*$")
LEAST_STATEMENTS = 2
UNSET = re.compile(
    r"^(?P<head>[ \t]*(?:(?:private|protected|static) )+\w+)(?P<rest>: [^=\n]+;[ \t]*)$", re.M
)


def without_shell(member: Member) -> tuple[str, str, list[str]] | None:
    """(before, after, programs) of a member whose commands with inserted values become lists of
    arguments.
    """
    before = cutting.members_text([member])
    programs: list[str] = []

    def corrected(match: re.Match[str]) -> str:
        words = _arguments(match["command"])
        if words is None:
            return match.group(0)
        programs.append(words[0].strip("'"))
        return f"execFileSync({words[0]}, [{', '.join(words[1:])}]"

    after = SHELL.sub(corrected, before)
    # Where one cannot be corrected the member stays as it was: half a correction is none.
    return (before, after, programs) if programs and not SHELL.search(after) else None


def _arguments(command: str) -> list[str] | None:
    """The words of a command as TypeScript expressions; None where a shell would do more than split
    them.
    """
    holes = HOLE.findall(command)
    plain = HOLE.sub("\0", command)
    words = WORD.findall(plain)
    if SHELL_ONLY.search(plain) or "".join(words) != re.sub(
        r"\s+(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)", "", plain
    ):
        return None
    expressions = []
    for word in words:
        bare = word[1:-1] if word[0] in "\"'" else word
        if any(sign in bare for sign in "\"'"):
            return None
        count = bare.count("\0")
        inside = [holes.pop(0) for _ in range(count)]
        if count == 1 and bare == "\0":
            expressions.append(inside[0].strip())
        elif count:
            text = bare
            for each in inside:
                text = text.replace("\0", f"${{{each}}}", 1)
            expressions.append(f"`{text}`")
        else:
            expressions.append(f"'{bare}'")
    program = expressions[0] if expressions else ""
    return (
        expressions
        if re.fullmatch(r"'[\w.-]+'", program) and program.strip("'") not in BUILTINS
        else None
    )


def typed_catch(member: Member) -> tuple[str, str] | None:
    """A member that catches `any` and reads its message, with the error narrowed before
    it is read.
    """
    before = cutting.members_text([member])
    names = set(CAUGHT.findall(before))
    after = CAUGHT.sub(r"catch (\g<name>)", before)
    for name in names:
        if re.search(rf"\b{name}\??\.(?!message\b)\w", after):
            return None
        message = f"{name} instanceof Error ? {name}.message : String({name})"
        after = re.sub(rf"\$\{{{name}\??\.message\}}", f"${{{message}}}", after)
        after = re.sub(rf"\b{name}\??\.message\b(?! : String)", f"({message})", after)
    return (before, after) if after != before and names and "instanceof Error" in after else None


def silent(member: Member) -> tuple[str, str, int] | None:
    """(before, after, number of prints) of a member that prints beside its work, with the printing
    left out. None where nothing else would be left, where a block or a value would lose its use,
    where it prints in a loop (then it lists something, and the rest only prepares the list), or
    where it reports a failure: without the print the failure would be swallowed.
    """
    before = cutting.members_text([member])
    if _lists(before) or REPORTED.search(before):
        return None
    after, count = _unprinted(before)
    emptied = re.search(r"\{\s*\}", after)
    if not count or "console." in after or emptied:
        return None
    kept = typescript.parse(typescript.in_class(after)).classes
    works = kept and kept[0].methods and kept[0].methods[0].statements >= LEAST_STATEMENTS
    unused = set(_bound(after)) - set(_used_again(after))
    return (before, after, count) if works and not unused else None


def _lists(text: str) -> bool:
    """Whether a statement that prints stands in a loop, told by indentation."""
    loops: list[int] = []
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        while loops and line.strip() and depth <= loops[-1]:
            loops.pop()
        if loops and "console." in line:
            return True
        if LOOP.search(line):
            loops.append(depth)
    return False


def quiet(text: str, silent: bool) -> str:
    """The code of a class without its printing statements if it has to be `silent`; as it is where
    a block would be empty or a failure would be swallowed.
    """
    after, count = _unprinted(text) if silent and not REPORTED.search(text) else (text, 0)
    return after if count and not re.search(r"\)\s*\{\s*\}|else\s*\{\s*\}", after) else text


def _unprinted(text: str) -> tuple[str, int]:
    """The code without printing statements and how many there were; blank lines close up."""
    after, count = PRINTED.subn("", text)
    if not count:
        return text, 0
    after = re.sub(r"\n([ \t]*\n){2,}", "\n\n", re.sub(r"\{\n([ \t]*\n)+", "{\n", after))
    return re.sub(r"\n([ \t]*\n)+([ \t]*\})", r"\n\2", after), count


def _bound(text: str) -> list[str]:
    return re.findall(r"\b(?:const|let)\s+(\w+)\b", text)


def _used_again(text: str) -> list[str]:
    return [name for name in _bound(text) if len(re.findall(rf"\b{name}\b", text)) > 1]


def initialised(unit: Unit) -> tuple[str, str] | None:
    """A class whose constructor works, with the work in `init` and the constructor empty; short
    classes only.
    """
    constructor = unit.constructor
    if (
        constructor is None
        or unit.member("init")
        or re.search(r"\bextends\b", unit.text[: unit.text.find("{")])
    ):
        return None
    fields = [m for m in unit.members if m.kind == "field"]
    methods = [m for m in unit.methods if m.statements > 1][:1]
    before = cutting.reduced(unit, {*fields, constructor, *cutting.closure(unit, methods)})
    parsed = typescript.parse(before)
    if parsed.errors or not parsed.classes or parsed.classes[0].constructor is None:
        return None
    old = parsed.classes[0].constructor
    body = (old.body or "")[1:-1].rstrip()
    if re.search(r"\breturn\b|\breadonly\b|\bsuper\(", body) or "readonly" in before[: old.end]:
        return None
    blank = re.match(r"[ \t]*", before[before.rfind("\n", 0, old.start) + 1 :])
    indent = blank.group(0) if blank else ""
    kept = [parameter for parameter in old.parameters if parameter.modifiers]
    declared = "".join(f"private {each.name}!: {each.type};\n{indent}" for each in kept)
    taken = "".join(f"\n{indent * 2}this.{each.name} = {each.name};" for each in kept)
    given = ", ".join(_plain(each.text, each.modifiers) for each in old.parameters)
    doc = before[old.doc_start : old.start]
    init = f"{doc}init({given}): this {{{taken}{body}\n{indent * 2}return this;\n{indent}}}"
    after = (
        f"{before[: old.doc_start]}{declared}constructor() {{}}\n\n"
        f"{indent}{init}{before[old.end :]}"
    )
    # What the constructor no longer sets is set before use: `!` says so to the compiler.
    return before, UNSET.sub(r"\g<head>!\g<rest>", after)


def _plain(parameter: str, modifiers: tuple[str, ...]) -> str:
    for modifier in modifiers:
        parameter = re.sub(rf"^\s*{modifier}\s+", "", parameter)
    return parameter.strip()


def call_at(text: str, start: int) -> str:
    """The statement that begins at `start`: a call whose end stands on a line of its own at the
    same indentation.
    """
    blank = re.match(r"[ \t]*", text[start:])
    end = re.compile(rf"^{blank.group(0) if blank else ''}\}}(?:, \d+)?\);?[ \t]*$", re.M).search(
        text, start
    )
    return text[start : end.end()] if end else ""
