"""style_core: tasks about other forms of a state, and about objects that answer for themselves."""

from __future__ import annotations

import pytest

from generators import typescript
from generators.sample import Candidate
from generators.worth import judge

from .test_style_core_made import offered

TICKET = """\
export interface TicketModel {
  uuid: string;
  title: string;
  priority: number;
  open: boolean;
  createdAt: string;
  closedAt?: string;
  tags: string[];
  notes: Note[];
  counts: Record<string, number>;
}

export interface Note {
  name: string;
  text: string;
}
"""
SHORT = """\
export interface VisitModel {
  name: string;
  due: Date;
  open: boolean;
  marks: string[];
}
"""
LINE = """\
export interface LineData {
  text: string;
  at: number;
  kind: 'plain' | 'bold';
  marks: string[];
  note?: string;
  extras: Record<string, unknown> | null;
}
"""
FILES = {
    "layer3/TicketModel.interface.ts": TICKET,
    "layer3/VisitModel.interface.ts": SHORT,
    "layer3/LineData.interface.ts": LINE,
}


@pytest.fixture(scope="module")
def tasks() -> dict[str, Candidate]:
    return offered(FILES)


def without(line: str) -> dict[str, Candidate]:
    """What is offered for the ticket without one of its members."""
    return offered({"layer3/TicketModel.interface.ts": TICKET.replace(f"  {line};\n", "")})


def test_none_of_them_has_a_weakness(tasks: dict[str, Candidate]) -> None:
    kinds = (
        "live",
        "older",
        "copies",
        "ordering",
        "watching",
        "layered",
        "loose",
        "guard",
        "mended",
    )
    found = {key: c for key, c in tasks.items() if key.split()[0] in kinds}
    assert {key.split()[0] for key in found} == set(kinds)
    assert [key for key, each in found.items() if judge.alone(each)] == []


def test_fields_that_work_with_another_form_than_is_saved(tasks: dict[str, Candidate]) -> None:
    task = tasks["live DefaultTicket"]
    for line in (
        "  const { createdAt, closedAt, tags, notes, ...rest } = scenario.model;",
        "  this.closedAt = closedAt === undefined ? undefined : new Date(closedAt);",
        "  this.tags = new Set(tags);",
        "  this.notes = new Map(notes.map((each) => [each.name, structuredClone(each)]));",
        "      createdAt: this.createdAt.toISOString(),",
        "      tags: [...this.tags],",
        "      notes: structuredClone([...this.notes.values()]),",
    ):
        assert f"{line}\n" in task.output
    assert "  private notes = new Map<string, Note>();\n" in task.input
    assert "  private rest: Omit<TicketModel, 'createdAt' | 'closedAt' |" in task.input
    for said in ("becomes a `Set`", "becomes a `Date`", "stays `undefined`", "`name` as keys"):
        assert said in task.instruction
    # A list that may hold something twice would lose it, and a `Date` is no text in JSON.
    assert "new Set(marks)" not in "".join(c.output for c in tasks.values())
    assert "live DefaultVisit" not in tasks
    fewer = without("notes: Note[]")["live DefaultTicket"]
    assert "counts: structuredClone(Object.fromEntries(this.counts))," in fewer.output
    assert "`name` as keys" not in fewer.instruction


def test_scenarios_of_an_earlier_version_are_known_by_a_name(tasks: dict[str, Candidate]) -> None:
    task = tasks["older DefaultTicket"]
    [known_by] = [line for line in task.output.splitlines() if " in model) {" in line]
    name = known_by.split("'")[1]
    # It is one that the present model does not have, and the request gives the earlier type.
    assert f"{name}:" not in TICKET and f"  {name}: " in task.input
    assert "export type EarlierTicketModel = Omit<TicketModel, " in task.input
    assert f"`{name}`" in task.instruction
    assert "  } else {\n    this.model = model;\n  }\n" in task.output
    flat = "export interface A {\n  uuid: string;\n  odd: string;\n  even: string;\n"
    assert not any("older" in key for key in offered({"layer3/A.ts": flat + "  far: string;\n}\n"}))


def test_a_copy_has_an_identity_and_a_time_of_its_own(tasks: dict[str, Candidate]) -> None:
    task = tasks["copies DefaultTicket"]
    assert "copyAs(uuid: string, now: Date): DefaultTicket {\n" in task.output
    assert "    ior: { ...scenario.ior, uuid },\n" in task.output
    assert "      createdAt: now.toISOString(),\n      open: false,\n" in task.output
    assert "`createdAt`" in task.instruction and "`open`" in task.instruction
    assert "copies DefaultTicket" not in without("createdAt: string")
    assert "copies DefaultTicket" not in without("uuid: string")


def test_objects_that_are_compared(tasks: dict[str, Candidate]) -> None:
    task = tasks["ordering DefaultVisit"]
    assert task.output == (
        "private model: VisitModel;\n\n"
        "equals(other: DefaultVisit): boolean {\n  return (\n"
        "    this.model.name === other.model.name &&\n"
        "    this.model.due.getTime() === other.model.due.getTime() &&\n"
        "    this.model.open === other.model.open &&\n"
        "    JSON.stringify(this.model.marks) === JSON.stringify(other.model.marks)\n"
        "  );\n}\n\n"
        "compareTo(other: DefaultVisit): number {\n  return (\n"
        "    Number(other.model.open) - Number(this.model.open) ||\n"
        "    this.model.due.getTime() - other.model.due.getTime() ||\n"
        "    this.model.name.localeCompare(other.model.name)\n"
        "  );\n}"
    )
    assert "plain values by `===`" in task.instruction and "true comes before" in task.instruction


def test_nothing_is_put_in_an_order_by_a_flag_that_has_none(tasks: dict[str, Candidate]) -> None:
    other = SHORT.replace("open: boolean", "viaProxy: boolean")
    task = offered({"layer3/VisitModel.interface.ts": other})["ordering DefaultVisit"]
    assert "viaProxy) -" not in task.output and "`due` and `name`" in task.instruction
    assert "open) -" in tasks["ordering DefaultVisit"].output


def test_objects_that_tell_what_has_changed(tasks: dict[str, Candidate]) -> None:
    task = tasks["watching DefaultVisit"]
    assert "  this.model = { ...before, ...structuredClone(given) };\n" in task.output
    assert "  if (before.due.getTime() !== after.due.getTime()) {\n" in task.output
    # A longer state shows one comparison over and over.
    assert "watching DefaultTicket" not in tasks


def test_later_parts_come_on_top_of_earlier_ones(tasks: dict[str, Candidate]) -> None:
    task = tasks["layered DefaultTicket"]
    for line in (
        "init(...parts: Array<Partial<TicketModel>>): this {",
        "      this.model.title = part.title;",
        "      this.model.tags = [...new Set([...this.model.tags, ...part.tags])];",
        "      this.model.notes = [...this.model.notes, ...structuredClone(part.notes)];",
        "      this.model.counts = { ...this.model.counts, ...structuredClone(part.counts) };",
    ):
        assert f"{line}\n" in task.output
    assert "a date" not in task.instruction
    gaps = TICKET.replace("tags:", "tags?:")
    [gap] = [c for k, c in offered({"layer3/T.ts": gaps}).items() if k.startswith("layered")]
    assert "[...new Set([...(this.model.tags ?? []), ...part.tags])];" in gap.output
    dated = tasks["layered DefaultVisit"]
    assert "this.model.due = new Date(part.due);" in dated.output and "a date" in dated.instruction


def test_values_of_unknown_types_are_looked_at(tasks: dict[str, Candidate]) -> None:
    task = tasks["loose DefaultVisit"]
    assert "  if (due instanceof Date && !Number.isNaN(due.getTime())) {\n" in task.output
    assert "  if (typeof open === 'boolean') {\n    this.model.open = open;\n  }\n" in task.output
    assert "every((each) => typeof each === 'string')) {\n    this.model.marks = [...marks];" in (
        task.output
    )
    # What is inside of objects cannot be told by a look at them.
    ticket = tasks["loose DefaultTicket"]
    assert "notes" not in ticket.output and "counts" not in ticket.output


def test_what_a_text_holds_is_looked_at_before_it_is_taken_for_an_object(
    tasks: dict[str, Candidate],
) -> None:
    task = tasks["guard LineImport"]
    for line in (
        "  if (!Array.isArray(found)) {",
        "    typeof given.at === 'number' &&",
        "    (given.kind === 'plain' || given.kind === 'bold') &&",
        "Array.isArray(given.marks) && given.marks.every((each) => typeof each === 'string') &&",
        "    (given.note === undefined || typeof given.note === 'string') &&",
        "(given.extras === null || (typeof given.extras === 'object' && given.extras !== null))",
    ):
        assert f"{line}\n" in task.output
    assert "`null` fits" in task.instruction and "may be missing" in task.instruction
    # JSON has no dates, and objects inside of others would go unchecked.
    assert not any(key.startswith(("guard Visit", "guard Ticket")) for key in tasks)


def test_a_method_with_a_fault_is_asked_for_without_it(tasks: dict[str, Candidate]) -> None:
    found = {key: each for key, each in tasks.items() if key.startswith("mended")}
    for letter in "ABCDEF":
        texts = {f"layer3/{letter}.ts": LINE.replace("LineData", f"{letter}Crate")}
        more = offered({path: text.replace(" | null", "") for path, text in texts.items()})
        found |= {key: each for key, each in more.items() if key.startswith("mended")}
    assert {key.split()[2] for key in found} == {"init", "toScenario"}
    # One of both, or else both together: a class is asked for once.
    assert len({key.split()[1] for key in found}) == len(found) < 9
    for key, task in found.items():
        name = key.split()[2]
        [wrong] = [
            member.text
            for unit in typescript.parse(task.input.split("```")[1].partition("\n")[2]).classes
            for member in unit.members
            if member.name == name
        ]
        before = [line.strip() for line in wrong.splitlines()]
        after = [line.strip() for line in task.output.splitlines()]
        gone, new = set(before) - set(after), set(after) - set(before)
        # One member is shared or forgotten, or two are mixed up, and the request says which.
        said = {
            "changes the object": len(gone) == len(new) == 1,
            "is lost": not gone and len(new) == 1,
            "each other's values": len(gone) == len(new) == 2,
        }
        assert [holds for what, holds in said.items() if what in task.instruction] == [True]
        assert f"`{name}`" in task.instruction
