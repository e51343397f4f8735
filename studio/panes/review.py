"""Review: a person reads a representative sample of the dataset, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from generators.errors import UserError
from studio.curation import results, review
from studio.curation.review import SIZE
from studio.figures import datasets
from studio.search import filters
from studio.store import lineage, sessions, verdicts
from studio.store.sessions import Session
from studio.store.staging import Staging
from studio.store.terms import EXPORTED, STATES
from studio.store.verdicts import REASONS
from studio.widgets import reviewed
from studio.widgets.dialogs import Ask, Choose
from studio.widgets.doors import Door, DoorList, OpeningList
from studio.widgets.safe import one_line
from studio.widgets.text.pager import Scroller

from .base import Command
from .reviewing.beside import LOW
from .reviewing.handing import HandingOver
from .reviewing.reading import Reading
from .reviewing.regenerating import Regenerating, regenerate_line

MEANING = {
    "staged": "generated, not reviewed",
    "accepted": "reviewed and accepted",
    "flagged": "marked as bad; still exported until replaced",
    "replaced": "superseded by another sample",
    "rejected": "removed from the dataset for good",
}
MEANING_IMPORTED = {
    "staged": "not reviewed",
    "flagged": "marked as bad; left out of the export",
}
OWN = "?"
AGAIN = "again"
SUSPICIOUS = "!"
START = "Press n to start a review of a stratified sample of the datasets."


class SessionList(OpeningList):
    """The sessions, newest first; Enter resumes one."""

    HELP = """# Reviews

`enter` or a second click resumes a review, `n` starts a new one. Leaving a review loses nothing.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="sessions.down"),
        Binding("k", "cursor_up", "Up", show=False, id="sessions.up"),
        Binding("enter", "select", "Resume", id="sessions.open", tooltip="Resume this review"),
    ]


class ReviewPane(Regenerating, HandingOver):
    """Sessions, verdicts so far, and the session being read."""

    NAME = "review"
    FOCUS = "#sessions"
    HELP = """# Review

`n` starts a review: about 80 samples, drawn from every dataset and category by its share, to read
one by one with a key for each verdict. `enter` resumes a review. `R` replaces flagged samples with
the next best candidates, `c` shows old and new side by side. The list at the bottom counts samples
by state; `enter` on a line opens them in Browse.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New review", id="review.new", tooltip="Draw samples and read them"),
        Binding(
            "R",
            "regenerate",
            "Regenerate",
            id="review.regenerate",
            tooltip="Replace flagged samples",
        ),
        Binding(
            "c", "compare", "Compare", id="review.compare", tooltip="Compare old and new samples"
        ),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sessions: list[Session] = []
        self.judged = False
        """Whether other panes do not show the latest verdicts yet."""

    def compose(self) -> ComposeResult:
        with Vertical(id="review-home"):
            yield Static(id="review-hint", markup=False)
            yield SessionList(id="sessions", classes="panel")
            with Scroller(id="results-area", classes="panel"):
                yield Static(id="review-results", markup=False)
            yield DoorList(id="states", classes="panel")
        yield Reading(id="reading")

    def on_mount(self) -> None:
        self.query_one("#sessions").border_title = "Reviews"
        self.query_one("#results-area").border_title = "Results of all reviews"
        self.query_one("#states").border_title = "Samples by state"
        self.store_changed()
        open_session = self.studio.recall("review").get("session")
        for session in self.sessions:
            if session.id == open_session:
                self.read(session)

    def resized(self) -> None:
        self.set_class(self.app.size.height < LOW, "-low")

    def state(self) -> dict[str, Any]:
        session = self.reading.session
        return {"session": session.id if session and self.has_class("-reading") else ""}

    @property
    def reading(self) -> Reading:
        return self.query_one(Reading)

    def enter(self) -> None:
        if self.has_class("-reading"):
            self.screen.set_focus(self.reading.main)
        else:
            super().enter()

    def leave(self) -> None:
        self._publish()

    def store_changed(self) -> None:
        if self.has_class("-reading"):
            self.reading.read_again()
        self._show_home()

    # Home

    def _show_home(self) -> None:
        staging = self.studio.staging
        counts = verdicts.states(staging.db) if staging else {}
        self.sessions = sessions.newest(staging.db) if staging else []
        lines = self.query_one("#sessions", SessionList)
        at = lines.highlighted
        lines.clear_options()
        empty = START if counts else self.studio.nothing_staged
        lines.add_options(
            [Option(_session_line(each, self._left_of(each))) for each in self.sessions]
            or [Option(empty, disabled=True)]
        )
        if self.sessions:
            lines.highlighted = min(at or 0, len(self.sessions) - 1)
        found = results.results(staging.db) if staging else []
        self.query_one("#review-results", Static).update(reviewed.results(found))
        self.query_one("#results-area").display = bool(found)
        imported = bool(datasets.imported_names(staging))
        undecided = sum(not pair.decided for pair in lineage.pairs(staging.db)) if staging else 0
        self.query_one("#review-hint", Static).update(
            regenerate_line(counts.get("flagged", 0), undecided, imported)
        )
        doors = []
        for state in STATES if counts else ():
            meaning = (MEANING_IMPORTED if imported else {}).get(state, MEANING[state])
            line = Content.assemble(
                f"{counts.get(state, 0):>8,}  {state:<10}", (meaning, "$text-muted")
            )
            doors.append(Door(line, f"state:{state}"))
        for dataset, reason, count in verdicts.flagged_by_reason(staging.db) if staging else []:
            shown = REASONS.get(reason, reason)
            line = Content(f"{count:>8,}  flagged   {one_line(dataset)}: {one_line(shown)}")
            doors.append(Door(line, f"state:flagged dataset:{dataset} reason:{reason}"))
        for each in results.by_source(staging.db) if staging else []:
            reasons = ", ".join(f"{REASONS.get(r, r)} {n}" for r, n in each.reasons.items())
            line = Content.assemble(
                (f"{each.rate:>8.0%}", "$text-warning"),
                f"  bad       {each.flagged} of {each.read} read: ",
                f"{one_line(each.dataset)} / {one_line(each.view)}: ",
                (one_line(reasons), "$text-muted"),
            )
            doors.append(Door(line, f"dataset:{each.dataset} view:{each.view} seen:1"))
        self.query_one(DoorList).show(doors or [Door(Content(self.studio.nothing_staged))])

    @on(DoorList.Opened)
    async def _opened(self, event: DoorList.Opened) -> None:
        await self.studio.browse(event.filter)

    # Sessions

    def action_new(self) -> None:
        staging = self.studio.staging
        if staging is None:
            self.studio.warn(self.studio.nothing_staged)
            return
        counts = verdicts.states(staging.db)
        choices = [
            (
                "",
                f"All exported samples: {sum(counts.get(state, 0) for state in EXPORTED):,}",
            )
        ]
        if replaced := len(review.matching(staging.db, "lineage:*")):
            choices.append(("lineage:*", f"Regenerated or edited samples: {replaced:,}"))
        kept = str(self.studio.recall("browse").get("filter", ""))
        # Likeness is an order, of which no fair sample can be drawn.
        if kept and not filters.parse(kept).like:
            choices.append((kept, f"The filter in Browse: {kept}"))
        *rows, held = datasets.rows(staging, self.studio.settings)
        names = datasets.imported_names(staging) or [row.name for row in rows if row.staged]
        choices += [(f"dataset:{name} split:train", name) for name in names]
        choices += [("split:eval", "Evaluation samples")] * bool(held.staged)
        choices.append((OWN, "Another filter"))
        choices.insert(1, (SUSPICIOUS, "The most suspicious first (not counted in the rates)"))
        self.app.push_screen(Choose("Review which samples?", choices), self._chosen_part)

    def _chosen_part(self, filter: str | None) -> None:
        if filter == SUSPICIOUS:
            detail = (
                "Those most likely bad, the worst first, without what was read before; every ten "
                "verdicts order the rest again. Finds bad samples; the rates leave it out."
            )
            ask = Ask("How many of the most suspicious?", str(SIZE), detail)
            self.app.push_screen(ask, self._ask_suspicion)
        elif filter == OWN:
            self.app.push_screen(
                Ask("Review samples matching which filter?"), lambda text: self._ask_size(text)
            )
        else:
            self._ask_size(filter)

    def _ask_suspicion(self, size: str | None) -> None:
        if size is None:
            return
        if not size.isdecimal() or not int(size):
            self.studio.warn(f"{size} is not a number of samples")
            return
        count, touched = int(size), self.studio.touched
        self.studio.suspect(
            lambda: self._open_new(
                lambda staging: review.start(staging, count, chosen=review.SUSPICION),
                touched == self.studio.touched,
            )
        )

    def _open_new(self, start: Callable[[Staging], Session], at_once: bool = True) -> None:
        """Draws a session and opens it or, where somebody does something else by now, lists it."""
        staging = self.studio.staging
        if staging is None:
            return
        try:
            session = start(staging)
        except UserError as error:
            self.studio.warn(str(error))
            return
        if at_once:
            self.read(session)
        else:
            self._show_home()
            self.studio.say("The review is ready: enter on the first one in Review (3) opens it")

    def _ask_size(self, filter: str | None) -> None:
        if filter is None:
            return
        staging = self.studio.staging
        problems = filters.parse(filter).problems
        if staging is None or problems:
            self.studio.warn(problems[0] if problems else self.studio.nothing_staged)
            return
        detail = (
            f"From {filter or 'all samples'}. A stratified draw: every dataset and the evaluation "
            "give their share, at least one each, and so do the categories within them. Rates over "
            "all are weighted by these shares. What was read before is left out; write "
            f"`{SIZE} {AGAIN}` to allow it."
        )
        self.app.push_screen(
            Ask("How many samples?", str(SIZE), detail), lambda size: self._start(filter, size)
        )

    def _start(self, filter: str, size: str | None) -> None:
        staging = self.studio.staging
        if size is None or staging is None:
            return
        size, _, again = size.partition(" ")
        if not size.isdecimal() or not int(size) or again not in ("", AGAIN):
            self.studio.warn(f"{size} {again} is not a number, or a number and `{AGAIN}`")
            return
        # Another seed each time, so that a second review draws other samples.
        seed = self.studio.settings.seed + len(sessions.newest(staging.db))
        count = int(size)
        self._open_new(lambda opened: review.start(opened, count, filter, seed, again=bool(again)))

    @on(OptionList.OptionSelected, "#sessions")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self.sessions):
            self.read(self.sessions[event.option_index])

    def read(self, session: Session) -> None:
        """Resumes a session."""
        staging = self.studio.staging
        self.add_class("-reading")
        self.reading.open(review.resume(staging, session) if staging else session)

    def _left_of(self, session: Session) -> int:
        staging = self.studio.staging
        return len(review.unread(staging.db, session)) if staging else 0

    @on(Reading.Left)
    def _left(self) -> None:
        self.remove_class("-reading")
        self.query_one("#sessions").focus()
        self._publish()
        self._show_home()

    @on(Reading.Regenerate)
    def _regenerate(self) -> None:
        self.action_regenerate()

    @on(Reading.Judged)
    def _judged(self) -> None:
        self.judged = True

    def _publish(self) -> None:
        """Has the other panes show the latest verdicts."""
        if self.judged:
            self.judged = False
            self.studio.store_changed()

    def off(self, action: str) -> str | None:
        if self.has_class("-reading") and action in ("new", "compare"):
            return "A review is open; escape leaves it first"
        return None

    def commands(self) -> Iterator[Command]:
        if self.has_class("-reading"):
            yield from self.reading.commands()
        yield Command("Start a review", "Draws a stratified sample", self.action_new)
        for session in self.sessions[:3]:
            if self._left_of(session):
                title = f"Resume the review of {session.started[:16].replace('T', ' ')}"
                yield Command(title, session.filter or "All samples", partial(self.read, session))
        yield Command("Regenerate flagged samples", "Shows a preview first", self.action_regenerate)
        yield Command("Compare replaced samples with their replacements", "", self.action_compare)
        yield from self.handing_commands(self.reading.session)


def _session_line(session: Session, left: int) -> Content:
    mark = ("▸ ", "$text-accent") if left else ("✓ ", "$text-success")
    at = f"{len(session.samples) - left:>4}/{len(session.samples):<5}"
    who = f"{one_line(session.reviewer, 16):<17}"
    return Content.assemble(
        mark,
        session.started[:16].replace("T", " "),
        at,
        " ",
        who,
        (one_line(session.filter) or ("most suspicious" if session.chosen else "all samples"), ""),
    )
