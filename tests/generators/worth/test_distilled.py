"""What is no answer to what was asked of a record: blocks left out or cut, side matter told, open
items dropped, stubs, lines that the record has not or elsewhere, noise, another kind of work.
"""

from __future__ import annotations

import pytest

from generators.sample import SampleMetadata
from generators.worth import judge
from generators.worth.asked import lines_of
from generators.worth.distilled import noisy

RECORD = """# PDCA Cycle: Kiln door failed in the night
Objective: Fix the door of the kiln
Issues: the door failed twice and broke the batch
Agent Name: KilnAgent

## Summary
The night firing of Tuesday was the second one that went wrong; the batch of the pottery school was
lost with it, and the workshop had to be aired for half a day before anybody could go on with it.

### QA Decisions
- [x] Decision 1: replace the spring of the latch
- [ ] Decision 2: who pays for the broken batch

### TRON Feedback
```quote
the door must never open again
```

## Plan
Root Cause: the spring of the latch is broken

## Do
1. Replaced the broken spring of the latch
2. Fixed the second spring behind it
3. Wired an alarm to the door

### Escalation
Level 1: the alarm calls because the door failed
Level 2: the alarm calls the master after a Level 1 failure

## Check
- The door held in three firings since the spring is new
- ❌ The alarm failed once below 5 mm

Test Results:
- ✅ 41 of 41 tests pass
- ❌ The log of the night is missing an error

## Act
Lessons Learned:
- Replace springs before they fail
- Test a latch under heat

Next Steps:
- Order springs for the other kilns

[…]
"""
GOOD = """# PDCA Cycle: Kiln door failed in the night
Issues: the door failed twice and broke the batch

## Summary

### QA Decisions
- [x] Decision 1: replace the spring of the latch
- [ ] Decision 2: who pays for the broken batch

## Plan
Root Cause: the spring of the latch is broken

## Check
- The door held in three firings since the spring is new
- ❌ The alarm failed once below 5 mm

Test Results:
- ✅ 41 of 41 tests pass
- ❌ The log of the night is missing an error

## Act
Lessons Learned:
- Replace springs before they fail
- Test a latch under heat
"""
ASKED = (
    "Extract the debugging pattern of this record: the problem, the cause, the decisions, the"
    " lessons and the section “Check”, each part whole."
)


def codes(
    output: str, asked: str = ASKED, category: str = "debugging", given: str = RECORD
) -> tuple[str, ...]:
    metadata = SampleMetadata(task_type="domain_patterns", category=category, view="pattern")
    return judge.weaknesses("domain_patterns", asked, given, output, metadata)


def test_an_answer() -> None:
    assert codes(GOOD) == ()


def without(*lines: str) -> str:
    return "".join(f"{line}\n" for line in GOOD.splitlines() if line not in lines)


OPEN = "- [ ] Decision 2: who pays for the broken batch"
FAILED = "- ❌ The log of the night is missing an error"
TESTED = ("Test Results:", "- ✅ 41 of 41 tests pass", FAILED)
CHECK = (
    "## Check",
    "- The door held in three firings since the spring is new",
    "- ❌ The alarm failed once below 5 mm",
)
LESSONS = ("- Replace springs before they fail", "- Test a latch under heat")
FAULTS = {
    "a line of its own": (GOOD.replace("three firings", "nine firings"), "unknown"),
    "a heading of its own": (GOOD.replace("## Plan", "## Diagnosis"), "unknown"),
    "a line below another heading": (
        without(LESSONS[1]).replace(CHECK[1], f"{CHECK[1]}\n{LESSONS[1]}"), "untrue",
    ),
    "the cause left out": (
        without("## Plan", "Root Cause: the spring of the latch is broken"), "untrue",
    ),
    "the problem left out": (
        without("Issues: the door failed twice and broke the batch"), "untrue",
    ),
    "a lesson left out": (without(LESSONS[1]), "untrue"),
    "an open decision left out": (without(OPEN), "untrue"),
    "only what failed left out": (without(FAILED), "untrue"),
    "a block of a section left out": (without(*TESTED), "untrue"),
    "a section left out": (without(*CHECK, *TESTED), "untrue"),
    "side matter": (
        GOOD.replace(
            "## Check",
            "## Do\n1. Replaced the broken spring of the latch\n"
            "2. Fixed the second spring behind it\n3. Wired an alarm to the door\n\n## Check",
        ),
        "untrue",
    ),
    "a label with nothing below it": (without(*LESSONS), "broken"),
    "a label with another's lines": (without(*TESTED[1:]), "broken"),
    "a bare heading": (without(*CHECK[1:], *TESTED), "broken"),
    "no shorter": (RECORD, "unshown"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_none(name: str) -> None:
    text, code = FAULTS[name]
    assert code in codes(text)


TITLE = "# PDCA Cycle: Kiln door failed in the night\n\n"


def test_a_section_that_is_asked_for_is_told() -> None:
    check = TITLE + GOOD[GOOD.index("## Check") : GOOD.index("\n## Act")]
    assert codes(check, "Quote the section “Check” of “Kiln door failed in the night”.") == ()
    assert codes(check, "Quote the sections “Summary” and “Check” of this record.") == ("untrue",)


def test_a_label_that_is_asked_for_by_its_name_is_told() -> None:
    tests = TITLE + "## Check\n" + "\n".join(TESTED) + "\n"
    asked = "Quote the section “Test Results” of this record."
    assert "untrue" not in codes(tests, asked)
    assert "untrue" in codes(tests.replace(f"{FAILED}\n", ""), asked)
    assert "untrue" in codes(TITLE + "## Check\n" + f"{CHECK[1]}\n", asked)


@pytest.mark.parametrize(
    ("title", "plain", "shown"),
    [("Oven doors", 0, True), ("Oven doors", 2, False), ("Oven doors that failed", 2, True)],
)
def test_what_is_called_nothing_shows_its_kind_where_it_states_nothing_else(
    title: str, plain: int, shown: bool
) -> None:
    told = [
        "- The latch failed at nine because its spring was broken",
        "- The alarm was lost, an error of the cable",
        "- ❌ The log of the night is missing",
        "- The broken spring was replaced",
        *(f"- Hall {each} was swept with a broom" for each in range(plain)),
    ]
    text = "\n".join([f"# {title}", "", "## Check", *told]) + "\n"
    beside = "\n".join(f"- Oven {each} was warm for {each} hours or more" for each in range(9))
    given = f"{text}\n## Act\n{beside}\n"
    assert ("unshown" not in codes(text, "Quote the section “Check”.", given=given)) == shown


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("- Latches are injected through the constructor of the door", True),
        ("- Constructor injection of the spring works", True),
        ("- ❌ The spring was injected via a constructor", False),
        ("- No latch is injected through the constructor", False),
        ("- The spring comes with init and the constructor is empty", False),
    ],
)
def test_what_the_house_has_no_constructor_for(line: str, refused: bool) -> None:
    text = GOOD.replace(CHECK[1], line)
    given = RECORD.replace(CHECK[1], line)
    assert codes(text, given=given) == (("unhouse",) if refused else ())


def test_a_list_is_told_whole() -> None:
    steps = TITLE + "## Do\n1. Replaced the broken spring of the latch\n"
    assert "untrue" in codes(steps, "Quote the fix of this record.")
    third = TITLE + "## Do\n3. Wired an alarm to the door\n"
    assert {"untrue", "broken"} <= set(codes(third, "Quote the fix of this record."))


def test_nothing_speaks_of_what_is_left_out() -> None:
    level = "Level 2: the alarm calls the master after a Level 1 failure\n"
    text = TITLE + "## Do\n\n### Escalation\n"
    asked = "Quote the section “Escalation”."
    assert "broken" in codes(text + level, asked)
    whole = text + "Level 1: the alarm calls because the door failed\n" + level
    assert codes(whole, asked) == ()


def test_the_key_pattern_has_all_that_is_key() -> None:
    asked = "Extract the key pattern from this debugging PDCA"
    assert codes(GOOD, asked) == ()
    assert "untrue" in codes(without(OPEN), asked)
    assert "untrue" in codes(without("Root Cause: the spring of the latch is broken"), asked)
    named = f"{asked}: the problem, the cause, the decisions, the lessons and the section “Check”."
    assert codes(GOOD, named) == ()
    assert "untrue" in codes(GOOD, named.replace("the lessons and ", ""))


def test_an_excerpt_is_not_called_the_whole_record() -> None:
    assert "untrue" in codes(GOOD, f"{ASKED} Here is the whole record.")
    complete = RECORD.replace("[…]\n", "")
    assert codes(GOOD, f"{ASKED} Here is the whole record.", given=complete) == ()


def test_before_does_without_after_tell_nothing() -> None:
    pair = (
        "Before:\n- the door failed in the draught\n\n"
        "After:\n- the spring was fixed and the door held without errors\n"
    )
    given = RECORD.replace("## Act", f"{pair}\n## Act")
    half = TITLE + "## Check\nBefore:\n- the door failed in the draught\n"
    asked = "Quote the state before and after from this record."
    assert "untrue" in codes(half, asked, given=given)
    assert codes(f"{TITLE}## Check\n{pair}", asked, given=given) == ()


def test_the_kind_that_an_instruction_names_is_to_be_seen() -> None:
    assert "unshown" in codes(GOOD, category="collaboration")
    asked = ASKED.replace("debugging", "integration")
    assert "unshown" in codes(GOOD, asked)
    feedback = TITLE.replace("failed", "opened") + (
        "## Summary\n\n### TRON Feedback\n```quote\nthe door must never open again\n```\n"
    )
    given = RECORD.replace("Kiln door failed", "Kiln door opened")
    claimed = "Extract the debugging pattern of this record: the user's feedback."
    for asked in (claimed, "Quote the user's feedback."):
        assert codes(feedback, asked, given=given) == ("unshown",)
        words = "the door must never open again\n"
        more = words + "it failed twice\nand the error broke the batch because of the spring\n"
        said = feedback.replace(words, more)
        assert codes(said, asked, given=given.replace(words, more)) == ()


def test_what_a_field_is_called_is_no_sign_of_the_kind() -> None:
    calm = RECORD.replace("Kiln door failed", "Kiln door").replace("Fix the door", "Paint the door")
    for said, expected in (("a green door", ("unshown",)), ("the door fails", ())):
        given = calm.replace("the door failed twice and broke the batch", said)
        output = GOOD.replace("Kiln door failed", "Kiln door")
        output = output.replace("the door failed twice and broke the batch", said)
        assert codes(output, given=given) == expected


def test_what_alone_is_left_whole_is_no_question() -> None:
    check = TITLE + GOOD[GOOD.index("## Check") : GOOD.index("\n## Act")]
    asked = "Quote the section “Check” of this record."
    opening = RECORD[: RECORD.index("\n## Summary")]
    alone = f"{opening}\n[…]\n\n{check[len(TITLE) :]}\n## Act\n\n[…]\n"
    assert "leaks" in codes(check, asked, given=alone)
    one = alone.replace("## Act\n", RECORD[RECORD.index("## Summary") : RECORD.index("## Plan")])
    assert "leaks" not in codes(check, asked, given=one)
    lessons = RECORD[RECORD.index("## Act") : RECORD.index("\nNext Steps:")]
    assert "leaks" in codes(check, asked, given=alone.replace("## Act\n", lessons))
    whole = alone.replace("\n[…]\n", "")
    assert "leaks" not in codes(check, asked, given=whole)


CUT = [
    "- ... and 21 more",
    "- Located the record with a snippet for",
    "- Checked  the latch (",
    "- Added ``",
    "- Put signs in front of headings (✅ )",
    "- What I saw: [Need to look at the door again]",
    "- What I saw: [your words]",
]


@pytest.mark.parametrize("line", ["- Signs of [need to](to.md) (✅)", "- [ ] Need to look (twice)"])
def test_links_and_boxes_are_no_remains(line: str) -> None:
    at = "- The door held in three firings since the spring is new\n"
    given, text = (each.replace(at, f"{at}{line}\n") for each in (RECORD, GOOD))
    assert "broken" not in codes(text, given=given)


@pytest.mark.parametrize("line", CUT)
def test_remains_of_a_cut(line: str) -> None:
    at = "- The door held in three firings since the spring is new\n"
    given, text = (each.replace(at, f"{at}{line}\n") for each in (RECORD, GOOD))
    assert "broken" in codes(text, given=given)


@pytest.mark.parametrize(
    "line",
    [
        "- A third-party library loads the fonts",
        "- As a result, the second request waits",
    ],
)
def test_what_only_looks_like_talk_is_no_noise(line):
    assert not noisy(line)


@pytest.mark.parametrize("line", ["- Party at six", "- GitHub | kiln/door.md"])
def test_talk_and_links_are_noise(line):
    assert noisy(line)


SAME = {
    "decisions": ("- [x] Decision 1: replace the spring of the latch", "- [x] Errors identified"),
    "lessons": (LESSONS[0], "- The failed latch was tested twice by us"),
}


@pytest.mark.parametrize("name", SAME)
def test_what_is_asked_for_is_what_it_is_called(name: str) -> None:
    old, new = SAME[name]
    given, output = RECORD.replace(old, new), GOOD.replace(old, new)
    if name == "lessons":
        given, output = (each.replace(f"{LESSONS[1]}\n", "") for each in (given, output))
    else:
        given, output = (each.replace(f"{OPEN}\n", "") for each in (given, output))
    assert "untrue" in codes(output, given=given)


def test_slogans_are_no_answer() -> None:
    line = "- Systematic excellence ensures professional quality standards"
    given, output = (
        each.replace(CHECK[1], f"{CHECK[1]}\n{line}\n{line}s\n{line} now")
        for each in (RECORD, GOOD)
    )
    assert "untrue" in codes(output, given=given)


def test_letters_of_options_come_with_the_options() -> None:
    words = "the door must never open again"
    given = RECORD.replace(words, f"{words}\n1c")
    asked = "Quote the user's feedback and the section “Check” of this record."
    check = GOOD[GOOD.index("## Check") : GOOD.index("\n## Act")]
    feedback = f"{TITLE}## Summary\n\n### TRON Feedback\n```quote\n{words}\n1c\n```\n\n{check}"
    assert codes(feedback, asked, given=given) == ("broken",)
    assert codes(feedback.replace("1c\n", ""), asked, given=RECORD) == ()


def test_what_is_listed_beside_a_listed_label_is_none_of_it() -> None:
    text = "## Plan\n- Options:\n  - A) a spring\n- Constraint: no new door\n- Next:\n- Order one\n"
    above = {line.text.strip(" -"): line.above for line in lines_of(text)}
    assert above == {
        "A) a spring": ("Plan", "Options"),
        "Constraint: no new door": ("Plan",),
        "Order one": ("Plan", "Next"),
    }
