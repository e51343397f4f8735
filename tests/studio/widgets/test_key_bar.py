"""The bottom line says what keys do now, and is composed again only when that changes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Footer
from textual.widgets._footer import FooterKey

from studio.widgets.tuning.key_bar import KeyBar
from tests.studio.panes.waiting import Typist, settle


class Other(Button):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "press", "Cross", id="other.cross")]


class Shop(App[None]):
    bar: ClassVar[type[Footer]] = KeyBar
    BINDINGS: ClassVar[list[BindingType]] = [Binding("o", "open", "Open", id="shop.open")]
    may: bool | None = True

    def compose(self) -> ComposeResult:
        yield Button("one", id="one")
        yield Button("two", id="two")
        yield Other("three", id="three")
        yield self.bar()

    def action_open(self) -> None:
        pass

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.may if action == "open" else True


def shown(app: Shop) -> dict[str, tuple[str, bool]]:
    """By what a key does: its name on the screen, and whether it does it now."""
    return {key.description: (key.key_display, not key._disabled) for key in app.query(FooterKey)}


async def test_it_says_what_keys_do_now() -> None:
    app = Shop()
    async with app.run_test() as pilot:
        typist = Typist(app)
        await settle(typist)
        app.query_one("#one").focus()
        await settle(typist)
        assert shown(app) == {"Open": ("o", True)}
        app.query_one("#three").focus()
        await settle(typist)
        assert shown(app) == {"Cross": ("x", True), "Open": ("o", True)}
        app.may = None
        app.refresh_bindings()
        await settle(typist)
        assert shown(app) == {"Cross": ("x", True), "Open": ("o", False)}
        app.may = False
        app.refresh_bindings()
        await settle(typist)
        assert shown(app) == {"Cross": ("x", True)}
        app.may = True
        app.set_keymap({"shop.open": "p"})
        await settle(typist)
        assert shown(app) == {"Cross": ("x", True), "Open": ("p", True)}
        assert pilot.app is app


async def test_it_stays_where_the_same_keys_do_the_same() -> None:
    app = Shop()
    async with app.run_test():
        typist = Typist(app)
        app.query_one("#one").focus()
        await settle(typist)
        before = list(app.query(FooterKey))
        app.query_one("#two").focus()
        await settle(typist)
        assert list(app.query(FooterKey)) == before and before
        app.query_one("#three").focus()
        await settle(typist)
        assert next(iter(app.query(FooterKey))) not in before


async def test_textual_still_composes_again_for_the_same_keys() -> None:
    """As soon as this fails, `KeyBar` is no longer needed."""
    app = Shop()
    app.bar = Footer  # type: ignore[misc]
    async with app.run_test():
        typist = Typist(app)
        app.query_one("#one").focus()
        await settle(typist)
        before = list(app.query(FooterKey))
        app.query_one("#two").focus()
        await settle(typist)
        assert before and not set(before) & set(app.query(FooterKey))
