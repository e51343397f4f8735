"""How style_core asks for a cut: the instruction, and the input a person would give with it.

Each framing gives something else to work from (an interface, signatures, prose, the class around
it, a caller). None gives the code that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators import typescript
from generators.sample import fingerprint
from generators.typescript import Member, cutting
from generators.typescript.library import Library

from .cuts import LAYERS, Cut, shared, size
from .inputs import MOST_INPUT, Inputs, listed, names_of

# Instruction and template come on top of input and output, up to the chat limit of 2,048.
MOST_TOGETHER = 1_850


@dataclass(frozen=True)
class Task:
    framing: str
    instruction: str
    input: str


def tasks(cut: Cut, category: str, library: Library) -> Iterator[Task]:
    """The framings of a cut, best first, whose input is short enough and does not give the answer
    away.
    """
    room = min(MOST_INPUT, MOST_TOGETHER - size(cut.text))
    inputs = Inputs(cut, category, library)
    earlier: list[set[str]] = []
    for framing, text in inputs.all():
        lines = {line.strip() for line in text.splitlines()}
        if (
            text
            and size(text) <= room
            and not leaks(text, cut)
            and all(_differ(lines, other) for other in earlier)
        ):
            earlier.append(lines)
            yield Task(framing, instruction(inputs, framing), text)


def _differ(lines: set[str], other: set[str]) -> bool:
    """Whether two inputs differ in substance: in more than a few lines, small inputs in proportion."""
    return len(lines ^ other) >= min(4, max(2, len(lines | other) // 5))


def leaks(text: str, cut: Cut) -> bool:
    """Whether an input holds the bodies that are asked for: more than a quarter of their telling
    lines.
    """
    asked = [m for m in cut.unit.members if m in cut.members or m.text in cut.text]
    wanted = {line.strip() for member in asked for line in (member.body or "").splitlines()}
    telling = {line for line in wanted if len(line) > 20 and not line.startswith(("//", "*", "/*"))}
    held = {line.strip() for line in text.splitlines()}
    return len(telling & held) * 4 > len(telling)


def skeleton_of(text: str) -> str:
    """The TypeScript of an input that carries a claim: its first code block."""
    parts = text.split("```typescript\n", 1)
    return parts[1].split("\n```", 1)[0] if len(parts) == 2 else ""


def depends(cut: Cut, category: str) -> bool:
    """Whether the code of members works on what makes their class show the pattern, or calls
    methods that do.
    """
    unit, names = cut.unit, {m.name for m in cut.members}
    touched = set().union(*(cutting.touched(unit, m) for m in cut.members)) - names
    reached = set().union(*(cutting.touched(unit, m) for m in cutting.closure(unit, cut.members)))
    if category == LAYERS:
        foreign = {
            n
            for i in cut.source.file.imports
            if i.layer and i.layer != cut.source.layer
            for n in i.names
        }
        types = {
            w
            for m in unit.members
            if m.name in reached
            for w in cutting.WORD.findall(m.type or m.return_type or "")
        }
        return bool(foreign & (set(cutting.WORD.findall(cut.text)) | types))
    if category == "radical_oop":
        hidden = {m.name for m in unit.members if m.access != "public" and m.kind != "field"}
        return bool(touched and reached & (hidden | set(typescript.private_state(unit))))
    state = {
        m.name for m in unit.members if m.kind in ("field", "getter", "setter") and not m.static
    }
    state |= set(typescript.private_state(unit)) | {"init"}
    if category == "scenario_state":
        if any(
            typescript.takes_scenario(m) or "scenario" in (m.return_type or "").lower()
            for m in cut.members
        ):
            return True
        makers = [m for name in ("init", "toScenario") if (m := unit.member(name)) is not None]
        kept = set().union(*(m.uses for m in cutting.closure(unit, makers)))
        state = (state & kept) | {"init", "toScenario"}
    return bool(touched and reached & state)


def instruction(inputs: Inputs, framing: str) -> str:
    """What is asked: the cut by name and place, what it is for, the pattern, and what the input
    gives.
    """
    cut, words = inputs.cut, inputs.words
    layer = words["layers"].get(cut.source.layer, {})
    component = cut.source.component.name
    where = f"component {component}" if component else f"`{cut.source.place}`"
    names = names_of([m for m in cut.members if cut.shape != "state" or m.kind != "field"])
    if cut.shape == "core":
        names = [n for n in names if n in ("`init`", "`toScenario`")] or ["accessors"]
    common = (
        listed([f"`{name}`" for name in shared(cut.members)[:3]])
        if cut.shape == "neighbours"
        else ""
    )
    common = (
        listed(names_of([m for m in cut.members if m.kind == "field"]))
        if cut.shape == "state"
        else common
    )
    shape = "related" if cut.shape == "neighbours" and not common else cut.shape
    what = _what(cut.lead) if cut.members else ""
    ask = _draw(words["ask"][shape], inputs, framing).format(
        name=cut.unit.name,
        kind=cut.unit.kind,
        file=cut.source.place.rsplit("/", 1)[-1],
        where=f"{where}, {layer['name']}" if layer else where,
        members=listed(names),
        lead=cut.lead.name if cut.members else "",
        others=listed(names[1:]),
        shared=common,
        access="protected"
        if any(m.access == "protected" for m in cut.members if m.kind == "field")
        else "private",
        what=what,
        a=f"an {what}" if what.startswith("a") else f"a {what}",
    )
    imports = words["given"]["with_imports"] if inputs.imports_asked and cut.shape != "file" else ""
    pattern = _draw(_said(inputs), inputs, framing).format(
        rule=layer.get("rule", ""), layer=layer.get("name", "")
    )
    parts = [ask, *inputs.purposes(), pattern, imports, words["given"][framing]]
    return " ".join(part for part in parts if part)


def _said(inputs: Inputs) -> list[str]:
    """What can be said of the pattern: that the cut shows it, relies on it, or, as an interface,
    declares it.
    """
    said: dict[str, list[str]] = inputs.words["patterns"][inputs.category]
    if inputs.unit.kind == "interface" and "declared" in said:
        return said["declared"]
    return said["whole" if inputs.category in inputs.cut.patterns else "part"]


def _draw(variants: Sequence[str], inputs: Inputs, framing: str) -> str:
    return variants[int(fingerprint(inputs.cut.text, inputs.category, framing), 16) % len(variants)]


def _what(member: Member) -> str:
    words = (
        [member.access] * (member.access != "public")
        + ["static"] * member.static
        + ["async"] * member.async_
    )
    return " ".join([*words, member.kind])
