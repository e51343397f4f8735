"""The staging store's tables, as migrations. A migration that has landed is never edited; add
another.
"""

from __future__ import annotations

from . import views
from .database import Database, Migrations

migrations = Migrations("web4-studio")


@migrations(name="0001_staging")
def staging(db: Database) -> None:
    # Narrow, so that ids can be listed, filtered and sorted without reading long texts.
    db.table("samples").create(
        {
            "id": str,
            "dataset": str,
            "category": str,
            "split": str,
            "state": str,
            "tokens": int,
            "output_tokens": int,
            "family": str,
            "view": str,
            "source": str,
            "date": str,
            "agent": str,
            "layer": str,
            "rung": int,
            "position": int,
            "fingerprint": str,
            "output_hash": str,
            "edited": int,
            "run_id": str,
        },
        pk="id",
        not_null={"dataset", "category", "split", "state", "tokens"},
        defaults={"edited": 0, "rung": 0},
    )
    db.table("texts").create(
        {"id": str, "instruction": str, "input": str, "output": str, "metadata": str},
        pk="id",
        foreign_keys=[("id", "samples", "id")],
    )
    db.table("reserve").create(
        {
            "id": str,
            "dataset": str,
            "category": str,
            "split": str,
            "tokens": int,
            "position": int,
            "candidate": str,
        },
        pk="id",
    )
    db.table("left_out").create(
        {
            "dataset": str,
            "category": str,
            "reason": str,
            "fingerprint": str,
            "source": str,
            "twin": str,
        }
    )
    db.table("runs").create(
        {
            "id": str,
            "started": str,
            "finished": str,
            "status": str,
            "datasets": str,
            "settings": str,
            "corpus": str,
            "report": str,
        },
        pk="id",
    )
    db.table("reviews").create(
        {
            "id": int,
            "sample_id": str,
            "session": str,
            "reviewer": str,
            "verdict": str,
            "reason": str,
            "note": str,
            "seconds": float,
            "at": str,
        },
        pk="id",
    )
    db.table("lineage").create(
        {"id": int, "old": str, "new": str, "reason": str, "rule": str, "at": str}, pk="id"
    )
    db.table("validations").create({"id": int, "at": str, "passed": int, "report": str}, pk="id")
    db.table("ui").create({"key": str, "value": str}, pk="key")
    for columns in (["dataset", "category"], ["state"], ["split"], ["fingerprint"]):
        db.table("samples").create_index(columns)
    db.table("reserve").create_index(["dataset", "category", "split", "position"])
    db.table("left_out").create_index(["dataset", "reason"])
    db.table("reviews").create_index(["sample_id"])
    db.table("texts").enable_fts(["instruction", "input", "output"], create_triggers=True)


@migrations(name="0002_review")
def review(db: Database) -> None:
    db.table("sessions").create(
        {
            "id": str,
            "reviewer": str,
            "filter": str,
            "seed": int,
            "samples": str,
            "cursor": int,
            "started": str,
        },
        pk="id",
        not_null={"samples", "cursor"},
    )
    # An undone verdict stays in the table: every verdict is kept.
    db.table("reviews").add_column("undone", str, not_null_default="")
    db.table("reserve").add_column("output_hash", str, not_null_default="")
    # Near duplicates among samples and reserve, of outputs and of whole texts, by fingerprint and
    # both ways round: known since selection, so that a replacement is judged without comparing
    # everything again.
    db.table("twins").create({"one": str, "other": str}, pk=("one", "other"))
    for column in ("old", "new"):
        db.table("lineage").create_index([column])


@migrations(name="0003_source")
def source(db: Database) -> None:
    # "How many more are cut from this?" is asked for every sample somebody looks at.
    db.table("samples").create_index(["source"])


@migrations(name="0004_views")
def create_views(db: Database) -> None:
    views.create(db)


@migrations(name="0005_acts")
def acts(db: Database) -> None:
    # Verdicts given by one key belong together and are undone together; a draw keeps how many
    # samples there were of each stratum, by which its results are weighted.
    db.table("reviews").add_column("act", str, not_null_default="")
    db.table("sessions").add_column("strata", str, not_null_default="")


@migrations(name="0006_originals")
def originals(db: Database) -> None:
    # What imported samples were made of; the position leads from one to the other.
    db.table("originals").create(
        {
            "dataset": str,
            "position": int,
            "file": str,
            "number": int,
            "form": str,
            "record": str,
            "line": int,
        },
        pk=("dataset", "position"),
    )


@migrations(name="0007_measures")
def measures(db: Database) -> None:
    # What is computed about samples in the background; all of it can be computed again.
    db.table("measures").create(
        {
            "id": str,
            "nearest": float,
            "likest": str,
            "group": str,
            "suspicion": float,
            "why": str,
        },
        pk="id",
    )
    # How a session's samples were chosen: empty for the unbiased draw, which alone is counted; and
    # which lines of a sample a flag is about.
    db.table("sessions").add_column("chosen", str, not_null_default="")
    db.table("reviews").add_column("lines", str, not_null_default="")
