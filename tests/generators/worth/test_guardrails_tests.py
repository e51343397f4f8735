"""Worth tests of guardrails: incidents, invented results, corrections that break a rule."""

from __future__ import annotations

import pytest

from .planted import codes

ASKED = "Check this code for violations of the Web4 rules."
PATH = "components/Pump/0.1.0.0/src/ts/layer2/DefaultPump.ts"
GIVEN = f"Ruth mends the pump.\n\n{PATH}:\n\n```ts\nx();\n```"


def reviewed(output: str, given: str = GIVEN) -> tuple[str, ...]:
    return codes("guardrails", ASKED, given, output, is_negative_example=True)


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("The pump could run dry.", True),
        ("Run the suite twice; both runs have to pass.", True),
        ("The pump stood still for two days.", False),
        ("On Sunday nobody noticed it.", False),
        ("For example, it stood still for two days.", True),
    ],
)
def test_incidents(told: str, known: bool) -> None:
    assert ("unknown" in reviewed(f"**Violation:** printing.\n\n{told}")) is not known


def test_an_incident_of_the_request_may_be_told() -> None:
    given = GIVEN.replace("Ruth", "It stood still for two days. Ruth")
    assert "unknown" not in reviewed("The pump stood still for two days.", given)


def test_results_in_a_corrected_text_come_from_the_request() -> None:
    text = "Corrected:\n\n```markdown\n## Check\n{} of {} tests are green.\n```"
    assert "unknown" in reviewed(text.format(33, 34))
    assert "unknown" not in reviewed(text.format(33, 34), GIVEN + "\n33 of 34 tests are green.")


CLASS = """export class DefaultPump {{
  private model: Model = {{ on: false }};

  init(scenario: Scenario<Model>): this {{
    this.model = structuredClone(scenario.model);
    {line}
    return this;
  }}
{rest}}}"""
GIVES = """
  toScenario(): Scenario<Model> {
    return { ior: { ...this.ior }, owner: '', model: structuredClone(this.model) };
  }
"""


@pytest.mark.parametrize(
    ("line", "rest", "good"),
    [
        ("this.ready = true;", GIVES, True),
        ("this.ready = true;", "", False),
        ("console.log('ready');", GIVES, False),
        ("this.version = '0.1.0.0';", GIVES, False),
    ],
)
def test_corrections_keep_the_rules(line: str, rest: str, good: bool) -> None:
    code = CLASS.format(line=line, rest=rest)
    output = f"**Violation:** a rule.\n\n```typescript\n{code}\n```"
    assert ("unhouse" in reviewed(output)) is not good


@pytest.mark.parametrize(
    ("path", "judged"),
    [
        ("components/Pump/0.1.0.0/src/ts/layer2/DefaultPump.ts", True),
        ("components/Pump/0.1.0.0/test/Pump.test.ts", False),
    ],
)
def test_code_is_judged_by_the_layer_of_its_own_file(path: str, judged: bool) -> None:
    """What the situation names besides, an interface of layer 3 for instance, is another file."""
    given = f"`Meter` is declared in layer3/Meter.interface.ts.\n\n{path}:\n\n```ts\nx();\n```"
    code = "run(): this {\n  console.log('run');\n  return this;\n}"
    prints = f"**Violation:** x.\n\n```typescript\n{code}\n```"
    assert ("unhouse" in reviewed(prints, given)) is judged
