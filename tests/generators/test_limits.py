"""What no file may do: hold up a run, use up the memory, or end it with a traceback."""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from generators import pdca, reading, typescript
from generators.domain_patterns import units
from generators.hygiene import secrets
from generators.limits import WAIT, Limits, TooSlowError, in_time, nesting, within
from generators.pdca import facts, header, salient_lines
from generators.pdca.telling import cuts as texts
from generators.settings import Settings
from generators.store import chroma, records, scan
from generators.store.corpus import Contents, Corpus
from generators.style_core import tasks as style_core_tasks
from generators.style_core.cuts import cuts
from generators.style_core.shown import without_creed
from generators.typescript import patterns, tree
from generators.typescript.library import Library
from generators.worth.case import prose

from .store.fake import FakeEmbedder

PATH = "pdca/2024-05-01-UTC-0900-hostile.pdca.md"
RECORD = "# PDCA: {title}\n\n## Plan\n\n{body}\n\n## Do\n\ndone\n"


def took(call, *arguments) -> float:
    began = time.process_time()
    call(*arguments)
    return time.process_time() - began


def test_what_is_parsed_does_not_depend_on_what_else_the_machine_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = "class Lamp {" + "  level = 1;\n" * 20_000 + "}"
    hours, still = itertools.count(0, 3_600), itertools.repeat(0)

    def clocks(passed: Iterator[int], worked: Iterator[int]) -> None:
        """Clocks that show another time whenever they are read."""
        functions = {"monotonic": lambda: next(passed), "thread_time": lambda: next(worked)}
        monkeypatch.setattr(tree, "time", SimpleNamespace(**functions))

    clocks(hours, still)
    assert not tree._parsed(code, False).has_error
    clocks(still, hours)
    with pytest.raises(TooSlowError, match="to parse"):
        tree._parsed(code, False)


@pytest.mark.parametrize(
    "text",
    [
        "await " * 2_000 + "x",
        "async function f() { " + "await " * 2_000 + "x; }",
        "class A {\n" + "".join(f"  m{n}() {{ this.x = {n}; }}\n" for n in range(8_000)) + "}\n",
        "(" * 20_000,
        "`${" * 5_000,
        "<!-- " * 20_000,
        "}\n" * 50_000,
        "a.b." * 5_000 + "c",
        "x = " + "-" * 5_000 + "1",
    ],
    ids=lambda text: text[:12],
)
def test_typescript_that_is_hard_to_read_is_read_in_seconds(text: str) -> None:
    assert took(lambda: patterns.stored(typescript.parse(text))) < 10


@pytest.mark.parametrize(
    "text", ["1" * 60_000, "+" * 60_000, "1" * 30_000 + " password", "-" * 30_000 + " password"],
    ids=lambda text: text[0] + text[-1],
)  # fmt: skip
def test_a_line_of_one_sign_is_scanned_in_seconds(text: str) -> None:
    assert took(lambda: secrets.found([text])) < 5


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("<!-- \n", 20_000),
        ("<pre>\n", 30_000),
        ("```md\n## Plan\n", 8_000),
        ("|a|b|\n|--|--|\n", 4_000),
        ("a|b\n--|--\n", 4_000),
    ],
    ids=lambda value: str(value)[:5],
)
def test_lines_that_nothing_closes_are_read_in_seconds(line: str, count: int) -> None:
    text = RECORD.format(title="Lines", body=line * count)
    assert took(lambda: pdca.parse(text, PATH)) < 5


@pytest.mark.parametrize("pump", ["[", "<!-- ", "[a](b", "[[", "](", " "])
def test_a_title_of_marks_is_read_in_seconds(pump: str) -> None:
    text = RECORD.format(title=pump * (10_000 // len(pump)), body="step")

    def read() -> None:
        facts.is_pdca(PATH, text)
        pdca.parse(text, PATH)

    assert took(read) < 10


def test_await_counts_against_the_innermost_function_only() -> None:
    def errors(text: str) -> list[str]:
        return [error.split(":")[0] for error in typescript.syntax_errors(text)]

    assert errors("async function f() {\n  const g = () => {\n    await x;\n  };\n}\n") == [
        "line 3"
    ]
    assert errors("function f() {\n  const g = async () => await x;\n  await y;\n}\n") == ["line 3"]
    assert errors("await x;\nclass A {\n  static {\n    await y;\n  }\n}\n") == ["line 4"]
    assert not errors("class A {\n  async m() { await (await x); }\n}\nawait z;\n")


def test_nesting_counts_brackets_that_are_open_at_once() -> None:
    assert nesting("f(a[b{c}])" * 100) == 3
    assert nesting("a<b,\n" * 300) == 300
    assert nesting("for (let i = 0; i < n; i++) { x = () => 1; }\n" * 300) == 2
    assert nesting(")))((") == 2


def test_each_limit_has_its_reason() -> None:
    limits = Limits(bytes=1_000, line=100, nesting=10)
    assert limits.fault("x\n" * 400) == ""
    assert limits.fault("x\n" * 600).startswith("larger than 1 kB")
    assert limits.fault("x" * 101).startswith("has a line of more than 100 characters")
    assert limits.fault("(" * 11).startswith("nested more than 10 deep")


def test_the_limits_are_settings() -> None:
    settings = Settings(max_file_kb=7, max_line=300, max_nesting=20, max_seconds=2)
    assert settings.limits == Limits(7_000, 300, 20, 2.0)
    assert Settings().limits == Limits()


def test_what_others_do_takes_no_time_but_where_it_is_waited_for() -> None:
    never = threading.Event()
    with within(0.05):
        assert not never.wait(0.2)
    with pytest.raises(TooSlowError), within(0.05, WAIT):
        never.wait()


def test_time_is_up_in_the_main_thread_and_not_waited_for_elsewhere() -> None:
    with pytest.raises(TooSlowError, match=r"longer than 0\.1 s"), within(0.1):
        while True:
            pass
    with pytest.raises(TooSlowError), within(0.1):
        typescript.tree.root('"' * 3_000_000)
    results: list[str] = []

    def elsewhere() -> None:
        with within(0.1):
            results.append("ran")

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join(5)
    assert results == ["ran"]


def test_time_is_up_whichever_thread_the_system_tells() -> None:
    """A thread inside a library, such as the vector store's, may get the signal: there Python's
    own loop is not told of it, and without a repetition went on for as long as it liked.
    """
    threads = [
        threading.Thread(target=hashlib.pbkdf2_hmac, args=("sha256", b"a", b"b", 1_000_000))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    began = time.thread_time()
    with pytest.raises(TooSlowError), within(0.1):
        while any(thread.is_alive() for thread in threads):
            pass
    assert time.thread_time() - began < 0.4
    for thread in threads:
        thread.join()


class _Components:
    """A corpus of one file."""

    def __init__(self, text: str) -> None:
        meta = {"file_path": "layer2/A.ts", "layer": "layer2"}
        self.all = [records.component("A.ts", text, meta)]

    def components(self) -> list[records.Component]:
        return self.all

    distinct_components = components


# Files of any kind


def test_only_regular_files_of_a_size_are_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    os.mkfifo(tmp_path / "pipe")
    assert reading.read(file, 5) == b"12345"
    for path, most, why in (
        (file, 4, "larger than"),
        (tmp_path / "pipe", 5, "not a regular file"),
        (tmp_path, 5, "not a regular file|Is a directory"),
        (Path("/dev/zero"), 5, "not a regular file"),
        (tmp_path / "none", 5, "No such file"),
        (tmp_path / "nul\0", 5, "not a file name"),
    ):
        with pytest.raises(OSError, match=why):
            reading.read(path, most)


def test_what_exceeds_a_limit_is_skipped_by_name(tmp_path: Path) -> None:
    root = tmp_path / "repo"
    root.mkdir()
    (root / "large.ts").write_text("const a = 1;\n" * 200)
    (root / "line.ts").write_text(f"const a = '{'x' * 200}';\n")
    (root / "deep.ts").write_text("(" * 60)
    (root / "good.ts").write_text("export class A {}\n")
    found = scan.Scan([root], lambda *_: None, Limits(1_000, 150, 50, 10.0))
    assert [row.id for row in found.components()] == ["good.ts"]
    assert dict(found.skipped) == {
        "deep.ts": "nested more than 50 deep (max_nesting)",
        "large.ts": "larger than 1 kB (max_file_kb)",
        "line.ts": "has a line of more than 150 characters (max_line)",
    }


def test_a_file_over_its_time_is_skipped_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "slow.ts").write_text("export class Slow {}\n")
    (tmp_path / "2024-05-01-slow.pdca.md").write_text(RECORD.format(title="slow", body="step"))

    def forever(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr(typescript, "parse", forever)
    monkeypatch.setattr(pdca, "parse", forever)
    found = scan.Scan([tmp_path], lambda *_: None, Limits(seconds=0.2))
    assert not list(found.components()) and not list(found.pdcas())
    assert {why for _, why in found.skipped} == {"takes longer than 0.2 s (max_seconds)"}
    assert len(found.skipped) == 2


def test_a_connected_store_is_held_to_the_same_limits() -> None:
    def rows(*texts: tuple[str, str]) -> chroma.Rows:
        vectors = FakeEmbedder().encode([text for _, text in texts])
        meta = [{"file_path": name, "pdca_id": name} for name, _ in texts]
        return chroma.Rows([n for n, _ in texts], [t for _, t in texts], meta, vectors)

    components = rows(("good.ts", "const a = 1;"), ("long.ts", "x" * 300))
    chunks = rows(("deep", "[" * 60), ("good", "# PDCA"))
    contents = Contents(components, chunks, {}, [], lambda _: components)
    corpus = Corpus(contents, FakeEmbedder(), limits=Limits(1_000, 200, 50, 10.0))
    assert [each.id for each in corpus.components()] == ["good.ts"]
    assert [record.id for record in corpus.pdcas()] == ["good"]
    assert [name for name, _ in corpus.skipped] == ["long.ts", "deep"]


def test_a_crowded_file_is_refused() -> None:
    method = "  m{}() {{ this.x = {}; }}\n"

    def of(count: int) -> str:
        return "class A {\n" + "".join(method.format(n, n) for n in range(count)) + "}\n"

    assert typescript.parse(of(8_000)).refused == "more than 400 members in one declaration"
    assert typescript.parse("type A = 1;\n" * 401).refused == "more than 400 declarations"
    assert len(typescript.parse(of(400)).units[0].members) == 400


def test_a_class_at_the_limit_is_cut_in_seconds() -> None:
    method = """  /** Adds {n} to the level and keeps the sum. */
  add{n}(value: number): number {{
    const sum = this.level + value + {n};
    this.level = sum * 2;
    return this.level;
  }}
"""
    text = (
        "/** A counter. */\nexport class Counter {\n  private level = 0;\n  constructor() {}\n"
        + "  init(s: object): this { this.level = 1; return this; }\n"
        + "".join(method.format(n=n) for n in range(396))
        + "}\n"
    )
    library = Library(_Components(text))
    pattern = patterns.PATTERNS["radical_oop"]

    def cut() -> None:
        list(cuts(library.sources[0], pattern, "auto"))

    assert library.sources and took(cut) < 10


def test_what_is_too_long_for_a_request_is_not_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Completing it means a look at all of it: a minute for one broken file of many methods."""
    library = Library(
        _Components(
            "/** A counter. */\nexport class Counter {\n  private level = 0;\n"
            "  /** Adds to it. */\n"
            "  add(value: number): number {\n    const sum = this.level + value;\n"
            "    this.level = sum * 2;\n    return this.level;\n  }\n}\n"
        )
    )
    pattern = patterns.PATTERNS["radical_oop"]
    cut = next(cuts(library.sources[0], pattern, "auto"))
    completed: list[int] = []

    def given(lines: int) -> SimpleNamespace:
        text = "\n".join(f"A line of type number {n}." for n in range(lines))
        return SimpleNamespace(
            all=lambda: [("types", text)],
            with_facts=lambda bare: completed.append(len(bare)) or bare,
        )

    monkeypatch.setattr(style_core_tasks, "instruction", lambda *_: "Write the method.")
    for lines in (3, 100_000):
        monkeypatch.setattr(style_core_tasks, "inputs_of", lambda *_, n=lines: given(n))
        list(style_core_tasks.tasks(cut, pattern, library, Settings()))
    assert len(completed) == 1 and completed[0] < 100


def test_nesting_beyond_the_stack_is_an_error_of_the_text() -> None:
    for text in ("(" * 5_000, "{" * 5_000, "new " * 5_000 + ";", "[" * 5_000 + "1"):
        assert typescript.parse(text).errors
        assert typescript.syntax_errors(text)


def test_what_takes_too_long_to_generate_from_is_left_out_by_name(caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("web4-studio"), "propagate", True)

    def endless():
        while True:
            yield 1

    assert in_time(lambda: iter([1, 2]), 0.05, "a.ts") == [1, 2] and not caplog.messages
    assert in_time(endless, 0.01, "b.ts") == []
    [message] = caplog.messages
    assert message.startswith("b.ts left out: generating from it takes longer than 0.06 s")


def test_fences_that_nothing_closes_take_no_time():
    text = "```\na\n```\n" + "- it holds\n```ts\n" * 20_000
    found: list[object] = []
    assert took(lambda: found.extend([texts.sound(text), prose(text)])) < 10
    assert found == [False, text.removeprefix("```\na\n```")]


def test_comments_that_nothing_closes_take_no_time():
    text = "  /** Give the state a\n" * 8_000 + "  constructor() {}\n"
    assert took(lambda: without_creed(text)) < 5


def test_a_field_with_a_long_gap_takes_no_time():
    gap = " " * 1_500
    text = f"# A\n\n**Issues:** it sticks{gap}|{gap}and stays **Task:** mend it\n" * 20
    found: dict[str, str] = {}
    assert took(lambda: found.update(header.fields_in(text.split("\n")))) < 10
    assert found["task"] == "mend it" and found["issues"].startswith("it sticks")


def test_excerpts_of_a_record_with_thousands_of_headings_take_no_time():
    text = "# A\n\n" + "\n".join(f"## H{n}\n\n### I{n}\n\nline {n}\n" for n in range(6_000))
    record = pdca.parse(text, PATH)
    found: list[units.Unit] = []
    lines = units.shown(record)
    assert took(lambda: found.extend(units.read(record, lines, units.only_links))) < 10
    assert units.written(found, [1, 2, 3]).split() == ["##", "H0", "###", "I0", "line", "0"]


@pytest.mark.parametrize("piece", ["# ", "\u274c", "\u2705 ", "\u274c, \u274c\u274c", "\u23f3 "])
def test_a_line_of_signs_alone_is_read_at_once(piece):
    line = (piece * 5_000)[:4_900]
    text = RECORD.format(title="x", body="\n".join([line] * 20) + f"\n\n- {line} is what it says")
    record = pdca.parse(text, PATH)
    began = time.process_time()
    usual = salient_lines.line_frequency([record])
    salient_lines.extract(record, usual, "auto")
    assert record.decisions == ()
    assert time.process_time() - began < 10
