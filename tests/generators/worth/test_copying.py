"""What cannot be copied by `structuredClone`, by the types that a sample shows."""

from __future__ import annotations

import pytest

from generators.worth.piece import read
from generators.worth.refactored.copying import uncopied

CLASS = """
export class DefaultKiln {
  private model: KilnModel;
  toScenario(): KilnModel {
    return structuredClone(this.model);
  }
}
"""
TAKEN = "init(model: KilnModel): this {\n  this.model = structuredClone(model);\n  return this;\n}"


@pytest.mark.parametrize(
    ("types", "live"),
    [
        ("export interface KilnModel { name: string; parts: Part[]; }", False),
        ("export interface KilnModel { name: string; data: Record<string, unknown>; }", False),
        ("export interface KilnModel {\n  name: string;\n  resolve(): Promise<string>;\n}", True),
        ("export interface KilnModel { onFire: (heat: number) => void; }", True),
        ("export interface KilnModel { serverProcess: unknown | null; }", True),
        (
            "export interface KilnModel { parts: Part[]; }\n"
            "export interface Part {\n  readonly name: string;\n  load(from: string): Part;\n}",
            True,
        ),
        ("export type KilnModel = { close: () => void };", True),
    ],
)
def test_a_copy_of_what_is_no_data(types: str, live: bool) -> None:
    for code, name in ((CLASS, "model"), (TAKEN, "model")):
        assert uncopied(read(code), read(types)) == ({name} if live else set())
    # What is not copied, or of which nothing is shown, says nothing.
    assert not uncopied(
        read(CLASS.replace("structuredClone(this.model)", "this.model")), read(types)
    )
    assert not uncopied(read(CLASS), read(""))
