"""What `index` and `connect` left out, said in the report, in `doctor` and on the first screen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from generators import reading
from generators.atomic import write_atomic
from studio import log
from studio.workspace import Workspace

NAMED = 20
# Of each part of a report, what it is called; those that count files hold them by name.
LISTS = {
    "not_records": "under a PDCA path, but no record",
    "skipped": "skipped",
    "syntax_errors": "with syntax errors, used outside of them",
    "repaired": "read with a guess",
    "governed": "not used because of its marks in the store",
    "ignored": "ignored by git",
}
COUNTS = {"passed_over": "files not read, by ending", "folders": "folders not read, by name"}


class _Kept(BaseModel):
    """The kept lists and counts; anything else was not written here."""

    not_records: list[list[str]] = []
    skipped: list[list[str]] = []
    syntax_errors: list[list[str]] = []
    repaired: list[list[str]] = []
    governed: list[list[str]] = []
    ignored: list[str] = []
    passed_over: dict[str, int] = {}
    folders: dict[str, int] = {}


def keep(workspace: Workspace, document: Mapping[str, Any]) -> None:
    """Remembers what a report says was left out, until the next one."""
    kept = {name: document[name] for name in (*LISTS, *COUNTS) if name in document}
    workspace.own.mkdir(parents=True, exist_ok=True)
    for name, title in LISTS.items():
        log.skipped(title, document.get(name) or ())
    write_atomic(workspace.left_out_path, [json.dumps(kept, ensure_ascii=False, indent=1) + "\n"])


def kept(workspace: Workspace) -> dict[str, Any]:
    """What was remembered last; empty where nothing was, or it cannot be read."""
    try:
        return reading.document(workspace.left_out_path, _Kept).model_dump(exclude_unset=True)
    except (OSError, ValueError):
        return {}


def lines(document: Mapping[str, Any]) -> list[str]:
    """For each part with something in it a line with the number, and the first names with their
    reasons.
    """
    found: list[str] = []
    for name, title in LISTS.items():
        entries: Sequence[Any] = document.get(name) or ()
        if entries:
            found.append(f"{title}: {len(entries)}")
            found += [f"  {_entry(each)}" for each in entries[:NAMED]]
            if len(entries) > NAMED:
                found.append(f"  … and {len(entries) - NAMED} more (all with --json)")
    for name, title in COUNTS.items():
        counts: Mapping[str, int] = document.get(name) or {}
        if counts:
            named = [f"{ending or '(none)'} {count}" for ending, count in counts.items()]
            more = f", … and {len(named) - NAMED} more" if len(named) > NAMED else ""
            found.append(f"{title}: {', '.join(named[:NAMED])}{more}")
    return found


def summary(document: Mapping[str, Any]) -> str:
    """The numbers in one line; empty where nothing was left out."""
    parts = [
        f"{len(document[name])} {title}" for name, title in LISTS.items() if document.get(name)
    ]
    passed = sum((document.get("passed_over") or {}).values())
    return "; ".join([*parts, *([f"{passed} with endings that are not read"] if passed else [])])


def _entry(entry: Any) -> str:
    return entry if isinstance(entry, str) else ": ".join(map(str, entry))
