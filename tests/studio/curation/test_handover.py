"""Hand-over: a file goes out, verdicts come back, twice is once, and nothing is half taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generators.sample import fingerprint
from generators.settings import Settings
from studio.curation import handover, results, review
from studio.errors import StudioError
from studio.export import writer
from studio.search import filters
from studio.store import listing, verdicts
from studio.store.staging import Staging


def fill(path: Path, verdicts: list[dict[str, str]]) -> None:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for line, verdict in zip(lines, verdicts, strict=False):
        line.update(verdict)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def test_there_and_back(staging: Staging, tmp_path: Path) -> None:
    ids = listing.ids(staging.db, filters.parse("dataset:guardrails"))[:3]
    session = review.start(staging, 3, "id:" + "|".join(ids), who="ann")
    while session.current:
        session = review.judge(staging, session, "accept")
    path = tmp_path / "for-bob.jsonl"
    assert handover.write(staging, path, ids, "ann", blank=True) == 3
    assert all(json.loads(line)["verdict"] == "" for line in path.read_text("utf-8").splitlines())
    fill(
        path,
        [{"verdict": "flag", "reason": "low value", "note": "says nothing"}, {"verdict": "accept"}],
    )
    done = handover.read(staging, path, "bob")
    assert (done.taken, done.blank, done.refused) == (2, 1, ())
    assert handover.read(staging, path, "bob").known == 2
    states = dict(staging.db.execute("select id, state from samples").fetchall())
    assert [states[each] for each in ids] == ["flagged", "accepted", "accepted"]
    (both,) = results.agreement(staging.db)
    assert (both.first, both.second, both.samples, both.same) == ("ann", "bob", 2, 1)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x1e"])
def test_only_line_feeds_end_a_line(staging: Staging, tmp_path: Path, character: str) -> None:
    ids = listing.ids(staging.db, filters.parse("dataset:guardrails"))[:2]
    path = tmp_path / "for-bob.jsonl"
    handover.write(staging, path, ids, "ann", blank=True)
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    for line in lines:
        line.update({"verdict": "flag", "reason": "low value", "note": f"one{character}two"})
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_bytes(text.encode())
    done = handover.read(staging, path, "bob")
    assert (done.taken, done.blank, done.refused) == (2, 0, ())


def test_ones_own_verdicts_travel_with_the_file(staging: Staging, tmp_path: Path) -> None:
    session = review.start(staging, 1, who="ann")
    review.judge(staging, session, "flag", "unsafe", "has a path")
    path = tmp_path / "ann.jsonl"
    handover.write(staging, path, verdicts.judged_by(staging.db, "ann"), "ann")
    (line,) = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line[key] for key in ("verdict", "reason", "note", "reviewer")] == [
        "flag",
        "unsafe",
        "has a path",
        "ann",
    ]


@pytest.mark.parametrize(
    ("verdict", "complaint"),
    [
        ({"verdict": "good"}, "line 2: verdict 'good'"),
        ({"verdict": "flag", "reason": "ugly"}, "line 2: reason 'ugly'"),
        ({"metadata": {}}, "line 2: not a reviewed sample"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(
    staging: Staging, tmp_path: Path, verdict: dict[str, str], complaint: str
) -> None:
    path = tmp_path / "f.jsonl"
    handover.write(staging, path, listing.ids(staging.db, filters.parse(""))[:2], "", blank=True)
    fill(path, [{"verdict": "accept"}, verdict])
    with pytest.raises(StudioError, match=complaint):
        handover.read(staging, path, "bob")
    assert staging.db.execute("select count(*) from reviews").fetchone()[0] == 0


def test_unknown_and_changed_samples_are_refused_by_name(staging: Staging, tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    ids = listing.ids(staging.db, filters.parse(""))[:2]
    handover.write(staging, path, ids, "", blank=True)
    fill(
        path,
        [
            {"verdict": "accept", "output": "other"},
            {"verdict": "accept", "metadata": {"sample_id": "gone-1"}},
        ],
    )  # type: ignore[dict-item]
    done = handover.read(staging, path, "bob")
    assert (
        done.taken == 0
        and "other text" in done.refused[0]
        and "gone-1 is not in this store" in done.refused[1]
    )


def test_a_reviewer_must_have_a_name(staging: Staging, tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    handover.write(staging, path, listing.ids(staging.db, filters.parse(""))[:1], "", blank=True)
    fill(path, [{"verdict": "accept"}])
    with pytest.raises(StudioError, match="no reviewer"):
        handover.read(staging, path)


def test_the_card_tells_what_reviews_found(
    staging: Staging, settings: Settings, tmp_path: Path
) -> None:
    session = review.start(staging, 2, "dataset:guardrails split:train", who="ann")
    review.judge(staging, review.judge(staging, session, "accept"), "accept")
    outcome = writer.export(staging, tmp_path / "out", settings)
    assert outcome.report.passed
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert (
        "| guardrails | 2 | 0 | 0.0% | 0.0% to 65.8% |" in card
        and "ann" not in card.split("Results of manual review")[1]
    )


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r"])
def test_a_line_ends_at_a_newline_and_at_nothing_else(staging, tmp_path, mark) -> None:
    """The product's own file comes back, whatever marks that end a line a sample holds."""
    ids = [row[0] for row in staging.db.execute("select id from samples limit 2")]
    output = f"const mark = '{mark}';{mark}\nexport default mark;"
    given, asked = staging.db.execute(
        "select instruction, input from texts where id = ?", [ids[0]]
    ).fetchone()
    with staging.writing() as db:
        db.execute("update texts set output = ? where id = ?", [output, ids[0]])
        db.execute(
            "update samples set fingerprint = ? where id = ?",
            [fingerprint(given, asked, output), ids[0]],
        )
    path = tmp_path / "back.jsonl"
    assert handover.write(staging, path, ids, "ann", blank=True) == 2
    rows = [json.loads(line) | {"verdict": "accept"} for line in path.read_bytes().split(b"\n")[:2]]
    text = "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes(text.encode())
    done = handover.read(staging, path, "bob")
    assert (done.taken, done.refused) == (2, ())
