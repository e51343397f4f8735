"""`status` and the Generate pane have the same figures: those of what an export would hold."""

from __future__ import annotations

from pathlib import Path

from generators.settings import Settings
from studio.figures import datasets, status
from studio.store.staging import Staging
from studio.workspace import Workspace


def test_replaced_and_rejected_samples_are_not_counted(
    staging: Staging, settings: Settings, tmp_path: Path
) -> None:
    def figures() -> dict[str, tuple[int, int]]:
        found = status.status(Workspace(tmp_path))["datasets"]
        return {name: (entry["staged"], entry["tokens"]) for name, entry in found.items()}

    def rows() -> dict[str, tuple[int, int]]:
        return {row.name: (row.staged, row.tokens) for row in datasets.rows(staging, settings)}

    before = figures()
    assert before == rows()
    sql = "select id, tokens from samples where dataset = 'style_core' and split = 'train' limit 2"
    gone = staging.db.execute(sql).fetchall()
    with staging.writing() as db:
        for (sample, _), state in zip(gone, ("replaced", "rejected"), strict=True):
            db.execute("update samples set state = ? where id = ?", [state, sample])
    staged, tokens = before["style_core"]
    left = (staged - 2, tokens - sum(each for _, each in gone))
    assert figures() == rows() == before | {"style_core": left}
    told = status.status(Workspace(tmp_path))
    states = told["datasets"]["style_core"]["states"]
    assert states == {"staged": staged - 2, "replaced": 1, "rejected": 1}
    line = next(each for each in status.render(told).splitlines() if each.startswith("style_core"))
    assert line.split()[2:4] == [str(left[0]), f"{left[1]:,}"]
