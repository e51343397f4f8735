"""The sample most like another one: what a reviewer asks before calling something a duplicate."""

from __future__ import annotations

from dataclasses import dataclass

from generators.pipeline.near_duplicates import WORD, Shingler, jaccard
from studio.store.database import Database

from .review import EXPORTED_STATES

# A word that so many samples share says nothing about which two are alike.
COMMON = 2_000
RAREST, COMPARED = 24, 60
LONGEST_TEXT = 8_000
"""Characters of which the rare words are looked up; what is alike is alike at its beginning too."""


@dataclass(frozen=True)
class Neighbour:
    """A sample of the dataset and how much of another's 5-word shingles it shares, whole and in the
    output, 0.0-1.0.
    """

    id: str
    whole: float
    output: float


def nearest(db: Database, sample: str) -> Neighbour | None:
    """The nearest neighbour among what shares the output, is a known near duplicate, or has the
    same rare words.

    The full-text index proposes, exact Jaccard decides; None where nothing shares a shingle with
    the sample.
    """
    row = db.execute(
        "select s.fingerprint, s.output_hash, t.instruction || char(10) || t.input || char(10) || t.output, t.output "
        "from samples s join texts t on t.id = s.id where s.id = ?",
        [sample],
    ).fetchone()
    if row is None:
        return None
    mark, output_mark, text, output = row
    proposed = [*_like(db, sample, mark, output_mark), *_with_words(db, sample, text)]
    shingler = Shingler()
    mine, my_output = shingler(text), shingler(output)
    best: Neighbour | None = None
    for other in dict.fromkeys(proposed):
        its_text, its_output = _texts(db, other)
        found = Neighbour(
            other, jaccard(mine, shingler(its_text)), jaccard(my_output, shingler(its_output))
        )
        if found.whole > 0 and (best is None or _score(found) > _score(best)):
            best = found
    return best


def _score(found: Neighbour) -> float:
    return max(found.whole, found.output)


def _like(db: Database, sample: str, mark: str, output: str) -> list[str]:
    """What shares the output, and what selection found to be near duplicates."""
    sql = (
        "with marks(mark) as (select ? union select other from twins where one in (?, ?)) "
        f"select id from samples where (output_hash in marks or fingerprint in marks) and id != ? "
        f"and state in ({EXPORTED_STATES}) limit ?"
    )
    return [row[0] for row in db.execute(sql, [output, output, mark, sample, COMPARED])]


def _with_words(db: Database, sample: str, text: str) -> list[str]:
    """Samples with the rarest words of a text, most of them first."""
    words = sorted(
        {
            word
            for word in WORD.findall(text[:LONGEST_TEXT].lower())
            if len(word) > 3 and word.isascii()
        }
    )
    db.execute(
        "create virtual table if not exists temp.terms using fts5vocab('main', 'texts_fts', 'row')"
    )
    rare = []
    for word in words:
        found = db.execute("select doc from temp.terms where term = ?", [word]).fetchone()
        if found and 1 < found[0] <= COMMON:
            rare.append((found[0], word))
    if not rare:
        return []
    phrase = " OR ".join(f'"{word}"' for _, word in sorted(rare)[:RAREST])
    sql = (
        "select t.id from texts_fts f join texts t on t.rowid = f.rowid join samples s on s.id = t.id "
        f"where texts_fts match ? and s.id != ? and s.state in ({EXPORTED_STATES}) order by f.rank limit ?"
    )
    return [row[0] for row in db.execute(sql, [phrase, sample, COMPARED])]


def _texts(db: Database, sample: str) -> tuple[str, str]:
    sql = "select instruction || char(10) || input || char(10) || output, output from texts where id = ?"
    whole, output = db.execute(sql, [sample]).fetchone()
    return whole, output
