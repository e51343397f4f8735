"""Errors of the store meant for people."""

from __future__ import annotations


class StoreError(Exception):
    """A store that cannot be built or read. Its text is one line that names the thing and the mend."""
