"""What tool_awareness's samples claim, computed again from their texts, and the content they are
made of.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from typing import Any

import pytest

from generators import catalog, tokens
from generators.pipeline import gates, near_duplicates
from generators.sample import Candidate
from generators.settings import Settings
from generators.tool_awareness import calls as reader
from generators.tool_awareness import content, generator

DATASET = catalog.DATASETS["tool_awareness"]
# Names of programs, services and their makers; and two ordinary words that are such names.
VENDORS = (
    "continue",
    "continues",
    "continued",
    "cursor",
    "cursors",
    "vscode",
    "vs code",
    "visual studio",
    "copilot",
    "jetbrains",
    "intellij",
    "webstorm",
    "pycharm",
    "eclipse",
    "netbeans",
    "xcode",
    "vim",
    "neovim",
    "emacs",
    "sublime",
    "windsurf",
    "cody",
    "tabnine",
    "replit",
    "openai",
    "chatgpt",
    "gpt",
    "codex",
    "anthropic",
    "claude",
    "gemini",
    "mistral",
    "llama",
    "qwen",
    "alibaba",
    "google",
    "microsoft",
    "azure",
    "aws",
    "amazon",
    "apple",
    "oracle",
    "sap",
    "github",
    "gitlab",
    "bitbucket",
    "slack",
    "jira",
    "confluence",
    "trello",
    "asana",
    "notion",
    "salesforce",
    "zendesk",
    "zoom",
    "outlook",
    "excel",
    "powerpoint",
    "dropbox",
    "docker",
    "kubernetes",
    "jenkins",
    "terraform",
    "postgres",
    "postgresql",
    "mysql",
    "mongodb",
    "redis",
    "datadog",
    "grafana",
    "sentry",
    "stripe",
    "paypal",
    "twilio",
    "shopify",
    "facebook",
    "whatsapp",
    "telegram",
    "linux",
    "windows",
    "macos",
    "android",
    "langchain",
    "mcp",
    "npm",
)
VENDOR = re.compile(rf"\b(?:{'|'.join(VENDORS)})\b", re.I)
WITHOUT_CALL = (
    "question_back",
    "no_tool",
    "no_tool_fits",
    "result_read",
    "result_contradicts",
    "error_reported",
)
CALLS = {"parallel_calls": 2} | dict.fromkeys(WITHOUT_CALL, 0)


@pytest.fixture(scope="module")
def offered() -> list[Candidate]:
    return list(generator.candidates(DATASET, None, Settings()))


def calls(text: str) -> list[dict[str, Any]]:
    return [each for each in reader.objects(text) if "tool" in each]


def shown(text: str) -> list[dict[str, Any]]:
    """The tools described in a text."""
    return [
        each
        for each in reader.objects(text)
        if isinstance(each.get("parameters"), dict) and "name" in each
    ]


def case_of(candidate: Candidate) -> content.Case:
    return next(case for case in content.load().cases if case.source == candidate.metadata.source)


def of(offered: list[Candidate], *views: str) -> list[Candidate]:
    found = [each for each in offered if each.metadata.view in views]
    assert found
    return found


def test_enough_for_training_and_evaluation(offered: list[Candidate]) -> None:
    counts = Counter(each.category for each in offered)
    for category in DATASET.categories:
        assert counts[category.name] >= 1.4 * category.target, category.name


def test_same_seed_same_candidates_other_seed_other_wording(offered: list[Candidate]) -> None:
    again = generator.candidates(DATASET, None, Settings())
    assert [each.fingerprint for each in again] == [each.fingerprint for each in offered]
    other = generator.candidates(DATASET, None, Settings(seed=7))
    assert {each.fingerprint for each in other} != {each.fingerprint for each in offered}


def test_only_the_categories_asked_for() -> None:
    from dataclasses import replace

    one = replace(DATASET, categories=DATASET.categories[:1])
    assert {each.category for each in generator.candidates(one, None, Settings())} == {
        one.categories[0].name
    }


def test_all_pass_the_gates(offered: list[Candidate]) -> None:
    assert not [
        each for _, out in gates.apply_gates(iter(offered), DATASET, Settings()) for each in out
    ]
    lengths = tokens.count_batch([each.text for each in offered], "auto")
    assert 250 <= sum(lengths) / len(lengths) <= 600


def test_every_call_fits_the_schema_in_its_input(offered: list[Candidate]) -> None:
    for each in offered:
        assert reader.problems(each.input, each.output) == [], each.metadata.source
        number = CALLS.get(each.metadata.view, 1)
        assert len(calls(each.output)) == number, each.metadata.source


def test_dates_in_calls_are_dates(offered: list[Candidate]) -> None:
    """`format` is only a remark to the schema validator."""
    seen = 0
    for each in offered:
        schemas = {tool["name"]: tool["parameters"] for tool in shown(each.input)}
        for call in calls(each.output):
            for name, value in call["parameters"].items():
                form = schemas[call["tool"]]["properties"][name].get("format")
                if form:
                    zone = "" if form == "date" else "T%H:%M:%S%z"
                    datetime.strptime(value, f"%Y-%m-%d{zone}")
                    seen += 1
    assert seen


def test_a_call_alone_is_alone(offered: list[Candidate]) -> None:
    for each in of(offered, "call_alone"):
        assert (
            json.loads(each.output.removeprefix("```json\n").removesuffix("\n```"))
            == calls(each.output)[0]
        )


def test_the_requirements_own_instruction_has_its_share(offered: list[Candidate]) -> None:
    """The call alone, and nothing else, answers "Call a tool to perform [action]"."""
    own = [
        each
        for each in offered
        if each.instruction == f"Call a tool to {case_of(each).tool.action}."
    ]
    assert {each.metadata.view for each in own} == {"call_alone"}
    assert 0.02 <= len(own) / len(offered) <= 0.03


def test_corrected_calls_were_wrong(offered: list[Candidate]) -> None:
    """The draft in the input breaks the schema where the view says so, and differs from what the
    output sends.
    """
    for each in of(offered, "call_corrected", "value_corrected", "call_rejected"):
        [draft], [right] = calls(each.input), calls(each.output)
        broken = reader.problems(each.input, json.dumps(draft))
        assert bool(broken) == (each.metadata.view != "value_corrected"), each.metadata.source
        assert json.dumps(draft) != json.dumps(right), each.metadata.source


def test_a_correction_names_the_parameter(offered: list[Candidate]) -> None:
    for each in of(offered, "call_corrected", "value_corrected"):
        case = case_of(each)
        apart = [
            name
            for name in {**case.call, **case.wrong}
            if json.dumps(case.call.get(name)) != json.dumps(case.wrong.get(name))
        ]
        told = re.sub(r"```.*?```", "", each.output, flags=re.S)
        assert any(f"`{name}`" in told or (len(name) > 3 and name in told) for name in apart), told


def test_rejections_quote_the_schema(offered: list[Candidate]) -> None:
    for each in of(offered, "call_rejected"):
        [details] = [found["details"] for found in reader.objects(each.input) if "details" in found]
        assert details == case_of(each).faults != []


def test_a_failed_call_is_not_repeated_blindly(offered: list[Candidate]) -> None:
    """The same call again is an answer only to a message that says so."""
    for each in of(offered, "recovery"):
        [failed], [following] = calls(each.input), calls(each.output)
        again = re.search(r"again|wait|retry", json.dumps(case_of(each).failure.message))
        assert failed != following or again, each.metadata.source


def test_a_sequence_uses_what_the_first_call_brought(offered: list[Candidate]) -> None:
    """The second call, or the reason for it, holds a word of the first one's result."""
    for each in of(offered, "sequence"):
        [first], [second] = calls(each.input), calls(each.output)
        assert first != second
        words = {
            word.strip(".,:").lower()
            for word in re.findall(r"[\w.,:-]+", json.dumps(case_of(each).result))
        }
        told = {word.strip(".,:").lower() for word in re.findall(r"[\w.,:-]+", each.output)}
        assert any(len(word) > 3 or word.isdigit() for word in words & told), each.metadata.source


def test_questions_and_reports_name_only_what_is_shown(offered: list[Candidate]) -> None:
    """Codes (`D12`, `K-208`, `2025-0099`) and component names do not come from nowhere."""
    code = re.compile(r"\b[A-Z]{1,3}-?\d[\w-]*|\b\d+-\d+\b|\b[A-Z][a-z]+[A-Z]\w+")
    seen = 0
    for each in of(offered, "question_back", "error_reported"):
        for name in code.findall(each.output):
            assert name in each.input, f"{name} in {each.metadata.source}"
            seen += 1
    assert seen


def test_choice_is_among_several(offered: list[Candidate]) -> None:
    for each in of(offered, "tool_choice"):
        names = {tool["name"] for tool in shown(each.input)}
        assert len(names) in (2, 3)
        assert all(f"`{name}`" in each.output for name in names - {calls(each.output)[0]["tool"]})


def test_no_names_of_programs_or_makers(offered: list[Candidate]) -> None:
    for each in offered:
        assert not (found := VENDOR.search(each.text)), f"{found} in {each.metadata.source}"


def test_distinct_and_far_apart(offered: list[Candidate]) -> None:
    outputs = [each.output for each in offered]
    assert len({each.fingerprint for each in offered}) == len(offered)
    assert len(set(outputs)) == len(outputs)
    near = {position for pair in near_duplicates.pairs(outputs) for position in pair[:2]}
    assert len(near) <= 0.02 * len(outputs)


def test_no_near_duplicates_across_families(offered: list[Candidate]) -> None:
    found = near_duplicates.pairs([each.text for each in offered])
    assert [pair for pair in found if offered[pair[0]].family != offered[pair[1]].family] == []
    # Two cases of a tool share a family, since one sample asks for both.
    assert max(Counter(each.family for each in offered).values()) <= 18


def test_four_grams_are_varied(offered: list[Candidate]) -> None:
    grams: list[tuple[str, ...]] = []
    for each in offered:
        words = re.findall(r"\w+", each.output.lower())
        grams += zip(words, words[1:], words[2:], words[3:], strict=False)
    assert len(set(grams)) >= 0.5 * len(grams)


def test_metadata_is_filled_and_true(offered: list[Candidate]) -> None:
    titles = {category.name: category.title for category in DATASET.categories}
    for each in offered:
        data = each.metadata
        assert data.task_type == "tool_awareness" and data.view and data.is_generic_tool
        assert data.concept_taught == titles[data.category]
        assert data.source == case_of(each).source
        assert data.family == content.load().pairs[case_of(each).id][0].source
        fits = data.view != "no_tool_fits"
        assert (case_of(each).tool.name in {tool["name"] for tool in shown(each.input)}) is fits


def test_no_wording_left_open(offered: list[Candidate]) -> None:
    names = {"action", "tool", "other", "third", "purpose", "its_purpose", "default"}
    for each in offered:
        assert not set(re.findall(r"\{(\w+)\}", each.instruction + each.output)) & names
        assert "  " not in re.sub(r"^ +", "", each.output, flags=re.M), each.output


def test_no_reason_demands_what_the_schema_has_by_default() -> None:
    demands = re.compile(r"\b(?:ha(?:s|ve) to|must) be (?:passed|given|stated)\b|\brequired\b")
    passed = [
        (case.id, case.why)
        for case in content.load().cases
        for name, value in case.call.items()
        if case.tool.parameters["properties"].get(name, {}).get("default") == value
    ]
    assert len(passed) > 5
    assert [id for id, why in passed if demands.search(why)] == []


def test_content_is_whole() -> None:
    everything = content.load()
    assert len(everything.tools) >= 60
    assert len({case.id for case in everything.cases}) == len(everything.cases)
    assert min(Counter(case.tool.name for case in everything.cases).values()) >= 4
    texts = [
        f"{case.ask} {case.why} {case.answer} {case.failure.advice}" for case in everything.cases
    ]
    assert near_duplicates.pairs(texts, 0.2) == []
    for case in everything.cases:
        assert case.vague or case.here or case.plain, case.id
        assert content.faults(case.tool.parameters, case.call) == [], case.id


@pytest.mark.parametrize(
    ("line", "schema"),
    [
        (
            "count! integer 1..20 = 3: How many",
            {"type": "integer", "minimum": 1, "maximum": 20, "default": 3},
        ),
        ("share number 0..: Part", {"type": "number", "minimum": 0}),
        ("on boolean = true: Switch", {"type": "boolean", "default": True}),
        ("day date: Day, e.g.: Monday", {"type": "string", "format": "date"}),
        ("mode a|b = b: Mode", {"type": "string", "enum": ["a", "b"], "default": "b"}),
        (
            "tags string[] 1..5: Tags",
            {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 5},
        ),
    ],
)
def test_parameter_lines(line: str, schema: dict[str, object]) -> None:
    read = content.parameters([line])
    [(name, about)] = read["properties"].items()
    assert {key: value for key, value in about.items() if key != "description"} == schema
    assert read["required"] == ([name] if "!" in line.split()[0] else [])


def test_nested_parameter_lines() -> None:
    rows = content.parameters(["rows! [id! string, count integer 1..]: Rows"])
    assert content.faults(rows, {"rows": [{"id": "a"}, {"id": "b", "count": 2}]}) == []
    assert content.faults(rows, {"rows": [{"count": 0}]}) != []
    assert content.faults(rows, {"rows": []}) != []


def test_unreadable_parameter_lines_are_refused() -> None:
    for line in ("no description", "x! strng: Text"):
        with pytest.raises(ValueError, match="not a"):
            content.parameters([line])


def test_parallel_calls_are_those_of_both_requests(offered: list[Candidate]) -> None:
    known = {json.dumps(case.call): case for case in content.load().cases}
    for each in of(offered, "parallel_calls"):
        both = [known[json.dumps(call["parameters"])] for call in calls(each.output)]
        assert all(case.ask in each.input for case in both)
        assert both[0].id != both[1].id
        # Both are of today: two times of outage half a year apart are not told in one message.
        days = [set(case.days) for case in both]
        gaps = [abs((one - other).days) for one in days[0] for other in days[1]]
        assert min(gaps, default=0) <= content.MOST_DAYS_APART


def test_where_no_tool_fits_the_list_does_not_give_it_away(offered: list[Candidate]) -> None:
    """As many lists of three tools, and with a tool of another field, as where one fits; none of
    the tools serves the request, and all are named. Some choices are asked for in the same words.
    """
    asked = content.wording().wording["unfit"]
    known = content.load().tools

    def figures(view: str) -> tuple[float, float]:
        lists = [
            ([known[tool["name"]].field for tool in shown(each.input)], case_of(each).tool.field)
            for each in of(offered, view)
        ]
        three = sum(len(fields) == 3 for fields, _ in lists)
        foreign = sum(set(fields) != {own} for fields, own in lists)
        assert all(own in fields and len(fields) in (2, 3) for fields, own in lists)
        return three / len(lists), foreign / len(lists)

    for each in of(offered, "no_tool_fits"):
        names = {tool["name"] for tool in shown(each.input)}
        assert not names & {case_of(each).tool.name, *case_of(each).tool.near}
        assert not case_of(each).tool.unaided
        assert all(f"`{name}`" in each.output for name in names)
        assert each.instruction in asked
    assert figures("no_tool_fits") == pytest.approx(figures("tool_choice"), abs=0.12)
    choices = of(offered, "tool_choice")
    assert 0.2 <= sum(each.instruction in asked for each in choices) / len(choices) <= 0.4


def test_near_tools_are_of_the_same_field() -> None:
    tools = content.load().tools
    for tool in tools.values():
        assert all(tools[name].field == tool.field for name in tool.near), tool.name
        assert content.load().apart(tool), tool.name


def test_a_question_back_names_no_parameters_that_are_given(offered: list[Candidate]) -> None:
    for each in of(offered, "question_back"):
        assert "`" not in each.output or each.output == case_of(each).vague[1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("2025-05-01T08:30:00Z", True),
        ("2025-05-01T08:30:00+02:00", True),
        ("2025-05-01T08:30", False),
        ("2025-05-01T08:30:00", False),
        ("2025-05-32T08:30:00Z", False),
    ],
)
def test_a_date_time_needs_seconds_and_offset(value: str, good: bool) -> None:
    schema = {
        "type": "object",
        "properties": {"at": {"type": "string", "format": "date-time"}},
    }
    assert bool(content.faults(schema, {"at": value})) is not good


def test_a_choice_says_why_its_tool_fits(offered: list[Candidate]) -> None:
    for each in of(offered, "tool_choice"):
        tool = case_of(each).tool
        reason = "".join(re.split(r"```json.*?```", each.output, flags=re.S))
        assert f"`{tool.name}`" in reason and tool.action in reason[:1].lower() + reason[1:]
        assert "serve to" not in reason and "serves to" not in reason
        for other in shown(each.input):
            assert f"`{other['name']}`" in reason, each.output


def test_a_parameter_that_stays_out_has_its_reason(offered: list[Candidate]) -> None:
    listed = {case_of(each).id: each.output for each in of(offered, "parameters_listed")}
    for output in listed.values():
        assert not re.search(r"stays out of the call$|nothing to pass$", output, re.M)
    assert (
        '- `speed` (optional): normal speed is the default, `"standard"`' in listed["piano-insured"]
    )
    assert "- `to` (optional): left out, because the press still stands" in listed["still-standing"]
    for case in content.load().cases:
        left_out = case.tool.parameters["properties"].keys() - case.call.keys()
        assert case.left.keys() <= left_out, case.id
        assert not case.left or case.id in listed, case.id


def test_nothing_authored_has_to_be_masked(offered: list[Candidate]) -> None:
    """A mask would stand in the middle of a command, or in place of a date that is counted with."""
    assert not [each.family for each in offered if gates.masked(each) is not each]
