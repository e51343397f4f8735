"""Builds the documentation as a site: `python docs/make_site.py FOLDER`, with the extra `docs`.

The pages keep their places (README.md is the first one), so that their links hold on the site as in
the repository. A link that leads nowhere ends the build with an error.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
# No font from the network: the site, too, sends nothing anywhere.
CONFIG = """[project]
site_name = "web4-studio"
docs_dir = "pages"
site_dir = "site"
[project.theme]
font = false
"""


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        pages = Path(temporary) / "pages"
        shutil.copytree(ROOT / "docs", pages / "docs", ignore=shutil.ignore_patterns("*.py", "__*"))
        for page in [*ROOT.glob("*.md"), ROOT / "LICENSE"]:
            shutil.copy(page, pages)
        (Path(temporary) / "zensical.toml").write_text(CONFIG, "utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict"]
        if subprocess.run(command, cwd=temporary).returncode:
            sys.exit(1)
        shutil.copytree(Path(temporary) / "site", folder, dirs_exist_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
