"""The work on imported datasets: what generated ones have under the same names in `jobs`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from generators import registry
from generators.settings import Settings
from studio import log
from studio.errors import StudioError
from studio.export.writer import Allowed, Outcome
from studio.imports import exporting, files, importing
from studio.store.staging import Staging
from studio.validation import expectation
from studio.validation.runner import OnRule, Report
from studio.workspace import Workspace

judge = exporting.judge


def names(staging: Staging) -> list[str]:
    """The imported datasets. Raises StudioError where samples are staged of a dataset that is
    neither imported nor there any more.
    """
    imported = exporting.imported(staging)
    staged = {row["dataset"] for row in staging.counts()}
    if lost := sorted(staged - {*imported, *registry.names()}):
        raise StudioError(
            f"samples of {lost[0]!r} are staged here, a dataset that no installed package adds; "
            "install its package again, or use another --workspace"
        )
    return imported


def load(
    workspace: Workspace,
    settings: Settings,
    paths: Sequence[Path],
    name: str = "",
    mapping: str = "",
    on_amount: Callable[[str, int, int], None] | None = None,
) -> importing.Imported:
    """Imports files or folders as one dataset. Raises StudioError."""
    form = importing.parse_map(mapping)
    done = importing.load(workspace, settings, paths, name, form, on_amount)
    log.say(f"{done.name}: {done.samples} samples imported")
    log.skipped("malformed", map(importing.told, done.malformed))
    return done


def examine(
    settings: Settings, path: Path, mapping: str = "", on_rule: OnRule | None = None
) -> Report:
    """Validates files by the general profile, without staging them. Raises StudioError."""
    form = importing.parse_map(mapping)
    return importing.examine(settings, path, form, on_rule)


def elsewhere(folder: Path) -> str:
    """What to do about a folder in which no file of a dataset made here was found; empty where
    nothing better is known than to make them.
    """
    if (folder / "data" / expectation.MANIFEST).is_file():
        return f"name the export in it: {folder / 'data'}"
    with suppress(StudioError):
        files.listed([folder])
        return "`--profile general` judges files of any dataset"
    return ""


def export(
    staging: Staging,
    folder: Path,
    settings: Settings,
    allowed: Allowed,
    formats: Sequence[str] = (),
    on_rule: OnRule | None = None,
) -> Outcome:
    """Gives the datasets back in their own form, below `imported/` of the folder."""
    if formats:
        raise StudioError("imported datasets are written in their own form; leave --format out")
    done = exporting.export(staging, folder / exporting.FOLDER, settings, allowed.weak, on_rule)
    return Outcome(done.report, tuple(done.written), exporting.render(done))


def refuse_in(workspace: Workspace, work: str) -> None:
    """The same for a workspace, before names of datasets are looked at: those of imported ones are
    known, and nothing can be generated of them.
    """
    if workspace.staging_path.exists():
        with Staging(workspace.staging_path) as staging:
            refuse(staging, work)


def refuse(staging: Staging, work: str) -> None:
    """Raises StudioError where imported samples are staged, which nothing can generate."""
    if names(staging):
        raise StudioError(
            f"imported samples are staged here, and there is nothing to {work} them from; edit or "
            "flag them (an export leaves out what is flagged), or use another --workspace"
        )
