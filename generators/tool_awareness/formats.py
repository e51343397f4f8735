"""What a parameter's `format` asks for: `date-time` is RFC 3339, with seconds and offset."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


@lru_cache(maxsize=1)
def checker() -> Any:
    """A format checker that knows `date` and `date-time`; other formats are not used here."""
    import jsonschema

    found = jsonschema.FormatChecker(formats=())
    found.checks("date-time", raises=ValueError)(_is_date_time)
    found.checks("date", raises=ValueError)(_is_date)
    return found


def _is_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return bool(DATE_TIME.fullmatch(value) and datetime.fromisoformat(value))


def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))
