"""Classes that fulfil an interface around one object that does: each method passes its call on, by
a rule that depends on what the method takes or gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generators.typescript import Member
from generators.typescript.library import Library

from .. import rules, shapes
from ..shapes import Resolve, Shape
from ..state import Made, indented
from ..words import resolver
from .places import Promised, called, is_self, method, passed_on, result, waits

# Methods that a rule must concern, and those that it must leave alone where it tells them apart.
FEWEST, OTHERS = 2, 1


# Methods that give no answer, by whether they promise it and whether it is nothing.
KINDS = {
    (False, True): "void", (False, False): "this", (True, True): "promise", (True, False): "later",
}  # fmt: skip


def made(promised: Promised, library: Library) -> Iterator[Made]:
    """The wrappers for an interface."""
    resolve = resolver(library, promised.home)
    yield from _reader(promised)
    yield from _checking(promised)
    yield from _holding(promised)
    # What a class answers may be work that is to be done each time.
    if promised.unit.kind == "interface":
        yield from _remembering(promised, resolve)
    yield from _timed(promised)
    yield from _patient(promised)
    yield from _queued(promised)


def _changes(member: Member, promised: Promised) -> bool:
    return result(member) == "void" or is_self(member, promised)


def _passed_on(member: Member, promised: Promised) -> str:
    return passed_on(member, promised, "this.inner()")


def _task(
    promised: Promised,
    kind: str,
    name: str,
    state: str,
    parts: list[str],
    told: tuple[str, ...] = (),
    helpers: tuple[str, ...] = (),
    anew: str = "",
) -> Made:
    """A wrapper: the object that it is around comes by `around`, which does what `anew` says, and
    is missed by an error.
    """
    around = promised.name
    own = [f"private wrapped: {around} | null = null;", *([state] if state else [])]
    frame = [
        "\n".join(own),
        "constructor() {}",
        f"around(wrapped: {around}): this {{\n  this.wrapped = wrapped;\n{anew}  return this;\n}}",
    ]
    inner = (
        f"private inner(): {around} {{\n  if (!this.wrapped) {{\n"
        f"    throw new Error('{name} is around nothing');\n  }}\n  return this.wrapped;\n}}"
    )
    chained = any(
        is_self(m, promised) and "return this;" in part
        for m, part in zip(promised.methods, parts[-len(promised.methods) :], strict=True)
    )
    told += ("also.this",) * chained
    return promised.made(kind, name, [*frame, *parts, *helpers, inner], told)


def _reader(promised: Promised) -> Iterator[Made]:
    """Answers questions, and refuses whatever gives no answer."""
    changing = [m for m in promised.methods if _changes(m, promised)]
    # What a class gives an answer for may change it all the same.
    asks = promised.unit.kind == "interface"
    if not asks or not changing or len(promised.methods) - len(changing) < FEWEST:
        return
    name = f"{promised.stem}Reader"
    parts = [_refused(m) if m in changing else _passed_on(m, promised) for m in promised.methods]
    yield _task(promised, "reader", name, "", parts, _acts(changing))


def _acts(methods: Iterable[Member]) -> tuple[str, ...]:
    """What gives no answer, in the words of the rules."""
    kinds = {(waits(m), result(m) == "void") for m in methods}
    found = [KINDS[kind] for kind in kinds]
    return rules.of_kinds("acts", found, tuple(KINDS.values()))


def _refused(member: Member) -> str:
    """A method that throws; it needs none of its parameters."""
    code = f"throw new Error('{member.name} is not allowed');"
    head = f"{'async ' * waits(member)}{member.name}(): {member.return_type}"
    return f"{head} {{\n{indented(code)}\n}}"


def _checking(promised: Promised) -> Iterator[Made]:
    """Looks at the arguments before anything is done with them."""
    checks = [
        [_check(p.name, p.type or "", p.optional) for p in m.parameters] for m in promised.methods
    ]
    kinds = [kind for each in checks for kind, _ in each if kind]
    if len(kinds) < FEWEST + 1 or len(set(kinds)) < FEWEST:
        return
    parts = [
        _after("\n".join(code for _, code in each if code), member, promised)
        for member, each in zip(promised.methods, checks, strict=True)
    ]
    some = any(not any(code for _, code in each) for each in checks)
    late = any(
        waits(m) and any(code for _, code in each)
        for m, each in zip(promised.methods, checks, strict=True)
    )
    kinds += ["missing"] * any("!== undefined" in code for each in checks for _, code in each)
    told = rules.of_kinds("argues", kinds, ("text", "number", "date", "list", "missing"))
    yield _task(
        promised, "checking", f"Checking{promised.stem}", "", parts,
        (*told, *("also.unchecked",) * some, *("also.rejects",) * late),
    )  # fmt: skip


def _check(name: str, kind: str, optional: bool) -> tuple[str, str]:
    """(kind, statement that refuses a senseless argument); empty where every one makes sense."""
    kind = " ".join(kind.split())
    wrong = {
        "string": ("text", f"!{name}.trim()", "must not be empty"),
        "number": ("number", f"!Number.isFinite({name})", "must be a finite number"),
        "Date": ("date", f"Number.isNaN({name}.getTime())", "must be a valid date"),
    }.get(kind)
    if wrong is None and shapes.ARRAY.fullmatch(kind) and not name.startswith("..."):
        wrong = ("list", f"{name}.length === 0", "must not be empty")
    if wrong is None or name.startswith("..."):
        return "", ""
    sort, condition, what = wrong
    condition = f"{name} !== undefined && {condition}" if optional else condition
    return sort, f"if ({condition}) {{\n  throw new Error('{name} {what}');\n}}"


def _after(first: str, member: Member, promised: Promised) -> str:
    """A method that passes its call on after something else; with a promise it rejects rather than
    throws.
    """
    plain = _passed_on(member, promised)
    if not first:
        return plain
    head, _, rest = plain.removeprefix("async ").partition(" {\n")
    return f"{'async ' * waits(member)}{head} {{\n{indented(first)}\n{rest}"


def _holding(promised: Promised) -> Iterator[Made]:
    """Keeps calls that only do something while it is told to, and makes them afterwards."""
    held = [m for m in promised.methods if _changes(m, promised) and not waits(m)]
    if len(held) < FEWEST or len(promised.methods) - len(held) < OTHERS:
        return
    parts = [
        "hold(): this {\n  this.paused = true;\n  return this;\n}",
        "release(): this {\n  this.paused = false;\n"
        "  for (const call of this.waiting.splice(0)) {\n    call();\n  }\n  return this;\n}",
        *(_held(m) if m in held else _passed_on(m, promised) for m in promised.methods),
    ]
    now = (
        "private now(call: () => void): void {\n  if (this.paused) {\n"
        "    this.waiting.push(call);\n    return;\n  }\n  call();\n}"
    )
    state = "private paused = false;\nprivate waiting: (() => void)[] = [];"
    told = rules.of_kinds(
        "held", ("void" if m.return_type == "void" else "this" for m in held), ("void", "this")
    )
    yield _task(promised, "holding", f"Holding{promised.stem}", state, parts, told, (now,))


def _held(member: Member) -> str:
    body = f"this.now(() => this.inner().{called(member)});"
    return method(member, body if member.return_type == "void" else f"{body}\nreturn this;")


def _remembering(promised: Promised, resolve: Resolve) -> Iterator[Made]:
    """Asks once, until something is called that may change the answer."""
    kept = [(m, each) for m in promised.methods if (each := _kept(m, resolve))]
    others = [m for m in promised.methods if m not in [m for m, _ in kept]]
    changing = [m for m in others if _changes(m, promised)]
    # The request tells that every answer is kept which is given at once for nothing.
    left_out = any(_at_once(m, promised) for m in others)
    if len(kept) < FEWEST or not changing or left_out:
        return
    fields = [f"private {_answer(m)}: {m.return_type} | undefined;" for m, _ in kept]
    forget = "\n".join(f"  this.{_answer(m)} = undefined;" for m, _ in kept)
    known = dict(kept)
    parts = [
        _asked_once(m, known[m])
        if m in known
        else _after("this.forget();", m, promised)
        if m in changing
        else _passed_on(m, promised)
        for m in promised.methods
    ]
    told = rules.of_kinds(
        "keeps", ("plain" if each.plain else "copy" for _, each in kept), ("plain", "copy")
    )
    told = rules.with_nouns("keeps.copy", told, kept)
    more = ("also.asked",) * (len(changing) < len(others))
    yield _task(
        promised, "remembering", f"Remembering{promised.stem}", "\n".join(fields), parts,
        (*told, *_acts(changing), *more), (f"private forget(): void {{\n{forget}\n}}",),
        anew="  this.forget();\n",
    )  # fmt: skip


def _at_once(member: Member, promised: Promised) -> bool:
    """Whether it gives something at once and takes nothing."""
    given = result(member) != "void" and not is_self(member, promised)
    return given and not member.parameters and not waits(member)


def _answer(member: Member) -> str:
    return f"{member.name}Answer"


def _kept(member: Member, resolve: Resolve) -> Shape | None:
    """The shape of an answer that can be kept: of a method without parameters, at once, and never
    nothing.
    """
    kind = member.return_type or ""
    if member.parameters or waits(member) or re.search(r"\b(?:void|this|null|undefined)\b", kind):
        return None
    found = shapes.shape(kind, resolve)
    return found if found is not None and found.state and kind != "unknown" else None


def _asked_once(member: Member, each: Shape) -> str:
    held = f"this.{_answer(member)}"
    return method(member, f"{held} ??= this.inner().{called(member)};\nreturn {each.copied(held)};")


def _timed(promised: Promised) -> Iterator[Made]:
    """Measures how long each call takes, also of one that fails."""
    kinds = {"late" if waits(m) else "now" for m in promised.methods}
    if kinds != {"late", "now"}:
        return
    parts = [
        "durations(): Record<string, number[]> {\n  return structuredClone(this.measured);\n}",
        *(_measured(m, promised) for m in promised.methods),
    ]
    since = (
        "private since(start: number, name: string): void {\n"
        "  (this.measured[name] ??= []).push(performance.now() - start);\n}"
    )
    state = "private measured: Record<string, number[]> = {};"
    yield _task(promised, "timed", f"Timed{promised.stem}", state, parts, (), (since,))


def _measured(member: Member, promised: Promised) -> str:
    call = f"{'await ' * waits(member)}this.inner().{called(member)};"
    silent = _changes(member, promised)
    body = (
        f"const start = performance.now();\ntry {{\n  {'' if silent else 'return '}{call}\n"
        f"}} finally {{\n  this.since(start, '{member.name}');\n}}"
    )
    body += "\nreturn this;" * is_self(member, promised)
    return method(member, body, waits(member))


def _patient(promised: Promised) -> Iterator[Made]:
    """Tries again what is asynchronous and fails."""
    tried = (
        "private async tried<T>(work: () => Promise<T>): Promise<T> {\n"
        "  for (let left = this.attempts; left > 1; left--) {\n    try {\n"
        "      return await work();\n    } catch (error) {\n      this.failed.push(error);\n"
        "    }\n  }\n  return work();\n}"
    )
    parts = [
        "upTo(attempts: number): this {\n  this.attempts = attempts;\n  return this;\n}",
        "failures(): unknown[] {\n  return [...this.failed];\n}",
    ]
    yield from _asynchronous(
        promised, "patient", f"Patient{promised.stem}", "tried", parts, tried,
        "private attempts = 1;\nprivate failed: unknown[] = [];",
    )  # fmt: skip


def _queued(promised: Promised) -> Iterator[Made]:
    """Lets what is asynchronous happen one after another."""
    next_ = (
        "private next<T>(work: () => Promise<T>): Promise<T> {\n"
        "  const done = this.last.then(work, work);\n  this.last = done;\n  return done;\n}"
    )
    yield from _asynchronous(
        promised, "queued", f"Queued{promised.stem}", "next", [], next_,
        "private last: Promise<unknown> = Promise.resolve();",
    )  # fmt: skip


def _asynchronous(
    promised: Promised,
    kind: str,
    name: str,
    through: str,
    parts: list[str],
    helper: str,
    state: str,
) -> Iterator[Made]:
    late = [m for m in promised.methods if waits(m)]
    if len(late) < FEWEST:
        return
    written = [
        _through(through, m, promised) if m in late else _passed_on(m, promised)
        for m in promised.methods
    ]
    told = ("also.at_once",) * (len(late) < len(promised.methods))
    yield _task(promised, kind, name, state, [*parts, *written], told, (helper,))


def _through(through: str, member: Member, promised: Promised) -> str:
    call = f"this.{through}(() => this.inner().{called(member)});"
    if is_self(member, promised):
        return method(member, f"await {call}\nreturn this;", True)
    return method(member, f"return {call}")
