"""Postal addresses in the forms of further countries."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .contacts import ADDRESS
from .kinds import Kind

TOWN = r"[^\W\d_a-zà-ÿ][\w'’.-]+"
WORD = rf"(?:{TOWN}|de|da|do|la|van|den|af|na|nad)"
# What a street is called, by the end of its word, by its last word, or by its first; what comes
# after the number. A number of four digits that could be a year is none.
FOUR = r"(?!(?:19|20)\d\d)\d{4}(?:[ ][A-Z]{2})?"
NUMBER = (
    r"(?:,?[ ](?:nr\.?|no\.?|č\.?)?[ ]?\d{1,4}[ ]?"
    r"(?:[A-Za-z][ ](?:as\.?[ ]?)?\d{1,3}|[A-Za-z]?(?:[/-]\d{1,4}[a-z]?)?)"
    r"(?:[ ](?:m|lok|kw|kv|byt)\.[ ]?\d{1,3})?)\.?"
)
BETWEEN = r"(?:[ ]?(?:,|;|\n|·)[ ]*)(?:[A-Z]{1,3}[- ])?"
BY_END = (
    rf"(?:[A-ZÄÅÖØÆÉ]\w{{0,40}}(?:gatan|gata|vägen|gränd|torget|gade|vej|vænge|stræde|gaten|veien"
    r"|intie|antie|ontie|kuja|katu|straat|laan|dreef|plantsoen|kade|gracht|plein|singel)"
    rf"|{TOWN}[ ](?:ulice|třída|utca|út|tér|körút|sokağı|sokak|caddesi|cad\.|cd\.|sk\.|bulvarı|iela"
    r"|gatvė|ulica|cesta|trg|Strand|Allé|Plads|vei|allé|katu|tänav|puiestee)"
    rf"|{TOWN}s[ ]gate)"
)
BY_BEGIN = (
    rf"(?:(?:[Uu]l|[Aa]l|[Pp]l|[Oo]s|[Uu]lica|[Aa]leja|[Pp]lac|[Ss]tr|[Ss]trada|[Bb]d|[Bb]ulevardul"
    rf"|[Cc]alea|[Nn]ám|Via|Corso|Viale|Piazza)\.?[ ](?:[\w.]{{1,4}}[ ])?{WORD}"
    rf"(?:[ ]{WORD}){{0,2}})"
)
WITH_STREET = re.compile(
    rf"(?<!\w)(?:{BY_END}{NUMBER}{BETWEEN}(?:\d{{3}}[ ]\d{{2}}|{FOUR}|\d{{5}})"
    rf"|{BY_BEGIN}{NUMBER}{BETWEEN}(?:\d{{3}}[ ]\d{{2}}|\d{{2}}-\d{{3}}|\d{{5,6}}))"
    rf"[ ]{TOWN}(?:[ ][A-Z]\b)?"
)
# Codes in two groups are nothing but postcodes.
GROUPED = re.compile(
    rf"(?<!\w){TOWN}(?:[ ]{WORD}){{0,3}}[ ]\d{{1,4}}[ ]?[A-Za-z]?(?:/\d{{1,4}})?,[ ]*"
    rf"(?:[A-Z]{{1,2}}-)?(?:\d{{3}}[ ]\d{{2}}|0\d-\d{{3}}|\d{{2}}-\d{{2}}[1-9])[ ]{TOWN}"
    r"(?:[ ]\d{1,2})?"
)
# Any street with a number, before or behind a postcode of five digits: what is counted in fives of
# digits is told by its noun, and by zeros at the end.
COUNTED = (
    r"(?!(?:Tokens?|Samples?|Lines?|Tests?|Files?|Items?|Words?|Rows?|Zeilen|Steps?|Users?|Bytes?"
    r"|Records?|Tasks?|Units?|Entries|Characters?|Points?|Requests?|Messages?|Events?|Chunks?)\b)"
)
FIVE = r"(?:[A-Z]{1,2}-)?(?!\d\d000)\d{5}"
LEAD = r"(?:[A-ZÄÖÜ][\wäöüß.-]+|An|Am|Im|Zum|Zur|Hinter|Vor|Auf|Unter)"
ANY = re.compile(
    rf"(?<!\w){LEAD}(?:[ ](?:{TOWN}|de[mrs]|den|die|das|\d{{1,2}}\.)){{0,4}}[ ]\d{{1,3}}[ ]?[a-h]?"
    rf"(?:[ ]?[,;]|[ ][|/·–-]|[ ]?\n[ \t>*#/]{{0,8}})[ ]*{FIVE}[ ]{COUNTED}{TOWN}"
)
BEHIND = re.compile(
    rf"(?<!\w){FIVE}[ ]{COUNTED}{TOWN}(?:[ ]?[,;]|[ ][|/·–-])[ ]*(?:{TOWN}[ ]){{0,2}}"
    r"[A-ZÄÖÜ]?[\wäöüß.-]*(?i:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|wall|hof"
    r"|stieg|steig|chaussee|markt|reihe|kamp|pfad)[ ]\d{1,3}[ ]?[a-h]?(?!\w)"
)
KEYED = re.compile(
    r"(?P<key>\b(?i:street|strasse|straße|street_?(?:name|address)|address_?line_?1?)"
    r"[\"']?[ ]?[:=][ ]?(?P<quote>['\"`]))(?!Example)[A-ZÄÖÜ][^'\"`\n]{3,60}(?=(?P=quote))"
)
VCARD = re.compile(r"(?P<key>\bADR[^:\n]{0,40}:)(?!;;Example)[^\n]*;[^\n]*")
TOWN_FIRST = re.compile(
    rf"(?<!\w)(?:H-)?\d{{4}}[ ]{TOWN},[ ]{TOWN}(?:[ ]{TOWN})?[ ](?:utca|út|tér|körút"
    rf"|u\.)[ ]\d{{1,4}}[./\w]*"
)
CYRILLIC = re.compile(
    r"(?<!\w)(?:(?:\d{6}|г\.[ ]?\w+),[ ]*(?:[^\n,]{2,30},[ ]*){0,2})?"
    r"(?:ул|улица|пр|просп|пр-т|проспект|пер|переулок|бул|бульвар|пл|площадь|наб|вул|вулиця"
    r"|шоссе)\.?[ ]"
    r"[А-ЯІЇЄ][\w .-]{1,40}?,?[ ](?:д\.?|дом|буд\.?|№)?[ ]?\d{1,4}\w?(?:[ ]?/[ ]?\d+)?"
    r"(?:,[ ]*(?:к(?:орп|в)?|кв|стр)\.?[ ]?\d{1,4}){0,2}(?:,[ ]*\d{5,6})?(?:[ ][А-ЯІЇЄ]\w+)?"
)
JAPANESE = re.compile(
    r"〒[ ]?\d{3}[-－]\d{4}(?:[ \u3000]*[^\s、。,;|`]{2,40})?"
    r"|[一-鿿]{2,3}[都道府県][一-鿿]{1,6}[市区町村][一-鿿ぁ-ヿ]{0,12}\d{1,3}"
    r"(?:丁目)?[-－\d番地号]{0,10}"
)
CHINESE = re.compile(
    r"(?:[一-鿿]{2,8}(?:省|市|自治区)){0,2}[一-鿿]{1,8}[市区县區縣][一-鿿]{1,10}(?:路|街|道|巷|弄)"
    r"[一-鿿]{0,3}\d{1,5}(?:号|號|弄|栋)(?:\d{1,4}[室楼樓])?"
)
KOREAN = re.compile(
    r"[가-힣]{2,8}(?:시|도)[ ](?:[가-힣]{1,8}[시군구][ ]){1,2}[가-힣\d]{1,12}(?:로|길)[ ]?\d{1,4}"
    r"(?:-\d{1,4})?"
    r"(?:번길[ ]?\d{1,4})?"
)
# The codes of Canada, Australia, India, Ireland and Brazil, and of English addresses elsewhere.
OVERSEAS = re.compile(
    rf"(?<!\w)(?:(?:Unit|Flat|Apt\.?|Suite|Level)[ ]?\w{{1,5}}[,/ ]{{1,2}})?\d{{1,5}}[A-Za-z]?"
    rf"(?:[-/]\d{{1,4}})?,?[ ]"
    rf"(?:{TOWN}[ ]){{1,4}}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court"
    rf"|Ct|Way|Square"
    r"|Terrace|Close|Crescent|Cres|Parade|Quay|Place|Pl|Highway|Hwy|Nagar|Marg)\.?,?[ \n]"
    rf"(?:{TOWN}(?:[ ]\d{{1,2}})?,?[ ]){{1,4}}(?:(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)[ ]\d{{4}}"
    r"|(?:[A-Z]{2}[ ])?[A-CEGHJ-NPR-TVXY]\d[A-Z][ ]?\d[A-Z]\d|[-–]?[ ]?\d{3}[ ]?\d{3}"
    r"|[A-Z]\d[\dW][ ]?[A-Z\d]{4}"
    r")(?!\w)"
)
BRAZIL = re.compile(
    rf"(?<!\w)(?i:rua|r\.|avenida|av\.|travessa|alameda|praça)"
    rf"[ ]{WORD}(?:[ ]{WORD}){{0,4}},?[ ]?"
    rf"(?:nº[ ]?)?\d{{1,5}}"
    r"[^\n]{0,60}?\d{5}-\d{3}"
)
MEXICO = re.compile(
    rf"(?<!\w)(?i:av\.|avenida|calle|blvd\.|boulevard|calz\.|calzada|paseo|privada|andador)[ ]"
    rf"{WORD}(?:[ ]{WORD}){{0,4}},?[ ](?:#|no\.?[ ]?)?\d{{1,5}}[^\n]{{0,20}}?,[ ]*"
    r"(?i:col\.|colonia)[ ][^\n,]{2,40},[^\n]{0,40}?\d{5}(?!\d)(?:[ ][A-Z]\w+\.?)?"
)
CODED = re.compile(r"\d(?:\d{2} \d{2}|\d-\d{3}|\d{3,5}(?: [A-Z]{2})?) [^\W\d_a-z]")
TWO_GROUPS = re.compile(r"\d(?:\d \d{2}|-\d{3}) [^\W\d_a-z]")
ROADS = ("Street", " St", " Ave", "Road", " Rd", "Boulevard", "Blvd", "Lane", " Ln", "Drive", " Dr",
         "Court", " Ct", " Way", "Square", "Terrace", "Close", "Cres", "Parade", "Quay", "Place",
         " Pl", "Highway", " Hwy", "Nagar", "Marg")  # fmt: skip
PORTUGUESE = ("Rua ", "rua ", "RUA ", "R. ", "Avenida", "avenida", "Av. ", "av. ", "Travessa",
              "Alameda", "Praça", "praça")  # fmt: skip


def _searched(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lru_cache(maxsize=1)(lambda text: pattern.search(text) is not None)


def _address(match: re.Match[str]) -> str:
    return ADDRESS


KEYS = ("treet", "TREET", "trasse", "TRASSE", "traße", "ddress", "DDRESS")
NUMBERED = ("〒", "都", "道", "府", "県")
KINDS = (
    Kind("postal address", WITH_STREET, _address, gate=_searched(CODED)),
    Kind("postal address", GROUPED, _address, gate=_searched(TWO_GROUPS)),
    Kind("postal address", ANY, _address, gate=_searched(CODED)),
    Kind("postal address", BEHIND, _address, gate=_searched(CODED)),
    Kind("postal address", KEYED, lambda m: f"{m['key']}Example Street 1", KEYS, lines=True),
    Kind("postal address", VCARD,
         lambda m: f"{m['key']};;Example Street 1;Example City;;00000;", ("ADR",), lines=True),
    Kind("postal address", TOWN_FIRST, _address,
         (" utca", " út", " tér", " körút", " u."), lines=True),
    Kind("postal address", CYRILLIC, _address,
         ("ул", "пр", "пер", "бул", "пл", "наб", "вул", "шоссе"), lines=True),
    Kind("postal address", JAPANESE, _address, NUMBERED, lines=True),
    Kind("postal address", CHINESE, _address, ("路", "街", "道", "巷", "弄"), lines=True),
    Kind("postal address", KOREAN, _address, ("로", "길"), lines=True),
    Kind("postal address", OVERSEAS, _address, ROADS, lines=True),
    Kind("postal address", MEXICO, _address, ("Col.", "col.", "Colonia", "colonia"), lines=True),
    Kind("postal address", BRAZIL, _address, PORTUGUESE, lines=True),
)  # fmt: skip
