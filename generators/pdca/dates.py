"""Dates and times as records write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

STAMPS = (
    re.compile(
        r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[- ]UTC[- ]|, ?|-|T| )(?P<h>\d\d):?(?P<i>\d\d)"
    ),
    re.compile(r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)-(?P<h>\d\d)(?P<i>\d\d)(?:\d\d)?"),
    re.compile(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"),
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar", "feb february februar", "mar march märz mär", "apr april",
            "may mai", "jun june juni", "jul july juli", "aug august", "sep sept september",
            "oct october okt oktober", "nov november", "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = r"(?:(?:,|\s|um|at)*(?P<h>\d\d?):(?P<i>\d\d))?"
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
# Written for people: only looked for where a date is meant.
WRITTEN = (
    re.compile(rf"\b(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?(?P<y>20\d\d|\d\d)\b(?!\.\d){_CLOCK}"),
    re.compile(rf"\b(?P<y>20\d\d)[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)\b{_CLOCK}"),
    re.compile(
        rf"\b(?P<d>\d\d?)(?:(?:\.|st|nd|rd|th)\s*|\s+){_MONTH}\.?,?\s+(?P<y>20\d\d)\b{_CLOCK}",
        re.I,
    ),
    re.compile(rf"\b{_MONTH}\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>20\d\d)\b{_CLOCK}", re.I),
    re.compile(r"\b(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\b"),
    # Day and month in either order: only where one of them can be no month.
    re.compile(rf"\b(?P<d>1[3-9]|[23]\d)[/-](?P<m>\d\d?)[/-](?P<y>20\d\d)\b{_CLOCK}"),
    re.compile(rf"\b(?P<m>\d\d?)[/-](?P<d>1[3-9]|[23]\d)[/-](?P<y>20\d\d)\b{_CLOCK}"),
)


def stamp_in(text: str, written: bool = False) -> datetime | None:
    """The first date in a text, with its time where it has one; `written` also takes those that
    people write: 13.10.2025, 13. Oktober 2025, October 13, 2025.
    """
    for pattern in (*STAMPS, *(WRITTEN if written else ())):
        for match in pattern.finditer(text):
            parts = {key: value for key, value in match.groupdict().items() if value}
            month = parts.get("m") or MONTHS[parts["month"].lower()]
            try:
                return datetime(
                    int(parts["y"]) % 1000 + 2000,
                    int(month),
                    int(parts["d"]),
                    int(parts.get("h", 0)),
                    int(parts.get("i", 0)),
                    tzinfo=UTC,
                )
            except ValueError:
                continue
    return None
