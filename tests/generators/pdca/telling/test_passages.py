"""Excerpts of a record: whole blocks below their headings, what is left out is marked."""

from __future__ import annotations

from generators import pdca
from generators.pdca.telling.passages import Passages

TEXT = """# PDCA Cycle: Latch

**Objective:** Close the latch
**Commit:** secret
## Plan

### Springs
**Steps:**
- Measure the [spring](spring.md)
- Order a second one

The spring is old.

### Bolts
- Leave the bolt

## Do

Worked:

```text
$ measure
12
```
## Check
- one
- two
- three
- four
- five
- six
- seven
- eight
"""


def passages(unfit: str = "\0") -> Passages:
    return Passages(pdca.parse(TEXT, "pdca/2025-01-01-x.md"), lambda line: unfit in line, "auto")


def number(line: str) -> int:
    return TEXT.split("\n").index(line)


def test_the_opening_is_whole_lines() -> None:
    assert passages().opening(60) == range(3)
    assert passages().opening(5) == range(1)


def test_a_block_is_shown_whole_below_its_headings() -> None:
    text = passages().excerpt(range(3), [number("- Order a second one")], 0)
    assert text == (
        "# PDCA Cycle: Latch\n\nObjective: Close the latch\n\n[…]\n\n## Plan\n\n### Springs\n"
        "Steps:\n- Measure the spring\n- Order a second one"
    )


def test_a_label_takes_the_fence_below_it() -> None:
    text = passages().excerpt(range(1), [number("Worked:")], 0)
    assert text.endswith("## Do\n\nWorked:\n\n```text\n$ measure\n12\n```")


def test_neighbours_come_while_there_is_room() -> None:
    wanted = [number("- Order a second one")]
    near = passages().excerpt(range(1), wanted, 60)
    assert "The spring is old." in near and "eight" not in near
    everything = passages().excerpt(range(1), wanted, 1_000)
    assert "[…]" not in everything and "Leave the bolt" in everything


def test_of_a_long_block_the_neighbourhood_is_shown() -> None:
    text = passages().excerpt(range(1), [number("- four")], 0)
    assert text.endswith("## Check\n- one\n\n[…]\n- four\n- five")


def test_what_must_not_be_shown() -> None:
    text = passages("secret").excerpt(range(4), [], 1_000)
    assert "Commit" not in text and "Objective" in text
    assert "The spring" not in passages("spring is").excerpt(range(1), [], 1_000)
