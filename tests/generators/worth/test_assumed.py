"""What a correction takes for granted is told from what it is given or brings along."""

from __future__ import annotations

import pytest

from generators.worth.stated import assumed

GIVEN = (
    "export class DefaultTank implements Tank {\n  fill(litres: number): this { return this; }\n}"
)
OWN = """export class DefaultTank implements Tank {
  private model: TankModel = { level: 0 };

  fill(litres: number): this {
    return this.noted(litres);
  }

  private noted(litres: number): this {
    this.model.level = Math.max(0, litres);
    return this;
  }
}
"""
FOREIGN = OWN.replace("Math.max(0, litres)", "this.gauge.readLevel(litres as Volume)")
SHELL = "set -euo pipefail\ntankctl drain 3\ngit add . && git commit -m x\ntank test\n"


@pytest.mark.parametrize(
    ("code", "language", "names"),
    [
        (OWN, "typescript", []),
        (FOREIGN, "typescript", ["Volume", "this.gauge", "readLevel()"]),
        (SHELL, "bash", ["tankctl …"]),
        ('{ "tank": 1 }', "json", []),
    ],
)
def test_names_taken_for_granted(code: str, language: str, names: list[str]) -> None:
    assert assumed.names(code, language, GIVEN) == names


def test_an_announced_name_is_no_weakness() -> None:
    answer = f"**Correction:**\n\n```typescript\n{FOREIGN}```\n"
    assert assumed.unannounced(answer, GIVEN) == ["Volume", "this.gauge", "readLevel()"]
    said = answer + "\nThe correction assumes `Volume`, `this.gauge` and `readLevel()`."
    assert assumed.unannounced(said, GIVEN) == []
