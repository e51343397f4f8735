"""Errors meant for people: one line that names the thing and the mend. The command line exits with
2 on them.
"""

from __future__ import annotations


class StudioError(Exception):
    """Wrong usage, configuration or a missing store."""
