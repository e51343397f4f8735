"""Accounts, handles, places, numbers of a state, and addresses of further countries."""

from __future__ import annotations

import pytest

from generators.hygiene import people

MASKED = {
    "see ~anna/notes/todo.md": "~anna/",
    "in /media/wilhelmine/USB-STICK/x": "wilhelmine",
    "/Volumes/Wilhelmine/backup": "Wilhelmine",
    "C:\\Users\\WILHEL~1\\AppData": "WILHEL~1",
    "uid=501(wilhelmine) gid=20(staff)": "wilhelmine",
    "USER=wilhelmine LOGNAME=wilhelmine": "wilhelmine",
    "sftp://wilhelmine@box/srv": "wilhelmine@",
    "smb://wilhelmine@nas/share": "wilhelmine@",
    "usermod -aG docker wilhelmine": "wilhelmine",
    "crontab -u wilhelmine -l": "wilhelmine",
    "/home2/wilhelmine/x": "wilhelmine",
    "/data/home/wilhelmine/x": "wilhelmine",
    "host Wilhelmines-MacBook-Pro booted": "Wilhelmines-MacBook",
    "S-1-5-21-3623811015-3361044348-30300820-1013": "3623811015-3361044348",
    "twitter.com/wilhelmine_k": "wilhelmine_k",
    "https://www.instagram.com/wilhelmine.k/": "wilhelmine.k",
    "https://www.facebook.com/wilhelmine.kraut": "wilhelmine.kraut",
    "@wilhelmine@mastodon.social": "@wilhelmine@",
    "@wilhelmine:matrix.org": "@wilhelmine:",
    "Discord: wilhelmine#4821": "wilhelmine#4821",
    "Telegram: @wilhelmine_k": "@wilhelmine_k",
    "paypal.me/wilhelminek": "wilhelminek",
    "sip:wilhelmine@voip.firma.de": "wilhelmine@",
    "xmpp:wilhelmine@jabber.de": "wilhelmine@",
    "cc @wilhelmine-kraut on GitHub": "wilhelmine-kraut",
    "at 52.520008, 13.404954 in the map": "52.520008",
    "geo:48.137154,11.576124": "48.137154",
    "lat: 52.520008, lng: 13.404954": "13.404954",
    "https://www.google.com/maps/@52.5200066,13.404954,17z": "52.5200066",
    "52°31'12.0\"N 13°24'18.0\"E": "52°31",
    "N 52° 31.200' E 13° 24.300'": "52° 31.200",
    "cGV0cmEua2xlaW5AZmlybWEuZGU=": "cGV0cmEua2xlaW5AZmlybWEuZGU",
    "mailto:%70etra.klein%40firma.de": "etra.klein",
    "&#112;etra.klein&#64;firma&#46;de": "etra.klein",
    "tlf. 22 34 56 78": "22 34 56 78",
    "puh. 040 123 4567": "040 123 4567",
    "090-1234-5678 (携帯)": "090-1234-5678",
    "010-2345-6789": "010-2345-6789",
    "Tel 0412 345 678 Sydney": "0412 345 678",
    "Telefonu: 0532 123 45 67": "0532 123 45 67",
    "nomor HP 0812-3456-7890": "0812-3456-7890",
    "τηλ. 697 123 4567": "697 123 4567",
    "052-1234567 נייד": "052-1234567",
    "tel:0664-1234567;ext=2": "0664-1234567",
    "Storgatan 5, 111 22 Stockholm": "Storgatan 5",
    "ul. Długa 12, 00-238 Warszawa": "Długa 12",
    "ул. Ленина, д. 5, 101000 Москва": "Ленина, д. 5",
    "Vesterbrogade 12, 1620 København V": "Vesterbrogade 12",
    "Rua Augusta 24, 1100-053 Lisboa": "Augusta 24",
    "〒100-0001 東京都千代田区千代田1-1": "千代田1-1",
    "111 Wellington St, Ottawa, ON K1A 0A9": "111 Wellington",
    "1 Macquarie Street, Sydney NSW 2000": "1 Macquarie",
    "850312-1239 (personnummer)": "850312-1239",
    "RUT 12.345.678-5": "12.345.678-5",
    "CUIT 20-12345678-6": "20-12345678-6",
    "NRIC S1234567D": "S1234567D",
    "身份证 11010519491231002X": "11010519491231002X",
    "주민등록번호 850312-1234567": "850312-1234567",
    "rodné číslo 850312/1234": "850312/1234",
    "OIB: 94577403194": "94577403194",
}
"""A text, and what of it must be gone."""
SHOWN = {
    "see ~anna/notes/todo.md": "see ~user/notes/todo.md",
    "in /media/wilhelmine/USB-STICK/x": "in /media/<user>/USB-STICK/x",
    "uid=501(wilhelmine) gid=20(staff)": "uid=501(user) gid=20(staff)",
    "sftp://wilhelmine@box/srv": "sftp://user@box/srv",
    "https://www.instagram.com/wilhelmine.k/": "https://www.instagram.com/user/",
    "Telegram: @wilhelmine_k": "Telegram: @user",
    "at 52.520008, 13.404954 in the map": "at 00.000000, 00.000000 in the map",
    "geo:48.137154,11.576124": "geo:00.000000,00.000000",
    "cGV0cmEua2xlaW5AZmlybWEuZGU=": "bmFtZUBleGFtcGxlLm9yZw==",
    "tlf. 22 34 56 78": "tlf. 00 00 00 00",
    "Storgatan 5, 111 22 Stockholm": "Example Street 1, 00000 Example City",
    "host Wilhelmines-MacBook-Pro booted": "host host booted",
}
NOBODY = [
    "import x from '~components/Button.ts'",
    "about ~5/day and ~tokens/day",
    "`~/.ssh/config`",
    "a~b/c.d",
    "/media/images/Photo-2024/x.png",
    "USER: please fix the test",
    "top priorities of user Lantern",
    "point a finger at it; finger pointing",
    "Apple's iPhone and User's laptop",
    "Windows-PC and Remote-Desktop, Docker-Desktop",
    "size 12.3456, 13.4567, 1.2345",
    "[0.1234, 0.5678]",
    "(1.0000, 1.5000)",
    "latency: 12.345 ms, lat: 12.34",
    "30° to 45°",
    "23456789+23",
    "x: @decorator",
    "by @Component decorators",
    "author: @param the author's name",
    "@angular/core@17.0.0",
    "@user:local",
    "Quality gate 3, 2025 Plan",
    "Aggregate 5, 1200 Tokens",
    "via Lantern 2, 1200 Tokens",
    "Sprint 20, 100 Tests",
    "Task 12, 10-100 Items",
    "run 20250101-1530",
    "RFC 2119",
    "20250930-1530 and 250930-1530",
    "2024-01-30-UTC-1756",
    "mobile: 20250101",
    "hp 12",
    "3 Test Close Issue 2025",
    "S1234 and ABCDE1234",
    "version 1.234.567-8",
    "feature/user-list",
    "ssh://git@github.com/org/repo",
    "http://user@host.example.com/x",
    "crontab -l",
    "ps -u",
    "/api/home/list",
    "/app/home/page.tsx",
    "facebook.com",
    "x.com",
    "twitter.com/intent/tweet",
    "ask @workspace/core for it",
    "@types/node@20.1.0",
    "sip of tea",
    "id=12 uid=0(root)",
    "github.com/example-org/demo",
    "100 200 300 400",
    "DESKTOP-APP",
    "12, 345 67 Lines",
]


@pytest.mark.parametrize("text", MASKED)
def test_what_points_at_somebody_is_masked(text: str) -> None:
    clean = people.clean(text)
    assert MASKED[text] not in clean
    assert people.clean(clean) == clean


@pytest.mark.parametrize("text", SHOWN)
def test_a_mask_keeps_the_sentence(text: str) -> None:
    assert people.clean(text) == SHOWN[text]


@pytest.mark.parametrize("text", NOBODY)
def test_what_belongs_to_nobody_stays(text: str) -> None:
    assert people.clean(text) == text
