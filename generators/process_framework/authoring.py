"""Authored content: situations, lessons and practices from TOML files, and the wording around them.

Content files lie in `generators/content/process_framework`. Several files may hold entries of one
kind (`situations-*.toml`); an entry is a record of facts that belong together. Wording is drawn
from variants (`wording.toml`), so that two samples about one situation do not repeat each other's
sentences around the facts.
"""

from __future__ import annotations

import posixpath
import random
import re
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from pydantic import Field

from generators.content import loader
from generators.content.loader import Entry, Named, Row, TwoWords, Variants
from generators.phrases import Phrases
from generators.sample import Candidate, SampleMetadata, fingerprint

DATASET = "process_framework"
# Rungs: the first telling of a fact is taken before the ones that tell it again, and these before
# the ones that bring nothing else.
FIRST, TOLD_AGAIN, LAST = 0, 1, 2
# Samples that one entry of content offers at most, over all categories.
MAX_SAMPLES = 20
# One sample in so many of a form asks in the requirement's own words; more of a form that is the
# only one of its category to do so.
REQUIRED_ASK_OF, REQUIRED_ASK_OF_ONLY = 12, 6
# The decisions of a situation that the repaired record and the record made of a message tell.
OF_REPAIR, OF_MESSAGE = 1, -1
# What a record says of a period takes at least so many days: the next one begins after it.
PERIODS = {"day": 3, "night": 3, "week": 12, "fortnight": 15, "month": 35, "quarter": 95}
PERIODS |= {"season": 95, "summer": 95, "winter": 95, "year": 95}
PERIOD = re.compile(rf"\b({'|'.join(PERIODS)})s?\b")
# From one folder deep to four, so that the way up to the root has to be counted.
RECORD_FOLDERS = (
    "pdca",
    "journal",
    "docs/pdca",
    "records/pdca",
    "scrum/pdca",
    "docs/team/pdca",
    "project/session/pdca",
    "work/team/journal/pdca",
)


class Turn(Row):
    """One decision within a situation: what was said, verbatim, what was done, what came of it,
    what is next.
    """

    said: str
    did: str
    result: str
    next: str


class Practice(Row):
    """A way of working at a CMM level (1-4): how it is done, what shows the level, what
    lifts it.
    """

    level: int
    text: str
    signs: str
    lift: str


class Sequel(Entry):
    """The cycle after a situation: it takes up one of the next steps (counted from 1) and has facts
    of its own.
    """

    step: int
    objective: str
    analysis: str
    options: tuple[Named, Named]
    why: str
    turn: Turn
    steps: tuple[str, ...]
    checks: tuple[str, ...]
    outcome: str
    lesson: str
    next: str


class Situation(Entry):
    """A piece of work with all its facts. Texts are whole sentences; the first option is the one
    that was taken.
    """

    id: str
    title: str
    component_version: TwoWords = Field(alias="component")
    repository_branch: TwoWords = Field(alias="place")
    minute: datetime = Field(alias="when")
    people: TwoWords = Field(alias="who")
    """`Agent.Role` of the author, then of the peer."""
    paths: tuple[str, ...] = Field(alias="files")
    objective: str
    problem: str
    cause: str
    evidence: str
    options: tuple[Named, ...]
    why: str
    steps: tuple[str, ...]
    checks: tuple[str, ...]
    outcome: str
    lesson: str
    next: tuple[str, ...]
    turns: tuple[Turn, ...]
    practice: Practice = Field(alias="cmm")
    sequel: Sequel | None = None

    @property
    def component(self) -> str:
        return self.component_version[0]

    @property
    def version(self) -> str:
        return self.component_version[1]

    @property
    def repository(self) -> str:
        return self.repository_branch[0]

    @property
    def branch(self) -> str:
        return self.repository_branch[1]

    @property
    def agent(self) -> str:
        return self.people[0].split(".")[0]

    @property
    def role(self) -> str:
        return self.people[0].split(".")[1]

    @property
    def peer(self) -> str:
        return self.people[1].split(".")[0]

    @property
    def peer_role(self) -> str:
        return self.people[1].split(".")[1]

    @cached_property
    def when(self) -> datetime:
        """The minute it began, with seconds that its id decides."""
        return self.minute + timedelta(seconds=int(fingerprint(self.id), 16) % 60)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that were changed, as paths in the repository."""
        return tuple(_path(self.component, self.version, path) for path in self.paths)

    @property
    def source(self) -> str:
        return f"template:situations:{self.id}"

    @property
    def folder(self) -> str:
        """Where the work records of this project lie."""
        return Phrases(self.repository, by="key").pick(RECORD_FOLDERS)

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
    def followed(self) -> datetime:
        """When the record after this one was begun."""
        chance = random.Random(f"following:{self.id}")
        told = " ".join((*self.checks, self.outcome, *(turn.result for turn in self.turns)))
        days = max((PERIODS[word] for word in PERIOD.findall(told)), default=0)
        return self.when + timedelta(
            days=days, minutes=chance.randint(70, 2_500), seconds=chance.randint(0, 59)
        )

    @property
    def following(self) -> str:
        """File name of the record after this one: the same agent's, later."""
        return record_name(self.followed, self.agent, self.role)

    def github(self, path: str) -> str:
        """The address of a file on the situation's branch."""
        return f"https://github.com/{self.repository}/blob/{self.branch}/{path}"

    def dual(self, path: str, origin: str = "") -> str:
        """The dual link to a file, for a document that lies in `origin` (this project's record
        folder by default).
        """
        local = posixpath.relpath(path, origin or self.folder)
        return f"[GitHub]({self.github(path)}) | [§/{path}]({local})"


class FollowUp(Situation):
    """The sequel of a situation as a situation: the same agent on the same branch, some hours or
    days later, with a cause and figures that stand in its analysis.
    """

    begun: datetime
    before: str
    """File name of the record that it follows."""

    @cached_property
    def when(self) -> datetime:
        return self.begun

    @cached_property
    def previous(self) -> str:
        return self.before


def follow_up(s: Situation, title: str) -> FollowUp | None:
    """The cycle after a situation, if it is told."""
    if s.sequel is None:
        return None
    told = s.sequel.model_dump(include={"objective", "options", "why", "steps", "checks"})
    told |= s.sequel.model_dump(include={"outcome", "lesson"})
    return FollowUp.model_validate(
        s.model_dump(by_alias=True)
        | told
        | {
            "title": title,
            "problem": s.sequel.analysis,
            "cause": "",
            "evidence": "",
            # Nobody has told which files the cycle changed; the first one's would contradict it.
            "files": (),
            "turns": (s.sequel.turn.model_dump(),),
            "next": (s.sequel.next,),
            "sequel": None,
            "begun": s.followed,
            "before": s.record,
        }
    )


class Lesson(Entry):
    """A rule of behaviour and all that is known about it.

    `wrong` holds (what was done, why it is against the lesson, what to do instead, an example of
    it), `cases` (situation, what to do, an example of it); `examples` are those of the lesson as a
    whole.
    """

    id: str
    topic: str
    title: str
    when: str
    """When it applies, as one sentence without a subject."""
    principle: tuple[str, ...]
    reasons: tuple[str, ...]
    apply: tuple[str, ...]
    examples: tuple[str, ...]
    wrong: tuple[tuple[str, str, str, str], ...]
    cases: tuple[tuple[str, str, str], ...]

    @property
    def source(self) -> str:
        return f"template:lessons:{self.id}"


class Area(Entry):
    """One field of work at each of the four CMM levels; `lifts[n]` leads from level n+1 to n+2."""

    id: str
    name: str
    team: str
    levels: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
    lifts: tuple[str, str, str]

    @property
    def source(self) -> str:
        return f"template:practices:{self.id}"


class SituationFile(Entry):
    """`situations-*.toml`."""

    situation: tuple[Situation, ...]


class LessonFile(Entry):
    """`lessons-*.toml`."""

    lesson: tuple[Lesson, ...]


class AreaFile(Entry):
    """`practices-*.toml`."""

    practice: tuple[Area, ...]


class Wording(Entry):
    """The variants of wording, by category and slot."""

    pdca: dict[str, Variants]
    tron: dict[str, Variants]
    cmm: dict[str, Variants]
    links: dict[str, Variants]
    lessons: dict[str, Variants]


@lru_cache(maxsize=1)
def situations() -> tuple[Situation, ...]:
    """All situations, sorted by id. Raises ContentError."""
    files = loader.topics(DATASET, SituationFile, "situations-").values()
    return tuple(sorted((s for file in files for s in file.situation), key=lambda s: s.id))


@lru_cache(maxsize=1)
def lessons() -> tuple[Lesson, ...]:
    """All lessons, sorted by id. Raises ContentError."""
    files = loader.topics(DATASET, LessonFile, "lessons-").values()
    return tuple(sorted((each for file in files for each in file.lesson), key=lambda x: x.id))


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """All fields of work, sorted by id. Raises ContentError."""
    files = loader.topics(DATASET, AreaFile, "practices-").values()
    return tuple(sorted((each for file in files for each in file.practice), key=lambda x: x.id))


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The dataset's wording. Raises ContentError."""
    return loader.wording(DATASET, Wording)


def phrases(category: str, key: str) -> Phrases:
    """The wording of one sample: no variant twice while others are left."""
    return Phrases(key, slots=getattr(wording(), category), fresh=True)


def asked(writer: Phrases, slot: str, one_in: int = REQUIRED_ASK_OF, **values: object) -> str:
    """The question of a sample: now and then the requirement's own (the slot `required`)."""
    if writer.chance.randrange(one_in) == 0:
        return writer.say("required")
    return writer.say(slot, **values)


def candidate(
    category: str,
    view: str,
    source: str,
    parts: tuple[str, str, str],
    rung: int = FIRST,
    **fields: Any,
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
    return Candidate(
        instruction=instruction, input=given, output=output, metadata=metadata, rung=rung
    )


def record_name(when: datetime, agent: str, role: str) -> str:
    return f"{when:%Y%m%d-%H%M%S}-{agent}.{role}.pdca.md"


def _path(component: str, version: str, path: str) -> str:
    """Content names files of the situation's own component from `src/ts` or the component's root
    on.
    """
    if path.startswith("layer"):
        return f"components/{component}/{version}/src/ts/{path}"
    return f"components/{component}/{version}/{path[2:]}" if path.startswith("./") else path
