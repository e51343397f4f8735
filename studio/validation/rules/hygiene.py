"""Hygiene: nothing that breaks the conversation, no secret, no address of a person."""

from __future__ import annotations

import re

from generators import tokens
from studio.validation.evidence import Evidence, Verdict, named, verdict
from studio.validation.jsonl import sample_id, text

# The scanner is fast on long texts; a hit is then looked for text by text.
BLOCK = 16
ADDRESS = re.compile(
    r"(?<![\w.+/:@-])[A-Za-z0-9][\w.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?![\w@])"
)
# Names reserved for documentation belong to nobody.
RESERVED = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|[\w-]+\.(?:example|test|invalid))$"
)


def control_tokens(e: Evidence) -> Verdict:
    """Samples that contain one of the model's control tokens, which would open or end a turn."""
    bad = [
        named(sample, found)
        for _, sample in e.samples
        if "<" in (whole := text(sample))
        and (found := next((t for t in tokens.CONTROL_TOKENS if t in whole), ""))
    ]
    return verdict(
        "control_tokens",
        bad,
        "none of the model's control tokens",
        "{n} samples hold a control token",
        "regenerate them",
    )


def secrets(e: Evidence) -> Verdict:
    """Samples in which the scanner finds a key, token, password or private key."""
    import betterleaks

    bad: list[str] = []
    for file in e.each():
        for start in range(0, len(file.samples), BLOCK):
            block = file.samples[start : start + BLOCK]
            if betterleaks.scan_string("\n\n".join(map(text, block))):
                bad += [sample_id(s) for s in block if betterleaks.scan_string(text(s))]
    return verdict(
        "secrets", bad, "no secret found", "{n} samples hold a secret", "regenerate them"
    )


def emails(e: Evidence) -> Verdict:
    """Samples with an e-mail address, apart from domains reserved for documentation; not judged if
    the settings leave addresses unmasked.
    """
    if not e.settings.mask_emails:
        return Verdict("emails", True, "not judged: mask_emails is off")
    bad = [
        named(sample, match)
        for _, sample in e.samples
        if "@" in (whole := text(sample))
        for match in [next((m for m in ADDRESS.findall(whole) if not RESERVED.search(m)), "")]
        if match and not match.startswith("git@")
    ]
    return verdict(
        "emails", bad, "no e-mail address", "{n} samples hold an address", "regenerate them"
    )
