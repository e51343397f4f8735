"""Secrets before the word that says what they are, and in what is given to a command."""

from __future__ import annotations

import re
from collections.abc import Callable

from generators.hygiene import looks, values

from .names import PASSWORD

# A string, and a comment on its line that says what it is.
COMMENTED = re.compile(
    r"(?P<quote>['\"`])(?P<value>[^\s'\"`]{8,80})(?P=quote)[^\n]{0,80}(?://|#|--|/\*)[^\n]{0,60}?"
    rf"(?:{PASSWORD})\b",
    re.I,
)
# A property whose decorator holds its first value.
DECORATED = re.compile(
    r"@\w{1,30}\([^)\n]{0,120}?(?P<quote>['\"`])(?P<value>[^\s'\"`]{6,80})(?P=quote)[^)\n]{0,60}\)"
    rf"\s{{0,40}}(?:(?:public|private|protected|readonly|declare|override)[ ]){{0,3}}\w{{0,20}}?"
    rf"(?:{PASSWORD})",
    re.I,
)
# In a sentence: `… ist das Passwort`, `anna / … (login of the test system)`.
TOLD = re.compile(
    rf"(?<!\S)[`'\"(]?(?P<value>[^\s`'\"]{{8,80}})[`'\"]?[ ](?:is|was|ist|war|est|es|è|é)[ ]"
    rf"(?:(?:the|my|our|das|mein|unser|le|la|el|il|o|a)[ ])?(?:\w+[ ])?(?:{PASSWORD})\b",
    re.I,
)
ACCOUNT = re.compile(
    r"(?<![\w/])[\w.@-]{2,40}[ ]?[/:|][ ]?[`'\"]?"
    r"(?P<value>[^\s`'\"()]{8,80})[`'\"]?[ ]\([^()\n]{0,40}?"
    r"\b(?i:log-?in|logon|zugang\w*|account|konto|anmeldung|access|credentials?|acceso|accès)\b"
)
FED = re.compile(
    r"(?i:pass\w*|pwd|secret|token)[\w-]{0,20}[= ]{1,2}<\(\s{0,4}(?:echo|printf)\s+"
    r"(?:-\w+\s+)?['\"]?"
    r"(?P<value>[^\s'\")]{4,200})"
)
STORED = re.compile(
    r"\b(?:gh|glab|circleci|travis|vercel|netlify|wrangler|doppler|supabase|railway|render"
    r"|eas)\s[^\n|]{0,80}?"
    r"(?:secrets?|variables?|env)\s[^\n|]{0,120}?\s(?:--body|-b|--value|-v|--plaintext)[ =]['\"]?"
    r"(?P<value>[^\s'\"]{6,400})"
)


# What is given to a command by a pipe, in the place of a variable, or as the second of a pair.
PIPED = re.compile(r"\b(?:echo|printf)\s+(?:-\w+\s+)?['\"]?(?P<value>[^\s'\"|]{8,80})['\"]?\s*\|")
SET = re.compile(
    r"(?:^|[ \t])[A-Z][A-Z0-9_]{1,40}=['\"]?(?P<value>[^\s'\"]{8,80})['\"]?[ \t]+[./\w-]*"
    r"(?:log-?in|auth|connect|ssh|sync|deploy|backup|mysql|psql|ftp)",
    re.M,
)
PAIR = re.compile(
    r"(?i:\b(?:auth|basic|cred\w*|login|account|user)\w*)[\"']?[ ]?[:=][ ]?\[[ ]?"
    r"[\"']?[\w.@-]{2,40}[\"']?,"
    r"[ ]?[\"']?(?P<value>[^\s'\",\]]{8,80})[\"']?[ ]?\]"
)
# Words and a number in brackets behind the name.
PHRASED = re.compile(
    r"\b(?i:passphrase|passwor[dt]|kennwort)[ ]?[(\[](?P<value>(?:\w+[ -]){3,10}\d{2,6})[)\]]"
)

# A connection of ODBC has its value in braces.
BRACED = re.compile(r"\b(?i:pwd|password)[ ]?=[ ]?\{(?P<value>[^{}\s$]{6,80})\}")
# A known account in a cell, and its password in the next; behind the command that logs in.
ROW = re.compile(
    r"\|[ \t*`]*(?i:root|admin(?:istrator)?|sa|guest|postgres|superuser|sysadmin|operator|deploy)"
    r"[ \t*`]*\|[ \t*`]*(?P<value>[^\s|`*]{6,60})[ \t*`]*\|"
)
BRACKETED = re.compile(
    r"\b(?:ssh|scp|sftp|ftp|psql|mysql|rdesktop|telnet|vnc)[ ][^`\n()]{1,60}`?[ ]"
    r"\(`?(?P<value>[^\s()`]{6,60})`?\)"
)
# What opens a door, and the seed of a key.
CODE = re.compile(
    r"(?i:(?:\b|door|gate|alarm|tür|zahlen)code|\b(?:k|c)ombination)"
    r"(?:[ ](?:(?i:for|of|to|für|zum|zur|vom|an)[ ])(?:(?i:the|das|den|die|der|dem)[ ])?\w{2,20})?"
    r"[ ]?(?:[:=]|(?i:is|ist)[ ])[ ]?[`'\"*]{0,2}(?P<value>[^\s`'\"*]{6,40})"
)
SEEDED = re.compile(
    r"\b(?i:seed|entropy)(?:_?(?i:hex|key|bytes))?['\"]?\s?[:=]\s?"
    r"['\"](?P<value>[0-9a-f]{32,128})['\"]"
)
# A plain word, where a line of settings for a program says that it is the password, or where it
# stands beside an account.
WORD_SET = re.compile(
    r"^[ \t]*(?:-[ ]|export[ ]|ENV[ ]|ARG[ ])?[A-Z][A-Z0-9_]{0,40}?(?:PASSWORD|PASSWD|PWD|PASS)"
    r"(?:=|:[ ](?=[a-z]{8,40}[ \t]*$))(?P<quote>[\"']?)"
    r"(?P<value>[^\W\d_A-Z]{8,40})(?P=quote)[ \t]*$",
    re.M,
)
WORD_BESIDE = re.compile(
    r"\b(?i:host|server|db|database|user(?:_?name)?|login|account)['\"]?\s?[:=]\s?"
    r"['\"][\w.@-]{1,60}['\"]\s{0,9},\s{0,20}['\"]?(?i:pass(?:word|wd)?|pwd|pw)['\"]?\s?[:=]\s?"
    r"(?P<quote>['\"])(?P<value>[^\W\d_A-Z]{8,40})(?P=quote)"
)
# What stands for a password in examples, types and checks.
COMMON = frozenset(
    ("password", "passwort", "passphrase", "secret", "changeme", "postgres", "required", "optional",
     "missing", "hidden", "string", "number", "boolean", "unknown", "undefined", "example",
     "default", "disabled", "enabled", "anything", "whatever", "supersecret", "letmein",
     "rootpassword", "mypassword", "yourpassword", "testpassword", "wrongpassword", "newpassword",
     "oldpassword", "kennwort", "wrong", "incorrect", "invalid", "elasticsearch", "rabbitmq")
)  # fmt: skip
# Digits that open something, where code keeps them.
PIN = re.compile(
    r"(?<![\w.-])(?:[a-z]+_)?(?:pin|puk|PIN|Pin)(?:_?[Cc]ode)?['\"]?(?:\s?:\s?string)?\s?[:=]\s?"
    r"(?P<quote>['\"])(?P<value>\d{4,8})(?P=quote)"
)
# A header that lets somebody in holds a secret even where that is a UUID.
HEADER = re.compile(
    r"(?i:\bx-(?:auth|api|access|session|vault|gitlab|user|app|service)-(?:token|key)|api-key)"
    r"['\"]?\s?[:=,]\s?['\"]?(?P<value>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\b"
)


def _word(match: re.Match[str]) -> bool:
    value = match["value"].lower()
    return value not in COMMON and not values.public(value)


def _digits(match: re.Match[str]) -> bool:
    """Digits that nobody shows for an example: not in a row, not all the same."""
    return match["value"] not in "0123456789876543210" and len(set(match["value"])) > 1


def _looks(match: re.Match[str]) -> bool:
    value = match["value"]
    return looks.picked(value) or looks.odd(value) or looks.chosen(value)


def _strong(match: re.Match[str]) -> bool:
    return values.strong(match["value"].rstrip(".,;"))


def _quoted(match: re.Match[str]) -> bool:
    return values.password(match["value"], True)


def _given(match: re.Match[str]) -> bool:
    return not values.public(match["value"]) and not match["value"].startswith(("$", "{", "<"))


WORDS = ("pass", "pw", "kennwort", "clave", "senha", "contrase", "mot de", "geheim")
RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (WORDS, COMMENTED, _strong),
    (("@",), DECORATED, _quoted),
    (WORDS, TOLD, _strong),
    (("login", "logon", "zugang", "account", "konto", "anmeld", "access", "cred", "acc"), ACCOUNT,
     _strong),
    (("<(",), FED, _given),
    (("echo", "printf"), PIPED, _looks),
    (("login", "log-in", "auth", "conn", "ssh", "sync", "deploy", "backup", "sql", "ftp"), SET,
     _looks),
    (("auth", "basic", "cred", "login", "account", "user"), PAIR, _looks),
    (("passphrase", "passwor", "kennwort"), PHRASED, lambda _: True),
    (("secret", "variable", "env "), STORED, _given),
    (("pwd", "password"), BRACED, _looks),
    (("|",), ROW, _looks),
    (("passw", "passwd", "pwd", "pass"), WORD_SET, _word),
    (("pass", "pwd", "pw"), WORD_BESIDE, _word),
    (("pin", "puk"), PIN, _digits),
    (("x-", "api-key"), HEADER, lambda m: not looks.ALPHABET.match(m["value"][:8])),
    (("ssh ", "scp ", "ftp ", "psql ", "mysql ", "rdesktop ", "telnet ", "vnc "), BRACKETED,
     _looks),
    (("code", "kombination", "combination"), CODE, lambda m: looks.chosen(m["value"])),
    (("seed", "entropy"), SEEDED, lambda m: looks.key_like(m["value"])),
)  # fmt: skip
