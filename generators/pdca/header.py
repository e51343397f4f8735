"""The header of a record: its fields, who wrote it and when, and the records it links to."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath

from .marks import LINK, bare, plain, target_of

STAMPS = (
    re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:-UTC-|-|T| )(?P<h>\d\d):?(?P<i>\d\d)"),
    re.compile(r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)-(?P<h>\d\d)(?P<i>\d\d)(?:\d\d)?"),
    re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
)


FIELD = re.compile(
    r"^[ \t>*-]*\*\*[^\w*\n]*(?P<name>[A-Za-z][A-Za-z /()-]{1,40}?)\s*:\s*\*\*[ \t]*(?P<value>.*?)"
    r"[ \t]*$",
    re.M,
)


PLAIN_NAMES = (
    "Agent|Agent Name|Role|Agent Role|Date|Sprint|Branch|Task|Session|CMM Level|FOLLOWS|PRECEDES"
)


PLAIN_FIELD = re.compile(rf"^(?P<name>{PLAIN_NAMES})\s*:\s*(?P<value>.+?)[ \t]*$", re.M)


CMM = re.compile(r"\bCMMI?\s*(?:level\s*)?[-:]?\s*([1-5])\b", re.I)


def fields_in(header: str) -> dict[str, str]:
    """Fields by their name in lower case; of two with one name the first."""
    fields: dict[str, str] = {}
    for pattern in (FIELD, PLAIN_FIELD):
        for match in pattern.finditer(header):
            fields.setdefault(match["name"].strip().lower(), plain(match["value"]))
    return fields


def agent(fields: dict[str, str], path: str) -> tuple[str, str]:
    """(name, role) by the fields, else by the file's name, else by its folder."""
    name = before_arrow(bare(fields.get("agent name", "") or fields.get("agent", "")))
    role = before_arrow(bare(fields.get("agent role", "") or fields.get("role", "")))
    dotted = re.fullmatch(r"([A-Za-z]\w*)\.([A-Za-z]\w*)", name)
    if dotted:
        name, role = dotted[1], role or dotted[2]
    seed = re.match(
        r"\d{8}-\d{6}-([A-Za-z]\w*)\.([A-Za-z]\w*)\.pdca\.md$", PurePosixPath(path).name
    )
    if seed:
        name, role = name or seed[1], role or seed[2]
    folder = re.search(r"/roles?/([A-Za-z][\w-]*)/", f"/{path}")
    return (name or role or (folder[1] if folder else ""))[:80], role[:80]


def before_arrow(value: str) -> str:
    """The first value of a field that names several, without remarks."""
    value = re.split(r"\s*(?:→|->|=>)\s*", value)[0]
    return re.split(r"\s+[-–—]\s+|\s*\(|;|\s\|\s", value)[0].strip(" .:")


def cmm_level(fields: dict[str, str], text: str) -> int:
    """1-4, by the badge, else by what the text speaks of."""
    badge = " ".join(value for name, value in fields.items() if name.startswith("cmm"))
    if found := CMM.search(badge) or re.search(r"\b([1-5])\b", badge):
        return min(4, int(found[1]))
    mentions = [int(level) for level in CMM.findall(text)]
    # Without a badge the level spoken of most is the level of the work; ties go to the lower.
    return min(4, max(sorted(set(mentions)), key=mentions.count)) if mentions else 1


def linked(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the records that the named breadcrumbs link to."""
    found: list[str] = []
    pattern = re.compile(
        rf"^.{{0,12}}\b(?:{'|'.join(names)})\b[^:\n]{{0,12}}:(?P<value>.*)$", re.I | re.M
    )
    for match in pattern.finditer(text):
        value = match["value"]
        targets = [target_of(m) for m in LINK.finditer(value)] + re.findall(
            r"\[([^\]]+\.md)\](?!\()", value
        )
        for target in targets:
            if target.endswith(".md"):
                name = pdca_id(target.split("/blob/")[-1].lstrip("./"))
                if name and name not in found:
                    found.append(name)
    return tuple(found)


def stamp_in(text: str) -> datetime | None:
    """The first date in a text, with its time where it has one."""
    for pattern in STAMPS:
        if match := pattern.search(text):
            parts = match.groupdict()
            try:
                return datetime(
                    int(parts["y"]),
                    int(parts["m"]),
                    int(parts["d"]),
                    int(parts.get("h") or 0),
                    int(parts.get("i") or 0),
                    tzinfo=UTC,
                )
            except ValueError:
                continue
    return None


def pdca_id(path: str) -> str:
    """The record's name: the file's without its endings; with its folder where the name is a bare
    timestamp.
    """
    pure = PurePosixPath(path)
    stem = re.sub(r"(?:[-.]pdca)?\.md$", "", pure.name)
    if re.fullmatch(r"[\d-]+(?:UTC-?\d*)?(?:-pdca)?", stem) and pure.parent.name:
        return f"{pure.parent.name}/{stem}"
    return stem
