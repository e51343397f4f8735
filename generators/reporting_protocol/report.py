"""A report, and the sample that asks for it: page of notes or extracts, request and answer."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generators.content.loader import Variants
from generators.pdca.telling import notes
from generators.pdca.telling.groups import Group
from generators.pdca.telling.report_lines import TIMES
from generators.phrases import Phrases
from generators.pipeline.provenance import of_record
from generators.sample import Candidate, fingerprint
from generators.settings import Settings

from . import stages
from .material import Material
from .wording import NAME, wording

MAX_WHERE = 60
# What a section is worth against notes, when the best reports are chosen.
SECTION_WORTH, NUMBER_COST = 6.0, 10.0
# Share of the reports on all of a page that are asked for in the requirement's own words.
REQUIRED = 0.045
# What a record calls its sections.
CALLED = {
    "summary": "Summary",
    "plan": "Plan",
    "do": "Do",
    "check": "Check",
    "act": "Act",
    "process_update": "Process update",
}
UNKNOWN = re.compile(r"\W*(?:n/?a|tbd|none|unknown|current)?\W*(?: agent)?\W*", re.I)


@dataclass(frozen=True)
class Report:
    """The notes of a report, and others on the page: those of other work, or, where only a part is
    asked for, those of other sections.
    """

    chosen: list[Group]
    other: Material | None = None
    left_out: Sequence[Group] = ()
    part: bool = False
    record: bool = False
    """Whether it is made from extracts of both records, and not from notes."""

    @property
    def sections(self) -> list[str]:
        """The sections that have notes, in the protocol's order."""
        return [name for name in wording().lines if any(g.role == name for g in self.chosen)]

    @property
    def extracts(self) -> tuple[Sequence[Group], Sequence[Group]]:
        """What is shown of the record, and of the other."""
        return self.chosen, self.left_out

    @property
    def whole(self) -> bool:
        """Whether it has all sections."""
        return len(self.sections) == len(wording().lines)

    @property
    def view(self) -> str:
        """What the metadata call it."""
        if self.record:
            return "record"
        return "section" if self.part else "workstream" if self.other else "document"


def candidate_of(
    material: Material, report: Report, number: int, rung: int, category: str, settings: Settings
) -> Candidate:
    record, other = material.record, report.other
    key = (str(settings.seed), record.id, str(number))
    places = [p for p in (record.sprint, record.branch) if p != record.agent_name]
    where = ", ".join(p for p in places if not UNKNOWN.fullmatch(p))
    where = where if len(where) <= MAX_WHERE else ""
    names = [*([] if report.part else ["Introduction"]), *report.sections]
    values = {
        "agent": record.agent_name,
        "title": material.title,
        "date": record.date,
        "where": f" ({where})" if where else "",
        "objective": material.objective,
        "other": other.title if other else "",
        "sections": " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])),
    }
    parts = [] if report.part else _opening(values, key)
    for name in report.sections:
        said = [material.said(group) for group in report.chosen if group.role == name]
        parts.append(f"## {name}\n" + "\n".join(f"- {line}" for line in said))
    asked = _asked(report, key, values)
    # The requirement's instruction does not say which sections there are notes for.
    named = asked == wording().required and not report.whole
    wanted = [f"Sections: {values['sections']}"] if named else []
    page = _excerpt(report, key) if report.record else _page(material, report, key)
    return Candidate(
        instruction=asked,
        input="\n".join([*_head(material, where, other), *wanted, *page]),
        output="\n\n".join(parts) + "\n",
        metadata=of_record(record, NAME, category, report.view),
        rank=len(report.chosen) + SECTION_WORTH * len(report.sections) - NUMBER_COST * number,
        rung=rung,
    )


def _opening(values: dict[str, str], key: tuple[str, ...]) -> list[str]:
    """Title and introduction."""
    introduction = Phrases(*key, by="key").pick(wording().introductions, **values)
    return [f"# Web4 Report: {values['title']}", f"## Introduction\n{introduction}"]


def _head(material: Material, where: str, other: Material | None) -> list[str]:
    record = material.record
    return [
        f"PDCA ID: {record.name}, Agent: {record.agent_name}, Date: {record.date}",
        f"Title: {material.title}",
        *([f"Where: {where}"] if where else []),
        f"Objective: {material.objective}",
        *([f"Other work on the page: {other.title}. {other.objective}"] if other else []),
    ]


def _asked(report: Report, key: tuple[str, ...], values: dict[str, str]) -> str:
    """The request; it names the sections where the notes do not fill all."""
    chance = int(fingerprint("required", *key), 16) / 16**16
    if report.view == "document" and chance < REQUIRED:
        return wording().required
    return Phrases("asked", *key, by="key").pick(_variants(report), **values)


def _variants(report: Report) -> Variants:
    if report.part and report.other:
        return wording().parts_of_stream
    if report.part:
        return wording().parts if len(report.sections) > 1 else wording().single
    return (wording().whole if report.whole else wording().partial)[report.view]


def _excerpt(report: Report, key: tuple[str, ...]) -> list[str]:
    """Lines of both records below the sections, headings and labels that they have there; where
    both have the same, mixed, each record's own order kept.
    """
    chance = random.Random(":".join((NAME, *key)))
    both = [[line for group in each for line in group.lines] for each in report.extracts]
    issues = [[line.text for line in each if line.section == stages.FIELD] for each in both]
    page = [f"Issues: {said}" for said in notes.interleaved(issues, chance)]
    for section, called in CALLED.items():
        inside = [[line for line in each if line.section == section] for each in both]
        places = list(dict.fromkeys(line.group for each in inside for line in each))
        chance.shuffle(places)
        page += ["", f"## {called}"] * bool(places)
        # Below one heading its labels, those without a heading first.
        places.sort(key=lambda place: [bool(place[1]), *_first(places, place[1])])
        heading = ""
        for place in places:
            page += [f"### {place[1]}"] * (bool(place[1]) and place[1] != heading)
            page += [f"{place[2]}:"] * (bool(place[2]) and place[2] != place[1])
            heading = place[1]
            said = [[f"- {line.text}" for line in each if line.group == place] for each in inside]
            page += notes.interleaved(said, chance)
    return page


def _first(places: Sequence[tuple[str, str, str]], heading: str) -> list[int]:
    return [at for at, place in enumerate(places) if place[1] == heading][:1]


def _page(material: Material, report: Report, key: tuple[str, ...]) -> list[str]:
    """The notes as they were taken: before the work, during it, afterwards; within each time mixed,
    each section's own order kept.
    """
    chance = random.Random(":".join((NAME, *key)))
    mine = [material.notes[group.order] for group in report.chosen]
    source = report.other or material
    others = [source.notes[group.order] for group in report.left_out]
    page: list[str] = []
    for time in dict.fromkeys(TIMES.values()):
        parts = [
            [f"- {note.text}" for note in each if note.stage == stage]
            for each in (mine, others)
            for stage in TIMES
            if TIMES[stage] == time
        ]
        if any(parts):
            page += [f"{time}:", *notes.interleaved(parts, chance)]
    return page
