"""The header of a record: its fields in every form seen, who wrote it, and its CMM level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import yaml

from .marks import BULLET, bare, plain, told

# What a field is called, by the names that records use for it.
ALIASES = {
    "objective": "objective, goal, primary objective, main objective, ziel, zielsetzung",
    "agent": "agent name, agent, author, autor, autorin, agentin, agentenname, bearbeiter"
    ", bearbeiterin, verfasser, verfasserin, created by, written by, erstellt von",
    "role": "agent role, role, rolle, agentenrolle",
    "date": "date, datum, date (utc), utc, created, erstellt, erstellt am, date/time",
    "branch": "branch, git branch, zweig",
    "sprint": "sprint",
    "task": "task, aufgabe",
    "issues": "issues, issue, problem, probleme",
    "session": "project journal session, session, sitzung",
    "cmm": "cmm badge, cmm level, cmm, cmm stufe, cmm-level, cmm-stufe, reifegrad, maturity level",
    "status": "status, state, execution status, zustand",
}
CANONICAL = {
    alias.strip(): name for name, aliases in ALIASES.items() for alias in aliases.split(",")
}
# Of several names for a field the more exact one counts, wherever it stands.
EXACT = {"agent name", "agent role", "project journal session", "cmm badge", "objective"}
TEXTS = ("objective", "task", "issues")
_MARK = r"(?:\*\*|__|\*|_|`)"
MARKED = re.compile(
    rf"(?P<mark>{_MARK})(?P<name>[^\W\d_][\w /().-]{{0,40}}?)\s*"
    rf"(?::\s*(?P=mark)|(?P=mark)\s*:)[ \t]*(?P<value>.*)$"
)
UNMARKED = re.compile(r"^(?P<name>[^\W\d_][\w /().-]{1,40}?)\s*:(?:\s+(?P<value>.*))?$")
NEXT_FIELD = re.compile(
    rf"\s*[|·•,;]?\s*(?P<field>{_MARK}[^\w\s]*\s*(?P<name>[^\W\d_][\w /()-]{{1,30}}?)\s*"
    rf"(?::\s*{_MARK}|{_MARK}\s*:))"
)
BREAKS = ("  ", "\\", "<br>", "<br/>")
STRONG = re.compile(r"</?(?:b|strong)>", re.I)
TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
NOTHING = re.compile(r"^\W*(?:n/?a|none|nothing|-+|tbd|unknown|keine?)?\W*$", re.I)
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
        better = called in EXACT and name not in exact
        if value and (better or not fields.get(name)):
            fields[name] = value
            exact |= {name} if called in EXACT else set()
    return fields


def _found(lines: list[str]) -> Iterator[tuple[str, str]]:
    """(name in lower case, value) of every field."""
    for at, raw in enumerate(lines):
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
    line = STRONG.sub("**", line)
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
    unmarked = UNMARKED.match(text)
    if unmarked and _called(unmarked["name"]) in CANONICAL:
        yield _called(unmarked["name"]), plain((unmarked["value"] or "").strip("\"'"))


def _split(value: str) -> tuple[str, str]:
    """A value, and the known fields that follow it on its line."""
    for match in NEXT_FIELD.finditer(value):
        if _called(match["name"]) in CANONICAL:
            return value[: match.start()], value[match.start("field") :]
    return value, ""


def in_front_matter(text: str) -> dict[str, str]:
    """The known fields of a YAML block, by the same names; nothing where it cannot be read."""
    try:
        read = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        return fields_in(text.split("\n"))
    found = read if isinstance(read, dict) else {}
    return {
        CANONICAL.get(_called(str(key)), _called(str(key))): plain(
            ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        )
        for key, value in found.items()
        if value
    }


def _called(name: str) -> str:
    named = unicodedata.normalize("NFC", bare(name)).lower().replace("_", " ")
    return " ".join(named.split())


def _in_table(lines: Sequence[str], at: int) -> Iterator[tuple[str, str]]:
    """A row of a table of fields: a name and its value, or values below a row of names."""
    cells = _cells(lines[at])
    if len(cells) == 2 and (name := _called(cells[0].strip(" :*_"))) in CANONICAL:
        yield name, plain(cells[1])
    ruled = at + 2 < len(lines) and TABLE_RULE.match(lines[at + 1])
    names = [_called(cell.strip(" :*_")) for cell in cells]
    if ruled and sum(name in CANONICAL for name in names) >= 2:
        yield from (
            (name, plain(value))
            for name, value in zip(names, _cells(lines[at + 2]), strict=False)
            if name in CANONICAL
        )


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def _below(lines: Sequence[str], at: int) -> str:
    """The value of a field whose line holds none: the paragraph or list item right below it."""
    if at >= len(lines) or not _continues(lines[at]):
        return told(lines[at]) if at < len(lines) and _is_item(lines[at]) else ""
    return plain(f"{lines[at].strip()} {_continued(lines, at + 1)}")


def _is_item(line: str) -> bool:
    return bool(BULLET.match(line)) and not any(_in_line(line))


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
    """The first value of a field that names several, without remarks."""
    value = re.split(r"\s*(?:→|->|=>)\s*", value)[0]
    return re.split(r"\s+[-–—]\s+|\s*\(|;|\s\|\s", value)[0].strip(" .:")


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
        match = ITSELF.search(line)
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
