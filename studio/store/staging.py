"""The staging store: every sample between its generation and the export, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from generators import tokens
from generators.sample import Candidate, Sample, SampleMetadata, fingerprint
from generators.settings import Settings
from studio.errors import StudioError

from .database import Database
from .schema import EXPORTED, migrations
from .verdicts import settle

if TYPE_CHECKING:
    from generators.pipeline.gates import Rejected
    from generators.pipeline.selection import Selection

BUSY_SECONDS = 30


class Staging:
    """One open staging store. Use as a context manager, or close it.

    Connections are not shared between threads: open another for a worker.
    """

    def __init__(self, path: Path, *, create: bool = True, checked: bool = False) -> None:
        """Opens and migrates; a store that this process has `checked` is only opened.

        Raises StudioError where there is no store to read, or it is none of ours.
        """
        if not create and not path.exists():
            raise StudioError(
                f"nothing is staged in {path.parent}: run `web4-studio generate` first"
            )
        self.path = path
        with readable_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
            self.db = Database(connection)
            self.db.execute("PRAGMA foreign_keys = ON")
            self.db.execute("PRAGMA synchronous = NORMAL")
            if checked:
                return
            if self.db.journal_mode != "wal":
                self.db.enable_wal()
            known = {migration.name for migration in migrations._migrations}
            newer = [
                applied.name for applied in migrations.applied(self.db) if applied.name not in known
            ]
            if newer:
                raise StudioError(
                    f"{path} was written by a newer web4-studio ({newer[-1]}); update this one"
                )
            if migrations.pending(self.db):
                migrations.apply(self.db)

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    # Runs

    def start_run(self, datasets: Sequence[str], settings: Settings, corpus: str) -> str:
        """Records that a run has begun and returns its id."""
        run = uuid4().hex[:12]
        with readable_errors(self.path), self.db.atomic():
            self.db.table("runs").insert(
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
        with readable_errors(self.path), self.db.atomic():
            self.db.table("runs").update(run, {"status": status, "finished": now()})

    def last_run(self) -> dict[str, Any] | None:
        """The newest finished run with its settings and report as objects."""
        rows = list(
            self.db.query(
                "select * from runs where status = 'done' order by finished desc, rowid desc limit 1"
            )
        )
        if not rows:
            return None
        return rows[0] | {
            key: json.loads(rows[0][key]) for key in ("datasets", "settings", "report")
        }

    def store(
        self,
        run: str,
        names: Sequence[str],
        selection: Selection,
        settings: Settings,
        report: dict[str, Any],
    ) -> None:
        """Replaces all samples, reserve and left-out rows of the named datasets by a selection, in
        one transaction.

        A sample that was there before keeps its state; what a person rejected or edited stays
        recorded in `lineage` and `reviews`, which a run never touches.
        """
        marks = ",".join("?" * len(names))
        wanted = set(names)
        samples = [c for name in names for c in selection.training.get(name, ())]
        samples += [c for c in selection.evaluation if c.dataset in wanted]
        output_tokens = tokens.count_batch([c.output for c in samples], settings.tokenizer)
        with readable_errors(self.path), self.db.atomic():
            self._turn_down(names, {c.metadata.sample_id for c in samples})
            # What a person wrote or turned down stays: the one is exported, the other never comes
            # back.
            gone = f"dataset in ({marks}) and edited = 0 and state not in ('replaced', 'rejected')"
            self.db.execute(
                f"delete from texts where id in (select id from samples where {gone})", list(names)
            )
            self.db.execute(f"delete from samples where {gone}", list(names))
            for table in ("reserve", "left_out"):
                self.db.execute(f"delete from {table} where dataset in ({marks})", list(names))
            self._insert(samples, output_tokens, run)
            self.db.table("reserve").insert_all(
                _reserve_row(position, candidate)
                for name in names
                for position, candidate in enumerate(selection.reserve.get(name, ()))
            )
            self._keep_twins(selection)
            self.db.table("left_out").insert_all(_rejected_row(item) for item in selection.rejected)
            self.db.table("runs").update(
                run, {"status": "done", "finished": now(), "report": json.dumps(report)}
            )

    def _insert(self, samples: Sequence[Candidate], output_tokens: Sequence[int], run: str) -> None:
        kept = {row[0] for row in self.db.execute("select id from samples")}
        rows = [
            (position, candidate, count)
            for position, (candidate, count) in enumerate(zip(samples, output_tokens, strict=True))
            if candidate.metadata.sample_id not in kept
        ]
        self.db.table("samples").insert_all(
            sample_row(candidate, position, count, run) for position, candidate, count in rows
        )
        self.db.table("texts").insert_all(text_row(candidate) for _, candidate, _ in rows)
        judged = {row[0] for row in self.db.execute("select distinct sample_id from reviews")}
        settle(self.db, [c.metadata.sample_id for c in samples if c.metadata.sample_id in judged])

    def _turn_down(self, names: Sequence[str], selected: set[str]) -> None:
        """Flagged samples that this run does not bring back are rejected, and remembered as such."""
        marks = ",".join("?" * len(names))
        flagged = f"select id from samples where dataset in ({marks}) and state = 'flagged'"
        gone = [row[0] for row in self.db.execute(flagged, list(names)) if row[0] not in selected]
        self.db.conn.executemany(
            "update samples set state = 'rejected' where id = ?", [(each,) for each in gone]
        )
        self.db.table("lineage").insert_all(
            {"old": each, "new": "", "reason": "flagged", "rule": "generated anew", "at": now()}
            for each in gone
        )

    def _keep_twins(self, selection: Selection) -> None:
        """Adds what this run knows and forgets what is about texts no longer here."""
        self.db.conn.executemany(
            "insert or ignore into twins (one, other) values (?, ?)", selection.twins
        )
        here = (
            "select fingerprint from samples union select output_hash from samples "
            "union select output_hash from reserve union select substr(id, length(dataset) + 2) from reserve"
        )
        self.db.execute(f"delete from twins where one not in ({here}) or other not in ({here})")

    # Reading

    def counts(self) -> list[dict[str, Any]]:
        """Rows (dataset, category, split, state, samples, tokens)."""
        return list(
            self.db.query(
                "select dataset, category, split, state, count(*) as samples, sum(tokens) as tokens from samples "
                "group by dataset, category, split, state order by dataset, category, split, state"
            )
        )

    def export_rows(self, file: str) -> Iterator[Sample]:
        """The samples of one JSONL file (a dataset's name, or `eval`) in their order."""
        where = "split = 'eval'" if file == "eval" else "split = 'train' and dataset = ?"
        marks = ",".join(f"'{state}'" for state in EXPORTED)
        for row in self.db.execute(
            f"select t.instruction, t.input, t.output, t.metadata from samples s join texts t on t.id = s.id "
            f"where {where} and s.state in ({marks}) order by s.position, s.id",
            [] if file == "eval" else [file],
        ):
            metadata = SampleMetadata.model_validate_json(row[3])
            yield Sample(instruction=row[0], input=row[1], output=row[2], metadata=metadata)

    def staged(self, without: Iterable[str] = (), edited: bool = False) -> list[Candidate]:
        """All exported samples as candidates, but for the named datasets; only those edited by hand
        if asked.
        """
        left = set(without)
        marks = ",".join(f"'{state}'" for state in EXPORTED)
        return [
            Candidate(
                instruction=row[1],
                input=row[2],
                output=row[3],
                metadata=json.loads(row[4]),
                rung=row[5],
            )
            for row in self.db.execute(
                "select s.dataset, t.instruction, t.input, t.output, t.metadata, s.rung from samples s "
                f"join texts t on t.id = s.id where s.state in ({marks}) and s.edited >= ? "
                "order by s.dataset, s.position, s.id",
                [int(edited)],
            )
            if row[0] not in left
        ]

    def rejected_counts(self) -> dict[str, dict[str, int]]:
        """Per dataset, how many candidates were left out by reason."""
        counts: dict[str, dict[str, int]] = {}
        for name, reason, count in self.db.execute(
            "select dataset, reason, count(*) from left_out group by dataset, reason order by dataset, 3 desc"
        ):
            counts.setdefault(name, {})[reason] = count
        return counts

    # Small things

    def remember(self, key: str, value: Any) -> None:
        """Keeps a piece of the screen's state."""
        with readable_errors(self.path), self.db.atomic():
            self.db.table("ui").upsert({"key": key, "value": json.dumps(value)}, pk="key")

    def recall(self, key: str, default: Any = None) -> Any:
        row = self.db.execute("select value from ui where key = ?", [key]).fetchone()
        return json.loads(row[0]) if row else default

    def validations(self, limit: int = 50) -> list[dict[str, Any]]:
        """The last validations, newest first, as (id, at, passed, report)."""
        rows = self.db.query("select * from validations order by id desc limit ?", [limit])
        return [row | {"report": json.loads(row["report"])} for row in rows]

    def add_validation(self, passed: bool, report: dict[str, Any]) -> None:
        with readable_errors(self.path), self.db.atomic():
            self.db.table("validations").insert(
                {"at": now(), "passed": int(passed), "report": json.dumps(report)}
            )


def sample_row(candidate: Candidate, position: int, output_tokens: int, run: str) -> dict[str, Any]:
    """The narrow row of a sample."""
    metadata = candidate.metadata
    return {
        "id": metadata.sample_id,
        "dataset": candidate.dataset,
        "category": candidate.category,
        "split": "eval" if metadata.is_eval else "train",
        "state": "staged",
        "tokens": metadata.tokens,
        "output_tokens": output_tokens,
        "family": metadata.family,
        "view": metadata.view,
        "source": metadata.source,
        "date": metadata.date,
        "agent": metadata.agent_name,
        "layer": metadata.layer,
        "rung": candidate.rung,
        "position": position,
        "fingerprint": candidate.fingerprint,
        "output_hash": fingerprint(candidate.output),
        "edited": 0,
        "run_id": run,
    }


def text_row(candidate: Candidate) -> dict[str, str]:
    """The long row of a sample."""
    return {
        "id": candidate.metadata.sample_id,
        "instruction": candidate.instruction,
        "input": candidate.input,
        "output": candidate.output,
        "metadata": candidate.metadata.model_dump_json(),
    }


def _reserve_row(position: int, candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.metadata.sample_id,
        "dataset": candidate.dataset,
        "category": candidate.category,
        "split": "eval" if candidate.metadata.is_eval else "train",
        "tokens": candidate.metadata.tokens,
        "position": position,
        "candidate": candidate.model_dump_json(),
        "output_hash": fingerprint(candidate.output),
    }


def _rejected_row(item: Rejected) -> dict[str, str]:
    return {
        "dataset": item.dataset,
        "category": item.category,
        "reason": item.reason,
        "fingerprint": item.fingerprint,
        "source": item.source,
        "twin": item.twin,
    }


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def readable_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite and the disk say into one line that names the file and the mend."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error).lower()
        if "full" in text:
            fix = "the disk is full; free some space and run again, nothing was half-written"
        elif "locked" in text or "busy" in text:
            fix = "another process is writing; wait for it and try again"
        elif "readonly" in text or "unable to open" in text:
            fix = "it cannot be written; choose another folder with --workspace"
        elif "not a database" in text or "malformed" in text:
            fix = "it is not a staging store; move it away and generate again"
        else:
            fix = str(error)
        raise StudioError(f"{path}: {fix}") from error
    except OSError as error:
        raise StudioError(f"{path}: {(error.strerror or str(error)).lower()}") from error
