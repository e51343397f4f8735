"""Property: whatever blocks a section is built from, its lines say what was written, below what
they were written below, in the state that they were given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.pdca import parse
from generators.pdca.salient_lines import extract

from .test_any_shape import EXAMPLES, PHASES, STATES, TITLES, WORDS

Says = list[tuple[str, str]]
"""(label, text) of each line."""
Block = tuple[str, Says]
"""A part of a section as it is written, and what it says."""


def sentence(words: list[str], number: int) -> str:
    """Words that no other sentence has among them, so that none repeats another."""
    own = (f"{name}{number}" for name in ("batch", "tray", "note"))
    return " ".join([words[0].capitalize(), *words[1:], *own])


def plain_list(said: list[str], bullet: str) -> Block:
    return "\n".join(bullet.format(each) for each in said), [("", each) for each in said]


def labelled(said: list[str], bullet: str) -> Block:
    text, _ = plain_list(said[1:] or said, bullet)
    behind = [("", said[0])] if said[1:] else []
    below = [("Way of it", each) for each in said[1:] or said]
    return f"**Way of it:**\n{text}" + (f"\n\n{said[0]}" if behind else ""), below + behind


def named(said: list[str], bullet: str) -> Block:
    text, says = plain_list(said, bullet)
    fields = "\n\n**Result:** all of the loaves are good"
    says = [("First day", each) for _, each in says]
    return f"**First day**\n\n{text}{fields}", [
        *says, ("First day", "Result: all of the loaves are good"),
    ]  # fmt: skip


def nested(said: list[str], bullet: str) -> Block:
    indent = " " * (bullet.index("{") or 2)
    text = "\n".join(indent + bullet.format(each) for each in said)
    return f"{bullet.format('Left oven')}\n{text}", [("Left oven", each) for each in said]


def nested_below_a_line(said: list[str], bullet: str) -> Block:
    text, says = nested(said, bullet)
    above = f"Looked at {said[0].split()[-1]} of it"
    return text.replace("Left oven", above), [("", above), *((above, each) for _, each in says)]


def wrapped(said: list[str], bullet: str) -> Block:
    indent = " " * bullet.index("{")
    cut = [each.rsplit(" ", 3) for each in said]
    lines = [bullet.format(f"{first}\n{indent}{' '.join(rest)}") for first, *rest in cut]
    return "\n".join(lines), [("", each) for each in said]


def table(said: list[str], bullet: str) -> Block:
    rows = "\n".join(f"| {each} | ❌ |" for each in said)
    says = [("", f"{each}; State: not OK") for each in said]
    return f"| What | State |\n|---|---|\n{rows}", says


def fenced(said: list[str], bullet: str) -> Block:
    text = "\n\n".join(["Things of it:", *said])
    return f"```\n{text}\n```", [("Things of it", said[0]), *(("", each) for each in said[1:])]


def fenced_list(said: list[str], bullet: str) -> Block:
    text = "\n\n".join(f"- {each}" for each in said)
    return f"~~~text\nThings of it:\n{text}\n~~~", [("Things of it", each) for each in said]


def commands(said: list[str], bullet: str) -> Block:
    words = [f"git log {each.split()[-1]}" for each in said]
    text = "\n\n".join(f"# Look at {each[8:]}\n{each}\n# Result: none" for each in words)
    return f"```bash\n{text}\n```", [(f"Look at {each[8:]}", f"`{each}`") for each in words]


def document(said: list[str], bullet: str) -> Block:
    text, says = plain_list(said, bullet)
    return f"```markdown\n## Do\n- Not a line of this record\n```\n\n{text}", says


def words_of_the_user(said: list[str], bullet: str) -> Block:
    text = "".join(f"**User feedback:**\n> {each}.\n\n" for each in said)
    return text, [("User feedback", f"The user: “{each}.”") for each in said]


def proposed(said: list[str], bullet: str) -> Block:
    parts = [f"**{n}. Part {n}x**\n{bullet.format(each)}" for n, each in enumerate(said, 1)]
    says = [(f"Proposed: Part {n}x", each) for n, each in enumerate(said, 1)]
    return "**Proposed**\n\n" + "\n\n".join(parts), says


def options(said: list[str], bullet: str) -> Block:
    listed = "\n".join(f"  - {'ab'[n % 2]}) {each}" for n, each in enumerate(said[:2]))
    says = [(NAME, f"{'ab'[n % 2]}) {each}") for n, each in enumerate(said[:2])]
    return f"- [ ] **Decision 1: which oven to take**\n{listed}", [("", NAME), *says]


NAME = "Open: Decision 1: which oven to take"
BLOCKS: list[Callable[[list[str], str], Block]] = [
    plain_list, labelled, named, nested, nested_below_a_line, wrapped, table, fenced, fenced_list,
    commands, document, words_of_the_user, proposed, options,
]  # fmt: skip
# What two items of one list would say of each other is another matter.
ALONE = ("waiting", "going", "chosen", "not chosen", "option", "pointed at", "radio", "struck")
STATED = sorted(set(STATES) - set(ALONE))


@st.composite
def built(draw: st.DrawFn) -> tuple[str, dict[str, list[tuple[str, str, str]]]]:
    """(a record, for each phase (heading, label, text) of each of its lines)."""
    numbers = count(1)
    titles = TITLES[draw(st.sampled_from(["English", "German", "letters", "phases"]))]
    parts = ["# Bread\n\n**Date:** 2025-10-13\n"]
    says: dict[str, list[tuple[str, str, str]]] = {}
    for title, phase in zip(titles, PHASES, strict=True):
        parts.append(f"## {title}\n")
        says[phase] = []
        for place in range(draw(st.integers(1, 3))):
            words = st.lists(WORDS, min_size=3, max_size=6)
            said = [sentence(draw(words), next(numbers)) for _ in range(draw(st.integers(1, 3)))]
            bullet = draw(st.sampled_from(["- {}", "* {}", "1. {}"]))
            if draw(st.booleans()):
                text, lines = draw(st.sampled_from(BLOCKS))(said, bullet)
            else:
                written, told = STATES[draw(st.sampled_from(STATED))](said[0])
                text, lines = bullet.format(written), [("", told)]
            parts.append(f"### Part {place}\n\n{text}\n")
            says[phase] += [(f"Part {place}", label, each) for label, each in lines]
    return "\n".join(parts), says


@settings(max_examples=EXAMPLES, deadline=None)
@given(built())
def test_lines_say_what_was_written_where_it_was_written(
    record: tuple[str, dict[str, list[tuple[str, str, str]]]],
) -> None:
    text, says = record
    lines = extract(parse(text, "pdca/bread.pdca.md"), Counter(), "auto")
    for phase, wanted in says.items():
        found = [(each.heading, each.label, each.text) for each in lines if each.section == phase]
        # What every block of a kind says alike is told once.
        usual = {said for said in wanted if said[2] in ("Result: all of the loaves are good", NAME)}
        assert [each for each in found if each not in usual] == [
            each for each in wanted if each not in usual
        ]
    raw = text.split("\n")
    assert all(0 <= each.first <= each.last < len(raw) for each in lines)
