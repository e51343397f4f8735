"""Dual links and breadcrumbs (requirement 1.3 D): written, repaired, checked and chained, every
path computed.
"""

from __future__ import annotations

import posixpath
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from generators.phrases import Phrases
from generators.sample import Candidate

from .authoring import (
    FIRST,
    RECORD_FOLDERS,
    REQUIRED_ASK_OF_ONLY,
    Situation,
    asked,
    candidate,
    phrases,
    record_name,
    situations,
)
from .texts import bullets, listed

CATEGORY = "dual_links"
# Branches that fit any component.
BRANCHES = ("main", "dev/links", "dev/records", "dev/review", "docs/upkeep", "release/2.4")
# Where the records of one component lie instead of in the project's folder.
OWN_FOLDERS = (
    "components/{component}/pdca",
    "components/{component}/{version}/pdca",
    "components/{component}/{version}/docs/pdca",
    "components/{component}/{version}/session/records/pdca",
)
# This share of the records lies in the component's own folder.
OWN_SHARE = 0.4
# This share of the chains that take more than a day has a folder for each day.
BY_DAY_SHARE = 0.7


def candidates(seed: int) -> Iterator[Candidate]:
    """Three samples for every situation, in forms that change from one to the next."""
    for at, s in enumerate(situations()):
        for step in range(SAMPLES):
            task = TASKS[(at + 2 * step) % len(TASKS)]
            view = task.__name__.strip("_")
            writer = phrases("links", f"{seed}:{s.id}:{view}")
            yield candidate(CATEGORY, view, s.source, task(writer, elsewhere(s, view)), FIRST)


class Elsewhere(Situation):
    """A situation whose records lie in a folder of their own."""

    records: str

    @property
    def folder(self) -> str:
        return self.records


def elsewhere(s: Situation, view: str) -> Elsewhere:
    """The situation's component at another time: another version, branch, day and record folder.
    What is practised with links are paths, and each sample has its own.
    """
    chance = random.Random(f"links:{s.id}:{view}")
    branch = chance.choice(BRANCHES)
    version = ".".join(str(chance.randint(1, 19)) for _ in range(4))
    days = timedelta(days=chance.randint(5, 300), minutes=chance.randint(0, 700))
    own = chance.random() < OWN_SHARE
    records = chance.choice(OWN_FOLDERS if own else RECORD_FOLDERS)
    return Elsewhere.model_validate(
        s.model_dump(by_alias=True)
        | {
            "component": f"{s.component} {version}",
            "place": f"{s.repository} {branch}",
            "when": s.minute + days,
            "records": records.format(component=s.component, version=version),
        }
    )


def shared(path: str, origin: str) -> str:
    """The deepest folder that holds both a file and the folder a link starts from, as it is called
    in a sentence.
    """
    common = posixpath.commonpath((path, f"{origin}/_"))
    return f"`{common}`" if common else "the project root"


def steps_up(path: str, origin: str) -> str:
    """The `../` with which the relative path from `origin` to a file begins."""
    return "../" * posixpath.relpath(path, origin).count("../")


def target_folder(s: Situation) -> str:
    """Where a record is moved to: deeper, up, beside its folder, or to the component; never where
    its files would be reached without a way up.
    """
    above, name = posixpath.split(s.folder)
    places = [
        f"{s.folder}/{s.when:%Y-%m}",
        f"{s.folder}/done/{s.when:%Y}",
        f"{above}/archive/{s.when:%Y}/{name}" if above else f"archive/{s.when:%Y}/{name}",
        "docs/archive",
        f"components/{s.component}/{s.version}/records",
        *([above] if above else []),
    ]
    chance = random.Random(f"moved:{s.id}")
    return chance.choice([each for each in places if steps_up(s.files[0], each)])


def _place(writer: Phrases, s: Situation, origin: str, slot: str = "place") -> str:
    return writer.say(slot, repository=s.repository, branch=s.branch, origin=origin)


def _document(s: Situation) -> str:
    return f"{s.folder}/{s.record}"


def _write(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The files with their dual links, and why the relative paths begin as they do."""
    given = f"{_place(writer, s, _document(s))}\n{writer.say('files')}\n{bullets(s.files)}"
    links = bullets(s.dual(path) for path in s.files)
    return writer.say("ask_write", title=s.title), given, f"{links}\n\n{_ways(writer, s)}"


def _ways(writer: Phrases, s: Situation) -> str:
    """How far each relative path goes up, and to which folder; files that share a way are told
    together.
    """
    ways: dict[tuple[str, str], list[str]] = {}
    for path in s.files:
        way = (steps_up(path, s.folder), shared(path, s.folder))
        ways.setdefault(way, []).append(posixpath.basename(path))
    alone = len(ways) == 1
    told = [
        writer.say(
            ("way" if steps else "way_down") + ("" if alone else "_of"),
            steps=steps,
            top=top,
            origin=s.folder,
            files=listed(names),
        )
        for (steps, top), names in ways.items()
    ]
    return " ".join(told)


def _broken(writer: Phrases, s: Situation, path: str) -> tuple[str, str]:
    """A dual link with one fault and what the fault is."""
    good, github = s.dual(path), s.github(path)
    local = posixpath.relpath(path, s.folder)
    name = posixpath.basename(path)
    other = next((each for each in s.files if each != path), f"{s.folder}/{s.previous}")
    wrong_branch = "main" if s.branch != "main" else "dev/old"
    faults: dict[str, tuple[str, dict[str, Any]]] = {
        "file_url": (f"[§/{path}](file:///srv/checkout/{path})", {}),
        "branch": (
            good.replace(f"/blob/{s.branch}/", f"/blob/{wrong_branch}/"),
            {"wrong": wrong_branch, "branch": s.branch},
        ),
        "different": (
            f"[GitHub]({s.github(other)}) | [§/{path}]({local})",
            {"first": posixpath.basename(other), "second": name},
        ),
        "github_only": (f"[GitHub]({github})", {"file": name}),
        "local_only": (f"[§/{path}]({local})", {"file": name}),
        "root_path": (good.replace(f"({local})", f"(/{path})"), {"file": name}),
        "label": (good.replace(f"[§/{path}]", f"[{name}]"), {"file": name, "path": path}),
    }
    if local.startswith("../"):
        ways = {"origin": s.folder, "steps": steps_up(path, s.folder)}
        ways["shared"] = shared(path, s.folder)
        faults |= {
            "short": (good.replace(f"({local})", f"({local.removeprefix('../')})"), ways),
            "long": (good.replace(f"({local})", f"(../{local})"), ways),
        }
    kind = writer.chance.choice(sorted(faults))
    text, values = faults[kind]
    return text, writer.say(f"fault_{kind}", **values)


def _repair(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    path = writer.chance.choice(s.files)
    broken, finding = _broken(writer, s, path)
    use = writer.say(
        "in_sentence", link=broken, file=posixpath.basename(path), component=s.component
    )
    output = f"{finding}\n\n{s.dual(path)}"
    return (
        writer.say("ask_repair", title=s.title),
        f"{_place(writer, s, _document(s))}\n\n{use}",
        output,
    )


def _audit(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """A list in which one link is wrong and the others are right."""
    paths = [*s.files, f"{s.folder}/{s.previous}"]
    bad = writer.chance.randrange(len(paths))
    shown, verdicts = [], []
    for at, path in enumerate(paths):
        if at == bad:
            text, finding = _broken(writer, s, path)
            verdicts.append(f"{at + 1}. ✗ {finding} {writer.say('instead')} {s.dual(path)}")
        else:
            text = s.dual(path)
            verdicts.append(f"{at + 1}. ✓ {writer.say('right', file=posixpath.basename(path))}")
        shown.append(f"{at + 1}. {text}")
    given = f"{_place(writer, s, _document(s))}\n\n" + "\n".join(shown)
    return writer.say("ask_audit", title=s.title), given, "\n".join(verdicts)


def _names(writer: Phrases, s: Situation, count: int) -> list[str]:
    """Records of the situation's two people, in the order of time, the situation's own
    among them.
    """
    people = [(s.agent, s.role), (s.peer, s.peer_role)]
    moments = [s.when]
    for _ in range(count - 1):
        moments.append(
            moments[-1]
            + timedelta(
                minutes=writer.chance.randint(35, 1_700), seconds=writer.chance.randint(1, 59)
            )
        )
    return [s.record] + [record_name(when, *writer.chance.choice(people)) for when in moments[1:]]


class Chain:
    """Records that follow one another: all in one folder, or each in the folder of its day."""

    def __init__(self, s: Situation, names: list[str], by_day: bool) -> None:
        self.s, self.names, self.by_day = s, names, by_day

    def folder(self, name: str) -> str:
        return f"{self.s.folder}/{day_of(name)}" if self.by_day else self.s.folder

    def crumb(self, name: str, origin: str) -> str:
        """The dual link to one record, for a document that is another one."""
        return self.s.dual(f"{self.folder(name)}/{name}", self.folder(origin))

    def crumbs(self, at: int) -> str:
        """Both breadcrumbs of the record at this place."""
        name = self.names[at]
        before = self.names[at - 1] if at else ""
        after = self.names[at + 1] if at + 1 < len(self.names) else ""
        follows = self.crumb(before, name) if before else "none (first record of the chain)"
        precedes = self.crumb(after, name) if after else "none yet (open end of the chain)"
        return f"- **FOLLOWS:** {follows}\n- **PRECEDES:** {precedes}"

    def place(self, writer: Phrases) -> str:
        """Where the records lie, in a sentence or two."""
        told = _place(writer, self.s, self.s.folder, "place_folder")
        if not self.by_day:
            return told
        return f"{told} {writer.say('by_day')}"

    def listed(self, name: str) -> str:
        """The record's path from the folder that the request names."""
        return f"{day_of(name)}/{name}" if self.by_day else name


def day_of(name: str) -> str:
    """`2025-04-18`, from the time in a record's name."""
    return f"{name[:4]}-{name[4:6]}-{name[6:8]}"


def _chained(writer: Phrases, s: Situation) -> Chain:
    """Three records; where the folders are by day, not all of one day."""
    names = _names(writer, s, 3)
    by_day = len({day_of(name) for name in names}) > 1 and writer.chance.random() < BY_DAY_SHARE
    return Chain(s, names, by_day)


def _chain(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    chain = _chained(writer, s)
    names = chain.names
    listed = bullets(chain.listed(name) for name in writer.disordered(names))
    given = f"{chain.place(writer)}\n{writer.say('form_dual')}\n\n{listed}"
    blocks = [f"`{name}`\n{chain.crumbs(at)}" for at, name in enumerate(names)]
    output = (
        f"{writer.say('chain_open', count=len(names), first=names[0][:15], title=s.title)}\n\n"
        + "\n\n".join(blocks)
    )
    return asked(writer, "ask_chain", REQUIRED_ASK_OF_ONLY, title=s.title), given, output


def _insert(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """A record that was forgotten goes between two others; three files change, and only by one line
    each.
    """
    chain = _chained(writer, s)
    first, late, last = chain.names
    given = (
        f"{chain.place(writer)}\n\n`{first}`\n- **PRECEDES:** {chain.crumb(last, first)}\n\n"
        f"`{last}`\n- **FOLLOWS:** {chain.crumb(first, last)}\n\n"
        f"{writer.say('forgotten', late=chain.listed(late))}"
    )
    output = (
        f"`{first}`\n- **PRECEDES:** {chain.crumb(late, first)}\n\n`{late}`\n"
        f"{chain.crumbs(1)}\n\n"
        f"`{last}`\n- **FOLLOWS:** {chain.crumb(late, last)}\n\n"
        f"{writer.say('inserted', first=first[:15], late=late[:15], last=last[:15])}"
    )
    return writer.say("ask_insert", title=s.title), given, output


def _hand_over(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The answer in a chat after work: links to the record and to what was changed, the breadcrumb,
    and no recap.
    """
    given = (
        f"{_place(writer, s, '', 'place_root')}\n"
        f"{writer.say('work_done', agent=s.agent, record=_document(s))}\n"
        f"{writer.say('files')}\n{bullets(s.files)}\n{writer.say('story')} {s.outcome}\n"
        f"{writer.say('left_open')} {s.next[0]}"
    )
    links = [s.dual(_document(s), "."), *(s.dual(path, ".") for path in s.files)]
    output = f"{bullets(links)}\n\n{writer.say('next_up')} {s.next[0]}"
    return writer.say("ask_hand_over", agent=s.agent, title=s.title), given, output


def _moved(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """The record has moved to another folder: right halves change, left halves stay."""
    origin, before = target_folder(s), f"{s.folder}/{s.previous}"
    given = (
        f"{_place(writer, s, _document(s))}\n"
        f"{writer.say('moved_to', target=f'{origin}/{s.record}')}\n\n"
        f"{bullets(s.dual(path) for path in s.files)}\n"
        f"- **FOLLOWS:** {s.dual(before)}"
    )
    path = s.files[0]
    why = writer.say(
        "moved_why",
        origin=origin,
        file=posixpath.basename(path),
        steps=steps_up(path, origin),
        crumb=f"{posixpath.relpath(s.folder, origin)}/",
        branch=s.branch,
    )
    output = (
        f"{bullets(s.dual(path, origin) for path in s.files)}\n"
        f"- **FOLLOWS:** {s.dual(before, origin)}\n\n{why}"
    )
    return writer.say("ask_moved", title=s.title), given, output


SAMPLES = 3
# Three steps of two lead through forms that have little in common.
TASKS = (_write, _repair, _audit, _chain, _insert, _hand_over, _moved)
