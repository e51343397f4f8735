"""How style_core asks for a cut: the instruction, and the input a person would give with it.

Each framing gives something else to work from (an interface, signatures, prose, the class around
it, a caller). None gives the code that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generators.content.loader import Variants
from generators.phrases import Phrases
from generators.sample import fingerprint
from generators.settings import Settings
from generators.typescript import Member, cutting
from generators.typescript.library import Library
from generators.typescript.patterns.base import Pattern

from .cuts import Cut, shared, size
from .import_inputs import ImportInputs
from .inputs import MOST_INPUT, MOST_INPUT_OF_A_PART, Inputs
from .member_inputs import MemberInputs
from .text import capital, component_of, listed, names_of
from .unit_inputs import UnitInputs
from .wording import UNNAMED, Layer, wording

# What instruction and template add to input and output.
FRAME = 198
# More than a token of any text has in the mean: what is longer than that allows is not completed.
CHARACTERS = 16
IMPORT = re.compile(r"^import\b", re.M)
# Of these views this many in a hundred are asked for in the words of requirement 1.1.
REQUIRED_VIEWS, REQUIRED_PERCENT = frozenset({"file", "class", "core"}), 7


@dataclass(frozen=True)
class Task:
    framing: str
    instruction: str
    input: str


def tasks(cut: Cut, pattern: Pattern, library: Library, settings: Settings) -> Iterator[Task]:
    """The framings of a cut, best first, whose input is short enough and does not give the answer
    away.
    """
    tokenizer = settings.tokenizer
    most = MOST_INPUT.get(cut.view, MOST_INPUT_OF_A_PART)
    room = min(most, settings.max_tokens - FRAME - size(cut.text, tokenizer))
    inputs = inputs_of(cut, pattern, library, tokenizer)
    earlier: list[set[str]] = []
    for framing, bare in inputs.all():
        lines = {line.strip() for line in bare.splitlines()}
        if not bare or leaks(bare, cut) or not all(_differ(lines, other) for other in earlier):
            continue
        earlier.append(lines)
        if len(bare) > CHARACTERS * room:
            continue
        task = as_required(
            Task(framing, instruction(inputs, framing), inputs.with_facts(bare)), cut, pattern
        )
        if size(task.input, tokenizer) <= room and not leaks(task.input, cut):
            yield task


def as_required(task: Task, cut: Cut, pattern: Pattern) -> Task:
    """Some whole declarations are asked for in the requirement's own words; what the task is then
    stands in the input.
    """
    drawn = int(fingerprint(cut.text, task.framing, "required"), 16) % 100
    if cut.view not in REQUIRED_VIEWS or drawn >= REQUIRED_PERCENT:
        return task
    words = wording()
    told = words.required.format(pattern=words.patterns[pattern.name].title)
    return Task(task.framing, told, f"{task.instruction}\n\n{task.input}")


def inputs_of(cut: Cut, pattern: Pattern, library: Library, tokenizer: str) -> Inputs:
    """The inputs that fit the kind of cut."""
    if cut.view == "imports":
        return ImportInputs(cut, pattern, library, tokenizer)
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
    if cut.view == "imports":
        return False
    asked = [m for m in cut.unit.members if m in cut.members or m.text in cut.text]
    wanted = {line.strip() for member in asked for line in (member.body or "").splitlines()}
    telling = {line for line in wanted if len(line) > 20 and not line.startswith(("//", "*", "/*"))}
    held = {line.strip() for line in text.splitlines()}
    return len(telling & held) * 4 > len(telling)


def leaves_nothing(task: Task, cut: Cut) -> bool:
    """Whether a request leaves little to decide: it tells bodies step by step, or it lists the
    fields of a declaration of data.
    """
    if cut.unit.kind == "interface":
        return all(member.kind == "field" for member in cut.unit.members)
    outline = wording().labels["outline"].split("{", 1)[0]
    return any(line.startswith(outline) for line in task.input.splitlines())


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
    about = (cut.text, inputs.pattern.name, framing)
    phrases = Phrases(*about, "ask", by="key")
    component = cut.source.component.name or component_of(cut.source.component.file_path)
    where = f"component {component}" if component else f"`{cut.source.place}`"
    own = cut.shape in ("state", "own")
    names = names_of([m for m in cut.members if not own or m.kind != "field"])
    if cut.shape == "core":
        names = [n for n in names if n in ("`init`", "`toScenario`")] or ["accessors"]
    common = (
        listed([f"`{name}`" for name in shared(cut.members)[:3]])
        if cut.shape == "neighbours"
        else ""
    )
    common = listed(names_of([m for m in cut.members if m.kind == "field"])) if own else common
    shape = "related" if cut.shape == "neighbours" and not common else cut.shape
    # Of a file without imports nobody speaks of them.
    shape = "file_alone" if shape == "file" and not IMPORT.search(cut.text) else shape
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
        helpers="helper" if len(names) == 2 else "helpers",
        access="protected"
        if any(m.access == "protected" for m in cut.members if m.kind == "field")
        else "private",
        what=what,
        a=f"an {what}" if what.startswith("a") else f"a {what}",
    )
    pattern = Phrases(*about, "claim", by="key").pick(
        _claims(inputs), rule=_rule(inputs, layer), layer=layer.name
    )
    given = Phrases(*about, "given", by="key")
    whole = inputs.imports_asked and cut.shape not in ("file", "imports")
    imports = given.pick(words.given["with_imports"]) if whole else ""
    parts = [capital(ask), *inputs.purposes(), pattern, imports, given.pick(words.given[framing])]
    return " ".join(part for part in parts if part)


def _claims(inputs: Inputs) -> Variants:
    """What can be said of the pattern: that the cut shows it, relies on it, or, as an interface,
    declares it.
    """
    claims = inputs.words.patterns[inputs.pattern.name]
    if inputs.unit.kind == "interface" and claims.declared:
        return claims.declared
    return claims.whole if inputs.pattern.name in inputs.cut.patterns else claims.part


def _rule(inputs: Inputs, layer: Layer) -> str:
    """The rule of a layer as far as the cut's class shows it."""
    unit, file = inputs.unit, inputs.source.file
    declared = {name for item in file.imports if item.layer == "layer3" for name in item.names}
    held = {word for m in unit.fields for word in cutting.WORD.findall(m.type or "")}
    through = held if inputs.source.layer == "layer5" else set(unit.implements)
    return layer.rule if declared & through or not layer.partly else layer.partly


def _what(member: Member) -> str:
    words = (
        [member.access] * (member.access != "public")
        + ["static"] * member.static
        + ["async"] * member.async_
    )
    return " ".join([*words, member.kind])
