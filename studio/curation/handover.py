"""Reviews that travel: samples to a second reader as JSONL, verdicts back, both readers' verdicts
kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Field

from generators import reading
from generators.sample import fingerprint
from studio.errors import StudioError
from studio.search import samples
from studio.store import texts, verdicts
from studio.store.staging import Staging
from studio.store.verdicts import REASONS

WORDS = ("accept", "flag", "skip")
LARGEST = 1_000_000_000
"""Bytes of a review file; all samples of the full dataset take a fifth of it."""


class _Metadata(BaseModel):
    sample_id: str = Field(max_length=200)


class _Reviewed(BaseModel):
    """A line of a review file: of the sample its id, its texts if they are there, and what the
    reader filled in.
    """

    metadata: _Metadata
    instruction: str | None = None
    input: str | None = None
    output: str | None = None
    verdict: str | None = Field(None, max_length=100)
    reason: str | None = Field(None, max_length=100)
    note: str | None = Field(None, max_length=10_000)
    reviewer: str | None = Field(None, max_length=200)


@dataclass(frozen=True)
class Imported:
    """What an import did: verdicts taken, lines without one, repeats of what is known, and lines
    refused.
    """

    taken: int
    blank: int
    known: int
    refused: tuple[str, ...]


def write(staging: Staging, path: Path, ids: Sequence[str], who: str, blank: bool = False) -> int:
    """Writes samples with the reviewer's verdicts (or places for them) to a JSONL file; returns how
    many.

    A line is a sample as exported plus `verdict`, `reason`, `note` and `reviewer`, which the reader
    fills in. Raises StudioError where the file cannot be written.
    """
    judged = {} if blank else verdicts.of_reviewer(staging.db, who)

    def lines() -> Iterator[str]:
        for line in samples.lines(staging.db, ids):
            sample = json.loads(line)
            word, reason, note = judged.get(sample["metadata"]["sample_id"], ("", "", ""))
            known = {
                "verdict": word,
                "reason": reason,
                "note": note,
                "reviewer": "" if blank else who,
            }
            yield json.dumps(sample | known, ensure_ascii=False) + "\n"

    return samples.write_lines(path, lines())


def read(staging: Staging, path: Path, who: str = "") -> Imported:
    """Takes the verdicts of a file in one transaction; `who` names the reviewer where a line does
    not.

    A line whose sample is unknown or whose text has changed since is refused by name. Importing a
    file twice changes nothing. Raises StudioError for a line that is not a review, and then takes
    nothing.
    """
    try:
        text = reading.read(path, LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise StudioError(
            f"cannot read {path} ({reading.why(error)}); name the file that the reader filled in"
        ) from None
    blank = known = taken = 0
    refused: list[str] = []
    judged: dict[str, dict[str, tuple[str, str, str]]] = {}
    # What is known is read within the transaction too: two imports at once must not both take it.
    with staging.writing() as db:
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            sample, word, reason, note, reader = _line(f"{path.name}, line {number}", line, who)
            if not word:
                blank += 1
                continue
            if problem := _changed(staging, sample):
                refused.append(f"line {number}: {problem}")
                continue
            sample_id = sample.metadata.sample_id
            mine = judged.setdefault(reader, verdicts.of_reviewer(db, reader))
            if mine.get(sample_id) == (word, reason, note):
                known += 1
                continue
            mine[sample_id] = (word, reason, note)
            verdicts.append(db, [sample_id], word, reason, note, f"import:{path.name}", reader)
            taken += 1
    return Imported(taken, blank, known, tuple(refused))


def render(done: Imported) -> str:
    """What an import did, in a few lines."""
    lines = [
        f"✓ {done.taken} verdicts taken, {done.known} known already, "
        f"{done.blank} lines without a verdict"
    ]
    lines += [f"✗ refused, {each}" for each in done.refused[:5]]
    if len(done.refused) > 5:
        lines.append(f"✗ refused, {len(done.refused) - 5} more")
    return "\n".join(lines)


def _line(place: str, line: str, who: str) -> tuple[_Reviewed, str, str, str, str]:
    try:
        sample = reading.json(line, _Reviewed)
    except ValueError:
        raise StudioError(
            f"{place}: not a reviewed sample; each line needs metadata.sample_id and a verdict"
        ) from None
    word, note, reader = sample.verdict or "", sample.note or "", sample.reviewer or who
    reason = (sample.reason or "").strip().replace(" ", "_")
    if word not in ("", *WORDS):
        raise StudioError(f"{place}: verdict {word!r}; use {', '.join(WORDS)}, or leave it empty")
    if word == "flag" and reason not in REASONS:
        raise StudioError(f"{place}: reason {reason!r}; use one of {', '.join(REASONS)}")
    if word and not reader:
        raise StudioError(f"{place}: no reviewer; name one with --reviewer")
    return sample, word, reason if word == "flag" else "", note, reader


def _changed(staging: Staging, sample: _Reviewed) -> str:
    sample_id = sample.metadata.sample_id
    stored = texts.fingerprint(staging.db, sample_id)
    if not stored:
        return f"{sample_id} is not in this store"
    parts = [text for text in (sample.instruction, sample.input, sample.output) if text is not None]
    if len(parts) == 3 and fingerprint(*parts) != stored:
        return f"{sample_id} has other text in this store"
    return ""
