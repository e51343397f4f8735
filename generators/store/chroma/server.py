"""A Chroma server by its address: read with care, and never waited for without end."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from generators import reading
from generators.errors import StoreError
from generators.limits import WAIT, within

ANSWER_SECONDS, PAGE_SECONDS = 10, 60
"""How long to wait for a first answer, and for a page of rows."""
PORTS = {"http": 8000, "https": 443}
VARIABLE = "WEB4_STUDIO_CHROMA_"
TOLD = ("TOKEN", "HEADERS", "TENANT", "DATABASE")
"""What variables of that name and these endings tell."""
REFUSED = frozenset({401, 403})
REFUSAL = (
    r"(?i)\b(?:unauthori[sz]ed|forbidden|permission|401|403)\b|\b(?:tenant|database)\b.*not found"
)


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


@dataclass(frozen=True)
class Access:
    """How a server lets a client in, from the environment; nothing of it is written anywhere, and
    no message shows it.
    """

    headers: dict[str, str] = field(default_factory=dict, repr=False)
    tenant: str = "default_tenant"
    database: str = "default_database"

    @classmethod
    def given(cls) -> Access:
        """From `WEB4_STUDIO_CHROMA_TOKEN`, `…_HEADERS` (`name: value`, one a line or separated by
        `;`), `…_TENANT` and `…_DATABASE`. Raises StoreError for headers that cannot be read.
        """
        told = {name: os.environ.get(VARIABLE + name, "").strip() for name in TOLD}
        headers = {}
        if told["TOKEN"]:
            headers = {"x-chroma-token": told["TOKEN"], "Authorization": f"Bearer {told['TOKEN']}"}
        for part in filter(None, (each.strip() for each in re.split(r"[\n;]", told["HEADERS"]))):
            name, sign, value = (each.strip() for each in part.partition(":"))
            if not sign or not name or not (name + value).isprintable():
                raise StoreError(f"{VARIABLE}HEADERS is not a list like `name: value; name: value`")
            headers[name] = value
        return cls(headers, told["TENANT"] or cls.tenant, told["DATABASE"] or cls.database)


def named(collection: str) -> str:
    """The name that a collection has in the store: `components` is the one that
    `WEB4_STUDIO_CHROMA_COMPONENTS` names, and so on.
    """
    return os.environ.get(VARIABLE + collection.upper(), "").strip() or collection


def client(place: str, settings: Any) -> Any:
    """A client for the server. Raises StoreError where none answers in time, or it refuses."""
    import chromadb
    import httpx

    address, access = Address.of(place), Access.given()
    try:
        # chromadb itself waits for ever, and asks while it is made.
        beat = f"{address}/api/v2/heartbeat"
        answer = httpx.get(beat, timeout=ANSWER_SECONDS, headers=access.headers)
        if answer.status_code in REFUSED:
            raise PermissionError
        with within(2 * ANSWER_SECONDS, WAIT):
            made = chromadb.HttpClient(
                host=address.host,
                port=address.port,
                ssl=address.scheme == "https",
                headers=access.headers,
                tenant=access.tenant,
                database=access.database,
                settings=settings,
            )
        session: Any = made
        session._server._session.timeout = httpx.Timeout(PAGE_SECONDS)
    except Exception as error:
        if isinstance(error, PermissionError) or _refuses(error):
            raise StoreError(
                f"the Chroma server at {address} refuses; set {VARIABLE}TOKEN or {VARIABLE}HEADERS,"
                f" and {VARIABLE}TENANT and {VARIABLE}DATABASE where they are not the default ones"
            ) from None
        raise StoreError(
            f"no Chroma server answers at {address} ({reading.why(error)}); start it or check the "
            "address"
        ) from None
    return made


def _refuses(error: Exception) -> bool:
    """Whether it is the server's word that this client may not come in, or asks for what is not
    there.
    """
    return bool(re.search(REFUSAL, str(error)))
