"""Importing a dataset: every record becomes a staged sample, or is named with what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from generators import catalog, registry, tokens
from generators.pipeline.selection import Selection
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings
from generators.worth.case import Case
from studio.errors import StudioError
from studio.store import originals
from studio.store.originals import Original
from studio.store.staging import Staging
from studio.validation.evidence import verdict
from studio.validation.jsonl import sample_id
from studio.validation.runner import OnRule, Report
from studio.workspace import Workspace

from . import files, forms, judging
from .files import Row
from .forms import Form, MalformedError

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")
Read = tuple[Row, Form, forms.Texts]
"""A record with its form and its texts."""
SHOWN = 20
"""Malformed records that the text names; the document has all."""


@dataclass
class Imported:
    """The outcome of an import."""

    name: str
    samples: int = 0
    held_out: int = 0
    """Of the samples, those for evaluation, by the names of their files."""
    tokens: int = 0
    forms: dict[str, int] = field(default_factory=dict)
    malformed: list[Row] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        return not self.malformed


def parse_map(text: str) -> Form | None:
    """The form of `--map instruction=prompt,output=response`; None for an empty one.

    Raises StudioError.
    """
    if not text:
        return None
    pairs = [part.partition("=") for part in text.split(",")]
    if any(not sign or not key.strip() for _, sign, key in pairs):
        raise StudioError(f"--map {text!r} is no list like instruction=prompt,output=response")
    try:
        return forms.mapped({name.strip(): key.strip() for name, _, key in pairs})
    except ValueError as error:
        raise StudioError(f"--map: {error}") from None


def load(
    workspace: Workspace,
    settings: Settings,
    paths: Sequence[Path],
    name: str = "",
    form: Form | None = None,
    on_amount: Callable[[str, int, int], None] | None = None,
) -> Imported:
    """Reads the files and stages their records as the dataset `name` (default: the first file's
    name), all or, where nothing can be read, none; then no staging store is made either.

    Raises StudioError where the name is taken or no name, generated samples are staged here, a file
    is missing, or no record could be read.
    """
    done = Imported(name or _name_of(paths[0]))
    if not NAME.fullmatch(done.name):
        raise StudioError(f"{done.name!r} is no name; use letters, digits, `-`, `_` and `.`")
    if done.name in (*registry.names(), catalog.EVAL):
        raise _taken(done.name)
    if workspace.staging_path.exists():
        # Before files are read for nothing.
        with Staging(workspace.staging_path) as staging:
            _require_free(staging, done.name)
    tell = on_amount or (lambda *_: None)
    read = _read(paths, form, done, tell)
    with workspace.written(), Staging(workspace.staging_path) as staging:
        _require_free(staging, done.name)
        _stage(staging, settings, read, done, tell)
    return done


def _read(
    paths: Sequence[Path],
    form: Form | None,
    done: Imported,
    tell: Callable[[str, int, int], None],
) -> list[Read]:
    """The records of the files; what is malformed is noted in `done`. Raises StudioError."""
    listed = files.listed(paths)
    read: list[Read] = []
    for at, (kept, path) in enumerate(listed):
        tell(f"reading {kept}", at, len(listed))
        for row in files.rows(kept, path):
            read += _texts(row, form, done)
    if not read:
        first = f": {told(done.malformed[0])}" if done.malformed else ""
        raise StudioError(f"no record could be read{first}")
    return read


def _stage(
    staging: Staging,
    settings: Settings,
    read: list[Read],
    done: Imported,
    tell: Callable[[str, int, int], None],
) -> None:
    """Stages the records in one transaction, and counts them in `done`."""
    name = done.name
    tell("counting and judging", 0, len(read))
    samples = _samples(name, read, settings)
    selection = Selection(
        training={name: [each for each in samples if not each.metadata.is_eval]},
        evaluation=[each for each in samples if each.metadata.is_eval],
        reserve={}, rejected=[], shortfalls=[], tilt=0.0,
    )  # fmt: skip
    # Training comes first in the store, so a record's place follows that order.
    order = sorted(range(len(read)), key=lambda at: samples[at].metadata.is_eval)
    records = [
        Original(name, place, row.file, row.number, _stated(kind), row.record or {}, row.text)
        for place, (row, kind, _) in enumerate(read[at] for at in order)
    ]
    tell("staging", 0, len(read))
    run = staging.start_run([name], settings, "")
    try:
        with staging.writing() as db:
            staging.store(run, [name], selection, settings, {"planned": {}, "imported": [name]})
            originals.add(db, records)
    except BaseException:
        with suppress(StudioError):
            staging.end_run(run, "failed")
        raise
    done.samples, done.held_out = len(samples), len(selection.evaluation)
    done.tokens = sum(each.metadata.tokens for each in samples)
    done.forms = dict(Counter(form_.name for _, form_, _ in read))


def examine(
    settings: Settings, path: Path, form: Form | None = None, on_rule: OnRule | None = None
) -> Report:
    """Validates the records of a file or folder by the general profile, and stages nothing.

    Records that cannot be read fail the check `records`. Raises StudioError where the path is
    missing or of no known kind.
    """
    done = Imported(_name_of(path))
    read = [
        each
        for kept, at in files.listed([path])
        for row in files.rows(kept, at)
        for each in _texts(row, form, done)
    ]
    samples = [
        {"instruction": s.instruction, "input": s.input, "output": s.output,
         "metadata": s.metadata.model_dump()}
        for s in _samples(done.name, read, settings)
    ]  # fmt: skip
    records = {
        sample_id(sample): row.record for sample, (row, _, _) in zip(samples, read, strict=True)
    }
    spoken = {
        sample_id(sample): form.conversations(row.record or {})
        for sample, (row, form, _) in zip(samples, read, strict=True)
    }
    report = judging.judge(samples, settings, on_rule, records, spoken)
    report.verdicts.insert(
        0,
        verdict(
            "records",
            map(told, done.malformed),
            f"{len(read):,} records read",
            "{n} records cannot be read",
            "mend these lines, or name the fields with --map",
        ),
    )
    return report


def told(row: Row) -> str:
    """A malformed record in one line."""
    return f"{row.file}:{row.number} {row.fault}" if row.number else f"{row.file} {row.fault}"


def render(done: Imported, command: str = "web4-studio") -> str:
    """The outcome in a few lines; `command` opens the studio on it."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in done.forms.items())
    lines = [
        f"✓ {done.samples:,} samples of {done.name} staged ({kinds}), {done.tokens:,} tokens; "
        f"{done.held_out:,} of them held out{', as their file names say' if done.held_out else ''}"
    ]
    if done.malformed:
        lines.append(f"✗ {len(done.malformed):,} records could not be read:")
        lines += [f"    {told(row)}" for row in done.malformed[:SHOWN]]
        lines += ["    … (all of them with --json)"] if len(done.malformed) > SHOWN else []
    lines.append(
        f"Next: `{command}` shows them, `{command} validate` judges them, `{command} export` gives "
        "them back"
    )
    return "\n".join(lines)


def document(done: Imported) -> dict[str, Any]:
    """The outcome as a document."""
    return asdict(done) | {"malformed": [told(row) for row in done.malformed]}


def _texts(row: Row, form: Form | None, done: Imported) -> list[Read]:
    """The row with its form and texts; none where it is malformed, which is noted."""
    if row.record is not None:
        try:
            found = form or forms.form_of(row.record)
            return [(row, found, found.texts(row.record))]
        except MalformedError as error:
            row = replace(row, record=None, fault=str(error))
    done.malformed.append(row)
    return []


def _samples(name: str, read: Sequence[Read], settings: Settings) -> list[Candidate]:
    metadata = [
        SampleMetadata(
            task_type=name,
            sample_id=f"{name}-{number:06d}",
            source=f"{row.file}:{row.number}",
            category=files.stem(Path(row.file)),
            view=form.name,
            is_eval=row.held_out,
            never_train=row.held_out,
        )
        for number, (row, form, _) in enumerate(read, 1)
    ]
    cases = [Case(name, *texts, about) for (_, _, texts), about in zip(read, metadata, strict=True)]
    codes = judging.weaknesses(cases)
    counted = tokens.count_batch(["\n".join(texts) for _, _, texts in read], settings.tokenizer)
    for about, weakness, count in zip(metadata, codes, counted, strict=True):
        about.weakness, about.tokens = weakness, count
    return [
        Candidate(instruction=c.instruction, input=c.input, output=c.output, metadata=c.metadata)
        for c in cases
    ]


def _stated(form: Form) -> dict[str, str]:
    return {key: value for key, value in asdict(form).items() if value}


def _name_of(path: Path) -> str:
    stem = path.name if path.is_dir() else files.stem(path)
    return re.sub(r"[^a-z0-9_.-]+", "-", stem.lower()).strip("-.") or "imported"


def _require_free(staging: Staging, name: str) -> None:
    """Raises StudioError where a dataset of that name cannot be imported into the store."""
    there = {row["dataset"] for row in staging.counts()}
    if there - set(originals.datasets(staging.db)):
        raise StudioError(
            "generated samples are staged here; import into a folder of its own (--workspace)"
        )
    if name in there:
        raise _taken(name)


def _taken(name: str) -> StudioError:
    return StudioError(
        f"the name {name!r} is taken; choose another with --name, or begin again with another "
        "--workspace"
    )
