"""Worth of parts of records (domain_representatives): an Act tells what follows, and a link leads
where its label says.
"""

from __future__ import annotations

import posixpath
import re

from generators.pdca.marks import LINK, target_of
from generators.pdca.telling import report_lines

from .case import Case

# Share of an Act's items that may tell what was finished.
MOST_FINISHED = 0.25
ITEM = re.compile(r"^\s*(?:[-*•]|\d+\.)\s+(?P<tick>(?:\[x\]|✅)\s*)?(?P<said>.*)$", re.I | re.M)
FINISHED = re.compile(r"\b(?:achieved|completed?|confirmed|successfully|tested|verified)\b", re.I)
SAVED = re.compile(r"^Saved as: (\S+)$", re.M)
# A label that is a path itself, of two parts or more; such a path begins at the repository's root.
PATH = re.compile(r"[\w.@-]+(?:/[\w.@-]+)+/?")


def untrue(case: Case) -> bool:
    """An Act of which a quarter or more of the items are ticked or tell finished work, or a
    relative link whose label is another path than the one that it leads to from where the record
    is saved. Whole documents are tested for links only: their Act is the record's own.
    """
    return (case.metadata.view == "act" and _finished(case.output)) or _mislabelled(case)


def _finished(text: str) -> bool:
    items = list(ITEM.finditer(text.replace("**", "")))
    done = sum(
        bool(item["tick"] or FINISHED.search(item["said"]) or report_lines.done(item["said"]))
        for item in items
    )
    return bool(items) and done >= MOST_FINISHED * len(items)


def _mislabelled(case: Case) -> bool:
    saved = SAVED.search(case.input)
    if not saved:
        return False
    folder = posixpath.dirname(saved[1])
    for link in LINK.finditer(case.output):
        label, target = link["label"].strip("`§/. "), target_of(link).split("#")[0]
        if target.startswith(("./", "../")) and PATH.fullmatch(label):
            there = posixpath.normpath(posixpath.join(folder, target))
            if there != label.rstrip("/"):
                return True
    return False
