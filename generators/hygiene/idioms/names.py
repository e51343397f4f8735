"""The words that name a secret in code and text, in the languages that people write."""

from __future__ import annotations

import re

from generators.hygiene import values

# "Password" where its letters hold none of the stems below, one word a language and script.
WORLD = (
    "passord", "lozink[ae]", "лозинк[ае]", "zaporka", "geslo", "slaptažodis", "parole", "parool",
    "парол[аі]", "гасло", "lykilorð", "aðgangsorð", "loyniorð", "contrasenya",
    "contrasinal", "clau de pas", "pasahitza", "parolă", "fjalëkalimi?", "pasvorto", "nenosiri",
    "wagwoord", "cyfrinair", "pasfhocal", "tunnussana", "kata[ -]?sandi", "kata[ -]?laluan",
    "mật khẩu", "parolu?", "şifrə", "құпия ?сөз", "нууц үг", "συνθηματικό",
    "κωδικός(?: πρόσβασης| ασφαλείας)?", "סיסמ[הא]", "كلمة (?:المرور|السر)", "رمز عبور",
    "گذرواژه", "पासवर्ड", "পাসওয়ার্ড", "கடவுச்சொல்", "పాస్వర్డ్", "รหัสผ่าน", "ລະຫັດຜ່ານ",
    "ពាក្យសម្ងាត់", "စကားဝှက်", "գաղտնաբառ", "პაროლი", "암호", "口令", "通行碼",
    "暗証番号", "合言葉",
)  # fmt: skip
PASSWORD = (
    rf"(?<!\w)(?:{'|'.join(WORLD)})|"
    r"passwor[dt]s?|passwd|passphrase|passcode|passwort|kennwort|kenwort|pwd|(?<![a-z])pw|"
    r"(?<![a-z])pass|(?-i:Pass|PASS)|mot[_ ]?de[_ ]?passe|(?<![a-z])mdp|contrase(?:ñ|n)a|"
    r"(?<![a-z])clave|(?<![a-z])senha|wachtwoord|has(?:ł|l)o(?![a-z])|пароль|密码|密碼|パスワード|"
    r"비밀번호|(?<![a-z])parola|l(?:ö|o)senord|adgangskode|salasana|(?:ş|s)ifre(?:niz|miz|n|m|si)?"
    r"(?![a-z])|(?<![a-z])heslo|"
    r"jelsz(?:ó|o)|zugangscode|geheimnis|geheimzahl|losungswort|palavra[- ]passe|(?<![a-z])psk|"
    r"code[ _]d['’_]acc(?:è|e)s|c(?:ó|o)digo[ _]de[ _]acceso|codice[ _]d(?:i[ _]|['’])accesso|"
    r"kod[ _]dost(?:ę|e)pu|toegangscode|アクセスコード"
)
TOKEN = (
    r"secret|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|auth[_-]?key|account[_-]?key|"
    r"signing[_-]?key|encryption[_-]?key|master[_-]?key|session[_-]?key|deploy[_-]?key|"
    r"license[_-]?key|shared[_-]?key|enc(?:rypt)?[_-]?key|cipher[_-]?key|hmac[_-]?key|"
    r"subscription[_-]?key|token|credentials?|schl(?:ü|ue)ssel|jeton|webhook|"
    r"cl(?:é|e)[ _-](?:secr(?:è|e)te|api|priv(?:é|e)e|d['’]acc(?:è|e)s)|"
    r"(?:chiave|chave|llave|klucz|kl(?:í|i)č|sleutel|n(?:y|ø)(?:ckel|kkel)|anahtar|ključ)"
    r"(?:[ _-](?:de )?\w{3,9})?|"
    r"ключ(?:[ _]\w+)?|секрет|токен|密钥|密鑰|私钥|令牌|秘密鍵|アクセスキー|APIキー|トークン|"
    r"シークレット|비밀 ?키|토큰"
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
    "secret", "token", "credential", "creds", "logins", "zugangsdaten",
    "accounts", "schl", "jeton", "webhook", "basic:", "code d", "code_d", "código", "codigo",
    "codice", "kod dost", "kod_dost", "toegangscode", "アクセスコード",
)  # fmt: skip
KEYS = ("api", "access", "private", "auth", "account", "signing", "encryption", "master", "session",
        "deploy", "license", "shared", "enc", "cipher", "hmac", "subscription")  # fmt: skip
WORLD_STEMS = (
    "lozink", "лозинк", "zaporka", "geslo", "slaptažod", "parol", "парол", "гасло", "lykilor",
    "aðgangsor", "loynior", "contrasen", "contrasinal", "clau de", "pasahitza", "fjalëkalim",
    "pasvorto", "nenosiri", "wagwoord", "cyfrinair", "pasfhocal", "tunnussana", "mật khẩu",
    *(f"kata{by}{word}" for by in ("", " ", "-") for word in ("sandi", "laluan")),
    "şifrə", "құпия", "нууц", "συνθηματικό", "κωδικός", "סיסמ", "كلمة", "رمز", "گذرواژه",
    "पासवर्ड", "পাসওয়ার্ড", "கடவுச்சொல்", "పాస్వర్డ్", "รหัสผ่าน", "ລະຫັດຜ່ານ", "ពាក្យសម្ងាត់",
    "စကားဝှက်", "գաղտնաբառ", "პაროლი", "암호", "口令", "通行碼", "暗証", "合言葉",
    "chiave", "chave", "llave", "klucz", "klíč", "klič", "sleutel", "nyckel", "nøkkel", "anahtar",
    "ključ", "ключ", "секрет", "токен", "私钥", "令牌", "秘密鍵", "アクセスキー", "apiキー",
    "トークン", "シークレット", "비밀", "토큰",
)  # fmt: skip
FOREIGN = (
    *WORLD_STEMS,
    "clé",
    *(f"cle{by}{word}" for by in " _-" for word in ("secr", "api", "priv", "d'acc", "d’acc")),
    "hasło",
    "пароль",
    "密",
    "パスワード",
    "비밀번호",
    "lösenord",
    "şifre",
    "jelszó",
    "stringdata",
)


def fits(name: str, value: str) -> bool:
    """Whether a lone value below or beside this name is a secret."""
    return values.password(value, True) if KINDS["password"].search(name) else values.token(value)
