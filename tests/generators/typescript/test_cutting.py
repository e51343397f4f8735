"""Cutting units, and following imports from file to file, on small originals."""

import pytest

from generators import typescript as ts
from generators.store.corpus import Component
from generators.typescript import cutting
from generators.typescript.library import UNWANTED, Library

KETTLE = """\
import { Kettle, Heat as Warmth } from '../layer3/Kettle.interface.js';
import { readFileSync, writeFileSync } from 'fs';
import type { Log } from './Log.js';

/** Boils water. ♨️ */
export class DefaultKettle implements Kettle {
    private degrees = 20;
    private log: Log[] = [];

    constructor() {
        this.degrees = 18;
    }

    // Heats step by step
    boil(): this {
        // Heat in steps of ten
        while (this.degrees < DefaultKettle.limit()) {
            this.degrees += 10;
        }
        // Tell what happened
        this.noteInternal(`reached
left edge ${this.degrees}`);
        return this;
    }

    private noteInternal(text: string): void {
        this.log.push({ text });
    }

    save(path: string): void {
        writeFileSync(path, JSON.stringify(this.log));
    }

    static limit(): number {
        return 100;
    }
}
"""


@pytest.fixture(scope="module")
def kettle() -> ts.SourceFile:
    return ts.parse(KETTLE)


def names(members) -> list[str]:
    return [m.name for m in members]


def test_closure_follows_calls_fields_and_the_class_name(kettle):
    unit = kettle.classes[0]
    assert names(cutting.closure(unit, [unit.member("boil")])) == [
        "degrees",
        "log",
        "boil",
        "noteInternal",
        "limit",
    ]
    assert names(cutting.closure(unit, [unit.member("save")])) == ["log", "save"]


def test_reduced_class_parses_and_holds_exactly_the_members(kettle):
    unit = kettle.classes[0]
    text = cutting.reduced(unit, cutting.closure(unit, [unit.member("save")]))
    assert ts.syntax_errors(text) == ()
    assert text.startswith(
        "/** Boils water. ♨️ */\nexport class DefaultKettle implements Kettle {\n    private log"
    )
    assert names(ts.parse(text).classes[0].members) == ["log", "save"]
    assert ts.parse(text).classes[0].member("save").body == unit.member("save").body


def test_skeleton_has_bodies_only_where_asked(kettle):
    unit = kettle.classes[0]
    boil, note = unit.member("boil"), unit.member("noteInternal")
    text = cutting.skeleton(unit, [unit.constructor], [note], {boil: "to be written"})
    assert ts.syntax_errors(text) == ()
    parsed = ts.parse(text).classes[0]
    assert [(m.name, m.body is not None) for m in parsed.members] == [
        ("constructor", True),
        ("boil", False),
        ("noteInternal", False),
    ]
    assert "    // to be written\n    boil(): this;" in text and "while" not in text


def test_member_moves_to_the_left_edge_but_template_literals_stay(kettle):
    text = cutting.members_text([kettle.classes[0].member("boil")])
    assert text.startswith("// Heats step by step\nboil(): this {\n    // Heat")
    assert "`reached\nleft edge ${" in text and text.endswith("\n}")
    assert ts.syntax_errors(ts.in_class(text)) == ()


def test_outdent_keeps_indented_lines_of_a_literal():
    text = "  go() {\n    return `a\n    b\n  c`;\n  }"
    assert cutting.outdent(text) == "go() {\n  return `a\n    b\n  c`;\n}"


def test_used_imports_are_cut_to_what_is_named(kettle):
    found = cutting.used_imports(kettle, "x: Warmth; writeFileSync(a)")
    assert [i.text for i in found] == [
        "import { Heat as Warmth } from '../layer3/Kettle.interface.js';",
        "import { writeFileSync } from 'fs';",
    ]
    assert cutting.used_imports(kettle, "nothing") == []


@pytest.mark.parametrize(
    ("doc", "said"),
    [
        ("/**\n * Boils\n * water up\n *\n * More\n * @param x - no\n */", "Boils water up"),
        ("/**\n * Boils the water up\n * Then it stops\n */", "Boils the water up. Then it stops"),
        ("// Heats (fast)", "Heats (fast)"),
        ("/** @deprecated */", ""),
        ("// ======\n// Section", "Section"),
    ],
)
def test_purpose(doc, said):
    assert cutting.purpose(doc) == said


def test_purpose_ends_with_a_sentence():
    doc = "/** " + "One two three four five six. " + "seven " * 60 + "*/"
    assert cutting.purpose(doc, words=20) == "One two three four five six."


def test_steps_are_prose_not_switched_off_code():
    unit = ts.parse(
        "class A { go() {\n  // Read the plan first\n  // const a = this.read();\n  this.a();\n  "
        "// short one\n"
        "  // Then do what it says:\n} }"
    ).classes[0]
    assert cutting.steps(unit.member("go")) == ["Read the plan first", "Then do what it says"]


@pytest.mark.parametrize(
    ("body", "prints"),
    [
        ("console.log('a'); ", True),
        ("const a = this.b;\nconsole.log(a);", True),
        ("const a = this.b;\nif (a) {\n  this.c = a;\n}\nconsole.log(a);", False),
        ("console.log(\n  'a',\n  'b'\n);\nreturn this;", True),
        ("", False),
    ],
)
def test_only_prints(body, prints):
    unit = ts.parse(f"class A {{ go() {{\n{body}\n}} }}").classes[0]
    assert cutting.only_prints(unit.member("go")) is prints


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Private helper methods", True),
        ("Utility methods following IOR pattern", True),
        ("Get all methods of a component", False),
        ("Boils the water", False),
    ],
)
def test_headings_describe_no_member(text, heading):
    assert cutting.is_heading(text) is heading


@pytest.mark.parametrize(
    ("text", "half_done"),
    [
        ("throw new Error('Not implemented yet');", True),
        ("// TODO: later", True),
        ("// In a real implementation this would read the disk", True),
        ("// For now, just return", True),
        ("const placeholder = this.render(template);", False),
        ("// 3 files would be renamed", False),
        ("a(): void;\n  // /**\n  //  * Gone.\n  //  */\n  // b(): void;", True),
        ("/** Reads `https://a/*`. */ a(): void;", False),
    ],
)
def test_unfinished(text, half_done):
    assert cutting.unfinished(text) is half_done


def component(path: str, text: str, layer: str = "unknown") -> Component:
    return Component(id=path, file_path=path, layer=layer, patterns=(), file_type=".ts", text=text)


class Shelf:
    def __init__(self, *records: Component) -> None:
        self.records = list(records)

    def components(self) -> list[Component]:
        return self.records

    def distinct_components(self) -> list[Component]:
        return list({r.digest: r for r in self.records}.values())


BASE = "components/Kettle/0.1.0.0/src/ts"
INTERFACE = "export interface Kettle { boil(): this }\nexport enum Heat { LOW, HIGH }\n"


def test_library_follows_imports_also_renamed_ones():
    shelf = Shelf(
        component(f"{BASE}/layer2/DefaultKettle.ts", KETTLE),
        component(f"{BASE}/layer3/Kettle.interface.ts", INTERFACE, "layer3"),
    )
    library = Library(shelf)
    source = next(s for s in library.sources if s.component.file_path.endswith("DefaultKettle.ts"))
    assert (source.layer, source.place) == ("layer2", "src/ts/layer2/DefaultKettle.ts")
    assert library.declaration(source, "Kettle").kind == "interface"
    assert library.declaration(source, "Warmth").name == "Heat"
    assert library.declaration(source, "Log") is None
    target = library.imported(source, "../layer3/Kettle.interface.js")
    assert library.importers(target, "Kettle") == [source]
    assert library.imported(source, "fs") is None


def test_library_keeps_readable_files_only():
    shelf = Shelf(
        component("a/Broken.ts", "<<<<<<< HEAD\nclass A {}\n"),
        component("a/Await.ts", "class A { go() { await this.x(); } ok() { return this.y; } }"),
    )
    assert [s.component.file_path for s in Library(shelf).sources] == ["a/Await.ts"]


@pytest.mark.parametrize(
    ("path", "unwanted"),
    [
        ("components/A/0.1.0.0/test/A.test.ts", True),
        ("components/A/0.1.0.0/tests/helper.ts", True),
        ("components/A/0.1.0.0/dist/ts/A.d.ts", True),
        ("vitest.config.ts", True),
        ("components/Build/0.1.0.0/src/ts/layer2/DefaultBuild.ts", False),
        ("components/A/0.1.0.0/src/ts/layer2/TestCase.ts", False),
    ],
)
def test_unwanted_paths(path, unwanted):
    assert bool(UNWANTED.search(path)) is unwanted


@pytest.mark.parametrize(
    ("body", "stub"),
    [
        ("return;", True),
        ("// nothing to do\n  return;", True),
        ("return Promise.resolve();", True),
        ("if (!this.lid) {\n    return;\n  }\n  this.lid.shut();", False),
        ("", False),
    ],
)
def test_a_method_that_only_comes_back_is_unfinished(body, stub):
    assert cutting.unfinished(f"async close(): Promise<void> {{\n  {body}\n}}") is stub


def test_words_of_code_are_not_those_of_its_comments_and_strings():
    text = "say(): Lamp { /* Room */ return made('Oven', Window); // Door\n}"
    assert cutting.code_words(text) == {"say", "Lamp", "return", "made", "Window"}
