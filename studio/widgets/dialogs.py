"""Dialogs: yes or no, one of several, a line of text, a whole text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from .modal import Modal
from .path_input import PathInput
from .safe import Shown, block, one_line
from .tuning.paging import PagedList


class Dialog(Vertical):
    """The frame of a dialog; its lower edge shows the keys, and a click there does what they do."""

    def __init__(self, **keys: str) -> None:
        """`keys` are what is shown, with `_` for spaces, and the action of the screen; empty where
        a click does nothing.
        """
        super().__init__(classes="dialog")
        shown = (
            f"[@click=screen.{action}]{key.replace('_', ' ')}[/]"
            if action
            else key.replace("_", " ")
            for key, action in keys.items()
        )
        self.border_subtitle = " · ".join(shown)


class Confirm(Modal[bool]):
    """Asks before something that cannot be undone. Returns True for yes."""

    HELP = "# Confirm\n\n`y` confirms, `n` or `escape` cancels."
    AUTO_FOCUS = ""
    """No answer is chosen beforehand: Enter would give one without a sign of which it was."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no"),
        Binding("enter", "unsure", show=False),
    ]

    def __init__(self, question: str, detail: str = "") -> None:
        super().__init__()
        self.question, self.detail = question, detail

    def compose(self) -> ComposeResult:
        with Dialog(y_yes="answer(True)", n_no="answer(False)", esc_no="answer(False)"):
            yield Static(Content(one_line(self.question)), classes="dialog-title", markup=False)
            if self.detail:
                yield Static(Content(block(self.detail)), classes="dialog-text", markup=False)
            with Horizontal(classes="dialog-buttons"):
                yield Button("Yes (y)", id="yes", variant="warning", compact=True)
                yield Button("No (n)", id="no", compact=True)
                yield Static(id="unsure", markup=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_unsure(self) -> None:
        """Enter, with neither answer chosen."""
        self.query_one("#unsure", Static).update(Content.styled("Press y or n", "$text-warning"))


class Choose(Modal[str | None]):
    """Offers keyed choices, the first nine also by digit. Returns the key, or None."""

    HELP = "# Choose\n\nA digit or `enter` selects, `escape` cancels."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="choose.cancel"),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)),
    ]

    def __init__(self, question: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question, self.choices = question, list(choices)

    def compose(self) -> ComposeResult:
        with Dialog(digit_or_enter_select="", esc_cancel="dismiss(None)"):
            yield Static(Content(one_line(self.question)), classes="dialog-title", markup=False)
            yield PagedList(
                *(
                    Option(Content(f"{number if number < 10 else ' '}  {one_line(shown, 120)}"))
                    for number, (_, shown) in enumerate(self.choices, 1)
                ),
                markup=False,
                compact=True,
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.choices[event.option_index][0])

    def action_digit(self, digit: int) -> None:
        if digit <= len(self.choices):
            self.dismiss(self.choices[digit - 1][0])


class Ask(Modal[str | None]):
    """Asks for a line of text, or a path that `tab` completes. Returns it, or None."""

    HELP = "# Enter a text\n\n`enter` confirms, `escape` cancels, `tab` completes a path."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="ask.cancel")
    ]

    def __init__(
        self,
        question: str,
        value: str = "",
        detail: str = "",
        path: bool = False,
        blank: bool = False,
    ) -> None:
        """`blank` allows an empty text."""
        super().__init__()
        self.blank = blank
        self.question, self.value, self.detail, self.path = question, value, detail, path

    def compose(self) -> ComposeResult:
        keys = {"tab_complete": ""} if self.path else {}
        with Dialog(**keys, enter_confirm="confirm", esc_cancel="dismiss(None)"):
            yield Static(Content(one_line(self.question)), classes="dialog-title", markup=False)
            if self.path:
                yield PathInput(self.value)
            else:
                yield Input(self.value, compact=True, highlighter=Shown())
            yield Static(Content(block(self.detail)), classes="dialog-text", markup=False)

    def on_input_submitted(self) -> None:
        self.action_confirm()

    def action_confirm(self) -> None:
        value = self.query_one(Input).value.strip()
        if value or self.blank:
            self.dismiss(value)
        else:
            self.query_one(".dialog-text", Static).update(
                Content.styled("Type something, or press esc to cancel", "$error")
            )


class Write(Modal[str | None]):
    """Offers a text of several lines for editing. Returns the text once `check` finds nothing
    wrong, or None.
    """

    HELP = "# Edit a text\n\n`ctrl+s` saves, `escape` cancels."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Save", id="write.take", priority=True),
        Binding("escape", "leave", "Cancel", id="write.cancel"),
    ]

    def __init__(
        self,
        question: str,
        text: str,
        check: Callable[[str], str],
        line: int = 0,
        before: str | None = None,
    ) -> None:
        """`line` is where the cursor starts; `before` is the unchanged text, if `text` is not."""
        super().__init__()
        self.question, self.text, self.check, self.line = question, text, check, line
        self.before = text if before is None else before
        self.warned = False

    def compose(self) -> ComposeResult:
        with Dialog(**{"ctrl+s_save": "take"}, esc_cancel="leave"):
            yield Static(Content(one_line(self.question)), classes="dialog-title", markup=False)
            yield Static(id="wrong", markup=False)
            yield TextArea(block(self.text), compact=True, tab_behavior="focus")

    def on_mount(self) -> None:
        self.query_one(TextArea).move_cursor((self.line, 0))

    def action_leave(self) -> None:
        if self.query_one(TextArea).text == block(self.before) or self.warned:
            self.dismiss(None)
            return
        self.warned = True
        self._warn("Press esc again to discard your changes")

    def _warn(self, text: str) -> None:
        self.query_one("#wrong", Static).update(Content.styled(one_line(text, 300), "$text-error"))

    def action_take(self) -> None:
        text = self.query_one(TextArea).text
        if wrong := self.check(text):
            self._warn(wrong)
        else:
            self.dismiss(text)
