"""How a person is reached: e-mail, phone, postal address."""

from __future__ import annotations

import re
from functools import lru_cache

from .kinds import Kind, numbered, zeros

EMAIL = "name@example.org"
ADDRESS = "Example Street 1, 00000 Example City"
AT = (
    r"(?:@|%40|\\x40|&#0*64;|&#x40;|&commat;|＠|\\u0040"
    r"|[ ]?[\[({<][ ]?(?:at|AT|ät|@|arobase|arroba)[ ]?[\])}>][ ]?|[ ]@[ ]"
    r"|(?P<quote>['\"`])[ ]?\+[ ]?['\"`]@(?:['\"`][ ]?\+[ ]?['\"`])?)"
)
DOT = (
    r"(?:\.|．|。|\\x2[Ee]|[ ]\.(?=[a-z]{2,6}\b)|,(?=(?:de|com|net|org|at|ch|eu)\b)|%2[Ee]|&#46;"
    r"|[ ]?[\[({][ ]?(?:dot|DOT|punkt|point|punto|\.)[ ]?[\])}][ ]?)"
)
MAIL = re.compile(
    rf"(?P<local>\"[^\"\s@]+\"(?=@)|(?<![\w.+%-])\w(?:[\w.+'-]|%2[Bb]){{0,63}}){AT}"
    rf"(?P<domain>(?:[\w-]+{DOT})+(?:xn--[\w-]+|[^\W\d_]{{2,24}}))(?![\w@(])"
)
SPELLED = re.compile(
    r"(?<![\w.])(?P<local>\w[\w.+-]{0,63})[ ](?:"
    r"(?:at|AT|ät)(?:[ ][\w-]+[ ](?:dot|DOT|punkt)){1,3}"
    r"|(?:arroba|arobase|chiocciola)(?:[ ][\w-]+[ ](?:punto|point|ponto)){1,3})"
    r"[ ](?!(?:in|on|of|the|and|as|by|for|from|with|per)\b)[^\W\d_]{2,10}(?!\w)"
)
QUOTED = re.compile(
    r"(?P<quote>['\"`])\w[\w.+-]{0,63}(?P<mid>(?P=quote)[ ](?:at|AT|ät|@)[ ](?P=quote))"
    r"(?:[\w-]+\.)+[a-z]{2,24}(?=(?P=quote))"
)
# What a bank in India gives to an account: a name at the bank, without a domain.
PAYMENT = re.compile(
    r"(?P<label>\b(?i:upi|vpa|bhim|gpay|phonepe)(?:[ _-]?(?i:id|handle|address))?[\"'`*_]{0,3}[ ]?"
    r"[:=/ ][ \"'`*]{0,4})(?P<who>[\w.-]{2,64})@[a-z]{2,20}(?![\w.@-])"
    r"|(?<![\w.@-])[\w.-]{2,64}@(?:ok(?:hdfcbank|icici|sbi|axis)|ybl|ibl|axl|apl|paytm|upi)"
    r"(?![\w.@-])"
)
# `anna(a)kiln.de`: only before what is an ending of addresses, since `a` is a name of code.
LETTER = re.compile(
    r"(?<![\w.+%-])\w[\w.+-]{0,63}[ ]?[\[({][ ]?[aA][ ]?[\])}][ ]?(?:[\w-]+\.)+"
    r"(?:de|com|net|org|at|ch|eu|fr|pl|es|it|nl|io|dev|uk|be|dk|se|no|fi|cz|pt|info)(?![\w(.])"
)
# A line that ends behind the sign, and the two halves as two values.
WRAPPED = re.compile(r"(?<=<)\w[\w.+-]{0,63}@\s{1,9}(?:[\w-]+\.)+[a-z]{2,24}(?=>)")
HALVES = re.compile(
    r"(?P<key>\b(?:local(?:_?part)?|mailbox|user(?:_?name)?|account|name)[\"']?[ ]?[:=][ ]?"
    r"(?P<quote>['\"`]))"
    r"(?P<local>\w+(?:[.+_-]\w+)+)(?P<mid>(?P=quote)[,;]?\s{1,20}[\"']?(?:e?mail_?)?"
    r"(?:domain|host)"
    r"(?:_?name)?[\"']?[ ]?[:=][ ]?['\"`])(?P<domain>(?:[\w-]+\.)+[a-z]{2,24})(?=['\"`])",
    re.I,
)
LINES = re.compile(
    r"(?P<key>(?m:^)[ \t>-]*(?:local(?:_?part)?|mailbox|user(?:_?name)?|account):[ ])"
    r"(?P<local>\w+(?:[.+_-]\w+)+)(?P<mid>[ \t]*\n[ \t>-]*(?:e?mail_?)?domain(?:_?name)?:[ ])"
    r"(?P<domain>(?:[\w-]+\.)+[a-z]{2,24})(?=[ \t]*(?:\n|$))",
    re.I,
)
TEMPLATE = re.compile(r"(?<![\w.+%-])[\w.+-]{1,64}@\$\{['\"][\w.-]+\.[a-z]{2,24}['\"]\}")
USER = re.compile(r"(?<=://)[\w.+-]{1,64}%40[\w.-]+\.\w{2,24}(?=[:@])")
# They belong to nobody by a standard, and tests of code are full of them.
RESERVED = re.compile(r"^example\.(?:com|org|net)$", re.I)
# `icon@2x.png`, `unit@1.2.ts`: a file. What follows an at sign there is no domain.
FILES = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|ts|tsx|js|jsx|mjs|cjs|json|md|sh|css|html|ya?ml|toml|py"
    r"|lock|txt|map)$"
)
# Words for nothing but a number to call, in further languages.
ABROAD = (
    r"tlf|tfn|telefonnummer|puh|puhelin|gsm|sími|telefonu|telefonas|tālrunis|nomor"
    r"(?: hp)?"
    r"|hp|telp|no\.? hp|đt|điện thoại|sđt|τηλ|τηλέφωνο|κιν|телефон|тел|моб|טלפון|טל|נייד|هاتف|جوال"
    r"|تلفن|फोन|मोबाइल|โทร|電話|携帯|手机|手機|电话|전화|휴대폰|komórka|kom|komórkowy|mob"
    r"|kontakttelefon|cellphone|cel|móv"
)
INTERNATIONAL = re.compile(
    r"(?<![\w+.-])(?P<plus>\+|00|＋|%2[Bb])[ ]?[1-9]\d{0,3}(?:[ \u00a0./()-]{0,3}\d){6,13}"
    r"(?![\w-]|\.\d)"
)
LABELLED = re.compile(
    r"(?P<label>(?i:\b(?:tel|phone|telephone|telefon|telefono|teléfono|téléphone|telefone|mobile?|"
    r"móvil|handy|cell|cellulare|celular|telemóvel|fax|whatsapp|durchwahl|rufnummer|call|ring|"
    r"portable|gsm|natel|llám[ae]\w*|llamar|appele[rz]|anrufen|anruf|ruf|chiama\w*"
    rf"|{ABROAD})(?:\b|(?=_)|(?=(?-i:[A-Z])))(?:[^\W\d]|[ ]){{0,12}}"
    r"[.:=：＝．（\"'\s*_`(]{0,6})|wa\.me/)"
    r"(?P<number>[+(]?\d(?:[ \u00a0./()-]{0,3}\d){6,14})(?![\w-])"
)
NATIONAL = re.compile(
    r"(?<![\w.+/-])(?:\(0\d{1,5}\)[ ]?\d{2,}(?:[ -]?\d{2,}){1,4}"
    r"|0[1-9]\d{1,4}[ ]?[ /-][ ]?\d{2,}(?:[ -]?\d{2,}){1,4}|0[1-9](?:[ .]\d{2}){4}"
    r"|\(\d{3}\)[ ]?\d{3}[- ]\d{4}|\([1-9]\d\)[ ]?9\d{4}-\d{4}|[2-9]\d{2}[-.][2-9]\d{2}[-.]\d{4})"
    r"(?![\w-]|\.\d)"
)
REGIONS = ("DE", "US", "GB", "FR", "AT", "CH", "ES", "IT", "NL", "PL", "BR", "IN", "JP")
FURTHER = ("NO", "SE", "DK", "FI", "IS", "PT", "GR", "TR", "CZ", "SK", "HU", "RO", "BG", "HR", "SI",
           "LT", "LV", "EE", "RU", "UA", "AU", "NZ", "CA", "MX", "AR", "CL", "CO", "KR", "CN", "TW",
           "HK", "SG", "MY", "ID", "TH", "VN", "PH", "IL", "AE", "SA", "EG", "ZA", "NG", "KE",
           "BE", "IE", "LU")  # fmt: skip
# Of these a number with its zero and three groups is known without a word before it.
GROUPED = ("JP", "KR", "TR", "ID", "IL", "AU", "NZ", "ZA", "TW")
STREET = re.compile(
    r"(?<!\w)(?:[A-ZÄÖÜ][\wäöüß.-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)"
    r"|(?:Am|An der|Im|Auf der|Unter den|Zum|Zur)[ ][A-ZÄÖÜ][\wäöüß-]+"
    r"|[A-ZÄÖÜ][\wäöüß-]+[ -](?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer))"
    r"[ ]\d{1,4}(?:/\d{1,3})?[ ]?[a-h]?(?:[ ]?,|[ ]?\n|[ ]in|[ ]·"
    r"|;)[ ]*(?:[A-Z]{1,2}[- ])?\d{4,5}[ ][A-ZÄÖÜ][\wäöüß-]+"
)
# The word and a number are enough.
DOOR = re.compile(
    r"(?<!\w)[A-ZÄÖÜ][\wäöüß-]*(?:(?:straße|strasse|str\.)|[ -](?:Straße|Strasse|Str\.))[ ]\d{1,3}"
    r"[ ]?[a-h]?(?![\w.])"
)
# One line for the street, one for the town, one for its code.
IN_LINES = re.compile(
    r"(?<!\w)\d{1,5}[A-Za-z]?,?[ ](?:[A-Z][\w'.-]*[ ]){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Square|Terrace"
    r"|Close|Gardens|Grove|Hill|Park|Row|Mews|Walk|Crescent)\.?,?[ \t]*\n"
    r"(?:[ \t>*#/]{0,9}[A-Z][\w .'-]{1,30},?[ \t]*\n){1,3}"
    r"[ \t>*#/]{0,9}[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}(?!\w)"
)
CODE_ALONE = re.compile(r"\n[ \t>*#/]{0,9}[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}(?!\w)")
DUTCH = re.compile(
    r"(?<!\w)[A-Z][a-z]+(?:gracht|straat|laan|weg|plein|kade|singel)[ ]\d{1,4}[a-z]?[,;]?[ \n]+"
    r"\d{4}[ ]?[A-Z]{2}[ ]+[A-Z][\w-]+"
)
ENGLISH = re.compile(
    r"(?<!\w)\d{1,5}[A-Za-z]?,?[ ](?:[NSEW]\.?[ ])?(?:[A-Z][\w'.-]*[ ]){1,4}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Square"
    r"|Terrace|Close|Gardens|Grove|Hill|Park|Row|Mews|Walk|Green|Parkway|Pkwy|Circle|Trail|Plaza"
    r"|Crescent)"
    r"\.?(?:[ ][NSEW]{1,2})?(?:,?[ ](?:Apt|Suite|Unit|Flat"
    r"|#)\.?[ ]?\w+)?[,;]?[ \n][A-Z][\w .'-]{1,30},?[ ]"
    r"(?:[A-Z]{2}[ ]\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2})(?!\w)"
)
ROMANCE = re.compile(
    r"(?<!\w)(?:\d{1,4}(?:[ ]?(?:bis|ter|quater))?,?[ ])?(?:(?:rue|avenue|boulevard|place"
    r"|chemin|via|viale|piazza|quai|impasse|all(?:é|e)e|esplanade|faubourg|largo|vicolo|corso"
    r"|calle|avenida|plaza|paseo|passeig|carrer|camino|carretera|ronda|glorieta|traves(?:í|i)a|rua"
    r"|travessa)[ ]"
    r"|(?-i:C/|C\.|Cl\.|Av\.|Avda\.?|Pza\.?|Plza\.?|Pl\.|Ctra\.?|P\.?º|Pº|Rda\.?|Bd\.|Bld\.?)[ ]?)"
    r"[\w'’. -]{2,40}?,?[ ]?(?:n[.º°o]{1,2}[ ]?)?\d{0,4}"
    r"(?:,[ ]?\d{1,2}[.º°ªa]?[ ]?[A-Za-z]{0,4}\.?){0,2}[,;\n]"
    r"[ ]*(?P<code>\d{4,5}(?:-\d{3})?)[ ](?-i:[A-ZÉÎ])[\w-]+",
    re.I,
)
BOX = re.compile(
    r"(?<!\w)(?:Postfach|P\.?O\.? Box)[ ]\d[\d ]*[,;][ ]*"
    r"(?:(?:[A-Z]-)?\d{4,5}[ ]\w+|[A-Z][\w .-]{1,30},?[ ][A-Z]{2}[ ]\d{5})"
)


def _email(match: re.Match[str]) -> str | None:
    local, domain = match["local"], re.sub(DOT, ".", match["domain"])
    plain = match[0] == f"{local}@{match['domain']}"
    if " @ " in match[0] and "." not in local:
        return None
    if RESERVED.search(domain) or FILES.search(domain) or re.match(r"[\d.]+[.-]", domain):
        return None
    if plain and (local.lower() in ("git", "hg", "svn") or _in_url(match)):
        return None
    return EMAIL.replace("@", "%40") if "%40" in match[0] else EMAIL


def _in_url(match: re.Match[str]) -> bool:
    """Whether the match is the user (or the password) of a URL: its host follows the at sign."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()][-200:]
    before = re.split(r"[\s\"'`<>()]", line)[-1]
    return "://" in before and "/" not in before.split("://", 1)[1]


def _international(match: re.Match[str]) -> str | None:
    rest = match[0][len(match["plus"]) :]
    return match["plus"] + zeros(rest) if _valid(f"+{rest}", None) else None


def _labelled(match: re.Match[str]) -> str | None:
    number = match["number"]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*|(?:19|20)\d{6}|[\d.]+\.\d+\.[\d.]+", number):
        return None
    far = re.match(rf"(?:{ABROAD})\b", match["label"], re.I) or match["label"].lower().startswith(
        "tel"
    )
    regions = REGIONS + (FURTHER if far else ())
    known = number.startswith("+") or any(_valid(number, region) for region in regions)
    return match["label"] + zeros(number) if known else None


def _national(match: re.Match[str]) -> str | None:
    grouped = re.fullmatch(r"0\d{1,3}[ -]\d{3,4}[ -]\d{3,4}", match[0])
    regions = (*REGIONS[:6], "BR") + (GROUPED if grouped else ())
    known = any(_valid(match[0], region) for region in regions)
    return zeros(match[0]) if known else None


def _valid(text: str, region: str | None) -> bool:
    import phonenumbers

    text = re.sub(r"\(0\)", "", text).replace("/", " ").replace("\u00a0", " ")
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    spaced = region is None and " " in text.strip()
    possible = phonenumbers.is_possible_number(number) if spaced else False
    return bool(possible or phonenumbers.is_valid_number(number))


def _address(match: re.Match[str]) -> str | None:
    return None if match[0] == ADDRESS else ADDRESS


def _romance(match: re.Match[str]) -> str | None:
    """A street has a number, and `via` is a word of English."""
    number = re.search(r"\d", match.string[match.start() : match.start("code")])
    return _address(match) if number and not match[0].startswith("via ") else None


PLACE = re.compile(r"\d(?:\d{3,4}(?:-\d{3,4})?[ ][A-ZÄÖÜÉ]|(?<=[A-Z]{2}[ ].)\d{4}|[A-Z]{2}\b)")


@lru_cache(maxsize=1)
def _placed(text: str) -> bool:
    """Whether the text holds a postcode and a town."""
    return PLACE.search(text) is not None


OPENS = ("[", "(", "{", "<", "[ ", "( ")
SPELLED_AT = tuple(opens + at for opens in OPENS for at in ("at", "AT", "ät", "ar"))
ATS = ("@", "＠", "%40", "&#", "&commat;", "u0040", "x40", *SPELLED_AT)
DOTS = tuple(f" {dot} " for dot in ("dot", "DOT", "punkt", "punto", "point", "ponto"))
STREETS = ("traße", "trasse", "tr.", "weg ", "latz ", "llee ", "asse ", "ing ", "amm ", "fer ",
           "Am ", "An der ", "Im ", "Auf der ", "Unter den ", "Zum ", "Zur ")  # fmt: skip
ROADS = (
    "Street",
    "St",
    "Ave",
    "Road",
    "Rd",
    "B",
    "Lane",
    "Ln",
    "Drive",
    "Dr",
    "C",
    "Way",
    "Square",
    "Terrace",
    "G",
    "Hill",
    "P",
    "Row",
    "Mews",
    "Trail",
)
KINDS = (
    Kind("e-mail address", MAIL, _email, ATS),
    Kind("e-mail address", SPELLED, lambda _: EMAIL, DOTS),
    Kind(
        "e-mail address",
        LETTER,
        lambda _: EMAIL,
        tuple(o + a + c for o, c in zip("([{", ")]}", strict=True) for a in "aA"),
        lines=True,
    ),
    Kind("e-mail address", WRAPPED, lambda _: EMAIL, ("@\n", "@ ", "@\r")),
    *(
        Kind(
            "e-mail address",
            each,
            lambda m: f"{m['key']}name{m['mid']}example.org",
            ("omain", "ost"),
        )
        for each in (HALVES, LINES)
    ),
    Kind(
        "e-mail address",
        QUOTED,
        lambda m: f"{m['quote']}name{m['mid']}example.org",
        (" at ", " AT ", " ät ", " @ "),
    ),
    Kind(
        "account",
        PAYMENT,
        lambda m: f"{m['label'] or ''}name@upi",
        (
            "@ok",
            "@ybl",
            "@ibl",
            "@axl",
            "@apl",
            "@paytm",
            "@upi",
            "UPI",
            "upi",
            "VPA",
            "vpa",
            "BHIM",
            "GPay",
            "gpay",
            "PhonePe",
        ),
        lines=True,
    ),
    Kind("e-mail address", TEMPLATE, lambda _: EMAIL, ("@${",)),
    Kind("e-mail address", USER, lambda _: EMAIL.replace("@", "%40"), ("%40",)),
    Kind("phone number", INTERNATIONAL, _international, ("+", "00", "＋", "%2"), numbered),
    Kind("phone number", LABELLED, _labelled, gate=numbered),
    Kind("phone number", NATIONAL, _national, gate=numbered),
    Kind("postal address", STREET, _address, STREETS, _placed),
    Kind("postal address", ENGLISH, _address, ROADS, _placed, lines=True),
    Kind(
        "postal address", IN_LINES, _address, gate=lambda text: CODE_ALONE.search(text) is not None
    ),
    Kind("postal address", ROMANCE, _romance, gate=_placed),
    Kind("postal address", BOX, _address, ("Postfach", "Box")),
    Kind("postal address", DUTCH, _address, gate=_placed),
    Kind(
        "postal address", DOOR, lambda _: "Example Street 1", ("traße", "trasse", "tr."), lines=True
    ),
)
