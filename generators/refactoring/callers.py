"""What a change means for the code that uses the changed code: read off the declarations of both
texts, so that it is told of every pair in which it is so, whatever the steps are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from generators import typescript
from generators.typescript import Member, Unit

from .code import Code, below, owner, read
from .proofs.members import FLUENT, copy_returned, owned

# Results that tell of a failure without a word.
SILENT = re.compile(r"return (null|undefined|false|-1|''|\[\]|\{\});")
NOTHING = (None, "void", "Promise<void>")
ENDS = re.compile(r"process\.exit\(")
# What a callback of a promise is given to.
CHAINED = re.compile(r"\.(?:then|catch|finally)$")
# A result that is a promise though nothing says so.
PROMISED = re.compile(r"\breturn (?:[^;]*?\.(?:then|catch|finally)\(|(?:new )?Promise\b)", re.S)


@dataclass(frozen=True)
class Effect:
    """One thing that callers notice. `kind` is the name of its sentence, `subject` the class or
    member, `old` and `new` what was and what is in its place: names or code, without marks.
    """

    kind: str
    subject: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def effects(before: str, after: str) -> list[Effect]:
    """The effects in the order of the code: classes first, then members."""
    old, new = read(before), read(after)
    if old is None or new is None:
        return []
    known = {unit.name: unit for unit in old.file.classes}
    found: list[Effect] = []
    for unit in new.file.classes:
        if past := known.get(unit.name):
            found += [*_made(past, unit), *_reached(past, unit)]
            found += _called(old, new, past, unit)
    copied = copy_returned(old, new)
    givers = [m.name for m in new.members.values() if copied and _gives_copy(m, copied.names)]
    return found + [Effect("copied", name) for name in givers if name in old.members]


def _gives_copy(member: Member, names: str) -> bool:
    """Whether a member that others call returns a copy of one of the named fields."""
    parts = re.findall(r"`([^`]+)`", names)
    lines = (line for line in (member.body or "").split("\n") if "return " in line)
    return member.access == "public" and any(part in line for line in lines for part in parts)


def _made(old: Unit, new: Unit) -> Iterator[Effect]:
    """A constructor that takes something else."""
    was, now = (_taken(unit.constructor) for unit in (old, new))
    if was == now:
        return
    init = new.member("init")
    set_up = init is not None and old.member("init") is None
    made = f"new {new.name}({now})"
    if set_up and not now:
        made += f".init({_taken(init)})"
    yield Effect("built", new.name, (f"new {old.name}({was})",), (made,))


def _taken(member: Member | None) -> str:
    return ", ".join(p.name for p in member.parameters) if member else ""


def _reached(old: Unit, new: Unit) -> Iterator[Effect]:
    """Fields and methods that only the class itself can write or call now."""
    was = {m.name: m for m in old.fields if m.access == "public"}
    read_still = {m.name for m in new.members if m.kind == "getter" and m.access == "public"}
    written = {m.name for m in new.members if m.kind == "setter" and m.access == "public"}
    fields = {m.name: m for m in new.fields}
    closed, fixed = [], []
    for name, past in was.items():
        here = fields.get(name) or fields.get(f"_{name}")
        if here is None and name not in read_still:
            continue
        shown = here is not None and here.name == name and here.access == "public"
        if not shown and name not in read_still:
            closed.append(name)
        elif name not in written and not past.readonly and (not shown or (here and here.readonly)):
            fixed.append(name)
    if closed:
        yield Effect("closed", new.name, tuple(closed))
    if fixed:
        yield Effect("fixed", new.name, tuple(fixed))
    called = {m.name for m in old.methods if m.access == "public"}
    inner = [m.name for m in new.methods if m.name in called and m.access != "public"]
    if inner:
        yield Effect("inner", new.name, tuple(inner))
    here_now = {m.name for m in new.members}
    gone = tuple(sorted(called - here_now))
    fresh = tuple(m.name for m in new.methods if m.access == "public" and not old.member(m.name))
    if len(gone) == len(fresh) == 1:
        yield Effect("replaced", new.name, gone, fresh)
    elif gone:
        yield Effect("gone", new.name, gone)


def _called(old: Code, new: Code, past: Unit, unit: Unit) -> Iterator[Effect]:
    """Methods that answer, wait or fail in another way."""
    former = {m.name: m for m in past.methods}
    for now in unit.methods:
        was = former.get(now.name)
        if was is None or was.body is None or now.body is None:
            continue
        if _waits(now) and not _waits(was):
            # Where callers got a promise all along, nothing changes for them.
            if not PROMISED.search(was.body):
                yield Effect("awaited", now.name)
        else:
            yield from _answered(was, now)
        failing = [*_failing(old, new, was, now)]
        yield from failing
        if not failing and _printing(was) > _printing(now) and was.return_type == now.return_type:
            yield Effect("silenced", now.name)
        # What a parameter is called matters to nobody who passes it by its place.
        if len(was.parameters) != len(now.parameters):
            names = (tuple(p.name for p in each.parameters) for each in (was, now))
            yield Effect("taken", now.name, *names)


def _waits(member: Member) -> bool:
    return member.async_ or (member.return_type or "").startswith("Promise<")


def _answered(was: Member, now: Member) -> Iterator[Effect]:
    """A result of another type, where both are stated; `any` is no type."""
    old, new = was.return_type, now.return_type
    if old == new or old is None or new is None or re.search(r"\bany\b", old):
        return
    if new in FLUENT and old in NOTHING:
        return
    yield Effect("answers", now.name, (old,), (new,))


def _failing(old: Code, new: Code, was: Member, now: Member) -> Iterator[Effect]:
    """An error that callers get now, in place of what they got before."""
    thrown = _thrown(new, now) - _thrown(old, was)
    swallowed = _swallowing(was) > _swallowing(now)
    if thrown <= 0 and not swallowed:
        return
    gone = Counter(SILENT.findall(was.body or "")) - Counter(SILENT.findall(now.body or ""))
    if len(ENDS.findall(was.body or "")) > len(ENDS.findall(now.body or "")):
        yield Effect("ended", now.name)
    elif gone:
        yield Effect("silent", now.name, tuple(gone))
    elif swallowed:
        yield Effect("passed", now.name)
    else:
        yield Effect("told" if _printing(was) > _printing(now) else "failing", now.name)


def _thrown(code: Code, member: Member) -> int:
    """Errors that leave the member itself: none of a callback in it, unless it is one of the
    promise that the member returns.
    """
    method = next((n for n in code.nodes("method_definition") if n.end_byte == member.end), None)
    if method is None:
        return 0
    return sum(_leaves(each, method, code) for each in below(method, "throw_statement"))


def _leaves(node: Node, method: Node, code: Code) -> bool:
    """Whether what is thrown at a node reaches the caller of a method: through the callbacks of
    promises, too.
    """
    if owned(node, method):
        return True
    callback = owner(node)
    call = callback.parent.parent if callback is not None and callback.parent is not None else None
    called = code.of(call.child_by_field_name("function")) if call is not None else ""
    return call is not None and bool(CHAINED.search(called)) and _leaves(call, method, code)


def _printing(member: Member) -> int:
    return (member.body or "").count("console.")


def _swallowing(member: Member) -> int:
    text = typescript.in_class(member.text, "Holder")
    return len(typescript.swallowed_errors(typescript.parse(text)))
