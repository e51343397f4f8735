"""Scenarios that do not come back as they went: planted faults and near misses."""

from __future__ import annotations

import pytest

from .planted import codes, fenced

GIVEN = fenced("""export interface KilnScenario { owner: string; label: string; model: KilnModel; }
export interface KilnModel { celsius: number; state: string; path: string; }
export class DefaultKiln {
  private model: KilnModel = { celsius: 0, state: 'cold', path: '' };
  private scenario!: KilnScenario;
  private owner: string = '';
  private label: string = '';

  init(scenario: KilnScenario): this;
  toScenario(): KilnScenario;
  private place(): string;
}""")
SAVED = """toScenario(): KilnScenario {
  return { owner: this.owner, label: this.label, model: { ...this.model } };
}"""
COPY = "this.model = structuredClone(scenario.model);"
ALL = f"this.owner = scenario.owner; this.label = scenario.label; {COPY}"


def core(*members: str, pattern: str = "scenario_state") -> tuple[str, ...]:
    output = "\n\n".join(members)
    asked = "Write `init`, `toScenario` and `name` of class `DefaultKiln`."
    about = {"pattern_name": pattern, "layer": "layer2", "view": "members"}
    return codes("style_core", asked, GIVEN, output, **about)


def init(body: str) -> str:
    lines = body.replace("; ", ";\n  ")
    return f"init(scenario: KilnScenario): this {{\n  {lines}\n  return this;\n}}"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (ALL, ()),
        # What was restored is overwritten.
        (f"{ALL} this.model.state = 'cold';", ("untrue",)),
        (f"this.model.state = 'cold'; {ALL}", ()),
        # What is asked for anew is right, but not in the caller's object.
        (f"{ALL} this.model.path = this.place();", ()),
        ("this.model = scenario.model; this.model.path = this.place();", ("untrue",)),
        # What is saved and what is restored are different things.
        ("this.scenario = scenario;", ("untrue",)),
    ],
)  # fmt: skip
def test_a_scenario_comes_back(body: str, found: tuple[str, ...]) -> None:
    assert core(init(body), SAVED) == found


def test_a_member_reads_what_init_restores() -> None:
    name = "name(): string {\n  return this.label;\n}"
    kept = init("this.scenario = scenario;")
    saved = "toScenario(): KilnScenario {\n  return structuredClone(this.scenario);\n}"
    # It also works beside the scenario.
    assert core(kept, saved, name) == ("unshown", "untrue")
    assert core(kept, saved, name.replace("this.label", "this.scenario.label")) == ()
    assert core(init("this.scenario = scenario; this.label = scenario.label;"), saved, name) == ()
    helped = init("this.scenario = scenario; this.place();")
    assert core(helped, saved, name) == ()
    assert "untrue" in core(kept, saved, name, pattern="radical_oop")


@pytest.mark.parametrize(
    ("pattern", "body", "found"),
    [
        ("empty_constructor", f"{ALL} this.model.state = 'cold';", ("untrue",)),
        (
            "radical_oop",
            "this.model = scenario.model; this.model.path = this.place();",
            ("untrue",),
        ),
        ("empty_constructor", ALL, ()),
    ],
)
def test_init_does_not_overwrite_whatever_the_pattern(
    pattern: str, body: str, found: tuple[str, ...]
) -> None:
    assert ("untrue" in core(init(body), SAVED, pattern=pattern)) == bool(found)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("this.place(); this.label = name;", ()),
        ("this.model.path = name;", ()),
        # A field of which neither `init` nor `toScenario` knows is no state that comes back.
        ("this.scenario = structuredClone(this.scenario);", ("unshown", "untrue")),
    ],
)
def test_what_a_member_changes_is_saved(body: str, found: tuple[str, ...]) -> None:
    lines = body.replace("; ", ";\n  ")
    change = f"name(name: string): this {{\n  {lines}\n  return this;\n}}"
    assert core(init(ALL), SAVED, change) == found
