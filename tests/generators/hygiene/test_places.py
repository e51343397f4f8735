"""Signs are found in one pass, and patterns are tried on their lines alone."""

from __future__ import annotations

from generators.hygiene.places import Signs, spans


def test_every_sign_is_found_where_it_begins() -> None:
    found = Signs(["pass", "password", "pass", "größe"]).places("a password, pass the größe")
    assert found == {"pass": [2, 12], "password": [2], "größe": [21]}
    assert Signs(["key"]).places("") == {}


def test_a_span_is_the_line_of_a_sign_and_the_next() -> None:
    text = "one\ntwo key\nthree\nfour\nfive key\nsix key"
    places = Signs(["key"]).places(text)
    assert [text[start:end] for start, end in spans(text, places, ["key"])] == [
        "two key\nthree",
        "five key\nsix key",
    ]
    assert list(spans(text, places, ["other"])) == []


def test_lines_that_touch_are_one_span() -> None:
    text = "key\nkey\nkey\nend\nout"
    places = Signs(["key"]).places(text)
    assert [text[a:b] for a, b in spans(text, places, ["key"])] == ["key\nkey\nkey\nend"]


def test_a_text_of_one_line_is_one_span() -> None:
    places = Signs(["key"]).places("key key")
    assert list(spans("key key", places, ["key"])) == [(0, 7)]
