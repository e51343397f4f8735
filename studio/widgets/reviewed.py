"""A review in words: its head, its results, its end, a source beside its sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content

from studio.curation.origins import Line
from studio.curation.results import Result, Source
from studio.store.sessions import Session
from studio.store.verdicts import BY_HAND, REASONS, Act

from .bars import bar
from .safe import one_line

MARKS = {"=": "▌", "+": "+", "-": "-", "@": "…"}
STYLES = {"=": "$text-success", "+": "$text-success", "-": "$text-error", "@": "$text-muted"}
WORDS = {
    "accept": ("accepted", "$text-success"),
    "flag": ("flagged", "$text-warning"),
    "skip": ("skipped", ""),
}


Verdict = Mapping[str, Any]


def head(
    session: Session,
    overall: Result | None,
    seconds: float,
    word: Verdict | None,
    width: int,
    why: str = "",
) -> Content:
    """Where the reader is, the verdict on the present sample, and the defect rate so far or, where
    the most suspicious come first, what the sample is suspected for.
    """
    count = len(session.samples)
    at = min(session.cursor + 1, count)
    parts: list[Any] = [
        (f"{at}/{count} ", "bold"),
        bar(session.cursor / count if count else 0.0, max(6, min(20, width // 8))),
    ]
    if word:
        shown, style = WORDS[word["verdict"]]
        reason = f": {word['reason'].replace('_', ' ')}" if word["reason"] else ""
        parts += ["  ", (f"{shown}{reason}", f"bold {style}".strip())]
    if session.chosen:
        counted = f"bad {overall.flagged} of {overall.read} (no estimate)" if overall else ""
        parts += ["  ", (counted, "$text-muted"), f"  {one_line(why)}" if why else ""]
    else:
        none = Content.styled("no verdicts yet", "$text-muted")
        parts += ["  ", rate(overall) if overall else none]
    if seconds:
        parts += [(f"  {seconds:.0f} s per sample", "$text-muted")]
    return Content.assemble(*parts)


def taken_back(act: Act | None, following: Act | None) -> str:
    """What was undone, and what undoing once more would take back."""
    if act is None:
        return "There is nothing to undo"
    what = act.samples[0]
    if act.back:
        said = f"the edit; {act.back} stands in its place again"
    elif act.note == BY_HAND:
        said = f"{what} is no longer accepted for having been edited"
    elif act.verdict == "restore":
        said = f"{what} is no longer restored; its replacement stands in its place"
    else:
        said = _done(act)
    then = f"; u again: {_done(following)}" if following else "; nothing else to undo"
    return f"Undone: {said}{then}"


def _done(act: Act) -> str:
    """An act in words."""
    what = act.samples[0] if len(act.samples) == 1 else f"{len(act.samples):,} samples"
    if act.note == BY_HAND:
        return f"the edit {what}"
    done = {"accept": "accepted", "flag": "flagged", "skip": "skipped", "unflag": "unflagged"}
    reason = f" as {REASONS.get(act.reason, act.reason)}" if act.reason else ""
    return f"{what} {done.get(act.verdict, 'restored')}{reason}"


def replacing(before: Mapping[str, int], count: int) -> str:
    """What a verdict on `count` samples takes the place of, by the states they had, as the end of a
    message; empty where none had a verdict.
    """
    said = [
        f"it was {state}" if count == 1 else f"{before[state]:,} of them were {state}"
        for state in ("flagged", "accepted")
        if before.get(state)
    ]
    return f"; {', '.join(said)}; u undoes" if said else ""


def rate(result: Result) -> Content:
    """`bad 2 of 11, 18% (5–48%)`; what the shares of strata make of it is said to be weighted."""
    style = "$text-warning" if result.flagged else "$text-success"
    said = f"{result.rate:.0%} ({result.low:.0%}–{result.high:.0%})"
    if result.read and f"{result.flagged / result.read:.0%}" != f"{result.rate:.0%}":
        said = f"weighted {said}"
    return Content.assemble(f"bad {result.flagged} of {result.read}, ", (said, style))


def results(found: Sequence[Result]) -> Content:
    """The defect rate overall (weighted by dataset) and per dataset, with its 95% Wilson
    interval.
    """
    if not found:
        return Content.styled("No verdicts yet.", "$text-muted")
    lines = [Content.styled(f"{'dataset':<22}{'bad':>4}{'read':>5}{'rate':>5}  95%", "$text-muted")]
    for each in sorted(found, key=lambda each: bool(each.dataset)):
        lines.append(
            Content.assemble(
                (
                    f"{one_line(each.dataset, 22) or 'all, weighted':<22}",
                    "" if each.dataset else "bold",
                ),
                f"{each.flagged:>4}{each.read:>5}",
                (f"{each.rate:>5.0%}", "$text-warning" if each.flagged else "$text-success"),
                f"  {each.low * 100:.0f}–{each.high:.0%}",
            )
        )
    return Content("\n").join(lines)


ORDERED = "Read in the order of suspicion: these rates say nothing about the rest."


def sources(found: Sequence[Source]) -> Content:
    """Which kinds of samples were flagged how often and why: what to fix first."""
    if not found:
        return Content("")
    head = f"{'dataset and view':<38}{'bad':>4}{'read':>5}{'rate':>5}  reasons"
    lines = [Content.styled(head, "$text-muted")]
    for each in found:
        reasons = ", ".join(f"{REASONS.get(r, r)} {count}" for r, count in each.reasons.items())
        lines.append(
            Content.assemble(
                f"{one_line(f'{each.dataset} / {each.view}', 37):<38}",
                f"{each.flagged:>4}{each.read:>5}",
                (f"{each.rate:>5.0%}", "$text-warning"),
                f"  {one_line(reasons, 120)}",
            )
        )
    return Content("\n").join(lines)


def ending(
    session: Session, verdicts: Mapping[str, Verdict], found: Sequence[Result], flagged: int
) -> Content:
    """The end of a session: how many verdicts of each kind, and what can follow."""
    words = Counter(each["verdict"] for each in verdicts.values())
    reasons = Counter(
        each["reason"].replace("_", " ") for each in verdicts.values() if each["reason"]
    )
    said = (
        ", ".join(f"{words[word]} {shown}" for word, (shown, _) in WORDS.items() if words[word])
        or "no verdicts"
    )
    total, read = len(session.samples), len(verdicts)
    title = f"All {total} samples read" if read >= total else f"{read} of {total} samples read"
    parts = [
        Content.styled(title, "bold $text-success" if read >= total else "bold $text-warning"),
        Content(said),
        *(Content(f"  {count} × {reason}") for reason, count in reasons.most_common()),
        Content(""),
        results(found),
        Content(""),
        Content.styled("← goes back, # to a number, u undoes, escape leaves.", "$text-muted"),
    ]
    if read < total:
        left = f"a goes to the first that is not read: {total - read:,} left."
        parts.append(Content.styled(left, "$text-accent"))
    if flagged:
        parts.append(
            Content.styled(f"R replaces all flagged samples: {flagged:,}.", "$text-accent")
        )
    return Content("\n").join(parts)


def compared(title: str, lines: Sequence[Line]) -> Content:
    """A source or a diff, each line with its mark."""
    parts = [Content.styled(one_line(title, 200), "bold")]
    for line in lines:
        mark = MARKS.get(line.mark, " ")
        parts.append(
            Content.styled(f"{mark} {one_line(line.text, 500)}", STYLES.get(line.mark, ""))
        )
    return Content("\n").join(parts)
