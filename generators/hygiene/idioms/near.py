"""What looks like a secret near a word that says so, whatever stands between the two.

The other rules know the sign between a name and its value, and so take what looks like little. Here
nothing but the line is known, and the value has to look like a secret by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generators.hygiene import looks, values
from generators.hygiene.places import Places, spans

from .names import FOREIGN

# Words for nothing but a password; near them a word with a number is enough.
PASSWORDS = (
    "passw", "passphr", "passcode", "pwd", "kennwort", "kenwort", "zugangscode", "zugangswort",
    "credential", "creds", "requirepass", "become_pass", "apipass", "🔑", "🔐", "🗝", "pw ", "pw(",
    "pw:", "pw=", "_pw", "pw_", "pass ", "pass:", "pass=", "secret", "crypt(", "wifi", "wi-fi",
    "wlan", "mot de passe", "mot_de_passe", "contrase", "wachtwoord", "adgangskode", "salasana",
    "losungswort", "palavra-passe", "palavra passe", "geheimzahl", "senha", "heslo", "jelsz",
    *FOREIGN,
)  # fmt: skip
# Words for keys and for being let in.
KEYS = (
    "secret", "token", "apikey", "api key", "api_key", "api-key", "access key", "access_key",
    "private key", "license key", "licence key", "lizenzschlüssel", "product key", "activation",
    "signing", "pepper", "salt", "cipher", "decrypt", "encrypt", "hmac", "credential", "login",
    "log in", "logon", "log-in", "sign in", "signin", "zugang", "anmeld", "unlock", "authoriz",
    "authent", "_auth", "auth:", "auth=", "bearer", "refresh", "otp", "2fa", "vault", "keychain",
    "_key", "key:", "key=", "-key", "set-cookie", "session",
)  # fmt: skip
DIGITS = re.compile(r"\d")
WORD = re.compile(r"[^\s'\"`,;()\[\]{}|<>\\«»„“”‘’「」『』：＝（）、。，]{8,400}")
PART = re.compile(r"[^=:/@&?>.]{8,400}")
# Where hexadecimal digits are a digest of something.
DIGEST = re.compile(
    r"(?i)sha-?\d|md5|\bhash|digest|checksum|commit|integrity|uuid|guid|fingerprint|revision|\brev\b"
    r"|git|blob|etag|trace|span|request|\bids?\b|_id\b|\bsession(?! ?key)|version|uses:"
)
# A line with nothing but the value, which a line before announces.
ALONE = re.compile(r"[ \t>*#/+|-]*`?(?P<value>[^\s`]{8,200})`?[ \t]*")
LONGEST = 2_000


def found(text: str, lower: str, places: Places) -> Iterator[int]:
    """The place of each line with one; `lower` is the text in lower case."""
    for signs, personal in ((PASSWORDS, True), (KEYS, False)):
        said = {lower.rfind("\n", 0, at) + 1 for s in signs for at in places.get(s, ())}
        for start, end in spans(lower, places, signs) if said else ():
            yield from _in_lines(text, start, end, said if personal else frozenset())


def _in_lines(text: str, start: int, end: int, speaking: Collection[int]) -> Iterator[int]:
    """`speaking` are the beginnings of lines that speak of a password."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        if stop - at <= LONGEST:
            line = text[at:stop]
            said = at in speaking
            held = DIGITS.search(line) and any(_secret(w, line, said) for w in _words(line))
            if held or (said and _announced(text, stop)):
                yield at
        at = stop + 1


def _words(line: str) -> Iterator[str]:
    for match in WORD.finditer(line):
        if not DIGITS.search(match[0]) or "..." in match[0] or "…" in match[0]:
            continue
        if match[0].count("/") > 2 and len(re.findall(r"/\w", match[0])) > 2:
            continue
        word = match[0].rstrip(".,:*_!?…") if match[0][-1] in ".,:*_…" else match[0]
        yield word.lstrip("*_#-")
        for part in PART.finditer(word):
            if part[0] != word:
                yield part[0]


def _secret(word: str, line: str, personal: bool) -> bool:
    if not re.search(r"\d", word):
        return False
    if looks.odd(word) or looks.chosen(word):
        return True
    if looks.key_like(word):
        return not DIGEST.search(line) and (personal or len(word) >= 32)
    if personal and looks.phrased(word):
        return f"`{word}`" in line or f"'{word}'" in line or f'"{word}"' in line
    return personal and looks.picked(word) and _stands_alone(word, line)


def _stands_alone(word: str, line: str) -> bool:
    """Whether blanks, quotes or the end of a sentence are around the word: no name in code."""
    at = line.find(word)
    before, after = line[at - 1 : at], line[at + len(word) : at + len(word) + 2]
    return (not before or before in " \t'\"`>=:&]·,«„“‘「『：＝（、\u202f\xa0") and (
        not after
        or after[0] in " \t'\"`<&,»“”’」』）、。，\u202f\xa0"
        or after in (".", ". ", ";", ").")
    )


def _announced(text: str, stop: int) -> bool:
    """Whether one of the next three lines is nothing but a value."""
    for _ in range(3):
        if stop < 0 or stop + 1 >= len(text):
            return False
        end = text.find("\n", stop + 1)
        line = text[stop + 1 : end if end >= 0 else len(text)]
        match = ALONE.fullmatch(line) if len(line) < 240 else None
        if match:
            value = match["value"]
            return (
                looks.odd(value)
                or looks.chosen(value)
                or looks.picked(value)
                or (looks.key_like(value) and not values.public(value))
            )
        if line.strip(" \t>*#/"):
            return False
        stop = end
    return False
