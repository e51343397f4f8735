"""Code that breaks a rule beside its correction, and the sample that tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generators.phrases import Phrases
from generators.sample import Candidate
from generators.typescript import Finding
from generators.typescript.library import Source
from generators.worth.stated import assumed

from . import types
from .rules import rules
from .wording import answer, asked, candidate, content, fenced, granted, listed, phrases, shown

# The class around a member that is parsed by itself; findings do not name it.
HOLDER = "Holder"
FOUND, CONSTRUCTED = 0, 2
ON_VITEST = "; tests run on Vitest"
# A member's name, parameters and result.
HEAD = re.compile(
    r"^[ \t]*(?:(?:public|private|protected|static|async)\s+)*(\w+\([^{}]*\): [^{}]+?)\s*\{",
    re.M,
)
# Findings in the words of a detector, and in those of a reviewer.
FREE = re.compile(r"\bfree function (\w+)")
PLAINLY = (
    (
        re.compile(r"\bconstructor of (\w+) takes parameters \(([^()]*)\)"),
        r"the constructor of `\1` asks for `\2`",
    ),
    (re.compile(r"\bconstructor of (\w+)\b"), r"the constructor of `\1`"),
)
PUBLIC = re.compile(r"\bpublic field (\w+)\.(\w+)")


@dataclass(frozen=True)
class Broken:
    """Code that breaks a rule and its correction, which does not; `findings` are those
    of the code, `told` what the sentences about it name besides.
    """

    violation: str
    subject: str
    before: str
    after: str
    findings: tuple[Finding, ...]
    told: tuple[tuple[str, str], ...] = ()


def candidate_of(category: str, source: Source, broken: Broken, view: str, seed: int) -> Candidate:
    """A candidate of a view, with the sentences that are true of its violation."""
    entry = content().detected[broken.violation]
    rule = rules()[entry.rule or broken.violation]
    words = phrases(str(seed), view, broken.after)
    quoted = (
        [broken.before[f.start : f.end] for f in broken.findings] if category == "jest_ban" else []
    )
    values = {"subject": broken.subject, "names": _names(broken, quoted), **dict(broken.told)}
    situation = words.say("known_as", signature=_signature(broken)) if _signature(broken) else ""
    finding = words.pick(entry.said, **values) if entry.said else f"{_said(broken)}."
    output = answer(
        words,
        rule,
        f"{finding[:1].upper()}{finding[1:]} {_left_out(words, broken)}".strip(),
        fenced(broken.after),
        _effect(words, broken, values),
        _check(words, broken, values),
        " ".join(
            filter(
                None,
                (
                    granted(words, assumed_by(broken, source)),
                    words.pick(entry.also, **values) if entry.also else "",
                ),
            )
        ),
    )
    component = source.component
    return candidate(
        category,
        view,
        component.file_path,
        component.family,
        rule,
        (
            asked(words, "typescript"),
            shown(source.place, broken.before, "typescript", situation),
            output,
        ),
        # What stands in the corpus comes first; what is made of it fills what authored cases leave
        # open.
        rank=1.0 if view.startswith("found") else 0.5,
        rung=_rung(view),
        layer=source.layer,
    )


def told(broken: Broken) -> bool:
    """Whether the types that a correction brings can be known: from the head of the member, which
    is told with it, or from the code of a class.
    """
    known = types.told(broken.before, broken.after)
    return broken.violation != "untyped" or bool(_signature(broken)) or known


def _left_out(words: Phrases, broken: Broken) -> str:
    """What becomes of the prints that a correction leaves out."""
    if broken.violation != "printing_core":
        return ""
    return words.say("prints")


def _signature(broken: Broken) -> str:
    """How callers know a member whose types are in question, or the code would leave them to be
    guessed: its head without modifiers. Empty for other violations and for classes.
    """
    if broken.violation != "untyped":
        return ""
    head = HEAD.search(broken.after)
    return " ".join(head[1].split()) if head else ""


def assumed_by(broken: Broken, source: Source) -> list[str]:
    """What the correction uses and the code that is shown does not."""
    return assumed.names(broken.after, "typescript", f"{source.place}\n{broken.before}")


def _effect(words: Phrases, broken: Broken, values: dict[str, str]) -> str:
    """What the violation may lead to, as far as that can be said of this code."""
    if broken.violation == "untyped":
        place, names = types.effect(broken.before)
        return words.say(place, **values, **names) if place else ""
    entry = content().detected[broken.violation]
    return words.pick(entry.why, **values) if _holds(broken) else ""


def _check(words: Phrases, broken: Broken, values: dict[str, str]) -> str:
    """What to try, and what has to come of it."""
    if broken.violation == "untyped" and (name := types.refused(broken.before, broken.after)):
        return words.say("any_check", **values, name=name)
    notes = content().detected[broken.violation].note
    if broken.violation == "constructor_logic":
        # What asks for values fails without them; what works in itself is seen to work.
        notes = tuple(each for each in notes if ("compile" in each) is _holds(broken))
    return words.pick(notes, **values)


def _holds(broken: Broken) -> bool:
    """Whether what is said of a violation's effect is true of this one: a constructor that asks for
    nothing can be called without values, whatever it does then.
    """
    if broken.violation != "constructor_logic":
        return True
    return any("parameters" in finding.message for finding in broken.findings)


def _rung(view: str) -> int:
    """What was found comes first."""
    if view.startswith("found"):
        return FOUND
    return CONSTRUCTED


def _said(broken: Broken) -> str:
    """What the findings say, naming what they are about."""
    if broken.violation == "untyped":
        names = [f"`{name}`" for name in dict.fromkeys(types.ANY.findall(broken.before))]
        parts = (
            [f"{listed(names)} {'is' if len(names) == 1 else 'are'} declared `any`"]
            if names
            else []
        )
        parts += ["the return type is `any`"] if types.RESULT.search(broken.before) else []
        if parts:
            return " and ".join(parts)
    said = dict.fromkeys(f.message.replace(f"{HOLDER}.", "") for f in broken.findings[:4])
    if broken.violation == "jest_import":
        uses = " and ".join(message.removesuffix(ON_VITEST) for message in said)
        return f"the test {uses}, while tests run on Vitest"
    if broken.violation == "free_function":
        free = listed([f"`{name}`" for name in FREE.findall(" ".join(said))])
        alone = "is a function on its own" if len(said) == 1 else "are functions on their own"
        return f"{free} {alone}"
    if broken.violation == "public_state":
        # All of them: the correction makes each one private.
        fields = PUBLIC.findall(" ".join(f.message for f in broken.findings))
        are = "is" if len(fields) == 1 else "are"
        owners = listed([f"`{name}`" for name in dict.fromkeys(owner for owner, _ in fields)])
        return f"{listed([f'`{name}`' for _, name in fields])} of {owners} {are} public"
    told = "; ".join(said)
    for detected, plainly in PLAINLY:
        told = detected.sub(plainly, told)
    return told


def _names(broken: Broken, quoted: Sequence[str]) -> str:
    """What the findings are about, for a sentence: names in backticks where the
    messages hold any.
    """
    if quoted:
        return "@jest/globals"
    found = [
        match for f in broken.findings for match in re.findall(r"[\w.]+\.(\w+)$|`(\w+)`", f.message)
    ]
    names = list(dict.fromkeys(one or other for one, other in found)) or [broken.subject]
    most = len(names) if broken.violation == "public_state" else 3
    return listed([f"`{name}`" for name in names[:most]])
