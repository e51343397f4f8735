"""The input for an import block: a class without it, and the modules that there are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from generators.typescript import cutting
from generators.typescript.patterns.state import is_public_state, public_state

from .inputs import Inputs
from .text import fenced, joined

# Two spellings of one module: with an ending, and without.
SCRIPT = re.compile(r"\.[cm]?[jt]sx?$")
OFFERED = re.compile(r"`([\w$]+)`")
# Modules of the same component that the class has no use for.
MOST_OTHERS = 4


class ImportInputs(Inputs):
    """The inputs of a cut that is nothing but imports."""

    def all(self) -> Iterator[tuple[str, str]]:
        part = self.cut.members
        if any(map(is_public_state, part)) if part else public_state(self.unit):
            return
        path = self.labels["path"].format(place=self.source.place)
        code = fenced(cutting.reduced(self.unit, part) if part else self.unit.documented_text)
        modules = [self._module(item) for item in self.source.file.imports if item.names]
        lines = sorted({*modules, *self._others()})
        # What a line quotes first is the module.
        offered = {name for line in lines for name in OFFERED.findall(line.split("`", 2)[2])}
        # Where all of them are to be imported, the list is the answer.
        if offered <= set(cutting.WORD.findall(self.cut.text)):
            return
        given = self.labels["modules"] + "\n" + "\n".join(lines)
        yield "imports_of_part" if part else "imports", joined(path, code, given)

    def with_facts(self, text: str) -> str:
        return text

    def _others(self) -> list[str]:
        """Modules of the component that the class does not import."""
        here = posixpath.dirname(self.source.component.file_path)
        used = {_bare(item.source) for item in self.source.file.imports}
        held = {name for item in self.source.file.imports for name in item.names}
        # Whether this file marks what it imports for its types alone.
        typed = any(item.text.startswith("import type") for item in self.source.file.imports)
        layers = {item.layer or self.source.layer for item in self.source.file.imports}
        others = self.library.neighbours(self.source)
        found = []
        # What stands in the layers that are used is harder to tell from what is used.
        for other in sorted(others, key=lambda each: each.layer not in layers):
            path = posixpath.relpath(other.component.file_path, here)
            path = (path if path.startswith(".") else f"./{path}").removesuffix(".ts") + ".js"
            units = [u for u in other.file.units if u.exported and u.name]
            # What two modules offer could be imported from either.
            if units and _bare(path) not in used and held.isdisjoint(u.name for u in units):
                # As with those that are used, or the mark would tell which these are.
                only = all(u.kind in ("interface", "type") for u in units) and typed
                names = ", ".join(f"`{u.name}`" for u in units[:MOST_OTHERS])
                found.append(f"- `{path}`{' (types only)' * only}: {names}")
        return found[:MOST_OTHERS]


def _bare(path: str) -> str:
    """The name of a module without its folder and its ending."""
    return SCRIPT.sub("", path.rsplit("/", 1)[-1])
