"""Keys by name: the page in docs is true, and a name that is none is told."""

import runpy
from pathlib import Path

from studio import keys
from studio.app import StudioApp

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_keys_is_current():
    page = runpy.run_path(str(DOCS / "make_keys.py"))["page"]()
    assert (DOCS / "keys.md").read_text("utf-8") == page


def test_names_of_no_key_are_told():
    assert keys.unknown(["browse.flag", "browse.flagg", "pane.help"], StudioApp) == [
        "browse.flagg",
        "pane.help",
    ]
