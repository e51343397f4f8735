"""Work on a Ray cluster of two nodes gives the bytes of one process, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generators.errors import UserError
from generators.pipeline import engine
from generators.store.corpus import Corpus
from generators.workers import Serial
from generators.workers.on_ray import OnRay
from tests.generators.pipeline.test_parts import NAMES, SETTINGS, corpus
from tests.generators.test_workers import faulty, killed, slow_first

__all__ = ["corpus"]
ray = pytest.importorskip("ray", reason="Ray is optional: pip install 'web4-studio[ray]'")
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of two nodes on this machine, with a worker each."""
    # A busy machine takes its time.
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_raylet_start_wait_time_s="300")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    made.add_node(num_cpus=1)
    made.wait_for_nodes()
    yield made.address
    ray.shutdown()
    made.shutdown()


@pytest.fixture
def workers(cluster: str) -> Iterator[OnRay]:
    with OnRay(cluster) as connected:
        yield connected


def test_results_come_in_order_from_both_nodes(workers):
    assert workers.count == 2
    assert list(workers.map(slow_first, 3, range(5))) == [0, 3, 6, 9, 12]
    with pytest.raises(UserError, match="no such thing; name another"):
        list(workers.map(faulty, None, range(4)))


def test_a_worker_that_dies_is_made_up_for(workers, tmp_path):
    assert list(workers.map(partial(killed, 1), tmp_path, range(4))) == [0, 1, 2, 3]
    with pytest.raises(UserError, match=r"no worker .* could do 1 .*4 times"):
        list(workers.map(partial(killed, 99), tmp_path, range(4)))


def test_no_cluster_is_one_line():
    with pytest.raises(UserError, match=r"no Ray cluster at 127\.0\.0\.1:1 "):
        OnRay("127.0.0.1:1")


def noted(folder: Path, given: tuple, part) -> list:
    """A part, with the number of its process left while it is made."""
    work, offers = given
    (folder / f"{os.getpid()}").touch()
    return list(work(offers, part))


@pytest.mark.parametrize("moment", [0.0, 1.0, 2.5])
def test_a_worker_killed_at_any_moment_changes_nothing(workers, corpus: Corpus, tmp_path, moment):
    """Kills the first worker that has begun, some seconds into the run."""
    gone: list[int] = []
    began = time.monotonic()

    def kill(name: str, done: int, parts: int) -> None:
        begun = [int(file.name) for file in tmp_path.iterdir()]
        if begun and not gone and time.monotonic() - began > moment:
            gone.append(begun[-1])
            os.kill(begun[-1], signal.SIGKILL)

    class Watched(OnRay):
        def map(self, work, shared, items, idle=lambda: None):
            return super().map(partial(noted, tmp_path), (work, shared), items, idle)

    watched = Watched.__new__(Watched)
    watched.__dict__ |= workers.__dict__
    made = list(engine.gathered(NAMES, corpus, SETTINGS, watched, on_part=kill))
    assert gone, "the run was over before the moment"
    alone = {p.dataset.name: p for p in engine.gathered(NAMES, corpus, SETTINGS, Serial())}
    assert {pool.dataset.name: pool for pool in made} == alone
