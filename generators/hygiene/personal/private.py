"""What else tells who a person is: date of birth, number plate."""

from __future__ import annotations

import re

from .kinds import Kind

BIRTH = re.compile(
    r"(?P<label>(?i:\b(?:geboren|geb\.|geburtsdatum|geburtstag|date[ _-]?of[ _-]?birth|"
    r"birth[ _-]?date|birthday|born|dob|née?|nacid[oa]|fecha de nacimiento|date de naissance"
    r"|nat[oa])\b"
    r"[ ]?(?:on|am|le|el|il)?[\"'`*_]{0,3}[ ]?[:=]?[ \"'`*_]{0,5}))"
    r"(?P<date>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)"
)
PLATE = re.compile(
    r"(?P<label>(?i:\b(?:kfz-)?kennzeichen)[*_]{0,2}:?[ *_]{0,4})"
    r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?\d{1,4}[HE]?\b"
)
BORN = ("eb", "irth", "orn", "dob", "DOB", "DoB", "née", "né ", "nacid", "nat", "nacimiento",
        "naissance")  # fmt: skip


def _birth(match: re.Match[str]) -> str:
    year_first = re.match(r"\d{4}", match["date"])
    return match["label"] + ("1900-01-01" if year_first else "01.01.1900")


KINDS = (
    Kind("date of birth", BIRTH, _birth, BORN),
    Kind("number plate", PLATE, lambda m: f"{m['label']}XX-X 000", ("ennzeichen",)),
)
