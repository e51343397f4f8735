"""Effects on callers without a word about them: planted, and told in one way or another."""

from __future__ import annotations

import pytest

from .test_telling import refactored, thrown

BLOCKED = "read(name: string): string {\n  return readFileSync(name, 'utf8');\n}"
WAITED = "async read(name: string): Promise<string> {\n  return await readFile(name, 'utf8');\n}"
BUILT = """export class Oven {
  private heat: number;

  constructor(heat: number) {
    this.heat = heat;
    this.start();
  }

  private start(): void {
    open(this.heat);
  }
}"""
EMPTIED = (
    BUILT.replace("constructor(heat: number)", "constructor()")
    .replace("    this.start();\n", "")
    .replace("= heat;", "= 0;")
)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("`readFile` replaces `readFileSync`.", ("untrue",)),
        ("`readFile` replaces `readFileSync`; callers have to await `read`.", ()),
        ("`readFile` replaces `readFileSync`, and `read` returns a promise.", ()),
    ],
)
def test_a_method_that_waits_now_is_told(told: str, found: tuple[str, ...]) -> None:
    step = "synchronous input and output made asynchronous"
    assert refactored(BLOCKED, WAITED, told, step) == found


def test_an_error_where_there_was_none_is_told() -> None:
    assert thrown("The line of `open` that was printed is gone.") == ("untrue",)
    assert thrown("The line of `open` that was printed is thrown.") == ()


def test_a_constructor_that_takes_nothing_any_more_is_told() -> None:
    step = "constructor emptied"
    short = "`Oven` no longer touches `this.start`."
    assert "untrue" in refactored(BUILT, EMPTIED, short, step, "mined_core")
    longer = f"{short} `new Oven()` takes no `heat`."
    assert "untrue" not in refactored(BUILT, EMPTIED, longer, step, "mined_core")
