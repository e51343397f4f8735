"""The two maintained scanners, asked about many texts at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from . import values

# Rules whose match may hold blanks.
SPACED = frozenset(
    {
        "AWSKeyDetector",
        "CloudantDetector",
        "SoftlayerDetector",
        "IbmCloudIamDetector",
        "IbmCosHmacDetector",
    }
)
# A call costs little; in more text more rules find the word that they wait for, and then try all
# of it.
BLOCK = 4
GAP = "\n\n"
# Rules of the first scanner that take any value near a word like `key`.
GENERIC = "generic-"
NAME = re.compile(r"(?:secret|passw|pwd|api_?key|private|credential|auth)", re.I)
PUBLIC_NAME = re.compile(
    r"(?:sha-?\d+|md5|hash|digest|checksum|integrity|commit|fingerprint|uuid|guid)\w*", re.I
)
# Rules of the second: the sign that a text must hold for each, so that most are never asked.
SECOND = {
    "ArtifactoryDetector": ("AKC", "APA", "APB", "APC", "APD", "APE", "APF"),
    "AzureStorageKeyDetector": ("AccountKey=",),
    "CloudantDetector": ("cloudant",),
    "DiscordBotTokenDetector": (".",),
    "GitHubTokenDetector": ("gh",),
    "GitLabTokenDetector": ("gl", "GR13"),
    "JwtTokenDetector": ("eyJ",),
    "MailchimpDetector": ("-us",),
    "NpmDetector": ("_authToken",),
    "OpenAIDetector": ("T3BlbkFJ",),
    "PypiTokenDetector": ("pypi-",),
    "SendGridDetector": ("SG.",),
    "SlackDetector": ("xox", "hooks.slack"),
    "SoftlayerDetector": ("softlayer", "SOFTLAYER", "sl_", "SL_"),
    "SquareOAuthDetector": ("sq0",),
    "StripeDetector": ("_live_",),
    "TelegramBotTokenDetector": (":A",),
    "TwilioKeyDetector": ("AC", "SK"),
    "IbmCloudIamDetector": ("ibm", "IBM"),
    "IbmCosHmacDetector": ("cos", "COS"),
    "AWSKeyDetector": ("AKIA", "ASIA", "aws", "AWS"),
}


@cache
def absent() -> str:
    """The first scanner's name where this machine has none, else empty."""
    return "" if _first() else "betterleaks"


def _first() -> Any:
    """The first scanner; None on a platform for which it has no build."""
    try:
        import betterleaks
    except ImportError:
        return None
    return betterleaks


def first(texts: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """(position of the text, kind, line from 0) of what betterleaks finds; nothing without it."""
    betterleaks = _first()
    if betterleaks is None:
        return
    for start in range(0, len(texts), BLOCK):
        for at, line in _hits(betterleaks.scan_string, texts[start : start + BLOCK]):
            yield start + at, "api key", line


def _hits(scan: Callable[[str], Iterable[Any]], block: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(position in the block, line from 0) of each hit that counts."""
    begins = _begins(block)
    for found in scan(GAP.join(block)):
        first, last = found.location.start_line - 1, found.location.end_line - 1
        at = bisect_right(begins, first) - 1
        if bisect_right(begins, last) - 1 > at:
            # It took what one text begins for ended by another, and may have missed the latter's.
            for each, text in enumerate(block):
                yield from ((each, line) for _, line in _hits(scan, [text]))
            return
        if not found.rule_id.startswith(GENERIC) or not _harmless(
            found.match.full, found.match.value
        ):
            yield at, first - begins[at]


def _begins(block: Sequence[str]) -> list[int]:
    """The line at which each text begins when they are joined."""
    begins, line = [], 0
    for text in block:
        begins.append(line)
        line += text.count("\n") + len(GAP)
    return begins


def _harmless(full: str, value: str) -> bool:
    name = full[: full.find(value)] if value else full
    digest = values.DIGEST.fullmatch(value) and (PUBLIC_NAME.search(name) or not NAME.search(name))
    return bool(digest) or not (values.token(value) or values.password(value, False))


def second(text: str, dense: str) -> Iterator[tuple[str, int]]:
    """(kind, line from 0) of what detect-secrets finds; `dense` are the text's long words."""
    for name, signs, patterns in _patterns():
        where = text if name in SPACED else dense
        for sign in signs:
            if sign in where:
                yield from _matches(patterns, where, text)
                break


def _matches(
    patterns: Iterable[re.Pattern[str]], where: str, text: str
) -> Iterator[tuple[str, int]]:
    for pattern in patterns:
        for match in pattern.finditer(where):
            if not values.EXAMPLE.search(match[0]):
                yield "api key", text.count("\n", 0, max(text.find(match[0]), 0))


@cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], tuple[re.Pattern[str], ...]], ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    kinds: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    return tuple(
        (kind.__name__, SECOND[kind.__name__], tuple(kind.denylist))
        for kind in kinds
        if kind.__name__ in SECOND
    )
