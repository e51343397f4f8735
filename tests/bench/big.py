"""A staging store of full size, made by repeating a small one under new ids."""

from __future__ import annotations

import json
from pathlib import Path

from generators.settings import Settings
from studio.staging import Staging
from tests.conftest import make_pools, stage

FULL = 39_000


def big_store(folder: Path, count: int = FULL) -> Path:
    """Makes `folder/data/staging.db` with `count` samples that differ in id, agent, date and layer."""
    from generators.selection import select

    settings = Settings(scale=0.02)
    pools = make_pools(settings)
    path = folder / "data" / "staging.db"
    with stage(path, pools, select(pools, settings), settings) as staging:
        _grow(staging, count)
    return path


def _grow(staging: Staging, count: int) -> None:
    db = staging.db
    rows = list(db.query("select * from samples"))
    texts = {row["id"]: row for row in db.query("select * from texts")}
    more_rows, more_texts = [], []
    for number in range(count - len(rows)):
        row = rows[number % len(rows)]
        text = texts[row["id"]]
        turn = number // len(rows)
        new = f"{row['id']}{turn:03}"
        agent, layer = f"Agent {number % 23}", f"layer{number % 5 + 1}"
        date = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        metadata = json.loads(text["metadata"]) | {"sample_id": new, "agent_name": agent, "layer": layer, "date": date}
        more_rows.append(
            row | {"id": new, "agent": agent, "layer": layer, "date": date, "position": row["position"] + 10_000 * turn}
        )
        more_texts.append(text | {"id": new, "metadata": json.dumps(metadata)})
    with db.atomic():
        db.table("samples").insert_all(more_rows)
        db.table("texts").insert_all(more_texts)
