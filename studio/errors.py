"""The studio's own error meant for people."""

from __future__ import annotations

from generators.errors import UserError


class StudioError(UserError):
    """Wrong usage, or something in a workspace that is missing."""
