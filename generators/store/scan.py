"""From the files of repositories to the rows of a store."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generators import kinds, pdca, plugins, reading, typescript
from generators.limits import Limits, TooSlowError, within
from generators.pdca import facts, outline
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
    """Reads repositories. What is left out, or not as it should be, is kept as (name, reason)."""

    def __init__(
        self, repositories: Sequence[Path], tell: Progress, limits: Limits, follow: bool = False
    ) -> None:
        self.tell, self.limits = tell, limits
        self.passed = files.Passed()
        """What was passed over: endings, ignored paths."""
        self.skipped: list[tuple[str, str]] = []
        """Files that cannot be read or exceed a limit."""
        self.syntax_errors: list[tuple[str, str]] = []
        """TypeScript stored although it does not parse; what is outside of the errors is used."""
        self.not_records: list[tuple[str, str]] = []
        """Files under a PDCA path that are no record."""
        self.repaired: list[tuple[str, str]] = []
        """Records with something that had to be guessed."""
        self.readers = kinds.readers().values()
        """Of records of other kinds."""
        endings = (
            *files.TYPESCRIPT,
            *files.MARKDOWN,
            *(e for r in self.readers for e in r.endings),
        )
        self._found = list(files.find(repositories, endings, self.passed, follow))
        self.not_records += [
            (name, "not Markdown; only .md and .markdown are read")
            for name in self.passed.others
            if facts.in_pdca_place(name)
        ]

    def components(self) -> Iterator[Row]:
        """A row for each TypeScript file."""
        found = [file for file in self._found if _is(file, files.TYPESCRIPT)]
        for done, file in enumerate(found, 1):
            self.tell("reading TypeScript", done, len(found))
            text = self._text(file)
            row = None if text is None else self._component(file, text)
            if row is not None:
                yield row

    def _component(self, file: files.Found, text: str) -> Row | None:
        try:
            with within(self.limits.seconds):
                parsed = typescript.parse(text, tsx=file.name.lower().endswith("x"))
                layer = typescript.layer_of(file.name)
                shown = patterns.stored(parsed)
        except Exception as error:  # whatever one file provokes, the others are indexed
            self._unparsed(file, error)
            return None
        if parsed.refused:
            self.skipped.append((file.name, parsed.refused))
            return None
        self.repaired += [(file.name, f"{gap} is not in the grammar") for gap in parsed.gaps]
        if parsed.errors:
            self.syntax_errors.append((file.name, parsed.errors[0]))
        metadata = {
            "file_path": file.name,
            "layer": layer,
            "patterns": ",".join(sorted(shown)),
            "file_type": PurePosixPath(file.name).suffix.lower(),
        }
        return Row(file.name, text, metadata)

    def pdcas(self) -> Iterator[tuple[str, pdca.Pdca]]:
        """(path, record) of every distinct PDCA; a record named like another has its digest behind
        its id.
        """
        found = [file for file in self._found if _is(file, files.MARKDOWN)]
        found = [file for file in found if facts.in_pdca_place(file.name) or file.problem]
        texts: dict[str, str] = {}
        ids: set[str] = set()
        for done, file in enumerate(found, 1):
            self.tell("reading PDCAs", done, len(found))
            record = self._record(file, texts)
            if record is None:
                continue
            if record.id in ids:
                digest = hashlib.sha256(record.text.encode()).hexdigest()[:6]
                record = pdca.renamed(record, f"{record.id}~{digest}")
            ids.add(record.id)
            self.repaired += [(file.name, note) for note in record.notes]
            yield file.name, record

    def records(self) -> Iterator[Row]:
        """A row for each record of a kind that a package reads. What lies where PDCAs do is left to
        them; of several readers, the first by name that claims a file reads it. Raises PluginError.
        """
        found = [file for file in self._found if not facts.in_pdca_place(file.name)]
        for done, file in enumerate(found, 1):
            reader = next((each for each in self.readers if _claimed(file, each)), None)
            if reader is None or (text := self._text(file)) is None:
                continue
            self.tell(f"reading {reader.what}", done, len(found))
            try:
                with within(self.limits.seconds):
                    own = _facts(reader, file.name, text)
            except kinds.NotARecord as error:
                self.not_records.append((file.name, str(error)))
            except TooSlowError as error:
                self._unparsed(file, error)
            else:
                yield Row(file.name, text, {**own, "file_path": file.name, "kind": reader.kind})

    def _record(self, file: files.Found, texts: dict[str, str]) -> pdca.Pdca | None:
        """The record in a file; None for what is none, named with the reason. `texts` holds the
        name of the first file with each text.
        """
        text = self._text(file)
        if text is None:
            return None
        try:
            with within(self.limits.seconds):
                record = pdca.parse(text, file.name)
                why = facts.why_not(file.name, record)
        except Exception as error:  # whatever one file provokes, the others are indexed
            self._unparsed(file, error)
            return None
        first = texts.setdefault(text, file.name)
        if not why and first != file.name:
            why = f"the same text as {first}"
        if why:
            self.not_records.append((file.name, why))
        return None if why else record

    def _text(self, file: files.Found) -> str | None:
        problem, text = file.problem, ""
        if not problem:
            try:
                content = reading.read(file.path, self.limits.bytes)
                text = outline.normal(content.decode("utf-8-sig"))
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


def _is(file: files.Found, endings: tuple[str, ...]) -> bool:
    """Whether a file has one of the endings; a folder that cannot be read may hold any."""
    return file.name.lower().endswith(endings) or (bool(file.problem) and file.name.endswith("/"))


def _claimed(file: files.Found, reader: kinds.Reader) -> bool:
    try:
        return _is(file, reader.endings) and not file.problem and reader.claims(file.name)
    except Exception as error:
        raise _faulty(reader, file.name, error) from error


def _facts(reader: kinds.Reader, name: str, text: str) -> dict[str, kinds.Fact]:
    """What the reader finds, as a store can hold it. Raises NotARecord and PluginError."""
    try:
        own = dict(reader.facts(name, text))
        for key, value in own.items():
            if not isinstance(key, str) or not isinstance(value, str | int | float | bool):
                raise TypeError(f"fact {key!r} is of type {type(value).__name__}")
    except (kinds.NotARecord, TooSlowError):
        raise
    except Exception as error:
        raise _faulty(reader, name, error) from error
    return own


def _faulty(reader: kinds.Reader, name: str, error: Exception) -> Exception:
    return plugins.fault(reader.package, f"reading {name}: {plugins.why(error)}")


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
