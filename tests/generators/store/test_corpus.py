"""Reading stores: exact search against brute force, Phase 1's own store, and what is wrong with the
others.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3

import numpy as np
import pytest

from generators import pdca
from generators.errors import StoreError
from generators.governance import Governance
from generators.store import chroma, records, timeline, timeline_writer
from generators.store.corpus import Corpus
from tests.phase1_store import unpack

from .fake import FakeEmbedder
from .records import EMOJI

SIZE = 3_500
GRAIN = 1e-6
# Five apart is the same layer.
EQUAL = [(n, n + 5) for n in range(0, 1_000, 10)]


client = chroma.client


def empty_timeline(path):
    with sqlite3.connect(path) as db:
        db.executescript(timeline_writer.TABLES)
    db.close()
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """3,500 components in five layers, some with equal vectors: ties must be broken by id."""
    order = list(range(SIZE))
    random.Random(1).shuffle(order)
    folder = tmp_path_factory.mktemp("large")
    collection = client(folder / "chroma_db").create_collection("components")
    client(folder / "chroma_db").create_collection("pdca_historical")
    fake = FakeEmbedder()
    ids = [f"src/layer{n % 5 + 1}/File{n:04}.ts" for n in range(SIZE)]
    twins = {second: first for first, second in EQUAL}
    vectors = np.stack([fake.vector(f"text {twins.get(n, n)}") for n in range(SIZE)])
    for start in range(0, SIZE, 1_000):
        block = order[start : start + 1_000]
        collection.add(
            ids=[ids[n] for n in block],
            documents=[f"// {ids[n]}" for n in block],
            metadatas=[{"file_path": ids[n], "layer": ids[n].split("/")[1]} for n in block],
            embeddings=vectors[block],
        )
    corpus = Corpus.open(
        folder / "chroma_db",
        empty_timeline(folder / "t.db"),
        FakeEmbedder(),
        private_dir=folder / "private",
    )
    return corpus, ids, vectors


@pytest.mark.parametrize("k", [1, 10, 100, 3_000, SIZE, SIZE + 5])
@pytest.mark.parametrize("layers", [(), ("layer2",), ("layer2", "layer3", "layer5")])
def test_search_is_the_exact_top_k(large, k, layers):
    corpus, ids, vectors = large
    scores = vectors.astype(np.float64) @ FakeEmbedder.vector("a query").astype(np.float64)
    allowed = [n for n in range(SIZE) if not layers or ids[n].split("/")[1] in layers]
    found = [component.id for component, _ in corpus.search_components("a query", k, layers)]
    assert len(found) == len(set(found)) == min(k, len(allowed))
    place = {each: n for n, each in enumerate(ids)}
    true = scores[[place[each] for each in found]]
    # Scores are float32: texts that differ by less than its grain may change places, equal ones may
    # not.
    assert np.all(true[:-1] >= true[1:] - GRAIN)
    best = np.sort(scores[allowed])[::-1][:k]
    assert np.allclose(true, best, atol=GRAIN)
    for first, second in EQUAL:
        if ids[second] in found:
            assert (
                not ({first, second} <= set(allowed))
                or found.index(ids[first]) == found.index(ids[second]) - 1
            )
    reported = [score for _, score in corpus.search_components("a query", k, layers)]
    assert np.allclose(reported, true, atol=GRAIN)


@pytest.fixture
def phase1(tmp_path):
    unpack(tmp_path / "store")
    return tmp_path / "store"


def hashes(folder):
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def open_phase1(folder, **options):
    return Corpus.open(
        folder / "chroma_db",
        folder / "pdca_timeline.db",
        FakeEmbedder(),
        private_dir=folder.parent / "private",
        **options,
    )


def test_a_store_of_0_4_18_is_read_and_left_byte_identical(phase1):
    before = hashes(phase1)
    corpus = open_phase1(phase1)
    assert len(corpus.components()) == 40 and len(corpus.pdcas()) == 11
    assert len(corpus.search_components("valve", 40)) == 40
    assert len(corpus.search_chunks("valve", 100)) == 55
    assert hashes(phase1) == before


def test_search_on_a_migrated_store_equals_brute_force(phase1):
    corpus = open_phase1(phase1)
    ids, vectors = corpus._matrix("components")
    scores = vectors @ FakeEmbedder.vector("valve")
    wanted = {c.id for c in corpus.components() if c.layer == "layer3"}
    expected = sorted(
        (n for n in range(40) if ids[n] in wanted), key=lambda n: (-scores[n], ids[n])
    )[:7]
    assert [c.id for c, _ in corpus.search_components("valve", 7, ("layer3",))] == [
        ids[n] for n in expected
    ]


def test_a_source_is_as_like_a_text_as_its_likest_part(phase1):
    corpus = open_phase1(phase1)
    found = corpus.likeness("valve")
    assert set(found) == corpus.source_ids()
    wanted = {c.file_path: score for c, score in corpus.search_components("valve", 40)}
    for chunk, score in corpus.search_chunks("valve", 100):
        wanted[chunk.pdca_id] = max(score, wanted.get(chunk.pdca_id, -1))
    assert found == pytest.approx(wanted, abs=GRAIN)


def test_other_spellings_of_a_store_are_understood(phase1):
    corpus = open_phase1(phase1)
    record = corpus.pdca("PDCA-03")
    parts = corpus.search_chunks("any", 100)
    mine = {chunk.chunk_index: chunk.text for chunk, _ in parts if chunk.pdca_id == "PDCA-03"}
    assert record.text == "".join(mine[at] for at in range(5))
    assert [line for line in record.text.split("\n") if line.startswith("## ")] == [
        "## Plan",
        "## Do",
        "## Check",
        "## Act",
    ]
    assert record.cmm_level == 3, "the text CMM3"
    assert record.quality_score == 100.0, "NULL is computed: 50 + 20 + 20 + 10"
    assert record.task_type in (
        "debugging",
        "architectural_decision",
        "integration",
        "collaboration",
    )
    assert corpus.predecessors("PDCA-03") == ["PDCA-02"]


def test_governance_is_obeyed(phase1):
    corpus = open_phase1(phase1)
    assert "PDCA-00" not in {r.id for r in corpus.pdcas()} and corpus.excluded["ok_to_train"] == 5
    assert corpus.predecessors("PDCA-01") == [], (
        "a breadcrumb to what may not be used leads nowhere"
    )
    untrained = open_phase1(phase1, governance=Governance(only_untrained=True))
    assert (
        "PDCA-01" not in {r.id for r in untrained.pdcas()}
        and untrained.excluded["trained_in_adapter"] == 5
    )


def test_by_date_range_and_agent(phase1):
    corpus = open_phase1(phase1)
    assert {r.id for r in corpus.pdcas(start="2024-03-01", end="2024-03-31")} == {
        "PDCA-02",
        "PDCA-11",
    }
    assert {r.agent_name for r in corpus.pdcas(agent="Agent1")} == {"Agent1"}


def test_a_barred_chunk_bars_its_document(phase1):
    store = client(phase1 / "chroma_db")
    store.get_collection("pdca_historical").update(
        ids=["PDCA-05-plan"], metadatas=[{"ok_to_train": False}]
    )
    corpus = open_phase1(phase1)
    assert "PDCA-05" not in {record.id for record in corpus.pdcas()}
    assert "PDCA-05" not in {chunk.pdca_id for chunk, _ in corpus.search_chunks("x", 100)}
    assert "PDCA-05" not in corpus.source_ids() and corpus.predecessors("PDCA-06") == []


def test_the_private_copy_follows_its_source(phase1):
    first = open_phase1(phase1)
    again = open_phase1(phase1)
    assert (
        {c.layer for c in again.components()} == {c.layer for c in first.components()} != {"layer1"}
    )
    changed = sqlite3.connect(phase1 / "chroma_db" / "chroma.sqlite3")
    changed.execute("update embedding_metadata set string_value = 'layer1' where key = 'layer'")
    changed.commit()
    changed.close()
    assert {c.layer for c in open_phase1(phase1).components()} == {"layer1"}
    copies = [path.name for path in (phase1.parent / "private").iterdir()]
    assert len(copies) == 1, "the outdated copy is gone"


def test_a_source_that_changes_while_it_is_copied_is_refused(phase1, monkeypatch):
    copytree = shutil.copytree

    def meanwhile(*arguments, **named):
        made = copytree(*arguments, **named)
        (phase1 / "chroma_db" / "chroma.sqlite3").touch()
        return made

    monkeypatch.setattr(shutil, "copytree", meanwhile)
    with pytest.raises(StoreError, match="changed while it was copied"):
        open_phase1(phase1)
    assert list((phase1.parent / "private").iterdir()) == []


def test_a_directory_may_be_named_by_text(phase1):
    corpus = Corpus.open(
        str(phase1 / "chroma_db"),
        phase1 / "pdca_timeline.db",
        FakeEmbedder(),
        private_dir=phase1.parent / "private",
    )
    assert len(corpus.components()) == 40


def test_vectors_are_read_at_the_first_search_and_queries_once(phase1, monkeypatch):
    asked = []
    read_all = chroma.read_all
    monkeypatch.setattr(
        chroma,
        "read_all",
        lambda *a, **k: asked.append(k.get("vectors", False)) or read_all(*a, **k),
    )
    corpus = open_phase1(phase1)
    corpus.pdcas(), corpus.distinct_components(), corpus.fingerprint
    assert asked == [False, False]
    corpus.search_components("x", 1), corpus.search_components("y", 2)
    assert asked == [False, False, True]


def test_a_record_whose_facts_are_known_is_not_parsed(monkeypatch):
    monkeypatch.setattr(pdca, "parse", lambda *_: pytest.fail("parsed"))
    row = {
        "cmm_level": "CMM2",
        "quality_score": "70",
        "task_type": "debugging",
        "timestamp": "1704964800.0",
    }
    found = records.record("a", [records.chunk("a#0", "text", {"date": "2024-01-11"})], row)
    assert (found.cmm_level, found.quality_score, found.timestamp, found.date) == (
        2,
        70.0,
        1704964800,
        "2024-01-11",
    )


def test_what_the_timeline_does_not_know_is_read_in_the_text():
    found = records.record("a", [records.chunk("a", EMOJI, {})], None)
    assert (found.agent_name, found.date, found.cmm_level) == ("PumpAgent", "2024-05-07", 3)
    assert found.quality_score == 90.0 and found.document.title.startswith("Valve Alarm")


def test_chunks_without_index_follow_the_cycle():
    kinds = {
        "x-10": "execution",
        "x-9": "execution",
        "r": "reflection",
        "l": "learning",
        "h": "header",
        "p": "plan",
    }
    parts = [
        records.chunk(id, f"{id}\n", {"chunk_type": kind, "pdca_id": "x"})
        for id, kind in kinds.items()
    ]
    assert records.joined(parts).split() == ["h", "p", "x-9", "x-10", "l", "r"]
    cut = [
        records.chunk(f"x#{n}", text, {"chunk_index": n})
        for n, text in enumerate(["one", "two\n", "three"])
    ]
    assert records.joined(cut[::-1]) == "one\n\ntwo\nthree"


def test_the_fingerprint_is_the_contents(phase1, tmp_path):
    first = open_phase1(phase1).fingerprint
    assert open_phase1(phase1).fingerprint == first
    assert open_phase1(phase1, governance=Governance(only_untrained=True)).fingerprint != first


def test_families_join_versions_across_repositories(large):
    from generators.store.corpus import Component

    paths = [
        "components/Unit/0.1.0.0/src/A.ts",
        "main/components/Unit/0.2.0.0/src/A.ts",
        "components/Unit/0.1.0.0/src/B.ts",
        "components/Unit/0.3.0.0/src/ts/layer2/A.ts",
        "components/Unit/v0.3-build-004/A.ts",
        "components/Tank/0.1.0.0/src/A.ts",
    ]
    families = [Component("", path, "", (), ".ts", "").family for path in paths]
    same = {families[at] for at in (0, 1, 3, 4)}
    assert same == {"component:Unit/A.ts"} and same.isdisjoint({families[2], families[5]})
    outside = {Component("", p, "", (), ".ts", "").family for p in ("src/A.ts", "lib/x/A.ts")}
    assert outside == {"file:A.ts"}
    assert Component("", paths[1], "", (), ".ts", "").version == (0, 2, 0, 0)


def test_copies_of_a_file_share_their_text(tmp_path):
    """On other pages, too: versions of a file are dozens of copies."""
    count = chroma.PAGE + 10
    collection = client(tmp_path).create_collection("components")
    for part in (range(chroma.PAGE), range(chroma.PAGE, count)):
        collection.add(
            ids=[f"components/Unit/0.1.0.{n}/src/A.ts" for n in part],
            documents=[f"export class A{n % 2} {{}}" for n in part],
            embeddings=[[0.0, 1.0]] * len(part),
        )
    rows = chroma.read_all(collection)
    assert len(rows.texts) == count and len({id(text) for text in rows.texts}) == 2


def break_no_store(folder):
    shutil.rmtree(folder / "chroma_db")


def break_not_chroma(folder):
    (folder / "chroma_db" / "chroma.sqlite3").write_bytes(b"no database" * 100)


def break_collection(folder):
    client(folder / "chroma_db").delete_collection("components")


def break_width(folder):
    store = client(folder / "chroma_db")
    store.delete_collection("components")
    store.create_collection("components").add(ids=["a"], documents=["x"], embeddings=[[0.1] * 768])


def break_empty(folder):
    store = client(folder / "chroma_db")
    for name in ("components", "pdca_historical"):
        store.delete_collection(name)
        store.create_collection(name)


def break_no_timeline(folder):
    (folder / "pdca_timeline.db").unlink()


def break_timeline(folder):
    (folder / "pdca_timeline.db").write_bytes(b"no database" * 100)


def break_table(folder):
    with sqlite3.connect(folder / "pdca_timeline.db") as db:
        db.execute("drop table pdcas")


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (break_no_store, "not a Chroma store"),
        (break_not_chroma, "not a Chroma store"),
        (break_collection, "no collection 'components'"),
        (break_width, "768 dimensions"),
        (break_empty, "is empty"),
        (break_no_timeline, "does not exist"),
        (break_timeline, "not a SQLite timeline"),
        (break_table, "no table pdcas"),
    ],
)
def test_each_unusable_store_has_its_own_error(tmp_path, breaks, words):
    folder = tmp_path / "store"
    folder.mkdir()
    unpack(folder)
    breaks(folder)
    with pytest.raises(StoreError, match=words) as caught:
        open_phase1(folder)
    text = str(caught.value)
    assert "\n" not in text and ";" in text, "one line with the thing and the mend"


def test_a_store_is_migrated_before_the_connections_that_read_it_open(phase1, monkeypatch):
    """Of those opened before the last step of a migration, some do not know the new columns."""
    import chromadb

    made = []
    real = chromadb.PersistentClient

    def opened(**named):
        made.append(real(**named))
        return made[-1]

    monkeypatch.setattr(chromadb, "PersistentClient", opened)
    store = chroma.client(phase1 / "chroma_db")
    first, second = made
    assert store is second and first._closed and not second._closed
    assert len(store.list_collections()) == 2


@pytest.mark.long
def test_an_old_store_opens_every_time(tmp_path):
    for turn in range(150):
        folder = tmp_path / str(turn)
        folder.mkdir()
        unpack(folder)
        store = chroma.client(folder / "chroma_db")
        for each in store.list_collections():
            assert store.get_collection(each.name).get(limit=1)["ids"]
        store.close()
        shutil.rmtree(folder)


def test_a_server_that_does_not_answer_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"no Chroma server answers at http://127.0.0.1:9"):
        Corpus.open("http://127.0.0.1:9", empty_timeline(tmp_path / "t.db"), FakeEmbedder())


def test_a_timeline_with_a_write_ahead_log_is_read_whole_and_untouched(tmp_path):
    (tmp_path / "wal").mkdir()
    path = empty_timeline(tmp_path / "wal" / "t.db")
    writer = sqlite3.connect(path)
    writer.execute("pragma journal_mode = wal")
    writer.execute("insert into pdcas (id) values ('in the log')")
    writer.commit()
    before = hashes(tmp_path / "wal")
    rows, _ = timeline.read(path)
    assert set(rows) == {"in the log"} and hashes(tmp_path / "wal") == before
    writer.close()


def test_a_read_only_store_is_read_through_a_copy_that_can_be_written(phase1, tmp_path):
    """Its folders and files may not be written into; the copy must be, and go away again."""
    from generators.store import private_copy

    source = phase1 / "chroma_db"
    for path in [*source.rglob("*"), source]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        copied = private_copy.copy(source, tmp_path / "private")
        assert all(path.stat().st_mode & 0o200 for path in [copied, *copied.rglob("*")])
        os.utime(source / "chroma.sqlite3", (1, 1))
        again = private_copy.copy(source, tmp_path / "private")
        assert again != copied and not copied.exists()
    finally:
        source.chmod(0o755)
