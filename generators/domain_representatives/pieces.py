"""What is asked for of one record: the whole of it, or a section, each from what can be known."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators import tokens
from generators.catalog import MAX_TOKENS
from generators.pdca.kinds import PHASES
from generators.pdca.sections import Section
from generators.pdca.telling import cuts, notes, roles
from generators.pdca.telling.notes import Topic
from generators.phrases import Phrases
from generators.sample import fingerprint
from generators.settings import Settings
from generators.worth import personal
from generators.worth.case import content_lines

from . import briefs
from .wording import NAME, wording

if TYPE_CHECKING:
    from generators.store.corpus import PdcaRecord

# What is around the three texts in the training format, about, and most tokens of a section with
# all that is given for it.
FRAME, MOST = 60, 1_250
SMALLEST, LARGEST = 90, 620
# A note is left out where so much of it is said already, tried in turn.
SAID = (0.95, 0.85, 0.75)
# How much of a section from the record alone must be supported.
LESSON = 0.8
# Share of whole records that are asked for in the requirement's own words.
REQUIRED = 0.7
BEFORE = {"do": "plan", "check": "do", "act": "check", "process_update": "act"}


@dataclass(frozen=True)
class Piece:
    """A task of a record. `praise` is the share of its lines that only praise."""

    view: str
    instruction: str
    given: str
    output: str
    praise: float


def pieces(record: PdcaRecord, usual: Collection[str], settings: Settings) -> Iterator[Piece]:
    """The whole record under briefs of different kinds; where it does not fit, its sections."""
    whole = list(_whole(record, usual, settings))
    yield from whole or _sections(record, settings)


def _whole(record: PdcaRecord, usual: Collection[str], settings: Settings) -> Iterator[Piece]:
    text = _public(cuts.whole(record.document))
    size = tokens.count(text, settings.tokenizer) if text else 0
    room = MAX_TOKENS - FRAME - size
    if not text or room < SMALLEST:
        return
    given = "\n".join([f"Task: Create PDCA for {record.id}", *_repository(text)])
    room -= tokens.count(given, settings.tokenizer)
    for said in SAID:
        topics = briefs.brief(text, given, said, usual)
        if kept := briefs.fitting(topics, text, given, room, settings.tokenizer):
            break
    else:
        return
    for form, write in briefs.FORMS.items():
        words = Phrases(str(settings.seed), record.id, form, by="key")
        asked = words.pick(wording().document[form], title=_title(record))
        chance = int(fingerprint(NAME, str(settings.seed), record.id, form), 16) / 16**16
        yield Piece(
            "document",
            wording().required if chance < REQUIRED else asked,
            f"{given}\n\n{write(kept)}",
            text,
            _praise(text),
        )


def _sections(record: PdcaRecord, settings: Settings) -> Iterator[Piece]:
    document = record.document
    for kind in ("summary", *PHASES, "process_update"):
        section = document.section(kind)
        text = _public(cuts.section(section)) if section else ""
        size = tokens.count(text, settings.tokenizer) if text else 0
        if section and SMALLEST <= size <= LARGEST:
            room = MOST - FRAME - size
            yield from _section(record, section, text, room, settings)


def _section(
    record: PdcaRecord,
    section: Section,
    text: str,
    room: int,
    settings: Settings,
) -> Iterator[Piece]:
    """The section in the first way that can be known, the ways taking turns between sections."""
    facts = [f"PDCA ID: {record.id}", f"Title: {_title(record)}"]
    facts += [f"Objective: {record.objective}"] if record.objective else []
    start = "\n".join([*facts, *_repository(text)])
    key = (str(settings.seed), record.id, section.kind)
    ways = sorted(("next", "gap", "notes"), key=lambda way: fingerprint(*key, way))
    for way in ["lesson"] * (section.kind in ("act", "process_update")) + ways:
        shown = _shown(record, section, way)
        if shown is None or personal.found_in("".join(shown)):
            continue
        above = "\n\n".join([start, *shown])
        left = room - tokens.count(above, settings.tokenizer)
        topics = briefs.brief(text, above, SAID[0]) if way != "lesson" else []
        kept = briefs.fitting(topics, text, above, left, settings.tokenizer) if left > 0 else None
        if kept is None:
            continue
        yield Piece(
            section.kind,
            _asked(record, section, text, way, key),
            "\n\n".join([above, *_noted(section, kept, key)]),
            text,
            _praise(text),
        )
        return


def _noted(section: Section, topics: Sequence[Topic], key: tuple[str, ...]) -> list[str]:
    """The notes below a line that says what they are for."""
    if not topics:
        return []
    write = list(briefs.FORMS.values())[int(fingerprint(*key, "form"), 16) % len(briefs.FORMS)]
    # The section's own heading is no topic in it.
    inner = [Topic("", each.notes) if not at else each for at, each in enumerate(topics)]
    start = topics[0].name.lower().endswith(_name(section.kind).lower())
    return [f"Notes for the {_name(section.kind)}:\n{write(inner if start else topics)}"]


def _shown(record: PdcaRecord, section: Section, way: str) -> list[str] | None:
    """What of the record is shown; None where it has nothing to show."""
    document = record.document
    if way == "notes":
        return []
    if way == "next":
        before = document.section(BEFORE.get(section.kind, ""))
        text = cuts.section(before) if before else ""
        return [text.strip()] if text else None
    others = [each for each in document.sections if each.kind in (*PHASES, "summary")]
    if way == "lesson":
        others = [each for each in others if each.start < section.start]
        return ["\n\n".join(cuts.section(each).strip() for each in others)] if others else None
    texts = [
        f"## {_name(each.kind)}\n(missing)" if each is section else cuts.section(each).strip()
        for each in others
    ]
    return ["\n\n".join(texts)] if section in others and len(texts) > 1 else None


def _asked(record: PdcaRecord, section: Section, text: str, way: str, key: tuple[str, ...]) -> str:
    variants = wording().section[way]
    asked = Phrases(*key, way, by="key").pick(
        variants.get(section.kind) or variants["any"],
        title=_title(record),
        section=_name(section.kind),
        before=_name(BEFORE.get(section.kind, "")),
    )
    learned = section.kind == "summary" and "Learning Applied" in text
    return f"{asked} {wording().learning}" if learned else asked


def _public(text: str) -> str:
    """The text, empty where it points at people or machines."""
    return "" if personal.found_in(text) else text


def _name(kind: str) -> str:
    return kind.replace("_", " ").upper()


def _title(record: PdcaRecord) -> str:
    return record.document.title or record.objective


def _repository(text: str) -> list[str]:
    base = notes.repository(text)
    return [f"Links lead to: {base}"] if base else []


def _praise(text: str) -> float:
    lines = content_lines(text)
    return sum(bool(roles.PRAISE.search(line.lower())) for line in lines) / max(1, len(lines))
