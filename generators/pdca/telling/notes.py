"""Notes of what a text of a record says: its facts without its form, as a person would jot them
down for somebody who writes it up.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from os.path import normpath
from pathlib import PurePosixPath

from generators.pdca import tables
from generators.pdca.marks import CODE_SPAN, LINK, headline, target_of, told
from generators.pdca.sign_names import BAD, GOOD, WARNING

FENCE = re.compile(r"^\s*(?:```|~~~)")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+\S")
IDLE = re.compile(r"^[\W_]*$")
# An address up to the folder that the paths of a repository start from.
BASE = re.compile(r"https?://[^\s)]+?/(?:blob|tree)/")
# A link to the repository without the one beside it that leads there from the record.
HALF = re.compile(r"\[GitHub\]\([^)\s]*\)[ \t]*[|:]?[ \t]*(?![\[|:\s]).", re.I)
OTHER_HALF = re.compile(r"^(?!.*://).*\[[^\]\n]*/[^\]\n]*\.\w{1,5}\]\([^)\s]+\)", re.M)
# Pictures and ticks, and what such were put into.
PICTURE = re.compile(r"[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\U0001f300-\U0001faff]")
WORDED = ("(OK)", "(not OK)", "(warning)")
# A link's text that is a path itself.
PATH = re.compile(r"/|\.\w{1,5}$")
# A tick is a matter of form; a cross or a warning is not, and stays in front of what it marks.
TICKED = re.compile(r"^[✅✓✔]\ufe0f?\s*")
# A tick is all that is said behind the colon.
PASSED = re.compile(r":\**\s*[✅✓✔]\ufe0f?\s*$")
ALONE = re.compile(rf"\W*[{GOOD}{BAD}{WARNING}]\W*$")
CROSSED = re.compile(
    r"^(?P<before>[\s>]*(?:(?:[-*+•]|\d+[.)])\s+)?)(?P<sign>[❌⚠]\ufe0f?)\s*(?=\S)"
)
# An article that can go without changing what is said; `a` may mean "for each", and within a
# sentence a capital letter begins a name.
ARTICLE = re.compile(
    r"(?:^The|(?<=[:.!?] )The|(?<![\w/.'’-])the) (?!(?:few|same|more|less|and|or)\b)(?=[a-z])"
)
QUOTED = re.compile(r"^(?:>\s*)+")
QUOTING = re.compile(r"\bquot|feedback|literal|verbatim|\brequest\b|\buser\b", re.I)
PART = re.compile(r"#{1,2} ")
# A numbered item that is a heading: bold as a whole, a sign behind it at most.
ITEM_HEADING = re.compile(r"^\s*\d+[.)]\s+\*\*[^*]+\*\*[^\w`(\[*]*$")
NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]\s+)+")


@dataclass(frozen=True)
class Topic:
    """Notes below one heading, which is empty before the first, or below one label within it;
    `part` counts the headings of the second level and above up to it.
    """

    heading: str
    notes: tuple[str, ...]
    part: int = 0
    label: str = ""
    """The label above the notes where they are some of several below the heading."""

    @property
    def quoted(self) -> bool:
        """Whether somebody's own words stand below the heading."""
        return bool(QUOTING.search(self.heading))

    @property
    def name(self) -> str:
        return headline(self.heading).strip(" :")


def topics(text: str, known: Collection[str] = ()) -> list[Topic]:
    """The facts of a text by its headings, in order, those without notes among them. `known` are
    lines of the house's form, as `note_of` reads them in lower case, which nobody needs to note.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    usual = set(known)
    pasted: list[str] = []
    for line, quoted in _with_quotes(text.split("\n")):
        if quoted:
            found[-1][1].append(line)
        elif FENCE.match(line) and pasted:
            found[-1][1].append("\n".join([*pasted, line.strip()]))
            pasted = []
        elif pasted:
            pasted.append(line.rstrip())
        elif FENCE.match(line):
            pasted = [line.strip()]
        elif HEADING.match(line):
            found.append((line.strip(), []))
        elif not IDLE.match(line) and (note := note_of(line)) and note.lower() not in usual:
            found[-1][1].append(note)
    parts = accumulate(bool(PART.match(heading)) for heading, _ in found)
    return [
        Topic(heading, tuple(notes), part)
        for (heading, notes), part in zip(found, parts, strict=True)
        if heading or notes
    ]


def mangled(text: str, given: str) -> bool:
    """Whether the text holds pictures that `given`, from which it is to be written, does not, or
    these were put into words there.
    """
    lost = set(PICTURE.findall(text)) - set(PICTURE.findall(given))
    return bool(lost) or any(word in given and word not in text for word in WORDED)


def _with_quotes(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """(line, whether it quotes). The lines of a quotation of somebody's own words are joined, with
    their marks: words that were said are nobody's to change.
    """
    said: list[str] = []
    last: list[str] = []
    fenced = False
    for line in [*lines, ""]:
        fenced ^= bool(FENCE.match(line))
        if line.lstrip().startswith(">") and not fenced and (said or _quoting(last)):
            said.append(line.strip())
            continue
        if said:
            yield "\n".join(said), True
            said = []
        if line.strip():
            last = [line]
        yield line, False


def _quoting(lines: Sequence[str]) -> bool:
    """Whether the last of the lines above names somebody whose words follow."""
    return bool(lines) and bool(QUOTING.search(lines[-1]))


def note_of(line: str) -> str:
    """The line as a note, without the marks of its form."""
    if line.lstrip().startswith("|"):
        return _row(line)
    if ITEM_HEADING.match(line):
        return f"{_plain_note(line).rstrip(' :')}:"
    return _plain_note(line)


def _plain_note(line: str) -> str:
    if crossed := CROSSED.match(line):
        return f"{crossed['sign']} {_plain_note(crossed['before'] + line[crossed.end() :])}"
    said = TICKED.sub("", NUMBERED.sub("", QUOTED.sub("", _note(line))))
    # Where the words say that it is done, the tick is left out with what it says.
    return f"{said} OK" if said.endswith(":") and PASSED.search(line) else said


def pasted(note: str) -> bool:
    """Whether the note is code or output with its fence, or somebody's words with their marks."""
    return bool(FENCE.match(note)) or note.startswith(">")


def jotted(note: str) -> str:
    """The note in few words, as people jot: without articles and the last full stop. Code and
    quotations stay as they are.
    """
    if pasted(note) or re.search(r"[“”\"]", note):
        return note
    parts = re.split(r"(`[^`]*`)", note)
    short = "".join(part if at % 2 else ARTICLE.sub("", part) for at, part in enumerate(parts))
    short = short[:-1] if short.endswith(".") and not short.endswith("..") else short
    return short[:1].upper() + short[1:] if note[:1].isupper() else short


def repositories(text: str, path: str) -> list[str]:
    """Where the text's links lead to, up to their paths in the repository: with the branch where
    the first folder of `path`, a file of the repository, stands in the address.
    """
    top = f"/{path.split('/')[0]}/" if "/" in path else "\0"
    found = set()
    for link in LINK.finditer(text):
        target = target_of(link)
        if match := BASE.match(target):
            at = target.find(top, match.end())
            found.add(target[: at + 1] if at >= 0 else target if "/" in path else match.group(0))
    return sorted(found)


GITHUB = re.compile(r"\[GitHub\]\([^)\s]*\)\s*[|:]?\s*")


def _note(line: str) -> str:
    """The line with its links named by their path alone: of a file beside the record the name is
    not the whole of it.
    """
    if "](" in line:
        read, at = "", 0
        # Code that holds a link describes one.
        for span in (each for each in CODE_SPAN.finditer(line) if "](" in each["code"]):
            read, at = read + _by_paths(line[at : span.start()]) + span[0], span.end()
        line = read + _by_paths(line[at:])
    return told(line.strip()).strip()


def _by_paths(text: str) -> str:
    return LINK.sub(_path_of, GITHUB.sub("", text))


def _row(line: str) -> str:
    """A table row, cell by cell: a sign says something of its own cell only, all of it where it
    stands alone.
    """
    said = (cell if ALONE.match(cell) else _plain_note(cell) for cell in tables.split(line))
    return " — ".join(said).strip(" —")


def _path_of(link: re.Match[str]) -> str:
    target = target_of(link)
    if "://" in target or target.startswith("#"):
        return link.group(0)
    said = link["label"].strip("`*_ ")
    return f"`{target}`" if PATH.search(said) else f"{said} (`{target}`)"


def misled(text: str, path: str) -> bool:
    """Whether a link leads from the root of the repository as if the record, `path`, stood there,
    its text is a path and not that of the file which it leads to, or a dual link has one half only
    or the same half twice.
    """
    if any(_twice(line) for line in text.split("\n")):
        return True
    if HALF.search(text) or ("[GitHub](" in text and OTHER_HALF.search(text)):
        return True
    folder = PurePosixPath(path).parent
    top = f"{path.split('/')[0]}/" if "/" in path else "\0"
    for link in LINK.finditer(text):
        said, target = link["label"].strip("`*_ "), target_of(link)
        if target.startswith(top):
            return True
        if not PATH.search(said) or " " in said:
            continue
        base = BASE.match(target)
        leads = normpath(target[base.end() :] if base else folder / target)
        plain = said.lstrip("§").strip("/").removeprefix("./")
        if plain != target.removeprefix("./") and not f"/{leads}".endswith(f"/{plain}"):
            return True
    return False


def _twice(line: str) -> bool:
    """Whether two links that stand side by side lead to the same place."""
    links = list(LINK.finditer(line)) if line.count("](") > 1 else []
    return any(
        target_of(one) == target_of(other) and not line[one.end() : other.start()].strip(" |")
        for one, other in pairwise(links)
    )


def listed(notes: Sequence[str]) -> str:
    """The notes one by one."""
    return "\n".join(note if pasted(note) else f"- {note}" for note in notes)


def outlined(notes: Sequence[str]) -> str:
    """The notes in one line, what was pasted on lines of its own."""
    between = " | " if any(";" in note for note in notes if not pasted(note)) else "; "
    return _joined(notes, between).replace(f":{between}", ": ")


def dictated(notes: Sequence[str]) -> str:
    """The notes as somebody tells them, in one paragraph."""
    ended = [n if pasted(n) or n.endswith((".", "!", "?", ":")) else f"{n}." for n in notes]
    return _joined(ended, " ")


def interleaved(parts: Sequence[Sequence[str]], chance: random.Random) -> list[str]:
    """The texts of all parts mixed as notes come, each part's own order kept; not part by part as
    they were given, where there are two.
    """
    given = [position for position, part in enumerate(parts) for _ in part]
    turns = list(given)
    while turns == given and len(set(given)) > 1:
        chance.shuffle(turns)
    queues = [iter(part) for part in parts]
    return [next(queues[position]) for position in turns]


def _joined(notes: Sequence[str], between: str) -> str:
    lines: list[str] = []
    for at, note in enumerate(notes):
        if pasted(note) or not at or pasted(notes[at - 1]):
            lines.append(note)
        else:
            lines[-1] += between + note
    return "\n".join(lines)
