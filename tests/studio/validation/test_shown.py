"""What validation can tell of a violation from the code alone, in the forms people write."""

from __future__ import annotations

import pytest

from studio.validation import shown
from studio.validation.rules.records import _wanted

SHOWN = [
    ("jest_import", "const f = jest.fn<void, [string]>();"),
    ("jest_import", "let f: jest.Mock<void, [string]>;"),
    ("jest_import", "describe('a', () => {\n  it('b', () => { expect(1).toBe(1); });\n});"),
    ("shell_injection", "await promisify(exec)(`ping ${host}`);"),
    ("shell_injection", "spawn('convert', [file], { shell: true });"),
    ("free_function", "export class A {\n  static sum(a: number): number { return a; }\n}"),
    ("free_function", "export const rows = {\n  label: (row: Row): string => row.name,\n};"),
    ("swallowed_error", "try { await a(); } finally { await b(); return this; }"),
    ("swallowed_error", "const r = await Promise.allSettled(all);"),
    ("swallowed_error", "await a().catch(() => {\n  this.failed = true;\n});"),
    ("shell_injection", "await run('/bin/sh', ['-c', `ping ${host} > log`]);"),
]
CORRECTED = [
    ("jest_import", "import { it } from 'vitest';\nit('b', () => {});\nconst f = vi.fn();"),
    ("shell_injection", "await promisify(execFile)('ping', ['-c', '1', host]);"),
    ("swallowed_error", "await a().catch((e) => {\n  throw new Error('a', { cause: e });\n});"),
    ("free_function", "export class A {\n  sum(a: number): number { return a; }\n}"),
    ("swallowed_error", "try { await a(); } finally { await b(); }\nreturn this;"),
]


@pytest.mark.parametrize(("name", "code"), SHOWN)
def test_a_violation_is_seen(name: str, code: str) -> None:
    assert shown.VIOLATIONS[name][0](code)


@pytest.mark.parametrize(("name", "code"), CORRECTED)
def test_a_correction_is_free_of_it(name: str, code: str) -> None:
    there, remains = shown.VIOLATIONS[name]
    assert not remains(code) and (name == "swallowed_error" or not there(code))


@pytest.mark.parametrize(
    ("instruction", "given", "wanted"),
    [
        ("Generate a document", "x\nSections: Introduction, Check and Lessons\ny",
         ["introduction", "check", "lessons"]),
        ("Write Problem and Plan", "x", ["problem", "plan"]),
        ("Report on “Check the Plan”", "x",
         ["introduction", "problem", "plan", "do", "check", "act", "lessons"]),
    ],
)  # fmt: skip
def test_the_sections_asked_for(instruction: str, given: str, wanted: list[str]) -> None:
    assert _wanted({"instruction": instruction, "input": given}) == wanted
