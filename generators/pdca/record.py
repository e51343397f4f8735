"""PDCA records: reading the markdown work record in all its seen spellings (web4-domain.md, section
2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import takewhile
from pathlib import PurePosixPath

from .dates import stamp_in
from .header import NOTHING, agent, before_arrow, cmm_level, fields_in, in_front_matter, names_field
from .kinds import PHASES, kind_of
from .links import AFTER, BEFORE, linked, pdca_id
from .marks import bare, item, name_of, plain, told
from .outline import Outline, front_matter, outline, readable
from .sections import OTHER, Section, known_from, sections
from .signs import CHOSEN, DECISION, OPTION
from .tron import Tron, trons

# What a record calls itself whose work is still to be done; of a longer opening line it would be
# said about a part of the work.
UNEXECUTED = re.compile(
    r"\b(?:not[ -](?:yet[ -])?|never[ -])(?:been[ -])?"
    r"(?:executed|implemented|started|carried[ -]out)\b"
    r"|\bun(?:executed|implemented)(?=\W*$|\W+(?:yet|until|so far|because)\b)"
    r"|\b(?:to be|awaiting|pending|before) (?:executed|execution|implementation)\b"
    r"|\b(?:execution|implementation) (?:is )?(?:pending|deferred|cancell?ed|planned)\b"
    r"|^\W*(?:status\W+)?(?:planned|draft|proposed|proposal|pending|tbd|to ?do|skipped|abandoned"
    r"|cancell?ed|deferred|on hold|withdrawn|geplant|entwurf|ausstehend|verworfen|abgebrochen"
    r"|zurückgestellt)\W*$"
    r"|\b(?:planning|plan|draft)[ -]only\b|\babandoned before\b"
    r"|\bnicht (?:ausgeführt|umgesetzt|durchgeführt|begonnen|gestartet)\b",
    re.I,
)
LONGEST_REMARK = 10
"""Words."""
ASIDE = re.compile(r"\s[-–—]+\s|[-–—:(\[]\s*(?=[^\s])")
OF_ITSELF = re.compile(
    r"\b(?:this|dieser?s?)\s+(?:pdca|record|cycle|plan)\s+((?:is|was|has|wurde|ist)\b[^.\n]{0,60})",
    re.I,
)
# Without sections, how much of a text is its header.
HEADER = 2_000
CLOSING = 8
"""Lines at the end."""
CLOSING_FIELDS = frozenset({"agent", "role", "date", "branch", "sprint", "session"})
LONGEST_NAME = 6
"""Words."""
OTHER_FILE = re.compile(
    r"\[\[[^\[\]\n]*\]\]|\[[^\[\]\n]*\]\([^()\n]*\.(?:md|markdown)\b[^\n]*?\)|<[^<>\n]*>"
    r"|[^\s\[(<]*\.(?:md|markdown)\b",
    re.I,
)
LINKED = re.compile(r"\[[^\[\]\n]*\]\([^\n]*?\)")
# Data below the title: nothing but lines of fields stands between.
DATA = re.compile(
    r"\A(?:[ \t]*(?:#[^\n]*|(?:[-*] )?\*\*[^*\n]+\*\*[^\n]*)?\n)*"
    r"```(?:ya?ml|toml)[ \t]*\n(?P<data>.*?)^```",
    re.M | re.S,
)


# A heading below which decisions stand, not one about decisions.
DECIDED = re.compile(
    r"\b(?:decisions?|entscheidung(?:en)?)\b(?=\W*$|\s*[:(–—-]|\s+#?\d+\w?(?:\W*$|\s*[:(–—-])"
    r"|\s+(?:made|taken|applied|required|needed|log|list|summary|points?|records?|captured"
    r"|to (?:make|take)|for|on|by|getroffen|zu)\b)",
    re.I,
)
EMPTY_FIELD = re.compile(r"\W*\*\*[^*]+(?::\*\*|\*\*:)\s*$")
LABEL = re.compile(r"\*\*[^*]+(?::\*\*|\*\*:?)")
UNMADE = re.compile(r"\b(?:not|rejected|declined|abgelehnt)\b", re.I)
# What a decision says that still has to be made.
UNDECIDED = re.compile(
    r"\?$|^all clear\b"
    r"|\b(?:(?:decision|clarification|input|approval|choice) (?:is )?(?:required|needed|pending)"
    r"|awaiting|to be decided|undecided)\b",
    re.I,
)
SETTLED = re.compile(r"\b(?:selected|chosen|decided|chose)\b", re.I)
TICKED = re.compile(r"\s*[-*+]\s+\[[xX]\]")
NOWHERE = 1_000
"""Deeper than any line."""
BESIDE = re.compile(
    r"\b(?:evidence|rationale|reason\w*|because|inferred|impact|findings?|context|background|analysis"
    r"|problem|issues?|consequences?|benefits?|risks?|artifacts?|links?|begründung|belege?)\b",
    re.I,
)


@dataclass(frozen=True)
class Pdca:
    """A parsed record. Text fields are plain (no markdown marks; code spans stay as they are); what
    is absent is empty. `text` has its line ends as `\\n`.
    """

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
    inferred: tuple[str, ...] = ()
    """Names of the fields that the text does not state: `agent_name` and `date` from the path,
    `title` from the objective.
    """
    notes: tuple[str, ...] = ()
    """What is not as it should be, for people: a fence without its end."""

    def section(self, kind: str) -> Section | None:
        """The first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def cycles(self) -> int:
        """How often the record goes through the phases."""
        return max((section.cycle for section in self.sections), default=0)

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
        return _decided(outline(self.text, kind_of).prose())


def parse(text: str, path: str = "") -> Pdca:
    """Reads a record. Never raises for its content; a text without any structure gives one without
    sections.
    """
    text = readable(text)
    read = outline(text, kind_of)
    found = sections(text, read.headings)
    front, lines, header = _header(text, read, found)
    fields = fields_in(lines)
    fields |= {name: value for name, value in front.items() if value}
    prose = _with_front(read)
    fields = _closing(prose) | {name: value for name, value in fields.items() if value}
    title = _title(read)
    stamp, dated = _stamp(fields, path, header)
    objective = fields.get("objective", "") or _objective(read, found)
    name, role, named = agent(fields, path)
    inferred = {"agent_name": bool(name) and not named, "date": bool(stamp) and not dated}
    inferred["title"] = not title and bool(objective)
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
        session=before_arrow(bare(fields.get("session", ""))),
        cmm_level=cmm_level(fields, prose),
        previous=linked(prose, BEFORE, path),
        precedes=linked(prose, AFTER, path),
        header=header,
        sections=found,
        executed=_executed(title, fields, found, prose),
        inferred=tuple(field for field, holds in inferred.items() if holds),
        notes=read.notes,
    )


def renamed(record: Pdca, id: str) -> Pdca:
    """The same record under another id."""
    return replace(record, id=id)


def _header(
    text: str, read: Outline, found: Sequence[Section]
) -> tuple[dict[str, str], list[str], str]:
    """(fields of the front matter, lines before the first section, their text). The lines go on
    through an objective and other fields with headings of their own.
    """
    found = known_from(found)
    end = found[0].start if found else min(len(text), HEADER)
    work = next(
        (
            each.start
            for each in found
            if each.kind != "objective" and not (each.kind == OTHER and names_field(each.title))
        ),
        end,
    )
    above = front_matter(read.lines)
    lines = [line for line, at in zip(read.prose(), read.offsets, strict=False) if at < work]
    front = in_front_matter("\n".join(read.lines[1 : above - 1])) if above else {}
    # A block of data may stand below the title.
    if block := DATA.match(text[:work]):
        front = {**in_front_matter(block["data"]), **front}
    return front, lines, text[:end]


def _closing(lines: Sequence[str]) -> dict[str, str]:
    """The fields of the last lines, where some records state what others do at the top; none whose
    value is as long as a sentence.
    """
    found = fields_in([line for line in lines if line.strip()][-CLOSING:])
    return {
        name: value
        for name, value in found.items()
        if name in CLOSING_FIELDS and len(value.split()) <= LONGEST_NAME
    }


def _with_front(read: Outline) -> list[str]:
    """The lines outside code, those of the front matter among them."""
    above = front_matter(read.lines)
    return [*read.lines[:above], *read.prose()[above:]]


def _title(read: Outline) -> str:
    """The first heading, where it is one of the first level, without what has a field of its
    own.
    """
    first = next((each for each in read.headings if each.form in ("atx", "setext", "html")), None)
    title = name_of(first.title) if first and first.level == 1 else ""
    title = re.sub(r"^\W*PDCA(?: Cycle| Entry)?\s*[:-]\s*", "", title)
    return re.sub(r"(?<!\W)\W*20\d\d-\d\d-\d\d(?:[-TU ][-UTC\d: ]*)?\W*$", "", title).strip()


def _stamp(fields: dict[str, str], path: str, header: str) -> tuple[datetime | None, bool]:
    """The record's date, and whether its text states it. A date without an hour finds its hour in
    the file name.
    """
    name = PurePosixPath(path).name
    # The date of another record, to which the header links, is not this one's.
    header = OTHER_FILE.sub(" ", header)
    stated = stamp_in(fields.get("date", ""), written=True)
    stamp = stated or stamp_in(name) or stamp_in(header) or stamp_in(path)
    in_name = stamp_in(name)
    unlinked = LINKED.sub("", header)
    titled = [stamp_in(line) for line in unlinked.split("\n") if line.startswith("#")]
    says = bool(stated) or any(stamp and each and each.date() == stamp.date() for each in titled)
    if stamp and in_name and stamp.hour == stamp.minute == 0 and in_name.date() == stamp.date():
        return in_name, says
    return stamp, says or bool(stamp and not in_name and stamp_in(unlinked))


def _objective(read: Outline, found: Sequence[Section]) -> str:
    """The objective where no field of the header names it: its section, else a field of the plan,
    else a heading before the work began.
    """
    section = next((each for each in found if each.kind == "objective"), None)
    if section and (said := _first_paragraph(section.body)):
        return said
    plan = next((each for each in found if each.kind == "plan"), None)
    if plan and (said := fields_in(outline(plan.body, kind_of).prose()).get("objective", "")):
        return said
    done = next((each.start for each in found if each.kind == "do"), len(read.offsets))
    for heading in read.headings:
        if kind_of(heading.title) == "objective" and heading.start < done:
            text = "\n".join(read.lines)[heading.end :]
            return _first_paragraph(re.split(r"\n#", text)[0])
    return ""


def _first_paragraph(text: str) -> str:
    """The first paragraph or list outside of fences, up to a field in it; empty for a place for
    one. Items of a list are set apart.
    """
    prose = "\n".join(outline(text, kind_of).prose())
    first, *lines = prose.strip().split("\n\n")[0].split("\n")
    lines = [first, *takewhile(lambda line: not fields_in([line]), lines)]
    # Fields without a value are no objective.
    said = takewhile(lambda line: not EMPTY_FIELD.match(line), lines)
    found = ""
    for line in said:
        apart = found and item(line) is not None
        found += f"{';' * bool(apart)} {told(line)}"
    found = plain(found)[:400]
    return "" if NOTHING.match(found) else found


def _decided(lines: Sequence[str]) -> tuple[str, ...]:
    """The decisions that were made, as plain text: bullets below headings that speak of decisions,
    and lines that begin so. Open ones, what stands below them, questions, and options that nobody
    chose are none; nor are decisions of whose options none was chosen, and what is said of one
    below it.
    """
    found: list[str] = []
    waiting: set[str] = set()
    settled: set[str] = set()
    below = inside = False
    """Whether the heading speaks of decisions, and whether what comes are some."""
    open_at = -1
    named, named_at = "", NOWHERE
    for line in filter(str.strip, lines):
        if line.startswith("#"):
            below = inside = bool(DECIDED.search(name_of(line.lstrip("#"))))
            open_at, named, named_at = -1, "", NOWHERE
            continue
        if LABEL.fullmatch(line.strip()):
            # Evidence and reasons of a decision are none.
            inside = bool(DECIDED.search(line)) or (below and not BESIDE.search(line))
        depth = len(line) - len(line.lstrip())
        open_at = open_at if depth > open_at else -1
        bullet = item(line, inside)
        value = told(line, inside)
        head = value.split(":", 1)[0]
        bold = line.strip().startswith("**") and bool(
            DECISION.match(value) and DECIDED.search(head)
        )
        if OPTION.match(value):
            (settled if _made(value) else waiting).add(named)
        elif bullet and depth > named_at and not DECISION.match(value):
            continue
        ticked = TICKED.match(line)
        if (_named_only(line, value) and not ticked) or not (bold or (inside and bullet)):
            continue
        if not OPTION.match(value):
            named, named_at = value, -1 if bold else depth
            settled |= {value} if SETTLED.search(value) else set()
        if value.startswith("Open: "):
            open_at = depth
        if open_at < 0 and _made(value):
            found.append(value)
    return tuple(each for each in dict.fromkeys(found) if each not in waiting - settled)


def _named_only(line: str, value: str) -> bool:
    """Whether a line is a name in bold, or what is said beside a decision: neither is one."""
    name, colon, _ = value.partition(":")
    alone = LABEL.fullmatch(line.strip()) and ": " not in value
    return bool(alone or (colon and len(name.split()) < 4 and BESIDE.search(name)))


def _made(value: str) -> bool:
    """Whether a line below a heading about decisions is one that was made."""
    remark = CHOSEN.search(value)
    unmade = UNMADE.search(remark[0] if remark else "") or UNDECIDED.search(value)
    return len(value) > 15 and not unmade and bool(remark or not OPTION.match(value))


def _executed(
    title: str, fields: dict[str, str], found: tuple[Section, ...], prose: Sequence[str]
) -> bool:
    """False where the record says of itself that its work was not carried out: in its title behind
    a dash or in brackets, in its status, in the heading or the first line of its Do section, or in
    a sentence about itself.
    """
    said = [*ASIDE.split(title)[1:], fields.get("status", "")]
    done = next((section for section in found if section.kind == "do"), None)
    if done:
        opening = next((line for line in done.body.split("\n") if line.strip(" -*_")), "")
        said += [*ASIDE.split(done.title)[1:], plain(opening)]
    said += [match[1] for line in prose if (match := OF_ITSELF.search(line))]
    return not any(len(each.split()) <= LONGEST_REMARK and UNEXECUTED.search(each) for each in said)
