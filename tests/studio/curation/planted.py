"""Bad samples of eight kinds, planted among good ones."""

from __future__ import annotations

import random
from collections import defaultdict

from generators.sample import fingerprint
from studio.store.staging import Staging

KINDS = (
    "cut off", "brackets lost", "of another dataset", "output of another sample", "no answer",
    "letters shuffled", "one line again and again", "answer to another question",
)  # fmt: skip
SHORT = ("Done.", "See above.", "This works as expected.")


def spoiled(kind: str, output: str, near: str, far: str, rng: random.Random) -> str:
    """The output of a sample, made bad; `near` is one of its category, `far` of another dataset."""
    if kind == "cut off":
        return output[: int(len(output) * rng.uniform(0.3, 0.6))].rstrip() + " and th"
    if kind == "brackets lost":
        return "".join(s for s in output if s not in ")}]" or rng.random() < 0.4) + " {"
    if kind == "letters shuffled":
        return " ".join("".join(rng.sample(word, len(word))) for word in output.split())
    if kind == "one line again and again":
        return "\n".join([rng.choice([line for line in output.split("\n") if line.strip()])] * 25)
    return {"of another dataset": far, "no answer": rng.choice(SHORT)}.get(kind, near)


def plant(staging: Staging, count: int, seed: int = 11) -> dict[str, str]:
    """Spoils so many samples, as many of each kind. Returns their kinds by id."""
    rng = random.Random(seed)
    rows = staging.db.execute(
        "select s.id, s.dataset, s.category, t.output from samples s join texts t on t.id = s.id "
        "order by s.id"
    ).fetchall()
    alike, others = defaultdict(list), defaultdict(list)
    for row in rows:
        alike[row[1:3]].append(row)
        others[row[1]].append(row)
    found = {}
    with staging.writing() as db:
        for number, (each, dataset, category, output) in enumerate(rng.sample(rows, count)):
            kind = KINDS[number % len(KINDS)]
            near = rng.choice([row for row in alike[dataset, category] if row[0] != each])[3]
            far = rng.choice(others[rng.choice([name for name in others if name != dataset])])[3]
            text = spoiled(kind, output, near, far, rng)
            db.execute("update texts set output = ? where id = ?", [text, each])
            twin = kind == "output of another sample"
            mark = fingerprint(near) if twin else fingerprint(text, each)
            db.execute("update samples set output_hash = ? where id = ?", [mark, each])
            found[each] = kind
    return found
