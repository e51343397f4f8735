"""What a text is about: the words by which one piece of work is told from another."""

from __future__ import annotations

import re

from ..case import content_words

# Letters by which words of one stem are known, and fewest of a word that a text can be about.
STEM, SHORTEST = 6, 4
# What the forms of a short word end with.
ENDING = re.compile(r"(?<=\w{4})(?:ing|(?<![su])s)$")
# What any work of the house is about, and ends with: it is committed and pushed.
HOUSE = re.compile(
    r"(?:pdca|cmm\d|web4|compli|templa|proces|analys|implem|versio|sessio|system|docume|update"
    r"|comple|compon|requir|agent|decisi|correc|verifi|valida|enhanc|create|proper|develo"
    r"|github|commit|push)"
)


def topic_words(text: str) -> frozenset[str]:
    """The stems of the words that a text is about; numbers are none, nor what all records of the
    house speak of.
    """
    words = content_words(text)
    long = [word for word in words if word[0].isalpha() and len(word) >= SHORTEST]
    stems = {ENDING.sub("", word)[:STEM] for word in long}
    return frozenset(stem for stem in stems if not HOUSE.match(stem))
