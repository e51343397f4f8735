"""The input for an import block: a class without it, and the modules that there are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from .inputs import Inputs
from .text import fenced, joined

# Modules of the same component that the class has no use for.
MOST_OTHERS = 4


class ImportInputs(Inputs):
    """The inputs of a cut that is nothing but imports."""

    def all(self) -> Iterator[tuple[str, str]]:
        path = self.labels["path"].format(place=self.source.place)
        code = fenced(self.unit.documented_text)
        modules = [self._module(item) for item in self.source.file.imports if item.names]
        lines = sorted({*modules, *self._others()})
        yield "imports", joined(path, code, self.labels["modules"] + "\n" + "\n".join(lines))

    def with_facts(self, text: str) -> str:
        return text

    def _others(self) -> list[str]:
        """Modules of the component that the class does not import."""
        here = posixpath.dirname(self.source.component.file_path)
        used = {item.source.rsplit("/", 1)[-1] for item in self.source.file.imports}
        found = []
        for other in self.library.neighbours(self.source):
            path = posixpath.relpath(other.component.file_path, here)
            path = (path if path.startswith(".") else f"./{path}").removesuffix(".ts") + ".js"
            names = [f"`{u.name}`" for u in other.file.units if u.exported and u.name]
            if names and path.rsplit("/", 1)[-1] not in used:
                found.append(f"- `{path}`: {', '.join(names[:4])}")
        return found[:MOST_OTHERS]
