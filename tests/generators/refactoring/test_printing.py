"""Members without console output: what is left out, what is thrown, what is left alone."""

from __future__ import annotations

import pytest

from generators import typescript
from generators.refactoring.material import class_material, material, without_pictures
from generators.refactoring.printing import quiet


def member(text):
    return typescript.parse(f"class Holder {{\n{text}\n}}").classes[0].members[0]


def silent(text):
    return quiet(member(text))


def test_what_only_informs_is_left_out_with_what_only_served_it():
    text = (
        "save(path: string): void {\n  const size = this.rows.map(row => row.size);\n"
        "  // Tell the user\n  console.log(`saving ${size}`);\n\n  this.disk.write(path);\n"
        "  console.log('saved');\n}"
    )
    assert silent(text) == (
        "save(path: string): void {\n  this.disk.write(path);\n}",
        ("output_removed",),
    )


@pytest.mark.parametrize(
    ("condition", "elsewhere", "kept"),
    [
        ("this.loud", "", False),
        ("this.took > 100", "", False),
        ("this.took > 100", "  if (this.took > 100) {\n    this.slow = true;\n  }\n", True),
    ],
)
def test_no_condition_is_asked_less_because_its_output_went(condition, elsewhere, kept):
    printed = f"  if ({condition}) {{\n    console.warn(`slow`);\n  }}\n"
    text = f"save(path: string): void {{\n  this.disk.write(path);\n{printed}{elsewhere}}}"
    made = text.replace(printed, ""), ("output_removed",)
    assert silent(text) == (made if kept else None)


def test_a_condition_that_decides_about_more_than_output_is_still_asked():
    text = (
        "save(path: string): void {\n  if (this.loud) {\n    console.log('saving');\n"
        "    this.ring();\n  }\n  this.disk.write(path);\n}"
    )
    made = text.replace("    console.log('saving');\n", "")
    assert silent(text) == (made, ("output_removed",))


def test_an_error_that_was_printed_is_thrown_instead_of_the_empty_result():
    text = (
        "find(id: string): Row | null {\n  if (!this.has(id)) {\n"
        "    console.error(`❌ No row ${id}`);\n    return null;\n  }\n  return this.rows[id];\n}"
    )
    assert silent(text) == (
        "find(id: string): Row {\n  if (!this.has(id)) {\n"
        "    throw new Error(`No row ${id}`);\n  }\n  return this.rows[id];\n}",
        ("errors_thrown",),
    )


def test_a_refusal_that_was_only_printed_is_thrown():
    text = (
        "run(args: string[]): void {\n  if (args.length === 0) {\n"
        "    console.log('❌ run requires a name');\n    return;\n  }\n  this.go(args[0]);\n}"
    )
    made, steps = silent(text)
    assert "throw new Error('run requires a name');" in made and "return;" not in made
    assert steps == ("errors_thrown",)


@pytest.mark.parametrize(
    ("line", "thrown"),
    [
        ("\\n❌ No row here. \\n", "throw new Error('No row here.');"),
        ("❌ Failed, see the line above", None),
    ],
)
def test_what_is_thrown_makes_sense_without_the_screen(line, thrown):
    text = (
        "find(id: string): Row {\n  if (!this.has(id)) {\n"
        f"    console.error('{line}');\n    return null;\n  }}\n  return this.rows[id];\n}}"
    )
    made = silent(text)
    assert thrown in made[0] if thrown else made is None


def test_what_was_caught_is_the_cause():
    text = (
        "load(): void {\n  try {\n    this.read();\n  } catch (error) {\n"
        "    console.error('Could not load:', error);\n  }\n}"
    )
    made, steps = silent(text)
    assert "throw new Error('Could not load', { cause: error });" in made
    assert steps == ("errors_thrown",)


@pytest.mark.parametrize(
    "body",
    [
        # The printed value is computed by something that may do more.
        "const rows = this.load();\n  console.log(rows);\n  this.done = true;",
        # The error is printed and the work goes on.
        "if (!this.on) {\n    console.error('not ready');\n  }\n  this.go();",
        # A special case would be left without a word.
        "if (this.off) {\n    console.log('nothing to do here');\n    return;\n  }\n  this.go();",
        # Nothing else tells of the failure.
        "if (this.known) {\n    this.go();\n  } else {\n    console.log('unknown place');\n  }\n"
        "  this.stop();",
        # The same, though something is done besides.
        "switch (this.at) {\n    case 1:\n      this.go();\n      break;\n    default:\n"
        "      console.log('Unknown place');\n      this.help();\n  }\n  this.stop();",
        # Hardly anything would be left.
        "const all = this.rows.length;\n  const top = this.rows[0];\n"
        "  console.log(all);\n  console.log(top);\n  this.shown = true;",
        # Nothing would be left but the way out.
        "console.log('done');\n  return;",
        # What is left serves nothing.
        "const rows = this.rows;\n  this.go();\n  this.stop();\n  console.log('done');",
        # The work goes on after the attempt.
        "try {\n    this.go();\n  } catch (error) {\n    console.error('it failed', error);\n  }\n"
        "  this.stop();",
        # The catch would only throw again.
        "try {\n    this.go();\n  } catch (error) {\n    console.error(error);\n"
        "    throw error;\n  }",
        # A catch would be empty.
        "try {\n    this.go();\n  } catch (error) {\n    console.log(error);\n  }",
    ],
)
def test_what_would_change_more_is_left_alone(body):
    assert silent(f"go(): void {{\n  {body}\n}}") is None


def test_pictures_go_from_what_is_printed_and_from_nothing_else():
    text = "show(): void {\n  const sign = '✅';\n  console.log('✅ done', sign);\n}"
    shown = material(member(text), "layer5")
    assert shown.found is None
    assert "console.log('done', sign)" in shown.member.text and "sign = '✅'" in shown.member.text
    assert without_pictures("show(): void {}") == "show(): void {}"


def test_a_class_is_shown_without_output_and_its_members_with_the_text_they_had():
    code = (
        "class Tank {\n  level = 0;\n\n  fill(by: number): void {\n"
        "    console.log('filling');\n    this.level += by;\n  }\n}"
    )
    unit = typescript.parse(code).classes[0]
    assert class_material(unit, "layer2").text == code.replace("    console.log('filling');\n", "")
    assert class_material(unit, "layer5").text == code
    shown = material(unit.member("fill"), "layer2")
    assert shown.found is not None and "console.log" in shown.found[0]
    assert shown.found[1] == ("output_removed",)


STEP = "this.step(row);\n    this.store.keep(row);\n    this.last = row;"
EACH = f"for (const row of this.rows) {{\n    console.log(`- ${{row}}`);\n    {STEP}\n  }}"
SWITCH = f"switch (row) {{\n    case 1:\n      {STEP}\n      break;\n    OTHER\n  }}"


@pytest.mark.parametrize(
    ("name", "result", "body", "goes"),
    [
        # Each row is shown, and nobody else is told of it.
        ("run", "void", EACH, False),
        # The same with the rows returned, or without a word on the row.
        ("run", "Row[]", f"{EACH}\n  return this.rows;", True),
        ("run", "void", EACH.replace("`- ${row}`", "'next'"), True),
        # Named for showing.
        ("showRow", "void", f"console.log('the row');\n  {STEP}", False),
        ("shower", "void", f"console.log('the row');\n  {STEP}", True),
        # A text of several lines.
        ("run", "this", f"console.log(`\nRow\nof rows\n`);\n  {STEP}\n  return this;", False),
        # A case of nothing would be left; one that falls through is none.
        ("run", "void", SWITCH.replace("OTHER", "default:\n      console.log('row');"), False),
        (
            "run",
            "void",
            "console.log('row');\n  "
            + SWITCH.replace("case 1:", "case 1:\n    case 2:").replace("    OTHER\n", ""),
            True,
        ),
    ],
)
def test_output_that_is_the_job_of_a_method_stays(name, result, body, goes):
    assert (silent(f"{name}(row: Row): {result} {{\n  {body}\n}}") is not None) == goes


@pytest.mark.parametrize(
    ("line", "kept"),
    [("console.log('done ✅');", "console.log('done ');"), ("console.log('Compliant: ✅');", None)],
)
def test_a_picture_that_is_all_a_line_says_stays(line, kept):
    text = f"show(): void {{\n  {line}\n}}"
    assert without_pictures(text) == (text if kept is None else text.replace(line, kept))
