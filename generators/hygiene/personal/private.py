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
# The same with the month in words.
MONTH = (
    r"(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?"
    r"|Juli|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|janvier"
    r"|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo"
    r"|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\.?"
)
WORDED = re.compile(
    BIRTH.pattern.split("[ ]?(?:on|am")[0]
    + r"(?:[ ](?:von|of|de|on|am|le|el|il|in)\b(?:[ ](?!\d)\w{2,20})?)?"
    + r"[\"'`*_]{0,3}[ ]?[:=]?[ \"'`*_]{0,5}))"
    + rf"(?P<date>{MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ](?:19|20)\d\d"
    + rf"|\d{{1,2}}\.?[ ](?:de[ ])?{MONTH}[ ](?:de[ ])?(?:19|20)\d\d)"
)
CARD = re.compile(r"(?P<label>\bBDAY[^:\n]{0,20}:)(?:19|20)\d\d-?\d\d-?\d\d")
# The lines of a passport that machines read.
MACHINE = re.compile(
    r"(?<![A-Z0-9<])(?=[A-Z0-9<]*<[A-Z0-9<]*<)(?=[A-Z0-9<]*[A-Z0-9])[A-Z0-9<]{30,44}(?![A-Z0-9<])"
)
PLATE = re.compile(
    r"(?P<label>(?i:\b(?:kfz-)?kennzeichen)[*_]{0,2}:?[ *_]{0,4})"
    r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?\d{1,4}[HE]?\b"
)
BORN = ("geboren", "Geboren", "GEB", "geb.", "Geb.", "eburts", "irth", "IRTH", "born", "Born",
        "BORN", "dob", "DOB", "Dob", "DoB", "née", "Née", "né ", "nacid", "Nacid", "NACID", "nato",
        "nata", "Nato", "Nata", "NAT", "nacimiento", "naissance", "Nacimiento")  # fmt: skip


def _birth(match: re.Match[str]) -> str:
    year_first = re.match(r"\d{4}", match["date"])
    return match["label"] + ("1900-01-01" if year_first else "01.01.1900")


KINDS = (
    Kind("date of birth", WORDED, lambda m: f"{m['label']}01.01.1900", BORN, lines=True),
    Kind("date of birth", CARD, lambda m: f"{m['label']}19000101", ("BDAY",), lines=True),
    Kind(
        "passport",
        MACHINE,
        lambda m: re.sub(r"[A-Z]", "X", re.sub(r"\d", "0", m[0])),
        ("<<",),
        lines=True,
    ),
    Kind("date of birth", BIRTH, _birth, BORN, lines=True),
    Kind("number plate", PLATE, lambda m: f"{m['label']}XX-X 000", ("ennzeichen",), lines=True),
)
