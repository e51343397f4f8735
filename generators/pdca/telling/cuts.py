"""Texts of a record that may be asked for: the whole, or a section, commits masked."""

from __future__ import annotations

import re

from generators.limits import fences_end
from generators.pdca.kinds import PHASES
from generators.pdca.marks import LINK
from generators.pdca.record import Pdca
from generators.pdca.sections import Section

MAX_LINK_SHARE = 0.35
CYCLE = ("objective", *PHASES)
FENCED = re.compile(r"^[ \t]*```[^\n]*\n.*?^[ \t]*```[ \t]*$\n?", re.M | re.S)
# A commit, which says nothing to anybody without the repository.
COMMIT = re.compile(
    r"(?<![\w#./-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])(?:[0-9a-f]{7,12}|[0-9a-f]{40})(?![\w-])"
)
REMARKS = re.compile(r"[ \t]*```(?:bash|sh|shell|zsh)[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*```")
TODO = re.compile(r"(?://|#|/?\*)\s*TODO\b")
# A place that is still to be filled in, in brackets or alone behind a label.
TO_FILL = re.compile(
    r"(?:[\[(]|:\**[ \t]*)(?:to be|will be)"
    r" (?:filled|added|completed|provided|determined|written|updated)\b",
    re.I,
)
# What a tool call leaves in a transcript; a model must not learn to write it.
TOOL_MARKUP = re.compile(
    r"</?(?:antml:\w+|function_(?:calls?|results?)|invoke|tool_(?:calls?|results?|use))\b", re.I
)
# A list of commits tells nothing once they are masked.
LISTED = 2
MOST_FOOTER = 4
FOOTER = re.compile(r"\n-{3,}[ \t]*\n")
RULES = re.compile(r"(?:\n[ \t]*-{3,}[ \t]*)+\s*$")


def whole(record: Pdca) -> str:
    """The record as it stands, commits masked; empty where it must not be asked for."""
    return _usable(record, record.text)


def cycle(record: Pdca) -> str:
    """Header, objective and the four phases, without what the house has around them: summary,
    reflection, process update, footer. Empty where it must not be asked for.
    """
    kept = [each.text for each in record.sections if each.kind in CYCLE]
    return _usable(
        record, "\n".join(RULES.sub("", each).strip() + "\n" for each in (record.header, *kept))
    )


def header(record: Pdca) -> str:
    """What stands above the sections, commits masked, without the rule below it."""
    return RULES.sub("", masked(record.header).strip()).rstrip()


def masked(text: str) -> str:
    """The text with its commits masked."""
    return COMMIT.sub("<commit>", text)


def _usable(record: Pdca, text: str) -> str:
    text = masked(text.strip()) + "\n"
    return text if record.objective and sound(text) and not _hollow(text) else ""


def section(part: Section) -> str:
    """A section from its heading on, without the rules and footer behind it; empty where it must
    not be asked for.
    """
    text = masked(RULES.sub("", _unsigned(part).rstrip()).strip()) + "\n"
    return text if sound(text) and link_share(text) <= MAX_LINK_SHARE and not _hollow(text) else ""


def _unsigned(part: Section) -> str:
    """The section without a footer: a few lines behind its last rule, none of them a heading; of
    a process update whatever is behind the first.
    """
    if part.kind == "process_update":
        return FOOTER.split(part.text)[0]
    text, *behind = RULES.sub("", part.text).rsplit("\n---", 1)
    lines = [line for line in "".join(behind).split("\n") if line.strip(" -\t")]
    footer = len(lines) <= MOST_FOOTER and not any(line.startswith("#") for line in lines)
    return text if footer else part.text


def sound(text: str) -> bool:
    """Whether the text may be asked for: something there, fences closed, no placeholder, no
    command in place of its result, no mark of a tool call, no code that is still to be written, no
    remarks in place of commands.
    """
    end = fences_end(text)
    prose = FENCED.sub("", text[:end]) + text[end:]
    fences = FENCED.findall(text, 0, end)
    masks = sum(fence.count("<commit>") for fence in fences)
    return (
        masks < LISTED
        and not TOOL_MARKUP.search(text)
        and not any(TODO.search(fence) or REMARKS.match(fence) for fence in fences)
        and bool(text.strip())
        and "```" not in prose
        and "{{" not in prose
        and not TO_FILL.search(prose)
        and "$(" not in prose
    )


def link_share(text: str) -> float:
    """Share of the characters that stand in links or addresses."""
    linked = sum(len(match.group(0)) for match in LINK.finditer(text))
    return linked / max(1, len(text))


def _hollow(text: str) -> bool:
    """Whether a line that ends with a colon has nothing below it."""
    lines = [line.strip() for line in text.split("\n") if line.strip(" -\t")]
    return any(
        line.rstrip("* ").endswith(":") and (following.startswith("#") or _is_label(following))
        for line, following in zip(lines, [*lines[1:], "#"], strict=True)
        if not line.startswith("#")
    )


def _is_label(line: str) -> bool:
    return line.startswith("**") and line.rstrip("* ").endswith(":")
