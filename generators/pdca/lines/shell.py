"""Commands of a shell session: which lines of a fence are steps that somebody would note, and which
only belong to a script, a quoted text or a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ..fences import Fences
from ..marks import headline

SHELL_FENCES = frozenset(("bash", "sh", "shell", "zsh", "console"))
COMMENT = re.compile(r"^#[#!\s]*|[:.\s]+$")
COMMAND = re.compile(
    r"(?:\$ )?(?:git|npm|npx|node|tsc|vitest|mkdir|cp|mv|ln|rm|chmod|find|grep|sed|cat|curl|source"
    r"|\./[\w./-]+|[a-z][\w-]*\.sh)\s+[^\s`][^`]*$"
)
LONGEST_COMMAND = 120
# A comment that says what came of the command above it.
CAME_OF_IT = re.compile(
    r"#[\W_]*(?:should|expected|outputs?|results?|returns?|shows?|success|found|fails?|failed|ok"
    r"|ergebnis|ausgabe)\b|#\s*(?:→|=>|->|✅|❌)",
    re.I,
)
SHEBANG = re.compile(r"\s*#!")
# What begins a part of a script, and what ends it.
OPENS = re.compile(
    r"^\s*(?:(?:for|while|until|if|case)\b|function\s+\w|[\w-]+\s*\(\)\s*\{?\s*$)|\|\s*while\b"
)
ENDS = re.compile(r"(?:^|;)\s*(?:done|fi|esac)\b|^\s*\}")
DOCUMENT = re.compile(r"<<-?\s*(?P<mark>['\"]?)(?P<end>\w+)(?P=mark)")
# A line that may open a text in quotation marks; what a command prints may hold an apostrophe.
GIVES_TEXT = re.compile(
    r"\s*(?:\$ )?(?:\w+=|(?:echo|printf|export|python3?|bash|sh|ssh|docker|gh|jq|awk|node)\s)"
)


def comment(line: str) -> str:
    """What a comment says of the commands below it."""
    return headline(COMMENT.sub("", line))


def is_session(lines: Sequence[str], opening: str) -> bool:
    """Whether a fence without a language holds commands, with what they print or with comments."""
    fences = Fences()
    fences.marks(opening)
    held = [line.strip() for line in takewhile(lambda line: not fences.marks(line), lines)]
    told = [line for line in held if line and not line.startswith("#")]
    prompts = any(line.startswith("$ ") for line in told)
    comments = any(line.startswith("#") for line in held)
    return prompts or (comments and bool(told) and all(map(COMMAND.match, told)))


def no_steps(rows: Sequence[str]) -> set[int]:
    """The numbers of lines in fences that are no commands of their own: all of a script, what
    stands in a loop, a condition or a function, a document that a command writes with the line
    that opens it, a text in quotation marks over several lines.
    """
    found: set[int] = set()
    fences = Fences()
    begun = 0
    for at, row in enumerate(rows):
        if not fences.marks(row):
            continue
        if fences.run:
            begun = at + 1
        else:
            found.update(begun + number for number in _in_script(rows[begun:at]))
    if fences.run:
        found.update(begun + number for number in _in_script(rows[begun:]))
    return found


def _in_script(rows: Sequence[str]) -> set[int]:
    """The same for the lines of one fence."""
    if SHEBANG.match(next(filter(str.strip, rows), "")):
        return set(range(len(rows)))
    found: set[int] = set()
    depth = at = 0
    while at < len(rows):
        row = rows[at]
        opens, ends = len(OPENS.findall(row)), len(ENDS.findall(row))
        end = _text_end(rows, at)
        if depth or opens or end > at + 1:
            found.update(range(at, end))
        depth = max(0, depth + opens - ends)
        at = end
    return found


def _text_end(rows: Sequence[str], at: int) -> int:
    """The line behind a document or quoted text that a line opens; the next line where it opens
    none. One that is never closed is all that is left of its line only.
    """
    row = rows[at]
    if document := DOCUMENT.search(row):
        ends = (n for n in range(at + 1, len(rows)) if rows[n].strip() == document["end"])
        return next(ends, len(rows) - 1) + 1
    if not (COMMAND.match(row.strip()) or GIVES_TEXT.match(row)):
        return at + 1
    quote = open_quote(row)
    if not quote:
        return at + 1
    for number in range(at + 1, len(rows)):
        quote = open_quote(rows[number], quote)
        if not quote:
            return number + 1
    return at + 1


def open_quote(row: str, quote: str = "") -> str:
    """The quotation mark that is open at the end of a line, empty for none; comments left out."""
    before = " "
    for sign in row:
        if before == "\\" and quote != "'":
            before = ""
            continue
        if not quote and sign == "#" and before.isspace():
            break
        if sign in "\"'" and sign == (quote or sign):
            quote = "" if quote else sign
        before = sign
    return quote


def is_step(command: str) -> bool:
    """Whether a line is a command that a person would note, whole."""
    short = len(command) <= LONGEST_COMMAND
    return bool(COMMAND.match(command)) and short and not open_quote(command)
