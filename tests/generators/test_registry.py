"""Datasets that installed packages add: they are datasets like the others, and what is wrong with a
package is one line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generators import catalog, registry
from generators.errors import PluginError
from generators.pipeline import engine, holdout
from generators.sample import Candidate, SampleMetadata
from generators.settings import Settings, load
from generators.workers import installed
from generators.worth import judge
from studio.validation import expectation, required
from tests import plugin
from tests.plugin import MOONS

Put = Callable[..., Path]


def test_an_added_dataset_is_one_like_the_others(put: Put) -> None:
    alone = registry.names()
    put()
    assert registry.names() == engine.available() == [*alone, "moons"]
    assert "moons" not in catalog.DATASETS
    settings = load(None, datasets={"moons": {"categories": {"named": {"target": 2}}}})
    assert settings.dataset("moons").target == 2
    pool = engine.gather("moons", None, Settings())
    assert len(pool.candidates) == 5 and not pool.rejected
    assert registry.packages() == ["acme-moons"]


def test_its_own_tests_and_required_fields_are_asked(put: Put) -> None:
    put()
    metadata = SampleMetadata(task_type="moons")
    assert judge.weaknesses("moons", "?", "", "It has Europa.", metadata) == ("untrue",)
    assert judge.weaknesses("moons", "?", "", "It has Titan.", metadata) == ()
    assert "concept_taught" in required.fields("moons", "named")
    assert "concept_taught" not in required.fields("other", "named")


def test_it_changes_no_other_dataset(put: Put) -> None:
    settings = Settings()
    names = list(catalog.DATASETS)
    before = holdout.eval_quotas(catalog.DATASETS.values(), settings.eval_target)
    low, high = settings.total_tokens(names)
    put()
    every = list(registry.datasets().values())
    quotas = holdout.eval_quotas(every, settings.eval_target)
    assert {key: count for key, count in quotas.items() if key[0] != "moons"} == before
    assert quotas["moons", "named"] == 1
    # The final validation comes to the same counts by itself.
    assert expectation.eval_quotas(every, settings.eval_target)["moons"] == 1
    assert settings.total_tokens(names) == (low, high)
    assert settings.total_tokens([*names, "moons"])[1] == round(21_000_000 * 37_003 / 37_000)


def test_another_version_of_the_package_offers_other_candidates(put: Put) -> None:
    none = installed.code()
    folder = put()
    first = installed.code()
    (folder / "acme_moons.py").write_text(MOONS.replace("Triton", "Nereid"), "utf-8")
    plugin.forget()
    assert len({none, first, installed.code()}) == 3


FAULTS = {
    "an error on import": ("import no_such_module", "No module named 'no_such_module'"),
    "where it happens": (
        "x = 1\nx / 0",
        "ZeroDivisionError: division by zero, acme_moons.py line 2",
    ),
    "no Python": ("def", "SyntaxError"),
    "an end": ("raise SystemExit('no')", "SystemExit: no"),
    "no dataset": ("", "'moons' must lead to a module with a Dataset named DATASET"),
    "another name": (MOONS.replace('Dataset("moons"', 'Dataset("suns"'), "named 'suns'"),
    "no candidates": (MOONS.replace("def candidates", "def some"), "no function `candidates`"),
    "no categories": (
        MOONS.replace('(Category("named", 3, "moons"),)', "()"),
        "it needs categories, each of another name",
    ),
    "unknown material": (
        MOONS.replace("(AUTHORED,)", '("songs",)'),
        "`material` must name some of",
    ),
    "unknown weakness": (MOONS.replace('"untrue"', '"dull"'), "'dull' is no weakness"),
    "unknown field": (
        MOONS.replace('("concept_taught",)', '("colour",)'),
        "REQUIRED names 'colour'",
    ),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_faulty_package_is_one_line(put: Put, kind: str) -> None:
    text, said = FAULTS[kind]
    put(text)
    with pytest.raises(PluginError) as caught:
        registry.entries()
    line = str(caught.value)
    assert line.startswith("the package acme-moons cannot be used (") and said in line
    assert "\n" not in line


@pytest.mark.parametrize("name", ["guardrails", "eval", "Moons", "a-b", "../x"])
def test_a_name_that_cannot_be_used_is_refused(put: Put, name: str) -> None:
    put(MOONS.replace('Dataset("moons"', f'Dataset("{name}"'), name)
    with pytest.raises(PluginError, match=r"one of this name|is no name"):
        registry.entries()


def test_two_packages_of_one_name_are_refused(put: Put) -> None:
    put()
    put(package="other-moons")
    with pytest.raises(PluginError, match="'moons' is added by"):
        registry.entries()


@pytest.mark.parametrize("old", ["yield Candidate(", 'task_type="moons"'])
def test_what_a_generator_does_wrong_is_its_packages(put: Put, old: str) -> None:
    new = {"yield Candidate(": "yield dict(", 'task_type="moons"': 'task_type="guardrails"'}[old]
    put(MOONS.replace(old, new))
    with pytest.raises(PluginError, match=r"acme-moons cannot be used .generating moons: "):
        engine.gather("moons", None, Settings())


def test_an_error_of_a_generator_names_file_and_line(put: Put) -> None:
    put(MOONS.replace("    for planet", "    None + 1\n    for planet"))
    line = MOONS[: MOONS.index("    for planet")].count("\n") + 1
    with pytest.raises(PluginError, match=f"TypeError: .*, acme_moons.py line {line}"):
        engine.gather("moons", None, Settings())


def test_a_generator_of_the_catalog_is_not_blamed_on_a_package() -> None:
    def broken() -> Iterator[Candidate]:
        raise KeyError("a fault of this program")
        yield

    with pytest.raises(KeyError):
        list(registry.checked("guardrails", broken()))


def test_a_command_ends_with_the_line(put: Put, tmp_path: Path) -> None:
    folder = put("import no_such_module")
    paths = os.pathsep.join((str(folder), str(Path(__file__).parents[2])))
    done = subprocess.run(
        [sys.executable, "-m", "studio", "-w", str(tmp_path), "generate", "tool_awareness"],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("error: the package acme-moons cannot be used (")
