"""The datasets there are: the catalog's, and those that installed packages add.

A package adds one by an entry point of the group `web4_studio.datasets` that leads to a module. The
module is what `generators.NAME` is for a dataset of the catalog (`candidates`, and where needed
`plan` and `parts`), and states what the catalog and the tables of other modules state for those:

- `DATASET`: the specification.
- `TESTS`: its worth tests by code, and `REPEATS`: a function of all its cases; both optional.
- `REQUIRED`: names of the metadata fields that every sample must fill; optional.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from . import catalog, kinds, plugins
from .catalog import Dataset
from .errors import UserError
from .sample import Candidate, SampleMetadata

GROUP = "web4_studio.datasets"


@dataclass(frozen=True)
class Entry:
    """A dataset, the name of the module that generates it, and the package that adds it (empty for
    one of the catalog).
    """

    dataset: Dataset
    module: str
    package: str = ""

    @property
    def generator(self) -> ModuleType:
        return importlib.import_module(self.module)

    @property
    def there(self) -> bool:
        """Whether its generator is installed."""
        return importlib.util.find_spec(self.module) is not None


@cache
def entries() -> dict[str, Entry]:
    """All datasets by name, the catalog's first. Raises PluginError."""
    found = {
        name: Entry(dataset, f"generators.{name}") for name, dataset in catalog.DATASETS.items()
    }
    for offer in plugins.offers(GROUP):
        found[offer.name] = _entry(offer)
    return found


def datasets() -> dict[str, Dataset]:
    """Their specifications. Raises PluginError."""
    return {name: entry.dataset for name, entry in entries().items()}


def names() -> list[str]:
    """Their names. Raises PluginError."""
    return list(entries())


def added() -> dict[str, Entry]:
    """Those that packages add. Raises PluginError."""
    return {name: entry for name, entry in entries().items() if entry.package}


def offered(name: str, what: str, otherwise: Any) -> Any:
    """What the module of an added dataset has under a name; `otherwise` where it has nothing, and
    for all other names. Raises PluginError.
    """
    entry = added().get(name)
    return otherwise if entry is None else getattr(entry.generator, what, otherwise)


def packages() -> list[str]:
    """The packages that add datasets or kinds of records, sorted. Raises PluginError."""
    readers = (reader.package for reader in kinds.readers().values())
    return sorted({*(entry.package for entry in added().values()), *readers})


@cache
def code() -> str:
    """A hash of these packages' files, empty without any: another version offers other candidates.
    Raises PluginError.
    """
    digest = hashlib.sha256()
    modules = [*(each.generator for each in added().values()), *kinds.modules()]
    for path in sorted({path for module in modules for path in plugins.sources(module)}):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest() if modules else ""


def call(name: str, function: str, *given: Any) -> Any:
    """What a function of a dataset's generator returns. Raises PluginError for whatever that of an
    added one raises.
    """
    entry = entries()[name]
    with _blamed(entry):
        return getattr(entry.generator, function)(*given)


def checked(name: str, made: Iterable[Candidate]) -> Iterable[Candidate]:
    """The candidates of a dataset; those of an added one are checked as they come. Raises
    PluginError for what is no candidate of the dataset, and for whatever its generator raises.
    """
    entry = entries()[name]
    return _checked(entry, made) if entry.package else made


def _checked(entry: Entry, made: Iterable[Candidate]) -> Iterator[Candidate]:
    with _blamed(entry):
        for candidate in made:
            if not isinstance(candidate, Candidate):
                raise TypeError(f"{type(candidate).__name__} offered, a Candidate wanted")
            if candidate.dataset != entry.dataset.name:
                raise ValueError(f"a candidate's task_type is {candidate.dataset!r}")
            yield candidate


@contextmanager
def _blamed(entry: Entry) -> Iterator[None]:
    """An error of an added dataset's generator names its package, unless it says what a person can
    do.
    """
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        if not entry.package:
            raise
        what = f"generating {entry.dataset.name}: {plugins.why(error)}"
        raise plugins.fault(entry.package, what) from error


def _entry(offer: plugins.Offer) -> Entry:
    module, dataset = offer.value, getattr(offer.value, "DATASET", None)
    if not isinstance(module, ModuleType) or not isinstance(dataset, Dataset):
        raise plugins.fault(
            offer.package, f"{offer.name!r} must lead to a module with a Dataset named DATASET"
        )
    for wrong in _faults(offer.name, module, dataset):
        raise plugins.fault(offer.package, f"dataset {offer.name!r}: {wrong}")
    return Entry(dataset, module.__name__, offer.package)


def _faults(name: str, module: ModuleType, dataset: Dataset) -> Iterator[str]:
    """What is wrong with an added dataset, in words."""
    if name in catalog.DATASETS or name == catalog.EVAL:
        yield "web4-studio has one of this name"
    if dataset.name != name:
        yield f"its DATASET is named {dataset.name!r}"
    if not callable(getattr(module, "candidates", None)):
        yield "its module has no function `candidates`"
    own = [category.name for category in dataset.categories]
    if not own or len(set(own)) < len(own):
        yield "it needs categories, each of another name"
    material = {catalog.COMPONENTS, catalog.PDCAS, catalog.AUTHORED, *kinds.readers()}
    if not dataset.material or set(dataset.material) - material:
        yield f"`material` must name some of {', '.join(sorted(material))}"
    tests = getattr(module, "TESTS", {})
    if unknown := [*(set(tests) | set(dataset.refused)) - set(catalog.WEAKNESSES)]:
        yield f"{unknown[0]!r} is no weakness; there are {', '.join(catalog.WEAKNESSES)}"
    required = set(getattr(module, "REQUIRED", ()))
    if unknown := sorted(required - set(SampleMetadata.model_fields)):
        yield f"REQUIRED names {unknown[0]!r}, which no metadata have"
