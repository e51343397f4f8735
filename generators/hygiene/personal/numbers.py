"""Numbers that belong to one person: accounts, cards, tax and social security."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .kinds import DATED, Kind, numbered, zeros

# Countries with an IBAN.
COUNTRIES = (
    "A[DELTZ]|B[AEGHRY]|C[HRYZ]|D[EKO]|E[EGS]|F[IOR]|G[BEILRT]|H[RU]|I[ELQST]|JO|K[WZ]|L[BCITUVY]"
    "|M[CDEKRTU]|N[LO]|P[KLST]|QA|R[OS]|S[ACEIKMTV]|T[LNR]|UA|V[AG]|XK"
)
IBAN = re.compile(
    rf"(?<![A-Za-z0-9])(?P<country>{COUNTRIES}|(?<=iban.)(?i:{COUNTRIES})"
    rf"|(?<=iban..)(?i:{COUNTRIES})|(?<=iban...)(?i:{COUNTRIES}))"
    r"\d{2}(?:[ \u00a0._-]?(?:[A-Z0-9]{4}|[a-z0-9]{4})){2,7}(?:[ \u00a0._-]?[A-Za-z0-9]{1,3})?"
    r"(?![A-Za-z0-9])"
)
CARD = re.compile(r"[2-6](?<![\w.+-].)\d{3}(?:[ ._-]?\d){9,15}(?![\w-]|\.\d)")
# A bank by its number and an account at it, and the digits that prove a card.
ROUTED = re.compile(
    r"(?P<label>(?i:\b(?:kto|konto)\.?(?:[- ]?nr\.?)?[ :#]{1,3}))(?P<number>\d[\d ]{4,11}\d)"
    r"|(?P<bank>(?i:\b(?:blz|bankleitzahl|sort[ _-]?code|routing(?:[ _-](?:number|no\.?))?|aba|bsb)"
    r"[\"']?[ :=#.]{1,3}[\"']?))(?P<code>\d[\d -]{4,9}\d)"
    r"(?P<more>(?:[,;/]?[ ]?(?i:account|acct|a/c)[ :#.]{1,3}\d{6,12})?)"
)
PROOF = re.compile(
    r"(?P<label>\b(?i:cvc2?|cvv2?|csc|kartenprüfnummer|card[ ]security[ ]code)"
    r"[\"']?[ :=]{1,3}[\"']?)"
    r"(?P<number>\d{3,4})(?![\w.])"
)


def _checked(name: str) -> Callable[[str], bool]:
    """The check of that name in `validators`, which takes a number without what separates it."""

    def valid(text: str) -> bool:
        import validators.i18n

        check = getattr(validators, name, None) or getattr(validators.i18n, name)
        return bool(check(text))

    return valid


iban, card, spanish, foreign, finnish = map(
    _checked, ("iban", "card_number", "es_nif", "es_nie", "fi_ssn")
)


def french(number: str) -> bool:
    """Whether a number of 15 digits is one of French social security."""
    return _checked("fr_ssn")(
        re.sub(r"(.)(..)(..)(..)(...)(...)(..)", r"\1 \2 \3 \4 \5 \6 \7", number)
    )


# Forms that are rare enough to be known without a label, and what proves the check digits of those
# that could be something else.
FORMS: tuple[tuple[str, Callable[[str], bool] | None], ...] = (
    (r"(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}", None),
    (r"756\.\d{4}\.\d{4}\.\d{2}", None),
    (r"[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", None),
    (r"\d{3}\.\d{3}\.\d{3}-\d{2}", None),
    (r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}", None),
    (r"\d{8}-?[A-Z]", spanish),
    (r"[XYZ]-?\d{7}-?[A-Z]", foreign),
    (r"[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}", french),
    (r"\d{6}[-A]\d{3}[0-9A-Y]", finnish),
    # Numbers for value added tax, each with the length of its country.
    (r"(?:ATU\d{8}|BE[01]\d{9}|(?:DE|PT)\d{9}|(?:DK|FI|LU)\d{8}|(?:IT|SE)\d{11,12}"
     r"|NL\d{9}B\d{2}|PL\d{10})", None),
)  # fmt: skip
LETTERS = re.compile(
    r"(?<![\w-])(?:(?!BG|GB|NK|KN|TN|NT"
    r"|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]"
    r"|\d{2} ?[0-3]\d[01]\d\d{2} ?[A-Z] ?\d{3})(?![\w-])"
)
LABELLED = re.compile(
    r"(?P<label>(?i:(?<!\w)(?:steuer[- ]?(?:id(?:entifikationsnummer|nr\.?)?|nummer|nr\.?)"
    r"|idnr\.?|st\.?-?nr\.?|"
    r"ssn|social[- ]security(?: number| no\.?)?|sozialversicherungs\w+|rentenversicherungs\w+"
    r"|svnr\.?|"
    r"sv-?nummer|versicherten\w*|krankenversicherten\w*|tax[- ]?(?:payer )?(?:id|number"
    r"|no\.?)|tin|nif|nie|dni|"
    r"cpf|cnpj|bsn|burgerservicenummer|pesel|nip|personnummer|cpr|nino"
    r"|national insurance(?: number)?|"
    r"passport(?: no\.?| number)?|pass(?:nummer|[- ]?nr\.?)|reisepass\w*|"
    r"(?:personal)?ausweis\w*|driver'?s licen[sc]e"
    r"|führerschein\w*|"
    r"aadhaar|pan|nir|(?:num[ée]ro de )?s[ée]curit[ée] sociale|codice fiscale|ahv(?:-?nummer)?|avs|"
    r"ust-?id(?:-?nr\.?)?|vat(?:[- ]?id| number| no\.?)?|my ?number|kontonummer|konto(?:-?nr\.?)?|"
    r"account (?:number|no\.?)|matrikelnummer|inn|snils|инн|снилс|nhs(?: number)?|sin|abn|tfn"
    r"|curp|rfc|rut)"
    r"(?:[- ]?(?:number|nummer|nr\.?|no\.?))?[\"'`*_)]{0,3}[ ]?(?:[:=#|：＝]|is|ist|lautet|est"
    r"|(?<=no\. )|(?<=nr\. )|(?<=umber )|(?<=ummer )"
    r"|es)[ \"'`*_]{0,5})"
    # Names of nothing else, which need no sign.
    r"|(?i:(?<!\w)(?:ssn|pesel|dni|cpf|cnpj|bsn|snils|svnr\.?|ahv-nr\.?|passnummer"
    r"|(?:personal)?ausweisnummer|reisepassnummer|steuer-?id|sozialversicherungsnummer)[ ]))"
    r"(?P<number>(?:[A-Z]{1,6}[ -]?)?\d[A-Z0-9]{0,20}"
    r"(?:[ ./-](?:[A-Z](?![A-Za-z])|(?=[A-Z]*\d)[A-Z0-9]{1,20})){0,6})(?!\w)"
)


# A time zone with its hour is in every record.
COMPACTED = re.compile(
    r"\d(?:\d(?:(?<=[A-Z]\d\d)(?<!UTC\d\d)|(?<=[A-Z][ -]\d\d)(?<!UTC[ -]\d\d))|\d{5}[ -]?[A-Z])"
)
LONGISH = re.compile(r"\d(?:[ A-Z./-]{0,2}\d){5,}")


def long_enough(text: str) -> bool:
    """Whether the text holds six digits that are no date."""
    return any(not DATED.fullmatch(number) for number in LONGISH.findall(text))


@lru_cache(maxsize=1)
def compact(text: str) -> bool:
    """Whether the text holds digits and capitals in one word."""
    return COMPACTED.search(text) is not None or "iban" in text.lower()


DIGITS = re.compile(r"\d(?:[ ._-]?\d){12}")


def _long_digits(text: str) -> bool:
    return DIGITS.search(text) is not None


def _form(form: str, valid: Callable[[str], bool] | None) -> Kind:
    def mask(match: re.Match[str]) -> str | None:
        kept = match[0] if valid is finnish else re.sub(r"[ -]", "", match[0])
        return _blank(match[0]) if valid is None or valid(kept) else None

    pattern = re.compile(rf"(?<![\w.+/-])(?:{form})(?![\w-]|\.\d)")
    gate = compact if re.search(r"[A-Z]\]|A-|ATU", form) else numbered
    return Kind("tax or social security number", pattern, mask, gate=gate)


def _blank(text: str) -> str:
    """The text in its form: digits are 0, letters X."""
    return re.sub(r"[A-Z]", "X", zeros(text))


def _iban(match: re.Match[str]) -> str | None:
    number = match[0]
    if not iban(re.sub(r"[^A-Za-z0-9]", "", number)):
        return None
    return number[:2] + re.sub(r"[A-Za-z0-9]", "0", number[2:])


def _card(match: re.Match[str]) -> str | None:
    digits = re.sub(r"\D", "", match[0])
    first = int(digits[:2])
    kind = 34 <= first <= 69 or (22 <= first <= 27 and len(digits) == 16)
    fits = len(digits) in (14, 15, 16, 19) or (len(digits) == 13 and digits[0] == "4")
    return zeros(match[0]) if kind and fits and card(digits) else None


def _routed(match: re.Match[str]) -> str:
    if match["label"]:
        return match["label"] + zeros(match["number"])
    return match["bank"] + zeros(match["code"] + match["more"])


def _labelled(match: re.Match[str]) -> str | None:
    number = match["number"]
    digits = len(re.findall(r"\d", number))
    return match["label"] + _blank(number) if digits >= 6 and number != _blank(number) else None


KINDS = (
    Kind("bank account", IBAN, _iban, gate=compact),
    Kind("card number", CARD, _card, gate=_long_digits),
    Kind(
        "card number",
        PROOF,
        lambda m: m["label"] + zeros(m["number"]),
        ("cv", "CV", "csc", "CSC", "prüf", "ecurity"),
        lines=True,
    ),
    Kind(
        "bank account",
        ROUTED,
        _routed,
        (
            "kto",
            "Kto",
            "KTO",
            "onto",
            "ONTO",
            "blz",
            "Blz",
            "BLZ",
            "leitzahl",
            "LEITZAHL",
            "sort",
            "Sort",
            "SORT",
            "outing",
            "OUTING",
            "aba",
            "Aba",
            "ABA",
            "bsb",
            "Bsb",
            "BSB",
        ),
        lines=True,
    ),
    *(_form(form, valid) for form, valid in FORMS),
    Kind("tax or social security number", LETTERS, lambda match: _blank(match[0]), gate=compact),
    Kind("tax or social security number", LABELLED, _labelled, gate=long_enough, lines=True),
)
