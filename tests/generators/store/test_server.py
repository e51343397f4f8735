"""A store behind a Chroma server's address, with the server that chromadb brings."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from generators.errors import StoreError
from generators.store.corpus import Corpus
from tests.phase1_store import unpack

from .fake import FakeEmbedder

SECONDS = 60


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    unpack(folder)
    return next(path.parent for path in folder.rglob("pdca_timeline.db"))


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """A running server on a copy of the store."""
    command = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which(
        "chroma"
    )
    if command is None:
        pytest.skip("chromadb's own server command is not installed")
    copy = store.parent / "copy"
    shutil.copytree(store / "chroma_db", copy)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [command, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(copy)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + SECONDS
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/api/v2/heartbeat", timeout=2):
                    break
            except (URLError, OSError):
                assert time.monotonic() < end and server.poll() is None, "the server does not start"
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def test_a_served_store_reads_like_its_directory(store: Path, address: str, tmp_path: Path) -> None:
    timeline = store / "pdca_timeline.db"
    served = Corpus.open(address, timeline, FakeEmbedder())
    direct = Corpus.open(store / "chroma_db", timeline, FakeEmbedder(), private_dir=tmp_path)
    assert served.fingerprint == direct.fingerprint and served.components()
    for query in ("valve", "restore a scenario"):
        found = [(component.id, score) for component, score in served.search_components(query, 15)]
        assert found == [
            (component.id, score) for component, score in direct.search_components(query, 15)
        ]
        assert (
            len(served.search_chunks(query, 1_000)) == len(direct.search_chunks(query, 1_000)) > 50
        )


def test_a_width_that_does_not_fit_is_named_for_a_server_too(store: Path, address: str) -> None:
    wide = FakeEmbedder()
    wide.width = 16
    with pytest.raises(StoreError, match="dimensions"):
        Corpus.open(address, store / "pdca_timeline.db", wide)
