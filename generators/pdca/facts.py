"""Facts about a PDCA: whether it is one, how good it is, what kind of work it describes, how it
is chunked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from generators import tokens

from .dates import STAMPS
from .kinds import PHASES, kind_of
from .marks import item, plain
from .outline import outline
from .record import Pdca, parse

NOT_RECORDS = re.compile(
    r"template|how-?to|readme|guide|requirement|protocol|glossary|index|overview", re.I
)
PLACEHOLDER = re.compile(r"\{\{|\[(?:YYYY|your|insert|agent name|description)\b|<placeholder", re.I)
MAX_PLACEHOLDERS = 3
ENDINGS = (".md", ".markdown")
CHUNK_TOKENS = (400, 800)
CHUNK_KINDS = {
    "objective": "pdca_objective",
    "plan": "pdca_plan",
    "do": "pdca_do",
    "check": "pdca_check",
    "act": "pdca_act",
}

# Words that point to a kind of work; a record may describe several.
EVIDENCE: dict[str, re.Pattern[str]] = {
    "debugging": re.compile(
        r"\b(bug|debug\w*|error|fail(?:ed|ure|s|ing)?|broken|crash\w*|root cause|regression"
        r"|fix(?:ed|es|ing)?|"
        r"defect|exception|stack trace|reproduc\w*|violation|wrong|missing|conflict)\b",
        re.I,
    ),
    "architectural_decision": re.compile(
        r"\b(architect\w*|design\w*|decision|decid\w*|option|trade-?offs?|rationale|layer ?\d"
        r"|interface|pattern|"
        r"refactor\w*|structure|abstraction|component|alternatives?|strategy)\b",
        re.I,
    ),
    "integration": re.compile(
        r"\b(integrat\w*|merge\w*|merging|API|endpoint|import|dependenc\w*|connect\w*|branch"
        r"|synchroni\w*|sync|"
        r"protocol|server|client|deploy\w*|install\w*|migrat\w*|compatib\w*|link\w*)\b",
        re.I,
    ),
    "collaboration": re.compile(
        r"\b(collaborat\w*|hand-?off|hand-?over|agents?|user feedback|feedback|coordinat\w*"
        r"|communicat\w*|"
        r"role transition|team|scrum master|product owner|TRON|review\w*|approv\w*|onboard\w*"
        r"|assign\w*)\b",
        re.I,
    ),
}
# How much an ordinary record has of each: the words of some kinds are more common than others'.
USUAL_EVIDENCE = {
    "debugging": 1.6,
    "architectural_decision": 2.4,
    "integration": 2.0,
    "collaboration": 1.8,
}


@dataclass(frozen=True)
class Chunk:
    """A piece of a record as the store keeps it."""

    chunk_type: str
    chunk_index: int
    text: str


def is_pdca_path(path: str) -> bool:
    """Whether a file may be a record by its name alone. A dated name may speak of a template; an
    undated one is one.
    """
    pure = PurePosixPath(path)
    return (
        pure.suffix.lower() in ENDINGS
        and in_pdca_place(path)
        and not (NOT_RECORDS.search(pure.name) and not _dated(pure.name))
    )


def in_pdca_place(path: str) -> bool:
    """Whether the file's name or one of its folders says PDCA, whatever the file is."""
    pure = PurePosixPath(path)
    folders = {part.lower() for part in pure.parts[:-1]}
    return "pdca" in pure.name.lower() or bool(folders & {"pdca", "pdcas"})


def is_pdca(path: str, text: str) -> bool:
    """Whether a file is a record: named like one, dated, with at least two of the four phases, no
    template.
    """
    return not why_not(path, parse(text, path))


def why_not(path: str, record: Pdca) -> str:
    """Why a file is no record, for people; empty for one that is."""
    pure = PurePosixPath(path)
    if pure.suffix.lower() not in ENDINGS or not in_pdca_place(path):
        return "neither its name nor its folder says PDCA"
    if not is_pdca_path(path):
        return "its name is that of a template, guide or index, without a date"
    # A record may quote a template; what is itself one has its placeholders outside code, and
    # where a record names itself.
    prose = re.sub(r"`[^`\n]*`", "", "\n".join(outline(record.text, kind_of).prose()))
    filled = _dated(pure.name) and not PLACEHOLDER.search(f"{record.title} {record.objective}")
    there = [kind for kind in PHASES if record.section(kind)]
    if len(PLACEHOLDER.findall(prose)) > MAX_PLACEHOLDERS and not (filled and len(there) > 3):
        return "a template: its places are not filled in"
    if len(there) < 2:
        named = f"only {there[0]}" if there else "none"
        return f"of Plan, Do, Check and Act, {named} is a heading"
    if not _dated(pure.name) and not record.date:
        return "no date, neither in its name nor in its text"
    return ""


def _dated(name: str) -> bool:
    return any(pattern.search(name) for pattern in STAMPS)


def quality_score(record: Pdca, linked: bool = False) -> float:
    """Requirement 2.1: 50, +10 a level above CMM1 (at most 30), +20 complete, +10 both breadcrumbs;
    at most 100. All by the record's own text: what another record says of it does not count.
    `Previous PDCA` is the older spelling of FOLLOWS, `Next PDCA` of PRECEDES. `linked`: a timeline
    states both for it, as that of a store may whose texts came without their headers.
    """
    score = 50 + min(30, 10 * (record.cmm_level - 1))
    score += 20 if record.complete else 0
    score += 10 if linked or (record.previous and record.precedes) else 0
    return float(min(100, score))


def evidence(record: Pdca) -> dict[str, float]:
    """Per kind of work, how much the record says about it: hits per 100 words, title and objective
    counting fivefold.
    """
    said = f"{record.title} {record.objective} {record.task} {record.issues}"
    words = max(50, len(record.text.split()))
    return {
        kind: 100 * (len(pattern.findall(record.text)) + 4 * len(pattern.findall(said))) / words
        for kind, pattern in EVIDENCE.items()
    }


def task_type(record: Pdca) -> str:
    """The kind of work the record describes most, relative to how common the kind's words are;
    `other` for none.
    """
    weighed = relative_evidence(record)
    best = max(weighed, key=lambda kind: (weighed[kind], kind))
    return best if weighed[best] > 0 else "other"


def relative_evidence(record: Pdca) -> dict[str, float]:
    """Per kind of work, its evidence in multiples of what is usual for the kind."""
    return {kind: value / USUAL_EVIDENCE[kind] for kind, value in evidence(record).items()}


def verification_status(record: Pdca) -> str:
    """`verified`, `failed` or empty, by the marks and words of the check section; failures weigh
    more.
    """
    check = record.section("check")
    if check is None:
        return ""
    failed = len(re.findall(r"❌|\b(?:fail(?:ed|s|ing)|not verified|broken)\b", check.text, re.I))
    passed = len(
        re.findall(
            r"✅|✓|\[x\]|\b(?:pass(?:ed|es)?|verified|confirmed|complete[d]?)\b", check.text, re.I
        )
    )
    if not failed and not passed:
        return ""
    return "failed" if failed > passed else "verified"


def chunks(record: Pdca, tokenizer: str) -> list[Chunk]:
    """Pieces of 400-800 tokens along sections, paragraphs and lines; joined in order they are the
    document.

    A section's remainder may be smaller; a single longer line stays whole. A record without
    sections is one chunk.
    """
    if not record.sections:
        return [Chunk("pdca_metadata", 0, record.text)]
    parts = [("pdca_metadata", record.text[: record.sections[0].start])]
    parts += [
        (CHUNK_KINDS.get(section.kind, "pdca_metadata"), section.text)
        for section in record.sections
    ]
    found: list[Chunk] = []
    for kind, text in parts:
        for piece in _pieces(text, tokenizer):
            found.append(Chunk(kind, len(found), piece))
    return found


def _pieces(text: str, tokenizer: str) -> list[str]:
    low, high = CHUNK_TOKENS
    lines = text.split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
    counts = tokens.count_batch(lines, tokenizer)
    pieces: list[str] = []
    current: list[str] = []
    size, fenced = 0, False
    for line, count in zip(lines, counts, strict=True):
        border = not fenced and (not line.strip() or line.startswith("#"))
        if current and (size + count > high or (border and size >= low)):
            pieces.append("".join(current))
            current, size = [], 0
        current.append(line)
        size += count
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
    if current:
        pieces.append("".join(current))
    return pieces


def first_content(record: Pdca, limit: int = 500, kind: str = "") -> str:
    """The opening a person would read: title, objective, task, then prose; links and bare marks
    left out, cut at a word at most `limit` characters long. With a `kind` the prose is that
    section's, after title and objective.
    """
    section = record.section(kind)
    named = [("Objective", record.objective), ("Task", record.task), ("Issues", record.issues)]
    lines = [f"# {record.title}"] if record.title else []
    lines += [f"{name}: {value}" for name, value in (named[:1] if section else named) if value]
    text = f"{section.text.strip()}" if section else record.text[len(record.header) :]
    heading = ""
    for line in text.split("\n"):
        bullet = item(line)
        said = plain(line) if bullet is None else bullet
        if line.startswith("#"):
            heading = f"## {said}"
        elif (
            len(said.split()) > 4 and "](" not in line and "http" not in said and said not in lines
        ):
            # A heading is shown with the first line it has.
            lines += [heading] if heading and section else []
            lines.append(said if bullet is None else f"- {said}")
            heading = ""
        if sum(map(len, lines)) > limit:
            break
    text = "\n".join(lines)
    return text if len(text) <= limit else text[:limit].rsplit(maxsplit=1)[0]
