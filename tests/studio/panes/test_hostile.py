"""Hostile text in samples, file names and filters changes nothing but what is shown."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from studio.widgets.filter_input import FilterInput
from studio.widgets.samples.sample_detail import SampleDetail
from studio.widgets.samples.sample_list import SampleList

from .screen import open_studio, reopened
from .scripted import text_of
from .waiting import settle

TEXTS = {
    "markup": "[/INST] [bold]not bold[/bold] list[int] [@click=app.quit]x[/] [/foo] \\[z]",
    "escapes": "\x1b[2J\x1b[31mred\x1b]52;c;QUFB\x07 \x9b31m\x00\x08\x7f",
    "directions": "admin\u202etxt.exe\u202c \u2067שלום\u2069 مرحبا abc",
    "invisible": "a\u200bb\u2060c\ufeffd \U000e0041\U000e0042",
    "huge": "x" * 20_000,
    "wide": "漢字かな交じり文 👩‍💻🏳️‍🌈 e\u0301\u0302\u0303",
    "returns": "one\rtwo\r\nthree\x0bfour\x0cfive\u2028six",
}


@pytest.fixture
def root(tmp_path: Path, full: Path) -> Path:
    root = shutil.copytree(full, tmp_path / "[bold]work[/bold] \x1b[31m\u202e")
    with reopened(root) as staging:
        ids = [
            row[0]
            for row in staging.db.execute(
                "select id from samples where dataset = 'guardrails' order by position"
            )
        ]
        for each, text in zip(ids, TEXTS.values(), strict=False):
            staging.db.execute(
                "update texts set instruction = ?, input = ?, output = ? where id = ?",
                [text] * 3 + [each],
            )
            metadata = json.loads(
                staging.db.execute("select metadata from texts where id = ?", [each]).fetchone()[0]
            )
            changed = json.dumps(
                metadata
                | {"agent_name": text[:300], "source": text[:300], "pattern_name": text[:300]}
            )
            staging.db.execute("update texts set metadata = ? where id = ?", [changed, each])
            staging.db.execute(
                "update samples set agent = ?, source = ?, date = ? where id = ?",
                [text[:300]] * 3 + [each],
            )
        staging.db.conn.commit()
    return root


def harmless(text: str) -> bool:
    """No control character, direction mark or other invisible sign is left on the screen."""
    hidden = "\u200b\u2060\ufeff\u202e\u202c\u2067\u2069\u2028"
    return not any(
        (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in hidden or ord(c) >= 0xE0000
        for c in text
    )


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_hostile_samples_are_shown_as_what_they_are(
    root: Path, size: tuple[int, int]
) -> None:
    app = open_studio(root)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await app.browse("dataset:guardrails split:train")
        await settle(pilot)
        samples, detail = app.query_one(SampleList), app.query_one(SampleDetail)
        for name, text in TEXTS.items():
            shown = text_of(app)
            assert harmless(shown), name
            assert len(shown.splitlines()) == size[1]
            if name == "markup":
                assert "[/INST]" in shown and "[/INST] [bold]not bold[/bold]" in detail.text.plain
            if name == "escapes":
                assert "␛[31mred" in detail.text.plain
            if name == "directions":
                assert "admin⟨RLO⟩txt.exe" in detail.text.plain and "שלום" in detail.text.plain
            if name == "huge":
                assert "16,000 more characters in this line" in detail.text.plain
            assert detail.record and detail.record.instruction == text
            await pilot.press("y", "O")
            await settle(pilot)
            assert harmless(text_of(app))
            await app.browse("dataset:guardrails split:train")
            await settle(pilot)
            samples.cursor = list(TEXTS).index(name) + 1
            await settle(pilot)
        for key in "345":
            await pilot.press(key)
            await settle(pilot)
            assert harmless(text_of(app)), key


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS.values(),
        '"',
        "((",
        "a:b:c",
        "-",
        "*",
        "'; drop table samples; --",
        'source:"[/INST]"',
    ],
)
async def test_hostile_filters_are_only_filters(root: Path, text: str) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        app.query_one(FilterInput).value = text
        await settle(pilot)
        assert harmless(text_of(app))
        await app.browse(text)
        await settle(pilot)
        assert harmless(text_of(app))
        await pilot.press("w")
        await settle(pilot)
        assert harmless(text_of(app))
    with reopened(root) as staging:
        assert staging.db.execute("select count(*) from samples").fetchone()[0] == 390


async def test_hostile_file_names_are_only_names(root: Path) -> None:
    app = open_studio(root)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert harmless(text_of(app))
        await pilot.press("enter")
        await settle(pilot)
        assert (root / "filtered.jsonl").exists()
        assert harmless(text_of(app))
        await pilot.press("5", "x")
        await settle(pilot)
        assert harmless(text_of(app))


PIECES = [
    *TEXTS.values(), "[bold]", "[/]", "[/bold]", "[$primary on red]", "\x1b[31m", "\x1b[?1049h",
    "\x1b]0;title\x07", "\x1b[6n", "\x1bP+q544e\x1b\\\\", "\x00", "\x07", "\b\b\b", "\x85",
    "\x9b2J", "\u202e", "\u2066", "\u061c", "\u200f", "\t", "\r", "\n", "\ud83d", "\ufe0f",
    "\u0301" * 30, "👩‍👩‍👧‍👦",
    "🇩🇪🇫", "ﷺ", "한국어", "```",
    "```typescript", "# ", "---", "| a | b |",
    "<script>", "&lt;", "${x}", "{0}", "%s", "'; drop table samples; --", "const a: string[] = [];",
]  # fmt: skip


def hostile(rng: random.Random) -> str:
    """Pieces that a screen could stumble over, in any order, with words between; now and then a
    very long line.
    """
    parts = [rng.choice(PIECES) for _ in range(rng.randrange(1, 12))]
    if rng.random() < 0.04:
        parts.append(rng.choice("x漢👩 ") * 20_000)
    return (
        rng.choice(["", " ", "\n", "word "]).join(parts).encode("utf-8", "replace").decode("utf-8")
    )


@pytest.mark.parametrize("count", [40, pytest.param(500, marks=pytest.mark.long)])
async def test_hostile_samples_in_review_and_browse(root: Path, count: int) -> None:
    from studio.curation import review
    from studio.panes.reviewing.reading import Reading
    from studio.widgets.safe import visible

    rng = random.Random(5)
    texts: dict[str, tuple[str, str, str]] = {}
    with reopened(root) as staging:
        ids = [row[0] for row in staging.db.execute("select id from samples order by id")]
        # As many as there are wanted: each sample is shown with other texts in several rounds.
        rounds = -(-count // len(ids))
        review.start(staging, len(ids))
    app = open_studio(root)
    shown = 0
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        reading = app.query_one(Reading)
        assert reading.session is not None
        for _ in range(rounds):
            with reopened(root) as staging:
                for each in ids:
                    texts[each] = (hostile(rng), hostile(rng), hostile(rng))
                    staging.db.execute(
                        "update texts set instruction = ?, input = ?, output = ? where id = ?",
                        [*texts[each], each],
                    )
                    staging.db.execute(
                        "update samples set agent = ?, source = ? where id = ?",
                        [*texts[each][:2], each],
                    )
                staging.db.conn.commit()
            for number, each in enumerate(reading.session.samples):
                reading._jump(str(number + 1))
                await pilot.pause()
                assert reading.drawn == each
                record = reading.sample.record
                assert record and (record.instruction, record.input, record.output) == texts[each]
                opening = visible(texts[each][0])[:200].split("\n")[0].rstrip()
                assert opening in reading.sample.text.plain
                assert harmless(text_of(app)), (each, texts[each])
                shown += 1
                if shown == count:
                    break
            await app.browse("")
            await settle(pilot)
            samples = app.query_one(SampleList)
            for at in range(0, len(samples.ids), 40):
                samples.cursor = at
                await settle(pilot)
                assert harmless(text_of(app))
            await app.show("review")
        for key in ("m", "equals_sign", "o", "d"):
            await pilot.press(key)
            await settle(pilot)
            assert harmless(text_of(app)), key
    assert shown == count
