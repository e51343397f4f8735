"""What lines of a work record state, in English and German, and which kind of work a text shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generators.worth.stated import kinds, lines, parts

# By test: what states it, and what does not.
LINES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fault": (
        ("- The latch fails below zero", "❌ Two of nine doors", "- Die Tür hängt", "It was lost"),
        ("- The latch holds below zero", "- Die Tür schließt leise", "## Summary"),
    ),
    "cause": (
        ("It opened because the spring was worn", "Root Cause: rust", "Weil die Feder alt war"),
        ("It opened at noon", "Die Feder war neu"),
    ),
    "remedy": (
        ("- Replaced the spring", "- Die Feder wurde ersetzt", "- Fixed by a second bolt"),
        ("- The spring is made of steel", "- Die Feder ist aus Stahl"),
    ),
    "choice": (
        (
            "- a) One bolt for all doors",
            "1b. Keep the bolt of the old door",
            "- [x] Decision 2: locks → b",
            "Steel rather than brass, which bends",
            "Should the door have a bolt or a latch?",
            "Stahl statt Messing",
            "- Gewählt: der zweite Riegel",
            "**Decision:** the doors stay apart",
        ),
        (
            "- [x] Build errors identified: two doors analysed",
            "- [x] Completed: checked the dates of all doors",
            "The door was painted",
            "The list shows which door is selected now",
            "- Die Tür wurde gestrichen",
        ),
    ),
    "settles": (
        ("- [x] Move the spring into the frame", "Latch: keep the old one", "- Behalte den Riegel"),
        ("- [x] Verify the spring", "- [x] Document what was found", "- Prüfe den Riegel"),
    ),
    "built": (
        ("The class holds two fields", "Eine Schicht unter der Schnittstelle", "`open()` waits"),
        ("We met at noon", "Es regnete"),
    ),
    "joins": (
        (
            "- Merged the branch of the doors into the main one",
            "The alarm is connected to the gateway",
            "- Die Waage ist über eine Schnittstelle angebunden",
        ),
        (
            "- Knowledge integration of the team",
            "- CMM3 integration of the scale",
            "- Integrate all tasks into the sprint",
            "- The link is green",
            "- Die Waage ist neu",
        ),
    ),
    "deals": (
        (
            "The user asked for a second bolt",
            "> “please shut the door in the night”",
            "Wir haben das mit der Nachtschicht abgestimmt",
            "- The tester hands over to the developer",
        ),
        (
            "The door was shut in the night",
            "Doors are made for user needs",
            "- Die Tür war zu",
            "- Tests pass",
        ),
    ),
    "slogan": (
        (
            "- ✅ Quality Excellence: comprehensive framework ensures professional standards",
            "- Foundation: Systematic excellence enables continuous growth",
            "- ✅ MISSION ACCOMPLISHED: all doors",
            "- Web4 mastery ensures perfect alignment",
        ),
        (
            "- ✅ Check the spring before each firing",
            "- The complete list stands in `doors.json`",
            "- 41 of 41 tests pass",
            "- Ensure that no door opens",
        ),
    ),
    "rule": (
        (
            "- Replace springs before they wear out",
            "- A cold latch can open by itself",
            "- Prüfe die Feder, bevor der Ofen kalt ist",
        ),
        (
            "- We replaced the spring",
            "- Spring: made of steel",
            "- Excellence: systematic standards ensure total quality",
        ),
    ),
}
STATED = [(name, line) for name, (found, _) in LINES.items() for line in found]
OTHERS = [(name, line) for name, (_, found) in LINES.items() for line in found]


def stated(name: str) -> Callable[[str], bool]:
    found: Callable[[str], bool] = getattr(lines, name)
    return found


@pytest.mark.parametrize(("name", "line"), STATED)
def test_what_a_line_states(name: str, line: str) -> None:
    assert stated(name)(line)


@pytest.mark.parametrize(("name", "line"), OTHERS)
def test_what_a_line_does_not_state(name: str, line: str) -> None:
    assert not stated(name)(line)


SHOWN = {
    "debugging": (
        "## Plan\nRoot Cause: a broken spring\n- The door failed twice\n- Replaced it\n",
        "## Plan\nUrsache: die Feder ist kaputt\n- Die Tür hing, ein Fehler\n- Ersetzt\n",
    ),
    "architectural_decision": (
        "### Decisions\n- a) One class for all doors\n- b) One for each layer\n- On Monday\n",
        "### Entscheidung\n- Option A: eine Klasse\n- Option B: zwei Schichten\n- Am Montag\n",
    ),
    "integration": (
        "## Do\n- Merged the branch\n- Connected the alarm\n- The gateway answers at 80\n- Oil\n",
        "## Do\n- Alarm angebunden\n- Über die Schnittstelle verbunden\n- API bereit\n- Öl\n",
    ),
    "collaboration": (
        "### User Feedback\n```quote\nshut the door\n```\n- The tester asks\n- It rained\n",
        "### Antwort\n- Mit dem Team abgestimmt\n- Es regnete\n- Der Kunde bat\n",
    ),
}
CALM = "## Do\n- The kiln is warm\n- It rains\n- Nobody came\n- Der Ofen ist warm\n"


@pytest.mark.parametrize("kind", SHOWN)
def test_a_text_shows_its_kind_and_no_other(kind: str) -> None:
    for text in SHOWN[kind]:
        found = {each: kinds.ratio(each, text) for each in SHOWN}
        assert max(found, key=lambda each: found[each]) == kind and kinds.shown(kind, text)
    assert not kinds.shown(kind, CALM)


def test_few_lines_among_many_show_nothing() -> None:
    text = SHOWN["debugging"][0]
    assert kinds.shown("debugging", text)
    assert not kinds.shown("debugging", text + "- The kiln is warm\n" * 5)


def test_faults_without_what_is_behind_them_are_no_debugging() -> None:
    text = "- The door failed twice\n- An alarm was lost\n"
    assert not kinds.shown("debugging", text)
    assert kinds.shown("debugging", text + "- Caused by rust\n")


@pytest.mark.parametrize(
    "text",
    [
        "We will look for broken doors. Error analysis follows\n- Violation scan of all doors\n",
        "- Stale prevention in each hall\n- Regression tracking of doors\n",
        "### Strategy\n- Find broken doors\n- List what failed\n",
        "### Lessons\n- A door fails in frost\n- Never oil a broken latch\n",
        "### Wir werden kaputte Türen suchen\n- Es wird ein Fehler gefunden werden\n",
    ],
)
def test_who_looks_for_faults_or_learned_of_them_debugs_nothing(text: str) -> None:
    fixed = "Fix: replaced the spring because of rust\n"
    assert not kinds.shown("debugging", text + fixed)
    assert kinds.shown("debugging", f"{fixed}The door failed\nAn alarm was lost\n")


def test_a_remedy_that_is_only_intended_is_none_of_the_case() -> None:
    failed = "- The door failed twice\n- The alarm was lost\n"
    assert not kinds.shown("debugging", f"{failed}### Next steps\n- Replace the spring\n")
    assert kinds.shown("debugging", f"{failed}### Work\n- Replaced the spring\n")


def test_choices_beside_a_component_are_none_of_how_it_is_built() -> None:
    chosen = "- Decision: keep the table and its files\n- Chosen: restore the old template\n"
    beside = "The component is green\n"
    assert not kinds.shown("architectural_decision", f"{chosen}{beside}")
    once = chosen.replace("the table", "the component")
    # One such choice is enough where the title says what it is about.
    assert not kinds.shown("architectural_decision", f"# Two tables\n\n{once}{beside}")
    assert kinds.shown("architectural_decision", f"# Table component\n\n{once}{beside}")
    twice = once.replace("template", "interface")
    assert kinds.shown("architectural_decision", f"# Two tables\n\n{twice}{beside}")


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("- The branches are synchronized again", True),
        ("- Sync the scale with the gateway", True),
        ("- Status must be synchronized with the plan", False),
        ("- Synchronize the task files and the planning", False),
        ("- Sync management: one list of weights", False),
    ],
)
def test_what_is_kept_up_to_date_is_joined_to_nothing(line: str, joined: bool) -> None:
    assert lines.joins_for_sure(line) == joined


def test_choices_of_anything_else_are_no_architecture() -> None:
    text = "- Option A: Monday\n- Option B: Tuesday\n"
    assert not kinds.shown("architectural_decision", text)
    assert not kinds.shown("architectural_decision", f"{text}- Two classes\n- One interface\n")
    made = "- Chosen: two classes\n- One interface\n"
    assert kinds.shown("architectural_decision", f"{text}{made}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- a) A class for all doors\n- b) A layer for each\n", True),
        ("- [x] Decision 1: next steps\n  - a) Look at the list\n  - b) Look at a class\n", False),
        ("- [x] Decision 1: two classes\n- [x] Decision 2: a layer apart\n", True),
        ("- [x] Decision 1c Implemented: a class\n- [x] Decision 2a Made: a layer\n", True),
        ("### Decisions\n1a. Paths: two classes\n2c. Names: as the file has them\n", True),
        ("### Decisions\n1a. Look at both classes\n1b. Look at the file\n", False),
        ("### Decisions\n- [x] Update the template\n- [x] Fix the format of the file\n", False),
        ("### Decisions\n- [x] Split the class\n- [x] Move the file into the layer\n", True),
    ],
)
def test_a_decision_is_made_or_is_about_how_something_is_built(text: str, shown: bool) -> None:
    assert kinds.shown("architectural_decision", text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("### My Answer\nI read all notes and report on them.\n- We need a list\n", False),
        ("### My Answer\nI read it and report.\n- The customer asked for a list of doors\n", True),
        ("### Feedback\n> shut the door\n### My Answer\nThe door is shut\n", True),
        ("- Reviewed by the night shift\n- Handed over to the tester\n", True),
        ("### Antwort\nIch habe alles gelesen.\n- Wir brauchen eine Liste\n", False),
    ],
)
def test_who_only_answers_works_with_nobody(text: str, shown: bool) -> None:
    assert kinds.shown("collaboration", text) == shown


def test_what_is_brought_together_in_words_only_is_no_integration() -> None:
    words = "- Requirements integration done\n- Learning integrated\n- Task integration ready\n"
    assert not kinds.shown("integration", words)
    things = words.replace("Requirements", "Gateway").replace("Learning", "Alarm")
    assert kinds.shown("integration", things.replace("Task", "Scale"))


def test_orders_settle_something_only_where_they_are_called_decisions() -> None:
    steps = "- Move the class into a layer\n- Keep the interface as a file\n"
    assert not kinds.shown("architectural_decision", f"### Steps\n{steps}")
    assert kinds.shown("architectural_decision", f"### Decisions\n{steps}")


def test_modules_that_import_are_no_integration() -> None:
    text = "- Imports renamed\n- The export has another name\n- Dependencies listed\n"
    assert not kinds.shown("integration", text)
    assert kinds.shown("integration", f"{text}- Merged it\n- Connected to the gateway\n")


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("- [ ] Locks\n  - a) A bolt\n  - b) A latch\n", True),
        ("- [ ] Locks\n  - a) A bolt\n- [x] Springs: steel\n", False),
        ("- [ ] Locks → b\n", False),
        ("- A bolt\n", False),
    ],
)
def test_decisions_that_are_left_open(text: str, open_: bool) -> None:
    assert parts.undecided(text) == open_


def test_a_kind_is_not_shown_beside_much_more_of_another() -> None:
    joined = "- Merged the branch\n- Connected the alarm\n- Imported the list\n"
    assert kinds.shown("integration", joined)
    failed = "".join(f"- Bug {n} failed because of rust\n" for n in range(5))
    assert not kinds.shown("integration", joined.replace("the", "a broken") + failed)


TRUE = {
    "problem": (["- The door fails"], ["- A comprehensive look at doors"]),
    "cause": (["- Weil die Feder alt war"], ["- The spring"]),
    "fix": (["- Replaced the spring"], ["- The spring is of steel"]),
    "options": (["- a) A bolt", "- b) A latch"], ["- Doors", "- Springs"]),
    "decisions": (["- [x] Use the bolt"], ["- [x] Errors identified: two", "- [x] Verify it"]),
    "lessons": (["- Never oil a latch"], ["- Latch excellence confirmed", "- We met"]),
}


@pytest.mark.parametrize("part", TRUE)
def test_a_part_is_what_it_is_called(part: str) -> None:
    found, others = TRUE[part]
    assert parts.true_to(part, found) and not parts.true_to(part, others)


def test_other_parts_may_say_anything() -> None:
    assert parts.true_to("handover", ["- It rains"]) and parts.true_to("lessons", [])


def test_a_list_of_slogans_is_airy() -> None:
    slogan = "- Systematic excellence ensures quality standards"
    assert parts.airy([slogan, "- Oil the latch"])
    assert not parts.airy([slogan, *(f"- Oil latch {n}" for n in range(5))])


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("```quote\n1c please, and 2a\n```\n", True),
        ("- a) A bolt\n- c) A latch\n```quote\n1c please, and 2a\n```\n", False),
        ("1a. Bolt: one for all\nAs said in 1a\n", False),
        ("- Drawn in 3d, see v0.1a and `2b`\n", False),
        ("- Phase 1c comes before task 2a\n", False),
        ("# Doors (decisions 1d and 2a)\n- Painted\n", False),
    ],
)
def test_letters_of_options_that_are_not_told(text: str, lost: bool) -> None:
    assert parts.dangling(text) == lost
