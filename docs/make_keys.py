"""Writes docs/keys.md from the bindings, so that the page cannot drift from the code."""

from __future__ import annotations

from pathlib import Path

from textual.binding import Binding
from textual.keys import format_key

from studio.panes import keys

INTRO = """# Keys by name

What stands in `[keys]` of `web4-studio.toml`: the name of a key, and the keys it gets, with commas between several
(`"browse.flag" = "ctrl+g,f2"`). This page is written by `python docs/make_keys.py`.

| name | keys | what it does |
|---|---|---|
"""


def row(binding: Binding) -> str:
    shown = binding.key_display or ", ".join(format_key(key) for key in binding.key.split(","))
    return f"| `{binding.id}` | `{shown}` | {binding.tooltip or binding.description} |"


def page() -> str:
    # A part that inherits from another has its bindings too; each name stands once.
    by_name = {str(binding.id): binding for binding in keys.bindings()}
    return INTRO + "\n".join(row(by_name[name]) for name in sorted(by_name)) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("keys.md").write_text(page(), "utf-8")
