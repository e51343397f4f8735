"""Key lessons (requirement 1.3 E): explained, applied, defended, and recognised in what
people do.

Every case, mistake and doubt of a lesson is told once before anything is told twice: the first
telling has rung 0, in a form that changes from lesson to lesson, the others have rung 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from generators.phrases import Phrases
from generators.sample import Candidate, fingerprint

from .authoring import (
    FIRST,
    TOLD_AGAIN,
    Lesson,
    asked,
    bullets,
    candidate,
    lessons,
    numbered,
    phrases,
)

CATEGORY = "key_lessons"
T = TypeVar("T")
# The forms in which the cases and mistakes of a lesson are told; each lesson starts elsewhere.
CASE_FORMS = ("applied", "chosen", "applied", "advice")
WRONG_FORMS = ("corrected", "contrast", "corrected")
# Forms whose sentence belongs to the question; the input stays empty, as the requirement has it.
SELF_CONTAINED = ("applied", "advice", "corrected", "doubt")


class View(NamedTuple):
    """A form, which of the lesson's facts it tells (-1 for all), and the rung of the sample."""

    form: str
    at: int
    rung: int


def candidates(seed: int) -> Iterator[Candidate]:
    """Some 25 samples for every lesson, about half of them told for the first time."""
    every = lessons()
    for lesson in every:
        for form, at, rung in _views(lesson):
            writer = phrases("lessons", f"{seed}:{lesson.id}:{form}:{at}")
            name = form if at < 0 else f"{form}_{at + 1}"
            ask, given, output = TASKS[form](writer, lesson, max(at, 0), every)
            if form in SELF_CONTAINED:
                ask, given = f"{ask}\n\n{given}", ""
            parts = (ask, given, output)
            yield candidate(
                CATEGORY, name, lesson.source, parts, rung=rung, concept_taught=lesson.title
            )


def _views(lesson: Lesson) -> Iterator[View]:
    start = int(fingerprint(lesson.id), 16)
    for forms, facts in ((CASE_FORMS, lesson.cases), (WRONG_FORMS, lesson.wrong)):
        for at in range(len(facts)):
            first = forms[(start + at) % len(forms)]
            for form in dict.fromkeys(forms):
                yield View(form, at, FIRST if form == first else TOLD_AGAIN)
    for at in range(len(lesson.doubts)):
        yield View("doubt", at, FIRST)
    for at in range(3):
        yield View("explained", at, FIRST if at == start % 3 else TOLD_AGAIN)
    for at in range(len(lesson.examples)):
        yield View("recognised", at, TOLD_AGAIN)
    yield View("checklist", -1, FIRST)


def turn(values: Sequence[T], at: int) -> T:
    """The values in turn, from the first again after the last."""
    return values[at % len(values)]


def _labelled(lesson: Lesson, at: int, application: str, example: str) -> str:
    """The five labels of the requirement."""
    parts = {
        "Key Lesson": lesson.title,
        "Context": lesson.when,
        "Principle": turn(lesson.principle, at),
        "Application": application,
        "Example": example,
    }
    return "\n\n".join(f"**{label}:** {text}" for label, text in parts.items())


def _two_steps(writer: Phrases, lesson: Lesson) -> Sequence[str]:
    """Two of the lesson's steps in their order: such as stand alone, or the first two."""
    if len(lesson.alone) < 2:
        return lesson.apply[:2]
    return sorted(writer.chance.sample(lesson.alone, 2), key=lesson.apply.index)


def _applied(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The requirement's own form: key lesson, context, principle, application, example."""
    case, action = lesson.cases[at]
    application = f"{action} {writer.say('in_general')} {turn(lesson.alone, at)}"
    output = _labelled(lesson, at, application, turn(lesson.examples, at))
    ask = asked(writer, "ask_applied", title=lesson.title)
    named = lesson.title in ask
    return ask, case if named else f"{lesson.title}\n\n{case}", output


def _chosen(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """Which of four lessons a situation calls for. The others come from other topics, so that one
    answer is right.
    """
    case, action = lesson.cases[at]
    others = writer.chance.sample([each.title for each in every if each.topic != lesson.topic], 3)
    offered = writer.shuffled([lesson.title, *others])
    letter = "ABCD"[offered.index(lesson.title)]
    given = f"{case}\n\n" + "\n".join(
        f"{name}) {title}" for name, title in zip("ABCD", offered, strict=True)
    )
    output = (
        f"**{letter}) {lesson.title}**\n\n{turn(lesson.reasons, at)}\n\n"
        f"{writer.say('here')} {action}"
    )
    return writer.say("ask_chosen"), given, output


def _advice(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The case put as a question to a colleague, who says first what to do, then what not to do."""
    case, action = lesson.cases[at]
    done, why, _ = turn(lesson.wrong, at + 1)
    output = (
        f"**Application:** {action}\n\n**{writer.say('warning')}:** {done} {why}\n\n"
        f"**Key Lesson:** {lesson.title}\n\n**Context:** {lesson.when}\n\n"
        f"**Principle:** {turn(lesson.principle, at)}\n\n"
        f"**Example:** {turn(lesson.examples, at + 1)}"
    )
    return writer.say("ask_advice"), f"{case} {writer.say('what_now')}", output


def _corrected(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """What was done wrong, then the lesson in its five parts with what should be done instead."""
    done, why, instead = lesson.wrong[at]
    example = f"{writer.say('done_right')} {instead}"
    told = _labelled(lesson, at + 1, turn(lesson.alone, at), example)
    output = f"{why}\n\n{told}"
    return writer.say("ask_corrected", title=lesson.title), done, output


def _recognised(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    example = lesson.examples[at]
    done, why, _ = turn(lesson.wrong, at)
    output = (
        f"{writer.say('yes')} {turn(lesson.principle, at)}\n\n"
        f"{writer.say('broken_if')} {done} {why}"
    )
    return writer.say("ask_recognise", title=lesson.title), example, output


def _doubt(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    doubt, answer = lesson.doubts[at]
    output = (
        f"{answer}\n\n{writer.say('seen')} {turn(lesson.examples, at + 1)}\n\n"
        f"{writer.say('so_do')}\n{bullets(_two_steps(writer, lesson))}"
    )
    return writer.say("ask_doubt", title=lesson.title), f"“{doubt}”", output


def _explained(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The whole lesson, each time with other reasons, example and counter-example."""
    done, why, instead = turn(lesson.wrong, at + 1)
    application = f"\n{numbered(lesson.apply[:4])}"
    told = _labelled(lesson, at, application, turn(lesson.examples, at))
    reasons = bullets(writer.chance.sample(lesson.reasons, 3))
    output = (
        f"{told}\n\n**{writer.say('why_head')}:**\n{reasons}\n\n"
        f"**{writer.say('counter_head')}:** {done} {why} {writer.say('better')} {instead}"
    )
    ask = writer.say("ask_explained", title=lesson.title, topic=lesson.topic)
    return ask, "", output.replace(":** \n", ":**\n")


def _checklist(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    checklist = f"\n{bullets(lesson.apply, '- [ ]')}"
    output = _labelled(lesson, at, checklist, lesson.examples[-1])
    ask = writer.say("ask_checklist", title=lesson.title, topic=lesson.topic)
    return ask, "", output.replace(":** \n", ":**\n")


def _contrast(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """An example and a counter-example side by side: which is which, and what makes the
    difference.
    """
    done, why, instead = lesson.wrong[at]
    good = turn(lesson.examples, at + 1)
    first = writer.chance.random() < 0.5
    given = f"A) {good}\n\nB) {done}" if first else f"A) {done}\n\nB) {good}"
    right, wrong = ("A", "B") if first else ("B", "A")
    output = (
        f"{writer.say('contrast', right=right, wrong=wrong)} {turn(lesson.principle, at + 1)}\n\n"
        f"{writer.say('in_wrong', wrong=wrong)} {why} {writer.say('instead')} {instead}"
    )
    return writer.say("ask_contrast", title=lesson.title), given, output


TASKS = {
    "applied": _applied,
    "chosen": _chosen,
    "advice": _advice,
    "corrected": _corrected,
    "recognised": _recognised,
    "doubt": _doubt,
    "explained": _explained,
    "checklist": _checklist,
    "contrast": _contrast,
}
