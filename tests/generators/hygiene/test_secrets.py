"""Secrets are found in code, shells, Markdown and headers; what is none is left alone."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from generators.hygiene import scanners, secrets
from generators.hygiene.plain import plain

ID = "AKIA" + "Q3EGRXJ7ZTLW5VDN"
BODY = (
    "MIIEowIBAAKCAQEA7bq8xZ1v0k3YcQp9r2LmWn4uT6sHfGdJkEaXoVyBiCtRzPlQ"
    "\nhN5wM8eK1jS3gU7xA0bF2qD4vZ6yLcOiTnRpXsWmHkGfJdEaVbYuCtQzPlNoMxK"
    "w\nAb3Dk5Gm7Jp9Ls1Nv3Qy5Tb7We9Zh1Ck3Fn5Iq7Lt9Ow1Rz3Uc5Xf7Ai9Dl1Go"
    "3J"
)
PHRASE = "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"
PLANTED = [
    "const apiKey: string = 'q8Zr5Tn2Lw9Xc4Vb7Km1' // gitleaks:allow",
    'const key = "AKIAQ3EGRXJ7ZTLW5VDN" // betterleaks:allow',
    "private readonly password: string = 'Sommer2024!';",
    "private readonly password = 'hunter2xyz';",
    "const apiKey: string = 'f3a9c1d77e204b6b9a5e8c2d';",
    "this.secret = 'kJ8#mQ2!vR5z9Lp0';",
    "const p = process.env.DB_PASSWORD ?? 'Tr0ub4dor&3';",
    "const p = process.env.API_TOKEN || 'a8F3kL9mQ2xZ7vB1';",
    "DB_PASS=Winter2023",
    "export MYSQL_PWD='geheim77!x'",
    "**Password:** Gartenzaun7",
    "- **Kennwort:** `Apfel!Baum9`",
    "Das Passwort lautet Sonne2024!",
    "sshpass -p 'Rakete99' ssh x@y",
    "sshpass -p Rakete99 scp a b",
    'password0 = "Blaubeere77"',
    "let passwordProd = 'zX9!kkLm2';",
    "AKIAQ3EGRXJ7ZTLW5VDN",
    "wJalrXUtnFEMI7K7MDENGbPxRfiCY9vQ3kZx8TbL",
    (
        "https://acct.blob.core.windows.net/c/f?sv=2022-11-02&sp=r&si"
        "g=Zk3%2FaB9cD1eF7gH2iJ4kL6mN8oP0qR5sT%3D"
    ),
    "AZURE_CLIENT_SECRET=abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789a",
    "https://hooks.slack.com/services/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",
    (
        "https://discord.com/api/webhooks/987654321098765432/aBcDeFgH"
        "iJkLmNoPqRsTuVwXyZ0123456789-_aBcDeFgHiJkLm"
    ),
    "5827461039:AAHk3LmN9pQrS2tUvW4xYz6aBcD8eFgHiJk",
    (
        "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4&X-Amz-Sign"
        "ature=3f5a9c1d77e204b6b9a5e8c2d0f1a3b5c7d9e1f2a4b6c8d0e2f4a6"
        "b8c0d2e4f6"
    ),
    "Authorization: Basic YWRtaW46R2FydGVuMjAyNA==",
    "Authorization: Bearer 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "Cookie: sessionid=8d7f6a5e4c3b2a190817f6e5d4c3b2a1; theme=dark",
    "Set-Cookie: connect.sid=s%3AkJ82hS9dLq0Zx7Vb3Nm5; Path=/",
    "const k = 'AKIAQ3EG' + 'RXJ7ZTLW5VDN';",
    "AKIAQ3EG\u200bRXJ7ZTLW5VDN",
    "abandon ability able about above absent absorb abstract absurd abuse access accident",
    "Kennwort: Kirschkuchen5",
    "Mot de passe : Fromage2024",
    "contrase\u00f1a: Queso1234x",
    "\u5bc6\u7801\uff1aAb9xKq72",
    "\u043f\u0430\u0440\u043e\u043b\u044c: Zima2024q",
    "postgres://app:Kx82nfQ@db.internal:5432/main",
    "curl -u admin:Geheim12 https://x.y",
    "mysql -u root -pErdbeer55 shop",
    '{"password": "Quark4711x"}',
    "password: Quark4711x",
    "| Password | Quark4711x |",
    "client_secret=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",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
    "headers: { 'X-Api-Key': 'k3JmZ8qLw0vT5xYb' }",
    "login('root', password='Hase2024')",
    "connect({ user: 'app', password: 'Hase2024' })",
    "setPassword('Hase2024!')",
    "if (password === 'Hase2024!') {",
    '$env:DB_PASSWORD = "Hase2024!"',
    "ENV API_SECRET 9dKf72LmQp48Zx",
    "redis-cli -a Hase2024 ping",
    "echo Hase2024 | sudo -S ls",
    "CREATE USER x IDENTIFIED BY 'Hase2024';",
    '<add key="Password" value="Hase2024" />',
    "<password>Hase2024</password>",
    "pw: Hase2024",
    'PASSWORD="Hase2024"',
    '#define WIFI_PASS "Hase2024"',
    'psk="Hase2024xy"',
    "passphrase = 'blue horse battery staple 42'",
    "mot de passe : Croissant88",
    'contraseña = "Tortilla99"',
    '"senha": "Feijao2023"',
    "wachtwoord: Fietsen12!",
    "hasło: Pierogi77",
    "Пароль: Borsch2021",
    "パスワード：Sakura2024x",
    "비밀번호: Kimchi2024",
    "密码: Jiaozi88aa",
    "lösenord = Kanelbulle7",
    "adgangskode: Smorrebrod1",
    "salasana=Karjalan3",
    "şifre: Baklava55",
    "heslo: Knedliky22",
    "jelszó: Gulyas2020",
    "pwd='Ab12Cd34'",
    'let pass = "Ab12Cd34";',
    "const { password = 'Ab12Cd34' } = opts;",
    "constructor(private password: string = 'Ab12Cd34') {}",
    "static readonly SECRET_KEY = 'kq8Zr5Tn2Lw9Xc4Vb7';",
    "config.set('db.password', 'Ab12Cd34');",
    "auth: { username: 'u', password: `Ab12Cd34` },",
    "private token?: string = 'q9Zr5Tn2Lw9Xc4Vb7Km1';",
    "readonly #apiKey = 'q9Zr5Tn2Lw9Xc4Vb7Km1';",
    "return { accessToken: 'q9Zr5Tn2Lw9Xc4Vb7Km1' };",
    "headers.append('Authorization', 'Bearer q9Zr5Tn2Lw9Xc4Vb7Km1');",
    "axios.defaults.headers['X-Auth-Token'] = 'q9Zr5Tn2Lw9Xc4Vb7Km1';",
    "fetch(url, {headers: {Authorization: 'Basic ' + btoa('admin:Ab12Cd34')}})",
    "GITHUB_TOKEN=ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789",
    "OPENAI_API_KEY=sk-proj-aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5z",
    "npm config set //registry.npmjs.org/:_authToken=npm_aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5",
    "spring.datasource.password=Ab12Cd34",
    "- DB_PASSWORD=Ab12Cd34",
    "--password=Ab12Cd34",
    "-e POSTGRES_PASSWORD=Ab12Cd34",
    "mongodb+srv://app:Ab12Cd34@cluster0.mongodb.net/x",
    "redis://:Ab12Cd34@cache:6379",
    "Server=db;User Id=sa;Password=Ab12Cd34;",
    "ftp://kai:Ab12Cd34@files.host.de",
    "1. Passwort - Ab12Cd34",
    "> **Passwort**: `Ab12Cd34`",
    "| Kennwort | Ab12Cd34 |",
    "Login: admin / Ab12Cd34",
    "user admin with password Ab12Cd34",
    "the password for the box is Ab12Cd34",
    "Zugangsdaten: admin:Ab12Cd34",
    "// old password was Ab12Cd34",
    "PW=Ab12Cd34",
    'wpa_passphrase="Ab12Cd34xx"',
    "PGPASSWORD=Ab12Cd34 psql -h x",
    'http.setRequestHeader("Cookie", "JSESSIONID=8A7F6D5E4C3B2A190817F6E5D4C3B2A1")',
    "ssh-keygen -N 'Ab12Cd34' -f id",
    "openssl enc -aes-256-cbc -k Ab12Cd34",
    "gpg --batch --passphrase Ab12Cd34 -c f",
    "vault kv put secret/x password=Ab12Cd34",
    "kubectl create secret generic x --from-literal=password=Ab12Cd34",
    "data:\n  password: QWIxMkNkMzR4eQ==",
    'firebase apiKey: "AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q"',
    "const wallet = '5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF'",
    "secret_key_base: 3f5a9c1d77e204b6b9a5e8c2d0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d2e4f6",
    "Telegram 5827461039:AAHk3LmN9pQrS2tUvW4xYz6aBcD8eFgHiJk",
    "aws_secret_access_key = wJalrXUtnFEMI7K7MDENGbPxRfiCY9vQ3kZx8TbL",
]
OTHERS = {
    "base64 of an id": base64.b64encode(ID.encode()).decode(),
    "base64 twice": base64.b64encode(base64.b64encode(ID.encode())).decode(),
    "base64 of an assignment": base64.b64encode(b"password=Gartenzaun7").decode(),
    "hexadecimal": ID.encode().hex(),
    "escapes": "".join(f"\\x{ord(each):02x}" for each in ID),
    "a body without its head": BODY,
    "a body cut short": f"-----BEGIN RSA PRIVATE KEY-----\n{BODY[:100]}",
    "a seed phrase": f"seed phrase: {PHRASE}",
    "a lone seed phrase": f"keep this\n{PHRASE}\nsafe",
    "a seed phrase as a list": "\n".join(f"{n}. {w}" for n, w in enumerate(PHRASE.split(), 1)),
    "behind a NUL": f"a\0b\n{ID}",
    "with zero-width signs": f"{ID[:7]}\u200b{ID[7:]}",
    "in a joined array": f"['{ID[:9]}', '{ID[9:]}'].join('')",
    "over two lines": f"'{ID[:9]}' +\n  '{ID[9:]}'",
}
SHAPES = (
    "{}…", "…{}", "… {} …", "`{}…`", '"{}…"', "'…{}'", "/…/{}/…", "{}(…)", "{}'…'", "[…]{}",
    "first … then\n{}\n… and so on",
)  # fmt: skip
"""Where an ellipsis may stand at a secret."""
HARMLESS = [
    "password: string;",
    "private password: string = '';",
    "const token = user.token;",
    "tokenId = '7f1c0c52-6f0e-4f57-9d0b-2a1f0d6c9b3e'",
    "apiKey = 'your-api-key-here'",
    "password = 'example-password'",
    '<input type="password" placeholder="Password">',
    "token: CancellationToken",
    "the token is read from the environment",
    "Password: required",
    "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "commit 9d2e7c15b0a4f6831c5d7e9a0b2c4d6e8f1a3b5c",
    "const key = 'component/layer2/DefaultUnit';",
    "secret: process.env.SECRET",
    "Authorization: Bearer ${token}",
    "Authorization: Bearer <token>",
    "curl -u user:password https://x",
    "postgres://user:password@localhost/db",
    "passes: 12 tests",
    "pass: 2025-01-02",
    "bypass = 'v1.2.3'",
    "token count is 4096tokens",
    "private key = 'unit-0.3.0.5';",
    "primaryKey: 'user_id_2024'",
    "passed: 45/45 tests",
    "Tests pass: 100%",
    "Pass 2: 15/15",
    "-----BEGIN PRIVATE KEY-----",
    "process.env.API_URL ?? 'http://localhost:8080'",
    "const tokenizer = 'qwen2.5-7b-instruct';",
    "secretName: 'db-secret-v2'",
    "tokens: 1234",
    "keyPath: '/certs/key1.pem'",
]
DIGEST = """export class DefaultSeal {
  private readonly empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  private apiKeyHeader = 'x-api-key';
  private tokenId = '7f1c0c52-6f0e-4f57-9d0b-2a1f0d6c9b3e';
}
"""


@pytest.mark.parametrize(
    "comment", ["gitleaks:allow", "betterleaks : Allow", "pragma: allowlist secret"]
)
def test_no_comment_reaches_a_scanner_that_it_would_switch_off(comment: str) -> None:
    """Our own rules find what the scanners are told to pass over, so this looks at their input."""
    assert "allow" not in plain(f"const place = 'shed'; // {comment}").lower()


@pytest.mark.parametrize("text", PLANTED)
def test_a_planted_secret_is_found(text: str) -> None:
    assert secrets.found([text])


@pytest.mark.parametrize("name", OTHERS)
def test_an_encoded_or_torn_secret_is_found(name: str) -> None:
    assert secrets.found([OTHERS[name]])


@pytest.mark.parametrize("text", [DIGEST, *HARMLESS])
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert secrets.found([text]) == {}


def test_nothing_in_one_text_blinds_the_scanner_for_others() -> None:
    texts = ["export class A {}\0", *["plain text"] * 70, f"x\nconst key = '{ID}';"]
    assert [*secrets.found(texts)] == [len(texts) - 1]


def test_nothing_that_ends_a_text_reaches_a_scanner() -> None:
    """Our own rules find what stands behind a NUL, so this looks at the scanners' input."""
    assert plain("a\0b") == "ab"


def test_no_secret_is_laid_at_the_door_of_the_text_before() -> None:
    """A scanner's pattern goes on over lines, and so would over the border between two texts."""
    texts = ["curl -s https://x.y", "curl -u admin:Geheim12 https://x.y"]
    assert [*secrets.found(texts)] == [1]
    assert [(at, line) for at, _, line in scanners.first(texts)] == [(1, 0)]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_secret_hides_behind_an_ellipsis(shape: str) -> None:
    """What is found beside three dots is found beside the one sign for them."""
    texts = [shape.format(text) for text in (*PLANTED, *OTHERS.values())]
    dotted = secrets.found([text.replace("…", "...") for text in texts])
    assert [texts[at] for at in dotted.keys() - secrets.found(texts).keys()] == []


def test_nor_inside_of_it() -> None:
    texts = [text[:at] + "…" + text[at:] for text in PLANTED[::3] for at in range(1, len(text), 2)]
    dotted = secrets.found([text.replace("…", "...") for text in texts])
    assert len(dotted) > 300
    assert [texts[at] for at in dotted.keys() - secrets.found(texts).keys()] == []


def test_a_secret_is_named_by_line_and_kind_and_never_shown() -> None:
    [[found, *_]] = secrets.found([f"one\ntwo\n{ID}\n"]).values()
    assert found.line == 3
    assert ID not in repr(found)


def test_case_of_digests() -> None:
    case = Path(__file__).parents[1] / "typescript/cases/DefaultDigest.ts"
    assert secrets.found([case.read_text("utf-8")]) == {}
