"""Installs a package as pip would, without a network: its files, and the metadata that tell what it
adds.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from generators import kinds, registry
from generators.workers import installed

MOONS = """
from generators.catalog import AUTHORED, Category, Dataset
from generators.sample import Candidate, SampleMetadata

DATASET = Dataset("moons", "Planet", (Category("named", 3, "moons"),), 1, material=(AUTHORED,))
REQUIRED = ("concept_taught",)
KNOWN = {"Mars": "Phobos and Deimos", "Earth": "the Moon", "Pluto": "Charon, Styx and Nix",
         "Neptune": "Triton", "Saturn": "Titan, Rhea and Dione"}
TESTS = {"untrue": lambda case: "Europa" in case.output}


def candidates(dataset, corpus, settings):
    for planet, moons in KNOWN.items():
        yield Candidate(
            instruction=f"Which moons does {planet} have?", input="", output=f"It has {moons}.",
            metadata=SampleMetadata(
                task_type="moons", category="named", source=f"template:moons:{planet}",
                family=f"moons:{planet}", view="question", concept_taught=planet,
            ),
        )
"""
"""A module that adds the dataset `moons`, authored, of three samples and one for evaluation."""


def forget() -> None:
    """What is installed is looked up anew."""
    for kept in (registry.entries, registry.code, kinds.readers, installed.code):
        kept.cache_clear()


def install(project: Path, folder: Path) -> None:
    """Puts the packages of a project into a folder, with their entry points."""
    stated = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    for package in (path for path in project.iterdir() if path.is_dir()):
        shutil.copytree(package, folder / package.name)
    write(folder, stated["name"], stated["entry-points"], stated["version"])


def write(folder: Path, name: str, points: dict[str, dict[str, str]], version: str = "1.0") -> None:
    """Writes the metadata of a distribution: entry points by group and name."""
    metadata = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    metadata.mkdir(parents=True, exist_ok=True)
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8"
    )
    lines = [
        line
        for group, offered in points.items()
        for line in (f"[{group}]", *(f"{key} = {value}" for key, value in offered.items()))
    ]
    (metadata / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
