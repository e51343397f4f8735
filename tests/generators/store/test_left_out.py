"""Nothing is dropped silently: what `index` leaves out is named with its reason."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generators.governance import Governance
from generators.limits import USUAL
from generators.pdca import outline
from generators.store.files import Passed, find
from generators.store.ignored import Ignored
from generators.store.scan import Scan

from .records import EMOJI, PATH

UNIT = "export class A {\n  go(): number {\n    return 1;\n  }\n}\n"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def scan(root: Path) -> tuple[Scan, list[str], list[str]]:
    found = Scan([root], lambda *_: None, USUAL)
    return found, [row.id for row in found.components()], [name for name, _ in found.pdcas()]


def test_every_file_under_a_pdca_path_that_is_no_record_has_its_reason(tmp_path: Path) -> None:
    template = EMOJI.replace("Valve", "{{VALVE}}") + "{{A}} {{B}} {{C}} {{D}}\n"
    files = {
        PATH: EMOJI,
        "copies/pdca/2024-05-07-UTC-0901-copy.pdca.md": EMOJI,
        "pdca/README.md": "# About PDCAs\n",
        "pdca/2024-05-07-diary.md": "# A fine day\n\n## Plan\n\nRest.\n",
        "pdca/2024-05-07-words.markdown": "Only words.\n",
        "pdca/undated.md": "## Plan\n\na\n\n## Do\n\nb\n",
        "pdca/template-of-mine.md": template,
        "pdca/2024-05-07-template.md": template,
        "pdca/2024-05-08-UTC-0900.txt": "a",
        "pdca/picture.png": "\x89PNG",
        "pdca/empty.md": "",
        "docs/other.md": "# Not of interest\n",
    }
    found, _, records = scan(write(tmp_path, files))
    copy = next(name for name in files if files[name] == EMOJI and name not in records)
    assert len(records) == 1
    reasons = dict(found.not_records) | dict(found.skipped)
    unread = "not Markdown; only .md and .markdown are read"
    name = "its name is that of a template, guide or index, without a date"
    assert reasons == {
        copy: f"the same text as {records[0]}",
        "pdca/README.md": name,
        "pdca/template-of-mine.md": name,
        "pdca/2024-05-07-diary.md": "of Plan, Do, Check and Act, only plan is a heading",
        "pdca/2024-05-07-words.markdown": "of Plan, Do, Check and Act, none is a heading",
        "pdca/undated.md": "no date, neither in its name nor in its text",
        "pdca/2024-05-07-template.md": "a template: its places are not filled in",
        "pdca/2024-05-08-UTC-0900.txt": unread,
        "pdca/picture.png": unread,
        "pdca/empty.md": "empty",
    }  # fmt: skip


def test_endings_read_and_passed_over(tmp_path: Path) -> None:
    names = ("a.ts", "b.tsx", "c.mts", "d.cts", "E.TS")
    other = {"f.js": "1", "g.js": "2", "h.JSON": "{}", "Makefile": "x", "notes.md": "# x\n"}
    record = PATH.replace(".md", ".markdown")
    root = write(tmp_path, {**dict.fromkeys(names, UNIT), **other, record: EMOJI})
    found, components, records = scan(root)
    assert sorted(components) == sorted(names)
    assert records == [record]
    assert dict(found.passed.endings) == {".js": 2, ".json": 1, "": 1}


def test_a_fence_without_end_is_named(tmp_path: Path) -> None:
    broken = EMOJI.replace("## **📋 PLAN**", "```bash\nls\n\n## **📋 PLAN**")
    assert broken != EMOJI
    found, _, records = scan(write(tmp_path, {PATH: broken}))
    assert records == [PATH]
    [(name, why)] = found.repaired
    assert name == PATH and "is never closed" in why


def test_carriage_returns_alone_end_lines_too(tmp_path: Path) -> None:
    _, _, records = scan(write(tmp_path, {PATH: EMOJI.replace("\n", "\r")}))
    assert records == [PATH]
    assert outline.normal("a\r\nb\rc\nd\u2028e") == "a\nb\nc\nd\u2028e"


IGNORED = {
    ".gitignore": "build/\n*.gen.ts\n/only-here.ts\n!keep.gen.ts\n",
    "src/.gitignore": "local.ts\n",
    "build/out.ts": UNIT,
    "src/build/out.ts": UNIT,
    "src/a.gen.ts": UNIT,
    "src/keep.gen.ts": UNIT,
    "src/local.ts": UNIT,
    "local.ts": UNIT,
    "only-here.ts": UNIT,
    "src/only-here.ts": UNIT,
    "src/a.ts": UNIT,
}
KEPT = ["local.ts", "src/a.ts", "src/keep.gen.ts", "src/only-here.ts"]


@pytest.mark.parametrize("git", [True, False])
def test_ignore_files_are_respected(tmp_path: Path, git: bool) -> None:
    root = write(tmp_path / "repo", IGNORED)
    if git:
        subprocess.run(["git", "init", "-q", str(root)], check=True)
    found, components, _ = scan(root)
    assert components == KEPT
    assert sorted(found.passed.ignored) == [
        "build/", "only-here.ts", "src/a.gen.ts", "src/build/", "src/local.ts",
    ]  # fmt: skip


def test_what_is_tracked_is_not_ignored(tmp_path: Path) -> None:
    root = write(tmp_path / "repo", IGNORED)
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-f", "build/out.ts"], check=True)
    assert "build/out.ts" in scan(root)[1]


def test_a_folder_that_another_repository_ignores_is_read_when_it_is_named(tmp_path: Path) -> None:
    outer = write(tmp_path, {".gitignore": "inner/\n", "inner/a.ts": UNIT, "sub/b.ts": UNIT,
                             "sub/c.gen.ts": UNIT})  # fmt: skip
    write(tmp_path, {".gitignore": "inner/\n*.gen.ts\n"})
    subprocess.run(["git", "init", "-q", str(outer)], check=True)
    assert scan(outer / "inner")[1] == ["a.ts"]
    assert scan(outer / "sub")[1] == ["b.ts"]


def test_without_git_the_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, IGNORED)
    monkeypatch.setenv("PATH", "")
    hidden = Ignored(root)
    assert hidden.hides("build", True) and not hidden.hides("src/a.ts", False)
    assert not hidden.hides("build.ts", False)


def test_several_roots_have_their_own_ignore_files(tmp_path: Path) -> None:
    first = write(tmp_path / "one", {".gitignore": "a.ts\n", "a.ts": UNIT, "b.ts": UNIT})
    second = write(tmp_path / "two", {".gitignore": "b.ts\n", "a.ts": UNIT, "b.ts": UNIT})
    passed = Passed()
    names = [file.name for file in find([first, second], (".ts",), passed)]
    assert names == ["one/b.ts", "two/a.ts"]
    assert passed.ignored == ["one/a.ts", "two/b.ts"]


@pytest.mark.parametrize(
    ("metadata", "settings", "reason"),
    [
        ({}, Governance(), ""),
        ({"ok_to_train": False}, Governance(), "ok_to_train"),
        ({"ok_to_train": "false"}, Governance(), "ok_to_train"),
        ({"ok_to_train": 0}, Governance(), "ok_to_train"),
        ({"ok_to_train": True}, Governance(), ""),
        ({"pii_flags": "email,phone"}, Governance(), "pii_flags"),
        ({"pii_flags": '["email"]'}, Governance(), "pii_flags"),
        ({"pii_flags": True}, Governance(), "pii_flags"),
        ({"pii_flags": "[]"}, Governance(), ""),
        ({"pii_flags": ""}, Governance(), ""),
        ({"pii_flags": "none"}, Governance(), ""),
        ({"pii_flags": "email"}, Governance(use_flagged=True), ""),
        ({"security_level": "confidential"}, Governance(), "security_level"),
        ({"security_level": "Internal"}, Governance(), ""),
        ({"security_level": "secret"}, Governance(security_levels=("secret",)), ""),
        ({"license": "AGPL-3.0"}, Governance(), ""),
        ({"license": "AGPL-3.0"}, Governance(licenses=("MIT",)), "license"),
        ({"license": "mit"}, Governance(licenses=("MIT",)), ""),
        ({}, Governance(licenses=("MIT",)), "license"),
        ({"trained_in_adapter": True}, Governance(), ""),
        ({"trained_in_adapter": True}, Governance(only_untrained=True), "trained_in_adapter"),
    ],
)
def test_governance(metadata: dict[str, object], settings: Governance, reason: str) -> None:
    assert settings.reason([metadata]).split(":")[0] == reason
