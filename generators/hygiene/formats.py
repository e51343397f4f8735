"""Secrets by their own form, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from . import values
from .places import Signs, spans

# The sign without which a form cannot be there, and the form.
FORMS: tuple[tuple[str, str, str], ...] = (
    ("access key id", "A", r"(?<![A-Z0-9])(?:AKIA|ASIA|AGPA|AROA|AIDA)[A-Z0-9]{16}(?![A-Z0-9])"),
    ("access key id", "LTAI", r"(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{12,24}(?![A-Za-z0-9])"),
    ("api key", "AIza", r"AIza[\w-]{30,}"),
    ("client secret", "GOCSPX-", r"GOCSPX-[\w-]{20,}"),
    ("client secret", "Q~", r"(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"),
    ("token", "ya29.", r"\bya29\.[\w-]{20,}"),
    ("token", "1//0", r"(?<!\w)1//0[\w-]{30,}"),
    ("token", "gh", r"\bgh[pousr]_[A-Za-z0-9]{30,}"),
    ("token", "github_pat_", r"\bgithub_pat_\w{22,}"),
    ("token", "gl", r"\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas)-[\w-]{20,}"),
    ("token", "xox", r"\bxox[abeoprs]-[\w-]{10,}"),
    ("token", "xapp-", r"\bxapp-\d-[\w-]{20,}"),
    ("token", "_live_", r"\b(?:sk|rk|pk|whsec)_live_\w{16,}"),
    ("token", "_test_", r"\b(?:sk|rk)_test_\w{16,}"),
    ("token", "ATATT3", r"\bATATT3[\w=-]{50,}"),
    ("token", "sbp_", r"\bsbp_[0-9a-f]{40}\b"),
    ("token", "whsec_", r"\bwhsec_[A-Za-z0-9+/=]{24,}"),
    ("token", "sk-", r"\bsk-(?:ant-|proj-|or-|svcacct-)?(?=[\w-]*\d)[A-Za-z0-9_-]{20,}\b"),
    ("token", "hf_", r"\bhf_[A-Za-z]{30,}"),
    ("token", "npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("token", "pypi-", r"\bpypi-[\w-]{50,}"),
    ("token", "dckr_", r"\bdckr_(?:pat|oat)_[\w-]{20,}"),
    ("token", "SG.", r"\bSG\.[\w-]{16,}\.[\w-]{16,}"),
    ("token", "key-", r"\bkey-[0-9a-f]{32}\b"),
    ("token", "-us", r"\b[0-9a-f]{32}-us\d{1,2}\b"),
    ("token", "SK", r"\bSK[0-9a-f]{32}\b"),
    ("token", "shp", r"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b"),
    ("token", "do", r"\bdo[opr]_v1_[0-9a-f]{64}\b"),
    ("token", "sq0", r"\bsq0[a-z]{3}-[\w-]{22,}"),
    ("token", "EAA", r"\bEAA[A-Za-z0-9]{40,}\b"),
    ("token", "dapi", r"\bdapi[0-9a-f]{32}\b"),
    ("token", "lin_", r"\blin_(?:api|oauth)_\w{32,}"),
    ("token", "secret_", r"\bsecret_[A-Za-z0-9]{40,}\b"),
    ("token", "ntn_", r"\bntn_[A-Za-z0-9]{40,}\b"),
    ("token", "pat", r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b"),
    ("token", "hv", r"\bhv[sbr]\.[\w-]{20,}"),
    ("token", "glsa_", r"\bglsa_\w{32,}"),
    ("token", "sntrys_", r"\bsntry[su]_[\w=+/-]{40,}"),
    ("token", "figd_", r"\bfigd_[\w-]{30,}"),
    ("token", "NRAK-", r"\bNRAK-[A-Z0-9]{27}\b"),
    ("token", "r8_", r"\br8_[A-Za-z0-9]{30,}"),
    ("token", "gsk_", r"\bgsk_[A-Za-z0-9]{40,}"),
    ("token", "xai-", r"\bxai-[A-Za-z0-9]{40,}"),
    ("token", "AGE-SECRET", r"AGE-SECRET-KEY-1[0-9A-Z]{40,}"),
    ("token", "eyJ", r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}"),
    ("bot token", ":", r"(?<![\w:])\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])"),
    ("bot token", ".", r"(?<![\w.-])[MNO][A-Za-z\d_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])"),
    ("webhook", "hooks.slack", r"hooks\.slack\.com/(?:services|workflows|triggers)/[\w/]{20,}"),
    ("webhook", "/api/webhooks/", r"/api/webhooks/\d{6,}/[\w-]{20,}"),
    ("webhook", "webhook.office", r"webhook\.office\.com/webhookb2/[\w@-]{20,}"),
    ("webhook", "hooks.zapier", r"hooks\.zapier\.com/hooks/catch/\d+/\w+"),
    ("webhook", "/api/webhook", r"/api/webhook/[\w-]{24,}"),
    ("webhook", "hook",
     r"/(?:[Ww]eb)?[Hh]ooks?/(?:[\w.-]{1,40}/){0,3}(?=[\w-]*\d[A-Za-z-]*\d)"
     r"(?![\w-]*(?:[a-z]{6}|[a-z]{4}-[a-z]))[\w-]{20,}"),
    ("webhook", "hook", r"(?i)webhook/\w+\?(?:key|access_token|token)=[\w-]{20,}"),
    ("webhook", "/with/key/", r"/with/key/[\w-]{16,}"),
    ("webhook", "hc-ping.com", r"hc-ping\.com/[\w-]{20,}"),
    ("token", "AKfycb", r"AKfycb[\w-]{40,}"),
    ("token", "PMAK-", r"\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b"),
    ("token", "ATBB", r"\bATBB[A-Za-z0-9]{28,}\b"),
    ("token", "mfa.", r"\bmfa\.[\w-]{80,}"),
    ("bot token", "/bot", r"/bot\d{8,10}:[A-Za-z0-9_-]{35}(?![\w-])"),
    ("signed URL", "sig=", r"[?&]sig=[A-Za-z0-9%+/=_-]{20,}"),
    ("signed URL", "ignature",
    r"[?&](?:X-Amz-|X-Goog-|x-oss-)?[Ss]ignature=[A-Za-z0-9%+/=_~-]{20,}"),
    ("signed URL", "SharedAccess", r"SharedAccess(?:Signature|Key)=[^\s;&\"']{20,}"),
    ("access key", "AccountKey", r"AccountKey=[A-Za-z0-9+/]{40,}={0,2}"),
    ("private key", "xprv", r"\b[xyzt]prv[1-9A-HJ-NP-Za-km-z]{100,}"),
    ("private key", "nsec1", r"\bnsec1[02-9ac-hj-np-z]{58}\b"),
    ("private key", "PrivateKey", r"PrivateKey\s*=\s*[A-Za-z0-9+/]{43}="),
    ("private key", "Private-Lines", r"Private-Lines:\s*\d+"),
    ("password hash", "{", r"\{(?:S?(?:SHA|SHA256|SHA512|MD5)|SMD5|CRYPT|PBKDF2[\w-]*)\}"
     r"[A-Za-z0-9+/=$.]{16,}"),
    ("password hash", "$", r"\b(?:pbkdf2_sha\d+|scrypt|argon2)(?::\d+)*\$[^\s'\"]{20,}"),
    ("password hash", "SCRAM-SHA", r"SCRAM-SHA-\d+\$\d+:[^\s'\"]{20,}"),
    ("password hash", "*", r"(?<![\w*])\*[0-9A-F]{40}\b"),
    ("password hash", "aad3b435", r"\baad3b435b51404eeaad3b435b51404ee:[0-9a-f]{32}\b"),
    ("password hash", "$", r"(?<!\w)\$(?:2[aby]|1|5|6|7|y|apr1|scrypt|argon2id?)\$[^\s'\"]{20,}"),
)  # fmt: skip
COMPILED = tuple((kind, sign, re.compile(form)) for kind, sign, form in FORMS)
# Digests, and keys that are meant for everyone.
PUBLISHED = frozenset(
    f"{name}{by}"
    for name in ("sha1", "sha256", "sha384", "sha512", "md5", "pk", "pub", "integrity", "nonce")
    for by in "-_"
)
# Blanks may stand in these; every other form is one word of at least twenty signs.
SPACED = frozenset({"PrivateKey", "Private-Lines"})
# A token that somebody wrote to show what one looks like.
FILLED = re.compile(r"example|dummy|fake|placeholder|your|x{4,}|\*{3,}|\.{3}|(.)\1{5,}", re.I)
# A wallet's private key in the usual encoding, and the secret that goes with an access key id.
WALLET = re.compile(r"(?<![A-Za-z0-9])[5KL][1-9A-HJ-NP-Za-km-z]{50,51}(?![A-Za-z0-9])")
LONE = re.compile(r"(?<![A-Za-z0-9/+=_.-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])")
# A made word behind the name of what issued it: `tskey-auth-…`, `sb_secret_…`, `y0_…`.
ISSUED = re.compile(
    r"(?<![\w/.+=-])(?P<issuer>[a-z][a-z0-9]{1,11}(?:[_-][a-z]{2,10}){0,3}[_-])"
    r"(?P<made>[A-Za-z0-9_-]{24,400})(?![\w/+=-])"
)
# A private key's text: DER in base64 begins alike, whatever is cut away around it.
BODY = re.compile(
    r"(?:MII[A-J][\w+/]{2}I[BEGJ]A[AD]|MIIEv[AQgw]I|MIIJ[QR][A-Za-z]I|MIIC[WX][A-Za-z]I|MHcCAQE|"
    r"MIGHAgEA|MIGkAgE|MC4CAQA|b3BlbnNzaC1rZXkt)[A-Za-z0-9+/]{16,}"
)
LINE = re.compile(r"[A-Za-z0-9+/]{60,76}(?![A-Za-z0-9+/])")
LINES = re.compile(r"(?:^[ \t>*#/|'\"+]{0,40}[A-Za-z0-9+/]{60,76}[ \t'\"+,;\\nr]*\n){3,}", re.M)
PUBLIC = re.compile(r"CERTIFICATE|PUBLIC KEY|ssh-(?:rsa|ed25519)|data:|sha\d+-|SIGNATURE|base64,")
HEADED = re.compile(
    r"-----(?:BEGIN|END)[A-Z ]* PRIVATE KEY(?: BLOCK)?-----(?=(?:\s|\\n)*[A-Za-z0-9+/=:]{16,})"
    r"|[A-Za-z0-9+/=]{16}(?:\s|\\n)*-----END[A-Z ]* PRIVATE KEY"
)
# A key of which only the head is told. Real ones have runs of one letter.
SHOWN = re.compile(r"example|placeholder|dummy|your|\.{3}|…|\*{3}|<[a-z]", re.I)
LABELS = (
    "eed",
    "nemonic",
    "ecovery",
    "iederherstell",
    "ackup",
    "allet",
    "ecret",
    "SEED",
    "MNEMONIC",
)
LABELLED = re.compile(
    r"(?:seed|mnemonic|recovery|wiederherstellungs|backup|wallet|secret)[ _-]?(?:phrase|words?|"
    r"w[öo]rter|satz|seed)?['\"`*]*[ \t]*[:=][ \t*]*['\"`]?(?:[a-z]{3,8}[ ,]+){11,}[a-z]{3,8}",
    re.I,
)
SIGNS = Signs(LABELS)
PHRASE = 12
RUN = b"\x01" * PHRASE
STRIDE = 3
FEW = RUN[::STRIDE]
AROUND = ",.;:'\"`()[]|*-…"


def found(text: str, words: Sequence[str], dense: str) -> Iterator[tuple[str, int]]:
    """(kind, line from 0) of each; `dense` are the text's long words, a line each."""
    for kind, value in (*_forms(text, dense), *_lone(dense), *_private_keys(text, dense)):
        at = text.find(value)
        yield kind, text.count("\n", 0, max(at, 0))
    for kind, value in _phrases(text, words):
        yield kind, text.count("\n", 0, max(text.lower().find(value), 0))


def _forms(text: str, dense: str) -> Iterator[tuple[str, str]]:
    """(kind, the match) of each."""
    for kind, sign, form in COMPILED:
        where = text if sign in SPACED else dense
        if sign in where:
            for match in form.finditer(where):
                if not FILLED.search(match[0]):
                    yield kind, match[0]


def _lone(dense: str) -> Iterator[tuple[str, str]]:
    """(kind, the match) of what nothing but its signs tells."""
    for match in LONE.finditer(dense):
        if _access_key(match[0]):
            yield "access key", match[0]
    for match in ISSUED.finditer(dense):
        if _made(match["made"]) and match["issuer"] not in PUBLISHED:
            yield "token", match[0]
    for match in WALLET.finditer(dense):
        if values.entropy(match[0]) > 4.3 and re.search(r"\d", match[0]):
            yield "private key", match[0]


def _access_key(word: str) -> bool:
    """Forty signs of base64 that are no path, no digest and no name."""
    return (
        word.count("/") + word.count("+") <= 6
        and len(re.findall(r"\d", word)) >= 4
        and bool(re.search(r"[a-z]", word) and re.search(r"[A-Z]", word))
        and not re.search(r"[a-z]{6}|[A-Z][a-z]{3,}[A-Z][a-z]{3,}|/[a-z]+/", word)
        and values.entropy(word) >= 4.3
    )


def _made(word: str) -> bool:
    """Signs that a machine drew: both cases and digits, and neither words nor a date in them."""
    return (
        len(re.findall(r"\d", word)) >= 3
        and len(re.findall(r"[A-Z]", word)) >= 4
        and len(re.findall(r"[a-z]", word)) >= 4
        and not re.search(r"[a-z]{7}|[A-Z][a-z]{3,}[A-Z][a-z]{3,}|[A-Z]{9}|\d{8}", word)
        and not FILLED.search(word)
        and values.entropy(word) >= 4.2
    )


def _private_keys(text: str, dense: str) -> Iterator[tuple[str, str]]:
    for match in HEADED.finditer(text) if "PRIVATE KEY" in text else ():
        if not SHOWN.search(text[match.start() : match.end() + 80]):
            yield "private key", match[0]
    if not LINE.search(dense) and not BODY.search(dense):
        return
    for pattern in (BODY, LINES):
        for match in pattern.finditer(f"{text}\n"):
            public = PUBLIC.search(text[max(0, match.start() - 600) : match.start()])
            if not public and values.entropy(match[0]) > 4.3:
                yield "private key", match[0]


def _phrases(text: str, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(kind, the first word) of each."""
    for start, end in spans(text, SIGNS.places(text), LABELS):
        for match in LABELLED.finditer(text, start, end):
            yield "seed phrase", match[0].lower()
    # Of a run every `STRIDE`th word is known, too; as bytes, both are found without a loop.
    known = words_known().__contains__
    if FEW not in bytes(map(known, words[::STRIDE])) or RUN not in bytes(map(known, words)):
        return
    run: list[str] = []
    for word in words:
        bare = word.strip(AROUND).lower()
        if any(bare in each for each in wordlists()):
            run.append(bare)
            if len(run) >= PHRASE and any(set(run[-PHRASE:]) <= each for each in wordlists()):
                yield "seed phrase", run[-PHRASE]
                return
        elif bare and not bare.isdigit():
            run = []


@cache
def words_known() -> frozenset[str]:
    """The words of all lists as they stand in a row or a list, and the numbers before them."""
    plain = frozenset[str]().union(*wordlists())
    shapes = ("{}", "{},", '"{}"', '"{}",', "'{}'", "'{}',")
    numbers = (f"{number}{end}" for number in range(1, 25) for end in ("", ".", ")", ":"))
    return frozenset(shape.format(word) for word in plain for shape in shapes).union(numbers)


@cache
def wordlists() -> tuple[frozenset[str], ...]:
    """The words that wallets make phrases of, for each language written in an alphabet."""
    from mnemonic import Mnemonic

    names = ("english", "french", "italian", "spanish", "portuguese", "czech")
    return tuple(frozenset(Mnemonic(name).wordlist) for name in names)
