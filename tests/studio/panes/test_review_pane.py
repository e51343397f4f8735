"""Reviewing key by key: what is shown, what is kept, and that it all comes back."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from studio.curation import regenerate, results, review
from studio.panes.review import ReviewPane, SessionList
from studio.panes.reviewing.key_row import KeyLabel
from studio.panes.reviewing.reading import Reading
from studio.panes.reviewing.replaced import Replaced
from studio.search import filters
from studio.store import listing, verdicts
from studio.store.sessions import Session
from studio.widgets.dialogs import Ask, Choose, Confirm, Write
from studio.widgets.help import Help
from studio.widgets.samples.sample_detail import SampleDetail

from .screen import HeldApp, finished, open_studio, reopened, type_text
from .scripted import text_of
from .waiting import settle


@pytest.fixture(autouse=True)
def no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(review.VARIABLE, "Mira")


async def start(pilot: Pilot[None], size: str = "20") -> Reading:
    """A session over everything, by keys alone."""
    await pilot.press("3")
    await settle(pilot)
    await pilot.press("n")
    assert isinstance(pilot.app.screen, Choose)
    await pilot.press("1")
    assert isinstance(pilot.app.screen, Ask)
    await pilot.press("backspace", "backspace", *size, "enter")
    await settle(pilot)
    return pilot.app.query_one(Reading)


def session_of(reading: Reading) -> Session:
    assert reading.session is not None
    return reading.session


async def test_a_session_by_the_keyboard_alone(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        samples = session_of(reading).samples
        assert len(samples) == 20 and reading.drawn == samples[0]
        await pilot.press("a", "f", "2", "s", "F", "5")
        assert isinstance(app.screen, Ask)
        await type_text(pilot, "says nothing")
        await pilot.press("enter")
        await settle(pilot)
        assert reading.drawn == samples[4] and session_of(reading).cursor == 4
        assert "bad 2 of 3" in text_of(app)
    with reopened(root) as staging:
        log = staging.db.execute(
            "select sample_id, verdict, reason, note, reviewer from reviews order by id"
        ).fetchall()
        assert [tuple(row) for row in log] == [
            (samples[0], "accept", "", "", "Mira"),
            (samples[1], "flag", "broken_code", "", "Mira"),
            (samples[2], "skip", "", "", "Mira"),
            (samples[3], "flag", "low_value", "says nothing", "Mira"),
        ]
        states = dict(
            staging.db.execute("select id, state from samples where state != 'staged'").fetchall()
        )
        assert states == {samples[0]: "accepted", samples[1]: "flagged", samples[3]: "flagged"}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_help_of_a_reader_names_only_keys_that_work_there(
    root: Path, size: tuple[int, int]
) -> None:
    app = open_studio(root)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("enter", "question_mark")
        assert isinstance(app.screen, Help)
        assert "`z` gives" in app.screen.text and "z" in [key for key, *_ in app.screen.keys]
        await pilot.press("escape")
        await start(pilot)
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help) and app.screen.text.startswith("# Reading")
        assert "`z`" not in app.screen.text and "z" not in [key for key, *_ in app.screen.keys]


async def test_undo_goes_back_step_by_step_and_arrows_say_nothing(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        reading = await start(pilot)
        samples = session_of(reading).samples
        await pilot.press("a", "f", "1", "right", "right", "u")
        await settle(pilot)
        assert reading.drawn == samples[1]
        await pilot.press("u", "u", "u")
        await settle(pilot)
        assert reading.drawn == samples[0]
        await pilot.press("number_sign", "1", "7", "enter")
        await settle(pilot)
        assert reading.drawn == samples[16]
        await pilot.press("left")
        await settle(pilot)
        assert reading.drawn == samples[15]
        await pilot.press("number_sign", "9", "9", "enter")
        await settle(pilot)
        assert reading.drawn == samples[15]
    with reopened(root) as staging:
        assert not list(staging.db.execute("select id from samples where state != 'staged'"))
        assert (
            staging.db.execute("select count(*) from reviews where undone = ''").fetchone()[0] == 0
        )


async def test_a_session_is_taken_up_where_it_was(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        samples = session_of(reading).samples
        await pilot.press("a", "a", "a", "q")
        await settle(pilot)
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        reading = app.query_one(Reading)
        assert app.pane == "review" and reading.drawn == samples[3]
        await pilot.press("escape")
        await settle(pilot)
        assert not app.query_one(ReviewPane).has_class("-reading")
        await pilot.press("enter")
        await settle(pilot)
        assert reading.drawn == samples[3]


async def test_the_end_says_what_was_found(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot, "3")
        await pilot.press("a", "f", "4", "a")
        await settle(pilot)
        shown = text_of(app)
        for part in (
            "All 3 samples read",
            "1 × duplicate",
            "R replaces all flagged samples: 1",
        ):
            assert part in shown
        await pilot.press("a", "u")
        await settle(pilot)
        assert reading.drawn == session_of(reading).samples[2]


async def test_clicks_do_what_keys_do(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        labels: dict[str, Widget] = {label.act: label for label in app.query(KeyLabel)}
        labels |= {key.key: key for key in app.query_one(Footer).query(FooterKey)}
        await pilot.click(labels["a"])
        await settle(pilot)
        assert session_of(reading).cursor == 1
        await pilot.click(labels["u"])
        await settle(pilot)
        assert session_of(reading).cursor == 0
        await pilot.click(labels["f"])
        await pilot.pause()
        assert isinstance(app.screen, Choose)
        await pilot.press("escape")
        await pilot.click(labels["beside('results')"])
        await settle(pilot)
        assert reading.shown == "results"


async def test_the_end_says_how_many_were_read(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        reading = await start(pilot)
        count = len(session_of(reading).samples)
        await pilot.press("J", *str(count), "enter", "a")
        await settle(pilot)
        assert f"1 of {count} samples read" in text_of(app)


async def test_a_verdict_undone_at_the_end_is_read_again(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot, "4")
        samples = session_of(reading).samples

        async def listed() -> str:
            await pilot.press("escape")
            await settle(pilot)
            line = app.query_one(SessionList).get_option_at_index(0).prompt
            await pilot.press("enter")
            await settle(pilot)
            return str(line)

        await pilot.press("a", "a", "f", "4", "a")
        await settle(pilot)
        line = await listed()
        assert line.startswith("✓") and " 4/4 " in line and reading.drawn == ""
        # Two verdicts are undone, and the reader goes to the end without reading these samples.
        await pilot.press("u", "u", "right", "right")
        await settle(pilot)
        assert "2 of 4 samples read" in text_of(app) and "2 left" in text_of(app)
        line = await listed()
        assert line.startswith("▸") and " 2/4 " in line and reading.drawn == samples[2]
        await pilot.press("right", "right")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        assert reading.drawn == samples[2]
        await pilot.press("a", "a")
        await settle(pilot)
        assert "All 4 samples read" in text_of(app)
        line = await listed()
        assert line.startswith("✓") and " 4/4 " in line and reading.drawn == ""


async def test_neighbour_source_and_markdown_stand_beside_and_go_away(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        twin, sample = session_of(reading).samples[1], session_of(reading).samples[0]
        staging = app.staging
        assert staging
        # What shares all but a word is the nearest.
        text = staging.db.execute("select output from texts where id = ?", [sample]).fetchone()[0]
        staging.db.execute("update texts set output = ? where id = ?", [text + " zwölf", twin])
        staging.db.conn.commit()
        other = app.query_one("#reading-other", SampleDetail)
        await pilot.press("equals_sign")
        await settle(pilot)
        assert other.record and other.record.id == twin
        await pilot.press("o")
        await settle(pilot)
        assert other.record is None and "cannot be read" in other.text.plain
        await pilot.press("escape", "m")
        await settle(pilot)
        assert reading.has_class("-rendered") and not reading.shown
        await pilot.press("a")
        await settle(pilot)
        assert not reading.has_class("-rendered") and reading.drawn == twin


async def test_regenerate_compare_accept_and_restore(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        samples = session_of(reading).samples
        await pilot.press("f", "5", "f", "5", "R")
        await settle(pilot)
        if isinstance(app.screen, Choose):
            await pilot.press("1")
        await finished(pilot)
        assert isinstance(app.screen, Confirm) and "Replace" in app.screen.question
        assert app.staging and not list(app.staging.db.execute("select 1 from lineage"))
        await pilot.press("y")
        await finished(pilot)
        assert isinstance(app.screen, Replaced)
        pairs = app.screen.pairs
        assert {pair.old for pair in pairs} >= set(samples[:2]) and not any(
            pair.decided for pair in pairs
        )
        # What a verdict is on stands before what it was made from, and both sides page together.
        sides = list(app.screen.query(SampleDetail))
        for side in sides:
            assert side.text.plain.index("▎Output") < side.text.plain.index("▎Input")
        await pilot.resize_terminal(120, 15)
        await pilot.press("space")
        assert all(side.scroll_offset.y > 0 for side in sides)
        await pilot.press("b", "a", "r")
        await settle(pilot)
        # What is said covers no text and moves none: it stands above the keys.
        assert "That was the last pair" in text_of(app).splitlines()[-2]
        await pilot.press("escape")
        await settle(pilot)
    with reopened(root) as staging:
        states = dict(staging.db.execute("select id, state from samples").fetchall())
        assert (states[pairs[0].old], states[pairs[0].new]) == ("replaced", "accepted")
        assert (states[pairs[1].old], states[pairs[1].new]) == ("staged", "rejected")


async def test_a_restore_is_undone_and_keys_typed_ahead_act_on_no_pair(root: Path) -> None:
    with reopened(root) as staging:
        chosen = listing.ids(staging.db, filters.parse("dataset:guardrails split:train"))[:2]
        review.flag(staging, chosen, "unsafe")
        change, *_ = regenerate.regenerate(staging).changes
        before = verdicts.states(staging.db)
    app = open_studio(root)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("3")
        await settle(pilot)
        app.query_one(ReviewPane).compare()
        for key in "ar":
            app.post_message(events.Key(key, key))
        await settle(pilot)
        assert isinstance(app.screen, Replaced) and app.staging
        assert verdicts.states(app.staging.db) == before
        await pilot.press("r")
        await settle(pilot)
        assert app.screen.at == 1 and verdicts.states(app.staging.db)["rejected"] == 1
        await pilot.press("left")
        await settle(pilot)
        assert "old one restored" in text_of(app)
        await pilot.press("right", "u")
        await settle(pilot)
        assert app.screen.at == 0, "to the pair that the undone act was on"
        assert "old one restored" not in text_of(app) and "no longer restored" in text_of(app)
        assert verdicts.states(app.staging.db) == before
        await pilot.press("r")
        await settle(pilot)
        await pilot.press("escape", "u")
        await settle(pilot)
        assert verdicts.states(app.staging.db) == before
        assert change.new in listing.ids(app.staging.db, filters.parse("dataset:guardrails"))


async def test_no_leaves_everything_and_nothing_flagged_is_said(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await start(pilot)
        await pilot.press("R")
        await settle(pilot)
        assert app.running is None and "Nothing is flagged" in text_of(app)
        await pilot.press("f", "1", "R")
        await finished(pilot)
        await pilot.press("n")
        await settle(pilot)
    with reopened(root) as staging:
        assert (
            staging.db.execute("select count(*) from samples where state = 'flagged'").fetchone()[0]
            == 1
        )
        assert not list(staging.db.execute("select 1 from lineage"))


async def test_editing_in_the_dialog(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        old = reading.drawn
        await pilot.press("e")
        assert isinstance(app.screen, Write)
        await pilot.press("h", "e", "y", "space", "ctrl+s")
        await settle(pilot)
        new = reading.drawn
        assert new != old and session_of(reading).samples[0] == new
        assert reading.sample.record and reading.sample.record.instruction.startswith("hey ")
    with reopened(root) as staging:
        assert staging.db.execute(
            "select state, edited from samples where id = ?", [new]
        ).fetchone() == ("accepted", 1)
        assert (
            staging.db.execute("select state from samples where id = ?", [old]).fetchone()[0]
            == "replaced"
        )


async def test_an_edit_is_the_verdict_of_its_place(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        reading = await start(pilot, "3")
        await pilot.press("a", "e")
        assert isinstance(app.screen, Write)
        await pilot.press("h", "e", "y", "space", "ctrl+s")
        await settle(pilot)
        assert reading.drawn == session_of(reading).samples[1]
        await pilot.press("right", "a")
        await settle(pilot)
        assert "All 3 samples read" in text_of(app) and "3 accepted" in text_of(app)
        assert "bad 0 of 3" in text_of(app)


async def test_an_edit_that_breaks_a_rule_is_offered_again(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        old = reading.drawn
        await pilot.press("e", "shift+end", "delete", "ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, Write) and reading.drawn == old
        assert "not saved" in text_of(app)
        await pilot.press("up", "home", "shift+end", "delete", "ctrl+s")
        await settle(pilot)
        assert "keep the three lines" in text_of(app)
        await pilot.press("escape")
        assert isinstance(app.screen, Write)
        await pilot.press("escape")
        assert not isinstance(app.screen, Write)
    with reopened(root) as staging:
        assert not list(staging.db.execute("select 1 from lineage"))


async def test_editing_in_the_persons_editor(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "head = '=== instruction ===\\n'\n"
        "path.write_text(path.read_text().replace(head, head + 'Edited: ', 1))\n",
        "utf-8",
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    # There is no terminal to hand over; all else is as in one.
    monkeypatch.setattr(HeldApp, "suspend", lambda self: nullcontext())
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        reading = await start(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert reading.sample.record and reading.sample.record.instruction.startswith("Edited: ")


async def test_handing_over_and_taking_back(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await start(pilot)
        await pilot.press("a", "f", "1", "escape", "h", "enter")
        await settle(pilot)
    file = root / "review.jsonl"
    lines = file.read_text("utf-8")
    assert lines.count("\n") == 2
    file.write_text(lines.replace('"reviewer": "Mira"', '"reviewer": "Oda"'), "utf-8")
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("3")
        await settle(pilot)
        pane = app.query_one(ReviewPane)
        next(
            command for command in pane.commands() if command.title.startswith("Import verdicts")
        ).run()
        await pilot.pause()
        await type_text(pilot, str(file))
        await pilot.press("enter")
        await settle(pilot)
    with reopened(root) as staging:
        (both,) = results.agreement(staging.db)
        assert (both.first, both.second, both.samples, both.same) == ("Mira", "Oda", 2, 2)
