"""CMM levels (requirement 1.3 C): assessing, explaining and lifting ways of working.

A request describes what is done; what that shows about the level is for the answer to find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generators.phrases import Phrases
from generators.sample import Candidate, fingerprint

from .authoring import (
    FIRST,
    LAST,
    REQUIRED_ASK_OF_ONLY,
    TOLD_AGAIN,
    Area,
    Situation,
    areas,
    asked,
    candidate,
    phrases,
    situations,
    wording,
)
from .texts import bullets, form_of, numbered

CATEGORY = "cmm_levels"
# About this share of the claims are wrong.
WRONG_CLAIMS = 0.5
AreaTask = Callable[[Phrases, Area, int], tuple[str, str, str]]


def level_name(level: int) -> str:
    """`CMM3 (Defined)`."""
    return f"CMM{level} ({wording().cmm['names'][level - 1]})"


def meaning(level: int) -> str:
    """`standardised, and the same whoever does it`."""
    return wording().cmm["meaning"][level - 1]


def level_meaning(level: int) -> str:
    """`CMM3 (Defined): standardised, and the same whoever does it`."""
    return f"{level_name(level)}: {meaning(level)}"


def candidates(seed: int) -> Iterator[Candidate]:
    """Six samples for each field of work; those of a field that share least come first. One for
    each situation, whose other levels nobody has described.
    """
    for area in areas():
        for view, task, level, rung in _views(area):
            parts = task(phrases("cmm", f"{seed}:{area.id}:{view}"), area, level)
            lift = view.startswith("lift")
            transition = f"CMM{level}_to_CMM{level + 1}" if lift else ""
            yield candidate(CATEGORY, view, area.source, parts, rung, cmm_transition=transition)
    for s in situations():
        form = form_of(tuple(PRACTICES), s.id)
        writer = phrases("cmm", f"{seed}:{s.id}:{form}")
        view = f"{form}_{s.practice.level}"
        yield candidate(CATEGORY, view, s.source, PRACTICES[form](writer, s), TOLD_AGAIN)


def _views(area: Area) -> Iterator[tuple[str, AreaTask, int, int]]:
    """View, form, level and rung, at levels that change from field to field."""
    number = int(fingerprint(area.id), 16)
    level = number % 4 + 1
    yield f"assess_{level}", _assess, level, FIRST
    yield "order", _order, 0, FIRST
    step = (level + 1) % 3 + 1
    yield f"lift_{step}", _lift, step, FIRST
    claimed = (level + 1) % 4 + 1
    yield f"claim_{claimed}", _claim, claimed, TOLD_AGAIN
    yield "ladder", _ladder, 0, TOLD_AGAIN
    two = number % 2 + 1
    yield f"two_steps_{two}", _two_steps, two, LAST


def _verdict(claimed: int, level: int) -> str:
    """The slot that says what a claim is worth."""
    if claimed == level:
        return "just_right"
    return "too_high" if claimed > level else "too_low"


def _next(writer: Phrases, area: Area, level: int) -> str:
    if level == 4:
        return writer.say("keep", area=area.name, team=area.team)
    return f"**{writer.say('lift', level=f'CMM{level + 1}')}** {area.lifts[level - 1]}"


def _assess(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    """The level with its evidence, and what the other three would look like."""
    text, signs = area.levels[level - 1]
    others = bullets(
        f"**CMM{other}:** {there}"
        for other, (there, _) in enumerate(area.levels, 1)
        if other != level
    )
    output = (
        f"**{level_meaning(level)}.** {signs}\n\n"
        f"**{writer.say('others')}**\n{others}\n\n{_next(writer, area, level)}"
    )
    return writer.say("ask_assess", area=area.name, team=area.team), text, output


def _claim(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    """Somebody claims a level; about every second claim is right."""
    text, signs = area.levels[level - 1]
    claimed = level
    if level == 1 or writer.chance.random() < WRONG_CLAIMS:
        claimed = writer.chance.choice([other for other in (2, 3, 4) if other != level])
    said = writer.say("claim", claimed=f"CMM{claimed}", area=area.name)
    slot = _verdict(claimed, level)
    rungs = "\n".join(
        f"- **CMM{at}:** {shown}{writer.say('here') if at == level else ''}"
        for at, (_, shown) in enumerate(area.levels, 1)
    )
    output = (
        f"{writer.say(slot, claimed=f'CMM{claimed}', level=level_name(level))} {signs}\n\n"
        f"{writer.say('by_signs', area=area.name)}\n{rungs}"
    )
    if claimed >= level:
        output += f"\n\n{_next(writer, area, level)}"
    return (
        writer.say("ask_claim", area=area.name, team=area.team),
        f"{text}\n\n{said}",
        output,
    )


def _lift(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    (text, signs), (target, shown) = area.levels[level - 1], area.levels[level]
    low, high = f"CMM{level}", f"CMM{level + 1}"
    output = "\n\n".join(
        (
            f"**{writer.say('today', low=low, meaning=meaning(level))}** {signs}",
            f"**{writer.say('lift', level=high)}** {area.lifts[level - 1]}",
            f"**{writer.say('arrived', high=high, meaning=meaning(level + 1))}** {target}",
            f"**{writer.say('managed' if level == 1 else 'proof')}** {shown}",
        )
    )
    ask = writer.say("ask_lift", area=area.name, team=area.team, low=low, high=high)
    return ask, text, output


def _two_steps(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    """From a level to the one after the next, over the level between."""
    low, high = f"CMM{level}", f"CMM{level + 2}"
    steps = numbered((area.lifts[level - 1], area.lifts[level]))
    output = (
        f"{writer.say('two_steps')}\n{steps}\n\n**{writer.say('between')}** "
        f"{area.levels[level][0]}\n\n**{writer.say('proof')}** {area.levels[level + 1][1]}\n\n"
        f"{writer.say(f'why_not_skip_{level}', area=area.name, team=area.team)}"
    )
    return (
        writer.say("ask_two_steps", area=area.name, team=area.team, low=low, high=high),
        area.levels[level - 1][0],
        output,
    )


def _ladder(writer: Phrases, area: Area, _: int) -> tuple[str, str, str]:
    rows, up = [], writer.say("up")
    for level, (text, signs) in enumerate(area.levels, 1):
        rows.append(f"- **{level_name(level)}:** {text} {signs}")
        if level < 4:
            rows.append(f"  - {up} {area.lifts[level - 1]}")
    opening = writer.say("ladder_open", area=area.name)
    output = "\n".join([f"{opening[:1].upper()}{opening[1:]}", *rows])
    ask = asked(writer, "ask_ladder", REQUIRED_ASK_OF_ONLY, area=area.name, team=area.team)
    return ask, "", output


def _order(writer: Phrases, area: Area, _: int) -> tuple[str, str, str]:
    """Four descriptions in no order, each to be given its level."""
    mixed: list[tuple[int, tuple[str, str]]] = writer.disordered(enumerate(area.levels, 1))
    given = "\n".join(
        f"{letter}) {text}" for letter, (_, (text, _)) in zip("ABCD", mixed, strict=True)
    )
    placed = sorted(zip("ABCD", mixed, strict=True), key=lambda pair: pair[1][0])
    output = "\n".join(
        f"- **{letter}: CMM{level}** ({meaning(level)}): {signs}"
        for letter, (level, (_, signs)) in placed
    )
    return (
        writer.say("ask_order", area=area.name, team=area.team),
        given,
        f"{writer.say('order_open')}\n{output}",
    )


def _step(writer: Phrases, s: Situation) -> str:
    """What would lead to the next level."""
    higher = f"CMM{s.practice.level + 1}"
    return f"**{writer.say('lift', level=higher)}** {s.practice.lift}"


def _practice(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The level of a way of working and what would raise it, with the incident in front of it. What
    is automatic came after the incident, which could not have happened with it.
    """
    practice = s.practice
    output = f"**{level_meaning(practice.level)}.** {practice.signs}\n\n{_step(writer, s)}"
    ask = writer.say("ask_practice", component=s.component)
    told = [practice.text] if practice.level > 2 else [f"{s.problem} {s.cause}", practice.text]
    return ask, "\n\n".join(told), output


def _practice_claim(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """Somebody rates the work, rightly or one level too high; the description decides, and a step
    to the next level follows.
    """
    practice = s.practice
    right = practice.level > 1 and writer.chance.random() >= WRONG_CLAIMS
    claimed = practice.level if right else practice.level + 1
    said = writer.say("peer_claim", peer=s.peer, role=s.peer_role, claimed=f"CMM{claimed}")
    judged = _verdict(claimed, practice.level)
    output = (
        f"{writer.say(judged, claimed=f'CMM{claimed}', level=level_name(practice.level))} "
        f"{practice.signs}\n\n{_step(writer, s)}"
    )
    given = f"{practice.text}\n\n{said}"
    return writer.say("ask_peer_claim", peer=s.peer, component=s.component), given, output


PRACTICES = {"practice": _practice, "practice_claim": _practice_claim}
