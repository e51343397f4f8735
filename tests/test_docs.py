"""Links in the documentation, and its site."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "README.md"]


@cache
def tokens(page: Path) -> tuple[Token, ...]:
    """All tokens of a page, those within lines included."""
    read = MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))
    return tuple(each for token in read for each in (token, *(token.children or ())))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as a forge and the site make them."""
    found: set[str] = set()
    every = tokens(page)
    for at, token in enumerate(every):
        if token.type == "heading_open":
            title = every[at + 1]
            text = "".join(
                t.content for t in title.children or () if t.type in ("text", "code_inline")
            )
            slug = re.sub(r"[^\w -]", "", text).strip().lower().replace(" ", "-")
            same = sum(each == slug or each.rpartition("-")[0] == slug for each in found)
            found.add(f"{slug}-{same}" if slug in found else slug)
    return found


def broken(page: Path) -> list[str]:
    """Links and pictures of a page that lead nowhere."""
    found = []
    for token in tokens(page):
        target = str(token.attrGet("href") or token.attrGet("src") or "")
        if not target or re.match(r"[a-z]+:", target):
            continue
        path, _, section = unquote(target).partition("#")
        file = page.parent / path if path else page
        if not file.exists() or (section and section not in anchors(file)):
            found.append(target)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A title, twice\n\n## `code` in it\n\n[a](#a-title-twice) [b](#code-in-it) [c](gone.md)\n"
        "![d](gone.svg) [e](#gone) [f](https://example.org/#any) [g][ref]\n\n[ref]: other.md#no\n\n"
        "```md\n[not a link](gone-too.md)\n```\n",
        "utf-8",
    )
    assert broken(page) == ["gone.md", "gone.svg", "#gone", "other.md#no"]


def test_every_page_is_reached_from_the_readme() -> None:
    names = {page.name for page in ROOT.glob("docs/*.md")}
    assert names == set(re.findall(r"\(docs/(\w+\.md)\)", (ROOT / "README.md").read_text("utf-8")))


def test_the_site_is_built(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "docs" / "make_site.py"), str(tmp_path / "site")]
    subprocess.run(command, check=True)
    assert (tmp_path / "site" / "docs" / "tutorial" / "index.html").is_file()
