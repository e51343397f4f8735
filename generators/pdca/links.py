"""The records that a record links to by its breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from os.path import normpath
from pathlib import PurePosixPath
from urllib.parse import unquote

from .marks import CODE_SPAN, LINK, WIKI, WORDY, target_of
from .tables import RULE, closed, split

BEFORE = (
    r"previous[ _-]pdca|(?:previous|predecessor)(?=\W*[:|])|follows|vorherige[rs]?[ _-]pdca"
    r"|vorgänger|folgt auf"
)
AFTER = r"next[ _-]pdca|precedes|successor(?=\W*[:|])|nächste[rs]?[ _-]pdca|nachfolger"
# What may stand between a breadcrumb's name and its sign: marks, brackets, no other thing's name.
BESIDE = r"(?:[^\w:|→\n]|\b(?:links?|id|sha|pdca|cycle|record|zyklus)\b|\([^()\n]*\)){0,12}?"
REFERENCE = re.compile(r"\[(?P<label>[^\[\]\n]+)\](?:\[(?P<name>[^\[\]\n]*)\]|(?![\[(\]:]))")
HREF = re.compile(r"<a\b[^>]*?\bhref=[\"'](?P<target>[^\"']+)[\"'][^>]*>", re.I)
DEFINITION = re.compile(r"^ {0,3}\[(?P<name>[^\[\]\n]+)\]:\s*<?(?P<target>[^\s>]+)>?")
BRACKETED = re.compile(r"\[([^\[\]\n]+\.(?:md|markdown)(?:#[^\[\]\n]*)?)\](?![(\[])")
ANGLED = re.compile(r"<([^<>\n]+\.(?:md|markdown)(?:[#?][^<>\n]*)?)>")
BARE = re.compile(r"(?<![\w/(<\[])([\w./~+%()-]*\w\.(?:md|markdown))\b")
MARKDOWN = re.compile(r"\.(?:md|markdown)$", re.I)
ENDING = re.compile(r"(?:[-.]pdca)?\.(?:md|markdown)$", re.I)


def pdca_id(path: str) -> str:
    """The record's name: the file's without its endings; with its folder where the name is a bare
    timestamp.
    """
    pure = PurePosixPath(path)
    stem = ENDING.sub("", pure.name)
    if re.fullmatch(r"[\d-]+(?:UTC-?\d*)?(?:-pdca)?", stem) and pure.parent.name:
        return f"{pure.parent.name}/{stem}"
    return stem


# What every form of a link has one of.
LEADS = re.compile(r"[\[<.]")


def linked(lines: Sequence[str], names: str, of: str = "") -> tuple[str, ...]:
    """Ids of the records that the named breadcrumbs link to. A breadcrumb is a line, list item,
    table row or heading that begins with one of the names; a bare label has its links below it.
    `of` is the record's own path, from which relative links lead.
    """
    lines = closed(lines)
    definitions = {
        match["name"].lower(): match["target"]
        for line in lines
        if (match := DEFINITION.match(line))
    }
    crumb = re.compile(
        rf"^(?:.{{0,12}}?\b(?:{names})\b{BESIDE}(?:[:|→]|->)|\W*(?:{names})\b\W*$)"
        rf"(?P<value>.*)$",
        re.I,
    )
    labelled = re.compile(rf"\b(?:{names})\b", re.I)
    found: dict[str, None] = {}
    for at, line in enumerate(lines):
        # Records may have thousands of rules and blank lines.
        if not WORDY.search(line):
            continue
        match = crumb.match(_led(line))
        value = match["value"] if match else ""
        if match and not re.search(r"\w", value):
            value = _below(lines, at + 1)
        if line.lstrip().startswith("|"):
            value = f"{value} {_in_column(lines, at, labelled)}"
        # A link may say itself what it leads to.
        value += "".join(each[0] for each in LINK.finditer(line) if labelled.search(each["label"]))
        for path in targets(value, definitions):
            near = of and ("/" not in path or path.startswith("."))
            found[pdca_id(normpath(PurePosixPath(of).parent / path) if near else path)] = None
    return tuple(found)


def _in_column(lines: Sequence[str], at: int, names: re.Pattern[str]) -> str:
    """What stands below the named cell of a row of names."""
    if at + 2 >= len(lines) or not RULE.match(lines[at + 1].strip()):
        return ""
    columns = [n for n, cell in enumerate(split(lines[at])) if names.search(cell)]
    # Another rule is that of another table.
    rows = takewhile(
        lambda line: line.lstrip().startswith("|") and not RULE.match(line.strip()),
        islice(lines, at + 2, None),
    )
    held = [split(row) for row in rows] if columns else []
    return " ".join(row[n] for row in held for n in columns if n < len(row))


def _led(line: str) -> str:
    """The line with its leading list, quote, table and heading marks left out."""
    return re.sub(r"^[\s>#*+|_-]+(?=\S)", "", line)


def targets(value: str, definitions: dict[str, str]) -> Iterator[str]:
    """Paths of Markdown files that a text links to, in whatever form."""
    if not LEADS.search(value):
        return
    value = CODE_SPAN.sub(lambda match: match["code"], value)
    raw = [target_of(match) for match in LINK.finditer(value)]
    raw += [match["target"] for match in HREF.finditer(value)]
    for match in REFERENCE.finditer(value):
        raw.append(definitions.get((match["name"] or match["label"]).lower(), ""))
    raw += [*BRACKETED.findall(value), *ANGLED.findall(value)]
    rest = LINK.sub(" ", HREF.sub(" ", value))
    rest = re.sub(r"(?<!\[)\[[^\[\]\n]+\]\[[^\[\]\n]*\]", " ", ANGLED.sub(" ", rest))
    for match in WIKI.finditer(rest):
        name = match["target"].split("#")[0].strip()
        raw.append(name if MARKDOWN.search(name) else f"{name}.md")
    raw += BARE.findall(WIKI.sub(" ", BRACKETED.sub(" ", rest)))
    for target in raw:
        path = unquote(re.split(r"[#?]", target)[0]).split("/blob/")[-1]
        path = re.sub(r"^(?:\./|/|§/?)+", "", path)
        if MARKDOWN.search(path):
            yield path


def _below(lines: Sequence[str], at: int) -> str:
    """The list items or the paragraph right below a label."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    taken: list[str] = []
    for line in lines[at:]:
        if not line.strip() or line.startswith("#") or re.match(r"\W*\*\*[^*]+:\W", line):
            break
        taken.append(line)
    return " ".join(taken)
