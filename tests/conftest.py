"""Material made for tests: candidates of all eight datasets, distinct by construction, and an
export of them.
"""

from __future__ import annotations

import gc
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generators import catalog, registry
from generators.catalog import Dataset
from generators.pipeline.selection import Pool, Selection, select
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings
from studio.export import writer
from studio.figures.run_report import run_report
from studio.store.staging import Staging
from tests import material, plugin
from tests.material import prose

TEST_SCALE = 0.01
YOUNG = 10_000
"""New objects between two collections of garbage; memory is cheap in a test."""
EXEMPTED = pytest.StashKey[Path]()


def candidate(dataset: Dataset, category: str, family: str, rng: random.Random) -> Candidate:
    """A candidate that keeps every rule of the validation."""
    fields = material.metadata(dataset, category, family, rng)
    given, output = material.texts(dataset, fields, rng)
    metadata = SampleMetadata(task_type=dataset.name, category=category, family=family, **fields)
    return Candidate(
        instruction=f"Write about {prose(rng, 3)}",
        input=given,
        output=output,
        metadata=metadata,
        rank=rng.random(),
    )


def make_pools(
    settings: Settings, surplus: float = 1.5, seed: int = 1, names: tuple[str, ...] = ()
) -> list[Pool]:
    """Pools with `surplus` times the candidates needed, four to a family, as the gates would leave
    them.
    """
    from generators.pipeline import gates

    rng = random.Random(seed)
    pools = []
    for name in names or tuple(catalog.DATASETS):
        dataset = settings.dataset(name)
        offered = []
        for category in dataset.categories:
            for number in range(int((category.target + 12) * surplus)):
                offered.append(
                    candidate(dataset, category.name, f"{name}:{category.name}:{number // 4}", rng)
                )
        pool = Pool(dataset)
        for fit, rejected in gates.apply_gates(offered, dataset, settings):
            pool.candidates += fit
            pool.rejected += rejected
        pools.append(pool)
    return pools


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is run by hand may take hours."""
    for item in items:
        if item.get_closest_marker("long") or item.get_closest_marker("bench"):
            item.add_marker(pytest.mark.timeout(0))


def pytest_runtest_call(item: pytest.Item) -> None:
    """Exempts what lives long (modules, caches, the fixtures of a file) from garbage collection
    when the first test of a file begins: a worker holds a million objects, which the studio would
    have scanned after every rest.
    """
    if item.config.stash.get(EXEMPTED, None) != item.path:
        item.config.stash[EXEMPTED] = item.path
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


@pytest.fixture(scope="session", autouse=True)
def one_process() -> Iterator[None]:
    """Validation without its second process, which takes seconds; `test_loading` runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studio.validation.runner._loading", lambda *_: None)
        yield


@pytest.fixture(scope="session")
def settings() -> Settings:
    # Averages of made-up text differ from those of real material; the aim follows it.
    return Settings(scale=TEST_SCALE, min_worth=0)


@pytest.fixture(scope="session")
def pools(settings: Settings) -> list[Pool]:
    return make_pools(settings)


@pytest.fixture(scope="session")
def selection(pools: list[Pool], settings: Settings) -> Selection:
    return select(pools, settings)


def stage(path: Path, pools: list[Pool], selection: Selection, settings: Settings) -> Staging:
    """A staging store that holds the selection as `generate` would leave it."""
    staging = Staging(path)
    names = [pool.dataset.name for pool in pools]
    run = staging.start_run(names, settings, "corpus")
    staging.store(run, names, selection, settings, run_report(pools, selection, None))
    return staging


@pytest.fixture(scope="session")
def staged_store(
    tmp_path_factory: pytest.TempPathFactory,
    pools: list[Pool],
    selection: Selection,
    settings: Settings,
) -> Path:
    """The file of a staging store that holds the selection. Copy it before opening it."""
    path = tmp_path_factory.mktemp("staged") / "staging.db"
    stage(path, pools, selection, settings).close()
    return path


def put_store(staged_store: Path, path: Path) -> Path:
    """A copy of the staging store at a path whose folders need not be there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(staged_store, path)
    return path


@pytest.fixture(scope="session")
def good_export(
    tmp_path_factory: pytest.TempPathFactory, staged_store: Path, settings: Settings
) -> Path:
    """A folder with a validated export. Copy it before changing it."""
    folder = tmp_path_factory.mktemp("good")
    with Staging(put_store(staged_store, folder / "staging.db")) as staging:
        outcome = writer.export(staging, folder / "out", settings)
    assert outcome.report.passed, [verdict for verdict in outcome.report.failures]
    return folder / "out"


@pytest.fixture
def staging(tmp_path: Path, staged_store: Path) -> Iterator[Staging]:
    path = put_store(staged_store, tmp_path / "data" / ".studio" / "staging.db")
    with Staging(path) as opened:
        yield opened


@pytest.fixture
def put(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Path]]:
    """Installs a package of one module: `put(text, name, package, group, value)` returns the folder
    that it is installed in. By default it adds the dataset `moons`.
    """
    before, folder = set(sys.modules), tmp_path_factory.mktemp("installed")
    monkeypatch.syspath_prepend(str(folder))
    ours: set[str] = set()

    def write(
        text: str = plugin.MOONS,
        name: str = "moons",
        package: str = "acme-moons",
        group: str = registry.GROUP,
        value: str = "",
    ) -> Path:
        module = package.replace("-", "_")
        if module in ours:
            sys.modules.pop(module, None)
        ours.add(module)
        (folder / f"{module}.py").write_text(text, "utf-8")
        plugin.write(folder, package, {group: {name: module + value}})
        plugin.forget()
        return folder

    yield write
    monkeypatch.undo()
    for name in ours - before:
        sys.modules.pop(name, None)
    plugin.forget()
