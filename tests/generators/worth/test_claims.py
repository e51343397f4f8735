"""Claims of authored texts that the request does not show: planted faults and near misses."""

from __future__ import annotations

import pytest

from .planted import codes, fenced

GIVEN = f"""Egon weighs honey with HoneyScale 0.4.2.0 (`honeyscale weigh`); jars are counted.

{
    fenced('''export class DefaultHoneyScale implements HoneyScale {
  private jars: number[] = [];

  constructor() {}

  weigh(jar: number, lid: boolean): this {
    this.jars.push(jar);
    return this;
  }
}''')
}"""


def reviewed(output: str, given: str = GIVEN) -> tuple[str, ...]:
    asked = "Identify what is wrong in this code."
    return codes("guardrails", asked, given, output, is_negative_example=True)


def code(line: str) -> str:
    return f"Written like this:\n\n{fenced(line)}"


PLANTED = {
    "an option of an own command": (
        code("const weigh = ['weigh', '--tare'];"),
        code("const log = ['git', 'log', '--tare'];"),
    ),
    "a method that no component has": (
        "Set it by `honeyscale setTare`.",
        "Set it by `honeyscale weigh jar`, or `beescale setTare`.",
    ),
    "what a log has shown": (
        "The log said “no jar on the scale today”.",
        "The log said “jars are counted”, and “no jar on the scale today” is clearer.",
    ),
    "a test that is nowhere": (
        "The test puts a jar down twice.",
        code("it('weighs', () => undefined);") + "\n\nThe test puts a jar down twice.",
    ),
    "a uuid": (
        code("const id = '0a1b2c3d-1111-4222-8333-444455556666';"),
        code("const id = '00000000-0000-0000-0000-000000000000';"),
    ),
    "a version": (
        code("const link = 'honeyscale/0.7.1.3/dist';"),
        code("const link = 'honeyscale/0.4.3.0/dist'; const host = 'http://192.0.2.14';"),
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_what_the_request_does_not_show(fault: str) -> None:
    planted, near = PLANTED[fault]
    assert reviewed(planted) == ("unknown",)
    assert reviewed(near) == ()


def test_what_the_request_shows() -> None:
    given = (
        f"{GIVEN}\n`honeyscale setTare '--tare'` printed “No jar on the scale today”; the test"
        " has 0a1b2c3d-1111-4222-8333-444455556666 and 0.7.1.3."
    )
    for planted, _ in PLANTED.values():
        assert reviewed(planted, given) == ()


def test_a_parameter_that_goes_without_a_word() -> None:
    head = "export class DefaultHoneyScale implements HoneyScale {\n  constructor() {}\n\n"
    body = "  weigh(jar: number): this {\n    return this;\n  }\n}"
    planted = f"Jars are kept in the wrong place.\n\n{fenced(head + body)}"
    assert reviewed(planted) == ("untrue",)
    assert reviewed(f"{planted}\n\nThe lid weighs nothing.") == ()
    kept = body.replace("jar: number", "jar: number, lid: boolean, tare: number")
    assert reviewed(planted.replace(body, kept)) == ()


def framed(output: str, given: str, view: str) -> tuple[str, ...]:
    return codes("process_framework", "Write it down.", given, output, view=view)


def test_a_speaker_from_nowhere() -> None:
    given = "The trigger: honey is too thin, says Egon."
    assert framed("“Honey is too thin.” – Irma", given, "mixed_up") == ("unknown",)
    assert framed("“Honey is too thin.” – Egon", given, "mixed_up") == ()


def test_versions_in_marked_examples() -> None:
    given = "Honey comes in versions."
    assert framed("Version 2.4.0.1 was too thin.", given, "applied") == ("unknown",)
    assert framed("**Example:** Version 2.4.0.1 was too thin.", given, "applied") == ()


def test_an_option_loses_the_reason_against_it() -> None:
    given = "One thought was “boil the honey”. It would lose its taste. We wait."
    short = "## Plan\nWe wait. Not taken: “boil the honey”."
    view = "document_from_message"
    assert framed(short, given, view) == ("broken",)
    assert framed(f"{short} It would lose its taste.", given, view) == ()
    assert framed("## Plan\nWe wait.", given, view) == ()
