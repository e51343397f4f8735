"""Worth of what is written from content files (process_framework, guardrails, tool_awareness)."""

from __future__ import annotations

import re

from .case import FENCE, Case, code_of, prose
from .exact import unknown_values
from .house import PRINTING_LAYER, broken_rules
from .piece import read
from .records import broken as broken_text
from .stated import assumed, claims

UNIT_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty
"""
TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety hundred"
UNITS = {word: str(number) for number, word in enumerate(UNIT_WORDS.split())}
UNITS |= {word: str(10 * number) for number, word in enumerate(TENS.split(), 1)}
UNITS["thousand"] = "1000"
NUMBER = re.compile(rf"\b(?:\d+(?:[.,:]\d+)*|{'|'.join(UNITS)})\b")
# Small numbers count what stands in the text itself ("both", "two ways").
FREE_NUMBERS = frozenset({"0", "1", "2", "3"})
DIGITS = re.compile(r"\d+")
LIST_MARK = re.compile(r"^\s*\d+[.)]\s", re.M)
# Numbers and names that every text of the house may use.
HOUSE_NUMBERS = frozenset(["4", "5", "3.2.4.2", "200", "400", "401", "403", "404", "500"])
NAME_INSIDE = re.compile(r"(?<=[a-zß-ÿ,;)] )[A-ZÀ-Þ][a-zß-ÿ]{2,}\b(?![-_/.]\w|\()")
# Names of components, which code in the output may declare.
COMPONENT = re.compile(r"(?<![\w`./@])[A-Z][a-z]+(?:[A-Z][a-z]+)+\b(?![\w`./(])")
PRODUCTS = frozenset({"TypeScript", "JavaScript", "GitHub", "WebSocket"})
CODE_SPAN = re.compile(r"`[^`\n]*`")
OWN_WORDS = """
objective plan check act analysis approach decision trigger response outcome next breadcrumb
breadcrumbs links link web node jest vitest mocha github git docker english german unix linux
windows mac initial managed defined quantitatively optimizing tester developer architect
debugger owner product scrum master agent agents manager reviewer refactorer january february
march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday merge approve markdown python bash typescript unicode boolean
promise error string number map set date array object json yaml latin greek name role version
component template status title question answer yes true false lesson
"""
HOUSE_WORDS = frozenset(OWN_WORDS.split())
# A marked example may invent: the rest of its sentence, of the paragraph that its label opens, or
# what follows a line that announces it.
EXAMPLE = re.compile(
    r"^\W*(?:example|for example|for instance|an instance|one case|a case|in practice)\W*:"
    r".*?(?=\n\s*\n|\Z)"
    r"|^[^\n]*\b(?:for example|for instance):(?:\*\*)?[ \n].*?(?=\n\s*\n|\Z)"
    r"|\b(?:for example|for instance|an instance:|e\.g\.|say,|imagine|suppose)[^.!?\n]*[.!?]?",
    re.I | re.M | re.S,
)

LAYER = re.compile(r"\blayer[2-5]\b")
PLACE = re.compile(r"^components/\S+", re.M)
TAKES_SCENARIO = re.compile(r"\binit\(\w+: (?:\w*Scenario\b|Scenario<)")
AUXILIARY = (
    "is|are|was|were|do|does|did|may|can|could|should|shall|would|will|has|have|had|must|need|am"
)
QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|‘[^’\n]*’")
QUESTION = re.compile(r"[^.!?\n]*\?")
YES_NO = re.compile(rf"\W*(?:(?:and|but|so|then|or|now) )?(?:{AUXILIARY})(?:n['’]t)?\b", re.I)
WH = re.compile(
    r"\W*(?:(?:and|but|so|then|or|now|to|in|on|at|by|from|with|under) )?"
    r"(?:what|which|who|whom|whose|when|where|why|how)\b",
    re.I,
)
EITHER = re.compile(r"\w+ or (?!not\b|no\b|(?:is|are|do|does|can|may|should|must|will)\b)\w", re.I)
SHORT_ANSWER = re.compile(
    r"\W*(yes|no|not)(?:\*\*)?[.,:;!–—-]|\W*(not) (?:allowed|permitted)\b", re.I
)
APPROVED = re.compile(r"\W*(?:no violation|approved|this complies|nothing is violated)", re.I)
# Yes-or-no questions by what a yes means: that something is wrong, or that it may stay.
ASKS_FAULT = re.compile(
    r"\banything\b.*\b(?:wrong|against|must not|not be|violat|missing|broken|amiss)"
    r"|\b(?:violat\w+|breaks?|against (?:the|a) rules?|forbidden|banned|wrong)\b",
    re.I,
)
ASKS_LEAVE = re.compile(
    r"\b(?:allowed|may|can (?!any)|fine|comply|complies|ok|okay|acceptable|right)\b", re.I
)
# An incident: somebody did or something was, at some time. Effects are told as risk.
HAPPENED = (
    r"\b(?:was|were|had|got|came|went|stood|lost|gave|kept|fell|became|began|ran|saw|brought|found"
    r"|noticed|sold|paid|wrote|waited|stayed|reached|bought|took|failed|passed|stopped|showed|sent)\b"
)
SOMETIME = (
    r"\b(?:yesterday|last (?:week|month|year|spring|summer|autumn|winter|night)|ago|since then"
    r"|(?:in|on|at|for|after|until|before|since|within|during) (?:the )?(?:\w+ )?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|days?|nights?|weeks?|months?|years?|hours?|morning|evening|weekend|noon|midnight))\b"
)
INCIDENT = re.compile(rf"{HAPPENED}[^.!?\n]*{SOMETIME}|{SOMETIME}[^.!?\n]*{HAPPENED}", re.I)
TIME = re.compile(SOMETIME, re.I)
SENTENCE = re.compile(r"[^.!?\n]+")
# What a corrected record says of results is prose too.
RECORD_FENCE = re.compile(r"^(`{3,})(?:markdown)?\n(.*?)^\1", re.S | re.M)


def numbers(text: str) -> set[str]:
    """The numbers in a text as digits without leading zeros and commas, number words included; list
    marks are none.
    """
    found = NUMBER.findall(LIST_MARK.sub("", text).lower())
    return {UNITS.get(word) or _plain(word) for word in found}


def _converted(number: str, given: set[str]) -> bool:
    """Whether a given number is this one in a smaller unit (milliseconds, seconds, minutes)."""
    return number.isdigit() and any(str(int(number) * size) in given for size in (60, 1000))


def _plain(digits: str) -> str:
    whole = digits.replace(",", "")
    return re.sub(r"^0+(?=\d)", "", whole).removesuffix(".0")


def unknown_facts(case: Case) -> set[str]:
    """Numbers above three, capitalised names inside sentences, and names of components, that the
    output's prose states and the request does not hold. Not counted: marked examples, which may
    invent; numbers and words of the house; given numbers in another unit; words that the output
    writes in lower case too; components that its code declares; and all numbers beside tool calls,
    whose answers convert and add.
    """
    said = EXAMPLE.sub("", prose(case.output))
    given = case.request.lower()
    stated: set[str] = set()
    if case.dataset != "tool_awareness":
        stated = numbers(said) - FREE_NUMBERS - HOUSE_NUMBERS - numbers(given)
        parts = {_plain(digits) for digits in DIGITS.findall(given)}
        stated = {number for number in stated - parts if not _converted(number, parts)}
    names = {
        name
        for name in NAME_INSIDE.findall(said)
        if (low := name.lower()) not in HOUSE_WORDS
        and low.removesuffix("s") not in HOUSE_WORDS
        and not re.search(rf"\b{low}", given)
        and not re.search(rf"\b{low}\b", said)
    }
    code = "\n".join(FENCE.findall(case.output))
    components = set(COMPONENT.findall(CODE_SPAN.sub("", said))) - PRODUCTS
    return stated | names | {c for c in components if c not in case.request and c not in code}


def incidents(case: Case) -> list[str]:
    """guardrails: sentences of the output's prose that tell what happened at some time, where the
    request does not hold the time.
    """
    if case.dataset != "guardrails":
        return []
    given = case.request.lower()
    timed = (
        (sentence, times)
        for sentence in SENTENCE.findall(EXAMPLE.sub("", case.said))
        # Most tell no time at all; what happened is only looked for beside one.
        if (times := [time[0].lower() for time in TIME.finditer(sentence)])
    )
    return [
        sentence.strip()
        for sentence, times in timed
        if INCIDENT.search(sentence) and not any(time in given for time in times)
    ]


def invented_results(case: Case) -> set[str]:
    """guardrails: numbers above three in a corrected text (a fence without a language, or of
    markdown) that the request does not hold.
    """
    if case.dataset != "guardrails":
        return set()
    told = "\n".join(text for _, text in RECORD_FENCE.findall(case.output))
    given = numbers(case.request) | {_plain(digits) for digits in DIGITS.findall(case.request)}
    return numbers(told) - FREE_NUMBERS - HOUSE_NUMBERS - given


def unannounced(case: Case) -> list[str]:
    """guardrails: types, methods and commands that a correction takes for granted and that neither
    the request nor the answer's prose names.
    """
    return assumed.unannounced(case.output, case.request) if case.dataset == "guardrails" else []


def unknown(case: Case) -> bool:
    """Any of what `unknown_facts`, `incidents`, `invented_results` and the tests of `claims` find,
    a name that a correction takes for granted without saying so,
    or a uuid or version from nowhere outside marked examples. Tool calls: `unknown_facts` only.
    """
    if unknown_facts(case):
        return True
    if case.dataset == "tool_awareness":
        return False
    if incidents(case) or invented_results(case) or unannounced(case):
        return True
    return claims.unknown(case) or bool(unknown_values(case, EXAMPLE.sub("", case.output)))


def question(case: Case) -> str:
    """The question that the output answers: the instruction's last one, else the input's; quoted
    ones are somebody else's.
    """
    for text in (case.instruction, case.input):
        asked = QUESTION.findall(QUOTED.sub("…", prose(text)))
        if asked:
            return str(asked[-1]).strip()
    return ""


def untrue(case: Case) -> bool:
    """The output opens with Yes, No or Not and the question wants something else: it begins with a
    question word, or offers alternatives. Guardrails: a Yes or No, or an approval, that contradicts
    the label of the sample, or a parameter that a method loses without a word.
    """
    opening = SHORT_ANSWER.match(case.output)
    asked = question(case)
    if opening and (WH.match(asked) or EITHER.search(asked)):
        return True
    if case.dataset != "guardrails":
        return False
    return _contradicts(case, opening, asked) or bool(claims.lost_parameters(case))


def _contradicts(case: Case, opening: re.Match[str] | None, asked: str) -> bool:
    wrong = case.metadata.is_negative_example
    if APPROVED.match(case.output):
        return wrong
    if not opening or not YES_NO.match(asked):
        return False
    said_yes = (opening[1] or opening[2]).lower() == "yes"
    if ASKS_FAULT.search(asked):
        return said_yes != wrong
    return bool(ASKS_LEAVE.search(asked)) and said_yes == wrong


def broken(case: Case) -> bool:
    """What `records.broken` finds: an open fence, an empty heading, a text that stops in a
    sentence, a placeholder. A document that leaves out why an option was not taken.
    """
    return broken_text(case) or bool(claims.dropped_reasons(case))


def unhouse(case: Case) -> bool:
    """guardrails: the TypeScript of the output, a correction, breaks a rule of `house.RULES` other
    than an unused import; or takes a scenario in `init` without giving one in `toScenario`.
    """
    if case.dataset != "guardrails" or not (code := code_of(case.output)):
        return False
    found = read(code)
    layer = case.metadata.layer or _layer(case.request)
    if set(broken_rules(found, layer)) - {"unused_import"}:
        return True
    return bool(TAKES_SCENARIO.search(code)) and "class " in code and "toScenario" not in code


def _layer(request: str) -> str:
    """The layer of the file that is shown, by its path in a component; else the first that the
    request names. A test where neither is.
    """
    shown = PLACE.search(request)
    named = LAYER.search(shown[0] if shown else request)
    return named[0] if named else PRINTING_LAYER


# Words in the input that mark the spot; a review that finds them has not read the code.
MARKED = re.compile(
    r"(?://|#|/\*|<!--)[ \t]*(?:[^\n]*\b(?:violation|violates|forbidden|not allowed|antipattern"
    r"|against the rules?)\b|(?:wrong|bad|❌))",
    re.I,
)
LEVEL = re.compile(r"\bCMM ?([1-4])\b")


def leaks(case: Case) -> bool:
    """The request holds the answer: guardrails whose code marks the spot in a comment, or whose
    request names the violation that is to be found; assessments of a CMM level whose input names
    the level of the answer, and no other.
    """
    if case.dataset == "guardrails" and case.metadata.is_negative_example:
        code = "\n".join(FENCE.findall(case.input))
        return bool(MARKED.search(code)) or _names_violation(case)
    if case.metadata.category == "cmm_levels" and case.metadata.view.startswith("assess"):
        given, said = set(LEVEL.findall(case.input)), LEVEL.search(case.output)
        return said is not None and given == {said[1]}
    return False


def _names_violation(case: Case) -> bool:
    rule = case.metadata.violation_type.replace("_", " ").lower()
    repair = re.search(r"correct|rewrite|compliant|severe|severity|comment", case.instruction, re.I)
    return bool(rule) and not repair and rule in case.request.lower()
