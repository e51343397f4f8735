"""What all commands share: the form of errors, arguments that are paths, and their context."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import click

from . import errors, log, terminal
from .errors import StudioError
from .workspace import Workspace

DATA_FAILS, USAGE = 1, 2


class Group(click.Group):
    """Reports an error as one line and exits with 2; `--debug` shows a traceback."""

    def main(self, *arguments: Any, **named: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # Not every terminal's encoding has the marks and names that are printed.
                stream.reconfigure(encoding="utf-8", errors="replace")
        return super().main(*arguments, **named)

    def invoke(self, ctx: click.Context) -> Any:
        outcome = "cancelled"
        try:
            done = super().invoke(ctx)
            outcome = "done"
            return done
        except SystemExit as ended:
            outcome = f"exit code {ended.code}"
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort) as error:
            outcome = type(error).__name__
            raise
        except Exception as error:
            outcome = self._failed(ctx, error)
            sys.exit(USAGE)
        finally:
            if isinstance(ctx.obj, Context):
                ctx.obj.task.end(outcome)

    def _failed(self, ctx: click.Context, error: Exception) -> str:
        """Says in one line what is wrong, and returns it; with `--debug` the error goes on."""
        line = errors.line(error)
        if not line:
            log.fault(error)
        if ctx.params.get("debug"):
            raise error
        line = line or errors.fault(error, ctx.invoked_subcommand or "")
        if ctx.params.get("as_json"):
            click.echo(json.dumps({"error": line}))
        click.echo(terminal.safe(f"error: {line}"), err=True)
        return line


class PathArgument(click.Path):
    """A path that every database and document can hold."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        return super().convert(_text(str(value), "path"), param, ctx)


def _text(value: str, what: str) -> str:
    """The value, if it is text. Arguments that are not UTF-8 arrive with lone surrogates, which no
    file or database takes.
    """
    if not value.isascii() and any("\ud800" <= each <= "\udfff" for each in value):
        shown = value.encode("utf-8", "replace").decode()
        raise StudioError(f"{what} {shown} is not UTF-8; rename it, or write it in UTF-8")
    return value


class Context:
    """What every command receives: the workspace, the settings given on the command line, and the
    form of the output.
    """

    def __init__(
        self, workspace: str | None, as_json: bool, overrides: dict[str, Any], command: str
    ) -> None:
        self.workspace = Workspace.find(workspace)
        _text(str(self.workspace.root), "folder")
        self.as_json = as_json
        self.overrides = overrides
        self.task = log.Task(self.workspace.data, command)

    def settings(self, **more: Any) -> Any:
        return self.workspace.settings(
            **{**self.overrides, **{k: v for k, v in more.items() if v is not None}}
        )

    def say(self, text: str, document: Any) -> None:
        """Prints the text, or the document with `--json`."""
        shown = json.dumps(document, ensure_ascii=False, indent=2) if self.as_json else text
        click.echo(terminal.safe(shown))
