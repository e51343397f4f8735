"""Worth of what is told from PDCA records (domain_representatives, reporting_protocol)."""

from __future__ import annotations

import re

from generators.catalog import LEAST_SUPPORTED_LINES, LEAST_SUPPORTED_WORDS
from generators.pdca.telling.roles import states_rule

from .case import Case, content_lines, content_words, outline, prose, sections

REPORT = ("introduction", "problem", "plan", "do", "check", "act", "lessons")
DOCUMENT = ("plan", "do", "check", "act")
# A skeleton is made of headings and labels with nothing below them.
SKELETON = "structure"
TEMPLATE = """
pdca cycle summary plan check act objective analysis approach tron decision decisions trigger
response outcome next lessons learned steps agent name role date sprint branch version template
breadcrumb links process update emotional reflection
"""
TEMPLATE_WORDS = frozenset(TEMPLATE.split())
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$")
# A text that was cut off: what the last line must not end with.
CUT_OFF = re.compile(
    r"[,;:(\[–—&+]$|\b(?:and|or|the|a|an|to|of|with|for|by|in|from|that|which)$", re.I
)
PLACEHOLDER = re.compile(
    r"\{\{|\[(?:your|insert|to be|todo|tbd|placeholder|fill in|describe|needs? to)\b[^\]]*\](?!\()"
    r"|<(?:your|insert|placeholder)\b[^>]*>|\bTBD\b|\bTODO:|\blorem ipsum\b",
    re.I,
)
# What stripped marks leave behind: an empty code span, nothing between commas or brackets, an
# option's letter without the option.
REMAINS = re.compile(
    r"(?<!`)``(?!`)|,\s*,|\(\s+\)|\(\s*,|(?:→|:)\s*[a-d][).]?\s*$|^\s*(?:[-*]|\d+\.)\s+[a-d][).]?\s*$",
    re.I | re.M,
)

# How a line begins that says itself what it is, and the parts it may stand in.
SIGNS = {
    re.compile(
        r"(?:key )?(?:learnings?|lessons?|insights?|takeaways?)\b"
        r"(?! (?:areas?|objectives?|process|goals?|materials?|sessions?|paths?|about))"
    ): ("lessons", "act"),
    re.compile(r"next steps?\b|follow-?ups?:"): ("act", "lessons", "plan"),
    re.compile(r"(?:the )?(?:problem|issue|bug|error|root cause|violation)s?(?: \d+| found)?:"): (
        "problem", "plan", "check", "introduction",
    ),
    re.compile(
        r"(?:completed(?! decision)|achieved|success achieved|implemented|fixed|resolved"
        r"|delivered)\b"
    ): ("do", "check", "act", "lessons", "introduction"),
    re.compile(r"(?:all )?(?:\d+ )?tests? (?:pass|results?\b)|verified\b"): (
        "check", "do", "act", "introduction",
    ),
    re.compile(r"the user: “"): ("problem", "introduction", "plan", "do", "check"),
}  # fmt: skip
# The same of reports only, whose Plan holds no problems, and whose parts state different things:
# a measured result belongs to Check, a verification is not the work.
_EARLY = ("problem", "introduction")
REPORT_SIGNS = {
    re.compile(r"problems?(?: \d+)?:"): (*_EARLY, "check"),
    re.compile(r"(?:without this fix|breaking changes?)\b"): _EARLY,
    re.compile(
        r"(?:[\w ]+ )?(?:found|results?|total|rate):\**\s*~?\d|improved\b"
        r"|[^:]*\b(?:rate|success):\**\s*\d+%"
    ): (*_EARLY, "plan", "do", "check", "lessons"),
    re.compile(r"[^:]*\bverification\b[^:]*:|[^:]*\bcurrently ha[sd]\b"): (
        *_EARLY, "plan", "check", "act", "lessons",
    ),
}  # fmt: skip
# A line of Lessons that tells what was done, with or without a label, and no rule.
ACHIEVED = re.compile(
    r"(?!.*\b(?:should|must|always|never|avoid|do not|don['’]t|when|before|because|so that)\b)"
    r"(?:(?:[^:]{1,60}:\**\s*)?(?:successfully |fully )?(?:implemented|achieved|completed|delivered"
    r"|created|updated|added|generated)\b(?! [→=]|:)|.*\bnow uses?\b)"
)
# A word with a number in it names something: a level, a sprint, a version, a file.
NUMBERED = re.compile(r"[^\W\d_][\w.-]*\d|\d[\w.-]*[^\W\d_.]|\d+(?:\.\d+){2,}")
# What stands in front of a note that does not say itself where it belongs.
NOTED = re.compile(r"^\W*(?:problem|planned|done|checked|next|learned): ", re.M)
MOST_NOTED = 0.5
# What a summary adds on its own, and words that rate.
LEARNING = re.compile(r"^\W*Learning Applied\b", re.M)
LABEL = re.compile(r"^\W*\*\*([^*\n]+):\*\*", re.M)
RATING = re.compile(r"\b(?:LOW|MEDIUM|HIGH|CRITICAL)\b")
SOLVED = re.compile(r"\W*(?:solution|fix|fixed|correction|resolution|resolved)\b", re.I)


def unknown(case: Case) -> bool:
    """Under 75% of the output's content lines have 70% of their content words and numbers in the
    request. Lines without such words do not count; of a skeleton headings and labels do, where the
    template's own are known. domain_representatives: also what `unasked` and
    `unnumbered` find.
    """
    if unasked(case) or unnumbered(case):
        return True
    given = content_words(case.request)
    if case.metadata.view == SKELETON:
        given, said = given | TEMPLATE_WORDS, outline(case.output)
    else:
        said = content_lines(case.output)
    lines = [words for line in said if (words := content_words(line))]
    known = sum(len(words & given) >= LEAST_SUPPORTED_WORDS * len(words) for words in lines)
    return known < LEAST_SUPPORTED_LINES * len(lines)


def unasked(case: Case) -> bool:
    """domain_representatives: a summary with a line "Learning Applied" though the instruction does
    not speak of learning, or a bold label that rates (LOW, MEDIUM, HIGH, CRITICAL) in a word that
    the request does not hold in any case. Skeletons are not tested.
    """
    if case.dataset != "domain_representatives" or case.metadata.view == SKELETON:
        return False
    if case.metadata.view == "summary" and LEARNING.search(case.output):
        return "learn" not in case.instruction.lower()
    given = set(re.findall(r"\w+", case.request.upper()))
    ratings = {word for label in LABEL.findall(case.output) for word in RATING.findall(label)}
    return bool(ratings - given)


def unnumbered(case: Case) -> bool:
    """domain_representatives: a word with a number in it (`CMM3`, `sprint-4`, `0.2.1`) that the
    request does not hold in any case. Fences are not tested.
    """
    if case.dataset != "domain_representatives":
        return False
    given = case.request.lower()
    return any(word.rstrip(".-") not in given for word in NUMBERED.findall(case.said.lower()))


def leaks(case: Case) -> bool:
    """reporting_protocol: more than half of the notes of the input begin with a word that names
    their section, such as "planned:"; whoever sorts them need not read them.
    """
    if case.dataset != "reporting_protocol":
        return False
    notes = len(re.findall(r"^[-*•] ", case.input, re.M))
    return len(NOTED.findall(case.input)) > notes * MOST_NOTED


def unshown(case: Case) -> bool:
    """A section that is asked for is missing or empty (plan, do, check and act of a whole document;
    the one section of a part).
    """
    view = case.metadata.view
    wanted = DOCUMENT if view in ("document", "cycle", SKELETON) else (view,)
    if view in ("tron", "subsection"):
        return False
    headings = [m[2].lower() for line in case.output.splitlines() if (m := HEADING.match(line))]
    return not all(
        any(re.search(rf"\b{name.replace('_', ' ')}\b", heading) for heading in headings)
        for name in wanted
    )


def broken(case: Case) -> bool:
    """A fence without an end, a heading with nothing below it, a text that stops in a sentence, a
    placeholder, or an empty place where something was stripped. Skeletons may be bare.
    """
    if case.output.count("```") % 2:
        return True
    said = prose(case.output)
    bare = case.metadata.view == SKELETON
    return bool(REMAINS.search(said)) or (
        not bare and bool(PLACEHOLDER.search(said) or _cut_off(case.output) or _hollow(case.output))
    )


def _cut_off(text: str) -> bool:
    lines = text.rstrip().splitlines()
    return bool(lines) and bool(CUT_OFF.search(lines[-1].rstrip("*_` ")))


def _hollow(text: str) -> bool:
    """Whether a heading has neither text nor a deeper heading below it, or a title stops at its
    colon.
    """
    open_level, fenced = 0, False
    if text.lstrip().startswith("#") and text.lstrip().split("\n", 1)[0].rstrip().endswith(":"):
        return True
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        heading = None if fenced else HEADING.match(line)
        if heading:
            level = len(heading[1])
            if open_level and level <= open_level:
                return True
            open_level = level
        elif line.strip(" \t-=*_"):
            open_level = 0
    return open_level > 0


def untrue(case: Case) -> bool:
    """A line that says itself what it is (a lesson, a next step, a problem, a finished thing, a
    passed test, the user's words, a measured result, a verification) stands in a section where that
    cannot be, or a lesson only tells what was done or states no rule. Only reports, whose sections
    have fixed meanings. A problem may stand beside its solution.
    """
    if case.dataset != "reporting_protocol":
        return False
    signs = SIGNS | REPORT_SIGNS
    return any(
        True
        for heading, lines in sections(case.output).items()
        if heading in REPORT
        for line in lines
        if _misplaced(line, heading, signs) and not any(SOLVED.match(other) for other in lines)
    )


def _misplaced(line: str, part: str, signs: dict[re.Pattern[str], tuple[str, ...]]) -> bool:
    text = line.lower().lstrip("-*•0123456789.)[] \t✅❌x")
    listed = line.startswith(("- ", "* "))
    if part == "lessons" and (ACHIEVED.match(text) or (listed and not states_rule(text))):
        return True
    return any(sign.match(text) and part not in places for sign, places in signs.items())
