"""Secrets in sentences, headers, calls and files of their own forms."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from generators.hygiene import looks, values

from . import around, calls, listed
from .commands import COMMANDS
from .names import KINDS, PASSWORD, SUFFIX, TOKEN, WORLD_STEMS

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
    r"\b(?:login|logon|basic[_-]?auth|creds?|credentials|zugangsdaten|zugang|anmeldung|account"
    r"|benutzer)[*_]*[ ]?[:=][ *_`]*"
    r"[\w.@-]+[ ]?[/:|][ ]?[`'\"]?(?P<value>[^\s`'\"]+)",
    re.I,
)
# In a sentence, or as one value of two parts: `login is anna / …`, `LAMP_AUTH="anna:…"`. What lets
# somebody in, in further languages.
ACCESS = (
    "dane logowania",
    "dane dostępowe",
    "datos de acceso",
    "credenciales",
    "inicio de sesión",
    "identifiants",
    "accès",
    "connexion",
    "credenziali",
    "dati di accesso",
    "accesso",
    "dados de acesso",
    "acesso",
    "credenciais",
    "inloggegevens",
    "inloggningsuppgifter",
    "inloggning",
    "loginoplysninger",
    "påloggingsinformasjon",
    "kirjautumistiedot",
    "přihlašovací údaje",
    "prihlasovacie údaje",
    "belépési adatok",
    "giriş bilgileri",
    "данные для входа",
    "логин",
    "вход",
    "ログイン情報",
    "ログイン",
    "登录",
    "登錄",
    "帳號",
    "账号",
    "로그인",
    "계정",
)
LOGGED_IN = re.compile(
    r"(?:log-?in|log-?on|auth|cred(?:ential)?s?|zugang(?:sdaten)?|anmeldung|user_?pass|userpwd"
    rf"|{'|'.join(ACCESS)})"
    r"[\"'*_`]{0,3}(?:[ ]?[:=：＝]|は|[ ](?:is|are|was|ist|sind|lautet|lauten|war|est|es)\b)"
    r"[ \"'*_`]{0,4}"
    r"[\w.@-]{2,40}[ ]?[/:|][ ]?[`'\"]?(?P<value>[^\s`'\"]{6,200})",
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
URL = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://(?P<user>[^\s/:@'\"]*):(?P<value>[^\s/@'\"]{3,})@[\w\[$]"
)
OWN_MACHINE = re.compile(r"@(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)\b")
# A key in the place of a user, as trackers of errors have it.
URL_USER = re.compile(r"\bhttps?://(?P<value>[A-Za-z0-9_.-]{20,200})@[\w\[]")
QUERY = re.compile(
    r"[?&](?:amp;)?(?P<name>api[_-]?key|key|[\w-]{0,20}(?:token|secret|passw(?:or)?d|pwd)|sig|auth"
    r"|passcode)=(?P<value>[^\s&#'\"`<>)]{6,400})",
    re.I,
)
# The seed of a second factor, often in groups of four.
SEED = re.compile(
    r"\b(?i:2fa|totp|h?otp|mfa|authenticator|zwei-?faktor|two-?factor)[^\n:=]{0,30}[:=]"
    r"[ *`\"']{0,5}"
    r"(?:otpauth\S+secret=)?(?P<value>[A-Z2-7]{4}(?:[ -]?[A-Z2-7]{4}){3,15})\b"
)
# The value first, and then what it is: `…` (password), '…' as password.
BEHIND = re.compile(
    rf"(?P<quote>[`'\"])(?P<value>[^\s`'\"]{{6,80}})(?P=quote)[ ]"
    rf"(?:\((?:the |das |mein |my |old |new )?|(?:as|als|is|ist|war|was)[ ]"
    rf"(?:(?:the|das|my|mein|our|unser)[ ])?)(?P<name>{PASSWORD}|{TOKEN})\b",
    re.I,
)
BEARER = re.compile(
    r"\b(?:bearer|token|apikey|digest|negotiate)[ \t]+['\"]?(?P<value>[A-Za-z0-9._~+/-]{16,}=*)",
    re.I,
)
BASIC = re.compile(r"\bbasic[ \t]+['\"]?(?P<value>[A-Za-z0-9+/]{8,}={0,2})(?![A-Za-z0-9+/=])", re.I)
COOKIE = re.compile(
    r"\b(?:set-)?cookie['\"]?[ \t]*[:=,][ \t]*['\"]?(?P<value>[^\n'\"]{8,400})", re.I
)
DIGESTED = re.compile(
    r"\bDigest[ ]+username=[^\n]{0,300}?response=[\"']?(?P<value>[0-9a-f]{32})", re.I
)
HEADER = re.compile(
    r"\b[a-z]+-[\w-]{0,40}(?:key|token|secret|auth|signature)['\"]?[ \t]*[:=,][ \t]*['\"]?"
    r"(?P<value>[A-Za-z0-9._~+/=-]{12,})",
    re.I,
)
SESSION = re.compile(
    r"(?:sess|sid|auth|token|jwt|csrf|remember)[\w.-]*=(?P<value>[^;\s]{12,})", re.I
)
NAMED_SESSION = re.compile(
    r"\b(?:jsessionid|phpsessid|connect\.sid|asp\.net_sessionid|session(?:_?id|_?token))="
    r"(?P<value>[^;\s&'\"`]{12,400})",
    re.I,
)
# An account that everyone has heard of, with a password that has every kind of sign.
KNOWN = re.compile(
    r"(?<![\w/.:@-])(?:admin(?:istrator)?|root|sa|guest|gast|test|demo)[ ]?[/:][ ]?(?=\S*[A-Z])"
    r"(?=\S*[a-z])(?=\S*\d)(?=\S*[!$%&*?#])(?P<value>[^\s/.'\"`:]{8,60})(?=[\s'\"`]|$)"
)
PIN = re.compile(
    r"\b(?:PIN|PUK)(?:[ -]?(?i:code|nummer))?[*_]{0,2}[ ]?(?:[:=]|lautet|is|ist|est|es)"
    r"[ *_`]{0,5}(?P<value>\d{4,8})\b"
)
NETWORK = re.compile(
    r"(?:\bWIFI:(?:[^\s;]{0,80};){0,3}?P:|(?i:\b(?:wlan|wi-?fi|wpa[23]?|netzwerk|network)[- _]?"
    r"(?:schl(?:ü|ue)ssel|key|passwor[dt]|code))[*_\"']{0,3}[ ]?[:=][ *_`'\"]{0,5})"
    r"(?P<value>[^\s;`'\"]{8,63})"
)
SPARE = re.compile(
    r"\b(?:recovery|backup|wiederherstellungs|einmal)[- ]?codes?\b[*_]{0,2}:?\s{0,5}"
    r"(?P<value>(?:[-*\d. ]{0,5}`?[a-z0-9]{4,8}(?:-[a-z0-9]{4,8}){1,4}`?[,\s]{1,3}){2})",
    re.I,
)
PASSPHRASE = re.compile(r"^(?:export[ ])?\w*PASSPHRASE=(?P<value>\w+(?:[ -]\w+){3,})", re.M)
INSERTED = re.compile(
    r"\binsert\s+into\s+\S+\s*\((?P<columns>[^()]{1,400})\)\s*values\s*\((?P<value>[^()]{1,800})\)",
    re.I,
)


def _inserted(match: re.Match[str]) -> bool:
    names, cells = match["columns"].split(","), match["value"].split(",")
    return any(
        KINDS["password"].search(name) and values.password(cell.strip().strip("'\""), True)
        for name, cell in zip(names, cells, strict=False)
    )


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


def _behind(match: re.Match[str]) -> bool:
    named = KINDS["password"].fullmatch(match["name"])
    return values.password(match["value"], True) if named else values.token(match["value"])


def _said(match: re.Match[str]) -> bool:
    return values.password(match["value"].rstrip(".,;:)*_"), False)


def _given(match: re.Match[str]) -> bool:
    return not _placeholder(match["value"].strip("'\""))


def _account(match: re.Match[str]) -> bool:
    """Of a URL; an account whose password is its name is the one of a fresh installation."""
    fresh = match["user"] == match["value"] and OWN_MACHINE.match(match.string, match.end("value"))
    return _given(match) and not fresh


def _placeholder(value: str) -> bool:
    """What stands for a password and is none."""
    return (
        len(value) < 4
        or values.public(value)
        or value.startswith(("$", "{", "<", "%", "[", "-", "`", "'$", '"$'))
        or value.lower()
        in ("pass", "pass@host", "pwd", "user:password", "string", "file", "env", "stdin")
    )


def _queried(match: re.Match[str]) -> bool:
    named = KINDS["password"].search(match["name"])
    return values.password(match["value"], True) if named else values.token(match["value"])


def _numbered(match: re.Match[str]) -> bool:
    return bool(re.search(r"\d", match["value"]))


# What the pattern of a known account begins with.
KNOWN_SIGNS = tuple(
    who + by
    for who in ("admin", "istrator", "root", "sa", "guest", "gast", "test", "demo")
    for by in ("/", ":", " /", " :")
)
# What a text must hold in lower case, the pattern, and whether a match is a secret.
RULES: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (("process.env",), FALLBACK, _chosen),
    (("env ", "arg ", "#define", "set ", "setx ", "setenv "), STATED, _chosen),
    (("passphrase", "passwor", "kennwort"), PHRASE, lambda _: True),
    (("@",), URL, _account),
    (("bearer", "token", "apikey", "digest", "negotiate"), BEARER, _token),
    (("basic",), BASIC, _basic),
    (("pass", "pw", "kennwort"), SENTENCE, _said),
    (("pass", "pw", "kennwort"), GIVEN, _said),
    (("log", "cred", "basic", "zugang", "anmeldung", "account", "benutzer"), LOGIN, _said),
    (
        ("log", "auth", "cred", "zugang", "anmeldung", "userp", "user_p", *ACCESS),
        LOGGED_IN,
        calls.looked,
    ),
    (("btoa(", "from(", "b64encode("), ENCODED, _given),
    (("cookie",), COOKIE, _session),
    (("x-", "-key", "-token", "-secret", "-auth"), HEADER, _token),
    (("digest",), DIGESTED, lambda _: True),
    (("sess", ".sid="), NAMED_SESSION, _token),
    (
        (
            "jwt.",
            "jsonwebtoken",
            "createhmac",
            "createcipher",
            "pbkdf2",
            "scrypt",
            "bcrypt",
            "argon2",
            "fernet",
        ),
        calls.CALLED,
        _given,
    ),
    (
        ("log", "sign", "auth", "cred", "conn", "pdo(", "usernamepassword"),
        calls.PAIRED,
        calls.paired,
    ),
    (
        ("u:", 'u"', "u'", "usr", "user", "login", "acc", "id:", 'id"', "mail"),
        calls.KEYED,
        calls.paired,
    ),
    (("sed ", "perl ", "s/"), calls.REPLACED, calls.replaced),
    (
        (
            "enter(",
            "verify(",
            "admit(",
            "identify(",
            "impersonate(",
            "register(",
            "signup(",
            "sign_up(",
            "user(",
            "password(",
        ),
        calls.ENTERED,
        calls.looked,
    ),
    (
        ("client(", "sdk(", "search(", "init(", "initialize(", "configure("),
        calls.SERVED,
        lambda m: looks.key_like(m["value"]),
    ),
    (
        ("vault", "keyring", "keystore", "safe", "strongbox", "unlock", "decrypt"),
        calls.OPENED,
        calls.looked,
    ),
    (("login", "log_in", "logon", "signin", "sign_in", "auth", "cred"), calls.BOTH, calls.looked),
    (
        (
            "atob(",
            "b64decode(",
            "from(",
            "base64_decode(",
            "base64string(",
            "base64(",
            "decodestring(",
        ),
        calls.DECODED,
        calls.decoded,
    ),
    (("kty",), calls.JWK, _token),
    (("pass", "pw", "auth", *WORLD_STEMS), listed.DIRECTIVE, listed.directive),
    (("@",), URL_USER, _token),
    (("2fa", "totp", "otp", "mfa", "authent", "faktor", "factor"), SEED, lambda _: True),
    (("pass", "pw", "kennwort", "secret", "token"), BEHIND, _behind),
    *around.RULES,
    (("key=", "token=", "pwd=", "secret=", "sig=", "auth=", "code=", "pass"), QUERY, _queried),
    (KNOWN_SIGNS, KNOWN, _given),
    (("pin", "puk"), PIN, lambda _: True),
    (("wifi", "wi-fi", "wlan", "wpa", "netzwerk", "network"), NETWORK, _numbered),
    (("code",), SPARE, _numbered),
    (("passphrase",), PASSPHRASE, lambda _: True),
    (("insert",), INSERTED, _inserted),
    *((signs, pattern, _given) for signs, pattern in COMMANDS),
)
