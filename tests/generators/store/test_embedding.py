"""The embedder around a model: order, batches, cache, width; the model itself is a stand-in."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from transformers.utils import logging

from generators.errors import StoreError
from generators.store import embedding
from generators.store.embedding import Embedder


class Model:
    """A vector in the direction of a text's length, so that one sees which it belongs to."""

    max_seq_length = 5

    def __init__(self):
        self.calls = []

    def tokenizer(self, texts, truncation, max_length):
        assert truncation
        return {"input_ids": [[*text[: max_length - 2], "", ""] for text in texts]}

    device = "cpu"

    def preprocess(self, texts):
        self.calls.append(texts)
        return {"lengths": torch.tensor([[len(text), 1.0] for text in texts])}

    def __call__(self, batch):
        # Normalised, a vector keeps its direction.
        return {"sentence_embedding": batch["lengths"]}

    def get_embedding_dimension(self):
        return 2


def lengths(vectors):
    vectors = np.atleast_2d(vectors)
    return np.rint(vectors[:, 0] / vectors[:, 1]).astype(int).tolist()


@pytest.fixture
def embedder():
    made = Embedder("some/model")
    made._model = Model()
    return made


def test_vectors_come_in_the_order_of_the_texts(embedder, monkeypatch):
    monkeypatch.setattr(embedding, "BATCH_TOKENS", 10)
    told = []
    vectors = embedder.encode(["aaa", "a", "aaaaa", "aa", ""], lambda *step: told.append(step))
    assert lengths(vectors) == [3, 1, 5, 2, 0] and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert embedder._model.calls == [["aaa", "aaaaa"], ["aa", "a"], [""]], (
        "as many texts of like length as the tokens of the longest allow"
    )
    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_no_texts_need_no_model():
    vectors = Embedder().encode([])
    assert vectors.shape == (0, 384) and vectors.dtype == np.float32


def test_a_query_is_embedded_once(embedder):
    assert lengths(embedder.query("abc")) == lengths(embedder.query("abc")) == [3]
    assert len(embedder._model.calls) == 1


def test_queries_are_embedded_one_by_one_and_once(embedder):
    """Beside others a vector has other last digits: a store that was indexed and one that is only
    connected would put what is about equally similar in another order.
    """
    embedder.query("abc")
    embedder.prepare(["abc", "ab", "a", "ab"])
    assert embedder._model.calls == [["abc"], ["ab"], ["a"]]
    assert lengths(embedder.query("ab")) == [2]
    assert len(embedder._model.calls) == 3


def test_the_width_is_known_without_loading(tmp_path, embedder):
    packaged = Embedder()
    assert packaged.width == 384 and packaged._model is None
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text(
        json.dumps({"word_embedding_dimension": 768})
    )
    assert Embedder(str(tmp_path)).width == 768
    assert embedder.width == 2, "asked of the model where no file says it"


def test_a_model_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(embedding.PACKAGED, "absent-model", ("absent_model", "model"))
    with pytest.raises(
        StoreError, match="package absent-model is not installed; pip install absent-model"
    ):
        Embedder("absent-model").query("x")


def test_loading_a_model_writes_no_bar(tmp_path):
    with pytest.raises(StoreError, match="cannot be loaded"):
        Embedder(str(tmp_path / "none")).query("x")
    assert not logging.is_progress_bar_enabled()
