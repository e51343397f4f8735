"""Secrets by the place they stand in: assigned to a name that says so, given to a command, sent in
a header.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from functools import cache

from . import values
from .places import Signs, spans

PASSWORD = (
    r"passwor[dt]s?|passwd|passphrase|passcode|passwort|kennwort|kenwort|pwd|(?<![a-z])pw|"
    r"(?<![a-z])pass|(?-i:Pass|PASS)|mot[_ ]?de[_ ]?passe|(?<![a-z])mdp|contrase(?:ñ|n)a|"
    r"(?<![a-z])clave|(?<![a-z])senha|wachtwoord|has(?:ł|l)o(?![a-z])|пароль|密码|密碼|パスワード|"
    r"비밀번호|(?<![a-z])parola|l(?:ö|o)senord|adgangskode|salasana|(?:ş|s)ifre|(?<![a-z])heslo|"
    r"jelsz(?:ó|o)|zugangscode|geheimnis|geheimzahl|(?<![a-z])psk"
)
TOKEN = (
    r"secret|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|auth[_-]?key|account[_-]?key|"
    r"signing[_-]?key|encryption[_-]?key|master[_-]?key|session[_-]?key|deploy[_-]?key|"
    r"license[_-]?key|shared[_-]?key|token|credentials?|schl(?:ü|ue)ssel|jeton|webhook"
)
# What may follow the word and leave it the name of a secret: `password0`, `secretProd`.
SUFFIX = (
    r"(?:[_-]?(?:\d+|old|new|prod(?:uction)?|dev|stage|staging|live|root|admin|backup|db|value|"
    r"string|plain|default|fallback|key|token|v\d+))*"
)
KINDS = {"password": re.compile(PASSWORD, re.I), "token": re.compile(TOKEN, re.I)}
# The name, a type it may have, what assigns, and the value: quoted, or up to the next blank.
ASSIGNED = re.compile(
    rf"(?P<name>(?:{PASSWORD}|{TOKEN}){SUFFIX})(?![A-Za-z0-9])"
    r"(?P<close>['\"`\])*_]{0,5})[ \t]*"
    r"(?:[!?]?:[ \t]*[A-Za-z][\w.<>\[\]| ]{0,40}?(?=[ \t]*=[^=>]))?"
    r"[ \t]*(?P<sign>\?\?=?|\|\|=?|=>|:=|[!=]==?|=|:|：|->|→|\||is\b|ist\b|lautet\b|war\b"
    r"|[-–—](?=[ ])|"
    r"est\b|es\b|,(?=[ \t]*['\"`])|\((?=['\"`])|value=(?=['\"])|>(?=[^\s<>]+</))"
    r"[ \t]*(?P<mark>\*{0,2}_{0,2})"
    r"[ \t]*(?P<between>[\w.]*process\.env[\w.\[\]'\"]*[ \t]*(?:\?\?|\|\|)[ \t]*)?"
    r"(?P<quote>['\"`]?)(?P<value>[^\s'\"`<]{1,400})",
    re.I,
)
# In a sentence: `the password of the box is …`, `log in with the password …`.
SENTENCE = re.compile(
    rf"(?:{PASSWORD})(?:[ ]\w+){{0,5}}?[ ](?:is|was|ist|war"
    rf"|lautet)[ :]{{1,2}}[`'\"*]*(?P<value>[^\s`'\"]+)",
    re.I,
)
GIVEN = re.compile(
    rf"\b(?:with|mit|using|old|new|alte[sr]?|neue[sr]?)[ ](?:(?:the|dem"
    rf"|das)[ ])?(?:{PASSWORD})[ :]{{1,2}}"
    r"(?:was[ ]|is[ ])?[`'\"*]*(?P<value>[^\s`'\"]+)",
    re.I,
)
LOGIN = re.compile(
    r"\b(?:login|logon|creds?|credentials|zugangsdaten|zugang|anmeldung|account"
    r"|benutzer)[*_]*[ ]?[:=][ *_`]*"
    r"[\w.@-]+[ ]?[/:|][ ]?[`'\"]?(?P<value>[^\s`'\"]+)",
    re.I,
)
ENCODED = re.compile(
    r"(?:btoa|Buffer\.from|b64encode)\([ ]*b?['\"`][^'\"`:\s]{1,40}:(?P<value>[^'\"`\s]+)"
)
# A constant of a container or a shell, written without a sign between name and value.
STATED = re.compile(
    rf"^[ \t]*(?:ENV|ARG|#define|setx?|setenv)\s+\w*(?P<name>{PASSWORD}|{TOKEN}){SUFFIX}\s+"
    r"(?P<quote>['\"]?)(?P<value>[^\s'\"]+)",
    re.I | re.M,
)
# Words in a row, where the name says that they are the secret.
PHRASE = re.compile(
    r"(?:passphrase|passwor[dt]|kennwort)['\"]?(?:\s*:\s*string)?\s*[:=]\s*"
    r"(?P<quote>['\"`])(?P<value>\w+(?:[ -]\w+){3,})(?P=quote)",
    re.I,
)
# `process.env.X ?? '…'`: the name may be in the variable alone.
FALLBACK = re.compile(
    rf"process\.env(?:\.|\[['\"])\w*(?:{PASSWORD}|{TOKEN}|KEY)\w*(?:['\"]\])?[ \t]*"
    r"(?:\?\?|\|\|)[ \t]*(?P<quote>['\"`])(?P<value>[^'\"`\n]{1,400})(?P=quote)",
    re.I,
)
COMMANDS = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        (
            ("sshpass",),
            r"\bsshpass\s+-p\s*(?P<value>'[^']+'|\"[^\"]+\"|\S+)",
        ),
        (
            ("mysql", "mariadb"),
            r"\b(?:mysql|mysqldump|mariadb|mysqladmin)\b[^\n"
            r"|]{0,300}?\s-p(?P<value>[^\s'\"]\S{3,})",
        ),
        (
            ("curl ", "wget ", "http "),
            r"\b(?:curl|wget|http)\b[^\n|]{0,300}?\s(?:-u"
            r"|--user)[ =]?['\"]?[^\s:'\"]+:(?P<value>[^\s'\"]+)",
        ),
        (
            (
                " --pass",
                " --pwd",
                " --token",
                " --secret",
                " --api-key",
                " --http-password",
                " --auth",
            ),
            r"\s--(?:password|passwd|pass|pwd|token|secret|api-key|http-password|auth)[ =]['\"]?"
            r"(?P<value>[^\s'\"]+)",
        ),
        (
            ("login",),
            r"\b(?:docker|podman|helm|oc|az|heroku)\b[^\n|]{0,300}?\blogin\b[^\n"
            r"|]{0,300}?\s-p[ =]?['\"]?"
            r"(?P<value>[^\s'\"]+)",
        ),
        (("-n ",), r"\bssh-keygen\b[^\n|]{0,300}?\s-N\s+['\"]?(?P<value>[^\s'\"]+)"),
        (("openssl",), r"\bopenssl\s+enc\b[^\n|]{0,300}?\s-k\s+['\"]?(?P<value>[^\s'\"]+)"),
        ((" --passphrase",), r"\s--passphrase[ =]['\"]?(?P<value>[^\s'\"]+)"),
        (
            ("sudo",),
            r"\becho\s+['\"]?(?P<value>[^\s'\"|]+)['\"]?\s*\|\s*sudo\s+-S",
        ),
        (
            ("redis-cli",),
            r"\bredis-cli\b[^\n|]{0,300}?\s-a\s+['\"]?(?P<value>[^\s'\"]+)",
        ),
        (
            ("net use",),
            r"\bnet use\b[^\n]{0,300}?/user:\S+\s+(?P<value>\S+)",
        ),
        (
            ("htpasswd",),
            r"\bhtpasswd\s+-\w*b\w*\s+\S+\s+\S+\s+(?P<value>\S+)",
        ),
        (
            ("ldap",),
            r"\bldap\w+\b[^\n|]{0,300}?\s-w\s+['\"]?(?P<value>[^\s'\"]+)",
        ),
        (
            ("-passin", "-passout"),
            r"-pass(?:in|out)\s+pass:(?P<value>\S+)",
        ),
        (
            ("smbclient", "mount "),
            r"\b(?:smbclient|mount)\b[^\n|]{0,300}?(?:%|password=)(?P<value>[^\s,]+)",
        ),
        (
            ("chpasswd",),
            r"\b(?:chpasswd)\b[^\n]{0,300}?<<<\s*['\"]?\w+:(?P<value>[^\s'\"]+)",
        ),
        (
            ("machine ",),
            r"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?P<value>\S+)",
        ),
        (
            ("identified", "password '"),
            r"\b(?i:IDENTIFIED\s+BY|WITH\s+PASSWORD)\s+'(?P<value>[^'\n]+)'",
        ),
    )
)
URL = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@'\"]*:(?P<value>[^\s/@'\"]{3,})@[\w\[$]")
BEARER = re.compile(
    r"\b(?:bearer|token|apikey|digest|negotiate)[ \t]+['\"]?(?P<value>[A-Za-z0-9._~+/-]{16,}=*)",
    re.I,
)
BASIC = re.compile(r"\bbasic[ \t]+['\"]?(?P<value>[A-Za-z0-9+/]{8,}={0,2})(?![A-Za-z0-9+/=])", re.I)
COOKIE = re.compile(
    r"\b(?:set-)?cookie['\"]?[ \t]*[:=,][ \t]*['\"]?(?P<value>[^\n'\"]{8,400})", re.I
)
HEADER = re.compile(
    r"\bx-[\w-]*(?:key|token|secret|auth|signature)['\"]?[ \t]*[:=,][ \t]*['\"]?"
    r"(?P<value>[A-Za-z0-9._~+/=-]{12,})",
    re.I,
)
SESSION = re.compile(
    r"(?:sess|sid|auth|token|jwt|csrf|remember)[\w.-]*=(?P<value>[^;\s]{12,})", re.I
)
# Where a name may begin; the pattern is tried there and nowhere else.
STEMS = (
    "pass", "pwd", "pw", "kennwort", "kenwort", "mot", "mdp", "contrase", "clave", "senha",
    "wachtwoord", "haslo",
    "parola", "losenord", "adgangskode", "salasana", "sifre", "heslo", "jelszo", "zugangscode",
    "geheim", "psk",
    "secret", "token", "credential", "schl", "jeton", "webhook",
)  # fmt: skip
KEYS = ("api", "access", "private", "auth", "account", "signing", "encryption", "master", "session",
        "deploy", "license", "shared")  # fmt: skip
FOREIGN = ("hasło", "пароль", "密", "パスワード", "비밀번호", "lösenord", "şifre", "jelszó")


def found(text: str) -> Iterator[tuple[str, int]]:
    """(kind, line from 0) of each."""
    lower = text.lower()
    if len(lower) != len(text):  # a capital that becomes two signs
        lower = text
    places = _signs().places(lower)
    if not places:
        return
    for at in sorted({at for stem in _stems(lower) for at in places.get(stem, ())}):
        match = ASSIGNED.match(text, at)
        if match and _assigned(match):
            yield "password", text.count("\n", 0, at)
    for signs, pattern, take in RULES:
        for start, end in spans(lower, places, signs):
            for match in pattern.finditer(text, start, end):
                if take(match):
                    yield "credentials", text.count("\n", 0, match.start())


@cache
def _signs() -> Signs:
    return Signs([*STEMS, *KEYS, *FOREIGN, *(sign for signs, _, _ in RULES for sign in signs)])


def _stems(text: str) -> tuple[str, ...]:
    return STEMS + FOREIGN + (KEYS if "key" in text else ())


def _assigned(match: re.Match[str]) -> bool:
    value, quoted = match["value"], bool(match["quote"])
    password = KINDS["password"].search(match["name"])
    if not quoted and match["name"].lower() == "pass" and _more(match):
        return False  # the result of a test
    if not quoted:
        value = value.rstrip(".,;:)]}*_|").lstrip("(*_<")
    sign = match["sign"].lower()
    if (sign == "," and not password) or (sign in ("es", "war") and not quoted and len(value) < 8):
        return False
    return values.password(value, quoted) if password else values.token(value)


def _more(match: re.Match[str]) -> bool:
    """Whether the line goes on behind the value."""
    end = match.string.find("\n", match.end())
    return bool(match.string[match.end() : end if end >= 0 else None].strip(" |`*"))


def _basic(match: re.Match[str]) -> bool:
    try:
        decoded = base64.b64decode(match["value"] + "=" * (-len(match["value"]) % 4))
    except ValueError:
        return False
    return b":" in decoded and decoded.isascii() and not _placeholder(decoded.decode("ascii"))


def _session(match: re.Match[str]) -> bool:
    return any(values.token(pair["value"]) for pair in SESSION.finditer(match["value"]))


def _token(match: re.Match[str]) -> bool:
    return values.token(match["value"])


def _chosen(match: re.Match[str]) -> bool:
    return values.password(match["value"], bool(match["quote"])) or values.token(match["value"])


def _said(match: re.Match[str]) -> bool:
    return values.password(match["value"].rstrip(".,;:)*_"), False)


def _given(match: re.Match[str]) -> bool:
    return not _placeholder(match["value"].strip("'\""))


def _placeholder(value: str) -> bool:
    """What stands for a password and is none."""
    return (
        len(value) < 4
        or values.public(value)
        or value.startswith(("$", "{", "<", "%", "[", "-", "`", "'$", '"$'))
        or value.lower()
        in ("pass", "pass@host", "pwd", "user:password", "string", "file", "env", "stdin")
    )


# What a text must hold in lower case, the pattern, and whether a match is a secret.
RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (("process.env",), FALLBACK, _chosen),
    (("env ", "arg ", "#define", "set ", "setx ", "setenv "), STATED, _chosen),
    (("passphrase", "passwor", "kennwort"), PHRASE, lambda _: True),
    (("@",), URL, _given),
    (("bearer", "token", "apikey", "digest", "negotiate"), BEARER, _token),
    (("basic",), BASIC, _basic),
    (("pass", "pw", "kennwort"), SENTENCE, _said),
    (("pass", "pw", "kennwort"), GIVEN, _said),
    (("log", "cred", "zugang", "anmeldung", "account", "benutzer"), LOGIN, _said),
    (("btoa(", "from(", "b64encode("), ENCODED, _given),
    (("cookie",), COOKIE, _session),
    (("x-",), HEADER, _token),
    *((signs, pattern, _given) for signs, pattern in COMMANDS),
)
