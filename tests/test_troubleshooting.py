"""The messages of docs/troubleshooting.md are the program's, and its checks exist."""

from __future__ import annotations

import re
from pathlib import Path

from generators import catalog
from generators.settings import Settings
from studio.imports import judging
from studio.validation import rules
from studio.validation.evidence import Evidence

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "troubleshooting.md").read_text("utf-8")
MESSAGES = PAGE.partition("## Checks that fail")[0]
PARTS = re.findall(r"^\| (.+?) \|", MESSAGES, re.M)[2:]


def said() -> str:
    """All code, with texts that go on in the next line joined."""
    files = [path for top in ("studio", "generators") for path in (ROOT / top).rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in files)
    return re.sub(r'"\s*\n\s*f?"', "", text)


def test_every_message_is_one_of_the_program() -> None:
    code = said()
    quoted = [part for row in PARTS for part in re.findall(r"`([^`]+)`", row)]
    assert len(quoted) >= 16
    assert not [part for part in quoted if part not in code]


def first_column(section: str) -> list[str]:
    table = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return [
        name
        for cell in re.findall(r"^\| (`.+?) \|", table, re.M)
        for name in re.findall(r"`(\w+)`", cell)
    ]


def test_every_check_is_named_once_with_what_to_do() -> None:
    nothing = Evidence([], {}, Settings())
    checks = {rule(nothing).rule for rule in (*rules.RULES, *judging.RULES)}
    assert sorted(first_column("Checks that fail")) == sorted(
        checks | {"datasets", "scale", "flagged", "edits"}
    )


def test_every_weakness_is_named_with_what_to_do() -> None:
    assert tuple(first_column("Weak samples")) == catalog.WEAKNESSES
