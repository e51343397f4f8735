"""Classes that fulfil an interface with several objects that do, or with prepared answers."""

from __future__ import annotations

from collections.abc import Iterator

from generators.typescript import Member
from generators.typescript.library import Library

from .. import rules, shapes
from ..shapes import Resolve
from ..state import Made
from ..words import resolver
from .places import Promised, called, is_self, method, result, waits

FEWEST_KINDS, FEWEST_ANSWERS, MOST_ANSWERS = 2, 2, 4


def made(promised: Promised, library: Library) -> Iterator[Made]:
    """All of several objects, the second in place of the first, and answers of a test."""
    resolve = resolver(library, promised.home)
    yield from _every(promised)
    yield from _either(promised)
    yield from _scripted(promised, resolve)


def _every(promised: Promised) -> Iterator[Made]:
    """What all of them do and say together."""
    kinds = [_joined(m, promised) for m in promised.methods]
    if not all(kinds) or len(set(kinds)) < FEWEST_KINDS:
        return
    one = promised.name
    parts = [
        f"private all: {one}[] = [];",
        "constructor() {}",
        f"add(one: {one}): this {{\n  this.all.push(one);\n  return this;\n}}",
        *(_of_all(m, kind, promised) for m, kind in zip(promised.methods, kinds, strict=True)),
    ]
    told = rules.of_kinds("joins", kinds, ("done", "flag", "number", "list"))
    chained = any(is_self(m, promised) for m in promised.methods)
    late = any(map(waits, promised.methods))
    yield promised.made(
        "every", f"Every{promised.stem}", parts,
        (*told, *("also.together",) * late, *("also.this",) * chained),
    )  # fmt: skip


def _joined(member: Member, promised: Promised) -> str:
    """How the answers of several become one; empty where that cannot be told."""
    kind = result(member)
    if kind == "void" or is_self(member, promised):
        return "done"
    if kind in ("boolean", "number"):
        return {"boolean": "flag", "number": "number"}[kind]
    return "list" if shapes.ARRAY.fullmatch(kind) else ""


def _of_all(member: Member, kind: str, promised: Promised) -> str:
    chained = "\nreturn this;" * is_self(member, promised)
    call = f"one.{called(member)}"
    if waits(member):
        all_of = f"await Promise.all(this.all.map((one) => {call}))"
        ends = {
            "done": chained,
            "flag": "\nreturn found.every((each) => each);",
            "number": "\nreturn found.reduce((sum, each) => sum + each, 0);",
            "list": "\nreturn found.flat();",
        }[kind]
        return method(member, f"{'const found = ' * (kind != 'done')}{all_of};{ends}", True)
    if kind == "done":
        body = f"for (const one of this.all) {{\n  {call};\n}}"
        return method(member, body + chained)
    return method(
        member,
        {
            "flag": f"const found = this.all.map((one) => {call});\n"
            "return found.every((each) => each);",
            "number": f"return this.all.reduce((sum, one) => sum + {call}, 0);",
            "list": f"return this.all.flatMap((one) => {call});",
        }[kind],
    )


def _either(promised: Promised) -> Iterator[Made]:
    """The second object in place of the first where that fails."""
    late = {waits(m) for m in promised.methods}
    # Of a class nobody knows which calls belong together: all would have to go to the second.
    if (
        promised.unit.kind == "class"
        or late != {True, False}
        or any(is_self(m, promised) for m in promised.methods)
    ):
        return
    one, name = promised.name, f"Either{promised.stem}"
    parts = [
        f"private first: {one} | null = null;\nprivate second: {one} | null = null;\n"
        "private failed: unknown[] = [];",
        "constructor() {}",
        f"use(first: {one}, second: {one}): this {{\n  this.first = first;\n"
        "  this.second = second;\n  return this;\n}",
        "failures(): unknown[] {\n  return [...this.failed];\n}",
        *(_instead(m) for m in promised.methods),
        f"private now<T>(work: (one: {one}) => T): T {{\n{_tried()}\n}}",
        f"private async later<T>(work: (one: {one}) => Promise<T>): Promise<T> {{\n"
        f"{_tried('await ')}\n}}",
        f"private both(): [{one}, {one}] {{\n  if (!this.first || !this.second) {{\n"
        f"    throw new Error('{name} lacks one of the two');\n  }}\n"
        "  return [this.first, this.second];\n}",
    ]
    yield promised.made("either", name, parts)


def _tried(wait: str = "") -> str:
    return (
        "  const [first, second] = this.both();\n"
        f"  try {{\n    return {wait}work(first);\n  }} catch (error) {{\n"
        f"    this.failed.push(error);\n    return {wait}work(second);\n  }}"
    )


def _instead(member: Member) -> str:
    call = f"this.{'later' if waits(member) else 'now'}((one) => one.{called(member)});"
    return method(member, call if member.return_type == "void" else f"return {call}")


def _scripted(promised: Promised, resolve: Resolve) -> Iterator[Made]:
    """Prepared answers, in the order in which they were given."""
    asked = [m for m in promised.methods if result(m) != "void" and not is_self(m, promised)]
    known = [shapes.shape(result(m), resolve) for m in asked]
    if not FEWEST_ANSWERS <= len(asked) <= MOST_ANSWERS or not all(known):
        return
    if any("undefined" in result(m) for m in asked):
        return
    fields = [f"private {m.name}Answers: {_listed(result(m))} = [];" for m in asked]
    prepare = [
        f"will{m.name[0].upper()}{m.name[1:]}(answer: {result(m)}): this {{\n"
        f"  this.{m.name}Answers.push(answer);\n  return this;\n}}"
        for m in asked
    ]
    parts = [
        "\n".join(fields),
        "constructor() {}",
        *prepare,
        *(_answered(m, m in asked) for m in promised.methods),
        "private next<T>(answers: T[], method: string): T {\n"
        "  const answer = answers.shift();\n  if (answer === undefined) {\n"
        "    throw new Error(`no answer is left for ${method}`);\n  }\n  return answer;\n}",
    ]
    late = any(map(waits, promised.methods))
    quiet = len(asked) < len(promised.methods)
    chained = any(is_self(m, promised) for m in promised.methods)
    yield promised.made(
        "scripted", f"Scripted{promised.stem}", parts,
        (*("also.nothing",) * quiet, *("also.async",) * late, *("also.this",) * chained),
    )  # fmt: skip


def _listed(kind: str) -> str:
    return f"{kind}[]" if kind.isidentifier() else f"Array<{kind}>"


def _answered(member: Member, asked: bool) -> str:
    head = f"{'async ' * waits(member)}{member.name}(): {member.return_type}"
    if asked:
        return f"{head} {{\n  return this.next(this.{member.name}Answers, '{member.name}');\n}}"
    return f"{head} {{}}" if result(member) == "void" else f"{head} {{\n  return this;\n}}"
