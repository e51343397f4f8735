"""Codes put together, and what siblings take from a sample."""

from __future__ import annotations

import itertools

from generators import catalog
from generators.worth import judge

from .planted import fenced, sample

NAMES = ("heat", "cool", "keep")
METHOD = """export class Oven{0} {{
  private at = {0};

  {1}(): number {{
    return {2};
  }}
}}
"""


NUMBERS = itertools.count()


def code(number: int, name: str, value: str, version: str = "1.0.0.0", comment: str = "") -> str:
    body = f"{comment}this.at + {value}.length + '{version}'.length"
    return METHOD.format(number, name, body)


def core(output: str) -> judge.Judged:
    return sample("style_core", "Write it.", "", output, view="class")


def step(output: str) -> judge.Judged:
    """A refactoring with an explanation of its own."""
    number = next(NUMBERS)
    said = " ".join(f"said{number}x{at}" for at in range(120))
    return sample("style_refactor", "Do it.", "", f"{fenced(output)}\n\n{said}", view="class")


def test_a_method_body_may_be_shown_a_few_times() -> None:
    same = [step(code(number, "heat", "'long enough'")) for number in range(5)]
    assert judge.repeating(same) == set(range(catalog.MAX_BODY_EXPOSURE, 5))
    other = [core(code(number, f"heat{number}", "'long enough'")) for number in range(5)]
    assert judge.repeating(other) == set()


def test_comments_blanks_and_versions_make_no_other_body() -> None:
    texts = [
        code(1, "heat", "'a'"),
        code(2, "heat", "'a'", version="2.7.1.0"),
        code(3, "heat", "'a'", comment="/* warm */ "),
        code(4, "heat", "'a'").replace("return ", "return   "),
    ]
    assert judge.repeating([step(text) for text in texts]) == {3}


def test_what_is_written_is_new_beside_each_sample_before_it() -> None:
    heat, cool, keep = (
        f"{name}(): number {{ return this.{name}At + {len(name) * at}; }}"
        for at, name in enumerate(NAMES)
    )
    both = core(f"class A {{ {heat} {cool} }}")
    assert judge.repeating([both, core(f"class B {{ {heat} }}")]) == {1}
    assert judge.repeating([core(f"class B {{ {heat} }}"), both]) == {1}
    init = "init(): this { this.heatAt = 1; return this; }"
    assert (
        judge.repeating([core(f"class B {{ {init} }}"), core(f"class B {{ {init} {cool} }}")])
        == set()
    )
    less = keep.replace("number { return this.keepAt + 8; }", "void {}")
    assert judge.repeating([both, core(f"class B {{ {heat} {cool} {less} }}")]) == {1}
    assert judge.repeating([both, core(f"class B {{ {heat} {cool} {keep} }}")]) == {1}
    one, other = core(f"class B {{ {heat} {keep} }}"), core(f"class C {{ {cool} {keep} }}")
    assert judge.repeating([both, one, other]) == set()


def test_one_member_more_makes_no_other_interface() -> None:
    members = [f"m{number}: string;" for number in range(6)]
    older, newer = (f"interface Oven {{ {' '.join(members[:n])} }}" for n in (5, 6))
    other = newer.replace("Oven", "Kiln").replace(" m", " k")
    assert judge.repeating([core(older), core(newer), core(other)]) == {1}


def test_imports_make_no_other_interface() -> None:
    oven = "interface Oven {\n  celsius: number;\n}\n"
    whole = f"import {{ Door }} from './Door.js';\n\nexport {oven}"
    assert judge.repeating([core(oven), core(whole)]) == {1}
    assert judge.repeating([core(oven), core(whole.replace("Oven", "Stove"))]) == set()


def test_a_mark_makes_no_other_interface() -> None:
    oven = "interface Oven { celsius: number; minutes: number; }"
    assert judge.repeating([core(oven), core(oven.replace("Oven", "IOven"))]) == {1}
    assert judge.repeating([core(oven), core(oven.replace("Oven", "Iron"))]) == set()


def test_another_cut_of_a_source_brings_lines_of_its_own() -> None:
    """Versions of a method are not the same body, and what they have in common is most of it."""
    cook = [f"    this.step{number}(this.heat{number});\n" for number in range(8)]
    method = "  cook(): void {{\n{}  }}\n"
    older, newer = method.format("".join(cook)), method.format("".join([*cook, "    stop();\n"]))
    serve = method.replace("cook", "serve").format("    this.plate.fill(this.spoon);\n" * 3)

    def cut(text: str, family: str) -> judge.Judged:
        return sample("style_core", "a", "", text, view="members", family=family)

    assert judge.repeating([cut(newer, "a"), cut(older, "a")]) == {1}
    assert judge.repeating([cut(older, "a"), cut(newer, "a")]) == {1}
    rest = "".join(f"    this.rinse{number}(this.sink{number});\n" for number in range(8))
    longer = newer + method.replace("cook", "wash").format(rest)
    # Another source is compared by its bodies and as a whole, and what brings more is not held
    # against it.
    assert judge.repeating([cut(longer, "a"), cut(older, "a")]) == {1}
    assert judge.repeating([cut(longer, "a"), cut(older, "b")]) == set()
    assert judge.repeating([cut(older, "a"), cut(longer, "a")]) == set()
    assert judge.repeating([cut(serve, "a"), cut(longer, "a")]) == set()
    # What every scenario consists of is nobody's own.
    keep = (
        "  init(scenario: Scenario): this {\n    this.ior = structuredClone(scenario.ior);\n"
        "    this.owner = scenario.owner;\n    return this;\n  }\n"
    )
    assert judge.repeating([cut(keep + serve, "a"), cut(keep + newer, "a")]) == set()


def test_what_reads_like_an_earlier_sample_repeats_it_whatever_its_source() -> None:
    steps = [f"    this.step{number}(this.heat{number});\n" for number in range(8)]
    others = [f"    this.{name}();\n" for name in ("stop", "rest", "cool", "wash", "fold", "dry")]

    def cut(lines: list[str], family: str, dataset: str = "style_core") -> judge.Judged:
        text = f"  cook(): void {{\n{''.join(lines)}  }}\n"
        return sample(dataset, "a", "", text, view="members", family=family)

    assert judge.repeating([cut(steps, "a"), cut(steps + others[:1], "b")]) == {1}
    assert judge.repeating([cut(steps + others[:1], "b"), cut(steps, "a")]) == {1}
    assert judge.repeating([cut(steps[:4] + others[:3], "a"), cut(steps, "b")]) == set()
    # The same code may be reached from several sides, as long as most of the answer is another.
    twins = [cut(lines, "a", "style_refactor") for lines in (steps, steps + others[:1])]
    assert judge.repeating(twins) == {1}
    words = " ".join(f"It is w{number} now." for number in range(20))
    told = twins[0].model_copy(update={"output": f"{twins[0].output}\n{words}"})
    assert judge.repeating([twins[1], told]) == set()


def test_a_new_body_outweighs_an_old_one() -> None:
    old = code(0, "heat", "'a'")
    more = (
        "\n\n  cool(): number {\n    return this.at * 2 - Math.sqrt(this.at) + Math.PI;\n  }\n}\n"
    )
    grown = old[: old.rindex("}")].rstrip() + more
    samples = [step(text) for text in (old, old + "\n", old + "\n\n", grown, old + " ")]
    assert judge.repeating(samples) == {4}


def test_code_without_bodies_counts_as_a_whole() -> None:
    text = "export interface Oven {\n  celsius: number;\n}\n"
    samples = [step(text + "\n" * number) for number in range(4)]
    assert judge.repeating(samples) == {3}


def told(lines: list[str], source: str = "record-1") -> judge.Judged:
    text = "## Steps\n" + "\n".join(f"- {line}" for line in lines)
    return sample("domain_patterns", "Tell it.", "", text, source=source)


def test_a_record_gives_each_line_once() -> None:
    lines = [
        f"The {word} of the oven was changed"
        for word in ["door", "latch", "spring", "floor", "lamp"]
    ]
    first, again = told(lines[:3]), told(lines[:3] + lines[3:4])
    assert judge.repeating([first, again]) == {1}
    assert judge.repeating([first, told(lines[:3] + lines[3:])]) == set()
    assert judge.repeating([first, told(lines[:3], "record-2")]) == set()


def test_a_record_gives_each_word_once() -> None:
    long = "The latch of the oven was changed as the spring behind it had worn out in the frost"
    lines = ["The door was oiled", "The floor was swept", "The lamp was changed"]
    first = told([long, lines[0]])
    assert judge.repeating([first, told([long, lines[1], lines[2]])]) == {1}
    assert judge.repeating([first, told([lines[0], lines[1], lines[2]])]) == set()


def outlined(title: str, *more: str) -> judge.Judged:
    parts = [f"# PDCA: {title}", "## Plan", "### Analysis", "## Do", "## Check", "## Act", *more]
    text = "\n\n".join(parts)
    source, view = f"record of {title}", "structure"
    return sample("domain_representatives", f"Outline {title}.", "", text, source=source, view=view)


def test_twins_by_the_name_of_their_class_repeat() -> None:
    user = (
        "class DefaultUser { private all = new Map<string, User>();"
        " findUser(id: string): User { const user = this.all.get(id);"
        " if (!user) { throw new Error('no such user'); } return user; } }"
    )
    order = user.replace("User", "Order").replace("user", "order")
    other = order.replace(
        "this.all.get(id)", "[...this.all.values()].find((each) => each.id === id)"
    )
    assert judge.repeating([core(user), core(order)]) == {1}
    assert judge.repeating([core(user), core(other)]) == set()


def test_the_same_class_with_other_getters_repeats() -> None:
    oven = (
        "export class Oven {{\n  private model = {{ heat: 20, door: 'shut', trays: ['upper'] }};\n"
        "\n  constructor() {{}}\n\n  {0}\n}}\n"
    )
    heat = "getHeat(): number {\n    return this.model.heat;\n  }"
    door = "getDoor(): string {\n    return this.model.door || 'open';\n  }"
    bake = (
        "bake(what: string): string {\n"
        "    return `${what} at ${Math.round(this.model.heat / 5) * 5}`;\n  }"
    )
    made = [core(oven.format(each)) for each in (heat, door, f"{heat}\n\n  {bake}")]
    assert judge.repeating(made) == {1}
    # Where giving out is all there is, it counts.
    alone = [sample("style_core", "a", "", each, view="members") for each in (heat, door)]
    assert judge.repeating(alone) == set()


def test_code_that_differs_in_names_alone_repeats() -> None:
    count = "count{0}(): number {{\n  return this.{1}.filter((each) => each.open).length;\n}}"
    other = "first{0}(): string {{\n  return this.{1}.map((each) => each.name)[0];\n}}"
    outputs = [count.format("Kilns", "kilns"), count.format("Pots", "pots"), other.format("A", "a")]
    made = [sample("style_core", "a", "", each, view="member") for each in outputs]
    assert judge.repeating(made) == {1}
    # In which order the lines stand makes no difference; a refactoring is told by its input, too.
    both = (f"{outputs[0]}\n\n{outputs[2]}", f"{other.format('B', 'b')}\n\n{outputs[1]}")
    turned = [sample("style_core", "a", "", each, view="member") for each in both]
    assert judge.repeating(turned) == {1}
    told = [sample("style_refactor", "a", "", fenced(each)) for each in outputs]
    assert judge.repeating(told) == set()
    declared = [f"export interface {name} {{\n  {name}: string;\n}}" for name in ("Kiln", "Pot")]
    kinds = [sample("style_core", "a", "", each, view="interface") for each in declared]
    assert judge.repeating(kinds) == set()


def test_the_same_skeleton_under_another_title_repeats() -> None:
    first, again = outlined("Oven"), outlined("Kiln door")
    own = [f"### {word} of the latch" for word in ("Spring", "Wear", "Noise", "Cost")]
    assert judge.repeating([first, again]) == {1}
    assert judge.repeating([first, outlined("Kiln door", *own)]) == set()


WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
]


def written(words: list[str], dataset: str = "process_framework") -> judge.Judged:
    return sample(dataset, "Write it.", "", " ".join(words))


def test_authored_texts_are_compared_in_windows() -> None:
    new = [f"new{number}" for number in range(3)]
    assert judge.repeating([written(WORDS), written([*WORDS, *new])]) == {1}
    assert judge.repeating([written(WORDS), written([*WORDS, *new, "and", "more"])]) == set()
    assert judge.repeating([written(WORDS), written(WORDS[::-1])]) == set()
    assert judge.repeating([written(WORDS), written(WORDS, "guardrails")]) == set()


def test_short_texts_repeat_where_they_are_equal() -> None:
    assert judge.repeating([written(["Yes"]), written(["yes."]), written(["No"])]) == {1}


def test_codes_stand_in_the_order_of_the_design() -> None:
    assert catalog.WEAKNESSES == (
        "unknown", "unshown", "untrue", "broken", "unhouse", "repeats", "personal", "leaks",
    )  # fmt: skip
    assert judge.joined(["leaks", "repeats", "unknown", "repeats"]) == "unknown,repeats,leaks"
    assert judge.joined([]) == ""
    assert judge.codes_of("unknown,repeats") == ("unknown", "repeats")
    assert judge.codes_of("") == ()


def test_judged_puts_siblings_and_the_sample_together() -> None:
    text = "Ask wilma@bakery.net about bread. " + " ".join(WORDS[:3])
    twice = [written(text.split()), written(text.split())]
    assert judge.judged(twice) == [("personal",), ("repeats", "personal")]


def test_shares_count_what_the_metadata_say() -> None:
    samples = [
        sample("guardrails", "a", "", "b", category="security", weakness=weakness)
        for weakness in ("", "unknown", "unknown,leaks")
    ]
    samples.append(sample("style_core", "a", "", fenced("b"), category="radical_oop"))
    found = judge.shares(samples)
    assert {name: list(each) for name, each in found.items()} == {
        "guardrails": ["security"],
        "style_core": ["radical_oop"],
    }
    security = found["guardrails"]["security"]
    assert (security.good, security.all) == (1, 3)
    assert security.codes == {"unknown": 2, "leaks": 1}


def test_every_dataset_has_tests() -> None:
    assert set(judge.TESTS) == set(judge.REPEATS) == set(catalog.DATASETS)
