"""The command line. Every command calls a function of `jobs` and prints what it returns; none holds
logic.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import Any

import click

from generators.errors import UserError

from .errors import StudioError
from .jobs import progress
from .workspace import Workspace

DATA_FAILS, USAGE = 1, 2


class _Group(click.Group):
    """Turns errors meant for people into one line and exit code 2; `--debug` shows the traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("debug") or not isinstance(error, UserError):
                raise
            line = " ".join(str(error).split())
            if ctx.params.get("as_json"):
                click.echo(json.dumps({"error": line}))
            click.echo(f"error: {line}", err=True)
            sys.exit(USAGE)


class Context:
    """What every command gets: the workspace, the settings asked for, and how to speak."""

    def __init__(self, workspace: str | None, as_json: bool, overrides: dict[str, Any]) -> None:
        self.workspace = Workspace.find(workspace)
        self.as_json = as_json
        self.overrides = overrides

    def settings(self, **more: Any) -> Any:
        return self.workspace.settings(
            **{**self.overrides, **{k: v for k, v in more.items() if v is not None}}
        )

    def say(self, text: str, document: Any) -> None:
        """Prints the text, or the document with `--json`."""
        click.echo(json.dumps(document, ensure_ascii=False, indent=2) if self.as_json else text)


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--workspace", "-w", metavar="DIR", help="Folder of store, settings and data (default: here)."
)
@click.option(
    "--scale",
    type=float,
    help="Multiply every target, for trial runs (0.02 makes 740 + 40 samples).",
)
@click.option("--seed", type=int, help="Seed of hold-out and ties.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.option(
    "--export",
    "export_to",
    is_flag=False,
    flag_value="",
    metavar="[DIR]",
    help="Validate, then write the dataset.",
)
@click.version_option(package_name="web4-studio")
@click.pass_context
def main(
    ctx: click.Context,
    workspace: str | None,
    scale: float | None,
    seed: int | None,
    as_json: bool,
    debug: bool,
    export_to: str | None,
) -> None:
    """Turns a team's TypeScript components and PDCA records into a verified fine-tuning dataset.

    Without a command it opens the studio in the terminal.
    """
    ctx.obj = Context(workspace, as_json, {"scale": scale, "seed": seed})
    if ctx.invoked_subcommand is not None:
        return
    if export_to is not None:
        ctx.invoke(export, folder=Path(export_to) if export_to else None)
        return
    if not sys.stdout.isatty():
        raise StudioError(
            "the studio needs a terminal; use a command instead (web4-studio --help lists them)"
        )
    # Until the first pane stands nothing is let go that would be worth a collection: a sixth of the
    # start.
    gc.disable()
    from .app import StudioApp

    StudioApp(ctx.obj.workspace, ctx.obj.settings()).run()


@main.command()
@click.argument(
    "folder", type=click.Path(path_type=Path), default=Path("web4-demo"), metavar="[DIR]"
)
@click.pass_obj
def demo(context: Context, folder: Path) -> None:
    """Make a workspace on the bundled demo corpus and run the whole job on it."""
    from . import demo as demo_module

    with progress.observer(context.as_json) as watch:
        outcome = demo_module.run(folder, watch, context.overrides)
    context.say(demo_module.render(outcome, folder), demo_module.document(outcome))
    _finish(outcome.passed)


@main.command()
@click.argument(
    "repositories", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPO..."
)
@click.pass_obj
def index(context: Context, repositories: tuple[Path, ...]) -> None:
    """Build or refresh the RAG store from repositories (only what changed)."""
    from .jobs import indexing

    with progress.observer(context.as_json) as watch:
        report = indexing.index(context.workspace, context.settings(), repositories, watch.amount)
    context.say(indexing.render(report), indexing.document(report))


@main.command()
@click.option(
    "--chroma", required=True, metavar="DIR_OR_URL", help="Chroma directory, or a server's address."
)
@click.option(
    "--timeline",
    required=True,
    type=click.Path(path_type=Path),
    help="pdca_timeline.db of that store.",
)
@click.pass_obj
def connect(context: Context, chroma: str, timeline: Path) -> None:
    """Use an existing Phase 1 store; its files are read through a private copy and stay as they
    are.
    """
    corpus = context.workspace.connect(chroma, timeline, context.settings())
    figures = {
        "components": len(corpus.components()),
        "pdcas": len(corpus.pdcas()),
        "fingerprint": corpus.fingerprint,
    }
    context.say(
        f"✓ Connected: {figures['components']} components, {figures['pdcas']} PDCAs", figures
    )


@main.command()
@click.argument("datasets", nargs=-1, metavar="[DATASET...]")
@click.option(
    "--plan", "plan_only", is_flag=True, help="Say what would come out, and store nothing."
)
@click.pass_obj
def generate(context: Context, datasets: tuple[str, ...], plan_only: bool) -> None:
    """Generate datasets (all by default) into the staging store."""
    from .jobs import jobs, reports

    with progress.observer(context.as_json) as watch:
        generated = jobs.generate(
            context.workspace,
            context.settings(),
            datasets,
            watch.batch,
            watch.stage,
            store=not plan_only,
        )
    text = reports.plan(generated) if plan_only else reports.generated(generated)
    context.say(text, reports.document(generated))
    _finish(generated.complete)


@main.command()
@click.argument("datasets", nargs=-1, metavar="[DATASET...]")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def regenerate(context: Context, datasets: tuple[str, ...], dry_run: bool) -> None:
    """Replace flagged samples by the next candidates that keep every rule."""
    from .curation import regenerate as regenerate_module
    from .jobs import jobs

    done = jobs.regenerate(context.workspace, datasets, dry_run)
    context.say(regenerate_module.render(done), regenerate_module.document(done))
    _finish(not done.lost)


@main.command()
@click.option(
    "--export",
    "to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write samples for a reader.",
)
@click.option(
    "--import",
    "source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take a reader's verdicts.",
)
@click.option(
    "--filter", "text", default="", help="Samples to write, in the filter language of Browse."
)
@click.option(
    "--size", type=click.IntRange(1), help="Draw this many, fairly over datasets and categories."
)
@click.option(
    "--blank", is_flag=True, help="Write no verdicts, so that the second reader is not led."
)
@click.option(
    "--reviewer",
    default="",
    help="Whose verdicts (default: $WEB4_STUDIO_REVIEWER, else the account).",
)
@click.pass_obj
def review(
    context: Context,
    to: Path | None,
    source: Path | None,
    text: str,
    size: int | None,
    blank: bool,
    reviewer: str,
) -> None:
    """What reviews found; hand samples over to a second reader and take the verdicts back."""
    from .curation import handover
    from .curation import review as review_module
    from .jobs import jobs

    if to and source:
        raise StudioError("--export and --import are two steps; run them one after the other")
    if to:
        count = jobs.hand_over(context.workspace, to, text, size, blank, reviewer)
        context.say(f"✓ Wrote {count} samples to {to}", {"written": str(to), "samples": count})
    elif source:
        taken = jobs.take_over(context.workspace, source, reviewer)
        context.say(handover.render(taken), taken.__dict__)
        _finish(not taken.refused)
    else:
        found = jobs.reviewed(context.workspace)
        context.say(review_module.render(found), found)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.pass_obj
def validate(context: Context, folder: Path | None) -> None:
    """The final validation, of the staging store or of a folder of JSONL files."""
    from .jobs import jobs
    from .validation import runner

    with progress.observer(context.as_json) as watch:
        report = jobs.validate(context.workspace, context.settings(), folder, watch.rule)
    context.say(runner.render(report), report.as_json())
    _finish(report.passed)


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--allow-shortfall",
    is_flag=True,
    help="Write although counts are short; card and manifest say so.",
)
@click.pass_obj
def export(context: Context, folder: Path | None, allow_shortfall: bool = False) -> None:
    """Validate what is staged, then write it; a failed validation leaves the folder as it was."""
    from .jobs import jobs
    from .validation import runner

    with progress.observer(context.as_json) as watch:
        outcome = jobs.export(
            context.workspace, context.settings(), folder, allow_shortfall, watch.rule
        )
    lines = [runner.render(outcome.report)]
    lines += [f"✓ Wrote {path}" for path in outcome.written]
    if not outcome.written:
        lines.append(
            "✗ Nothing written. `--allow-shortfall` writes what there is when only counts are short."
        )
    context.say(
        "\n".join(lines),
        outcome.report.as_json() | {"written": [str(path) for path in outcome.written]},
    )
    _finish(outcome.report.passed)


@main.command()
@click.pass_obj
def status(context: Context) -> None:
    """What is staged, dataset by dataset, and what to do next."""
    from .jobs import reports

    figures = reports.status(context.workspace)
    context.say(reports.render_status(figures), figures)


@main.command()
@click.pass_obj
def doctor(context: Context) -> None:
    """What is missing on this machine, and what to do about it."""
    from .jobs import doctor as doctor_module

    findings = doctor_module.examine(context.workspace, context.settings())
    context.say(doctor_module.render(findings), [finding.__dict__ for finding in findings])
    _finish(all(finding.good for finding in findings), USAGE)


def _finish(good: bool, code: int = DATA_FAILS) -> None:
    if not good:
        sys.exit(code)
