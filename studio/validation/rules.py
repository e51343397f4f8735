"""The rules of the final validation. Each looks at files only, and answers with one verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from generators import catalog, tokens
from generators.pipeline import gates
from generators.sample import SampleMetadata, quarter_of

from .evidence import Evidence, Verdict, verdict
from .jsonl import sample_id, text

BAND_SHARE = 0.97


Rule = Callable[[Evidence], Verdict]


def files_exist(e: Evidence) -> Verdict:
    missing = [f"{file.name}.jsonl" for file in e.files if not file.exists]
    return verdict(
        "files",
        missing,
        f"{len(e.files)} files exist",
        "{n} files are missing",
        "generate the dataset, then export",
    )


def bytes_are_sound(e: Evidence) -> Verdict:
    faults = [f"{file.name}.jsonl {fault}" for file in e.files for fault in file.faults]
    return verdict(
        "encoding", faults, "UTF-8 JSON lines", "{n} faults in the bytes", "export again"
    )


def counts(e: Evidence) -> Verdict:
    bad = []
    for file in e.files:
        target = e.eval_target if file.is_eval else e.datasets[file.name].target
        if file.exists and len(file.lines) != target:
            bad.append(f"{file.name}.jsonl {len(file.lines)}/{target}")
    return verdict(
        "count",
        bad,
        "every file has its exact count",
        "{n} files have another count",
        "see the shortfalls of the run",
    )


def categories(e: Evidence) -> Verdict:
    bad = []
    for file in e.files:
        if file.is_eval or not file.exists:
            continue
        found = Counter(str(s["metadata"].get("category")) for s in file.samples)
        wanted = {c.name: c.target for c in e.datasets[file.name].categories}
        bad += [
            f"{file.name}/{n} {found[n]}/{wanted.get(n, 0)}"
            for n in sorted(wanted | found)
            if found[n] != wanted.get(n, 0)
        ]
    # A wrong total is the rule `count`'s to tell; this one is about the shares within it.
    bad = [b for b in bad if _complete(e, b.split("/")[0])]
    return verdict(
        "categories",
        bad,
        "categories have their shares",
        "{n} categories have another count",
        "generate again",
    )


def _complete(e: Evidence, name: str) -> bool:
    return any(f.name == name and len(f.samples) == e.datasets[name].target for f in e.files)


def schema(e: Evidence) -> Verdict:
    wanted = {name: info.annotation for name, info in SampleMetadata.model_fields.items()}
    bad = []
    for file in e.files:
        for line in file.lines:
            if line.value is None:
                continue
            if problem := _schema_problem(line.value, wanted):
                bad.append(f"{file.name}.jsonl:{line.number} {problem}")
    return verdict(
        "schema", bad, "all samples valid", "{n} samples break the schema", "regenerate them"
    )


def _schema_problem(value: Any, wanted: dict[str, Any]) -> str:
    if not isinstance(value, dict) or set(value) != {"instruction", "input", "output", "metadata"}:
        return "needs exactly instruction, input, output, metadata"
    for key in ("instruction", "input", "output"):
        if not isinstance(value[key], str):
            return f"{key} is not a string"
    metadata = value["metadata"]
    if not isinstance(metadata, dict):
        return "metadata is not an object"
    if set(metadata) != set(wanted):
        return f"metadata keys differ: {', '.join(sorted(set(metadata) ^ set(wanted)))}"
    for key, kind in wanted.items():
        # An integer where a float belongs changes the column's type for the loader; bool is an int
        # in Python.
        if type(metadata[key]) is not kind:
            return f"metadata.{key} is not {kind.__name__}"
    return ""


def completeness(e: Evidence) -> Verdict:
    bad = [
        sample_id(sample)
        for file, sample in e.samples
        if not all(
            sample["metadata"].get(key)
            for key in ("task_type", "sample_id", "source", "category", "family", "view")
        )
        or (not file.is_eval and sample["metadata"].get("task_type") != file.name)
        or not sample["instruction"].strip()
        or not sample["output"].strip()
        or not _dates_agree(sample["metadata"])
    ]
    return verdict(
        "metadata", bad, "required metadata filled", "{n} samples lack metadata", "regenerate them"
    )


def _dates_agree(metadata: dict[str, Any]) -> bool:
    quarter, date = metadata.get("quarter"), metadata.get("date")
    return not quarter or not date or quarter_of(str(date)) == quarter


def ids(e: Evidence) -> Verdict:
    seen = Counter(sample_id(sample) for _, sample in e.samples)
    bad = [name for name, count in seen.items() if count > 1]
    return verdict(
        "ids", bad, "no sample id twice", "{n} sample ids stand more than once", "export again"
    )


def total_tokens(e: Evidence) -> Verdict:
    """The 19M-21M of the requirement, for training alone and with evaluation; only a complete set
    can be judged.
    """
    if set(e.datasets) != set(catalog.DATASETS):
        return Verdict("tokens", True, "not judged: not all datasets take part")
    low, high = e.settings.total_tokens
    train = sum(e.tokens[id(sample)] for sample in e.training)
    whole = sum(e.tokens[id(sample)] for _, sample in e.samples)
    bad = [
        f"{what} {n:,}" for what, n in (("training", train), ("all", whole)) if not low <= n <= high
    ]
    return verdict(
        "tokens",
        bad,
        f"{train:,} training, {whole:,} in all",
        f"outside {low:,}-{high:,}",
        "move average_tokens and generate",
    )


def average_tokens(e: Evidence) -> Verdict:
    low, high = catalog.AVERAGE_TOKENS
    if set(e.datasets) != set(catalog.DATASETS) or not e.training:
        return Verdict("average", True, "not judged: not all datasets take part")
    average = sum(e.tokens[id(sample)] for sample in e.training) / len(e.training)
    bad = [] if low <= average <= high else [f"{average:.0f} a sample"]
    return verdict(
        "average",
        bad,
        f"{average:.0f} a sample",
        f"outside {low}-{high}",
        "move average_tokens and generate",
    )


def token_field(e: Evidence) -> Verdict:
    bad = [sample_id(s) for _, s in e.samples if s["metadata"].get("tokens") != e.tokens[id(s)]]
    return verdict(
        "token_field",
        bad,
        "metadata.tokens is true",
        "{n} samples state other counts",
        "export again",
    )


def length(e: Evidence) -> Verdict:
    counted = list(e.count(lambda s: tokens.chat(s["instruction"], s["input"], s["output"])))
    bad = [sample_id(s) for s, n in counted if n > e.settings.max_tokens]
    longest = max((n for _, n in counted), default=0)
    return verdict(
        "length", bad, f"longest {longest} tokens in chat format",
        f"{{n}} samples exceed {e.settings.max_tokens} tokens in chat format", "regenerate them",
    )  # fmt: skip


def output_band(e: Evidence) -> Verdict:
    bad: list[str] = []
    for file in e.each():
        low, high = e.datasets[file.name].output_band if file.name in e.datasets else (0, 0)
        if high and file.samples:
            counted = tokens.count_batch([s["output"] for s in file.samples], e.settings.tokenizer)
            outside = [
                sample_id(s)
                for s, n in zip(file.samples, counted, strict=True)
                if not low <= n <= high
            ]
            bad += outside if len(outside) > (1 - BAND_SHARE) * len(file.samples) else []
    return verdict(
        "output_band",
        bad,
        "outputs lie in their bands",
        "{n} outputs outside their band",
        "regenerate them",
    )


def distinct(e: Evidence) -> Verdict:
    seen: dict[tuple[str, str, str], str] = {}
    bad = []
    for _, s in e.samples:
        key = (s["instruction"], s["input"], s["output"])
        if key in seen:
            bad.append(f"{sample_id(s)} repeats {seen[key]}")
        seen.setdefault(key, sample_id(s))
    return verdict(
        "distinct", bad, "no sample twice", "{n} samples are repeated", "regenerate them"
    )


def reuse(e: Evidence) -> Verdict:
    bad = []
    for file in e.files:
        times = Counter(s["output"] for s in file.samples)
        over = {output for output, count in times.items() if count > e.settings.max_output_reuse}
        # A triple repeated as a whole is the rule `distinct`'s.
        triples = Counter({(s["instruction"], s["input"], s["output"]): 1 for s in file.samples})
        fresh = Counter(output for _, _, output in triples)
        bad += [
            sample_id(s)
            for s in file.samples
            if s["output"] in over and fresh[s["output"]] > e.settings.max_output_reuse
        ]
    return verdict(
        "reuse",
        bad,
        f"no output more than {e.settings.max_output_reuse} times",
        "{n} samples overuse an output",
        "regenerate them",
    )


def leak_family(e: Evidence) -> Verdict:
    held = {s["metadata"].get("family") for s in e.evaluation}
    bad = [sample_id(s) for s in e.training if s["metadata"].get("family") in held]
    return verdict(
        "leak_family",
        bad,
        "no family on both sides",
        "{n} training samples share a family with evaluation",
        "regenerate them",
    )


def leak_output(e: Evidence) -> Verdict:
    held = {s["output"] for s in e.evaluation}
    bad = [sample_id(s) for s in e.training if s["output"] in held]
    return verdict(
        "leak_output",
        bad,
        "no output on both sides",
        "{n} training samples repeat an evaluation output",
        "regenerate them",
    )


def leak_near(e: Evidence) -> Verdict:
    bad = [f"{train} ~ {test} ({similarity:.2f})" for train, test, similarity in e.leaks]
    return verdict(
        "leak_near",
        bad,
        "no near duplicate on both sides",
        "{n} training samples near-duplicate evaluation",
        "regenerate them",
    )


def eval_marks(e: Evidence) -> Verdict:
    bad = [
        sample_id(s)
        for file, s in e.samples
        if (s["metadata"].get("is_eval"), s["metadata"].get("never_train"))
        != (file.is_eval, file.is_eval)
    ]
    return verdict(
        "eval_marks",
        bad,
        "is_eval and never_train are set in eval.jsonl only",
        "{n} samples are marked wrongly",
        "export again",
    )


def eval_shares(e: Evidence) -> Verdict:
    found = Counter(str(s["metadata"].get("task_type")) for s in e.evaluation)
    wanted: Counter[str] = Counter()
    for (name, _), count in e.quotas.items():
        wanted[name] += count
    if len(e.evaluation) != e.eval_target:
        return Verdict("eval_shares", True, "not judged: the count is off")
    bad = [
        f"{name} {found[name]}/{wanted[name]}"
        for name in sorted(wanted | found)
        if found[name] != wanted[name]
    ]
    return verdict(
        "eval_shares",
        bad,
        "evaluation is stratified as required",
        "{n} datasets have another share",
        "generate again",
    )


def control_tokens(e: Evidence) -> Verdict:
    bad = [sample_id(s) for _, s in e.samples if gates.has_control_token(text(s))]
    return verdict(
        "control_tokens",
        bad,
        "none of the model's control tokens",
        "{n} samples hold a control token",
        "regenerate them",
    )


def secrets(e: Evidence) -> Verdict:
    bad: list[str] = []
    for file in e.each():
        hits = gates.with_secrets([text(s) for s in file.samples])
        bad += [sample_id(s) for position, s in enumerate(file.samples) if position in hits]
    return verdict(
        "secrets", bad, "no secret found", "{n} samples hold a secret", "regenerate them"
    )


def syntax(e: Evidence) -> Verdict:
    bad = []
    for _, s in e.samples:
        dataset = catalog.DATASETS.get(str(s["metadata"].get("task_type")))
        if (
            dataset
            and dataset.code
            and gates.code_errors(s["output"], dataset.code, str(s["metadata"].get("view")))
        ):
            bad.append(sample_id(s))
    return verdict(
        "typescript",
        bad,
        "TypeScript is free of syntax errors",
        "{n} outputs have syntax errors",
        "regenerate them",
    )


def tool_calls(e: Evidence) -> Verdict:
    from generators.tool_awareness import calls as reader

    bad = [
        sample_id(s)
        for _, s in e.samples
        if s["metadata"].get("task_type") == "tool_awareness"
        and reader.problems(s["input"], s["output"])
    ]
    return verdict(
        "tool_calls",
        bad,
        "every tool call fits its schema",
        "{n} samples have a call that does not",
        "regenerate them",
    )


def sources(e: Evidence) -> Verdict:
    if e.sources is None:
        return Verdict("sources", True, "not judged: no store at hand")
    known = e.sources
    bad = [
        sample_id(s)
        for _, s in e.samples
        # An empty source is the rule `metadata`'s to tell.
        if (source := s["metadata"].get("source"))
        and not str(source).startswith("template:")
        and source not in known
    ]
    return verdict(
        "sources",
        bad,
        "every source is in the store",
        "{n} samples name an unknown source",
        "generate again",
    )


RULES: tuple[Rule, ...] = (
    files_exist, bytes_are_sound, counts, categories, schema, total_tokens, average_tokens, token_field, completeness,
    ids, sources, distinct, reuse, leak_family, leak_output, leak_near, eval_marks, eval_shares, length, output_band,
    syntax, tool_calls, control_tokens, secrets,
)  # fmt: skip
