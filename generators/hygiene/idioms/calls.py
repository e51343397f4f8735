"""Secrets that a call takes, by its name or by the pair of account and password."""

from __future__ import annotations

import re

from generators.hygiene import looks, plain, values

# What a library takes as a key or a password.
CALLED = re.compile(
    r"\b(?:(?:jwt|jsonwebtoken)\.(?:sign|verify)\([^,\n]{1,80},|createHmac\([^,\n]{1,40},"
    r"|createCipheriv\([^,\n]{1,40},|(?:pbkdf2|scrypt)(?:Sync)?\(|new[ ]Fernet\("
    r"|(?:bcrypt(?:js)?|argon2(?:id)?|scrypt)\.(?:hash|compare|verify)(?:Sync|pw)?\()\s{0,20}b?"
    r"(?P<quote>['\"`])(?P<value>[^'\"`\n]{6,400})(?P=quote)"
)
# An account and its password, behind each other.
PAIRED = re.compile(
    r"(?:(?:\b(?i:log_?in|sign_?in|log_?on|authenticate|auth|basic_?auth|http_?basic_?auth"
    r"|set_?basic_?auth|set_?credentials?|credentials?|network_?credential|with_?credentials?"
    r"|connect|mysqli?_connect|pg_connect|create_?connection|pdo|get_?connection|login_?as"
    r"|usernamepassword\w*)|(?i:auth|credentials?|login))"
    r"(?P<open>\(|[\"']?[ ]?[=:][ ]?[\[(]))\s{0,20}(?:[^()\n'\"`]{0,40}[,:]\s{0,9})?"
    r"(?:(?P<first>['\"`])[^'\"`\n]{0,80}(?P=first)\s{0,9},\s{0,20}){1,3}?"
    r"(?P<quote>['\"`])(?P<value>(?=[^'\"`\s]*\d)[^'\"`\s]{6,200})(?P=quote)\s{0,9}[,)\]]"
)
# The same as two keys of an object, by whatever letters.
KEYED = re.compile(
    r"\b(?i:u|usr|user(?:_?name)?|login|acc(?:oun)?t|id|e?mail)['\"]?\s?[:=]\s?['\"][^'\"\n]{1,60}['\"]"
    r"\s{0,9}[,;&]?\s{0,20}['\"]?(?i:p|pw|pa?ss?\w{0,8}|code|key|k|s|secret)['\"]?\s?[:=]\s?"
    r"(?P<quote>['\"])(?P<value>[^'\"\s]{6,200})(?P=quote)"
)
# What opens a safe of the code, and the two texts of an object that logs in.
OPENED = re.compile(
    r"(?i:(?:vault|keyring|keystore|safe|strongbox|unlock\w{0,12}|decrypt\w{0,12}))"
    r"\(\s{0,9}(?:(?:'[^'\n]{0,40}'|\"[^\"\n]{0,40}\"|[^()\n'\"`,]{1,40}),\s{0,9})?"
    r"(?P<quote>['\"`])(?P<value>[^'\"`\s]{6,80})(?P=quote)"
)
BOTH = re.compile(
    r"(?i:log_?in|log_?on|sign_?in|auth\w{0,12}|cred\w{0,12})['\"]?\s?[:=(]\s?\{\s{0,20}"
    r"['\"]?\w{1,20}['\"]?\s?:\s?(?P<first>['\"])[^'\"\n]{1,60}(?P=first)\s{0,9},\s{0,20}"
    r"['\"]?\w{1,20}['\"]?\s?:\s?(?P<quote>['\"])(?P<value>[^'\"\s]{6,80})(?P=quote)"
    r"\s{0,9},?\s{0,20}\}"
)
# Somebody who is let in, and a service that takes its key behind an id.
ENTERED = re.compile(
    r"\b(?i:enter|verify|admit|identify|impersonate|register|sign_?up|(?:create|add|set)_?user"
    r"|set_?password|change_?password|reset_?password|check_?password)\(\s{0,9}"
    r"(?P<first>['\"])[\w.@+-]{2,60}(?P=first)\s{0,9},\s{0,20}"
    r"(?P<quote>['\"])(?P<value>[^'\"\s]{6,80})(?P=quote)"
)
SERVED = re.compile(
    r"(?i:client|sdk|search|init|initialize|configure)\(\s{0,9}"
    r"(?:(?P<first>['\"])[^'\"\n]{1,80}(?P=first)\s{0,9},\s{0,20}){0,2}"
    r"(?P<quote>['\"])(?P<value>[0-9a-f]{32,128})(?P=quote)"
)
# Encoded, and decoded where it stands.
DECODED = re.compile(
    r"\b(?:atob|b64decode|Buffer\.from|base64_decode|FromBase64String|decodeBase64|StdEncoding"
    r"\.DecodeString)\(\s{0,9}b?(?P<quote>['\"`])(?P<value>[A-Za-z0-9+/_-]{8,}={0,2})(?P=quote)"
)
# What is put in the place of a placeholder.
REPLACED = re.compile(
    r"\bs(?P<by>[/|#,~])[^\n/|#,~]{1,60}(?P=by)(?P<value>(?:(?!(?P=by))[^\s'\"`]){8,200})(?P=by)|"
    r"\bs(?P<other>[/|,~])[^\n/|,~]{1,60}(?P=other)(?P<more>[^\s'\"`/|,~]{8,200})(?P=other)"
)
# The private part of a key of the web: `{ kty: 'EC', d: '…' }`.
JWK = re.compile(
    r"[\"']?\bkty[\"']?\s?:[^{}]{0,600}?[\"']?\b(?:d|k)[\"']?\s?:\s{0,9}[\"'](?P<value>[\w-]{20,})"
)


def replaced(match: re.Match[str]) -> bool:
    """Whether what stands instead looks like a secret."""
    value = match["value"] or match["more"]
    return looks.chosen(value) or looks.odd(value) or looks.drawn(value)


def looked(match: re.Match[str]) -> bool:
    """Whether the value looks like a password or a key by itself."""
    value = match["value"]
    return looks.picked(value) or looks.odd(value) or looks.chosen(value)


def decoded(match: re.Match[str]) -> bool:
    """Whether what the value says looks like a password or a key by itself."""
    said = plain.base64_text(match["value"])
    return looks.picked(said) or looks.odd(said) or looks.chosen(said)


def paired(match: re.Match[str]) -> bool:
    """Whether the second is a password: as one is chosen, or made."""
    value = match["value"]
    chosen = len(value) >= 8 and values.password(value, True)
    signs = re.search(r"\d\d|\d[!#$%&?]|[!#$%&?]\d", value)
    return chosen and bool(signs and re.search(r"[A-Za-z]", value)) and "/" not in value
