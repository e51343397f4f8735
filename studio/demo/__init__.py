"""The demo: a workspace on the bundled corpus, with the whole job run on it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from studio import export
from studio.errors import StudioError
from studio.jobs import indexing, jobs, reports
from studio.jobs.progress import Silent
from studio.validation import runner
from studio.workspace import Workspace

SCALE = 0.02
CONFIG = "# The demo corpus is small: every target is scaled.\nscale = {scale}\n"


@dataclass(frozen=True)
class Outcome:
    """Everything the demo did."""

    index: Any
    generated: jobs.Generated
    exported: export.Outcome

    @property
    def passed(self) -> bool:
        return self.generated.complete and self.exported.report.passed


def corpus() -> Path:
    """The bundled corpus as a folder."""
    return Path(str(resources.files(__package__) / "corpus"))


def prepare(folder: Path, scale: float | None = None) -> Workspace:
    """A workspace for the demo, with its scale in `web4-studio.toml`; one that exists is kept.

    Raises StudioError where the folder holds something else.
    """
    workspace = Workspace.find(folder)
    if not workspace.config_path.exists():
        if folder.exists() and any(folder.iterdir()):
            raise StudioError(f"{folder} is not empty; name a new folder for the demo")
        workspace.require_writable()
        workspace.config_path.write_text(CONFIG.format(scale=scale or SCALE), "utf-8")
    return workspace


def run(folder: Path, watch: Silent, overrides: dict[str, Any]) -> Outcome:
    """Index, generate, validate and export on the bundled corpus."""
    workspace = prepare(folder, overrides.get("scale"))
    settings = workspace.settings(**overrides)
    indexed = indexing.index(workspace, settings, [corpus()], watch.amount)
    generated = jobs.generate(workspace, settings, (), watch.batch, watch.stage)
    exported = jobs.export(workspace, settings, on_rule=watch.rule)
    return Outcome(indexed, generated, exported)


def render(outcome: Outcome, folder: Path) -> str:
    """What happened, and how to go on."""
    parts = [indexing.render(outcome.index), reports.generated(outcome.generated)]
    parts.append(runner.render(outcome.exported.report))
    parts += [f"✓ Wrote {path}" for path in outcome.exported.written]
    parts.append(f"Next: `web4-studio --workspace {folder}` opens the studio on it.")
    return "\n".join(parts)


def document(outcome: Outcome) -> dict[str, Any]:
    """The same as one JSON document."""
    return {
        "index": indexing.document(outcome.index),
        "generate": reports.document(outcome.generated),
        "validation": outcome.exported.report.as_json(),
        "written": [str(path) for path in outcome.exported.written],
    }
