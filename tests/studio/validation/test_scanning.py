"""A large export is scanned in a process of its own, with the same result."""

from __future__ import annotations

import pytest

from studio.validation import scanning
from studio.validation.second_process import DiedError, SecondProcess

TEXTS = [
    "Nothing to see",
    "mail to jane.doe@corp-mail.com",
    "const apiKey = 'sk-ant-api03-Zq8vLr2Xw5Tn7Kd4Hs9Jf1';",
    "left in /Users/miller/notes",
]
FOUND = {
    "secrets": {2},
    "emails": {1},
    "people": {3},
}


@pytest.mark.parametrize("apart", [1, 10**9])
def test_each_kind_is_found_in_either_process(apart: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "APART", apart)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    begun = scanning.Scanning(TEXTS)
    assert (begun._process is not None) == (apart == 1)
    assert {rule: set(hits) for rule, hits in begun.found().items()} == FOUND
    assert begun.found() is begun.found()


@pytest.mark.parametrize("apart", [1, 10**9])
@pytest.mark.parametrize(
    ("rule", "at"), [(rule, at) for rule, hits in FOUND.items() for at in hits]
)
def test_what_the_metadata_of_a_sample_states_is_scanned_too(
    rule: str, at: int, apart: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "APART", apart)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    texts = {"instruction": "a", "input": "", "output": "b"}
    clean = {"source": "a/b.ts", "tokens": 3, "never_train": False, "layer": None}
    held = [clean, clean | {"family": TEXTS[at]}, clean, clean | {"source": TEXTS[at]}]
    found = scanning.Scanning.of({**texts, "metadata": metadata} for metadata in held).found()
    assert {name for name, hits in found.items() if hits} == {rule}
    assert set(found[rule]) == {1, 3} and all(w.endswith("texts") for w in found[rule].values())


def test_a_process_that_died_is_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "APART", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    begun = scanning.Scanning(TEXTS)
    assert begun._process
    begun._process._process.kill()
    begun._process._process.wait()
    assert {rule: set(hits) for rule, hits in begun.found().items()} == FOUND


def test_a_process_says_why_it_died() -> None:
    process = SecondProcess("studio.no_such_module", None)
    with pytest.raises(DiedError, match="No module named"):
        process.answer()
    # Its files are closed, and closing again does no harm.
    process.close()


@pytest.mark.parametrize(
    "text",
    ["git remote get-url origin | grep '^git@github.com:'", "ssh git@host.org", "a@2x.png"],
)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert scanning.scan([text])["emails"] == {}
