"""The records that a record links to by its breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from .marks import CODE_SPAN, LINK, WIKI, target_of

BEFORE = r"previous[ _-]pdca|follows|vorheriges[ _-]pdca|vorgänger"
AFTER = r"next[ _-]pdca|precedes|nächstes[ _-]pdca|nachfolger"
REFERENCE = re.compile(r"\[(?P<label>[^\[\]\n]+)\]\[(?P<name>[^\[\]\n]*)\]")
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


def linked(lines: Sequence[str], names: str) -> tuple[str, ...]:
    """Ids of the records that the named breadcrumbs link to. A breadcrumb is a line, list item,
    table row or heading that begins with one of the names; a bare label has its links below it.
    """
    definitions = {
        match["name"].lower(): match["target"]
        for line in lines
        if (match := DEFINITION.match(line))
    }
    crumb = re.compile(
        rf"^(?:.{{0,12}}?\b(?:{names})\b[^:|\n]{{0,12}}[:|]|\W*(?:{names})\b\W*$)(?P<value>.*)$",
        re.I,
    )
    labelled = re.compile(rf"\b(?:{names})\b", re.I)
    found: dict[str, None] = {}
    for at, line in enumerate(lines):
        match = crumb.match(_led(line))
        value = match["value"] if match else ""
        if match and not re.search(r"\w", value):
            value = _below(lines, at + 1)
        # A link may say itself what it leads to.
        value += "".join(each[0] for each in LINK.finditer(line) if labelled.search(each["label"]))
        found |= {name: None for path in targets(value, definitions) if (name := pdca_id(path))}
    return tuple(found)


def _led(line: str) -> str:
    """The line with its leading list, quote, table and heading marks left out."""
    return re.sub(r"^[\s>#*+|_-]+(?=\S)", "", line)


def targets(value: str, definitions: dict[str, str]) -> Iterator[str]:
    """Paths of Markdown files that a text links to, in whatever form."""
    value = CODE_SPAN.sub(lambda match: match["code"], value)
    raw = [target_of(match) for match in LINK.finditer(value)]
    for match in REFERENCE.finditer(value):
        raw.append(definitions.get((match["name"] or match["label"]).lower(), ""))
    raw += [*BRACKETED.findall(value), *ANGLED.findall(value)]
    rest = REFERENCE.sub(" ", ANGLED.sub(" ", LINK.sub(" ", value)))
    for match in WIKI.finditer(rest):
        name = match["target"].split("#")[0].strip()
        raw.append(name if MARKDOWN.search(name) else f"{name}.md")
    raw += BARE.findall(WIKI.sub(" ", BRACKETED.sub(" ", rest)))
    for target in raw:
        path = unquote(re.split(r"[#?]", target)[0]).split("/blob/")[-1]
        path = re.sub(r"^(?:\.{1,2}/|/|§/?)+", "", path)
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
