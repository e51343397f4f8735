"""The words that name a secret in code and text, in the languages that people write."""

from __future__ import annotations

import re

from generators.hygiene import values

PASSWORD = (
    r"passwor[dt]s?|passwd|passphrase|passcode|passwort|kennwort|kenwort|pwd|(?<![a-z])pw|"
    r"(?<![a-z])pass|(?-i:Pass|PASS)|mot[_ ]?de[_ ]?passe|(?<![a-z])mdp|contrase(?:ñ|n)a|"
    r"(?<![a-z])clave|(?<![a-z])senha|wachtwoord|has(?:ł|l)o(?![a-z])|пароль|密码|密碼|パスワード|"
    r"비밀번호|(?<![a-z])parola|l(?:ö|o)senord|adgangskode|salasana|(?:ş|s)ifre|(?<![a-z])heslo|"
    r"jelsz(?:ó|o)|zugangscode|geheimnis|geheimzahl|losungswort|palavra[- ]passe|(?<![a-z])psk"
)
TOKEN = (
    r"secret|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|auth[_-]?key|account[_-]?key|"
    r"signing[_-]?key|encryption[_-]?key|master[_-]?key|session[_-]?key|deploy[_-]?key|"
    r"license[_-]?key|shared[_-]?key|enc(?:rypt)?[_-]?key|cipher[_-]?key|hmac[_-]?key|"
    r"subscription[_-]?key|token|credentials?|schl(?:ü|ue)ssel|jeton|webhook|"
    r"cl(?:é|e)[ _-](?:secr(?:è|e)te|api|priv(?:é|e)e|d['’]acc(?:è|e)s)"
)
# What may follow the word and leave it the name of a secret: `password0`, `secretProd`.
SUFFIX = (
    r"(?:[_-]?(?:\d+|old|new|prod(?:uction)?|dev|stage|staging|live|root|admin|backup|db|value|"
    r"string|plain|default|fallback|key|token|v\d+))*"
)
KINDS = {"password": re.compile(PASSWORD, re.I), "token": re.compile(TOKEN, re.I)}
# Where a name may begin; patterns are tried there and nowhere else.
STEMS = (
    "pass", "pwd", "pw", "kennwort", "kenwort", "mot", "mdp", "contrase", "clave", "senha",
    "wachtwoord", "haslo",
    "parola", "losenord", "adgangskode", "salasana", "sifre", "heslo", "jelszo", "zugangscode",
    "geheim", "losungswort", "palavra", "psk",
    "secret", "token", "credential", "schl", "jeton", "webhook",
)  # fmt: skip
KEYS = ("api", "access", "private", "auth", "account", "signing", "encryption", "master", "session",
        "deploy", "license", "shared", "enc", "cipher", "hmac", "subscription")  # fmt: skip
FOREIGN = (
    "clé",
    "cle",
    "hasło",
    "пароль",
    "密",
    "パスワード",
    "비밀번호",
    "lösenord",
    "şifre",
    "jelszó",
)


def fits(name: str, value: str) -> bool:
    """Whether a lone value below or beside this name is a secret."""
    return values.password(value, True) if KINDS["password"].search(name) else values.token(value)
