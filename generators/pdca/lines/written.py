"""The lines of a section as they are to be read: quotations and commands in one piece, documents
that are quoted whole left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from .. import tables
from ..dates import stamp_in
from ..fences import CODE, FENCE, Fences, language, quoted
from ..marks import BULLET
from ..outline import ATX, visible
from ..sign_names import BAD, GOOD, WARNING
from .labels import depth
from .states import boxed

LONG_LINE, LONGEST_LINE = 280, 480
USERS = re.compile(
    r"feedback(?!\W+(?:loop|mechanism|system|process|integration|protocol|cycle|framework|analysis"
    r"|channel|section|collection|handling)s?\b)|user (?:request|input|directive)|tron .*request",
    re.I,
)
# A heading, or a bold line that serves as one.
HEADING = re.compile(r"#|\*\*[^*]+(?::\*\*|\*\*:?)$")
QUOTATION = re.compile(
    r"^(?:(?:\w+ )?(?:input|feedback|request|quote|message|question|answer|zitat)\s*:\s*)?"
    r"(?P<before>… )?[\"“„](?P<said>.+)[\"”“](?:\s*[-–—(][^\"“”]{0,40})?$",
    re.I,
)
# What is said of the user, in nobody's quotation marks, is not what the user said.
ON_USERS = re.compile(
    r"(?:(?:the|der|die) )?(?:user|nutzer(?:in)?|benutzer(?:in)?|anwender(?:in)?)\b", re.I
)
# Where one quotation ends and the next begins.
BETWEEN = re.compile(r'["”]( /)? ["“„]')
NAMED = re.compile(r"\*\*[^*]{2,40}(?::\*\*|\*\*:)\s*(?P<rest>\S.*)$")
# A remark below the words: set off by a dash, brackets or emphasis.
REMARK = re.compile(r"(?:[-–—(]|[*_](?![*_]))\s*(?P<rest>\S.*)$")
# Words with what became of them behind an arrow.
REMARKED = re.compile(r"[>\s*_]*[\"“„][^\"“”„]+[\"”“][*_]*\s*(?:→|->|=>)\s*\S")
MOST_OF_STAMP = 6
# A line that the margin ended, and that goes on in the next one.
WRAPPED = 60
MIDDLE = '<(`["“'
"""What the middle of a sentence may begin with, letters and digits aside."""
# What is no prose: a heading, quotation, table, rule or fence, a name in bold or a field, a mark.
APART = re.compile(
    r"[#>|]|(?:-{3,}|\*{3,}|_{3,}|={3,})$|`{3,}|~{3,}|\*\*[^*]+(?::\*\*|\*\*:?)|__[^_]+(?::__|__:?)"
    r"|[A-Z][\w ]{1,30}:\s|[^\w\s\"'“„(\[`*_~-]"
)
# A line that a quotation opens, or a command with one.
OPEN_QUOTE = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+)?"
    r"(?:\"|(?P<command>(?:\$ )?(?:git|echo|npm|curl|gh|printf)\s[^\"]*))"
)
LONGEST_QUOTE = 30
"""Lines."""
FEWEST_HUNG = 6
"""Words of a line in a fence that may go on."""
# What no prose holds: columns, arrows, comments, calls, pairs of a name and a value.
LIKE_CODE = re.compile(r"\S {2,}\S|[→=$#|]|->|\w\(|^\W*[\w./-]+\s+-{1,2}\w|\S/\S*$")
NAMED_ITEM = re.compile(r"[\w./-]{1,30}(?: [\w./-]{1,20})?:\s")
# A fence that holds somebody's words.
QUOTED = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})\s*quote\b", re.I)
# A line that ends on purpose: by a sign, or by what breaks a line in Markdown.
ENDED = re.compile(r"(?:[.!?:;…|]|[\"”)\]*_][.!?]?|<br ?/?>|\\| {2,})\s*$|  $")
# A line that a sign ends, and one of several that each tell of one thing.
SIGNED = re.compile(rf"[{GOOD}{BAD}{WARNING}]\ufe0f?$")
PAIR = re.compile(r"(?:\S+|\w+ \d+)\s[-–—]\s|\w+ \d+\s?[:.)(]")
# A line that only the ones above it make whole.
CHAINED = re.compile(r"\s*(?:[=→⇒↓]|[-=]>)\s")
ADDED = re.compile(r"\s*\+\s")
# A line of code, a command or a bare value that stands outside a fence, or in one without a
# language.
_COMMANDS = "git|npm|npx|cd|ls|grep|mkdir|chmod|echo|curl|cat|ln|rm|mv|cp|node|tsc|find|sed"
# A command that something is said of: behind its name in bold and a colon, or in a sentence.
_SPOKEN_OF = (
    rf"(?:(?:{_COMMANDS})(?: [\w./:@-]+){{0,4}}(?:\*\*:|:\*\*)\s+(?:[\w-]+\s+){{2}}\S"
    rf"|(?:{_COMMANDS})(?: [\w./:@-]+){{1,4}}?(?:`|\*\*)*\s(?:(?:also|now|still)\s)?"
    r"(?:is|are|was|were|has|had|does|did|fail(?:s|ed)|work(?:s|ed)|runs?|ran|must|cannot|needs"
    r"|pass(?:es|ed)"
    r"|hangs|hung|returns|returned|exits|exited|takes|took|shows|showed|gives|gave|breaks|broke"
    r"|produces|produced|reports|reported|prints|printed|requires|required|used|implemented"
    r"|executed|completes|completed|succeeds|succeeded)\s)"
)
CODE_LINE = re.compile(
    rf"[{{}};\[,]\s*$|=>|^\W*(?!{_SPOKEN_OF})(?:{_COMMANDS})\s[\w./-]|"
    r"^\W*\w+:\s*[\"\[{]|[│├└]|^\s*(?://|#!|\$ )|\s//\s|^\W*(?:const|let|import|export|return|await"
    r"|async|private|public)\s"
)
# What an assistant or its tools write, line by line, where somebody pasted a conversation.
ASSISTANT = re.compile(
    r"\W*(?:(?:now|first|next|good|great|perfect|okay|ok|alright)\b[,!. ]+){0,2}"
    r"(?:let me (?!know|see if|make)|i['’]ll (?:now |help|start|check|create|read|update|fix|go)"
    r"|i can see (?:that|this|the)\b|i need to (?:check|read|update|create|fix)\b"
    r"|(?-i:Ran|Listed|Read|Searched|Edited|Updated|Replaced|Created|Grepped|Deleted)"
    r"(?-i:: | \d+ | (?:todo list|terminal command|text)\b| [\w./-]+\.\w{1,5}$))",
    re.I,
)
FEWEST_ASSISTANT = 2
# An item of a list among somebody's words, columns of what was pasted, and a word or two behind all
# others.
ITEM = re.compile(r"^(?:[-*+•]|\d+[.)])\s+(?=\S)")
COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
# Where a page or somebody's own folder is: the words around it say something without it.
ADDRESS = re.compile(r"https?://[^\s\"“”)]+|(?<![\w./~])/(?:Users|home)/[^\s\"“”)]+")
# What is laid out over the width of a screen.
LAID_OUT = re.compile(r"^[^|]*(?:^ {20,}\S|\S {3,}\S[^|]* {3,}\S)[^|]*$")
LAST_WORD = re.compile(r"^[a-zäöüß]\w*(?: \w+)?$")
# Code that was pasted among the user's words.
PASTED = re.compile(
    r"[{};]\s*$|=>|[│├└]|^\W*(?:(?:const|let)\s[\w{[][^=]*=|import\s.*[\"']"
    r"|export\s+(?:default|const|class|function|interface|type|async|abstract|enum|[{*])"
    r"|(?:public|private)\s+(?:readonly|static|async|get|set|\w+\s*[(:;=]))"
)


class Written(NamedTuple):
    """A line with the first and the last line of the body that it is made of."""

    text: str
    first: int
    last: int
    users: bool = False
    """Whether the line holds the user's words."""


def lines(body: str, tasks: bool = False) -> list[Written]:
    """The lines of a body; `tasks`: of one that lists things to do. What the user said in several
    lines, fenced or quoted, stands in one, or in pieces that say so; so do a quotation and a
    command that go on.
    """
    found: list[Written] = []
    said: list[Written] = []
    heading = ""
    fences = Fences()
    raw = tables.closed(visible(body.split("\n")))
    rows, ends = _in_one(boxed(raw, tasks))
    left = quoted(rows) | _chained(rows)
    said_until = -1
    for number, row in enumerate(rows):
        said_until = max(said_until, _said_until(rows, number)) if not fences.run else said_until
        # Below what the user said somebody may show code that came of it.
        code = (fences.language if fences.run else language(row)) in CODE
        users = (bool(USERS.search(heading)) and not code) or number <= said_until
        left_out = number in left or bool(tables.PASTED.search(row))
        left_out = left_out or bool(fences.run and LAID_OUT.search(row))
        line = "" if left_out and not users else row
        stripped = line.strip()
        fence = fences.marks(line) if number > said_until else bool(FENCE.match(line))
        fences.run = "" if number == said_until else fences.run
        fenced = bool(fences.run) or fence or number <= said_until
        remarked = not fenced and REMARKED.match(stripped)
        if users and not fence and not remarked and (fenced or stripped.startswith(">")):
            words = raw[number].strip()
            pasted = PASTED.search(words) or words.startswith("|") or tables.PASTED.search(words)
            words = "…" if pasted else _unnamed(ADDRESS.sub("…", words).lstrip("> "))
            said.append(Written(words, number, number))
            continue
        if fence and said and number < said_until:
            # A fence among somebody's words parts them.
            said.append(Written("", number, number))
            continue
        found += _in_pieces(_own(said))
        said.clear()
        if fence:
            found += [] if users else [Written(line, number, number)]
        elif found and found[-1].last == number - 1 and _goes_on(found[-1].text, line, fenced):
            before = found.pop()
            text = before.text.rstrip(" \\") + " " + stripped.lstrip("> ")
            found.append(Written(text, before.first, number))
        else:
            heading = stripped if HEADING.match(stripped) and not fenced else heading
            found.append(Written(line, number, ends.get(number, number)))
    return found + _in_pieces(_own(said))


def _chained(rows: Sequence[str]) -> set[int]:
    """The numbers of lines in fences that go on with a sum or chain that a text above begins."""
    found: set[int] = set()
    fences = Fences()
    begun = False
    for at, row in enumerate(rows):
        if fences.marks(row) or not fences.run or not row.strip():
            begun = False
        elif CHAINED.match(row):
            found |= {at} if begun else set()
        elif not ADDED.match(row):
            begun = not row.rstrip().endswith(":")
    return found


def _said_until(rows: Sequence[str], at: int) -> int:
    """The last line of the fence of somebody's words that opens in a line, -1 where none does.
    Words may hold fences: up to the next heading, all bare marks but the last are theirs.
    """
    if not QUOTED.match(rows[at]):
        return -1
    last = -1
    for number in range(at + 1, len(rows)):
        mark = FENCE.match(rows[number])
        if ATX.match(rows[number]) or (mark and mark["info"].strip()):
            break
        last = number if mark else last
    return last


def _in_one(rows: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    """The lines, and where those end that were made of several: of a quotation or command that goes
    on until its quotation mark is closed. Left out where that is too long for a line, or where it
    is a command.
    """
    found = list(rows)
    ends: dict[int, int] = {}
    until = -1
    for at, row in enumerate(rows):
        match = OPEN_QUOTE.match(row) if at > until else None
        if not match or row.count('"') % 2 == 0:
            continue
        below = range(at + 1, min(len(rows), at + LONGEST_QUOTE))
        until = next((number for number in below if rows[number].count('"') % 2), at)
        held = rows[at : until + 1]
        if until == at or any(ATX.match(each) or FENCE.match(each) for each in held):
            continue
        whole = " ".join([row.rstrip(), *(each.strip() for each in held[1:])])
        fits = not match["command"] and len(whole) <= LONGEST_LINE and all(map(str.strip, held))
        found[at : until + 1] = [whole if fits else "", *[""] * (until - at)]
        ends[at] = until
    return found, ends


def _goes_on(text: str, following: str, fenced: bool) -> bool:
    """Whether a command ends in a backslash, a quotation has not ended, or a sentence goes on in
    the next line of its paragraph or list item.
    """
    if fenced:
        return text.rstrip().endswith("\\") or _hangs(text, following)
    if len(text) + len(following) > LONGEST_LINE:
        return False
    quote = text.lstrip().startswith(">") and following.lstrip().startswith(">")
    open_ = text.count('"') % 2 or text.count("“") > text.count("”")
    return bool(quote and open_) or _wrapped(text, following)


def _wrapped(text: str, following: str) -> bool:
    """Whether the margin ended a line of prose: no sign ends its sentence, and the next line begins
    like the middle of one, or the line is long.
    """
    before, after = text.strip(), following.strip()
    if APART.match(before) or not after or APART.match(after) or BULLET.match(following):
        return False
    if ENDED.search(text) or CODE_LINE.search(before) or CODE_LINE.search(after):
        return False
    if SIGNED.search(before) or (PAIR.match(before) and PAIR.match(after)):
        return False
    begun = BULLET.match(text) and depth(following) <= depth(text) and not after[0].islower()
    return not begun and (after[0].islower() or (len(before) >= WRAPPED and after[0].isalnum()))


def _hangs(text: str, following: str) -> bool:
    """Whether prose in a fence goes on in the next line, which is indented below its first words
    or begins like the middle of a sentence.
    """
    before, after = text.strip(), following.strip()
    prose = len(before.split()) >= FEWEST_HUNG and len(after.split()) > 1
    if not prose or len(text) + len(after) > LONGEST_LINE or not re.match(r"[\w(\"'“„]", after):
        return False
    code = any(CODE_LINE.search(each) or LIKE_CODE.search(each) for each in (before, after))
    if code or ENDED.search(text) or BULLET.match(following) or NAMED_ITEM.match(after):
        return False
    if len(before) < WRAPPED:
        return False
    return depth(following) > depth(text) or after[0].islower()


def own_words(text: str) -> str:
    """What somebody said, without a name before the quotation, and who or when behind it."""
    match = QUOTATION.match(text)
    said = (match["before"] or "") + match["said"] if match else text
    return BETWEEN.sub(r"\1 ", said) if match else text


def on_users(text: str) -> bool:
    """Whether a quoted line tells of the user instead of giving the user's words."""
    return bool(ON_USERS.match(text)) and not QUOTATION.match(text)


def _unnamed(line: str) -> str:
    """A line of a quotation without a name in bold before the words; nothing of one that only says
    when they were said.
    """
    match = NAMED.match(line) or REMARK.match(line)
    if not match:
        return line
    if stamp_in(match["rest"], written=True) and len(match["rest"].split()) <= MOST_OF_STAMP:
        return ""
    return match["rest"] if match["rest"].startswith(('"', "“", "„")) else line


def _own(said: Sequence[Written]) -> list[Written]:
    """Somebody's words, up to a conversation with an assistant that they quote: whose words stand
    behind it nobody can tell.
    """
    pasted = [at for at, each in enumerate(said) if ASSISTANT.match(each.text)]
    if len(pasted) < FEWEST_ASSISTANT:
        return list(said)
    return [*said[: pasted[0]], said[pasted[0]]._replace(text="…")]


def _in_pieces(said: list[Written]) -> list[Written]:
    """The user's words as one quoted line where they fit, else as pieces that show where they go
    on, cut behind a sentence where there is one.
    """
    if not said:
        return []
    most = LONGEST_LINE if sum(len(each.text) + 1 for each in said) <= LONGEST_LINE else LONG_LINE
    pieces: list[list[Written]] = [[]]
    for each in said:
        if sum(len(line.text) + 1 for line in pieces[-1]) + len(each.text) > most:
            cut = _sentence_end(pieces[-1])
            pieces.append(pieces[-1][cut:])
            pieces[-2] = pieces[-2][:cut]
        pieces[-1].append(each)
    pieces = [each for each in pieces if each]
    last = len(pieces) - 1
    return [
        Written(
            f"> {'… ' if at else ''}{_whole(piece)}{' …' if at < last else ''}".replace("… …", "…"),
            piece[0].first,
            piece[-1].last,
            True,
        )
        for at, piece in enumerate(pieces)
    ]


def _sentence_end(lines: Sequence[Written]) -> int:
    """Behind which of the lines the last sentence ends; behind all where none does."""
    ends = [at for at, each in enumerate(lines, 1) if not each.text or each.text[-1] in ".!?…"]
    return ends[-1] if ends else len(lines)


def _whole(lines: Sequence[Written]) -> str:
    """Lines of somebody's words in one."""
    return reduce(_joined, (each.text for each in lines))


def _joined(before: str, text: str) -> str:
    """Two lines of somebody's words in one; a slash ends a thought that no sign has ended."""
    last = before.rsplit(" / ", 1)[-1]
    # A line that the margin ended goes on in the next one; an item, a row of columns, a last word
    # is a thought of its own.
    apart = ITEM.match(text) or LAST_WORD.match(text) or any(map(COLUMNS.search, (text, last)))
    ended = not before or not text or before[-1] in ".,;:!?…-–/"
    ended |= len(last) >= WRAPPED and not apart
    if not text and before and before[-1].isalnum():
        return f"{before} /"
    return f"{before}{' ' if ended else ' / '}{text}".strip().replace("… …", "…")
