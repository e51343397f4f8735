"""Secrets in a list or a mapping below a name that says so, and as the second of two words."""

from __future__ import annotations

import re

from generators.hygiene import looks, values

from .names import KINDS, PASSWORD, TOKEN

# `credentials:`, and below it `- anna`, `anna: …` or numbered lines; `stringData:` of a secret of
# Kubernetes holds nothing else.
LISTED = re.compile(
    rf"(?:{PASSWORD}|{TOKEN}|creds|logins|zugangsdaten|accounts|stringData|basic)s?"
    r"[\"'*_`]{0,3}[ ]?:[*_]{0,2}[ \t]*\n"
    r"(?P<items>(?:[ \t>*#/]*(?:[-*+][ ]|\d{1,2}[.)][ ]|[\w.@-]{1,40}[\"']?[ ]?:[ ])[^\n]{1,200}"
    r"(?:\n|$)){1,12})",
    re.I,
)
ITEM = re.compile(
    r"(?m)^[ \t>*#/]*(?:[-*+][ ]+|\d{1,2}[.)][ ]+)?(?:[\w.@-]{1,40}[\"']?[ ]?[:=/][ ]*)?"
    r"(?P<quote>[\"'`]?)(?P<value>[^\s\"'`]{6,200})(?P=quote)[ \t,]*$"
)
# A setting of a server or a script: a line of the name and the value.
DIRECTIVE = re.compile(
    rf"(?:^[ \t>*#/+`\d.)-]{{0,60}}|[;:][ ]`?)(?P<name>[\w.-]{{0,60}}(?:{PASSWORD}|{TOKEN}"
    rf"|(?:master|bind|require|root)(?:auth|pw|pass)))"
    r"[ \t]+(?P<quote>[\"']?)(?P<value>[^\s\"'|`]{6,200})(?P=quote)[;.`]{0,2}[ \t]*(?:\*/)?$",
    re.I | re.M,
)
SIGN = re.compile(r"[!@#$%^&*?+=~]")


def listed(text: str, place: int) -> bool:
    """Whether an item below the name at the place is a secret: below a name of passwords what looks
    like one, below another name what has every kind of sign.
    """
    match = LISTED.match(text, place)
    password = match and (
        KINDS["password"].match(match[0]) or match[0].lower().startswith("stringdata")
    )
    return bool(match) and any(
        values.token(item["value"])
        or (values.password(item["value"], False) and (password or _strong(item["value"])))
        or looks.picked(item["value"])
        for item in ITEM.finditer(match["items"] if match else "")
    )


def directive(match: re.Match[str]) -> bool:
    """Whether the second word is a secret."""
    value = match["value"]
    if match["name"].lower() in ("pass", "token", "tokens"):
        return False  # the result of a test, a count
    if KINDS["password"].search(match["name"]) or match["name"].lower().endswith(
        ("auth", "pw", "pass")
    ):
        return values.password(value, False) and bool(re.search(r"\d\d|[!#$%&?]", value))
    return values.token(value)


def _strong(value: str) -> bool:
    return bool(SIGN.search(value) and re.search(r"\d", value) and re.search(r"[^\W\d_]", value))
