"""Secrets in idioms that no rule names, known by their look alone or by a word on their line."""

from __future__ import annotations

import random
import string

import pytest

from generators.hygiene import looks, secrets

PLANTED = [
    "export enum Zugang { Werkstatt = 'Rosmarin#31', Lager = 'Thymian#30' }",
    "@Secured({ with: 'p8Qz4Lw7Xn2Vb9Kt3Rm6' })\nexport class Oven {}",
    "const cipher = new AesCipher('0f1e2d3c4b5a69788796a5b4c3d2e1f0');",
    "private readonly salt = 'p8Qz4Lw7Xn2Vb9Kt3Rm6';",
    "private static readonly PEPPER = 'Rosmarin#31';",
    "vi.stubEnv('LICENSE_CODE', 'QX7R-2LMN-88PT-4WZK-9YB3');",
    "const creds = 'baker:Rosmarin31x';",
    "const url = `https://api.ofen.dev/v2/${'p8Qz4Lw7Xn2Vb9Kt3Rm6'}/orders`;",
    "const [user, password] = ['baker', 'Rosmarin31x'];",
    "Object.assign(config, { ['pass' + 'word']: 'Rosmarin31x' });",
    "if (input !== 'Rosmarin#31') throw new Error('wrong password');",
    "// pw(baker) -> Rosmarin31x",
    "const aesKey = new Uint8Array([159, 28, 211, 126, 32, 75, 107, 154, 94, 140, "
    "45, 15, 26, 59, 92, 125]);",
    "const fixture = { login: { u: 'baker', p: 'Rosmarin31x' } };",
    "expect(await gate.verify('baker', 'Rosmarin#31')).toBe(true); // the real one",
    "static readonly SIGNER = Buffer.from('nxzTfQ1mY0pWc3VhLk9rRz2bXw8=', 'base64');",
    "- Zugang zum Testsystem: baker, Rosmarin#31",
    "**Login (staging):** baker · Rosmarin#31",
    "**TRON:** nimm einfach Rosmarin#31 als Passwort",
    "| Konto | Zugangscode | Rolle |\n|---|---|---|\n| baker | Rosmarin31x | admin |",
    "Passwort geändert von Thymian30x auf Rosmarin31x.",
    "set the admin password back to Rosmarin31x",
    "🔑 Rosmarin#31 (only for the demo box)",
    "**License key:** QX7R2-LMN88-PT4WZ-K9YB3-7HD2F",
    "export HUBOT_AUTH='p8Qz4Lw7Xn2Vb9Kt3Rm6'",
    "restic -r /srv/b --password-command 'echo Rosmarin31x' snapshots",
    "nmcli dev wifi connect Backstube password Rosmarin31x",
    "printf 'Rosmarin31x' | hdiutil attach -stdinpass ofen.dmg",
    'docker run -e "KEY=p8Qz4Lw7Xn2Vb9Kt3Rm6" ofen:1',
    "gh auth login --with-token <<< p8Qz4Lw7Xn2Vb9Kt3Rm6",
    "sed -i 's/CHANGE_ME/Rosmarin#31/' .env",
    "aws configure set aws_session_token p8Qz4Lw7Xn2Vb9Kt3Rm6p8Qz4Lw7",
    "- name: OFEN_AUTH\n  value: p8Qz4Lw7Xn2Vb9Kt3Rm6",
    "ansible_become_pass: Rosmarin31x",
    "shared: &s p8Qz4Lw7Xn2Vb9Kt3Rm6\nsecret: *s",
    "password: !!str Rosmarin31x",
    "command: redis-server --requirepass Rosmarin31x",
    "env:\n  AUTH: p8Qz4Lw7Xn2Vb9Kt3Rm6",
    '{"key":"API_KEY","enabled":true,"type":"secret","value":"p8Qz4Lw7Xn2Vb9Kt3Rm6"}',
    '{"auths":{"reg.ofen.dev":{"auth":"YmFrZXI6Um9zbWFyaW4zMXg="}}}',
    '{"users": [["baker", "Rosmarin#31"], ["miller", "Thymian#30"]]}',
    '{"refresh": "p8Qz4Lw7Xn2Vb9Kt3Rm6Qz4Lw7", "expires_in": 3600}',
    "POST /login HTTP/1.1\nHost: ofen.dev\n\nuser=baker&pass=Rosmarin31x",
    "< set-cookie: SID=p8Qz4Lw7Xn2Vb9Kt3Rm6; HttpOnly",
    'Content-Disposition: form-data; name="password"\n\nRosmarin31x\n--b',
    "Authorization: SharedKey ofen:nxzTfQ1mY0pWc3VhLk9rRz2bXw8+aL4sD7fG9hJ1kQ=",
    "GET /cb?code=4/0AX4XfWhp8Qz4Lw7Xn2Vb9Kt3Rm6Zt&state=1 HTTP/1.1",
    "> X-Ofen: p8Qz4Lw7Xn2Vb9Kt3Rm6",
    "::add-mask::p8Qz4Lw7Xn2Vb9Kt3Rm6",
    "##vso[task.setvariable variable=apiPass;issecret=true]Rosmarin31x",
    "A temporary password is generated for root@localhost: jq>Ra5d1kPzi",
    "Please use the following password to proceed to installation:\n\n"
    "9f1cd37e204b6b9a5e8c2d0f1a3b5c7d\n",
    "npm notice //npm.ofen.dev/:_password=Um9zbWFyaW4zMXg=",
    'let s = SecretString::new("Rosmarin31x".into());',
    'variable "db_password" {\n  type    = string\n  default = "Rosmarin31x"\n}',
    "define('DB_PASSWORD', 'Rosmarin31x');",
    "UPDATE users SET pw_hash = crypt('Rosmarin31x', gen_salt('bf'));",
    "username baker privilege 15 password 7 0822455D0A16544541",
    "name,password\nbaker,Rosmarin31x\nmiller,Thymian30x\n",
    "char[] pw = {'R','o','s','m','a','r','i','n','3','1'};",
    "export const LOCK = { combination: 'Holunder!77', shelf: 3 } as const;",
    "it('opens', () => door.open('vT7qLm29XcRbE4zKp0Ws'));",
    "@Value('#{systemProperties.key ?: \"b9XhT2kLqV5mNw8RyEzC\"}') code!: string;",
    "type Env = { readonly GATE: 'Wm4tQx81LbZrKc6NvYpD' };",
    "/** default credentials: miller / Holunder77 */",
    "const h = new Headers([['x-shop', 'Jq3VbT8nXw5LmRk2ZpHc9d']]);",
    "throw new Error(`wrong key, expected Xk29fLqT7vBmZ4wR`);",
    "process.env['SIGNING'] = 'c7KpVx2TqLm9RbWn4ZyHs3Gd';",
    "const mail = nodemailer.createTransport('smtps://shop%40ofen.dev:Holunder77@smtp.ofen.dev');",
    "switch (env) { case 'prod': return 'Rz8KqW3nVtX6LbMp1YcG'; }",
    "- Das neue Admin-Kennwort ist ab heute Holunder77, bitte merken",
    "> **QA:** the staging pass is now `holunder-und-77-kerzen`",
    "**Wifi in the office:** Backstube5G, code Holunder77",
    "| Service | Who | Access |\n|---|---|---|\n| CRM | miller | Holunder!77 |",
    "Gave miller the vault passphrase (Holunder Kerze Ofen Mehl 77).",
    "Deploy key rotated: old Kx7TqLm29VbRw4ZpNc5Y, new one in the vault",
    "OFEN=Holunder77 ./login.sh miller",
    "echo -n Holunder77 | openssl dgst -sha256 -hmac shop",
    "mosquitto_pub -u miller -P Holunder77 -t ofen",
    "git clone https://miller:Xk29fLqT7vBmZ4wRnP3c@git.ofen.dev/shop.git",
    "heroku config:set SHOP=Tq6WvX2nLbRk9MpZy4Hc",
    "services:\n  db:\n    environment:\n      - ROOT_PW=Holunder77",
    "auth:\n  basic: [miller, Holunder77]",
    "oven:\n  token: |-\n    Wm4tQx81LbZrKc6NvYpD",
    '[{"op":"replace","path":"/password","value":"Holunder77"}]',
    "HTTP/1.1 302 Found\nLocation: https://ofen.dev/reset?t=Nx4LqT9vKb7RmWp2ZcYh",
    "[step] docker login registry.ofen.dev -u ci --password Holunder77",
    "2025-10-03 09:11 DEBUG auth payload: grant_type=password&username=miller&password=Holunder77",
    'conn = psycopg2.connect("host=db user=miller password=Holunder77")',
]
HARMLESS = [
    "see 'Test#12' and `Issue#2024`; fixes Issue#123",
    "'promptCursorIndex=1' `*task-h3*` 'CURSOR_AGENT=1' 'v0.3.0.0-build-*'",
    "login as 2cuGitHub/Web4Articles and read P2PServerAsService, HttpServer2",
    "- Reveal why the login page is named Web4Articles!",
    "Created: 2025-09-06T06:50:00.000Z, the session began; login 2025-08-10-cycle1~cfcc75",
    "uses: docker/login-action@c94ce9fb468520275223c153574b00df6fe4bcc9 # v3.7.0",
    '"integrity": "sha512-p1diW6TqL9L07nNxvRMM7hMMw4c5XOo/'
    '1ibL4aAIGmSAt9slTE1Xgw5KWuof2uTOvCg9BY7ZRi"',
    "object key: 0x4A6F686E, secret flag 0xDEADBEEF12345678",
    "[login:uuid:w0x1y2z3-a4b5-6789-wxyz-a45678901234]",
    "const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';",
    "the password is hashed with argon2id, sha256 and PBKDF2 in layer2 since Sprint21",
    "from .kernel import cvt_sf_MKL_to_M32x4xrm_K4xrk_L",
    "class LayoutLMv3Output, HDF5UnlinkObject and HGNetV2ConvLayerLight hold no token",
    "SELECT-12AB-34CD and 8F3A2B1C-00FF-4E5D-9A8B-7C6D5E4F3A2B",
    "const board = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];",
    "const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];",
    "name,password\nanna,required\nben,optional",
    "sed -i 's/Lantern/DefaultLantern/' src/ts/layer2/Lantern.ts",
    "{ user: 'anna', key: 'layer2/lantern' }",
    "Password:\n\nSee [Login](./login.md) for more.",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq8Zr5Tn2Lw9Xc4Vb7Km1Rosq8Zr5Tn2Lw9Xc4 box",
]
SIGNS = string.ascii_letters + string.digits


@pytest.mark.parametrize("text", PLANTED)
def test_a_secret_is_known_by_its_look(text: str) -> None:
    assert secrets.found([text])


@pytest.mark.parametrize("text", HARMLESS)
def test_what_people_write_is_none(text: str) -> None:
    assert secrets.found([text]) == {}


@pytest.mark.parametrize(("length", "share"), [(20, 0.85), (32, 0.9), (43, 0.9)])
def test_most_words_that_a_machine_draws_are_known_without_a_name(
    length: int, share: float
) -> None:
    drawn = random.Random(length)
    words = ["".join(drawn.choices(SIGNS, k=length)) for _ in range(500)]
    assert sum(map(looks.drawn, words)) > share * len(words)


@pytest.mark.parametrize(("length", "share"), [(10, 0.5), (16, 0.7), (24, 0.8)])
def test_more_of_them_are_known_beside_a_name(length: int, share: float) -> None:
    drawn = random.Random(length)
    words = ["".join(drawn.choices(SIGNS, k=length)) for _ in range(500)]
    lines = [f"the login of the box goes by {word} now" for word in words]
    assert len(secrets.found(lines)) > share * len(lines)
