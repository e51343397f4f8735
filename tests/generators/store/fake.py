"""An embedder without a model: vectors from a hash of the text, so that nothing slow is loaded."""

from __future__ import annotations

import hashlib

import numpy as np


class FakeEmbedder:
    """Remembers what it was asked to embed."""

    name = "fake"
    width = 384

    def __init__(self) -> None:
        self.seen: list[str] = []

    def encode(self, texts, on_progress=None):
        self.seen += list(texts)
        rows = [self.vector(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, 384), dtype=np.float32)

    def query(self, text):
        return self.vector(text)

    @staticmethod
    def vector(text):
        seed = int.from_bytes(
            hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "little"
        )
        row = np.random.default_rng(seed).normal(size=384).astype(np.float32)
        return row / np.linalg.norm(row)
