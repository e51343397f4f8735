"""Numbers that belong to one person: accounts, cards, tax and social security."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import cache, lru_cache

from .kinds import DATED, Kind, numbered, zeros

IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
)
CARD = re.compile(r"(?<![\w.+-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-]|\.\d)")
# Forms that are rare enough to be known without a label; python-stdnum proves their check digits.
FORMS = {
    "us.ssn": r"\d{3}-\d{2}-\d{4}",
    "ch.ssn": r"756\.?\d{4}\.?\d{4}\.?\d{2}",
    "it.codicefiscale": r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]",
    "br.cpf": r"\d{3}\.\d{3}\.\d{3}-\d{2}",
    "br.cnpj": r"\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}",
    "es.dni": r"\d{8}-?[A-Z]",
    "es.nie": r"[XYZ]-?\d{7}-?[A-Z]",
    "fr.nir": r"[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}",
    "fi.hetu": r"\d{6}[-A]\d{3}[0-9A-Y]",
    "eu.vat": r"(?:ATU|BE|DE|DK|EL|ES|FI|FR|IE|IT|LU|NL|PL|PT|SE) ?"
    r"[A-Z0-9]{1,2}\d{6,10}[A-Z0-9]{0,3}",
}
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
    r"passport(?: no\.?| number)?|reisepass\w*|(?:personal)?ausweis\w*|driver'?s licen[sc]e"
    r"|führerschein\w*|"
    r"aadhaar|pan|nir|(?:num[ée]ro de )?s[ée]curit[ée] sociale|codice fiscale|ahv(?:-?nummer)?|avs|"
    r"ust-?id(?:-?nr\.?)?|vat(?:[- ]?id| number| no\.?)?|my ?number|kontonummer|konto(?:-?nr\.?)?|"
    r"account (?:number|no\.?)|matrikelnummer|inn|snils|инн|снилс|nhs(?: number)?|sin|abn|tfn"
    r"|curp|rfc|rut)"
    r"(?:[- ]?(?:number|nummer|nr\.?|no\.?))?[\"'`*_)]{0,3}[ ]?(?:[:=#]|is|ist|lautet|est"
    r"|es)[ \"'`*_]{0,5}))"
    r"(?P<number>[A-Z]{0,6}\d[A-Z0-9]{0,20}"
    r"(?:[ ./-](?:[A-Z](?![A-Za-z])|(?=[A-Z]*\d)[A-Z0-9]{1,20})){0,6})(?!\w)"
)


# A time zone with its hour is in every record.
COMPACTED = re.compile(r"[A-Z](?<!UTC)[ -]?\d\d|\d{6}[ -]?[A-Z]")
LONGISH = re.compile(r"\d(?:[ A-Z./-]{0,2}\d){5,}")


def long_enough(text: str) -> bool:
    """Whether the text holds six digits that are no date."""
    return any(not DATED.fullmatch(number) for number in LONGISH.findall(text))


@lru_cache(maxsize=1)
def compact(text: str) -> bool:
    """Whether the text holds digits and capitals in one word."""
    return COMPACTED.search(text) is not None


@cache
def _check(module: str) -> Callable[[str], bool]:
    check: Callable[[str], bool] = importlib.import_module(f"stdnum.{module}").is_valid
    return check


def _form(module: str, form: str) -> Kind:
    def mask(match: re.Match[str]) -> str | None:
        return _blank(match[0]) if _check(module)(match[0]) else None

    pattern = re.compile(rf"(?<![\w.+/-])(?:{form})(?![\w-]|\.\d)")
    gate = compact if "[A-Z]" in form or "A-" in form else numbered
    return Kind("tax or social security number", pattern, mask, gate=gate)


def _blank(text: str) -> str:
    """The text in its form: digits are 0, letters X."""
    return re.sub(r"[A-Z]", "X", zeros(text))


def _iban(match: re.Match[str]) -> str | None:
    number = match[0]
    if not _check("iban")(number):
        return None
    return number[:2] + re.sub(r"[A-Z0-9]", "0", number[2:])


def _card(match: re.Match[str]) -> str | None:
    digits = re.sub(r"\D", "", match[0])
    first = int(digits[:2])
    kind = 34 <= first <= 69 or (22 <= first <= 27 and len(digits) == 16)
    fits = len(digits) in (14, 15, 16, 19) or (len(digits) == 13 and digits[0] == "4")
    return zeros(match[0]) if kind and fits and _check("luhn")(digits) else None


def _labelled(match: re.Match[str]) -> str | None:
    number = match["number"]
    digits = len(re.findall(r"\d", number))
    return match["label"] + _blank(number) if digits >= 6 and number != _blank(number) else None


KINDS = (
    Kind("bank account", IBAN, _iban, gate=compact),
    Kind("card number", CARD, _card, gate=numbered),
    *(_form(module, form) for module, form in FORMS.items()),
    Kind("tax or social security number", LETTERS, lambda match: _blank(match[0]), gate=compact),
    Kind("tax or social security number", LABELLED, _labelled, gate=long_enough),
)
