"""A store behind a Chroma server's address, with the server that chromadb brings."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from generators.errors import StoreError
from generators.hygiene import people
from generators.store import source_text
from generators.store.chroma import server
from generators.store.corpus import Corpus
from generators.store.place import chroma_at
from tests.phase1_store import unpack

from .fake import FakeEmbedder

SECONDS = 600


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
    running = subprocess.Popen(
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
                assert time.monotonic() < end and running.poll() is None, (
                    "the server does not start"
                )
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(SECONDS)


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


class Guarded(BaseHTTPRequestHandler):
    """Lets requests through to the server only with the token and with the header of a proxy."""

    to = ""
    token = "s3cret-of-the-store"

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        known = self.headers.get("x-chroma-token") == self.token
        if not known or self.headers.get("x-proxy") != "yes":
            self.send_response(401)
            self.end_headers()
            return
        kept = {"Content-Type": self.headers.get("Content-Type") or "application/json"}
        request = Request(self.to + self.path, body or None, kept, method=self.command)
        try:
            with urlopen(request) as answer:
                status, content = answer.status, answer.read()
        except HTTPError as error:
            status, content = error.code, error.read()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _pass

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def guarded(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The server behind a token and a header, as host and port."""
    for name in ("TOKEN", "HEADERS", "TENANT", "DATABASE", "COMPONENTS"):
        monkeypatch.delenv(f"WEB4_STUDIO_CHROMA_{name}", raising=False)
    handler = type("Handler", (Guarded,), {"to": address})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{proxy.server_port}"
        proxy.shutdown()


def test_a_server_that_asks_for_a_token_gets_it(
    store: Path, guarded: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.workspace import Workspace

    workspace, timeline = Workspace(tmp_path), store / "pdca_timeline.db"
    settings = workspace.settings()
    monkeypatch.setattr(Workspace, "embedder", lambda *_: FakeEmbedder())
    with pytest.raises(StoreError, match=r"refuses; set WEB4_STUDIO_CHROMA_TOKEN"):
        workspace.connect(guarded, timeline, settings)
    monkeypatch.setenv("WEB4_STUDIO_CHROMA_TOKEN", Guarded.token)
    monkeypatch.setenv("WEB4_STUDIO_CHROMA_HEADERS", "x-other: 1; x-proxy: yes")
    assert workspace.connect(guarded, timeline, settings).components()
    assert workspace.chroma == f"http://{guarded}"
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert Guarded.token.encode() not in written

    monkeypatch.setenv("WEB4_STUDIO_CHROMA_TENANT", "another")
    with pytest.raises(StoreError, match=r"refuses.*TENANT") as error:
        workspace.corpus(settings)
    assert Guarded.token not in str(error.value)
    monkeypatch.delenv("WEB4_STUDIO_CHROMA_TENANT")
    monkeypatch.setenv("WEB4_STUDIO_CHROMA_COMPONENTS", "elsewhere")
    with pytest.raises(StoreError, match="no collection 'elsewhere'"):
        workspace.corpus(settings)


@pytest.mark.parametrize("headers", ["nothing", ": x", "a: b; c", "a: \x1b[2J"])
def test_headers_that_cannot_be_read_are_refused(
    headers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEB4_STUDIO_CHROMA_HEADERS", headers)
    with pytest.raises(StoreError, match="WEB4_STUDIO_CHROMA_HEADERS"):
        server.Access.given()


def test_host_and_port_are_an_address_unless_there_is_such_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for text in ("localhost:8000", "db.example.org:443", "[::1]:8000"):
        assert chroma_at(text) == f"http://{text}"
    (tmp_path / "store:1").mkdir()
    for text in ("store:1", "chroma_db", "C:\\db", "a b:1", "host:"):
        assert chroma_at(text) == Path(text)


def test_a_width_that_does_not_fit_is_named_for_a_server_too(store: Path, address: str) -> None:
    wide = FakeEmbedder()
    wide.width = 16
    with pytest.raises(StoreError, match="dimensions"):
        Corpus.open(address, store / "pdca_timeline.db", wide)


def test_only_a_masked_name_is_looked_for_among_all_names() -> None:
    """Else a source that a store does not have would have all names of the store sent."""

    def names() -> Iterator[str]:
        yield "a"
        yield "/home/lena/notes.md"

    asked = names()
    assert [*source_text._hidden("notes/absent.md", asked)] == []
    assert next(asked) == "a"
    assert [*source_text._hidden(people.named("/home/lena/notes.md"), names())] == [
        "/home/lena/notes.md"
    ]
