"""Errors meant for people: their text is one line that names the thing and how to fix it.

Whoever runs a job shows that line and nothing else; every other exception is a bug.
"""

from __future__ import annotations

import re

# The user and the password of a URL.
USERINFO = re.compile(r"(?<=://)[^\s/@]+@")


class UserError(Exception):
    """Something a person can fix. The command line prints the text and exits with 2.

    A password in a URL that the text names is left out of it.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(USERINFO.sub("…@", text))


class StoreError(UserError):
    """A store that cannot be built or read."""


class ConfigError(UserError):
    """A setting that cannot be used."""


class TokenizerError(UserError):
    """A tokenizer that cannot be loaded."""


class ContentError(UserError):
    """A mistake in a content file: its text names file, entry and field."""


class PluginError(UserError):
    """A package that adds a dataset or reads a kind of record, and cannot be used."""
