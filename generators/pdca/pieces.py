"""Pieces of a PDCA worth asking for, cut at its own borders: whole, outline, section by section,
part by part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generators import tokens

from .kinds import PHASES
from .marks import LINK, plain
from .record import Pdca
from .sections import Section

# Output tokens: less says nothing, more is offered part by part.
SMALLEST, LARGEST, LARGEST_OUTLINE = 90, 900, 600
GIVEN_TOKENS = 380
SAID_WORDS = 120
MAX_LINK_SHARE = 0.35
FOLLOWS = {"do": "plan", "check": "do", "act": "check", "process_update": "act"}
FENCED = re.compile(r"^[ \t]*```[^\n]*\n.*?^[ \t]*```[ \t]*$\n?", re.M | re.S)
# Fences also hold results and quoted words; only these hold code.
CODE = re.compile(
    r"^[ \t]*```(?:bash|sh|shell|zsh|console|ts|tsx|typescript|js|javascript|json|python|diff|html"
    r"|css|sql)\b[^\n]*\n"
    r".*?^[ \t]*```[ \t]*$\n?",
    re.M | re.S | re.I,
)
LABELLED = re.compile(
    r"^(?P<label>[ \t]*(?:[-*+]|\d+[.)])?[ \t]*(?:\[[ xX]\][ \t]*)?\*\*[^*\n]{3,80}\*\*:?)"
)
# A person's machine or account.
PERSONAL = re.compile(
    r"/Users/(?!Shared\b)\w|/home/(?!user\b)\w|\b[\w.-]+@[/~]|\b[\w-]+\.(?:fritz\.box|local"
    r"|lan)\b(?!\.)"
)
MOTTO = re.compile(r"^\W*[\"“]")
LINKS_ONLY = re.compile(r"^\W*\[GitHub\]")
HEADING = re.compile(r"^#{2,6}\s+\S.*$", re.M)


@dataclass(frozen=True)
class Piece:
    """What may be asked for: `given` is the text it follows from, `part` and `section` name a
    single part.
    """

    view: str
    output: str
    given: str = ""
    part: str = ""
    section: str = ""


def pieces(record: Pdca, whole_limit: int, tokenizer: str) -> Iterator[Piece]:
    """Every piece of the record; `whole_limit` is the most tokens the whole document may have to be
    one.
    """
    whole = record.objective and sound(record.text)
    if whole and tokens.count(record.text, tokenizer) <= whole_limit:
        yield Piece("document", record.text.strip() + "\n")
    if record.objective:
        yield from _fitting(Piece("structure", outline(record)), tokenizer, LARGEST_OUTLINE)
        yield from _fitting(Piece("summary", _summary(record)), tokenizer)
    for tron in record.tron:
        if tron.response and (tron.outcome or tron.next):
            yield from _fitting(
                Piece("tron", _without_rule(tron.text), given=f"Trigger: {tron.trigger}"),
                tokenizer,
            )
    for kind in (*PHASES, "process_update"):
        section = record.section(kind)
        if section is None:
            continue
        before = record.section(FOLLOWS.get(kind, ""))
        given = digest(before.body, tokenizer) if before else ""
        # Below a rule the last section has its footer: mottos and the links every record has.
        text = (
            re.split(r"\n-{3,}[ \t]*\n", section.text)[0]
            if kind == "process_update"
            else section.text
        )
        if given or (kind == "plan" and record.objective):
            yield from _fitting(Piece(kind, _without_rule(text), given), tokenizer)
        yield from _parts(section, tokenizer)


def _parts(section: Section, tokenizer: str) -> Iterator[Piece]:
    """Each sub-heading's part of a section, after the part before it."""
    starts = [match.start() for match in HEADING.finditer(blank_fences(section.text))][1:]
    if len(starts) < 2:
        return
    parts = [
        _without_rule(section.text[start:end])
        for start, end in zip(starts, [*starts[1:], len(section.text)], strict=True)
    ]
    for before, part in pairwise(parts):
        title = plain(part.split("\n", 1)[0].lstrip("# "))
        kind = section.kind.replace("_", " ").upper()
        piece = Piece("subsection", part, digest(before, tokenizer), title, kind)
        yield from _fitting(piece, tokenizer)


def _fitting(piece: Piece, tokenizer: str, largest: int = LARGEST) -> Iterator[Piece]:
    clean = sound(piece.output) and link_share(piece.output) <= MAX_LINK_SHARE
    if clean and SMALLEST <= tokens.count(piece.output, tokenizer) <= largest:
        yield piece


def facts(record: Pdca, id: str, agent: str, role: str, date: str) -> list[str]:
    """What a person would say before the work is written up, a line each."""
    who = f"{agent} ({role})" if role and role.lower() != agent.lower() else agent
    named = (
        ("PDCA ID", id),
        ("Agent", who),
        ("Date", date),
        ("Branch", record.branch),
        ("Sprint", record.sprint),
        ("Objective", record.objective),
        ("Task", record.task),
        ("Issues", record.issues),
    )
    return [f"{name}: {value}" for name, value in named if value and value.upper() != "N/A"]


def said(record: Pdca) -> str:
    """The user's own words that prompted the work, empty where none are recorded or
    they are long.
    """
    for tron in record.tron:
        words = plain(tron.trigger)
        if 3 <= len(words.split()) <= SAID_WORDS:
            return words
    return ""


def outline(record: Pdca) -> str:
    """Header fields and headings with their labelled points; no body text, no links."""
    lines = [
        line.strip()
        for line in record.header.split("\n")
        if "](" not in line and line.strip(" -\t")
    ]
    for section in record.sections:
        if section.kind != "reflection":
            lines += _outlined(blank_fences(section.text).split("\n"))
    return "\n".join(lines) + "\n"


def _outlined(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith("#"):
            yield f"\n{line.strip()}"
        elif (
            "**" in line
            and "](" not in line
            and (match := LABELLED.match(line))
            and not MOTTO.match(line)
        ):
            yield match["label"].rstrip()


def _summary(record: Pdca) -> str:
    """The summary without its artifact links: decisions, feedback, answer."""
    section = record.section("summary")
    if section is None or not record.tron:
        return ""
    blanked = blank_fences(section.text)
    starts = [match.start() for match in HEADING.finditer(blanked)][1:]
    parts = [
        section.text[start:end]
        for start, end in zip(starts, [*starts[1:], len(section.text)], strict=True)
    ]
    kept = [_without_rule(part) for part in parts if link_share(part) <= MAX_LINK_SHARE]
    title = section.text.split("\n", 1)[0]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join([title, *kept])) if len(kept) > 1 else ""


def digest(text: str, tokenizer: str) -> str:
    """The text without code and links, whole where it is short, else its first lines: what a reader
    is shown.
    """
    kept: list[str] = []
    size = 0
    for line in CODE.sub("", text).split("\n"):
        bare = LINK.sub("", line)
        idle = (
            not line.strip(" -\t")
            or line.lstrip().startswith("```")
            or "http" in bare
            or LINKS_ONLY.match(line)
        )
        if idle:
            continue
        shown = LINK.sub(lambda match: match["label"], line).rstrip()
        size += tokens.count(f"{shown}\n", tokenizer)
        if size > GIVEN_TOKENS:
            break
        kept.append(shown)
    # A heading or a label with nothing below it says nothing.
    while kept and (kept[-1].startswith("#") or kept[-1].rstrip("* ").endswith(":")):
        kept.pop()
    return "\n".join(kept)


def sound(text: str) -> bool:
    """Whether the text may be asked for: something there, fences closed, no placeholder, nobody's
    machine.
    """
    prose = FENCED.sub("", text)
    return (
        bool(text.strip())
        and "```" not in prose
        and "{{" not in prose
        and not PERSONAL.search(text)
    )


def link_share(text: str) -> float:
    """Share of the characters that stand in links or addresses."""
    linked = sum(len(match.group(0)) for match in LINK.finditer(text))
    return linked / max(1, len(text))


def blank_fences(text: str) -> str:
    """The text with code replaced by spaces, so that offsets stay and no comment passes for a
    heading.
    """
    return FENCED.sub(lambda match: re.sub(r"[^\n]", " ", match.group(0)), text)


def _without_rule(text: str) -> str:
    return re.sub(r"(?:\n[ \t]*-{3,}[ \t]*)+\s*$", "", text.rstrip()).strip() + "\n"
