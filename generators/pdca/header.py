"""The header of a record: its fields in every form seen, who wrote it, and its CMM level."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import PurePosixPath
from typing import Any

import yaml

from . import tables
from .marks import BULLET, WORDY, bare, plain, told

# What a field is called, by the names that records use for it.
ALIASES = {
    "objective": "objective, goal, aim, primary objective, main objective, purpose, ziel"
    ", zielsetzung, zweck",
    "agent": "agent name, agent, author, autor, autorin, agentin, agentenname, bearbeiter"
    ", bearbeiterin, verfasser, verfasserin, created by, written by, erstellt von, responsible"
    ", verantwortlich, verantwortliche, verantwortlicher, durchgeführt von",
    "role": "agent role, role, rolle, agentenrolle, funktion",
    "date": "date, datum, date (utc), utc, created, created on, erstellt, erstellt am, date/time"
    ", timestamp, zeitstempel",
    "branch": "branch, git branch, zweig",
    "sprint": "sprint",
    "task": "task, aufgabe",
    "issues": "issues, issue, problem, probleme, critical issue, critical issues, main issue"
    ", challenge, herausforderung",
    "session": "project journal session, session, sitzung",
    "cmm": "cmm badge, cmm level, cmm, cmm stufe, reifegrad, maturity level",
    "status": "status, state, execution status, zustand",
}
CANONICAL = {
    alias.strip(): name for name, aliases in ALIASES.items() for alias in aliases.split(",")
}
# Of several names for a field the more exact one counts, wherever it stands.
EXACT = {"date", "agent name", "agent role", "project journal session", "cmm badge", "objective"}
TEXTS = ("objective", "task", "issues")
_MARK = r"(?:\*\*|__|\*|_|`)"
MARKED = re.compile(
    rf"(?P<mark>{_MARK})(?P<name>[^\W\d_][\w /().-]{{0,40}}?)\s*"
    rf"(?::\s*(?P=mark)|(?P=mark)\s*:)[ \t]*(?P<value>.*)$"
)
# The same without a colon: a dash, or nothing, before a value that begins as one does.
DASHED = re.compile(r"^(?P<name>[^\W\d_][\w /().]{1,40}?)\s+[–—]\s+(?P<value>\S.*)$")
SET_OFF = re.compile(
    r"^(?P<mark>\*\*|__)(?P<name>[^\W\d_][\w /().-]{0,40}?)(?P=mark)\s*"
    r"(?:[-–—=]\s+|(?=[^\W\d_a-z]|\d))(?P<value>\S.*)$"
)
HEADED = re.compile(r"^ {0,3}#{2,6}\s+(?P<name>[^#\n]{2,40}?)\s*#*\s*$")
UNMARKED = re.compile(r"^(?P<name>[^\W\d_][\w /().-]{1,40}?)\s*::?(?:\s+(?P<value>.*))?$")
NEXT_FIELD = re.compile(
    rf"(?<!\s)\s*(?:[|·•,;]\s*)?(?P<field>{_MARK}[^\w\s]*\s*(?P<name>[^\W\d_][\w /()-]{{1,30}}?)\s*"
    rf"(?::\s*{_MARK}|{_MARK}\s*:))"
)
NEXT_PLAIN = re.compile(r"(?<!\s)\s*[|·•;]\s*(?P<field>(?P<name>[^\W\d_][\w /()-]{1,30}?)\s*:\s)")
# A name and its value in HTML: of a list of definitions, or of a row of a table.
HTML_PAIR = re.compile(
    r"<(?P<n>dt|th|td)\b[^>]*>(?P<name>[^<]{1,40})</(?P=n)>\s*"
    r"<(?P<v>dd|td)\b[^>]*>(?P<value>.*?)</(?P=v)>",
    re.I | re.S,
)
DEFINED = re.compile(r"^:[ \t]+(?=\S)")
TOML = re.compile(r"^(?:\w[\w.-]*|\"[^\"\n]+\") *= *[\"'\[\d]", re.M)
INNER_CAPITAL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
# A date that begins like an item of a list.
DAY = re.compile(r"^\s*\d\d?\.\s[^\W\d_]{3,9}\.?\s20\d\d\b")
BREAKS = ("  ", "\\", "<br>", "<br/>")
STRONG = re.compile(r"</?(?:b|strong)>", re.I)
PARAGRAPH = re.compile(r"^\s*<(?:p|li|div)\b[^>]*>|</(?:p|li|div)>\s*$", re.I)
# A line that is emphasised as a whole.
WHOLLY = re.compile(r"^\s*(?P<run>[_*])(?![_*\s])(?P<said>[^_*]*:[^_*]*)(?P=run)\s*$")
TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
# No value, or a place for one.
NOTHING = re.compile(
    r"^\W*(?:n/?a|none|nothing|-+|tbd|unknown|keine?)?\W*$|^\W*\{\{[^{}]*\}\}\W*$"
    r"|^(?:\[[^\[\]]*\]|<[^<>]*>)$",
    re.I,
)
CMM = re.compile(r"\bCMMI?\s*(?:level|stufe)?\s*[-:]?\s*([1-5])\b", re.I)
# A level that is not reached: wished for, missed or broken.
UNREACHED = re.compile(
    r"\b(?:not|no|never|below|target\w*|goal|aim\w*|planned|violat\w*|missed|failed"
    r"|required?|should|must|would|towards?|nicht|kein\w*|ziel|angestrebt|verfehlt)\b",
    re.I,
)
INSTEAD = re.compile(r"\b(?:instead of|rather than|statt)\b", re.I)
# What a field about the level is called, aims left out.
CMM_NAMES = re.compile(r"cmm[ -]?(?:badge|level|stufe)?$")
# A badge that stands alone: its sign, or a picture of it.
BADGE = re.compile(r"^\W*(?:🏅\W*|!\[\W*(?=CMM[^\]]{1,12}\]))(?P<said>CMM.*)$", re.I)
ITSELF = re.compile(
    r"\b(?:this|dieser?s?)\s+(?:pdca|record|document|cycle|work)(?:\s+(?:record|document|entry))?\s+"
    r"(?:itself\s+)?(?:is|was|reached|reaches|achieved|achieves|has|rates?|stands|meets|ist|erreicht"
    r"|hat)\b(?P<said>[^.\n]{0,40}?\bCMMI?\s*(?:level\s*)?[1-5]\b)",
    re.I,
)


def fields_in(lines: Sequence[str]) -> dict[str, str]:
    """Fields by name, as they stand in the lines; the known ones by one name whatever the record
    calls them (`agent`, `role`, …). Of two with one name the first counts. Values are plain.
    """
    fields: dict[str, str] = {}
    exact: set[str] = set()
    for called, value in _found(list(lines)):
        name = CANONICAL.get(called, called)
        value = "" if NOTHING.match(value) else value
        better = called in EXACT and name not in exact
        if value and (better or not fields.get(name)):
            fields[name] = value
            exact |= {name} if called in EXACT else set()
    return fields


def _found(lines: list[str]) -> Iterator[tuple[str, str]]:
    """(name in lower case, value) of every field."""
    lines = tables.closed(lines)
    for match in HTML_PAIR.finditer("\n".join(lines)):
        yield _called(match["name"].strip(" :")), plain(match["value"])
    for at, raw in enumerate(lines):
        if not WORDY.search(raw):
            continue
        defined = at + 1 < len(lines) and DEFINED.match(lines[at + 1])
        if defined and (name := _called(raw.strip("*_ "))) in CANONICAL:
            yield name, plain(DEFINED.sub("", lines[at + 1]))
        headed = HEADED.match(raw)
        # An objective below a heading is a section, which may have several lines.
        if headed and CANONICAL.get(_called(headed["name"]), "objective") != "objective":
            blank = at + 1 < len(lines) and not lines[at + 1].strip()
            yield _called(headed["name"]), _below(lines, at + 1 + blank)
        if raw.lstrip().startswith("|"):
            yield from _in_table(lines, at)
            continue
        for name, value in _in_line(raw):
            if not value:
                value = _below(lines, at + 1)
            elif CANONICAL.get(name) in TEXTS and not raw.endswith(BREAKS):
                value = f"{value} {_continued(lines, at + 1)}".strip()
            yield name, value


def _in_line(line: str) -> Iterator[tuple[str, str]]:
    line = PARAGRAPH.sub("", STRONG.sub("**", line)).replace("：", ": ")
    line = WHOLLY.sub(r"\g<said>", line)
    bullet = BULLET.match(line)
    text = (bullet["text"] if bullet else line.strip()).lstrip("> ")
    text = re.sub(r"^\[[ xX]\]\s*", "", text)
    text = re.sub(r"^[^\w*_`]+(?=[\w*_`])", "", text)
    text = re.sub(rf"^({_MARK})[^\w*_`\n]+", r"\1", text)
    marked = MARKED.match(text)
    if marked:
        value, rest = _split(marked["value"])
        yield _called(marked["name"]), plain(value)
        if rest:
            yield from _in_line(rest)
        return
    set_off = SET_OFF.match(text)
    if set_off and _called(set_off["name"]) in CANONICAL:
        yield _called(set_off["name"]), plain(set_off["value"])
        return
    unmarked = UNMARKED.match(text) or DASHED.match(text)
    if unmarked and _called(unmarked["name"]) in CANONICAL:
        value, rest = _split(unmarked["value"] or "")
        yield _called(unmarked["name"]), plain(value.strip("\"'"))
        if rest:
            yield from _in_line(rest)


def names_field(title: str) -> bool:
    """Whether a heading is the name of a field."""
    return _called(title) in CANONICAL


def _split(value: str) -> tuple[str, str]:
    """A value, and the known fields that follow it on its line."""
    for pattern in (NEXT_FIELD, NEXT_PLAIN):
        for match in pattern.finditer(value):
            if _called(match["name"]) in CANONICAL:
                return value[: match.start()], value[match.start("field") :]
    return value, ""


def in_front_matter(text: str) -> dict[str, str]:
    """The known fields of a YAML or TOML block, by the same names; nothing where it cannot be
    read.
    """
    try:
        read = tomllib.loads(text) if TOML.search(text) else yaml.load(text, yaml.BaseLoader)
    except (yaml.YAMLError, tomllib.TOMLDecodeError):
        return fields_in(text.split("\n"))
    found: dict[str, str] = {}
    for key, value in _flat(read if isinstance(read, dict) else {}):
        found.setdefault(CANONICAL.get(key, key), value)
    return found


def _flat(read: Mapping[Any, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """(name, value) of each entry, those inside of others by both names where that is a field's."""
    for key, value in read.items():
        name, both = _called(str(key)), _called(f"{above} {key}")
        name = both if both in CANONICAL else name
        if isinstance(value, dict):
            yield from _flat(value, name)
        elif value:
            said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield name, "" if NOTHING.match(said) else plain(said)


def _called(name: str) -> str:
    named = INNER_CAPITAL.sub(" ", unicodedata.normalize("NFC", bare(name))).lower()
    named = " ".join(re.sub(r"[_-]", " ", named).split())
    # One name in two languages.
    both = [part.strip() for part in re.split(r"[/(]", named.rstrip(")"))]
    same = len(both) == 2 and len({CANONICAL.get(part, part) for part in both}) == 1
    return both[0] if same and named not in CANONICAL else named


def _in_table(lines: Sequence[str], at: int) -> Iterator[tuple[str, str]]:
    """A row of a table of fields: names, each with its value, or values below a row of names."""
    cells = tables.split(lines[at])
    paired = [_called(cell.strip(" :*_")) for cell in cells[::2]]
    values = [_called(cell.strip(" :*_")) for cell in cells[1::2]]
    if paired[0] in CANONICAL and not set(values) & CANONICAL.keys():
        yield from (
            (name, plain(value))
            for name, value in zip(paired, cells[1::2], strict=False)
            if name in CANONICAL
        )
        return
    ruled = at + 2 < len(lines) and TABLE_RULE.match(lines[at + 1])
    names = [_called(cell.strip(" :*_")) for cell in cells]
    if ruled and sum(name in CANONICAL for name in names) >= 2:
        yield from (
            (name, plain(value))
            for name, value in zip(names, tables.split(lines[at + 2]), strict=False)
            if name in CANONICAL
        )


def _below(lines: Sequence[str], at: int) -> str:
    """The value of a field whose line holds none: the paragraph or list item right below it."""
    if at < len(lines) and lines[at].lstrip().startswith(">"):
        said = takewhile(lambda line: line.lstrip().startswith(">"), lines[at:])
        return plain(" ".join(line.lstrip("> ") for line in said))
    if at < len(lines) and DAY.match(lines[at]):
        return plain(lines[at])
    if at >= len(lines) or not _continues(lines[at]):
        return told(lines[at]) if at < len(lines) and _is_item(lines[at]) else ""
    return plain(f"{lines[at].strip()} {_continued(lines, at + 1)}")


def _is_item(line: str) -> bool:
    return bool(BULLET.match(line)) and not any(_in_line(line)) and not line.rstrip().endswith(":")


def _continued(lines: Sequence[str], at: int) -> str:
    """What belongs to the paragraph that the line before `at` began."""
    taken: list[str] = []
    while at < len(lines) and _continues(lines[at]):
        taken.append(lines[at].strip())
        if lines[at].endswith(BREAKS):
            break
        at += 1
    return plain(" ".join(taken))


def _continues(line: str) -> bool:
    """Whether a line goes on with the paragraph above it."""
    return not re.match(r"\s*$|\s*[#>|=-]|\s*(?:[*+]|\d+[.)])\s|\s*(?:```|~~~)", line) and not any(
        _in_line(line)
    )


def agent(fields: dict[str, str], path: str) -> tuple[str, str, bool]:
    """(name, role, whether the record states the name), by the fields, else by the file's name,
    else by its folder.
    """
    name = before_arrow(bare(fields.get("agent", "")))
    role = before_arrow(bare(fields.get("role", "")))
    stated = bool(name)
    dotted = re.fullmatch(r"([A-Za-z]\w*)\.([A-Za-z]\w*)", name)
    if dotted:
        name, role = dotted[1], role or dotted[2]
    seed = re.match(
        r"\d{8}-\d{6}-([A-Za-z]\w*)\.([A-Za-z]\w*)\.pdca\.(?:md|markdown)$",
        PurePosixPath(path).name,
    )
    if seed:
        name, role = name or seed[1], role or seed[2]
    folder = re.search(r"/roles?/([A-Za-z][\w-]*)/", f"/{path}")
    return (name or role or (folder[1] if folder else ""))[:80], role[:80], stated


def before_arrow(value: str) -> str:
    """The first value of a field that names several, without remarks; empty where that is none."""
    value = re.split(r"\s*(?:→|->|=>)\s*", value)[0]
    value = re.split(r"\s+[-–—]\s+|\s*\(|;|\s\|\s", value)[0].strip(" .:")
    return "" if NOTHING.match(value) else value


def cmm_level(fields: dict[str, str], lines: Sequence[str]) -> int:
    """1-4, by the badge, else by what the record says of itself; 1 for one that says nothing. What
    it only mentions, aims at or has missed is not its level.
    """
    stated = [value for name, value in fields.items() if CMM_NAMES.match(name)]
    for value in stated:
        if level := _level(value):
            return level
    for line in lines:
        for name, value in _in_line(line) if "cmm" in line.lower() else ():
            if CMM_NAMES.match(CANONICAL.get(name, name)) and (level := _level(value)):
                return level
        match = ITSELF.search(line) or BADGE.match(line)
        if match and (level := _level(match["said"])):
            return level
    return 1


def _level(said: str) -> int:
    """The level that a statement claims, the last of several behind an arrow; 0 for none."""
    said = INSTEAD.split(said)[0]
    if UNREACHED.search(said) or "not OK" in said:
        return 0
    found = CMM.findall(said) or re.findall(r"^\W*(?:level\s*|stufe\s*)?([1-5])\b", said, re.I)
    return min(4, int(found[-1] if re.search(r"→|->|=>", said) else found[0])) if found else 0
