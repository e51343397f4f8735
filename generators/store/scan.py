"""From the files of repositories to the rows of a store."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generators import pdca, reading, typescript
from generators.limits import Limits, TooSlowError, within
from generators.pdca import facts
from generators.typescript import patterns

from . import files

EMBEDDED_CHARACTERS = 2_000

Progress = Callable[[str, int, int], None]
"""Called with the step, how much is done, and how much there is."""


@dataclass(frozen=True)
class Row:
    """One row of a collection."""

    id: str
    text: str
    metadata: Mapping[str, Any]

    @property
    def embedded(self) -> str:
        """The part of the text that its vector stands for."""
        return self.text[:EMBEDDED_CHARACTERS]


class Scan:
    """Reads repositories. `skipped` and `syntax_errors` are (name, reason) of what was left out or
    stored broken.
    """

    def __init__(self, repositories: Sequence[Path], tell: Progress, limits: Limits) -> None:
        self.repositories, self.tell, self.limits = repositories, tell, limits
        self.skipped: list[tuple[str, str]] = []
        self.syntax_errors: list[tuple[str, str]] = []

    def components(self) -> Iterator[Row]:
        """A row for each TypeScript file."""
        found = list(files.find(self.repositories, files.TYPESCRIPT))
        for done, file in enumerate(found, 1):
            self.tell("reading TypeScript", done, len(found))
            text = self._text(file)
            if text is None:
                continue
            try:
                with within(self.limits.seconds):
                    parsed = typescript.parse(text, tsx=file.name.lower().endswith("x"))
                    layer = typescript.layer_of(file.name)
                    shown = patterns.stored(parsed)
            except Exception as error:  # whatever one file provokes, the others are indexed
                self._unparsed(file, error)
                continue
            if parsed.refused:
                self.skipped.append((file.name, parsed.refused))
                continue
            if parsed.errors:
                self.syntax_errors.append((file.name, parsed.errors[0]))
            yield Row(
                file.name,
                text,
                {
                    "file_path": file.name,
                    "layer": layer,
                    "patterns": ",".join(sorted(shown)),
                    "file_type": PurePosixPath(file.name).suffix.lower(),
                },
            )

    def pdcas(self) -> Iterator[tuple[str, pdca.Pdca]]:
        """(path, record) of every distinct PDCA; a record named like another has its digest behind
        its id.
        """
        found = [
            file
            for file in files.find(self.repositories, files.MARKDOWN)
            if facts.is_pdca_path(file.name) or (file.problem and file.name.endswith("/"))
        ]
        texts: set[str] = set()
        ids: set[str] = set()
        for done, file in enumerate(found, 1):
            self.tell("reading PDCAs", done, len(found))
            text = self._text(file)
            if text is None or text in texts:
                continue
            texts.add(text)
            try:
                with within(self.limits.seconds):
                    if not facts.is_pdca(file.name, text):
                        continue
                    record = pdca.parse(text, file.name)
            except Exception as error:  # whatever one file provokes, the others are indexed
                self._unparsed(file, error)
                continue
            if record.id in ids:
                digest = hashlib.sha256(text.encode()).hexdigest()[:6]
                record = pdca.renamed(record, f"{record.id}~{digest}")
            ids.add(record.id)
            yield file.name, record

    def _text(self, file: files.Found) -> str | None:
        problem, text = file.problem, ""
        if not problem:
            try:
                content = reading.read(file.path, self.limits.bytes)
                text = content.decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError:
                problem = "not UTF-8; convert it to index it"
            except OSError as error:
                too_large = error.errno == errno.EFBIG
                problem = self.limits.large if too_large else reading.why(error)
            else:
                problem = "empty" if not text.strip() else "binary" if "\0" in text else ""
                problem = problem or self.limits.fault(text)
        if problem and (file.name, problem) not in self.skipped:
            self.skipped.append((file.name, problem))
        return None if problem else text

    def _unparsed(self, file: files.Found, error: Exception) -> None:
        if isinstance(error, TooSlowError):
            why = str(error)
        else:
            deep = isinstance(error, RecursionError)
            why = f"cannot be parsed: {'nested too deeply' if deep else type(error).__name__}"
        self.skipped.append((file.name, why))


def chunk_rows(record: pdca.Pdca, tokenizer: str) -> Iterator[Row]:
    """A row for each section chunk of a record."""
    for chunk in facts.chunks(record, tokenizer):
        yield Row(
            f"{record.id}#{chunk.chunk_index}",
            chunk.text,
            {
                "chunk_type": chunk.chunk_type,
                "chunk_index": chunk.chunk_index,
                "pdca_id": record.id,
                "agent_name": record.agent_name,
                "agent_role": record.agent_role,
                "date": record.date,
                "timestamp": record.timestamp,
                "trained_in_adapter": False,
                "training_batch": "",
                "training_date": "",
            },
        )
