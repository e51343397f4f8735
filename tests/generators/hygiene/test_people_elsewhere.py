"""More forms in which people are told, in the languages and places that hold them."""

from __future__ import annotations

import pytest

from generators import typescript
from generators.hygiene import people
from studio.validation import people as checked

MASKED = [
    "12, rue de la Paix; 75002 Paris",
    "10 Downing Street; London SW1A 2AA",
    "const support = 'petra.klein' + '@' + 'firma.de';",
    "const m = `petra.klein@${'firma.de'}`;",
    "petra.klein @ firma.de",
    "petra.klein\u200b@firma.de",
    "https://petra.klein%40firma.de@host.io/x",
    "maria arroba casa punto es",
    "petra.klein arobase firma point fr",
    "Telefon: 0 30 / 90 18 20 00",
    "06.12.34.56.78",
    "Llámame al 612345678",
    "(202) 555 0143",
    "https://wa.me/491701234567",
    "cellulare 347 1234567",
    "тел.: 8 (916) 123-45-67",
    "iban: de89370400440532013000",
    "4242.4242.4242.4242",
    "const street = 'Lindenstraße 12', city = '12345 Berlin';",
    "street: Lindenstraße 12\ncity: 12345 Berlin",
    "12, rue de la Paix\n75002 Paris",
    "Calle Mayor, 5, 3º B, 28013 Madrid",
    "PO Box 1234, Springfield, IL 62704",
    "Mariahilfer Straße 88/3, 1070 Wien",
    "Keizersgracht 123, 1015 CJ Amsterdam",
    "mac=3C22FB456A1B",
    "C:\\Utilisateurs\\anna\\Dev",
    "C:\\Usuarios\\ana\\Dev",
    "\\\\wsl$\\Ubuntu\\home\\anna\\x",
    "vscode-remote://ssh-remote+box/home/anna/x",
    "\\\\fileserver\\users\\anna",
    "anna@Annas-MacBook-Pro work % ls",
    "su - anna",
    "chown anna:anna x",
    "-rw-r--r--  1 anna  staff  120 Oct 3 x.ts",
    "git config user.name 'Petra Klein'",
    "SSN 219-09-9999",
    "PESEL 44051401359",
    "Passnummer: C01X00T47",
    "Ausweisnummer L01X00T471",
    "Kennzeichen: B-AK 1234",
    "geboren am 12.03.1985",
    "Date of birth: 1985-03-12",
    "Skype: live:anna.klein",
    "https://www.linkedin.com/in/anna-klein-85",
]
SHOWN = {
    "const support = 'petra.klein' + '@' + 'firma.de';": "const support = 'name@example.org';",
    "Llámame al 612345678": "Llámame al 000000000",
    "iban: de89370400440532013000": "iban: de00000000000000000000",
    "street: Lindenstraße 12": "street: Example Street 1",
    "chown -R anna:staff x": "chown -R user:user x",
    "[box.fritz.box] anna@/srv/shop make": "[host.example] user@/srv/shop make",
    "-rw-r--r--  1 anna  staff  120 Oct 3 x.ts": "-rw-r--r--  1 user  staff  120 Oct 3 x.ts",
    "geboren am 12.03.1985": "geboren am 01.01.1900",
    "birthDate: '1985-03-12'": "birthDate: '1900-01-01'",
    "petra.klein\u200b@firma.de": "name@example.org",
    "this is fucking slow": "this is [expletive] slow",
    "So ein Scheiß, alles weg": "So ein [expletive], alles weg",
    "Shit! // WTF is this": "[expletive]! // [expletive] is this",
}
NOBODY = [
    "the agent set at that point in time",
    "state at one dot in the grid",
    "const user = await this.users.find('name');",
    "matrix a.b @ c.d",
    "1200.1300.1400.1500",
    "at layer 2 Straße heißt street",
    "born in 2025 as a prototype",
    "a -> b, r-x flags 1 and 2",
    "chown root:root x; sudo -u node ls",
    "su - and then a rest; su nombre y su casa",
    "brainfuck is a language",
    "a shiitake and a scunthorpe test, a bastardised form",
    "git config user.name",
    "users\\home",
    "Phone number field, call 12 of 300",
    "2025-10-13-UTC-0915 and 0.3.0.5-alpha.12",
    "756 tests in 4 files",
    "DE and AT, DE123",
]


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


def test_an_address_that_code_puts_together_leaves_code() -> None:
    code = "const a = 'petra.klein' + '@' + 'firma.de';\nconst m = `jan@${'firma.de'}`;"
    clean = people.clean(code)
    assert typescript.syntax_errors(clean) == ()
    assert "petra" not in clean and "jan" not in clean
