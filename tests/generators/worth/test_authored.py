"""Authored texts and tool calls: each code by a planted fault, and what comes close to it."""

from __future__ import annotations

import json

import pytest

from .planted import codes, fenced

ASKED = "What went wrong here, and what would be right?"
GIVEN = "Anselm burned the loaves since the timer of 40 minutes began with the cold oven."


def told(output: str, asked: str = ASKED, given: str = GIVEN) -> tuple[str, ...]:
    return codes("process_framework", asked, given, output, category="key_lessons")


KNOWN = [
    "Start the timer when the oven is hot. Anselm has forty minutes then.",
    "Start the timer when the oven is hot; 2,400 seconds are enough. It helped once.",
    "1. Heat the oven.\n2. Start.\n3. Bake.\n4. Take out.\n7. Eat.",
    "Start later. For example, Ruth burned 70 loaves in Bremen.",
    "**Example:** Ruth burned 70 loaves.\nShe works in Bremen.\n\nStart later.",
    "Start later and write it down, as GitHub and Vitest people do on Mondays.",
    "Bring it to CMM3, by template 3.2.4.2. The server answers 404 otherwise.",
    "Start later: the Oven decides. An oven cannot tell.",
    "Start later, in TypeScript; `BreadClock` is code.\n\n```ts\nclass BreadClock {}\n```",
]
UNKNOWN = [
    "Start the timer when the oven is hot; in ninety minutes all is done.",
    "Start the timer when the oven is hot, as 17 bakers do.",
    "Start the timer when the oven is hot, and ask Ruth.",
    "BreadClock has waited for that since spring.",
    "**Example:** Ruth burned 70 loaves.\n\nStart later, or all 70 burn again.",
]


@pytest.mark.parametrize("output", KNOWN)
def test_what_the_request_gives(output: str) -> None:
    given = GIVEN + " That is 40 minutes." if "2,400" not in output else f"{GIVEN} 2400 seconds."
    assert told(output, given=given) == ()


@pytest.mark.parametrize("output", UNKNOWN)
def test_numbers_and_names_from_nowhere(output: str) -> None:
    assert told(output) == ("unknown",)


@pytest.mark.parametrize(
    ("question", "answer", "fits"),
    [
        ("Which of them is right?", "No. The first is.", False),
        ("Which of them is right?", "Not the second but the first.", True),
        ("How is it done?", "Yes, with a timer.", False),
        ("Is the lesson kept or broken here?", "Yes. The oven was cold.", False),
        ("Is the lesson kept or broken here?", "Broken. The oven was cold.", True),
        ("Was it right to start?", "No. The oven was cold.", True),
        ("Was it right or not?", "No. The oven was cold.", True),
        ("Answer Ruth, who said “Why not now?”", "No. The oven is cold.", True),
        ("Which part is missing?", "No Response is given.", True),
    ],
)
def test_an_answer_fits_its_question(question: str, answer: str, fits: bool) -> None:
    assert told(answer, question, "Ruth and the oven.") == (() if fits else ("untrue",))


def test_an_authored_text_is_whole() -> None:
    assert told("Start later.\n\n## Why\n") == ("broken",)
    assert told("Start later.\n\n## Why\nThe oven was cold.\n") == ()


# Guardrails

CODE = fenced("import { vi } from 'vitest';\nvi.useFakeTimers();")


def guarded(
    output: str, asked: str, code: str = CODE, wrong: bool = True, rule: str = "jest_import"
) -> tuple[str, ...]:
    return codes("guardrails", asked, code, output, is_negative_example=wrong, violation_type=rule)


NEUTRAL = "Is there anything in this code that must not be merged?"
ALLOWED = "May this be merged?"


@pytest.mark.parametrize(
    ("asked", "output", "wrong"),
    [
        (NEUTRAL, "No. Jest is banned.", True),
        (NEUTRAL, "Yes. It is fine.", False),
        (ALLOWED, "Yes. It is fine.", True),
        (ALLOWED, "No. Jest is banned.", False),
        (NEUTRAL, "**No violation.** It is fine.", True),
    ],
)
def test_a_verdict_agrees_with_its_label(asked: str, output: str, wrong: bool) -> None:
    assert guarded(output, asked, wrong=wrong) == ("untrue",)
    assert guarded(output, asked, wrong=not wrong) == ()


def test_the_request_does_not_hold_the_answer() -> None:
    find, repair = "Identify the violation in this code.", "Rewrite this code; jest import it is."
    said = "**Violation:** Jest import. Use Vitest."
    assert guarded(said, find) == ()
    assert guarded(said, f"{find} A jest import?") == ("leaks",)
    assert guarded(said, repair) == ()
    marked = CODE.replace("vi.use", "// wrong\nvi.use")
    assert guarded(said, find, marked) == ("leaks",)
    assert guarded(said, find, CODE.replace("vi.use", "// nothing wrong yet\nvi.use")) == ()


def test_a_level_that_the_input_names() -> None:
    level = {"category": "cmm_levels", "view": "assess_1"}
    asked, answer = "Assess the CMM level.", "**It stands at CMM2.** People write as they like."
    plain = "Most people write a log in their own form."
    assert codes("process_framework", asked, plain, answer, **level) == ()
    assert codes("process_framework", asked, f"{plain} CMM2.", answer, **level) == ("leaks",)
    both = f"{plain} CMM2 or CMM3."
    assert codes("process_framework", asked, both, answer, **level) == ()


# Tools

TOOL = {
    "name": "book_oven",
    "description": "Books an oven.",
    "parameters": {
        "type": "object",
        "properties": {
            "oven": {"type": "string", "enum": ["stone_oven", "steam_oven"]},
            "at": {"type": "string", "format": "date-time"},
            "loaves": {"type": "integer", "minimum": 1},
        },
        "required": ["oven", "at"],
        "additionalProperties": False,
    },
}
WHEN = "2025-06-06T14:30:00+02:00"


def called(output: str, wish: str = "Book me an oven.") -> tuple[str, ...]:
    given = f"{wish}\n\n```json\n{json.dumps(TOOL)}\n```"
    return codes("tool_awareness", "Handle the request.", given, output)


def call(tool: str = "book_oven", **parameters: object) -> str:
    body = json.dumps({"tool": tool, "parameters": {"oven": "stone_oven", "at": WHEN} | parameters})
    return f"Booked.\n\n```json\n{body}\n```"


@pytest.mark.parametrize(
    "output",
    [
        call(tool="book_room"),
        call(at="2025-06-06T14:30"),
        call(at="2025-06-06T14:30:00"),
        call(at="2025-13-06T14:30:00Z"),
        call(oven="gas_oven"),
        call(loaves=0),
        call(colour="brown"),
        call()[:-8] + "\n```",
    ],
)
def test_a_call_that_does_not_fit(output: str) -> None:
    assert called(output) == ("broken",)


def test_a_call_that_fits() -> None:
    assert called(call()) == ()
    assert called(call(at="2025-06-06T14:30:00.5Z", loaves=12)) == ()
    assert (
        called(json.dumps({"tool": "book_oven", "parameters": {"oven": "stone_oven", "at": WHEN}}))
        == ()
    )


def test_a_question_about_what_was_said() -> None:
    ask = "Which `oven` shall it be, and when?"
    assert called(ask) == ()
    assert called(ask, "Book me the stone oven.") == ("broken",)
    assert called(ask, "Book me the stone oven or the steam oven.") == ()
    assert called("When shall it begin?", "Book me the stone oven.") == ()
