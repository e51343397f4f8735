"""Mutations of good files: bytes, words and values are cut, doubled, swapped and replaced by what
readers find hardest.
"""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st

TOKENS = [
    b"[", b"]", b"{", b"}", b"(", b"<", b">", b'"', b"'", b"`", b"```", b"\\", b"/*", b"*/", b"//",
    b"<!-- ", b"-->", b"await ", b"async ", b"class A {", b"`${", b"=>", b"**", b"_", b"#", b"\n# ",
    b"\n> ", b"\n- ", b"\n---\n", b"\n```ts\n", b"[a](b", b"| a ", b":", b"=", b"a<b,", b"(a:b",
    b"\0", b"\r", b"\r\n", b"\t", b" ", b"\n", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf",
    "\u2028".encode(), "\u202e".encode(), b"\x1b[2J", "é".encode(), "🎯".encode(),
    b"\\ud800", b"null", b"true", b"NaN", b"Infinity", b"-1", b"1e999", b"9" * 400, b"0x1", b"''",
    b"this.", b"constructor(", b"import {", b"export ", b"Trigger:", b"2025-13-45", b"CMM9",
]  # fmt: skip
COUNTS = st.sampled_from([1, 1, 1, 2, 3, 10, 100, 1_000, 20_000])
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 10**30, 1e308, -0.0, "", " ", "x", "\0", "é" * 300, "x" * 70_000,
    "inf", "nan", "1" * 5_000, "../../etc", "2025-13-45", "[" * 3_000, [], [[]], ["a", 1, None], {},
    {"": ""}, {"a": {"b": [{}]}}, list(range(50)),
]  # fmt: skip


@st.composite
def texts(draw: st.DrawFn, good: bytes) -> bytes:
    """The bytes after one to four mutations at any place."""
    content = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        to = min(len(content), at + draw(st.sampled_from([0, 1, 2, 8, 40, 400, 10**9])))
        how = draw(
            st.sampled_from(["insert", "insert", "insert", "cut", "replace", "copy", "flip"])
        )
        if how == "cut":
            del content[at:to]
        elif how == "copy":
            content[at:at] = content[at:to] * min(draw(COUNTS), 200_000 // max(1, to - at))
        elif how == "flip" and at < len(content):
            content[at] ^= 1 << draw(st.integers(0, 7))
        else:
            token = draw(st.sampled_from(TOKENS)) * draw(COUNTS)
            content[at : to if how == "replace" else at] = token
    return bytes(content[:2_000_000])


@st.composite
def documents(draw: st.DrawFn, good: Any) -> str:
    """The JSON of a document in which one to three values or keys, at any depth, are others."""
    document = json.loads(json.dumps(good))
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(document))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        how = draw(st.sampled_from(["value", "value", "value", "gone", "renamed", "deep"]))
        if how == "gone":
            del holder[key]
        elif how == "renamed" and isinstance(holder, dict):
            holder[draw(st.sampled_from(["x", "", "\0", "metadata", key + "s"]))] = holder.pop(key)
        elif how == "deep":
            holder[key] = _deep(draw(st.sampled_from([10, 300])))
        else:
            holder[key] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    text = json.dumps(document)
    if draw(st.booleans()):
        return text
    # What `json` does not write but a file may hold.
    raw = draw(st.sampled_from(["NaN", "1e999", '"\\ud800"', "[" * 5_000, "9" * 5_000, "01"]))
    return text.replace("null", raw, 1) if "null" in text else text


def _places(document: Any) -> Any:
    """Every (container, key) of a document."""
    if isinstance(document, dict | list):
        items = document.items() if isinstance(document, dict) else enumerate(document)
        for key, value in list(items):
            yield document, key
            yield from _places(value)


def _deep(levels: int) -> Any:
    found: Any = []
    for _ in range(levels):
        found = [found]
    return found
