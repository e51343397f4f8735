"""Proofs about habits: where state and paths come from, how modules are fetched, what is caught,
what has a name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from tree_sitter import Node

from generators import typescript
from generators.refactoring.code import Code, below, listed
from generators.typescript import cutting

from .facts import Facts, Proof, facts_of, fewer, shared


def constructor_emptied(before: Code, after: Code) -> Facts | None:
    """A constructor that did work does none any more."""
    old, new = typescript.constructor_logic(before.file), typescript.constructor_logic(after.file)
    made = {u.name: u.constructor for u in before.file.classes}
    bare = [
        u
        for u in after.file.classes
        if u.constructor and not u.constructor.parameters and made.get(u.name)
    ]
    if not old or new or not bare:
        return None
    past = made[bare[0].name]
    names = (
        sorted(
            (past.uses | past.calls) - (bare[0].constructor.uses if bare[0].constructor else set())
        )
        if past
        else []
    )
    return facts_of(f"this.{name}" for name in names)


def require_replaced(before: Code, after: Code) -> Facts | None:
    """Modules fetched in the middle of a method are imported like all others."""

    def fetched(code: Code) -> list[str]:
        nodes = [
            n
            for n in code.nodes("call_expression")
            if code.of(n.child_by_field_name("function")) == "require"
        ]
        return [code.of(n.child_by_field_name("arguments")).strip("()'\" ") for n in nodes]

    old, new = fetched(before), fetched(after)
    dynamic = (before.calls("import"), after.calls("import"))
    return (
        facts_of(name for name in old if name not in new)
        if fewer(old, new) and not fewer(*dynamic[::-1])
        else None
    )


def state_in_model(before: Code, after: Code) -> Facts | None:
    """What was a field of the instance is part of its model, and so of its scenario; nothing else
    of the model is used that was not used before.
    """
    old = {before.of(n) for n in before.nodes("member_expression")}
    new = (after.of(n) for n in after.nodes("member_expression"))
    fresh = {
        name: {f"this.{match[1]}", f"this._{match[1]}"} & old
        for name in new
        if (match := re.fullmatch(r"this\.(?:model|\w+Model)\.(\w+)", name)) and name not in old
    }
    return facts_of(fresh) if all(fresh.values()) else None


def errors_let_through(before: Code, after: Code) -> Facts | None:
    """A catch around everything that only printed is gone; nothing is caught in its place."""
    swallowed = [typescript.swallowed_errors(code.file) for code in (before, after)]
    if not fewer(*swallowed) or len(after.nodes("try_statement")) >= len(
        before.nodes("try_statement")
    ):
        return None
    if len(after.nodes("throw_statement")) < len(before.nodes("throw_statement")):
        return None
    calls = [after.of(n.named_children[0]).split("(")[0] for n in after.nodes("await_expression")]
    thrown = [
        m[1]
        for n in after.nodes("throw_statement")
        if (m := re.match(r"throw new (\w+)", after.of(n)))
    ]
    return facts_of([*thrown, *calls], listed(after.members))


def elements_iterated(before: Code, after: Code) -> Facts | None:
    """Loops over elements where there were loops over numbers."""
    counted = (before.nodes("for_statement"), after.nodes("for_statement"))
    if not fewer(*counted) or len(after.nodes("for_in_statement")) <= len(
        before.nodes("for_in_statement")
    ):
        return None
    known = {before.of(n.child_by_field_name("right")) for n in before.nodes("for_in_statement")}
    fresh = [
        n
        for n in after.nodes("for_in_statement")
        if after.of(n.child_by_field_name("right")) not in known
    ]
    names = [after.of(n.child_by_field_name("right")) for n in fresh]
    return facts_of(names, listed(after.of(n.child_by_field_name("left")) for n in fresh))


def cases_listed(before: Code, after: Code) -> Facts | None:
    """A list of cases where there was a chain of comparisons."""
    old, new = before.nodes("switch_statement"), after.nodes("switch_statement")
    if len(new) <= len(old) or not fewer(before.nodes("if_statement"), after.nodes("if_statement")):
        return None
    asked = [after.of(n.child_by_field_name("value")).strip()[1:-1] for n in new]
    cases = [after.of(n.child_by_field_name("value")) for n in after.nodes("switch_case")]
    return facts_of(asked, listed(cases, 5))


def constants_declared(before: Code, after: Code) -> Facts | None:
    """`const` and `let` where there was `var`."""
    old = {
        name
        for d in before.nodes("variable_declaration")
        for n in d.named_children
        for name in _bound(before, n)
    }
    if after.nodes("variable_declaration"):
        return None

    def now(word: str) -> list[str]:
        declared = [n for n in after.nodes("lexical_declaration") if after.of(n).startswith(word)]
        names = (name for d in declared for n in d.named_children for name in _bound(after, n))
        return [name for name in names if name in old]

    fixed = now("const")
    return Facts(listed(fixed, 9), len(fixed), listed(now("let"), 9)) if listed(fixed) else None


def _bound(code: Code, declarator: Node) -> list[str]:
    """The names that a declarator binds; those of a pattern one by one."""
    name = declarator.child_by_field_name("name")
    if name is None or name.type == "identifier":
        return [code.of(name)] if name is not None else []
    kinds = ("identifier", "shorthand_property_identifier_pattern")
    return [code.of(each) for each in below(name, *kinds)]


def contract_completed(before: Code, after: Code) -> Facts | None:
    """Comments that say what goes in and comes out, where they only said what it is."""
    tag = re.compile(r"@(?:param|returns?|throws)\b(?: \{[^}]*\})? ?(\w*)")
    found, names = [], []
    for old, new in shared(before, after):
        told, had = tag.findall(new.doc), tag.findall(old.doc)
        if old.text == new.text and "/**" in old.doc and len(told) > len(had):
            found.append(new)
            known = {p.name for p in new.parameters}
            names += [name for name in told if name in known] or ["@returns"]
    return facts_of(names, listed(m.name for m in found))


def annotations_added(before: Code, after: Code) -> Facts | None:
    """Comments with the annotations that the command line is made from."""
    tag = re.compile(r"@cli\w+")
    found, names = [], []
    for old, new in shared(before, after):
        told, had = tag.findall(new.doc), tag.findall(old.doc)
        if cutting.normalised(old.text) == cutting.normalised(new.text) and len(told) > len(had):
            found.append(new)
            names += [name for name in told if name not in had]
    return facts_of(names, listed(m.name for m in found))


def contract_documented(before: Code, after: Code) -> Facts | None:
    """An interface whose promises were bare names says what they mean."""
    names = []
    for old, new in zip(before.file.interfaces, after.file.interfaces, strict=False):
        known = {m.name: m for m in old.members}
        for member in new.members:
            past = known.get(member.name)
            same = past is not None and cutting.normalised(past.text) == cutting.normalised(
                member.text
            )
            if (
                past is not None
                and same
                and cutting.purpose(member.doc)
                and not cutting.purpose(past.doc)
            ):
                names.append(member.name)
    return facts_of(names, least=2)


def names_spoken(before: Code, after: Code) -> Facts | None:
    """The same code, token by token, but for variables that have a name now instead of a letter or
    two.
    """
    old, new = _leaves(before), _leaves(after)
    if len(old) != len(new):
        return None
    renamed: dict[str, str] = {}
    for (kind, was), (other, now) in zip(old, new, strict=True):
        if was == now and kind == other:
            continue
        if kind != "identifier" or other != "identifier" or renamed.setdefault(was, now) != now:
            return None
    if len(set(renamed.values())) < len(renamed) or any(
        len(k) > 3 or len(v) < 6 for k, v in renamed.items()
    ):
        return None
    return facts_of(renamed.values(), listed(renamed))


def _leaves(code: Code) -> list[tuple[str, str]]:
    """(type, text) of every token, comments left out."""
    found, todo = [], list(code.nodes("program"))
    while todo:
        node = todo.pop()
        if node.type != "comment":
            if node.child_count:
                todo += reversed(node.children)
            else:
                found.append((node.type, code.of(node)))
    return found


def values_computed(before: Code, after: Code) -> Facts | None:
    """What was written down as a literal is asked for."""

    def given(code: Code) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for node in code.nodes("pair", "variable_declarator"):
            key, value = (
                node.child_by_field_name("key") or node.child_by_field_name("name"),
                node.child_by_field_name("value"),
            )
            if key is not None and value is not None:
                found.setdefault(code.of(key), (value.type, code.of(value)))
        return found

    old, new = given(before), given(after)
    kinds = ("identifier", "call_expression", "await_expression", "member_expression")
    # A version, the name of a component, a path: what is right in one place and one release only.
    bound = re.compile(r"['\"](?:v?\d+(?:\.\d+){2,}|[A-Z]\w+|[^'\"]*/[^'\"]*)['\"]$")
    names = [
        f"{key}: {text}"
        for key, (kind, text) in new.items()
        if kind in kinds and key in old and bound.match(old[key][1]) and text != "undefined"
    ]
    return facts_of(names, listed(old[name.split(":")[0]][1] for name in names))


def place_found(before: Code, after: Code) -> Facts | None:
    """Paths built on the spot, or from where the process happens to run, come from a method of the
    component.
    """
    shape = r"process\.cwd|(?:path\.)?(?:join|resolve)"
    old, new = before.calls(shape), after.calls(shape)
    own = r"this\.\w*(?:[Pp]ath|[Rr]oot|[Dd]ir|[Ff]older|[Ll]ocation)\w*"
    fresh = [name for name in after.calls(own) if name not in before.calls(own)]
    glued = (before.nodes("template_string"), after.nodes("template_string"))
    # A call that is still there has not been replaced.
    gone = listed(Counter(old) - Counter(new)) or "a path put together in a text"
    return facts_of(fresh, gone) if fewer(old, new) or (fresh and fewer(*glued)) else None


def casts_typed(before: Code, after: Code) -> Facts | None:
    """Casts to `any` name the type that is meant."""
    loose = re.compile(r"\bas any\b")
    old, new = (loose.findall(code.text) for code in (before, after))
    kinds = [
        code_text
        for node in after.nodes("as_expression")
        if (code_text := after.of(node).rsplit(" as ", 1)[-1])
    ]
    known = {before.of(node).rsplit(" as ", 1)[-1] for node in before.nodes("as_expression")}
    fresh = [kind for kind in kinds if kind not in known and kind != "any"]
    return (
        facts_of(fresh, listed(o.name for o, n in shared(before, after) if o.text != n.text))
        if fewer(old, new)
        else None
    )


def output_removed(before: Code, after: Code) -> Facts | None:
    """Nothing is printed any more, and what is left is what was there."""
    old, new = before.calls(r"console\.\w+"), after.calls(r"console\.\w+")
    thrown = len(after.nodes("throw_statement")) - len(before.nodes("throw_statement"))
    caught = len(before.calls(r"[\s\S]*\.catch")) > len(after.calls(r"[\s\S]*\.catch"))
    if new or caught or len(old) <= max(0, thrown):
        return None
    kept = {after.of(n.child_by_field_name("name")) for n in after.nodes("variable_declarator")}
    names = [before.of(n.child_by_field_name("name")) for n in before.nodes("variable_declarator")]
    used = kept | {after.of(node) for node in after.nodes("identifier")}
    # What takes an object apart is no variable, and what is still used served more than output.
    found = facts_of(old, listed(n for n in names if n.isidentifier() and n not in used))
    return replace(found, count=len(old)) if found else None


HABIT_PROOFS: dict[str, Proof] = {
    "output_removed": output_removed,
    "errors_let_through": errors_let_through,
    "state_in_model": state_in_model,
    "require_replaced": require_replaced,
    "place_found": place_found,
    "casts_typed": casts_typed,
    "values_computed": values_computed,
    "elements_iterated": elements_iterated,
    "names_spoken": names_spoken,
    "annotations_added": annotations_added,
    "contract_completed": contract_completed,
    "cases_listed": cases_listed,
    "constants_declared": constants_declared,
    "contract_documented": contract_documented,
}
CONSTRUCTION_PROOFS: dict[str, Proof] = {"constructor_emptied": constructor_emptied}
