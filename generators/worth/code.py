"""Worth of generated and refactored TypeScript (style_core, style_refactor)."""

from __future__ import annotations

import re
from collections import Counter

from generators.catalog import MAX_UNKNOWN_NAMES, MAX_UNTOLD_LINES, MAX_UNTOLD_NAMES
from generators.typescript import Member, SourceFile, patterns
from generators.typescript.patterns.scenario_state import takes_scenario
from generators.typescript.patterns.state import is_public_state, private_state, public_state

from . import house
from .case import NAME, Case, code_of, prose
from .exact import unknown_values, without_literals
from .piece import WRAPPED, Piece, read, standard_names
from .refactored import (
    beside,
    copying,
    dictated,
    effects,
    leftovers,
    round_trip,
    steps,
    telling,
    tested,
    written,
)

OWN_NAMES = """
ior owner model uuid component version toScenario HOME USER HOSTNAME PATH NODE_ENV string number
boolean object function undefined symbol bigint
"""
# What every scenario consists of, what every shell sets, and what `typeof` gives.
FREE_NAMES = frozenset(OWN_NAMES.split())
HOUSE_TYPES = frozenset({"IOR", "Scenario"})
EXTENDS = re.compile(r"\bclass \w+(?:<[^>]*>)? extends\b")
FAR = re.compile(r"from\s*(['\"])((?:\.\./){3,}[^'\"]+)\1")
NEAR = re.compile(r"from\s*['\"]\.")
CONSTRUCTION = re.compile(r"\bconstruct|\bnew \w+\(", re.I)
NOTHING_ELSE = re.compile(
    r"\b(?:methods?|code|rest|behaviou?r) (?:is|are|stays?|remains?) as (?:they were|it was)\b"
    r"|\bnothing (?:else|but [\w ]+) (?:changed|changes|is different)\b",
    re.I,
)
# A member in a list of a request.
LISTED = re.compile(
    r"^- `(?:(?:public|protected|private|readonly|static|async|get|set) )*#?([\w$]+)", re.M
)
# Below this length a name is found in running text by accident.
SPELLED_OUT = 6
TYPE_ARGUMENTS = re.compile(r"<[^()]*>\(")
SET_IN_CONSTRUCTOR = re.compile(r"\bthis\.(#?\w+) = ([^;\n]+);")
# A `toScenario` that leaves the whole work to a method that is not shown.
HANDED_ON = re.compile(r"\{\s*return (?:await )?this\.#?\w+\([^;]*\);?\s*\}")
# Members that are no state.
CALLED = frozenset({"method", "constructor", "signature"})
LOCAL_WORDS = frozenset({"undefined", "arguments", "globalThis", "const"})
NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def piece_of(case: Case) -> Piece:
    """The output's code, parsed once."""
    if case.dataset == "style_core":
        return read(case.output, case.metadata.view.startswith("member"))
    return read(code_of(case.output))


def unknown_names(case: Case) -> set[str]:
    """Names in the output that other code decides and the request does not give: properties of
    anything but `this`, keys of object literals, what is imported from the component's own files,
    paths into other components, members and values that interfaces promise, and words that values
    are compared with; in style_refactor also what the new code uses and the old one lacks, unless
    the new code declares it. Known are names declared in the output, standard names, those of a
    scenario, and what the request spells out ("base directory" gives `baseDirectory`).
    """
    piece = piece_of(case)
    near = [text for text in piece.texts("import") if NEAR.search(text)]
    named = {name for text in near for name in NAME.findall(text)} & piece.imported
    far = {match[2] for text in near for match in FAR.finditer(text)}
    reached = piece.outside - piece.declared - piece.members
    names = named | far | piece.texts("contract") | piece.values | reached
    if case.dataset == "style_refactor":
        names |= undeclared(case)
    for known in (case.request_names, FREE_NAMES, standard_names()[1]):
        names = {name for name in names if name not in known}
    running = NOT_LETTERS.sub("", case.request.lower()) if names else ""
    return {
        name
        for name in names
        if (short := NOT_LETTERS.sub("", name.lower())) not in running
        or (len(short) < SPELLED_OUT and name not in case.request)
    }


def unknown(case: Case) -> bool:
    """More names than `MAX_UNKNOWN_NAMES` of those that `unknown_names` finds, or a single uuid or
    version that is no literal by itself, or a tag in a comment that only one repository knows
    (`telling.foreign_tags`). style_core: also an unknown import, a declaration that
    nothing asks for (`unasked_units`) or a comment on the code's past. style_refactor: also
    comments that the request does not lead to, and a set-up of tests that only the explanation
    knows.
    """
    names = unknown_names(case)
    if len(names) > MAX_UNKNOWN_NAMES or unknown_values(case, without_literals(case.output)):
        return True
    if telling.foreign_tags(case, piece_of(case)):
        return True
    if case.dataset == "style_refactor":
        new = steps.invented_comments(case, piece_of(case))
        return bool(new or telling.unknown_setup(case))
    return bool(
        unknown_imports(case, names)
        or unasked_units(case)
        or telling.past_comments(case, piece_of(case))
    )


def unasked_units(case: Case) -> set[str]:
    """Top-level declarations of the output that the request does not name."""
    units = piece_of(case).file.units
    return {unit.name for unit in units if unit.name} - case.request_names - {WRAPPED}


def unknown_imports(case: Case, names: set[str]) -> set[str]:
    """Those unknown `names` that are imported from the component's own files or other components:
    what they offer cannot be known. `IOR` and `Scenario` are words of the house.
    """
    piece = piece_of(case)
    near = "\n".join(text for text in piece.texts("import") if NEAR.search(text))
    return names & piece.imported & set(NAME.findall(near)) - HOUSE_TYPES


def unshown(case: Case) -> bool:
    """style_core: the pattern that the metadata names is not in the output by itself. Where the
    output is members, half of it does: a constructor or `init` for the empty constructor,
    `init(scenario)`, or a `toScenario` that does more than call one method, for scenario state,
    and no method beside what these work on (`beside.beside_scenario`),
    private members that a method works on for radical OOP, and of the private state, in the output
    or in the class of the request, at least one field; of a test the class that the request shows
    does, and the test uses what makes it so (`tested.patterns_tested`). style_refactor: a step that
    the metadata name is not proven by the two trees, or the change makes no difference
    (`steps.pointless`).
    """
    if case.dataset == "style_refactor":
        return bool(steps.unproven(case) or steps.pointless(case))
    pattern, layer = case.metadata.pattern_name, case.metadata.layer
    file = piece_of(case).file
    if case.metadata.view == tested.VIEW:
        return pattern not in tested.patterns_tested(case)
    if case.metadata.view.startswith("member"):
        return not _half_shown(file, pattern, case)
    return pattern not in patterns.shown(file, layer)


def _half_shown(file: SourceFile, pattern: str, case: Case) -> bool:
    members = file.classes[0].members if file.classes else ()
    named = {m.name: m for m in members if m.body is not None}
    init, to_scenario = named.get("init"), named.get("toScenario")
    sets_up = init is not None and init.statements > 0
    if pattern == "empty_constructor":
        built = named.get("constructor")
        return sets_up or (built is not None and not built.parameters and not built.logic)
    if pattern == "scenario_state":
        saves = (
            to_scenario is not None
            and to_scenario.statements > 0
            and not HANDED_ON.fullmatch(to_scenario.body or "")
        )
        shown = saves or (init is not None and sets_up and takes_scenario(init))
        return shown and not beside.beside_scenario(members, case)
    return pattern == "radical_oop" and _works_on_private(members, case)


def _works_on_private(members: tuple[Member, ...], case: Case) -> bool:
    state = {m.name for m in members if m.access != "public" and m.kind not in CALLED}
    for unit in read(code_of(case.input)).file.classes if case.input else ():
        state.update(private_state(unit))
    if not state & set().union(*(m.uses for m in members if m.body is not None), set()):
        return False
    hidden = {m.name for m in members if m.access != "public"}
    open_state = any(is_public_state(m) for m in members)
    return not open_state and any(
        m.body is not None and hidden & (m.uses | m.calls) - {m.name} for m in members
    )


def undeclared(case: Case) -> set[str]:
    """Identifiers, types and members of `this` in the output that nothing declares: not the output,
    no global, no word of the request; of a derived class also no standard name. Members that
    complete a class of the request have only the members that it shows or lists.
    """
    piece = piece_of(case)
    derived = piece.nodes.get("extends") or EXTENDS.search(case.input)
    own = piece.own - piece.members
    shown = read(code_of(case.input)) if case.metadata.view.startswith("member") else None
    if case.dataset == "style_core" and shown is not None and shown.file.classes and not derived:
        # What only the steps of a method speak of is no member of the class that is shown.
        own = own - shown.members - set(LISTED.findall(case.input))
    else:
        own = own - case.request_names
    if derived:
        own = {name for name in own if name not in standard_names()[1]}
    used = piece.used - piece.declared - case.request_names - LOCAL_WORDS
    return own | {name for name in used if name not in standard_names()[0]}


def broken_names(case: Case) -> set[str]:
    """style_core: what `undeclared` finds, local names without a use (`steps.idle`), fields
    that nothing sets, methods that ignore parameters, keys that a promised interface does
    not have, interfaces of which only a part is shown, types in interfaces that nobody declares or
    imports, and promises that are asked like answers (`written`).
    style_refactor, which may use what stands around its
    excerpt: members of `this` that a whole class without a base class does not declare, and what
    a whole test file does not declare; fields that nothing sets, and local names without a
    use (`steps.unset`, `steps.idle`).
    """
    piece = piece_of(case)
    if case.dataset == "style_core":
        stuck = written.never_set(case, piece) | written.ignored_parameters(piece)
        stuck |= written.excess_keys(case, piece) | written.unawaited(case, piece)
        stuck |= written.promised_elsewhere(case, piece) | written.types_from_nowhere(case, piece)
        return undeclared(case) | steps.idle(piece) | stuck
    whole = any(c.name != WRAPPED for c in piece.file.classes) and not piece.nodes.get("extends")
    own = piece.own - piece.members if whole else set()
    left = steps.unset(case, piece) | steps.idle(piece)
    return own | left | telling.unresolved(case, piece)


def broken(case: Case) -> bool:
    """Any name of those that `broken_names` finds, or code that does not parse."""
    return bool(broken_names(case) or piece_of(case).file.errors)


def leaks(case: Case) -> bool:
    """style_core: the request lists the members of an interface with their types
    (`written.retyped`), offers no import that is not to be written (`written.without_choice`), or
    dictates the bodies of methods or declares nearly all of the answer (`dictated`).
    """
    piece = piece_of(case)
    return case.dataset == "style_core" and (
        written.retyped(case, piece)
        or written.without_choice(case, piece)
        or dictated.dictated(case, piece)
        or dictated.declared(case)
    )


def unhouse(case: Case) -> bool:
    """The output breaks a rule of `house.RULES`. style_core: or a class, shown or asked for, has
    state that anyone may change, a public member gives out private state itself
    (`written.handed_out`), the constructor does again what a field's declaration has done
    (`set_twice`) or takes parameters, a text holds an emoji, an import names a
    version, statements run on import, or anything that style_refactor calls CMM2
    (`leftovers.habits`); or the code that the request shows breaks a rule that no sentence of
    the request speaks of (`written.shown_faults`).
    """
    piece = piece_of(case)
    # A test stands in none of the layers, and may print in none.
    layer = case.metadata.layer if case.metadata.view != tested.VIEW else ""
    if house.broken_rules(piece, layer):
        return True
    if case.dataset != "style_core":
        return bool(set_twice(case))
    texts = [*piece.texts("string"), *piece.texts("text")]
    return (
        any(map(public_state, (*piece.file.classes, *read(code_of(case.input)).file.classes)))
        or bool(written.handed_out(case, piece))
        or bool(set_twice(case))
        or any(map(house.EMOJI.search, texts))
        or written.built_from(case, piece)
        or written.versioned_import(piece)
        or written.unended_import(piece)
        or bool(written.shown_faults(case))
        or (case.metadata.view != tested.VIEW and written.runs_on_import(piece))
        or bool(leftovers.habits(case.output))
    )


def set_twice(case: Case) -> set[str]:
    """Fields that the output's constructor sets to the very value with which output or
    input declare them.
    """
    fields, built = dict[str, str](), ""
    for unit in (*read(code_of(case.input)).file.classes, *piece_of(case).file.classes):
        fields |= {m.name: m.text.rstrip(";").partition(" = ")[2] for m in unit.fields}
    for unit in piece_of(case).file.classes:
        built += unit.constructor.body or "" if unit.constructor else ""
    found = SET_IN_CONSTRUCTOR.findall(built)
    return {name for name, value in found if _untyped(fields.get(name, "")) == _untyped(value)}


def _untyped(value: str) -> str:
    """A value without type arguments."""
    return TYPE_ARGUMENTS.sub("(", value)


def unnamed_changes(case: Case) -> set[str]:
    """style_refactor: members of classes and interfaces that are added, removed or different in
    more than blanks, and that neither the instruction nor the explanation names. A constructor is
    named by speaking of construction. A member need not be named where the words that differ are,
    as where a caller follows a renamed helper or `any` gives way to a named type; unless the
    explanation says that nothing else changed.
    """
    old, new = _members(code_of(case.input)), _members(code_of(case.output))
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    told = f"{case.instruction}\n{prose(case.output)}"
    named = set(NAME.findall(told))
    if CONSTRUCTION.search(told):
        named.add("constructor")
    unnamed = changed - named
    if NOTHING_ELSE.search(told):
        return unnamed
    return {name for name in unnamed if not _follows(old, new, name, named | {"this", "any"})}


def untold_names(case: Case) -> set[str]:
    """style_refactor: names that only the old or only the new code holds (identifiers, members,
    properties and types; no globals of the language), and that neither the instruction nor the
    explanation names. Many of them are another change than the one that is told, inside of a member
    that is named for it.
    """
    old, new = (read(code).names for code in steps.codes(case))
    told = set(NAME.findall(f"{case.instruction}\n{prose(case.output)}")) | steps.implied(case)
    return {name for name in (old ^ new) - told if name not in standard_names()[0]}


def _follows(old: dict[str, str], new: dict[str, str], name: str, named: set[str]) -> bool:
    """Whether a member that both sides hold differs in named words only."""
    if name not in old or name not in new:
        return False
    words = Counter(NAME.findall(old[name]))
    words.subtract(NAME.findall(new[name]))
    different = {word for word, count in words.items() if count}
    return bool(different) and different <= named


def _members(code: str) -> dict[str, str]:
    """Texts of members by name, comments included; overloads and pairs of accessors share one."""
    found: dict[str, str] = {}
    for unit in read(code).file.units:
        for member in unit.members:
            text = " ".join(member.documented_text.split())
            found[member.name] = found.get(member.name, "") + text
    return found


def untrue(case: Case) -> bool:
    """style_core: an `init` that overwrites what it restored (`round_trip.overwritten`), a copy of
    what cannot be copied (`copying.uncopied`), an `init` that leaves behind what another member
    reads (`round_trip.left_behind`), and where the pattern is scenario state changes that are not
    saved (`round_trip.unsaved_changes`).
    style_refactor: a changed member that nobody names, a step that nobody names
    (`steps.unasked`), more than `MAX_UNTOLD_NAMES` names that come or go untold, more than
    `MAX_UNTOLD_LINES` changed lines that belong to no step, a step that leaves to layer 5 what
    stands in it (`steps.nobody_above`), an error that is thrown and caught again
    (`steps.caught_again`), a comment from nowhere, code called CMM3 that other samples call
    CMM2 (`leftovers`), an explanation that the two codes contradict (`telling.untrue`), or an
    effect on callers without a word about it (`effects.untold_effects`).
    """
    if case.dataset == "style_core":
        piece = piece_of(case)
        given = read(code_of(case.input))
        saved = case.metadata.pattern_name == "scenario_state"
        return (
            round_trip.overwritten(piece)
            or bool(copying.uncopied(piece, given))
            or round_trip.left_behind(piece, given)
            or (saved and round_trip.unsaved_changes(piece))
        )
    return bool(
        unnamed_changes(case)
        or steps.unasked(case)
        or len(untold_names(case)) > MAX_UNTOLD_NAMES
        or len(steps.untold_lines(case)) > MAX_UNTOLD_LINES
        or steps.nobody_above(case)
        or steps.caught_again(case)
        or steps.untold_comments(case, piece_of(case))
        or leftovers.leftovers(case)
        or telling.untrue(case)
        or effects.untold_effects(case)
    )
