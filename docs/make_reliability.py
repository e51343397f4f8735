"""Runs the tests behind `docs/reliability.md` and writes their figures into its table:
`python docs/make_reliability.py [WORD...]`. With words, only promises that hold one of them are
tried again, and the others keep their figures.

All of it takes some hours, most of them for the mutations. A test states its tries as the property
`tries`; without one it is one try. A test that fails is a loss.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
STORE, EXPORT = "tests/studio/store/", "tests/studio/export/test_publish.py::"
MUTATIONS = "tests/mutations/test_mutations.py::"
PROMISES = {
    "An export that is killed at any step leaves the old one or the new one, whole": (
        EXPORT + "test_at_every_step_too"
    ),
    "The same from reading the store on, with half-written files": (
        EXPORT + "test_an_export_of_a_store_dies_anywhere_and_leaves_the_one_before"
    ),
    "A step that fails, as on a full disk, leaves the export before": (
        EXPORT + "test_a_step_that_fails_leaves_the_export_before"
    ),
    "An export holds one state of the store, whatever is written meanwhile": (
        STORE + "test_writers.py::test_an_export_holds_one_state_of_the_store"
    ),
    "Two reviewers and a regenerating process in ten minutes: no refusal, no lost verdict": (
        STORE
        + "test_writers.py::test_two_reviewers_and_a_regenerating_run_lose_nothing_in_ten_minutes"
    ),
    "Parallel regenerations take turns": (
        STORE + "test_writers.py::test_parallel_regenerations_take_turns"
    ),
    "Parallel imports take each verdict once": (
        STORE + "test_writers.py::test_parallel_imports_take_a_verdict_once"
    ),
    "A run that ends under a lock waits and says so": (
        STORE + "test_writers.py::test_a_run_that_ends_under_a_lock_waits_and_says_so"
    ),
    "A studio killed between two keys loses at most the key in flight": STORE + "test_kill.py",
    "A run that is killed in a write leaves the store as it was": (
        STORE + "test_staging.py::test_a_killed_run_leaves_the_store_as_it_was"
    ),
    "A restore that is killed at any step leaves the old data or the backup's, whole": (
        "tests/studio/jobs/test_backup.py"
        "::test_a_restore_that_is_killed_at_any_step_leaves_old_or_new_whole"
    ),
    "A move of an old workspace's files that is killed at any step goes on at the next start": (
        "tests/studio/jobs/test_moving.py"
        "::test_a_move_that_is_killed_at_any_line_goes_on_at_the_next"
    ),
    "What killed processes leave is cleared at the next start; what is in use stays": (
        "tests/studio/jobs/test_heal.py"
    ),
    "A damaged or foreign store is named in one line; a foreign one is left as it is": (
        STORE + "test_damage.py"
    ),
    "A file for a second reader comes back, whatever line ends its samples hold": (
        "tests/studio/curation/test_handover.py::test_a_line_ends_at_a_newline_and_at_nothing_else"
    ),
    "No text or file holds up a read: it is read in seconds, or left out by name": (
        "tests/generators/test_limits.py"
    ),
    "A file, argument or server of any kind gives one line, and exit code 0, 1 or 2": (
        "tests/studio/test_boundaries.py"
    ),
    **{
        f"The same for a thousand mutations of {what}, none over ten seconds": MUTATIONS + name
        for what, name in (
            ("TypeScript", "test_typescript"),
            ("records", "test_records"),
            ("files of an export", "test_jsonl"),
            ("manifests", "test_manifests"),
            ("settings", "test_settings"),
            ("the timeline", "test_the_timeline"),
            ("review files", "test_reviews"),
            ("the staging store", "test_the_staging_store"),
            ("another's RAG store", "test_a_store_of_somebody_else"),
            ("small documents", "test_small_documents"),
        )
    },
    "A test that waits for ever is ended after 20 minutes, with the stacks of its threads": (
        "tests/test_house.py::test_a_test_that_hangs_is_ended_with_the_stacks_of_its_threads"
    ),
    "Nothing from a file is a command to the terminal": "tests/studio/test_terminal.py",
    "A planted secret is found, a person masked, and what only looks like them left alone": (
        "tests/generators/hygiene"
    ),
    "A secret or person planted in a repository stands in no file of its export": (
        "tests/studio/test_planted.py"
    ),
    "A read-only Phase 1 store can be connected": (
        "tests/generators/store/test_corpus.py::"
        "test_a_read_only_store_is_read_through_a_copy_that_can_be_written"
    ),
}


def row(promise: str, test: str) -> str:
    """Runs the test and returns the line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", "", test]
        subprocess.run([*command, f"--junitxml={report}"], cwd=ROOT, check=False)
        cases = list(ElementTree.parse(report).iter("testcase"))
    tries = sum(int(each.get("value", 1)) for case in cases for each in _tries(case))
    losses = sum(bool(case.findall("failure") or case.findall("error")) for case in cases)
    path, _, name = test.partition("::")
    shown = f"`{path}`" + (f" `{name}`" if name else "")
    return f"| {promise} | {shown} | {tries:,} | {losses} |"


def _tries(case: ElementTree.Element) -> list[ElementTree.Element]:
    stated = [each for each in case.iter("property") if each.get("name") == "tries"]
    return stated or [case]


def main(*words: str) -> None:
    shown = dict(re.findall(r"(?m)^(\| (.+?) \| `.*)$", PAGE.read_text("utf-8")))
    kept = {promise: line for line, promise in shown.items()}
    rows = "\n".join(
        kept[promise]
        if words and promise in kept and not any(word in promise for word in words)
        else row(promise, test)
        for promise, test in PROMISES.items()
    )
    table = f"| promise | test | tries | losses |\n|---|---|---|---|\n{rows}\n"
    page = re.sub(
        r"(?s)(<!-- table -->\n).*?(<!-- end -->)",
        lambda m: m[1] + table + m[2],
        PAGE.read_text("utf-8"),
    )
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
