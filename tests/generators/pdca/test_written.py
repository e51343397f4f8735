"""Lines keep what they belong to: quotations, commands and list items in one piece, under the right
label; what a record only quotes is not its own.
"""

from __future__ import annotations

from collections import Counter

import pytest

from generators.pdca import parse, salient_lines
from generators.pdca.lines import wording, written
from generators.pdca.marks import told as told_line

RECORD = """# Oven

**Objective:** Bake the bread evenly at both sides
**Date:** 2025-10-13

## Plan

{plan}

## Do

{do}

## Check

- Both sides were brown after twenty minutes.
"""


def told(plan: str = "- Look at the heat first, please.", do: str = "") -> list[tuple[str, str]]:
    """(label, text) of the lines of Do, of Plan where there is no Do."""
    record = parse(RECORD.format(plan=plan, do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    wanted = "do" if do else "plan"
    return [(line.label, line.text) for line in lines if line.section == wanted]


def test_an_item_that_says_too_little_is_the_label_of_what_is_inside_of_it() -> None:
    plan = """- **Risks:**
  - Risk: Burned crust
    - Mitigation: Look every five minutes at least
  - Risk: Raw dough
    - Mitigation: Take the temperature inside of it
- All of it is done before the evening."""
    assert told(plan) == [
        ("Risk: Burned crust", "Mitigation: Look every five minutes at least"),
        ("Risk: Raw dough", "Mitigation: Take the temperature inside of it"),
        ("", "All of it is done before the evening."),
    ]


def test_a_question_is_the_label_of_its_answers() -> None:
    do = """**Question 3:** No tray is in the old oven
**Question 5 Answer:** Looking whether the tray exists elsewhere:
- Not found in the left drawer
- It lies on the shelf alone"""
    label = "Question 5 Answer: Looking whether the tray exists elsewhere"
    assert told(do=do)[-2:] == [
        (label, "Not found in the left drawer"),
        (label, "It lies on the shelf alone"),
    ]


def test_options_stand_below_their_decision() -> None:
    plan = """### Decisions to make

- [ ] **Decision 1: Kind of flour**
  - a) Wheat flour for a light loaf
  - b) Rye flour for a dark loaf
- [ ] **Decision 2: Size of loaf**
  - a) One large loaf for the week"""
    labels = [label for label, _ in told(plan)]
    assert [label.split(": ", 1)[-1] for label in labels] == [
        "Decision 1: Kind of flour",
        "Decision 1: Kind of flour",
        "Decision 2: Size of loaf",
    ]


def test_what_comes_behind_a_rule_is_not_below_the_heading_before_it() -> None:
    plan = """### Strategy

- Begin with the small oven in the kitchen

---

**Conclusion:** the oven heats at one side only"""
    record = parse(RECORD.format(plan=plan, do="x"), "2025-10-13-UTC-0915-oven.pdca.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    assert [line.heading for line in lines if line.section == "plan"] == ["Strategy", ""]


def test_a_quoted_document_says_nothing_of_its_own() -> None:
    do = """Removed the old instructions from the wall:

````markdown
## Rules

- Never open the oven in the first ten minutes

```bash
ls -la the/oven
```

- Always take the tray out with a cloth
````

- Wrote the new instructions on one page"""
    assert [text for _, text in told(do=do)] == ["Wrote the new instructions on one page"]


def test_a_quoted_document_may_have_fences_without_a_language() -> None:
    do = """Wrote the page on the bell:

```markdown
## When the bell rings

### What to say
```
The oven is ready, I am on my way to it.
```

### Why
The bell is all that the next baker hears of the oven.
```

- Hung the page beside the bell"""
    assert [text for _, text in told(do=do)] == ["Hung the page beside the bell"]


def test_a_document_ends_where_another_fence_begins_below_text() -> None:
    do = """```markdown
## Rules
- Never open the oven in the first ten minutes
```

The rules were printed by this run:

```
Printed one page of rules for the wall.
```

- Hung the page beside the bell"""
    assert [text for _, text in told(do=do)] == [
        "Printed one page of rules for the wall.",
        "Hung the page beside the bell",
    ]


@pytest.mark.parametrize("language", ["typescript", "json", "python"])
def test_code_below_what_the_user_said_is_nobodys_words(language: str) -> None:
    do = f"""**2. Oven Interface (the baker's feedback):**
```{language}
/**
 * Oven - keeps the heat apart from the clock
 *
 * Baker's feedback: the clock belongs to the wall
 */
```

- Moved the clock from the oven to the wall"""
    assert [text for _, text in told(do=do)] == ["Moved the clock from the oven to the wall"]


def test_a_comment_above_commands_names_them_without_its_tick() -> None:
    do = """```bash
# ✅ VERIFY: the oven must be cold now
git log --oneline -3
```"""
    assert told(do=do) == [("VERIFY: the oven must be cold now", "`git log --oneline -3`")]


def test_a_sign_behind_an_item_says_how_far_it_is_beside_others() -> None:
    do = """1. **Clean the oven of its ash** ✅
   - Brush the ash into the bucket

2. **Mend the bell of the oven** 🔄
   - Order the clapper from the smith"""
    assert told(do=do) == [
        ("", "Clean the oven of its ash (OK)"),
        ("Clean the oven of its ash (OK)", "Brush the ash into the bucket"),
        ("", "Mend the bell of the oven (in progress)"),
        ("Mend the bell of the oven (in progress)", "Order the clapper from the smith"),
    ]


def test_lines_that_each_tell_of_one_thing_are_not_run_together() -> None:
    do = """UnitEnhancedArchitecture.puml - the proposed service architecture of it
ScenarioComponentExtraction.puml - the strategy of the whole refactoring

A fresh copy of the oven was built from the old one of the bakery ✅
Package of the oven was named anew so that nobody mixes them up ✅

Phase 1 - Foundation of the bakery (weeks 1-2): Add a second chimney
Phase 2 - Migration of the bakery (weeks 3-5): Move the oven below it"""
    assert [text for _, text in told(do=do)] == [
        "UnitEnhancedArchitecture.puml - the proposed service architecture of it",
        "ScenarioComponentExtraction.puml - the strategy of the whole refactoring",
        "A fresh copy of the oven was built from the old one of the bakery (OK)",
        "Package of the oven was named anew so that nobody mixes them up (OK)",
        "Phase 1 - Foundation of the bakery (weeks 1-2): Add a second chimney",
        "Phase 2 - Migration of the bakery (weeks 3-5): Move the oven below it",
    ]


def test_a_sum_in_a_fence_is_not_told_by_its_last_line() -> None:
    do = """```
Warm dough of the evening
+ Flour of the second mill
= Bread that rises twice as fast
→ Shelves that are full at seven

Steps:
→ Knead the dough for ten minutes
→ Leave it below the cloth
```"""
    assert [text for _, text in told(do=do)] == [
        "Warm dough of the evening",
        "Flour of the second mill",
        "→ Knead the dough for ten minutes",
        "→ Leave it below the cloth",
    ]


def test_a_command_that_goes_on_is_whole_or_not_there() -> None:
    do = "```bash\nrm -rf trays/old \\\n  trays/older\n```\n\n- Threw the old trays away yesterday"
    assert ("", "`rm -rf trays/old trays/older`") in told(do=do)
    long = "```bash\nrm -rf trays/old \\\n" + "  trays/older/still \\\n" * 9 + "  x\n```"
    assert told(do=long) == []


def test_a_quotation_over_lines_is_one_line() -> None:
    do = '> "trays/old/left.txt\n> is clearly in the wrong drawer of the kitchen"'
    assert told(do=f"{do}\n\n- Moved it to the right drawer now") == [
        ("", '"trays/old/left.txt is clearly in the wrong drawer of the kitchen"'),
        ("", "Moved it to the right drawer now"),
    ]


def test_what_the_user_said_shows_where_it_is_cut() -> None:
    words = "bake it again and look at the left side of the oven while it bakes slowly"
    do = "### User Feedback\n\n" + "\n".join(f"> {words} {n}" for n in range(9)) + "\n> unit"
    pieces = [text for _, text in told(do=do)]
    assert len(pieces) > 1 and pieces[0].endswith(" …”") and pieces[1].startswith("The user: “… ")
    assert all(len(piece.split()) > 5 for piece in pieces)
    ended = "### User Feedback\n\n> " + "Bake it once more, please. " * 14
    assert [text[-2:] for _, text in told(do=ended)] == ["…”"]


def test_what_waits_says_so() -> None:
    do = """- Writing the notes of the day ⏳
- ⏳ Cleaning the oven from inside
- ⏳ Waiting for the dough to rise"""
    assert [text for _, text in told(do=do)] == [
        "Pending: Writing the notes of the day",
        "Pending: Cleaning the oven from inside",
        "Waiting for the dough to rise",
    ]


def test_lines_know_where_they_stand() -> None:
    body = '- one\n> "two\n> three"\n```sh\na \\\nb\n```'
    assert [(line.first, line.last) for line in written.lines(body)] == [
        (0, 0), (1, 2), (3, 3), (4, 5), (6, 6),
    ]  # fmt: skip


def test_a_long_line_is_whole_or_not_there() -> None:
    good = "All of the trays are clean and in place, and every oven was looked at today. "
    bad = "Only the left oven still has to be repaired before anybody may bake in it again."
    assert told(do=f"- {good * 2}{bad}") == [("", f"{good * 2}{bad}")]
    assert told(do=f"- {good * 6}{bad}") == []


def test_thoughts_of_the_user_are_kept_apart() -> None:
    do = "### User Feedback\n\n> 3b general\n>\n> feedback: a very bad way to ask me"
    assert told(do=do) == [("", "The user: “3b general / feedback: a very bad way to ask me”")]
    wrapped = (
        "this is a longer sentence that somebody wrapped at the margin\n> and that goes on here"
    )
    assert told(do=f"**User feedback:**\n\n> {wrapped}") == [
        ("User feedback", f"The user: “{wrapped.replace(chr(10) + '> ', ' ')}”")
    ]


def test_what_is_quoted_is_no_label() -> None:
    do = "- 'I quote you:\n- The loaf was born of flour and water\n- It is another word for made"
    assert [label for label, _ in told(do=do)] == ["", ""]


def test_evidence_and_headings_about_decisions_are_none() -> None:
    do = """### Architectural Decision

**Decision:** the small oven stays in the kitchen

**Implementation Evidence:**
- Both trays fit into the small oven at once

### Decision Framework Failure

- Nobody asked which of the ovens to take

### Decisions

- [x] Take the small oven for all of the loaves"""
    record = parse(RECORD.format(plan="x", do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    assert record.decisions == (
        "Decision: the small oven stays in the kitchen",
        "Take the small oven for all of the loaves",
    )


def test_ticks_below_a_bold_label_about_decisions_are_decisions() -> None:
    plan = (
        "**QA Decisions**\n- [x] **Now:** bake in the small oven\n- [ ] Buy another oven this year"
    )
    assert [text for _, text in told(plan)] == [
        "Now: bake in the small oven",
        "Open: Buy another oven this year",
    ]


@pytest.mark.parametrize(
    ("fence", "heading"),
    [("```", "Decisions"), ("~~~", "Entscheidungen"), ("```text", "QA Decisions")],
)
def test_a_heading_in_a_fence_ends_with_it(fence: str, heading: str) -> None:
    do = f"""### Looking at trays

{fence}
### {heading}
Write down each tray that you have looked at
{fence[:3]}

- The left tray has a hole in it
- [ ] Look at the right tray once more"""
    record = parse(RECORD.format(plan="- Look first.", do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    placed = {line.text: line.heading for line in lines}
    assert placed["The left tray has a hole in it"] == "Looking at trays"
    assert placed["Planned: Look at the right tray once more"] == "Looking at trays"


@pytest.mark.parametrize(
    "name", ["Which tray should be the first one", "Welches Blech soll zuerst"]
)
def test_what_is_inside_of_an_open_item_is_below_it(name: str) -> None:
    plan = f"""### Decisions

- [ ] **{name} hinein**
  - a) The left one with the hole in it
  - b) The right one that nobody cleaned
- [x] The oven stays where it is now"""
    assert told(plan=plan) == [
        ("", f"Open: {name} hinein"),
        (f"Open: {name} hinein", "a) The left one with the hole in it"),
        (f"Open: {name} hinein", "b) The right one that nobody cleaned"),
        ("", "The oven stays where it is now"),
    ]


def test_a_field_in_bold_ends_the_label_before_it_once_that_has_lines() -> None:
    plan = """**Problem:**
- The heat comes from one side
**Root Cause:** the fan of the oven stands still

**Steps:**
**First:** Open the door of the oven
**Second:** Close the door of the oven"""
    assert told(plan) == [
        ("Problem", "The heat comes from one side"),
        ("", "Root Cause: the fan of the oven stands still"),
        ("Steps", "First: Open the door of the oven"),
        ("Steps", "Second: Close the door of the oven"),
    ]


def test_a_comment_among_commands_does_not_take_an_options_label() -> None:
    plan = """**Option A: clean first**
```bash
# remove the old trays
rm -rf trays/old
```
- It takes twenty minutes of work"""
    option = "Option A: clean first"
    assert told(plan) == [
        (f"{option}: remove the old trays", "`rm -rf trays/old`"),
        (option, "It takes twenty minutes of work"),
    ]


def test_what_is_ticked_in_all_of_a_list_is_not_chosen() -> None:
    do = "- ✅ **Option A**: new shelves for it\n- ✅ **Option C**: new doors for it"
    assert [text for _, text in told(do=do)] == [
        "Option A: new shelves for it",
        "Option C: new doors for it",
    ]
    do = "- ✅ **Option A**: new shelves for it\n- **Option C**: new doors for it"
    assert told(do=do)[0] == ("", "Option A: new shelves for it (chosen)")


def test_a_lettered_task_is_no_option() -> None:
    do = "1. **Ready**\n   - [ ] a) Sweep the floor of it\n   - [ ] **b)** Wipe every tray of it"
    assert [text for _, text in told(do=do)] == [
        "Planned: Sweep the floor of it",
        "Planned: Wipe every tray of it",
    ]
    do = "### Decisions\n- [x] a) Sweep the floor of the hall\n- [ ] b) Wipe every tray of it"
    assert [text for _, text in told(do=do)] == [
        "a) Sweep the floor of the hall (chosen)",
        "b) Wipe every tray of it (not chosen)",
    ]


def test_words_in_quotation_marks_stay_as_they_are() -> None:
    do = '- ✅ The oven says "❌ Door 📚 is open" to everybody\n- Look for “🎯 Heat” in it'
    assert [text for _, text in told(do=do)] == [
        'The oven says "❌ Door 📚 is open" to everybody',
        "Look for “🎯 Heat” in it",
    ]


def test_a_conversation_that_the_user_pasted_is_not_the_users() -> None:
    do = """### User Feedback

> see what the other one did and write it down:
> I'll help you with the oven! Let me first look at it.
> Listed 23 trays
> Now let me open the door of it
> The door is open."""
    assert told(do=do) == [("", "The user: “see what the other one did and write it down: …”")]
    do = "### User Feedback\n\n> let me know when the bread is done\n> i'll eat it then"
    assert told(do=do) == [
        ("", "The user: “let me know when the bread is done / i'll eat it then”")
    ]


def test_words_of_the_user_are_cut_behind_a_sentence() -> None:
    ways = ("left", "right", "upper", "lower", "oldest", "newest", "smallest")
    said = [f"turn each tray of our {n} oven and look\n> at the heat of {n} shelves." for n in ways]
    do = "### User Feedback\n\n> " + "\n> ".join(said)
    pieces = [text for _, text in told(do=do)]
    assert len(pieces) > 1 and all(piece.endswith((". …”", ".”")) for piece in pieces)


def test_the_log_of_commits_tells_nothing() -> None:
    do = "- f7b948c docs: Add the record of the oven\n- `a0552ad` - Heat from both sides of it"
    assert told(do=do) == []


def test_the_users_list_stays_as_it_was_written() -> None:
    do = "### User Feedback\n\n> do not write it like - [ ] a) this in any list"
    fenced = "### User Feedback\n\n```\nas i said:\n- [ ] a) Sweep the floor\n- [ ] b) Wipe it\n```"
    assert told(do=do)[0][1] == "The user: “do not write it like - [ ] a) this in any list”"
    assert "[ ] a) Sweep the floor" in told(do=fenced)[0][1]


def test_what_comes_behind_the_list_of_a_label_is_not_below_it() -> None:
    plan = """**Expected:**
- Both sides are brown in the end

**Warning:** the left fan stands still

**Steps:**
1. Open the door of the oven

The work begins tomorrow at eight."""
    assert told(plan) == [
        ("Expected", "Both sides are brown in the end"),
        ("", "Warning: the left fan stands still"),
        ("Steps", "Open the door of the oven"),
        ("", "The work begins tomorrow at eight."),
    ]
    rows = "| Tray | Heat of it |\n|---|---|\n| Left one | too low |"
    plan = f"The trays differ:\n\n{rows}\n\nSo we turn them."
    assert told(plan)[-1] == ("", "So we turn them.")


@pytest.mark.parametrize(
    ("name", "between"),
    [("**First Day: the left oven**", "\n\n"), ("**My answer:**", "\n\n"), ("**Steps:**", "\n")],
)
def test_what_still_belongs_to_a_label_stays_below_it(name: str, between: str) -> None:
    plan = f"{name}\n\nThe door of it was open.{between}Nobody had closed it at night."
    assert {label for label, _ in told(plan)} == {name.strip("*:")}


def test_a_name_in_bold_without_a_colon_stands_over_its_fields() -> None:
    plan = "**First Day**\n- Looked at the left oven\n\n**Result:** the fan stands still"
    assert told(plan)[-1] == ("First Day", "Result: the fan stands still")


@pytest.mark.parametrize("name", ["User Action (2025-10-13)", "Edits of the user", "Aktion"])
def test_a_quoted_deed_of_the_user_is_not_the_users_words(name: str) -> None:
    do = f"### QA Feedback\n\n**{name}:**\n> Moved both trays to the lower shelf"
    assert [text for _, text in told(do=do)] == ["Moved both trays to the lower shelf"]


def test_a_block_of_tasks_in_a_fence_keeps_its_label_and_its_items() -> None:
    do = """**First Week**
```
Tasks:
- A1: Mend both of the ovens
  - Order a new fan for the left one

- A2: Clean all of the trays
  - Soak them in hot water first

This is what all of it is for.
```
The week begins on a Monday."""
    assert told(do=do) == [
        ("Tasks", "A1: Mend both of the ovens"),
        ("Tasks: A1: Mend both of the ovens", "Order a new fan for the left one"),
        ("Tasks", "A2: Clean all of the trays"),
        ("Tasks: A2: Clean all of the trays", "Soak them in hot water first"),
        ("First Week", "This is what all of it is for."),
        ("First Week", "The week begins on a Monday."),
    ]


def test_items_inside_of_an_item_stand_below_it() -> None:
    plan = """- **Options:**
  - Option 1: Mend the old oven (too slow)
  - Option 2: Buy a new oven (selected!)
    - Pros: Bakes at both sides of it
    - Cons: None - it fits the kitchen
1. Took all of the trays from the van
   - Six of them are new ones
2. Carried the whole lot of what had come with the last two vans of the week: all into the kitchen
   - Nobody had labelled any of it"""
    assert told(plan)[2:] == [
        ("Options: Option 2: Buy a new oven (selected!)", "Pros: Bakes at both sides of it"),
        ("Options: Option 2: Buy a new oven (selected!)", "Cons: None - it fits the kitchen"),
        ("", "Took all of the trays from the van"),
        ("Took all of the trays from the van", "Six of them are new ones"),
        ("", "Carried the whole lot of what had come with the last two vans of the week: all into "
             "the kitchen"),
        ("", "Nobody had labelled any of it"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Issues Found", "Previous Violations", "Gefundene Fehler"])
def test_a_tick_among_faults_says_that_it_is_none(name: str) -> None:
    listed = "- ✅ **Fan**: turns at both sides\n- ❌ The left door does not close"
    said = ["OK: Fan: turns at both sides", "Not OK: The left door does not close"]
    assert [text for _, text in told(do=f"**{name}:**\n{listed}")] == said
    assert [text for _, text in told(do=f"### {name}\n\n{listed}")] == said
    mended = [text for _, text in told(do=f"**{name} and Fixed:**\n{listed}")]
    assert mended[0] == "Fan: turns at both sides"


def test_a_fence_inside_of_a_fence_is_text() -> None:
    do = """1. **New page**
   ```markdown
   ## When the oven is cold

   **LOOK AT THE FAN FIRST**
   ```bash
   # MUST look at the fan
   if [[ "$FAN" == off ]]; then
     echo "The fan stands still, so turn it on"
   ```

**Priority:**
- Write the page before the evening"""
    assert told(do=do) == [("Priority", "Write the page before the evening")]
    do = "~~~text\nThe oven says this here:\n```bash\nls of the oven\n```\nand is cold.\n~~~"
    record = parse(RECORD.format(plan=f"- Look.\n\n{do}", do="x"), "2025-10-13-UTC-0915-oven.md")
    assert "and is cold." not in [section.kind for section in record.sections]


def test_a_fence_of_commands_without_a_language_tells_these_only() -> None:
    do = """```
grep "left fan" trays/list.md
# Should show: no results (left fan removed)

find trays -name "*.old"
# Should show: every one of the old trays
```

```
$ cat lists/of/today.md
- [ ] d) Take the left tray out of it
# ✅ SUCCESS: the left tray is in the list
$ git status
```"""
    assert told(do=do) == [
        ("", '`grep "left fan" trays/list.md`'),
        ("", '`find trays -name "*.old"`'),
        ("", "`cat lists/of/today.md`"),
        ("", "`git status`"),
    ]
    plain = (
        "```\nThe fan of the oven stands still\n# Of all of the ovens\nThe door is open, too\n```"
    )
    assert len(told(do=plain)) == 2


@pytest.mark.parametrize("name", ["Feedback Loop Recognition", "Feedback mechanism", "Oven"])
def test_who_speaks_below_a_heading_about_feedback(name: str) -> None:
    do = f"### {name}\n\n```text\nBaking is not just heat for the bread\n```"
    assert told(do=do) == [("", "Baking is not just heat for the bread")]
    assert told(do=do.replace(name, "Feedback of the baker"))[0][1].startswith("The user: ")


def test_a_sentence_over_several_lines_is_one() -> None:
    plan = """The heat of the oven reaches only the left side of the bread, so
that the right side stays raw.
- Turn each of the trays
  after ten minutes
- Look at the fan of the oven every five minutes until all of it is
  Done by the baker
**Result:** both sides are brown
**Next:** buy another oven
Open the left door first
Close the right door then"""
    assert told(plan) == [
        ("", "The heat of the oven reaches only the left side of the bread, so that the right side "
             "stays raw."),
        ("", "Turn each of the trays after ten minutes"),
        ("", "Look at the fan of the oven every five minutes until all of it is Done by the baker"),
        ("", "Result: both sides are brown"),
        ("", "Next: buy another oven"),
        ("", "Open the left door first"),
        ("", "Close the right door then"),
    ]  # fmt: skip


def test_words_that_are_whole_do_not_show_as_cut() -> None:
    said = f"Turn {'each of the trays and ' * 12}the last one."
    assert len(said) > written.LONG_LINE
    assert wording.whole_sentences(said) == said
    said = "Turn each of the trays after ten minutes. " * 6
    assert wording.whole_sentences(said * 2).endswith(" …")


@pytest.mark.parametrize("name", ["Proposed Steps", "Vorgeschlagene Schritte", "Next steps"])
def test_a_name_that_turns_what_is_below_reaches_the_names_inside_of_it(name: str) -> None:
    do = f"""**{name}**

**1. Left oven**
- Mend the fan of the oven

**Option A: buy a new one**
```bash
# order it in town
curl https.of.town/ovens
```

**2) Right oven**
- Look at the heat of it

**Done today**
- Looked at both of the ovens"""
    assert told(do=do) == [
        (f"{name}: Left oven", "Mend the fan of the oven"),
        ("Option A: buy a new one: order it in town", "`curl https.of.town/ovens`"),
        (f"{name}: Right oven", "Look at the heat of it"),
        ("Done today", "Looked at both of the ovens"),
    ]
    do = f"### {name}\n\n#### Left oven\n\n- Mend the fan of the oven\n\n"
    do += "### Work\n\n- Looked at it all"
    record = parse(RECORD.format(plan="- Look.", do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    lines = salient_lines.extract(record, salient_lines.line_frequency([record]), "auto")
    assert [(line.heading, line.label) for line in lines if line.section == "do"] == [
        (f"{name}: Left oven", f"{name}: Left oven"),
        ("Work", ""),
    ]


def test_options_are_whole_whatever_other_lines_say() -> None:
    plan = """**Decision 1: Way of it**
- a) Mend the fan of the left oven today
- b) Buy another oven for the kitchen

Mended the fan of the left oven today.

- a) Mend the fan of the left oven today"""
    record = parse(RECORD.format(plan=plan, do="x"), "2025-10-13-UTC-0915-oven.pdca.md")
    usual = Counter({"b) buy another oven for the kitchen": salient_lines.BOILERPLATE_RECORDS})
    lines = [line.text for line in salient_lines.extract(record, usual, "auto")]
    assert lines[1:3] == plan.replace("- ", "").split("\n")[1:3]
    assert sum(line.startswith("a) ") for line in lines) == 1


def test_a_long_line_with_a_colon_is_the_label_of_its_list() -> None:
    lead = "The way of the trays: we look at three places where a tray may be put down"
    assert told(plan=f"{lead}:\n- On the table beside the left oven") == [
        (lead, "On the table beside the left oven")
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- Used the wrong icons (🤔 instead of 💫)", "Used the wrong icons (🤔 instead of 💫)"),
        ("- ✅ The page now uses the 🎯 icon", "The page now uses the 🎯 icon"),
        ("- ❌ Symbol → 🎯", "Not OK: Symbol → 🎯"),
        ("- All of the emojis are gone ✅", "All of the emojis are gone (OK)"),
        ("- 🎯 The goal is bread 🚀", "The goal is bread"),
        ("- Signs by the name icon (📋 🎯)", "Signs by the name icon (📋 🎯)"),
        ("- Task 4: correctly marked as ✅ DONE", "Task 4: correctly marked as DONE"),
    ],
)
def test_pictures_that_a_line_speaks_of_stay(line: str, says: str) -> None:
    assert told_line(line) == says


def test_a_quotation_that_goes_on_is_whole_or_not_there() -> None:
    rule = "ALL of the trays must be put down exclusively to the\n<left>/<lower> shelf of it."
    whole = rule.replace("\n", " ")
    do = f'```\nPlace of trays:\n"{rule}"\n```'
    assert told(do=do) == [("Place of trays", f'"{whole}"')]
    signs = '```\nASKED:\n"see if the left tray ✅ ❌ of it\nis clean, or if not"\n```'
    assert told(do=signs) == [("ASKED", '"see if the left tray ✅ ❌ of it is clean, or if not"')]
    long = "\n".join(f"never put the tray number {n} on the floor of it" for n in range(12))
    assert told(do=f'```\n"{long}"\n```\n\n- Put all of the trays away') == [
        ("", "Put all of the trays away")
    ]
    command = '```bash\ngit commit -m "trays: put 13 of them away\n\n- Put the left one away"\n```'
    assert told(do=command) == []


def test_a_fence_of_words_is_somebodys_words_with_the_fences_in_it() -> None:
    do = """### What is wrong with the tables

```quote
ok i see it.
| Tray | Place |
|---|---|
BUT you see that this is wrong
```

### TRON Feedback

```quote
well done. before i decide here another thing:
```
tell them to look at the list
```
and pull it before. then ask me again.
```

### My Answer

Looked at the list of trays."""
    assert [text for _, text in told(do=do)] == [
        "The user: “ok i see it. … BUT you see that this is wrong”",
        "The user: “well done. before i decide here another thing: tell them to look at the list / "
        "and pull it before. then ask me again.”",
        "Looked at the list of trays.",
    ]


def test_a_goal_in_a_fence_stays_above_its_rows_and_its_reasons() -> None:
    do = """```
GOAL OF THE TRAYS:
| left tray | on the table | clean |

REASON: every tray is told by itself

RULE: no two trays in one row
```"""
    assert {label for label, _ in told(do=do)} == {"GOAL OF THE TRAYS"}


DECISIONS = """### QA Decisions

**Decision 1: Which oven is good enough**
- The left oven: 4 of 28 loaves were good
- The right oven: 30 of 37 loaves were good

**Decision 2: What happens to the left oven**
- a) Bake on with the oven that was chosen last
- b) Mend the fan of the chosen oven first

- [x] **Decision 3: The flour of the week**
  - a) Wheat flour for a light loaf
  - b) Rye flour for a dark loaf ✅
  - It keeps for a whole week longer
- [x] **Decision 4: Size** - Selected: b) one large loaf
  - a) Many small loaves
- **Decision 5: Clarification required** for the yeast
- [x] **Evidence:** a list of what came out of the oven
- [x] **Way of working:** one oven after the other
- [ ] **First oven:**
  - a) The left oven, which is small
- [x] **Decision 6: Bake at night**, as the shop opens at six"""


def test_of_decisions_only_those_that_were_made() -> None:
    record = parse(RECORD.format(plan=DECISIONS, do="x"), "2025-10-13-UTC-0915-oven.pdca.md")
    assert record.decisions == (
        "Decision 1: Which oven is good enough",
        "Decision 3: The flour of the week",
        "b) Rye flour for a dark loaf (chosen)",
        "Decision 4: Size - Selected: b) one large loaf",
        "Evidence: a list of what came out of the oven",
        "Way of working: one oven after the other",
        "Decision 6: Bake at night, as the shop opens at six",
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- [x] b) Mend the chosen oven", "b) Mend the chosen oven (chosen)"),
        ("- [ ] b) Ask for the approved list", "b) Ask for the approved list (not chosen)"),
        ("- ❌ Option B: as recommended by him", "Option B: as recommended by him (rejected)"),
        ("- ✅ Option B: rye - CHOSEN", "Option B: rye - CHOSEN"),
        ("- [x] Option B: rye (recommended)", "Option B: rye (recommended)"),
        ("- [x] Option B: rye → selected by all", "Option B: rye → selected by all"),
        ("- [ ] Option B: rye was rejected", "Option B: rye was rejected"),
    ],
)
def test_a_word_about_another_thing_does_not_say_what_was_chosen(line: str, says: str) -> None:
    assert told_line(line) == says


def test_what_speaks_of_decisions_is_none() -> None:
    do = """### QA Decisions

- [x] **All clear!** We bake as we did before

**🎯 QA Decisions:**
- [x] The oven stays where it is now

**📎 Artifact Links:**
- All is written down and ready to be read

**Decision Format Enhancement:** write all of the options in one list"""
    record = parse(RECORD.format(plan="x", do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    assert record.decisions == ("The oven stays where it is now",)


def test_below_a_name_in_bold_decisions_are_made_and_below_their_carrying_out_none() -> None:
    do = """**QA Decisions**
- [x] Bake in the small oven first

### Decision 1a Implementation

- **Trigger:** After every loaf that is raw inside

### Decision Quality Verification

- ✅ Each option is a way that one can go

### User Decision Benefits

- **Clean trays:** all of them are on the shelf

### Entscheidung 2 Umsetzung

- Take the loaf out after ten minutes"""
    record = parse(RECORD.format(plan="x", do=do), "2025-10-13-UTC-0915-oven.pdca.md")
    assert record.decisions == ("Bake in the small oven first",)


@pytest.mark.parametrize("mark", ["\ue000", "\ue002", "\ue004quoted", "\ue005"])
def test_signs_for_private_use_take_nothing_elses_place(mark: str) -> None:
    line = f"The wrong icon (🤔 {mark}) and “🎯 {mark}” of it {mark}"
    assert told(do=f"- {line}\n\n```\n{line}\n```")[0][1].startswith("The wrong icon (🤔")
