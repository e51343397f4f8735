"""Hygiene: nothing that breaks the conversation, no secret, nobody's address, number or machine."""

from __future__ import annotations

from generators import tokens
from generators.hygiene import scanners
from studio.validation.evidence import Evidence, Sample, Verdict, named, verdict
from studio.validation.jsonl import File, text


def control_tokens(e: Evidence) -> Verdict:
    """Samples that contain one of the model's control tokens, which would open or end a turn."""
    bad = [
        named(sample, found)
        for _, sample in e.samples
        if (found := tokens.control(text(sample), e.settings.model))
    ]
    return verdict(
        "control_tokens",
        bad,
        "none of the model's control tokens",
        "{n} samples hold a control token",
        "regenerate them",
    )


def secrets(e: Evidence) -> Verdict:
    """Samples in which the scanner finds a key, token, password or private key, in their texts, in
    their metadata or elsewhere in an imported record. Each is named with file, line and kind, never
    with the secret. The report says where one of the two scanners is not installed.
    """
    bad: list[str] = []
    fewer = f" (without {absent}, which is not installed)" if (absent := scanners.absent()) else ""
    for file in e.each():
        lines = (line.number for line in file.lines if line.is_sample)
        for sample, line in zip(file.samples, lines, strict=True):
            if kinds := e.scanned["secrets"].get(id(sample)):
                bad.append(named(sample, f"{kinds} ({_place(e, file, sample, line)})"))
    return verdict(
        "secrets", bad, f"no secret found{fewer}", "{n} samples hold a secret", "regenerate them"
    )


def emails(e: Evidence) -> Verdict:
    """Samples with an e-mail address, in their metadata too, apart from domains reserved for
    documentation; not judged if the settings leave addresses unmasked.
    """
    return _people(e, "emails", "no e-mail address", "hold an address")


def persons(e: Evidence) -> Verdict:
    """Samples with a phone number, bank account, card, home folder, private host, or address of a
    machine, in their metadata too, found by other means than those that mask them; not judged if
    the settings leave them unmasked.
    """
    return _people(e, "people", "nobody's number or machine", "point at somebody")


def _people(e: Evidence, rule: str, good: str, wrong: str) -> Verdict:
    if not e.settings.mask_emails:
        return Verdict(rule, True, "not judged: mask_emails is off")
    bad = [
        named(sample, f"{kind} ({_place(e, file, sample)})")
        for file, sample in e.samples
        if (kind := e.scanned[rule].get(id(sample)))
    ]
    return verdict(rule, bad, good, f"{{n}} samples {wrong}", "regenerate them")


def _place(e: Evidence, file: File, sample: Sample, line: int = 0) -> str:
    """The file of a sample, and its line if given; of an imported one where its record stands."""
    if not e.datasets:
        return str(sample["metadata"]["source"])
    return f"{file.name}.jsonl" + (f", line {line}" if line else "")
