"""The settings of the next run: scale and seed, one dataset in a dialog, the settings file."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from generators import catalog
from generators.errors import UserError
from studio.jobs import run_settings
from studio.widgets import editor
from studio.widgets.dialogs import Write
from studio.widgets.safe import one_line

from .base import Pane


class RunSetup(Pane):
    """A pane on which the next run is set up."""

    def compose_setup(self) -> ComposeResult:
        with Horizontal(id="run-settings"):
            yield Static("scale ")
            yield Input(id="scale", compact=True, restrict=r"[\d.]*")
            yield Static("seed ")
            yield Input(id="seed", compact=True, restrict=r"\d*")
            yield Static(id="run-state", markup=False)

    def show_setup(self) -> None:
        """Shows scale and seed of the next run."""
        self.query_one("#scale", Input).value = f"{self.studio.overrides['scale']:g}"
        self.query_one("#seed", Input).value = str(self.studio.overrides["seed"])

    @property
    def chosen(self) -> str:
        """The dataset under the cursor; empty if there is none."""
        raise NotImplementedError

    @on(Input.Changed, "#scale")
    @on(Input.Changed, "#seed")
    def _changed(self) -> None:
        if (wanted := self.setup()) is not None:
            self.studio.overrides = wanted
            self.studio.show_place()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(self.FOCUS).focus()

    def setup(self) -> dict[str, Any] | None:
        """The overrides of the next run, applied to the studio's settings; None (and the reason on
        the screen) if they are invalid.
        """
        try:
            scale = float(self.query_one("#scale", Input).value)
            if not 0 < scale <= 1:
                raise ValueError
            wanted = self.studio.overrides | {
                "scale": scale,
                "seed": int(self.query_one("#seed", Input).value or 0),
            }
            self.studio.settings = self.studio.workspace.settings(**wanted)
        except (ValueError, UserError) as error:
            self._state(
                f"{error}"
                if isinstance(error, UserError)
                else "scale: a number above 0 and at most 1",
                True,
            )
            return None
        self._state("" if scale == 1 else "scaled run, not a full dataset")
        for pane in self.studio.panes.values():
            # All of them compare with the targets, which follow the scale.
            pane.store_changed()
        return wanted

    def _state(self, text: str, wrong: bool = False) -> None:
        style = "$text-error" if wrong else "$text-muted"
        self.query_one("#run-state", Static).update(Content.styled(one_line(text), style))

    def action_searches(self) -> None:
        name = self.chosen
        if name in ("", catalog.EVAL):
            self.studio.say(
                "Evaluation samples come from the other datasets. Set those up instead."
            )
            return
        text = run_settings.as_toml(self.studio.settings, name)
        self.app.push_screen(
            Write(f"Setup for the next runs of {name}", text, self._wrong), self._searched
        )

    def _wrong(self, text: str) -> str:
        try:
            self._with(text)
        except UserError as error:
            return str(error)
        return ""

    def _with(self, text: str) -> dict[str, Any]:
        overrides = self.studio.overrides | run_settings.from_toml(text, self.studio.settings)
        self.studio.workspace.settings(**overrides)
        return overrides

    def _searched(self, text: str | None) -> None:
        if text:
            self.studio.overrides = self._with(text)
            self._changed()
            self.studio.say("Applied to the next runs")

    def action_settings(self) -> None:
        path = self.studio.workspace.config_path
        try:
            editor.open_file(self.app, path)
            self.studio.settings = self.studio.workspace.settings()
        except UserError as error:
            self.studio.warn(str(error))
            return
        settings = self.studio.settings
        self.studio.overrides = {}
        self.query_one("#scale", Input).value = f"{settings.scale:g}"
        self.query_one("#seed", Input).value = str(settings.seed)
        self._changed()
        self.studio.say(f"Settings reloaded from {path.name}")
