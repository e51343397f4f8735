"""What a sample is about, in a few words: what tells it from others with the same frame."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from studio.store.texts import GIVEN

AUTHORED = "template:"
CODE = {".ts", ".tsx", ".mts", ".cts"}
QUOTED = re.compile(r"“([^”\n]{3,120})”")
# `PDCA Cycle: …` and the like too, with a picture or stars before it.
TITLE = re.compile(
    r"^(?:\d+\. )?(?:#+ )?[^\w\n]{0,6}(?:PDCA(?! ID)(?: \w+)?|[Tt]itle): ?([^\n:*]{3,120})", re.M
)
MEMBER = re.compile(r"`([\w.]{2,60})`")


def subject(source: str, instruction: str, given: str) -> str:
    """The title of the record, the case of a template, or the file and the member that is asked
    for. `instruction` and `given` (the input) may be cut after some hundred characters; a title
    that the end of `given` cuts off has an ellipsis.
    """
    if source.startswith(AUTHORED):
        return source.rpartition(":")[2].replace("-", " ")
    path = PurePosixPath(source)
    if path.suffix in CODE:
        name = path.name.removesuffix(path.suffix)
        member = MEMBER.search(instruction)
        asked = member[1] if member else ""
        return name if not asked or asked in path.name or name in asked else f"{name}.{asked}"
    if found := QUOTED.search(instruction):
        return found[1].strip()
    if found := TITLE.search(given):
        cut = len(given) >= GIVEN == found.end()
        return found[1].strip() + "…" * cut
    return source
