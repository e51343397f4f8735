"""Improvements that are in the corpus: between versions of a class or member, and in records that
tell of a step.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from generators import typescript
from generators.limits import in_time
from generators.refactoring.change import Change, explained
from generators.refactoring.code import Code, read
from generators.refactoring.proofs import INCLUDED, PROOFS
from generators.refactoring.proofs.facts import shared
from generators.refactoring.proofs.habits import HABIT_PROOFS
from generators.refactoring.proofs.members import MEMBER_PROOFS
from generators.refactoring.soundness import sound
from generators.steps import counted
from generators.typescript import Member, Unit, cutting
from generators.typescript.library import Components, Library, Source

from . import pair
from .pair import COMPARED, PHASES, Pair

# A mined pair must be a change of one thing, not another thing: this share of the shorter text
# stands in the other.
SAME_SHARE = 0.35
# Versions after a version that are compared with it: the nearest that differ.
LATER = 2
# Lines of real code are not always folded.
LONGEST_LINE = 220
MOST_STEPS = 4
VERSION = re.compile(r"\b\d+\.\d+\.\d+\.\d+\b")
MERGE = re.compile(r"^(?:<<<<<<<|=======$|>>>>>>>)", re.M)
FENCE = re.compile(r"^```(?:typescript|ts|javascript|js)[^\n]*\n(.*?)^```", re.M | re.S | re.I)
WORSE = re.compile(r"before|❌|\bold\b|\bwrong|broken|violat|cmm2|current\b", re.I)
BETTER = re.compile(r"\bafter\b|✅|\bnew\b|correct|fixed|cmm3|compliant|target\b", re.I)
NEARBY = 600


def mined(
    library: Library, corpus: Components, seconds: float, records: Iterable[object] = ()
) -> Iterator[Pair]:
    """From a version of a component to a later one first, then from records. Copies in several
    components are no pairs: nothing says which one was first. A file or record that takes far
    longer than `seconds` is left out.
    """
    seen: set[tuple[str, str]] = set()
    for each in (*_versions(library, corpus, seconds), *_records(records, seconds)):
        key = cutting.normalised(each.before), cutting.normalised(each.after)
        if key not in seen:
            seen.add(key)
            yield each


def _versions(library: Library, corpus: Components, seconds: float) -> Iterator[Pair]:
    files: dict[tuple[str, str], list[Source]] = {}
    for record in sorted(corpus.components(), key=lambda r: (r.version, r.file_path)):
        if record.version:
            files.setdefault((record.name, record.path_in_version), []).append(
                library.source(record)
            )
    for versions in counted(list(files.values()), COMPARED, PHASES):
        distinct = list({v.component.digest: v for v in versions if v.readable}.values())
        for at, old in enumerate(distinct):
            later = partial(_later, old, distinct[at + 1 :])
            yield from in_time(later, seconds, old.component.file_path)


def _later(old: Source, versions: Sequence[Source]) -> Iterator[Pair]:
    """What the versions after a version improved."""
    met: dict[tuple[str, str], set[str]] = {}
    for new in versions:
        yield from _between(old, new, met)


def _between(old: Source, new: Source, met: dict[tuple[str, str], set[str]]) -> Iterator[Pair]:
    """What a later version improved. `met` holds the texts of each class or member that were
    compared already.
    """

    def fresh(owner: str, name: str, text: str) -> bool:
        texts = met.setdefault((owner, name), set())
        short = cutting.normalised(VERSION.sub("", text))
        if short in texts or len(texts) >= LATER:
            return False
        texts.add(short)
        return True

    if ".test." in new.component.file_path:
        yield from _told(
            old.file.text, new.file.text, new.component.name, ("jest_replaced",), new, "mined_file"
        )
        return
    contracts = {unit.name: unit for unit in old.file.interfaces}
    for unit in new.file.interfaces:
        past = contracts.get(unit.name)
        if (
            past
            and not _same(past.documented_text, unit.documented_text)
            and fresh(unit.name, "", unit.documented_text)
        ):
            texts = past.documented_text, unit.documented_text
            yield from _told(
                *texts, unit.name, ("types_added", "contract_documented"), new, "mined_interface"
            )
    earlier = {unit.name: unit for unit in old.file.classes}
    for unit in new.file.classes:
        before = earlier.get(unit.name)
        if before is None or _same(before.text, unit.text):
            continue
        if fresh(unit.name, "", unit.text):
            yield from _class_pairs(before, unit, new)
        known = {m.name: m for m in before.members if m.body is not None}
        for member in unit.members:
            former = known.get(member.name)
            if former is None or not member.body or member.kind != former.kind:
                continue
            text = member.documented_text
            if not _same(former.documented_text, text) and fresh(unit.name, member.name, text):
                yield from _member_pairs(former, member, set(known), unit, new, "mined_member")


def _same(old: str, new: str) -> bool:
    return cutting.normalised(VERSION.sub("", old)) == cutting.normalised(VERSION.sub("", new))


def _class_pairs(old: Unit, new: Unit, source: Source) -> Iterator[Pair]:
    """Classes cut to what a step is about, the same way on both sides."""
    cuts = {
        ("constructor_to_init", "constructor_emptied"): ("constructor", "init"),
        ("scenario_added",): ("constructor", "init", "toScenario"),
        ("state_made_private", "accessors_added", "readonly_added", "interface_implemented"): (),
    }
    for patterns, names in cuts.items():
        yield from _told(
            _cut(old, names), _cut(new, names), new.name, patterns, source, "mined_core"
        )


def _cut(unit: Unit, names: Sequence[str]) -> str:
    """The named members with the fields they touch; without names, fields and accessors."""
    chosen = [m for m in unit.members if m.name in names]
    if names:
        touched = {name for m in chosen for name in cutting.touched(unit, m)}
        chosen += [m for m in unit.members if m.kind in ("field", "getter") and m.name in touched]
    else:
        chosen = [m for m in unit.members if m.kind in ("field", "getter", "setter")]
    return cutting.reduced(unit, chosen)


def _member_pairs(
    old: Member, new: Member, known: set[str], unit: Unit, source: Source, view: str
) -> Iterator[Pair]:
    """A member before and after, the later one with new helpers that it calls."""
    if cutting.only_prints(new):
        return
    helpers = [m for m in unit.methods if m.name in new.calls - old.calls and m.name not in known]
    alone = cutting.members_text([old]), cutting.members_text([new])
    joined = cutting.members_text([new, *helpers])
    several = ("helper_extracted", "duplicates_removed")
    patterns = [name for name in (*MEMBER_PROOFS, *HABIT_PROOFS) if name not in several]
    found = list(_told(*alone, new.name, patterns, source, view))
    if not found and helpers:
        found = list(_told(alone[0], joined, new.name, ("helper_extracted",), source, view))
    yield from found


def _told(
    before: str, after: str, subject: str, patterns: Sequence[str], source: Source, view: str
) -> Iterator[Pair]:
    """The pair with every step that its trees prove, where one of `patterns` is among them; nothing
    where something else got worse.
    """
    alike = akin if view in ("mined_member", "mined_file") else related
    if not alike(before, after) or MERGE.search(before + after) or not sound(after, LONGEST_LINE):
        return
    steps = all_steps(before, after, subject)
    old, new = read(before), read(after)
    bare = view == "mined_core" and new is not None and typescript.public_fields(new.file)
    wanted = any(step.pattern in patterns for step in steps)
    if wanted and old is not None and new is not None and not worse(old, new) and not bare:
        yield pair.of(source, steps, view)


def all_steps(before: str, after: str, subject: str) -> tuple[Change, ...]:
    """Every step that two texts prove, without those that another one includes; none where they
    are too many to be told.
    """
    found = [c for name in PROOFS if (c := explained(Change(name, subject, before, after)))]
    names = {change.pattern for change in found}
    if names & pair.COMMENTS:
        # What a comment says cannot be read off the code.
        return ()
    included = {name for whole, parts in INCLUDED.items() if whole in names for name in parts}
    steps = tuple(change for change in found if change.pattern not in included)
    return steps if len(steps) <= MOST_STEPS else ()


def akin(old: str, new: str) -> bool:
    """Whether the later text is the earlier one changed, and not another: by the runs of three
    words they share.
    """
    left, right = _runs(old), _runs(new)
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= SAME_SHARE


def related(old: str, new: str) -> bool:
    """Whether two states of one class, interface or file still speak of the same things: by the
    words they share.
    """
    left, right = (set(re.findall(r"[A-Za-z_]\w{2,}", text)) for text in (old, new))
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= SAME_SHARE


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return set(zip(words, words[1:], words[2:], strict=False))


def worse(old: Code, new: Code) -> bool:
    """Whether anything that is counted against code became more: open types, swallowed errors, lost
    comments, …
    """
    lost = any("/**" in before.doc and "/**" not in after.doc for before, after in shared(old, new))
    return lost or any(
        after > before for before, after in zip(_faults(old), _faults(new), strict=True)
    )


def _faults(code: Code) -> tuple[int, ...]:
    return (
        len(typescript.untyped(code.file)),
        len(typescript.swallowed_errors(code.file)),
        len(typescript.public_fields(code.file)),
        len(typescript.jest_usage(code.text)),
        len(code.calls(r"[\w.]*\w+Sync")),
        len(code.calls(r".*\.then")),
        len(code.calls(r"process\.exit")),
        -len(code.nodes("throw_statement")),
        sum(m.return_type is None for m in code.members.values() if m.kind == "method"),
    )


def _records(records: Iterable[object], seconds: float) -> Iterator[Pair]:
    for record in records:
        yield from in_time(partial(_of_record, record), seconds, str(getattr(record, "id", "")))


def _of_record(record: object) -> Iterator[Pair]:
    """Passages of a work record that show code before and after a step."""
    text, family = str(getattr(record, "text", "")), str(getattr(record, "family", ""))
    for before, after in passages(text):
        name = re.search(
            r"\bclass (\w+)|^[ \t]*(?:(?:public|private|static|async) )*(\w+)\([^)]*\)[^{;=]*\{",
            after,
            re.M,
        )
        subject = (name[1] or name[2]) if name else "this code"
        # The record itself says that one is the other's successor, so they need not be alike.
        if not sound(after, LONGEST_LINE):
            continue
        steps = all_steps(before, after, subject)
        old, new = read(before), read(after)
        if steps and old is not None and new is not None and not worse(old, new):
            place = str(getattr(record, "id", ""))
            yield Pair(place, family, "", place, steps, "mined_pdca")


def passages(text: str) -> Iterator[tuple[str, str]]:
    """(before, after) code of a record: two blocks labelled so, or one block with both under
    comments.
    """
    blocks = list(FENCE.finditer(text))
    labels = [text[max(0, m.start() - 200) : m.start()].strip().rsplit("\n", 1)[-1] for m in blocks]
    for at, (old, new) in enumerate(pairwise(blocks)):
        if (
            new.start() - old.end() < NEARBY
            and WORSE.search(labels[at])
            and BETTER.search(labels[at + 1])
        ):
            yield old[1].strip(), new[1].strip()
    for block in blocks:
        parts = re.split(r"^[ \t]*//([^\n]*)\n", block[1], flags=re.M)
        marks = [(n, parts[n]) for n in range(1, len(parts), 2)]
        first = next((n for n, label in marks if WORSE.search(label)), None)
        second = next(
            (n for n, label in marks if first and n > first and BETTER.search(label)), None
        )
        if first and second == first + 2:
            yield (
                cutting.outdent(parts[first + 1].rstrip()),
                cutting.outdent("".join(parts[second + 1 : second + 2]).rstrip()),
            )
