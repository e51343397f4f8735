"""Authored content: situations, lessons and practices from TOML files, and the wording around them.

Content files lie in `generators/content/process_framework`. Several files may hold entries of one
kind (`situations-*.toml`); an entry is a record of facts that belong together. Wording is drawn
from variants (`wording.toml`), so that two samples about one situation do not repeat each other's
sentences around the facts.
"""

from __future__ import annotations

import posixpath
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from generators.content import loader
from generators.sample import Candidate, SampleMetadata, fingerprint

DATASET = "process_framework"
SEPARATOR = " :: "


@dataclass(frozen=True)
class Turn:
    """One decision within a situation: what was said, verbatim, what was done, what came of it,
    what is next.
    """

    said: str
    did: str
    result: str
    next: str


@dataclass(frozen=True)
class Practice:
    """A way of working at a CMM level (1-4): how it is done, what shows the level, what lifts it."""

    level: int
    text: str
    signs: str
    lift: str


@dataclass(frozen=True)
class Situation:
    """A piece of work with all its facts. Texts are whole sentences; the first option is the one
    that was taken.
    """

    id: str
    title: str
    component: str
    version: str
    repository: str
    branch: str
    when: datetime
    agent: str
    role: str
    peer: str
    peer_role: str
    files: tuple[str, ...]
    objective: str
    problem: str
    cause: str
    evidence: str
    options: tuple[tuple[str, str], ...]
    why: str
    steps: tuple[str, ...]
    checks: tuple[str, ...]
    outcome: str
    lesson: str
    next: tuple[str, ...]
    turns: tuple[Turn, ...]
    practice: Practice

    @property
    def source(self) -> str:
        return f"template:situations:{self.id}"

    @property
    def folder(self) -> str:
        """Where the work records of this project lie."""
        return pick_by(
            self.repository,
            ("docs/pdca", "records/pdca", "scrum/pdca", "session/pdca", "work/pdca"),
        )

    @property
    def record(self) -> str:
        """File name of this situation's own record."""
        return record_name(self.when, self.agent, self.role)

    @cached_property
    def previous(self) -> str:
        """File name of the record before this one: the peer's, some hours or days earlier."""
        chance = random.Random(f"previous:{self.id}")
        when = self.when - timedelta(
            minutes=chance.randint(50, 3_000), seconds=chance.randint(0, 59)
        )
        return record_name(when, self.peer, self.peer_role)

    @cached_property
    def following(self) -> str:
        """File name of the record after this one: the same agent's, later."""
        chance = random.Random(f"following:{self.id}")
        when = self.when + timedelta(
            minutes=chance.randint(70, 2_500), seconds=chance.randint(0, 59)
        )
        return record_name(when, self.agent, self.role)

    def github(self, path: str) -> str:
        """The address of a file on the situation's branch."""
        return f"https://github.com/{self.repository}/blob/{self.branch}/{path}"

    def dual(self, path: str, origin: str = "") -> str:
        """The dual link to a file, for a document that lies in `origin` (this project's record
        folder by default).
        """
        local = posixpath.relpath(path, origin or self.folder)
        return f"[GitHub]({self.github(path)}) | [§/{path}]({local})"


@dataclass(frozen=True)
class Lesson:
    """A rule of behaviour and all that is known about it.

    `wrong` holds (what was done, why it is against the lesson, what to do instead), `cases`
    (situation, what to do), `doubts` (objection, answer).
    """

    id: str
    topic: str
    title: str
    principle: tuple[str, ...]
    reasons: tuple[str, ...]
    apply: tuple[str, ...]
    examples: tuple[str, ...]
    wrong: tuple[tuple[str, str, str], ...]
    cases: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str], ...]

    @property
    def source(self) -> str:
        return f"template:lessons:{self.id}"


@dataclass(frozen=True)
class Area:
    """One field of work at each of the four CMM levels; `lifts[n]` leads from level n+1 to n+2."""

    id: str
    name: str
    team: str
    levels: tuple[tuple[str, str], ...]
    lifts: tuple[str, str, str]

    @property
    def source(self) -> str:
        return f"template:practices:{self.id}"


@lru_cache(maxsize=1)
def situations() -> tuple[Situation, ...]:
    """All situations, sorted by id."""
    return tuple(
        sorted((_situation(entry) for entry in _entries("situation")), key=lambda each: each.id)
    )


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """All lessons, sorted by id."""
    return tuple(sorted((_lesson(entry) for entry in _entries("lesson")), key=lambda each: each.id))


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """All fields of work, sorted by id."""
    found = (
        Area(
            entry["id"],
            entry["name"],
            entry["team"],
            tuple((text, signs) for text, signs in entry["levels"]),
            tuple(entry["lifts"]),
        )
        for entry in _entries("practice")
    )
    return tuple(sorted(found, key=lambda each: each.id))


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """The variants of wording, by category and slot."""
    return loader.wording("process_framework")


class Writer:
    """Draws wording and order for one sample; the same key gives the same sample."""

    def __init__(self, category: str, key: str) -> None:
        self.chance = random.Random(key)
        self._category = category
        self._used: set[str] = set()

    def say(self, slot: str, **values: object) -> str:
        """One of the slot's variants with its names filled in; none is used twice while others are
        left.
        """
        variants: list[str] = wording()[self._category][slot]
        fresh = [variant for variant in variants if variant not in self._used] or variants
        chosen = self.chance.choice(fresh)
        self._used.add(chosen)
        return chosen.format(**values)

    def shuffled(self, values: Iterable[Any]) -> list[Any]:
        return self.chance.sample(pool := list(values), len(pool))


def candidate(
    category: str, view: str, source: str, parts: tuple[str, str, str], **fields: Any
) -> Candidate:
    """A candidate with its metadata; what was written about one entry of content is one family."""
    instruction, given, output = (part.strip() for part in parts)
    metadata = SampleMetadata(
        task_type=DATASET,
        category=category,
        source=source,
        family=fields.pop("family", source),
        view=view,
        **fields,
    )
    return Candidate(instruction=instruction, input=given, output=output, metadata=metadata)


def bullets(values: Iterable[str], mark: str = "-") -> str:
    return "\n".join(f"{mark} {value}" for value in values)


def numbered(values: Iterable[str]) -> str:
    return "\n".join(f"{at}. {value}" for at, value in enumerate(values, 1))


def lower(text: str) -> str:
    """The text as it goes on within a sentence: names, code and abbreviations keep their capitals."""
    first = text.split(" ", 1)[0]
    return (
        text
        if first == "I" or (not first[1:].islower() and len(first) > 1)
        else text[:1].lower() + text[1:]
    )


def pick_by(key: str, values: Sequence[str]) -> str:
    """The value that belongs to a key: any, but always the same."""
    return values[int(fingerprint(key), 16) % len(values)]


def record_name(when: datetime, agent: str, role: str) -> str:
    return f"{when:%Y%m%d-%H%M%S}-{agent}.{role}.pdca.md"


def _entries(kind: str) -> list[dict[str, Any]]:
    topics = loader.topics("process_framework", f"{kind}s-")
    return [entry for topic in topics.values() for entry in topic[kind]]


def _situation(entry: dict[str, Any]) -> Situation:
    component, version = entry["component"].split()
    repository, branch = entry["place"].split()
    (agent, role), (peer, peer_role) = (who.split(".") for who in entry["who"].split())
    when = datetime.strptime(entry["when"], "%Y-%m-%d %H:%M")
    level, practice, signs, lift = entry["cmm"]
    names = ("id", "title", "objective", "problem", "cause", "evidence", "why", "outcome", "lesson")
    copied: dict[str, Any] = {name: entry[name] for name in names}
    copied |= {name: tuple(entry[name]) for name in ("steps", "checks", "next")}
    return Situation(
        **copied,
        component=component,
        version=version,
        repository=repository,
        branch=branch,
        when=when + timedelta(seconds=int(fingerprint(entry["id"]), 16) % 60),
        agent=agent,
        role=role,
        peer=peer,
        peer_role=peer_role,
        files=tuple(_path(component, version, path) for path in entry["files"]),
        options=tuple(
            (name, consequence)
            for name, consequence in (o.split(SEPARATOR) for o in entry["options"])
        ),
        turns=tuple(Turn(*turn) for turn in entry["turns"]),
        practice=Practice(int(level), practice, signs, lift),
    )


def _path(component: str, version: str, path: str) -> str:
    """Content names files of the situation's own component from `src/ts` or the component's root
    on.
    """
    if path.startswith("layer"):
        return f"components/{component}/{version}/src/ts/{path}"
    return f"components/{component}/{version}/{path[2:]}" if path.startswith("./") else path


def _lesson(entry: dict[str, Any]) -> Lesson:
    copied: dict[str, Any] = {name: entry[name] for name in ("id", "topic", "title")}
    copied |= {name: tuple(entry[name]) for name in ("principle", "reasons", "apply", "examples")}
    return Lesson(
        **copied,
        wrong=tuple((done, why, instead) for done, why, instead in entry["wrong"]),
        cases=tuple((case, action) for case, action in entry["cases"]),
        doubts=tuple((doubt, answer) for doubt, answer in entry["doubts"]),
    )
