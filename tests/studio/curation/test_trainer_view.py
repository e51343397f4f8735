"""What the trainer sees is the chat format, to the token."""

from __future__ import annotations

from generators import tokens
from studio.curation import trainer_view
from studio.widgets.samples import trainer_page
from studio.widgets.text.line_marker import ranges

INSTRUCTION, GIVEN = "Write a class.", "```ts\nlet a = 1;\n\n\nlet b = 2;\n```"
OUTPUT = "class A {\n\n  b = 'ß 記録';\n}\n"


def test_lines_roles_and_tokens_are_those_of_the_chat_format() -> None:
    lines = trainer_view.conversation(INSTRUCTION, GIVEN, OUTPUT, "auto", "qwen2.5")
    chat = tokens.chat(INSTRUCTION, GIVEN, OUTPUT, "qwen2.5")
    assert "\n".join(line.text for line in lines) + "\n" == chat
    assert lines[-1].tokens == tokens.count(chat, "auto")
    assert [line.tokens for line in lines] == sorted(line.tokens for line in lines)
    learned = "\n".join(line.text for line in lines if line.learned)
    assert learned == f"{OUTPUT}<|im_end|>"
    assert [line.role for line in lines if line.text.startswith("<|im_start|>")] == [
        "system", "user", "assistant",
    ]  # fmt: skip


def test_the_limit_is_a_line() -> None:
    lines = trainer_view.conversation(INSTRUCTION, GIVEN, OUTPUT, "auto", "qwen2.5")
    limit = lines[-3].tokens
    shown = trainer_page.page(lines, limit).plain.split("\n")
    assert f"of {limit:,} tokens" in shown[0]
    (at,) = [number for number, line in enumerate(shown) if line.startswith("────")]
    assert shown[at + 1].lstrip().startswith(f"{lines[-2].tokens}")
    assert not any(
        line.startswith("────") for line in trainer_page.page(lines, 9_999).plain.split("\n")
    )


def test_marked_lines_are_told_as_ranges() -> None:
    assert ranges([3, 5, 6, 7, 9]) == "3,5-7,9" and ranges([]) == ""
