"""Secrets beside and below the names that say so, in commands, tables, calls and files; torn and
encoded ones.
"""

from __future__ import annotations

import base64
import gzip

import pytest

from generators.hygiene import secrets

COMMENTS = [
    "/** Passwort:\n   *\n   *     Lavendel44! */",
    "// Kennwort:\n// Lavendel44!",
    "> ### Password\n>\n> Lavendel44!",
    "# password:\n#   Lavendel44!",
    "/** 'AKIAQ3EG' +\n   *   'RXJ7ZTLW5VDN' */",
    "// 'AKIAQ3EG' +\n// 'RXJ7ZTLW5VDN'",
]
OPENSSH = (
    b"-----BEGIN OPENSSH PRIVATE KEY-----\n"
    b"b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gt"
)
PLANTED = [
    "const cfg = { smtp: { user: 'ops', pass: 'Lavendel#44' } };",
    "get password(): string { return 'Mohnblume9'; }",
    "const getPassword = () => 'Mohnblume9';",
    "function passwort(): string {\n  return 'Mohnblume9';\n}",
    "jwt.sign(payload, 'mein-Geheimnis-9f3k2', { algorithm: 'HS256' });",
    "crypto.createHmac('sha256', 'kf83hSk29dkLq01x').update(x);",
    "const ENC_KEY = Buffer.from('9f8c2b7a1d3e4f506172839485a6b7c8', 'hex');",
    "// TODO remove: admin/Lavendel44!",
    "/* Testzugang: anna@shop / Passwort Lavendel44 */",
    "passwort: >-\n  Lavendel44!",
    "basicAuth: anna:Lavendel44",
    "PASSPHRASE=Korrektes Pferd Batterie Klammer 42",
    "STRIPE_KEY=sk_test_51Hx8aBcDeFgHiJkLmNoPqRsTuVwXyZ",
    "echo 'Lavendel44!' | docker login -u anna --password-stdin",
    'expect "password:"\nsend "Lavendel44\\r"',
    "cat <<EOF > .pgpass\ndb:5432:app:anna:Lavendel44\nEOF",
    'echo "anna:Lavendel44" | chpasswd',
    "unzip -P Lavendel44 archiv.zip",
    "7z x -pLavendel44 archiv.7z",
    "zip -e -P Lavendel44 a.zip b",
    "keytool -storepass Lavendel44 -keypass Lavendel44 -list",
    "xfreerdp /u:anna /p:Lavendel44 /v:box",
    "sqlplus scott/Lavendel44@orcl",
    "mongo -u anna -p Lavendel44 --authenticationDatabase admin",
    "lftp -u anna,Lavendel44 ftp.host.io",
    "ConvertTo-SecureString 'Lavendel44!' -AsPlainText -Force",
    "security add-generic-password -a anna -s x -w 'Lavendel44!'",
    "anna:$apr1$Kx82nfQw$0pQ9d8s7f6g5h4j3k2l1z.",
    "| Benutzer | Kennwort |\n|---|---|\n| anna | Lavendel44! |",
    "| user | password | role |\n|---|---|---|\n| anna | Lavendel44! | admin |",
    "| Host | Login | Passwort |\n| --- | --- | --- |\n| nas | root | Tr0ub4dor&3 |",
    "PIN: 483920 für die Karte",
    "Passwort:\n\n    Lavendel44!",
    "Kennwort:\n```\nLavendel44!\n```",
    "### Password\n\nLavendel44!",
    "WLAN-Schlüssel: 48392018475639201847",
    "WIFI:T:WPA;S:Heimnetz;P:Lavendel44;;",
    "<b>Passwort:</b> Lavendel44!",
    "> Password for staging: `Lavendel44!`",
    "Recovery codes: 8f3k-29dk-lq01, 9x2m-48sj-pp31, 7c1v-55aa-zz09",
    '{"name": "session_token", "value": "q9Zr5Tn2Lw9Xc4Vb7Km1q9Zr5Tn2"}',
    '{"key": "db.password", "value": "Lavendel44!"}',
    '{"name": "DB_PASSWORD", "value": "Lavendel44!"}',
    "INSERT INTO users (name, password) VALUES ('anna', 'Lavendel44!');",
    "ATATT3xFfGF0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789aBcDeFgHiJkLmNoPqRs=9F8E7D6C",
    "Ocp-Apim-Subscription-Key: 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    'Authorization: Digest username="anna", response="9f8e7d6c5b4a39281706f5e4d3c2b1a0"',
    "`JSESSIONID=9F8E7D6C5B4A39281706F5E4D3C2B1A0`",
    "jdbc:oracle:thin:scott/Lavendel44@//db:1521/x",
    "password di rete: Girasole2024",
    "palavra-passe: Girassol2024",
    "Hasło do serwera: Slonecznik24",
    "Das Losungswort lautet Lavendel44",
    "Die PIN lautet 4711",
    "jeton d'accès : q9Zr5Tn2Lw9Xc4Vb7Km1",
    "clé secrète : q9Zr5Tn2Lw9Xc4Vb7Km1",
    "clave de acceso: q9Zr5Tn2Lw9Xc4Vb7Km1",
]

OTHERS = {
    "a string inside of a URL": "const dsn = `postgres://svc:${'q'}Kp93xW2s@db:5432/app`;",
    "strings in a template": "const t = `${'ghp_aBcDeFgHiJkLmNoPq'}${'RsTuVwXyZ0123456789'}`;",
    "concat": "const k = 'AKIAQ3EG'.concat('RXJ7ZTLW5VDN');",
    "backwards": "const k = 'NDV5WLTZ7JXRGE3QAIKA'.split('').reverse().join('');",
    "character codes": (
        "const k = "
        "String.fromCharCode(65,75,73,65,81,51,69,71,82,88,74,55,90,84,76,87,53,86,68,78);"
    ),
    "json escaped": '"{\\"password\\":\\"Lavendel44!\\"}"',
    "bytes with colons": "41:4b:49:41:51:33:45:47:52:58:4a:37:5a:54:4c:57:35:56:44:4e",
    "a hexadecimal number": "0x414B49415133454752584A375A544C573556444E",
    "base32": "IFFUSQKRGNCUOUSYJI3VUVCMK42VMRCO",
    "base64 of a private key": base64.b64encode(OPENSSH).decode(),
    "compressed": base64.b64encode(gzip.compress(b"password=Lavendel44! in the box")).decode(),
    "hangul filler": "AKIAQ3EGㅤRXJ7ZTLW5VDN",
    "fullwidth": "ｐａｓｓｗｏｒｄ＝Ｌａｖｅｎｄｅｌ４４",
    "fullwidth eq": "password＝Lavendel44!",
    "plus comment": "'AKIAQ3EG' /* a */ + 'RXJ7ZTLW5VDN'",
    "plus crlf": "'AKIAQ3EG' +\r\n  'RXJ7ZTLW5VDN'",
    "plus blank line": "'AKIAQ3EG' +\n\n\n  'RXJ7ZTLW5VDN'",
    "mixed quotes": "'AKIAQ3EG' + \"RXJ7ZTLW5VDN\"",
    "homoglyph": "раssword: Lavendel44!",
}
HARMLESS = [
    "| Password | Hint |\n|---|---|\n| min. 8 signs | no words |",
    "| Token | Uses |\n|---|---|\n| 4096 | 12 |",
    "| Algorithm | Password hash |\n|---|---|\n| A | SHA-256 |",
    "### Password\n\nUse at least twelve signs.",
    "Password\n    } from './Password';",
    "passwordLabel(): string { return 'Kennwort'; }",
    "tokenName() { return 'x-auth-token-2'; }",
    "password sha256 and password argon2id",
    "Pass rate for layer 2: 45/45passed",
    "Passwords for all users: required",
    "token budget per sample: 500-600",
    "PIN = 13, pin: 4711, the PIN is asked for",
    "zip -r archive.zip src -P",
    "mongo -p 27017",
    "unzip archive.zip -d out",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "[72, 101, 108, 108, 111, 32, 119, 111, 114, 108, 100]",
    "const parts = 'a' + 'b' + `c`;",
    "demo/Component2, test/Lantern0.1.0!",
    "network key: required",
    "INSERT INTO users (name, password) VALUES (?, ?)",
    "jwt.sign(payload, key)",
    "su - and then make 2024",
]


@pytest.mark.parametrize("text", [*PLANTED, *COMMENTS])
def test_a_secret_is_found_where_a_name_or_command_says_so(text: str) -> None:
    assert secrets.found([text])


@pytest.mark.parametrize("name", OTHERS)
def test_a_torn_or_encoded_secret_is_found(name: str) -> None:
    assert secrets.found([OTHERS[name]])


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert secrets.found([text]) == {}


def test_a_secret_in_a_table_is_named_by_its_line() -> None:
    table = "# Boxes\n\n| Host | Passwort |\n|---|---|\n| a | – |\n| nas | Lavendel44! |\n"
    assert [each.line for each in secrets.found([table])[0]] == [6]


def test_half_a_pair_is_no_sign_and_stops_nothing() -> None:
    texts = ["const broken = '\\ud800';", "password = 'Lavendel44!'"]
    assert [*secrets.found(texts)] == [1]
