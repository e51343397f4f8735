"""What a sample brings that its siblings before it have not brought already."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from generators.catalog import (
    LEAST_NEW,
    LEAST_NEW_BESIDE,
    MAX_BODY_EXPOSURE,
    MOST_COVERED,
    WINDOW_WORDS,
)

from .case import WORD, Case, code_of, content_lines, content_words, outline
from .code import piece_of
from .piece import WRAPPED, read, squeezed
from .records import SKELETON
from .refactored import likeness, nameless
from .refactored.contained import Contained, own_lines

LIFECYCLE = re.compile(
    r"(?:public|protected|private|override|async)*(?:constructor|init|toScenario)\("
)
# The dataset whose outputs are all that is learned; a refactoring is told by its input, too.
WRITTEN = "style_core"
SHORTEST_NAME = 4
# What marks an interface.
MARK = re.compile(r"^I(?=[A-Z][a-z])")
NEVER = r"(?!)"
# A body that does nothing but give out what its object holds, and the mark of a field.
GIVES_OUT = re.compile(
    r"\{return(?:structuredClone\(|\[\.\.\.|\{\.\.\.)?\(?this\.[\w.?!]+"
    r"(?:(?:\|\||\?\?)[^;]*)?[)\]}]*;\}$"
)
STATE = "state:"


def of_code(cases: Iterable[Case]) -> set[int]:
    """Positions of samples whose code is mostly known: under 40% of the text of its method bodies
    (with signature; without comments, blanks and version literals) is in bodies that fewer than
    `MAX_BODY_EXPOSURE` earlier samples show, or the whole output reads like an earlier one, names
    included (`likeness`), or, in style_core, under 25% is new beside the earlier
    sample that is most like it, or it has the same lines as an earlier one, names aside
    (`nameless.lines`): they come from the request, or most of its lines stand in one of the same
    source (`contained`). Without a method body each declaration is one.
    """
    cases = list(cases)
    shown: Counter[str] = Counter()
    forms: set[nameless.Form] = set()
    siblings, contained = Siblings(), Contained()
    found = set(likeness.repeated([case.output for case in cases]))
    for position, case in enumerate(cases):
        sizes = {body: len(body) for body in bodies(case)}
        written = compared(case, sizes) if case.dataset == WRITTEN else []
        fresh = sum(size for body, size in sizes.items() if shown[body] < MAX_BODY_EXPOSURE)
        form, lines = form_of(case), lines_of(case)
        known = siblings.hold(written) or form & forms or contained.hold(lines)
        if fresh < LEAST_NEW * sum(sizes.values()) or known:
            found.add(position)
        forms |= form
        shown.update(sizes.keys())
        siblings.take(written)
        contained.take(lines)
    return found


def form_of(case: Case) -> set[nameless.Form]:
    """What the lines of a sample of style_core say, names aside; of others nothing: the same code
    may be reached from several sides.
    """
    return {nameless.lines(case.output)} if case.dataset == WRITTEN else set()


def lines_of(case: Case) -> list[str]:
    """The lines by which samples of style_core of one source are compared; of others none."""
    return own_lines(case) if case.dataset == WRITTEN else []


def compared(case: Case, found: Iterable[str]) -> list[str]:
    """The bodies that tell a sample from its siblings, and the fields of its classes: without empty
    bodies, which are the same everywhere, without those that only give out what an object holds
    beside others, and without the name of what the class is about. `findUser` of `DefaultUser` and
    `findOrder` of `DefaultOrder` are one body if no more than that name tells them apart.
    """
    about = re.compile(re.escape(subject(case)) or NEVER, re.I)
    filled = [body for body in found if not body.endswith("{}")]
    state = [
        STATE + squeezed(field.text)
        for unit in piece_of(case).file.classes
        for field in (unit.fields if unit.name != WRAPPED else ())
    ]
    kept = [body for body in filled if not GIVES_OUT.search(body)]
    kept = [*state, *(kept if kept or state else filled)]
    return list(dict.fromkeys(about.sub("_", body) for body in kept))


def subject(case: Case) -> str:
    """What the class of a sample is about by its name, `User` for `DefaultUser`; empty where the
    name is too short to be found by more than accident.
    """
    given = read(code_of(case.input)).file.classes if case.input else ()
    units = (*piece_of(case).file.classes, *given)
    name = next((unit.name for unit in units if unit.name != WRAPPED), "")
    stem = name.removeprefix("Default")
    return stem if len(stem) >= SHORTEST_NAME else ""


class Siblings:
    """Which of the samples so far show which bodies."""

    def __init__(self) -> None:
        self._showing: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []

    def hold(self, bodies: Iterable[str]) -> bool:
        """Whether one of them and a sample with these bodies have more text in common than the
        smaller of both may repeat. A life cycle by itself may stand in every larger one.
        """
        overlap: Counter[int] = Counter()
        total = 0
        for body in bodies:
            total += len(body)
            for sibling in self._showing.get(body, ()):
                overlap[sibling] += len(body)
        return any(
            shared > (1 - LEAST_NEW_BESIDE) * min(total, self._sizes[sibling] or total)
            for sibling, shared in overlap.items()
        )

    def take(self, bodies: Iterable[str]) -> None:
        """Counts one more sample with these bodies."""
        held = list(bodies)
        for body in held:
            self._showing[body].append(len(self._sizes))
        alone = all(body.startswith(STATE) or LIFECYCLE.match(body) for body in held)
        self._sizes.append(0 if alone else sum(map(len, held)))


def bodies(case: Case) -> list[str]:
    """The method bodies of a sample of code as they are compared. Without any its declarations are,
    interfaces member by member, or else the whole code: imports around an interface do not make it
    another one, nor does one member more, nor a mark before its name.
    """
    piece = piece_of(case)
    if piece.bodies:
        return [body.replace("this.#", "this.") for body in piece.bodies]
    found: list[str] = []
    for unit in piece.file.units:
        if unit.kind == "interface" and unit.members:
            texts = (squeezed(piece.bare[m.start : m.end]) for m in unit.members)
            found += [f"{MARK.sub('', unit.name)}.{text}" for text in texts]
        elif unit.name != WRAPPED:
            found.append(squeezed(piece.bare[unit.start : unit.end]).removeprefix("export"))
    return found or [squeezed(piece.bare)]


def of_records(cases: Iterable[Case]) -> set[int]:
    """Positions of samples of which under 40% of the distinct content lines, compared by their
    words, are new to their record (`metadata.source`), or under 40% of those lines' words. A
    skeleton is compared with all skeletons before it, by the headings and labels that its request
    does not give: most are the template's.
    """
    seen: dict[str, set[str]] = defaultdict(set)
    found = set()
    for position, case in enumerate(cases):
        bare = case.metadata.view == SKELETON
        lines = _own_outline(case) if bare else content_lines(case.output)
        own = spoken(lines)
        known = seen[SKELETON if bare else case.metadata.source]
        new = own - known
        if len(new) < LEAST_NEW * len(own) or weight(new) < LEAST_NEW * weight(own):
            found.add(position)
        known |= own
    return found


def spoken(lines: Iterable[str]) -> frozenset[str]:
    """The words of each line, which tell it from others."""
    return frozenset(" ".join(WORD.findall(line.lower())) for line in lines)


def weight(lines: Iterable[str]) -> int:
    """How many words lines have: a long one that two samples share is more than a short one."""
    return sum(len(line.split()) for line in lines)


def _own_outline(case: Case) -> list[str]:
    given = content_words(case.request)
    return [line for line in outline(case.output) if not content_words(line) <= given]


def of_authored(cases: Iterable[Case]) -> set[int]:
    """Positions of samples 80% of whose words lie in 8-word windows of earlier outputs; outputs of
    fewer words than a window where an earlier one is the same.
    """
    seen: set[int] = set()
    found = set()
    for position, case in enumerate(cases):
        words = WORD.findall(case.output.lower())
        windows = _windows(words)
        covered: set[int] = set()
        for start, window in enumerate(windows):
            if window in seen:
                covered.update(range(start, start + WINDOW_WORDS))
        if min(len(covered), len(words)) >= MOST_COVERED * len(words):
            found.add(position)
        seen.update(windows)
    return found


def _windows(words: Sequence[str]) -> list[int]:
    last = max(1, len(words) - WINDOW_WORDS + 1)
    return [hash(tuple(words[start : start + WINDOW_WORDS])) for start in range(last)]
