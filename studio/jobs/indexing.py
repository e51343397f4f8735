"""Building the RAG store of a workspace, and what the build says of itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generators import catalog, kinds, registry
from generators.atomic import write_atomic
from generators.errors import UserError
from generators.settings import Settings
from studio.errors import StudioError
from studio.workspace import Workspace

from . import left_out

if TYPE_CHECKING:
    from generators.store.index import IndexReport


def index(
    workspace: Workspace,
    settings: Settings,
    repositories: Sequence[Path],
    progress: Callable[[str, int, int], None] | None = None,
) -> IndexReport:
    """Builds or refreshes the workspace's own store. Raises StudioError where another store is
    connected.
    """
    if workspace.connection_path.exists():
        raise StudioError(
            f"this workspace uses a connected store ({workspace.chroma}); index in another"
            f" workspace, or delete {workspace.connection_path}"
        )
    with workspace.written():
        return _built(workspace, settings, repositories, progress)


def _built(
    workspace: Workspace,
    settings: Settings,
    repositories: Sequence[Path],
    progress: Callable[[str, int, int], None] | None,
) -> IndexReport:
    from generators.store.index import index as build

    began = [str(each.resolve()) for each in repositories]
    write_atomic(workspace.building_path, [json.dumps(began) + "\n"])
    embedder = workspace.embedder(settings)
    try:
        report = build(
            repositories,
            workspace.own_chroma,
            workspace.timeline,
            embedder,
            settings.tokenizer,
            progress,
            settings.limits,
            settings.governance,
            settings.follow_links,
        )
    except UserError:
        if not workspace.own_chroma.exists() or workspace.has_whole_store:
            # Refused before it began: there is nothing to resume.
            workspace.building_path.unlink(missing_ok=True)
        raise
    left_out.keep(workspace, document(report))
    # While the model is loaded: generating then needs none.
    queries = [
        q for name in registry.names() for c in settings.dataset(name).categories for q in c.queries
    ]
    if progress:
        progress("embedding the searches", 0, len(queries))
    embedder.prepare(queries)
    workspace.building_path.unlink(missing_ok=True)
    return report


def document(report: IndexReport) -> dict[str, Any]:
    """The report as one JSON document."""
    return asdict(report)


def render(report: IndexReport) -> str:
    """Counts, time of each step, and what was left out, by name."""
    figures = asdict(report)
    seconds = figures.pop("seconds")
    lines = [
        f"{key.replace('_', ' ')}: {value}"
        for key, value in figures.items()
        if isinstance(value, int | float | str)
    ]
    lines += [f"{kinds.named(kind)}: {count}" for kind, count in figures["records"].items()]
    lines.append("seconds: " + ", ".join(f"{step} {took:.1f}" for step, took in seconds.items()))
    return "\n".join([*lines, *left_out.lines(figures), *_material(report)])


def connect(
    workspace: Workspace, settings: Settings, chroma: str, timeline: Path
) -> tuple[str, dict[str, Any]]:
    """Connects a store; (what is said of it, the same as one JSON document). Raises StudioError or
    StoreError.
    """
    corpus = workspace.connect(chroma, timeline, settings)
    figures = {
        "components": len(corpus.components()),
        "pdcas": len(corpus.pdcas()),
        "fingerprint": corpus.fingerprint,
        "governed": corpus.barred,
        "skipped": corpus.skipped,
    }
    left_out.keep(workspace, figures)
    text = f"✓ Connected: {figures['components']:,} components, {figures['pdcas']:,} PDCAs"
    return "\n".join([text, *left_out.lines(figures)]), figures


def _material(report: IndexReport) -> list[str]:
    """What was indexed against what the requirement counts on; only where it is thin."""
    from generators.store.prerequisites import Prerequisite

    counted = {"pdca_historical": report.pdcas, "components": report.components}
    found = [
        Prerequisite(what, counted[name], wanted)
        for name, (what, wanted) in catalog.PREREQUISITES.items()
        if name in counted
    ]
    return [f"{each}: expect shortfalls" for each in found if each.thin]
