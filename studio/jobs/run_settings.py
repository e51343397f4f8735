"""The settings of the next runs as text to edit: TOML as in web4-studio.toml, for one dataset."""

from __future__ import annotations

import json
from typing import Any

from generators import reading, registry
from generators.settings import Settings
from studio.errors import StudioError

GENERAL = ("only_untrained", "strict_quarters", "max_output_reuse")
HEAD = """# {name}: targets, queries and filters of the next runs, until you quit the studio.
# To make them permanent, copy these lines to web4-studio.toml.{scaled}
"""
SCALED = "\n# Targets are those of a full dataset; runs multiply them by scale = {:g}."


def as_toml(settings: Settings, name: str) -> str:
    """What applies to a dataset now: the general switches, then every category with target, queries
    and layers.
    """
    scaled = SCALED.format(settings.scale) if settings.scale != 1 else ""
    lines = [HEAD.format(name=name, scaled=scaled)]
    lines += [f"{key} = {_value(getattr(settings, key))}" for key in GENERAL]
    # Targets at scale 1, as the file has them.
    for category in settings.model_copy(update={"scale": 1.0}).dataset(name).categories:
        lines.append(f"\n[datasets.{name}.categories.{_key(category.name)}]")
        lines.append(f"target = {category.target}")
        if registry.datasets()[name].authored:
            continue
        lines.append(f"layers = {_value(list(category.layers))}  # empty: all")
        lines += ["queries = [", *(f"  {_value(query)}," for query in category.queries), "]"]
    return "\n".join(lines) + "\n"


def from_toml(text: str, settings: Settings) -> dict[str, Any]:
    """Overrides from an edited text; datasets it does not name keep theirs. Raises StudioError."""
    try:
        values = reading.toml(text)
    except ValueError as error:
        raise StudioError(f"Invalid TOML: {reading.why(error)}") from None
    kept = {
        key: each.model_dump(exclude_none=True, mode="json")
        for key, each in settings.datasets.items()
    }
    datasets = values.get("datasets", {})
    if not isinstance(datasets, dict):
        raise StudioError("setting 'datasets' must be a table: [datasets.NAME.categories.CATEGORY]")
    for name, dataset in datasets.items():
        kept[name] = kept.get(name, {}) | dataset if isinstance(dataset, dict) else dataset
    return values | {"datasets": kept}


def _value(value: Any) -> str:
    # JSON of these values is valid TOML, except for characters beyond the basic plane.
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() else _value(name)
