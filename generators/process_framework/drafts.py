"""Faulty drafts of a record: what an author in a hurry leaves out or puts in the wrong place, and
what to say of it.

A fault takes the whole record and gives back the damaged text, the loose facts that the repair
needs (so that nothing has to be invented), the finding, and the passage as it should be.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass

from generators.phrases import Phrases

from .authoring import Situation, Turn
from .texts import bullets, inner


@dataclass(frozen=True)
class Damage:
    text: str
    finding: str
    corrected: str
    loose: str = ""


Fault = Callable[[Phrases, Situation, Turn, str], Damage]


def faulty_draft(
    writer: Phrases, s: Situation, turn: Turn, whole: str, count: int, corrected: bool = False
) -> tuple[str, list[str]]:
    """A draft with `count` faults, and a finding for each; with the corrected passage when
    `corrected`.
    """
    text, findings, loose = whole, [], []
    possible = [fault for fault in FAULTS if s.files or fault is not _local_links]
    for fault in writer.shuffled(possible)[:count]:
        damage = fault(writer, s, turn, text)
        text = damage.text
        findings.append(f"{damage.finding}\n\n{damage.corrected}" if corrected else damage.finding)
        loose += [damage.loose] if damage.loose else []
    if loose:
        text += f"\n\n{writer.say('loose')}\n{bullets(loose)}"
    return text, findings


def _names(s: Situation) -> dict[str, str]:
    """What a finding may name, so that it is about this record."""
    return {"agent": s.agent, "peer": s.peer, "component": s.component, "title": inner(s.title)}


def section_of(text: str, name: str) -> str:
    """The section from its heading to the next one's, without the line break at its end."""
    found = re.search(rf"^## {name}\n.*?(?=\n\n## |\Z)", text, re.M | re.S)
    return found[0] if found else ""


def _without_outcome(writer: Phrases, s: Situation, turn: Turn, text: str) -> Damage:
    line = f"- **[O]utcome:** {turn.result}"
    return Damage(
        text.replace(f"{line}\n", ""),
        writer.say("fault_outcome", **_names(s)),
        f"{line}\n- **[N]ext:** {turn.next}",
        f"{writer.say('loose_outcome', peer=s.peer)}: {turn.result}",
    )


def _trigger_told(writer: Phrases, s: Situation, turn: Turn, text: str) -> Damage:
    line = next(line for line in text.split("\n") if line.startswith("- **[T]rigger:**"))
    vague = writer.say("vague_trigger", peer=s.peer)
    return Damage(
        text.replace(line, f"- **[T]rigger:** {vague}"),
        writer.say("fault_trigger", vague=vague.rstrip("."), **_names(s)),
        line,
        f"{writer.say('loose_said', peer=s.peer)}: “{turn.said}”",
    )


def _bare_check(writer: Phrases, s: Situation, turn: Turn, text: str) -> Damage:
    section = section_of(text, "Check")
    claim = writer.say("bare_claim", component=s.component)
    return Damage(
        text.replace(section, f"## Check\n{claim}"),
        writer.say("fault_check", claim=claim.rstrip("."), **_names(s)),
        section,
        f"{writer.say('loose_checks')}: {' '.join(s.checks)} {s.outcome}",
    )


def _no_breadcrumbs(writer: Phrases, s: Situation, turn: Turn, text: str) -> Damage:
    section = section_of(text, "Breadcrumb Links")
    return Damage(
        text.replace(f"\n\n{section}", ""),
        writer.say("fault_breadcrumbs", previous=s.previous, **_names(s)),
        section,
        writer.say("loose_breadcrumbs", previous=s.previous, folder=s.folder),
    )


def _local_links(writer: Phrases, s: Situation, turn: Turn, text: str) -> Damage:
    path = s.files[0]
    own = f"file:///srv/{s.repository.split('/')[1]}/{path}"
    return Damage(
        text.replace(s.dual(path), f"[§/{path}]({own})"),
        writer.say("fault_link", file=posixpath.basename(path), branch=s.branch, **_names(s)),
        f"- {s.dual(path)}",
    )


def _lesson_in_do(writer: Phrases, s: Situation, turn: Turn, text: str) -> Damage:
    section = section_of(text, "Act")
    steps = f"### Next steps\n{bullets(s.next)}"
    moved = text.replace(section, f"## Act\n\n{steps}")
    return Damage(
        moved.replace(s.steps[-1], f"{s.steps[-1]} {s.lesson}", 1),
        writer.say("fault_lesson", at=len(s.steps), **_names(s)),
        f"In Do:\n{len(s.steps)}. {s.steps[-1]}\n\nIn Act:\n### Lessons learned\n{s.lesson}",
    )


def _no_objective(writer: Phrases, s: Situation, turn: Turn, text: str) -> Damage:
    section = section_of(text, "Objective")
    return Damage(
        text.replace(f"{section}\n\n", ""),
        writer.say("fault_objective", **_names(s)),
        section,
        f"{writer.say('loose_objective', peer=s.peer)}: {s.objective}",
    )


FAULTS: tuple[Fault, ...] = (
    _without_outcome,
    _trigger_told,
    _bare_check,
    _no_breadcrumbs,
    _local_links,
    _lesson_in_do,
    _no_objective,
)
