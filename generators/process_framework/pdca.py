"""PDCA structure (requirement 1.3 A): whole records and single sections, written from the facts of
a situation.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.phrases import Phrases
from generators.sample import Candidate

from .authoring import (
    FIRST,
    OF_MESSAGE,
    OF_REPAIR,
    TOLD_AGAIN,
    FollowUp,
    Situation,
    Turn,
    asked,
    candidate,
    follow_up,
    phrases,
    situations,
)
from .drafts import faulty_draft
from .texts import bullets, form_of, inner, lower, numbered, quoted

CATEGORY = "pdca_structure"
TEMPLATE = "3.2.4.2"
# Changed files that a record lists, made of notes or of anything else. A dual link has some hundred
# tokens, and a second one teaches no more about the record; links are practised by themselves in
# `dual_links`.
NOTED_FILES, TOLD_FILES = 2, 1


def candidates(seed: int) -> Iterator[Candidate]:
    """Four samples about every situation, seven where the cycle after it is told. One whole record
    of each cycle comes first, in a form that changes from situation to situation, and the review
    of a draft; other whole records of a cycle are its twins.
    """
    for situation in situations():
        told_first = (form_of(DOCUMENTS, situation.id), *TOLD_FIRST)
        for view, task in (TASKS | (SEQUEL if situation.sequel else {})).items():
            writer = phrases("pdca", f"{seed}:{situation.id}:{view}")
            rung = FIRST if view in told_first else TOLD_AGAIN
            yield candidate(CATEGORY, view, situation.source, task(writer, situation), rung)


def record(writer: Phrases, s: Situation, turn: Turn, files: int = TOLD_FILES) -> str:
    """A whole record by template v3.2.4.2, with so many of the changed files."""
    return "\n\n".join(
        (
            heading(s),
            f"## Objective\n{s.objective}",
            plan(writer, s, turn),
            do(s, files),
            check(s),
            act(s),
            breadcrumbs(writer, s),
        )
    )


def part_of(s: Situation) -> Situation:
    """The situation with some of its facts only, for a second record that does not repeat the
    first: no evidence, the chosen option and the last next step alone. Steps and checks stay, as
    they rest on one another.
    """
    return s.model_copy(update={"evidence": "", "options": s.options[:1], "next": s.next[-1:]})


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


def plan(writer: Phrases, s: Situation, turn: Turn) -> str:
    """Analysis, Approach and the decision. Where several options are told, all of them stand in
    front of the choice.
    """
    found = (("cause", s.cause), ("evidence", s.evidence))
    parts = [s.problem, *(f"**{writer.say(slot)}** {text}" for slot, text in found if text)]
    analysis = "\n\n".join(parts)
    (chosen, _), *others = s.options
    approach = f"**{writer.say('chosen')}** {chosen}. {s.why}"
    if others:
        listed = bullets(f"**{name}.** {consequence}" for name, consequence in s.options)
        approach = f"{writer.say('options')}\n\n{listed}\n\n{approach}"
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


def do(s: Situation, files: int) -> str:
    """What was done, and the files that were changed where they are told."""
    done = f"## Do\n\n### Steps\n{numbered(s.steps)}"
    if not s.files:
        return done
    return f"{done}\n\n### Changed files\n{bullets(s.dual(path) for path in s.files[:files])}"


def check(s: Situation) -> str:
    return f"## Check\n{bullets(s.checks, '- [x]')}\n\n**Result:** {s.outcome}"


def act(s: Situation) -> str:
    return f"## Act\n\n### Lessons learned\n{s.lesson}\n\n### Next steps\n{bullets(s.next)}"


def breadcrumbs(writer: Phrases, s: Situation, following: str = "") -> str:
    ahead = (
        s.dual(f"{s.folder}/{following}")
        if following
        else writer.say("open_end", component=s.component)
    )
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
    found = (("problem", s.problem), ("cause", s.cause), ("evidence", s.evidence))
    return [
        f"{writer.say('note_goal')}: {s.objective}",
        *(f"{writer.say(f'note_{slot}')}: {text}" for slot, text in found if text),
        f"{writer.say('note_options')}: {options}. {writer.say('took', name=lower(chosen))}: "
        f"{lower(s.why)}",
        f"{writer.say('note_turn', peer=s.peer)}: “{turn.said}” {turn.did} {turn.result} "
        f"{writer.say('then')} {lower(turn.next)}",
        f"{writer.say('note_steps')}: {' '.join(s.steps)}",
        f"{writer.say('note_checks')}: {' '.join(s.checks)} {s.outcome}",
        f"{writer.say('note_lesson')}: {s.lesson}",
        f"{writer.say('note_next')}: {' '.join(s.next)}",
    ]


def _story(writer: Phrases, s: Situation, turn: Turn) -> str:
    """The situation as its agent tells it to the team."""
    (chosen, _), *_ = s.options
    weighed = bullets(
        f"“{name}”: {lower(consequence)}" for name, consequence in writer.shuffled(s.options)
    )
    return "\n\n".join(
        (
            _frame(writer, s),
            " ".join(filter(None, (s.problem, s.cause, s.evidence))),
            f"{writer.say('message_goal')} {lower(s.objective)} {writer.say('message_options')}\n"
            f"{weighed}",
            f"{writer.say('message_took', name=lower(chosen))} {s.why}",
            f"{writer.say('message_turn', peer=s.peer, said=turn.said)} {lower(turn.did)} "
            f"{turn.result} {writer.say('message_then')} {turn.next}",
            f"{writer.say('message_steps')}\n{bullets(s.steps)}",
            *([f"{writer.say('message_files')} {_listed(s, TOLD_FILES)}"] if s.files else []),
            f"{writer.say('message_checks')}\n{bullets(s.checks)}\n\n"
            f"{writer.say('message_result')} {s.outcome} {writer.say('message_lesson')} {s.lesson}",
            f"{writer.say('message_next')}\n{bullets(s.next)}",
        )
    )


def _notes(writer: Phrases, s: Situation) -> str:
    """The situation as notes in no order."""
    files = [_files(writer, s)] if s.files else []
    notes = writer.shuffled([*_facts(writer, s, s.turns[0]), *files])
    return f"{_frame(writer, s)}\n\n{bullets(notes)}"


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


def _named(ask: str, s: Situation) -> str:
    """The record's title for the input, where the question does not give it."""
    return "" if s.title in ask else f"{s.title}\n\n"


def _files(writer: Phrases, s: Situation) -> str:
    return f"{writer.say('note_files')}: {_listed(s, NOTED_FILES)}"


def _listed(s: Situation, files: int) -> str:
    """The changed files that a record has, for its request."""
    return ", ".join(s.files[:files])


def _from_notes(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    ask = asked(writer, "ask_notes", title=s.title)
    return ask, f"{_named(ask, s)}{_notes(writer, s)}", record(writer, s, s.turns[0], NOTED_FILES)


def _from_message(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    ask = asked(writer, "ask_message", title=s.title, agent=s.agent)
    turn = s.turns[OF_MESSAGE]
    told = f"{_named(ask, s)}{_story(writer, s, turn)}"
    return ask, told, record(writer, s, turn)


def _repaired(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    return _corrected(writer, part_of(s), s.turns[OF_REPAIR])


def _corrected(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """A draft with three faults, which are named, and the whole record as it should be."""
    whole = record(writer, s, turn)
    draft, findings = faulty_draft(writer, s, turn, whole, count=3)
    output = f"{writer.say('findings')}\n{numbered(findings)}\n\n{whole}"
    return writer.say("ask_repair", title=inner(s.title)), f"{_frame(writer, s)}\n\n{draft}", output


def _review(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    turn = s.turns[-1]
    whole = record(writer, s, turn)
    draft, findings = faulty_draft(writer, s, turn, whole, count=2, corrected=True)
    given = f"{_frame(writer, s)}\n\n{draft}"
    return writer.say("ask_review", title=inner(s.title), peer=s.peer), given, "\n\n".join(findings)


def _next(writer: Phrases, s: Situation) -> FollowUp:
    """The cycle after a situation, under a title of its own."""
    after = follow_up(s, writer.say("after_title", title=s.title))
    assert after is not None, s.id
    return after


def _next_whole(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The whole record of the next cycle, from notes or from what the agent tells."""
    after = _next(writer, s)
    assert s.sequel
    # The step as the record before has it; what it is to bring about is this cycle's objective.
    step = s.next[s.sequel.step - 1]
    came = writer.say("taken_up", title=s.title, step=quoted(step, 40))
    ask = writer.say("ask_next_whole", title=s.title, agent=s.agent)
    noted = form_of(("notes", "story"), s.id) == "notes"
    told = _notes(writer, after) if noted else _story(writer, after, after.turns[0])
    whole = record(writer, after, after.turns[0], NOTED_FILES if noted else TOLD_FILES)
    return ask, f"{after.title}\n\n{came}\n\n{told}", whole


def _next_repaired(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    after = _next(writer, s)
    return _corrected(writer, part_of(after), after.turns[0])


def _next_reviewed(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    return _review(writer, _next(writer, s))


# Ways to a whole record of a situation, of which it goes one first.
DOCUMENTS = ("document_from_notes", "document_from_message", "document_repaired")
TOLD_FIRST = ("review", "review_next", "document_next_cycle")
TASKS = {
    "document_from_notes": _from_notes,
    "document_from_message": _from_message,
    "document_repaired": _repaired,
    "review": _review,
}
SEQUEL = {
    "document_next_cycle": _next_whole,
    "document_next_repaired": _next_repaired,
    "review_next": _next_reviewed,
}
