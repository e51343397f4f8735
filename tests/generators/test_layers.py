"""Nothing is shared between datasets, and inside `refactoring` arrows go down only."""

import ast
from pathlib import Path

import pytest

import generators
from generators import catalog

ROOT = Path(generators.__file__).parent
FLOORS = (
    *("wording", "code", "soundness", "printing", "material"),
    *("apart", "proofs", "callers", "change", "inverse", "steps"),
)


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports, relative ones resolved."""
    package = ["generators", *path.relative_to(ROOT).parent.parts]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            found |= {module, *(f"{module}.{each.name}" for each in node.names)}
    return found


@pytest.mark.parametrize("name", catalog.DATASETS)
def test_a_dataset_imports_no_other(name):
    single = ROOT / f"{name}.py"
    paths = [single] if single.exists() else sorted((ROOT / name).rglob("*.py"))
    assert paths
    others = {f"generators.{each}" for each in catalog.DATASETS if each != name}
    for path in paths:
        packages = {".".join(each.split(".")[:2]) for each in imported(path)}
        assert not packages & others, path


def test_refactoring_imports_downwards_only():
    folder = ROOT / "refactoring"
    for path in folder.rglob("*.py"):
        own = path.relative_to(folder).parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        for each in imported(path):
            parts = each.split(".")
            if parts[:2] == ["generators", "refactoring"] and len(parts) > 2:
                assert FLOORS.index(parts[2]) <= FLOORS.index(own), (path, each)
