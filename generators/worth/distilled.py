"""Worth of patterns taken from PDCA records (domain_patterns): the blocks that the instruction asks
for, by what they are or by their headings; whole, in place, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from . import records
from .asked import (
    ASKED,
    HEADING,
    LABEL,
    LISTED,
    NAMED,
    TICKED,
    Line,
    lines_of,
    open_pattern,
    plain,
    quoted,
    title,
    untitled,
    wanted,
)
from .case import FENCE, WORD, Case, content_lines, prose
from .stated import kinds, parts

STEP = re.compile(
    r"^(?P<indent>\s*)\W*(?:(?:step|phase|schritt)\s+)?(?P<number>\d+)[.):]\s",
    re.I,
)
# An answer has at most this share of its input's words.
MOST_KEPT, MOST_KEPT_SHORT, SHORT_INPUT = 0.58, 0.75, 400
# What an instruction says of the work where it names its kind.
CLAIMED = {
    "debugging": r"\bdebug\w*",
    "architectural_decision": r"\barchitectur\w*|\bdecision pattern|\bbuilds on the decisions",
    "integration": r"\bintegration\b",
    "collaboration": r"\bcollaboration\b|\btakes over from here",
}
# The record as a whole, which an input with gaps does not show.
ALL_OF_IT = re.compile(
    r"\b(?:whole|full|entire|complete|unabridged) (?:pdca|record|document)\b", re.I
)
GAP = "[…]"
# Words of other lines below headings or labels that an input with gaps shows, for each word of the
# answer, and below how many.
LEAST_BESIDE, FEWEST_BESIDE = 0.3, 2
# What numbers its like, and is spoken of by its number.
SERIES = re.compile(r"\b(level|option|step|phase|stage|tier|article) (\d+)\b", re.I)
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
    re.compile(r"\ball clear\b|\bn/a\b", re.I),
)
SHOUTED = re.compile(r"\b(?:[A-Z]{3,}[ -]+){3,}[A-Z]{3,}\b")
# The remains of what was cut.
CUT = re.compile(
    r"\band \d+ more\b|(?:\.\.\.|…)\W*$|\S {2,}\S|[,;(\[–—&+]\s*$|(?<!`)``(?!`)|(?<!\w)\(\s*\)"
    r"|\([^\w()]*\s\)"
    r"|(?<!: )\b(?:and|or|the|an?|to|of|with|for|by|in|from|that|which)\s*$",
    re.I,
)
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
        r"|submodules?|symlinks?|install\w*|gateways?|webhooks?|subscri\w*|deploy\w*"
        r"|compatib\w*|dependenc\w*|servers?|clients?|pull|joined|feeds?|fed"
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
TRIGGER = re.compile(r"\W*(?:problems?|what started it|t\]rigger|(?:root )?cause)\b[^:]{0,20}:")
TRIGGERED = 2
LEAST_LINES, SHORT, OTHERS, FEW = 3, 14, 2.5, 4
# Categories that show even where no record is called so.
UNCALLED = {"debugging", "architectural_decision", "integration"}


def unknown(case: Case) -> bool:
    """A content line or heading of the output does not stand in the input as it is (marks of lists
    and emphasis, blanks and case aside).
    """
    given = _bare(case.input)
    return any(_bare(line) not in given for line in case.output.splitlines() if WORD.search(line))


def unshown(case: Case) -> bool:
    """The category is not to be seen: fewer than three lines of the input, or of the output, have
    its words, title included (two of a short text); another category's words
    stand in two and a half times as many lines, or title, objective, issues and task have none of
    its own and the output is not all about it. What started the work, named as such, counts two
    lines for debugging. Or the output has more than 58% of the words of its input (75% of fewer
    than 400).
    """
    lines = [line.lower() for line in _record(case).splitlines() if WORD.search(line)]
    counts = {kind: sum(bool(w.search(line)) for line in lines) for kind, w in KINDS.items()}
    if any(map(TRIGGER.match, lines)):
        counts["debugging"] += TRIGGERED
    own, best = counts.get(case.metadata.category, 0), max(counts.values())
    if own < _least(len(lines)) or (best >= FEW and best > OTHERS * own):
        return True
    if not (_called(case) or _all_about(case)):
        return True
    said = sum(bool(WORD.search(line)) for line in case.output.splitlines())
    if _speaks(case.output, case.metadata.category) < _least(said):
        return True
    if not kinds.shown(case.metadata.category, case.output):
        return True
    given = len(WORD.findall(_record(case)))
    most = MOST_KEPT_SHORT if given < SHORT_INPUT else MOST_KEPT
    return len(WORD.findall(case.output)) > most * given or _claims(case)


def _least(lines: int) -> int:
    return LEAST_LINES if lines > SHORT else LEAST_LINES - 1


def _claims(case: Case) -> bool:
    """Whether the instruction names a kind of work of which the output has fewer than three lines,
    or another one than the category.
    """
    said = untitled(case)
    claimed = [kind for kind, words in CLAIMED.items() if re.search(words, said, re.I)]
    return any(
        kind != case.metadata.category or _speaks(case.output, kind) < LEAST_LINES
        for kind in claimed
    )


def _speaks(text: str, kind: str) -> int:
    """How many lines have words of a kind of work."""
    return sum(bool(KINDS[kind].search(line)) for line in text.lower().splitlines())


def _called(case: Case) -> bool:
    """Whether title, objective, issues or task have a word of the category, whatever the field is
    called.
    """
    lines = _record(case).lower().splitlines()
    top = [line[match.end() :] for line in lines if (match := TOP.match(line))]
    words = KINDS.get(case.metadata.category)
    return words is not None and any(map(words.search, top))


def _all_about(case: Case) -> bool:
    """Whether the output states its category so often that nothing has to be called so, and no
    other as often. Somebody's words stand in most records, whatever these are about.
    """
    category = case.metadata.category
    stated = {kind: kinds.near(kind, case.output) for kind in kinds.LEAST_SHARE}
    others = (each for kind, each in stated.items() if kind != category)
    mine = stated.get(category, 0.0)
    return category in UNCALLED and mine >= kinds.FULL > max(others)


def untrue(case: Case) -> bool:
    """Lines stand in another order or below another heading than in the input; something that the
    instruction asks for is missing, all of it or a line; the output tells what it does not ask
    for, or a list in part; where the key pattern is asked for, what the input labels as problem,
    cause, fix, decision, rationale or lesson is left out; an input with gaps is called the whole
    record; or the output tells noise: links, ids, praise, slogans.
    """
    return (
        _moved(case)
        or _left_out(case)
        or _unasked(case)
        or _halved(case)
        or bool(GAP in case.input and ALL_OF_IT.search(untitled(case)))
        or any(map(noisy, content_lines(prose(case.output))))
        or parts.airy(content_lines(prose(case.output)))
        or _mislabelled(case)
    )


def _mislabelled(case: Case) -> bool:
    """Whether lines below a label that is asked for are not what it says: problems without faults,
    decisions without a choice, lessons without a rule.
    """
    lines = lines_of(case.output)
    for part in wanted(case):
        named = [x.text for x in lines if any(map(NAMED[part].fullmatch, map(plain, x.names)))]
        if not parts.true_to(part, named):
            return True
    return False


def _left_out(case: Case) -> bool:
    """Whether a part that is asked for is missing, or a line of a block that bears its name. Of a
    key pattern only what the input has can be missing.
    """
    said = {_bare(line) for line in case.output.splitlines()}
    missing = [line for line in lines_of(_record(case)) if _bare(line.text) not in said]
    return any(_part_missing(case, name, missing) for name in wanted(case)) or (
        _section_missing(case, missing)
    )


def _part_missing(case: Case, name: str, missing: Sequence[Line]) -> bool:
    names = [each for line in lines_of(case.output) for each in line.names]
    if not open_pattern(case) and not any(map(ASKED[name].search, names)):
        return True
    words = NAMED[name]
    return any(words.fullmatch(plain(each)) for line in missing for each in line.names)


def _section_missing(case: Case, missing: Sequence[Line]) -> bool:
    sections = set(quoted(case))
    told = {title(each) for line in lines_of(case.output) for each in line.above}
    return not sections <= told or any(sections & set(map(title, line.above)) for line in missing)


def _unasked(case: Case) -> bool:
    """Whether a line stands below no heading, label or field that is asked for."""
    if open_pattern(case):
        return False
    words = [ASKED[name] for name in wanted(case)]
    sections = set(quoted(case))
    return any(
        not any(each.search(name) for each in words for name in line.names)
        and not sections & set(map(title, line.above))
        for line in lines_of(case.output)
    )


def _halved(case: Case) -> bool:
    """Whether a list is told in part: lines that follow one another in the input below the same
    heading and label, some of them left out.
    """
    said = {(_bare(line.text), line.above) for line in lines_of(case.output)}
    lists: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    number = 0
    before: tuple[str, ...] = ()
    for line in lines_of(_record(case)):
        if line.above != before or not (LISTED.match(line.text) or TICKED.match(line.text)):
            number, before = number + 1, line.above
        lists.setdefault(number, []).append((_bare(line.text), line.above))
    return any(0 < sum(line in said for line in each) < len(each) for each in lists.values())


def noisy(line: str) -> bool:
    """Whether a line is no part of the work."""
    return bool(SHOUTED.search(line)) or any(words.search(line) for words in NOISE)


def broken(case: Case) -> bool:
    """A line is the remains of a cut or a place still to be filled, a numbered list has a gap that
    the input has not, a heading has nothing below it, a label is followed by something else than in
    the input or by nothing, a fence has no end, or the output speaks of one of a series (level 1,
    option 2) that the input tells and it does not, though it tells others of them.
    """
    lines = prose(case.output).splitlines()
    said = content_lines("\n".join(lines))
    if any(CUT.search(line) or records.PLACEHOLDER.search(line) for line in said):
        return True
    return (
        _hollow(FENCE.sub("(code)\n", case.output).splitlines())
        or case.output.count("```") % 2 == 1
        or _skips(lines, prose(case.input).splitlines())
        or _stub(case)
        or _astray(case)
        or parts.dangling(case.output)
    )


def _stub(case: Case) -> bool:
    """Whether what follows a label is not what follows it in the input."""
    given = [_bare(line) for line in case.input.splitlines() if line.strip()]
    after = set(pairwise(given))
    lines = [line for line in case.output.splitlines() if line.strip()]
    return any(
        bool(LABEL.match(line))
        and (HEADING.match(behind) or (_bare(line), _bare(behind)) not in after)
        for line, behind in pairwise([*lines, "# "])
    )


def _astray(case: Case) -> bool:
    given, told = _told(case.input), _told(case.output)
    spoken = {(word.lower(), number) for word, number in SERIES.findall(case.output)}
    begun = {word for word, _ in told}
    return any(each in given and each not in told and each[0] in begun for each in spoken)


def _told(text: str) -> set[tuple[str, str]]:
    """What numbered things lines begin with."""
    starts = (SERIES.search(line[:40]) for line in text.splitlines())
    return {
        (match[1].lower(), match[2])
        for match in starts
        if match and not WORD.search(match.string[: match.start()])
    }


def _skips(lines: Sequence[str], given: Sequence[str]) -> bool:
    """Whether a line of a numbered list stands without the one before it in the input."""
    said = {_bare(line) for line in lines}
    last: dict[int, tuple[int, str]] = {}
    for line in given:
        if HEADING.match(line) or LABEL.match(line):
            last.clear()
            continue
        match = STEP.match(line)
        if not match:
            continue
        key = len(match["indent"])
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


def leaks(case: Case) -> bool:
    """An input with gaps shows so little beside its opening and the answer that this has to be what
    is asked for: below fewer than two headings or labels, or lines with fewer than three tenths of
    the answer's words.
    """
    if GAP not in case.input:
        return False
    said = {_bare(line) for line in case.output.splitlines()}
    beside = [x for x in lines_of(_record(case)) if x.above and _bare(x.text) not in said]
    words = sum(len(WORD.findall(line.text)) for line in beside)
    least = LEAST_BESIDE * sum(len(WORD.findall(line)) for line in content_lines(case.output))
    return words < least or len({line.above for line in beside}) < FEWEST_BESIDE


@lru_cache(maxsize=20_000)
def _bare(text: str) -> str:
    return " ".join(re.sub(r"[*_>\s]+", " ", text).split()).lower()


def _record(case: Case) -> str:
    """The input without the names of neighbouring records."""
    return re.sub(r"^(?:FOLLOWS|PRECEDES): .*$", "", case.input, flags=re.M)


def _places(text: str) -> Iterator[tuple[str, str]]:
    """(line, the heading above it) of each line that says something."""
    heading, fenced = "", False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and (match := HEADING.match(line)):
            heading = _bare(match[2])
        elif fenced or WORD.search(line):
            yield _bare(line), heading


def _moved(case: Case) -> bool:
    """Whether the output's lines do not follow one another in the input, each below its heading."""
    given = iter(list(_places(case.input)))
    return not all(place in given for place in _places(case.output))
