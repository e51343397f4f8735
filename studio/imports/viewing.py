"""One imported sample beside its record: the record as it was read, and as a trainer takes it."""

from __future__ import annotations

import json
from typing import Any

from studio.store import originals
from studio.store.database import Database

from .forms import Form, MalformedError, Said, Texts


def place(db: Database, sample: str) -> str:
    """Where a sample's record stands, `FILE:NUMBER`; empty where it was not imported."""
    found = originals.of(db, sample)
    return f"{found[0].file}:{found[0].number}" if found else ""


def lines(db: Database, sample: str) -> tuple[list[str], list[str]]:
    """The lines of its record as it was read, and as an export would give it back."""
    _, before, now = _record(db, sample)
    return _lines(before), _lines(now)


def conversations(db: Database, sample: str) -> list[list[Said]]:
    """Its record as trainers take it (`Form.conversations`); none where it was not imported."""
    if originals.of(db, sample) is None:
        return []
    form, _, now = _record(db, sample)
    return form.conversations(now)


def _record(db: Database, sample: str) -> tuple[Form, dict[str, Any], dict[str, Any]]:
    found = originals.of(db, sample)
    assert found is not None
    original, texts = found
    form = Form(**original.form)
    try:
        return form, original.record, form.put(original.record, Texts(*texts))
    except MalformedError:
        # The check `edits` says so.
        return form, original.record, original.record


def _lines(record: dict[str, Any]) -> list[str]:
    return json.dumps(record, ensure_ascii=False, indent=2).split("\n")
