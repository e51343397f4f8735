"""Looks at an export as a stranger with a scanner would:
`python -m tests.bench.exported DIR [show]`.

Each text of each sample is written out as plain lines, and detect-secrets is run on them with its
own settings, all of its detectors and filters. Prints kind, file and line of the JSONL file; with
`show` the text too, for whoever has to judge it.

`python -m tests.bench.exported masked WORKSPACE` counts by kind what is masked in the texts of a
store.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from generators.hygiene import people, secrets

DOCUMENTS = (
    "select distinct string_value from embedding_metadata where key = 'chroma:document' order by 1"
)
BATCH = 512


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line of the file, line of a text) of all texts of a JSONL file."""
    for number, row in enumerate(path.read_text("utf-8").splitlines(), 1):
        sample = json.loads(row)
        texts = (sample["instruction"], sample["input"], sample["output"])
        stated = (value for value in sample["metadata"].values() if isinstance(value, str))
        for text in (*texts, *stated):
            yield from ((number, line) for line in text.split("\n"))


def second(folder: Path, show: bool = False) -> int:
    """How many findings detect-secrets has; each is printed."""
    from detect_secrets import SecretsCollection
    from detect_secrets.settings import default_settings

    count = 0
    for path in sorted(folder.glob("*.jsonl")):
        told = list(lines(path))
        with tempfile.TemporaryDirectory() as place, default_settings():
            plain = Path(place) / "texts.txt"
            plain.write_text("\n".join(line for _, line in told), "utf-8")
            found = SecretsCollection()
            found.scan_file(str(plain))
            hits = sorted({(hit.line_number, hit.type) for _, hit in found})
        for at, kind in hits:
            number, line = told[at - 1]
            print(f"{path.name}:{number}: {kind}" + (f": {line.strip()[:200]!r}" if show else ""))
        count += len(hits)
        print(f"{path.name}: {len(told):,} lines, {len(hits)} findings")
    return count


def masked(workspace: Path) -> None:
    """Prints what is masked and found in the texts of the store, by kind."""
    path = workspace / "chroma_db" / "chroma.sqlite3"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        texts = [row[0] for row in db.execute(DOCUMENTS) if row[0]]
    kinds: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for start in range(0, len(texts), BATCH):
        batch = [people.clean(text, kinds) for text in texts[start : start + BATCH]]
        for hits in secrets.found(batch).values():
            held.update({hit.kind for hit in hits})
    print(f"{len(texts):,} texts; texts with a secret: {dict(held)}")
    for kind, count in kinds.most_common():
        print(f"  {kind}: {count:,}")


if __name__ == "__main__":
    if sys.argv[1] == "masked":
        masked(Path(sys.argv[2]))
    else:
        print(second(Path(sys.argv[1]), "show" in sys.argv[2:]), "findings")
