"""What a person does in the studio, key by key: what the parts say to each other, and what is left
in the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, TextArea

from generators.pipeline.selection import Selection
from studio.commands import SampleCommands, StudioCommands
from studio.curation import review
from studio.jobs.checkpoint import FOLDER
from studio.panes import browse
from studio.panes.browse import TYPING_SECONDS, BrowsePane
from studio.panes.generate import GeneratePane
from studio.panes.insights import InsightsPane
from studio.panes.validate import ValidatePane
from studio.validation import history
from studio.widgets.dialogs import Ask, Choose, Confirm, Write
from studio.widgets.doors import DoorList
from studio.widgets.filter_input import LONGEST, FilterInput
from studio.widgets.help import Help
from studio.widgets.samples.sample_detail import SampleDetail
from studio.widgets.samples.sample_list import SampleList
from studio.workspace import Workspace

from .screen import finished, open_studio, reopened, type_text
from .scripted import Played, PlayedApp, batch, play, text_of
from .waiting import settle


def played(root: Path) -> PlayedApp:
    Played.made.clear()
    app = PlayedApp(Workspace.find(root), Workspace.find(root).settings())
    app.animation_level = "none"
    return app


class Heard:
    """The messages of some classes in the order in which they were handled first."""

    def __init__(self, *kinds: type[Message]) -> None:
        self.kinds, self.seen = kinds, list[Message]()

    def __call__(self, message: Message) -> None:
        if isinstance(message, self.kinds) and not any(message is each for each in self.seen):
            self.seen.append(message)

    @property
    def names(self) -> list[str]:
        return [type(message).__qualname__ for message in self.seen]


async def test_flag_and_undo(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        samples = app.query_one(SampleList)
        first = samples.ids[0]
        await pilot.press("f")
        assert isinstance(app.screen, Choose)
        await pilot.press("2")
        await settle(pilot)
        assert samples.row(0)["state"] == "flagged"
        await pilot.press("U")
        await settle(pilot)
        assert samples.row(0)["state"] == "staged"
    with reopened(root) as staging:
        log = staging.db.execute(
            "select sample_id, verdict, reason from reviews order by id"
        ).fetchall()
        assert [tuple(row) for row in log] == [
            (first, "flag", "broken_code"),
            (first, "unflag", ""),
        ]


async def test_undo_takes_back_flags_on_many_and_says_so(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await app.browse("dataset:guardrails")
        await settle(pilot)
        samples = app.query_one(SampleList)
        count = len(samples.ids)
        await pilot.press("F", "5", "y")
        await settle(pilot)
        assert samples.row(0)["state"] == samples.row(count - 1)["state"] == "flagged"
        await pilot.press("u")
        await settle(pilot)
        assert samples.row(0)["state"] == samples.row(count - 1)["state"] == "staged"
        assert f"Undone: {count} samples flagged as low value" in text_of(app)
        await pilot.press("u")
        await settle(pilot)
        assert "There is nothing to undo" in text_of(app)


async def test_a_filter_that_was_not_understood_flags_nothing(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await app.browse("datset:guardrails")
        await settle(pilot)
        await pilot.press("F")
        await settle(pilot)
        assert not isinstance(app.screen, Choose)
        (said,) = app._notifications
        assert said.message.endswith("is it dataset?; correct the filter first")


async def test_columns_are_chosen_and_remembered(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.browse("dataset:guardrails")
        await settle(pilot)
        samples = app.query_one(SampleList)
        assert samples.wanted == {"category", "tokens", "subject"}
        await pilot.press("V", "4", "q")
        await settle(pilot)
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        assert "state" in app.query_one(SampleList).wanted


async def test_flagging_a_selection_asks_and_no_leaves_all_as_it_was(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        samples = app.query_one(SampleList)
        await pilot.press("space", "space", "space", "f", "1")
        assert isinstance(app.screen, Confirm)
        await pilot.press("n")
        await settle(pilot)
        assert len(samples.selected) == 3 and all(
            samples.row(at)["state"] == "staged" for at in range(3)
        )
        await pilot.press("f", "1", "y")
        await settle(pilot)
        assert [samples.row(at)["state"] for at in range(4)] == ["flagged"] * 3 + ["staged"]
        assert not samples.selected


async def test_filter_as_one_types(root: Path) -> None:
    heard = Heard(Input.Changed, BrowsePane.Found, FilterInput.Left)
    app = open_studio(root)
    async with app.run_test(size=(120, 40), message_hook=heard) as pilot:
        await pilot.press("2")
        await settle(pilot)
        heard.seen.clear()
        await pilot.press("slash")
        await type_text(pilot, "dataset:gu")
        await settle(pilot)
        assert app.query_one(SampleList).ids, "a value that is being typed finds longer ones"
        await pilot.press("tab")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        samples = app.query_one(SampleList)
        assert app.query_one(FilterInput).value == "dataset:guardrails"
        assert samples.has_focus and len(samples.ids) == samples.virtual_size.height - 1
        assert {samples.row(at)["dataset"] for at in range(len(samples.ids))} == {"guardrails"}
        # Every key finds, in the order typed; what is overtaken may be left out.
        texts = [message.text for message in heard.seen if isinstance(message, BrowsePane.Found)]
        assert texts[-1] == "dataset:guardrails*" and texts == sorted(texts, key=len)
        assert heard.names[0] == "Input.Changed" and heard.names[-1] == "FilterInput.Left"
        await pilot.press("escape")
        await settle(pilot)
        assert len(samples.ids) == 390


async def test_a_wrong_filter_says_so_and_hides_nothing(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "slash")
        await type_text(pilot, "tokens:many")
        await settle(pilot)
        assert "tokens:many is not a number" in str(app.query_one("#filter-hint").render())
        await pilot.press("enter")
        await settle(pilot)
        assert len(app.query_one(SampleList).ids) == 390
        # What follows corrects the filter; it is not a command.
        assert app.query_one(FilterInput).has_focus
        await pilot.press("home", "shift+end", "delete")
        await type_text(pilot, "datset:x")
        await settle(pilot)
        assert "unknown field 'datset': is it dataset?" in str(
            app.query_one("#filter-hint").render()
        )
        await pilot.press("escape")
        assert app.query_one(SampleList).has_focus


async def test_a_text_typed_by_a_paste_is_one_search(root: Path) -> None:
    heard = Heard(BrowsePane.Found)
    app = open_studio(root)
    async with app.run_test(size=(120, 40), message_hook=heard) as pilot:
        await pilot.press("2", "slash")
        await settle(pilot)
        heard.seen.clear()
        field = app.query_one(FilterInput)
        for end in range(1, 5_001):
            field.insert_text_at_cursor("x" if end % 50 else " ")
        await settle(pilot)
        assert len(field.value) == LONGEST and len(heard.seen) <= 2


async def test_a_kept_filter_comes_back_after_a_restart(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "slash")
        await type_text(pilot, "state:staged")
        await pilot.press("enter", "w")
        await type_text(pilot, "mine")
        await pilot.press("enter")
        await settle(pilot)
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("W")
        assert isinstance(app.screen, Choose)
        await pilot.press("1")
        await settle(pilot)
        assert app.query_one(FilterInput).value == "state:staged"


async def test_the_studio_comes_back_as_it_was_left(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "slash")
        await type_text(pilot, "split:train")
        await pilot.press("enter", "s", "s", "s", "S", "j", "j", "j", "t")
        await settle(pilot)
        samples = app.query_one(SampleList)
        order, cursor, theme = (samples.sort, samples.descending), samples.current, app.theme
        await pilot.press("q")
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        samples = app.query_one(SampleList)
        assert app.pane == "browse" and app.query_one(FilterInput).value == "split:train"
        assert ((samples.sort, samples.descending), samples.current, app.theme) == (
            order,
            cursor,
            theme,
        )


async def test_generate_and_cancel(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("R")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await play(
            pilot,
            {"event": "stage", "stage": "generating style_core"},
            batch("style_core", {"radical_oop": 9}),
        )
        live = app.query_one(GeneratePane).live
        assert (
            live
            and live.current == "style_core"
            and live.datasets["style_core"].fit["radical_oop"] == 9
        )
        await pilot.press("2", "1", "c")
        assert Played.made[-1].cancelling and app.running
        await play(pilot, {"event": "cancelled"})
        assert app.running is None and live.outcome == "cancelled"
        # And again: a cancelled run stands in nobody's way.
        await pilot.press("R", "y")
        assert len(Played.made) == 2


async def test_what_a_cancelled_run_left_is_told(root: Path) -> None:
    app = open_studio(root)
    folder = root / "data" / ".studio" / FOLDER
    folder.mkdir()
    (folder / "guardrails.jsonl").write_text("")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Candidates of guardrails were saved" in text_of(app)


async def test_a_run_takes_the_settings_on_the_screen(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("s")
        assert isinstance(app.screen, Write)
        area = app.screen.query_one("TextArea")
        area.text = area.text.replace("target = 3000", 'target = "many"', 1)
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, Write) and "valid integer" in str(
            app.screen.query_one("#wrong").render()
        )
        area.text = area.text.replace('target = "many"', "target = 500", 1).replace(
            "layers = []", 'layers = ["layer2"]', 1
        )
        await pilot.press("ctrl+s")
        await settle(pilot)
        scale = app.query_one("#scale", Input)
        scale.value = "0.5"
        await settle(pilot)
        await pilot.press("space", "r", "y")
        asked = Played.made[-1].request
        assert asked["names"] == ["style_core"] and asked["overrides"]["scale"] == 0.5
        category = app.workspace.settings(**asked["overrides"]).dataset("style_core").categories[0]
        assert (category.target, category.layers) == (250, ("layer2",))
        assert json.loads(json.dumps(asked["overrides"])) == asked["overrides"]


async def test_one_job_at_a_time(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("R", "y", "5", "r")
        await settle(pilot)
        assert len(Played.made) == 1
        assert any("still running" in each.message for each in app._notifications)


async def test_a_failed_check_opens_its_samples(root: Path, selection: Selection) -> None:
    bad = [sample.metadata.sample_id for sample in selection.training["style_core"][:2]]
    with reopened(root) as staging:
        check = {
            "rule": "syntax",
            "passed": False,
            "detail": "2",
            "samples": [f"{each}: line 3" for each in bad],
            "fix": "",
        }
        staging.add_validation(False, {"checks": [check], "files": {}})
    heard = Heard(DoorList.Opened, BrowsePane.Found)
    app = open_studio(root)
    async with app.run_test(size=(120, 40), message_hook=heard) as pilot:
        await pilot.press("5")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.pane == "browse" and set(app.query_one(SampleList).ids) == set(bad)
        assert heard.names[0] == "DoorList.Opened" and heard.names[-1] == "Searching.Found"


async def test_validating_leaves_a_history_and_a_report(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5", "r")
        await finished(pilot)
        pane = app.query_one(ValidatePane)
        assert len(pane.past) == 1 and pane.past[0]["passed"]
        assert "Validating All Samples" in pane.report


async def test_everything_that_fails_a_check_is_flagged_from_the_report(root: Path) -> None:
    with reopened(root) as staging:
        bad = [row[0] for row in staging.db.execute("select id from samples order by id limit 9")]
        marks = ",".join("?" * len(bad))
        staging.db.execute(
            f"update texts set output = output || ' <|im_end|>' where id in ({marks})",
            bad,
        )
        staging.db.conn.commit()
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("5", "r")
        await finished(pilot)
        checks = history.checks(app.query_one(ValidatePane).past[0]["report"])
        at = next(number for number, check in enumerate(checks) if check.rule == "control_tokens")
        assert not checks[at].passed and len(checks[at].samples) == 5
        app.query_one("#checks", DoorList).highlighted = at
        await pilot.press("f", "2")
        assert isinstance(app.screen, Confirm) and "Flag 9 samples" in app.screen.question
        await pilot.press("y")
        await settle(pilot)
        app.query_one("#checks", DoorList).highlighted = len(checks) - 1
        await pilot.press("f")
        assert not isinstance(app.screen, Choose)
    with reopened(root) as staging:
        flagged = [
            row[0]
            for row in staging.db.execute(
                "select id from samples where state = 'flagged' order by id"
            )
        ]
        assert flagged == bad


async def test_export_asks_where_and_whether_then_writes(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5", "x", "enter")
        assert isinstance(app.screen, Confirm) and "eval.jsonl" in app.screen.detail
        assert not (root / "data" / "eval.jsonl").exists()
        await pilot.press("y")
        await finished(pilot)
        assert (root / "data" / "eval.jsonl").exists() and (
            root / "data" / "manifest.json"
        ).exists()
        assert "✓ 14 files in data" in app.query_one(ValidatePane).told


async def test_the_shown_part_is_written(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "slash")
        await type_text(pilot, "dataset:guardrails")
        await pilot.press("enter")
        # What is written is what is shown: the search has to be through.
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        lines = (root / "filtered.jsonl").read_text("utf-8").splitlines()
        written = [json.loads(line)["metadata"] for line in lines]
        held = [
            each
            for each in app.query_one(SampleList).ids
            if each not in {w["sample_id"] for w in written}
        ]
        assert [each["sample_id"] for each in written] + held == app.query_one(SampleList).ids
        assert held and not any(each["is_eval"] for each in written)
        app.query_one(BrowsePane).filter_by("dataset:guardrails split:eval")
        await settle(pilot)
        (root / "filtered.jsonl").unlink()
        await pilot.press("x", "enter")
        await settle(pilot)
        lines = (root / "filtered.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["metadata"]["sample_id"] for line in lines] == held


@pytest.mark.parametrize("keys", [("enter",), ("tab", "enter"), ("tab", "tab", "enter")])
async def test_every_figure_is_a_door(root: Path, keys: tuple[str, ...]) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("4")
        await settle(pilot)
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert app.query_one(InsightsPane).part == ("style_core", "")
        if keys == ("tab", "tab", "enter"):
            app.query_one("#fields", DoorList).highlighted = 3
        await pilot.press(*keys)
        await settle(pilot)
        assert app.pane == "browse" and "dataset:style_core" in app.query_one(FilterInput).value
        assert 0 < len(app.query_one(SampleList).ids) <= 125


async def test_every_door_leads_to_as_many_samples_as_it_counts(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("4")
        await settle(pilot)
        assert app.staging
        for field in app.query_one(InsightsPane).figures.fields:
            for value, count in field.top[:2]:
                found = app.finder.find(app.staging.db, f'{field.name}:"{value}"')
                assert len(found.ids) == count, (field.name, value)


async def test_the_palette_knows_commands_and_samples(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        wanted = app.query_one(SampleList).ids[77]
        titles = [command.title for command in app.commands()]
        assert "Flag all 390 samples shown" in titles and "Go to Validate" in titles
        await pilot.press("ctrl+p")
        await type_text(pilot, wanted.replace("_", "_"))
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert app.query_one(SampleList).current == wanted


async def test_the_palette_begins_with_what_can_be_done_here(root: Path) -> None:
    app = open_studio(root)
    assert {StudioCommands, SampleCommands} == app.COMMANDS, "others come in a turn left to chance"
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        offered = [str(each.text) async for each in StudioCommands(app.screen).discover()]
        here = offered.index("Flag the sample or the selection")
        assert here < offered.index("Go to Validate") < offered.index("Theme")
        assert "Accept the sample or the selection" in offered and "Maximize" not in offered


async def test_the_palette_finds_a_key_by_what_the_bottom_line_calls_it(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        for label, title in {
            "undo": "Take back verdicts or flags, step by step",
            "alike": "List the samples most like this one",
        }.items():
            found = [hit async for hit in StudioCommands(app.screen).search(label)]
            best = max(found, key=lambda hit: hit.score)
            assert str(best.text).startswith(title[:20]), (label, [str(hit.text) for hit in found])


async def test_jump_and_help(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("ctrl+o", "a")
        assert app.query_one(FilterInput).has_focus
        await pilot.press("escape", "question_mark")
        assert isinstance(app.screen, Help) and app.screen.text.startswith("# The samples")
        await pilot.press("escape")
        assert app.query_one(SampleList).has_focus


@pytest.mark.parametrize(
    ("keys", "title", "term"),
    [
        (["4"], "# Insights", "| spread |"),
        (["4", "v"], "# Insights", "| weak |"),
        (["3", "tab"], "# Review", "samples\nby state"),
    ],
)
async def test_the_help_of_a_line_explains_what_it_says(
    root: Path, keys: list[str], title: str, term: str
) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert isinstance(app.focused, DoorList)
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help)
        assert app.screen.text.startswith(title) and term in app.screen.text


async def test_keys_are_the_persons_own(root: Path) -> None:
    (root / "web4-studio.toml").write_text(
        'scale = 0.01\n[keys]\n"pane.browse" = "b"\n"browse.flag" = "ctrl+g"\n', "utf-8"
    )
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("b")
        await settle(pilot)
        assert app.pane == "browse"
        await pilot.press("f")
        assert not isinstance(app.screen, Choose)
        await pilot.press("ctrl+g")
        assert isinstance(app.screen, Choose)


async def test_keys_typed_ahead_reach_the_pane_they_were_meant_for(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press_ahead("4", "3", "1", "R")
        assert isinstance(app.screen, Confirm)


async def test_without_colour_everything_is_still_said(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in "12345":
            await pilot.press(key)
            await settle(pilot)
        assert app.no_color


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (40, 10)])
async def test_small_screens_break_nothing(root: Path, size: tuple[int, int]) -> None:
    app = open_studio(root)
    async with app.run_test(size=size) as pilot:
        for key in "1234521":
            await pilot.press(key)
            await settle(pilot)


async def test_another_process_writes_and_the_studio_notices(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        samples = app.query_one(SampleList)
        app.look_for_changes()
        with reopened(root) as other:
            other.db.execute("update samples set state = 'flagged' where id = ?", [samples.ids[0]])
            other.db.conn.commit()
        app.look_for_changes()
        await settle(pilot)
        assert samples.row(0)["state"] == "flagged"


async def test_a_timer_that_fires_while_the_studio_closes_does_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[Callable[[], None]] = []
    real = PlayedApp.set_interval

    def set_interval(app: PlayedApp, seconds: float, act: Callable[[], None]) -> Timer:
        acts.append(act)
        return real(app, seconds, act)

    monkeypatch.setattr(PlayedApp, "set_interval", set_interval)
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("R", "y")
        await play(pilot, {"event": "stage", "stage": "candidates"})
        pane = app.panes["generate"]
    assert app.running and not pane.query("#run-head")
    assert len(acts) == 3
    for act in acts:
        act()


async def test_a_key_that_does_not_exist_is_named(root: Path) -> None:
    with (root / "web4-studio.toml").open("a", encoding="utf-8") as file:
        file.write('[keys]\n"review.accept" = "ctrl+y"\n"review.agree" = "ctrl+g"\n')
    app = open_studio(root)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        shown = text_of(app)
        assert "review.agree" in shown and "review.accept" not in shown


async def test_the_sample_follows_when_the_keys_rest(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_studio(root)
    clock, waiting = iter(range(1_000_000)), []
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2", "slash")
        await settle(pilot)
        pane = app.screen.query_one(BrowsePane)
        detail, samples = app.screen.query_one(SampleDetail), pane.samples
        # Every key comes a little too soon after the one before it.
        step = TYPING_SECONDS / 2
        monkeypatch.setattr(browse, "time", SimpleNamespace(monotonic=lambda: next(clock) * step))
        monkeypatch.setattr(pane, "set_timer", lambda *timer: waiting.append(timer))
        pane.moved = -2 * TYPING_SECONDS
        shown = []
        for name in ("guardrails", "style_core"):
            app.screen.query_one(FilterInput).value = f"dataset:{name}"
            await settle(pilot)
            assert samples.current is not None and samples.current.startswith(name)
            shown.append(detail.record and detail.record.row["dataset"])
        assert shown == ["guardrails", "guardrails"]
        seconds, follow = waiting[-1]
        assert seconds == TYPING_SECONDS
        follow()
        assert detail.record is not None and detail.record.id == samples.current


async def test_lines_kept_follow_what_they_show(root: Path) -> None:
    """A line is drawn once and kept; cursor, selection, state and colours must draw it again."""
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        samples = app.screen.query_one(SampleList)
        plain = samples.render_line(3)
        assert samples.render_line(3) is plain
        await pilot.press("j", "j")
        assert samples.render_line(3).text == plain.text and samples.render_line(3) != plain
        await pilot.press("space")
        assert samples.render_line(3).text.startswith("●")
        await pilot.press("escape")
        assert samples.render_line(3).text == plain.text
        await pilot.press("k", "f", "5")
        await settle(pilot)
        assert samples.render_line(3).text.startswith(" ⚑")
        dark = samples.render_line(4)
        await pilot.press("t")
        await settle(pilot)
        assert samples.render_line(4).text == dark.text and samples.render_line(4) != dark


async def test_the_words_of_the_filter_are_marked_and_gone_through(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("2", "slash")
        await type_text(pilot, "tokens:>50")
        await pilot.press("enter")
        await settle(pilot)
        detail = app.screen.query_one(SampleDetail)
        await pilot.press("n")
        assert not detail.hits and "No match in this sample" in str(
            app.query_one("#filter-hint").render()
        )
        assert detail.record is not None
        last = detail.record.output.split()[-1].strip(".;}")
        app.query_one(BrowsePane).filter_by(f'tokens:>50 "{last}"')
        await settle(pilot)
        assert detail.hits and all(
            detail.text.plain[start:end].lower() == last.lower() for start, end in detail.hits
        )
        assert all(
            detail.text.plain.index("▎Instruction") < at < detail.text.plain.index("▎Metadata")
            for at, _ in detail.hits
        )
        await pilot.press("N")
        assert f"{len(detail.hits)} of {len(detail.hits)}" in str(
            app.query_one("#filter-hint").render()
        )
        start, end = detail.hits[-1]
        shown = [detail.render_line(y) for y in range(detail.size.height)]
        marked = [
            segment.text
            for strip in shown
            for segment in strip
            if segment.style and segment.style.reverse
        ]
        assert detail.text.plain[start:end] in marked
        await pilot.press("n")
        assert f"1 of {len(detail.hits)}" in str(app.query_one("#filter-hint").render())


async def test_leaving_asks_while_something_runs(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("R", "y", "q")
        assert isinstance(app.screen, Confirm) and app.is_running
        await pilot.press("n")
        assert app.running and not Played.made[-1].cancelling
        await pilot.press("q", "y")
        await pilot.pause()
        assert Played.made[-1].cancelling and app._exit


async def test_no_run_with_settings_that_are_wrong(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.query_one("#scale", Input).value = "999"
        await settle(pilot)
        await pilot.press("R")
        assert not Played.made and not isinstance(app.screen, Confirm)
        assert app.query_one(
            "#scale"
        ).has_focus and "scale: a number above 0 and at most 1" in text_of(app)
        app.query_one("#scale", Input).value = "0.5"
        await pilot.press("enter", "R")
        assert isinstance(app.screen, Confirm)


async def test_a_plan_says_that_nothing_is_stored(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        await play(pilot, {"event": "done", "result": {"text": "planned"}})
        assert [each.message for each in app._notifications] == [
            "Plan finished; nothing was stored"
        ]


async def test_what_is_selected_stays_so_until_a_run_has_finished(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        pane = app.query_one(GeneratePane)
        names = [row.name for row in pane.rows[:2]]
        await pilot.press("space", "space", "p")
        await play(pilot, {"event": "done", "result": {"text": "planned"}})
        assert pane.picked == set(names) and pane.chosen not in names
        for end, left in (("cancelled", set(names)), ("done", set())):
            await pilot.press("r", "y")
            assert Played.made[-1].request["names"] == names
            await play(pilot, {"event": end, "result": {"text": "generated"}})
            assert pane.picked == left


async def test_a_message_is_shown_once_while_a_dialog_is_open(root: Path) -> None:
    app = played(root)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        app.say("only once")
        await settle(pilot)
        assert text_of(app).count("only once") == 1
        await pilot.press("R")
        await settle(pilot)
        assert isinstance(app.screen, Confirm) and text_of(app).count("only once") == 1
        await pilot.press("n")
        await settle(pilot)
        assert not isinstance(app.screen, Confirm) and text_of(app).count("only once") == 1


async def test_what_changed_since_a_validation_is_told(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5", "r")
        await finished(pilot)
        assert "r validates, x exports" in text_of(app)
        with reopened(root) as staging:
            ids = [
                row[0]
                for row in staging.db.execute(
                    "select id from samples where split = 'train' limit 2"
                )
            ]
            review.flag(staging, ids, "other")
        app.store_changed()
        assert "since then" not in text_of(app)
        await pilot.press("x", "enter")
        assert (
            isinstance(app.screen, Confirm)
            and "2 flagged samples are written too" in app.screen.detail
        )
        await pilot.press("n")
        with reopened(root) as staging:
            staging.db.execute("update validations set at = '2026-01-01T00:00:00+00:00'")
            row = {
                "old": ids[0],
                "new": "",
                "reason": "",
                "rule": "next",
                "at": "2026-01-02T00:00:00+00:00",
            }
            staging.db.table("lineage").insert(row)
            staging.db.execute("update runs set finished = '2025-12-31T00:00:00+00:00'")
            staging.db.conn.commit()
        app.query_one(ValidatePane).past = []
        app.store_changed()
        await settle(pilot)
        assert "since then 1 sample changed; r validates again" in text_of(app)


async def test_a_store_that_is_not_there_is_asked_for_again(tmp_path: Path) -> None:
    app = played(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("s", "enter")
        assert isinstance(app.screen, Ask) and "Type something" in text_of(app)
        app.screen.query_one(Input).value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        assert isinstance(app.screen, Ask) and app.screen.question == "Chroma directory?"
        assert app.screen.query_one(Input).value == str(tmp_path / "nowhere")
        (said,) = app._notifications
        assert said.message.endswith("nowhere does not exist; name the directory of a Chroma store")
        app.screen.query_one(Input).value = str(tmp_path)
        await pilot.press("enter")
        assert isinstance(app.screen, Ask) and app.screen.question == "Timeline database?"
        app.screen.query_one(Input).value = str(tmp_path / "none.db")
        await pilot.press("enter")
        assert isinstance(app.screen, Ask) and not Played.made
        (said,) = app._notifications
        assert said.message.endswith("none.db does not exist; name the store's pdca_timeline.db")
        assert not (tmp_path / "data").exists()


async def test_what_was_written_is_not_lost_by_one_key(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("e")
        dialog = app.screen
        assert isinstance(dialog, Write) and dialog.query_one(TextArea).cursor_location == (1, 0)
        assert app.query_one(SampleList).current in text_of(app)
        await pilot.press("x", "escape")
        assert app.screen is dialog and "discard your changes" in text_of(app)
        await pilot.press("escape")
        assert app.screen is not dialog
        await pilot.press("e", "escape")
        assert not isinstance(app.screen, Write)
