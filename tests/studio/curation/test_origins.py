"""Where a sample comes from, and how it differs from that."""

from __future__ import annotations

import pytest

from studio.curation import origins
from studio.search.samples import Record

PAGE = """# 📋 **PDCA: Loud imports**

**🎯 Objective:** Fail loudly
## **🔧 DO**
- **Reader:** names the file
- Tests first

1. Release it
"""


def sample(source: str, given: str, output: str) -> Record:
    return Record("id", {"source": source}, "Do it.", given, output, {}, [], [], 1)


def marks(lines: list[origins.Line]) -> list[str]:
    return [line.mark + line.text for line in lines if line.mark in "+-" and line.mark]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("## DO\n* Reader: names the file\n* Tests first", []),
        (
            "## DO\n- Reader: names it\n- Tests first",
            ["-- **Reader:** names the file", "+- Reader: names it"],
        ),
        ("Objective: Fail loudly\n## DO\n- Tests first", ["-- **Reader:** names the file"]),
    ],
)
def test_marks_of_markdown_are_no_difference(output: str, expected: list[str]) -> None:
    assert marks(origins.difference(PAGE, sample("2024-02-25-a", "", output))) == expected


def test_lines_of_a_record_are_marked_as_used_without_their_marks() -> None:
    used = origins.marked(
        PAGE, sample("2024-02-25-a", "Objective: Fail loudly", "## DO\nTests first")
    )
    assert [line.text for line in used if line.mark == "="] == [
        "**🎯 Objective:** Fail loudly",
        "## **🔧 DO**",
        "- Tests first",
    ]


def test_in_code_every_sign_counts() -> None:
    code = "class Vote {\n  ab = 1;\n  - b;\n}\n"
    # Of the source only what lies between shared lines is compared.
    found = origins.difference(
        code, sample("x/Vote.ts", "", "```ts\nclass Vote {\n  ab = 1;\n  b;\n}\n```")
    )
    assert "+  b;" in marks(found) and "+  ab = 1;" not in marks(found)


def test_what_became_of_lines() -> None:
    found = origins.changed(list("abcdefgh"), list("abcdefxh"))
    assert [line.mark + line.text for line in found] == [
        "@@@ -4,5 +4,5 @@", "d", "e", "f", "-g", "+x", "h",
    ]  # fmt: skip
    assert origins.changed(["a"], ["a"]) == []
