"""People in what code puts together, in logs and configurations, and in further written forms."""

from __future__ import annotations

import pytest

from generators import typescript
from generators.hygiene import people

MASKED = {
    "petra.klein AT ofen-nord DOT de": "petra.klein",
    "petra.klein@ofen-nord .de": "petra.klein",
    "Mail an <petra.klein@\nofen-nord.de>": "petra.klein",
    "const to = ['petra.klein', 'ofen-nord.de'].join('@');": "petra.klein",
    "const to = 'petra.klein' + String.fromCharCode(64) + 'ofen-nord.de';": "petra.klein",
    "const to = 'petra.klein\\x40ofen-nord.de';": "petra.klein",
    "petra.klein＠ofen-nord．de": "petra.klein",
    "const m = { local: 'petra.klein', domain: 'ofen-nord.de' };": "petra.klein",
    "Author: pklein <1234567+pklein@users.noreply.github.com>": "pklein",
    "mailto:petra.klein%2Bofen@ofen-nord.de": "petra.klein",
    "ORGANIZER;CN=PK:MAILTO:petra.klein@ofen-nord.de": "petra.klein",
    "EMAIL;TYPE=INTERNET:petra.klein@ofen-nord.de": "petra.klein",
    "TEL;TYPE=CELL:+4917612345678": "17612345678",
    "☎ 0431 / 55 12 34": "55 12 34",
    "📞 0431-551234": "551234",
    "const phone = 4917612345678;": "4917612345678",
    "whatsapp://send?phone=4917612345678": "4917612345678",
    "+49.431.551234": "431.551234",
    "sms:+4917612345678?body=hi": "17612345678",
    "0049-431-551234": "431-551234",
    "| Telefon | 0431 551234 |": "0431 551234",
    "phone_number: '0431551234'": "0431551234",
    "Kto. 532013000, BLZ 37040044": "532013000",
    "const iban = 'DE89' + '3704' + '0044' + '0532013000';": "0532013000",
    "DE89_3704_0044_0532_0130_00": "3704_0044",
    "cardNumber: 4242_4242_4242_4242": "4242_4242",
    "sort code 20-00-00, account 55779911": "55779911",
    "card 4242 4242 4242 4242, exp 12/27, cvc 737": "737",
    "Lindenweg 4 | 24103 Kiel": "Lindenweg 4",
    "24103 Kiel, Lindenweg 4": "Lindenweg 4",
    "Neuer Wall 12, 20354 Hamburg": "Neuer Wall 12",
    "const home = { street: 'Lindenweg', no: 4, zip: '24103', city: 'Kiel' };": "Lindenweg",
    "ADR;TYPE=HOME:;;Lindenweg 4;Kiel;;24103;Germany": "Lindenweg 4",
    "Straße des 17. Juni 135, 10623 Berlin": "135",
    "Flat 3, 12 Acacia Gardens, Leeds LS1 4DY": "Acacia Gardens",
    "[::ffff:85.214.132.117]:443": "85.214.132.117",
    "85[.]214[.]132[.]117 answered": "214",
    "ip-172-31-18-44.ec2.internal": "172-31-18-44",
    "petra-nas.myfritz.net:5001": "petra-nas",
    "https://petra-lab.tail4f2a1.ts.net/": "petra-lab",
    "petra.duckdns.org": "petra.duckdns",
    "HWaddr 3c22fb456a1b": "3c22fb456a1b",
    "file:///c%3A/Users/petra/dev/ofen.ts": "petra",
    "/usr/home/petra/ofen": "petra",
    "/System/Volumes/Data/Users/petra/ofen": "petra",
    "C:\\Dokumente und Einstellungen\\petra\\ofen": "petra",
    "const root = join('/Users', 'petra', 'dev');": "petra",
    "at Object.<anonymous> (Users/petra/dev/ofen.ts:12:3)": "petra",
    "/var/services/homes/petra/ofen": "petra",
    "/Users/Petra Klein/dev/ofen.ts": "Klein",
    "Host box\n  HostName box.ofen-nord.de\n  User petra\n": "petra",
    "Accepted publickey for petra from 85.214.132.117 port 52144 ssh2": "for petra",
    "pam_unix(sshd:session): session opened for user petra by (uid=0)": "petra",
    "petra:x:1000:1000:Petra Klein,,,:/home/petra:/bin/bash": "petra:",
    "petra    pts/0        2025-10-03 09:11 (85.214.132.117)": "petra",
    "petra     4821  0.3  1.2 1123456 98765 ?  Sl  09:11  0:04 node ofen.js": "petra",
    "find / -user petra -newer x": "petra",
    "CORP\\petra logged on": "petra",
    "born on March 12, 1985": "March 12, 1985",
    '{"type":"Point","coordinates":[10.122765,54.323293]}': "54.323293",
    "P<D<<KLEIN<<PETRA<<<<<<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<8503124F3008014"
    "<<<<<<<<<<<<<<<6": "C01X00T478",
    "Schreib an jonas punkt weber at ofen-sued punkt de": "jonas punkt weber",
    "const contact = `${'jonas.weber'}@${'ofen-sued.de'}`;": "jonas.weber",
    "mailbox: jonas.weber\ndomain: ofen-sued.de": "jonas.weber",
    "jonas.weber@ofen-sued,de": "jonas.weber",
    "xmpp://jonas.weber@chat.ofen-sued.de": "jonas.weber",
    "Tel. (0 89) 55 12-34 56": "55 12-34 56",
    "mobilePhone: '+49 (170) 555-1234'": "555-1234",
    "Rückruf unter 089 551 234 56": "551 234 56",
    "fax=+4989551234": "89551234",
    "Bankverbindung: DE 89 3704 0044 0532 0130 00": "3704 0044",
    "amex 3714 496353 98431": "496353",
    "Am Alten Markt 7\n50667 Köln": "Alten Markt 7",
    "Lieferadresse: Hofgasse 3a, A-6020 Innsbruck": "Hofgasse 3a",
    "const zip = '80331', street = 'Rosental 7';": "Rosental 7",
    "wohnt in der Rosenstraße 14 in München": "Rosenstraße 14",
    "10.0.0.0/8 route via 84.112.9.201": "84.112.9.201",
    "dial tcp 192.168.2.44:5432: connection refused": "192.168.2.44",
    "jweber-thinkpad.lan answered": "jweber-thinkpad",
    "ssh://jonas@nas:22/volume1": "jonas@",
    "HOME=/home/jonas": "jonas",
    "open('/Users/jonas/.ssh/config')": "jonas",
    "C:\\Users\\jonas.weber\\AppData\\Local": "jonas",
    "/mnt/d/Users/jonas/ofen": "jonas",
    "last login: jonas from 84.112.9.201": "jonas",
    "sudo: jonas : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/ls": "jonas",
    "chown jonas /srv/ofen": "jonas",
    "docker exec -u jonas ofen ls": "jonas",
    "Geburtstag von Jonas: 3. April 1979": "1979",
    "lat=47.2692&lng=11.4041": "47.2692",
    "insurance number A123456780": "A123456780",
}
"""A text, and what of it must be gone."""
NOBODY = [
    "const key = 'a' + 'b' + String.fromCharCode(64);",
    "join('src', 'ts', 'layer2') and ['a', 'b'].join('/')",
    "import { list } from 'Users/components/list';",
    "const user = { name: 'owner', domain: 'layer2' };",
    "Sprint 20, 12345 Tokens and Build 7, 10250 Samples",
    "street: string; address: Address; cvc: string",
    "find . -name x; find . -type f -user root",
    "  User: the one who signs in",
    "session opened for the user by hand",
    "0-0-0-1.html and 1-2-3-4.example",
    "ether is a word, ether 123",
    "a:b:1:2:text:/x",
    "<<<<<<< HEAD and >>>>>>> main",
    "born on layer 2, May 2025",
    "sort code by layer",
    "x = (a.b) + (c.d)",
    "from: Owner <name@example.com>",
]
CODE = """export class Note {
  private to = 'petra.klein' + '@' + 'ofen-nord.de';
  private cc = ['petra', 'ofen-nord.de'].join('@');
  private root = join('/Users', 'petra', 'dev');
  private same = 'a' + this.to + 'b';
}
"""


@pytest.mark.parametrize("text", MASKED)
def test_what_points_at_somebody_is_masked(text: str) -> None:
    clean = people.clean(text)
    assert MASKED[text] not in clean
    assert people.clean(clean) == clean


@pytest.mark.parametrize("text", NOBODY)
def test_what_belongs_to_nobody_stays(text: str) -> None:
    assert people.clean(text) == text


def test_strings_put_together_leave_code() -> None:
    clean = people.clean(CODE)
    assert typescript.syntax_errors(clean) == ()
    assert "petra" not in clean
    assert "'a' + this.to + 'b'" in clean
