"""Violations found in PDCA records: links to one machine, versions and links made by
hand.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from generators.sample import Candidate, quarter_of

from .rules import rules
from .wording import answer, asked, candidate, content, fenced, phrases, shown

if TYPE_CHECKING:
    from generators.store.corpus import Corpus, PdcaRecord

MOST_LINES = 4
# The half on the web names branch and path; the half that should be relative names somebody's
# folder.
DUAL = re.compile(
    r"(?P<web>\[GitHub\]\(https://github\.com/[^/\s)]+/[^/\s)]+/blob/[^)\s]+\))(?P<between>\s*\|?"
    r"\s*)"
    r"\[(?P<label>[^\]]+)\]\(file://(?P<local>[^)\s]+)\)"
)
VERSION = r"v?\d+(?:\.\d+){1,3}"
COPIED = re.compile(
    rf"^\W*(?:\d+\.\s*)?`?(?:cd \S*?(?P<cd>[A-Z]\w+)/? && )?cp -[a-zA-Z]*[rR]\w*\s+"
    rf"(?:\S*?components/(?P<name>[A-Z]\w+)/)?"
    rf"(?P<old>{VERSION})/?\s+(?:\S*?components/\w+/)?(?P<new>{VERSION})/?`?\s*$"
)
LINKED = re.compile(
    rf"^\W*(?:\d+\.\s*)?`?(?:cd \S*?(?P<cd>[A-Z]\w+)/? && )?(?:rm (?:-\w+ )?\S+ && )?ln -s\w*\s+"
    rf"(?:\S*?components/(?P<name>[A-Z]\w+)/)?(?P<new>{VERSION})/?\s+(?:\S*/)?(?P<link>latest|dev"
    rf"|test|prod)`?\s*$"
)
# What the correction builds on, told with the commands that were typed.
OFFERED = {
    "version_by_hand": (
        "The versioning tool makes a version by `web4tscomponent on NAME VERSION upgrade NEW`."
    ),
    "promotion_by_hand": (
        "The versioning tool moves a link by `web4tscomponent on NAME VERSION setLink LINK`."
    ),
}
# `ln` with this flag replaces a link that leads to a folder.
REPLACES = re.compile(r"\bln -\w*n")


def links(corpus: Corpus, seed: int) -> Iterator[Candidate]:
    """`file://` halves of dual links, corrected by the path that their other half names."""
    for record in corpus.pdcas():
        found: dict[str, str] = {}
        for line in record.text.split("\n"):
            corrected, count = DUAL.subn(partial(_dual, record), line.strip())
            if count and "file://" not in corrected:
                found[line.strip()] = corrected
        if found:
            before = "\n".join(list(found)[:MOST_LINES])
            after = "\n".join(list(found.values())[:MOST_LINES])
            place = (
                f"Links of the record {record.id}, which lies in "
                f"`{posixpath.dirname(record.file_path) or '.'}`"
            )
            finding = (
                "The second half of the dual link points into a folder of one machine (`file://`). "
                "The house writes a dual link as `[GitHub](address) | [§/path](relative path)`."
            )
            yield _candidate(
                record, "framework", "file_link", place, before, after, finding, "markdown", seed
            )


def operations(corpus: Corpus, seed: int) -> Iterator[Candidate]:
    """Commands of a record that copy a version or set a version's link by hand, and the tool's
    command instead; one of a kind for each component, as others differ in numbers only.
    """
    seen: set[tuple[str, str]] = set()
    for record in corpus.pdcas():
        for line in record.text.split("\n"):
            for violation, pattern in (("version_by_hand", COPIED), ("promotion_by_hand", LINKED)):
                match = pattern.match(line)
                name = match and (match["name"] or match["cd"])
                if (
                    match
                    and violation == "version_by_hand"
                    and match["old"].lstrip("v") == match["new"].lstrip("v")
                ):
                    # A renamed folder is not a new version.
                    continue
                if not match or not name or (violation, name) in seen:
                    continue
                seen.add((violation, name))
                command = line.strip(" -*`\t")
                new = match["new"].lstrip("v")
                if violation == "version_by_hand":
                    old = match["old"].lstrip("v")
                    after = f"web4tscomponent on {name} {old} upgrade {new}"
                    finding = f"Version {new} of {name} is made by copying the folder of {old}."
                else:
                    after = f"web4tscomponent on {name} {new} setLink {match['link']}"
                    finding = f"`{match['link']}` of {name} is set to {new} by `ln`."
                place = f"From the record {record.id} ({record.document.title})"
                yield _candidate(
                    record,
                    "manual_operations",
                    violation,
                    place,
                    command,
                    after,
                    finding,
                    "bash",
                    seed,
                    OFFERED[violation],
                )


def _dual(record: PdcaRecord, match: re.Match[str]) -> str:
    """The link with a relative half; left as it is where the address does not end as the local path
    does.
    """
    path = re.sub(r"^.*?/blob/", "", match["web"].removesuffix(")"))
    tail = match["local"].lstrip("/").split("/")
    while tail and not path.endswith("/".join(tail)):
        tail.pop(0)
    target = "/".join(tail)
    if not target or target.count("/") < 1 or not record.file_path:
        return match.group(0)
    local = posixpath.relpath(target, posixpath.dirname(record.file_path))
    return f"{match['web']} | [§/{target}]({local})"


def _candidate(
    record: PdcaRecord,
    category: str,
    violation: str,
    place: str,
    before: str,
    after: str,
    finding: str,
    language: str,
    seed: int,
    told: str = "",
) -> Candidate:
    entry = content().detected[violation]
    rule = rules()[entry.rule or violation]
    words = phrases(str(seed), violation, record.id, before)
    reasons = [each for each in entry.why if "`-n`" not in each or not REPLACES.search(before)]
    why, note = words.pick(reasons), words.pick(entry.note)
    return candidate(
        category,
        "found_record",
        record.id,
        record.family,
        rule,
        (
            asked(words, language),
            shown(place, before, language, told),
            answer(words, rule, finding, fenced(after, language), why, note),
        ),
        rank=1.0,
        pdca_id=record.id,
        agent_name=record.agent_name,
        date=record.date,
        quarter=quarter_of(record.date),
    )
