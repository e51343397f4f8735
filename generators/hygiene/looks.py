"""What a value looks like that is no word: drawn by a machine, or chosen as a password. So a secret
is known in languages, tools and idioms that no rule names.
"""

from __future__ import annotations

import re
from itertools import pairwise

from . import values

# The pairs of letters that make up nine tenths of the words of English and of code. Of letters
# drawn by chance two in seven are such a pair.
PAIRS = """
    ab ac ad ag ai al am an ap ar as at au ba be bi bl bo bu ca ce ch ci ck cl co cr ct cu da de
    di do ds du ea ec ed ee ef eg el em en ep er es et ev ex fa fe ff fi fo ga ge gi gr ha he hi ho
    ia ib ic id ie if ig il im in io ip ir is it iv iz ke la le li ll lo ls lt lu ly ma me mi mm mo
    mp mu na nc nd ne nf ng ni no ns nt ob oc od ol om on oo op or os ot ou ov ow pa pe pi pl po pp
    pr pt qu ra rc rd re ri rm rn ro rr rs rt ru ry sa sc se sh si so sp ss st su ta tc te th ti to
    tr ts tt tu ty ua ub ue ul um un up ur us ut va ve vi wa yp ze
"""
USUAL = frozenset(PAIRS.split())
# A word of camel case, an acronym, a number: what an identifier is made of.
PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
TOKEN = re.compile(r"[A-Za-z0-9_~+/-]+={0,2}")
HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")
# An alphabet or a row of digits, written out, a date, and the shape of a UUID in any letters.
ALPHABET = re.compile(
    r"(?:19|20)\d\d-[01]\d-[0-3]\d|\w{8}(?:-\w{4}){3}-\w{12}|abcdef|ghijkl|uvwxyz|qwerty|asdfgh|zxcvbn|123456|987654|xn--",
    re.I,
)
# `Rosmarin#31`, `Tr0ub4dor&3`, `Sommer2024!`: among letters and digits a sign that no name has.
# What stands before `@` or `=` is an address, a package or a setting.
CHOSEN = re.compile(r"[^\W_][\w.-]*[!#$%&?^+~][\w!#$%&?^+~.-]*|[^\W\d_]@[^\W_]*[!#$%&?^+~][\w!]*")
LOWER, UPPER = re.compile(r"[a-zäöüß]"), re.compile(r"[A-ZÄÖÜ]")
# Numbers of a thing: `Issue#123`, `C++20`.
NUMBERED = re.compile(
    r"(?:issue|bug|ticket|task|step|item|test|section|chapter|table|figure|fig|line|row|col|page"
    r"|note|part|layer|pull|build|release|case|rule|req|id|nr|no|todo|sprint|phase|level|node"
    r"|commit|model|version|example|pdca|channel|room|slide|question|[a-z])s?[#+!?~%&^]+\d+",
    re.I,
)
# A word with a number behind it, or between it and another, which alone says nothing:
# `Rosmarin31x`, `Rosmarin31Kanne`, `Rosmarin-31-Kanne`.
PICKED = re.compile(
    r"(?P<word>[^\W\d_]{4,24})(?:\d{2,6}[^\W\d_]?"
    r"|(?P<by>[-_.]?)\d{2,6}(?P=by)(?P<more>[^\W\d_]{3,24}))[!?#$%&.]{0,2}"
)
# What a revision is shortened to.
SHORT_DIGEST = re.compile(r"[0-9a-f]{7,12}")
# Words that have numbers by nature.
COUNTED = re.compile(
    r"(?:sha|base|utf|aes|argon|bcrypt|pbkdf|curve|secp|chacha|poly|win|windows|python|node|ubuntu"
    r"|debian|ecma|oauth|http|web|layer|step|phase|sprint|build|version|test|user|item|field|case"
    r"|issue|task|pdca|part|demo|example|component|number|key|hash|token|value|param|arg|unit|level"
    r"|file|line|page|input|output|result|index|port|host|node|event|entry|record|group|column"
    r"|model|iteration|round|chapter|section|figure|table|float|uint|bits?|bytes?|ripemd|blake"
    r"|keccak|latin|windows|macos|java|angular|react|swift|requirement|expected|actual|password"
    r"|secret|january|february|march|april|june|july|august|september|october|november|december"
    r"|januar|februar|märz|juni|juli|oktober|dezember|error|code|status|draft|plan|release)s?",
    re.I,
)


def drawn(word: str) -> bool:
    """Whether a word of itself is what a machine drew: at least sixteen letters and digits of both
    cases, changing as chance does, in pairs that no word has.
    """
    bare = re.sub(r"[^A-Za-z0-9]", "", word)
    if len(bare) < 16 or len(bare) > 400 or HEXADECIMAL.fullmatch(bare):
        return False
    if max(map(len, re.findall(r"[A-Za-z0-9]+", word))) < 10:
        return False  # names in a row
    both = re.search(r"\d", bare) and re.search(r"[A-Z]", bare) and re.search(r"[a-z]", bare)
    return bool(both) and not _shown(word) and changing(bare, 0.38) and unusual(bare, 0.55)


def odd(word: str) -> bool:
    """Whether a word near the name of a secret is one: at least eight letters and digits that
    change as chance does, or sixteen in pairs that no word has.
    """
    bare = re.sub(r"[^A-Za-z0-9]", "", word)
    if not 8 <= len(bare) <= 400 or not re.search(r"\d", bare) or _shown(word):
        return False
    if (
        re.match(r"0x[0-9a-fA-F]", word)
        or not TOKEN.fullmatch(word)
        or word.count("/") > len(word) / 12
    ):
        return False
    if HEXADECIMAL.fullmatch(bare) or not re.search(r"[A-Za-z]", bare):
        return False
    mixed = re.search(r"[A-Z]", bare) and re.search(r"[a-z]", bare)
    if len(bare) < 16:
        short = max(map(len, PIECE.findall(bare))) <= 4
        more = len(re.findall(r"\d", bare)) > 1 or changing(bare, 0.55)
        return bool(mixed and short and more and changing(bare, 0.4)) and unusual(bare, 0.75)
    return unusual(bare, 0.5) and (changing(bare, 0.38) or not mixed)


def key_like(word: str) -> bool:
    """Whether a word is nothing but sixteen or more hexadecimal digits, as digests and keys are."""
    return bool(re.fullmatch(r"(?:[0-9a-f]{16,128}|[0-9A-F]{16,128})", word)) and (
        bool(re.search(r"\d", word) and re.search(r"[a-fA-F]", word))
        and values.entropy(word) > 2.5
        and not ALPHABET.search(word)
    )


def chosen(word: str) -> bool:
    """Whether a word is a password as people are told to choose them."""
    return (
        8 <= len(word) <= 60
        and CHOSEN.fullmatch(word) is not None
        and bool(re.search(r"\d", word) and UPPER.search(word) and len(LOWER.findall(word)) > 2)
        and not NUMBERED.fullmatch(word)
        and not re.fullmatch(r"[\w.-]*[^\W\d][!?~^]+", word)
        and not _shown(word)
        and not re.search(r"%[0-9A-F]{2}|&\w+;|[?&]\w+=|\$\w*$|^\w+\?\w*$", word)
    )


def picked(word: str) -> bool:
    """Whether a word is a password as people choose them: it takes a name beside it to tell."""
    match = PICKED.fullmatch(word)
    return (
        match is not None
        and not SHORT_DIGEST.fullmatch(word)
        and not any(_counts(part) for part in (match["word"], match["more"] or "-"))
        and not _shown(word)
    )


def _counts(word: str) -> bool:
    """Whether a word has numbers by nature: itself, or the last of three that make a name."""
    pieces = PIECE.findall(word)
    return bool(COUNTED.fullmatch(word)) or (
        len(pieces) >= 3 and COUNTED.fullmatch(pieces[-1]) is not None
    )


def phrased(word: str) -> bool:
    """Whether a word is a phrase of a password: four or more plain words and a number."""
    parts = word.split("-")
    plain = [part for part in parts if re.fullmatch(r"[a-zäöüß]{2,}", part)]
    numbers = [part for part in parts if re.fullmatch(r"\d{2,6}", part)]
    return len(parts) >= 4 and len(numbers) == 1 and len(plain) == len(parts) - 1


def changing(bare: str, least: float) -> bool:
    """Whether the kind of sign changes as often as in a row drawn by chance."""
    pieces = PIECE.findall(bare)
    return len(pieces) / len(bare) >= least and max(map(len, pieces)) <= 7


def unusual(bare: str, most: float) -> bool:
    """Whether few of the pairs of letters are usual ones."""
    pairs = [(a + b).lower() for a, b in pairwise(bare) if a.isalpha() and b.isalpha()]
    return len(pairs) < 2 or sum(pair in USUAL for pair in pairs) / len(pairs) < most


def _shown(word: str) -> bool:
    return bool(values.public(word) or ALPHABET.search(word))
