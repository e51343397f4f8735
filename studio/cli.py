"""The command line. Every command calls a function of `jobs` and prints the result; none holds
logic of its own.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import click

from .errors import StudioError
from .invocation import USAGE, Context, DatasetArgument, Group, PathArgument, working


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  web4-studio demo                      a workspace on the bundled corpus, every step run
  web4-studio index ../repo             build the store from a repository
  web4-studio generate --scale 0.02     a trial run
  web4-studio --export                  validate and write, for CI
  web4-studio import -w work a.jsonl  the studio on a dataset from elsewhere

\b
Exit codes: 0 good; 1 the data fails a check, or a count falls short;
2 usage, settings or a missing store; 130 Ctrl+C, 143 SIGTERM.

\b
Environment:
  WEB4_STUDIO_WORKSPACE   the folder, where --workspace is not given
  WEB4_STUDIO_REVIEWER    the name under which verdicts are written
  WEB4_STUDIO_CHROMA_TOKEN, _HEADERS, _TENANT, _DATABASE, _COMPONENTS, _PDCA_HISTORICAL
                          how a Chroma server lets you in, and names of its collections
  VISUAL, EDITOR          the editor that the studio opens
  NO_COLOR                no colours

\b
Shell completion: eval "$(_WEB4_STUDIO_COMPLETE=bash_source web4-studio)"
(or zsh_source, fish_source).""",
)
@click.option(
    "--export",
    "export_to",
    is_flag=False,
    flag_value="",
    metavar="[DIR]",
    help="Validate and write the dataset, like the export command.",
)
@click.version_option(None, "--version", "-V", package_name="web4-studio")
@click.pass_context
def main(ctx: click.Context, export_to: str | None) -> None:
    """Turn a team's TypeScript components and PDCA records into a verified fine-tuning dataset.

    Without a command, the studio opens in the terminal.
    """
    context = ctx.ensure_object(Context)
    if export_to is not None and (ctx.invoked_subcommand or export_to in main.commands):
        command = ctx.invoked_subcommand or export_to
        raise StudioError(
            f"--export and the command {command!r} are two steps; run them one after the other"
        )
    if ctx.invoked_subcommand is not None:
        return
    if export_to is not None:
        ctx.invoke(export, folder=Path(export_to) if export_to else None)
        return
    context.begin("studio")
    from generators import registry

    # What is wrong with a package is one line here, and none once the panes ask for its dataset.
    registry.names()
    if not sys.stdout.isatty():
        raise StudioError(
            "the studio needs a terminal; use a command instead (web4-studio --help lists them)"
        )
    # Nothing worth collecting is released before the first pane is drawn, yet collections would
    # take a sixth of the start-up time.
    gc.disable()
    from .app import StudioApp

    StudioApp(context.workspace, context.settings()).run()


MAP = click.option(
    "--map",
    "mapping",
    default="",
    metavar="TEXT=KEY,...",
    help="Where the texts stand in a record: instruction=prompt,output=response (also input, "
    "rejected; or turns=KEY for conversations).",
)


@main.command()
@click.argument("folder", type=PathArgument(), default=Path("web4-demo"), metavar="[DIR]")
@click.pass_obj
def demo(context: Context, folder: Path) -> None:
    """Create a workspace from the bundled demo corpus and run every step on it."""
    from .jobs import demo as demo_module

    with context.progress() as watch:
        outcome = demo_module.run(folder, watch, context.overrides)
    context.say(demo_module.render(outcome, folder), demo_module.document(outcome), outcome.passed)


@main.command()
@click.argument("repositories", nargs=-1, required=True, type=PathArgument(), metavar="REPO...")
@click.pass_obj
def index(context: Context, repositories: tuple[Path, ...]) -> None:
    """Build the RAG store from repositories, or update it with what has changed."""
    from .jobs import indexing

    with context.progress() as watch:
        report = indexing.index(context.workspace, context.settings(), repositories, watch.amount)
    context.say(indexing.render(report), indexing.document(report))


@main.command()
@click.option(
    "--chroma",
    required=True,
    metavar="DIR_OR_URL",
    help="Chroma directory, or the URL of a Chroma server.",
)
@click.option(
    "--timeline",
    required=True,
    type=PathArgument(),
    help="The pdca_timeline.db that belongs to the store.",
)
@click.pass_obj
def connect(context: Context, chroma: str, timeline: Path) -> None:
    """Use an existing Phase 1 store. It is read through a private copy and never changed."""
    from .jobs import indexing

    with context.progress() as watch:
        watch.stage("reading the store")
        text, figures = indexing.connect(context.workspace, context.settings(), chroma, timeline)
    context.say(text, figures)


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=PathArgument(), metavar="FILE...")
@click.option("--name", default="", help="Name of the dataset (default: that of the first file).")
@MAP
@click.pass_obj
def import_(context: Context, paths: tuple[Path, ...], name: str, mapping: str) -> None:
    """Stage a dataset from elsewhere: JSONL, JSON, CSV, Parquet, or a folder of these. Alpaca,
    messages, ShareGPT, prompt and completion, and preference pairs are known forms.
    """
    from .imports import importing
    from .jobs import imported

    with context.progress() as watch:
        done = imported.load(
            context.workspace, context.settings(), paths, name, mapping, watch.amount
        )
    context.say(importing.render(done, context.command), importing.document(done), done.complete)


@main.command()
@click.argument("datasets", nargs=-1, type=DatasetArgument(), metavar="[DATASET...]")
@click.option(
    "--plan", "plan_only", is_flag=True, help="Report what would come out; store nothing."
)
@working
@click.pass_obj
def generate(context: Context, /, datasets: tuple[str, ...], plan_only: bool, **where: Any) -> None:
    """Generate datasets (default: all) into the staging store."""
    from .jobs import jobs, reports

    with context.progress() as watch:
        generated = jobs.generate(
            context.workspace,
            context.settings(workers=where["workers"]),
            datasets,
            watch.batch,
            watch.stage,
            store=not plan_only,
            workers=jobs.cluster(**where),
            on_part=watch.part,
        )
    text = reports.plan(generated) if plan_only else reports.generated(generated)
    context.say(text, reports.document(generated), generated.complete)


@main.command()
@click.argument("datasets", nargs=-1, type=DatasetArgument(), metavar="[DATASET...]")
@click.option("--dry-run", is_flag=True, help="Report what would change; change nothing.")
@click.pass_obj
def regenerate(context: Context, datasets: tuple[str, ...], dry_run: bool) -> None:
    """Replace flagged samples with the next candidates that satisfy every rule."""
    from .curation import regenerate as regenerate_module
    from .jobs import jobs

    done = jobs.regenerate(context.workspace, datasets, dry_run)
    context.say(regenerate_module.render(done), regenerate_module.document(done), not done.lost)


@main.command()
@click.option(
    "--export",
    "to",
    type=PathArgument(),
    metavar="FILE",
    help="Write samples to FILE for a second reader.",
)
@click.option(
    "--import",
    "source",
    type=PathArgument(),
    metavar="FILE",
    help="Import the verdicts from a file that a reader has filled in.",
)
@click.option(
    "--filter",
    "text",
    default="",
    help="Which samples to write, in the filter syntax of the Browse pane.",
)
@click.option("--size", type=click.IntRange(1), help="Draw this many samples in proportion.")
@click.option(
    "--blank",
    is_flag=True,
    help="Leave out existing verdicts, so as not to sway the second reader.",
)
@click.option(
    "--reviewer",
    default="",
    help="Name of the reviewer (default: $WEB4_STUDIO_REVIEWER, or your login name).",
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
    """Show review results, or exchange samples and verdicts with a second reader."""
    from .curation import handover, results
    from .jobs import jobs

    if to and source:
        raise StudioError("--export and --import are two steps; run them separately")
    if to:
        count = jobs.hand_over(context.workspace, to, text, size, blank, reviewer)
        context.say(f"✓ Wrote {count} samples to {to}", {"written": str(to), "samples": count})
    elif source:
        taken = jobs.take_over(context.workspace, source, reviewer)
        context.say(handover.render(taken), taken.__dict__, not taken.refused)
    else:
        found = jobs.reviewed(context.workspace)
        context.say(results.render(found), found)


@main.command()
@click.argument("folder", required=False, type=PathArgument(), metavar="[DIR]")
@click.option(
    "--profile",
    type=click.Choice(["web4", "general"]),
    default="web4",
    help="What DIR is judged by: as an export of this program, or as any dataset.",
)
@MAP
@click.pass_obj
def validate(context: Context, folder: Path | None, profile: str, mapping: str) -> None:
    """Run the final validation on the staged samples, or on a folder with an export. What was
    imported is judged by the general profile.
    """
    from .jobs import imported, jobs
    from .validation import printing, runner

    with context.progress() as watch:
        if folder is not None and profile == runner.GENERAL:
            report = imported.examine(context.settings(), folder, mapping, watch.rule)
        else:
            report = jobs.validate(context.workspace, context.settings(), folder, watch.rule)
    context.say(printing.render(report), report.as_json(), report.passed)


@main.command()
@click.argument("folder", required=False, type=PathArgument(), metavar="[DIR]")
@click.option(
    "--allow-shortfall",
    is_flag=True,
    help="Export even if counts fall short or datasets are missing; the card says so.",
)
@click.option(
    "--allow-flagged",
    is_flag=True,
    help="Export even if flagged samples have not been replaced; the card says so.",
)
@click.option(
    "--allow-weak",
    is_flag=True,
    help="Export even if too many samples fail a worth test; the card says so.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["messages", "prompt-completion", "mlx", "parquet"]),
    help="Also write a copy in this form, to a folder of its name; may be given several times.",
)
@click.pass_obj
def export(
    context: Context,
    folder: Path | None,
    allow_shortfall: bool = False,
    allow_flagged: bool = False,
    allow_weak: bool = False,
    formats: tuple[str, ...] = (),
) -> None:
    """Validate the staged samples, then write them. A failed validation leaves DIR unchanged."""
    from .export import writer
    from .jobs import jobs
    from .validation import printing

    allowed = writer.Allowed(allow_shortfall, allow_flagged, allow_weak)
    with context.progress() as watch:
        outcome = jobs.export(
            context.workspace, context.settings(), folder, allowed, formats, watch.rule
        )
    context.say(
        f"{printing.render(outcome.report)}\n{outcome.told or writer.render(outcome)}",
        outcome.report.as_json() | {"written": [str(path) for path in outcome.written]},
        outcome.report.passed,
    )


@main.command()
@click.argument("folder", type=PathArgument(), metavar="DIR")
@click.pass_obj
def backup(context: Context, folder: Path) -> None:
    """Copy settings and data to the new folder DIR, with a hash of each file."""
    from .jobs.backups import backup as backup_module

    done = backup_module.backup(context.workspace, folder)
    context.say(backup_module.render(done, "Backed up"), backup_module.document(done))


@main.command()
@click.argument("folder", type=PathArgument(), metavar="DIR")
@click.option("--force", is_flag=True, help="Replace existing settings and data.")
@click.pass_obj
def restore(context: Context, folder: Path, force: bool) -> None:
    """Verify the backup in DIR, then copy it into the workspace."""
    from .jobs.backups import backup as backup_module

    done = backup_module.restore(context.workspace, folder, force)
    context.say(backup_module.render(done, "Restored"), backup_module.document(done))


@main.command()
@click.pass_obj
def status(context: Context) -> None:
    """Show what is staged for each dataset, and what to do next."""
    from .figures import status as status_module

    figures = status_module.status(context.workspace)
    context.say(status_module.render(figures), figures)


@main.command()
@click.pass_obj
def doctor(context: Context) -> None:
    """Check this machine for what is missing, and say how to fix it."""
    from .jobs import doctor as doctor_module

    findings = doctor_module.examine(context.workspace, context.settings())
    good = all(finding.good for finding in findings)
    told = [finding.__dict__ for finding in findings]
    context.say(doctor_module.render(findings), told, good, USAGE)
