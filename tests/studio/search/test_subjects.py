"""The subject of a sample: what tells it from its siblings."""

import pytest

from studio.search.subjects import subject
from studio.store.texts import GIVEN


@pytest.mark.parametrize(
    ("source", "instruction", "given", "expected"),
    [
        (
            "template:guardrails:kayak-club-pipeline",
            "Would you approve?",
            "",
            "kayak club pipeline",
        ),
        (
            "components/VoteCounter/1.0.0.0/src/ts/layer2/DefaultVoteCounter.ts",
            "Our checklist rejects `nominate`, because it does not return `this`.",
            "",
            "DefaultVoteCounter.nominate",
        ),
        (
            "components/PriceWatch/0.3.0.0/src/ts/layer3/Scenario.interface.ts",
            "Set up `Scenario.interface.ts` in component PriceWatch",
            "",
            "Scenario.interface",
        ),
        (
            "components/VoteCounter/1.0.0.0/src/ts/layer3/VoteCounterModel.interface.ts",
            "Write class members for `voters` of the model",
            "",
            "VoteCounterModel.voters",
        ),
        (
            "components/VoteCounter/1.0.0.0/src/ts/layer3/VoteCounterModel.interface.ts",
            "Give class `DefaultCountRound` its accessors",
            "",
            "DefaultCountRound",
        ),
        (
            "2024-02-25-UTC-1115-a",
            "Do it.",
            "# PDCA Cycle: Bug: stale answers\n",
            "Bug: stale answers",
        ),
        ("20250116-004000-A.Debugger", "Distil “Wrong results”, then more.", "", "Wrong results"),
        (
            "20250116-004000-A.Debugger",
            "Distil it.",
            "# PDCA: Beds of last year\n\nAgent",
            "Beds of last year",
        ),
        (
            "20250116-004000-A.Debugger",
            "Do it.",
            "Notes\nTitle: Shortest way\nWhere:",
            "Shortest way",
        ),
        (
            "2024-02-25-UTC-1115-import",
            "Do it.",
            "# PDCA Cycle: Import made to fail loudly - FleetTracker\n\nDate: 2024",
            "Import made to fail loudly - FleetTracker",
        ),
        ("2024-02-25-UTC-1115-a", "Do it.", "# 📋 **PDCA Cycle: Loud imports**", "Loud imports"),
        ("2024-02-25-UTC-1115-a", "Do it.", "PDCA ID: 2024-work-5", "2024-02-25-UTC-1115-a"),
        ("20250116-004000-A.Debugger", "Do it.", "none", "20250116-004000-A.Debugger"),
        (
            "2024-02-25-UTC-1115-a",
            "Cut the feedback (“Notes”) and the sections “Plan” and “Tests” out of “Loud imports”.",
            "none",
            "Loud imports",
        ),
        (
            "2024-02-25-UTC-1115-a",
            "Quote the problem (“Issues”) and the section “Plan” from this record.",
            "# PDCA Cycle: Loud imports\n\nDate: 2024",
            "Loud imports",
        ),
        (
            "2024-02-25-UTC-1115-a",
            "Reduce this record to the sections “Plan”, “Check” and “Act”.",
            "none",
            "2024-02-25-UTC-1115-a",
        ),
    ],
)
def test_subjects(source, instruction, given, expected):
    assert subject(source, instruction, given) == expected


def test_a_title_that_is_cut_off_says_so():
    assert subject("a", "Do it.", ("\n" * (GIVEN - 12) + "Title: Swapp")) == "Swapp…"
    assert subject("a", "Do it.", "Title: Swapp") == "Swapp"
