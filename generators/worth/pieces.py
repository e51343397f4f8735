"""Worth of parts of records (domain_representatives): a Plan tells what is intended, a Do what was
done, an Act what follows; a link leads where its label says and is dual; and nothing is masked.
"""

from __future__ import annotations

import posixpath
import re

from generators.pdca.marks import CODE_SPAN, LINK, target_of
from generators.pdca.telling import report_lines, roles
from generators.pdca.telling.report_words import ORDER
from generators.sample import quarter_of

from . import records
from .case import Case
from .stated import sifting

# Share of the items of a Plan or an Act that may tell what was finished, and of the items of a Do
# that may be orders where none tells a deed.
MOST_FINISHED, MOST_ORDERS = 0.25, 0.5
# Share of the items of an Act that must be steps or rules.
LEAST_FOLLOWING = 1 / 3
ITEM = re.compile(r"^\s*(?:[-*•]|\d+\.)\s+(?P<tick>(?:\[x\]|✅)\s*)?(?P<said>.*)$", re.I | re.M)
DONE = re.compile(
    r"\b(?:accomplished|achieved|completed?|confirmed|executed|successfully|tested|verified)\b",
    re.I,
)
# Share of the items of a Plan that may tell what was found, where there are two or more.
MOST_FOUND, FEWEST_FOUND = 0.2, 2
# A cross, a state in capitals behind a dash, a number and nothing else behind a label, a past.
FOUND = re.compile(
    r"❌|[-–—:] [A-Z]{3,}ED\b|^[^:]{1,40}:\s*~?\d[\d.,/]*\s*%?\s*$"
    r"|\b(?:[Ww]as|[Ww]ere|had|has been|have been|wasn['’]t|weren['’]t|did|didn['’]t)\b"
)
SPOKEN = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
# What a plan must not say of any of its steps.
MARKED_DONE = re.compile(r"\((?:done|completed?|finished)\)", re.I)
MASK = re.compile(r"<(?:commit|email|host|ip|phone|user)>")
# The time in the name of a file or a session.
STAMP = re.compile(r"\b(20\d\d-[01]\d-[0-3]\d)-UTC\b")
SAVED = re.compile(r"^Saved as: (\S+)$", re.M)
# The first half of a dual link; a request that leaves the links to somebody else.
DUAL = "[GitHub]("
LINKS_LATER = re.compile(r"\bdual links\b", re.I)
# What does not lead to a file beside the record: an address, or a place in the record itself.
ADDRESS = re.compile(r"[a-z][a-z+.-]*:|#", re.I)
# A label that is a path itself, of two parts or more; such a path begins at the repository's root.
PATH = re.compile(r"[\w.@-]+(?:/[\w.@-]+)+/?")


def unknown(case: Case) -> bool:
    """What `records.unknown` finds, notes of which nobody could know that they are left out, or
    bold type that the form hides.
    """
    return records.unknown(case) or sifting.unknown(case) or sifting.emphasized(case)


def untrue(case: Case) -> bool:
    """A Plan or an Act of which a quarter or more of the items are ticked or tell finished work, a
    Plan whose heading calls it done, a step of which is marked "(DONE)" or of which more than a
    fifth of the items tell what was found, a Do that orders and tells no deed, or a relative link
    whose label is another path than the one that it leads to from where the record is saved. Whole
    documents are tested for links only: their sections are the record's own.
    """
    view, text = case.metadata.view, case.output.replace("**", "")
    headings = [line for line in text.splitlines() if line[:1] == "#"]
    if view == "plan" and (any(map(DONE.search, headings)) or MARKED_DONE.search(text)):
        return True
    if view == "plan" and _told_found(text):
        return True
    told_too_soon = view in ("plan", "act") and _finished(text)
    return told_too_soon or (view == "do" and _ordered(text)) or _mislabelled(case)


def unshown(case: Case) -> bool:
    """What `records.unshown` finds; a file of a later quarter than the one that is claimed; or an
    Act of whose items fewer than a third are steps to take or rules: what came of the cycle, and
    not what follows from it.
    """
    if outlived(f"{case.input}\n{case.output}", case.metadata.quarter):
        return True
    if case.metadata.view != "act":
        return records.unshown(case)
    items = [item["said"] for item in ITEM.finditer(case.output.replace("**", ""))]
    return records.unshown(case) or sum(map(_follows, items)) < LEAST_FOLLOWING * len(items)


def outlived(text: str, quarter: str) -> bool:
    """Whether a text names a file or session of a later quarter, which whoever wrote in this one
    could not know: its date is wrong. Where no quarter is claimed none is later.
    """
    return bool(quarter) and any(
        _order(quarter_of(stamp)) > _order(quarter) for stamp in STAMP.findall(text)
    )


def _order(quarter: str) -> str:
    """A quarter such as `Q1_2025` by year; empty for none, which is before all others."""
    return quarter[3:] + quarter[:2]


def _follows(said: str) -> bool:
    ordered = any(map(ORDER.match, (said, report_lines.body_of(said))))
    return ordered or roles.states_rule(said)


def unhouse(case: Case) -> bool:
    """A link to a file beside the record without its other half on GitHub, as the house sets both;
    or a whole record or cycle has no dual link, and the request does not say that the links follow.
    """
    lines = CODE_SPAN.sub("", case.said).splitlines()
    if any(map(_half, lines)):
        return True
    later = LINKS_LATER.search(re.sub("“[^”]*”", "", case.instruction))
    return case.metadata.view in sifting.WHOLE and DUAL not in case.output and not later


def _half(line: str) -> bool:
    targets = [target_of(link) for link in LINK.finditer(line)]
    return any(not ADDRESS.match(each) for each in targets) and not any(map(ADDRESS.match, targets))


def broken(case: Case) -> bool:
    """What `records.broken` finds, or a mask in the place of a person, a commit or a machine."""
    return records.broken(case) or bool(MASK.search(case.output))


def _finished(text: str) -> bool:
    items = list(ITEM.finditer(text))
    done = sum(
        bool(item["tick"] or DONE.search(item["said"]) or report_lines.done(item["said"]))
        for item in items
    )
    return bool(items) and done >= MOST_FINISHED * len(items)


def _told_found(text: str) -> bool:
    items = [SPOKEN.sub("", item["said"]) for item in ITEM.finditer(text)]
    found = sum(bool(FOUND.search(each)) for each in items)
    return found >= FEWEST_FOUND and found > MOST_FOUND * len(items)


def _ordered(text: str) -> bool:
    said = [item["said"] for item in ITEM.finditer(text)]
    orders = sum(bool(ORDER.match(report_lines.body_of(each))) for each in said)
    deeds = any(report_lines.done(each) or DONE.search(each) for each in said)
    return bool(said) and not deeds and orders >= MOST_ORDERS * len(said)


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
