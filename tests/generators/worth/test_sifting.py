"""Notes that have to be sifted: some are left out, everybody can tell which, and the form says how
the others are set.
"""

from __future__ import annotations

import pytest

from .planted import codes

PLAN = (
    "## PLAN\n\n**Objective:** Mend the latch of the oven\n\n**Steps:**\n- Take the latch off\n"
    "- Replace the spring\n"
)
FORM = "Form of the PLAN:\n## PLAN\n**Objective:** …\n**Steps:**\n- …\n\n"
OWN = ["Objective: Mend the latch of the oven", "Take the latch off; Replace the spring"]
OBJECTIVE = "Objective: Mend the latch of the oven\n\n"
OTHER = "Other work in the notes: Send invoices to all customers of the bakery\n\n"
ASKED = "Write the PLAN of “Latch of the oven”."
BOTH = f"{ASKED} Leave out the notes on “Invoices of the bakery”."


def judged(asked: str, given: str, notes: list[str], output: str = PLAN) -> tuple[str, ...]:
    listed = "\n".join(f"- {note}" for note in notes)
    return codes("domain_representatives", asked, f"{given}{listed}", output, view="plan")


def test_a_section_whose_notes_are_all_its_own_gives_the_answer_away() -> None:
    notes = f"{OBJECTIVE}{FORM}Notes for the PLAN:\n"
    assert judged(ASKED, notes, OWN) == ("leaks",)
    mixed = f"{OBJECTIVE}{FORM}Notes:\n"
    assert judged(ASKED, mixed, [*OWN, "Oiled both of the rusty hinges"]) == ()


@pytest.mark.parametrize(
    ("foreign", "expected"),
    [
        ("Count the invoices of the bakery twice", ()),
        ("Ledger: print invoices on grey paper", ()),
        # A label that the form has, with other words or without.
        ("Objective: print invoices on grey paper", ("unknown",)),
        ("Next steps: print invoices on grey paper", ("unknown",)),
        ("Steps (later): print invoices on grey paper", ("unknown",)),
        # What this work is about, and the other is not.
        ("Print invoices beside the oven", ("unknown",)),
    ],
)
def test_what_is_left_out_can_be_told_apart(foreign: str, expected: tuple[str, ...]) -> None:
    given = f"{OBJECTIVE}{FORM}{OTHER}Notes:\n"
    assert judged(BOTH, given, [*OWN, foreign]) == expected


@pytest.mark.parametrize(
    ("shape", "items", "expected"),
    [
        ("- …", "- Take the latch off\n- Replace the spring\n", ()),
        ("- …", "- Take the **latch** off\n- Replace the spring\n", ("unknown",)),
        ("- **…:** …\n- …", "- **Latch:** off\n- **Springs** are replaced\n", ("unknown",)),
        ("- …", "- Take *latch* off\n- Replace the spring\n", ("unknown",)),
        ("- …", "- Take 2 * 3 * 4 off\n- Replace the spring\n", ()),
        ("- …", "- Take `src/**` off\n- Replace the spring\n", ()),
        ("1. **…**", "1. **Take the latch off**\n2. **Replace the spring**\n", ()),
        ("1. **…:** …", "1. **Latch:** take it off\n2. **Spring:** replace it\n", ()),
        ("1. …\n1. **…**", "1. Take the latch off\n2. **Replace the spring**\n", ("unknown",)),
        ("1. **…**\n- …", "1. **Take the latch off**\n   - Replace the spring\n", ()),
    ],
)
def test_the_form_shows_what_is_bold(shape: str, items: str, expected: tuple[str, ...]) -> None:
    given = f"{OBJECTIVE}{FORM.replace('- …', shape)}{OTHER}Notes:\n"
    output = f"{PLAN.split('- ')[0]}{items}"
    notes = [*items.replace("*", "").splitlines(), OWN[0], "Count the invoices of the bakery twice"]
    assert judged(BOTH, given, notes, output) == expected
