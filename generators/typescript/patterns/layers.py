"""The 5-layer architecture: implementation, interfaces and command line apart."""

from __future__ import annotations

from collections.abc import Sequence

from generators.typescript import cutting
from generators.typescript.declarations import Member, SourceFile, Unit

from .base import Pattern, reached

# Which layers a layer may import besides itself: implementation on interfaces, the command line on
# both. 1 (infrastructure) and 4 (coordination) occur in real trees: 1 lies below and knows nothing
# of an implementation, 4 between.
ALLOWED_IMPORTS = {
    "layer1": frozenset({"layer1", "layer3"}),
    "layer2": frozenset({"layer2", "layer3"}),
    "layer3": frozenset({"layer3"}),
    "layer4": frozenset({"layer2", "layer3", "layer4"}),
    "layer5": frozenset({"layer2", "layer3", "layer4", "layer5"}),
}
LAYERED = frozenset({"layer2", "layer3", "layer5"})


class Layers(Pattern):
    """A file that shows its place among the layers: 2 and 5 import another layer, 3 declares and
    imports nothing above it. A block of imports alone shows it as a file with a class does.
    """

    name = "5_layer_architecture"
    by_imports = True

    def shown_in(self, file: SourceFile, layer: str) -> bool:
        if layer not in LAYERED or not layer_imports_ok(file, layer):
            return False
        if layer == "layer3":
            declares = any(unit.kind in ("interface", "type", "enum") for unit in file.units)
            return declares and not file.functions
        crosses = any(i.layer and i.layer != layer for i in file.imports)
        return crosses and bool(file.classes or not file.units)

    def declared_in(self, file: SourceFile, layer: str) -> bool:
        return self.shown_in(file, layer)

    def holds_for(self, unit: Unit, file: SourceFile, layer: str) -> bool:
        return self.shown_in(file, layer)

    def _touched_by(
        self, members: Sequence[Member], unit: Unit, file: SourceFile, layer: str
    ) -> bool:
        foreign = {name for i in file.imports if i.layer and i.layer != layer for name in i.names}
        names = reached(members, unit)
        words = set(cutting.WORD.findall(cutting.members_text(members)))
        for member in unit.members:
            if member.name in names:
                words |= set(cutting.WORD.findall(member.type or member.return_type or ""))
        return bool(foreign & words)


def layer_imports_ok(file: SourceFile, layer: str) -> bool:
    """Whether every import between layers runs in the allowed direction; false for an unknown
    layer.
    """
    allowed = ALLOWED_IMPORTS.get(layer)
    return allowed is not None and all(
        not i.layer or i.layer == layer or i.layer in allowed for i in file.imports
    )
