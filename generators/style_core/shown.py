"""Sources as they may be learned from: without output where the layer must not print, without
pictures in what is printed, and without comments about the past of the code.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generators import typescript
from generators.refactoring.material import class_material
from generators.typescript.library import Source
from generators.worth.telling import PAST

# A comment that speaks of the work on the code and not of the code.
HISTORY = re.compile(
    rf"{PAST.pattern}"
    r"|\b(?:fix|hack|workaround|legacy|backwards? compatib\w+|refactor\w*|deprecated|replaces"
    r"|pdca)\b"
    r"|\bv\d+\b|\bv?\d+\.\d+\.\d+|[\u2190-\u2bff\U0001f000-\U0001faff]",
    re.I,
)
LINE_COMMENT = re.compile(r"^[ \t]*//[^\n]*\n", re.M)


def as_shown(source: Source) -> Source:
    """The source, with its text and tree changed where that can be had; itself where nothing
    changes or the result does not parse.
    """
    text = source.file.text
    for unit in reversed(source.file.classes):
        made = class_material(unit, source.layer, throwing=False)
        if made is not unit:
            text = text[: unit.start] + made.text + text[unit.end :]
    text = LINE_COMMENT.sub(lambda found: "" if HISTORY.search(found[0]) else found[0], text)
    if text == source.file.text:
        return source
    file = typescript.parse(text, source.file.tsx, source.component.file_path)
    sound = not file.errors or not set(file.errors) - set(source.file.errors)
    return replace(source, file=file) if sound else source
