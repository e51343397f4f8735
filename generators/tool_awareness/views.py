"""What is made of one situation: a sample per view, each about one of the five concepts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generators import catalog
from generators.phrases import Phrases
from generators.sample import Candidate, SampleMetadata

from .content import DATASET, Case, Content, Tool, Values, changed, wording

CONCEPTS = {category.name: category.title for category in catalog.DATASETS[DATASET].categories}
# One case in so many shows a view that needs no words of its own.
LISTED_EVERY, BARE_EVERY, REJECTED_EVERY, UNFIT_EVERY = 4, 2, 3, 3
# Tools of its field that serve none of its requests, for a case to be shown without its own.
ENOUGH_APART = 3
UNTOLD = "no parameter"
# Of the lists of tools, those of three, and those with a tool of another field; of the choices,
# those that are asked for in words that leave open whether any tool fits. All three are the same
# where none does, or the list would tell it.
THREE_SHARE, FOREIGN_SHARE, OPEN_SHARE = 0.6, 0.4, 0.3


class Writer(Phrases):
    """Draws wording and order for one sample, and puts its parts together."""

    def __init__(self, case: Case, content: Content, view: str, seed: int) -> None:
        super().__init__(str(seed), DATASET, case.id, view, slots=wording().wording)
        self.case, self.content, self.view = case, content, view

    def say(self, slot: str, **values: object) -> str:
        """One of the slot's variants with the tool's words filled in."""
        tool = self.case.tool
        return super().say(slot, **{"action": tool.action, "tool": tool.name, **values})

    def maybe(self, slot: str, probability: float, **values: object) -> str:
        return self.say(slot, **values) if self.chance.random() < probability else ""

    def foreign(self, *but: Tool) -> Tool:
        """A tool of another field, and of another than those of `but`."""
        taken = {tool.field for tool in but}
        fields = self.content.other_fields(self.case.tool)
        return self.chance.choice(
            self.chance.choice([tools for tools in fields if tools[0].field not in taken])
        )

    def others(self, near: Sequence[Tool]) -> list[Tool]:
        """What stands beside one tool in a list: one or two more, of the same field out of `near`
        as far as there are enough, and now and then one of another field.
        """
        count = 2 if self.chance.random() < THREE_SHARE else 1
        own = count - (self.chance.random() < FOREIGN_SHARE)
        found = self.chance.sample(near, min(len(near), own))
        while len(found) < count:
            found.append(self.foreign(*found))
        return found

    def around(self, text: str, block: str) -> str:
        """Reasoning and call, in either order; reasoning goes first for the most."""
        return f"{block}\n\n{text}" if self.chance.random() < 0.2 else f"{text}\n\n{block}"

    def given(self, request: str, tools: Sequence[Tool], *talk: str, background: str = "") -> str:
        """An input: what there is to know, the tools, what has been said or called so far."""
        shown = self._tools(tools)
        # A question, or a request that opens with its speaker ("Nele: ..."), takes no label before
        # that.
        label = "" if "?" in request or ": " in request[:24] else self.maybe("request", 0.5)
        head = "\n\n".join(part for part in (background, f"{label} {request}".strip()) if part)
        parts = [shown, head] if self.chance.random() < 0.35 else [head, shown]
        return "\n\n".join([*parts, *talk])

    def _tools(self, tools: Sequence[Tool]) -> str:
        if len(tools) == 1:
            indent = 2 if self.chance.random() < 0.5 else None
            return f"{self.say('one_tool')}\n\n{block(tools[0].schema, indent)}"
        tools = self.chance.sample(tools, len(tools))
        lines = ",\n  ".join(json.dumps(tool.schema, ensure_ascii=False) for tool in tools)
        return f"{self.say('tools')}\n\n```json\n[\n  {lines}\n]\n```"

    def candidate(self, category: str, instruction: str, given: str, output: str) -> Candidate:
        metadata = SampleMetadata(
            task_type=DATASET,
            category=category,
            source=self.case.source,
            # Both of a pair stay on one side of the hold-out: one sample holds both.
            family=self.content.pairs[self.case.id][0].source,
            view=self.view,
            concept_taught=CONCEPTS[category],
            is_generic_tool=True,
        )
        return Candidate(
            instruction=instruction.strip(),
            input=given.strip(),
            output=output.strip(),
            metadata=metadata,
        )


View = Callable[[Case, Content, int], Candidate]


def of(case: Case, position: int, content: Content, seed: int) -> Iterator[Candidate]:
    """All samples about a case; `position` is its number among all cases and spreads the derived
    views.
    """
    for view in _views(case, position, content):
        yield view(case, content, seed)


def _views(case: Case, position: int, content: Content) -> Iterator[View]:
    several = bool(content.beside(case.tool)) and position % 3 != 2
    told: dict[View, object] = {
        chosen if several else single: True,
        listed: position % LISTED_EVERY == 1,
        bare: position % BARE_EVERY == 0,
        rejected if case.faults and position % REJECTED_EVERY == 2 else corrected: True,
        result_read: True,
        contradicted: case.odd,
        unfit: position % UNFIT_EVERY == 0 and _needed(case.tool, content),
        parallel: _second(case, content),
        sequence: case.then,
        asked_back: case.vague,
        from_context: case.here,
        without_tool: case.plain,
        recovery: True,
    }
    return (view for view, wanted in told.items() if wanted)


def _needed(tool: Tool, content: Content) -> bool:
    """Whether a request cannot be met without this tool, and enough others do not meet it."""
    return not tool.unaided and len(content.apart(tool)) >= ENOUGH_APART


def single(case: Case, content: Content, seed: int) -> Candidate:
    """One tool, one call, with where its values come from."""
    w = Writer(case, content, "single_call", seed)
    output = w.around(case.why, call(case.tool, case.call))
    return w.candidate("names_and_parameters", w.say("do"), w.given(case.ask, [case.tool]), output)


def chosen(case: Case, content: Content, seed: int) -> Candidate:
    """The tool that fits among two or three, most of them of its field."""
    w = Writer(case, content, "tool_choice", seed)
    others = w.others(content.beside(case.tool))
    reason = f"{w.say('fits')} {case.why} {_not_these(w, others)}"
    output = w.around(reason, call(case.tool, case.call))
    ask = "unfit" if w.chance.random() < OPEN_SHARE else "choose"
    return w.candidate(
        "names_and_parameters", w.say(ask), w.given(case.ask, [case.tool, *others]), output
    )


def listed(case: Case, content: Content, seed: int) -> Candidate:
    """Every parameter of the tool, with its value or why it stays out, before the call."""
    w = Writer(case, content, "parameters_listed", seed)
    schema = case.tool.parameters
    lines = []
    for name, about in schema["properties"].items():
        need = "required" if name in schema["required"] else "optional"
        if name in case.call:
            lines.append(f"- `{name}` ({_kind(about)}, {need}): {inline(case.call[name])}")
        else:
            lines.append(f"- `{name}` ({need}): {_left(w, name, about)}")
    output = "\n".join([w.say("listing"), "", *lines, "", call(case.tool, case.call)])
    return w.candidate(
        "names_and_parameters", w.say("list"), w.given(case.ask, [case.tool]), output
    )


def bare(case: Case, content: Content, seed: int) -> Candidate:
    """Nothing but the call."""
    w = Writer(case, content, "call_alone", seed)
    return w.candidate(
        "json_parameters",
        w.say("alone"),
        w.given(case.ask, [case.tool]),
        call(case.tool, case.call),
    )


def corrected(case: Case, content: Content, seed: int) -> Candidate:
    """A drafted call that breaks the schema, or means something else than was asked, put right."""
    w = Writer(case, content, "call_corrected" if case.faults else "value_corrected", seed)
    draft = f"{w.say('draft')}\n\n{call(case.tool, case.wrong)}"
    output = w.around(_mistake(w, case), call(case.tool, case.call))
    return w.candidate(
        "json_parameters", w.say("correct"), w.given(case.ask, [case.tool], draft), output
    )


def _mistake(w: Writer, case: Case) -> str:
    """What was wrong with the draft: where, unless the explanation names the parameter itself."""
    told, made, meant = case.slip.why, case.wrong, case.call
    apart = [name for name in {**meant, **made} if _other(made.get(name), meant.get(name))]
    # `to` and `at` are words as well.
    if any(f"`{name}`" in told or (len(name) > 3 and name in told) for name in apart):
        return told
    where = " and ".join(f"`{name}`" for name in apart)
    value = made.get(apart[0])
    if len(apart) > 1 or isinstance(value, list | dict) or _says(told, value):
        return f"{w.say('mistake_in', where=where)} {told}"
    return f"{w.say('mistake', where=where, value=inline(value))} {told}"


def _says(told: str, value: object) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(str(value))}(?!\w)", told))


def _other(made: object, meant: object) -> bool:
    """Whether two values differ in JSON, where `true` is no 1."""
    return json.dumps(made) != json.dumps(meant)


def rejected(case: Case, content: Content, seed: int) -> Candidate:
    """The call was sent and refused by the schema; the message says where."""
    w = Writer(case, content, "call_rejected", seed)
    answer = {"error": w.say("invalid"), "details": case.faults}
    talk = _called(w, case.tool, case.wrong, answer)
    output = w.around(case.slip.why, call(case.tool, case.call))
    return w.candidate(
        "error_handling", w.say("recover"), w.given(case.ask, [case.tool], *talk), output
    )


def result_read(case: Case, content: Content, seed: int) -> Candidate:
    """What a result means for the one who asked."""
    w = Writer(case, content, "result_read", seed)
    talk = _called(w, case.tool, case.call, case.result)
    return w.candidate("results", w.say("read"), w.given(case.ask, [case.tool], *talk), case.answer)


def contradicted(case: Case, content: Content, seed: int) -> Candidate:
    """A result that is not what was asked for, which the user has to be told."""
    assert case.odd
    w = Writer(case, content, "result_contradicts", seed)
    result, answer = case.odd
    talk = _called(w, case.tool, case.call, result)
    return w.candidate("results", w.say("read"), w.given(case.ask, [case.tool], *talk), answer)


def parallel(case: Case, content: Content, seed: int) -> Candidate:
    """Two requests that do not depend on each other: one array of two calls."""
    w = Writer(case, content, "parallel_calls", seed)
    other = _second(case, content)
    assert other
    both = block([_call(each.tool, each.call) for each in (case, other)])
    given = w.given(f"{case.ask}\n\n{w.say('and_also')} {other.ask}", [case.tool])
    return w.candidate(
        "json_parameters", w.say("both"), given, w.around(w.say("independent"), both)
    )


def _second(case: Case, content: Content) -> Case | None:
    """The other case of a pair that this one opens. Where a request holds what no parameter takes,
    that has to be said, and two calls by themselves do not say it.
    """
    first, second = content.pairs[case.id]
    if first.id != case.id or second is None or not first.goes_with(second):
        return None
    return None if any(UNTOLD in each.why for each in (first, second)) else second


def unfit(case: Case, content: Content, seed: int) -> Candidate:
    """Two or three tools, most of the request's own field: none does what is asked."""
    w = Writer(case, content, "no_tool_fits", seed)
    apart = content.apart(case.tool)
    first = w.chance.choice(apart)
    tools = [first, *w.others([tool for tool in apart if tool != first])]
    w.chance.shuffle(tools)
    purposes = [f"`{tool.name}` {tool.does}" for tool in tools]
    answer = w.say("none_fits", purposes=_joined(purposes))
    return w.candidate("context_awareness", w.say("unfit"), w.given(case.ask, tools), answer)


def sequence(case: Case, content: Content, seed: int) -> Candidate:
    """The second of two calls, with a value out of the first one's result."""
    assert case.then
    w = Writer(case, content, "sequence", seed)
    second = content.tools[case.then.tool]
    tools = [case.tool] if second == case.tool else [case.tool, second]
    talk = _called(w, case.tool, case.call, case.result)
    output = w.around(case.then.why, call(second, case.then.call))
    given = w.given(f"{case.ask} {case.then.wish}", tools, *talk)
    return w.candidate("results", w.say("go_on"), given, output)


def asked_back(case: Case, content: Content, seed: int) -> Candidate:
    """A needed value is missing or has two meanings: the answer is a question."""
    assert case.vague
    w = Writer(case, content, "question_back", seed)
    request, question = case.vague
    return w.candidate(
        "context_awareness", w.say("call_or_ask"), w.given(request, [case.tool]), question
    )


def from_context(case: Case, content: Content, seed: int) -> Candidate:
    """A short request whose gaps the surroundings fill."""
    assert case.here
    w = Writer(case, content, "context_values", seed)
    here = case.here
    background = f"{w.say('around')} {here.background}"
    output = w.around(here.why, call(case.tool, changed(case.call, here.change)))
    return w.candidate(
        "context_awareness",
        w.say("call_or_ask"),
        w.given(here.ask, [case.tool], background=background),
        output,
    )


def without_tool(case: Case, content: Content, seed: int) -> Candidate:
    """A question that the tool at hand would not answer, or that is answered already."""
    assert case.plain
    w = Writer(case, content, "no_tool", seed)
    question, answer = case.plain
    return w.candidate("context_awareness", w.say("need"), w.given(question, [case.tool]), answer)


def recovery(case: Case, content: Content, seed: int) -> Candidate:
    """An error result: the next call where one helps, else what the user has to know or decide."""
    failed = case.failure
    w = Writer(case, content, "recovery" if failed.next is not None else "error_reported", seed)
    talk = _called(w, case.tool, failed.made, failed.message)
    tools, output = [case.tool], failed.advice
    if failed.next is not None:
        following = content.tools[failed.tool]
        tools += [following] if following != case.tool else []
        output = w.around(failed.advice, call(following, failed.next))
    return w.candidate("error_handling", w.say("recover"), w.given(case.ask, tools, *talk), output)


def block(value: Any, indent: int | None = 2) -> str:
    """A value as a fenced block of JSON."""
    return f"```json\n{json.dumps(value, ensure_ascii=False, indent=indent)}\n```"


def call(tool: Tool, values: Values) -> str:
    """A call as a fenced block of JSON."""
    return block(_call(tool, values))


def _call(tool: Tool, values: Values) -> Values:
    return {"tool": tool.name, "parameters": values}


def inline(value: Any) -> str:
    """A value as JSON within a line."""
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _called(w: Writer, tool: Tool, values: Values, answer: Any) -> tuple[str, str]:
    shown = {"error": answer} if isinstance(answer, str) else answer
    return f"{w.say('called')}\n\n{call(tool, values)}", f"{w.say('returned')}\n\n{block(shown)}"


def _not_these(w: Writer, others: Sequence[Tool]) -> str:
    if len(others) == 1:
        return w.say("not_this", other=others[0].name, purpose=others[0].action)
    return w.say(
        "not_these",
        other=others[0].name,
        purpose=others[0].action,
        third=others[1].name,
        its_purpose=others[1].action,
    )


def _joined(parts: Sequence[str]) -> str:
    """Clauses as a sentence lists them."""
    return f"{', '.join(parts[:-1])}, and {parts[-1]}"


def _left(w: Writer, name: str, about: Values) -> str:
    """Why a parameter stays out of the call."""
    if name in w.case.left:
        return w.case.left[name]
    if "default" in about:
        return w.say("by_default", default=inline(about["default"]))
    return w.say("left_out")


def _kind(about: Values) -> str:
    """A parameter's type as one says it."""
    if "enum" in about:
        return "one of the listed words"
    if about["type"] == "array":
        return f"list of {about['items']['type']}s"
    kind: str = about["type"]
    return {"date": "date as string", "date-time": "time as string"}.get(
        about.get("format", ""), kind
    )
