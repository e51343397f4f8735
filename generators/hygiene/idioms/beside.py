"""Values that stand beside or below the name of a secret."""

from __future__ import annotations

import re

from generators.hygiene import values

from .names import KINDS, PASSWORD, SUFFIX, TOKEN

# What fills a field, or compares it with what a test expects.
FILLING = (
    r"type|fill|sendKeys|send_keys|setValue|set_value|set|val|value|keys|input|enter|insert|press"
    r"|pressSequentially|setText|replaceText|typeText|next|toBe|toEqual|toStrictEqual|toHaveValue"
    r"|toHaveText|equals?|eql?|is"
)
# The name, a type it may have, what assigns, a call or a tag around the value, and the value: in
# quotes, or up to the next blank, or on the next line of YAML.
ASSIGNED = re.compile(
    rf"(?P<name>(?:{PASSWORD}|{TOKEN}){SUFFIX})(?![A-Za-z0-9])"
    r"(?P<close>['\"`\])*_]{0,5})[ \t]*"
    r"(?:[!?]?:[ \t]*[A-Za-z][\w.<>\[\]| ]{0,40}?(?=[ \t]*=[^=>]))?"
    r"[ \t]*(?P<sign>\?\?=?|\|\|=?|=>|:=|[!=]==?|=|:|：|->|→|\||is\b|ist\b|lautet\b|war\b"
    r"|[-–—](?=[ ])|"
    r"est\b|es\b|,(?=[ \t]*['\"`])|\((?=['\"`])|value=(?=['\"])|>(?=[^\s<>]+</)"
    rf"|\.(?:{FILLING})\((?=['\"`]))"
    r"[ \t]*(?P<mark>\*{0,2}_{0,2}(?:</?\w{1,8}>){0,2}(?:[>|][+-]?[ \t]*\n)?)"
    r"[ \t]*(?P<between>[\w.]*process\.env[\w.\[\]'\"]*[ \t]*(?:\?\?|\|\|)[ \t]*"
    r"|(?:new[ ])?[A-Za-z_][\w.]{0,40}\((?=['\"`])"
    # A bracket, a cast, or the condition of a choice.
    r"|[\[({][ \t]*(?=['\"`])|<[\w\[\] |]{1,40}>[ \t]*(?=['\"`])"
    r"|[!\w.()= ]{1,40}?[ ]\?[ ](?=['\"`]))?"
    r"(?P<quote>['\"`]?)(?P<value>[^\s'\"`<]{1,400})",
    re.I,
)
# `Password for staging: …`, `jeton d'accès : …`.
WORDED = re.compile(
    rf"(?P<name>{PASSWORD}|{TOKEN})(?:[ ](?:d['’])?\w[\w.-]{{0,20}}){{1,4}}[*_]{{0,2}}[ ]?"
    r"(?P<sign>[:：=]|[-–—](?=[ ]))[ \t]*[*_]{0,2}[ \t]*(?P<quote>['\"`]?)"
    r"(?P<value>[^\s'\"`<]{1,400})",
    re.I,
)
# A function or accessor that returns it.
RETURNED = re.compile(
    rf"(?P<name>{PASSWORD}|{TOKEN})\w{{0,20}}[ \t]*(?:=[ \t]*)?(?:async[ ]?)?\([^()\n]{{0,120}}\)"
    r"(?P<sign>[ \t]*(?::[ \t]*[\w<>\[\]| ]{1,40}?)?[ \t]*(?:=>|\{\s{0,20}return\b))\s{0,20}"
    r"(?P<quote>['\"`])(?P<value>[^'\"`\n]{1,400})(?P=quote)",
    re.I,
)
# `{"name": "DB_PASSWORD", "value": "…"}`
PAIRED = re.compile(
    rf"(?P<name>{PASSWORD}|{TOKEN})\w{{0,20}}['\"]?\s{{0,20}}(?P<sign>),?\s{{0,20}}['\"]?"
    r"(?:\{[^{}]{0,80}?){0,3}\b(?:value|default|wert|valor|valeur)['\"]?\s{0,9}[:=]\s{0,9}"
    r"(?P<quote>['\"]?)(?P<value>[^\s'\"`<,}]{1,400})",
    re.I,
)
# A heading or a line with nothing else, and below it a line with nothing else.
BELOW = re.compile(
    rf"(?:{PASSWORD})[*_`]{{0,2}}:?[*_`]{{0,2}}[ \t]*\n(?:[ \t*>#/]*\n){{0,2}}"
    r"(?:[ \t*>#/]*```\w*\n)?"
    r"[ \t>*#/]{0,40}`{0,2}(?P<value>[^\s`|*]{6,200})[`*]{0,2}[ \t]*(?:\*/)?[ \t]*(?=\n|$)",
    re.I,
)
ORNAMENTS = re.compile(r"[#>*/\s\d.-]*")
# A word with digits right behind the name, as people note it down.
NOTED = re.compile(
    rf"(?:{PASSWORD})[ ]{{1,2}}(?!sha|md|aes|base|rsa|utf|argon|version|layer|step|phase|field|rule"
    r"|test|pdca)(?P<value>[^\W\d_]{4,}[!#_.-]?\d{2,}[!?#]?)(?![\w-])",
    re.I,
)


def holds(text: str, place: int) -> bool:
    """Whether the name that begins at the place has a secret beside or below it."""
    beside = (pattern.match(text, place) for pattern in BESIDE)
    if any(match and _holds(match) for match in beside):
        return True
    match = BELOW.match(text, place)
    return match is not None and _below(match)


def _below(match: re.Match[str]) -> bool:
    start = match.string.rfind("\n", 0, match.start()) + 1
    alone = ORNAMENTS.fullmatch(match.string, start, match.start())
    value = match["value"]
    return bool(alone and re.search(r"\d", value) and re.search(r"[^\W\d_]", value)) and (
        values.password(value, True)
    )


def _holds(match: re.Match[str]) -> bool:
    if match.re is WORDED and match["name"].lower() == "pass" and not match["quote"]:
        return False  # the result of a test
    if match.re is NOTED:
        return True
    return _assigned(match)


def _assigned(match: re.Match[str]) -> bool:
    value, quoted = match["value"], bool(match["quote"])
    password = KINDS["password"].search(match["name"])
    if not quoted and _alone(match) and match["name"].lower() == "pass" and _more(match):
        return False  # the result of a test
    if not quoted:
        value = value.rstrip(".,;:)]}*_|").lstrip("(*_<")
    sign = match["sign"].lower()
    if value.startswith("?") and match.string[: match.start()].endswith("${"):
        return False  # what a shell says where a variable is missing
    if (sign == "," and not password) or (sign in ("es", "war") and not quoted and len(value) < 8):
        return False
    return values.password(value, quoted) if password else values.token(value)


def _alone(match: re.Match[str]) -> bool:
    """Whether the name is a word of its own, and not the end of `DB_PASS`."""
    return not re.match(r"\w", match.string[max(0, match.start() - 1) : match.start()])


def _more(match: re.Match[str]) -> bool:
    """Whether the line goes on behind the value."""
    end = match.string.find("\n", match.end())
    return bool(match.string[match.end() : end if end >= 0 else None].strip(" |`*"))


# What may stand at a name.
BESIDE = (ASSIGNED, WORDED, RETURNED, PAIRED, NOTED)
