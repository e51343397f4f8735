"""Scenarios that an earlier version saved, in which members had other names and other forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generators.sample import fingerprint
from generators.typescript import Member

from ...text import listed
from .. import rules, shapes
from ..changes import KEYS, inner, singular
from ..settings import RESERVED
from ..state import SCENARIO, Made, State, built, indented
from .hibernation import TAKEN

# What members are also called, and so may have been called before.
NAMES = {
    "author": "creator", "capabilities": "abilities", "category": "kind", "command": "call",
    "content": "body", "created": "createdAt", "createdAt": "created", "createdBy": "author",
    "creator": "author", "criteria": "conditions", "dependencies": "requirements",
    "description": "summary", "details": "information", "directory": "folder",
    "duration": "elapsed", "email": "mail", "endTime": "endedAt", "errors": "problems",
    "evidence": "proof", "executionTime": "duration", "filename": "file", "filePath": "file",
    "findings": "results", "host": "hostname", "hostname": "host", "impact": "effect",
    "issues": "problems", "level": "grade", "location": "place", "message": "text",
    "modified": "modifiedAt", "modifiedAt": "modified", "name": "label", "operations": "actions",
    "options": "settings", "origin": "source", "owner": "holder", "path": "location",
    "port": "portNumber", "priority": "importance", "projectRoot": "root", "reason": "cause",
    "results": "outcomes", "score": "rating", "size": "length", "source": "origin",
    "startTime": "startedAt", "state": "status", "status": "state", "steps": "tasks",
    "success": "ok", "tags": "labels", "target": "goal", "threshold": "limit",
    "timestamp": "time", "title": "heading", "totalFiles": "fileCount", "type": "kind",
    "updatedAt": "modified", "url": "address", "username": "login", "value": "amount",
    "verdict": "judgment", "weight": "share",
}  # fmt: skip
FEWEST, MOST = 2, 3
ORDER = ("renamed", "one", "comma", "number", "flag")
TAKEN_NAMES = RESERVED | {"model", "rest", "each"}


@dataclass(frozen=True)
class Change:
    """A member in its earlier form: the kind of its rule, its earlier name and type, what becomes
    of it, and how the request tells of it.
    """

    member: Member
    kind: str
    name: str
    type: str
    becomes: str
    told: str

    @property
    def marks(self) -> bool:
        """Whether only an earlier scenario has the name."""
        return self.name != self.member.name


def made(state: State) -> Iterator[Made]:
    """`init` for both forms, of which the earlier one is known by a name that only it has."""
    names = {m.name for m, _ in state.fields}
    if state.initial is None or not state.is_json or TAKEN_NAMES & names:
        return
    renamed = [c for m, _ in state.fields if (c := _renamed(m, names))]
    others = [c for m, _ in state.fields if (c := _formed(m, names))]
    found = _chosen(state, renamed, others)
    known_by = next((c.name for c in found if c.marks), "")
    if len(found) < FEWEST or not known_by:
        return
    model, holder = state.unit.name, state.holder
    earlier = f"Earlier{model}"
    without = " | ".join(f"'{c.member.name}'" for c in found)
    fields = "".join(f"  {c.name}: {c.type};\n" for c in found)
    declared = f"export type {earlier} = Omit<{model}, {without}> & {{\n{fields}}};"
    given = ", ".join(c.name for c in found)
    becomes = "\n".join(f"{c.becomes}," for c in found)
    head = f"init(scenario: Scenario<{model} | {earlier}>): this"
    output = f"""\
{head} {{
  const model = structuredClone(scenario.model);
{indented(TAKEN)}
  if ('{known_by}' in model) {{
    const {{ {given}, ...rest }} = model;
    this.model = {{
      ...rest,
{indented(indented(indented(becomes)))}
    }};
  }} else {{
    this.model = model;
  }}
  return this;
}}"""
    own = (
        "private ior = { uuid: '', component: '', version: '' };\nprivate owner = '';\n"
        f"private model: {model};\n\n{built(state.initial)}\n\n// to be written\n{head};\n\n"
        f"toScenario(): Scenario<{model}>;"
    )
    shell = f"export class {holder} {{\n{indented(own)}\n}}"
    yield Made(
        "scenario_state", "older", holder, listed([c.told for c in found]),
        state.shown(state.initial, shell, declared, SCENARIO), output,
        of=known_by, rules=rules.of_kinds("became", {c.kind for c in found}, ORDER), shows=False,
    )  # fmt: skip


def _chosen(state: State, renamed: list[Change], others: list[Change]) -> list[Change]:
    """One that tells the forms apart and one or two of other kinds, which depend on the name of the
    state, in the order of its declaration.
    """
    at = int(fingerprint(state.unit.name, "older"), 16)
    marking = [*renamed, *(c for c in others if c.marks)]
    if not marking:
        return []
    first = marking[at % len(marking)]
    left = [c for c in (*others, *renamed) if c.member != first.member]
    kinds = dict.fromkeys(c.kind for c in left)
    turned = [*list(kinds)[at % max(1, len(kinds)) :], *list(kinds)[: at % max(1, len(kinds))]]
    chosen, members = [first], {first.member.name}
    for kind in turned:
        more = next((c for c in left if c.kind == kind and c.member.name not in members), None)
        if more is not None and len(chosen) < MOST:
            chosen.append(more)
            members.add(more.member.name)
    order = [m.name for m, _ in state.fields]
    return sorted(chosen, key=lambda c: order.index(c.member.name))


def _plain(member: Member) -> bool:
    return not (member.readonly or shapes.is_optional(member) or member.name in KEYS)


def _type(member: Member) -> str:
    return " ".join((member.type or "").split())


def _renamed(member: Member, names: set[str]) -> Change | None:
    old = NAMES.get(member.name)
    # What tells objects apart may be called otherwise, too.
    if old is None or old in names or member.readonly or shapes.is_optional(member):
        return None
    told = f"`{old}` in place of `{member.name}`"
    return Change(member, "renamed", old, _type(member), f"{member.name}: {old}", told)


def _formed(member: Member, names: set[str]) -> Change | None:
    """The member in another form, under its own name or as a single value."""
    if not _plain(member):
        return None
    name, kind = member.name, _type(member)
    if kind == "number":
        told = f"`{name}` as a string"
        return Change(member, "number", name, "string", f"{name}: Number({name})", told)
    if kind == "boolean":
        told = f"`{name}` as `'yes'` or `'no'`"
        return Change(member, "flag", name, "'yes' | 'no'", f"{name}: {name} === 'yes'", told)
    if shapes.ARRAY.fullmatch(kind) and inner(member) == "string":
        one = singular(name)
        if int(fingerprint(name, "one"), 16) % 2 and one and one not in names:
            told = f"a single `{one}` in place of `{name}`"
            return Change(member, "one", one, "string", f"{name}: [{one}]", told)
        parts = f"{name}.split(',').map((each) => each.trim()).filter((each) => each)"
        told = f"`{name}` as one string with commas"
        return Change(member, "comma", name, "string", f"{name}: {parts}", told)
    return None
