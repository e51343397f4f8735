"""Authored content: `DATASET/TOPIC.toml`, and the wording around it in `DATASET/wording.toml`.

Every kind of file has a pydantic model. A mistake is a ContentError of one line that names file,
entry and field: `content/guardrails/jest-6.toml: case 3: severity: …`.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from generators.errors import ContentError

WORDING = "wording"
FOLDER = resources.files(__package__)

Variants = tuple[str, ...]
"""Wordings of one place in a text, of which one is drawn."""


class Entry(BaseModel):
    """What a table of a content file holds: these fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(Entry):
    """An entry written as a list: its values in the order of the fields."""

    @model_validator(mode="before")
    @classmethod
    def _by_position(cls, values: Any) -> Any:
        if not isinstance(values, list):
            return values
        if len(values) > len(cls.model_fields):
            raise ValueError(f"has {len(values)} values, at most {len(cls.model_fields)} are known")
        return dict(zip(cls.model_fields, values, strict=False))


def _pair(separator: str | None) -> BeforeValidator:
    return BeforeValidator(
        lambda value: value.split(separator) if isinstance(value, str) else value
    )


TwoWords = Annotated[tuple[str, str], _pair(None)]
"""Two words of one text, separated by blanks."""
Named = Annotated[tuple[str, str], _pair(" :: ")]
"""A name and what is said of it, separated by ` :: `."""

Model = TypeVar("Model", bound=BaseModel)


def wording(dataset: str, model: type[Model], folder: Traversable | None = None) -> Model:
    """The dataset's phrases. Raises ContentError."""
    return _read(dataset, WORDING, model, folder or FOLDER)


def topics(
    dataset: str, model: type[Model], prefix: str = "", folder: Traversable | None = None
) -> dict[str, Model]:
    """The dataset's content files by topic (the file's name without its ending), sorted. Those of
    another package are in its own `folder`. Raises ContentError.
    """
    folder = folder or FOLDER
    names = sorted(
        each.name.removesuffix(".toml")
        for each in (folder / dataset).iterdir()
        if each.name.endswith(".toml")
    )
    return {
        name: _read(dataset, name, model, folder)
        for name in names
        if name != WORDING and name.startswith(prefix)
    }


def _read(dataset: str, topic: str, model: type[Model], folder: Traversable) -> Model:
    name = f"content/{dataset}/{topic}.toml"
    text = (folder / dataset / f"{topic}.toml").read_text("utf-8")
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{name}: invalid TOML ({error})") from None
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        raise ContentError(f"{name}: {_place(first['loc'])}: {message}") from None


def _place(parts: tuple[int | str, ...]) -> str:
    """`case 3: severity` for ("case", 2, "severity"): entries are counted from 1."""
    words: list[str] = []
    for part in parts:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ": ".join(words) or "the file"
