"""The work of the studio without a screen: what the command line and the panes both call."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generators import held, registry
from generators.catalog import Dataset
from generators.errors import StoreError
from generators.pipeline import engine, holdout, material
from generators.pipeline.engine import OnBatch
from generators.pipeline.material import Material
from generators.pipeline.selection import Pool, Selection, select
from generators.settings import Settings
from generators.workers import Serial, Workers, local
from studio import log
from studio.curation import handover, places, results
from studio.curation import regenerate as regenerate_module
from studio.curation import review as review_module
from studio.errors import NothingStagedError, StudioError
from studio.export import release, writer
from studio.export.snapshot import take
from studio.export.writer import NOTHING_ALLOWED, WAITING, Allowed
from studio.figures.run_report import run_report
from studio.store import verdicts
from studio.store.staging import Staging
from studio.validation import expectation, runner
from studio.validation.runner import OnRule, Report
from studio.validation.store_view import StoreView
from studio.workspace import Workspace

from . import imported
from .checkpoint import Checkpoint

if TYPE_CHECKING:
    from generators.store.corpus import Corpus

DRAFT = ".validate-"
SMALL = 300_000
"""Characters of a store from which generating takes less time than starting processes."""
# Settings under which samples of different runs may stand in one dataset.
SHARED = ("seed", "scale", "max_tokens", "tokenizer", "model")


@dataclass
class Generated:
    """The outcome of a run, or of a plan that stored nothing."""

    selection: Selection
    datasets: list[Dataset]
    settings: Settings
    report: dict[str, Any] = field(default_factory=dict)
    stored: bool = False

    @property
    def eval_target(self) -> int:
        """Evaluation samples of the datasets of this run."""
        return sum(holdout.eval_quotas(self.datasets, self.settings.eval_target).values())

    @property
    def complete(self) -> bool:
        return not self.selection.shortfalls


def known(names: Sequence[str]) -> list[str]:
    """The named datasets in the registry's order, all there are when none is named.

    Raises StudioError for an unknown name, and for one whose generator is not installed.
    """
    there = engine.available()
    for name in names:
        if name not in registry.names():
            raise StudioError(f"unknown dataset {name!r}; choose from {', '.join(there)}")
        if name not in there:
            raise StudioError(
                f"dataset {name!r} has no generator in this version; choose from {', '.join(there)}"
            )
    return [name for name in there if not names or name in names]


def generate(
    workspace: Workspace,
    settings: Settings,
    names: Sequence[str] = (),
    on_batch: OnBatch | None = None,
    on_stage: Callable[[str], None] | None = None,
    store: bool = True,
    workers: Workers | None = None,
    on_part: Callable[[str, int, int], None] | None = None,
) -> Generated:
    """Generates datasets and stages them in one transaction; with `store=False` only says what
    would come out. `workers` are those of the settings, unless others are given. `on_part` is
    told of stages in parts how many are done, of how many.

    Datasets not named keep the samples they have, and their families. An exception (a cancel raised
    by `on_batch` among them) leaves the staging store as it was; the datasets that were through by
    then, or in a plan, are taken up by the next run of the same store and settings.
    """
    imported.refuse_in(workspace, "generate")
    wanted = known(names)
    stage = on_stage or (lambda _: None)
    part = on_part or (lambda name, _done, _parts: stage(name))
    began = time.monotonic()
    # Before a staging store is made for nothing.
    stage("opening the store")
    corpus = None if workspace.staging_path.exists() else corpus_for(workspace, settings, wanted)
    with workspace.written(), Staging(workspace.staging_path) as staging:
        imported.refuse(staging, "generate")
        last = staging.last_run()
        if last and staging.staged(without=wanted):
            _same_ground(settings, last["settings"])
        if corpus := corpus or corpus_for(workspace, settings, wanted):
            log.skipped("skipped", corpus.skipped)
        state = corpus.fingerprint if corpus else ""
        kept = Checkpoint(workspace.own, state, settings)
        run = ""
        if store:
            with staging.writing(lambda: stage(WAITING)):
                run = staging.start_run(wanted, settings, state)
        try:
            with workers or _workers(corpus, settings) as at_work:
                pools = kept.gathered(wanted, corpus, settings, at_work, on_batch, part)
                took = time.monotonic() - began
                given = material.given(pools, corpus)
                # Selection needs room of its own, and the store no more.
                corpus = None
                at_work.rest()
                selection, report = _selected(
                    staging, run, pools, settings, stage, took, at_work, given
                )
            if store:
                kept.forget(wanted)
        except BaseException as error:
            if store:
                # A store that cannot be written now is told by the error; the next one that opens
                # it ends the run.
                with suppress(StudioError):
                    staging.end_run(run, "failed" if isinstance(error, Exception) else "cancelled")
            raise
    for pool in pools:
        name = pool.dataset.name
        log.say(f"{name}: {len(selection.training[name])} of {pool.dataset.target} samples")
    return Generated(selection, [pool.dataset for pool in pools], settings, report, store)


def _selected(
    staging: Staging,
    run: str,
    pools: Sequence[Pool],
    settings: Settings,
    stage: Callable[[str], None],
    seconds: float,
    workers: Workers,
    given: Mapping[str, Material],
) -> tuple[Selection, dict[str, Any]]:
    """Selects and, where there is a run, stages. What another process staged or replaced meanwhile
    changes what fits beside it: then it selects again.
    """
    wanted = [pool.dataset.name for pool in pools]
    others = [name for name in registry.names() if name not in wanted]
    while True:
        began = time.monotonic()
        stage("selecting")
        with staging.reading() as db:
            beside = staging.ground()
            last, fixed = staging.last_run(), staging.staged(without=wanted)
            edited, banned = staging.staged(without=others, edited=True), places.banned(db)
        selection = select(pools, settings, fixed, edited, *banned, workers=workers)
        report = run_report(pools, selection, last if fixed else None)
        report["material"] = {name: asdict(each) for name, each in given.items()}
        report["seconds"] = {
            "candidates": round(seconds, 1),
            "selection": round(time.monotonic() - began, 1),
        }
        if not run:
            return selection, report
        stage("staging")
        if staging.store(run, wanted, selection, settings, report, beside, lambda: stage(WAITING)):
            return selection, report


def _workers(corpus: Corpus | None, settings: Settings) -> Workers:
    """Those of the settings; if they name none, several only where there is enough to do."""
    small = corpus is None or corpus.characters < SMALL
    return Serial() if settings.workers is None and small else local(settings.workers)


def cluster(engine: str, address: str, workers: int | None) -> Workers | None:
    """Those of a Ray cluster, without an address of one made on this machine; None for another
    engine. Raises StudioError for an address that nothing uses.
    """
    if engine != "ray":
        if address:
            raise StudioError("--address names a Ray cluster; add --engine ray")
        return None
    from generators.workers.on_ray import OnRay

    return OnRay(address, workers)


def corpus_for(workspace: Workspace, settings: Settings, names: Sequence[str]) -> Corpus | None:
    """The store, or None where no named dataset needs one and there is none."""
    if all(registry.datasets()[name].authored for name in names) and not workspace.has_store:
        return None
    return workspace.corpus(settings)


@contextmanager
def staged(workspace: Workspace) -> Iterator[Staging]:
    """The staging store of a workspace. Raises StudioError where nothing is staged, with the step
    that comes first there.
    """
    workspace.require_staged()
    try:
        with Staging(workspace.staging_path, create=False) as staging:
            if staging.last_run() is None:
                # Said before a store is opened for nothing.
                raise NothingStagedError(staging.path)
            yield staging
    except NothingStagedError:
        raise workspace.without_samples() from None


def store_view(workspace: Workspace, settings: Settings) -> StoreView | None:
    """The records and components that samples came from; None where there is no store."""
    if not workspace.has_store:
        return None
    from generators.store import index_marker

    chroma = workspace.chroma
    marker = None if isinstance(chroma, str) else index_marker.read(chroma)
    # Scores of a store that was indexed before follow the rules of their time.
    own = marker is not None and marker.current
    return StoreView.of(workspace.corpus(settings), own, settings.mask_emails)


def validate(
    workspace: Workspace,
    settings: Settings,
    folder: Path | None = None,
    on_rule: OnRule | None = None,
) -> Report:
    """The final validation, of a folder of JSONL files or (without one) of what is staged.

    A folder is judged by the settings its manifest states, if it has one; the store is opened with
    those of the workspace, and what needs one is not judged where there is none that opens. Raises
    StudioError where there is nothing.
    """
    if folder is not None:
        if not folder.is_dir():
            raise StudioError(
                f"{folder} is not a folder; name one that holds the exported JSONL files, or add "
                "`--profile general` for files of any dataset"
            )
        manifest = expectation.manifest(folder / expectation.MANIFEST, settings)
        names = [name for name in registry.names() if name in manifest.planned]
        stated = manifest.settings or settings
        datasets = expectation.expected(stated, names or registry.names(), manifest.planned)
        try:
            view = store_view(workspace, settings)
        except StoreError:
            view = None
        report = runner.validate(folder, stated, datasets, view, on_rule, manifest)
        report.verdicts += release.verdicts(report, settings)
        if not report.files and (better := imported.elsewhere(folder)):
            report.verdicts[0] = replace(report.verdicts[0], fix=better)
        return _logged(report)
    with (
        staged(workspace) as staging,
        held.held(workspace.own, DRAFT) as draft,
    ):
        if imported.names(staging):
            return _logged(imported.judge(staging, settings, on_rule))
        view = store_view(workspace, settings)
        snapshot = take(staging, draft.path)
        return _logged(writer.judge(staging, snapshot, draft.path, settings, view, on_rule=on_rule))


def _logged(report: Report) -> Report:
    """The report, with the checks that fail in the log."""
    for failed in report.failures:
        log.say(
            f"check {failed.rule} fails: {len(failed.offenders) or len(failed.samples)} at fault"
        )
    return report


def export(
    workspace: Workspace,
    settings: Settings,
    folder: Path | None = None,
    allowed: Allowed = NOTHING_ALLOWED,
    formats: Sequence[str] = (),
    on_rule: OnRule | None = None,
) -> writer.Outcome:
    """Validates what is staged and writes it, to `data/` by default."""
    with workspace.written(), staged(workspace) as staging:
        target = folder or workspace.data
        if imported.names(staging):
            return imported.export(staging, target, settings, allowed, formats, on_rule)
        view = store_view(workspace, settings)
        outcome = writer.export(staging, target, settings, view, allowed, formats, on_rule)
    _logged(outcome.report)
    log.say(f"{len(outcome.written)} files written")
    return outcome


def regenerate(
    workspace: Workspace, names: Sequence[str] = (), dry_run: bool = False, ids: Sequence[str] = ()
) -> regenerate_module.Regenerated:
    """Replaces what is flagged, in the named datasets or all. Raises StudioError."""
    imported.refuse_in(workspace, "regenerate")
    for name in names:
        if name not in registry.names():
            choices = ", ".join(registry.names())
            raise StudioError(f"unknown dataset {name!r}; choose from {choices}")
    with staged(workspace) as staging:
        imported.refuse(staging, "regenerate")
        return regenerate_module.regenerate(staging, names, ids, dry_run)


def hand_over(
    workspace: Workspace,
    path: Path,
    filter: str = "",
    size: int | None = None,
    blank: bool = False,
    who: str = "",
) -> int:
    """Writes samples for a second reader: what matches the filter, or a fair draw of `size` of it;
    returns how many.

    Without both, the samples the reviewer has judged. Raises StudioError.
    """
    who = who or review_module.reviewer()
    with staged(workspace) as staging:
        if size:
            ids = list(review_module.draw(staging, size, filter)[0])
        elif filter:
            ids = review_module.matching(staging.db, filter)
        else:
            ids = verdicts.judged_by(staging.db, who)
        if not ids:
            raise StudioError(
                f"{who} has judged nothing yet; name samples with --filter or draw some with --size"
            )
        return handover.write(staging, path, ids, who, blank)


def take_over(workspace: Workspace, path: Path, who: str = "") -> handover.Imported:
    """Takes a reader's verdicts from a file. Raises StudioError."""
    with staged(workspace) as staging:
        return handover.read(staging, path, who)


def reviewed(workspace: Workspace) -> dict[str, Any]:
    """What reviews found so far. Raises StudioError where nothing is staged."""
    with staged(workspace) as staging:
        return results.summary(staging.db)


def _same_ground(settings: Settings, before: dict[str, Any]) -> None:
    now = settings.model_dump()
    for key in SHARED:
        if now[key] != before.get(key, now[key]):
            raise StudioError(
                f"other datasets are staged with {key} = {before[key]}, this run has {now[key]}: "
                f"use the same, or generate all datasets"
            )
