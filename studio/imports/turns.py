"""Conversations in the records of others: the turns that they say, and edits put in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

Record = dict[str, Any]
# A turn of a conversation: the keys of who speaks and of what is said.
SPEECH = (("role", "content"), ("from", "value"))
ASSISTANTS = frozenset({"assistant", "gpt", "model", "bot", "chatgpt", "bing", "bard"})
LOST = "its input no longer has the marks of its turns"
# Where a turn begins in a conversation written as one text, as "Human: … Assistant: …".
SPEAKER = re.compile(r"((?:(?:\A|\n\n)|### )(?:human|user|assistant): ?)", re.I)
Said = tuple[str, str]
"""Who speaks, by the name that chat templates have for it, and what."""
ANSWERS = "assistant"


class MalformedError(ValueError):
    """A record that is not of a form, with the reason in one phrase."""


def turns_in(value: Any) -> list[Record]:
    """The turns of a conversation in one text, each with what marks it; none of other values."""
    first, *rest = SPEAKER.split(value) if isinstance(value, str) else [""]
    if first.strip() or not rest:
        return []
    return [
        {"from": re.sub(r"\W", "", mark).lower(), "value": text, "mark": mark}
        for mark, text in zip([first + rest[0], *rest[2::2]], rest[1::2], strict=True)
    ]


def spoken(value: Any) -> Any:
    """Turns as the text in which they stood; a text as it is."""
    if isinstance(value, str):
        return value
    return "".join(turn["mark"] + turn["value"] for turn in value)


def text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise MalformedError(f"{key!r} is {_kind(value)}, not text")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise MalformedError(f"{key!r} is not whole Unicode")
    return value


def said(value: Any, key: str) -> list[tuple[str, str]]:
    """A text, one turn or a conversation as (role, text)."""
    if isinstance(value, dict):
        value = [value]
    return turns(value, key) if isinstance(value, list) else [("", text(value, key))]


def turns(value: Any, key: str) -> list[tuple[str, str]]:
    if not isinstance(value, list) or not value:
        raise MalformedError(f"{key!r} is {_kind(value)}, not a list of turns")
    found = []
    for number, turn in enumerate(value, 1):
        names = _speech(turn)
        if names is None or not isinstance(turn[names[0]], str) or not turn[names[0]].strip():
            raise MalformedError(f"turn {number} of {key!r} has no role and text")
        found.append((turn[names[0]], _whole(turn[names[1]], f"{key}, turn {number}")))
    return found


def _whole(value: Any, key: str) -> str:
    """What a turn says: a text, or parts that are all text."""
    if not isinstance(value, list):
        return text(value, key)
    parts = [_part(part) for part in value]
    if not parts or None in parts:
        raise MalformedError(f"{key!r} holds parts that are no text")
    return "\n".join(text(part[name], key) for part, name in zip(value, parts, strict=True))


def _part(part: Any) -> str | None:
    """The key of a part's text; None where it is no text."""
    if not isinstance(part, dict) or part.get("type") != "text":
        return None
    return next((name for name in ("text", "value") if name in part), None)


def _speech(turn: Any) -> tuple[str, str] | None:
    if not isinstance(turn, dict):
        return None
    return next((names for names in SPEECH if all(name in turn for name in names)), None)


def role(role: str) -> str:
    """The role as chat templates name it."""
    small = role.lower()
    return ANSWERS if small in ASSISTANTS else "user" if small == "human" else small


def answer(turns: Sequence[tuple[str, str]], key: str) -> str:
    role, text = turns[-1]
    if role and role.lower() not in ASSISTANTS:
        raise MalformedError(f"{key!r} ends with {role!r}, not with an answer")
    return text


def shown(turns: Sequence[tuple[str, str]]) -> str:
    """Turns below each other; a text without a role stands alone."""
    return "\n\n".join(f"[{role}]\n{text}" if role else text for role, text in turns)


def parts(text: str, before: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """What an edited input says without a role, and in each turn with one. Its marks are told from
    lines that only look like them by their order among these, which an edit must keep.

    Raises MalformedError.
    """
    starts, at = [], 0
    for role, said in before:
        starts += [at] if role else []
        at += len(shown([(role, said)])) + 2
    roles = sorted({re.escape(f"[{role}]") for role, _ in before if role})
    lines = re.compile(rf"^(?:{'|'.join(roles)})$", re.M) if roles else re.compile(r"(?!)")
    old, new = list(lines.finditer(shown(before))), list(lines.finditer(text))
    if [match[0] for match in old] != [match[0] for match in new]:
        raise MalformedError(LOST)
    marks = [now for then, now in zip(old, new, strict=True) if then.start() in starts]
    ends = [mark.start() - 2 for mark in marks[1:]] + [len(text)]
    turns = [text[mark.end() + 1 : end] for mark, end in zip(marks, ends, strict=False)]
    plain = text[: max(0, marks[0].start() - 2)] if marks else text
    kept = next((said for role, said in before[1:] if not role), "")
    if kept and before[0][0]:
        # A text without a mark behind a turn: where it begins is only known while it is the same.
        at = [role for role, _ in before].index("") - 1
        if plain or not turns[at].endswith(f"\n\n{kept}"):
            raise MalformedError(LOST)
        plain, turns[at] = kept, turns[at].removesuffix(f"\n\n{kept}")
    return plain, turns


def put_last(value: Any, text: str) -> Any:
    """A text, or a conversation with its last turn saying this."""
    return put_turns(value, None, text, last=0)


def put_turns(value: Any, before: Sequence[str] | None, text: str, last: int) -> Any:
    """A text, or a conversation in which the turn that is `last` from its end says `text`, and the
    ones before it what `before` says.
    """
    if isinstance(value, dict):
        return put_turns([value], before, text, last)[0]
    if not isinstance(value, list):
        return text
    at = len(value) - 1 - last
    said = dict(enumerate(before or ())) | {at: text}
    if before is not None and len(before) != at:
        raise MalformedError(LOST)
    return [
        _saying(turn, said[number]) if number in said else turn for number, turn in enumerate(value)
    ]


def followed(
    turns: Sequence[Any], old: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]
) -> list[Any]:
    """A conversation whose turns before its answer change as the first of these did, for as long as
    it says the same.
    """
    found = list(turns)
    for at, (was, new) in enumerate(zip(old[: len(turns) - 1], now, strict=False)):
        names = _speech(turns[at])
        if names is None or _whole(turns[at][names[1]], names[1]) != was[1]:
            break
        found[at] = _saying(turns[at], new[1])
    return found


def _saying(turn: Any, text: str) -> Any:
    """The turn with this text. Raises MalformedError where it would belong to several parts."""
    names = _speech(turn)
    assert names is not None
    said = turn[names[1]]
    if not isinstance(said, list):
        return {**turn, names[1]: text}
    if _whole(said, names[1]) == text:
        return turn
    if len(said) > 1:
        raise MalformedError("a turn of several parts was edited")
    return {**turn, names[1]: [{**said[0], str(_part(said[0])): text}]}


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false", type(None): "null",
             str: "a text without turns"}  # fmt: skip
    return kinds.get(type(value), "a number")
