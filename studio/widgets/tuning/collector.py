"""Keeps Python's garbage collector from stopping the screen.

Python (3.11) scans all objects again and again, half a million of them from the libraries alone:
60 ms each time. And Textual (8.2.8) keeps every drawn line in a reference cycle; freeing the lines
of a dozen screens delays the next drawing by 15 ms. So what lives as long as the studio is taken
out of collection, and full collections wait for a moment in which nothing is drawn.
"""

from __future__ import annotations

import gc

THRESHOLDS = 700, 10, 60
"""Python's own, but for the last: a full collection after 60 of the younger objects, not 10. At
rest there is one much sooner; this is for who never pauses.
"""
WORTHWHILE = 3
"""Collections of the younger objects after which a full one is worthwhile at rest."""
REST_POLLS = 2
"""Polls without a drawing that count as rest."""


class Collector:
    """Decides when to collect. Its owner reports drawings and polls it regularly."""

    def __init__(self) -> None:
        self._rest = 0

    def freeze(self) -> None:
        """Exempts everything that exists now from collection."""
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)
        # Textual disables it while it draws; make sure that it is on.
        gc.enable()

    def drawn(self) -> None:
        """Something was drawn."""
        self._rest = REST_POLLS

    def poll(self) -> None:
        """Collects if nothing was drawn lately and there is enough to free."""
        self._rest -= 1
        if self._rest == 0 and gc.get_count()[2] >= WORTHWHILE:
            gc.collect()
