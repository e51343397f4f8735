"""Property: whatever shape a record is written in, reading gives back what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from generators import pdca
from generators.pdca import facts
from generators.pdca.marks import told

PHASES = ("plan", "do", "check", "act")
WORDS = st.sampled_from(
    [
        "oven",
        "bread",
        "flour",
        "yeast",
        "timer",
        "crust",
        "salt",
        "water",
        "dough",
        "shelf",
        "scale",
        "bowl",
        "warm",
        "cold",
        "large",
        "small",
        "slow",
        "early",
        "baker",
        "counter",
        "paper",
        "grain",
        "sieve",
        "kettle",
    ]
)
CODE = st.sampled_from(["`src/**/*.ts`", "`a.trim().length`", "`__dirname`", "`# x`", "`a * b`"])


@dataclass(frozen=True)
class Meaning:
    fields: dict[str, str]
    sections: dict[str, tuple[str, ...]]
    previous: str


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(WORDS, min_size=4, max_size=9))
    if draw(st.booleans()):
        words.insert(2, draw(CODE))
    return " ".join(words).capitalize() if words[0].isalpha() else " ".join(words)


@st.composite
def meanings(draw: st.DrawFn) -> Meaning:
    day = draw(st.dates(date(2024, 1, 1), date(2026, 1, 1)))
    name = draw(st.lists(WORDS, min_size=2, max_size=2))
    return Meaning(
        {
            "date": day.isoformat(),
            "objective": draw(sentences()),
            "agent": "".join(word.capitalize() for word in name),
            "role": draw(WORDS).capitalize(),
            "sprint": f"sprint-{draw(st.integers(1, 99))}",
        },
        {
            phase: tuple(draw(st.lists(sentences(), min_size=1, max_size=4, unique=True)))
            for phase in PHASES
        },
        f"2024-01-01-UTC-1000-{draw(WORDS)}",
    )


NAMES = {
    "English": {"date": "Date", "objective": "Objective", "agent": "Agent Name",
                "role": "Agent Role", "sprint": "Sprint", "previous": "Previous PDCA"},
    "short": {"date": "date", "objective": "objective", "agent": "agent", "role": "role",
              "sprint": "sprint", "previous": "FOLLOWS"},
    "German": {"date": "Datum", "objective": "Ziel", "agent": "Autor", "role": "Rolle",
               "sprint": "Sprint", "previous": "Vorheriges PDCA"},
}  # fmt: skip
TITLES = {
    "English": ("Plan", "Do", "Check", "Act"),
    "upper": ("PLAN", "DO", "CHECK", "ACT"),
    "German": ("Planung", "Umsetzung", "Überprüfung", "Verbesserung"),
    "letters": ("P - PLAN", "D - DO", "C - CHECK", "A - ACT"),
    "study": ("Plan", "Do", "Study", "Act"),
    "phases": ("Phase 1: Plan", "Phase 2: Do", "Phase 3: Check", "Phase 4: Act"),
    "numbers": ("1. Plan", "2. Do", "3. Check", "4. Act"),
    "emoji": ("📋 Plan", "🔧 Do", "✅ Check", "🎯 Act"),
    "bold": ("**📋 PLAN**", "**🔧 DO**", "**✅ CHECK**", "**🎯 ACT**"),
    "named": (":memo: Plan", ":wrench: Do", ":white_check_mark: Check", ":dart: Act"),
    "circled": ("① Planen", "② Machen", "③ Kontrollieren", "④ Agieren"),
    "states": ("Plan ✅", "Do ⏳ (open)", "Check ❌ failed", "Act [later]"),
}
HEADINGS: dict[str, Callable[[str], str]] = {
    "two": lambda title: f"## {title}",
    "three": lambda title: f"### {title}",
    "closed": lambda title: f"## {title} ##",
    "underlined": lambda title: f"{title.replace('*', '')}\n------",
    "html": lambda title: f"<h2>{title.replace('*', '')}</h2>",
    "bold line": lambda title: f"**{title.replace('*', '')}**",
    "html lines": lambda title: f"<h3>\n{title}\n</h3>",
    "folded": lambda title: f"<details><summary><b>{title.replace('*', '')}</b></summary>\n",
    "anchored": lambda title: f"## <a id='x'></a>{title}",
}
FIELDS: dict[str, Callable[[str, str], str]] = {
    "bold": lambda name, value: f"**{name}:** {value}  ",
    "outside": lambda name, value: f"**{name}**: {value}  ",
    "list": lambda name, value: f"- **{name}:** {value}",
    "list outside": lambda name, value: f"* __{name}__: {value}",
    "emoji": lambda name, value: f"**🎯 {name}:** {value}  ",
    "plain": lambda name, value: f"{name}: {value}  ",
    "quoted": lambda name, value: f"> **{name}:** {value}  ",
    "dash": lambda name, value: f"**{name}** – {value}  ",
    "heading": lambda name, value: f"### {name}\n{value}\n",
    "html": lambda name, value: f"<tr><td>{name}</td><td>{value}</td></tr>",
    "defined": lambda name, value: f"{name}\n: {value}\n",
}
LINKS: dict[str, Callable[[str], str]] = {
    "link": lambda name: f"[before]({name}.pdca.md)",
    "fragment": lambda name: f"[before](../x/{name}.pdca.md#act)",
    "angle": lambda name: f"[before](<a b/{name}.pdca.md>)",
    "wiki": lambda name: f"[[{name}]]",
    "code": lambda name: f"`{name}.pdca.md`",
    "bare": lambda name: f"{name}.pdca.md",
    "html": lambda name: f'<a href="{name}.pdca.md">before</a>',
    "dual": lambda name: f"[G](https://x.io/o/blob/dev/{name}.pdca.md) | [§/x]({name}.pdca.md)",
}  # fmt: skip
FENCES = (
    "",
    "```bash\n# Do\n## Check\n```\n\n",
    "~~~\n## Act\n~~~\n\n",
    "<!--\n## Do\n-->\n\n",
    "<pre>\n## Check\n</pre>\n\n",
)
BULLETS = ("- {}", "* {}", "1. {}", "{}\n", "- **{}**")
ENDS = ("\n", "\r\n", "\r")


@dataclass(frozen=True)
class Shape:
    language: str
    titles: str
    heading: str
    field: str
    link: str
    fence: str
    bullet: str
    end: str


SHAPES = st.builds(
    Shape,
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(sorted(TITLES)),
    st.sampled_from(sorted(HEADINGS)),
    st.sampled_from([*sorted(FIELDS), "table", "open table", "yaml", "toml"]),
    st.sampled_from(sorted(LINKS)),
    st.sampled_from(FENCES),
    st.sampled_from(BULLETS),
    st.sampled_from(ENDS),
)


def header(meaning: Meaning, shape: Shape) -> str:
    names = NAMES[shape.language]
    values = {names[key]: value for key, value in meaning.fields.items()}
    if shape.field == "yaml":
        front = "\n".join(f'{name}: "{value}"' for name, value in values.items())
        return f"---\n{front}\n---\n\n# PDCA Cycle: bread\n"
    if shape.field == "toml":
        front = "\n".join(f'"{name}" = "{value}"' for name, value in values.items())
        return f"+++\n{front}\n+++\n\n# PDCA Cycle: bread\n"
    if shape.field == "open table":
        rows = "\n".join(f"{name} | {value}" for name, value in values.items())
        return f"# PDCA Cycle: bread\n\nField | Value\n---|---\n{rows}\n"
    if shape.field == "table":
        rows = "\n".join(f"| {name} | {value} |" for name, value in values.items())
        return f"# PDCA Cycle: bread\n\n| Field | Value |\n|---|---|\n{rows}\n"
    lines = [FIELDS[shape.field](name, value) for name, value in values.items()]
    return "\n".join(["# PDCA Cycle: bread", "", *lines, ""])


def written(meaning: Meaning, shape: Shape) -> str:
    link = f"{NAMES[shape.language]['previous']}: {LINKS[shape.link](meaning.previous)}"
    parts = [header(meaning, shape), link, ""]
    for title, (phase, lines) in zip(TITLES[shape.titles], meaning.sections.items(), strict=True):
        body = [shape.bullet.format(line) for line in lines]
        fence = shape.fence if phase == "plan" else ""
        parts += [HEADINGS[shape.heading](title), "", fence + "\n".join(body), ""]
    return "\n".join(parts).replace("\n", shape.end)


@settings(max_examples=150, deadline=None)
@given(meanings(), SHAPES)
def test_reading_gives_back_what_was_written(meaning: Meaning, shape: Shape) -> None:
    text = written(meaning, shape)
    record = pdca.parse(text, "pdca/bread.pdca.md")
    assert facts.why_not("pdca/bread.pdca.md", record) == ""
    # Fields below headings of the phases' level are sections, too.
    phases = [section for section in record.sections if section.kind in PHASES]
    assert shape.field == "heading" or list(record.sections) == phases
    assert [section.kind for section in phases] == list(PHASES)
    for section in phases:
        lines = [line for line in section.body.split("\n") if line.strip()]
        said = [told(line) for line in lines[-len(meaning.sections[section.kind]) :]]
        assert said == list(meaning.sections[section.kind])
    assert {
        "date": record.date,
        "objective": record.objective,
        "agent": record.agent_name,
        "role": record.agent_role,
        "sprint": record.sprint,
    } == meaning.fields
    assert record.previous == (meaning.previous,)
    assert record.inferred == () and record.notes == ()
    assert record.title == "bread"
    assert "".join(chunk.text for chunk in facts.chunks(record, "auto")) == record.text


STATES: dict[str, Callable[[str], tuple[str, str]]] = {
    "open": lambda text: (f"[ ] {text}", f"Planned: {text}"),
    "done": lambda text: (f"[x] {text}", f"Done: {text}"),
    "bad": lambda text: (f"❌ {text}", f"Not OK: {text}"),
    "bad behind": lambda text: (f"{text} ❌", f"{text} (not OK)"),
    "good": lambda text: (f"✅ {text}", text),
    "good behind": lambda text: (f"{text} ✔️", f"{text} (OK)"),
    "warning": lambda text: (f"⚠️ {text}", f"Warning: {text}"),
    "remark": lambda text: (f"{text} (BROKEN)", f"{text} (BROKEN)"),
    "status": lambda text: (f"{text} - FAILED", f"{text} - FAILED"),
    "chosen": lambda text: (f"[x] **Option B:** {text}", f"Option B: {text} (chosen)"),
    "not chosen": lambda text: (f"[ ] b) {text}", f"b) {text} (not chosen)"),
    "option": lambda text: (f"**Option C:** {text}", f"Option C: {text}"),
    "ornament": lambda text: (f"🎯 **{text}** 🚀", text),
    "named bad": lambda text: (f":x: {text}", f"Not OK: {text}"),
    "deferred": lambda text: (f"[>] {text}", f"Deferred: {text}"),
    "dropped": lambda text: (f"[-] {text}", f"Dropped: {text}"),
    "going": lambda text: (f"[~] {text}", f"In progress: {text}"),
    "waiting": lambda text: (f"⏳ {text}", f"Pending: {text}"),
    "pointed at": lambda text: (f"👉 B) {text}", f"B) {text} (chosen)"),
    "radio": lambda text: (f"( ) A) {text}", f"A) {text} (not chosen)"),
    "struck": lambda text: (f"<s>{text}</s>", f"~~{text}~~"),
}


@settings(max_examples=150, deadline=None)
@given(sentences(), st.sampled_from(sorted(STATES)), st.sampled_from(["- {}", "* {}", "2) {}"]))
def test_a_line_keeps_its_state(text: str, state: str, bullet: str) -> None:
    line, says = STATES[state](text)
    assert told(bullet.format(line)) == says
