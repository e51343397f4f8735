"""A staging store of full size: a small one grown with texts, agents, dates and layers of its own
for every sample.
"""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generators.catalog import DATASETS
from generators.sample import fingerprint, quarter_of
from generators.settings import Settings
from studio.store.staging import Staging
from tests.conftest import make_pools, stage
from tests.material import WORDS

FULL = int(os.environ.get("WEB4_STUDIO_BENCH_SAMPLES", "39000"))
REUSED = 12
"""Every so many samples share the output of an earlier one, as a real dataset's do."""
PARAGRAPHS = 4_000
MEMBER_END = "\n  }"


def big_store(folder: Path, count: int = FULL) -> Path:
    """Makes `folder/data/staging.db` with `count` samples of about 2 KB each; returns `folder`."""
    from generators.pipeline.selection import select

    settings = Settings(scale=0.02)
    pools = make_pools(settings)
    with stage(
        folder / "data" / ".studio" / "staging.db", pools, select(pools, settings), settings
    ) as staging:
        _grow(staging, count)
    return folder


def _grow(staging: Staging, count: int) -> None:
    db = staging.db
    rows = list(db.query("select * from samples"))
    texts = {row["id"]: row for row in db.query("select * from texts")}
    rng = random.Random(7)
    passages = list(_passages(rng))
    outputs: defaultdict[str, list[str]] = defaultdict(list)
    more_rows: list[dict[str, Any]] = []
    more_texts: list[dict[str, Any]] = []
    for number in range(count - len(rows)):
        row, turn = rows[number % len(rows)], number // len(rows)
        text, new = texts[row["id"]], f"{row['id']}{turn:03}"
        output = _grown(text["output"], DATASETS[row["dataset"]].code, rng.sample(passages, 3))
        made = outputs[row["dataset"]]
        if number % REUSED == 0 and made:
            output = rng.choice(made)
        made.append(output)
        date = f"{2024 + number % 2}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        facts = {"agent": f"Agent {number % 23}", "layer": f"layer{number % 5 + 1}", "date": date}
        metadata = json.loads(text["metadata"]) | {"sample_id": new, "agent_name": facts["agent"]}
        metadata |= {"layer": facts["layer"], "date": date, "quarter": quarter_of(date)}
        place = {
            "position": row["position"] + 10_000 * turn,
            "source": f"components/{number % 9_000}.ts",
        }
        more_rows.append(row | facts | place | {"id": new, "output_hash": fingerprint(output)})
        more_texts.append(text | {"id": new, "output": output, "metadata": json.dumps(metadata)})
    with db.atomic():
        db.table("samples").insert_all(more_rows)
        db.table("texts").insert_all(more_texts)


def _grown(output: str, code: str, passages: Sequence[str]) -> str:
    """The first half of an output, and passages of its own. Code stays sound: it keeps whole
    members, and the passages are its comments, or stand below its fence.
    """
    middle = len(output) // 2
    if not code:
        return f"{output[:middle]}\n{' '.join(passages)}"
    whole = output[: output.index(MEMBER_END, middle) + len(MEMBER_END)] + "\n}\n"
    if code == "raw":
        return whole + "".join(f"// {passage}\n" for passage in passages)
    return f"{whole}```\n{' '.join(passages)}"


def _passages(rng: random.Random) -> Iterator[str]:
    """Passages of words that are as unevenly frequent as those of a language."""
    words = WORDS + [first + second for first in WORDS for second in WORDS]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for _ in range(PARAGRAPHS):
        yield " ".join(rng.choices(words, weights, k=40))
