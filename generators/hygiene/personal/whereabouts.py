"""Where somebody is: coordinates, in the forms of maps and devices."""

from __future__ import annotations

import re
from functools import lru_cache

from .kinds import Kind

# Four decimals say which house it is; two numbers and no more, in the range of a place on earth.
PAIR = re.compile(
    r"(?<![\w.,-])(?<!\d, )(?P<before>(?:geo:|@|[\[({])?)(?P<lat>-?\d{1,2}\.\d{4,})(?P<by>,[ ]?"
    r"|;[ ]?|%2C)"
    r"(?P<lng>-?\d{1,3}\.\d{4,})(?![\w.]|[ ]?,[ ]?-?\d+\.\d)"
)
NAMED = re.compile(
    r"(?P<label>(?i:\b(?:lat(?:itude)?|l(?:o?ng|on)(?:itude)?|breitengrad|l(?:ä|ae)ngengrad"
    r"|longitud|latitud))[\"'*_`]{0,3}[ ]?[:=][ \"'*_`]{0,4})(?P<number>-?\d{1,3}\.\d{4,})"
)
DEGREES = re.compile(
    r"(?<!\w)(?P<first>[NSEWO][ ]?)?\d{1,3}[ ]?[°º][ ]?\d{1,2}(?:\.\d+)?[ ]?[′'’]"
    r"(?:[ ]?\d{1,2}(?:\.\d+)?[ ]?(?:[″\"”]|''|\\\"))?(?(first)|[ ]?[NSEWO](?!\w))"
)
PLUS = re.compile(
    r"(?<![\w+])(?=[2-9]*[CFGHJMPQRVWX])[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}"
    r"(?![\w+])"
)


PRECISE = re.compile(r"\d\.\d{3}")


@lru_cache(maxsize=1)
def _precise(text: str) -> bool:
    return PRECISE.search(text) is not None


def _zero(text: str) -> str:
    return re.sub(r"\d", "0", text)


def _pair(match: re.Match[str]) -> str | None:
    if abs(float(match["lat"])) > 90 or abs(float(match["lng"])) > 180:
        return None
    small = abs(float(match["lat"])) < 2 and abs(float(match["lng"])) < 2  # shares, not places
    zeros = _zero(match["lat"]), _zero(match["lng"])
    return None if small else match["before"] + match["by"].join(zeros)


KINDS = (
    Kind("coordinates", PAIR, _pair, gate=_precise),
    Kind("coordinates", NAMED, lambda m: m["label"] + _zero(m["number"]), gate=_precise),
    Kind("coordinates", DEGREES, lambda m: _zero(m[0]), ("°", "º")),
    Kind("coordinates", PLUS, lambda _: "22220000+22", ("+",)),
)  # fmt: skip
