"""Numbers that a state gives to a person, known by their form and check digit, or by their name."""

from __future__ import annotations

import re
from collections.abc import Callable

from .kinds import Kind, numbered, zeros
from .numbers import compact

# Names of nothing else.
LABELS = (
    r"personnummer|samordningsnummer|f(?:ø|o)dselsnummer|henkil(?:ö|o)tunnus|kennitala|isikukood"
    r"|asmens kodas|personas kods|rodn(?:é|e) (?:č|c)(?:í|i)slo|oib|jmbg|em(?:š|s)o|егн|tajszám"
    r"|ad(?:ó|o)azonos(?:í|i)t(?:ó|o)|(?:tc|t\.c\.) ?kimlik(?: no)?|kimlik no|αφμ|amka|αμκα|curp"
    r"|rut|cuit|cuil|cuit/cuil|nric|hkid|ppsn|aadhaar|mykad|npwp|philhealth|身份证(?:号码?)?"
    r"|身分證(?:字號)?|주민등록번호|マイナンバー|個人番号|護照|护照(?:号码?)?|паспорт|снилс|инн"
    r"|рнокпп|іпн"
    r"|תעודת זהות|ת\.ז\.|الرقم القومي|رقم الهوية|کد ملی|บัตรประชาชน|cccd|imei|fahrgestellnummer"
    r"|patient (?:id|no\.?)|versicherungsnummer|kvnr"
    r"|(?:health )?insurance (?:id|no\.?|number)|c(?:é|e)dula|passport (?:no\.?|number)"
    r"|reisepass-?nr\.?|pasaporte n[.º°]*|driver'?s licen[sc]e (?:no\.?|number)|s\.?v\.?-?nr\.?"
    r"|teudat[ -]?zehut|mispar zehut|vergi (?:no|numarası)|kimlik numarası|rodne cislo"
    r"|nhs (?:no\.?|number)|partita iva|p\.? ?iva|n\.i\.f\.|c\.i\.f\.|n\.i\.e\.|d\.n\.i\."
    r"|(?:jumin|hojuman)(?: number| no\.?)?|shenfenzheng|aadhar"
    r"|(?-i:CNP|EGN|AFM|RFC|NIK|NIP|REGON|KRS|PAN|TFN|ABN|SIN|NIF|NIE|NIPC|NISS|PPS|UTR|TIN|IRD|NRN|SIREN"
    r"|SIRET|EIN|NHS|CIF)"
    r"(?=[ ](?:\d[ -]?){9,})"
)
# Short or of two meanings: only with a sign between them and the number.
SIGNED = (
    r"hetu|egn|cnp|afm|(?-i:RUN|RFC|RG|NIT|FIN|SIN|PAN|NIK|SSS|KTP|VIN|MRN|ABN|TFN|IRD)|medicare"
    r"(?: no\.?)?"
    r"|voter id|epic no\.?|umid|cmnd|member(?:ship)? (?:id|no\.?)|health card"
)
SIGN = r"(?:[:：=#|]|is|ist|er|är|est|es|no\.?)"
LABELLED = re.compile(
    rf"(?P<label>(?i:(?<!\w)(?:(?:{LABELS})[\"'`*_)]{{0,3}}[ ]?(?:{SIGN}[ ]?)?"
    rf"|(?:{SIGNED})[\"'`*_)]{{0,3}}[ ]?{SIGN}[ ]?)[\"'`*_]{{0,3}}))"
    r"(?P<number>(?:[A-Z]{1,6}[ -]?)?\d[A-Z0-9]{0,20}(?:[ ./-](?=[A-Z0-9]*\d)[A-Z0-9]{1,20}){0,6}"
    r"(?:-[0-9Kk]\b|\([0-9A]\))?)(?!\w)"
)
BEHIND = re.compile(
    rf"(?<![\w.-])(?P<number>\d[\d ./-]{{5,20}}[\dKkX])(?=[ ]?[(,][ ]?(?i:{LABELS})\b)"
)
PLATE = re.compile(
    r"(?P<label>(?i:\b(?:licen[cs]e plate|number plate|registration plate|kennzeichen"
    r"|nummernschild|immatriculation|matr(?:í|i)cula|targa|rejestracyjn[ya]|kenteken)"
    r"(?: (?:no\.?|number|nr\.?))?)[\"'`*_]{0,3}[ ]?(?:[:=：#]|is|ist)?[ \"'`*_]{0,4})"
    r"(?P<number>(?=[A-ZÄÖÜ0-9 -]*\d)(?=[ÄÖÜ0-9 -]*[A-Z])[A-ZÄÖÜ0-9]{1,4}(?:[ -][A-Z0-9]{1,4}){1,3}"
    r"|(?=[A-Z]*\d)[A-Z0-9]{6,8})(?![\w-])"
)
PASSPORT = re.compile(
    r"(?P<label>(?i:\b(?:passport|reisepass|passeport|pasaporte|passaporto|paszport"
    r"|personalausweis))[\"'`*_]{0,3}[ ]?(?:[:=：#]|is|ist)?[ \"'`*_]{0,4})"
    r"(?P<number>(?=(?:[A-Z]*\d){4})[A-Z]{1,2}[A-Z0-9]{7,8})(?!\w)"
)
DRIVING = re.compile(
    r"(?P<label>(?i:\b(?:driving licen[cs]e|f(?:ü|ue)hrerschein|permis de conduire"
    r"|carn[ée] de conducir|carta de condução|patente di guida|prawo jazdy|rijbewijs|k(?:ö|ø)rkort"
    r"|ajokortti|jogosítvány|řidičský průkaz)(?:[ -]?(?:no\.?|number|nr\.?|nummer|numer|n[.º°]))?)"
    r"[\"'`*_]{0,3}[ ]?(?:[:=：#]|is|ist)?[ \"'`*_]{0,4})"
    r"(?P<number>(?=(?:[A-Z]*\d){5})[A-Z0-9]{8,14})(?![\w-])"
)
DATE = re.compile(r"(?:19|20)\d{2}[-.]?[01]\d[-.]?[0-3]\d(?!\d\d).*")
CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")


def luhn(digits: str) -> bool:
    """Whether the last digit proves the others, doubling every second from the right."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def weighted(digits: str, weights: tuple[int, ...], modulus: int = 11) -> int:
    """The rest of the sum of digits, each times its weight."""
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % modulus


def chinese(text: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[weighted(text[:17], weights)] == text[17].upper()


def chilean(text: str) -> bool:
    number, check = re.sub(r"\.", "", text[:-2]), text[-1].upper()
    rest = 11 - weighted(number[::-1], (2, 3, 4, 5, 6, 7, 2, 3, 4))
    return {10: "K", 11: "0"}.get(rest, str(rest)) == check


def argentine(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    rest = 11 - weighted(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return digits[:2] in ("20", "23", "24", "25", "26", "27", "30", "33") and (
        {11: 0, 10: 9}.get(rest, rest) == int(digits[10])
    )


def swedish(text: str) -> bool:
    digits = re.sub(r"\D", "", text)[-10:]
    clock = CLOCK.fullmatch(digits[6:])  # a date with its time looks the same
    return _day(digits[:6]) and luhn(digits) and not clock


def korean(text: str) -> bool:
    return _day(text[:6])


def czech(text: str) -> bool:
    digits = text.replace("/", "")
    return len(digits) == 10 and int(digits) % 11 == 0 and 1 <= int(digits[2:4]) % 50 <= 32


def polish(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return weighted(digits[:9], (6, 5, 7, 2, 3, 4, 5, 6, 7)) == int(digits[9])


def _day(text: str) -> bool:
    """Whether six digits are a year, a month and a day."""
    return 1 <= int(text[2:4]) <= 12 and 1 <= int(text[4:6]) % 60 <= 31


FORMS: tuple[tuple[str, Callable[[str], bool] | None], ...] = (
    (r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", chinese),
    (r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", chilean),
    (r"\d{2}-\d{8}-\d", argentine),
    (r"(?:19|20)?\d{6}[-+]\d{4}", swedish),
    (r"\d{6}-[1-8]\d{6}", korean),
    (r"\d{6}/\d{4}", czech),
    (r"\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3}", polish),
    (r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d", None),
    (r"[A-Z]{1,2}\d{6}\([0-9A]\)", None),
    (r"[STFGM]\d{7}[A-Z]", None),
    (r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]", None),
)


def _blank(text: str) -> str:
    return re.sub(r"[A-Z]", "X", zeros(text))


def _labelled(match: re.Match[str]) -> str | None:
    number = match["number"]
    digits = len(re.findall(r"\d", number))
    dated = DATE.fullmatch(number)
    return match["label"] + _blank(number) if digits >= 6 and not dated else None


def _form(form: str, valid: Callable[[str], bool] | None) -> Kind:
    def mask(match: re.Match[str]) -> str | None:
        return _blank(match[0]) if valid is None or valid(match[0]) else None

    pattern = re.compile(rf"(?<![\w.+/-])(?:{form})(?![\w-]|\.\d)")
    gate = compact if valid is None else numbered
    return Kind("tax or social security number", pattern, mask, gate=gate)


KINDS = (
    *(_form(form, valid) for form, valid in FORMS),
    Kind("tax or social security number", LABELLED, _labelled, gate=numbered, lines=True),
    Kind(
        "passport number",
        PASSPORT,
        lambda m: m["label"] + _blank(m["number"]),
        (
            "assport",
            "eisepass",
            "asseport",
            "asaporte",
            "assaporto",
            "aszport",
            "ASSPORT",
            "rsonalausweis",
        ),
        lines=True,
    ),
    Kind(
        "driving licence",
        DRIVING,
        lambda m: m["label"] + _blank(m["number"]),
        (
            "riving licen",
            "hrerschein",
            "onduire",
            "onducir",
            "ondução",
            "di guida",
            "jazdy",
            "ijbewijs",
            "rkort",
            "jokortti",
            "ogosítvány",
            "průkaz",
        ),
        lines=True,
    ),
    Kind(
        "licence plate",
        PLATE,
        lambda m: m["label"] + _blank(m["number"]),
        (
            "late",
            "ennzeichen",
            "ummernschild",
            "mmatriculation",
            "atrícula",
            "atricula",
            "arga",
            "ejestracyjn",
            "enteken",
        ),
        lines=True,
    ),
    Kind("tax or social security number", BEHIND, lambda m: _blank(m["number"]), gate=numbered),
)
