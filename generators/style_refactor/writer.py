"""Question and answer of a pair, in words that the text of the pair draws: equal runs give equal
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generators.content.loader import Variants
from generators.phrases import Phrases
from generators.refactoring import callers
from generators.refactoring.change import Change
from generators.refactoring.wording import Wording
from generators.sample import Candidate, SampleMetadata, fingerprint
from generators.worth.refactored import leftovers

from . import stated
from .checks import CHANGING, checks
from .pair import Pair
from .remaining import remaining

NAME = "style_refactor"
TRANSITION = "CMM2_to_CMM3"
# Of so many requests one is the requirement's own, one leaves it to the reader what is wrong.
REQUIRED_EACH, PLAIN_EACH = 30, 6
# What code does not show by itself, or what nobody would look for: the request says it.
UNSEEN = frozenset(
    {
        "guard_added",
        "readonly_added",
        "helpers_made_private",
        "state_in_model",
        "place_found",
        "values_computed",
        "copy_returned",
        "chaining_returned",
        "error_context",
        "default_parameter",
        "annotations_added",
        "contract_completed",
        "contract_documented",
        "documentation_added",
        "scenario_added",
        "interface_implemented",
        "helper_extracted",
    }
)


# Layers that must not print.
SILENT_LAYERS = frozenset({"layer1", "layer2", "layer3", "layer4"})
OPEN = re.compile(r"\b(?:const|let) (\w+): (any\b(?:\[\])?)")
# So many names are said again where they have been said before.
MOST_NAMED = 3
# The import that a request gives for promise-based file access.
PROMISES = re.compile(r"promise-based module: (`[^`]+`)")
# Conditions that have a word of their own.
CASES = (
    (re.compile(r"`!([\w$.]+)`"), "a missing `{}`"),
    (re.compile(r"`([\w$.]+)\.(?:length|size) === 0`"), "an empty `{}`"),
)


class Writer:
    """Words the question and the answer."""

    def __init__(self, words: Wording, category: str, seed: int) -> None:
        self.words, self.category, self.seed = words, category, seed

    def candidate(self, each: Pair) -> Candidate:
        """The pair as a sample."""
        words = self.words
        settled = CHANGING.isdisjoint(step.pattern for step in each.steps)
        told = [
            self._say(step, "changes", words.step[step.pattern].changes) + _head(step, each)
            for step in each.steps
        ]
        why = [self._say(step, "reasons", words.step[step.pattern].reasons) for step in each.steps]
        how = [
            self._say(step, "checks", words.step[step.pattern].checks, settled)
            for step in each.steps
        ]
        asked, kept = self._asked(each)
        output = (
            f"{kept}```typescript\n{_clean(each.after)}\n```\n\n"
            f"**What changed:**{_listed(told)}\n\n"
            f"{self._callers(each, ' '.join(told))}"
            f"**Why it is {words.cmm3}:** {' '.join(dict.fromkeys(why))}\n\n"
            f"**How to verify it:** {' '.join(dict.fromkeys(how))}"
            f"{remaining(each.after, words.remaining)}"
        )
        shown = f"`{each.shown}`, {words.cmm2}:\n\n```typescript\n{_clean(each.before)}\n```"
        return Candidate(
            instruction=asked,
            input=f"{shown}\n\n{each.given}".rstrip(),
            output=output,
            metadata=SampleMetadata(
                task_type=NAME,
                category=self.category,
                source=each.place,
                layer=each.layer,
                family=each.family,
                view=each.view,
                cmm_transition=TRANSITION,
                pattern_applied="; ".join(words.step[step.pattern].title for step in each.steps),
            ),
            rank=self._rank(each),
        )

    def _callers(self, each: Pair, told: str) -> str:
        """The paragraph on what callers notice; empty where they notice nothing. A new result that
        is told already is not told twice.
        """
        said = self.words.callers
        found = [
            said[effect.kind].format(
                subject=f"`{effect.subject}`",
                old=_quoted(effect.old),
                new=_quoted(effect.new),
                either=_or(_quoted(effect.old)),
                them="them" if len(effect.old) > 1 else "it",
            )
            for effect in callers.effects(each.before, each.after)
            if effect.kind != "answers" or _quoted(effect.new) not in told
        ]
        return f"**{said['title']}:** {' '.join(found)}\n\n" if found else ""

    def _asked(self, each: Pair) -> tuple[str, str]:
        """The request, and how the answer begins: with what is wrong, where the request asks."""
        first, faults = each.steps[0], self._faults(each)
        turn = int(fingerprint(str(self.seed), "frame", each.after), 16)
        seen = UNSEEN.isdisjoint(step.pattern for step in each.steps)
        if seen and not leftovers.anything_left(each.after):
            if turn % REQUIRED_EACH == 0:
                return self.words.required, ""
            if turn % PLAIN_EACH == 1:
                kept = f"**What keeps it at {self.words.cmm2}:** `{_subject(first)}` {faults}."
                kept += self._beside(each)
                return self._say(first, "plain", self.words.plain), f"{kept}\n\n"
        asked = self._say(first, "named", self.words.named).replace("{faults}", faults)
        return f"{asked}{self._beside(each)}", ""

    def _faults(self, each: Pair, subject: str = "") -> str:
        """What is wrong before with the subject of a step, the first one if none is named, as it
        goes on after that name.
        """
        about = subject or each.steps[0].subject
        below = " below layer 5" if each.layer in SILENT_LAYERS else ""
        return _joined(
            self._say(step, "faults", self.words.step[step.pattern].faults).replace(
                "{below}", below
            )
            for step in each.steps
            if step.subject == about
        )

    def _beside(self, each: Pair) -> str:
        """What is wrong with other methods of the class that the request is about, in a sentence of
        its own: between the faults of the class it would be read as one of them.
        """
        others = dict.fromkeys(step.subject for step in each.steps[1:])
        found = [
            f"its method `{name}` {self._faults(each, name)}"
            for name in others
            if name != each.steps[0].subject
        ]
        return f" Besides, {'; '.join(found)}." if found else ""

    def _say(self, change: Change, kind: str, variants: Variants, settled: bool = True) -> str:
        phrases = Phrases(str(self.seed), kind, change.pattern, change.after, by="key")
        return phrases.pick(variants, **values(change, settled))

    def _rank(self, each: Pair) -> float:
        order = list(self.words.step)
        return 1 - order.index(each.kind) / len(order)


def values(change: Change, settled: bool = True) -> dict[str, str | int]:
    """What the texts of a step are filled in with; `settled` where nothing that the code does has
    changed.
    """
    many = " and " in change.names
    return {
        "subject": _subject(change),
        "names": change.names,
        "over": "The loops go" if many else "The loop goes",
        "index": "the indices are" if many else "the index is",
        "few": change.names if change.names.count("`") <= 2 * MOST_NAMED else "these variables",
        "extra": change.extra,
        "is": "are" if many else "is",
        "has": "have" if many else "has",
        "it": "them" if many else "it",
        "s": "s" if many else "",
        "caused": " and the caught error as its `cause`" * _caused(change),
        "places": f" ({change.count} places)" if change.count > 1 else "",
        "instead": _instead(change),
        "nesting": "in `if` and `else`" if "else" in change.before else "in conditions",
        "holds": "hold" if many else "holds",
        "also": f"; what only served the output ({change.extra}) is gone with it"
        if change.pattern == "output_removed" and change.extra
        else "",
        "calls": "" if " and " in change.extra else "s",
        "either": _or(change.names),
        "checked": _or(re.sub(r"`[^`]+`", _checked, change.names)),
        "was": _or(change.extra),
        "calls_are": f"call{'s' * (change.count > 1)} of {change.names} "
        f"{'are' if change.count > 1 else 'is'}",
        "type_is": "types are" if many else "type is",
        "a_type": "types" if many else "a type",
        "types": stated.told(change),
        "returned": _returned(change),
        "loops": _loops(change),
        "filled": _filled(change),
        "set_again": f" and {change.extra} with `let`" * _reset(change),
        "typed": _typed(change),
        "untyped": _untyped(change),
        "callbacks": f"`then` callback{'s' * (change.before.count('.then(') > 1)}",
        **_chaining(change),
        "faults": "{faults}",
        "below": "{below}",
        **checks(change, _subject(change), settled),
    }


def _head(step: Change, each: Pair) -> str:
    """What changes at the head of the file, which an excerpt does not show."""
    found = PROMISES.search(each.given) if step.pattern == "async_io" else None
    return f" The head of the file has {found[1]} for that." if found else ""


def _joined(parts: Iterable[str]) -> str:
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last


def _quoted(names: Iterable[str]) -> str:
    """Names between marks, joined; "nothing" for none."""
    quoted = [f"`{' '.join(name.split())}`" for name in names]
    return _joined(quoted) if quoted else "nothing"


def _or(names: str) -> str:
    return " or ".join(names.rsplit(" and ", 1))


def _checked(condition: re.Match[str]) -> str:
    """What a condition checks for, as people say it."""
    for shape, said in CASES:
        if match := shape.fullmatch(condition[0]):
            return said.format(match[1])
    return f"the case {condition[0]}"


def _returned(change: Change) -> str:
    """What is awaited besides the calls that were followed by `then`."""
    if change.pattern != "async_await" or not change.extra:
        return ""
    return f" ({change.extra} {'are' if ' and ' in change.extra else 'is'} awaited too)"


def _subject(change: Change) -> str:
    """What a step is about, by the name that the code before it has."""
    if re.search(rf"\b{re.escape(change.subject)}\b", change.before):
        return change.subject
    known = (name for name in re.findall(r"`(\w+)`", change.extra) if name in change.before)
    return next(known, change.subject)


def _filled(change: Change) -> str:
    """What becomes of the lists that were filled by hand, and of variables that were `any`."""
    if change.pattern != "collection_used":
        return ""
    told = ""
    if change.extra and _kept(change):
        hold = "hold their results" if " and " in change.extra else "holds its result"
        told = f"; {change.extra}, filled by hand before, {hold}"
    typed: dict[str, list[str]] = {}
    for name, kind in OPEN.findall(change.before):
        if re.search(rf"\b{name}: {re.escape(kind)}(?!\w)", change.after):
            continue
        if not re.search(rf"\b(?:const|let) {name}\b", change.after):
            told += f"; `{name}`, which was `{kind}`, is gone"
        else:
            typed.setdefault(kind, []).append(name)
    for kind, names in typed.items():
        if told and change.extra == _quoted(names):
            told += f" and {'are' if len(names) > 1 else 'is'} no longer `{kind}`"
        else:
            told += f"; {_quoted(names)} {'are' if len(names) > 1 else 'is'} no longer `{kind}`"
    return told


def _loops(change: Change) -> str:
    """What the loops that are gone are now."""
    if change.count > 1:
        return f"Expressions with {change.names} take the place of the hand-written loops"
    left = sum(change.after.count(word) for word in ("for (", "while ("))
    return f"{'A' if left else 'The'} hand-written loop is one expression with {change.names}"


def _lists(change: Change) -> list[str]:
    """The names of the lists that were filled, as patterns."""
    names = change.extra.replace("`", "").replace(" and ", ", ").split(", ")
    return [re.escape(name) for name in names]


def _kept(change: Change) -> bool:
    """Whether the lists are still declared."""
    return all(re.search(rf"\bconst {name}\b", change.after) for name in _lists(change))


def _reset(change: Change) -> bool:
    """Whether some of the variables that were `var` are set again."""
    return change.pattern == "constants_declared" and bool(change.extra)


def _typed(change: Change) -> str:
    """What the compiler refuses of a call whose types are stated."""
    if change.pattern == "types_added" and change.extra:
        return f"Passing a value of another type for {change.extra} does not compile."
    return "Using the result as a value of another type does not compile."


def _untyped(change: Change) -> str:
    """What of a signature or declaration has no type before."""
    if change.pattern != "types_added" or re.search(r" \d+ others?$", change.names):
        return "its signature"
    named, results = stated.parts(change.names)
    found = [f"{each.split(':')[0]}`" for each in named]
    found += ["its result"] * bool(results)
    return _joined(found) if found else "its signature"


def _chaining(change: Change) -> dict[str, str]:
    """How a caller goes on with what a method returns, and how a test shows it."""
    if change.extra == "Promise<this>":
        first = re.sub(r"`(\w+)`.*", r"\1", change.names)
        return {
            "typed_as": ", typed as `Promise<this>`",
            "chained": "whoever awaits it can go on with the next call",
            "chains": f"A test awaits {change.names} and calls another method on the result: "
            f"`(await one.{first}(…)).next()`.",
        }
    return {
        "typed_as": "",
        "chained": "calls can be chained",
        "chains": f"A test chains another call after {change.names}.",
    }


def _instead(change: Change) -> str:
    """What becomes of an empty result and of the type that allowed it."""
    if not _nulls(change):
        return ""
    if "return null;" in change.after:
        # Other ways through the code still give it.
        return " instead of returning `null` after that"
    typed = re.search(r"\| null\b[^{\n]*\{$", change.before, re.M)
    results = re.findall(r"\)\s*:\s*([^{\n]+?)\s*\{$", change.after, re.M)
    now = results[0] if len(results) == 1 else ""
    result = f", and its result is `{now}`" if typed and now and "null" not in now else ""
    return f"; it no longer returns `null`{result}"


def _caused(change: Change) -> bool:
    """Whether errors keep what was caught, which they did not before."""
    return change.after.count("cause:") > change.before.count("cause:")


def _nulls(change: Change) -> bool:
    """Whether fewer ways through the code give `null`."""
    return change.before.count("return null;") > change.after.count("return null;")


def _listed(told: list[str]) -> str:
    if len(told) == 1:
        return f" {told[0]}"
    return "\n" + "".join(f"\n- {each}" for each in told)


def _clean(code: str) -> str:
    """Code without blanks at the ends of lines: they would be the only difference of many lines."""
    return re.sub(r"[ \t]+$", "", code, flags=re.M).strip()
