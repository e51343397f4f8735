"""The components of a corpus as parsed sources, with their imports followed from file to file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from generators import typescript
from generators.steps import counted

from . import SourceFile, Unit, tree

# Tests, declarations and what tools wrote: not the style of anyone.
UNWANTED = re.compile(
    r"(?:^|/)(?:tests?|__tests__|spec|specs|dist|build|out|node_modules|coverage|vendor|generated)/"
    r"|\.(?:test|spec|d|config)\.[mc]?tsx?$"
)
RELEASE = re.compile(r"(?:^|/)components/[^/]+/[^/]+/(.+)$")
TYPES = frozenset({"interface", "type", "enum", "class"})
EVERYTHING = TYPES | {"function", "const"}
SUFFIXES = (".ts", ".tsx", ".mts", ".cts", "/index.ts")


class Record(Protocol):
    """What is read of a component record (`corpus.Component`)."""

    @property
    def file_path(self) -> str: ...
    @property
    def layer(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def version(self) -> tuple[int, ...]: ...
    @property
    def path_in_version(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def digest(self) -> str: ...


class Components(Protocol):
    """What is asked of a corpus here."""

    def components(self) -> Sequence[Record]: ...
    def distinct_components(self) -> Sequence[Record]: ...


@dataclass(frozen=True, eq=False)
class Source:
    """A component with its parsed text. `layer` is the store's, or the path's where the store does
    not know.
    """

    component: Record
    file: SourceFile
    layer: str

    @property
    def readable(self) -> bool:
        """Whether the tree can be trusted. A misplaced `await` spoils the member it stands in, not
        the others.
        """
        return all(error.endswith(tree.MISPLACED_AWAIT) for error in self.file.errors)

    @property
    def place(self) -> str:
        """The path inside the component's version, or the last parts of the path."""
        match = RELEASE.search(self.component.file_path)
        return match.group(1) if match else "/".join(self.component.file_path.split("/")[-4:])


class Library:
    """Parses each distinct text once. `sources` are fit to learn style from, newest
    version first. `shown` makes of each source what may be shown of it.
    """

    def __init__(
        self,
        corpus: Components,
        shown: Callable[[Source], Source] | None = None,
        phases: int = 1,
    ) -> None:
        """Parsing is the first of so many phases of the work that is told of."""
        self._shown = shown
        self._records = {record.file_path: record for record in corpus.components()}
        self._files: dict[tuple[str, str], SourceFile] = {}
        self._located: dict[
            tuple[Source, str, frozenset[str], int], tuple[Source, Unit] | None
        ] = {}
        self._sources: dict[str, Source] = {}
        self._importers: dict[tuple[str, str], list[Source]] = {}
        self._versions: dict[str, list[Source]] = {}
        wanted = [r for r in corpus.distinct_components() if not UNWANTED.search(r.file_path)]
        wanted.sort(key=lambda r: (tuple(-part for part in r.version), r.file_path))
        parsed = map(self.source, counted(wanted, 0, phases))
        self.sources = [source for source in parsed if source.readable or source.file.salvaged]

    def source(self, record: Record) -> Source:
        """The record, parsed."""
        if record.file_path not in self._sources:
            known = record.layer if record.layer.startswith("layer") else ""
            layer = known or typescript.layer_of(record.file_path)
            key = (record.digest, layer)
            if key not in self._files:
                tsx = record.file_path.lower().endswith(".tsx")
                file = typescript.parse(record.text, tsx, record.file_path)
                source = Source(record, file, layer)
                self._files[key] = self._shown(source).file if self._shown else file
            self._sources[record.file_path] = Source(record, self._files[key], layer)
        return self._sources[record.file_path]

    def imported(self, source: Source, path: str) -> Source | None:
        """The source that a relative import names; None for packages and for what the corpus does
        not hold.
        """
        if not path.startswith("."):
            return None
        target = posixpath.normpath(
            posixpath.join(posixpath.dirname(source.component.file_path), path)
        )
        stem = re.sub(r"\.(?:[mc]?js|jsx|[mc]?ts|tsx)$", "", target)
        record = next((r for suffix in SUFFIXES if (r := self._records.get(stem + suffix))), None)
        return self.source(record) if record else None

    def neighbours(self, source: Source) -> list[Source]:
        """The other sources of the same version of the component, by path."""
        if not self._versions:
            for each in sorted(self.sources, key=lambda each: each.component.file_path):
                self._versions.setdefault(_version(each), []).append(each)
        versions = self._versions.get(_version(source), [])
        return [each for each in versions if each.component != source.component]

    def importers(self, source: Source, name: str) -> list[Source]:
        """The sources that import `name` from this one, by path."""
        if not self._importers:
            for user in self.sources:
                for item in user.file.imports:
                    if target := self.imported(user, item.source):
                        for each in item.names:
                            self._importers.setdefault((target.component.digest, each), []).append(
                                user
                            )
        return self._importers.get((source.component.digest, name), [])

    def declaration(self, source: Source, name: str) -> Unit | None:
        """The interface, type, enum or class that `name` means in a source: its own, or one it
        imports.
        """
        found = self.located(source, name, TYPES)
        return found[1] if found else None

    def located(
        self, source: Source, name: str, kinds: Collection[str] = EVERYTHING, hops: int = 3
    ) -> tuple[Source, Unit] | None:
        """The declaration of these kinds that `name` means in a source, and the source it stands
        in: its own, or behind at most `hops` imports and re-exports.
        """
        key = (source, name, frozenset(kinds), hops)
        if key not in self._located:
            self._located[key] = self._locate(source, name, kinds, hops)
        return self._located[key]

    def _locate(
        self, source: Source, name: str, kinds: Collection[str], hops: int
    ) -> tuple[Source, Unit] | None:
        own = next((u for u in source.file.units if u.name == name and u.kind in kinds), None)
        if own is not None:
            return source, own
        for item in source.file.imports if hops else ():
            everything = not item.names and item.text.startswith("export")
            if (name in item.names or everything) and (
                target := self.imported(source, item.source)
            ):
                renamed = re.search(rf"(\w+)\s+as\s+{re.escape(name)}\b", item.text)
                wanted = renamed.group(1) if renamed else name
                if found := self.located(target, wanted, kinds, hops - 1):
                    return found
        return None


def _version(source: Source) -> str:
    """The folder of a component's version; of other files their own folder."""
    path, match = source.component.file_path, RELEASE.search(source.component.file_path)
    return path[: match.start(1)] if match else posixpath.dirname(path)
