"""Hostile text is shown as what it is."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from studio.widgets.safe import Shown, block, content, one_line, report, visible

MARKUP = [
    "[/INST]",
    "[/foo]",
    "list[int]",
    "[bold]x[/bold]",
    "[@click=app.quit]x[/]",
    "$text [",
    "\\[x]",
]
COMMANDS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_only_text(text):
    assert visible(text) == text
    assert content(text, "$primary").plain == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("\x1b]52;c;AAAA\x07", "␛]52;c;AAAA␇"),
        ("\x9b31m", "⟨9B⟩31m"),
        ("a\rb", "a␍b"),
        ("a\r\nb", "a\nb"),
        ("a\tb", "a    b"),
        ("\x7f\x00", "␡␀"),
        ("abc\u202ecba\u202c", "abc⟨RLO⟩cba⟨PDF⟩"),
        ("שלום", "שלום"),
        ("\u200bx\ufeff", "⟨ZWSP⟩x⟨BOM⟩"),
        ("👩‍💻 🎉", "👩‍💻 🎉"),
        ("\ud83d", "\ufffd"),
        ("\U000e0041", "⟨TAG A⟩"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_a_symbol(text, shown):
    assert visible(text) == shown


@given(st.text(alphabet=st.characters(), max_size=400))
def test_nothing_a_terminal_obeys_is_left(text):
    assert not COMMANDS.search(visible(text))
    assert "\n" not in one_line(text) and len(one_line(text)) <= 200
    block(text).encode("utf-8")
    assert Content(block(text)).plain == block(text)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_a_field_shows_a_sign_for_every_sign(text):
    shown = Shown()(text).plain
    assert len(shown) == len(text) and not COMMANDS.search(shown) and "\n" not in shown


def test_huge_lines_are_cut_and_say_so():
    text = f"short\n{'x' * 20_000}\nend"
    lines = block(text).split("\n")
    assert lines[0] == "short" and lines[2] == "end"
    assert lines[1].endswith("… (16,000 more characters in this line)") and len(lines[1]) < 4_100
    assert len(one_line("x" * 10**6)) == 200


def test_a_json_text_stays_json():
    text = json.dumps({"a": [1, "é"]}, indent=2)
    assert json.loads(block(text)) == json.loads(text)


def test_a_report_is_shown_without_its_rules():
    assert report(f"{'=' * 60}\nPlan\n{'=' * 60}\na = b\n== c\n{'=' * 60}") == "Plan\na = b\n== c\n"
