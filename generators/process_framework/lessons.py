"""Key lessons (requirement 1.3 E): explained, applied, corrected, and told apart.

Every case and mistake of a lesson is told once before anything is told twice: the first
telling has rung 0, in a form that changes from lesson to lesson, the others have rung 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generators.phrases import Phrases
from generators.sample import Candidate, fingerprint
from generators.worth.case import content_words

from .authoring import (
    FIRST,
    LAST,
    MAX_SAMPLES,
    TOLD_AGAIN,
    Lesson,
    asked,
    candidate,
    lessons,
    phrases,
    wording,
)
from .texts import bullets, form_of, numbered

CATEGORY = "key_lessons"
# The forms in which the cases of a lesson are told; each lesson starts elsewhere.
CASE_FORMS = ("applied", "chosen", "applied")
# Words that two lessons share in title, principle and occasion from which either may fit a case of
# the other.
ALIKE = 2
WHOLE_FORMS = ("explained", "checklist")
# Cases of a lesson that are told a second time, as a choice among four.
CHOICES = 3
# Forms whose sentence belongs to the question; the input stays empty, as the requirement has it,
# unless the question is the requirement's own, word for word.
SELF_CONTAINED = ("applied", "corrected")


class View(NamedTuple):
    """A form, which of the lesson's facts it tells (-1 for all), and the rung of the sample."""

    form: str
    at: int
    rung: int


def candidates(seed: int) -> Iterator[Candidate]:
    """At most `MAX_SAMPLES` for every lesson, most of them told for the first time."""
    every = lessons()
    for lesson in every:
        views = sorted(_views(lesson), key=lambda view: view.rung)
        for form, at, rung in views[:MAX_SAMPLES]:
            writer = phrases("lessons", f"{seed}:{lesson.id}:{form}:{at}")
            name = form if at < 0 else f"{form}_{at + 1}"
            ask, given, output = TASKS[form](writer, lesson, max(at, 0), every)
            if form in SELF_CONTAINED and ask not in wording().lessons["required"]:
                ask, given = f"{ask}\n\n{given}", ""
            parts = (ask, given, output)
            yield candidate(
                CATEGORY, name, lesson.source, parts, rung=rung, concept_taught=lesson.title
            )


def _views(lesson: Lesson) -> Iterator[View]:
    start = int(fingerprint(lesson.id), 16)
    for at in range(len(lesson.cases)):
        yield View(_form(start, at), at, FIRST)
    for at in range(len(lesson.wrong)):
        yield View("corrected", at, FIRST)
    first = form_of(WHOLE_FORMS, lesson.id)
    for form in WHOLE_FORMS:
        yield View(form, -1, FIRST if form == first else TOLD_AGAIN)
    # A choice adds what the other lessons are for.
    told = [at for at in range(len(lesson.cases)) if _form(start, at) != "chosen"]
    for at in range(min(CHOICES, len(told))):
        yield View("chosen", told[(start + at) % len(told)], LAST)


def _form(start: int, at: int) -> str:
    """The form in which a case is told first."""
    return CASE_FORMS[(start + at) % len(CASE_FORMS)]


def _labelled(lesson: Lesson, application: str, example: str, principle: str = "") -> str:
    """The five labels of the requirement; the principle in its fuller form unless another one is
    given.
    """
    parts = {
        "Key Lesson": lesson.title,
        "Context": lesson.when,
        "Principle": principle or lesson.principle[0],
        "Application": application,
        "Example": example,
    }
    return "\n\n".join(f"**{label}:** {text}" for label, text in parts.items())


def _applied(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The requirement's own form: key lesson, context, principle, application, example."""
    case, action, example = lesson.cases[at]
    output = _labelled(lesson, action, example)
    ask = asked(writer, "ask_applied", title=lesson.title)
    named = lesson.title in ask
    return ask, case if named else f"{lesson.title}\n\n{case}", output


@cache
def _said(lesson: Lesson) -> set[str]:
    return content_words(f"{lesson.title} {lesson.principle[0]} {lesson.when}")


def _chosen(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """Which of four lessons a situation calls for, what it asks for, and what the others are for.
    These come from other topics and say something else, so that one answer is right. A case that
    is told here first has its example.
    """
    case, action, example = lesson.cases[at]
    first = _form(int(fingerprint(lesson.id), 16), at) == "chosen"
    shown = f"**Example:** {example}\n\n" if first else ""
    apart = [
        each
        for each in every
        if each.topic != lesson.topic and len(_said(each) & _said(lesson)) < ALIKE
    ]
    others = writer.chance.sample(apart, 3)
    offered = dict(zip("ABCD", writer.shuffled([lesson, *others]), strict=True))
    listed = "\n".join(f"{letter}) {each.title}" for letter, each in offered.items())
    letter = next(letter for letter, each in offered.items() if each is lesson)
    left = [other for other in offered if other != letter]
    named = f"{left[0]}, {left[1]} and {left[2]}"
    uses = bullets(f"**{other}:** {offered[other].when}" for other in left)
    output = (
        f"**{letter}) {lesson.title}**\n\n**Context:** {lesson.when}\n\n"
        f"**Principle:** {lesson.principle[1]}\n\n**Application:** {action}\n\n{shown}"
        f"{writer.say('others_for', letters=named)}\n{uses}"
    )
    return writer.say("ask_chosen"), f"{case}\n\n{listed}", output


def _corrected(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """What was done wrong, then the lesson in its five parts with what is right instead."""
    done, why, instead, example = lesson.wrong[at]
    # A text in quotation marks is one way to say it.
    application = f"{writer.say('done_right')} {instead}" if instead.startswith("“") else instead
    output = f"{why}\n\n{_labelled(lesson, application, example)}"
    return writer.say("ask_corrected", title=lesson.title), done, output


def _explained(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The whole lesson with its reasons and a counter-example."""
    done, why, instead, _ = writer.chance.choice(lesson.wrong)
    application = f"\n{numbered(lesson.apply)}"
    told = _labelled(
        lesson,
        application,
        writer.chance.choice(lesson.examples[1:] or lesson.examples),
        " ".join(lesson.principle),
    )
    output = (
        f"{told}\n\n**{writer.say('why_head')}:**\n{bullets(lesson.reasons)}\n\n"
        f"**{writer.say('counter_head')}:** {done} {why} {writer.say('better')} {instead}"
    )
    ask = writer.say("ask_explained", title=lesson.title, topic=lesson.topic)
    return ask, "", output.replace(":** \n", ":**\n")


def _checklist(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    checklist = f"\n{bullets(lesson.apply, '- [ ]')}"
    # Not one of those that the explanation may have.
    output = _labelled(lesson, checklist, lesson.examples[0])
    ask = writer.say("ask_checklist", title=lesson.title, topic=lesson.topic)
    return ask, "", output.replace(":** \n", ":**\n")


TASKS = {
    "applied": _applied,
    "chosen": _chosen,
    "corrected": _corrected,
    "explained": _explained,
    "checklist": _checklist,
}
