"""Text from outside, as a terminal may get it: nothing in it is a command to the terminal."""

from __future__ import annotations

import re

# Control characters but for the line's end and the tab, and marks that turn the direction of text.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """The text with such signs written as escapes: `\\u001b` in place of the sign. In a JSON
    document they mean the same.
    """
    return COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
