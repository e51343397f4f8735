"""Corpus code that breaks a rule, found where its correction can be computed, or made by the
inverse of a refactoring step.

Detectors prove both sides of each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from generators import tokens, typescript
from generators.refactoring.steps import class_changes, member_change
from generators.sample import Candidate
from generators.settings import Settings
from generators.typescript import Finding, Member, SourceFile, Unit, cutting
from generators.typescript.library import Library, Source
from generators.worth import piece
from generators.worth.house import broken_rules

from . import found
from .broken import HOLDER, Broken, assumed_by, candidate_of, told
from .steps import SILENT_LAYERS, taken_back
from .wording import MOST_ASSUMED

LEAST, MOST = 60, 620
MOST_OF_A_CLASS = 4
SHOWING = re.compile(r"print|show|display|log|list|report|help|usage", re.I)
RESULT = re.compile(r"\): (?!(?:Promise<)?(?:void|this)\b)\w")
# Of missing types there are fewer: what is said of them differs in names alone.
FEWER = {"untyped": 2}
# A member with more prints is there to print.
MOST_PRINTS = 4
# What layer 2 leaves to the layers around it: files, processes, the network, the clock, chance.
OUTSIDE = re.compile(
    r"\bfs\.|\b(?:read|write|append)File|\b(?:exists|stat|readdir|mkdir|unlink|exec|execFile|spawn)\w*\("
    r"|\bfetch\(|\bset(?:Timeout|Interval)\(|\bprocess\.|\bDate\.now\(|\bnew Date\(\)"
    r"|\bMath\.random\(|\.(?:send|postMessage|listen|connect|createServer)\("
    r"|\bnew (?:WebSocket|EventSource|Worker|XMLHttpRequest|RTC\w+)\b"
)
CORE = "layer2"
EMPTY = re.compile(r"\bconstructor\(\)\s*\{(?:\s|//[^\n]*|/\*.*?\*/|super\(\);?)*\}", re.S)
CLASS = re.compile(r"^(?:export )?(?:abstract )?class ", re.M)
# `init` takes a scenario; what is handed in otherwise has another method.
OTHER_INIT = re.compile(r"^[ \t]*(?:public )?(?:async )?init\((?!\w*[sS]cenario\b)", re.M)
# What other rules of the set forbid: an assertion in place of a check, and a mark before the name
# of an interface.
ASSERTED = re.compile(
    r"[\w)\]]!(?=[;,.)\[\]]|\s*$)|\bas (?!const\b)[A-Z{]\w*|\bI[A-Z][a-z]\w+", re.M
)
UNDERSCORED = re.compile(r"\bthis\._\w")
# A function that others import cannot become a method without a word about them.
EXPORTED = re.compile(r"^export (?:default )?(?:(?:async )?function\b|(?:const|let) \w+ = )", re.M)
VERSION = re.compile(r"\bv?\d+\.\d+\.\d+\.\d+\b")
# What is made with arguments has a constructor that takes them, which the house forbids.
MADE_WITH = re.compile(r"\bnew Default\w+\([^)]")
DETECTORS: dict[str, Callable[[SourceFile], Sequence[Finding]]] = {
    "constructor_logic": typescript.constructor_logic,
    "public_state": typescript.public_fields,
    "free_function": typescript.free_functions,
    "swallowed_error": typescript.swallowed_errors,
    "untyped": typescript.untyped,
    "underscore_method": typescript.underscore_methods,
}


def framework(
    library: Library, most_found: int, most_alike: int, settings: Settings
) -> Iterator[Candidate]:
    """Found violations first, then constructed ones; of one violation at most
    `most_alike`.
    """
    seen: set[str] = set()
    made: Counter[str] = Counter()
    places: set[tuple[str, ...]] = set()
    for source, broken, view in [*_found(library), *_constructed(library)]:
        key = cutting.normalised(broken.after)
        # Another version of a member, and another cut or copy of a class, would teach the same.
        place = (source.component.family, broken.violation, broken.subject)
        if view == "constructed_class":
            place = (_class(broken.after), broken.violation, view)
        kind = "found" if view.startswith("found") else broken.violation
        if (
            key in seen
            or place in places
            or made[kind] >= (most_found if kind == "found" else most_alike // FEWER.get(kind, 1))
            or not sized(broken, settings.tokenizer)
            or not kept(broken, source.layer)
            or not told(broken)
            or len(assumed_by(broken, source)) > MOST_ASSUMED
        ):
            continue
        seen.add(key)
        places.add(place)
        made[kind] += 1
        yield candidate_of("framework", source, broken, view, settings.seed)


def security(library: Library, most: int, settings: Settings) -> Iterator[Candidate]:
    """Commands of the corpus with values inserted into a line for the shell; at most `most`
    members.
    """
    seen: set[str] = set()
    for source in library.sources:
        for member in (each for unit in source.file.classes for each in unit.methods):
            fix = found.without_shell(member)
            if fix is None or (key := cutting.normalised(fix[1])) in seen:
                continue
            before, after, programs = fix
            names = ", ".join(f"`{name}`" for name in dict.fromkeys(programs))
            said = f"`execSync` hands {names} to a shell with values inserted into its line"
            start = before.index("execSync")
            findings = (Finding("shell_injection", 1, said, start, start + len("execSync")),)
            broken = Broken(
                "shell_injection", member.name, before.strip("\n"), after.strip("\n"), findings
            )
            sound = all(map(_parsed, (before, after))) and sized(broken, settings.tokenizer)
            sound = sound and kept(broken, source.layer)
            if len(seen) >= most or not sound:
                continue
            seen.add(key)
            yield candidate_of("security", source, broken, "found_member", settings.seed)


def _found(library: Library) -> Iterator[tuple[Source, Broken, str]]:
    """Underscore methods and swallowed errors of the corpus, in the members they stand in."""
    for source in library.sources:
        for unit in source.file.classes:
            for member in unit.methods:
                # Layer 5 talks to people: what it prints has been reported.
                swallowed = None if source.layer == "layer5" else _swallowing(member)
                printing = _printing(member) if source.layer in SILENT_LAYERS else None
                if broken := _underscored(unit, member) or swallowed or _caught(member) or printing:
                    yield source, broken, "found_member"
            if (both := found.initialised(unit)) and (
                broken := _proven("constructor_logic", unit.name, *both)
            ):
                yield source, broken, "found_class"


def _caught(member: Member) -> Broken | None:
    both = found.typed_catch(member)
    return _proven("untyped", member.name, *both) if both else None


def _printing(member: Member) -> Broken | None:
    both = found.silent(member)
    if both is None:
        return None
    before, after, count = both
    # What is named for showing shows, and where nothing comes back layer 5 has nothing to show.
    if count > MOST_PRINTS or SHOWING.search(member.name) or not RESULT.search(after):
        return None
    said = f"`{member.name}` writes to the console {'once' if count == 1 else f'in {count} places'}"
    start = before.index("console.")
    findings = (Finding("printing_core", 1, said, start, start + len("console.")),)
    sound = _parsed(before) and _parsed(after)
    return (
        Broken("printing_core", member.name, before.strip("\n"), after.strip("\n"), findings)
        if sound
        else None
    )


def _underscored(unit: Unit, member: Member) -> Broken | None:
    if not member.name.startswith("_") or unit.member(f"{member.name.lstrip('_')}Internal"):
        return None
    new = f"{member.name.lstrip('_')}Internal"
    before = cutting.members_text([member])
    after = re.sub(rf"\b{re.escape(member.name)}\b", new, before)
    if member.access == "public":
        after = re.sub(
            rf"^([ \t]*)((?:static |async )*{new}\()", r"\1private \2", after, count=1, flags=re.M
        )
    # A correction that calls another method of this kind is none.
    return None if UNDERSCORED.search(after) else _proven("underscore_method", new, before, after)


def _swallowing(member: Member) -> Broken | None:
    """A catch that does nothing or only prints, made to throw with what was tried and the cause."""
    before = cutting.members_text([member])
    findings = typescript.swallowed_errors(typescript.parse(typescript.in_class(before)))
    # A catch within a larger whole may be there to go on; one around the whole method hides its
    # failure.
    if (
        len(findings) != 1
        or member.statements != 1
        or not re.match(r"\{\s*try\b", member.body or "")
    ):
        return None
    match = re.search(
        r"catch\s*\((?P<name>\w+)[^)]*\)\s*\{(?P<body>[^{}]*console\.(?!warn)[^{}]*)\}\s*\}\s*$",
        before,
    )
    # A comment beside the print says why the work goes on: that is a decision, not an oversight.
    if match is None or re.search(r"//|/\*", match["body"]):
        return None
    line = before[before.rfind("\n", 0, match.start()) + 1 :]
    blank = (re.match(r"[ \t]*", line) or [""])[0]
    # The throw stands where the print stood.
    inner = re.match(r"\s*\n([ \t]*)", match["body"])
    step = inner[1] if inner else f"{blank}  "
    # In the words of the member's name: `loadModel` becomes `load model`.
    tried = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", member.name).lower()
    name = match["name"]
    throw = f"throw new Error('Could not {tried}', {{ cause: {name} }});"
    after = f"{before[: match.start()]}catch ({name}) {{\n{step}{throw}\n{blank}}}\n}}"
    return _proven("swallowed_error", member.name, before, after)


def _constructed(library: Library) -> Iterator[tuple[Source, Broken, str]]:
    """Inverses of compliant members and short classes; the change must trigger one detector and no
    other.
    """
    for source in library.sources:
        for unit in source.file.classes:
            for member in unit.methods:
                if member.statements > 1 and not cutting.only_prints(member):
                    for taken in _steps(_quiet(member, source.layer), source.layer):
                        yield source, taken, "constructed_member"
    for source in library.sources:
        for unit in source.file.classes:
            for text in _reduced(unit):
                parsed = typescript.parse(found.quiet(text, source.layer in SILENT_LAYERS))
                if len(text) > 4 * MOST or parsed.errors or not parsed.classes:
                    continue
                for change in class_changes(parsed.classes[0], source.file):
                    if broken := _named(change.subject, change.before, change.after):
                        yield source, broken, "constructed_class"
                        break


def _steps(member: Member, layer: str) -> Iterator[Broken]:
    """One violation of a compliant member: of how it fails or what it gives back, else of types."""
    if sound := [taken for taken in taken_back(member, layer) if _sound(taken)]:
        yield sound[0]
    elif (change := member_change(member)) and (
        untyped := _named(change.subject, change.before, change.after)
    ):
        yield untyped


def _class(code: str) -> str:
    """The name of the class that a piece is or holds."""
    named = re.search(r"\bclass (\w+)", code)
    return named[1] if named else ""


def _sound(taken: Broken) -> bool:
    """Whether code breaks the one rule that is named, and its correction none."""
    old, new = _parsed(taken.before), _parsed(taken.after)
    if old is None or new is None or any(detector(new) for detector in DETECTORS.values()):
        return False
    spoken = {name for name, detector in DETECTORS.items() if detector(old)}
    return spoken <= ({"swallowed_error"} if taken.violation == "caught_all" else set())


def _quiet(member: Member, layer: str) -> Member:
    """The member without what it prints, where its layer must not and the rest stands alone."""
    both = found.silent(member) if layer in SILENT_LAYERS else None
    return typescript.parse(typescript.in_class(both[1])).classes[0].methods[0] if both else member


def _reduced(unit: Unit) -> list[str]:
    """The class as far as its core goes, and with one or two methods and what they need."""
    core = cutting.core_members(unit)
    methods = [m for m in unit.methods if m not in core][:MOST_OF_A_CLASS]
    wholes = [core, *({*core, *cutting.closure(unit, [m])} for m in methods)]
    return list(dict.fromkeys(cutting.reduced(unit, whole) for whole in wholes))


def _named(subject: str, before: str, after: str) -> Broken | None:
    """The change by the first detector that speaks before it and is silent after it."""
    for violation in DETECTORS:
        if broken := _proven(violation, subject, before, after):
            return broken
    return None


def _proven(violation: str, subject: str, before: str, after: str) -> Broken | None:
    old, new = _parsed(before), _parsed(after)
    if old is None or new is None:
        return None
    findings = tuple(DETECTORS[violation](old))
    # The correction breaks no other rule either.
    if not findings or any(detector(new) for detector in DETECTORS.values()):
        return None
    return Broken(violation, subject, before.strip("\n"), after.strip("\n"), findings)


def _parsed(code: str) -> SourceFile | None:
    for text in (code, typescript.in_class(code, HOLDER)):
        if not typescript.syntax_errors(text):
            return typescript.parse(text)
    return None


def kept(broken: Broken, layer: str) -> bool:
    """Whether the correction breaks no rule of the house that code shows."""
    if MADE_WITH.search(broken.after) or VERSION.search(broken.after):
        return False
    if broken.violation == "free_function" and EXPORTED.search(broken.before):
        return False
    # A class has an empty constructor, whatever was corrected in it.
    if "constructor(" in broken.after and not EMPTY.search(broken.after):
        return False
    if CLASS.search(broken.after) and OTHER_INIT.search(broken.after):
        return False
    if ASSERTED.search(broken.after) or (layer == CORE and OUTSIDE.search(broken.after)):
        return False
    return not set(broken_rules(piece.read(broken.after), layer)) - {"unused_import"}


def sized(broken: Broken, tokenizer: str) -> bool:
    """Whether both sides have a length in tokens that teaches something."""
    before, after = tokens.count_batch([broken.before, broken.after], tokenizer)
    return LEAST <= after <= MOST and before <= MOST and not cutting.unfinished(broken.after)
