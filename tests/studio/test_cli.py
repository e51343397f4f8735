"""The command line as a person meets it: one-line errors, exit codes, JSON alone on standard
output.
"""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generators.store import chroma
from generators.store.chroma import server
from studio import cli, invocation
from studio.store.staging import Staging
from tests.conftest import put_store
from tests.phase1_store import unpack


def run(*arguments, workspace=None):
    place = ["--workspace", str(workspace)] if workspace else []
    return CliRunner().invoke(cli.main, [*place, *map(str, arguments)])


def one_line(result, *words, code=2):
    assert result.exit_code == code, result.output
    # On a busy machine progress is told before the error.
    lines = [each for each in result.stderr.splitlines() if each and not re.match(r"\d+ s  ", each)]
    assert len(lines) == 1 and lines[0].startswith("error: "), result.stderr
    for word in words:
        assert word in lines[0]
    assert "Traceback" not in result.output


@pytest.fixture
def phase1(tmp_path):
    folder = tmp_path / "phase1"
    folder.mkdir()
    unpack(folder)
    return folder


def test_help_names_every_command():
    result = run("--help")
    assert result.exit_code == 0
    for command in (
        "demo",
        "index",
        "connect",
        "generate",
        "validate",
        "export",
        "status",
        "doctor",
        "regenerate",
        "review",
    ):
        assert command in result.output


def test_help_lists_every_environment_variable():
    """Those that the code asks for by name, and those of a Chroma server, by their endings."""
    root = Path(cli.__file__).parents[1]
    files = [path for top in ("studio", "generators") for path in (root / top).rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in files)
    asked = set(re.findall(r'"(WEB4_STUDIO_\w+|VISUAL|EDITOR|NO_COLOR)"', code))
    assert {"WEB4_STUDIO_WORKSPACE", server.VARIABLE, "EDITOR"} <= asked
    asked |= {f"_{name}" for name in (*server.TOLD, chroma.COMPONENTS, chroma.PDCAS)}
    help = run("--help").output
    assert not [name for name in asked if name.upper() not in help]


def test_help_imports_nothing_heavy():
    heavy = ["torch", "transformers", "chromadb", "textual", "datasets", "numpy", "sqlite_utils"]
    script = f"import sys; from studio import cli; print([m for m in sys.modules if m in {heavy}])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_command_has_help():
    for name, command in cli.main.commands.items():
        assert command.help and len(command.help) > 20, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.name}"


@pytest.mark.parametrize("command", ["generate", "validate", "export"])
def test_without_a_store_or_samples_the_next_step_is_named(tmp_path, command):
    one_line(run(command, workspace=tmp_path), "web4-studio")


@pytest.mark.parametrize(
    "arguments",
    [
        ["generate"],
        ["validate"],
        ["export"],
        ["--export"],
        ["--export", "OUT"],
        ["export", "OUT/deep"],
        ["regenerate"],
        ["review"],
        ["review", "--export", "OUT"],
        ["index", "EMPTY"],
        ["connect", "--chroma", "EMPTY", "--timeline", "OUT"],
        ["import", "EMPTY/no.jsonl"],
        ["import", "BAD"],
        ["import", "BAD", "--name", "style_core"],
        ["restore", "EMPTY"],
        ["backup", "OUT"],
    ],
)
def test_what_is_refused_leaves_nothing(tmp_path, arguments):
    work, empty, bad = tmp_path / "work", tmp_path / "empty", tmp_path / "bad.jsonl"
    work.mkdir()
    empty.mkdir()
    bad.write_text('{"x": 1}\n')
    there = sorted(tmp_path.rglob("*"))
    names = {"OUT": tmp_path / "out", "EMPTY": empty, "BAD": bad}
    given = [names[a.partition("/")[0]] / a.partition("/")[2] if a.partition("/")[0] in names
             else a for a in arguments]  # fmt: skip
    one_line(run(*given, workspace=work))
    assert sorted(tmp_path.rglob("*")) == there


@pytest.mark.parametrize("command", ["validate", "export", "--export", "regenerate", "review"])
def test_without_a_store_what_brings_one_comes_first(tmp_path, command):
    one_line(run(command, workspace=tmp_path), "index REPO", "connect", "demo", "import FILE")
    # A run that found no store has left a staging store in earlier versions.
    with Staging(tmp_path / "data" / ".studio" / "staging.db"):
        pass
    one_line(run(command, workspace=tmp_path), "index REPO", "connect", "demo", "import FILE")
    (tmp_path / "chroma_db").mkdir()
    one_line(run("export", workspace=tmp_path), "nothing is staged", "web4-studio generate")


def test_an_unknown_dataset_is_named(tmp_path):
    one_line(run("generate", "style_corr", workspace=tmp_path), "'style_corr'", "style_core")


def test_an_unknown_setting_is_named(tmp_path):
    (tmp_path / "web4-studio.toml").write_text("sede = 1\n")
    one_line(run("generate", workspace=tmp_path), "'sede'", "seed")


def test_an_empty_repository_is_named(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    one_line(run("index", empty, workspace=tmp_path / "w"), str(empty), "nothing to index")
    assert not (tmp_path / "w" / "chroma_db").exists()


def test_a_malformed_store_is_named(tmp_path, phase1):
    (phase1 / "chroma_db" / "chroma.sqlite3").write_bytes(b"broken" * 1000)
    arguments = ("--chroma", phase1 / "chroma_db", "--timeline", phase1 / "pdca_timeline.db")
    one_line(run("connect", *arguments, workspace=tmp_path / "w"), "chroma_db")
    assert not (tmp_path / "w" / "data" / ".studio" / "connection.json").exists(), (
        "a store that fails is not remembered"
    )


def test_connect_remembers_a_good_store(tmp_path, phase1):
    arguments = ("--chroma", phase1 / "chroma_db", "--timeline", phase1 / "pdca_timeline.db")
    result = run("connect", *arguments, workspace=tmp_path / "w")
    assert result.exit_code == 0, result.output
    assert "40 components, 11 PDCAs" in result.stdout
    status = run("--json", "status", workspace=tmp_path / "w")
    assert json.loads(status.stdout)["store"] is True


def test_a_connected_workspace_is_not_indexed_over(tmp_path, phase1):
    arguments = ("--chroma", phase1 / "chroma_db", "--timeline", phase1 / "pdca_timeline.db")
    run("connect", *arguments, workspace=tmp_path / "w")
    one_line(run("index", phase1, workspace=tmp_path / "w"), "connected store")


def test_a_file_as_workspace_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    one_line(run("status", workspace=tmp_path / "file"), "is a file")


def test_a_read_only_workspace_is_named(tmp_path, monkeypatch):
    """The tests may run as root, whom no permission stops: the refusal is the system's own, put in
    its place.
    """

    def refuse(self, *_, **__):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    one_line(
        run("generate", "tool_awareness", workspace=tmp_path), "permission denied", "--workspace"
    )


def test_a_folder_that_is_no_export_fails_its_checks(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    result = run("validate", folder, workspace=tmp_path)
    assert result.exit_code == 1 and "✗ files" in result.stdout
    assert len(result.stdout.splitlines()) < 20 and "✓" not in result.stdout
    checks = json.loads(run("--json", "validate", folder, workspace=tmp_path).stdout)["checks"]
    assert [check["rule"] for check in checks if not check["passed"]] == ["files"]
    assert not [
        c for c in checks if c["judged"] and c["rule"] not in ("files", "datasets", "scale")
    ]
    (folder / "other.jsonl").write_text("{}\n")
    assert "--profile general" in run("validate", folder, workspace=tmp_path).stdout
    (folder / "data").mkdir()
    (folder / "data" / "manifest.json").write_text("{}")
    assert str(folder / "data") in run("validate", folder, workspace=tmp_path).stdout
    one_line(run("validate", folder / "other.jsonl", workspace=tmp_path), "--profile general")
    one_line(run("validate", tmp_path / "nowhere", workspace=tmp_path), "nowhere", "not a folder")


@pytest.fixture
def staged(tmp_path, staged_store, settings):
    put_store(staged_store, tmp_path / "data" / ".studio" / "staging.db")
    (tmp_path / "web4-studio.toml").write_text(f"scale = {settings.scale}\n", "utf-8")
    return tmp_path


def test_export_in_ci(staged):
    result = run("--export", workspace=staged)
    assert result.exit_code == 0, result.output
    assert "SCALED RUN" in result.stdout and "ALL VALIDATIONS PASSED" not in result.stdout
    assert (staged / "data" / "manifest.json").exists()
    assert run("validate", staged / "data", workspace=staged).exit_code == 0


def test_export_to_a_folder(staged, tmp_path):
    result = run("--export", tmp_path / "there", workspace=staged)
    assert result.exit_code == 0 and (tmp_path / "there" / "eval.jsonl").exists()


def test_json_is_one_document_and_nothing_else(staged):
    for arguments, key in ((("status",), "datasets"), (("validate",), "checks")):
        result = run("--json", *arguments, workspace=staged)
        assert key in json.loads(result.stdout)


def test_json_errors_are_documents_too(tmp_path):
    result = run("--json", "validate", workspace=tmp_path)
    assert result.exit_code == 2 and "error" in json.loads(result.stdout)


def test_status_shows_what_is_staged(staged):
    result = run("status", workspace=staged)
    assert "style_core" in result.stdout and "SCALED 0.01" in result.stdout


def test_a_failed_check_ends_with_1(staged):
    from studio.store.staging import Staging

    with Staging(staged / "data" / ".studio" / "staging.db") as staging:
        staging.db.execute("update samples set state = 'rejected' where dataset = 'guardrails'")
        staging.db.conn.commit()
    result = run("export", workspace=staged)
    assert (
        result.exit_code == 1 and "✗ count" in result.stdout and "Nothing written" in result.stdout
    )
    assert "--allow-shortfall would" in result.stdout.splitlines()[-1]
    assert not (staged / "data" / "guardrails.jsonl").exists()


def test_the_studio_needs_a_terminal(tmp_path):
    one_line(run(workspace=tmp_path), "terminal")


def test_the_headless_modules_import_no_textual():
    names = "cli export jobs.jobs jobs.reports validation.runner search.filters store.staging"
    names += " curation.review workspace"
    imports = f"for n in '{names}'.split(): __import__('studio.' + n)"
    script = f"import sys\n{imports}\nprint('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "False"


def test_regenerate_says_what_it_would_do_and_does_it(staged):
    assert "Nothing is flagged" in run("regenerate", workspace=staged).output
    file = staged / "out.jsonl"
    assert (
        run(
            "review",
            "--export",
            file,
            "--size",
            3,
            "--filter",
            "split:train",
            "--blank",
            workspace=staged,
        ).exit_code
        == 0
    )
    lines = [
        json.loads(line) | {"verdict": "flag", "reason": "unsafe"}
        for line in file.read_text("utf-8").splitlines()
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    taken = run("--json", "review", "--import", file, "--reviewer", "bob", workspace=staged)
    assert json.loads(taken.stdout)["taken"] == 3
    assert "3" in run("review", workspace=staged).output
    planned = json.loads(run("--json", "regenerate", "--dry-run", workspace=staged).stdout)
    done = json.loads(run("--json", "regenerate", workspace=staged).stdout)
    assert planned["changes"] == done["changes"] and done["replaced"] == 3 and planned["dry_run"]


def test_review_and_regenerate_name_what_is_wrong(staged, tmp_path):
    one_line(run("regenerate", "style_corr", workspace=staged), "'style_corr'", "style_core")
    one_line(run("review", "--import", tmp_path / "absent.jsonl", workspace=staged), "absent.jsonl")
    one_line(
        run("review", "--export", tmp_path / "x", "--filter", "nope:1", workspace=staged), "nope"
    )
    one_line(run("review", "--export", "a", "--import", "b", workspace=staged), "two steps")
    (tmp_path / "empty").mkdir()
    one_line(run("regenerate", workspace=tmp_path / "empty"), "nothing is staged")


def test_shared_options_may_follow_the_command(staged):
    before = run("--json", "status", workspace=staged)
    after = run("status", "--workspace", staged, "--json")
    assert after.exit_code == 0 and json.loads(after.stdout) == json.loads(before.stdout)


@pytest.mark.parametrize("command", ["status", "generate", "validate", "export", "doctor"])
def test_a_folder_that_is_missing_is_named(tmp_path, command):
    one_line(run(command, "-w", tmp_path / "absent"), "no folder", "absent", "--workspace")
    assert not (tmp_path / "absent").exists()


def test_the_scale_after_the_command_is_the_one_used(staged):
    result = run("validate", "--scale", "1", workspace=staged)
    assert result.exit_code == 1 and "✗ scale" in result.stdout


def test_a_seed_of_0_is_taken():
    context = click.Context(click.Command("status"), obj=invocation.Context())
    for option, value in ((["--seed"], 0), (["--debug"], False), (["--scale"], None)):
        invocation._taken(context, click.Option(option), value)
    assert context.obj.given == {"seed": 0}


def test_quiet_prints_errors_only(staged, tmp_path):
    done = run("status", "-q", workspace=staged)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    one_line(run("generate", "-q", workspace=tmp_path), "no store")
    assert json.loads(run("status", "-q", "--json", workspace=staged).stdout)
    failed = run("validate", "-q", "--scale", "1", workspace=staged)
    assert (failed.exit_code, failed.stdout) == (1, "") and "✗ scale" in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["generat"], "generate"),
        (["generate", "--sca"], "--scale"),
        (["--scale", "much", "generate"], "much"),
        (["--scale", "0", "generate"], "scale"),
        (["--scale", "-1", "generate"], "'--scale': -1"),
        (["generate", "--scale=-0.5"], "'--scale': -0.5"),
        (["generate", "--scale"], "--scale"),
        (["status", "--seed", "--scale"], "'--seed'"),
        (["--scale", "1.5", "status"], "scale"),
        (["index"], "REPO"),
        (["review", "--size", "0"], "size"),
    ],
)
def test_wrong_usage_is_one_line_and_one_document(arguments, named):
    one_line(run(*arguments), named, "--help")
    result = run("--json", *arguments)
    assert result.exit_code == 2 and named in json.loads(result.stdout)["error"]


def test_a_workspace_is_found_from_its_folders(staged, monkeypatch):
    monkeypatch.delenv("WEB4_STUDIO_WORKSPACE", raising=False)
    monkeypatch.chdir(staged / "data")
    assert "style_core" in run("status").stdout
    (staged / "apart").mkdir()
    monkeypatch.chdir(staged / "apart")
    assert "style_core" in run("status").stdout
    (staged / "apart" / "web4-studio.toml").write_text("")
    one_line(run("regenerate"), "nothing is staged")


def test_the_shell_completes_commands_options_and_datasets():
    def completed(line: str) -> list[str]:
        words = line.split(" ")
        env = {
            "_WEB4_STUDIO_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
        done = CliRunner().invoke(cli.main, prog_name="web4-studio", env=env)
        return [each.split(",")[1] for each in done.output.split()]

    assert completed("web4-studio gen") == ["generate"]
    assert completed("web4-studio generate style_") == ["style_core", "style_refactor"]
    assert "--scale" in completed("web4-studio validate --s")


def test_the_package_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "studio", "-V"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("web4-studio, version ")


def test_the_page_of_commands_is_current():
    docs = Path(__file__).parents[2] / "docs"
    page = runpy.run_path(str(docs / "make_commands.py"))["page"]()
    assert (docs / "commands.md").read_text("utf-8") == page
