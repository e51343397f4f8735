"""PDCA structure (requirement 1.3 A): whole records and single sections, written from the facts of
a situation.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.phrases import Phrases
from generators.sample import Candidate

from .authoring import (
    FIRST,
    TOLD_AGAIN,
    Situation,
    Turn,
    asked,
    bullets,
    candidate,
    lower,
    numbered,
    phrases,
    situations,
)
from .drafts import faulty_draft

CATEGORY = "pdca_structure"
TEMPLATE = "3.2.4.2"


def candidates(seed: int) -> Iterator[Candidate]:
    """Twelve samples about every situation. Whole records come first, and what says more than a
    record's own sections do.
    """
    for situation in situations():
        for view, task in TASKS.items():
            writer = phrases("pdca", f"{seed}:{situation.id}:{view}")
            rung = FIRST if view in TOLD_FIRST else TOLD_AGAIN
            yield candidate(CATEGORY, view, situation.source, task(writer, situation), rung)


def record(writer: Phrases, s: Situation, turn: Turn, options: bool = True) -> str:
    """A whole record by template v3.2.4.2; without `options` the alternatives are left to the
    notes.
    """
    return "\n\n".join(
        (
            heading(s),
            f"## Objective\n{s.objective}",
            plan(writer, s, turn, options),
            do(writer, s, files=len(s.files) if options else 1),
            check(writer, s),
            act(writer, s),
            breadcrumbs(writer, s),
        )
    )


def heading(s: Situation) -> str:
    return "\n".join(
        (
            f"# PDCA: {s.title}\n",
            f"**Date:** {s.when:%Y-%m-%d %H:%M} UTC  ",
            f"**Agent Name:** {s.agent}  ",
            f"**Agent Role:** {s.role}  ",
            f"**Component:** {s.component} {s.version}  ",
            f"**Branch:** {s.branch}  ",
            f"**Template Version:** {TEMPLATE}",
        )
    )


def plan(writer: Phrases, s: Situation, turn: Turn, options: bool = True) -> str:
    (chosen, _), *others = s.options
    analysis = (
        f"{s.problem} {writer.say('cause')} {s.cause}\n\n{writer.say('evidence')} {s.evidence}"
    )
    if options:
        listed = numbered(f"**{name}.** {consequence}" for name, consequence in s.options)
        approach = f"{writer.say('options')}\n\n{listed}\n\n{writer.say('first')} {s.why}"
    else:
        rejected = bullets(f"Rejected: {lower(name)}. {reason}" for name, reason in others)
        approach = f"{writer.say('chosen', name=lower(chosen))} {s.why}\n\n{rejected}"
    return (
        f"## Plan\n\n### Analysis\n{analysis}\n\n### Approach\n{approach}\n\n### TRON "
        f"decision\n{tron(s, turn)}"
    )


def tron(s: Situation, turn: Turn) -> str:
    """The four parts of a decision as the template spells them."""
    return bullets(
        (
            f"**[T]rigger:** {s.peer}: “{turn.said}”",
            f"**[R]esponse:** {turn.did}",
            f"**[O]utcome:** {turn.result}",
            f"**[N]ext:** {turn.next}",
        )
    )


def do(writer: Phrases, s: Situation, files: int = 9) -> str:
    changed = bullets(s.dual(path) for path in s.files[:files])
    return f"## Do\n\n### Steps\n{numbered(s.steps)}\n\n### Changed files\n{changed}"


def check(writer: Phrases, s: Situation) -> str:
    return f"## Check\n{bullets(s.checks, '- [x]')}\n\n{writer.say('result')} {s.outcome}"


def act(writer: Phrases, s: Situation) -> str:
    return f"## Act\n\n### Lessons learned\n{s.lesson}\n\n### Next steps\n{bullets(s.next)}"


def breadcrumbs(writer: Phrases, s: Situation, following: str = "") -> str:
    ahead = s.dual(f"{s.folder}/{following}") if following else writer.say("open_end")
    return (
        f"## Breadcrumb Links\n- **FOLLOWS:** {s.dual(f'{s.folder}/{s.previous}')}\n- "
        f"**PRECEDES:** {ahead}"
    )


def _facts(writer: Phrases, s: Situation, turn: Turn) -> list[str]:
    """The situation as labelled notes."""
    (chosen, _), *_ = s.options
    options = "; ".join(
        f"{name} ({lower(consequence).rstrip('.')})" for name, consequence in s.options
    )
    return [
        f"{writer.say('note_goal')}: {s.objective}",
        f"{writer.say('note_problem')}: {s.problem}",
        f"{writer.say('note_cause')}: {s.cause}",
        f"{writer.say('note_evidence')}: {s.evidence}",
        f"{writer.say('note_options')}: {options}. {writer.say('took', name=lower(chosen))}: "
        f"{lower(s.why)}",
        f"{writer.say('note_turn', peer=s.peer)}: “{turn.said}” {turn.did} {turn.result} "
        f"{writer.say('then')} {lower(turn.next)}",
        f"{writer.say('note_steps')}: {' '.join(s.steps)}",
        f"{writer.say('note_checks')}: {' '.join(s.checks)} {s.outcome}",
        f"{writer.say('note_lesson')}: {s.lesson}",
        f"{writer.say('note_next')}: {' '.join(s.next)}",
    ]


def _frame(writer: Phrases, s: Situation) -> str:
    """Who, where, when, and the record before: what a header and breadcrumbs are made of."""
    return writer.say(
        "frame",
        agent=s.agent,
        role=s.role,
        component=f"{s.component} {s.version}",
        branch=s.branch,
        repository=s.repository,
        when=f"{s.when:%Y-%m-%d %H:%M} UTC",
        previous=s.previous,
        folder=s.folder,
    )


def _place(writer: Phrases, s: Situation) -> str:
    return writer.say("given_place", repository=s.repository, branch=s.branch, folder=s.folder)


def _files(writer: Phrases, s: Situation, files: int = 9) -> str:
    return f"{writer.say('note_files')}: {', '.join(s.files[:files])}"


def _from_notes(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    notes = writer.shuffled([*_facts(writer, s, s.turns[0]), _files(writer, s)])
    given = f"{_frame(writer, s)}\n\n{bullets(notes)}"
    return asked(writer, "ask_notes", title=s.title), given, record(writer, s, s.turns[0])


def _from_message(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    turn = s.turns[-1]
    (chosen, _), *others = s.options
    refused = " ".join(f"{writer.say('message_refused', name=lower(n))} {c}" for n, c in others)
    story = [
        f"{_frame(writer, s)} {s.problem} {s.cause} {s.evidence}",
        f"{writer.say('message_goal')} {s.objective} {refused}",
        f"{writer.say('message_took', name=lower(chosen))} {s.why}",
        f"{writer.say('message_turn', peer=s.peer)} “{turn.said}” {turn.did} {turn.result} "
        f"{turn.next}",
        f"{' '.join(s.steps)} {_files(writer, s, 1)}",
        f"{' '.join(s.checks)} {s.outcome} {s.lesson} {writer.say('message_next')} "
        f"{' '.join(s.next)}",
    ]
    output = record(writer, s, turn, options=False)
    ask = asked(writer, "ask_message", title=s.title, agent=s.agent)
    return ask, "\n\n".join(story), output


def _repaired(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    turn = s.turns[1]
    whole = record(writer, s, turn, options=False)
    draft, findings = faulty_draft(writer, s, turn, whole, count=3)
    output = f"{writer.say('findings')}\n{numbered(findings)}\n\n{whole}"
    return writer.say("ask_repair", title=s.title), f"{_frame(writer, s)}\n\n{draft}", output


def _plan(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    turn = s.turns[0]
    facts = _facts(writer, s, turn)[:6]
    return (
        writer.say("ask_plan", title=s.title, component=s.component),
        bullets(facts),
        plan(writer, s, turn),
    )


def _do(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    minute = s.when.hour * 60 + s.when.minute
    log = []
    for step in s.steps:
        minute += writer.chance.randint(3, 38)
        log.append(f"{minute // 60 % 24:02d}:{minute % 60:02d} {step}")
    log += [writer.say("log_noise"), _files(writer, s)]
    return (
        writer.say("ask_do", title=s.title, agent=s.agent),
        f"{_place(writer, s)}\n\n" + "\n".join(log),
        do(writer, s),
    )


def _act(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    given = (
        f"{_place(writer, s)}\n\n"
        f"{writer.say('note_problem')}: {s.problem}\n{writer.say('note_cause')}: {s.cause}\n"
        f"{writer.say('note_result')}: {s.outcome}\n"
        f"{writer.say('remark', agent=s.agent)}: {s.lesson} {' '.join(s.next)}\n"
        f"{writer.say('records', previous=s.previous, following=s.following)}"
    )
    output = f"{act(writer, s)}\n\n{breadcrumbs(writer, s, s.following)}"
    return writer.say("ask_act", title=s.title), given, output


def _opening(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    given = f"{_frame(writer, s)} {s.problem}\n\n{writer.say('wanted')}: {s.objective}"
    first = f"{s.turns[0].said}"
    said = writer.say("request", peer=s.peer, said=first)
    body = [
        heading(s),
        f"## Objective\n{s.objective}",
        f"**{writer.say('why_now')}** {s.problem}",
        breadcrumbs(writer, s),
    ]
    steps = bullets(
        f"`{name}` – {writer.say('empty_' + name.lower())}"
        for name in ("Plan", "Do", "Check", "Act")
    )
    body.insert(3, f"**{writer.say('to_write')}**\n{steps}")
    return writer.say("ask_opening", title=s.title), f"{said}\n\n{given}", "\n\n".join(body)


def _sorted(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """Loose statements put under the heading they belong to, each with the reason."""
    loose = [
        ("Objective", s.objective),
        ("Plan", s.cause),
        ("Plan", s.why),
        ("Do", writer.chance.choice(s.steps)),
        ("Check", writer.chance.choice(s.checks)),
        ("Act", s.lesson),
        ("Act", writer.chance.choice(s.next)),
    ]
    mixed: list[tuple[str, str]] = writer.shuffled(loose)
    parts = []
    for section in ("Objective", "Plan", "Do", "Check", "Act"):
        lines = [
            f"- ({at}) {text} — {writer.say('is_' + section.lower())}"
            for at, (name, text) in enumerate(mixed, 1)
            if name == section
        ]
        parts.append(f"## {section}\n" + "\n".join(lines))
    return (
        writer.say("ask_sort", title=s.title),
        numbered(text for _, text in mixed),
        "\n\n".join(parts),
    )


def _review(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    turn = s.turns[-1]
    whole = record(writer, s, turn, options=False)
    draft, findings = faulty_draft(writer, s, turn, whole, count=2, corrected=True)
    given = f"{_frame(writer, s)}\n\n{draft}"
    return writer.say("ask_review", title=s.title, peer=s.peer), given, "\n\n".join(findings)


def _check_and_act(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The second half of a record whose first half is given."""
    first = f"## Objective\n{s.objective}\n\n{do(writer, s, files=1)}"
    seen = bullets([*s.checks, s.outcome])
    told = f"{writer.say('remark', agent=s.agent)}: {s.lesson} {' '.join(s.next)}"
    given = f"{first}\n\n{writer.say('note_seen')}:\n{seen}\n\n{told}"
    return (
        writer.say("ask_second_half", title=s.title),
        given,
        f"{check(writer, s)}\n\n{act(writer, s)}",
    )


def _next_cycle(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The record after this one, opened from what Act has left: its first next step is the new
    objective.
    """
    now, *later = s.next
    given = (
        f"`{s.folder}/{s.record}` ({s.title}; {s.component} {s.version}, {s.branch})\n\n"
        f"{check(writer, s)}\n\n{act(writer, s)}\n\n"
        f"{writer.say('begins', agent=s.agent, role=s.role, following=s.following)} "
        f"{_place(writer, s)}"
    )
    rest = f"\n\n{writer.say('out_of_scope')}\n{bullets(later)}" if later else ""
    output = (
        f"# PDCA: {writer.say('after_title', title=s.title)}\n\n"
        f"**Agent Name:** {s.agent}  \n**Agent Role:** {s.role}  \n**Component:** {s.component}  \n"
        f"**Branch:** {s.branch}  \n**Template Version:** {TEMPLATE}\n\n"
        f"## Objective\n{now}\n\n## Plan\n\n### Analysis\n{writer.say('inherited')} {s.outcome} "
        f"{s.lesson}{rest}\n\n"
        f"## Breadcrumb Links\n- **FOLLOWS:** {s.dual(f'{s.folder}/{s.record}')}\n- **PRECEDES:** "
        f"{writer.say('open_end')}"
    )
    return writer.say("ask_next_cycle", title=s.title, agent=s.agent), given, output


def _plan_from_talk(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """A planning talk, in which the options fall one by one, written down as Plan."""
    turn = s.turns[1]
    (chosen, gain), *others = s.options
    talk = [
        f"{s.agent}: {s.problem} {s.evidence}",
        f"{s.peer}: {writer.say('talk_why')}",
        f"{s.agent}: {s.cause}",
    ]
    for name, consequence in others:
        talk.append(f"{s.peer}: {writer.say('talk_idea', name=lower(name))}")
        talk.append(f"{s.agent}: {consequence}")
    talk.append(f"{s.agent}: {writer.say('talk_take', name=lower(chosen))} {gain} {s.why}")
    talk += [f"{s.peer}: {turn.said}", f"{s.agent}: {turn.did} {turn.result} {turn.next}"]
    ask = writer.say("ask_talk", title=s.title, agent=s.agent, peer=s.peer)
    return ask, "\n".join(talk), plan(writer, s, turn)


TOLD_FIRST = (
    "document_from_notes",
    "document_from_message",
    "document_repaired",
    "sorted_statements",
    "review",
)
TASKS = {
    "section_check_act": _check_and_act,
    "next_cycle": _next_cycle,
    "section_plan_from_talk": _plan_from_talk,
    "document_from_notes": _from_notes,
    "document_from_message": _from_message,
    "document_repaired": _repaired,
    "section_plan": _plan,
    "section_do": _do,
    "section_act": _act,
    "opening": _opening,
    "sorted_statements": _sorted,
    "review": _review,
}
