"""What is asked for of one record: the whole of it, or a section, each from what can be known."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generators import tokens
from generators.pdca.kinds import PHASES
from generators.pdca.marks import LINK, plain
from generators.pdca.sections import Section
from generators.pdca.telling import cuts, forms, notes, report_lines, roles
from generators.pdca.telling.notes import Topic
from generators.pdca.telling.report_words import ORDER, RESULT
from generators.phrases import Phrases
from generators.sample import fingerprint
from generators.settings import Settings
from generators.worth import personal
from generators.worth.case import CODE_FENCE, content_lines, prose

from . import briefs, elsewhere, jumble
from .elsewhere import More
from .wording import NAME, wording

if TYPE_CHECKING:
    from generators.store.corpus import PdcaRecord

# What is around the three texts in the training format, about, and most tokens of a section with
# all that is given for it.
FRAME, MOST = 60, 1_500
SMALLEST, LARGEST = 90, 620
# Share of whole records with dual links that are asked for in the requirement's own words.
REQUIRED = 0.84
FORMS: dict[str, Callable[[Sequence[Topic], str, str], str]] = {
    "listed": jumble.unsorted,
    "phased": jumble.phased,
    "dictated": lambda topics, form, key: briefs.dictated(topics),
}
NOTED = {"listed": "Notes, unsorted:", "phased": "Notes by phase:", "dictated": "What happened:"}
# What says that something was done, or what came of it, and what says that it was not.
TOLD = {
    "do": re.compile(
        r"(?<!\bne)\w{2,}ed\b|\b(?:wrote|built|ran|made|found|split|set|kept)\b|`", re.I
    ),
    "check": re.compile(rf"\d|✅|✓|\[x\]|{RESULT.pattern}", re.I),
}
UNDONE = re.compile(
    r"\b(?:planning|planned|will|must|should|needs?|needed|todo|pending|not yet|wrong|mistake"
    r"|violat\w+)\b|\[ \]|❌",
    re.I,
)
# Work that is still to be done, called by a name.
REQUIRED_WORK = re.compile(
    r"\b(?:changes?|enhancements?|fix(?:es)?|implementation|solutions?) required\b"
    r"|\brequired (?:changes?|enhancements?|fix(?:es)?|implementation|solutions?)\b",
    re.I,
)
# What follows from a cycle.
FOLLOWS = re.compile(
    r"\b(?:next|follow-?ups?|future|lessons?|learn\w*|insights?|improvements?|prevent\w*|recommend\w*"
    r"|immediate|remaining|pending|roadmap|action items?|going forward|from now on|always)\b",
    re.I,
)
TICKED = re.compile(r"^[-*\s]*(?:✅|\[x\])", re.I)
# What a text may have of its record's id: a year, a time of day.
ID_NUMBER = re.compile(r"\d{3,}")
# The number of a list item is no result.
NUMBER = re.compile(r"^\d+[.)]\s+")
# Share of the lines that tell what the section is for; a fence counts as so many of them.
MOSTLY, FENCE_LINES = 0.6, 3
# A section of which more is code is written already.
MOST_CODE = 0.5
# Share of the items of a Do or an Act that may tell what was wrong or wanted, by their label.
MOST_AMISS = 0.3
# A state that a tick cannot have, wherever in a Check it stands.
TICKED_UNDONE = re.compile(r"✅\W*(?:PLANNED|PENDING|TODO)\b")
# A section that praises in more of its lines tells nothing.
MOST_PRAISE = 0.3
# The first half of a dual link.
DUAL = "[GitHub]("
BEFORE = {"do": "plan", "check": "do", "act": "check", "process_update": "act"}


@dataclass(frozen=True)
class Piece:
    """A task of a record. `praise` is the share of its lines that only praise."""

    view: str
    instruction: str
    given: str
    output: str
    praise: float
    sifted: bool = True
    """Whether something has to be selected, or drawn from the record: not all notes are used."""
    strays: float = 0.0
    """The share of its lines that belong to another section, of a whole the mean of its phases."""


def pieces(
    record: PdcaRecord,
    usual: Collection[str],
    sections: bool,
    settings: Settings,
    beside: Sequence[PdcaRecord] = (),
) -> Iterator[Piece]:
    """The whole record under briefs of different kinds, else its cycle without what the house has
    around it; where neither fits, and `sections` are wanted, its sections. Notes of those `beside`
    it may stand among a section's.
    """
    found = list(_whole(record, "document", cuts.whole(record.document), usual, settings))
    found = found or list(_whole(record, "cycle", cuts.cycle(record.document), usual, settings))
    yield from found or (_sections(record, usual, beside, settings) if sections else ())


def _whole(
    record: PdcaRecord, view: str, text: str, usual: Collection[str], settings: Settings
) -> Iterator[Piece]:
    text, header = map(_without_way, (_public(text), cuts.header(record.document)))
    if not text or not text.startswith(header):
        return
    size = tokens.count(text, settings.tokenizer)
    body = text[len(header) :].strip("\n- ")
    leading = _links(record, body)
    if leading is None or settings.max_tokens - FRAME - size < SMALLEST:
        return
    start = "\n".join([f"Task: Create PDCA for {record.name}", *leading])
    order = sorted(FORMS, key=lambda form: fingerprint(str(settings.seed), record.id, form))
    blank = f"Form:\n{forms.blank(body, usual)}"
    topics = briefs.brief(body, blank, usual)
    for form in order:
        key = (str(settings.seed), record.id, form)
        noted = FORMS[form](topics, blank, ":".join(key))
        above = [start, *([f"Header:\n{header}"] if header else []), blank]
        given = "\n\n".join([*above, f"{NOTED[form]}\n{noted}"])
        if FRAME + size + tokens.count(given, settings.tokenizer) > settings.max_tokens:
            continue
        if notes.mangled(text, given):
            continue
        if briefs.supported(text, f"{given}\n{briefs.told(topics)}") < briefs.SUPPORTED:
            continue
        linked = DUAL in text
        words = wording()
        whole, cycle = (
            (words.document, words.cycle) if linked else (words.unlinked, words.unlinked_cycle)
        )
        variants = whole if view == "document" else cycle
        asked = Phrases(*key, by="key").pick(variants[form], title=_title(record))
        chance = int(fingerprint(NAME, *key), 16) / 16**16
        required = view == "document" and linked and chance < REQUIRED
        asked = words.required if required else asked
        yield Piece(view, asked, given, text, _praise(text), strays=_strays(record))


def _sections(
    record: PdcaRecord,
    usual: Collection[str],
    beside: Sequence[PdcaRecord],
    settings: Settings,
) -> Iterator[Piece]:
    document = record.document
    for kind in ("summary", *PHASES, "process_update"):
        section = document.section(kind)
        text = _public(cuts.section(section)) if section else ""
        size = tokens.count(text, settings.tokenizer) if text else 0
        fits = SMALLEST <= size <= LARGEST and _praise(text) <= MOST_PRAISE
        if section and fits and _holds(section.kind, text) and not elsewhere.misfit(text):
            room = min(MOST, settings.max_tokens) - FRAME - size
            yield from _section(record, section, text, usual, beside, room, settings)


def _section(
    record: PdcaRecord,
    section: Section,
    text: str,
    usual: Collection[str],
    beside: Sequence[PdcaRecord],
    room: int,
    settings: Settings,
) -> Iterator[Piece]:
    """The section in the first way that can be known, the ways taking turns between sections."""
    leading = _links(record, text)
    if leading is None:
        return
    key = (str(settings.seed), record.id, section.kind)
    ways = sorted(("next", "gap", "notes"), key=lambda way: fingerprint(*key, way))
    for way in ["lesson"] * (section.kind in ("act", "process_update")) + ways:
        shown = _shown(record, section, way)
        if shown is None or personal.found_in("\n".join([*_facts(record, text), *shown])):
            continue
        form = f"Form of the {_name(section.kind)}:\n{forms.blank(text, usual)}"
        noted = briefs.brief(text, form, usual) if way != "lesson" else []
        if briefs.only_pasted(noted):
            continue
        more = elsewhere.more_than(record, section, noted, beside, key)
        written = _noted(section, noted, form, more, key)
        asked = _asked(record, section, text, way, more, key)
        facts = [*_facts(record, text, asked), *leading]
        given = "\n\n".join(filter(None, ["\n".join(facts), *shown, form, *written]))
        if tokens.count(given, settings.tokenizer) > room or notes.mangled(text, given):
            continue
        if briefs.supported(text, f"{given}\n{briefs.told(noted)}") < briefs.SUPPORTED:
            continue
        sifted = bool(more.notes) or way == "lesson"
        strays = elsewhere.strays(section.kind, text)
        yield Piece(section.kind, asked, given, text, _praise(text), sifted, strays)
        return


def _facts(record: PdcaRecord, text: str, asked: str = "") -> list[str]:
    """What is known of the record: its id where the text has a number of it, its title unless the
    request names it, its objective.
    """
    id = [record.name] if any(number in text for number in ID_NUMBER.findall(record.name)) else []
    title = _title(record)
    facts = [f"PDCA ID: {each}" for each in id]
    facts += [f"Title: {title}"] if f"“{title}”" not in asked else []
    return [*facts, f"Objective: {record.objective}"] if record.objective else facts


def _holds(kind: str, text: str) -> bool:
    """Whether a section holds what its name says, and is not mostly code: Do tells what was done in
    most of its lines, Check what came of it, with no tick on what did not, and Act what follows.
    """
    if sum(map(len, CODE_FENCE.findall(text))) > MOST_CODE * len(text):
        return False
    if kind in ("do", "act") and elsewhere.amiss(text) > MOST_AMISS:
        return False
    if kind == "check" and TICKED_UNDONE.search(text):
        return False
    lines = [
        NUMBER.sub("", line) for line in content_lines(prose(text)) if not line.startswith(">")
    ]
    if kind == "act":
        return any(map(FOLLOWS.search, text.split("\n"))) or any(map(_ordered, lines))
    if kind not in TOLD:
        return True
    ticked = [line for line in content_lines(text) if TICKED.match(line)]
    if kind == "check" and any(map(UNDONE.search, ticked)):
        return False
    fences = FENCE_LINES * (text.count("```") // 2)
    told = sum(bool(TOLD[kind].search(line)) and not _undone(line) for line in lines)
    return told + fences >= MOSTLY * (len(lines) + fences)


def _undone(line: str) -> bool:
    return bool(UNDONE.search(line) or REQUIRED_WORK.search(line)) or _ordered(line)


def _ordered(line: str) -> bool:
    """Whether the line says what is to be done."""
    return bool(ORDER.match(report_lines.body_of(plain(line).strip(" -"))))


def _noted(
    section: Section, topics: Sequence[Topic], form: str, more: More, key: tuple[str, ...]
) -> list[str]:
    """The notes below a line that says what they are for; `more` that belong elsewhere among
    them.
    """
    if not briefs.told(topics):
        return []
    called = "Notes" if more.notes else f"Notes for the {_name(section.kind)}"
    if more.title:
        # Its title stands in the instruction.
        called = f"Other work in the notes: {more.objective}\n\nNotes"
    chance = int(fingerprint(*key, "form"), 16)
    if mixed := jumble.jumbled(topics, form, ":".join(key), bool(chance % 2), more.notes):
        return [f"{called}:\n" + "\n".join(mixed)]
    if more.notes:
        at = int(fingerprint(*key, "more"), 16) % (len(topics) + 1)
        topics = [*topics[:at], Topic("", tuple(note for note, _ in more.notes)), *topics[at:]]
    # The form has the headings, so that notes are given without them. Below a single one a list of
    # notes would be the section itself.
    single = len({topic.heading for topic in topics if topic.notes}) < 2
    told = single or chance % 2
    said = briefs.dictated(topics) if told else briefs.listed(topics, ":".join(key))
    return [f"{called}:\n{said}"]


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
    # Of what cannot be shown nobody would say that it is missing, too.
    return ["\n\n".join(texts)] if section in others and len(texts) > 1 and all(texts) else None


def _asked(
    record: PdcaRecord, section: Section, text: str, way: str, more: More, key: tuple[str, ...]
) -> str:
    variants = wording().section[way]
    asked = Phrases(*key, way, by="key").pick(
        variants.get(section.kind) or variants["any"],
        title=_title(record),
        section=_name(section.kind),
        before=_name(BEFORE.get(section.kind, "")),
    )
    if more.notes:
        left = Phrases(*key, "more", by="key").pick(
            wording().other if more.title else wording().more,
            section=_name(section.kind),
            other=more.title,
        )
        asked = f"{asked} {left}"
    learned = section.kind == "summary" and "Learning Applied" in text
    return f"{asked} {wording().learning}" if learned else asked


def _strays(record: PdcaRecord) -> float:
    """The mean share of lines that belong elsewhere; all of a phase that does not hold its name."""
    phases = list(filter(None, map(record.document.section, PHASES)))
    return sum(
        elsewhere.strays(each.kind, each.text) if _holds(each.kind, each.text) else 1.0
        for each in phases
    ) / len(PHASES)


def _public(text: str) -> str:
    """The text, empty where it points at people or machines."""
    return "" if personal.found_in(text) else text


def _without_way(text: str) -> str:
    """The text without what leads back from it: lines above its title that hold nothing but links
    to files beside it, half of what the house sets.
    """
    above, mark, rest = text.partition("\n# ")
    lines = [line for line in above.split("\n") if line.strip()]
    if not mark or not lines or DUAL in above or above.startswith("#"):
        return text
    only = all(LINK.search(line) and not re.search(r"\w", LINK.sub("", line)) for line in lines)
    return f"# {rest}" if only else text


def _name(kind: str) -> str:
    return kind.replace("_", " ").upper()


def _title(record: PdcaRecord) -> str:
    return record.document.title or record.objective


def _links(record: PdcaRecord, text: str) -> list[str] | None:
    """What must be known to write the text's links; None where its addresses differ in more than
    their paths, or a link leads elsewhere than it says.
    """
    if "](" not in text:
        return []
    if notes.misled(text, record.file_path):
        return None
    saved = [f"Saved as: {record.file_path}"] if record.file_path else []
    bases = notes.repositories(text, record.file_path)
    if len(bases) > 1 or (bases and not saved):
        return None
    return [*saved, *(f"Links lead to: {base}" for base in bases)]


def _praise(text: str) -> float:
    lines = content_lines(text)
    return sum(bool(roles.PRAISE.search(line.lower())) for line in lines) / max(1, len(lines))
