"""Planted faults: each changes a good export so that exactly the named rules fail."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import ValidationError

from generators import catalog, tokens
from generators.sample import SampleMetadata
from generators.worth import judge
from studio.validation import required
from tests.material import prose

Line = dict
Plant = Callable[[Path], None]
AWS = "AKIA" + "Q3EGRXJ7ZTLW5VDN"
REPORT = "reporting_protocol"


def rows(folder: Path, name: str) -> list[Line]:
    return [json.loads(row) for row in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


def write(folder: Path, name: str, samples: Iterable[Line], weighed: bool = True) -> None:
    """A changed sample states the weakness it has now, so that only the planted fault is one."""
    before = {row["metadata"]["sample_id"]: row for row in rows(folder, name)}
    samples = list(samples)
    for sample in samples if weighed else ():
        if sample != before.get(str(sample["metadata"].get("sample_id"))):
            weigh(sample)
    text = "".join(json.dumps(sample, ensure_ascii=False) + "\n" for sample in samples)
    (folder / f"{name}.jsonl").write_text(text, "utf-8")


def weigh(sample: Line) -> None:
    """States the weakness that the worth tests find now."""
    try:
        metadata = SampleMetadata.model_validate(sample["metadata"])
    except ValidationError:
        return
    texts = (sample["instruction"], sample["input"], sample["output"])
    codes = set(judge.weaknesses(metadata.task_type, *texts, metadata))
    repeats = {"repeats"} & set(judge.codes_of(metadata.weakness))
    sample["metadata"]["weakness"] = judge.joined(codes | repeats)


def recount(sample: Line) -> Line:
    text = "\n".join((sample["instruction"], sample["input"], sample["output"]))
    sample["metadata"]["tokens"] = tokens.count(text, "auto")
    return sample


def change(
    name: str, edit: Callable[[Line], object], where: Callable[[Line], bool] = lambda _: True
) -> Plant:
    """Edits the first sample of a file that fits."""

    def plant(folder: Path) -> None:
        samples = rows(folder, name)
        edit(next(sample for sample in samples if where(sample)))
        write(folder, name, samples)

    return plant


def change_all(name: str, edit: Callable[[Line], object]) -> Plant:
    def plant(folder: Path) -> None:
        samples = rows(folder, name)
        for sample in samples:
            edit(sample)
        write(folder, name, samples)

    return plant


def both(*plants: Plant) -> Plant:
    def plant(folder: Path) -> None:
        for each in plants:
            each(folder)

    return plant


def set_text(field: str, make: Callable[[str], str]) -> Callable[[Line], None]:
    def edit(sample: Line) -> None:
        sample[field] = make(sample[field])
        recount(sample)

    return edit


def set_metadata(key: str, value: object) -> Callable[[Line], None]:
    return lambda sample: sample["metadata"].__setitem__(key, value)


def is_task(name: str) -> Callable[[Line], bool]:
    return lambda sample: sample["metadata"]["task_type"] == name


def has(key: str, *values: object) -> Callable[[Line], bool]:
    return lambda sample: sample["metadata"][key] in values


def false_weakness(stated: str) -> Plant:
    def plant(folder: Path) -> None:
        samples = rows(folder, REPORT)
        wrong = next(s for s in samples if s["metadata"]["weakness"] != stated)
        wrong["metadata"]["weakness"] = stated
        write(folder, REPORT, samples, weighed=False)

    return plant


def drop_line(folder: Path) -> None:
    write(folder, REPORT, rows(folder, REPORT)[:-1])


def rewrite(name: str, edit: Callable[[bytes], bytes]) -> Plant:
    def plant(folder: Path) -> None:
        path = folder / f"{name}.jsonl"
        path.write_bytes(edit(path.read_bytes()))

    return plant


def repeat_id(folder: Path) -> None:
    samples = rows(folder, REPORT)
    samples[1]["metadata"]["sample_id"] = samples[0]["metadata"]["sample_id"]
    write(folder, REPORT, samples)


def repeat_sample(folder: Path) -> None:
    samples = rows(folder, "process_framework")
    first, second = [s for s in samples if s["metadata"]["category"] == "tron_format"][:2]
    for key in ("instruction", "input", "output"):
        second[key] = first[key]
    recount(second)
    write(folder, "process_framework", samples)


def overuse(folder: Path) -> None:
    samples = rows(folder, REPORT)
    for sample in samples[1:4]:
        sample["output"] = samples[0]["output"]
        recount(sample)
    write(folder, REPORT, samples)


def held(folder: Path, name: str = REPORT) -> Line:
    return next(s for s in rows(folder, "eval") if s["metadata"]["task_type"] == name)


def leak_family(folder: Path) -> None:
    change(REPORT, set_metadata("family", held(folder)["metadata"]["family"]))(folder)


def leak_source(folder: Path) -> None:
    """The same component and file under another path."""
    source = held(folder, "style_core")["metadata"]["source"]
    other = source.replace("/0.1.0.0/", "/0.2.0.0/")

    def edit(sample: Line) -> None:
        sample["metadata"].update(source=other, layer="layer2" if "layer2" in other else "layer5")

    change("style_core", edit, lambda s: s["metadata"]["category"] == "radical_oop")(folder)


def leak_output(folder: Path) -> None:
    change(REPORT, set_text("output", lambda _: held(folder)["output"]))(folder)


def leak_near(folder: Path) -> None:
    words = held(folder)["output"].split(" ")
    text = " ".join([*words[:-1], "changed"])
    change(REPORT, set_text("output", lambda _: text))(folder)


def leak_near_text(folder: Path) -> None:
    """Short outputs differ while instruction and input are those of an evaluation sample."""
    rng = random.Random(5)
    shared = prose(rng, 160)
    for name in ("process_framework", "eval"):
        samples = rows(folder, name)
        sample = next(
            s
            for s in samples
            if is_task("process_framework")(s) and s["metadata"]["category"] == "tron_format"
        )
        sample.update(instruction="Say it", input=shared, output=prose(rng, 8))
        recount(sample)
        write(folder, name, samples)


def contain(folder: Path) -> None:
    """An evaluation output stands in a longer training output, among as much again."""
    rng = random.Random(6)
    test = held(folder, "process_framework")["output"]
    text = f"{prose(rng, 140)} {test} {prose(rng, 140)}"
    tron = has("category", "tron_format")
    change("process_framework", set_text("output", lambda _: text), tron)(folder)


def contain_in_family(folder: Path) -> None:
    """Two training outputs of one family hold half of an evaluation output each."""
    rng = random.Random(7)
    words = held(folder, "process_framework")["output"].split(" ")
    half = len(words) // 2
    samples = rows(folder, "process_framework")
    chosen = [s for s in samples if has("category", "tron_format")(s)]
    first = chosen[0]
    second = next(s for s in chosen[1:] if s["metadata"]["family"] == first["metadata"]["family"])
    for sample, part in ((first, words[: half + 8]), (second, words[half:])):
        sample["output"] = f"{prose(rng, 60)} {' '.join(part)} {prose(rng, 60)}"
        recount(sample)
    write(folder, "process_framework", samples)


def longer(factor: float) -> Plant:
    """Every training sample of prose grows so that the total is off by `factor`."""

    def plant(folder: Path) -> None:
        rng = random.Random(8)
        total = sum(
            s["metadata"]["tokens"] for name in catalog.DATASETS for s in rows(folder, name)
        )
        names = (REPORT, "process_framework", "domain_representatives")
        count = sum(len(rows(folder, name)) for name in names)
        words = int(total * factor / count / 2.4)
        for name in names:
            samples = rows(folder, name)
            for sample in samples:
                sample["input"] += " " + prose(rng, words)
                recount(sample)
            write(folder, name, samples)

    return plant


def eval_share(folder: Path) -> None:
    """An evaluation sample of prose counts for another dataset of prose."""

    def edit(sample: Line) -> None:
        sample["metadata"]["task_type"] = "domain_patterns"

    change("eval", edit, is_task(REPORT))(folder)


def outside_band(folder: Path) -> None:
    samples = rows(folder, "domain_patterns")
    for at in range(4):
        set_text("output", lambda _, at=at: prose(random.Random(at), 60))(samples[at])
    write(folder, "domain_patterns", samples)


def broken_call(sample: Line) -> None:
    sample["output"] = json.dumps({"tool": "note", "parameters": {"words": sample["output"]}})
    recount(sample)


def restate(edit: Callable[[dict], object]) -> Plant:
    """Changes the manifest, and nothing else."""

    def plant(folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        edit(manifest)
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    return plant


def one_value(name: str, key: str, value: object = None) -> Plant:
    """All samples of a file that have a value have the same."""

    def plant(folder: Path) -> None:
        samples = rows(folder, name)
        same = value or next(v for s in samples if (v := s["metadata"][key]))
        for sample in samples:
            if sample["metadata"][key]:
                sample["metadata"][key] = same
        write(folder, name, samples)

    return plant


def one_family(folder: Path) -> None:
    one_value("process_framework", "family")(folder)


def drop_layer3(text: str) -> str:
    return text.replace("'../layer3/", "'../layer5/")


FAULTS: dict[str, tuple[set[str], Plant]] = {
    # Files and bytes.
    "a missing file": ({"files"}, lambda f: (f / "tool_awareness.jsonl").unlink()),
    "a truncated last line": ({"encoding"}, rewrite("guardrails", lambda b: b[:-1])),
    "a byte-order mark": ({"encoding"}, rewrite("guardrails", lambda b: b"\xef\xbb\xbf" + b)),
    "carriage returns": ({"encoding"}, rewrite("guardrails", lambda b: b.replace(b"\n", b"\r\n"))),
    "a byte that is not UTF-8": (
        {"encoding"},
        rewrite(REPORT, lambda b: b.replace(b"Write about", b"Write \xff about", 1)),
    ),
    "another SHA-256 in the manifest": (
        {"manifest"},
        restate(lambda m: m["files"]["eval.jsonl"].update(sha256="0" * 64)),
    ),
    "another count in the manifest": (
        {"manifest"},
        restate(lambda m: m["files"]["eval.jsonl"].update(samples=1)),
    ),
    "a file the manifest does not name": (
        {"manifest"},
        restate(lambda m: m["files"].pop("eval.jsonl")),
    ),
    "a file that only the manifest names": (
        {"manifest"},
        restate(lambda m: m["files"].update({"more.jsonl": {"sha256": "", "samples": 0}})),
    ),
    # Counts and shares.
    "a missing line": ({"count"}, drop_line),
    "a category short": (
        {"categories"},
        change(
            "process_framework",
            set_metadata("category", "dual_links"),
            has("category", "tron_format"),
        ),
    ),
    "another evaluation share": ({"eval_shares"}, eval_share),
    # Schema and metadata.
    "a differing metadata type": (
        {"schema"},
        change(
            REPORT,
            lambda s: s["metadata"].update(quality_score=int(s["metadata"]["quality_score"])),
        ),
    ),
    "a null in metadata": ({"schema"}, change(REPORT, set_metadata("layer", None))),
    "an extra metadata key": ({"schema"}, change(REPORT, set_metadata("extra", ""))),
    "an extra field": ({"schema"}, change(REPORT, lambda s: s.__setitem__("extra", 1))),
    "an empty instruction": (
        {"metadata"},
        change("process_framework", set_text("instruction", lambda _: " ")),
    ),
    "another dataset's task_type": (
        {"metadata"},
        change("process_framework", set_metadata("task_type", "domain_patterns")),
    ),
    "a duplicate id": ({"ids"}, repeat_id),
    "evaluation not marked": ({"eval_marks"}, change("eval", set_metadata("never_train", False))),
    "training marked as evaluation": (
        {"eval_marks"},
        change("guardrails", set_metadata("is_eval", True)),
    ),
    # Tokens.
    "a token total 6% over": ({"tokens"}, longer(0.06)),
    "a token total 25% over": ({"tokens", "average"}, longer(0.25)),
    "a wrong token count": ({"token_field"}, change(REPORT, set_metadata("tokens", 7))),
    "a sample of 2,100 tokens": (
        {"length"},
        change(
            "process_framework",
            set_text("output", lambda t: f"{t} {prose(random.Random(2), 780)}"),
        ),
    ),
    "an output band missed": ({"output_band"}, outside_band),
    # Code.
    "broken TypeScript": (
        {"typescript"},
        change("style_core", set_text("output", lambda t: f"{t}\n@@@ ((\n")),
    ),
    "a leftover fence": (
        {"typescript"},
        change("style_core", set_text("output", lambda t: f"{t}\n```\n")),
    ),
    "broken TypeScript in a fence": (
        {"typescript"},
        change("guardrails", set_text("output", lambda t: t.replace("return", "return ((", 1))),
    ),
    "a constructor that works": (
        {"pattern"},
        change(
            "style_core",
            set_text(
                "output", lambda t: t.replace("constructor() {}", "constructor() { start(); }")
            ),
            has("category", "empty_constructor"),
        ),
    ),
    "an import from above": (
        {"pattern"},
        change(
            "style_core",
            set_text("output", drop_layer3),
            lambda s: has("category", "5_layer_architecture")(s) and has("layer", "layer2")(s),
        ),
    ),
    "open state": (
        {"pattern"},
        change(
            "style_core",
            set_text("output", lambda t: t.replace("private model", "model")),
            has("category", "radical_oop"),
        ),
    ),
    "no toScenario": (
        {"pattern"},
        change(
            "style_core",
            set_text("output", lambda t: t.replace("toScenario", "toText")),
            has("category", "scenario_state"),
        ),
    ),
    "another pattern's name": (
        {"pattern"},
        change(
            "style_core",
            set_metadata("pattern_name", "radical_oop"),
            has("category", "scenario_state"),
        ),
    ),
    "another layer": ({"layer"}, change("style_refactor", set_metadata("layer", "layer1"))),
    "a transition spelled otherwise": (
        {"transition"},
        change("style_refactor", set_metadata("cmm_transition", "CMM2→CMM3")),
    ),
    "a transition that is not named": (
        {"transition"},
        change("style_refactor", set_text("output", lambda t: t.replace("CMM3", "better"))),
    ),
    "another transition in style_refactor": (
        {"transition"},
        change("style_refactor", set_metadata("cmm_transition", "CMM1_to_CMM2")),
    ),
    "code unchanged": (
        {"applied"},
        change(
            "style_refactor",
            lambda s: set_text(
                "output",
                lambda t: t.split("\n\n```")[0] + "\n\n```" + s["input"].split("\n\n```")[1],
            )(s),
        ),
    ),
    "fields still open": (
        {"applied"},
        change(
            "style_refactor",
            set_text(
                "output",
                lambda t: t.replace("private model", "model").replace(
                    "return this", "return  this"
                ),
            ),
            has("pattern_applied", "public fields made private"),
        ),
    ),
    "a violation that is not there": (
        {"violation"},
        change(
            "guardrails",
            set_text("input", lambda t: t.replace("@jest/globals", "vitest")),
            has("violation_type", "jest_import"),
        ),
    ),
    "a violation that is still there": (
        {"violation"},
        change(
            "guardrails",
            set_text(
                "output",
                lambda t: t.replace("```typescript\n", "```typescript\nimport 'ts-jest';\n"),
            ),
            has("violation_type", "jest_import"),
        ),
    ),
    "a negative example that is none": (
        {"violation"},
        change(
            "guardrails",
            set_metadata("is_negative_example", False),
            has("is_negative_example", True),
        ),
    ),
    "a severity that is not said": (
        {"severity"},
        change(
            "guardrails",
            set_text("output", lambda t: t.replace("Severity high", "Bad")),
            has("severity", "high"),
        ),
    ),
    "an unknown severity": (
        {"severity"},
        change("guardrails", set_metadata("severity", "grave"), has("severity", "high", "low")),
    ),
    # Records.
    "an unknown source": (
        {"sources"},
        change(
            "style_refactor", set_metadata("source", "gone/layer2/x.ts"), has("layer", "layer2")
        ),
    ),
    "an unknown record": (
        {"sources", "pdca"},
        change(
            "domain_patterns",
            lambda s: (
                s["metadata"].update(pdca_id="gone", source="gone"),
                set_text("input", lambda t: t.replace("PDCA ID", "Id"))(s),
            ),
        ),
    ),
    "another PDCA than the input's": (
        {"pdca"},
        change(REPORT, set_text("input", lambda t: t.replace("PDCA ID: ", "PDCA ID: x"))),
    ),
    "another agent": ({"agent"}, change(REPORT, set_metadata("agent_name", "Nobody"))),
    "another date": (
        {"date"},
        change(
            "domain_patterns", lambda s: s["metadata"].update(date="1999-02-01Z", quarter="Q1_1999")
        ),
    ),
    "a date that loads as a timestamp": (
        {"date"},
        change(
            "domain_patterns",
            lambda s: s["metadata"].update(date=s["metadata"]["date"][:10], quarter=""),
        ),
    ),
    "a false quarter": ({"quarter"}, change("domain_patterns", set_metadata("quarter", "Q4_1999"))),
    "another score": ({"score"}, change(REPORT, set_metadata("quality_score", 50.0))),
    "a score that cannot be": ({"score"}, change(REPORT, set_metadata("quality_score", 55.0))),
    "a report without lessons": (
        {"sections"},
        change(REPORT, set_text("output", lambda t: t.replace("## Lessons", "Lessons:"))),
    ),
    "a report with a section that was not asked for": (
        {"sections"},
        change(REPORT, set_text("instruction", lambda t: f"{t} Write only Plan and Do.")),
    ),
    "a phase without its heading": (
        {"sections"},
        change(
            "domain_representatives",
            set_text("output", lambda t: t.partition("\n")[2]),
            has("view", "plan", "do", "check", "act"),
        ),
    ),
    # Authored and tools.
    "a broken tool call": ({"tool_calls"}, change("tool_awareness", broken_call)),
    "a tool call cut short": (
        {"tool_calls"},
        change("tool_awareness", set_text("output", lambda t: t[:-2])),
    ),
    "an unknown tool": (
        {"tool_calls"},
        change("tool_awareness", set_text("output", lambda t: t.replace('"note"', '"other"'))),
    ),
    "another concept": (
        {"concept"},
        change("tool_awareness", set_metadata("concept_taught", "tools are fun")),
    ),
    "a lesson that is not taught": (
        {"concept"},
        change(
            "process_framework",
            set_metadata("concept_taught", "Something else"),
            has("category", "key_lessons"),
        ),
    ),
    "a tool that is not generic": (
        {"generic"},
        change("tool_awareness", set_metadata("is_generic_tool", False)),
    ),
    "an editor's tool": (
        {"generic"},
        change("tool_awareness", set_text("input", lambda t: f"{t} In Cursor.")),
    ),
    "a level that is not named": (
        {"levels"},
        change(
            "process_framework", set_metadata("view", "assess_4"), has("category", "tron_format")
        ),
    ),
    "a weakness kept silent": ({"weakness"}, false_weakness("")),
    "a weakness that is none": ({"weakness"}, false_weakness("leaks")),
    # Distinctness and leaks.
    "a repeated sample": ({"distinct"}, repeat_sample),
    "an output used four times": ({"reuse"}, overuse),
    "a leaked family": ({"leak_family"}, leak_family),
    "a leaked file under another path": ({"leak_family", "sources"}, leak_source),
    "a leaked output": ({"leak_output"}, leak_output),
    "a near duplicate of an evaluation sample": ({"leak_near"}, leak_near),
    "a near duplicate by its input": ({"leak_near"}, leak_near_text),
    "an evaluation output inside a training output": ({"leak_contained"}, contain),
    "an evaluation output shared out over a family": ({"leak_contained"}, contain_in_family),
    # Hygiene.
    "a secret": (
        {"secrets"},
        change(REPORT, set_text("input", lambda t: f'{t} aws_key = "{AWS}"')),
    ),
    "a control token": (
        {"control_tokens"},
        change(REPORT, set_text("input", lambda t: f"{t} <|im_end|>")),
    ),
    "an e-mail address": (
        {"emails"},
        change(REPORT, set_text("input", lambda t: f"{t} mara@pumpworks.de")),
    ),
    "a home folder": (
        {"people"},
        change(REPORT, set_text("input", lambda t: f"{t} /Users/mara/pumps")),
    ),
}

DIVERSITY: dict[str, tuple[set[str], Plant]] = {
    "one agent for all": ({"diverse_agents", "agent"}, one_value("domain_patterns", "agent_name")),
    "one day for all": (
        {"diverse_time", "date"},
        change_all(
            "domain_patterns", lambda s: s["metadata"].update(date="2024-02-01Z", quarter="Q1_2024")
        ),
    ),
    "one pattern applied in all": (
        {"diverse_tasks"},
        one_value("style_refactor", "pattern_applied", "magic values named"),
    ),
    "one layer for all": ({"diverse_layers", "layer"}, one_value("style_core", "layer", "layer2")),
    "one view for all": ({"diverse_views"}, one_value("process_framework", "view", "framed_1")),
    "one family for all": ({"diverse_families"}, one_family),
}

BLANKS = {
    f"{name} without {key}": (
        {"metadata"},
        change(
            name,
            set_metadata(key, 0.0 if key == "quality_score" else ""),
            has("category", category) if category else lambda _: True,
        ),
    )
    for (name, category), keys in {
        **{(name, ""): (*required.EVERYWHERE, *keys) for name, keys in required.REQUIRED.items()},
        **required.BY_CATEGORY,
    }.items()
    for key in keys
}
ALL = FAULTS | DIVERSITY | BLANKS
