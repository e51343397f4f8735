"""What a sample is about, in a few words: what tells it from others with the same frame."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from studio.store.texts import GIVEN

AUTHORED = "template:"
CODE = {".ts", ".tsx", ".mts", ".cts"}
# What a request takes out of a record is named in brackets, or in a list of sections.
QUOTED = re.compile(
    r"\(“[^”\n]*”\)|\bsections? “[^”\n]*”(?:(?:,? and|,) “[^”\n]*”)*|“(?P<name>[^”\n]{3,120})”"
)
# `PDCA Cycle: …` and the like too, with a picture or stars before it.
TITLE = re.compile(
    r"^(?:\d+\. )?(?:#+ )?[^\w\n]{0,6}(?:PDCA(?! ID)(?: \w+)?|[Tt]itle): ?([^\n*]{3,120})", re.M
)
MEMBER = re.compile(r"`([\w.]{2,60})`")


def subject(source: str, instruction: str, given: str) -> str:
    """The title of the record, the case of a template, or the file and the member that is asked
    for. `instruction` and `given` (the input) may be cut after some hundred characters; a title
    that the end of `given` cuts off has an ellipsis. A section that is asked for is no title: many
    records have one of that name.
    """
    if source.startswith(AUTHORED):
        return source.rpartition(":")[2].replace("-", " ")
    path = PurePosixPath(source)
    if path.suffix in CODE:
        name = path.name.removesuffix(path.suffix)
        member = MEMBER.search(instruction)
        asked = member[1] if member else ""
        if not asked or asked in path.name or name in asked:
            return name
        # Most of the room of a row is for what differs: a class says by itself which one it is.
        return asked if asked[0].isupper() else f"{name.partition('.')[0]}.{asked}"
    titled = TITLE.search(given)
    cut = titled is not None and len(given) >= GIVEN == titled.end()
    if titled and not cut:
        return titled[1].strip()
    named = next((found["name"] for found in QUOTED.finditer(instruction) if found["name"]), "")
    if named or titled is None:
        return named.strip() or source
    return titled[1].strip() + "…"
