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

from .authoring import FIRST, Situation, asked, candidate, phrases, record_name, situations
from .texts import bullets

CATEGORY = "dual_links"
# Branches that fit any component.
BRANCHES = ("main", "dev/links", "dev/records", "dev/review", "docs/upkeep", "release/2.4")


def candidates(seed: int) -> Iterator[Candidate]:
    """Three samples for every situation, in forms that change from one to the next."""
    for at, s in enumerate(situations()):
        for step in range(SAMPLES):
            task = TASKS[(at + 2 * step) % len(TASKS)]
            view = task.__name__.strip("_")
            writer = phrases("links", f"{seed}:{s.id}:{view}")
            yield candidate(CATEGORY, view, s.source, task(writer, elsewhere(s, view)), FIRST)


def elsewhere(s: Situation, view: str) -> Situation:
    """The situation's component at another time: another version, branch and day. What is practised
    with links are paths, and each sample has its own.
    """
    chance = random.Random(f"links:{s.id}:{view}")
    branch = chance.choice(BRANCHES)
    version = ".".join(str(chance.randint(1, 19)) for _ in range(4))
    days = timedelta(days=chance.randint(5, 300), minutes=chance.randint(0, 700))
    return Situation.model_validate(
        s.model_dump(by_alias=True)
        | {
            "component": f"{s.component} {version}",
            "place": f"{s.repository} {branch}",
            "when": s.minute + days,
        }
    )


def _place(writer: Phrases, s: Situation, origin: str, slot: str = "place") -> str:
    return writer.say(slot, repository=s.repository, branch=s.branch, origin=origin)


def _document(s: Situation) -> str:
    return f"{s.folder}/{s.record}"


def _write(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    given = f"{_place(writer, s, _document(s))}\n{writer.say('files')}\n{bullets(s.files)}"
    links = bullets(s.dual(path) for path in s.files)
    ups = s.folder.count("/") + 1
    how = writer.say("how_relative", ups=ups, steps="../" * ups, origin=s.folder, branch=s.branch)
    return (
        asked(writer, "ask_write", title=s.title),
        given,
        f"{links}\n\n{how} {writer.say('push_first')}",
    )


def _broken(writer: Phrases, s: Situation, path: str) -> tuple[str, str]:
    """A dual link with one fault and what the fault is."""
    good, github = s.dual(path), s.github(path)
    local = posixpath.relpath(path, s.folder)
    name = posixpath.basename(path)
    other = next((each for each in s.files if each != path), f"{s.folder}/{s.previous}")
    wrong_branch = "main" if s.branch != "main" else "dev/old"
    faults: dict[str, tuple[str, dict[str, Any]]] = {
        "file_url": (f"[{name}](file:///srv/checkout/{path})", {}),
        "branch": (
            good.replace(f"/blob/{s.branch}/", f"/blob/{wrong_branch}/"),
            {"wrong": wrong_branch, "branch": s.branch},
        ),
        "different": (
            f"[GitHub]({s.github(other)}) | [§/{path}]({local})",
            {"first": posixpath.basename(other), "second": name},
        ),
        "depth": (
            good.replace(f"({local})", f"({local.replace('../', '', 1)})"),
            {"origin": s.folder, "ups": s.folder.count("/") + 1},
        ),
        "github_only": (f"[{name}]({github})", {"file": name}),
        "local_only": (f"[§/{path}]({local})", {"file": name}),
        "root_path": (good.replace(f"({local})", f"(/{path})"), {"file": name}),
        "label": (good.replace(f"[§/{path}]", f"[{name}]"), {"file": name, "path": path}),
    }
    kind = writer.chance.choice(sorted(faults))
    text, values = faults[kind]
    return text, writer.say(f"fault_{kind}", **values)


def _repair(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    path = writer.chance.choice(s.files)
    broken, finding = _broken(writer, s, path)
    name = posixpath.basename(path)
    use = writer.say("in_sentence", link=broken, file=name, component=s.component)
    output = f"{finding}\n\n{s.dual(path)}\n\n{writer.say('verify', file=name)}"
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


def _crumb(s: Situation, name: str) -> str:
    return s.dual(f"{s.folder}/{name}")


def _crumbs(s: Situation, before: str, after: str) -> str:
    lines = []
    lines.append(
        f"- **FOLLOWS:** {_crumb(s, before)}"
        if before
        else "- **FOLLOWS:** none (first record of the chain)"
    )
    lines.append(
        f"- **PRECEDES:** {_crumb(s, after)}"
        if after
        else "- **PRECEDES:** none yet (open end of the chain)"
    )
    return "\n".join(lines)


def _chain(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    names = _names(writer, s, 3)
    form = writer.say("form_dual")
    place = _place(writer, s, s.folder, "place_folder")
    given = f"{place}\n{form}\n\n{bullets(writer.shuffled(names))}"
    around = zip(["", *names], names, [*names[1:], ""], strict=False)
    blocks = [f"`{name}`\n{_crumbs(s, before, after)}" for before, name, after in around]
    output = (
        f"{writer.say('chain_open', count=len(names), first=names[0][:15], title=s.title)}\n\n"
        + "\n\n".join(blocks)
    )
    return asked(writer, "ask_chain", title=s.title), given, output


def _insert(writer: Phrases, s: Situation) -> tuple[str, str, str]:
    """A record that was forgotten goes between two others; three files change, and only by one line
    each.
    """
    first, late, last = _names(writer, s, 3)
    place = _place(writer, s, s.folder, "place_folder")
    given = (
        f"{place}\n\n`{first}`\n- **PRECEDES:** {_crumb(s, last)}\n\n"
        f"`{last}`\n- **FOLLOWS:** {_crumb(s, first)}\n\n{writer.say('forgotten', late=late)}"
    )
    output = (
        f"`{first}`\n- **PRECEDES:** {_crumb(s, late)}\n\n`{late}`\n"
        f"{_crumbs(s, first, last)}\n\n"
        f"`{last}`\n- **FOLLOWS:** {_crumb(s, late)}\n\n"
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
    """The record has moved a folder deeper: right halves change, left halves stay."""
    origin = f"{s.folder}/{s.when:%Y-%m}"
    given = (
        f"{_place(writer, s, _document(s))}\n"
        f"{writer.say('moved_to', target=f'{origin}/{s.record}')}\n\n"
        f"{bullets(s.dual(path) for path in s.files)}\n"
        f"- **FOLLOWS:** {_crumb(s, s.previous)}"
    )
    output = (
        f"{bullets(s.dual(path, origin) for path in s.files)}\n"
        f"- **FOLLOWS:** {s.dual(f'{s.folder}/{s.previous}', origin)}\n\n"
        f"{writer.say('moved_why', ups=origin.count('/') + 1, origin=origin, branch=s.branch)}"
    )
    return writer.say("ask_moved", title=s.title), given, output


SAMPLES = 3
# Three steps of two lead through forms that have little in common.
TASKS = (_write, _repair, _audit, _chain, _insert, _hand_over, _moved)
