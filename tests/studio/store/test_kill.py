"""A studio that is killed between two keys loses at most the key in flight."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generators.pipeline.selection import Pool, Selection
from generators.settings import Settings
from tests.studio.panes.screen import fill, reopened

# A process that has everything imported and forks a studio for each line it reads; the studio goes
# on with its session key by key, and says each key that is done.
DRIVER = """
import asyncio, os, sys
sys.path.insert(0, os.getcwd())
from pathlib import Path
from tests.studio.panes.screen import open_studio
from tests.studio.panes.waiting import settle
import studio.panes.review

KEYS = ["a", "f:3", "s", "a", "f:5", "u", "a"]

async def work(root):
    app = open_studio(root)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        print("ready", flush=True)
        turn = 0
        while True:
            await pilot.press(*KEYS[turn % len(KEYS)].split(":"))
            turn += 1
            print("key", flush=True)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        asyncio.run(work(Path(line.strip())))
    print(f"pid {child}", flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def log(root: Path) -> tuple[int, int, dict[str, str], str]:
    """(verdicts, undone ones, states that verdicts gave, cursor and samples of the session) as the
    store has them.
    """
    with reopened(root) as staging:
        assert staging.db.execute("pragma integrity_check").fetchone()[0] == "ok"
        said = staging.db.execute("select count(*) from reviews").fetchone()[0]
        undone = staging.db.execute("select count(*) from reviews where undone != ''").fetchone()[0]
        states = dict(
            staging.db.execute("select id, state from samples where state != 'staged'").fetchall()
        )
        session = staging.db.execute("select cursor from sessions").fetchone()[0]
        return said, undone, states, session


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("points", [6, pytest.param(50, marks=pytest.mark.long)])
def test_a_kill_between_two_keys_loses_at_most_the_key_in_flight(
    tmp_path: Path,
    pools: list[Pool],
    selection: Selection,
    settings: Settings,
    record_property: Callable[[str, object], None],
    points: int,
) -> None:
    from studio.curation import review
    from studio.store import sessions

    record_property("tries", points)
    root = fill(tmp_path, pools, selection, settings)
    with reopened(root) as staging:
        size = staging.db.execute("select count(*) from samples").fetchone()[0]
        review.start(staging, size)
    rng = random.Random(11)
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert driver.stdin and driver.stdout
    killed_in_flight = 0
    for _ in range(points):
        before = log(root)
        driver.stdin.write(f"{root}\n")
        driver.stdin.flush()
        # A studio that ends by itself would never say what is waited for.
        heard = [said(driver), said(driver)]
        pid = int(next(line for line in heard if line.startswith("pid")).split()[1])
        for _ in range(rng.randrange(8)):
            heard.append(said(driver))
        # Anywhere in the next key's way from the terminal to the disk.
        time.sleep(rng.random() * 0.06)
        os.kill(pid, signal.SIGKILL)
        while (line := driver.stdout.readline().strip()) == "key":
            heard.append(line)
        assert line == "gone"
        keys = heard.count("key")
        after = log(root)
        # What each key did is known: five of seven add a verdict and go on, one takes back, one
        # adds after it.
        done = _steps(before, keys)
        one_more = _steps(before, keys + 1)
        got = (after[0], after[1], after[3])
        assert got in (done, one_more), (before, keys, got)
        killed_in_flight += got == one_more
        with reopened(root) as staging:
            review.move(
                staging, sessions.newest(staging.db)[0], 0 if after[3] > size - 30 else after[3]
            )
    driver.stdin.close()
    driver.wait(600)
    assert log(root)[0] > points
    print(f"{killed_in_flight} of {points} keys in flight were kept")


def said(driver: subprocess.Popen[str]) -> str:
    """What the studio says next, unless it has ended."""
    assert driver.stdout
    line = driver.stdout.readline().strip()
    assert line not in ("", "gone"), "the studio ended by itself"
    return line


def _steps(before: tuple[int, int, dict[str, str], str], keys: int) -> tuple[int, int, int]:
    """(verdicts, undone ones, cursor) after so many keys of the driver."""
    said, undone, _, cursor = before
    place = int(cursor)
    for turn in range(keys):
        if turn % 7 == 5:
            undone, place = undone + 1, place - 1
        else:
            said, place = said + 1, place + 1
    return said, undone, place
