"""Work on a Ray cluster: the same functions, on as many machines as there are.

What all items share travels once to each machine, through Ray's object store; the machines need no
RAG store and no files of the workspace. What runs on a worker or a machine that dies is begun again
on another one, by Ray.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any

from generators.errors import UserError

from . import EVERY, Idle, Item, Result, Shared
from .answers import Answer, answer_of, named
from .installed import code

TRIES = 3
"""How often Ray begins an item again whose worker died."""
REACHED = 5.0
"""Seconds in which a cluster answers."""


class OnRay(AbstractContextManager["OnRay"]):
    """A running cluster (`host:port`, `ray://host:port`, `auto`), or one made here for as long as
    this process runs. Raises UserError where Ray is not installed, or there is no such cluster.
    """

    def __init__(self, address: str = "", count: int | None = None) -> None:
        self._ray = ray = _imported()
        self._ours = not ray.is_initialized()
        if self._ours:
            # A cluster that runs has its own number of cores.
            own = {"address": address} if address else {"address": "local", "num_cpus": count}
            try:
                _reach(address)
                ray.init(**own, logging_level=logging.ERROR, log_to_driver=False)
            except (OSError, ValueError, RuntimeError) as error:
                why = (str(error).splitlines() or [""])[0]
                raise UserError(
                    f"no Ray cluster at {address or 'this machine'} ({why}); start one with "
                    f"`ray start --head`, or leave out --address"
                ) from None
        self.count = max(1, int(ray.cluster_resources().get("CPU", 1)))

    def __exit__(self, *_: object) -> None:
        if self._ours:
            self._ray.shutdown()

    def rest(self) -> None:
        """Nothing: Ray ends workers that idle."""

    def map(
        self,
        work: Callable[[Shared, Item], Result],
        shared: Shared,
        items: Sequence[Item],
        idle: Idle = lambda: None,
    ) -> Iterator[Result]:
        ray = self._ray
        held = ray.put((code(), work, shared))
        begin = ray.remote(num_cpus=1, max_retries=TRIES)(_work).remote
        # A list keeps Ray from reading it anew for every item.
        coming: list[Any] = [begin([held], item) for item in items]
        try:
            for at, item in enumerate(items):
                while not ray.wait([coming[at]], timeout=EVERY)[0]:
                    idle()
                yield self._taken(coming[at], item)
                # What is taken makes room in the object store.
                coming[at] = None
        finally:
            for each in filter(None, coming):
                with suppress(Exception):
                    ray.cancel(each, force=True)

    def _taken(self, coming: Any, item: Any) -> Any:
        try:
            answer: Answer = self._ray.get(coming)
        except self._ray.exceptions.RayError as error:
            why = type(error).__name__
            raise UserError(
                f"no worker of the Ray cluster could do {named(item)} ({why}, {TRIES + 1} times); "
                f"look at `ray status`"
            ) from None
        return answer.taken()


def _reach(address: str) -> None:
    """Raises OSError where nobody listens at a host and port: Ray itself would wait for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdigit():
        socket.create_connection((host, int(port)), REACHED).close()


def _imported() -> Any:
    # Ray reports its use to its makers unless it is told not to.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ImportError:
        raise UserError(
            "Ray is not installed; pip install 'web4-studio[ray]', or leave out --engine ray"
        ) from None
    return ray


# What follows runs on the cluster.

_KNOWN: dict[str, tuple[Callable[[Any, Any], Any], Any]] = {}


def _work(held: list[Any], item: Any) -> Answer:
    """One item, by what all share; a worker reads that once."""
    import ray

    [reference] = held
    if reference.hex() not in _KNOWN:
        theirs, work, shared = ray.get(reference)
        if theirs != code():
            return Answer(
                error=UserError(
                    "a machine of the Ray cluster has another web4-studio than this one; install "
                    "the same version everywhere"
                )
            )
        _KNOWN.clear()
        _KNOWN[reference.hex()] = work, shared
    return answer_of(*_KNOWN[reference.hex()], item)
