"""The forms in which others write samples, each as the three texts of the studio and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from generators import tokens

from . import turns as speech
from .turns import ANSWERS, LOST, MalformedError, Record, Said

__all__ = ["FORMS", "Form", "MalformedError", "Record", "Said", "Texts", "form_of", "mapped"]
REJECTED = "rejected"
TARGETS = ("instruction", "input", "output", "rejected", "turns")
"""What `--map` can name."""


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
        return there and (self.turns != "text" or bool(speech.turns_in(record["text"])))

    def texts(self, record: Record) -> Texts:
        """The texts of a record. Raises MalformedError."""
        instruction, before, output = self._read(self._opened(record))
        return Texts(instruction, speech.shown(before), output)

    def put(self, record: Record, texts: Texts) -> Record:
        """The record with these texts in place of its own; what did not change stays as it is.

        Raises MalformedError where the marks of an input no longer tell its turns apart.
        """
        opened = self._opened(record)
        instruction, before, output = self._read(opened)
        if texts == Texts(instruction, speech.shown(before), output):
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
        said = [(speech.role(role), text) for role, text in before if role]
        said.append(("user", tokens.user(instruction, plain)))
        found = [[*said, (ANSWERS, answer)] for answer in (output, *other)]
        if other and isinstance(opened[self.rejected], list) and len(opened[self.rejected]) > 1:
            # It has turns of its own, which need not be those of the chosen one.
            own = speech.said(opened[self.rejected], self.rejected)
            found[1] = [(speech.role(role), text) for role, text in own]
        return found

    def _opened(self, record: Record) -> Record:
        """The record with what paths lead to at its top, and conversations in a text as turns."""
        found = {key: _reached(record, key) for key in (*self.keys, self.input) if key}
        opened = record | {key: value for key, value in found.items() if value is not None}
        if self.turns:
            spoken = {key: speech.turns_in(opened[key]) for key in self.keys if key in opened}
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
            after = speech.spoken(new[key]) if isinstance(before, str) else new[key]
            if after != before:
                closed = _placed(closed, [key] if key in record else key.split("."), after)
        return closed

    def _read(self, record: Record) -> tuple[str, list[tuple[str, str]], str]:
        """The instruction, what stands before it as (role, text), and the output."""
        if missing := [key for key in self.keys if key not in record]:
            raise MalformedError(f"has no {missing[0]!r}")
        if self.turns:
            turns = speech.turns(record[self.turns], self.turns)
            if len(turns) < 2:
                raise MalformedError(f"{self.turns!r} holds no request with an answer")
            request, answer = turns[:-1], speech.answer(turns, self.turns)
        else:
            request = speech.said(record[self.instruction], self.instruction)
            answer = speech.answer(speech.said(record[self.output], self.output), self.output)
        before = list(request[:-1])
        if self.input and record.get(self.input) not in (None, ""):
            before.append(("", speech.text(record[self.input], self.input)))
        if self.rejected:
            other = speech.answer(speech.said(record[self.rejected], self.rejected), self.rejected)
            before.append((REJECTED, other))
        return request[-1][1], before, answer

    def _put(self, record: Record, before: list[tuple[str, str]], texts: Texts) -> Record:
        new = dict(record)
        said = None
        if texts.input != speech.shown(before):
            plain, said = speech.parts(texts.input, before)
            if self.rejected:
                new[self.rejected] = speech.put_last(record[self.rejected], said.pop())
            if self.input and not self.turns:
                new[self.input] = plain
            elif plain:
                raise MalformedError(LOST)
        if self.turns:
            turns = speech.put_last(record[self.turns], texts.output)
            new[self.turns] = speech.put_turns(turns, said, texts.instruction, last=1)
        else:
            new[self.output] = speech.put_last(record[self.output], texts.output)
            new[self.instruction] = speech.put_turns(
                record[self.instruction], said, texts.instruction, last=0
            )
        return self._agreed(record, new)

    def _agreed(self, record: Record, new: Record) -> Record:
        """What was asked may stand in each answer's conversation too, and there it is edited with
        the request: the answers of a pair are answers to one request.
        """
        key = self.turns or self.instruction
        old, now = speech.said(record[key], key), speech.said(new[key], key)
        for other in filter(None, (self.output, self.rejected)):
            if isinstance(new[other], list):
                new[other] = speech.followed(new[other], old, now)
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
