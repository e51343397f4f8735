"""Forms that passed when they were first tried, and what only looks like them."""

from __future__ import annotations

import pytest

from generators.hygiene import people, secrets

PLANTED = [
    # Sentences in further languages
    "a senha do banco é Girassol2023!",
    "heslo k serveru je Slunce2023",
    "a jelszó most Napraforgó91",
    # Configurations of tools
    "//npm.lamp.dev/:_authToken=3c9a1f07-5b2d-4e68-9f10-7c2e5d4b8f61",
    "_auth = YW5uYTpTY2hsZWhlOTE=",
    "kubectl create secret generic lamp --from-literal=db=Schlehe91x",
    "kubectl config set-credentials anna --username=anna --password=Schlehe91x",
    "data:\n  db-pass: U2NobGVoZTkxeA==",
    'provider "postgresql" {\n  username = "anna"\n  password = "Schlehe91x"\n}',
    "RUN echo 'lamp:Schlehe91x' | chpasswd",
    "[mirror]\nuser = anna\npasskey = Schlehe91x\n",
    # Languages
    "settings.DATABASES['default']['PASSWORD'] = 'Schlehe91x'",
    "s.auth = HTTPDigestAuth('anna', 'Schlehe91x')",
    "session.auth = HttpNtlmAuth('CORP\\\\anna', 'Schlehe91x')",
    'cfg := mysql.Config{User: "anna", Passwd: "Schlehe91x", Net: "tcp"}',
    "spring.datasource.password=Schlehe91x",
    'props.setProperty("mail.smtp.pwd", "Schlehe91x");',
    'new SqlConnectionStringBuilder { UserID = "anna", Password = "Schlehe91x" };',
    "const door = atob('U2NobGVoZSE5MQ==');",
    "key = base64.b64decode('U2NobGVoZSE5MQ==')",
    "new Vault('Schlehe91x').open()",
    "await keyring.unlock('main', 'Schlehe91x')",
    "login: { name: 'anna', word: 'Schlehe91x' }",
    "signIn({ who: 'anna', with: 'Schlehe91x' })",
    '{"seed": "a7c9e1d38f204b6b9a5e8c2d0f1a3b5c"}',
    "new PDO('mysql:host=db;dbname=lamp', 'potter', 'Schlehe91x');",
    "DBI->connect('dbi:Pg:dbname=lamp', 'potter', 'Schlehe91x');",
    "gate.enter('anna', 'Schlehe91x')",
    "create_user('anna', 'Schlehe91x')",
    "algoliasearch('LMP0APP1ID', '8d7e9a1b3d5f70928a4c6e8f0b2d4f61')",
    # Connections and commands
    "Server=tcp:db.lamp.dev,1433;Uid=anna;Pwd={Schlehe91x};Encrypt=yes;",
    "curl --digest -uanna:Schlehe91x https://lamp.dev/api",
    "amqps://anna:Schlehe91x@mq.lamp.dev:5671/%2Flamp",
    # Notes
    "The code for the gate: Schlehe#91",
    "| Box | root | Schlehe91x |",
    "`ssh anna@nas` (Schlehe91x)",
    # A word, a number and a word; names and marks of other languages
    "@Access({ user: 'anna', secret: 'Schlehe-91-Kanne' })",
    "const options = { password: 'Schlehe-91-Kanne' };",
    "// the login is anna / Schlehe91Kanne",
    "Le mot de passe du poste est « Schlehe91Kanne ».",
    "La contraseña del taller es Schlehe91Kanne",
    "パスワードは Schlehe91Kanne です",
    "Dane logowania: anna / Schlehe91Kanne",
    "ログイン：anna / Schlehe91Kanne",
    "stringData:\n  admin: Schlehe91Kanne",
    'export LAMP_AUTH="anna:Schlehe91Kanne"',
    '{"credentials": {"username": "anna", "value": "Schlehe91Kanne"}}',
    "postgres://lamp:lamp@db.lamp.dev:5432/lamp",
    # Plain words and digits where nothing else can stand, UUIDs in headers that let somebody in
    "const db = { host: 'lamp', pass: 'schlehenhecke' };",
    "POSTGRES_PASSWORD=schlehenhecke",
    "      POSTGRES_PASSWORD: schlehenhecke",
    'let pin = "4711"',
    "headers: { 'X-Auth-Token': 'a47bc10b-51cc-4372-a567-0e02b2c3d479' }",
    "Code d'accès au serveur : kx82-pq91-zz",
    "auth:\n  basic:\n    - admin\n    - Schlehe91rot",
]
HARMLESS = [
    "A senha tem 12 caracteres no mínimo",
    "Heslo je povinné.",
    "code for the issue: Issue#91",
    "decrypt('aes-256-cbc')",
    "isSafe('layer2')",
    "new Vault('./vaults/main')",
    "atob('SGVsbG8gd29ybGQh')",
    '{"seed": 42, "hash": "a7c9e1d38f204b6b9a5e8c2d0f1a3b5c"}',
    "| Box | root | directory |",
    "`ssh box` (version2)",
    "login: { name: 'anna', role: 'editor' }",
    "Uid=anna;Pwd={password};",
    "HTTPDigestAuth(user, password)",
    "return this.pass('readWeb4LampGuidelinesAgain').readWeb4LampGuidelinesAgain();",
    "The tests pass unchanged, and the lines stand in `upgradeToVersion036` only.",
    "register('lamp', 'LampModel')",
    "verify('layer2', 'layer3')",
    "search('8d7e9a1b')",
    "postgres://postgres:postgres@localhost:5432/test",
    "PASSWORD=${PASSWORD:?is missing}",
    "the password is checked by Layer12Service",
    "the clean session of cdbf695d",
    "auth: github:kiln2",
    "login is open / closed",
    "MYSQL_PASSWORD=required",
    "interface Env {\n  DB_PASSWORD: string;\n}",
    "const db = { host: 'lamp', pass: 'password' };",
    "let pin = '1234'",
    "'Idempotency-Key': 'a47bc10b-51cc-4372-a567-0e02b2c3d479'",
    "basic:\n  - layer2\n  - layer3",
    "const pass = 'schlehenhecke';",
]
MASKED = {
    '"petra.klein" at "ofen-nord.de"': "petra.klein",
    "UPI: petra.klein@okhdfcbank": "petra.klein",
    "pay petra.klein@ybl": "petra.klein",
    "NIF 245 678 901 do Sr. Matos": "245 678 901",
    "Teudat zehut: 123456782": "123456782",
    "Vergi numarası: 1234567890": "1234567890",
    "Cel.: (55) 5512-3456": "5512-3456",
    "Mannerheimintie 14 A 3, 00100 Helsinki": "Mannerheimintie 14",
    "12 Kildare Street, Dublin 2, D02 X285": "12 Kildare",
    "2025-10-03 09:11 User petra logged in": "petra",
    "user 'petra' signed out": "petra",
    "User petra disconnected from 1 of 2": "petra",
    "Benutzer petra angemeldet": "petra",
    "group=staff owner=petra": "petra",
    "assignee=petra reviewer=olav": "olav",
    "Personnummer 19811228-9874": "19811228-9874",
    "R. Augusta 1500, São Paulo - SP, 01304-001": "Augusta 1500",
    "Av. Reforma 222, Col. Juárez, 06600 CDMX": "Reforma 222",
    "drwxr-x--- 2 petra petra 4096 Oct 3 work": "petra",
    "from petra-thinkpad to the box": "petra-thinkpad",
    "電話：03-3456-7890": "3456-7890",
    "phone=%2B4915112345678": "15112345678",
    "NIP 526-10-40-828": "526-10-40-828",
    "the number 526-104-08-28 of the firm": "526-104-08-28",
    "National Insurance no. QQ 12 34 56 C": "12 34 56",
    "C/ Alcalá 45, 3º B, 28014 Madrid": "Alcalá 45",
    "12 quai des Brumes; 75019 Paris": "quai des Brumes",
    "Avda. del Puerto 7, 2ª izq., 46021 Valencia": "Puerto 7",
    "drwxr-xr-x 2 petra ubuntu 4096 Oct 3 work": "petra",
    "/home/petra/ubuntu/work": "petra",
    "N.I.F. B-12345674": "12345674",
    "SIREN 732 829 320": "732 829 320",
    "EIN 12-3456789": "12-3456789",
    "Partita IVA 00743110157": "00743110157",
    "NHS no 943 476 5919": "476 5919",
    "10 Kiln Street\nLondon\nSW1A 2AA": "10 Kiln",
    "ul. Długa 5 m. 3, 31-147 Kraków": "uga 5",
    "vscode://file/home/petra/src/a.ts": "petra",
    "petra.klein(a)ofen-nord.de": "petra.klein",
    "passport C01X00T47": "C01X00T47",
    "licence plate B-KM 4711": "KM 4711",
    "Kennzeichen: KA PK 815": "PK 815",
}
NOBODY = [
    "User has logged in",
    "When a user is not logged in",
    "the user manually logged out",
    "User session connected from the page",
    "User authentication logged out",
    "paint(owner=lamp)",
    "const owner=lamp;",
    "group=staff owner=root mode=700",
    "owner=none group=none",
    "my-thinkpad is slow",
    'look "here" at "there"',
    "see decorators@ok and @upi",
    "14 Samples Street",
    "on 20250817-0930 and 2025-08-17-1725",
    "drwxr-xr-x 2 root root 4096 Oct 3 work",
    "R. A. wrote 1500 lines, 12 tests",
    "drwxr-xr-x 4 ubuntu ubuntu 4096 Sep 27 15:48 components",
    "/home/ubuntu/work and /home/runner/work/lamp/lamp/dist",
    "ubuntu@ubuntu:~$ npm test",
    "postgres://postgres:postgres@localhost:5432/test",
    "placeholder text, 12345 Tokens",
    "in place of it, 3000 Samples were drawn, 12345 Berlin",
    "the number 526-10-40-829 and version 1-2-3",
    "map(a)list.push",
    "passport 0.7.0 and passport-local",
    "the Kennzeichen of layer 2",
    "EIN is no word of English",
]


@pytest.mark.parametrize("text", PLANTED)
def test_a_secret_is_found(text: str) -> None:
    assert secrets.found([text])


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert not secrets.found([text])


@pytest.mark.parametrize("text", MASKED)
def test_what_points_at_somebody_is_masked(text: str) -> None:
    cleaned = people.clean(text)
    assert MASKED[text] not in cleaned
    assert people.clean(cleaned) == cleaned


@pytest.mark.parametrize("text", NOBODY)
def test_what_belongs_to_nobody_stays(text: str) -> None:
    assert people.clean(text) == text
