"""Secrets and people planted in a repository do not reach its export, on the whole way from the
files over the index to what is written; what stands beside them does.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generators.store import source_text
from studio import cli
from tests.generators import records
from tests.generators.test_style_core import INTERFACE, LANTERN, MODEL

pytestmark = pytest.mark.long
KEY = "Zq8vLr2Xw5Tn7Kd4Hs9Jf1Mb6"
NAMES = ["Lantern", "Beacon", "Cresset", "Taper", "Brazier", "Sconce", "Torch", "Flare", "Candle",
         "Lamp", "Wick", "Ember"]  # fmt: skip
# What a class declares, where `@` is the secret, and the secret; it is what must not come out.
SECRETS = [
    ("private readonly password: string = '@';", "Wacholder58!"),
    ("password0 = '@';", "Holunder59x"),
    ("private token = process.env.LAMP_TOKEN ?? '@';", f"{KEY}a"),
    ("/** **Password:** @ */\n  level = 1;", "Schlehdorn60"),
    ("// DB_PASS=@\n  level = 1;", "Weissdorn61"),
    ("key = '@'; // gitleaks:allow", f"sk_live_{KEY}"),
    ("headers = { Authorization: 'Basic @' };", base64.b64encode(b"anna:Eberesche62").decode()),
    ("headers = { Authorization: 'Bearer @' };", f"{KEY}b"),
    ("headers = { Cookie: 'sessionid=@' };", f"{KEY}c"),
    ("url = 'https://host.io/a?sv=2022&sig=@';", f"{KEY}d%2B{KEY}%3D"),
    ("// sshpass -p @ ssh box\n  level = 1;", "Kornelkirsche63"),
    ("keys = ['@'];", "AKIA" + "Q3EGRXJ7ZTLW5VDN"),
]
# The same within a method.
STATEMENTS = [
    ("const apiKey: string = '@';", f"{KEY}e"),
    ("this.secret = '@';", "Felsenbirne64"),
    ("const passwort = live ? '@' : undefined;", "Mispel65!x"),
    ("login({ user: 'anna', pass: '@' });", "Quitte66xy"),
    ("const key = 'sk_live_' + '@';", f"{KEY}f"),
    ("const client = connect(`postgres://anna:@@db.host.io/lamps`);", "Berberitze67"),
    ("const config = JSON.parse('{\"client_secret\": \"@\"}');", f"{KEY}g"),
    ("await page.fill('#password', '@');", "Sanddorn68!"),
    ("const jwt = sign({ id: 1 }, '@');", f"{KEY}h"),
    ("fetch('https://hooks.slack.com/services/T0AB12CD3/B0EF45GH6/@');", f"{KEY}i"),
    ("// Kennwort: @", "Ginster69xy"),
    ("const pem = `-----BEGIN EC PRIVATE KEY-----\\n@\\n-----END EC PRIVATE KEY-----`;",
     "MHcCAQEEIIGlVmJ1Q2X7c9Lr0Kd5Hs9Jf1Mb6Wq8vLr2Xw5Tn7Kd"),
]  # fmt: skip
# The line of a method, and what must not come out of it; it is masked, and the method stays.
PEOPLE = [
    ("// ask petra.klein@ofen-nord.de why", "petra.klein"),
    ("this.visitors.push('mailto:petra.klein%40ofen-nord.de');", "petra.klein"),
    ("const folder = '/Users/petra/lamps';", "petra/"),
    ("const home = 'C:\\\\Users\\\\petra\\\\lamps';", "petra\\\\"),
    ("// ring +49 431 551234 if it goes out", "551234"),
    ("const host = 'http://192.168.2.44:8080';", "192.168.2.44"),
    ("const nas = 'petra-nas.fritz.box';", "petra-nas"),
    ("// paid from DE89 3704 0044 0532 0130 00", "3704 0044"),
    ("// Lindenweg 4, 24103 Kiel", "Lindenweg 4"),
    ("// card 4242 4242 4242 4242 exp 12/27", "4242 4242"),
    ("run('ssh petra@box.ofen-nord.de');", "petra@box"),
    ("// device 3c:22:fb:45:6a:1b", "3c:22:fb:45"),
]
DATASETS = ("style_core", "domain_patterns", "domain_representatives")
FOLDER = "petra.klein@ofen-nord.de"


def component(at: int) -> str:
    """A class of its own name with the plants of this number."""
    name = NAMES[at]
    declared, secret = SECRETS[at]
    statement, hidden = STATEMENTS[at]
    line, _ = PEOPLE[at]
    text = LANTERN.replace("Lantern", name).replace("lantern", name.lower())
    text = text.replace("oil", f"oil{at}").replace("visitor", f"guest{at}")
    text = text.replace("  constructor", f"  {declared.replace('@', secret, 1)}\n\n  constructor")
    text = text.replace("    // Remember who came\n", f"    {line}\n")
    told = statement.replace(":@@", f":{hidden}@").replace("@", hidden, ":@@" not in statement)
    method = (
        f"  /** Connect the {name.lower()}. */\n  async connect(): Promise<this> {{\n    {told}\n"
    )
    return (
        text[: text.rindex("}")]
        + f"\n{method}    this.model.lit = true;\n    return this;\n  }}\n}}\n"
    )


def document(at: int) -> str:
    """A record with the plants of this number, in the form of its own."""
    text = records.document(at, f"2025-0{1 + at % 9}-1{at % 10}")
    lines = text.split("\n")
    place = lines.index("## **🔧 DO**") + 3
    lines.insert(place, f"- **Access:** {STATEMENTS[at][0].replace('@', STATEMENTS[at][1], 1)}")
    lines.insert(lines.index("## **✅ CHECK**") + 3, f"- **Who {at}:** {PEOPLE[at][0][3:]}")
    agent = "**👤 Agent Name:** Petra Klein (petra.klein@ofen-nord.de)"
    return "\n".join(agent if line.startswith("**👤 Agent Name") else line for line in lines)


def run(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["--workspace", str(workspace), *arguments])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with all plants, indexed, generated and exported."""
    root = tmp_path_factory.mktemp("planted")
    files = {}
    for at, name in enumerate(NAMES):
        folder = f"components/{name}/0.1.0.0/src/ts"
        files[f"{folder}/layer2/{FOLDER}/Default{name}.ts"] = component(at)
        for text, end in ((INTERFACE, ""), (MODEL, "Model")):
            own = text.replace("Lantern", name).replace("oil", f"oil{at}")
            files[f"{folder}/layer3/{name}{end}.interface.ts"] = own
        files[f"pdca/2025-0{1 + at % 9}-1{at % 10}-UTC-0900-{FOLDER}.pdca.md"] = document(at)
    for name, text in files.items():
        path = root / "repo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert run(root, "index", str(root / "repo")).exit_code == 0
    made = run(root, "generate", "--scale", "0.01", *DATASETS)
    assert made.exit_code in (0, 1), made.output
    done = run(root, "export", "--scale", "0.01", "--allow-shortfall", "--allow-weak", "--json")
    (root / "report.json").write_text(done.stdout)
    return root


def exported(workspace: Path) -> dict[str, str]:
    """Every file of the export, by its name."""
    folder = workspace / "data"
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}


def samples(workspace: Path) -> list[dict[str, object]]:
    lines = [t for name, t in exported(workspace).items() if name.endswith(".jsonl")]
    return [json.loads(line) for text in lines for line in text.splitlines()]


def test_the_export_passes_every_check_of_hygiene_and_origin(workspace: Path) -> None:
    checks = json.loads((workspace / "report.json").read_text())["checks"]
    passed = {check["rule"]: check["passed"] for check in checks}
    for rule in (
        "secrets",
        "emails",
        "people",
        "sources",
        "pdca",
        "agent",
        "date",
        "score",
        "layer",
    ):
        assert passed[rule], rule


@pytest.mark.parametrize("secret", [secret for _, secret in (*SECRETS, *STATEMENTS)])
def test_no_secret_comes_out(workspace: Path, secret: str) -> None:
    assert not [name for name, text in exported(workspace).items() if secret in text]


@pytest.mark.parametrize("person", sorted({person for _, person in PEOPLE}))
def test_nobody_comes_out(workspace: Path, person: str) -> None:
    told = json.dumps(person)[1:-1]
    assert not [name for name, text in exported(workspace).items() if told in text]


def test_what_stands_beside_them_does(workspace: Path) -> None:
    made = samples(workspace)
    texts = "\n".join(str(sample["output"]) for sample in made)
    for name in NAMES:
        assert f"Default{name}" in texts or f"{name.lower()}:" in texts, name
    inputs = "\n".join(str(sample["input"]) for sample in made)
    assert "name@example.org" in inputs + texts


def test_a_masked_source_leads_back_to_its_file(workspace: Path) -> None:
    sources = {str(s["metadata"]["source"]) for s in samples(workspace)}  # type: ignore[index]
    hidden = [source for source in sources if "name@example.org" in source]
    assert hidden
    assert all(source_text.read(workspace / "chroma_db", source) for source in hidden)
