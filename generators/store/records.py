"""What a store holds, as the generators see it: components, chunks, whole PDCAs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from generators import pdca
from generators.pdca import facts as pdca_facts

from . import timeline

COMPONENT = re.compile(r"(?:^|/)components/(?P<name>[^/]+)/")
VERSIONED = re.compile(
    r"(?:^|/)components/(?P<name>[^/]+)/(?P<version>[0-9]{1,9}(?:\.[0-9]{1,9})+)/(?P<rest>.+)$"
)
WORDING = re.compile(r"~[0-9a-f]{6}$")
# Other stores' names for the same chunk types.
ALIASES = {
    "header": "pdca_metadata",
    "plan": "pdca_plan",
    "execution": "pdca_do",
    "do": "pdca_do",
    "verification": "pdca_check",
    "check": "pdca_check",
    "learning": "pdca_act",
    "act": "pdca_act",
    "reflection": "pdca_metadata",
    "objective": "pdca_objective",
}
# Where a kind stands in a document whose chunks have no index.
ORDER = {
    kind: place
    for place, kinds in enumerate(
        (
            ("pdca_metadata", "header"),
            ("pdca_objective", "objective"),
            ("pdca_plan", "plan"),
            ("pdca_do", "execution", "do"),
            ("pdca_check", "verification", "check"),
            ("pdca_act", "learning", "act"),
            ("reflection",),
        )
    )
    for kind in kinds
}


@dataclass(frozen=True)
class Component:
    """A TypeScript file of the store."""

    id: str
    file_path: str
    layer: str
    patterns: tuple[str, ...]
    file_type: str
    text: str

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        match = VERSIONED.search(self.file_path)
        return match.groupdict() if match else {}

    @property
    def name(self) -> str:
        """The component's name, empty for a file outside `components/NAME/VERSION/`."""
        return self._parts.get("name", "")

    @property
    def version(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self._parts["version"].split(".")) if self._parts else ()

    @property
    def path_in_version(self) -> str:
        """Where the file is within a version of its component, empty without one."""
        return self._parts.get("rest", "")

    @property
    def family(self) -> str:
        """Component and file name, or the file name alone outside of components: what all copies
        of the file share, whatever their version, folder or repository.
        """
        name = PurePosixPath(self.file_path).name
        component = COMPONENT.search(self.file_path)
        return f"component:{component['name']}/{name}" if component else f"file:{name}"

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Chunk:
    """A section chunk of a PDCA; `chunk_index` is -1 where the store has none."""

    id: str
    pdca_id: str
    chunk_type: str
    chunk_index: int
    text: str
    metadata: Mapping[str, Any]


@dataclass(frozen=True)
class PdcaRecord:
    """A whole PDCA with the timeline's facts; where the timeline has none, those of its text."""

    id: str
    agent_name: str
    agent_role: str
    date: str
    timestamp: int
    session_id: str
    branch: str
    sprint: str
    cmm_level: int
    task_type: str
    objective: str
    quality_score: float
    verification_status: str
    file_path: str
    text: str

    @property
    def name(self) -> str:
        """The id as people know it: `index` puts a digest behind that of the second and later
        wordings of a record.
        """
        return WORDING.sub("", self.id)

    @property
    def family(self) -> str:
        """What all wordings of the record share."""
        return f"pdca:{self.name}"

    @cached_property
    def document(self) -> pdca.Pdca:
        """The parsed text."""
        return pdca.parse(self.text, self.file_path or f"{self.id}.pdca.md")


@dataclass(frozen=True)
class Record:
    """A record of a kind that an installed package reads, with the facts that its reader found."""

    file_path: str
    kind: str
    facts: Mapping[str, Any]
    text: str

    @property
    def title(self) -> str:
        return str(self.facts.get("title") or "")

    @property
    def date(self) -> str:
        return str(self.facts.get("date") or "")

    @property
    def family(self) -> str:
        return f"{self.kind}:{self.file_path}"


def other(id: str, text: str, metadata: Mapping[str, Any]) -> Record:
    """From a row of `records`."""
    return Record(
        str(metadata.get("file_path") or id), str(metadata.get("kind") or ""), metadata, text
    )


def component(id: str, text: str, metadata: Mapping[str, Any]) -> Component:
    """From a row of `components`."""
    path = str(metadata.get("file_path") or id)
    return Component(
        id,
        path,
        str(metadata.get("layer") or "unknown"),
        tuple(
            part.strip() for part in str(metadata.get("patterns") or "").split(",") if part.strip()
        ),
        str(metadata.get("file_type") or PurePosixPath(path).suffix),
        text,
    )


def chunk(id: str, text: str, metadata: Mapping[str, Any]) -> Chunk:
    """From a row of `pdca_historical`."""
    kind = str(metadata.get("chunk_type") or "pdca_metadata")
    index = metadata.get("chunk_index")
    return Chunk(
        id,
        str(metadata.get("pdca_id") or id.split("#")[0]),
        ALIASES.get(kind, kind),
        int(timeline.number(index)) if isinstance(index, int | float) else -1,
        text,
        metadata,
    )


def joined(chunks: list[Chunk]) -> str:
    """The document, by index, or by the order of the cycle where a store has none; chunks that were
    cut off their line ends are put on lines of their own.
    """
    chunks = sorted(chunks, key=_order)
    text = ""
    for each in chunks:
        text += each.text if not text or text.endswith("\n") else f"\n\n{each.text}"
    return text


def _order(chunk: Chunk) -> tuple[int, int, list[tuple[int, str]]]:
    kind = str(chunk.metadata.get("chunk_type") or "pdca_metadata")
    # `x-10` comes after `x-9`.
    natural = [
        (int(part), "") if part.isascii() and part.isdigit() else (-1, part)
        for part in re.split(r"([0-9]{1,18})", chunk.id)
    ]
    return chunk.chunk_index, ORDER.get(kind, len(ORDER)), natural


def record(
    id: str,
    chunks: list[Chunk],
    row: timeline.Row | None,
    linked: bool = False,
) -> PdcaRecord:
    """From a record's chunks and its row in the timeline; the text is parsed only for what neither
    says. `linked`: the timeline states links of the record both ways.
    """
    text, metadata, stated = joined(chunks), chunks[0].metadata, row or {}
    path = str(stated.get("file_path") or "")
    level, quality = (
        timeline.cmm_level(stated.get("cmm_level")),
        timeline.number(stated.get("quality_score")),
    )
    task_type = str(stated.get("task_type") or "")
    # A store may leave any of these out; one that has them all needs no parsing, which is what
    # takes time.
    parsed = (
        None
        if row and level and quality and task_type
        else pdca.parse(text, path or f"{id}.pdca.md")
    )

    def fact(key: str, of_text: str) -> str:
        return str(
            stated.get(key) or metadata.get(key) or (getattr(parsed, of_text) if parsed else "")
        )

    found = PdcaRecord(
        id=id,
        agent_name=fact("agent_name", "agent_name"),
        agent_role=fact("agent_role", "agent_role"),
        date=fact("date", "date")[:10],
        timestamp=int(timeline.number(fact("timestamp", "timestamp"))),
        session_id=fact("session_id", "session"),
        branch=fact("branch", "branch"),
        sprint=fact("sprint", "sprint"),
        cmm_level=level or (parsed.cmm_level if parsed else 0),
        task_type=task_type or (pdca_facts.task_type(parsed) if parsed else ""),
        objective=fact("objective", "objective"),
        quality_score=quality or (pdca_facts.quality_score(parsed, linked) if parsed else 0.0),
        verification_status=str(stated.get("verification_status") or ""),
        file_path=path,
        text=text,
    )
    if parsed:
        # What was parsed need not be parsed again; a frozen dataclass's cached property lives in
        # its `__dict__`.
        found.__dict__["document"] = parsed
    return found
