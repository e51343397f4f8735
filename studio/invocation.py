"""What all commands share: options, the form of errors, kinds of arguments, and their context."""

from __future__ import annotations

import io
import json
import shlex
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from . import errors, stopping, terminal
from .errors import StudioError

# Help needs neither.
if TYPE_CHECKING:
    from . import log
    from .workspace import Workspace

DATA_FAILS, USAGE = 1, 2
MAKERS = {"demo", "index", "connect", "import", "restore"}
"""Commands that may make the workspace's folder."""
SHARED = (
    click.Option(
        ["--workspace", "-w"],
        metavar="DIR",
        help="Folder with the store, settings and data (default: the current folder, or the "
        "nearest one above it that is a workspace).",
    ),
    click.Option(
        ["--scale"],
        type=click.FloatRange(0, 1, min_open=True),
        help="Multiply every target, for trial runs (0.02 gives 740 + 40 samples).",
    ),
    click.Option(["--seed"], type=int, help="Seed for the hold-out and for ties."),
    click.Option(
        ["--json", "as_json"], is_flag=True, help="Print one JSON document on standard output."
    ),
    click.Option(
        ["--quiet", "-q"],
        is_flag=True,
        help="Print only errors and what fails a check, on standard error.",
    ),
    click.Option(["--debug"], is_flag=True, help="Show the traceback of an error."),
)
"""Options that may stand before the command or after it."""


WORKING = (
    click.option(
        "--workers",
        type=click.IntRange(1),
        help="Processes that work at a time (default: one for each core). The result is the same.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["processes", "ray"]),
        default="processes",
        help="Where they work: on this machine, or on a Ray cluster.",
    ),
    click.option("--address", default="", help="The Ray cluster (default: one made here)."),
)


def working(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command whose work several processes do."""
    for option in reversed(WORKING):
        command = option(command)
    return command


def _taken(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    # A seed of 0 is one, though 0 equals False.
    if value is not None and value is not False:
        ctx.ensure_object(Context).given[str(option.name)] = value


def _shared(params: Sequence[click.Parameter]) -> list[click.Parameter]:
    """The options of one command, and those of all."""
    own = {name for each in params for name in each.opts}
    return [
        *params,
        *(
            click.Option(
                [*each.opts, str(each.name)],
                type=each.type,
                # False is an option whose value may be left out, and which takes no `-1`.
                is_flag=each.is_flag or None,
                metavar=each.metavar,
                help=each.help,
                expose_value=False,
                callback=_taken,
            )
            for each in SHARED
            if not own & set(each.opts)
        ),
    ]


class Command(click.Command):
    """A command that takes the shared options, too."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.params = _shared(self.params)

    def invoke(self, ctx: click.Context) -> Any:
        # Not while the studio is open, which ends in its own way.
        with stopping.told():
            ctx.ensure_object(Context).begin(self.name or "")
            return super().invoke(ctx)


class Group(click.Group):
    """Reports an error as one line and exits with 2; `--debug` shows a traceback."""

    command_class = Command

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.params = _shared(self.params)

    def main(self, *arguments: Any, **named: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # Not every terminal's encoding has the marks and names that are printed.
                stream.reconfigure(encoding="utf-8", errors="replace")
        given = arguments[0] if arguments else named.get("args")
        as_json = "--json" in (sys.argv[1:] if given is None else given)
        try:
            return super().main(*arguments, **{**named, "standalone_mode": False})
        except click.ClickException as error:
            line = error.format_message().rstrip(".")
            if isinstance(error, click.UsageError):
                command = error.ctx.command_path if error.ctx else "web4-studio"
                line += f" (see `{command} --help`)"
            _report(line, as_json)
            sys.exit(USAGE)
        except (click.Abort, stopping.Stopped) as error:
            stop = error if isinstance(error, stopping.Stopped) else stopping.interrupted()
            _report(str(stop), as_json)
            sys.exit(stop.code)

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
        except stopping.Stopped as error:
            outcome = str(error)
            raise
        except Exception as error:
            outcome = self._failed(ctx, error)
            sys.exit(USAGE)
        finally:
            ctx.ensure_object(Context).end(outcome)

    def _failed(self, ctx: click.Context, error: Exception) -> str:
        """Says in one line what is wrong, and returns it; with `--debug` the error goes on."""
        line = errors.line(error)
        if not line:
            from . import log

            log.fault(error)
        given = ctx.ensure_object(Context).given
        if given.get("debug"):
            raise error
        line = line or errors.fault(error, ctx.invoked_subcommand or "")
        _report(line, bool(given.get("as_json")))
        return line


def _report(line: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"error": line}))
    click.echo(terminal.safe(f"error: {line}"), err=True)


class DatasetArgument(click.ParamType[str]):
    """The name of a dataset; the shell completes it, the job checks it."""

    name = "dataset"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from generators import registry

        return [CompletionItem(each) for each in registry.names() if each.startswith(incomplete)]


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

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}
        """The shared options, by name."""
        self.task: log.Task | None = None

    @cached_property
    def workspace(self) -> Workspace:
        from .workspace import Workspace

        return Workspace.find(self.given.get("workspace"))

    @property
    def as_json(self) -> bool:
        return bool(self.given.get("as_json"))

    @property
    def quiet(self) -> bool:
        return bool(self.given.get("quiet"))

    @property
    def overrides(self) -> dict[str, Any]:
        """Settings given on the command line; None where not given."""
        return {name: self.given.get(name) for name in ("scale", "seed")}

    @property
    def command(self) -> str:
        """How the studio is opened on this workspace again, as a person types it."""
        named = self.given.get("workspace")
        return f"web4-studio -w {shlex.quote(named)}" if named else "web4-studio"

    def begin(self, command: str) -> None:
        """Opens the log and clears what an earlier run left, once all options are known.

        Raises StudioError where the workspace's folder is missing and `command` makes none.
        """
        if self.task is not None:
            return
        root = _text(str(self.workspace.root), "folder")
        if command not in MAKERS and not self.workspace.root.exists():
            raise StudioError(f"no folder {root}; create it, or name another with --workspace")
        from . import log
        from .jobs.backups.heal import heal

        # First, as it may move an older workspace's log.
        heal(self.workspace.data)
        self.task = log.Task(self.workspace.data, command)

    def end(self, outcome: str) -> None:
        if self.task is not None:
            self.task.end(outcome)

    def settings(self, **more: Any) -> Any:
        return self.workspace.settings(
            **{**self.overrides, **{k: v for k, v in more.items() if v is not None}}
        )

    def progress(self) -> Any:
        """A context manager with the observer of a job's progress."""
        from .jobs import progress

        return progress.observer(bars=not self.as_json, silent=self.quiet)

    def say(self, text: str, document: Any, good: bool = True, code: int = DATA_FAILS) -> None:
        """Prints the text, or the document with `--json`, and ends with the exit code where they
        say what is not good. With `--quiet` only such a text is printed, as an error.
        """
        if self.as_json:
            click.echo(terminal.safe(json.dumps(document, ensure_ascii=False, indent=2)))
        elif not (self.quiet and good):
            click.echo(terminal.safe(text), err=self.quiet)
        if not good:
            sys.exit(code)
