"""The run's report says how well its hold-out measures."""

from dataclasses import replace

from generators import catalog
from generators.pipeline import engine
from generators.pipeline.gates import reject
from generators.pipeline.selection import Shortfall
from studio.figures.run_report import run_report
from studio.jobs import jobs, reports
from studio.store.terms import RUNGS


def test_the_holdout_has_its_figures_and_its_lines(pools, selection, settings):
    sample = selection.training["style_core"][0]
    kept_out = replace(
        selection, rejected=[*selection.rejected, reject(sample, "contains_evaluation")]
    )
    run = jobs.Generated(kept_out, [pool.dataset for pool in pools], settings)
    run.report = run_report(pools, kept_out, None) | {"seconds": {}, "material": {}}
    figures = run.report["holdout"]
    assert list(figures["datasets"]) == list(catalog.DATASETS)
    assert figures["contains_evaluation"] == 1
    for name, entry in figures["datasets"].items():
        held = [each for each in selection.evaluation if each.dataset == name]
        assert entry["samples"] == len(held) == run.report["evaluation"][name]
        assert entry["families"] == len({each.family for each in held})

    text = reports.generated(run)
    requirement = engine.eval_report(selection.evaluation, run.eval_target, "staging (eval.jsonl)")
    assert requirement in text, "the requirement's lines stay as they are"
    lines = text.split("Hold-out:\n")[1].splitlines()
    assert [line.split()[0] for line in lines[1:9]] == list(catalog.DATASETS)
    assert lines[1].split()[1] == str(figures["datasets"]["style_core"]["samples"])
    assert lines[9].strip() == "kept out of training, containing it: 1"


def test_where_every_file_is_looked_at_no_other_query_is_advised():
    advice = {
        place: reports._reach(Shortfall(*place.split(" "), 3, 0))
        for place in (
            "style_core radical_oop",
            "style_refactor cmm2_to_cmm3",
            "eval style_core/radical_oop",
            "domain_patterns debugging",
            "guardrails security",
        )
    }
    of_code = [place for place, said in advice.items() if said == ("all files", reports.CODE_HELP)]
    assert of_code == list(advice)[:3]
    assert advice["domain_patterns debugging"][1] == reports.HELP[0]


def test_what_would_help_is_said_once_however_many_categories_are_short():
    """A trial run lacks a sample or two in most of them."""
    short = [Shortfall("style_core", f"kind_{n}", n, 4) for n in range(1, 10)]
    short += [Shortfall("style_refactor", "cmm2_to_cmm3", 2, 4)]
    short += [Shortfall("eval", f"style_core/kind_{n}", 1, 4) for n in range(1, 5)]
    short += [Shortfall("domain_patterns", "debugging", 1, 0)]
    lines = reports._grouped(short)
    assert lines == [
        "style_core: 45 missing after all files: kind_9 9, kind_8 8, kind_7 7, kind_6 6, kind_5 5, "
        "kind_4 4, 3 more",
        "style_refactor: 2 missing after all files: cmm2_to_cmm3 2",
        "eval: 4 missing after all files: style_core/kind_1 1, style_core/kind_2 1, "
        "style_core/kind_3 1, style_core/kind_4 1",
        f"domain_patterns: 1 missing after {RUNGS[0]}: debugging 1",
        f"→ {reports.CODE_HELP} (style_core, style_refactor, eval)",
        f"→ {reports.HELP[0]} (domain_patterns)",
    ]


def test_a_shortfall_says_what_scale_the_corpus_carries(pools, selection, settings):
    """The category that has the least of its target decides, or the dataset that has the fewest
    samples without weakness for its floor; an empty category carries nothing.
    """
    core = replace(catalog.DATASETS["style_core"], min_worth=0.0)
    targets = {each.name: each.target for each in core.categories}
    first, second = list(targets)[:2]
    held = selection.training["style_core"]

    def of(scale, worth=0.0, good=0, **missing):
        samples = [
            s.model_copy(
                update={
                    "metadata": s.metadata.model_copy(
                        update={"weakness": "" if at < good else "repeats"}
                    )
                }
            )
            for at, s in enumerate(held)
        ]
        chosen = replace(
            selection,
            training={"style_core": samples},
            shortfalls=[Shortfall("style_core", name, count, 4) for name, count in missing.items()],
        )
        one = replace(core, min_worth=worth)
        return reports.carried(
            jobs.Generated(chosen, [one], settings.model_copy(update={"scale": scale}))
        )

    third = targets[first] // 3
    assert of(1, **{first: third}) == (0.66, "style_core")
    assert of(0.5, **{first: third, second: targets[second] // 4}) == (0.33, "style_core")
    assert of(1) is None
    assert of(1, **{first: targets[first]}) is None
    # A third of the least that there must be of samples without weakness.
    assert len(held) > 4
    worth = 12 / core.target
    assert of(1, worth, 4, **{first: third}) == (0.33, "style_core")
