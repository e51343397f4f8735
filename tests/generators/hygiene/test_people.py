"""People and machines are masked; what belongs to nobody stays, and code stays code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generators import typescript
from generators.hygiene import people
from studio.validation import people as checked

MASKED = [
    "mail mailto:petra.klein@firma-nord.example now",
    "[Petra](mailto:petra.klein@firma.de) x",
    '<a href="mailto:jan.voss@firma-nord.example?subject=hello">',
    "author:wilma@bakery.net",
    "wilma%40bakery.net",
    "wilma [at] bakery.net",
    "wilma(at)bakery(dot)net",
    "wilma at bakery dot net",
    "\u00f6lander@firma-nord.example",
    "info@m\u00fcller-s\u00f6hne.example",
    "user=jos\u00e9@correo.es;",
    "a@xn--mller-kva.de",
    "https://x.de/?mail=wilma@bakery.net",
    "+49 170 1234567",
    "+49 (0)30 1234567",
    "Tel.: 030 1234567",
    "phone: 202-555-0143",
    "+1 (202) 555-0143",
    "0170/1234567",
    "+33 6 12 34 56 78",
    "06 12 34 56 78",
    "(030) 9018 2000",
    "tel:+4917012345678",
    "+81 3-1234-5678",
    "DE89 3704 0044 0532 0130 00",
    "DE89370400440532013000",
    "GB29NWBK60161331926819",
    "4242 4242 4242 4242",
    "4012888888881881",
    "5555-5555-5555-4444",
    "Lindenstra\u00dfe 12, 12345 Berlin",
    "Hauptstr. 5a, 80331 M\u00fcnchen",
    "12 Oak Street, Springfield, IL 62704",
    "221B Baker Street, London NW1 6XE",
    "12 rue de la Paix, 75002 Paris",
    "192.168.178.20",
    "10.12.7.33 server",
    "ip 10.0.0.5",
    "http://85.214.132.117/x",
    "fe80::1c2b:3aff:fe4d:5e6f",
    "2a02:8109:9a80:1c2b::5",
    "00:1B:44:11:3A:B7",
    "00-1b-44-11-3a-b7",
    "123-45-6789",
    "SSN: 219-09-9999",
    "Steuer-ID: 86095742719",
    "Steuernummer: 181/815/08155",
    "RSSMRA85T10A562S",
    "CPF 529.982.247-25",
    "12345678Z",
    "AB123456C",
    "65 170839 J 003",
    "DE136695976",
    "PESEL: 44051401359",
    "/home/wilma/notes.md",
    "/Users/wilma/notes.md",
    "/Users/Shared/Workspaces/x",
    "C:\\Users\\wilma\\notes.md",
    "C:\\Users\\Max Mustermann\\Desktop",
    "C:\\\\Users\\\\wilma\\\\x",
    "/mnt/c/Users/wilma/x",
    "attic.fritz.box",
    "http://nas.local:8080/x",
    "ssh wilma@attic",
    "scp a.txt wilma@attic:~/bread",
    "rsync -av x/ wilma@attic.example.com:/srv",
    "ssh -l wilma attic",
    "wilma@macbook-pro:~$ ls",
    "wilma@macbook ~ % ls",
    "http://build.corp/x",
    "1 85 05 78 006 084 91",
    "écrire à hélène.dupont@société.fr",
    "kontakt：张伟@公司.cn",
    "пишите: иван@почта.рф",
    "mail: jan.de.vries(at)bedrijf.nl",
    "max.mustermann[ät]firma[punkt]de",
    "maria {at} casa {dot} it",
    '"Petra Klein" <petra@klein.de>',
    "Reply-To: petra@klein.de;",
    "git config user.email petra@klein.de",
    "Co-authored-by: Petra <petra@klein.de>",
    "petra@klein.co.uk.",
    "`petra@klein.de`",
    "//petra@klein.de",
    "petra&#64;klein.de",
    "+43 664 1234567",
    "+41 79 123 45 67",
    "0041 79 123 45 67",
    "+44 20 7946 0018",
    "020 7946 0018",
    "+39 06 6982 1234",
    "+34 612 34 56 78",
    "+31 6 12345678",
    "+48 601 234 567",
    "+7 916 123-45-67",
    "+91 98765 43210",
    "+86 138 0013 8000",
    "+55 11 91234-5678",
    "Mobil: 0151 23456789",
    "Handy 01512 3456789",
    "Fax: (089) 12345-67",
    "WhatsApp: +4915112345678",
    "FR14 2004 1010 0505 0001 3M02 606",
    "AT611904300234573201",
    "CH93 0076 2011 6238 5295 7",
    "NL91ABNA0417164300",
    "ES9121000418450200051332",
    "IBAN: PL61109010140000071219812874",
    "3782 822463 10005",
    "6011111111111117",
    "Kreditkarte 5105 1051 0510 5100",
    "Am Markt 5, 99423 Weimar",
    "Bahnhofstrasse 1, 8001 Zürich",
    "Kärntner Straße 7, 1010 Wien",
    "1600 Pennsylvania Avenue NW, Washington, DC 20500",
    "Calle Mayor 5, 28013 Madrid",
    "Via Roma 12, 00184 Roma",
    "Postfach 1234, 80331 München",
    "172.16.4.9",
    "[2a02:8109:9a80:1c2b::5]:8080",
    "mac 001b.44ab.3ab7",
    "passport no: C01X00T47",
    "Personalausweisnummer: L01X00T471",
    "BSN: 111222333",
    "NIE X1234567L",
    "Sozialversicherungsnummer: 12 345678 A 901",
    "AHV-Nummer: 756.1234.5678.97",
    "Aadhaar: 2345 6789 0123",
    "CPF: 111.444.777-35",
    "/home/jürgen/projekte",
    "/Users/maria.garcia/Documents",
    "file:///Users/maria/x",
    "C:/Users/kai/x",
    "c:\\users\\kai\\x",
    "%2FUsers%2Fmaria%2Fx",
    "/mnt/c/Users/kai/repo",
    "-Users-maria-projects",
    "donges@macbook.local",
    "http://raspberrypi.local/",
    "https://git.intern.lan:3000/x",
    "diskstation.fritz.box:5000",
    "ssh -i k kai@10.0.0.7",
    "scp -P 22 kai@srv01:/x .",
    "rsync kai@backup01:/data .",
    "kai@srv01:~$ ls",
    "psql -U kai -h db",
    "sudo -u kai ls",
]
SHOWN = {
    "mail mailto:petra.klein@firma.example now": "mail mailto:name@example.org now",
    "[Petra](mailto:petra@firma.de)": "[Petra](mailto:name@example.org)",
    "author:wilma@bakery.net": "author:name@example.org",
    "call +49 170 1234567 now": "call +00 000 0000000 now",
    "DE89 3704 0044 0532 0130 00": "DE00 0000 0000 0000 0000 00",
    "see /home/wilma/notes.md": "see /home/<user>/notes.md",
    "in /Users/Shared/work": "in /Users/<user>/work",
    "C:\\Users\\Max Muster\\x": "C:\\Users\\<user>\\x",
    "on attic.fritz.box": "on host.example",
    "ssh wilma@attic": "ssh user@host",
    "at 192.168.178.20": "at 192.0.2.1",
}
NOBODY = [
    "git@github.com:org/repo.git",
    "npm i vitest@3.0.1",
    "@Component() class",
    "https://user@host.example.com/x",
    "see home/notes.md and /home is empty",
    "version 0.3.0.5 and v1.2.3.4",
    "settings.local.json and 10 local breads",
    "if (config.local) {",
    "this.local = 1; env.local",
    "at 12:30:45 on 2025-10-25-UTC-1548",
    "2025-10-25 10:00:00",
    "127.0.0.1 0.0.0.0",
    "icon@2x.png",
    "const x = a.b@c",
    "1234567890123",
    "12,345,678 tokens",
    "1.2.3.4",
    "import x from './home'",
    "a::b::c std::vector",
    "0.1.0.0 \u2192 0.1.2.2",
    "UTC+02:00 10:15",
    "call 12 times 3000 4000",
    "phone number field",
    "Phase 1: 100% of 12-34-5678",
    "return await this.send(this.local)",
    "'@web4x/once@latest'",
    "1760000000000",
    "10.5.3.2",
    "src/home/index.ts",
    "EAMD.ucp/Components/com/x/1.0.0.0",
    "ssh web systemctl --user restart shop",
]
CODE = """/** Ask mailto:petra.klein@firma-nord.example or ölander@firma-nord.example. */
export class DefaultMailer {
  private sender = 'mailto:petra.klein@firma-nord.example';
  private phone = '+49 170 1234567';
  private folder = '/Users/petra/mails';
  private link = `<a href="mailto:jan.voss@firma.example?subject=x">${this.sender}</a>`;
  private host = 'nas.fritz.box';
}
"""


@pytest.mark.parametrize("text", MASKED)
def test_what_points_at_somebody_is_masked(text: str) -> None:
    clean = people.clean(text)
    assert clean != text
    assert people.clean(clean) == clean
    assert [*checked.addresses(clean), *checked.others(clean)] == []


@pytest.mark.parametrize("text", SHOWN)
def test_a_mask_keeps_the_sentence(text: str) -> None:
    assert people.clean(text) == SHOWN[text]


@pytest.mark.parametrize("text", NOBODY)
def test_what_belongs_to_nobody_stays(text: str) -> None:
    assert people.clean(text) == text
    assert [*checked.addresses(text), *checked.others(text)] == []


def test_code_parses_after_masking_as_before() -> None:
    counted: Counter[str] = Counter()
    clean = people.clean(CODE, counted)
    assert typescript.syntax_errors(clean) == ()
    assert "petra" not in clean and "lander" not in clean and "nas." not in clean
    assert counted["e-mail address"] == 4


CASES = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["pdca/cases/mails.pdca.md", "typescript/cases/DefaultMailer.ts"])
def test_cases_of_addresses(name: str) -> None:
    text = (CASES / name).read_text("utf-8")
    clean = people.clean(text)
    assert [*checked.addresses(clean), *checked.others(clean)] == []
    for named in ("petra.klein", "lander@", "söhne", "jan.voss", "firma-nord"):
        assert named not in clean
    assert len(clean.split("\n")) == len(text.split("\n"))


@pytest.mark.parametrize(
    "text",
    ["postgres://user:password@localhost/db", "git@github.com:bakery/oven.git", "a@b"],
)
def test_what_only_looks_like_an_address_stays(text: str) -> None:
    assert people.clean(f"See {text} for it") == f"See {text} for it"
