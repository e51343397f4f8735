"""A Chroma server by its address: read with care, and never waited for without end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from generators import reading
from generators.errors import StoreError
from generators.limits import within

ANSWER_SECONDS, PAGE_SECONDS = 10, 60
"""How long to wait for a first answer, and for a page of rows."""
PORTS = {"http": 8000, "https": 443}


@dataclass(frozen=True)
class Address:
    """Where a server is. `str` gives it without user name and password, so that it can be shown."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, text: str) -> Address:
        """Raises StoreError for what is no address."""
        try:
            parts = urlsplit(text)
            host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
            if not host.isprintable() or not host or set(host) & set(" /@"):
                raise ValueError("no host")
            host.encode("idna" if not host.isascii() else "ascii")
        except (ValueError, KeyError):
            raise StoreError(
                "the address of the Chroma server cannot be read; write it like "
                "http://localhost:8000 or http://[::1]:8000"
            ) from None
        return cls(parts.scheme, f"[{host}]" if ":" in host else host, port)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"


def client(place: str, settings: Any) -> Any:
    """A client for the server. Raises StoreError where none answers in time."""
    import chromadb
    import httpx

    address = Address.of(place)
    try:
        # chromadb itself waits for ever, and asks while it is made.
        httpx.get(f"{address}/api/v2/heartbeat", timeout=ANSWER_SECONDS)
        with within(2 * ANSWER_SECONDS):
            made = chromadb.HttpClient(
                host=address.host,
                port=address.port,
                ssl=address.scheme == "https",
                settings=settings,
            )
        session: Any = made
        session._server._session.timeout = httpx.Timeout(PAGE_SECONDS)
    except Exception as error:
        raise StoreError(
            f"no Chroma server answers at {address} ({reading.why(error)}); start it or check the "
            "address"
        ) from None
    return made
