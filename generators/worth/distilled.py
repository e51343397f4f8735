"""Worth of patterns distilled from PDCA records (domain_patterns): the record's own lines under its
own headings, or what it labels itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from .case import WORD, Case, content_lines, prose

HEADING = re.compile(r"^(#{1,6})\s+(.+)$")
LISTED = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
STEP = re.compile(
    r"^(?P<indent>\s*)(?P<mark>#{1,6})?\W*(?:(?:step|phase|schritt)\s+)?(?P<number>\d+)[.):]\s",
    re.I,
)
# A distillation has at most this share of its input's words.
MOST_KEPT, MOST_KEPT_SHORT, SHORT_INPUT = 0.58, 0.75, 400
# What a distillation cannot leave out, by the field, label or heading that names it.
KEY = re.compile(
    r"\W*(?:\d[\d.]*\W+)?(?:(?:root |actual |real )?cause(?: analysis| identified)?"
    r"|problem(?: identified)?|decision(?: made)?"
    r"|(?:qa )?decisions|rationale(?: for selected option)?|solution(?: implemented)?"
    r"|fix(?: applied)?|lessons? learned|key learnings?"
    r"|next steps|ursache|lösung|entscheidung|nächste schritte|erkenntnisse)\W*",
    re.I,
)
# The views that distil; the others ask for what is labelled, and are named by it.
DISTILLED = ("whole", "sections")
ASKED = {
    name: re.compile(
        rf"\W*(?:\d[\d.]*\W+)?(?:\w+ ){{0,2}}(?:{words})(?: \w+){{0,3}}\W*(?:[(\[].*)?", re.I
    )
    for name, words in {
        "problem": "problems?|issues?|bugs?|symptoms?|trigger|what started it|probleme?|auslöser",
        "cause": "causes?|why (?:it|this) happened|ursachen?",
        "fix": "fix(?:es)?|solutions?|resolution|corrections?|lösung(?:en)?",
        "done": "do|durchführung|umsetzung|actions?|changes",
        "decision": "decisions?|decided|chosen|entscheidung(?:en)?",
        "check": "check|results?|verifications?|validation|überprüfung|prüfung",
        "options": "options|alternatives|optionen",
        "rationale": "rationale|why this|begründung",
        "risks": "risks?|risiken",
        "lesson": "lessons?|learnings?|insights?|takeaways?|erkenntnisse?|lehren?|gelernt",
        "next": "next|follow-?ups?|remaining work|nächste schritte?",
        "before": "before|vorher",
        "after": "after|nachher",
    }.items()
}
FIELD = re.compile(r"^\W*(?:\[[ xX]\]\s*)?([^:|`]{3,40}):\s+\S")
LABEL = re.compile(r"^\W*([^|`]{3,60}):\s*$")
# Chosen, not merely listed.
CHOSEN = re.compile(r"^\s*[-*]\s+\[x\]", re.I)
# A part of a user story: who, wish or aim.
STORY = re.compile(
    r"^\W*(?:As an? (?!result|consequence|rule)[\w-]+(?: [\w-]+){0,3}(?:,|$| I\b)"
    r"|I want |So that )",
    re.I,
)
# What is no part of the work.
NOISE = (
    re.compile(r"https?://|\bGitHub\b\s*(?:\||\.{0,2}/)|\| ?§|\bblob/"),
    re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-|requirement:uuid|\[\[memory", re.I),
    re.compile(
        r"\b(?:(?<!third.)party|celebrat\w*|amazing|champagne|rock on|proud|grateful"
        r"|thank you|wow|hooray"
        r"|brilliant|magic|love you|revelation|destiny|sacred|divine)\b",
        re.I,
    ),
    re.compile(
        r"^\W*(?:emotional reflection|quality impact|confidence|satisfaction|gratitude"
        r"|template version"
        r"|pdca protocol|previous commit|next pdca focus|sync requirements|agent (?:name|role)"
        r"|artifact links?|one-line summary)\W*(?::|$)",
        re.I,
    ),
    re.compile(r"\ball clear\b|\bn/a\b", re.I),
    STORY,
)
SHOUTED = re.compile(r"\b(?:[A-Z]{3,}[ -]+){3,}[A-Z]{3,}\b")
# The remains of what was cut.
CUT = re.compile(
    r"\band \d+ more\b|(?:\.\.\.|…)\W*$|\S {2,}\S|[,;(\[–—&+]\s*$|(?<!`)``(?!`)|(?<!\w)\(\s*\)"
    r"|(?<!: )\b(?:and|or|the|an?|to|of|with|for|by|in|from|that|which)\s*$",
    re.I,
)
PHASES = ("plan", "do", "check", "act")
# Lines of a phase that must not be missing; the level below which a heading opens none; the share
# of a list that is told.
TELLS, DEEP, LEAST_OF_LIST = 2, 4, 0.6
TICKED = re.compile(r"^\s*[✅❌⚠✓✗☐☑]\s")

# What a record of each kind says in title, objective or issues, and in its lines.
KINDS = {
    "debugging": re.compile(
        r"\b(?:bugs?|debug\w*|root causes?|regress\w*|crash\w*|broken?|breaks?|fail\w*"
        r"|errors?|fix\w*|wrong\w*|violat\w*"
        r"|missing|lost|twice|doubled?|duplicate\w*|correct(?:ed|ion|ing)|repair\w*"
        r"|troubleshoot\w*|conflicts?|stuck|hang\w*|leak\w*|stale|late|never|stopped"
        r"|problems?|issues?|incident)\b"
    ),
    "architectural_decision": re.compile(
        r"\b(?:architect\w*|design\w*|decision\w*|decid\w*|options?|layers?|layer ?\d"
        r"|interfaces?|abstraction\w*|separat\w*|refactor\w*"
        r"|restructur\w*|structure\w*|patterns?|models?|oop|naming|conventions?|versioning"
        r"|hierarch\w*|inherit\w*|moved (?:out|to|into)|kept apart|trade-?offs?|strategy"
        r"|specification|scenarios?|instead of|rather than)\b"
    ),
    "integration": re.compile(
        r"\b(?:integrat\w*|connect\w*|apis?|merg\w*|imports?|exports?|imported|exported"
        r"|cherry-?pick\w*|sync\w*|adapters?|endpoints?|migrat\w*"
        r"|submodules?|symlinks?|links?|install\w*|gateways?|webhooks?|subscri\w*|deploy\w*"
        r"|compatib\w*|dependenc\w*|servers?|clients?|branch\w*|pull|joined|feeds?|fed"
        r"|brought together)\b"
    ),
    "collaboration": re.compile(
        r"\b(?:hand\w*[ -]?(?:over|off)s?|collaborat\w*|agree\w*|teams?|reviews?|feedback"
        r"|coordinat\w*|communicat\w*|agents?|roles?|trust"
        r"|shifts?|transition\w*|onboard\w*|delegat\w*|assign\w*|retrospective|meetings?"
        r"|approv\w*|protocol|report\w*|clarif\w*|session"
        r"|scrum ?master|product owner|po|tron|users?|learning\w*|requests?|each other|signed)\b"
    ),
}
TOP = re.compile(r"# |\W*(?:objective|issues?|task)\b")
TRIGGER = re.compile(
    r"\W*(?:issues?|problems?|what started it|t\]rigger|(?:root )?cause)\b[^:]{0,20}:"
)
TRIGGERED = 2
LEAST_LINES, SHORT, OTHERS, FEW = 3, 14, 2.5, 4


def unknown(case: Case) -> bool:
    """A content line or heading of the output does not stand in the input as it is (marks of lists
    and emphasis, blanks and case aside).
    """
    given = _bare(case.input)
    return any(_bare(line) not in given for line in case.output.splitlines() if WORD.search(line))


def unshown(case: Case) -> bool:
    """The category is not to be seen: fewer than three lines of the output (of an answer: of the
    input) have its words, title included; another category's words stand in two and a half times
    as many lines, or in more while title, objective, issues and task have none of its own. What
    started the work, named as such, counts two lines for debugging. Or the output is no
    distillation: it has more than 58% of the words of its input (75% of fewer than 400).
    """
    text = case.output if _distils(case) else _record(case)
    lines = [line.lower() for line in text.splitlines() if WORD.search(line)]
    counts = {kind: sum(bool(w.search(line)) for line in lines) for kind, w in KINDS.items()}
    if any(map(TRIGGER.match, _record(case).lower().splitlines())):
        counts["debugging"] += TRIGGERED
    own, best = counts.get(case.metadata.category, 0), max(counts.values())
    least = LEAST_LINES if len(lines) > SHORT else LEAST_LINES - 1
    if own < least or (best >= FEW and best > OTHERS * own) or (own < best and not _called(case)):
        return True
    given = len(WORD.findall(_record(case)))
    most = MOST_KEPT_SHORT if given < SHORT_INPUT else MOST_KEPT
    return len(WORD.findall(case.output)) > most * given


def _called(case: Case) -> bool:
    """Whether title, objective, issues or task have a word of the category."""
    lines = _record(case).lower().splitlines()
    top = [line for line in lines if TOP.match(line)]
    words = KINDS.get(case.metadata.category)
    return words is not None and any(map(words.search, top))


def untrue(case: Case) -> bool:
    """Lines stand in another order or below another heading than in the input; a distillation tells
    nothing of a phase of which the input does or of a section that the instruction names, or less
    than 60% of a list; what the input
    labels as decision, cause, problem, solution, lesson or next step is left out (in a
    distillation: all that stands below the label; in an answer: what the label names); or the
    output tells noise: links, ids, the template's fields, praise, slogans, user stories.
    """
    gaps = _distils(case) and (
        _section_missing(case) or _halved(case) or bool(_asked(case) - _headings(case.output))
    )
    return gaps or _moved(case) or _left_out(case) or any(map(noisy, content_lines(case.output)))


def _asked(case: Case) -> set[str]:
    """The headings of the input that the instruction names in quotation marks."""
    return set(re.findall(r"“([^”]+)”", case.instruction)) & _headings(case.input)


def _headings(text: str) -> set[str]:
    """The names of sections, without marks; the title is none."""
    found = map(HEADING.match, text.splitlines())
    return {match[2].strip(" :*✅#") for match in found if match and len(match[1]) > 1}


def _section_missing(case: Case) -> bool:
    """Whether Plan, Do, Check or Act tells something in the input (two lines) and nothing here."""
    given, said = _by_section(_record(case)), _by_section(case.output)
    return any(given[name] >= TELLS and not said[name] for name in PHASES)


def _by_section(text: str) -> Counter[str]:
    """How many lines each phase tells."""
    found: Counter[str] = Counter()
    phase = ""
    for line in prose(text).splitlines():
        if match := HEADING.match(line):
            words = WORD.findall(match[2].lower())
            if len(match[1]) < DEEP:
                phase = next((name for name in PHASES if name in words[:2]), "")
        elif _whole(line):
            found[phase] += 1
    return found


def _halved(case: Case) -> bool:
    """Whether a list is told in part: lines that follow one another in the input below the same
    label, some of them left out that are neither noise nor torn.
    """
    said = {_bare(line) for line in case.output.splitlines()}
    lists: list[list[str]] = [[]]
    for line in prose(_record(case)).splitlines():
        if LISTED.match(line) or TICKED.match(line):
            if _whole(line):
                lists[-1].append(_bare(line))
        else:
            lists.append([])
    return any(0 < sum(line in said for line in each) < len(each) * LEAST_OF_LIST for each in lists)


def noisy(line: str) -> bool:
    """Whether a line is no part of the work."""
    return bool(SHOUTED.search(line)) or any(words.search(line) for words in NOISE)


def broken(case: Case) -> bool:
    """A line is the remains of a cut, a numbered list has a gap that the input has not, a heading
    has nothing below it, or a fence no end.
    """
    lines = prose(case.output).splitlines()
    if any(CUT.search(line) for line in content_lines("\n".join(lines))):
        return True
    hollow = _hollow(lines) or case.output.count("```") % 2 == 1
    return hollow or _skips(lines, prose(case.input).splitlines())


def _skips(lines: Sequence[str], given: Sequence[str]) -> bool:
    """Whether a numbered line, heading or label stands without the one before it in the input."""
    said = {_bare(line) for line in lines}
    last: dict[tuple[str, int], tuple[int, str]] = {}
    for line in given:
        match = STEP.match(line)
        if not match:
            continue
        key = (match["mark"] or "", len(match["indent"]))
        number, before = int(match["number"]), last.get(key)
        if before and before[0] == number - 1 and _bare(line) in said and before[1] not in said:
            return True
        last[key] = (number, _bare(line))
    return False


def _hollow(lines: Sequence[str]) -> bool:
    """Whether a heading is followed by another of its level or a higher one, or by nothing."""
    levels = [len(m[1]) if (m := HEADING.match(line)) else 0 for line in lines if line.strip()]
    levels.append(1)
    return any(level and 0 < after <= level for level, after in pairwise(levels))


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    return " ".join(re.sub(r"[*_>\s]+", " ", text).split()).lower()


def _record(case: Case) -> str:
    """The input without the names of neighbouring records."""
    return re.sub(r"^(?:FOLLOWS|PRECEDES): .*$", "", case.input, flags=re.M)


def _places(text: str) -> list[tuple[str, str]]:
    """(line, the heading above it) of each line that says something."""
    found, heading, fenced = [], "", False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            found.append((_bare(line), heading))
        elif match := HEADING.match(line):
            heading = _bare(match[2])
        elif WORD.search(line):
            found.append((_bare(line), heading))
    return found


def _moved(case: Case) -> bool:
    """Whether the output's lines do not follow one another in the input, each below its heading."""
    given = iter(_places(case.input))
    return not all(place in given for place in _places(case.output))


def _distils(case: Case) -> bool:
    return case.metadata.view in DISTILLED


def _left_out(case: Case) -> bool:
    said = {_bare(line) for line in case.output.splitlines()}
    if _distils(case):
        return any(_bare(line) not in said for line in _key_lines(_record(case), KEY))
    asked = [ASKED[name] for name in case.metadata.view.split("_and_") if name in ASKED]
    named = [name for line in case.output.splitlines() for name in _names(line)]
    return any(
        not any(words.fullmatch(name) for name in named)
        or any(_bare(line) not in said for line in _key_lines(_record(case), words))
        for words in asked
    )


def _names(line: str) -> Iterator[str]:
    """What a line is called by its heading, label or field."""
    for form, group in ((HEADING, 2), (LABEL, 1), (FIELD, 1)):
        if match := form.match(line):
            yield match[group]


def _key_lines(text: str, key: re.Pattern[str]) -> Iterator[str]:
    """Lines that a label names as key, or that stand below one."""
    inside = False
    for line in prose(text).splitlines():
        heading = HEADING.match(line)
        label = heading[2] if heading else (m[1] if (m := LABEL.match(line)) else "")
        if heading or label:
            inside = bool(key.fullmatch(label))
            chosen = "decision" in label.lower()
            continue
        field = FIELD.match(line)
        named = field and key.fullmatch(field[1])
        below = inside and LISTED.match(line) and (not chosen or CHOSEN.match(line))
        if named or (below and _whole(line)):
            yield line


def _whole(line: str) -> bool:
    """Whether a line tells something that is neither noise nor torn."""
    return bool(content_lines(line)) and not noisy(line) and not CUT.search(line)


__all__ = ["broken", "noisy", "unknown", "unshown", "untrue"]
