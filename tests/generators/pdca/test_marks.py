"""What a line says without its markdown: the same, whatever signs it said it with."""

from __future__ import annotations

import pytest

from generators import pdca
from generators.pdca.marks import LINK, bare, headline, plain, target_of, told
from generators.pdca.salient_lines import Usual, extract

PATH = "pdca/2025-05-06-UTC-0900-oven.pdca.md"


@pytest.mark.parametrize(
    "code",
    [
        "`current.trim().length`",
        "`src/**/*.ts`",
        "`__init__`",
        "`# not a heading`",
        "`a * b * c`",
        "``a `quoted` tick``",
        "`[label](target)`",
        "`✅ should bake`",
    ],
)
def test_code_spans_stay_as_they_are(code: str) -> None:
    assert plain(f"**Use** {code} for *this*") == f"Use {code} for this"
    assert told(f"- [x] Wrote {code}") == f"Done: Wrote {code}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("src/**/*.ts and lib/**/*.js", "src/**/*.ts and lib/**/*.js"),
        ("trim() and init() are called", "trim() and init() are called"),
        ("2 * 3 * 4, or 2 ** 3", "2 * 3 * 4, or 2 ** 3"),
        ("a snake_case_name and __dirname", "a snake_case_name and __dirname"),
        ("__init__ runs first", "__init__ runs first"),
        ("C# in issue #12", "C# in issue #12"),
        ("## Heading ##", "Heading"),
        ("***both*** and __one more__ and _other_", "both and one more and other"),
        ("**Label:**text and **(note)**", "Label:text and (note)"),
        ("**never closed", "never closed"),
        ("[a](b(1).md) ![c](<d e.md>) [[f|g]] [[h]]", "a c g h"),
        ('if [[ "$B" == a/* ]]; then', 'if [[ "$B" == a/* ]]; then'),
        ("the **test/** folder", "the test/ folder"),
        ("as agreed [[memory:5453222]], then [[note:1|that]]", "as agreed, then that"),
        ("Map&lt;string&gt; \\*starred\\*<br>next", "Map<string> *starred* next"),
        ("Build (BROKEN)", "Build (BROKEN)"),
        ("Oven test - FAILED", "Oven test - FAILED"),
        ("dough ➔ bread ➡️ shop", "dough → bread → shop"),
        ("🎯 The **goal** 🚀", "The goal"),
        ("1️⃣ mix ❷ bake", "1 mix 2) bake"),
    ],
)
def test_marks_go_and_words_stay(text: str, says: str) -> None:
    assert plain(text) == says


@pytest.mark.parametrize(
    ("line", "says"),
    [
        # Bad signs are words, unless the words beside them say it.
        ("- ❌ Kneading by hand", "Not OK: Kneading by hand"),
        ("✗ The crust is brown", "Not OK: The crust is brown"),
        ("The crust is brown ❌", "The crust is brown (not OK)"),
        ("- ❌ **VIOLATION**: kneaded by hand", "VIOLATION: kneaded by hand"),
        ("❌ Broken: the timer", "Broken: the timer"),
        ("The timer failed ❌", "The timer failed"),
        ("- ❌ No timer", "Not OK: No timer"),
        ("- ❌ Missing timer of the oven", "Not OK: Missing timer of the oven"),
        ("**Timer:** ❌ rings when it is burnt", "Timer: (not OK) rings when it is burnt"),
        ("8 ✅ / 2 ❌", "8 OK / 2 not OK"),
        # Good ones too.
        ("- ✅ The crust", "The crust"),
        ("- ✔️ The crust", "The crust"),
        ("✅ The crust ✅", "The crust"),
        ("The crust ✅", "The crust (OK)"),
        ("- ✅ All 12 loaves passed", "All 12 loaves passed"),
        ("- ✅ **Crust:** brown and even all around", "Crust: brown and even all around"),
        ("Timer (✅ COMPLETE)", "Timer (COMPLETE)"),
        ("Timer set (✅)", "Timer set (OK)"),
        ("Markers: ✅/❌ signs as in the book", "Markers: OK/not OK signs as in the book"),
        # A legend is no task.
        ("- [ ] = the loaf is missing", "[ ] = the loaf is missing"),
        # A tick does not make good what is bad.
        ("- ✅ Two errors in the timer", "Two errors in the timer"),
        ("- ✅ CANCELLED by the baker", "CANCELLED by the baker"),
        ("⚠️ The oven is hot", "Warning: The oven is hot"),
        ("❌ **Remove:** the old timer", "Remove: the old timer"),
        ("Legend: ✅ Easy, ⚠️ Hot, ❌ Burnt", "Legend: ✅ Easy, ⚠️ Hot, ❌ Burnt"),
        ("Status: ✅ Easy, ❌ Burnt", "Status: (OK) Easy, (not OK) Burnt"),
        ("**Status:** 🔄", "Status: in progress"),
        # Task boxes.
        ("- [ ] Bake the bread", "Planned: Bake the bread"),
        ("* [ ] **Bake** the bread", "Planned: Bake the bread"),
        ("1. [ ] Bake the bread", "Planned: Bake the bread"),
        ("[ ] Bake the bread", "Planned: Bake the bread"),
        ("- ☐ Bake the bread", "Planned: Bake the bread"),
        ("- [ ] Planned: bake the bread", "Planned: bake the bread"),
        ("- [x] Bake the bread", "Done: Bake the bread"),
        ("- [X] Baked and delivered", "Baked and delivered"),
        ("- [x] Completed the bread", "Completed the bread"),
        ("- [ ] Completed the bread", "Planned: Completed the bread"),
        # Decisions and options.
        ("- [x] **Decision 1: Rye** - it keeps", "Decision 1: Rye - it keeps"),
        ("- [ ] **Decision 2: Wheat**", "Open: Decision 2: Wheat"),
        ("- **Option A:** rye", "Option A: rye"),
        ("- A) rye", "A) rye"),
        ("- b) wheat ✅", "b) wheat (chosen)"),
        ("- ✅ **Option B:** wheat", "Option B: wheat (chosen)"),
        ("- [x] **1b) Wheat** first", "1b) Wheat first (chosen)"),
        ("- [ ] **Option A:** rye", "Option A: rye (not chosen)"),
        ("- ❌ **Option D (Cake)**: no", "Option D (Cake): no (rejected)"),
        ("- **Option B:** wheat ✅ CHOSEN", "Option B: wheat CHOSEN"),
    ],
)  # fmt: skip
def test_signs_become_words(line: str, says: str) -> None:
    assert told(line) == says


def test_names_have_no_signs() -> None:
    assert bare("`dev/oven` ✅") == "dev/oven"
    assert headline("✅ What rose") == "What rose"
    assert headline("❌ What burnt") == "Not OK: What burnt"


def test_targets_of_links() -> None:
    text = '[a](b(copy).md#act) [c](<d e.md>) [f](g%20h.md "title")'
    assert [target_of(each) for each in LINK.finditer(text)] == [
        "b(copy).md#act",
        "d e.md",
        "g%20h.md",
    ]


RECORD = """# PDCA Cycle: Oven{title}

**Objective:** The bread is baked before the shop opens
{status}
## **📊 SUMMARY**
### **QA Decisions**
- [ ] **Decision 1: Which flour will be bought**
  - **1a) Rye flour from the mill nearby**
  - **1b) Wheat flour from the market hall**
- [x] **Decision 2: The oven is heated at four**
- **Option A:** The timer of the oven is used
- **Option B:** A clock on the wall is used ✅

## Plan
- [ ] Heat the oven at four each morning
## Do{do}
- Heated the oven at four each morning of the week
### Rejected ideas
- Heat it with wood from the yard behind the house
### ❌ WRONG WAYS
- Open the door of the oven each ten minutes
## Check
- The bread was ready at six each morning
## Act
- Write it on the wall beside the oven
"""


def record(title: str = "", status: str = "", do: str = "") -> pdca.Pdca:
    return pdca.parse(RECORD.format(title=title, status=status, do=do), PATH)


def test_only_what_was_decided_is_a_decision() -> None:
    assert record().decisions == (
        "Decision 2: The oven is heated at four",
        "Option B: A clock on the wall is used (chosen)",
    )


@pytest.mark.parametrize(
    "says",
    [
        {"title": " (not executed)"},
        {"title": " - unexecuted"},
        {"status": "**Status:** PLANNED"},
        {"status": "**Status:** not yet started"},
        {"do": " (NOT EXECUTED)"},
        {"do": "\n**To be executed** after the holidays"},
        {"do": "\n_Not yet implemented._"},
        {"status": "\nThis PDCA was never executed.\n"},
        {"do": ": planned"},
    ],
)
def test_a_record_never_carried_out_is_not_told_as_done(says: dict[str, str]) -> None:
    assert not record(**says).executed
    lines = extract(record(**says), Usual(), "auto")
    told = [line.text for line in lines if line.section in ("do", "check")]
    assert told and all(text.startswith("Planned: ") for text in told)
    assert record().executed and record(status="**Status:** COMPLETE").executed


@pytest.mark.parametrize(
    "says",
    [
        {"title": " - Discovery of unimplemented bakeries"},
        {"do": "\nThe timer that was never started by anybody was found in the yard."},
        {"do": "\n- Steps not yet executed by the old oven are now done by the new one"},
        {"status": "**Status:** carried out"},
    ],
)
def test_a_record_about_what_was_not_carried_out_is_itself_done(says: dict[str, str]) -> None:
    assert record(**says).executed


def test_lines_keep_the_heading_that_turns_their_meaning() -> None:
    labels = {line.text: line.label for line in extract(record(), Usual(), "auto")}
    assert labels["Heated the oven at four each morning of the week"] == ""
    assert labels["Heat it with wood from the yard behind the house"] == "Rejected ideas"
    assert labels["Open the door of the oven each ten minutes"] == "WRONG WAYS"
    assert labels["Planned: Heat the oven at four each morning"] == ""
