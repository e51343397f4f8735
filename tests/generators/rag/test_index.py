"""Building a store: names, types, one embedding per text, refresh, what cannot be read, what is not a repository."""

from __future__ import annotations

import os
import sqlite3

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from generators.rag import index as indexing
from generators.rag.corpus import Corpus
from generators.rag.errors import StoreError
from tests.generators.rag.fake import FakeEmbedder
from tests.generators.rag.records import EMOJI, LOG, PATH, PLAIN, SEED

UNIT = """import { Unit } from '../layer3/Unit.interface.js';
export class DefaultUnit implements Unit {
  private model = { level: 1 };
  constructor() {}
  init(scenario: { model: { level: number } }): this { this.model = scenario.model; return this; }
  toScenario() { return { model: this.model }; }
}
"""


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repo"
    files = {
        "components/Unit/0.1.0.0/src/ts/layer2/DefaultUnit.ts": UNIT,
        "components/Unit/0.1.1.0/src/ts/layer2/DefaultUnit.ts": UNIT,
        "components/Unit/0.1.1.0/src/ts/layer3/Unit.interface.ts": "export interface Unit { init(s: object): this; }\n",
        "components/Unit/node_modules/x/index.ts": "export const x = 1;\n",
        PATH: EMOJI,
        f"pdca/{LOG}": EMOJI.replace("Valve Alarm", "Valve Log")
        .replace("2024-05-07", "2024-05-06")
        .replace(LOG, "none.md"),
        SEED: PLAIN,
        f"copy/{SEED}": PLAIN,
        "pdca/README.md": "# About PDCAs\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def build(repositories, tmp_path, embedder=None):
    embedder = embedder or FakeEmbedder()
    roots = repositories if isinstance(repositories, list) else [repositories]
    report = indexing.index(roots, tmp_path / "chroma_db", tmp_path / "pdca_timeline.db", embedder)
    return report, embedder


def read(tmp_path):
    return Corpus.open(tmp_path / "chroma_db", tmp_path / "pdca_timeline.db", FakeEmbedder())


def test_collections_have_phase_1s_names_and_types(repository, tmp_path):
    report, _ = build(repository, tmp_path)
    assert (report.components, report.distinct_components, report.pdcas) == (3, 2, 3)
    client = chromadb.PersistentClient(str(tmp_path / "chroma_db"), settings=Settings(anonymized_telemetry=False))
    rows = client.get_collection("components").get(include=["metadatas", "embeddings"])
    assert all(set(m) == {"file_path", "layer", "patterns", "file_type"} for m in rows["metadatas"])
    unit = next(m for m in rows["metadatas"] if m["file_path"].endswith("0.1.1.0/src/ts/layer2/DefaultUnit.ts"))
    assert unit["layer"] == "layer2" and unit["file_type"] == ".ts"
    assert unit["patterns"] == "empty_constructor,init_method,scenario_state"
    assert np.asarray(rows["embeddings"]).shape == (3, 384)
    chunk = client.get_collection("pdca_historical").get(where={"pdca_id": SEED[5:-8]})["metadatas"][0]
    assert {k: type(v) for k, v in chunk.items()} == {
        "chunk_type": str, "chunk_index": int, "pdca_id": str, "agent_name": str, "agent_role": str, "date": str,
        "timestamp": int, "trained_in_adapter": bool, "training_batch": str, "training_date": str,
    }  # fmt: skip


def test_the_timeline_has_its_tables_and_breadcrumbs(repository, tmp_path):
    build(repository, tmp_path)
    db = sqlite3.connect(tmp_path / "pdca_timeline.db")
    columns = " ".join(row[1] for row in db.execute("pragma table_info(pdcas)"))
    assert columns == (
        "id agent_name agent_role date timestamp session_id branch sprint cmm_level task_type objective "
        "quality_score verification_status file_path"
    )
    links = set(db.execute("select from_pdca_id, to_pdca_id, relationship_type from pdca_relationships"))
    earlier, later = LOG[:-8], PATH[5:-8]
    assert links == {(earlier, later, "PRECEDES"), (later, earlier, "FOLLOWS")}
    scores = dict(db.execute("select id, quality_score from pdcas"))
    assert scores[later] == 90.0 and scores[SEED[5:-8]] == 80.0


def test_whole_documents_come_back_from_their_chunks(repository, tmp_path):
    build(repository, tmp_path)
    corpus = read(tmp_path)
    assert {record.text for record in corpus.pdcas()} >= {EMOJI, PLAIN}
    assert corpus.predecessors(PATH[5:-8]) == [LOG[:-8]] and corpus.successors(LOG[:-8]) == [PATH[5:-8]]


def test_each_distinct_text_is_embedded_once_and_only_changes_later(repository, tmp_path):
    report, embedder = build(repository, tmp_path)
    assert len(embedder.seen) == len(set(embedder.seen)) == report.embedded
    again, second = build(repository, tmp_path)
    assert (again.embedded, second.seen, again.removed) == (0, [], 0)
    assert again.unchanged == report.components + report.chunks
    (repository / "components/Unit/0.1.1.0/src/ts/layer3/Unit.interface.ts").write_text("export interface Unit {}\n")
    (repository / "components/Unit/0.1.0.0/src/ts/layer2/DefaultUnit.ts").unlink()
    third, embedder = build(repository, tmp_path)
    assert (third.embedded, third.removed, third.components) == (1, 1, 2)
    assert embedder.seen == ["export interface Unit {}\n"]
    assert len(read(tmp_path).components()) == 2


def test_what_cannot_be_read_is_named_and_skipped(repository, tmp_path):
    (repository / "latin.ts").write_bytes("export const größe = 1;".encode("latin-1"))
    (repository / "empty.ts").write_text("")
    (repository / "broken.ts").write_text("export class { (")
    report, _ = build(repository, tmp_path)
    assert dict(report.skipped) == {"latin.ts": "not UTF-8; convert it to index it", "empty.ts": "empty"}
    assert [name for name, _ in report.syntax_errors] == ["broken.ts"]
    assert report.components == 4


def test_links_are_not_followed_twice(repository, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "Extra.ts").write_text("export class Extra {}\n")
    (repository / "latest").symlink_to(repository / "components")
    (repository / "loop").symlink_to(repository)
    (repository / "extra").symlink_to(outside)
    (repository / "extra-again").symlink_to(outside)
    (repository / "gone").symlink_to(tmp_path / "nowhere")
    report, _ = build(repository, tmp_path)
    assert report.components == 4
    assert "extra/Extra.ts" in read(tmp_path).source_ids()


def test_two_roots_are_told_apart(repository, tmp_path):
    other = tmp_path / "branch" / "repo"
    (other / "src").mkdir(parents=True)
    (other / "src" / "Only.ts").write_text("export class Only {}\n")
    report, _ = build([repository, other], tmp_path)
    assert report.components == 4
    assert "repo-2/src/Only.ts" in read(tmp_path).source_ids()


def test_an_interrupted_run_is_completed_by_the_next(repository, tmp_path):
    class Interrupted(FakeEmbedder):
        def encode(self, texts, on_progress=None):
            if len(self.seen) and texts:
                raise KeyboardInterrupt
            return super().encode(texts, on_progress)

    with pytest.raises(KeyboardInterrupt):
        build(repository, tmp_path, Interrupted())
    report, _ = build(repository, tmp_path)
    assert report.pdcas == 3 and len(read(tmp_path).pdcas()) == 3


@pytest.mark.parametrize("kind", ["empty", "missing", "file"])
def test_what_is_no_repository_is_one_clear_line(tmp_path, kind):
    place = tmp_path / "place"
    if kind == "empty":
        place.mkdir()
    elif kind == "file":
        place.write_text("x")
    words = {"empty": "no .ts or .tsx file", "missing": "not a folder", "file": "not a folder"}[kind]
    with pytest.raises(StoreError, match=words) as caught:
        build(place, tmp_path)
    assert str(place) in str(caught.value) and "\n" not in str(caught.value)
    assert not (tmp_path / "chroma_db").exists()


def test_a_foreign_store_is_never_written(repository, tmp_path):
    foreign = tmp_path / "chroma_db"
    foreign.mkdir()
    (foreign / "chroma.sqlite3").write_bytes(b"theirs")
    with pytest.raises(StoreError, match="not made by `index`"):
        build(repository, tmp_path)
    assert os.listdir(foreign) == ["chroma.sqlite3"]
