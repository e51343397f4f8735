"""How style_core asks for a cut: the instruction, and the input a person would give with it.

Each framing gives something else to work from (an interface, signatures, prose, the class around
it, a caller). None gives the code that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generators import catalog
from generators.content.loader import Variants
from generators.phrases import Phrases
from generators.typescript import Member
from generators.typescript.library import Library
from generators.typescript.patterns.base import Pattern

from .cuts import Cut, shared, size
from .inputs import MOST_INPUT, Inputs
from .member_inputs import MemberInputs
from .text import listed, names_of
from .unit_inputs import UnitInputs
from .wording import UNNAMED

# Instruction and template come on top of input and output.
MOST_TOGETHER = catalog.MAX_TOKENS - 198


@dataclass(frozen=True)
class Task:
    framing: str
    instruction: str
    input: str


def tasks(cut: Cut, pattern: Pattern, library: Library, tokenizer: str) -> Iterator[Task]:
    """The framings of a cut, best first, whose input is short enough and does not give the answer
    away.
    """
    room = min(MOST_INPUT, MOST_TOGETHER - size(cut.text, tokenizer))
    inputs = inputs_of(cut, pattern, library, tokenizer)
    earlier: list[set[str]] = []
    for framing, text in inputs.all():
        lines = {line.strip() for line in text.splitlines()}
        if (
            text
            and size(text, tokenizer) <= room
            and not leaks(text, cut)
            and all(_differ(lines, other) for other in earlier)
        ):
            earlier.append(lines)
            yield Task(framing, instruction(inputs, framing), text)


def inputs_of(cut: Cut, pattern: Pattern, library: Library, tokenizer: str) -> Inputs:
    """The inputs that fit the kind of cut."""
    kind = MemberInputs if cut.view.startswith("member") else UnitInputs
    return kind(cut, pattern, library, tokenizer)


def _differ(lines: set[str], other: set[str]) -> bool:
    """Whether two inputs differ in substance: in more than a few lines, small inputs in
    proportion.
    """
    return len(lines ^ other) >= min(4, max(2, len(lines | other) // 5))


def leaks(text: str, cut: Cut) -> bool:
    """Whether an input holds the bodies that are asked for: more than a quarter of their salient
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


def instruction(inputs: Inputs, framing: str) -> str:
    """What is asked: the cut by name and place, what it is for, the pattern, and what the input
    gives.
    """
    cut, words = inputs.cut, inputs.words
    layer = words.layers.get(cut.source.layer, UNNAMED)
    phrases = Phrases(cut.text, inputs.pattern.name, framing, by="key")
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
    ask = phrases.pick(
        words.ask[shape],
        name=cut.unit.name,
        kind=cut.unit.kind,
        file=cut.source.place.rsplit("/", 1)[-1],
        where=f"{where}, {layer.name}" if layer.name else where,
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
    imports = words.given["with_imports"] if inputs.imports_asked and cut.shape != "file" else ""
    pattern = phrases.pick(_claims(inputs), rule=layer.rule, layer=layer.name)
    parts = [ask, *inputs.purposes(), pattern, imports, words.given[framing]]
    return " ".join(part for part in parts if part)


def _claims(inputs: Inputs) -> Variants:
    """What can be said of the pattern: that the cut shows it, relies on it, or, as an interface,
    declares it.
    """
    claims = inputs.words.patterns[inputs.pattern.name]
    if inputs.unit.kind == "interface" and claims.declared:
        return claims.declared
    return claims.whole if inputs.pattern.name in inputs.cut.patterns else claims.part


def _what(member: Member) -> str:
    words = (
        [member.access] * (member.access != "public")
        + ["static"] * member.static
        + ["async"] * member.async_
    )
    return " ".join([*words, member.kind])
