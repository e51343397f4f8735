"""TRON format (requirement 1.3 B): decisions put into Trigger, Response, Outcome, Next."""

from __future__ import annotations

from collections.abc import Iterator

from generators.phrases import Phrases
from generators.sample import Candidate

from .authoring import Situation, Turn, bullets, candidate, lower, phrases, situations

CATEGORY = "tron_format"
PARTS = ("trigger", "response", "outcome", "next")
LABELS = {
    "trigger": "**[T]rigger:**",
    "response": "**[R]esponse:**",
    "outcome": "**[O]utcome:**",
    "next": "**[N]ext:**",
}


def candidates(seed: int) -> Iterator[Candidate]:
    """From every decision of every situation: a report, a dialogue, and two faulty or unfinished
    forms.
    """
    for s in situations():
        for at, turn in enumerate(s.turns):
            faulty = (_missing, _mixed_up, _advised)
            for task in (_from_report, _from_dialogue, faulty[at % 3], faulty[(at + 1) % 3]):
                view = task.__name__.strip("_")
                writer = phrases("tron", f"{seed}:{s.id}:{at}:{view}")
                yield candidate(CATEGORY, view, s.source, task(writer, s, turn))
        writer = phrases("tron", f"{seed}:{s.id}:options")
        yield candidate(CATEGORY, "from_options", s.source, _from_options(writer, s))
        writer = phrases("tron", f"{seed}:{s.id}:log")
        yield candidate(CATEGORY, "decision_log", s.source, _decision_log(writer, s))


def lines(writer: Phrases, s: Situation, turn: Turn) -> dict[str, str]:
    """Each part with its label; the trigger quotes what was said, with the name of who said it."""
    texts = {
        "trigger": writer.say("trigger", peer=s.peer, role=s.peer_role, said=turn.said),
        "response": writer.say("response", agent=s.agent, role=s.role, did=turn.did),
        "outcome": writer.say("outcome", result=turn.result),
        "next": writer.say("next", next=turn.next, agent=s.agent),
    }
    return {part: f"{LABELS[part]} {text}" for part, text in texts.items()}


def _cast(writer: Phrases, s: Situation) -> str:
    """Who, when and on what: a record may name nobody and nothing that its request does not."""
    return writer.say(
        "cast",
        agent=s.agent,
        role=s.role,
        peer=s.peer,
        peer_role=s.peer_role,
        component=s.component,
        date=f"{s.when:%Y-%m-%d}",
        title=s.title,
    )


def _from_report(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    sentences = [
        writer.say("report_open", agent=s.agent, role=s.role, component=s.component, title=s.title),
        writer.say("report_background", problem=s.problem),
        f"{writer.say('report_said', peer=s.peer, role=s.peer_role)} “{turn.said}”",
        f"{turn.did} {turn.result}",
        f"{writer.say('report_next')} {turn.next}",
    ]
    output = "\n".join(lines(writer, s, turn).values())
    given = f"{_cast(writer, s)}\n\n{' '.join(sentences)}"
    return writer.say("ask_report", title=s.title, agent=s.agent), given, output


def _from_dialogue(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    talk = [
        f"{s.agent}: {writer.say('talk_open')} {s.problem}",
        f"{s.peer}: {turn.said}",
        f"{s.agent}: {writer.say('talk_understood')}",
        f"{s.agent}: {writer.say('talk_done')} {turn.did}",
        f"{s.peer}: {writer.say('talk_ask_result')}",
        f"{s.agent}: {turn.result} {writer.say('talk_next')} {turn.next}",
    ]
    parts = "\n\n".join(lines(writer, s, turn).values())
    day = f"{s.when:%Y-%m-%d}"
    line = writer.say("decision_line", title=s.title, date=day, component=s.component)
    output = f"{line}\n\n{parts}"
    return (
        writer.say("ask_dialogue", agent=s.agent, peer=s.peer, title=s.title),
        f"{_cast(writer, s)}\n\n" + "\n".join(talk),
        output,
    )


def _missing(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """One part is not there; what it must say stands in a note below the block."""
    gap = writer.chance.choice(PARTS[1:])
    whole = lines(writer, s, turn)
    fact = {"response": turn.did, "outcome": turn.result, "next": turn.next}[gap]
    kept = "\n".join(text for part, text in whole.items() if part != gap)
    noise = writer.chance.choice((s.evidence, s.steps[0], s.cause))
    notes = writer.shuffled([f"{writer.say('note')}: {fact}", f"{writer.say('note')}: {noise}"])
    output = f"{writer.say('missing_' + gap, agent=s.agent)}\n\n" + "\n".join(whole.values())
    return (
        writer.say("ask_missing", title=s.title),
        f"{_cast(writer, s)}\n\n{kept}\n\n{writer.say('notes_head')}\n{bullets(notes)}",
        output,
    )


def _mixed_up(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """Two parts stand under each other's label."""
    whole = lines(writer, s, turn)
    texts = {"trigger": turn.said, "response": turn.did, "outcome": turn.result, "next": turn.next}
    left, right = writer.chance.choice(
        (("response", "outcome"), ("outcome", "next"), ("response", "next"))
    )
    swapped = texts | {left: texts[right], right: texts[left]}
    given = "\n".join(f"{LABELS[part]} {text}" for part, text in swapped.items())
    said = writer.say("swapped", left=left.capitalize(), right=right.capitalize())
    reason = writer.say(f"is_{left}", start=" ".join(texts[left].split()[:6]))
    return (
        writer.say("ask_mixed", title=s.title),
        f"{_cast(writer, s)}\n\n{given}",
        f"{said} {reason}\n\n" + "\n".join(whole.values()),
    )


def _advised(writer: Phrases, s: Situation, turn: Turn) -> tuple[str, str, str]:
    """A decision as it happened, and what a reader can check in each part of it."""
    whole = lines(writer, s, turn)
    given = writer.say("loose_story", peer=s.peer, said=turn.said, agent=s.agent)
    given = (
        f"{given} {turn.next} {writer.say('earlier')} {turn.did} {writer.say('after')} "
        f"{turn.result}"
    )
    comment = writer.say("order", agent=s.agent, peer=s.peer)
    return (
        writer.say("ask_order", title=s.title),
        f"{_cast(writer, s)}\n\n{given}",
        "\n".join(whole.values()) + f"\n\n{comment}",
    )


def _from_options(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The main decision with its alternatives: what was refused belongs to the response."""
    (chosen, consequence), *others = s.options
    listed = bullets(f"{name}: {text}" for name, text in writer.shuffled(s.options))
    given = (
        f"{writer.say('report_background', problem=s.problem)}\n{listed}\n"
        f"{writer.say('options_chosen', name=lower(chosen), agent=s.agent)} {s.why}\n"
        f"{writer.say('options_result')} {s.outcome}\n{writer.say('options_next')} {s.next[0]}"
    )
    refused = " ".join(f"{writer.say('refused', name=lower(name))} {text}" for name, text in others)
    response = writer.say("chose", name=lower(chosen), agent=s.agent)
    output = "\n".join(
        (
            f"{LABELS['trigger']} {s.problem}",
            f"{LABELS['response']} {response} {consequence} {s.why} {refused}",
            f"{LABELS['outcome']} {s.outcome}",
            f"{LABELS['next']} {s.next[0]}",
        )
    )
    given = f"{_cast(writer, s)}\n\n{given}"
    return writer.say("ask_options", title=s.title, component=s.component), given, output


def _decision_log(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """A whole account with several decisions in it, each to be recorded on its own."""
    opening = writer.say(
        "report_open", agent=s.agent, role=s.role, component=s.component, title=s.title
    )
    story = [f"{opening} {s.problem}"]
    blocks = []
    for at, turn in enumerate(s.turns, 1):
        said = writer.say("report_said", peer=s.peer, role=s.peer_role)
        story.append(
            f"{said} “{turn.said}” {turn.did} {turn.result} {writer.say('report_next')} {turn.next}"
        )
        blocks.append(
            f"### {writer.say('block', at=at)}\n" + "\n".join(lines(writer, s, turn).values())
        )
    story.insert(2, f"{s.cause} {s.evidence}")
    ask = writer.say("ask_log", title=s.title, count=len(s.turns), agent=s.agent)
    return ask, "\n\n".join([_cast(writer, s), *story]), "\n\n".join(blocks)
