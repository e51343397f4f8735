"""Each rule of the final validation: one fault planted in a good export makes exactly that rule
fail.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generators import catalog, tokens
from generators.settings import Settings
from studio.validation import runner
from tests.conftest import prose

Line = dict


def rows(folder: Path, name: str) -> list[Line]:
    return [json.loads(row) for row in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


def write(folder: Path, name: str, samples: list[Line]) -> None:
    text = "".join(json.dumps(sample, ensure_ascii=False) + "\n" for sample in samples)
    (folder / f"{name}.jsonl").write_text(text, "utf-8")


def recount(sample: Line) -> Line:
    text = "\n".join((sample["instruction"], sample["input"], sample["output"]))
    sample["metadata"]["tokens"] = tokens.count(text, "auto")
    return sample


def change(name: str, edit: Callable[[Line], None], at: int = 0) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        samples = rows(folder, name)
        edit(samples[at])
        write(folder, name, samples)

    return plant


def set_text(field: str, make: Callable[[str], str]) -> Callable[[Line], None]:
    def edit(sample: Line) -> None:
        sample[field] = make(sample[field])
        recount(sample)

    return edit


def set_metadata(key: str, value: object) -> Callable[[Line], None]:
    return lambda sample: sample["metadata"].__setitem__(key, value)


def drop_file(folder: Path) -> None:
    # The whole set lacks a file, so its totals are off as well: a real absence cannot be planted
    # alone.
    (folder / "tool_awareness.jsonl").unlink()


def drop_line(folder: Path) -> None:
    write(folder, "reporting_protocol", rows(folder, "reporting_protocol")[:-1])


def truncate(folder: Path) -> None:
    path = folder / "guardrails.jsonl"
    path.write_bytes(path.read_bytes()[:-40])


def mark(folder: Path) -> None:
    path = folder / "guardrails.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def carriage(folder: Path) -> None:
    path = folder / "guardrails.jsonl"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def not_utf8(folder: Path) -> None:
    path = folder / "reporting_protocol.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Write about", b"Write \xff about", 1))


def repeat_id(folder: Path) -> None:
    samples = rows(folder, "reporting_protocol")
    samples[1]["metadata"]["sample_id"] = samples[0]["metadata"]["sample_id"]
    write(folder, "reporting_protocol", samples)


def repeat_sample(folder: Path) -> None:
    samples = rows(folder, "reporting_protocol")
    for key in ("instruction", "input", "output"):
        samples[1][key] = samples[0][key]
    recount(samples[1])
    write(folder, "reporting_protocol", samples)


def overuse(folder: Path) -> None:
    samples = rows(folder, "reporting_protocol")
    for sample in samples[1:4]:
        sample["output"] = samples[0]["output"]
        recount(sample)
    write(folder, "reporting_protocol", samples)


def leak_family(folder: Path) -> None:
    family = rows(folder, "eval")[0]["metadata"]["family"]
    change("reporting_protocol", set_metadata("family", family))(folder)


def leak_output(folder: Path) -> None:
    held = next(
        s for s in rows(folder, "eval") if s["metadata"]["task_type"] == "reporting_protocol"
    )
    change("reporting_protocol", set_text("output", lambda _: held["output"]))(folder)


def leak_near(folder: Path) -> None:
    held = next(
        s for s in rows(folder, "eval") if s["metadata"]["task_type"] == "reporting_protocol"
    )
    words = held["output"].split()
    change("reporting_protocol", set_text("output", lambda _: " ".join(["changed", *words[1:]])))(
        folder
    )


def leak_near_text(folder: Path) -> None:
    """Short outputs differ while instruction and input are those of an evaluation sample."""
    rng = random.Random(5)
    shared = prose(rng, 160)
    samples, held = rows(folder, "reporting_protocol"), rows(folder, "eval")
    for sample, output in ((samples[0], prose(rng, 8)), (held[0], prose(rng, 8))):
        if held[0]["metadata"]["task_type"] != "reporting_protocol":
            held[0]["metadata"]["view"] = "document"
        sample["input"], sample["output"], sample["instruction"] = shared, output, "Say it"
        recount(sample)
    write(folder, "reporting_protocol", samples)
    write(folder, "eval", held)


def longer(factor: float) -> Callable[[Path], None]:
    """Every training sample of prose grows so that the total is off by `factor`."""

    def plant(folder: Path) -> None:
        rng = random.Random(8)
        total = sum(
            s["metadata"]["tokens"] for name in catalog.DATASETS for s in rows(folder, name)
        )
        names = ("reporting_protocol", "process_framework", "domain_representatives")
        count = sum(len(rows(folder, name)) for name in names)
        words = int(total * factor / count / 2.4)
        for name in names:
            samples = rows(folder, name)
            for sample in samples:
                sample["input"] += " " + prose(rng, words)
                recount(sample)
            write(folder, name, samples)

    return plant


def shares(folder: Path) -> None:
    """One category gives a sample to another of its dataset."""
    change("process_framework", set_metadata("category", "dual_links"))(folder)


def eval_share(folder: Path) -> None:
    change(
        "eval",
        set_metadata("task_type", "domain_patterns"),
        _position(folder, "reporting_protocol"),
    )(folder)


def _position(folder: Path, task: str) -> int:
    return next(i for i, s in enumerate(rows(folder, "eval")) if s["metadata"]["task_type"] == task)


def broken_call(sample: Line) -> None:
    sample["output"] = json.dumps({"tool": "note", "parameters": {"words": sample["output"]}})
    recount(sample)


AWS = "AKIA" + "Q3EGRXJ7ZTLW5VDN"

FAULTS: dict[str, tuple[set[str], Callable[[Path], None]]] = {
    "a missing file": ({"files", "tokens"}, drop_file),
    "a missing line": ({"count"}, drop_line),
    "a truncated last line": ({"encoding"}, truncate),
    "a byte-order mark": ({"encoding"}, mark),
    "carriage returns": ({"encoding"}, carriage),
    "a byte that is not UTF-8": ({"encoding"}, not_utf8),
    "a differing metadata type": ({"schema"}, change("reporting_protocol", set_metadata("quality_score", 80))),
    "a null in metadata": ({"schema"}, change("reporting_protocol", set_metadata("layer", None))),
    "an extra metadata key": ({"schema"}, change("reporting_protocol", set_metadata("extra", ""))),
    "an extra field": ({"schema"}, change("reporting_protocol", lambda s: s.__setitem__("extra", 1))),
    "a wrong token count": ({"token_field"}, change("reporting_protocol", set_metadata("tokens", 7))),
    "a token total 6% over": ({"tokens"}, longer(0.06)),
    "an empty source": ({"metadata"}, change("reporting_protocol", set_metadata("source", ""))),
    "a false quarter": (
        {"metadata"},
        change("reporting_protocol", lambda s: s["metadata"].update(date="2024-02-01", quarter="Q4_2024")),
    ),
    "an unknown source": ({"sources"}, change("reporting_protocol", set_metadata("source", "gone.ts"))),
    "a duplicate id": ({"ids"}, repeat_id),
    "a repeated sample": ({"distinct"}, repeat_sample),
    "an output used four times": ({"reuse"}, overuse),
    "a leaked family": ({"leak_family"}, leak_family),
    "a leaked output": ({"leak_output"}, leak_output),
    "a near duplicate of an evaluation sample": ({"leak_near"}, leak_near),
    "a near duplicate by its input": ({"leak_near"}, leak_near_text),
    "evaluation not marked": ({"eval_marks"}, change("eval", set_metadata("never_train", False))),
    "training marked as evaluation": ({"eval_marks"}, change("guardrails", set_metadata("is_eval", True))),
    "a category short": ({"categories"}, shares),
    "another evaluation share": ({"eval_shares"}, eval_share),
    "a sample of 2,100 tokens": (
        {"length"},
        change("reporting_protocol", set_text("output", lambda text: prose(random.Random(2), 900))),
    ),
    "an output band missed": (
        {"output_band"},
        lambda folder: [
            change("domain_patterns", set_text("output", lambda _, i=i: prose(random.Random(i), 60)), i)(folder)
            for i in range(3)
        ],
    ),
    "broken TypeScript": ({"typescript"}, change("style_core", set_text("output", lambda text: text[:-3]))),
    "a leftover fence": ({"typescript"}, change("style_core", set_text("output", lambda text: f"```ts\n{text}```\n"))),
    "broken TypeScript in a fence": (
        {"typescript"},
        change("guardrails", set_text("output", lambda text: text.replace("return", "return ((", 1))),
    ),
    "a broken tool call": ({"tool_calls"}, change("tool_awareness", broken_call)),
    "a tool call cut short": ({"tool_calls"}, change("tool_awareness", set_text("output", lambda text: text[:-2]))),
    "a secret": ({"secrets"}, change("reporting_protocol", set_text("output", lambda t: f'{t} aws_key = "{AWS}"'))),
    "a control token": (
        {"control_tokens"},
        change("reporting_protocol", set_text("output", lambda text: f"{text} <|im_end|>")),
    ),
}  # fmt: skip


def failing(folder: Path, settings: Settings) -> set[str]:
    _, planned = runner.planned_in(folder / "manifest.json")
    datasets = runner.expected(settings, planned, planned)
    report = runner.validate(folder, settings, datasets, sources=set())
    return {verdict.rule for verdict in report.failures}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_fails_exactly_its_rule(fault, good_export, settings, tmp_path):
    expected, plant = FAULTS[fault]
    folder = tmp_path / "export"
    shutil.copytree(good_export, folder)
    plant(folder)
    assert failing(folder, settings) == expected


def test_the_export_without_a_fault_passes(good_export, settings):
    assert failing(good_export, settings) == set()


def test_progress_tells_every_step_and_the_file_it_is_at(good_export, settings):
    told = []
    _, planned = runner.planned_in(good_export / "manifest.json")
    datasets = runner.expected(settings, planned, planned)
    runner.validate(good_export, settings, datasets, set(), lambda *step: told.append(step))
    names, done, totals = zip(*told, strict=True)
    assert (
        list(done) == sorted(done) and set(done) == set(range(totals[0])) and len(set(totals)) == 1
    )
    files = [f"{name}.jsonl" for name in [*catalog.DATASETS, catalog.EVAL]]
    for step in ("reading", "total_tokens", "length", "secrets", "syntax", "figures"):
        assert list(dict.fromkeys(n for n in names if n.startswith(f"{step}: "))) == [
            f"{step}: {f}" for f in files
        ]


def test_every_rule_is_seen_to_fail(settings, good_export):
    from studio.validation import evidence, rules

    names = {rule(evidence.Evidence([], {}, settings)).rule for rule in rules.RULES}
    seen = {rule for rules, _ in FAULTS.values() for rule in rules}
    assert names - seen == {"average"}, "a rule without a fault is a rule nobody has seen work"


def test_an_average_outside_its_band_fails(good_export, settings, tmp_path):
    """Moves so many tokens that total and average both leave their bands: the one implies the other
    here.
    """
    folder = tmp_path / "export"
    shutil.copytree(good_export, folder)
    longer(0.25)(folder)
    assert failing(folder, settings) == {"tokens", "average"}


def test_the_loader_is_asked(good_export, settings, tmp_path, monkeypatch):
    import datasets

    def refuse(*_, **__):
        raise ValueError("Couldn't cast array of type string to int64")

    monkeypatch.setattr(datasets, "load_dataset", refuse)
    assert failing(good_export, settings) == {"loads"}
