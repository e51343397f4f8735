"""The forms in which others write samples, each as the three texts of the studio and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from generators import tokens

Record = dict[str, Any]
# A turn of a conversation: the keys of who speaks and of what is said.
SPEECH = (("role", "content"), ("from", "value"))
ASSISTANTS = frozenset({"assistant", "gpt", "model", "bot", "chatgpt", "bing", "bard"})
REJECTED = "rejected"
TARGETS = ("instruction", "input", "output", "rejected", "turns")
"""What `--map` can name."""
LOST = "its input no longer has the marks of its turns"
# Where a turn begins in a conversation written as one text, as "Human: … Assistant: …".
SPEAKER = re.compile(r"((?:(?:\A|\n\n)|### )(?:human|user|assistant): ?)", re.I)


Said = tuple[str, str]
"""Who speaks, by the name that chat templates have for it, and what."""
ANSWERS = "assistant"


class MalformedError(ValueError):
    """A record that is not of a form, with the reason in one phrase."""


class Texts(NamedTuple):
    """What the studio shows and edits of a record."""

    instruction: str
    input: str
    output: str


@dataclass(frozen=True)
class Form:
    """Where the texts stand in a record: the key of each, empty for none.

    A text may be a conversation (a list of turns): then the last turn before the answer is the
    instruction, and what was said before stands in the input, each turn below `[role]`. Of a pair
    of answers the chosen one is the output; the other one stands in the input, below `[rejected]`.
    `turns` is the key of a conversation that holds request and answer; it may be written as one
    text (`Human: … Assistant: …`). A key that the record does not have may be a path
    (`answers.0.text`).
    """

    name: str
    instruction: str = ""
    input: str = ""
    output: str = ""
    rejected: str = ""
    turns: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys without which a record is not of this form."""
        needed = (self.instruction, self.output, self.rejected, self.turns)
        return tuple(key for key in needed if key)

    def fits(self, record: Record) -> bool:
        # Any text at all may stand at the key `text`.
        there = all(key in record for key in self.keys)
        return there and (self.turns != "text" or bool(_turns_in(record["text"])))

    def texts(self, record: Record) -> Texts:
        """The texts of a record. Raises MalformedError."""
        instruction, before, output = self._read(self._opened(record))
        return Texts(instruction, _shown(before), output)

    def put(self, record: Record, texts: Texts) -> Record:
        """The record with these texts in place of its own; what did not change stays as it is.

        Raises MalformedError where the marks of an input no longer tell its turns apart.
        """
        opened = self._opened(record)
        instruction, before, output = self._read(opened)
        if texts == Texts(instruction, _shown(before), output):
            return record
        return self._closed(record, self._put(opened, before, texts))

    def conversations(self, record: Record) -> list[list[Said]]:
        """The record as trainers take it, each time the turns up to an answer that is learned: one
        conversation, or two of a pair, first that with the chosen answer. Raises MalformedError.
        """
        opened = self._opened(record)
        instruction, before, output = self._read(opened)
        plain = "\n\n".join(text for role, text in before if not role)
        other = [before.pop()[1]] if self.rejected else []
        said = [(_role(role), text) for role, text in before if role]
        said.append(("user", tokens.user(instruction, plain)))
        found = [[*said, (ANSWERS, answer)] for answer in (output, *other)]
        if other and isinstance(opened[self.rejected], list) and len(opened[self.rejected]) > 1:
            # It has turns of its own, which need not be those of the chosen one.
            own = _said(opened[self.rejected], self.rejected)
            found[1] = [(_role(role), text) for role, text in own]
        return found

    def _opened(self, record: Record) -> Record:
        """The record with what paths lead to at its top, and conversations in a text as turns."""
        found = {key: _reached(record, key) for key in (*self.keys, self.input) if key}
        opened = record | {key: value for key, value in found.items() if value is not None}
        if self.turns:
            spoken = {key: _turns_in(opened[key]) for key in self.keys if key in opened}
            opened |= {key: turns for key, turns in spoken.items() if turns}
        return opened

    def _closed(self, record: Record, new: Record) -> Record:
        """The opposite: what `record` has in a text or below a path is there again."""
        closed = dict(record)
        for key in (*self.keys, self.input):
            before = _reached(record, key) if key else None
            if before is None:
                if key in new:
                    closed[key] = new[key]
                continue
            after = _spoken(new[key]) if isinstance(before, str) else new[key]
            if after != before:
                closed = _placed(closed, [key] if key in record else key.split("."), after)
        return closed

    def _read(self, record: Record) -> tuple[str, list[tuple[str, str]], str]:
        """The instruction, what stands before it as (role, text), and the output."""
        if missing := [key for key in self.keys if key not in record]:
            raise MalformedError(f"has no {missing[0]!r}")
        if self.turns:
            turns = _turns(record[self.turns], self.turns)
            if len(turns) < 2:
                raise MalformedError(f"{self.turns!r} holds no request with an answer")
            request, answer = turns[:-1], _answer(turns, self.turns)
        else:
            request = _said(record[self.instruction], self.instruction)
            answer = _answer(_said(record[self.output], self.output), self.output)
        before = list(request[:-1])
        if self.input and record.get(self.input) not in (None, ""):
            before.append(("", _text(record[self.input], self.input)))
        if self.rejected:
            other = _answer(_said(record[self.rejected], self.rejected), self.rejected)
            before.append((REJECTED, other))
        return request[-1][1], before, answer

    def _put(self, record: Record, before: list[tuple[str, str]], texts: Texts) -> Record:
        new = dict(record)
        said = None
        if texts.input != _shown(before):
            plain, said = _parts(texts.input, before)
            if self.rejected:
                new[self.rejected] = _put_last(record[self.rejected], said.pop())
            if self.input and not self.turns:
                new[self.input] = plain
            elif plain:
                raise MalformedError(LOST)
        if self.turns:
            turns = _put_last(record[self.turns], texts.output)
            new[self.turns] = _put_turns(turns, said, texts.instruction, last=1)
        else:
            new[self.output] = _put_last(record[self.output], texts.output)
            new[self.instruction] = _put_turns(
                record[self.instruction], said, texts.instruction, last=0
            )
        return self._agreed(record, new)

    def _agreed(self, record: Record, new: Record) -> Record:
        """What was asked may stand in each answer's conversation too, and there it is edited with
        the request: the answers of a pair are answers to one request.
        """
        key = self.turns or self.instruction
        old, now = _said(record[key], key), _said(new[key], key)
        for other in filter(None, (self.output, self.rejected)):
            if isinstance(new[other], list):
                new[other] = _followed(new[other], old, now)
        return new


# Where several fit, the first one does: a record with `chosen` also has a `prompt`.
FORMS = (
    Form("preference", "prompt", output="chosen", rejected="rejected"),
    Form("preference", "instruction", "input", "chosen", "rejected"),
    Form("preference", "question", output="chosen", rejected="rejected"),
    Form("preference", "messages", output="chosen", rejected="rejected"),
    Form("preference", "conversations", output="chosen", rejected="rejected"),
    Form("preference", turns="chosen_messages", rejected="rejected_messages"),
    Form("preference", turns="chosen", rejected="rejected"),
    Form("messages", turns="messages"),
    Form("sharegpt", turns="conversations"),
    Form("sharegpt", turns="conversation"),
    Form("alpaca", "instruction", "input", "output"),
    Form("alpaca", "instruction", "context", "response"),
    Form("alpaca", "instruction", "input", "response"),
    Form("prompt-completion", "prompt", output="completion"),
    Form("prompt-completion", "prompt", output="response"),
    Form("question-answer", "question", "context", "answer"),
    Form("question-answer", "query", output="response"),
    Form("question-answer", "input", output="output"),
    Form("question-answer", "input", output="ideal"),
    Form("transcript", turns="text"),
)

REQUESTS = tuple(dict.fromkeys(form.instruction for form in FORMS if form.instruction))


def form_of(record: Record) -> Form:
    """The form of a record. Raises MalformedError where it has none that is known."""
    found = next((form for form in FORMS if form.fits(record)), None)
    if found is None:
        keys = ", ".join(map(repr, list(record)[:8])) or "no keys"
        asked = next((key for key in REQUESTS if key in record), "")
        lacks = f": {asked!r} has no answer that is known" * bool(asked)
        raise MalformedError(f"is of no known form ({keys}){lacks}; name its fields with --map")
    return found


def mapped(pairs: Mapping[str, str]) -> Form:
    """The form that `--map` names: the studio's texts by their keys in the records.

    Raises ValueError for names that are none, and without instruction and output.
    """
    known = {"turns"} if pairs.get("turns") else {"instruction", "input", "output", "rejected"}
    if wrong := sorted(set(pairs) - known):
        turned = pairs[wrong[0]] in TARGETS
        raise ValueError(
            f"{pairs[wrong[0]]}={wrong[0]} is the order: the studio's text first, then your key"
            if turned
            else f"{wrong[0]!r} cannot be mapped; choose from {', '.join(TARGETS)} (turns alone)"
        )
    if not pairs.get("turns") and not (pairs.get("instruction") and pairs.get("output")):
        raise ValueError("instruction and output have to be mapped, or turns")
    return Form("mapped", **pairs)


def _reached(record: Any, key: str) -> Any:
    """What stands at a key, or at the end of a path (`answers.0.text`); None where nothing does."""
    if key in record:
        return record[key]
    at = record
    for step in key.split("."):
        if isinstance(at, list) and step.isdecimal() and int(step) < len(at):
            at = at[int(step)]
        elif isinstance(at, dict) and step in at:
            at = at[step]
        else:
            return None
    return at


def _placed(at: Any, path: Sequence[str], value: Any) -> Any:
    """A copy with this value at the end of the path."""
    if not path:
        return value
    step, *rest = path
    if isinstance(at, list):
        return [_placed(e, rest, value) if n == int(step) else e for n, e in enumerate(at)]
    return {**at, step: _placed(at[step], rest, value)}


def _turns_in(value: Any) -> list[Record]:
    """The turns of a conversation in one text, each with what marks it; none of other values."""
    first, *rest = SPEAKER.split(value) if isinstance(value, str) else [""]
    if first.strip() or not rest:
        return []
    return [
        {"from": re.sub(r"\W", "", mark).lower(), "value": text, "mark": mark}
        for mark, text in zip([first + rest[0], *rest[2::2]], rest[1::2], strict=True)
    ]


def _spoken(value: Any) -> Any:
    """Turns as the text in which they stood; a text as it is."""
    if isinstance(value, str):
        return value
    return "".join(turn["mark"] + turn["value"] for turn in value)


def _text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise MalformedError(f"{key!r} is {_kind(value)}, not text")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise MalformedError(f"{key!r} is not whole Unicode")
    return value


def _said(value: Any, key: str) -> list[tuple[str, str]]:
    """A text, one turn or a conversation as (role, text)."""
    if isinstance(value, dict):
        value = [value]
    return _turns(value, key) if isinstance(value, list) else [("", _text(value, key))]


def _turns(value: Any, key: str) -> list[tuple[str, str]]:
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
        return _text(value, key)
    parts = [_part(part) for part in value]
    if not parts or None in parts:
        raise MalformedError(f"{key!r} holds parts that are no text")
    return "\n".join(_text(part[name], key) for part, name in zip(value, parts, strict=True))


def _part(part: Any) -> str | None:
    """The key of a part's text; None where it is no text."""
    if not isinstance(part, dict) or part.get("type") != "text":
        return None
    return next((name for name in ("text", "value") if name in part), None)


def _speech(turn: Any) -> tuple[str, str] | None:
    if not isinstance(turn, dict):
        return None
    return next((names for names in SPEECH if all(name in turn for name in names)), None)


def _role(role: str) -> str:
    """The role as chat templates name it."""
    small = role.lower()
    return ANSWERS if small in ASSISTANTS else "user" if small == "human" else small


def _answer(turns: Sequence[tuple[str, str]], key: str) -> str:
    role, text = turns[-1]
    if role and role.lower() not in ASSISTANTS:
        raise MalformedError(f"{key!r} ends with {role!r}, not with an answer")
    return text


def _shown(turns: Sequence[tuple[str, str]]) -> str:
    """Turns below each other; a text without a role stands alone."""
    return "\n\n".join(f"[{role}]\n{text}" if role else text for role, text in turns)


def _parts(text: str, before: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """What an edited input says without a role, and in each turn with one. Its marks are told from
    lines that only look like them by their order among these, which an edit must keep.

    Raises MalformedError.
    """
    starts, at = [], 0
    for role, said in before:
        starts += [at] if role else []
        at += len(_shown([(role, said)])) + 2
    roles = sorted({re.escape(f"[{role}]") for role, _ in before if role})
    lines = re.compile(rf"^(?:{'|'.join(roles)})$", re.M) if roles else re.compile(r"(?!)")
    old, new = list(lines.finditer(_shown(before))), list(lines.finditer(text))
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


def _put_last(value: Any, text: str) -> Any:
    """A text, or a conversation with its last turn saying this."""
    return _put_turns(value, None, text, last=0)


def _put_turns(value: Any, before: Sequence[str] | None, text: str, last: int) -> Any:
    """A text, or a conversation in which the turn that is `last` from its end says `text`, and the
    ones before it what `before` says.
    """
    if isinstance(value, dict):
        return _put_turns([value], before, text, last)[0]
    if not isinstance(value, list):
        return text
    at = len(value) - 1 - last
    said = dict(enumerate(before or ())) | {at: text}
    if before is not None and len(before) != at:
        raise MalformedError(LOST)
    return [
        _saying(turn, said[number]) if number in said else turn for number, turn in enumerate(value)
    ]


def _followed(
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
