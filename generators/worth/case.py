"""What the worth tests read: a sample's texts, and its words, lines, numbers and fences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from generators.limits import fences_end
from generators.sample import SampleMetadata

WORD = re.compile(r"\w+")
NAME = re.compile(r"[A-Za-z_$][\w$]*")
FENCE = re.compile(r"^[ \t]*```[^\n]*\n(.*?)^[ \t]*```[ \t]*$", re.S | re.M)
CODE_FENCE = re.compile(r"^```(?:typescript|ts|tsx|javascript|js)\b[^\n]*\n(.*?)^```", re.S | re.M)
CONTENT_WORD = re.compile(r"[^\W\d_]\w{2,}|\d[\d.,:]*\d")
EMPTY_WORDS = """
the and for with from are was were been that this its into not all any each per via than then
when which what who how has have had will can must should could would may you our your their his
her them does did done but also only more most other new use used using after before between
through during out over
"""
STOP_WORDS = frozenset(EMPTY_WORDS.split())


@dataclass(frozen=True, eq=False)
class Case:
    """One sample under test."""

    dataset: str
    instruction: str
    input: str
    output: str
    metadata: SampleMetadata

    @cached_property
    def request(self) -> str:
        """Instruction and input, on lines of their own."""
        return f"{self.instruction}\n{self.input}"

    @cached_property
    def request_names(self) -> frozenset[str]:
        """Every identifier in the request, prose included."""
        return frozenset(NAME.findall(self.request))

    @cached_property
    def said(self) -> str:
        """The output's prose."""
        return prose(self.output)


def prose(text: str) -> str:
    """The text without its fences."""
    end = fences_end(text)
    return FENCE.sub("", text[:end]) + text[end:]


def code_of(text: str) -> str:
    """The TypeScript fences of a text, joined; empty where it has none."""
    return "\n".join(CODE_FENCE.findall(text))


def content_lines(text: str) -> list[str]:
    """Lines that state something: no blank line, heading, fence or rule, and no bare label (a line
    that ends with a colon).
    """
    return [
        line
        for raw in text.splitlines()
        if (line := raw.strip())
        and not line.startswith(("#", "```"))
        and not line.rstrip("*_ ").endswith(":")
        and WORD.search(line)
    ]


def outline(text: str) -> list[str]:
    """Headings and labels: what a skeleton is made of, without marks."""
    lines = (line.strip().strip("#-*: \t[]") for line in text.splitlines())
    return [line for line in lines if WORD.search(line)]


def content_words(text: str) -> set[str]:
    """Words of three letters or more that are no stop words, and numbers of two digits or more, in
    lower case.
    """
    return set(CONTENT_WORD.findall(text.lower())) - STOP_WORDS


def sections(text: str) -> dict[str, list[str]]:
    """The content lines below each second-level heading, by the heading's words in lower case."""
    found: dict[str, list[str]] = {}
    for block in re.split(r"^##[ \t]+", text, flags=re.M)[1:]:
        heading, _, body = block.partition("\n")
        found[" ".join(WORD.findall(heading.lower()))] = content_lines(body)
    return found
