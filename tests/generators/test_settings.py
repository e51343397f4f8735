"""Settings: unknown keys are refused by name, overrides reach the catalog, the page in docs is
true.
"""

import runpy
from pathlib import Path

import pytest

from generators import catalog, settings

DOCS = Path(__file__).parents[2] / "docs"


def load(tmp_path, text, **overrides):
    path = tmp_path / settings.CONFIG_NAME
    path.write_text(text, "utf-8")
    return settings.load(path, **overrides)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sede = 3", "unknown setting 'sede'"),
        ("scale = 2", "setting 'scale'"),
        ("seed = ", "not valid TOML"),
        ("[datasets.nope]", "unknown dataset 'nope'"),
        ("[datasets.style_core.categories.nope]\ntarget = 1", "unknown category style_core.nope"),
        ("[datasets.style_core]\nqueries = []", "unknown setting 'datasets.style_core.queries'"),
        ("average_tokens = 700", "setting 'average_tokens'"),
    ],
)
def test_a_wrong_key_is_named(tmp_path, text, words):
    with pytest.raises(settings.ConfigError, match=words) as caught:
        load(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_overrides_reach_the_dataset(tmp_path):
    text = (
        '[datasets.style_core.categories.radical_oop]\ntarget = 10\nqueries = ["mine"]\n'
        'layers = ["layer1"]\n'
    )
    changed = load(tmp_path, text).dataset("style_core")
    category = {c.name: c for c in changed.categories}["radical_oop"]
    assert (category.target, category.queries, category.layers) == (10, ("mine",), ("layer1",))
    assert changed.target == 9_010


def test_command_line_wins_over_the_file(tmp_path):
    assert load(tmp_path, "seed = 1", seed=2, scale=None).seed == 2


def test_targets_are_the_requirements():
    full = settings.Settings()
    assert {n: full.dataset(n).target for n in catalog.DATASETS} == {
        "style_core": 12_000,
        "domain_patterns": 8_000,
        "process_framework": 5_000,
        "domain_representatives": 3_000,
        "style_refactor": 3_000,
        "guardrails": 2_000,
        "tool_awareness": 1_000,
        "reporting_protocol": 3_000,
    }
    assert sum(dataset.target for dataset in catalog.DATASETS.values()) == 37_000
    assert sum(d.eval_share for d in catalog.DATASETS.values()) == 1_550


def test_the_settings_page_is_current():
    page = runpy.run_path(str(DOCS / "make_settings.py"))["page"]()
    assert (DOCS / "settings.md").read_text("utf-8") == page


def test_the_token_budget_follows_the_plan():
    low, high = settings.Settings().total_tokens()
    assert (low, high) == (19_000_000, 21_000_000)
    assert settings.Settings(scale=0.1).total_tokens() == (1_900_000, 2_100_000)
    # 12,000 of 37,000 samples become 3,000.
    quarter = {
        category.name: {"target": category.target // 4}
        for category in catalog.DATASETS["style_core"].categories
    }
    lowered = settings.Settings.model_validate(
        {"datasets": {"style_core": {"categories": quarter}}}
    )
    assert lowered.total_tokens() == (round(low * 28 / 37), round(high * 28 / 37))
    assert lowered.dataset("style_core").target == 3_000
