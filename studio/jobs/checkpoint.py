"""What a run has gathered, dataset by dataset, so that the next one goes on where a cancelled one
or a plan ended.

Gathering candidates is most of a run. A dataset's pool is kept as soon as it is whole, under a key
of everything it depends on: store, settings and the generators' own files. A run that ends well
takes its pools away again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from generators.atomic import write_atomic
from generators.catalog import Category, Dataset
from generators.sample import Candidate, fingerprint
from generators.settings import Settings
from generators.workers import Workers, installed

if TYPE_CHECKING:
    from generators.pipeline.engine import OnBatch
    from generators.pipeline.selection import Pool
    from generators.store.corpus import Corpus

FOLDER = ".unfinished"


class Checkpoint:
    """The pools kept in a folder that are still true of a store and settings."""

    def __init__(self, own: Path, corpus: str, settings: Settings) -> None:
        """`corpus` is the store's fingerprint, empty without a store."""
        self.folder = own / FOLDER
        # Keys of the studio change nothing about samples.
        self.key = fingerprint(corpus, settings.model_dump_json(exclude={"keys"}), installed.code())

    def load(self, name: str) -> Pool | None:
        """The pool of a dataset; None where none is kept, or it is of other things."""
        # Not at the top: the studio's first screen asks for the names only.
        from generators.pipeline.gates import Rejected
        from generators.pipeline.selection import Pool

        try:
            path = self.folder / f"{name}.jsonl"
            if not path.is_file():
                return None
            with path.open("rb") as file:
                head = orjson.loads(file.readline())
                if head["key"] != self.key:
                    return None
                pool = Pool(_dataset(head["dataset"]))
                for line in file:
                    kind, values = orjson.loads(line)
                    if kind == "candidate":
                        pool.candidates.append(Candidate.model_validate(values))
                    else:
                        pool.rejected.append(Rejected(**values))
            if len(pool.candidates) + len(pool.rejected) != head["items"]:
                return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            # Absent, or not what this version writes: it is gathered anew.
            return None
        return pool

    def gathered(
        self,
        names: Sequence[str],
        corpus: Corpus | None,
        settings: Settings,
        workers: Workers,
        on_batch: OnBatch | None,
        on_part: Callable[[str, int, int], None],
    ) -> list[Pool]:
        """The pools of some datasets in this order: those that are kept, and new ones, kept as soon
        as they are whole.
        """
        from generators.pipeline import engine

        pools: dict[str, Pool] = {}
        for name in names:
            if pool := self.load(name):
                on_part(f"taking up {name}", 0, 0)
                pools[name] = pool
                if on_batch:
                    on_batch(pool.dataset, pool.candidates, pool.rejected)
        new = [name for name in names if name not in pools]

        def told(name: str, done: int, parts: int) -> None:
            on_part(f"generating {name}", done, parts)

        coming = engine.gathered(new, corpus, settings, workers, on_batch, told)
        for pool in coming:
            self.save(pool)
            pools[pool.dataset.name] = pool
        return [pools[name] for name in names]

    def save(self, pool: Pool) -> None:
        """Keeps a pool, whole or not at all. A disk without room for it is no reason to end the
        run.
        """
        option = orjson.OPT_APPEND_NEWLINE | orjson.OPT_SERIALIZE_NUMPY
        with suppress(OSError, orjson.JSONEncodeError):
            write_atomic(
                self.folder / f"{pool.dataset.name}.jsonl",
                (orjson.dumps(line, option=option) for line in self._lines(pool)),
            )

    def _lines(self, pool: Pool) -> Iterator[Any]:
        items = len(pool.candidates) + len(pool.rejected)
        yield {"key": self.key, "items": items, "dataset": asdict(pool.dataset)}
        for candidate in pool.candidates:
            yield "candidate", {**candidate.__dict__, "metadata": candidate.metadata.__dict__}
        for item in pool.rejected:
            yield "left_out", item.__dict__

    def forget(self, names: list[str]) -> None:
        """Takes the pools of these datasets away."""
        for name in names:
            (self.folder / f"{name}.jsonl").unlink(missing_ok=True)
        if not kept(self.folder.parent):
            shutil.rmtree(self.folder, ignore_errors=True)


def kept(own: Path) -> list[str]:
    """The datasets of which a pool is kept, true or not."""
    return sorted(path.stem for path in (own / FOLDER).glob("*.jsonl"))


def _dataset(values: dict[str, Any]) -> Dataset:
    categories = tuple(
        Category(**{**each, "queries": tuple(each["queries"]), "layers": tuple(each["layers"])})
        for each in values["categories"]
    )
    return Dataset(
        **{
            **values,
            "categories": categories,
            "output_band": tuple(values["output_band"]),
            "refused": tuple(values["refused"]),
            "material": tuple(values["material"]),
        }
    )
