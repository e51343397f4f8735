"""CMM2 to CMM3: what successive versions of a component improved, and compliant code taken back (requirement 2.2)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import pairwise
from typing import Any

from . import engine, tokens
from .catalog import Dataset
from .rag import typescript, units
from .rag.library import Components, Library, Source
from .rag.typescript import Member, Unit
from .refactorings import Change, class_change, member_change, proven
from .sample import Candidate, SampleMetadata, fingerprint
from .settings import Settings

NAME = "style_refactor"
MOST_CODE = 800
LEAST_CODE = 40
# A mined pair must be one change, not a rewrite: this share of the later text's words stands in the earlier.
SAME_SHARE = 0.35
SMALLER_UNIT, CONSTRUCTED_UNIT, CONSTRUCTED_MEMBER = 3, 3, 4
# Improvements that teach more come first where a pair shows several.
ORDER = (
    "constructor_to_init", "scenario_added", "state_made_private", "free_function_to_method", "jest_replaced",
    "errors_thrown", "types_added", "chaining_returned", "guard_added", "helper_extracted", "documentation_added",
)  # fmt: skip


def candidates(dataset: Dataset, corpus: Components, settings: Settings) -> Iterator[Candidate]:
    """Mined pairs first (rung 0 classes, 3 members), then constructed ones of classes and of members."""
    words = tomllib.loads((resources.files("generators.content") / "style_refactor.toml").read_text("utf-8"))
    library = Library(corpus)
    category = dataset.categories[0].name
    seen: set[str] = set()
    for source, change, view in [*_mined(library, corpus), *_constructed(library)]:
        key = units.normalised(change.after)
        if key in seen or not _sized(change):
            continue
        seen.add(key)
        yield _candidate(source, change, view, category, words, settings.seed)


def _sized(change: Change) -> bool:
    before, after = tokens.count_batch([change.before, change.after])
    return LEAST_CODE <= after <= MOST_CODE and before <= MOST_CODE and not units.unfinished(change.after)


def _mined(library: Library, corpus: Components) -> list[tuple[Source, Change, str]]:
    """Improvements between successive distinct versions of a file, by class and by member."""
    families: dict[str, list[Source]] = {}
    for record in sorted(corpus.components(), key=lambda r: (r.version, r.file_path)):
        if record.version:
            families.setdefault(record.family, []).append(library.source(record))
    found = []
    for versions in families.values():
        distinct = [
            v for at, v in enumerate(versions) if not at or v.component.digest != versions[at - 1].component.digest
        ]
        for old, new in pairwise(distinct):
            if new.readable and old.readable:
                found += [(new, change, view) for change, view in _between(old, new)]
    return found


def _between(old: Source, new: Source) -> Iterator[tuple[Change, str]]:
    if ".test." in new.component.file_path:
        change = Change(
            "jest_replaced", new.component.name or "the component", old.file.text, new.file.text, "its mocks"
        )
        if proven(change):
            yield change, "mined_file"
        return
    earlier = {unit.name: unit for unit in old.file.classes}
    for unit in new.file.classes:
        before = earlier.get(unit.name)
        if before is None or units.normalised(before.text) == units.normalised(unit.text):
            continue
        yield from _class_pair(before, unit)
        named = {m.name: m for m in before.members if m.body is not None}
        for member in unit.methods:
            improved = _member_pair(named[member.name], member) if member.name in named else None
            if improved:
                yield improved, "mined_member"


def _class_pair(before: Unit, after: Unit) -> Iterator[tuple[Change, str]]:
    """The whole class where it is short; else its core, in which the improvement must still show."""
    for view, cut in (("mined_class", lambda u: u.members), ("mined_core", units.core_members)):
        old, new = units.reduced(before, cut(before)), units.reduced(after, cut(after))
        if view == "mined_core" and len(new) > 4 * MOST_CODE:
            return
        found = _first(old, new, after.name, ORDER[:4])
        if found and _sized(found) and _akin(old, new):
            yield found, view
            return


def _member_pair(before: Member, after: Member) -> Change | None:
    old, new = units.members_text([before]), units.members_text([after])
    if units.normalised(old) == units.normalised(new) or not _akin(old, new) or units.only_prints(after):
        return None
    return _first(old, new, after.name, ORDER[5:])


def _first(old: str, new: str, subject: str, patterns: Sequence[str]) -> Change | None:
    for pattern in patterns:
        change = Change(pattern, subject, old, new, *_words(pattern, old, new))
        if proven(change):
            return change
    return None


def _words(pattern: str, old: str, new: str) -> tuple[str, int, str]:
    """(names, count, extra) for the explanation of a mined change, read off both texts."""
    before, after = typescript.parse(typescript.in_class(old)), typescript.parse(typescript.in_class(new))
    classes = typescript.parse(old).classes, typescript.parse(new).classes
    if pattern == "state_made_private" and all(classes):
        gone = [n for n in typescript.public_state(classes[0][0]) if n not in typescript.public_state(classes[1][0])]
        return ", ".join(f"`{name}`" for name in gone[:4]) or "its fields", len(gone), ""
    if pattern == "errors_thrown":
        count = max(1, new.count("throw ") - old.count("throw "))
        return "", count, "an `Error`"
    if pattern == "chaining_returned":
        kind = next((m.return_type or "this" for u in after.classes for m in u.methods), "this")
        return "", 1, kind
    if pattern == "helper_extracted":
        calls = {c for u in after.classes for m in u.methods for c in m.calls}
        calls -= {c for u in before.classes for m in u.methods for c in m.calls}
        return ", ".join(f"`{name}`" for name in sorted(calls)[:4]), len(calls), ""
    if pattern == "types_added":
        names = [p.name for u in after.classes for m in u.methods for p in m.parameters]
        return ", ".join(f"`{name}`" for name in names[:4]) or "its values", len(names), ""
    return "its state", 1, ""


def _akin(old: str, new: str) -> bool:
    words = set(re.findall(r"\w+", new))
    return bool(words) and len(words & set(re.findall(r"\w+", old))) / len(words) >= SAME_SHARE


def _constructed(library: Library) -> Iterator[tuple[Source, Change, str]]:
    """Compliant code taken back, one transformation per unit; classes whole or reduced to what the step needs."""
    for source in library.sources:
        for unit in source.file.classes:
            for reduced in _cuts(unit):
                turn = int(fingerprint(units.normalised(reduced.text)), 16)
                if change := class_change(reduced, source.file, turn):
                    yield source, change, "constructed_class"
    for source in library.sources:
        for unit in source.file.classes:
            for member in unit.methods:
                if member.statements < 2 or units.only_prints(member):
                    continue
                if change := member_change(unit, member):
                    yield source, change, "constructed_member"


def _cuts(unit: Unit) -> Iterator[Unit]:
    """The class, its core, and its core with each of its methods and what they need: classes of their own."""
    core = units.core_members(unit)
    texts = [unit.documented_text, units.reduced(unit, core)]
    texts += [units.reduced(unit, {*core, *units.closure(unit, [m])}) for m in unit.methods if m not in core]
    seen: set[str] = set()
    for text in texts:
        if text not in seen and len(text) < 5 * MOST_CODE:
            seen.add(text)
            parsed = typescript.parse(text)
            if parsed.classes and not parsed.errors:
                yield parsed.classes[0]


def _candidate(source: Source, change: Change, view: str, category: str, words: dict[str, Any], seed: int) -> Candidate:
    entry = words[change.pattern]
    pick = int(fingerprint(str(seed), change.before, change.after), 16)
    values = {
        "subject": change.subject, "names": change.names or "its state", "count": change.count,
        "s": "" if change.count == 1 else "s", "error": change.extra, "returns": change.extra or "this",
    }  # fmt: skip

    def say(kind: str, turn: int) -> str:
        choices = entry[kind]
        return choices[(pick >> (8 * turn)) % len(choices)].format(**values)

    place = source.place
    given = f"`{place}`, {words['cmm2']}:\n\n```typescript\n{change.before.strip()}\n```"
    output = (
        f"```typescript\n{change.after.strip()}\n```\n\n"
        f"**What changed:** {say('changes', 1)}\n\n**Why it is {words['cmm3']}:** {say('reasons', 2)}"
    )
    rungs = {
        "mined_member": SMALLER_UNIT,
        "constructed_class": CONSTRUCTED_UNIT,
        "constructed_member": CONSTRUCTED_MEMBER,
    }
    return Candidate(
        instruction=say("asks", 0),
        input=given,
        output=output,
        metadata=SampleMetadata(
            task_type=NAME,
            category=category,
            source=source.component.file_path,
            layer=source.layer,
            family=source.component.family,
            view=view,
            cmm_transition="CMM2_to_CMM3",
            pattern_applied=entry["title"],
        ),
        rank=1 - ORDER.index(change.pattern) / len(ORDER),
        rung=rungs.get(view, 0),
    )


if __name__ == "__main__":
    raise SystemExit(engine.main(NAME))
