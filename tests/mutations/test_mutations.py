"""Every file that the product reads, mutated: whatever stands in it, a command ends in seconds with
exit code 0, 1 or 2, and says what is wrong in one line.

A few mutations of each kind always, a thousand of each with `-m long`.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generators import catalog, pdca
from generators import settings as settings_module
from generators.errors import UserError
from generators.limits import within
from generators.pipeline import engine
from generators.settings import Settings
from generators.store import chroma, index_marker, scan, timeline, timeline_writer
from generators.store.corpus import Contents, Corpus
from generators.store.embedding import Embedder
from generators.store.place import Place
from studio import cli
from studio.curation import review
from studio.jobs import run_settings
from studio.jobs.backups import backup
from studio.jobs.checkpoint import Checkpoint
from tests.conftest import stage
from tests.generators import records
from tests.generators.store.fake import FakeEmbedder
from tests.generators.test_style_core import LANTERN

from . import mutating

SECONDS = 10
FEW, MANY = 4, 1_000
SCALED = Settings(scale=0.01)


def few_and_many(function: Callable[..., None]) -> Callable[..., None]:
    """Runs a test that takes `example` with a few examples; with `-m long` with a thousand."""
    return pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])(
        function
    )


@pytest.fixture(autouse=True)
def _told(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    """States how often is tried, for `docs/reliability.md`."""
    record_property("tries", request.node.callspec.params["examples"])


def tried(examples: int, strategy: st.SearchStrategy[Any], call: Callable[[Any], object]) -> None:
    """Calls with each example; only an error meant for people may come out, and within seconds of
    the processor. What waits instead is stopped after a minute; a busy machine is no fault. An
    example that fails is shown as it is: to make it smaller, a slow one is tried for hours.
    """

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def run(example: Any) -> None:
        began = time.process_time()
        with within(6 * SECONDS):
            try:
                call(example)
            except UserError as error:
                assert 0 < len(str(error)) < 2_000
        assert time.process_time() - began < SECONDS

    run()


def ends_well(workspace: Path, *arguments: str) -> None:
    """A command ends with 0, 1 or 2; with 2 it has said one line."""
    result = CliRunner().invoke(cli.main, ["--workspace", str(workspace), *arguments])
    assert result.exit_code in (0, 1, 2), result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "a fault in web4-studio" not in result.stderr, result.stderr
    if result.exit_code == 2:
        assert len(result.stderr.splitlines()) == 1, result.stderr


# What is indexed


def corpus(components: list[tuple[str, str]], documents: list[tuple[str, str]]) -> Corpus:
    """A store of these files, as `index` would read them."""
    embedder = FakeEmbedder()
    chunks = []
    for path, text in documents:
        chunks += list(scan.chunk_rows(pdca.parse(text, path), "auto"))
    rows = {
        chroma.COMPONENTS: [(n, t, {"file_path": n, "layer": "layer2"}) for n, t in components],
        chroma.PDCAS: [(row.id, row.text, row.metadata) for row in chunks],
    }
    read = {}
    for name, found in rows.items():
        found.sort(key=lambda row: row[0])
        vectors = embedder.encode([text for _, text, _ in found])
        read[name] = chroma.Rows(
            [i for i, _, _ in found], [t for _, t, _ in found], [m for _, _, m in found], vectors
        )
    return Corpus(
        Contents(read[chroma.COMPONENTS], read[chroma.PDCAS], {}, [], read.__getitem__), embedder
    )


def scanned(folder: Path, name: str, content: bytes) -> scan.Scan:
    (folder / name).write_bytes(content)
    return scan.Scan([folder], lambda *_: None, settings_module.Settings().limits)


def no_bug(skipped: list[tuple[str, str]]) -> None:
    """A file may be left out for what it is, not because a parser broke."""
    assert not [why for _, why in skipped if why.startswith("cannot be parsed")]


@few_and_many
def test_typescript(tmp_path: Path, examples: int) -> None:
    name = "components/Lantern/0.1.0.0/src/ts/layer2/DefaultLantern.ts"
    (tmp_path / name).parent.mkdir(parents=True)
    record = records.document(1, "2024-05-01")

    def call(content: bytes) -> None:
        found = scanned(tmp_path, name, content)
        rows = list(found.components())
        no_bug(found.skipped)
        if rows:
            store = corpus([(row.id, row.text) for row in rows], [("pdca/a.pdca.md", record)])
            for dataset in ("style_core", "style_refactor", "domain_patterns"):
                engine.gather(dataset, store, SCALED)

    tried(examples, mutating.texts(LANTERN.encode()), call)


@few_and_many
def test_records(tmp_path: Path, examples: int) -> None:
    name = "2024-05-01-UTC-0900-hostile.pdca.md"

    def call(content: bytes) -> None:
        found = scanned(tmp_path, name, content)
        read = list(found.pdcas())
        no_bug(found.skipped)
        timeline_writer.write(tmp_path / "t.db", read)
        if read:
            store = corpus([("layer2/A.ts", LANTERN)], [(p, r.text) for p, r in read])
            for dataset in ("domain_representatives", "domain_patterns"):
                engine.gather(dataset, store, SCALED)

    tried(examples, mutating.texts(records.document(1, "2024-05-01").encode()), call)


@few_and_many
def test_a_store_of_somebody_else(examples: int) -> None:
    good = {
        "components": [["a.ts", {"file_path": "a.ts", "layer": "layer2", "patterns": "x"}]],
        "chunks": [
            ["p#0", {"pdca_id": "p", "chunk_type": "plan", "chunk_index": 0, "date": "2024-05-01"}]
        ],
        "rows": {"p": {"id": "p", "cmm_level": 3, "timestamp": 1, "quality_score": 80.0}},
        "links": [["p", "q", "PRECEDES"]],
    }
    kinds = str | int | float | bool

    def rows(stated: Any) -> chroma.Rows:
        pairs = [(str(e[0]), e[1]) for e in stated if isinstance(e, list) and len(e) == 2]
        # Chroma itself keeps ids as texts and values of these kinds only.
        clean = [
            (i, {k: v for k, v in m.items() if isinstance(v, kinds)} if isinstance(m, dict) else {})
            for i, m in pairs
        ]
        vectors = FakeEmbedder().encode([each for each, _ in clean])
        texts = [LANTERN] * len(clean)
        return chroma.Rows([i for i, _ in clean], texts, [m for _, m in clean], vectors)

    def call(text: str) -> None:
        try:
            stated = json.loads(text)
        except (ValueError, RecursionError):
            return
        parts = [stated.get(key) for key in good] if isinstance(stated, dict) else []
        if [type(part) for part in parts] != [list, list, dict, list]:
            return
        table = {k: v for k, v in parts[2].items() if isinstance(v, dict)}
        links = [tuple(map(str, e)) for e in parts[3] if isinstance(e, list) and len(e) == 3]
        components, chunks = rows(parts[0]), rows(parts[1])
        both = {chroma.COMPONENTS: components, chroma.PDCAS: chunks}
        store = Corpus(Contents(components, chunks, table, links, both.__getitem__), FakeEmbedder())
        assert store.fingerprint
        store.distinct_components()
        for record in store.pdcas():
            store.successors(record.id)

    tried(examples, mutating.documents(good), call)


@few_and_many
def test_the_timeline(tmp_path: Path, examples: int) -> None:
    good = tmp_path / "good.db"
    parsed = [
        (f"pdca/{n}.md", pdca.parse(records.document(n, "2024-05-01"), f"{n}.pdca.md"))
        for n in range(3)
    ]
    timeline_writer.write(good, parsed)
    path = tmp_path / "pdca_timeline.db"
    chunks = chroma.Rows(["0#0", "1#0"], ["# A", "# B"], [{"pdca_id": "0"}, {"pdca_id": "1"}], None)
    empty = chroma.Rows([], [], [], None)

    def read() -> None:
        rows, links = timeline.read(path)
        store = Corpus(Contents(empty, chunks, rows, links, lambda _: empty), FakeEmbedder())
        assert store.fingerprint

    def by_bytes(content: bytes) -> None:
        path.write_bytes(content)
        read()

    def by_cells(change: tuple[str, Any]) -> None:
        shutil.copyfile(good, path)
        _change(path, *change)
        read()

    tried(examples // 2, mutating.texts(good.read_bytes()), by_bytes)
    tried(examples // 2, _cells(good), by_cells)


# What is exported and reviewed


@pytest.fixture(scope="module")
def exported(good_export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small export: two datasets and the evaluation, a few samples of each."""
    folder = tmp_path_factory.mktemp("small")
    for name in ("style_core", "domain_representatives", "guardrails", catalog.EVAL):
        lines = (good_export / f"{name}.jsonl").read_text("utf-8").splitlines(True)
        (folder / f"{name}.jsonl").write_text("".join(lines[:6]), "utf-8")
    shutil.copyfile(good_export / "manifest.json", folder / "manifest.json")
    return folder


def _validated(folder: Path, workspace: Path) -> None:
    ends_well(workspace, "validate", str(folder))


@few_and_many
def test_jsonl(exported: Path, tmp_path: Path, examples: int) -> None:
    folder = tmp_path / "out"
    shutil.copytree(exported, folder)
    name = "domain_representatives.jsonl"
    first, rest = (exported / name).read_bytes().split(b"\n", 1)

    def by_bytes(content: bytes) -> None:
        (folder / name).write_bytes(content)
        _validated(folder, tmp_path)

    def by_values(line: str) -> None:
        by_bytes(line.encode("utf-8", "surrogatepass") + b"\n" + rest)

    tried(examples // 2, mutating.texts((exported / name).read_bytes()), by_bytes)
    tried(examples // 2, mutating.documents(json.loads(first)), by_values)


@few_and_many
def test_manifests(exported: Path, tmp_path: Path, examples: int) -> None:
    folder = tmp_path / "out"
    shutil.copytree(exported, folder)
    path = folder / "manifest.json"
    good = json.loads(path.read_text("utf-8"))
    kept = {key: good[key] for key in ("files", "settings", "planned", "scale")}

    def by_bytes(content: bytes) -> None:
        path.write_bytes(content)
        _validated(folder, tmp_path)

    tried(examples // 2, mutating.texts(json.dumps(kept).encode()), by_bytes)
    tried(examples // 2, mutating.documents(kept), lambda text: by_bytes(text.encode()))


@pytest.fixture(scope="module")
def store(pools, selection, settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a staging store, to be copied."""
    root = tmp_path_factory.mktemp("staged")
    with stage(root / "data" / ".studio" / "staging.db", pools, selection, settings) as staging:
        staging.add_validation(True, {"passed": True})
        ids = [row[0] for row in staging.db.execute("select id from samples limit 4")]
        review.flag(staging, ids, "factually_wrong")
        staging.db.execute("pragma wal_checkpoint(truncate)")
        staging.db.execute("pragma journal_mode = delete")
    return root


@few_and_many
def test_reviews(store: Path, tmp_path: Path, examples: int) -> None:
    root = tmp_path / "work"
    shutil.copytree(store, root)
    path = root / "review.jsonl"
    arguments = ["--workspace", str(root), "review", "--export", str(path), "--size", "3"]
    assert CliRunner().invoke(cli.main, arguments).exit_code == 0
    content = path.read_text("utf-8").replace('"verdict": ""', '"verdict": "accept"')
    first, rest = content.split("\n", 1)

    def by_bytes(content: bytes) -> None:
        path.write_bytes(content)
        ends_well(root, "review", "--import", str(path), "--reviewer", "me")

    def by_values(line: str) -> None:
        by_bytes(f"{line}\n{rest}".encode())

    tried(examples // 2, mutating.texts(content.encode()), by_bytes)
    tried(examples // 2, mutating.documents(json.loads(first)), by_values)


@few_and_many
def test_the_staging_store(store: Path, tmp_path: Path, examples: int) -> None:
    good = store / "data" / ".studio" / "staging.db"
    path = tmp_path / "data" / ".studio" / "staging.db"
    path.parent.mkdir(parents=True)

    def commands() -> None:
        for arguments in (
            ["status"],
            ["review"],
            ["review", "--export", str(tmp_path / "r.jsonl"), "--filter", "dataset:guardrails"],
            ["regenerate", "--dry-run"],
        ):
            ends_well(tmp_path, *arguments)

    def fresh() -> None:
        # A connection that is collected meanwhile may take its log away first.
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir(exist_ok=True)

    def by_bytes(places: list[tuple[float, bytes]]) -> None:
        fresh()
        content = bytearray(good.read_bytes())
        for share, token in places:
            at = int(share * (len(content) - 1))
            content[at : at + len(token)] = token
        path.write_bytes(content)
        commands()

    def by_cells(change: tuple[str, Any]) -> None:
        fresh()
        shutil.copyfile(good, path)
        _change(path, *change)
        commands()

    tokens = st.one_of(st.sampled_from(mutating.TOKENS), st.binary(min_size=1, max_size=64))
    tried(examples // 2, st.lists(st.tuples(st.floats(0, 1), tokens), max_size=20), by_bytes)
    tried(examples // 2, _cells(good), by_cells)


# Settings and small documents


@few_and_many
def test_settings(tmp_path: Path, examples: int) -> None:
    good = run_settings.as_toml(Settings(), "style_core") + "\n[keys]\nquit = 'q'\n"
    path = tmp_path / settings_module.CONFIG_NAME

    def call(content: bytes) -> None:
        path.write_bytes(content)
        try:
            read = settings_module.load(path)
        finally:
            run_settings.from_toml(content.decode("utf-8", "replace"), Settings())
        for name in catalog.DATASETS:
            read.dataset(name)

    tried(examples, mutating.texts(good.encode()), call)


@few_and_many
def test_small_documents(tmp_path: Path, examples: int) -> None:
    """Connection, marker, backup list, cache of queries, checkpoint."""
    kept = Checkpoint(tmp_path, "corpus", Settings())
    kept.folder.mkdir()
    head = {"key": kept.key, "items": 1, "dataset": {"name": "x", "categories": [{"name": "a"}]}}
    good = {
        "chroma": "chroma_db", "timeline": "t.db", "made_by": "x", "model": "m", "complete": True,
        "queries": {"q": [0.0, 1.0]}, "files": {"data/a": "0" * 64},
    }  # fmt: skip
    place = Place(tmp_path)
    place.data.mkdir()

    def quietly(call: Callable[[], object]) -> None:
        try:
            call()
        except UserError as error:
            assert str(error)

    def call(text: str) -> None:
        for path in (
            place.connection_path, tmp_path / index_marker.NAME, tmp_path / backup.MANIFEST,
            tmp_path / "queries.json",
        ):  # fmt: skip
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        quietly(lambda: (place.chroma, place.timeline, place.has_store))
        quietly(lambda: index_marker.read(tmp_path))
        quietly(lambda: backup.verified(tmp_path))
        quietly(lambda: Embedder("m", tmp_path / "queries.json"))

    def checkpoint(text: str) -> None:
        (kept.folder / "style_core.jsonl").write_text(text + '\n["candidate", {}]\n')
        assert kept.load("style_core") is None

    tried(examples // 2, mutating.documents(good), call)
    tried(examples // 2, mutating.documents(head), checkpoint)


# Databases


def _cells(good: Path) -> st.SearchStrategy[tuple[str, Any]]:
    """A column of a table or the schema itself, and what to put there in every row."""
    with closing(sqlite3.connect(good)) as db:
        tables = [
            row[0]
            for row in db.execute(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' "
                "and name not like '%_fts%'"
            )
        ]
        columns = [
            f'update "{table}" set "{row[1]}" = ?'
            for table in tables
            for row in db.execute(f'pragma table_info("{table}")')
        ]
    changes = [f'drop table "{table}"' for table in tables]
    changes += [f'delete from "{table}"' for table in tables]
    changes += [f'alter table "{table}" rename to other' for table in tables]
    values = [v for v in mutating.VALUES if isinstance(v, str | int | float) or v is None]
    documents = [json.dumps(v) for v in mutating.VALUES] + ["[" * 5_000, '"\\ud800"', "NaN", "{"]
    kept = [v for v in values if not isinstance(v, int) or abs(v) < 2**63]
    cells = st.sampled_from([*kept, *documents, b"\xff\xfe", float("inf"), float("nan")])
    return st.tuples(st.sampled_from([*columns, *columns, *columns, *changes]), cells)


def _change(path: Path, sql: str, value: Any) -> None:
    """Applies a change; one that a constraint refuses is none."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma foreign_keys = off")
        try:
            with db:
                db.execute(sql, [value] if "?" in sql else [])
        except sqlite3.Error:
            return
