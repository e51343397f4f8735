"""PDCA records: reading the markdown work record in all its seen spellings (web4-domain.md, section
2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from .header import agent, before_arrow, cmm_level, fields_in, linked, pdca_id, stamp_in
from .marks import bare, item, name_of, plain, told
from .signs import DECISION, OPTION
from .tron import Tron, trons

KINDS: dict[str, str] = {
    "objective": "objective",
    "goal": "objective",
    "summary": "summary",
    "plan": "plan",
    "planning": "plan",
    "do": "do",
    "implementation": "do",
    "execution": "do",
    "check": "check",
    "verification": "check",
    "act": "act",
    "emotional": "reflection",
    "reflection": "reflection",
    "pdca": "process_update",
}
PHASES = ("plan", "do", "check", "act")
# What a record calls itself whose work is still to be done; of a longer opening line it would be
# said about a part of the work.
UNEXECUTED = re.compile(
    r"\b(?:un|not[ -](?:yet[ -])?|never[ -])(?:been[ -])?(?:executed|implemented|started"
    r"|carried[ -]out)\b"
    r"|\b(?:to be|awaiting|pending|before) (?:executed|execution|implementation)\b"
    r"|\b(?:execution|implementation) (?:is )?(?:pending|deferred|cancell?ed|planned)\b"
    r"|^\W*(?:status\W+)?(?:planned|draft|proposed|proposal|pending|tbd|to ?do)\W*$"
    r"|\b(?:planning|plan|draft)[ -]only\b|\bnicht (?:ausgeführt|umgesetzt)\b",
    re.I,
)
LONGEST_REMARK = 160
HEADING_LINE = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<title>\S.*)$", re.M)


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
    cmm_level: int
    previous: tuple[str, ...]
    precedes: tuple[str, ...]
    header: str
    sections: tuple[Section, ...]
    executed: bool = True
    """False where the record says that its work was not carried out."""

    def section(self, kind: str) -> Section | None:
        """The first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def complete(self) -> bool:
        """All of objective, plan, do, check and act are there."""
        return bool(self.objective) and all(self.section(kind) for kind in PHASES)

    @cached_property
    def tron(self) -> tuple[Tron, ...]:
        return tuple(trons(self.text))

    @cached_property
    def decisions(self) -> tuple[str, ...]:
        """The decisions that were made, open ones and options that nobody chose left out."""
        return _decided(self.text)


def parse(text: str, path: str = "") -> Pdca:
    """Reads a record. Never raises for its content; a text without any structure gives one without
    sections.
    """
    headings = _headings(text)
    if not any(_kind(title) in PHASES for _, _, title in headings):
        # A fence that is never closed swallows the rest of the record; its lines still count.
        headings = [(len(m["marks"]), m.start(), m["title"]) for m in HEADING_LINE.finditer(text)]
    sections = tuple(_sections(text, headings))
    header = text[: sections[0].start] if sections else text[:2_000]
    fields = fields_in(header)
    title = name_of(headings[0][2]) if headings and headings[0][0] == 1 else ""
    title = re.sub(r"^\W*PDCA(?: Cycle| Entry)?\s*[:-]\s*", "", title)
    # The date has a field of its own.
    title = re.sub(r"(?<!\W)\W*20\d\d-\d\d-\d\d(?:[-TU ][-UTC\d: ]*)?\W*$", "", title).strip()
    stamp = (
        stamp_in(fields.get("date", ""))
        or stamp_in(PurePosixPath(path).name)
        or stamp_in(header)
        or stamp_in(path)
    )
    # A date without an hour finds its hour in the file name.
    in_name = stamp_in(PurePosixPath(path).name)
    if stamp and in_name and stamp.hour == stamp.minute == 0 and in_name.date() == stamp.date():
        stamp = in_name
    objective = (
        fields.get("objective", "")
        or _first_paragraph(next((s.body for s in sections if s.kind == "objective"), ""))
        or _stated(next((s.body for s in sections if s.kind == "plan"), ""))
    )
    name, role = agent(fields, path)
    return Pdca(
        id=pdca_id(path),
        text=text,
        title=title or objective[:80],
        date=stamp.strftime("%Y-%m-%d") if stamp else "",
        timestamp=int(stamp.timestamp()) if stamp else 0,
        objective=objective,
        agent_name=name,
        agent_role=role,
        branch=before_arrow(bare(fields.get("branch", ""))),
        sprint=before_arrow(bare(fields.get("sprint", ""))),
        task=fields.get("task", ""),
        issues=fields.get("issues", ""),
        session=before_arrow(
            bare(fields.get("project journal session", "") or fields.get("session", ""))
        ),
        cmm_level=cmm_level(fields, text),
        previous=linked(text, ("previous pdca", "follows")),
        precedes=linked(text, ("precedes", "next pdca")),
        header=header,
        sections=sections,
        executed=_executed(title, fields, sections),
    )


def renamed(record: Pdca, id: str) -> Pdca:
    """The same record under another id."""
    return replace(record, id=id)


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
    words = re.findall(r"[a-z]+", name_of(title).lower())
    if not words:
        return ""
    if words[:2] == ["pdca", "process"] or words[:2] == ["process", "update"]:
        return "process_update"
    kind = KINDS.get(words[0], "")
    # "Plan Change Requests" or "Do not merge" is prose; a phase is named alone, or with a subtitle
    # behind a dash.
    name = re.findall(r"[a-z]+", re.split(r"\s[-–—]+\s|:", name_of(title), maxsplit=1)[0].lower())
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
        # A second "Check" within the record belongs to the section around it.
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
        Section(kind, name_of(title), level, text[start:end], start, end)
        for (level, start, title, kind), end in zip(starts, ends, strict=True)
    ]


def _stated(plan: str) -> str:
    """The objective that a plan names, where the header names none."""
    fields = fields_in(plan)
    return next(
        (fields[name] for name in ("objective", "goal", "primary objective") if fields.get(name)),
        "",
    )


def _first_paragraph(text: str) -> str:
    return plain(text.strip().split("\n\n")[0])[:400]


def _decided(text: str) -> tuple[str, ...]:
    """The decisions that were made, as plain text: bullets below headings that speak of decisions,
    and lines that begin so. Open ones, what stands below them, questions, and options that nobody
    chose are none.
    """
    found: list[str] = []
    inside = fenced = False
    open_at = -1
    for line in text.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or not line.strip():
            continue
        if line.startswith("#"):
            inside, open_at = bool(re.search("decision|entscheidung", line, re.I)), -1
            continue
        depth = len(line) - len(line.lstrip())
        open_at = open_at if depth > open_at else -1
        bullet = item(line, inside)
        value = told(line, inside)
        if not (inside and bullet) and not (
            line.strip().startswith("**") and DECISION.match(value)
        ):
            continue
        if value.startswith("Open: "):
            open_at = depth
        if open_at < 0 and _made(value) and value not in found:
            found.append(value)
    return tuple(found)


def _made(value: str) -> bool:
    """Whether a line below a heading about decisions is one that was made."""
    chosen = re.search(r"\b(?:chosen|selected|accepted|approved|gewählt)\b", value, re.I)
    unmade = re.search(r"\b(?:not chosen|rejected|declined|abgelehnt)\b|\?$", value, re.I)
    option = OPTION.match(value)
    return len(value) > 15 and not unmade and not (option and not chosen)


def _executed(title: str, fields: dict[str, str], sections: tuple[Section, ...]) -> bool:
    """False where the record says of itself that its work was not carried out: in its title or
    status, or in the heading or the first line of its Do section.
    """
    said = [title, *(fields.get(name, "") for name in ("status", "state", "execution"))]
    done = next((section for section in sections if section.kind == "do"), None)
    if done:
        opening = next((line for line in done.body.split("\n") if line.strip(" -*_")), "")
        said += [done.title, plain(opening) if len(opening) <= LONGEST_REMARK else ""]
    return not any(UNEXECUTED.search(each) for each in said)
