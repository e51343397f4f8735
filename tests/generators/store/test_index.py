"""Building a store: names, types, one embedding per text, refresh, what cannot be read, what is not
a repository.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from generators.errors import StoreError
from generators.store import index as indexing
from generators.store.corpus import Corpus

from .fake import FakeEmbedder
from .records import EMOJI, LOG, PATH, PLAIN, SEED

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
        "components/Unit/0.1.1.0/src/ts/layer3/Unit.interface.t"
        "s": "export interface Unit { init(s: object): this; }\n",
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


def build(repositories, tmp_path, embedder=None, **named):
    embedder = embedder or FakeEmbedder()
    roots = repositories if isinstance(repositories, list) else [repositories]
    report = indexing.index(
        roots, tmp_path / "chroma_db", tmp_path / "pdca_timeline.db", embedder, "auto", **named
    )
    return report, embedder


def read(tmp_path):
    return Corpus.open(tmp_path / "chroma_db", tmp_path / "pdca_timeline.db", FakeEmbedder())


def test_collections_have_phase_1s_names_and_types(repository, tmp_path):
    report, _ = build(repository, tmp_path)
    assert (report.components, report.distinct_components, report.pdcas) == (3, 2, 3)
    client = chromadb.PersistentClient(
        str(tmp_path / "chroma_db"), settings=Settings(anonymized_telemetry=False)
    )
    rows = client.get_collection("components").get(include=["metadatas", "embeddings"])
    assert all(set(m) == {"file_path", "layer", "patterns", "file_type"} for m in rows["metadatas"])
    unit = next(
        m
        for m in rows["metadatas"]
        if m["file_path"].endswith("0.1.1.0/src/ts/layer2/DefaultUnit.ts")
    )
    assert unit["layer"] == "layer2" and unit["file_type"] == ".ts"
    assert unit["patterns"] == "empty_constructor,init_method,scenario_state"
    assert np.asarray(rows["embeddings"]).shape == (3, 384)
    chunk = client.get_collection("pdca_historical").get(where={"pdca_id": SEED[5:-8]})[
        "metadatas"
    ][0]
    assert {k: type(v) for k, v in chunk.items()} == {
        "chunk_type": str,
        "chunk_index": int,
        "pdca_id": str,
        "agent_name": str,
        "agent_role": str,
        "date": str,
        "timestamp": int,
        "trained_in_adapter": bool,
        "training_batch": str,
        "training_date": str,
    }


def test_the_timeline_has_its_tables_and_breadcrumbs(repository, tmp_path):
    build(repository, tmp_path)
    db = sqlite3.connect(tmp_path / "pdca_timeline.db")
    columns = " ".join(row[1] for row in db.execute("pragma table_info(pdcas)"))
    assert columns == (
        "id agent_name agent_role date timestamp session_id branch sprint cmm_level task_type "
        "objective "
        "quality_score verification_status file_path"
    )
    links = set(
        db.execute("select from_pdca_id, to_pdca_id, relationship_type from pdca_relationships")
    )
    earlier, later = LOG[:-8], PATH[5:-8]
    assert links == {(earlier, later, "PRECEDES"), (later, earlier, "FOLLOWS")}
    scores = dict(db.execute("select id, quality_score from pdcas"))
    assert scores[later] == 90.0 and scores[SEED[5:-8]] == 80.0


def test_whole_documents_come_back_from_their_chunks(repository, tmp_path):
    build(repository, tmp_path)
    corpus = read(tmp_path)
    assert {record.text for record in corpus.pdcas()} >= {EMOJI, PLAIN}
    assert corpus.predecessors(PATH[5:-8]) == [LOG[:-8]]


def test_each_distinct_text_is_embedded_once_and_only_changes_later(repository, tmp_path):
    report, embedder = build(repository, tmp_path)
    assert len(embedder.seen) == len(set(embedder.seen)) == report.embedded
    again, second = build(repository, tmp_path)
    assert (again.embedded, second.seen, again.removed) == (0, [], 0)
    assert again.unchanged == report.components + report.chunks
    (repository / "components/Unit/0.1.1.0/src/ts/layer3/Unit.interface.ts").write_text(
        "export interface Unit {}\n"
    )
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
    assert dict(report.skipped) == {
        "latin.ts": "not UTF-8; convert it to index it",
        "empty.ts": "empty",
    }
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
    (repository / "passwd.ts").symlink_to("/etc/passwd")
    report, _ = build(repository, tmp_path)
    assert report.components == 3
    named = sorted(name for name, why in report.skipped if "follow_links" in why)
    assert named == ["extra-again/", "extra/", "passwd.ts"]
    (repository / "passwd.ts").unlink()
    report, _ = build(repository, tmp_path, follow_links=True)
    assert report.components == 4
    assert "extra/Extra.ts" in read(tmp_path).source_ids()


def test_two_roots_are_told_apart(repository, tmp_path):
    other = tmp_path / "branch" / "repo"
    (other / "src").mkdir(parents=True)
    (other / "src" / "Only.ts").write_text("export class Only {}\n")
    report, _ = build([repository, other], tmp_path)
    assert report.components == 4
    assert "repo-2/src/Only.ts" in read(tmp_path).source_ids()


def test_a_repository_given_twice_is_one(repository, tmp_path):
    (tmp_path / "alias").symlink_to(repository)
    report, _ = build([repository, tmp_path / "alias"], tmp_path)
    assert report.components == 3
    assert not any(name.startswith("repo/") for name in read(tmp_path).source_ids())


def test_versions_of_a_file_in_two_roots_are_one_family(repository, tmp_path):
    other = tmp_path / "branch"
    for name, text in {
        "src/Tool.ts": "export class Tool {}\n",
        "components/Unit/0.1.2.0/src/ts/layer2/DefaultUnit.ts": UNIT.replace("1", "2"),
        SEED: PLAIN.replace("streaming", "batch"),
    }.items():
        for root in (repository, other) if name.startswith("src") else (other,):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
    report, _ = build([repository, other], tmp_path)
    assert report.pdcas == 4
    corpus = read(tmp_path)
    tools = [
        component for component in corpus.components() if component.file_path.endswith("Tool.ts")
    ]
    assert [tool.file_path for tool in tools] == ["branch/src/Tool.ts", "repo/src/Tool.ts"]
    assert {tool.family for tool in tools} == {"file:Tool.ts"}
    units = {c.family for c in corpus.components() if c.file_path.endswith("DefaultUnit.ts")}
    assert units == {"component:Unit/DefaultUnit.ts"}
    wordings = [record for record in corpus.pdcas() if record.family == f"pdca:{SEED[5:-8]}"]
    assert {record.name for record in wordings} == {SEED[5:-8]}, "people know no digest"
    assert len(wordings) == len({record.id for record in wordings}) == 2
    assert {"batch" in record.text for record in wordings} == {True, False}


def test_a_repository_no_longer_named_leaves_the_store(repository, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "Only.ts").write_text("export class Only {}\n")
    build([repository, other], tmp_path)
    report, embedder = build(repository, tmp_path)
    assert embedder.seen == [] and report.removed == 4
    assert len(read(tmp_path).components()) == 3


def test_marks_of_training_and_governance_outlive_a_refresh(repository, tmp_path):
    build(repository, tmp_path)
    store = chromadb.PersistentClient(
        str(tmp_path / "chroma_db"), settings=Settings(anonymized_telemetry=False)
    )
    chunks = store.get_collection("pdca_historical")
    ids = chunks.get()["ids"]
    marks = {"trained_in_adapter": True, "training_batch": "b7", "ok_to_train": True}
    chunks.update(ids=ids, metadatas=[marks] * len(ids))
    again, _ = build(repository, tmp_path)
    assert again.unchanged == again.components + again.chunks
    (repository / SEED).write_text(PLAIN.replace("Agent: ExportAgent", "Agent: LedgerAgent"))
    (repository / f"copy/{SEED}").unlink()
    build(repository, tmp_path)
    after = dict(zip(*(chunks.get()[key] for key in ("ids", "metadatas")), strict=True))
    changed = f"{SEED[5:-8]}#0"
    assert after[changed]["agent_name"] == "LedgerAgent" and after[changed]["ok_to_train"] is True
    assert after[changed]["trained_in_adapter"] is False, "nobody was trained on the new text"
    same = f"{SEED[5:-8]}#1"
    assert after[same]["agent_name"] == "LedgerAgent" and after[same]["training_batch"] == "b7"


def test_one_bad_file_ends_no_run(repository, tmp_path, monkeypatch):
    (repository / "Deep.ts").write_text("namespace a {\n" * 3_000 + "}\n" * 3_000)
    os.mkfifo(repository / "pipe.ts")
    with open(os.fsencode(repository) + b"/gr\xf6sse.ts", "w") as file:
        file.write("export class Size {}")
    (repository / "gone.ts").symlink_to(tmp_path / "nowhere")
    (repository / "locked").mkdir()
    listing = os.scandir

    def scandir(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    report, _ = build(repository, tmp_path)
    assert dict(report.skipped) == {
        "Deep.ts": "nested more than 200 deep (max_nesting)",
        "gr\ufffdsse.ts": "its name is not UTF-8; rename it to index it",
        "locked/": "permission denied",
    }
    assert report.components == 3 and len(report.skipped) == 3


def test_an_interrupted_run_is_completed_by_the_next(repository, tmp_path, monkeypatch):
    monkeypatch.setattr(indexing, "BLOCK", 2)

    class Interrupted(FakeEmbedder):
        def encode(self, texts, on_progress=None):
            if len(self.seen) >= 4:
                raise KeyboardInterrupt
            return super().encode(texts, on_progress)

    stopped = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        build(repository, tmp_path, stopped)
    with pytest.raises(StoreError, match="half built; run `web4-studio index` again"):
        read(tmp_path)
    report, embedder = build(repository, tmp_path)
    assert len(stopped.seen) == 4 and not set(stopped.seen) & set(embedder.seen), (
        "what was done is not done again"
    )
    assert report.pdcas == 3 and {r.text for r in read(tmp_path).pdcas()} >= {EMOJI, PLAIN}


BROKEN_OFF = """
    import os, resource, sys
    from pathlib import Path
    from generators.store import index as indexing
    from tests.generators.store.fake import FakeEmbedder
    root, out, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

    class Killed(FakeEmbedder):
        def encode(self, texts, on_progress=None):
            if self.seen:
                os._exit(9)
            return super().encode(texts, on_progress)

    if how == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
    try:
        model = FakeEmbedder() if how == "full" else Killed()
        indexing.index([root], out / "chroma_db", out / "pdca_timeline.db", model, "auto")
    except indexing.StoreError as error:
        print(error)
"""


@pytest.mark.parametrize(("how", "says"), [("killed", ""), ("full", "cannot write the store in")])
def test_a_killed_run_and_a_full_disk_leave_what_the_next_completes(
    repository, tmp_path, how, says
):
    for number in range(600):
        (repository / f"File{number}.ts").write_text(f"export class File{number} {{}}\n" * 20)
    script = [
        sys.executable,
        "-c",
        textwrap.dedent(BROKEN_OFF),
        str(repository),
        str(tmp_path),
        how,
    ]
    run = subprocess.run(script, capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert run.stdout.startswith(says) and run.stdout.count("\n") == (1 if says else 0), run.stderr
    assert run.returncode == (0 if says else 9)
    with pytest.raises(StoreError, match=r"half built|not a Chroma store"):
        read(tmp_path)
    report, _ = build(repository, tmp_path)
    corpus = read(tmp_path)
    assert report.components == len(corpus.components()) == 603 and len(corpus.pdcas()) == 3
    assert len(corpus.search_components("x", 1_000)) == 603


def test_a_store_of_another_model_is_not_mixed(repository, tmp_path):
    class Other(FakeEmbedder):
        name = "other"

    build(repository, tmp_path)
    with pytest.raises(StoreError, match="embedded with 'fake', not 'other'"):
        build(repository, tmp_path, Other())
    assert len(read(tmp_path).components()) == 3, "and it stays usable"


@pytest.mark.parametrize("kind", ["empty", "missing", "file"])
def test_what_is_no_repository_is_one_clear_line(tmp_path, kind):
    place = tmp_path / "place"
    if kind == "empty":
        place.mkdir()
    elif kind == "file":
        place.write_text("x")
    words = {"empty": "no .ts or .tsx file", "missing": "not a folder", "file": "not a folder"}[
        kind
    ]
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


@pytest.mark.parametrize("tables", ["create table pdcas (id text primary key, date text)", None])
def test_a_foreign_timeline_is_never_emptied(repository, tmp_path, tables):
    path = tmp_path / "pdca_timeline.db"
    if tables:
        with sqlite3.connect(path) as db:
            db.execute(tables)
            db.execute("insert into pdcas values ('theirs', '2024-01-01')")
        db.close()
    else:
        path.write_bytes(b"something else")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"pdca_timeline\.db was not made by `index`"):
        build(repository, tmp_path)
    assert path.read_bytes() == before and not (tmp_path / "chroma_db").exists()


def test_progress_names_the_steps_and_ends_with_all_done(repository, tmp_path):
    told = []
    indexing.index(
        [repository],
        tmp_path / "chroma_db",
        tmp_path / "t.db",
        FakeEmbedder(),
        "auto",
        lambda *step: told.append(step),
    )
    last = {stage: (done, total) for stage, done, total in told}
    assert {
        "reading TypeScript",
        "reading PDCAs",
        "writing components",
        "writing pdca_historical",
    } <= set(last)
    # Loading the model takes long: it is told before, and has no figures.
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages.index("reading PDCAs") < stages.index("loading the embedding model")
    assert last["loading the embedding model"] == (0, 0)
    assert all(done == total for done, total in last.values())
