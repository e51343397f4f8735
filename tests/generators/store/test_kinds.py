"""Records of a kind that an installed package reads: indexed, searched, governed, given back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generators import kinds
from generators.catalog import DATASETS
from generators.errors import PluginError, StoreError
from generators.pipeline import material
from generators.pipeline.selection import Pool
from generators.store.corpus import Corpus
from studio.validation.store_view import StoreView
from tests import plugin

from .fake import FakeEmbedder
from .test_index import build, read

READER = """
from generators.kinds import NotARecord, Reader


def facts(path, text):
    title, _, body = text.partition("\\n")
    if not body:
        raise NotARecord("a minute without text")
    return {"title": title, "date": path[8:18], "ok_to_train": "secret" not in body, "lines": 2}


READER = Reader("minutes", (".txt",), lambda path: path.startswith("minutes/"), facts)
"""
Put = Callable[..., Path]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    texts = {
        "minutes/2024-01-02.txt": "Pumps\nThe pumps stay on.",
        "minutes/2024-01-09.txt": "Valves\nThe valves are replaced.",
        "minutes/2024-01-16.txt": "Wages\nA secret.",
        "minutes/empty.txt": "Nothing",
        "minutes/pdca/2024-01-23.txt": "Lies where PDCAs do\nand is left to them.",
        "notes.txt": "Not claimed\nby the reader.",
    }
    for name, text in texts.items():
        path = tmp_path / "repo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "repo"


@pytest.fixture
def reader(put: Put) -> Callable[[str], None]:
    def write(text: str = READER) -> None:
        put(text, "minutes", "acme-minutes", kinds.GROUP, ":READER")

    return write


def test_records_are_indexed_and_given_back(
    repository: Path, tmp_path: Path, reader: Callable[..., None]
) -> None:
    reader()
    report, _ = build(repository, tmp_path)
    assert report.records == {"minutes": 3} and report.components == report.pdcas == 0
    assert ("minutes/empty.txt", "a minute without text") in report.not_records
    assert [name for name, _ in report.governed] == ["minutes/2024-01-16.txt"]
    corpus = read(tmp_path)
    first, second = corpus.records("minutes")
    assert (first.title, first.date, first.facts["lines"]) == ("Pumps", "2024-01-02", 2)
    assert first.family == "minutes:minutes/2024-01-02.txt"
    assert corpus.records("letters") == [] and corpus.records() == [first, second]
    assert corpus.source_ids() == {first.file_path, second.file_path}
    assert StoreView.of(corpus).others == corpus.source_ids()
    assert corpus.likeness(second.text)[second.file_path] == pytest.approx(1, abs=1e-5)
    [(nearest, score)] = corpus.search_records(second.text, 1, "minutes")
    assert nearest == second and score == pytest.approx(1, abs=1e-5)
    assert corpus.characters == len(first.text) + len(second.text)


def test_a_change_of_a_record_changes_the_store(
    repository: Path, tmp_path: Path, reader: Callable[..., None]
) -> None:
    reader()
    build(repository, tmp_path)
    before = read(tmp_path).fingerprint
    (repository / "minutes/2024-01-02.txt").write_text("Pumps\nThe pumps go off.", "utf-8")
    report, _ = build(repository, tmp_path)
    assert (report.unchanged, report.embedded) == (2, 1)
    assert read(tmp_path).fingerprint != before


def test_without_its_reader_a_kind_leaves_the_store(
    repository: Path, tmp_path: Path, reader: Callable[..., None], put: Put
) -> None:
    reader()
    (repository / "a.ts").write_text("export const a = 1;\n", "utf-8")
    build(repository, tmp_path)
    reader(READER.replace('startswith("minutes/")', 'startswith("letters/")'))
    report, _ = build(repository, tmp_path)
    assert report.removed == 3 and report.records == {}
    assert read(tmp_path).records() == []


def test_a_store_without_such_records_has_no_collection_for_them(
    repository: Path, tmp_path: Path
) -> None:
    (repository / "a.ts").write_text("export const a = 1;\n", "utf-8")
    build(repository, tmp_path)
    corpus = Corpus.open(tmp_path / "chroma_db", tmp_path / "pdca_timeline.db", FakeEmbedder())
    assert corpus.records() == [] and corpus.search_records("pumps", 3) == []


def test_the_plan_counts_them(
    repository: Path, tmp_path: Path, reader: Callable[..., None], put: Put
) -> None:
    reader()
    text = plugin.MOONS.replace("(AUTHORED,)", '("minutes",)')
    put(text)
    build(repository, tmp_path)
    from generators import registry

    pool = Pool(registry.datasets()["moons"])
    given = material.given([pool, Pool(DATASETS["style_core"])], read(tmp_path))
    assert given["moons"].there == {"minutes": 2}
    assert given["moons"].reason == "none of 2 minutes fits"
    assert given["style_core"].reason == "no TypeScript files"


def test_nothing_to_index_says_what_was_sought(tmp_path: Path, reader: Callable[..., None]) -> None:
    reader()
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="no PDCA was found, no minutes"):
        build(tmp_path / "empty", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('path.startswith("minutes/")', "path.no()", "AttributeError"),
        ("text.partition", "text.no", "reading minutes/2024-01-02.txt: AttributeError"),
        ('"lines": 2', '"lines": [2]', "fact 'lines' is of type list"),
        ("return {", "return 1 or {", "TypeError"),
        ("READER = Reader(", "READER = str(", "cannot be loaded: TypeError"),
        ("READER = Reader(", "READER = dict(a=", "SyntaxError|must lead to a Reader"),
    ],
)
def test_a_faulty_reader_is_one_line(
    repository: Path, tmp_path: Path, reader: Callable[..., None], old: str, new: str, said: str
) -> None:
    assert old in READER
    reader(READER.replace(old, new))
    with pytest.raises(PluginError, match=f"the package acme-minutes cannot be used .*{said}"):
        build(repository, tmp_path)


def test_a_kind_of_the_studio_cannot_be_taken(put: Put) -> None:
    put(READER, "components", "acme-minutes", kinds.GROUP, ":READER")
    with pytest.raises(PluginError, match="has a kind named 'components'"):
        kinds.readers()
