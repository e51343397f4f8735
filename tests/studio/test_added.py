"""A dataset that a package adds, in every part of the studio; and what is said once it is gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generators import catalog
from studio.cli import main
from studio.export import publish
from tests import plugin
from tests.studio.panes.screen import open_studio
from tests.studio.panes.scripted import text_of
from tests.studio.panes.waiting import settle

from .test_cli import one_line, run

Put = Callable[..., Path]


@pytest.fixture
def work(tmp_path: Path, put: Put) -> Path:
    """A workspace with the added dataset staged."""
    put()
    work = tmp_path / "work"
    work.mkdir()
    done = run("generate", "moons", workspace=work)
    assert done.exit_code == 0, done.output
    assert "COMPLETE: 3 moons samples generated" in done.output
    return work


def gone(put: Put) -> None:
    """The package is installed no more."""
    folder = put()
    for each in folder.glob("*.dist-info/entry_points.txt"):
        each.write_text("", "utf-8")
    plugin.forget()


def test_commands_show_it(work: Path) -> None:
    planned = run("--json", "generate", "moons", "--plan", workspace=work)
    material = json.loads(planned.stdout)["material"]["moons"]
    assert (material["gives"], material["reason"]) == ("authored", "authored content")
    status = json.loads(run("--json", "status", workspace=work).stdout)["datasets"]
    assert (status["moons"]["target"], status["eval"]["states"]) == (3, {"staged": 1})
    one_line(run("generate", "suns", workspace=work), "moons")
    assert "moons (by acme-moons)" in run("doctor", workspace=work).stdout
    offered = main.commands["generate"].params[0].type.shell_complete(None, None, "mo")
    assert [each.value for each in offered] == ["moons"]


def test_it_is_validated_exported_and_read_again(work: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(
        "export", out, "--allow-shortfall", "--format", "mlx", "--format", "messages",
        workspace=work,
    )  # fmt: skip
    # The eight are missing, and nothing else is wrong.
    assert done.exit_code == 1 and "❌ 1 VALIDATION FAILED: datasets\n" in done.output
    lines = (out / "moons.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 3 and len((out / "messages/moons.jsonl").read_bytes().splitlines()) == 3
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["versions"]["acme-moons"] == "1.0" and list(manifest["planned"]) == ["moons"]
    again = run("validate", out, workspace=work)
    assert "1 VALIDATION FAILED: datasets\n" in again.output
    # A fault in it is found like one in any other dataset.
    (out / "moons.jsonl").write_text("".join(f"{line}\n" for line in lines[:2]), "utf-8")
    assert "✗ Count: 2/3" in run("validate", out, workspace=work).output


async def test_the_panes_show_it(work: Path) -> None:
    app = open_studio(work)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for key in ("1", "4"):
            await pilot.press(key)
            await settle(pilot)
            assert "moons" in text_of(app), key
        await pilot.press("2")
        await settle(pilot)
        assert "Which moons does" in text_of(app)


def test_samples_of_a_package_that_is_gone_are_told_of(work: Path, put: Put) -> None:
    gone(put)
    for command in ("validate", "export", "generate", "regenerate"):
        one_line(run(command, workspace=work), "'moons'", "no installed package adds")
    assert run("status", workspace=work).exit_code == 0


def test_an_export_of_a_package_that_is_gone_fails(work: Path, tmp_path: Path, put: Put) -> None:
    out = tmp_path / "out"
    run("export", out, "--allow-shortfall", workspace=work)
    gone(put)
    done = run("validate", out, workspace=tmp_path)
    assert done.exit_code == 1
    assert "it plans 'moons', a dataset that no installed package adds" in done.output


def test_its_file_goes_with_it_when_another_export_takes_the_place(
    work: Path, tmp_path: Path, put: Put
) -> None:
    out = tmp_path / "out"
    run("export", out, "--allow-shortfall", workspace=work)
    gone(put)
    with publish.draft(out) as new:
        (new.path / "guardrails.jsonl").write_text("{}\n", "utf-8")
        publish.publish(new, out)
    assert sorted(path.name for path in out.glob("*.jsonl")) == ["guardrails.jsonl"]


def test_the_studio_does_not_start_with_a_faulty_package(tmp_path: Path, put: Put) -> None:
    put("import no_such_module")
    one_line(run(workspace=tmp_path), "acme-moons", "no_such_module")
    assert "✗ added: the package acme-moons" in run("doctor", workspace=tmp_path).stdout


def test_an_import_cannot_take_its_name(tmp_path: Path, put: Put) -> None:
    put()
    rows = [{"instruction": "Name one.", "output": "Io."}]
    (tmp_path / "moons.jsonl").write_text(json.dumps(rows[0]) + "\n", "utf-8")
    one_line(run("import", tmp_path / "moons.jsonl", workspace=tmp_path / "w"), "taken")
    assert "moons" not in catalog.DATASETS
