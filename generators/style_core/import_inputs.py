"""The input for an import block: a class without it, and the modules that there are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from generators.typescript.patterns.state import public_state
from generators.worth import house
from generators.worth.piece import read

from .inputs import Inputs
from .text import fenced, joined

# Modules of the same component that the class has no use for.
MOST_OTHERS = 4


class ImportInputs(Inputs):
    """The inputs of a cut that is nothing but imports."""

    def all(self) -> Iterator[tuple[str, str]]:
        if public_state(self.unit) or not self._clean():
            return
        path = self.labels["path"].format(place=self.source.place)
        code = fenced(self.unit.documented_text)
        modules = [self._module(item) for item in self.source.file.imports if item.names]
        lines = sorted({*modules, *self._others()})
        yield "imports", joined(path, code, self.labels["modules"] + "\n" + "\n".join(lines))

    def _clean(self) -> bool:
        """Whether the class may be shown: code in a request teaches, too."""
        return not house.broken_rules(read(self.unit.text), self.source.layer)

    def with_facts(self, text: str) -> str:
        return text

    def _others(self) -> list[str]:
        """Modules of the component that the class does not import."""
        here = posixpath.dirname(self.source.component.file_path)
        used = {item.source.rsplit("/", 1)[-1] for item in self.source.file.imports}
        # Whether this file marks what it imports for its types alone.
        typed = any(item.text.startswith("import type") for item in self.source.file.imports)
        found = []
        for other in self.library.neighbours(self.source):
            path = posixpath.relpath(other.component.file_path, here)
            path = (path if path.startswith(".") else f"./{path}").removesuffix(".ts") + ".js"
            units = [u for u in other.file.units if u.exported and u.name]
            if units and path.rsplit("/", 1)[-1] not in used:
                # As with those that are used, or the mark would tell which these are.
                only = all(u.kind in ("interface", "type") for u in units) and typed
                names = ", ".join(f"`{u.name}`" for u in units[:MOST_OTHERS])
                found.append(f"- `{path}`{' (types only)' * only}: {names}")
        return found[:MOST_OTHERS]
