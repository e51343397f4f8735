"""The staging store: every sample between its generation and the export, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from generators import held, tokens
from generators.errors import UserError
from generators.sample import Candidate, Sample, SampleMetadata
from generators.settings import Settings
from studio.errors import NothingStagedError, StudioError

from . import records, verdicts
from .database import Database, begin, enable_wal, foreign, unknown
from .schema import migrations
from .soundness import cells, damage
from .sql import marks, now, readable_errors

if TYPE_CHECKING:
    from generators.pipeline.selection import Selection

BUSY_SECONDS = 30
PATIENT_SECONDS = 600
Ground = tuple[Any, ...]
RUN = ".run-"
"""Beside the store, a folder of this name and the run's id is held for as long as the run lasts."""


class Staging:
    """One open staging store. Use as a context manager, or close it.

    Connections are not shared between threads: open another for a worker.
    """

    def __init__(self, path: Path, *, create: bool = True, checked: bool = False) -> None:
        """Opens and migrates; a store that this process has `checked` is only opened.

        Raises StudioError where there is no store to read, or the file is not a staging store.
        """
        if not create and not path.exists():
            raise NothingStagedError(path)
        self.path = path
        self._runs = ExitStack()
        with readable_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = Database(sqlite3.connect(path, timeout=BUSY_SECONDS))
            try:
                self.db.execute("PRAGMA foreign_keys = ON")
                self.db.execute("PRAGMA synchronous = NORMAL")
                if not checked:
                    self._prepare()
            except BaseException:
                self.db.close()
                raise

    def _prepare(self) -> None:
        """Refuses what is not this version's, migrates, and ends the runs of dead processes."""
        if foreign(migrations, self.db):
            raise StudioError(f"{self.path}: {damage.FOREIGN}")
        if newer := unknown(migrations, self.db):
            raise StudioError(
                f"{self.path} was written by a newer web4-studio ({newer[-1]}); update this one"
            )
        if self.db.journal_mode != "wal":
            enable_wal(self.db, BUSY_SECONDS)
        if migrations.pending(self.db):
            # What is pending is asked again within: another process may have migrated meanwhile.
            with self.writing() as db:
                migrations.apply(db)
        cells.require_sound(self.db)
        self._end_dead_runs()

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, _: object, error: BaseException | None, *__: object) -> None:
        """Closes. An error that comes of a damaged file is told as that."""
        known = error is None or isinstance(error, UserError) or not isinstance(error, Exception)
        what = "" if known else damage.faults(self.db.conn)
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            with readable_errors(self.path):
                raise error
        if what:
            raise StudioError(f"{self.path}: {damage.told(self.path, what)}") from error

    def close(self) -> None:
        self.db.close()
        self._runs.close()

    @contextmanager
    def writing(self, on_wait: Callable[[], None] | None = None) -> Iterator[Database]:
        """One transaction: all of it is kept, or nothing. It has the store for itself from its
        beginning, so that nothing it reads changes before it writes; a second one waits.

        A wait ends after half a minute; with `on_wait`, which is told every second, after ten
        minutes. Raises StudioError.
        """
        with readable_errors(self.path):
            if self.db.conn.in_transaction:
                with self.db.atomic():
                    yield self.db
                return
            begin(self.db, BUSY_SECONDS, PATIENT_SECONDS, on_wait)
            try:
                yield self.db
                self.db.conn.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """All that is read in the block is one state of the store, whatever others write."""
        with readable_errors(self.path):
            self.db.conn.execute("BEGIN")
            try:
                yield self.db
            finally:
                self.db.rollback()

    def version(self) -> int:
        """A number that changes when another connection has written."""
        return int(self.db.execute("pragma data_version").fetchone()[0])

    # Runs

    def start_run(self, datasets: Sequence[str], settings: Settings, corpus: str) -> str:
        """Records that a run has begun and returns its id. It lasts until the store is closed."""
        run = uuid4().hex[:12]
        with readable_errors(self.path):
            self._runs.enter_context(held.held(self.path.parent, RUN, run))
        with self.writing() as db:
            db.table("runs").insert(
                {
                    "id": run,
                    "started": now(),
                    "finished": "",
                    "status": "running",
                    "datasets": json.dumps(list(datasets)),
                    "settings": settings.model_dump_json(),
                    "corpus": corpus,
                    "report": "{}",
                }
            )
        return run

    def end_run(self, run: str, status: str) -> None:
        """Records how a run ended where it did not end by `store` (`cancelled` or `failed`)."""
        with self.writing() as db:
            db.table("runs").update(run, {"status": status, "finished": now()})

    def _end_dead_runs(self) -> None:
        """Ends the runs that no process holds: it was killed."""
        sql = "select id from runs where status = 'running'"
        for (run,) in self.db.execute(sql).fetchall():
            if held.alive(self.path.parent / f"{RUN}{run}"):
                continue
            with self.writing() as db:
                db.execute(
                    "update runs set status = 'failed', finished = ? "
                    "where id = ? and status = 'running'",
                    [now(), run],
                )

    def last_run(self) -> dict[str, Any] | None:
        """The newest finished run with its settings and report as objects."""
        rows = list(
            self.db.query(
                "select * from runs where status = 'done' "
                "order by finished desc, rowid desc limit 1"
            )
        )
        if not rows:
            return None
        return cells.run(rows[0])

    def ground(self) -> Ground:
        """What a selection builds on: changes with every run that ends well and every sample that
        is replaced.
        """
        sql = (
            "select (select count(*) from runs where status = 'done'), "
            "(select max(id) from lineage)"
        )
        return tuple(self.db.execute(sql).fetchone())

    def finished(self) -> dict[str, str]:
        """When the latest run with samples in a dataset was finished, by dataset."""
        sql = (
            "select s.dataset, max(r.finished) "
            "from (select distinct dataset, run_id from samples) s "
            "join runs r on r.id = s.run_id group by s.dataset"
        )
        return dict(self.db.execute(sql).fetchall())

    def store(
        self,
        run: str,
        names: Sequence[str],
        selection: Selection,
        settings: Settings,
        report: dict[str, Any],
        beside: Ground | None = None,
        on_wait: Callable[[], None] | None = None,
    ) -> bool:
        """Replaces all samples, reserve and left-out rows of the named datasets by a selection, in
        one transaction. Changes nothing and returns False where the `ground` of the selection was
        `beside`, and is another one now.

        A sample that was there before keeps its state; what a person rejected or edited stays
        recorded in `lineage` and `reviews`, which a run never touches.
        """
        wanted = set(names)
        samples = [c for name in names for c in selection.training.get(name, ())]
        samples += [c for c in selection.evaluation if c.dataset in wanted]
        output_tokens = tokens.count_batch([c.output for c in samples], settings.tokenizer)
        with self.writing(on_wait) as db:
            if beside not in (None, self.ground()):
                return False
            self._reject_flagged(names, {c.metadata.sample_id for c in samples})
            self._delete_unedited(names)
            self._insert(samples, output_tokens, run)
            db.table("reserve").insert_all(
                records.reserve_row(position, candidate)
                for name in names
                for position, candidate in enumerate(selection.reserve.get(name, ()))
            )
            self._keep_twins(selection)
            db.table("left_out").insert_all(
                records.left_out_row(item) for item in selection.rejected
            )
            db.table("runs").update(
                run, {"status": "done", "finished": now(), "report": json.dumps(report)}
            )
            # Of two runs that end in the same second, the later one is the newest.
            db.execute(
                "update runs set rowid = (select max(rowid) + 1 from runs) where id = ?", [run]
            )
        return True

    def _reject_flagged(self, names: Sequence[str], selected: set[str]) -> None:
        """Rejects the flagged samples that this run does not select again, and records it."""
        flagged = f"select id from samples where dataset in ({marks(names)}) and state = 'flagged'"
        gone = [row[0] for row in self.db.execute(flagged, list(names)) if row[0] not in selected]
        self.db.conn.executemany(
            "update samples set state = 'rejected' where id = ?", [(each,) for each in gone]
        )
        self.db.table("lineage").insert_all(
            {"old": each, "new": "", "reason": "flagged", "rule": "generated anew", "at": now()}
            for each in gone
        )

    def _delete_unedited(self, names: Sequence[str]) -> None:
        # What a person edited or rejected stays: the first is exported, the second must never be
        # selected again.
        gone = (
            f"dataset in ({marks(names)}) and edited = 0 and state not in ('replaced', 'rejected')"
        )
        self.db.execute(
            f"delete from texts where id in (select id from samples where {gone})", list(names)
        )
        self.db.execute(f"delete from samples where {gone}", list(names))
        for table in ("reserve", "left_out"):
            self.db.execute(f"delete from {table} where dataset in ({marks(names)})", list(names))

    def _insert(self, samples: Sequence[Candidate], output_tokens: Sequence[int], run: str) -> None:
        kept = {row[0] for row in self.db.execute("select id from samples")}
        rows = [
            (position, candidate, count)
            for position, (candidate, count) in enumerate(zip(samples, output_tokens, strict=True))
            if candidate.metadata.sample_id not in kept
        ]
        self.db.table("samples").insert_all(
            records.sample_row(candidate, position, count, run)
            for position, candidate, count in rows
        )
        self.db.table("texts").insert_all(records.text_row(candidate) for _, candidate, _ in rows)
        judged = {row[0] for row in self.db.execute("select distinct sample_id from reviews")}
        verdicts.settle(
            self.db, [c.metadata.sample_id for c in samples if c.metadata.sample_id in judged]
        )

    def _keep_twins(self, selection: Selection) -> None:
        """Adds the pairs that this run found and deletes those whose texts are no longer stored."""
        self.db.conn.executemany(
            "insert or ignore into twins (one, other) values (?, ?)", selection.twins
        )
        here = (
            "select fingerprint from samples union select output_hash from samples "
            "union select output_hash from reserve "
            "union select substr(id, length(dataset) + 2) from reserve"
        )
        self.db.execute(f"delete from twins where one not in ({here}) or other not in ({here})")

    # Reading

    def counts(self) -> list[dict[str, Any]]:
        """Rows (dataset, category, split, state, samples, tokens)."""
        return list(
            self.db.query(
                "select dataset, category, split, state, count(*) as samples, "
                "sum(tokens) as tokens from samples group by dataset, category, split, state "
                "order by dataset, category, split, state"
            )
        )

    def export_rows(self, file: str) -> Iterator[Sample]:
        """The samples of one JSONL file (a dataset's name, or `eval`) in their order."""
        where = "split = 'eval'" if file == "eval" else "split = 'train' and dataset = ?"
        for row in self.db.execute(
            f"select instruction, input, output, metadata from exported where {where} "
            "order by position, id",
            [] if file == "eval" else [file],
        ):
            metadata = cells.read(row[3], SampleMetadata, "the metadata of a sample")
            texts = [str(part) for part in row[:3]]
            yield Sample(instruction=texts[0], input=texts[1], output=texts[2], metadata=metadata)

    def staged(self, without: Iterable[str] = (), edited: bool = False) -> list[Candidate]:
        """All exported samples as candidates, without the named datasets; only those edited by hand
        if asked.
        """
        left = set(without)
        sql = (
            "select dataset, instruction, input, output, metadata, rung from exported "
            "where edited >= ? order by dataset, position, id"
        )
        return [
            records.candidate(*row[1:])
            for row in self.db.execute(sql, [int(edited)])
            if row[0] not in left
        ]

    def flagged(self) -> int:
        """How many samples an export would hold although they are flagged."""
        sql = "select count(*) from exported where state = 'flagged'"
        return int(self.db.execute(sql).fetchone()[0])

    def rejected_counts(self) -> dict[str, dict[str, int]]:
        """Per dataset, how many candidates were left out by reason."""
        counts: dict[str, dict[str, int]] = {}
        for name, reason, count in self.db.execute(
            "select dataset, reason, count(*) from left_out "
            "group by dataset, reason order by dataset, 3 desc"
        ):
            counts.setdefault(name, {})[reason] = count
        return counts

    # Small things

    def remember(self, key: str, value: Any) -> None:
        """Keeps a piece of the screen's state."""
        with self.writing() as db:
            db.table("ui").upsert({"key": key, "value": json.dumps(value)}, pk="key")

    def recall(self, key: str, default: Any = None) -> Any:
        """What `remember` kept under the key."""
        row = self.db.execute("select value from ui where key = ?", [key]).fetchone()
        return cells.lenient(row[0], default) if row else default

    def validations(self, limit: int = 50) -> list[dict[str, Any]]:
        """The last validations, newest first, as (id, at, passed, report)."""
        rows = self.db.query("select * from validations order by id desc limit ?", [limit])
        return [row | {"report": cells.validation(row["report"])} for row in rows]

    def add_validation(
        self, passed: bool, report: dict[str, Any], on_wait: Callable[[], None] | None = None
    ) -> None:
        """Records the outcome of a validation."""
        with self.writing(on_wait) as db:
            db.table("validations").insert(
                {"at": now(), "passed": int(passed), "report": json.dumps(report)}
            )
