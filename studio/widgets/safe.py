"""Text of samples, files and people shown literally: nothing in it reaches the terminal as a
command or as markup.

Everything shown that was not written here passes through `visible` and is given to widgets as
`Content`, which unlike a plain string is never parsed as markup.
"""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual.content import Content

LONGEST_LINE = 4_000
RULED = re.compile(r"^={20,}\n?", re.M)
TAB = "    "
NAMED = {
    0x00AD: "SHY", 0x061C: "ALM", 0x200B: "ZWSP", 0x200C: "ZWNJ", 0x200E: "LRM", 0x200F: "RLM",
    0x2028: "LS", 0x2029: "PS", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO",
    0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
    0xFEFF: "BOM", 0xFFF9: "IAA", 0xFFFA: "IAS", 0xFFFB: "IAT",
}  # fmt: skip


def _symbols() -> dict[int, str]:
    symbols = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
    symbols[0x09] = TAB
    symbols[0x7F] = "␡"
    symbols |= {code: f"⟨{code:02X}⟩" for code in range(0x80, 0xA0)}
    symbols |= {code: f"⟨{name}⟩" for code, name in NAMED.items()}
    # Invisible twins of ASCII, which hide text from the reader but not from a model.
    symbols |= {code: f"⟨TAG {chr(code - 0xE0000)}⟩" for code in range(0xE0020, 0xE007F)}
    # Variation selectors can hide text too. The one that asks for a coloured picture is left out:
    # terminals disagree on how wide it makes the sign before it, and the line would be drawn askew.
    symbols |= {0xFE00 + number: f"⟨VS{number + 1}⟩" for number in range(15)} | {0xFE0F: ""}
    symbols |= {0xE0100 + number: f"⟨VS{number + 17}⟩" for number in range(240)}
    # Halves of a pair cannot be encoded: writing one to the terminal would raise.
    return symbols | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


SYMBOLS = _symbols()
SINGLE = {code: symbol if len(symbol) == 1 else "�" for code, symbol in SYMBOLS.items()} | {
    0x09: "␉",
    0x0A: "⏎",
}
"""The same one for one, for fields in which a cursor stands between the signs."""


class Shown(Highlighter):
    """Given to an input, shows its value with one visible sign for every sign; the value itself
    stays.
    """

    def __call__(self, text: str | Text) -> Text:
        plain = text if isinstance(text, str) else text.plain
        return Text(plain.translate(SINGLE), no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Nothing: there are no colours."""


def visible(text: str) -> str:
    """The text with control characters, direction marks and other invisible signs as symbols.
    Newlines stay.

    A carriage return that ends a line stays out of sight: it says nothing but where the file was
    written.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(SYMBOLS)


def block(text: str, longest: int = LONGEST_LINE) -> str:
    """Several lines made visible; lines longer than `longest` characters are cut and say by how
    much.
    """
    shown = visible(text)
    if len(shown) <= longest:
        return shown
    return "\n".join(
        line
        if len(line) <= longest
        else f"{line[:longest]}… ({len(line) - longest:,} more characters in this line)"
        for line in shown.split("\n")
    )


def report(text: str) -> str:
    """A printed report as `block`, without the lines that are only rules: they are as long as a
    terminal is wide, and a part of the screen has neither that room nor lines to spare.
    """
    return block(RULED.sub("", text))


def one_line(text: str, longest: int = 200) -> str:
    """One line made visible; line ends are shown as ⏎ and what is longer ends in an ellipsis."""
    # Cut first, so that a huge text costs no more than a short one.
    shown = visible(text[: longest + 1]).replace("\n", "⏎")
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def tail(text: str, width: int) -> str:
    """The end of a line in `width` cells, where what tells one path from another stands."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) >= width:
        text = text[1:]
    return f"…{text}"


def content(text: str, style: str = "") -> Content:
    """One line as Content in one style; its brackets are only brackets."""
    return (
        Content(one_line(text, 2_000))
        if not style
        else Content.styled(one_line(text, 2_000), style)
    )
