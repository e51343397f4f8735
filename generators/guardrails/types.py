"""Types in place of `any`: which of them the code tells."""

from __future__ import annotations

import re

ANY = re.compile(r"(\w+)\??: any\b")
RESULT = re.compile(r"\): (?:Promise<)?any\b")
RESULT_TYPE = re.compile(r"\): ([^{]*?) \{")
WORD = re.compile(r"\w+")
# What every reader of a body can tell.
PLAIN_WORDS = """
string number boolean void unknown null undefined this Promise Array Record Map Set Date Error
Buffer readonly keyof
"""
PLAIN = frozenset(PLAIN_WORDS.split())


KEYWORDS = frozenset({"if", "while", "for", "switch", "return", "catch"})
CAUGHT = re.compile(r"catch \((\w+): any\)")
# A parameter that has a plain type in the correction, which an empty object does not fit.
SIMPLE = re.compile(r"(?:string|number|boolean|bigint|Date)(?:\[\])?")


def effect(before: str) -> tuple[str, dict[str, str]]:
    """What `any` lets pass in the code: (place in the wording, the names in it)."""
    if caught := CAUGHT.search(before):
        return "any_caught", {"name": caught[1]}
    names = list(dict.fromkeys(ANY.findall(before)))
    body = before[before.find("{") :]
    for name in names:
        if read := re.search(rf"(?<![\w.]){name}\.(\w+)", body):
            return "any_read", {"name": name, "member": read[1]}
    for name in names:
        passed = re.search(rf"([\w.]+)\([^()]*(?<![\w.'\"`]){name}(?![\w.:'\"`])[^()]*\)", body)
        if passed and passed[1] not in KEYWORDS:
            return "any_passed", {"name": name, "callee": passed[1]}
    if RESULT.search(before):
        return "any_result", {}
    return ("any_other", {"name": names[0]}) if names else ("", {})


def refused(before: str, after: str) -> str:
    """A parameter whose new type refuses an empty object; empty where there is none."""
    for name in dict.fromkeys(ANY.findall(before)):
        given = re.search(rf"\b{name}: ([\w\[\]]+)(?=[,)])", after)
        if given and SIMPLE.fullmatch(given[1]):
            return str(name)
    return ""


def told(before: str, after: str) -> bool:
    """Whether the types that `after` gives in place of `any` can be told from `before`: plain ones,
    or named there, of parameters that the body uses.
    """
    known = set(WORD.findall(before)) | PLAIN
    body = before[before.find("{") :]
    for name in ANY.findall(before):
        given = re.search(rf"\b{name}\??: ([^=]*?)(?:,\s|\)|;| =)", after)
        used = re.search(rf"\b{name}\b(?!\??:)", body)
        if not given or not used or not _plain(given[1], known):
            return False
    if not RESULT.search(before):
        return True
    result = RESULT_TYPE.search(after)
    return result is not None and _plain(result[1], known)


def _plain(text: str, known: set[str]) -> bool:
    return "{" not in text and set(WORD.findall(text)) <= known
