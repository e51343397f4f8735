"""Work comes back in order, whoever does it; what dies is made up for, or named."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generators import steps
from generators.errors import UserError
from generators.workers import EVERY, Serial, Workers, cores, local, memory
from generators.workers.processes import Processes


@pytest.fixture(scope="module")
def two() -> Iterator[Workers]:
    with Processes(2) as workers:
        yield workers


def slow_first(shared: int, item: int) -> int:
    """The first item takes longest."""
    time.sleep(0.3 if item == 0 else 0)
    return shared * item


def halves(shared: None, item: int) -> Iterator[float]:
    yield item / 2
    yield item / 2


def alive(folder: Path, item: int) -> int:
    """Leaves the number of its process."""
    (folder / str(item)).write_text(str(os.getpid()))
    return os.getpid()


def killed(times: int, folder: Path, item: int) -> int:
    """Kills its process the first times it is asked for 1."""
    tries = len(list(folder.iterdir()))
    if item == 1 and tries < times:
        (folder / str(tries)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def wearing(shared: None, item: int) -> int:
    """Wears its process out: any size is too much, and any time enough."""
    memory.GROWTH, memory.LEAST_WORK = -(1 << 50), -1.0
    return os.getpid()


def faulty(shared: None, item: int) -> int:
    if item == 2:
        raise UserError("no such thing; name another")
    return item


def telling(shared: None, item: int) -> int:
    logging.getLogger("web4-studio.made").warning("%s left out", item)
    return item


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_the_order_of_the_items(two, count):
    workers = two if count == 2 else Serial()
    assert list(workers.map(slow_first, 3, range(5))) == [0, 3, 6, 9, 12]
    assert [list(each) for each in workers.map(halves, None, [2, 4])] == [[1, 1], [2, 2]]


def test_two_processes_work_beside_this_one(two, tmp_path):
    found = set(two.map(alive, tmp_path, range(20)))
    assert len(found) <= 2 and os.getpid() not in found


def test_a_process_that_dies_is_made_up_for(two, tmp_path):
    assert list(two.map(partial(killed, 1), tmp_path, range(4))) == [0, 1, 2, 3]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_process_that_has_grown_is_replaced_between_items():
    with Processes(1) as workers:
        assert len(set(workers.map(wearing, None, range(4)))) == 4
        assert len(set(workers.map(wearing, None, range(4)))) == 4


@pytest.mark.parametrize(
    ("seconds", "grown", "worn"),
    [(20, 2 << 30, False), (40, 1 << 29, False), (40, 2 << 30, True)],
)
def test_a_process_is_worn_when_it_has_grown_and_worked(seconds, grown, worn):
    times, sizes = iter([100.0, 100.0 + seconds]), iter([1 << 30, (1 << 30) + grown])
    assert memory.Wear(lambda: next(times), lambda: next(sizes)).worn is worn


def test_a_process_knows_how_large_it_is():
    before = memory.resident()
    held = bytearray(64 << 20)
    held[::4096] = b"\1" * len(held[::4096])
    assert before < memory.resident() < 1 << 40


def test_an_item_that_kills_again_and_again_is_named(tmp_path):
    with Processes(2) as workers, pytest.raises(UserError, match=r"worked on 1 died 2 times.*KILL"):
        list(workers.map(partial(killed, 9), tmp_path, range(4)))


def test_an_error_comes_as_it_was_raised_and_work_goes_on_after_it(two):
    with pytest.raises(UserError, match="no such thing; name another"):
        list(two.map(faulty, None, range(9)))
    assert list(two.map(faulty, None, [7, 8])) == [7, 8]


def test_a_cancel_ends_the_processes(tmp_path):
    class Cancel(BaseException):
        pass

    def cancel() -> None:
        if list(tmp_path.iterdir()):
            raise Cancel

    with pytest.raises(Cancel), Processes(1) as workers:
        list(workers.map(alive, tmp_path, range(9), cancel))
    for file in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(file.read_text()), 0)


def test_what_the_processes_log_is_logged_here(two, caplog):
    logger = logging.getLogger("web4-studio.made")
    logger.addHandler(caplog.handler)
    list(two.map(telling, None, [1]))
    logger.removeHandler(caplog.handler)
    assert "1 left out" in caplog.text


def test_one_a_core_by_default():
    assert local().count == cores() and local(1).count == 1 and local(3).count == 3


def stepping(shared: None, item: int) -> int:
    """Long enough for every step to be told."""
    for _ in steps.counted(range(3), 1, 2):
        time.sleep(1.5 * EVERY)
    return item


@pytest.mark.parametrize("count", [1, 2])
def test_the_steps_of_the_item_that_is_awaited_are_told(two, count):
    workers = two if count == 2 else Serial()
    told: list[tuple[int, int]] = []
    with steps.heard(lambda done, total: told.append((done, total))):
        assert list(workers.map(stepping, None, [7])) == [7]
    assert told == [(3, 6), (4, 6), (5, 6)]
    steps.tell(1, 2)
    assert len(told) == 3


def test_whoever_listens_may_stop_the_work(two):
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), steps.heard(stop):
        list(two.map(stepping, None, [0, 1]))
    assert list(two.map(slow_first, 1, range(2))) == [0, 1]
