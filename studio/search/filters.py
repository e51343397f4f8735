"""The filter language of Browse, `review` and flagging: `dataset:style_core tokens:>900
-state:flagged "toScenario"`.

A word or a quoted phrase is searched in the texts; `instruction:word`, `input:word` and
`output:word` search one of them; `field:value` compares a field; `-` in front negates. Fields are
the columns of a sample and every key of its metadata; `reason` is that of the flag that holds,
`lineage` the rule by which a sample replaced another, `reused:1` and `alike:1` find outputs that
other samples share or nearly share, `seen:1` what was read in a review, `nearest:>0.9` what is that
much like another sample. Values match whole or, with `*`, by pattern, and `|` between values means
any of them; `field:*` is any value; numbers and dates take `>900`, `<=400`, `200..300`. What was
replaced or rejected is found where the filter names `state`, `lineage` or `id`. `like:ID` lists
what is most like a sample, and `~ retry after network loss` samples whose sources are like a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from studio.store import listing
from studio.store.database import Database
from studio.store.filtering.filter_sql import UNSPACED
from studio.store.terms import FIELDS, HIDDEN, REPEATS, TEXTS, Filter, Term, Test

DATES = frozenset({"date"})
WITH_REPLACED = frozenset({"state", "lineage", "id"})
"""Fields that ask for more than what is exported."""
NUMBERS = frozenset(
    {"tokens", "output_tokens", "rung", "edited", "quality_score", "seen", *REPEATS}
    | {"nearest", "suspicion"}
)
USUAL = ("dataset", "category", "state", "tokens", "view", "weakness", "source", "split")
"""Fields that are completed first."""
LONGEST, MOST_TERMS = 4_000, 100
"""Characters and words of a filter."""
SHORTEST = 3
"""Letters from which a word being typed is looked up."""

COMPARED = re.compile(r"^(?P<field>[A-Za-z_]+)(?:[<>]=?|=)")
TERM = re.compile(
    r'(?P<not>-)?(?:(?P<field>[A-Za-z_]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))'
)
LIKE_TEXT = re.compile(r"(?:^|\s)~(?P<text>.*)$", re.S)
LIKE_SAMPLE = re.compile(r"(?:^|(?<=\s))like:(?P<id>\S+)")
DAY = r"\d{4}(?:-\d\d){0,2}"
DAYS = re.compile(rf"^(?P<low>{DAY})\.\.(?P<high>{DAY})$|^(?P<op>>=|<=|>|<)(?P<value>{DAY})$")
RANGE = re.compile(
    r"^(?P<low>-?[\d.]+?)\.\.(?P<high>-?[\d.]+)$|^(?P<op>>=|<=|>|<|=)?(?P<value>-?[\d.]+)$"
)


def parse(text: str) -> Filter:
    """Never raises: a term that cannot be understood is a problem and filters nothing."""
    rest, like = _apart(text)
    if problem := _too_much(text, rest):
        return Filter((HIDDEN,), (problem,))
    text = rest
    terms: list[Term] = []
    problems: list[str] = []
    for match in TERM.finditer(text):
        field, negated = match["field"] or "", bool(match["not"])
        value = match["quoted"] if match["quoted"] is not None else match["plain"] or ""
        if field and field not in FIELDS:
            problems.append(f"unknown field {field!r}{_alike(field)}")
            continue
        if not value or (not field and value.endswith(":") and value[:-1] in FIELDS):
            # A field whose value is still to come.
            continue
        found = _condition(field, value)
        if found is None:
            problems.append(
                f"{field}:{value} is not a number, a range 200..300 or a comparison >900"
            )
            continue
        if not field and match["quoted"] is None and (hint := _looks_like(value)):
            problems.append(hint)
        terms.append(Term(field, *found, negated))
    if text.count('"') % 2:
        problems.append('the quote is not closed; end the phrase with "')
    if not any(match["field"] in WITH_REPLACED for match in TERM.finditer(text)):
        terms.append(HIDDEN)
    return Filter(tuple(terms), tuple(problems), like)


def _apart(text: str) -> tuple[str, str]:
    """A filter without what samples should be like, and that: `~ some words` up to the end, or
    `like:ID`.
    """
    if found := LIKE_TEXT.search(text):
        return text[: found.start()], found["text"].strip()
    if found := LIKE_SAMPLE.search(text):
        return text[: found.start()] + text[found.end() :], found["id"]
    return text, ""


def _too_much(text: str, terms: str) -> str:
    """Why a whole filter, with these terms in it, cannot be looked up; empty where it can. SQLite
    limits how many conditions a statement may have, and takes no lone surrogates.
    """
    if len(text) > LONGEST:
        return f"{len(text):,} characters; use at most {LONGEST:,}"
    if len(TERM.findall(terms)) > MOST_TERMS or terms.count("|") > MOST_TERMS:
        return f"more than {MOST_TERMS} words and values; use fewer"
    if any("\ud800" <= each <= "\udfff" for each in text):
        return "characters that are not UTF-8; write it in UTF-8"
    return ""


def typing(text: str) -> str:
    """The filter as it stands while its last word is being typed: a bare word, and the value of a
    field, also find longer ones.

    A word of one or two letters waits for its third: nearly every sample has one that begins so.
    """
    if LIKE_TEXT.search(text):
        return text
    for match in TERM.finditer(text):
        word, field = match["plain"] or "", match["field"] or ""
        if match.end() == len(text) and word:
            if not field and len(word) < SHORTEST:
                return text[: match.start()].rstrip()
            grows = not field or (field in FIELDS and field not in {*NUMBERS, *TEXTS})
            return f"{text}*" if grows and re.search(r"\w$", word) else text
    return text


def waiting(text: str) -> str:
    """The word being typed that is too short to be looked up yet; empty where there is none."""
    return text[len(typing(text)) :].strip()


def short(text: str) -> str:
    """A bare word of a filter that is found only whole because it is short; empty for none."""
    for match in TERM.finditer(_apart(text)[0]):
        word = match["plain"] or ""
        if not match["field"] and not match["not"] and word.isalnum() and len(word) < SHORTEST:
            return word
    return ""


def exact(text: str) -> bool:
    """Whether a filter ends in the value of a field: if there is such a value, it is meant."""
    last = re.search(r"\S+$", text)
    return bool(last and ":" in last[0])


def constant(text: str) -> frozenset[str]:
    """The fields that have one value in all samples that a filter finds."""
    return frozenset(
        term.field
        for term in parse(text).terms
        if term.test == "one_of"
        and not term.negated
        and len(term.values) == 1
        and "*" not in str(term.values[0])
    )


def words(text: str) -> list[re.Pattern[str]]:
    """What a filter looks up in the texts of samples, as patterns that find it there again."""
    found = []
    for match in TERM.finditer(_apart(text)[0]):
        value = match["quoted"] if match["quoted"] is not None else match["plain"] or ""
        if match["field"] not in (None, *TEXTS) or match["not"] or not value:
            continue
        if UNSPACED.search(value):
            found.append(re.compile(re.escape(value.rstrip("*"))))
            continue
        # FTS5 takes letters and digits for words and everything else for what stands between them.
        parts = [re.escape(part) for part in re.findall(r"[^\W_]+", value)]
        phrase, end = r"[\W_]+".join(parts), "" if value.endswith("*") else r"(?![^\W_])"
        found.append(re.compile(rf"(?<![^\W_]){phrase}{end}" if parts else re.escape(value), re.I))
    return found


def complete(
    db: Database,
    text: str,
    limit: int = 8,
    values: Callable[[str], Mapping[Any, int] | None] | None = None,
) -> list[str]:
    """Whole filter texts that continue the last word of `text`: fields first, then values of a
    field.

    `values` counts the values of a field where somebody has them at hand; None where not.
    """
    if LIKE_TEXT.search(text):
        return []
    head, _, last = text.rpartition(" ")
    head = f"{head} " if head else ""
    sign, word = ("-", last[1:]) if last.startswith("-") else ("", last)
    field, colon, value = word.partition(":")
    if not colon:
        names = [*USUAL, *(name for name in FIELDS if name not in USUAL)]
        return [f"{head}{sign}{name}:" for name in names if name.startswith(word)][:limit]
    if field not in FIELDS or field in NUMBERS or field in TEXTS:
        return []
    start = value.strip('"').lower()
    counted = values(field) if values else None
    if counted is not None:
        there = {str(each): n for each, n in counted.items() if each not in ("", None)}
        there = {each: n for each, n in there.items() if each.lower().startswith(start)}
        found: Iterable[str] = sorted(there, key=lambda each: (-there[each], each))[:limit]
    else:
        found = listing.values(db, field, start, limit)
    return [f"{head}{sign}{field}:{_quoted(each)}" for each in found]


Condition = tuple[Test, tuple[str | float, ...]]


def _condition(field: str, value: str) -> Condition | None:
    """What a value asks of a field; None where it cannot be understood."""
    if not field or (field in TEXTS and value != "*"):
        return "contains", (value,)
    if value == "*":
        # Any value: what a figure counts as filled. Negated it is the gap.
        return "filled", ()
    if field in NUMBERS:
        return _number(value)
    if field in DATES and (days := DAYS.match(value)):
        return _day(days)
    return "one_of", tuple(part for part in value.split("|") if part)


def _number(value: str) -> Condition | None:
    match = RANGE.match(value)
    try:
        if match and match["low"] and float(match["low"]) <= float(match["high"]):
            return "between", (float(match["low"]), float(match["high"]))
        if match and match["value"]:
            return _comparison(match["op"] or "="), (float(match["value"]),)
    except ValueError:
        pass
    return None


def _day(days: re.Match[str]) -> Condition:
    # Any day of a month or year that is named is still within it.
    if days["low"]:
        return "between", (days["low"], days["high"] + "~")
    end = "~" if days["op"] in (">", "<=") else ""
    return _comparison(days["op"]), (days["value"] + end,)


def _comparison(sign: str) -> Test:
    signs: dict[str, Test] = {"=": "=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}
    return signs[sign]


def _looks_like(word: str) -> str:
    """A hint where a word looks like an operator and is none; it is searched in the texts."""
    if word in ("OR", "AND", "NOT"):
        how = {"OR": "field:a|b means either", "AND": "all words must match anyway"}
        return f"{word} is searched as a word; {how.get(word, '-word leaves out what has it')}"
    if (comparison := COMPARED.match(word)) and comparison["field"] in FIELDS:
        field, rest = comparison["field"], word[len(comparison["field"]) :].lstrip("=")
        return f"{word} is searched as a word; is it {field}:{rest}?"
    return ""


def _alike(field: str) -> str:
    """Which field was meant, as far as one can tell."""
    close = get_close_matches(field, FIELDS, 1)
    return f": is it {close[0]}?" if close else "; tab completes the fields there are"


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) else value
