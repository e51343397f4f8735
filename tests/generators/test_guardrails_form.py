"""Whether the form of an input of guardrails gives its answer away."""

from generators.guardrails import cases
from tests.bench import form

# Share of pieces that may be told apart without reading them; half is chance.
TOLD = 0.6
# Where the rule is about a word or a command, a new case or two may move the share so far.
TOLD_BY_WORDS = 0.63


def pairs() -> list[form.Given]:
    return [each for category in cases.FILES for each in form.inputs(category)]


def test_a_mark_in_the_form_is_found() -> None:
    """A line that only approved pieces have tells everything."""
    marked = [(f"{text}\n=====" if alike else text, alike, case) for text, alike, case in pairs()]
    assert form.accuracy(marked, "shapes") > 0.9


def test_the_form_does_not_tell_approved_pieces_from_violations() -> None:
    """Shapes of lines and their number, learned from some cases and asked of others."""
    assert form.accuracy(pairs(), "shapes") <= TOLD


def test_words_tell_nothing_where_the_rule_is_not_a_word() -> None:
    """Jest and commands that write are words; what is unsafe or against the framework is not."""
    for category in ("security", "framework"):
        given = list(form.inputs(category))
        assert form.accuracy(given, "words") <= TOLD, category


def test_words_hardly_tell_where_the_rule_is_a_word() -> None:
    """Approved pieces name Jest and restart services as well, and violations look before they
    write, run Vitest beside Jest, and so on.
    """
    for category in ("jest_ban", "manual_operations"):
        given = list(form.inputs(category))
        assert form.accuracy(given, "words") <= TOLD_BY_WORDS, category
