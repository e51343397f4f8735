"""The whole job on the demo corpus: index, generate, validate, export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio import demo, log
from studio.export import writer
from studio.validation import printing

from . import indexing, jobs, reports
from .progress import Silent


@dataclass(frozen=True)
class Outcome:
    """What each step of the demo returned."""

    index: Any
    generated: jobs.Generated
    exported: writer.Outcome

    @property
    def passed(self) -> bool:
        return self.generated.complete and self.exported.report.passed


def run(folder: Path, watch: Silent, overrides: dict[str, Any]) -> Outcome:
    """Makes a workspace in `folder` and runs every step in it. Raises StudioError where the folder
    holds something else.
    """
    workspace = demo.prepare(folder, overrides.get("scale"))
    log.into(workspace.data)
    settings = workspace.settings(**overrides)
    indexed = indexing.index(workspace, settings, [demo.corpus()], watch.amount)
    generated = jobs.generate(workspace, settings, (), watch.batch, watch.stage, on_part=watch.part)
    exported = jobs.export(workspace, settings, on_rule=watch.rule)
    return Outcome(indexed, generated, exported)


def render(outcome: Outcome, folder: Path) -> str:
    """The reports of all steps, then the files and the next command."""
    parts = [indexing.render(outcome.index), reports.generated(outcome.generated)]
    parts.append(printing.render(outcome.exported.report))
    parts += [f"✓ Wrote {path}" for path in outcome.exported.written]
    parts.append(f"Next: open the studio on it with `web4-studio --workspace {folder}`.")
    return "\n".join(parts)


def document(outcome: Outcome) -> dict[str, Any]:
    """The same as one JSON document."""
    return {
        "index": indexing.document(outcome.index),
        "generate": reports.document(outcome.generated),
        "validation": outcome.exported.report.as_json(),
        "written": [str(path) for path in outcome.exported.written],
    }
