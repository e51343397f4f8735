"""How a line of each section of a report reads."""

from __future__ import annotations

import re

from generators.pdca.telling import roles

from .report_words import (
    ACTED,
    ANSWER,
    BUILT,
    CAME_THROUGH,
    CAPITALS,
    CHANGED,
    CHEERS,
    CHOICE,
    COMPARED,
    CURRENT,
    CUT_LABEL,
    DANGLING,
    DEED,
    DEMANDED,
    DESCRIBES,
    FAULT,
    FEWEST_IN_RULE,
    FEWEST_WORDS,
    FINISHED,
    FIRM,
    GENERAL,
    GOES_ON,
    HABIT,
    HAS_OBJECT,
    IDLE,
    INSIGHT,
    LOOKED,
    MARKS,
    NAMED,
    NEAR_TWINS,
    NEEDLESS,
    NO_LESSON,
    NO_OBJECT,
    ON_FAULTS,
    OPEN,
    ORDER,
    PLURAL,
    PREVENTED,
    QUESTION,
    RESIDUE,
    RESULT,
    RULE,
    SAME_SECTION,
    SCRAP,
    SHORT_STEP,
    SIGNS,
    SMALL,
    SOLVED,
    STANDS,
    STATED,
    STRICT_RULE,
    SUCCESS,
    SURE_DEED,
    TIMES,
    TOLD,
    TWINS,
    UNCHECKED,
    USER,
    VAGUE,
    WANTED,
    WELCOME,
    WORD,
)

__all__ = ["MARKS", "TIMES", "USER"]


def trimmed(text: str) -> str:
    """The line without what ticks and task boxes were put into."""
    return SIGNS.sub("", text).strip()


def opened(text: str) -> str:
    """The text with a capital letter in front, unless the small one is a name's or path's own."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if re.fullmatch(r"[a-z][a-z'’,-]*", first) else text


def body_of(text: str) -> str:
    """The line without a label in front."""
    label, colon, rest = text.partition(": ")
    return rest if colon and len(label) < 50 and "`" not in label and "(" not in label else text


def sound(text: str) -> bool:
    """Whether the line says something by itself, in whole words, and does not only cheer."""
    if text.startswith(USER):
        return _said_by_user(text)
    body = body_of(text)
    return not (
        len(text.split()) < FEWEST_WORDS
        or len(body.split()) < FEWEST_WORDS - (text != body)
        or RESIDUE.search(text)
        or DANGLING.search(text)
        or DANGLING.search(body)
        or CHEERS.search(text)
        or CAPITALS.search(text)
        or CUT_LABEL.search(text)
        or QUESTION.match(body)
        or text.endswith((",", ";", ":", "?"))
        or _unbalanced(text)
        or (roles.PRAISE.search(text.lower()) and not roles.CONCRETE.search(body))
    )


def _said_by_user(text: str) -> bool:
    """Whether the user, in whole sentences, complains or asks for something."""
    said = text.removeprefix(USER).removesuffix("”")
    return (
        len(said.split()) > FEWEST_WORDS
        and said.endswith((".", "!", "?"))
        and bool(FAULT.search(said) or WANTED.search(said) or ORDER.match(said))
        and not (ANSWER.search(text) or SCRAP.match(said))
        and not RESIDUE.search(text)
        and not _unbalanced(text)
    )


def _unbalanced(text: str) -> bool:
    odd = any(text.count(mark) % 2 for mark in '`"')
    return odd or any(text.count(a) != text.count(b) for a, b in ("()", "[]", "{}", "“”"))


def reads(stage: str, text: str, named: bool = False, bare: bool = False) -> bool:
    """Whether the line reads as a line of the section that its record gives it. `named`: by a label
    of its own or a field, so that it need only state something; `bare`: it stands below no name.
    """
    body = body_of(text)
    if _cannot(stage, text, body):
        return False
    if _READS[stage](text, body):
        return True
    if named and stage in ("Problem", "Plan"):
        return not (FINISHED.search(text) or DEED.match(body)) and (
            stage == "Plan" or (bool(STATED.search(text)) and not ORDER.match(body))
        )
    return bare and stage == "Do" and _built(text)


def _cannot(stage: str, text: str, body: str) -> bool:
    """Whether the line is none of its section, whatever stands above it: a demand, a deed, an
    insight, good news or what somebody came through among what was wrong, a success among what was
    planned, what is still so or cannot be checked among what came out.
    """
    if stage == "Problem":
        through = CAME_THROUGH.match(text) and not FAULT.search(text)
        said = DEMANDED.match(body) or INSIGHT.match(body) or WELCOME.match(text)
        return bool(said or through)
    if stage == "Check":
        return bool(CURRENT.search(text) or UNCHECKED.match(text))
    return stage == "Plan" and bool(SUCCESS.search(text))


def _stated(text: str) -> bool:
    """Whether the line states what is so, without a name for it."""
    said = STATED.search(text) or COMPARED.search(text)
    return bool(said) and text == body_of(text) and not _no_result(text, text)


def _no_result(text: str, body: str) -> bool:
    return bool(
        NAMED.match(text)
        or OPEN.search(text)
        or CHOICE.search(text)
        or ORDER.match(body)
        or DEED.match(body)
        or _activity(text, body)
        or FIRM.search(body)
        or VAGUE.search(body)
    )


def _activity(text: str, body: str) -> bool:
    """Whether the line tells of a change or a search, and not what came of it."""
    changed = CHANGED.match(body) and not RESULT.search(text)
    return bool(changed or any(told.match(body) for told in (LOOKED, GOES_ON, ACTED)))


def _built(text: str) -> bool:
    """Whether the line tells what something that was made does now."""
    return bool(BUILT.search(text)) and not (
        RESULT.search(text) or COMPARED.search(text) or FAULT.search(text) or OPEN.search(text)
    )


def plainly(stage: str, text: str) -> bool:
    """Whether among the lines of its time only one of this section reads so."""
    body = body_of(text)
    if stage == "Problem":
        return text.startswith(USER) or bool(FAULT.search(text) or WANTED.search(text))
    if stage == "Plan":
        return bool(ORDER.match(body))
    if stage == "Do":
        return bool(DEED.match(body)) or _built(text)
    if stage == "Act":
        # Behind a label a few words read as a rule just as well.
        short = text != body and len(body.split()) <= SHORT_STEP
        return bool(ORDER.match(body)) and not (
            short or HABIT.match(body) or FIRM.search(body) or GENERAL.search(text)
        )
    if stage == "Lessons":
        return not ORDER.match(body) and not COMPARED.search(text) and bool(FIRM.search(body))
    return True


def _problem(text: str, body: str) -> bool:
    if text.startswith(USER):
        return True
    wrong = FAULT.search(PREVENTED.sub("", ON_FAULTS.sub("", text))) or WANTED.search(text)
    solved = FINISHED.match(text) or SOLVED.search(text) or NEEDLESS.search(text)
    solved = solved or (FINISHED.search(text) and RESULT.search(text))
    return bool(wrong) and not (ORDER.match(body) or DEED.match(body) or solved)


def _plan(text: str, body: str) -> bool:
    return bool(ORDER.match(body)) and not FINISHED.search(text)


def done(text: str) -> bool:
    """Whether the line begins with what was done."""
    return bool(DEED.match(body_of(text)))


def _do(text: str, body: str) -> bool:
    deed = (DEED if text == body else SURE_DEED).match(body) or CHANGED.match(text)
    bare = text == body and (NO_OBJECT.match(text) or STANDS.match(text) or _describes(text))
    return bool(deed) and not (bare or OPEN.search(text) or FAULT.search(text))


def _describes(text: str) -> bool:
    """Whether the line may name a thing that is so, and not tell what was done to it."""
    return bool(DESCRIBES.match(text)) and not HAS_OBJECT.search(text)


def _check(text: str, body: str) -> bool:
    stated = _stated(text) and roles.CONCRETE.search(text)
    label = text.removesuffix(body)
    return bool(RESULT.search(text) or stated) and not (
        _no_result(text, body) or FAULT.search(label)
    )


def _act(text: str, body: str) -> bool:
    return bool(ORDER.match(body)) and not (
        FINISHED.search(body)
        or FINISHED.match(text)
        or IDLE.match(body)
        or FIRM.search(text)
        or GENERAL.search(text)
    )


def _lessons(text: str, body: str) -> bool:
    return (
        roles.states_rule(text)
        and bool((RULE if text == body else STRICT_RULE).search(body) or HABIT.match(body))
        and not (TOLD.search(text) or NO_LESSON.match(text) or VAGUE.search(text))
        and (len(body.split()) >= FEWEST_IN_RULE or bool(FIRM.search(body)))
        and not (
            ORDER.match(body) and text != body and not (FIRM.search(body) or HABIT.match(body))
        )
    )


_READS = {
    "Problem": _problem,
    "Plan": _plan,
    "Do": _do,
    "Check": _check,
    "Act": _act,
    "Lessons": _lessons,
}


def contradicts(stage: str, text: str) -> bool:
    """Whether the line reads as one of another section, or says nothing by itself: an order among
    what was done or found, a deed among what was wanted or is to come.
    """
    body = body_of(text)
    # Some verbs are the same in both.
    ordered = bool(ORDER.match(body)) and not DEED.match(body)
    did = bool(DEED.match(body)) and not ORDER.match(body)
    if _unbalanced(text) or (DANGLING.match(text) and not _users(text)):
        return True
    if _cannot(stage, text, body):
        return True
    return {
        "Problem": ordered or (did and not FAULT.search(text)),
        "Plan": did,
        "Do": ordered or bool(OPEN.search(text)),
        "Check": ordered or _activity(text, body) or bool(OPEN.search(text) or FIRM.search(body)),
        "Act": did or (ordered and bool(FIRM.search(body))),
        "Lessons": bool(NO_LESSON.match(text) or VAGUE.search(body)),
    }[stage]


def _users(text: str) -> bool:
    return text.startswith(USER)


def leftover(text: str) -> bool:
    """Whether the line holds what a table, a template or an icon left behind."""
    return bool(RESIDUE.search(text))


def twins(stage: str, text: str, other_stage: str, other: str) -> bool:
    """Whether two lines of a report say about the same; what was done may be what was planned."""
    if {stage, other_stage} == {"Plan", "Do"}:
        return False
    mine, theirs = _words(text), _words(other)
    near = "Act" in (stage, other_stage) and {"Lessons", "Plan"} & {stage, other_stage}
    most = NEAR_TWINS if near else TWINS
    most = SAME_SECTION if stage == other_stage else most
    return len(mine & theirs) >= most * max(1, min(len(mine), len(theirs)))


def _words(text: str) -> frozenset[str]:
    words = (word for word in WORD.findall(text.lower()) if word not in SMALL)
    # One file and several are the same thing.
    return frozenset(PLURAL.sub("", word) for word in words)
