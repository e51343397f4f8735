"""Writes docs/settings.md from the settings model, so that the page cannot drift from the code."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from generators.settings import CardSettings, CategorySettings, DatasetSettings, Settings

INTRO = """# Settings

Keys of `web4-studio.toml`, all optional. This page is written by `python docs/make_settings.py`.
"""


def table(model: type[BaseModel]) -> str:
    rows = ["| key | default | meaning |", "|---|---|---|"]
    for name, info in model.model_fields.items():
        default = info.get_default(call_default_factory=True)
        shown = (
            ""
            if default is None or default == {} or isinstance(default, BaseModel)
            else f"`{str(default).lower() if default in (True, False) else default}`"
        )
        rows.append(f"| `{name}` | {shown} | {info.description or ''} |")
    return "\n".join(rows)


def page() -> str:
    return "\n".join(
        [
            INTRO,
            table(Settings),
            "",
            "## `[datasets.NAME]`",
            "",
            table(DatasetSettings),
            "",
            "## `[datasets.NAME.categories.CATEGORY]`",
            "",
            table(CategorySettings),
            "",
            "## `[card]`",
            "",
            table(CardSettings),
            "",
        ]
    )


if __name__ == "__main__":
    Path(__file__).with_name("settings.md").write_text(page(), "utf-8")
