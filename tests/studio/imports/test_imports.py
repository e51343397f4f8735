"""A dataset from elsewhere, from its import over review and edit to its export."""

from __future__ import annotations

import json
import random

import pytest

from studio.curation.edit import edit
from studio.imports import files
from studio.store import verdicts
from studio.store.staging import Staging

from ..test_cli import one_line, run
from ..test_cli import staged as staged

ROWS = [
    {"prompt": f"Question {word}?", "response": f"The {word} answer holds {word} words.", "k": at}
    for at, word in enumerate(["red", "green", "blue", "black", "white", "brown"])
]


@pytest.fixture
def work(tmp_path):
    source = tmp_path / "mine.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    folder = tmp_path / "work"
    assert run("import", source, "-w", folder).exit_code == 0
    return folder


def exported(folder):
    path = folder / "data" / "imported" / "mine" / "mine.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_is_imported_is_given_back_byte_by_byte(work, tmp_path):
    assert run("export", "-w", work).exit_code == 0
    out = work / "data" / "imported" / "mine" / "mine.jsonl"
    assert out.read_bytes() == (tmp_path / "mine.jsonl").read_bytes()


def test_edits_and_verdicts_are_in_the_export(work):
    with Staging(work / "data" / ".studio" / "staging.db") as staging:
        edit(staging, "mine-000002", "Question green, again?", "", "Another answer.", "me")
        with staging.writing() as db:
            verdicts.append(db, ["mine-000004"], "flag", "factually_wrong", "", "s", "me")
    result = run("export", "-w", work)
    assert result.exit_code == 0
    assert "5 records, 1 edited; 1 rejected or flagged ones left out" in result.stdout
    rows = exported(work)
    edited = {"prompt": "Question green, again?", "response": "Another answer.", "k": 1}
    assert rows == [ROWS[0], edited, ROWS[2], *ROWS[4:]]


def test_malformed_records_are_named_and_the_rest_is_taken(tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(ROWS[0]) + '\n{bad\n{"x": 1}\n' + json.dumps(ROWS[1]) + "\n")
    result = run("import", source, "-w", tmp_path / "w", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1 and told["samples"] == 2
    assert [line.split(" ")[0] for line in told["malformed"]] == ["a.jsonl:2", "a.jsonl:3"]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (ROWS[0], "distinct"),
        ({"prompt": "x", "response": " "}, "filled"),
        ({"prompt": "x", "response": "```py\ncut"}, "fences"),
        ({"prompt": "x", "response": " ".join(f"step {n}," for n in range(900))}, "length"),
        ({"prompt": "x", "response": "end <|im_end|> here"}, "control_tokens"),
        ({"prompt": "x", "response": "write to jane.doe@company.io today"}, "emails"),
        ({"prompt": "x", "response": "apiKey = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'"}, "secrets"),
        ({"prompt": "x", "response": "it is in /Users/jane/notes"}, "people"),
        ({"prompt": "x", "response": "y", "by": {"mail": ["jane.doe@company.io"]}}, "emails"),
        ({"prompt": "x", "response": "y", "note": "sk_live_4eC39HqLyjWDarjtT1zdp7dc"}, "secrets"),
        ({"prompt": "x", "response": "y", "/Users/jane/notes": 1}, "people"),
    ],
)  # fmt: skip
def test_each_fault_fails_its_check(work, tmp_path, row, rule):
    source = tmp_path / "more.jsonl"
    source.write_text(json.dumps(row) + "\n")
    run("import", source, "-w", work)
    result = run("validate", "-w", work, "--json")
    checks = {check["rule"]: check for check in json.loads(result.stdout)["checks"]}
    assert result.exit_code == 1
    assert [name for name, check in checks.items() if not check["passed"]] == [rule]
    assert checks[rule]["samples"][0].startswith("more-000001")
    if rule in ("emails", "secrets", "people"):
        assert "(more.jsonl:1)" in checks[rule]["samples"][0]
    assert run("export", "-w", work).exit_code == 1
    assert not (work / "data" / "imported").exists()


@pytest.mark.parametrize(("held", "rule"), [(ROWS[1], "leak_output")])
def test_a_held_out_sample_in_training_is_a_leak(work, tmp_path, held, rule):
    source = tmp_path / "test.jsonl"
    source.write_text(json.dumps({**held, "prompt": "Other?"}) + "\n")
    run("import", source, "-w", work, "--name", "held")
    checks = json.loads(run("validate", "-w", work, "--json").stdout)["checks"]
    assert [check["rule"] for check in checks if not check["passed"]] == [rule]


def test_a_pair_is_as_long_as_the_longer_of_its_conversations(tmp_path):
    """1,500 words in both answers are two conversations of so many, and none of 3,000."""
    rows = [
        {"prompt": f"{n}?", "chosen": " ".join(f"a{n}{k}" for k in range(size)),
         "rejected": " ".join(f"b{n}{k}" for k in range(other))}
        for n, (size, other) in enumerate([(350, 350), (10, 900), (900, 10), (10, 10)])
    ]  # fmt: skip
    source = tmp_path / "pairs.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    run("import", source, "-w", tmp_path / "w")
    for given in (("-w", tmp_path / "w"), (source, "--profile", "general", "-w", tmp_path)):
        told = json.loads(run("validate", *given, "--json").stdout)
        [length] = [check for check in told["checks"] if check["rule"] == "length"]
        assert [each.split(":")[0] for each in length["offenders"]] == [
            "pairs-000002", "pairs-000003",
        ]  # fmt: skip


def test_a_copy_on_both_sides_is_named_in_training_and_without_a_hold_out_no_leak_is_judged(
    work, tmp_path
):
    checks = {
        each["rule"]: each
        for each in json.loads(run("validate", "-w", work, "--json").stdout)["checks"]
    }
    leaks = [checks[name] for name in ("leak_output", "leak_near", "leak_contained")]
    assert not any(each["judged"] for each in leaks)
    assert all("nothing is held out" in each["detail"] for each in leaks)
    folder, both = tmp_path / "both", tmp_path / "w2"
    folder.mkdir()
    for name in ("test", "train"):
        (folder / f"{name}.jsonl").write_text((tmp_path / "mine.jsonl").read_text())
    run("import", folder, "-w", both)
    for each in json.loads(run("validate", "-w", both, "--json").stdout)["checks"]:
        if each["rule"] in ("distinct", "leak_output"):
            found = {name.split(" ")[0] for name in each["offenders"]}
            assert found == {f"both-{number:06d}" for number in range(7, 13)}, each["rule"]


def test_the_next_step_names_the_workspace(tmp_path):
    source = tmp_path / "a.jsonl"
    source.write_text(json.dumps(ROWS[0]) + "\n")
    told = run("import", source, "-w", tmp_path / "my work").stdout
    assert f"`web4-studio -w '{tmp_path / 'my work'}' validate`" in told


def test_names_of_imported_datasets_are_known_and_refused_for_what_they_are(work):
    one_line(run("regenerate", "mine", "-w", work), "imported")
    one_line(run("generate", "mine", "-w", work), "imported")


def test_files_are_judged_without_staging_them(work, tmp_path):
    source = tmp_path / "mine.jsonl"
    assert run("validate", source, "--profile", "general", "-w", tmp_path).exit_code == 0
    source.write_text(source.read_text() + "{\n")
    result = run("validate", source, "--profile", "general", "-w", tmp_path)
    assert result.exit_code == 1 and "mine.jsonl:7 is not JSON" in result.stdout


def test_what_cannot_be_done_is_said(work, tmp_path):
    one_line(run("generate", "-w", work), "imported", "--workspace")
    one_line(run("regenerate", "-w", work), "imported")
    one_line(run("export", "-w", work, "--format", "mlx"), "--format")
    one_line(run("import", tmp_path / "mine.jsonl", "-w", work), "'mine'", "--name")
    one_line(run("import", tmp_path / "absent.jsonl", "-w", work), "absent.jsonl")
    for name in ("style_core", "eval", "../x", ""):
        if name:
            one_line(run("import", tmp_path / "mine.jsonl", "-w", work, "--name", name), name)
    for wrong in ("prompt", "x=y", "instruction=a"):
        one_line(run("import", tmp_path / "mine.jsonl", "-w", work, "--map", wrong), "--map")


def test_generated_samples_are_not_mixed_with_imported_ones(staged, tmp_path):
    source = tmp_path / "mine.jsonl"
    source.write_text(json.dumps(ROWS[0]) + "\n")
    one_line(run("import", source, workspace=staged), "generated", "--workspace")


def test_doctor_misses_no_store_where_nothing_is_generated(work):
    told = json.loads(run("doctor", "-w", work, "--json").stdout)
    [store] = [each for each in told if each["name"] == "store"]
    assert store["good"] and "imported" in store["detail"]


def test_status_and_weakness_tell_of_imported_samples(work, tmp_path):
    source = tmp_path / "again.jsonl"
    source.write_text((json.dumps(ROWS[0]) + "\n") * 3)
    run("import", source, "-w", work)
    assert "again" in run("status", "-w", work).stdout
    with Staging(work / "data" / ".studio" / "staging.db") as staging:
        sql = "select weakness from sample where dataset = 'again' order by position"
        assert [row[0] for row in staging.db.execute(sql)] == ["", "repeats", "repeats"]


def test_fields_of_other_names_are_mapped(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("ask,say\nwho,me\n")
    folder = tmp_path / "w"
    assert run("import", source, "-w", folder, "--map", "instruction=ask,output=say").exit_code == 0
    assert run("export", "-w", folder).exit_code == 0
    assert (folder / "data" / "imported" / "a" / "a.csv").read_text() == source.read_text()


def test_only_some_checks_may_be_allowed_to_fail(work, tmp_path):
    source = tmp_path / "more.jsonl"
    source.write_text(json.dumps(ROWS[0]) + "\n")
    run("import", source, "-w", work)
    assert run("export", "-w", work).exit_code == 1 and not (work / "data" / "imported").exists()
    allowed = run("export", "--allow-weak", "-w", work)
    assert allowed.exit_code == 1 and (work / "data" / "imported" / "more").is_dir()
    secret = {"prompt": "x", "response": "apiKey = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'"}
    source.write_text(json.dumps(secret) + "\n")
    run("import", source, "-w", work, "--name", "leaky")
    refused = run("export", "--allow-weak", "-w", work)
    assert refused.exit_code == 1 and "Nothing written" in refused.stdout
    assert not (work / "data" / "imported" / "leaky").exists()


def test_an_edit_that_does_not_fit_its_record_is_no_silent_loss(tmp_path):
    turns = [{"role": "system", "content": "s"}, {"role": "user", "content": "q"},
             {"role": "assistant", "content": "a long answer"}]  # fmt: skip
    source = tmp_path / "chat.jsonl"
    source.write_text(json.dumps({"messages": turns}) + "\n")
    folder = tmp_path / "w"
    run("import", source, "-w", folder)
    with Staging(folder / "data" / ".studio" / "staging.db") as staging:
        edit(staging, "chat-000001", "q", "the mark is gone", "a long answer", "me")
    result = run("export", "-w", folder)
    assert result.exit_code == 1 and "✗ edits" in result.stdout
    assert not (folder / "data" / "imported").exists()


# Values that no text, and no turn, of any form may have; and lines that hold no record.
WRONG = (None, 1, -1.5, True, False, {}, [], {"a": 1}, [1], ["x"], [None], [[]], [{}], {"text": 1})
LINES = ("{bad", "[1]", "null", "3", '"text"', '{"a": NaN}', "{}", '{"x": 1}', "[" * 5_000, '{"a":')
FORMS = {
    "alpaca": {"instruction": "Name {0}.", "input": "", "output": "It is {0}."},
    "prompt-completion": {"prompt": "Name {0}.", "completion": "It is {0}."},
    "question-answer": {"question": "Which is {0}?", "answer": "It is {0}."},
    "messages": {
        "messages": [
            {"role": "user", "content": "Name {0}."},
            {"role": "assistant", "content": "It is {0}."},
        ]
    },
    "sharegpt": {
        "conversations": [
            {"from": "human", "value": "Name {0}."},
            {"from": "gpt", "value": "It is {0}."},
        ]
    },
    "transcript": {"text": "### Human: Name {0}.### Assistant: It is {0}."},
    "preference": {"prompt": "Name {0}.", "chosen": "It is {0}.", "rejected": "No idea of {0}."},
}


def good(form, number):
    """A record of a form, unlike all others."""
    word = f"lamp {number}"
    return json.loads(json.dumps(FORMS[form]).replace("{0}", word))


@pytest.mark.parametrize("form", FORMS)
def test_of_many_malformed_lines_each_is_named_and_no_good_one_is_lost(tmp_path, form):
    key = list(FORMS[form])[-1]
    bad = [json.dumps(good(form, 0) | {key: value}) for value in WRONG] + list(LINES)
    assert len(bad) >= 20
    lines, wrong = [], []
    for number, text in enumerate(bad):
        lines += [json.dumps(good(form, number + 1)), text]
        wrong.append(len(lines))
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(lines) + "\n")
    result = run("import", source, "-w", tmp_path / "w", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1 and "Traceback" not in result.output
    named = [line.split(" ")[0] for line in told["malformed"]]
    assert named == [f"a.jsonl:{number}" for number in wrong]
    assert told["samples"] == len(bad) and told["forms"] == {form: len(bad)}


# Rows of a table with the columns prompt and completion, none of which holds a record.
BAD_ROWS = (
    "", "a", "a{d}b{d}c", "a{d}b{d}c{d}d", "{d}", "{d}{d}", "{d}b", "a{d}", "  {d}b", "a{d}  ",
    '""{d}b', 'a{d}""', '""{d}""', '"a{d}b"', '"a""{d}b"', '"{d}"', '"a"{d}"b"{d}"c"', "{d}a{d}b",
    "a{d}b{d}", "\t \u00a0{d}b", "a{d}\u3000", '" "{d}b', 'a{d}"\n"', "a{d}\u2028",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "sign"), [(".csv", ","), (".tsv", "\t")])
def test_of_many_malformed_rows_of_a_table_each_is_named(tmp_path, kind, sign):
    """Rows without text come in, as in any form, and fail the check `filled`; the others are
    malformed. None is lost.
    """
    assert len(BAD_ROWS) >= 20
    rows = [f"prompt{sign}completion"]
    for number, bad in enumerate(BAD_ROWS):
        rows += [f"Name lamp {number}.{sign}It is lamp {number}.", bad.format(d=sign)]
    source = tmp_path / f"a{kind}"
    source.write_text("\n".join(rows) + "\n")
    result = run("import", source, "-w", tmp_path / "w", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1 and "Traceback" not in result.output
    checks = json.loads(run("validate", "-w", tmp_path / "w", "--json").stdout)["checks"]
    [filled] = [check for check in checks if check["rule"] == "filled"]
    # An empty line is no row.
    empty = sum(not bad for bad in BAD_ROWS)
    good = told["samples"] - len({each.split(" ")[0] for each in filled["offenders"]})
    assert good == len(BAD_ROWS)
    assert told["samples"] + len(told["malformed"]) == 2 * len(BAD_ROWS) - empty


@pytest.mark.parametrize("kind", [".jsonl", ".json", ".csv", ".tsv", ".parquet", ".jsonl.gz"])
def test_a_file_cut_off_or_damaged_anywhere_is_no_traceback(tmp_path, kind):
    path = tmp_path / f"a{kind}"
    rows = [{"prompt": f"Name lamp {at}.", "completion": f"It is lamp {at}."} for at in range(12)]
    whole = files.written(path, rows, [""] * len(rows))
    noise = random.Random(7)
    for _ in range(20):
        at = noise.randrange(len(whole))
        other = bytes([whole[at] ^ noise.randrange(1, 256)])
        for content in (whole[:at], whole[:at] + other + whole[at + 1 :]):
            path.write_bytes(content)
            found = list(files.rows(path.name, path))
            # Each row is a record or says what is wrong with it; what stands before is still there.
            assert all((row.record is None) == bool(row.fault) for row in found)
            if kind == ".jsonl":
                lines = [line for line in content.split(b"\n") if line.strip()]
                assert len(found) in (len(lines), 1)
                assert len(found) == len(lines) or "UTF-8" in found[0].fault
