"""CMM levels (requirement 1.3 C): assessing, explaining and lifting ways of working."""

from __future__ import annotations

from collections.abc import Iterator

from generators.phrases import Phrases
from generators.sample import Candidate

from .authoring import Area, Situation, areas, candidate, numbered, phrases, situations, wording

CATEGORY = "cmm_levels"


def level_name(level: int) -> str:
    """`CMM3 (Defined)`."""
    return f"CMM{level} ({wording().cmm['names'][level - 1]})"


def candidates(seed: int) -> Iterator[Candidate]:
    """About fifteen samples for each field of work, two for each situation."""
    for area in areas():
        made: list[tuple[str, tuple[str, str, str]]] = []
        for level in range(1, 5):
            made.append(
                (f"assess_{level}", _assess(_writer(seed, area, f"assess{level}"), area, level))
            )
            made.append(
                (f"claim_{level}", _claim(_writer(seed, area, f"claim{level}"), area, level))
            )
        for level in range(1, 4):
            made.append((f"lift_{level}", _lift(_writer(seed, area, f"lift{level}"), area, level)))
        for level in (1, 2):
            parts = _two_steps(_writer(seed, area, f"far{level}"), area, level)
            made.append((f"two_steps_{level}", parts))
        made.append(("ladder", _ladder(_writer(seed, area, "ladder"), area)))
        made.append(("order", _order(_writer(seed, area, "order"), area)))
        for view, parts in made:
            transition = (
                f"CMM{view[-1]}_to_CMM{int(view[-1]) + 1}" if view.startswith("lift") else ""
            )
            yield candidate(CATEGORY, view, area.source, parts, cmm_transition=transition)
    for s in situations():
        view = f"practice_{s.practice.level}"
        yield candidate(
            CATEGORY, view, s.source, _practice(phrases("cmm", f"{seed}:{s.id}:practice"), s)
        )
        view = f"practice_claim_{s.practice.level}"
        yield candidate(
            CATEGORY, view, s.source, _practice_claim(phrases("cmm", f"{seed}:{s.id}:claim"), s)
        )


def _writer(seed: int, area: Area, key: str) -> Phrases:
    return phrases("cmm", f"{seed}:{area.id}:{key}")


def _verdict(writer: Phrases, level: int) -> str:
    return f"**{writer.say('verdict', level=level_name(level))}**"


def _next(writer: Phrases, area: Area, level: int) -> str:
    if level == 4:
        return f"{writer.say('keep')} {writer.say('keep_how')}"
    target, _ = area.levels[level]
    lift = f"{writer.say('lift', level=level_name(level + 1))} {area.lifts[level - 1]}"
    return f"{lift}\n\n{writer.say('arrived')} {target}"


def _assess(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    text, signs = area.levels[level - 1]
    evidence = f"{writer.say('signs')} {signs} {writer.say(f'mark_{level}')}"
    output = f"{_verdict(writer, level)}\n\n{evidence}\n\n{_next(writer, area, level)}"
    return writer.say("ask_assess", area=area.name, team=area.team), text, output


def _claim(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    """Somebody claims a level that the description does not bear out."""
    text, signs = area.levels[level - 1]
    claimed = writer.chance.choice([other for other in (2, 3, 4) if other != level])
    said = writer.say("claim", claimed=f"CMM{claimed}", area=area.name)
    missing = area.levels[claimed - 1][1]
    slot = "too_high" if claimed > level else "too_low"
    output = (
        f"{writer.say(slot, claimed=f'CMM{claimed}', level=level_name(level))} {signs}\n\n"
        f"{writer.say('would_show', claimed=f'CMM{claimed}')} {missing}"
    )
    if claimed > level:
        output += f"\n\n{_next(writer, area, level)}"
    return writer.say("ask_claim", area=area.name, team=area.team), f"{text}\n\n{said}", output


def _lift(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    (text, signs), (target, shown) = area.levels[level - 1], area.levels[level]
    output = (
        f"{writer.say('from_to', low=f'CMM{level}', high=f'CMM{level + 1}', area=area.name)}\n\n"
        f"{writer.say('today')} {signs}\n\n{writer.say('step')} {area.lifts[level - 1]}\n\n"
        f"{writer.say('arrived')} {target} {writer.say('proof')} {shown}"
    )
    ask = writer.say(
        "ask_lift", area=area.name, team=area.team, low=f"CMM{level}", high=f"CMM{level + 1}"
    )
    return ask, text, output


def _two_steps(writer: Phrases, area: Area, level: int) -> tuple[str, str, str]:
    """From a level to the one after the next, over the level between."""
    low, high = f"CMM{level}", f"CMM{level + 2}"
    steps = numbered((area.lifts[level - 1], area.lifts[level]))
    output = (
        f"{writer.say('two_steps')}\n{steps}\n\n{writer.say('between')} {area.levels[level][0]}\n\n"
        f"{writer.say('proof')} {area.levels[level + 1][1]} {writer.say('why_not_skip')}"
    )
    return (
        writer.say("ask_two_steps", area=area.name, team=area.team, low=low, high=high),
        area.levels[level - 1][0],
        output,
    )


def _ladder(writer: Phrases, area: Area) -> tuple[str, str, str]:
    rows = []
    for level, (text, signs) in enumerate(area.levels, 1):
        rows.append(f"## {level_name(level)}\n{text} {signs}")
        if level < 4:
            rows.append(f"*{writer.say('up')}* {area.lifts[level - 1]}")
    output = f"{writer.say('ladder_open', area=area.name)}\n\n" + "\n\n".join(rows)
    return writer.say("ask_ladder", area=area.name, team=area.team), "", output


def _order(writer: Phrases, area: Area) -> tuple[str, str, str]:
    """Four descriptions in no order, each to be given its level."""
    mixed: list[tuple[int, tuple[str, str]]] = writer.shuffled(enumerate(area.levels, 1))
    given = "\n".join(
        f"{letter}) {text}" for letter, (_, (text, _)) in zip("ABCD", mixed, strict=True)
    )
    placed = sorted(zip("ABCD", mixed, strict=True), key=lambda pair: pair[1][0])
    output = "\n".join(
        f"- **{letter}: CMM{level}** – {signs}" for letter, (level, (_, signs)) in placed
    )
    return (
        writer.say("ask_order", area=area.name, team=area.team),
        given,
        f"{writer.say('order_open')}\n{output}",
    )


def _practice(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    practice = s.practice
    output = [_verdict(writer, practice.level), f"{writer.say('signs')} {practice.signs}"]
    output.append(f"{writer.say('lift', level=level_name(practice.level + 1))} {practice.lift}")
    output.append(f"{writer.say('incident')} {s.problem}")
    given = f"{practice.text} {writer.say('one_day')} {s.problem}"
    return (
        writer.say("ask_practice", component=s.component, agent=s.agent),
        given,
        "\n\n".join(output),
    )


def _practice_claim(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The team calls its work defined; the description decides, and steps to get there follow."""
    practice = s.practice
    claimed = practice.level + 1
    said = writer.say("peer_claim", peer=s.peer, role=s.peer_role, claimed=f"CMM{claimed}")
    output = (
        f"{writer.say('too_high', claimed=f'CMM{claimed}', level=level_name(practice.level))} "
        f"{practice.signs}\n\n"
        f"{writer.say('to_earn', claimed=f'CMM{claimed}')} {practice.lift} {writer.say('behind')} "
        f"{s.lesson}\n\n"
        f"{writer.say('test_of', claimed=f'CMM{claimed}')} {s.checks[0]}"
    )
    given = f"{practice.text}\n\n{said}"
    return writer.say("ask_peer_claim", peer=s.peer, component=s.component), given, output
