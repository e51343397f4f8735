"""The run's report says how well its hold-out measures."""

from dataclasses import replace

from generators import catalog
from generators.pipeline import engine
from generators.pipeline.gates import reject
from studio.figures.run_report import run_report
from studio.jobs import jobs, reports


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
