"""Steps of refactorings against the two codes: planted faults and near misses."""

from __future__ import annotations

from .test_code import CLOSED, OPEN, PRIVATE, TOLD, private, refactored

NULLISH = "defaults only for what is missing"
LOUD = """public size(limit?: number): number {
  const most = limit || 40;
  const least = limit || 20;
  return Math.max(least, Math.min(this.rows, most));
}"""
EXACT = LOUD.replace("||", "??")


def test_a_field_that_nothing_sets() -> None:
    bare = "  celsius: number;\n"
    before = OPEN.replace("  celsius: number = 20;\n", bare).replace("this.celsius = to", "use(to)")
    after = private(before)
    assert "broken" in refactored(after, f"{TOLD} It may `use` what is there.", before)
    assert refactored(CLOSED) == ()
    optional = before.replace("celsius:", "celsius?:").replace("use(to)", "this.use(to)")
    assert "broken" not in refactored(optional.replace("this.use(to)", "void to"), TOLD, before)


def test_a_step_that_is_taken_and_not_named() -> None:
    before = OPEN.replace("to: number", "to: any")
    told = f"{TOLD} Types are stated (`to: number`)."
    assert refactored(CLOSED, told, before) == ("untrue",)
    assert refactored(CLOSED, told, before, f"{PRIVATE}; any replaced by types") == ()


def test_one_of_the_named_steps_is_not_there() -> None:
    assert refactored(CLOSED, steps=f"{PRIVATE}; var replaced by const and let") == ("unshown",)


def test_a_default_that_makes_no_difference() -> None:
    told = "In `size`, `??` stands in for a missing `limit` only."
    assert refactored(EXACT, told, LOUD, NULLISH) == ()
    same = [each.replace("40", "0").replace("20", "0") for each in (EXACT, LOUD)]
    assert refactored(same[0], told, same[1], NULLISH) == ("unshown",)


def test_one_text_in_place_of_another() -> None:
    before = "public at(seat: string): void {\n  throw new Error('no seat');\n}"
    after = before.replace("'no seat'", "`no seat ${seat}`")
    step = "errors that say what they are about"
    assert refactored(after, "The message of `at` now includes `seat`.", before, step) == (
        "unshown",
    )


def test_changed_lines_that_belong_to_no_step() -> None:
    tail = "    this.celsius = to;\n"
    more = "    Gong.bell += 1;\n    Gong.bell *= 2;\n"
    before = OPEN.replace(tail, f"    Gong.bell = 0;\n    Gong.bell -= 3;\n{tail}")
    after = CLOSED.replace(tail, more + tail)
    assert refactored(after, f"{TOLD} `heat` is as useful as before.", before) == ("untrue",)
    assert refactored(after, f"{TOLD} `heat` rings the `bell` otherwise.", before) == ()


def test_a_comment_that_nobody_could_write() -> None:
    noted = CLOSED.replace("  heat(", "  /** Kilns burn glaze, cones, saucers. */\n  heat(")
    told = f"{TOLD} `heat` has a comment."
    assert refactored(noted, told) == ("unknown",)
    known = CLOSED.replace("  heat(", "  /** Sets celsius to the number. */\n  heat(")
    assert refactored(known, told) == ()
    # A single constant that the request does not hold is made up.
    named = CLOSED.replace("  heat(", "  /** Sets celsius to MAX_HEAT. */\n  heat(")
    assert "unknown" in refactored(named, told)


def test_a_comment_from_nowhere() -> None:
    lines = ("public open(to: number): void {", "  var wide = to;", "  var far = to;")
    before = "\n".join((*lines, "  return use(wide, far);", "}"))
    after = before.replace("var", "const")
    step, told = "var replaced by const and let", "In `open`, `wide` and `far` are `const`."
    assert refactored(after, told, before, step) == ()
    noted = after.replace("  return", "  // wide and far\n  return")
    assert refactored(noted, told, before, step) == ("untrue",)
    assert refactored(noted, f"{told} A comment names both.", before, step) == ()


def test_layer_5_has_nobody_to_leave_a_decision_to() -> None:
    before = "public open(): void {\n  console.error('no door');\n  process.exit(1);\n}"
    after = "public open(): void {\n  throw new Error('no door');\n}"
    step, told = "errors thrown instead of ending the process", "`open` throws `Error` now."
    assert refactored(after, told, before, step) == ()
    assert refactored(after, told, before, step, layer="layer5") == ("untrue",)


SAYING = """public send(text: string): void {
  const message = this.frame(text);
  console.log(message);
}"""
SENDING = """public send(text: string): void {
  const message = this.frame(text);
  this.line.push(message);
  console.log(message);
}"""
QUIET = "console output left to layer 5"


def test_a_method_whose_work_went_with_its_output() -> None:
    told = "`send` no longer prints its `message`; layer 5 does."
    silent = [each.replace("  console.log(message);\n", "") for each in (SAYING, SENDING)]
    assert "broken" in refactored(silent[0], told, SAYING, QUIET)
    assert "broken" not in refactored(silent[1], told, SENDING, QUIET)


LOGGED = """public load(path: string): string {
  try {
    if (!path) {
      console.error('no path');
      return '';
    }
    return this.read(path);
  } catch (error) {
    REST
  }
}"""
THROWN = LOGGED.replace(
    "console.error('no path');\n      return '';", "throw new Error('no path');"
)
THROWS = "errors thrown instead of logged"


def test_an_error_that_is_thrown_and_caught_again() -> None:
    told = "`load` throws the `Error` that it logged."
    for rest, expected in (
        ("return String(error);", True),
        ("throw new Error(`cannot load: ${String(error)}`);", True),
        ("this.close(); throw error;", False),
    ):
        before, after = (each.replace("REST", rest) for each in (LOGGED, THROWN))
        assert ("untrue" in refactored(after, told, before, THROWS)) == expected
