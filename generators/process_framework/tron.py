"""TRON format (requirement 1.3 B): decisions put into Trigger, Response, Outcome, Next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from generators.phrases import Phrases
from generators.sample import Candidate, fingerprint

from .authoring import (
    FIRST,
    TOLD_AGAIN,
    Situation,
    Turn,
    asked,
    candidate,
    follow_up,
    phrases,
    situations,
)
from .texts import aside, bullets, lower, numbered

CATEGORY = "tron_format"
PARTS = ("trigger", "response", "outcome", "next")
LABELS = {
    "trigger": "**[T]rigger:**",
    "response": "**[R]esponse:**",
    "outcome": "**[O]utcome:**",
    "next": "**[N]ext:**",
}
# What cannot be understood without the sentence before it.
LEANING = re.compile(
    r"^(?:They|It|He|She|Its|His|Her|Their|Both|These|Those|This|That)\b|\bones?\b"
)
# This share of the spare notes is to be shorter than the one that fits.
SHORTER_SPARE = 0.9
Form = Callable[[Phrases, Situation, Turn], tuple[str, str, str]]
# How notes may stand that have to be put in order.
ORDERS = ("backwards", "shuffled")
# One situation in so many is told as a log of all its decisions, too.
LOG_OF = 8


def candidates(seed: int) -> Iterator[Candidate]:
    """Every decision of a situation and of the cycle after it, and one of them in a second form;
    the situation's main choice, and for some all decisions in one log.
    """
    for s in situations():
        start = int(fingerprint(s.id), 16)
        logged = start % LOG_OF == 0
        # Its objective says what it is about; the title of the first cycle does not.
        after = s.sequel and follow_up(s, s.sequel.objective.rstrip("."))
        told: list[tuple[Situation, int, Turn, tuple[Form, ...]]] = [
            (s, at, turn, FORMS) for at, turn in enumerate(s.turns)
        ]
        # What follows has no evidence of its own that could be a note too many.
        told += [(after, len(s.turns), after.turns[0], PLAIN)] if after else []
        for cycle, at, turn, forms in told:
            task = forms[(start + at) % len(forms)]
            again = _missing if task is _mixed_up else _mixed_up
            for form in (task, again) if at == 0 else (task,):
                view = form.__name__.strip("_")
                writer = phrases("tron", f"{seed}:{s.id}:{at}:{view}")
                rung = TOLD_AGAIN if form is again or logged else FIRST
                yield candidate(CATEGORY, view, s.source, form(writer, cycle, turn), rung)
        writer = phrases("tron", f"{seed}:{s.id}:options")
        yield candidate(CATEGORY, "from_options", s.source, _from_options(writer, s), FIRST)
        if logged:
            writer = phrases("tron", f"{seed}:{s.id}:log")
            yield candidate(CATEGORY, "decision_log", s.source, _decision_log(writer, s))


def lines(writer: Phrases, s: Situation, turn: Turn, trigger: str = "") -> dict[str, str]:
    """Each part with its label: the words that were said and whose they were, what was done and by
    whom, what came of it, what is next.
    """
    texts = {
        "trigger": trigger or writer.say("trigger", peer=s.peer, role=s.peer_role, said=turn.said),
        "response": f"{s.agent} {lower(turn.did)}",
        "outcome": turn.result,
        "next": turn.next,
    }
    return {part: f"{LABELS[part]} {text}" for part, text in texts.items()}


def _record(writer: Phrases, s: Situation, parts: Iterable[str], slot: str = "head") -> str:
    """The four parts below a line that says which decision it is."""
    day = f"{s.when:%Y-%m-%d}"
    names = {"agent": s.agent, "role": s.role, "peer": s.peer, "peer_role": s.peer_role}
    head = writer.say(slot, title=s.title, date=day, component=s.component, **names)
    # A title may end with a mark of its own.
    return "\n".join((f"{head}\n".replace("?.", "?"), *parts))


def _background(s: Situation) -> str:
    """What was wrong, and why where that is known."""
    return f"{s.problem} {s.cause}".strip()


def _cast(writer: Phrases, s: Situation) -> str:
    """Who, when and on what: a record may name nobody and nothing that its request does not."""
    told = writer.say(
        "cast",
        agent=s.agent,
        role=s.role,
        peer=s.peer,
        peer_role=s.peer_role,
        component=s.component,
        date=f"{s.when:%Y-%m-%d}",
        title=s.title,
    )
    # A title may end with a question mark of its own.
    return told.replace("?.", "?")


def _from_report(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """The decision at the end of a report, which tells the problem first."""
    report = " ".join(
        (
            _background(s),
            f"{writer.say('report_said', peer=s.peer)} “{turn.said}”",
            f"{s.agent} {lower(turn.did)} {turn.result}",
            f"{writer.say('report_next')} {turn.next}",
        )
    )
    ask = asked(writer, "ask_report", title=s.title, agent=s.agent)
    told = _record(writer, s, lines(writer, s, turn).values())
    return ask, f"{_cast(writer, s)}\n\n{report}", told


def _from_dialogue(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """What was said in a chat, and what the log says of what followed."""
    talk = [
        f"{s.agent}: {_background(s)}",
        f"{s.peer}: {turn.said}",
        f"{s.agent}: {writer.say('talk_understood')}",
    ]
    log = [
        writer.say("log_head", agent=s.agent),
        f"{turn.did} {turn.result}",
        f"{writer.say('log_next')} {turn.next}",
    ]
    ask = asked(writer, "ask_dialogue", agent=s.agent, peer=s.peer, title=s.title)
    given = "\n\n".join((_cast(writer, s), "\n".join(talk), "\n".join(log)))
    return ask, given, _record(writer, s, lines(writer, s, turn).values())


def _missing(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """One part is not there; what it must say stands in a note below the block."""
    gap = writer.chance.choice(PARTS[1:])
    whole = lines(writer, s, turn)
    fact = {"response": turn.did, "outcome": turn.result, "next": turn.next}[gap]
    kept = "\n".join(text for part, text in whole.items() if part != gap)
    spare = _spare_notes(s, gap)
    # Either note is the shorter one, so that length does not give the answer away.
    shorter = writer.chance.random() < SHORTER_SPARE
    alone = [note for note in spare if not LEANING.search(note)] or list(spare)
    fitting = [note for note in alone if (len(note) < len(fact)) == shorter]
    noise = writer.chance.choice(fitting or [(min if shorter else max)(alone, key=len)])
    notes = writer.shuffled([fact, noise])
    fits, spared = ("first", "second") if notes[0] == fact else ("second", "first")
    names = {"agent": s.agent, "peer": s.peer, "component": s.component}
    said = writer.say(f"missing_{gap}", note=fits, **names)
    unused = writer.say(spare[noise], note=spared, **names)
    output = f"{said}\n\n{_record(writer, s, whole.values())}\n\n{unused}"
    told = f"{_cast(writer, s)} {_background(s)}"
    given = f"{told}\n\n{kept}\n\n{writer.say('notes_head')}\n{numbered(notes)}"
    return writer.say("ask_missing", title=s.title), given, output


def _spare_notes(s: Situation, gap: str) -> dict[str, str]:
    """Notes that do not fill the gap, each with the slot that says where it belongs. A step of the
    work would be a second response, an observation a second outcome, a rule a second next step.
    """
    spare = {s.evidence: "unused"}
    if gap != "response":
        spare |= dict.fromkeys(s.steps, "unused_step")
    if gap != "outcome":
        spare |= dict.fromkeys(s.checks, "unused_check")
    if gap != "next":
        spare[s.lesson] = "unused_lesson"
    return spare


def _mixed_up(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """Two parts stand under each other's label."""
    whole = lines(writer, s, turn)
    texts = {"trigger": turn.said, "response": turn.did, "outcome": turn.result, "next": turn.next}
    left, right = writer.chance.choice(
        (("response", "outcome"), ("outcome", "next"), ("response", "next"))
    )
    swapped = texts | {left: texts[right], right: texts[left]}
    given = "\n".join(f"{LABELS[part]} {text}" for part, text in swapped.items())
    names = {"agent": s.agent, "peer": s.peer, "component": s.component}
    said = writer.say(f"swapped_{left}_{right}", **names)
    return (
        writer.say("ask_mixed", title=s.title),
        f"{_cast(writer, s)} {_background(s)} {writer.say('spoke', peer=s.peer)}\n\n{given}",
        f"{said} {writer.say('whose', **names)}\n\n{_record(writer, s, whole.values())}",
    )


def _out_of_order(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """A decision in notes that run backwards or in no order."""
    whole = lines(writer, s, turn)
    notes = [turn.next, turn.result, turn.did, f"{s.peer}: “{turn.said}”"]
    order = writer.chance.choice(ORDERS)
    if order == "shuffled":
        backwards, forwards = list(notes), notes[::-1]
        while notes in (backwards, forwards):
            notes = writer.shuffled(backwards)
    given = f"{writer.say(f'notes_{order}', agent=s.agent)}\n{bullets(notes)}"
    ask = asked(writer, "ask_order", title=s.title, agent=s.agent)
    told = f"{_cast(writer, s)} {_background(s)}"
    return ask, f"{told}\n\n{given}", _record(writer, s, whole.values())


def _from_options(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The main decision with its alternatives: what was refused belongs to the response."""
    (chosen, consequence), *others = s.options
    listed = bullets(f"{name}: {text}" for name, text in writer.shuffled(s.options))
    given = (
        f"{s.problem} {s.cause}\n\n{listed}\n\n"
        f"{writer.say('options_chosen', name=lower(chosen), agent=s.agent)} {s.why}\n\n"
        f"{s.outcome} {writer.say('options_next')} {s.next[0]}"
    )
    refused = "\n".join(f"  - Rejected: {aside(name, text)}" for name, text in others)
    response = writer.say("chose", name=aside(chosen, consequence), agent=s.agent)
    output = _record(
        writer,
        s,
        (
            f"{LABELS['trigger']} {writer.say('observed', problem=_seen(s))}",
            f"{LABELS['response']} {response} {s.why}\n{refused}",
            f"{LABELS['outcome']} {s.outcome}",
            f"{LABELS['next']} {s.next[0]}",
        ),
        "head_own",
    )
    given = f"{_cast(writer, s)}\n\n{given}"
    return asked(writer, "ask_options", title=s.title, component=s.component), given, output


def _seen(s: Situation) -> str:
    """The problem and its cause, which the reasons against an option often mean."""
    return f"{s.problem} Cause: {s.cause}" if s.cause else s.problem


def _decision_log(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """A whole account with several decisions in it, each to be recorded on its own."""
    story = [f"{s.problem} {s.cause} {s.evidence}"]
    blocks = []
    for at, turn in enumerate(s.turns, 1):
        said = writer.say("report_said", peer=s.peer)
        story.append(
            f"{said} “{turn.said}” {s.agent} {lower(turn.did)} {turn.result} "
            f"{writer.say('report_next')} {turn.next}"
        )
        trigger = f"{s.peer}: “{turn.said}”"
        blocks.append(f"### Decision {at}\n" + "\n".join(lines(writer, s, turn, trigger).values()))
    ask = asked(writer, "ask_log", title=s.title, agent=s.agent)
    return ask, "\n\n".join([_cast(writer, s), *story]), "\n\n".join(blocks)


# The forms of a single decision, and those that need nothing but the decision.
FORMS = (_from_report, _missing, _from_dialogue, _mixed_up, _out_of_order)
PLAIN = (_from_report, _mixed_up, _from_dialogue, _out_of_order)
