"""The outline of a record's text: its lines, what of them is code, and every kind of heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .fences import FENCE, Ends, closes, document_ends
from .marks import CODE_SPAN

ATX = re.compile(r"^ {0,3}(?P<marks>#{1,6})(?P<gap>[ \t]*)(?P<title>[^#\s].*?)[ \t]*#*[ \t]*$")
HTML = re.compile(r"^\s*<h(?P<level>[1-6])\b[^>]*>(?P<title>.+?)</h[1-6]>\s*$", re.I)
HTML_OPENS = re.compile(r"^\s*<h(?P<level>[1-6])\b[^>]*>\s*$", re.I)
HTML_ENDS = re.compile(r"^\s*</h[1-6]>\s*$", re.I)
SUMMARY = re.compile(
    r"^\s*(?:<details\b[^>]*>\s*)?<summary>(?P<title>.+?)</summary>[ \t]*(?P<rest>.*)$", re.I
)
QUOTED = re.compile(r"^ {0,3}>[ \t]*(?:#{1,6}|\[!\w+\][+-]?)[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*$")
# The cell that says something is the last one that is more than a name or a date.
ROW = re.compile(
    r"^\s*\|\s*(?P<title>[^|]+?)\s*\|(?:[^|]*\|)*?\s*(?P<rest>(?:[^\s|]+\s+){2,}[^\s|][^|]*"
    r"\|?(?:[^|\w]*\|)*\s*)$"
)
# An item that only names a section, and a line that says something behind the name.
ITEM = re.compile(
    r"^ {0,3}(?:[-*+]|\d+[.)])[ \t]+(?P<title>[^\s*_\[(`|][^:|]{0,40}?)[ \t]*:?[ \t]*$"
)
INLINE = re.compile(
    r"^ {0,3}(?:(?:[-*+]|\d+[.)])[ \t]+)?(?P<title>[^\W\d_][^:|*`]{0,30}?)[ \t]*:[ \t]+"
    r"(?P<rest>\S.*)$"
)
# HTML whose text is shown as it stands.
VERBATIM = re.compile(r"^\s*<(?P<tag>pre|code|script|style|textarea)\b[^>]*>", re.I)
BOLD = re.compile(
    r"^ {0,3}(?:(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?(?P<run>\*\*|__)"
    r"(?P<title>(?:(?!(?P=run)).)+)(?P=run)[ \t]*(?P<colon>:?)[ \t]*(?P<rest>.*)$"
)
UNDERLINE = re.compile(r"^ {0,3}(?P<mark>[=~^-])(?P=mark)+[ \t]*$")
# What no underline makes a heading: lists, quotes, tables, rules, code.
NO_PARAGRAPH = re.compile(r"^(?:\s*$|\s*[-*+>|#]| {4}|\t|\s*(?:```|~~~))")
NUMBERED = re.compile(r"^\s*\d+[.)]\s")
PLAIN = re.compile(r"^ {0,3}(?P<title>[^\s#>|*+-].{0,50}?)[ \t]*(?P<colon>:?)[ \t]*$")
# A phase by its letter alone.
LETTER = re.compile(r"^\W*[pdcsa]\W*$", re.I)
# What looks like a blank or like nothing, and hides marks from a reader of Markdown.
BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": "", "\u2060": "", "\ufeff": ""})
# Headings of other markup languages (Confluence, AsciiDoc), where a text has none of Markdown's.
MARKED = re.compile(r"^ {0,3}#{1,6}[ \t]*[^\s#+!]", re.M)
FOREIGN = (
    re.compile(r"^h(?P<level>[1-6])\.[ \t]+(?P<title>\S.*)$", re.M),
    re.compile(r"^(?P<level>={1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+=+)?$", re.M),
)
DOUBLE_BARS = re.compile(r"^\|\|.*\|\|[ \t]*$", re.M)
BOLD_LEVEL, LEAD_LEVEL, PLAIN_LEVEL, WEAK_LEVEL = 7, 8, 9, 10
# A summary that folds a section away.
SUMMARY_LEVEL = 2
# Forms that only make sections where all phases have them: a heading in a quotation, a line that is
# nothing but the name, a row of a table.
WEAK = ("quoted", "line", "row", "item", "inline")

Known = Callable[[str], str]
"""The kind of section that a title names, empty for none."""


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1-6, more for lines that only serve as one), the characters it takes
    up, and its form: `atx`, `setext`, `html`, `bold`, `lead` (bold, with text behind it), `plain`,
    or a weak one.
    """

    level: int
    start: int
    end: int
    title: str
    form: str


@dataclass(frozen=True)
class Outline:
    """`code` holds the numbers of lines in fences, comments or front matter, fence marks included;
    `notes` what is not as it should be, for people.
    """

    lines: tuple[str, ...]
    offsets: tuple[int, ...]
    code: frozenset[int]
    headings: tuple[Heading, ...]
    notes: tuple[str, ...]

    def prose(self) -> list[str]:
        """The lines, those of code empty."""
        return ["" if at in self.code else line for at, line in enumerate(self.lines)]


def normal(text: str) -> str:
    """The text with line ends as `\\n` only. Nothing else ends a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def readable(text: str) -> str:
    """The same with plain blanks only, without blanks that have no width, and with headings as
    Markdown has them.
    """
    text = normal(text).translate(BLANKS)
    if MARKED.search(text):
        return text
    for heading in FOREIGN:
        text = heading.sub(_in_markdown, text)
    return DOUBLE_BARS.sub(lambda match: match[0].replace("||", "|"), text)


def _in_markdown(match: re.Match[str]) -> str:
    level = int(match["level"]) if match["level"].isdigit() else len(match["level"])
    return f"{'#' * level} {match['title']}"


@lru_cache(maxsize=2_000)
def outline(text: str, known: Known) -> Outline:
    """Reads the text's outline; `known` tells which titles name sections."""
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    offsets[-1] = len(text)
    code, notes = _code(lines, known)
    headings = [
        Heading(level, offsets[first], offsets[last] + length, title, form)
        for at in range(len(lines))
        if at not in code
        for level, first, last, length, title, form in _heading(lines, at, code, known)
    ]
    return Outline(tuple(lines), tuple(offsets), frozenset(code), tuple(headings), tuple(notes))


def front_matter(lines: Sequence[str]) -> int:
    """How many lines the YAML or TOML block at the start takes up, its rules included; 0 without
    one.
    """
    if not lines or lines[0].rstrip() not in ("---", "+++"):
        return 0
    toml = lines[0].startswith("+++")
    for at, line in enumerate(lines[1:], 1):
        if line.rstrip() in (("+++",) if toml else ("---", "...")):
            return at + 1
        if toml and (not line.strip() or re.match(r"\s*(?:#|\[|[\w\"'.-]+\s*=|[\"\]])", line)):
            continue
        if line.strip() and not re.match(r"\s*(?:#|-\s|[\w\"'][^:]*:(?:\s|$))|\s+\S", line):
            return 0
    return 0


def _code(lines: Sequence[str], known: Known) -> tuple[set[int], list[str]]:
    code = set(range(front_matter(lines)))
    notes: list[str] = []
    at = len(code)
    ends, documents = Ends(lines), document_ends(lines)
    while at < len(lines):
        fence = FENCE.match(lines[at])
        if fence and _underlines(lines, at, known):
            at += 1
        elif fence and not (fence["run"][0] == "`" and "`" in fence["info"]):
            end, closed = documents.get(at, 0), at in documents
            if not closed:
                end, closed = _fence_end(lines, at, fence["run"], known)
            if not closed:
                notes.append(
                    f"the fence opened in line {at + 1} is never closed; read as ending before line"
                    f" {end + 1}"
                )
            code.update(range(at, end))
            at = end
        elif end := _hidden_end(lines, at, ends):
            # What stands before a comment on its line is read.
            code.update(range(at + bool(lines[at].split("<!--")[0].strip()), end))
            at = end
        elif verbatim := VERBATIM.match(lines[at]):
            end = ends.after(at, f"</{verbatim['tag']}>")
            end = end if end >= 0 else at
            code.update(range(at, end + 1))
            at = end + 1
        else:
            at += 1
    return code, notes


def _underlines(lines: Sequence[str], at: int, known: Known) -> bool:
    """Whether marks like those of a fence stand below the name of a section, as long as it is."""
    above = lines[at - 1].strip() if at else ""
    return (
        set(lines[at].strip()) == {"~"}
        and len(above) == len(lines[at].strip())
        and bool(known(above))
    )


def _hidden_end(lines: Sequence[str], at: int, ends: Ends) -> int:
    """The line behind a comment that opens in a line, and ends in a later one or is all of it; 0
    where none does.
    """
    line = CODE_SPAN.sub("", lines[at])
    opens = line.rfind("<!--")
    if opens < 0 or (line[:opens].strip() and "-->" in line[opens:]):
        return 0
    if "-->" in line[opens:]:
        return at + 1
    return ends.after(at + 1, "-->") + 1


def visible(lines: Sequence[str]) -> list[str]:
    """The lines without comments, outside of fences."""
    found: list[str] = []
    fence = ""
    hidden = False
    for line in lines:
        mark = None if hidden else FENCE.match(line)
        if mark and not fence:
            fence = mark["run"]
        elif mark and closes(mark, fence):
            fence = ""
        elif not fence and (hidden or "<!--" in line):
            line, hidden = _shown(line, hidden)
        found.append(line)
    return found


def _shown(line: str, hidden: bool) -> tuple[str, bool]:
    """What of a line is in no comment, and whether a comment is open at its end."""
    parts = re.split(r"(`[^`]*`|<!--|-->)", line)
    kept: list[str] = []
    for part in parts:
        if part == "-->" and hidden:
            hidden = False
        elif part == "<!--":
            hidden = True
        elif not hidden:
            kept.append(part)
    return "".join(kept).rstrip(), hidden


def _fence_end(lines: Sequence[str], at: int, run: str, known: Known) -> tuple[int, bool]:
    """(number of the line behind the fence, whether it is closed). A fence that is never closed
    ends at the next section heading; so does one in which a section heading comes before another
    opening.
    """
    border = -1
    for number in range(at + 1, len(lines)):
        mark = FENCE.match(lines[number])
        if mark and closes(mark, run):
            return number + 1, True
        if border >= 0 and mark and mark["run"][0] == run[0] and mark["info"].strip():
            return border, False
        if border < 0 and _names_section(lines, number, known):
            border = number
    return (border if border >= 0 else len(lines)), False


def _names_section(lines: Sequence[str], at: int, known: Known) -> bool:
    """Whether a line is a heading of a section, of whatever form; `#` begins a comment in code."""
    return any(
        (level > 1 or form != "atx")
        and form not in ("row", "item", "inline")
        and bool(known(title) or LETTER.match(title))
        for level, _, _, _, title, form in _heading(lines, at, set(), known)
    )


Found = tuple[int, int, int, int, str, str]
"""(level, first line, last line, length of the last line that is heading, title, form)"""


def _heading(lines: Sequence[str], at: int, code: set[int], known: Known) -> list[Found]:
    line = lines[at]
    if match := ATX.match(line):
        if match["gap"] or known(match["title"]):
            return [(len(match["marks"]), at, at, len(line), match["title"], "atx")]
        return []
    if match := HTML.match(line):
        return [(int(match["level"]), at, at, len(line), match["title"], "html")]
    if (match := HTML_OPENS.match(line)) and at + 2 < len(lines) and HTML_ENDS.match(lines[at + 2]):
        ends = len(lines[at + 2])
        return [(int(match["level"]), at, at + 2, ends, lines[at + 1].strip(), "html")]
    if (match := SUMMARY.match(line)) and known(match["title"]):
        return [(SUMMARY_LEVEL, at, at, match.start("rest"), match["title"], "html")]
    below = lines[at + 1] if at + 1 < len(lines) and at + 1 not in code else ""
    above = lines[at - 1] if at and at - 1 not in code else ""
    under = UNDERLINE.match(below)
    if under and under["mark"] in "~^" and not known(line):
        under = None
    item = NO_PARAGRAPH.match(line) or (NUMBERED.match(line) and not known(line))
    if under and not item and (not above.strip() or ATX.match(above)):
        level = {"=": 1, "-": 2}.get(under["mark"], 3)
        return [(level, at, at + 1, len(below), line.strip(), "setext")]
    return _line_heading(line, at, above, known)


def _line_heading(line: str, at: int, above: str, known: Known) -> list[Found]:
    """A line that serves as a heading because it names a section."""
    if match := BOLD.match(line):
        named = match["colon"] or match["title"].rstrip().endswith(":")
        letter = named and LETTER.match(match["title"])
        if not known(match["title"]) and not letter:
            return []
        if re.search(r"\w", match["rest"]):
            length = match.start("rest")
            return [(LEAD_LEVEL, at, at, length, match["title"], "lead")] if named else []
        return [(BOLD_LEVEL, at, at, len(line), match["title"], "bold")]
    for form, pattern in (("quoted", QUOTED), ("row", ROW), ("item", ITEM), ("inline", INLINE)):
        match = pattern.match(line)
        if match and known(match["title"]):
            length = match.start("rest") if form in ("row", "inline") else len(line)
            return [(WEAK_LEVEL, at, at, length, match["title"], form)]
    plain = PLAIN.match(line)
    if plain and not above.strip() and known(plain["title"]):
        if plain["colon"] or plain["title"].isupper():
            return [(PLAIN_LEVEL, at, at, len(line), plain["title"], "plain")]
        return [(WEAK_LEVEL, at, at, len(line), plain["title"], "line")]
    return []
