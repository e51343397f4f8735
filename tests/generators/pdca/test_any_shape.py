"""Property: whatever shape a record is written in, reading gives back what it says."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from generators import pdca
from generators.pdca import facts
from generators.pdca.marks import told

# More of them once before a release: `PDCA_EXAMPLES=2000 pytest tests/generators/pdca`.
EXAMPLES = int(os.environ.get("PDCA_EXAMPLES", "150"))
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
    cycles: tuple[dict[str, tuple[str, ...]], ...]
    """Of each cycle the lines of its phases."""
    previous: str
    following: str


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
        tuple(
            {
                phase: tuple(draw(st.lists(sentences(), min_size=1, max_size=4, unique=True)))
                for phase in PHASES
            }
            for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3])))
        ),
        f"2024-01-01-UTC-1000-{draw(WORDS)}",
        f"2024-01-03-UTC-1000-{draw(WORDS)}",
    )


NAMES = {
    "English": {"date": "Date", "objective": "Objective", "agent": "Agent Name",
                "role": "Agent Role", "sprint": "Sprint", "previous": "Previous PDCA",
                "following": "Next PDCA"},
    "short": {"date": "date", "objective": "objective", "agent": "agent", "role": "role",
              "sprint": "sprint", "previous": "FOLLOWS", "following": "PRECEDES"},
    "German": {"date": "Datum", "objective": "Ziel", "agent": "Autor", "role": "Rolle",
               "sprint": "Sprint", "previous": "Vorheriges PDCA", "following": "Nächstes PDCA"},
}  # fmt: skip
MONTHS = {
    "German": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "English": "January February March April May June July August September October November "
    "December",
}
DATES: dict[str, Callable[[date], str]] = {
    "iso": lambda day: day.isoformat(),
    "hour": lambda day: f"{day.isoformat()}-UTC-0915",
    "dotted": lambda day: f"{day.day}.{day.month}.{day.year}",
    "German": lambda day: f"{day.day}. {MONTHS['German'].split()[day.month - 1]} {day.year}",
    "English": lambda day: f"{MONTHS['English'].split()[day.month - 1]} {day.day}, {day.year}",
    "slashes": lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
}
TITLES = {
    "English": ("Plan", "Do", "Check", "Act"),
    "upper": ("PLAN", "DO", "CHECK", "ACT"),
    "German": ("Planung", "Umsetzung", "Überprüfung", "Verbesserung"),
    "German too": ("Planungsphase", "Durchführung", "Prüfung", "Anpassung"),
    "letters": ("P - PLAN", "D - DO", "C - CHECK", "A - ACT"),
    "dashes": ("P — Plan", "D — Do", "C — Check", "A — Act"),
    "brackets": ("[P]lan", "[D]o", "[C]heck", "[A]ct"),
    "study": ("Plan", "Do", "Study", "Act"),
    "phases": ("Phase 1: Plan", "Phase 2: Do", "Phase 3: Check", "Phase 4: Act"),
    "steps": ("Schritt 1 – Planung", "Schritt 2 – Umsetzung", "Schritt 3 – Prüfung",
              "Schritt 4 – Verbesserung"),
    "the": ("The Plan Phase", "The Do Phase", "The Check Phase", "The Act Phase"),
    "numbers": ("1. Plan", "2. Do", "3. Check", "4. Act"),
    "parts": ("1f.1 PLAN", "1f.2 DO", "1f.3 CHECK", "1f.4 ACT"),
    "emoji": ("📋 Plan", "🔧 Do", "✅ Check", "🎯 Act"),
    "bold": ("**📋 PLAN**", "**🔧 DO**", "**✅ CHECK**", "**🎯 ACT**"),
    "named": (":memo: Plan", ":wrench: Do", ":white_check_mark: Check", ":dart: Act"),
    "circled": ("① Planen", "② Machen", "③ Kontrollieren", "④ Agieren"),
    "states": ("Plan ✅", "Do ⏳ (open)", "Check ❌ failed", "Act [later]"),
    "subtitles": ("Plan: what we want", "Do: what we did", "Check: what came out", "Act: next"),
    "alone": ("P", "D", "C", "A"),
}  # fmt: skip
HEADINGS: dict[str, Callable[[str], str]] = {
    "two": lambda title: f"## {title}\n",
    "three": lambda title: f"### {title}\n",
    "closed": lambda title: f"## {title} ##\n",
    "no blank": lambda title: f"##{title}\n",
    "tight": lambda title: f"## {title}",
    "underlined": lambda title: f"{title.replace('*', '')}\n------\n",
    "double underlined": lambda title: f"{title.replace('*', '')}\n======\n",
    "html": lambda title: f"<h2>{title.replace('*', '')}</h2>\n",
    "bold line": lambda title: f"**{title.replace('*', '')}**\n",
    "bold colon": lambda title: f"__{title.replace('*', '')}__:\n",
    "colon": lambda title: f"{title.replace('*', '')}:\n",
    "html lines": lambda title: f"<h3>\n{title}\n</h3>\n",
    "folded": lambda title: f"<details><summary><b>{title.replace('*', '')}</b></summary>\n\n",
    "anchored": lambda title: f"## <a id='x'></a>{title}\n",
    "quoted": lambda title: f"> ## {title}\n",
}
# A letter alone is no name in a line that only serves as a heading.
LETTERS_ALONE = ("two", "three", "closed", "tight", "underlined", "double underlined", "html")
FIELDS: dict[str, Callable[[str, str], str]] = {
    "bold": lambda name, value: f"**{name}:** {value}  ",
    "outside": lambda name, value: f"**{name}**: {value}  ",
    "list": lambda name, value: f"- **{name}:** {value}",
    "list outside": lambda name, value: f"* __{name}__: {value}",
    "emoji": lambda name, value: f"**🎯 {name}:** {value}  ",
    "plain": lambda name, value: f"{name}: {value}  ",
    "upper": lambda name, value: f"{name.upper()}: {value}  ",
    "quoted": lambda name, value: f"> **{name}:** {value}  ",
    "dash": lambda name, value: f"**{name}** – {value}  ",
    "heading": lambda name, value: f"### {name}\n{value}\n",
    "html": lambda name, value: f"<tr><td>{name}</td><td>{value}</td></tr>",
    "defined": lambda name, value: f"{name}\n: {value}\n",
    "below": lambda name, value: f"**{name}:**\n{value}\n",
    "wrapped": lambda name, value: (
        f"**{name}:** {' '.join(value.split(' ')[:-1])}\n{value.split(' ')[-1]}\n"
        if len(value.split(" ")) > 4
        else f"**{name}:** {value}\n"
    ),
    "remark": lambda name, value: (
        f"- {name}: {value}"
        + (" → more of it" if name.startswith(("Ag", "ag", "R", "r", "Au", "Sp", "sp")) else "")
    ),
}
WHOLE = ("table", "open table", "row of names", "one line", "yaml", "toml", "data")
"""Forms that hold all fields together."""
LINKS: dict[str, Callable[[str], str]] = {
    "link": lambda name: f"[before]({name}.pdca.md)",
    "title": lambda name: f'[before]({name}.pdca.md "of yesterday")',
    "fragment": lambda name: f"[before](../x/{name}.pdca.md#act)",
    "encoded": lambda name: f"[before](../a%20b/{name}.pdca.md?plain=1)",
    "angle": lambda name: f"[before](<a b/{name}.pdca.md>)",
    "autolink": lambda name: f"<{name}.pdca.md>",
    "reference": lambda name: f"[before][{name}]\n\n[{name}]: ./{name}.pdca.md",
    "wiki": lambda name: f"[[{name}]]",
    "wiki named": lambda name: f"[[{name}.pdca.md#do|before]]",
    "code": lambda name: f"`{name}.pdca.md`",
    "bare": lambda name: f"{name}.pdca.md",
    "markdown": lambda name: f"[before]({name}.pdca.markdown)",
    "list": lambda name: f"\n- [before]({name}.pdca.md)",
    "html": lambda name: f'<a href="{name}.pdca.md">before</a>',
    "dual": lambda name: f"[G](https://x.io/o/blob/dev/{name}.pdca.md) | [§/x]({name}.pdca.md)",
}  # fmt: skip
OPEN_FENCES = ("```bash\nls -l", "~~~\nls -l")
FENCES = (
    "",
    "```bash\n# Do\n## Check\n```\n\n",
    "~~~\n## Act\n~~~\n\n",
    "~~~\n## Act\n```ts\nlet x = 1;\n```\n~~~\n\n",
    "<!--\n## Do\n-->\n\n",
    "<pre>\n## Check\n</pre>\n\n",
    *OPEN_FENCES,
)
BULLETS = ("- {}", "* {}", "1. {}", "{}\n", "- **{}**")
ENDS = ("\n", "\r\n", "\r")


@dataclass(frozen=True)
class Shape:
    language: str
    titles: str
    heading: str
    field: str
    date: str
    link: str
    fence: str
    bullet: str
    end: str


SHAPES = st.builds(
    Shape,
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(sorted(TITLES)),
    st.sampled_from(sorted(HEADINGS)),
    st.sampled_from([*sorted(FIELDS), *WHOLE]),
    st.sampled_from(sorted(DATES)),
    st.sampled_from(sorted(LINKS)),
    st.sampled_from(FENCES),
    st.sampled_from(BULLETS),
    st.sampled_from(ENDS),
).filter(lambda shape: shape.titles != "alone" or shape.heading in LETTERS_ALONE)


def header(meaning: Meaning, shape: Shape) -> str:
    names = NAMES[shape.language]
    told = meaning.fields | {"date": DATES[shape.date](date.fromisoformat(meaning.fields["date"]))}
    values = {names[key]: value for key, value in told.items()}
    title = "# PDCA Cycle: bread\n"
    quoted = "\n".join(f'{name}: "{value}"' for name, value in values.items())
    if shape.field == "yaml":
        return f"---\n{quoted}\n---\n\n{title}"
    if shape.field == "data":
        return f"{title}\n```yaml\n{quoted}\n```\n"
    if shape.field == "toml":
        front = "\n".join(f'"{name}" = "{value}"' for name, value in values.items())
        return f"+++\n{front}\n+++\n\n{title}"
    if shape.field == "open table":
        rows = "\n".join(f"{name} | {value}" for name, value in values.items())
        return f"{title}\nField | Value\n---|---\n{rows}\n"
    if shape.field == "table":
        rows = "\n".join(f"| {name} | {value} |" for name, value in values.items())
        return f"{title}\n| Field | Value |\n|---|---|\n{rows}\n"
    if shape.field == "row of names":
        rows = " | ".join(values) + " |\n|" + "---|" * len(values) + "\n| "
        return f"{title}\n| {rows}" + " | ".join(values.values()) + " |\n"
    if shape.field == "one line":
        return f"{title}\n" + " | ".join(f"**{name}:** {said}" for name, said in values.items())
    lines = [FIELDS[shape.field](name, value) for name, value in values.items()]
    return "\n".join([title, *lines, ""])


def written(meaning: Meaning, shape: Shape) -> str:
    names = NAMES[shape.language]
    link = LINKS[shape.link]
    parts = [header(meaning, shape), "", f"{names['previous']}: {link(meaning.previous)}", "",
             f"{names['following']}: {link(meaning.following)}", ""]  # fmt: skip
    for number, cycle in enumerate(meaning.cycles):
        for title, (phase, lines) in zip(TITLES[shape.titles], cycle.items(), strict=True):
            body = "\n".join(shape.bullet.format(line) for line in lines)
            fence = shape.fence if phase == "plan" and not number else ""
            body = f"{body}\n\n{fence}" if fence in OPEN_FENCES else fence + body
            parts += [HEADINGS[shape.heading](title), body, ""]
    return "\n".join(parts).replace("\n", shape.end)


@settings(max_examples=EXAMPLES, deadline=None)
@given(meanings(), SHAPES)
def test_reading_gives_back_what_was_written(meaning: Meaning, shape: Shape) -> None:
    text = written(meaning, shape)
    record = pdca.parse(text, "pdca/bread.pdca.md")
    assert facts.why_not("pdca/bread.pdca.md", record) == ""
    # Fields below headings of the phases' form are sections, too.
    phases = [section for section in record.sections if section.kind in PHASES]
    assert shape.field in ("heading", "below") or list(record.sections) == phases
    assert [(section.cycle, section.kind) for section in phases] == [
        (number, phase) for number, cycle in enumerate(meaning.cycles, 1) for phase in cycle
    ]
    for section in phases:
        wanted = meaning.cycles[section.cycle - 1][section.kind]
        body = section.body.split(shape.fence)[0] if shape.fence in OPEN_FENCES else section.body
        lines = [line for line in body.split("\n") if line.strip()]
        assert [told(line) for line in lines[-len(wanted) :]] == list(wanted)
    assert {
        "date": record.date,
        "objective": record.objective,
        "agent": record.agent_name,
        "role": record.agent_role,
        "sprint": record.sprint,
    } == meaning.fields
    assert (record.previous, record.precedes) == ((meaning.previous,), (meaning.following,))
    assert record.inferred == () and len(record.notes) == (shape.fence in OPEN_FENCES)
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


@settings(max_examples=EXAMPLES, deadline=None)
@given(sentences(), st.sampled_from(sorted(STATES)), st.sampled_from(["- {}", "* {}", "2) {}"]))
def test_a_line_keeps_its_state(text: str, state: str, bullet: str) -> None:
    line, says = STATES[state](text)
    assert told(bullet.format(line)) == says
