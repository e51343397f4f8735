"""Key lessons (requirement 1.3 E): explained, applied, defended, and recognised in what
people do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from generators.phrases import Phrases
from generators.sample import Candidate

from .authoring import Lesson, bullets, candidate, lessons, numbered, phrases

CATEGORY = "key_lessons"
T = TypeVar("T")


def candidates(seed: int) -> Iterator[Candidate]:
    """Some 28 samples for every lesson."""
    every = lessons()
    for lesson in every:
        for view, at in _views(lesson):
            writer = phrases("lessons", f"{seed}:{lesson.id}:{view}:{at}")
            name = view if at < 0 else f"{view}_{at + 1}"
            parts = TASKS[view](writer, lesson, max(at, 0), every)
            yield candidate(CATEGORY, name, lesson.source, parts, concept_taught=lesson.title)


def _views(lesson: Lesson) -> Iterator[tuple[str, int]]:
    for at in range(len(lesson.cases)):
        yield "applied", at
        yield "chosen", at
        yield "advice", at
    for at in range(len(lesson.wrong)):
        yield "corrected", at
        yield "recognised_wrong", at
        yield "contrast", at
    for at in range(len(lesson.examples)):
        yield "recognised_right", at
    for at in range(len(lesson.doubts)):
        yield "doubt", at
    for at in range(3):
        yield "explained", at
    yield "reasons", -1
    yield "checklist", -1


def turn(values: Sequence[T], at: int) -> T:
    """The values in turn, from the first again after the last."""
    return values[at % len(values)]


def _applied(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The requirement's own form: key lesson, context, principle, application, example."""
    case, action = lesson.cases[at]
    steps = writer.chance.sample(lesson.apply, 3)
    output = "\n\n".join(
        (
            f"**Key Lesson:** {lesson.title}",
            f"**Context:** {writer.say('context')} {case}",
            f"**Principle:** {writer.chance.choice(lesson.principle)}",
            f"**{writer.say('why_head')}:** {turn(lesson.reasons, at)} "
            f"{turn(lesson.reasons, at + 1)}",
            f"**Application:** {action} {writer.say('also')}\n"
            f"{numbered(sorted(steps, key=lesson.apply.index))}",
            f"**Example:** {turn(lesson.examples, at)}",
        )
    )
    return writer.say("ask_applied", title=lesson.title), case, output


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
    reason = turn(lesson.reasons, at)
    steps = bullets(sorted(writer.chance.sample(lesson.apply, 2), key=lesson.apply.index))
    output = (
        f"**{letter}) {lesson.title}**\n\n{writer.say('because')} {reason} "
        f"{turn(lesson.principle, at)}\n\n"
        f"{writer.say('so_do')} {action}\n\n{writer.say('also')}\n{steps}"
    )
    return writer.say("ask_chosen"), given, output


def _advice(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The case put as a question to a colleague, who warns of a known mistake as well."""
    case, action = lesson.cases[at]
    done, why, _ = turn(lesson.wrong, at + 1)
    warning = f"{writer.say('warning')} {done} {why}"
    reason = f"{writer.say('because')} {turn(lesson.reasons, at + 2)}"
    output = (
        f"{action} {reason}\n\n{warning}\n\n"
        f"{writer.say('name_it', title=lesson.title, topic=lesson.topic)}"
    )
    return writer.say("ask_advice"), f"{case} {writer.say('what_now')}", output


def _corrected(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    done, why, instead = lesson.wrong[at]
    output = "\n\n".join(
        (
            f"{writer.say('wrong_here')} {why}",
            f"{writer.say('instead')} {instead}",
            f"{writer.say('matters')} {turn(lesson.reasons, at)}",
            f"{writer.say('seen')} {turn(lesson.examples, at)}",
            f"{writer.say('rule')} {turn(lesson.apply, at)} {turn(lesson.principle, at)}",
        )
    )
    return writer.say("ask_corrected", title=lesson.title), done, output


def _recognised_wrong(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    done, why, instead = lesson.wrong[at]
    reason = turn(lesson.reasons, at + 1)
    verdict = f"{writer.say('no', title=lesson.title)} {why}"
    output = (
        f"{verdict}\n\n{writer.say('matters')} {reason}\n\n{writer.say('would_keep')} {instead}"
    )
    return writer.say("ask_recognise", title=lesson.title), done, output


def _recognised_right(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    example = lesson.examples[at]
    principle = turn(lesson.principle, at)
    step = turn(lesson.apply, at)
    reason = turn(lesson.reasons, at)
    verdict = f"{writer.say('yes', title=lesson.title)} {principle}"
    done, why, _ = turn(lesson.wrong, at)
    broken = f"{writer.say('broken_if')} {done} {why}"
    output = (
        f"{verdict}\n\n{writer.say('visible_in')} {step}\n\n{writer.say('gained')} "
        f"{reason}\n\n{broken}"
    )
    return writer.say("ask_recognise", title=lesson.title), example, output


def _doubt(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    doubt, answer = lesson.doubts[at]
    example = turn(lesson.examples, at + 1)
    reason = turn(lesson.reasons, at + 1)
    rule = f"{writer.say('rule')} {turn(lesson.apply, at)} {turn(lesson.apply, at + 2)}"
    output = f"{answer}\n\n{writer.say('add')} {reason}\n\n{writer.say('seen')} {example}\n\n{rule}"
    return writer.say("ask_doubt", title=lesson.title), f"“{doubt}”", output


def _explained(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    """The whole lesson, each time with other reasons, example and counter-example."""
    reasons = writer.chance.sample(lesson.reasons, 2)
    steps = writer.chance.sample(lesson.apply, min(3, len(lesson.apply)))
    done, why, instead = turn(lesson.wrong, at + 1)
    output = "\n\n".join(
        (
            f"**Key Lesson:** {lesson.title}",
            f"**Principle:** {turn(lesson.principle, at)}",
            f"**{writer.say('why_head')}:**\n{bullets(reasons)}",
            f"**Application:**\n{numbered(sorted(steps, key=lesson.apply.index))}",
            f"**Example:** {turn(lesson.examples, at)}",
            f"**{writer.say('counter_head')}:** {done} {why} {writer.say('better')} {instead}",
        )
    )
    return writer.say("ask_explained", title=lesson.title, topic=lesson.topic), "", output


def _reasons(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    done, why, instead = writer.chance.choice(lesson.wrong)
    reasons = numbered(writer.shuffled(lesson.reasons))
    case = f"{writer.say('broken_if')} {done} {why} {writer.say('better')} {instead}"
    output = f"{writer.say('reasons_open', title=lesson.title)}\n\n{reasons}\n\n{case}"
    return writer.say("ask_reasons", title=lesson.title), "", output


def _checklist(
    writer: Phrases, lesson: Lesson, at: int, every: tuple[Lesson, ...]
) -> tuple[str, str, str]:
    case, action = lesson.cases[-1]
    output = f"{bullets(lesson.apply, '- [ ]')}\n\n{writer.say('for_instance')} {case} {action}"
    return writer.say("ask_checklist", title=lesson.title, topic=lesson.topic), "", output


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
    verdict = f"{writer.say('contrast', right=right, wrong=wrong)} {turn(lesson.principle, at + 1)}"
    repaired = f"{writer.say('in_wrong', wrong=wrong)} {why} {writer.say('instead')} {instead}"
    output = f"{verdict}\n\n{repaired}\n\n{writer.say('matters')} {turn(lesson.reasons, at)}"
    return writer.say("ask_contrast", title=lesson.title), given, output


TASKS = {
    "applied": _applied,
    "chosen": _chosen,
    "advice": _advice,
    "corrected": _corrected,
    "recognised_wrong": _recognised_wrong,
    "recognised_right": _recognised_right,
    "doubt": _doubt,
    "explained": _explained,
    "reasons": _reasons,
    "checklist": _checklist,
    "contrast": _contrast,
}
