"""The memory of a process, and when it has grown so much that another one should go on.

What is freed does not all go back to the system: small objects that stay, in caches above all, keep
the blocks that they share with others. Only the end of a process frees these.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

GROWTH = 1 << 30
"""Bytes that a process may grow by beyond what all items share."""
LEAST_WORK = 30.0
"""Seconds between two replacements, so that reading what is shared stays a small part."""
_STATM = Path("/proc/self/statm")


def resident() -> int:
    """Bytes of this process in memory; where the system does not tell, the most there were."""
    if _STATM.exists():
        return int(_STATM.read_text("ascii").split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Wear:
    """How a process has grown since it read what all items share."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        size: Callable[[], int] = resident,
    ) -> None:
        self._now, self._size = now, size
        self._began, self._base = now(), size()

    @property
    def worn(self) -> bool:
        """Whether another process should go on."""
        grown = self._size() - self._base
        return grown > GROWTH and self._now() - self._began > LEAST_WORK
