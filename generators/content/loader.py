"""Authored content: `DATASET/TOPIC.toml`, and the wording around it in `DATASET/wording.toml`."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

WORDING = "wording"


def wording(dataset: str) -> dict[str, Any]:
    """The dataset's phrases, by slot."""
    return _read(dataset, WORDING)


def topics(dataset: str, prefix: str = "") -> dict[str, dict[str, Any]]:
    """The dataset's content files by topic (the file's name without its ending), sorted."""
    folder = resources.files(__package__) / dataset
    names = sorted(each.name.removesuffix(".toml") for each in folder.iterdir())
    return {
        name: _read(dataset, name) for name in names if name != WORDING and name.startswith(prefix)
    }


def _read(dataset: str, topic: str) -> dict[str, Any]:
    return tomllib.loads(
        (resources.files(__package__) / dataset / f"{topic}.toml").read_text("utf-8")
    )
