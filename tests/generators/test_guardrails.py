"""guardrails: what is called a violation is one, what is given as right passes the detectors, marks
are true.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache

import pytest

from generators import catalog, typescript
from generators.guardrails import (
    broken,
    cases,
    code,
    found,
    generator,
    permitted,
    records,
    rules,
    runner,
    steps,
    types,
)
from generators.guardrails.wording import COMPONENT, NONE, content, phrases, thing
from generators.pipeline import gates, near_duplicates
from generators.sample import Candidate
from generators.settings import Settings
from generators.store.corpus import Component
from generators.typescript.library import Library
from generators.worth.stated import assumed
from studio.validation import shown

CATEGORIES = [category.name for category in catalog.DATASETS["guardrails"].categories]
SEVERITIES = {"critical", "high", "medium", "low"}
PERSONAL = re.compile(r"/(?:Users|home)/(?!user\b)\w|[\w.]+@(?!example\.org)[\w-]+\.\w+")


def component(path: str, text: str) -> Component:
    return Component(path, path, typescript.layer_of(path), (), ".ts", text)


class Store:
    """As much of a corpus as the dataset asks for."""

    def __init__(self, *found: Component) -> None:
        self.found = list(found)

    def components(self) -> list[Component]:
        return self.found

    distinct_components = components

    def pdcas(self) -> list[object]:
        return []


@lru_cache(maxsize=1)
def authored() -> list[Candidate]:
    """What is made of cases; questions that are answered by a permission have tests of their
    own.
    """
    settings = Settings()
    made = generator.candidates(settings.dataset("guardrails"), Store(), settings)  # type: ignore[arg-type]
    return [each for each in made if each.metadata.view != permitted.VIEW]


def typescript_of(case: cases.Case) -> list[tuple[str, str]]:
    """(field, code) of a case's TypeScript, members inside a class."""
    languages = {"good": case.good_language or case.language}
    found = []
    for field in ("bad", "good", "allowed"):
        text = getattr(case, field)
        if not text or languages.get(field, case.language) not in ("typescript", "tsx"):
            continue
        found.append(
            (field, text if not typescript.syntax_errors(text) else typescript.in_class(text))
        )
    return found


@pytest.mark.parametrize("category", CATEGORIES)
def test_cases_are_complete_and_of_their_own(category: str) -> None:
    found = cases.cases(category)
    assert len({case.id for case in found}) == len(found)
    for field in (
        "finding",
        "risk",
        "check",
        "ask",
        "answer",
        "because",
        "allowed",
        "good",
        "bad",
    ):
        values = Counter(getattr(case, field) for case in found if getattr(case, field))
        assert max(values.values()) == 1, (field, values.most_common(1))
    for case in found:
        assert case.broken.category == category and case.broken.severity in SEVERITIES, case.id
        assert bool(case.allowed) == bool(case.because), case.id
        # The answer follows its opening, `Yes.` or `No.`, which is not said twice.
        assert not case.answer.startswith(("Yes.", "No.")), case.id
        assert case.bad.strip() != case.good.strip(), case.id
        assert not PERSONAL.search(" ".join(map(str, case.__dict__.values()))), case.id


@pytest.mark.parametrize("category", CATEGORIES)
def test_code_stands_in_a_fence_of_its_language(category: str) -> None:
    code = re.compile(
        r"^(?:export (?:default )?(?:abstract )?(?:class|interface)|import (?:type )?\{) ?", re.M
    )
    for case in cases.cases(category):
        for field, language in (
            ("bad", case.language),
            ("good", case.good_language or case.language),
        ):
            other = language in ("bash", "sh", "sql", "json", "yaml", "text", "dockerfile")
            assert not (other and code.search(getattr(case, field))), (case.id, field, language)


@pytest.mark.parametrize("category", CATEGORIES)
def test_typescript_of_cases_parses(category: str) -> None:
    for case in cases.cases(category):
        for field, text in typescript_of(case):
            assert not typescript.syntax_errors(text), (case.id, field)


def undeclared(text: str) -> set[str]:
    """What the classes of a text use of `this` and do not declare; with a base class anything may
    be inherited, and `Wrapped` stands around an excerpt.
    """
    return {
        used
        for unit in typescript.parse(text).classes
        if not re.search(r"\bextends\b|\bWrapped\b", unit.text[: unit.text.find("{")])
        for used in re.findall(r"\bthis\.(\w+)", unit.text)
        if not unit.member(used)
        # A parameter property.
        and not (unit.constructor and re.search(rf"\b{used}:", unit.constructor.text))
    }


def test_a_name_that_a_class_lacks_is_found() -> None:
    given = "class A {\n  private b = 1;\n  c(): number { return this.b + this.d(); }\n}"
    assert undeclared(given) == {"d"}
    assert not undeclared(given.replace("this.d()", "1"))
    assert not undeclared(given.replace("class A", "class A extends B"))


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_whole_class_declares_what_it_uses(category: str) -> None:
    """An excerpt may call what stands around it; a class that is shown whole has to hold together,
    the more so where it is approved.
    """
    for case in cases.cases(category):
        for field, text in typescript_of(case):
            assert not undeclared(text), (case.id, field)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_class_gives_back_the_identity_and_the_owner_that_its_scenario_gave(
    category: str,
) -> None:
    for case in cases.cases(category):
        for field, text in typescript_of(case):
            assert "owner: ''" not in text, (case.id, field)
            for each in typescript.parse(text).classes:
                named = {member.name: member.text for member in each.methods}
                if "toScenario" in named and "init" in named:
                    assert "this.owner = scenario.owner" in named["init"], (case.id, field)
                    assert "owner: this.owner" in named["toScenario"], (case.id, field)
                # `init` is the method of a scenario, and what comes in has a way out again.
                if field == "good" and "init" in named and "class" in case.good:
                    assert "toScenario" in named, case.id


def test_what_bans_jest_uses_it_and_the_correction_does_not() -> None:
    for case in cases.cases("jest_ban"):
        for field, text in typescript_of(case):
            if field != "allowed":
                used = bool(typescript.jest_usage(text))
                assert used <= (field == "bad"), (case.id, field)


def test_corrections_of_framework_cases_pass_every_detector() -> None:
    for case in cases.cases("framework"):
        for field, text in typescript_of(case):
            if field == "good":
                file = typescript.parse(text)
                assert not [f for detect in code.DETECTORS.values() for f in detect(file)], case.id


def test_json_of_cases_parses() -> None:
    for category in CATEGORIES:
        for case in cases.cases(category):
            if case.language == "json":
                for text in (case.bad, case.good)[: 1 if case.good_language else 2]:
                    assert not text or json.loads(text)


def test_marks_are_those_of_the_case() -> None:
    for sample in authored():
        case = next(c for c in cases.cases(sample.category) if c.source == sample.metadata.source)
        metadata = sample.metadata
        if metadata.view.endswith("look_alike"):
            assert (metadata.violation_type, metadata.severity, metadata.is_negative_example) == (
                NONE,
                NONE,
                False,
            )
            assert gates.FENCE.findall(sample.input)[0][1].strip() != case.bad.strip()
            allowed = case.because in sample.output
            assert allowed or case.contrast.split("}")[-1].strip()[-30:] in sample.output
            assert (case.allowed if allowed else case.good).strip() in sample.input
        else:
            assert metadata.violation_type == case.rule
            assert metadata.severity == case.broken.severity
            assert metadata.is_negative_example


def test_every_answer_names_the_severity_it_is_marked_with() -> None:
    silent = [
        (c.metadata.view, c.metadata.severity)
        for c in authored()
        if c.metadata.severity != NONE
        and not re.search(rf"\b{c.metadata.severity}\b", c.output, re.IGNORECASE)
    ]
    assert silent == []


def test_three_in_twenty_look_alike() -> None:
    settings = Settings()
    targets = {c.name: c.target for c in settings.dataset("guardrails").categories}
    alike = Counter(s.category for s in authored() if s.metadata.view.endswith("look_alike"))
    for name, target in targets.items():
        assert alike[name] <= int(0.15 * target), name
        if alike[name] < int(0.15 * target):
            seen = [s for s in authored() if s.category == name]
            drawn = {s.metadata.source for s in seen if s.metadata.view.endswith("look_alike")}
            other = {s.metadata.source for s in seen if s.metadata.view.endswith("choice")}
            assert not drawn & other


def test_a_look_alike_is_about_as_long_as_the_violation() -> None:
    """Otherwise the length alone would tell which it is."""
    for sample in authored():
        if sample.metadata.view.endswith("look_alike"):
            case = next(
                c for c in cases.cases(sample.category) if c.source == sample.metadata.source
            )
            shown = gates.FENCE.findall(sample.input)[0][1].strip().splitlines()
            assert 0.6 <= len(shown) / len(case.bad.strip().splitlines()) <= 1.7, case.id


def test_a_correction_that_only_loses_lines_is_no_look_alike() -> None:
    """Nothing in it shows the rule that it keeps."""
    for category in CATEGORIES:
        for case in cases.cases(category):
            if case.good and set(case.good.splitlines()) <= set(case.bad.splitlines()):
                made = [s for s in authored() if s.metadata.source == case.source]
                assert not [s for s in made if case.good.strip() in s.input.split("A:")[0]], case.id


def test_no_class_of_layer_2_is_approved_that_restores_nothing() -> None:
    """It would break the rule about scenarios, whatever the case is about."""
    for sample in authored():
        if sample.metadata.view.endswith("look_alike") and "/layer2" in sample.input:
            (_, piece), *_ = gates.FENCE.findall(sample.input)
            keeps = re.search(
                r"^export class[^{]*\{(?:\n.*)*?\n  private (?!static|readonly)", piece
            )
            assert not keeps or "toScenario" in piece, sample.metadata.source


# Types of the language, the browser and Node, and what a scenario comes in.
AMBIENT_NAMES = """
Promise Map Set Record Error RangeError TypeError Date Buffer Readonly Pick Request Response Array
HTMLElement Window Event MouseEvent CustomEvent Uint8Array URL Scenario NodeJS Math
"""
AMBIENT = frozenset(AMBIENT_NAMES.split())


def untold(text: str) -> set[str]:
    """Types that a file uses and neither imports nor declares."""
    code = re.sub(r"'[^'\n]*'|`[^`]*`|//[^\n]*|/\*.*?\*/", "''", text, flags=re.S)
    imported = " ".join(re.findall(r"^import[^;]*;", code, re.M))
    rest = re.sub(r"^import[^;]*;", "", code, flags=re.M)
    had = set(re.findall(r"\w+", imported)) | AMBIENT
    had |= set(re.findall(r"\b(?:class|interface|type|enum|const|let|const \{) (\w+)", rest))
    used = re.findall(r"(?:: |implements |extends |new |<|\| )([A-Z]\w*)\b", rest)
    # A constant is no type, and a single letter outside of a class one of its own.
    return {name for name in used if name != name.upper()} - had


def test_a_type_that_a_file_lacks_is_found() -> None:
    given = "import { a } from './a.js';\nexport class Bed implements Cot {\n  d: Eel = a;\n}"
    assert untold(given) == {"Cot", "Eel"}
    assert not untold(given.replace("{ a }", "{ a, Cot, Eel }"))


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_file_that_shows_its_imports_shows_all(category: str) -> None:
    for case in cases.cases(category):
        for field, text in typescript_of(case):
            if text.startswith("import "):
                assert not untold(text), (case.id, field, untold(text))


def test_what_a_test_creates_is_imported() -> None:
    """A test that is shown from its imports on has to import what it makes."""
    for category in CATEGORIES:
        for case in cases.cases(category):
            for field, text in typescript_of(case):
                if text.startswith("import "):
                    made = set(re.findall(r"\bnew (Default\w+)", text))
                    had = set(re.findall(r"\w+", " ".join(re.findall(r"^import[^;]*", text, re.M))))
                    had |= set(re.findall(r"\b(?:class|const \{) (Default\w+)", text))
                    assert made <= had, (case.id, field, made - had)


def test_no_look_alike_stands_under_the_path_of_a_banned_configuration() -> None:
    alike = [s for s in authored() if s.metadata.view.endswith("look_alike")]
    assert not [s.metadata.source for s in alike if "jest.config" in s.input.split("```")[0]]


def test_what_a_correction_builds_on_is_told_with_every_piece() -> None:
    for sample in authored():
        if sample.metadata.view != "scenario_question":
            case = next(
                c for c in cases.cases(sample.category) if c.source == sample.metadata.source
            )
            assert case.known in sample.input, (case.id, sample.metadata.view)


def test_a_choice_offers_no_repair_of_what_happened_before() -> None:
    """A proposal of its own does not begin by taking the other one back."""
    for sample in authored():
        if sample.metadata.view.endswith("choice"):
            offered = re.search(r"^git (?:revert|rm) ", sample.input, re.M)
            assert not offered, sample.metadata.source


def test_a_case_is_seen_at_most_three_times() -> None:
    """A choice is offered on the last rung only, for a category that would stay short."""
    seen = Counter(sample.metadata.source for sample in authored() if sample.rung < cases.LAST)
    assert set(seen.values()) == set(range(1, cases.VIEWS_OF_A_CASE + 1))
    reviewed = {s.metadata.source for s in authored() if s.metadata.view == "scenario_review"}
    for category in CATEGORIES:
        for case in cases.cases(category):
            assert (case.source in reviewed) <= bool(case.good), case.id


NOTE = re.compile(r"\b(?:is|are) (?:new|gone|imported)\b|\btakes? the place\b|\bcomes? from `node:")


def test_what_a_correction_changes_is_no_check() -> None:
    """Under “Check” stands what to try; what else changes stands under the correction."""
    for category in CATEGORIES:
        for case in cases.cases(category):
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z`])", case.check):
                note = NOTE.search(sentence) and not re.match(
                    r"[A-Z]\w+ .*(?:has|have) to", sentence
                )
                assert not note, (case.id, sentence)
    for sample in authored():
        if sample.metadata.view == "scenario_review":
            case = next(
                c for c in cases.cases(sample.category) if c.source == sample.metadata.source
            )
            if case.also and case.check:
                assert sample.output.index(case.also) < sample.output.index(case.check), case.id


def test_a_question_names_the_file_that_it_is_about() -> None:
    """The answer speaks of its component and its layer."""
    for sample in authored():
        case = next(c for c in cases.cases(sample.category) if c.source == sample.metadata.source)
        if sample.metadata.view == "scenario_question":
            named = COMPONENT.fullmatch(case.where)
            piece = f"{case.where}:\n\n```" in sample.input
            assert bool(named) == (f"File: {case.where}\n" in sample.input) or piece, case.id


def test_security_is_approved_as_far_as_it_is_shown() -> None:
    for sample in authored():
        if sample.metadata.view == "scenario_look_alike" and sample.category == "security":
            assert "shown" in sample.output.split("**")[1], sample.metadata.source


def test_a_choice_begins_with_the_piece_that_was_asked_for() -> None:
    """“Which one breaks a rule?” is answered by its letter, “which one stands?” by the other."""
    asked = Counter[bool]()
    for sample in authored():
        if not sample.metadata.view.endswith("choice"):
            continue
        case = next(c for c in cases.cases(sample.category) if c.source == sample.metadata.source)
        broken = "breaks a rule" in sample.instruction
        bad = "A" if sample.input.index(case.bad.strip()) < sample.input.index("B:\n") else "B"
        first = re.findall(r"\b[AB]\b", sample.output)[0]
        assert (first == bad) == broken, (case.id, sample.instruction, sample.output)
        asked[broken] += 1
    assert min(asked.values()) > 20


def test_what_a_correction_takes_for_granted_is_announced() -> None:
    for sample in authored():
        if sample.metadata.view == "scenario_review":
            request = f"{sample.instruction}\n{sample.input}"
            assert not assumed.unannounced(sample.output, request), sample.metadata.source


@pytest.mark.parametrize(
    ("language", "where", "named"),
    [
        ("text", "/etc/sudoers.d/lift on the server", "file"),
        ("text", ".npmrc of the mill", "file"),
        ("text", "mail to the operator", "mail"),
        ("text", "Friday routine of the team", "approach"),
        ("json", "components/Mill/0.1.0.0/scenarios/east.scenario.json", "scenario"),
        ("json", "package.json", "configuration"),
        ("bash", "shell history", "command sequence"),
    ],
)
def test_a_piece_is_called_what_it_is(language: str, where: str, named: str) -> None:
    assert thing(language, where) == named


def test_what_is_not_merged_is_not_asked_about_as_such() -> None:
    for sample in authored():
        if re.search(r"command sequence|mail|message|note|statement", sample.instruction):
            assert "merged" not in sample.instruction, sample.metadata.source


def test_a_question_does_not_give_the_answer_away() -> None:
    """Violations and look-alikes are asked in the same words and shown in the same form."""
    reviews = [
        s for s in authored() if s.metadata.view in ("scenario_review", "scenario_look_alike")
    ]
    asked: dict[bool, set[str]] = {True: set(), False: set()}
    for sample in reviews:
        asked[sample.metadata.is_negative_example].add(
            re.sub(r"this [\w ]+?[?.,:]", "", sample.instruction)
        )
        assert re.search(r"^[^\n]+:\n\n````?", sample.input, re.M), sample.metadata.source
    assert asked[True] == asked[False]


def test_severity_is_impact_times_likelihood() -> None:
    graded = {(r.impact, r.likelihood): r.severity for r in rules.rules().values()}
    assert graded[3, 3] == "critical" and graded[2, 3] == graded[3, 2] == "high"
    assert graded[2, 2] == "medium" and graded[1, 2] == "low"


def test_every_rule_is_taught() -> None:
    taught = {case.rule for category in CATEGORIES for case in cases.cases(category)}
    found = {each.rule or name for name, each in content().detected.items()}
    assert set(rules.rules()) == taught | found


def test_authored_samples_are_distinct_in_substance() -> None:
    outputs = [sample.output for sample in authored()]
    assert len(set(outputs)) == len(outputs)
    alike = {at for one, other, _ in near_duplicates.pairs(outputs) for at in (one, other)}
    assert len(alike) <= 0.05 * len(outputs)
    grams = [
        gram
        for text in outputs
        for gram in zip(*[text.split()[at:] for at in range(4)], strict=False)
    ]
    assert len(set(grams)) >= 0.3 * len(grams)


def test_authored_samples_pass_the_gates() -> None:
    settings = Settings()
    left = [
        out
        for _, some in gates.apply_gates(authored(), settings.dataset("guardrails"), settings)
        for out in some
    ]
    assert not left, [(out.source, out.reason) for out in left]


def test_the_same_seed_gives_the_same_samples() -> None:
    again = authored.__wrapped__()
    assert [s.fingerprint for s in again] == [s.fingerprint for s in authored()]


TEST_FILE = """import { describe, it, expect, vi } from 'vitest';
import { Tank } from '../src/ts/layer2/Tank.js';

describe('Tank', () => {
  it('refuses what does not fit and tells the listener', async () => {
    const tank = new Tank().init({ model: { level: 9, limit: 10 } });
    const listener = vi.fn();
    tank.onRefused(listener);
    expect(() => tank.fill(5)).toThrow('no room');
    expect(listener).toHaveBeenCalledTimes(1);
    expect(tank.toScenario().model.level).toBe(9);
  });
});
"""
SWALLOWS = """export class Store {
  private path: string = '';

  constructor() {}

  /** Reads all that was kept and puts it where the readers look for it. */
  async load(): Promise<void> {
    try {
      const text = await this.reader.read(this.path);
      const found = this.parser.parse(text, { strict: true, limit: 5000 });
      this.entries = found.entries.filter(entry => entry.kept && entry.readable);
      this.index = this.indexer.build(this.entries, { byName: true, byDate: true });
    } catch (error) {
      console.error('load failed', error);
    }
  }
}
"""


def test_a_vitest_test_is_taken_back_to_the_banned_runner() -> None:
    store = Store(component("components/Tank/0.1.0.0/test/Tank.test.ts", TEST_FILE))
    (sample,) = runner.jest(Library(store), store, 9, Settings())
    before, after = (gates.FENCE.findall(part)[0][1] for part in (sample.input, sample.output))
    assert (
        "jest.fn()" in before and typescript.jest_usage(before) and not typescript.jest_usage(after)
    )
    assert "The test " in sample.output and ", while tests run on Vitest" in sample.output
    assert (
        "import { it, expect, vi } from 'vitest';" in after
        and "describe" not in after.split("\n")[0]
    )
    assert (
        sample.metadata.view == "constructed_test"
        and sample.family == "component:Tank/Tank.test.ts"
    )


IMPORTS_ONLY = (
    TEST_FILE.replace("    const listener = vi.fn();\n", "")
    .replace("    tank.onRefused(listener);\n", "")
    .replace("    expect(listener).toHaveBeenCalledTimes(1);\n", "")
)
SECOND_CASE = TEST_FILE.replace(
    "  });\n});\n",
    "  });\n  it('tells nobody of what fits', () => {\n    const listener = vi.fn();\n"
    "    new Tank().init({ model: { level: 1, limit: 10 } }).onRefused(listener).fill(5);\n"
    "    expect(listener).not.toHaveBeenCalled();\n  });\n});\n",
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (IMPORTS_ONLY, 0),
        (TEST_FILE.replace("new Tank()", "makeTank()"), 0),
        (TEST_FILE.replace("new Tank()", "made.tank()"), 0),
        (SECOND_CASE, 1),
    ],
    ids=[
        "only the import would change",
        "a helper is missing",
        "an object is missing",
        "one of a file",
    ],
)
def test_which_tests_are_taken_back(text: str, count: int) -> None:
    store = Store(component("components/Tank/0.1.0.0/test/Tank.test.ts", text))
    assert len(list(runner.jest(Library(store), store, 9, Settings()))) == count


def test_a_swallowed_error_is_found_and_mended() -> None:
    store = Store(component("components/Store/0.1.0.0/src/ts/layer2/Store.ts", SWALLOWS))
    (sample,) = code.framework(Library(store), 9, 9, Settings())
    assert "throw new Error('Could not load', { cause: error });" in sample.output
    assert (
        sample.metadata.violation_type == "swallowed_error"
        and sample.metadata.view == "found_member"
    )
    assert "`load` catches whatever fails in it, prints it" in sample.output
    fenced = gates.FENCE.findall(sample.output)[0][1]
    assert not typescript.swallowed_errors(typescript.parse(typescript.in_class(fenced)))


def test_the_throw_stands_where_the_print_stood() -> None:
    wide = re.sub(r"^( +)", r"\1\1", SWALLOWS, flags=re.M)
    store = Store(component("components/Store/0.1.0.0/src/ts/layer2/Store.ts", wide))
    (sample,) = code.framework(Library(store), 9, 9, Settings())
    lines = sample.output.splitlines()
    (thrown,) = (line for line in lines if "throw new Error" in line)
    (printed,) = (line for line in sample.input.splitlines() if "console.error" in line)
    assert thrown[: thrown.index("t")] == printed[: printed.index("c")]


def test_a_print_with_its_reason_beside_it_is_no_oversight() -> None:
    reasoned = SWALLOWS.replace(
        "console.error('load failed', error);",
        "console.error('load failed', error);\n      // goes on with what is built in",
    )
    store = Store(component("components/Store/0.1.0.0/src/ts/layer2/Store.ts", reasoned))
    assert not list(code.framework(Library(store), 9, 9, Settings()))


class Record:
    id, file_path, family, agent_name, date = (
        "2025-01-02-x",
        "scrum/pdca/x.pdca.md",
        "pdca:x",
        "Builder",
        "2025-01-02",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.document = type("Document", (), {"title": "Links"})()


class Records(Store):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.record = Record(text)

    def pdcas(self) -> list[object]:
        return [self.record]


def test_a_local_link_is_mended_by_the_path_of_its_other_half() -> None:
    line = (
        "- [GitHub](https://github.com/o/r/blob/release/dev/docs/how.md) | "
        "[./docs/how.md](file:///workspace/docs/how.md)\n"
    )
    (sample,) = records.links(Records(line), 1)  # type: ignore[arg-type]
    assert "[§/docs/how.md](../../docs/how.md)" in sample.output and "file:///" in sample.input


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (
            "cp -r components/Tank/0.1.0.0 components/Tank/0.2.0.0",
            "web4tscomponent on Tank 0.1.0.0 upgrade 0.2.0.0",
        ),
        (
            "- `cd components/Tank && ln -sf 0.2.0.0 latest`",
            "web4tscomponent on Tank 0.2.0.0 setLink latest",
        ),
        ("cd ../Tank && cp -r v1.0 1.0", ""),
        ("cp -r notes /tmp/backup", ""),
    ],
)
def test_hand_made_versions_and_links_are_found_in_records(line: str, command: str) -> None:
    found = list(records.operations(Records(line + "\n"), 1))  # type: ignore[arg-type]
    assert [gates.FENCE.findall(sample.output)[0][1].strip() for sample in found] == (
        [command] if command else []
    )
    # What the correction calls can be read beside the command.
    assert all("`web4tscomponent on NAME VERSION" in sample.input for sample in found)


@pytest.mark.parametrize(("flags", "told"), [("-sf", True), ("-sfn", False)])
def test_a_link_that_is_replaced_is_not_told_to_be_followed(flags: str, told: bool) -> None:
    line = f"cd components/Tank && ln {flags} 0.2.0.0 latest\n"
    answers = [
        sample.output
        for seed in range(30)
        for sample in records.operations(Records(line), seed)  # type: ignore[arg-type]
    ]
    assert any("Without `-n`" in answer for answer in answers) is told


def test_every_detected_violation_has_its_words() -> None:
    known = set(content().detected)
    others = {
        "jest_import",
        "shell_injection",
        "file_link",
        "version_by_hand",
        "promotion_by_hand",
        "printing_core",
    }
    assert set(code.DETECTORS) | set(steps.STEPS.values()) | others == known


COMMANDS = """async move(source: string, target: string): Promise<this> {
  execSync(`git mv "${source}" "${target}"`, { cwd: this.root });
  execSync(`git commit -m "moved ${source}"`);
  return this;
}
"""
PIPED = "list(folder: string): string {\n  return execSync(`ls ${folder} | wc -l`).toString();\n}\n"


def member_of(text: str) -> typescript.Member:
    return typescript.parse(typescript.in_class(text)).classes[0].methods[0]


def test_commands_with_values_become_lists_of_arguments() -> None:
    before, after, programs = found.without_shell(member_of(COMMANDS)) or ("", "", [])
    assert "execFileSync('git', ['mv', source, target], { cwd: this.root });" in after
    assert "execFileSync('git', ['commit', '-m', `moved ${source}`]);" in after
    assert programs == ["git", "git"] and "execSync(`" in before and "execSync(`" not in after
    # What needs a shell cannot be mended, and what has no value inserted need not be.
    assert found.without_shell(member_of(PIPED)) is None
    assert found.without_shell(member_of("go(): void {\n  execSync(`git fetch`);\n}\n")) is None
    assert (
        found.without_shell(member_of("go(d: string): void {\n  execSync(`cd ${d}`);\n}\n")) is None
    )


def test_a_caught_any_is_narrowed_before_its_message_is_read() -> None:
    text = """read(): string {
  try {
    return load();
  } catch (error: any) {
    return `no: ${error.message}`;
  }
}
"""
    _, after = found.typed_catch(member_of(text)) or ("", "")
    assert (
        "catch (error) {" in after
        and "`no: ${error instanceof Error ? error.message : String(error)}`" in after
    )
    assert found.typed_catch(member_of(text.replace("error.message", "error.code"))) is None


WORKS = """export class Dial {
  private path: string;
  private count = 0;

  /** Reads the dial. */
  constructor(path: string, private readonly limit: number) {
    this.path = path;
    this.count = this.read(path);
  }

  read(path: string): number {
    const text = path.trim();
    return text.length;
  }
}
"""


def test_the_work_of_a_constructor_moves_to_init() -> None:
    assert found.initialised(typescript.parse(WORKS).classes[0]) is None
    before, after = found.initialised(
        typescript.parse(WORKS.replace("readonly ", "")).classes[0]
    ) or ("", "")
    assert "constructor(path: string, private limit: number)" in before
    for part in (
        "private path!: string;",
        "private limit!: number;",
        "constructor() {}",
        "/** Reads the dial. */\n  init(path: string, limit: number): this {",
        "this.limit = limit;",
        "return this;",
    ):
        assert part in after, part
    assert not typescript.syntax_errors(after) and not typescript.constructor_logic(
        typescript.parse(after)
    )
    derived = WORKS.replace("class Dial", "class Dial extends Gauge").replace("readonly ", "")
    assert found.initialised(typescript.parse(derived).classes[0]) is None


PRINTS = """async boot(name: string): Promise<this> {
  console.log(`booting ${name}`);

  const host = await this.hosts.find(name);
  this.model.host = host.name;
  console.log('done');
  return this;
}
"""


def offered(text: str, *versions: str) -> list[Candidate]:
    """What the corpus gives when it holds a class of layer 2 in these versions."""
    path = "components/Boot/{}/src/ts/layer2/DefaultBoot.ts"
    found = [
        component(path.format(each), f"{text}// {each}\n") for each in versions or ("0.1.0.0",)
    ]
    return list(code.framework(Library(Store(*found)), 9, 9, Settings()))


def boot(member: str) -> str:
    return f"export class DefaultBoot {{\n{member}}}\n"


COUNTS = """  private longest(names: string[], least: number): number {
    const lengths = names.map(name => name.length).filter(length => length >= least);
    const highest = lengths.reduce((most, length) => Math.max(most, length), least);
    const lowest = lengths.reduce((fewest, length) => Math.min(fewest, length), highest);
    return highest - lowest > least ? highest : lowest;
  }
"""


def test_types_that_a_correction_needs_are_told_with_the_code() -> None:
    (sample,) = offered(boot(COUNTS))
    assert sample.metadata.violation_type in ("untyped", NONE)
    assert "`longest(names: string[], least: number): number`" in sample.input.split("```")[0]


FAILS = """  find(name: string): Port {
    const port = this.ports.find(each => each.name === name && each.open);
    if (!port) {
      throw new RangeError(`There is no open port ${name}`);
    }
    this.model.last = port.name;
    this.model.asked = this.model.asked + 1;
    return port;
  }
"""


def test_a_member_shows_how_it_fails_rather_than_its_types() -> None:
    (member,) = typescript.parse(typescript.in_class(FAILS)).classes[0].methods
    taken = {each.violation: each for each in steps.taken_back(member, "layer2")}
    assert {"printed_failure", "bare_message"} <= set(taken)
    printed = taken["printed_failure"]
    assert "return null" in printed.before and dict(printed.told)["leaves"] == "returns `null`"
    assert "throw new RangeError" in printed.after
    # Layer 5 talks to people.
    assert {each.violation for each in steps.taken_back(member, "layer5")} <= {"bare_message"}
    (sample,) = offered(boot(FAILS))
    assert sample.metadata.violation_type in ("error_distorted", NONE)
    assert "any" not in sample.input.split("```")[1]


def test_a_failure_that_is_only_logged_is_no_correction() -> None:
    text = FAILS.replace(
        "    this.model.last",
        "    if (!port.name) {\n      this.logger.error('no name');\n      return port;\n    }\n"
        "    this.model.last",
    )
    (member,) = typescript.parse(typescript.in_class(text)).classes[0].methods
    assert not steps.taken_back(member, "layer2")


def test_one_version_of_a_member_is_shown() -> None:
    assert len(offered(boot(COUNTS), "0.1.0.0", "0.1.0.1")) == 1
    assert len(offered(boot(COUNTS) + boot(COUNTS).replace("longest", "widest"))) == 2


def test_what_layer_2_does_with_files_is_no_correction() -> None:
    """It would keep another rule broken."""
    assert not offered(
        boot(COUNTS.replace("    return", "    fs.writeFileSync('a', '1');\n    return"))
    )


def test_it_is_said_who_prints_instead() -> None:
    longer = "  this.model.ports = host.ports.filter(port => port.open).map(port => port.number);\n"
    longer += "  this.model.names = host.names.filter(name => name.length > this.model.least);\n"
    text = PRINTS.replace("  console.log('done');\n", f"{longer}  console.log('done');\n")
    member = "".join(f"  {line}\n" for line in text.splitlines())
    # Where nothing but the object comes back, layer 5 would have nothing to show.
    assert not [s for s in offered(boot(member)) if s.metadata.view == "found_member"]
    member = member.replace("Promise<this>", "Promise<Host>").replace("return this", "return host")
    (sample,) = offered(boot(member))
    assert sample.metadata.violation_type == "wrong_layer" and "layer 5" in sample.output
    # With many prints a member is there to print.
    many = member.replace("    console.log('done');\n", "    console.log('done');\n" * 4)
    assert not [s for s in offered(boot(many)) if s.metadata.view == "found_member"]


def test_a_question_of_the_jest_ban_names_jest() -> None:
    """What is not shown cannot be violated."""
    for case in cases.cases("jest_ban"):
        assert re.search("jest", case.situation + case.ask, re.I), case.id


def test_printing_beside_the_work_is_left_out() -> None:
    before, after, count = found.silent(member_of(PRINTS)) or ("", "", 0)
    assert count == 2 and "console" in before and "console" not in after
    assert "{\n  const host" in after and after.rstrip().endswith("return this;\n}")
    # Nothing is left, a value loses its use, a branch would be empty: no correction.
    only = "go(): void {\n  console.log('a');\n}\n"
    unused = "go(): this {\n  const a = 1;\n  console.log(a);\n  return this;\n}\n"
    branch = "go(): this {\n  if (this.on) {\n    console.log('a');\n  }\n  return this.end();\n}\n"
    # What prints in a loop lists something; what stands behind the loop does not.
    listing = PRINTS.replace(
        "  console.log('done');\n",
        "  for (const port of host.ports) {\n    this.open(port);\n    console.log(port);\n  }\n",
    )
    beside = PRINTS.replace(
        "  console.log('done');\n",
        "  for (const port of host.ports) {\n    this.open(port);\n  }\n  console.log('done');\n",
    )
    # Without its print a failure would be swallowed.
    caught = PRINTS.replace(
        "  console.log('done');\n",
        "  await host.open().catch(error => {\n    console.log(error);\n    return null;\n  });\n",
    )
    failed = PRINTS.replace("console.log('done')", "console.error('not done')")
    kept = (only, unused, branch, listing, caught, failed)
    assert all(found.silent(member_of(text)) is None for text in kept)
    assert found.silent(member_of(beside))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("(name: any): any {\n  return name.length;", "(name: string): number {", True),
        ("(name: any): any {\n  return 1;", "(name: string): number {", False),
        ("(style: any): any {\n  return style.a;", "(style: { a: string }): string {", False),
        ("(tank: any): any {\n  return tank.fill(1);", "(tank: Tank): Tank {", False),
        ("(tank: any): any {\n  return Tank.of(tank);", "(tank: Tank): Tank {", True),
        ("(name: any): Promise<any> {\n  return name;", "(name: string): Promise<Answer> {", False),
    ],
    ids=["plain", "not used", "a shape", "not named", "named", "a result from nowhere"],
)
def test_which_types_the_code_tells(before: str, after: str, told: bool) -> None:
    body = before[before.index("{") :]
    assert types.told(before, after.rstrip("{ ") + " " + body.replace("any", "x")) == told


@pytest.mark.parametrize(
    ("before", "place", "names"),
    [
        ("add(line: any): void {\n  const [a] = line.split(';');", "any_read", ("line", "split")),
        (
            "sum(from: any): number {\n  return this.legs(1, from);",
            "any_passed",
            ("from", "this.legs"),
        ),
        ("keep(value: any): void {\n  if (value) this.kept = value;", "any_other", ("value",)),
        ("all(): any {\n  return [...this.kept];", "any_result", ()),
        ("read() {\n  try {} catch (error: any) {\n    error.message;", "any_caught", ("error",)),
    ],
)
def test_what_any_lets_pass_is_said_of_the_code_at_hand(
    before: str, place: str, names: tuple[str, ...]
) -> None:
    said, values = types.effect(before)
    assert said == place and tuple(values.values()) == names
    assert all(content().say[place])


def test_an_empty_object_is_refused_by_a_plain_type() -> None:
    before = "add(line: any, by: any): void {"
    assert types.refused(before, "add(line: Line, by: string): void {") == "by"
    assert types.refused(before, "add(line: Line, by: unknown): void {") == ""


LOOPS = """export class Dial {
  private names: string[] = [];

  constructor() {
    for (const name of names) {
      this.names.push(name);
    }
  }
}
"""


def test_a_loop_is_called_a_loop() -> None:
    (finding,) = typescript.constructor_logic(typescript.parse(LOOPS))
    assert "a loop" in finding.message and "for in" not in finding.message


def test_a_constructor_with_arguments_is_no_correction() -> None:
    made = "build(): this {\n  this.tank = new DefaultTank(5);\n  return this;\n}"
    broken = code.Broken("constructor_logic", "build", made, made, ())
    assert not code.kept(broken, "layer2")


def test_init_takes_a_scenario_and_nothing_else() -> None:
    made = (
        "export class Boot {{\n  constructor() {{}}\n  init({}): this {{\n    return this;\n  }}\n"
    )
    for given, kept in (("scenario: Scenario<BootModel>", True), ("ledger: LedgerBook", False)):
        text = made.format(given) + "}"
        broken = code.Broken("constructor_logic", "DefaultBoot", text, text, ())
        assert code.kept(broken, "layer4") == kept


def test_a_corrected_class_has_an_empty_constructor_whatever_was_corrected() -> None:
    text = "export class Boot {\n  private host: Host;\n  constructor() {\n    %s\n  }\n}"
    for body, kept in (("", True), ("super();", True), ("this.host = new DefaultHost();", False)):
        made = text % body
        assert code.kept(code.Broken("public_state", "Boot", made, made, ()), "layer4") == kept


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("this.line.send(JSON.stringify(this.model));", False),
        ("this.model.at = new Date();", False),
        ("this.model.at = new Date(moment);", True),
        ("this.model.draw = Math.random();", False),
        ("this.link = new WebSocket(this.model.url);", False),
        ("this.model.sends = this.model.calls;", True),
    ],
)
def test_layer_2_leaves_network_clock_and_chance_to_others(line: str, kept: bool) -> None:
    made = f"note(moment: number): this {{\n  {line}\n  return this;\n}}"
    change = code.Broken("error_context", "note", made, made, ())
    assert code.kept(change, "layer2") is kept
    assert code.kept(change, "layer4")


def test_code_of_the_corpus_is_not_approved() -> None:
    store = Store(component("components/Store/0.1.0.0/src/ts/layer2/Store.ts", SWALLOWS))
    made = code.framework(Library(store), 9, 9, Settings())
    assert all(each.metadata.is_negative_example for each in made)


def test_records_that_differ_in_numbers_alone_are_few() -> None:
    lines = [f"cp -r components/Tank{name}/0.1.0.0 components/Tank{name}/0.2.0.0" for name in "ABC"]
    lines += ["cd components/Tank && ln -sf 0.2.0.0 latest"]
    found = list(records.operations(Records("\n".join(lines)), 1))  # type: ignore[arg-type]
    assert {each.metadata.violation_type for each in found} == {"version_by_hand"}
    assert [len(generator._few(found, most, 1)) for most in (200, 400, 2_000)] == [1, 2, 4]


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_question_comes_before_what_it_asks_about(category: str) -> None:
    done = {case.source: case for case in cases.cases(category) if cases.DONE.search(case.where)}
    for each in authored():
        if each.metadata.view == "scenario_question" and each.metadata.source in done:
            assert "```" not in each.input, each.input


def test_findings_are_told_plainly() -> None:
    given = "export class Boot {\n  open = true;\n\n  constructor(port: number) {}\n}"
    file = typescript.parse(given)
    for violation, detector, told in (
        ("public_state", typescript.public_fields, "`open` of `Boot` is public"),
        (
            "constructor_logic",
            typescript.constructor_logic,
            "the constructor of `Boot` asks for `port`",
        ),
    ):
        made = code.Broken(violation, "Boot", given, given, tuple(detector(file)))
        assert broken._said(made) == told


def test_every_public_field_is_told_in_one_sentence() -> None:
    """The correction makes all of them private, the fifth as well."""
    given = "export class Boot {\n" + "".join(f"  {name} = 1;\n" for name in "abcde") + "}"
    findings = tuple(typescript.public_fields(typescript.parse(given)))
    made = code.Broken("public_state", "Boot", given, given, findings)
    fields = "`a`, `b`, `c`, `d` and `e`"
    assert broken._said(made) == f"{fields} of `Boot` are public"
    assert broken._names(made, ()) == fields


def test_a_constructor_that_asks_for_values_is_checked_without_them() -> None:
    given = "export class Boot {\n  constructor(port: number) {}\n}"
    findings = tuple(typescript.constructor_logic(typescript.parse(given)))
    made = code.Broken("constructor_logic", "Boot", given, given, findings)
    for seed in range(20):
        check = broken._check(phrases(str(seed)), made, {"subject": "Boot", "names": ""})
        assert check == "`new Boot()` has to compile without arguments."


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("a", "`a` is a function on its own"),
        ("ab", "`a` and `b` are functions on their own"),
    ],
)
def test_several_free_functions_are_told_in_one_sentence(names: str, told: str) -> None:
    given = "\n".join(f"function {name}(): number {{\n  return 1;\n}}" for name in names)
    found = tuple(typescript.free_functions(typescript.parse(given)))
    made = code.Broken("free_function", "Dial", given, given, found)
    assert broken._said(made) == told


def test_a_function_that_others_import_becomes_no_method() -> None:
    after = "export class Dial {\n  turn(): this {\n    return this;\n  }\n}"
    for before, kept in (("function turn() {}", True), ("export function turn() {}", False)):
        assert code.kept(code.Broken("free_function", "Dial", before, after, ()), "layer5") == kept


def test_a_rule_is_told_as_one() -> None:
    """Behind a finding without a mark it would read as a statement about the piece."""
    states = {rule.states for rule in rules.rules().values()}
    marks = tuple(text.partition("{")[0] for text in content().say["stated"])
    told = [
        line
        for each in authored()
        for line in each.output.split("\n")
        for rule in states
        if rule in line
    ]
    assert len(told) > 40
    assert all(line.startswith(marks) for line in told)


def test_a_lack_of_material_is_shared_by_all_classes() -> None:
    store = Store(component("components/Tank/0.1.0.0/test/Tank.test.ts", TEST_FILE))
    planned = {
        category.name: category.target
        for category in generator.plan(
            Settings().dataset("guardrails"), store, Settings()
        ).categories
    }
    lacking = {
        name: target - sum(1 for _ in cases.candidates(name, 0, Settings().seed))
        for name, target in planned.items()
    }
    assert sum(planned.values()) == Settings().dataset("guardrails").target
    assert max(lacking.values()) < 0.4 * max(planned.values())


def test_validation_sees_what_authored_cases_claim() -> None:
    """A case is not always selected, so that a claim could stay unseen for long."""
    unseen = [
        f"{each.family}: {each.metadata.violation_type}"
        for each in authored()
        if each.metadata.violation_type in shown.VIOLATIONS
        and (given := shown.code_in(each.input))
        and not any(map(shown.VIOLATIONS[each.metadata.violation_type][0], given))
    ]
    assert not unseen


def test_nothing_authored_has_to_be_masked() -> None:
    """A mask would stand in the middle of a command, or in place of a date that is counted with."""
    assert not [each.family for each in authored() if gates.masked(each) is not each]
