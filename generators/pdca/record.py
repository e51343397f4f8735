"""PDCA records: reading the markdown work record in all its seen spellings (web4-domain.md, section
2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

KINDS: dict[str, str] = {
    "objective": "objective", "goal": "objective", "summary": "summary", "plan": "plan", "planning": "plan",
    "do": "do", "implementation": "do", "execution": "do", "check": "check", "verification": "check",
    "act": "act", "emotional": "reflection", "reflection": "reflection", "pdca": "process_update",
}  # fmt: skip
PHASES = ("plan", "do", "check", "act")
STAMPS = (
    re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:-UTC-|-|T| )(?P<h>\d\d):?(?P<i>\d\d)"),
    re.compile(r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)-(?P<h>\d\d)(?P<i>\d\d)(?:\d\d)?"),
    re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
)
FIELD = re.compile(
    r"^[ \t>*-]*\*\*[^\w*\n]*(?P<name>[A-Za-z][A-Za-z /()-]{1,40}?)\s*:\s*\*\*[ \t]*(?P<value>.*?)[ \t]*$",
    re.M,
)
PLAIN_NAMES = (
    "Agent|Agent Name|Role|Agent Role|Date|Sprint|Branch|Task|Session|CMM Level|FOLLOWS|PRECEDES"
)
PLAIN_FIELD = re.compile(rf"^(?P<name>{PLAIN_NAMES})\s*:\s*(?P<value>.+?)[ \t]*$", re.M)
LINK = re.compile(r"\[(?P<label>[^\]\n]*)\]\((?P<target>[^)\s]+)\)")
DUAL = re.compile(
    r"\[GitHub\]\((?P<github>[^)\s]+)\)\s*\|\s*\[(?P<label>[^\]\n]+)\]\((?P<local>[^)\s]+)\)"
)
PDCA_NAME = re.compile(r"([\w.+-]*?\d[\w.+-]*?)(?:\.pdca\.md|[-.]pdca\.md|\.md)")
LETTER = {"t": "trigger", "r": "response", "o": "outcome", "n": "next"}
TRON_LINE = re.compile(
    r"^[ \t>*-]*\*\*\s*\[?(?P<letter>[TRON])\]?(?:rigger|esponse|utcome|ext)[^*:\n]*:?\s*\*\*:?[ \t]*(?P<value>.*)$",
    re.M | re.I,
)
FEEDBACK = re.compile(
    r"^#+[^\n]*TRON Feedback[^\n]*\n+(?:```\w*\n(?P<fence>(?s:.*?))\n```|(?P<quote>(?:>[^\n]*\n?)+))",
    re.M,
)
CMM = re.compile(r"\bCMMI?\s*(?:level\s*)?[-:]?\s*([1-5])\b", re.I)
HEADING_LINE = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>\S.*)$", re.M)
BULLET = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t]*)?(?P<text>.+?)[ \t]*$")


@dataclass(frozen=True)
class Section:
    """One part of the record, from its heading to the next part's; offsets are characters of the
    text.
    """

    kind: str
    title: str
    level: int
    text: str
    start: int
    end: int

    @property
    def body(self) -> str:
        """The text without its heading line."""
        return self.text.split("\n", 1)[1].strip("\n") if "\n" in self.text else ""


@dataclass(frozen=True)
class Tron:
    """A decision: what prompted it, what was done, what came of it, what is next. Parts may be
    empty.
    """

    trigger: str
    response: str
    outcome: str
    next: str
    text: str


@dataclass(frozen=True)
class DualLink:
    """Both halves of a dual link."""

    github: str
    local: str
    label: str


@dataclass(frozen=True)
class CodeBlock:
    language: str
    text: str


@dataclass(frozen=True)
class Pdca:
    """A parsed record. Text fields are plain (no markdown marks); what is absent is empty."""

    id: str
    text: str
    title: str
    date: str
    timestamp: int
    objective: str
    agent_name: str
    agent_role: str
    branch: str
    sprint: str
    task: str
    issues: str
    session: str
    template_version: str
    cmm_level: int
    previous: tuple[str, ...]
    precedes: tuple[str, ...]
    header: str
    sections: tuple[Section, ...]

    def section(self, kind: str) -> Section | None:
        """The first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def complete(self) -> bool:
        """All of objective, plan, do, check and act are there."""
        return bool(self.objective) and all(self.section(kind) for kind in PHASES)

    @cached_property
    def tron(self) -> tuple[Tron, ...]:
        return tuple(_trons(self))

    @cached_property
    def dual_links(self) -> tuple[DualLink, ...]:
        return tuple(
            DualLink(m["github"], m["local"], m["label"]) for m in DUAL.finditer(self.text)
        )

    @cached_property
    def decisions(self) -> tuple[str, ...]:
        return tuple(
            _listed(
                self.text, re.compile(r"decision", re.I), re.compile(r"^\**\W*decisions?\b", re.I)
            )
        )

    @cached_property
    def lessons(self) -> tuple[str, ...]:
        named = re.compile(r"^\**\W*(?:key |process |core )?(?:learning|lesson|insight)", re.I)
        return tuple(_listed(self.text, re.compile(r"lesson|learning|insight", re.I), named))

    @cached_property
    def code_blocks(self) -> tuple[CodeBlock, ...]:
        tokens = _markdown().parse(self.text)
        return tuple(
            CodeBlock(t.info.strip().split(" ")[0].lower(), t.content)
            for t in tokens
            if t.type == "fence"
        )


def parse(text: str, path: str = "") -> Pdca:
    """Reads a record. Never raises for its content; a text without any structure gives one without
    sections.
    """
    headings = _headings(text)
    if not any(_kind(title) in PHASES for _, _, title in headings):
        # A fence that is never closed swallows the rest of the record; its lines still tell.
        headings = [(len(m["marks"]), m.start(), m["title"]) for m in HEADING_LINE.finditer(text)]
    sections = tuple(_sections(text, headings))
    header = text[: sections[0].start] if sections else text[:2_000]
    fields = _fields(header)
    title = plain(headings[0][2]) if headings and headings[0][0] == 1 else ""
    title = re.sub(r"^\W*PDCA(?: Cycle| Entry)?\s*[:-]\s*", "", title)
    # The date has a field of its own.
    title = re.sub(r"\W*20\d\d-\d\d-\d\d(?:[-TU ][-UTC\d: ]*)?\W*$", "", title).strip()
    stamp = (
        _stamp(fields.get("date", ""))
        or _stamp(PurePosixPath(path).name)
        or _stamp(header)
        or _stamp(path)
    )
    # A date without an hour finds its hour in the file name.
    in_name = _stamp(PurePosixPath(path).name)
    if stamp and in_name and stamp.hour == stamp.minute == 0 and in_name.date() == stamp.date():
        stamp = in_name
    objective = (
        fields.get("objective", "")
        or _first_paragraph(next((s.body for s in sections if s.kind == "objective"), ""))
        or _stated(next((s.body for s in sections if s.kind == "plan"), ""))
    )
    name, role = _agent(fields, path)
    return Pdca(
        id=pdca_id(path),
        text=text,
        title=title or objective[:80],
        date=stamp.strftime("%Y-%m-%d") if stamp else "",
        timestamp=int(stamp.timestamp()) if stamp else 0,
        objective=objective,
        agent_name=name,
        agent_role=role,
        branch=_before_arrow(fields.get("branch", "")),
        sprint=_before_arrow(fields.get("sprint", "")),
        task=fields.get("task", ""),
        issues=fields.get("issues", ""),
        session=_before_arrow(
            fields.get("project journal session", "") or fields.get("session", "")
        ),
        template_version=fields.get("template version", ""),
        cmm_level=_cmm_level(fields, text),
        previous=_linked(text, header, ("previous pdca", "follows")),
        precedes=_linked(text, header, ("precedes", "next pdca")),
        header=header,
        sections=sections,
    )


def renamed(record: Pdca, id: str) -> Pdca:
    """The same record under another id."""
    return replace(record, id=id)


def pdca_id(path: str) -> str:
    """The record's name: the file's without its endings; with its folder where the name is a bare
    timestamp.
    """
    pure = PurePosixPath(path)
    stem = re.sub(r"(?:[-.]pdca)?\.md$", "", pure.name)
    if re.fullmatch(r"[\d-]+(?:UTC-?\d*)?(?:-pdca)?", stem) and pure.parent.name:
        return f"{pure.parent.name}/{stem}"
    return stem


def plain(text: str) -> str:
    """A line without markdown marks, links' targets and decorative emoji."""
    text = LINK.sub(lambda m: m["label"], text)
    text = re.sub(r"[*`#]+|(?<!\w)_+|_+(?!\w)", "", text)
    text = re.sub("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3]+", "", text)
    return re.sub(r"\s+", " ", text).strip()


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("table")
    # Headings are blocks; what stands within a line is not asked for, and costs more than all the
    # rest.
    markdown.core.ruler.enableOnly(["normalize", "block"])
    return markdown


def _headings(text: str) -> list[tuple[int, int, str]]:
    """(level, character offset, raw title) of every heading outside code."""
    offsets = [0]
    for line in text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    tokens = _markdown().parse(text.replace("\x00", " "))
    return [
        (int(token.tag[1]), offsets[token.map[0]], tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.map and token.level == 0
    ]


def _kind(title: str) -> str:
    words = re.findall(r"[a-z]+", plain(title).lower())
    if not words:
        return ""
    if words[:2] == ["pdca", "process"] or words[:2] == ["process", "update"]:
        return "process_update"
    kind = KINDS.get(words[0], "")
    # "Plan Change Requests" or "Do not merge" is prose; a phase is named alone, or with a subtitle
    # behind a dash.
    name = re.findall(r"[a-z]+", re.split(r"\s[-–—]+\s|:", plain(title), maxsplit=1)[0].lower())
    return kind if kind != "process_update" and (len(words) <= 5 or len(name) <= 2) else ""


def _sections(text: str, headings: list[tuple[int, int, str]]) -> list[Section]:
    known = [(level, start, title, _kind(title)) for level, start, title in headings]
    phases = [level for level, _, _, kind in known if kind in PHASES]
    if not phases:
        return []
    border = min(phases)
    seen: set[str] = set()
    starts = []
    for level, start, title, kind in known:
        # A second "Check" within the record is part of what it stands in.
        if (
            kind
            and level <= border
            and level > 0
            and not (level == 1 and border > 1)
            and kind not in seen
        ):
            seen.add(kind)
            starts.append((level, start, title, kind))
    ends = [start for _, start, _, _ in starts[1:]] + [len(text)]
    return [
        Section(kind, plain(title), level, text[start:end], start, end)
        for (level, start, title, kind), end in zip(starts, ends, strict=True)
    ]


def _fields(header: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for pattern in (FIELD, PLAIN_FIELD):
        for match in pattern.finditer(header):
            fields.setdefault(match["name"].strip().lower(), plain(match["value"]))
    return fields


def _stated(plan: str) -> str:
    """The objective that a plan names, where the header names none."""
    fields = _fields(plan)
    return next(
        (fields[name] for name in ("objective", "goal", "primary objective") if fields.get(name)),
        "",
    )


def _agent(fields: dict[str, str], path: str) -> tuple[str, str]:
    name = _before_arrow(fields.get("agent name", "") or fields.get("agent", ""))
    role = _before_arrow(fields.get("agent role", "") or fields.get("role", ""))
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


def _before_arrow(value: str) -> str:
    value = re.split(r"\s*(?:→|->|=>)\s*", value)[0]
    return re.split(r"\s+[-–—]\s+|\s*\(|;|\s\|\s", value)[0].strip(" .:")


def _cmm_level(fields: dict[str, str], text: str) -> int:
    badge = " ".join(value for name, value in fields.items() if name.startswith("cmm"))
    if found := CMM.search(badge) or re.search(r"\b([1-5])\b", badge):
        return min(4, int(found[1]))
    mentions = [int(level) for level in CMM.findall(text)]
    # Without a badge the level spoken of most is the level of the work; ties go to the lower.
    return min(4, max(sorted(set(mentions)), key=mentions.count)) if mentions else 1


def _linked(text: str, header: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the records that the named breadcrumbs link to."""
    found: list[str] = []
    pattern = re.compile(
        rf"^.{{0,12}}\b(?:{'|'.join(names)})\b[^:\n]{{0,12}}:(?P<value>.*)$", re.I | re.M
    )
    for match in pattern.finditer(text):
        value = match["value"]
        targets = [m["target"] for m in LINK.finditer(value)] + re.findall(
            r"\[([^\]]+\.md)\](?!\()", value
        )
        for target in targets:
            if target.endswith(".md"):
                name = pdca_id(target.split("/blob/")[-1].lstrip("./"))
                if name and name not in found:
                    found.append(name)
    return tuple(found)


def _stamp(text: str) -> datetime | None:
    for pattern in STAMPS:
        if match := pattern.search(text):
            parts = match.groupdict()
            try:
                return datetime(
                    int(parts["y"]), int(parts["m"]), int(parts["d"]), int(parts.get("h") or 0),
                    int(parts.get("i") or 0), tzinfo=UTC,
                )  # fmt: skip
            except ValueError:
                continue
    return None


def _first_paragraph(text: str) -> str:
    return plain(text.strip().split("\n\n")[0])[:400]


def _trons(pdca: Pdca) -> list[Tron]:
    """Trigger/Response/Outcome/Next blocks, then TRON feedback with the answer to it."""
    found: list[Tron] = []
    parts: dict[str, str] = {}
    start = end = 0
    matches = list(TRON_LINE.finditer(pdca.text))
    for at, match in enumerate(matches):
        key = LETTER[match["letter"].lower()]
        stop = matches[at + 1].start() if at + 1 < len(matches) else len(pdca.text)
        rest = re.split(r"\n\s*\n|\n#|\n-{3,}\n", pdca.text[match.end() : stop])[0]
        value = plain(f"{match['value']} {rest}")
        if key == "trigger" or key in parts:
            if "trigger" in parts:
                found.append(_tron(parts, pdca.text[start:end]))
            parts, start = {}, match.start()
        parts[key] = value
        end = match.end() + len(rest)
    if "trigger" in parts:
        found.append(_tron(parts, pdca.text[start:end]))
    answer = re.search(r"^#+.*My Answer.*\n(?P<body>(?:(?!^#).*\n?)*)", pdca.text, re.M)
    for match in FEEDBACK.finditer(pdca.text):
        said = (match["fence"] or re.sub(r"^>\s?", "", match["quote"] or "", flags=re.M)).strip()
        if said:
            reply = plain(answer["body"].split("\n---")[0]) if answer else ""
            found.append(Tron(said, reply, "", "", match.group(0)))
    return found


def _tron(parts: dict[str, str], text: str) -> Tron:
    trigger, response, outcome, after = (
        parts.get(key, "") for key in ("trigger", "response", "outcome", "next")
    )
    return Tron(trigger, response, outcome, after, text.strip())


def _listed(text: str, heading: re.Pattern[str], named: re.Pattern[str]) -> list[str]:
    """Bullets below headings that match, and lines or bullets that begin with the name, as plain
    text.
    """
    found: list[str] = []
    inside = fenced = False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if fenced:
            continue
        if line.startswith("#"):
            inside = bool(heading.search(line))
            continue
        bullet = BULLET.match(line)
        value = bullet["text"] if bullet else line.strip()
        if (inside and bullet) or (value.startswith("**") and named.match(value)):
            said = plain(value)
            if len(said) > 15 and said not in found:
                found.append(said)
    return found
