"""The tokenizer setting: no generator, gate or index counts with another one."""

import inspect
from itertools import islice

import pytest

from generators import catalog, tokens
from generators.errors import TokenizerError
from generators.pipeline import engine, gates
from generators.settings import Settings
from generators.store import scan

from .records import Records
from .test_reporting_protocol import halls
from .test_style_core import lanterns

FAKE = "a-tokenizer-of-the-test"


class Corpus(Records):
    """Records and components together."""

    def __init__(self) -> None:
        super().__init__()
        shelf = lanterns()
        self.components = shelf.components
        self.distinct_components = shelf.distinct_components
        self.search_components = shelf.search_components

    __hash__ = object.__hash__


@pytest.fixture
def used(monkeypatch):
    """Names of the tokenizers that were asked for, each counting four characters as one."""
    names = []

    def counter(name):
        names.append(name)
        return lambda texts: [len(text) // 4 for text in texts]

    monkeypatch.setattr(tokens, "counter", counter)
    return names


@pytest.mark.parametrize("name", catalog.DATASETS)
def test_a_dataset_counts_with_the_tokenizer_of_the_settings(name, used, monkeypatch):
    """Every candidate is made, so that each way to make one has counted; every tenth is judged."""
    judged = gates.apply_gates
    monkeypatch.setattr(
        gates, "apply_gates", lambda made, *rest: judged(islice(made, 0, None, 10), *rest)
    )
    corpus = None if catalog.DATASETS[name].authored else Corpus()
    if name == "reporting_protocol":
        corpus = halls()
    pool = engine.gather(name, corpus, Settings(tokenizer=FAKE, scale=0.05))
    assert pool.candidates or pool.rejected
    assert set(used) == {FAKE}


def test_the_index_counts_with_it_too(used):
    record = Records(count=1).pdcas()[0].document
    assert list(scan.chunk_rows(record, FAKE)) and set(used) == {FAKE}


def test_no_call_can_leave_it_out():
    for function in (tokens.count, tokens.count_batch, tokens.counter):
        assert inspect.signature(function).parameters["tokenizer"].default is inspect._empty


def test_a_folder_without_a_tokenizer_says_what_is_missing(tmp_path):
    with pytest.raises(TokenizerError, match=r"holds no tokenizer\.json"):
        tokens.counter(str(tmp_path))


def test_an_unknown_tokenizer_is_an_error_for_people():
    with pytest.raises(TokenizerError, match="'/nowhere/at/all' cannot be loaded"):
        tokens.counter("/nowhere/at/all")
