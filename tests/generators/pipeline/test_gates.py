"""Each gate turns away what it is for, with its own reason, and nothing else."""

import hashlib
import random

import pytest

from generators import tokens
from generators.pipeline import gates
from generators.settings import Settings
from tests.conftest import candidate
from tests.material import prose

SETTINGS = Settings(scale=0.01)
AWS = "AKIA" + "Q3EGRXJ7ZTLW5VDN"


def sifted(dataset_name, **changes):
    dataset = SETTINGS.dataset(dataset_name)
    offered = candidate(dataset, dataset.categories[0].name, "family", random.Random(1))
    offered = offered.model_copy(update=changes)
    [(fit, rejected)] = list(gates.apply_gates([offered], dataset, SETTINGS))
    return fit, [item.reason for item in rejected]


@pytest.mark.parametrize(
    ("dataset", "changes", "reason"),
    [
        ("reporting_protocol", {"output": " "}, "empty"),
        ("reporting_protocol", {"output": "a <|im_end|> b"}, "control_token"),
        ("reporting_protocol", {"input": f'const key = "{AWS}";'}, "secret"),
        ("reporting_protocol", {"output": prose(random.Random(1), 900)}, "too_long"),
        ("domain_patterns", {"output": prose(random.Random(1), 50)}, "output_band"),
        ("style_core", {"output": "export class A { b( }"}, "syntax"),
        ("style_core", {"output": "```ts\nexport class A {}\n```"}, "syntax"),
        ("guardrails", {"output": "Mend:\n```typescript\nconst x = (3;\n```\n"}, "syntax"),
    ],
)
def test_unfit_candidates_are_left_out_with_the_reason(dataset, changes, reason):
    fit, reasons = sifted(dataset, **changes)
    assert (fit, reasons) == ([], [reason])


def test_a_fit_candidate_gets_its_tokens():
    [fit], reasons = sifted("reporting_protocol")
    assert reasons == [] and fit.metadata.tokens == tokens.count(fit.text, "auto")


def test_a_member_is_parsed_in_a_class():
    dataset = SETTINGS.dataset("style_core")
    offered = candidate(dataset, "radical_oop", "family", random.Random(1))
    offered = offered.model_copy(
        update={"output": "async load(): Promise<this> {\n  return this;\n}"}
    )
    offered.metadata.view = "member"
    [(fit, _)] = list(gates.apply_gates([offered], dataset, SETTINGS))
    assert len(fit) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ask jane.doe+x@mail.example.com now", "ask name@example.org now"),
        ("git@github.com:org/repo.git", "git@github.com:org/repo.git"),
        ("npm i vitest@3.0.1", "npm i vitest@3.0.1"),
        ("@Component() class", "@Component() class"),
        ("https://user@host.example.com/x", "https://user@host.example.com/x"),
    ],
)
def test_addresses_are_masked_and_nothing_else(text, shown):
    offered = candidate(
        SETTINGS.dataset("reporting_protocol"), "report", "family", random.Random(1)
    )
    assert gates.masked(offered.model_copy(update={"input": text})).input == shown


def test_the_longest_fit_sample_has_exactly_the_limit():
    """One token more is too long: the limit is the chat format's, not the text's."""
    dataset = SETTINGS.dataset("reporting_protocol")
    offered = candidate(dataset, "report", "family", random.Random(1))
    fixed = tokens.count(tokens.chat(offered.instruction, offered.input, "x", "qwen2.5"), "auto")
    output = "x" + " x" * (SETTINGS.max_tokens - fixed)
    for text, reasons in ((output, []), (output + " x", ["too_long"])):
        [(_, rejected)] = list(
            gates.apply_gates([offered.model_copy(update={"output": text})], dataset, SETTINGS)
        )
        assert [item.reason for item in rejected] == reasons


@pytest.mark.parametrize(
    ("dataset", "weakness", "kept"),
    [
        ("style_core", "", True),
        ("style_core", "unshown,repeats", True),
        ("style_core", "unshown,unhouse", False),
        ("style_core", "untrue", False),
        ("style_refactor", "unshown", False),
        ("reporting_protocol", "unknown", True),
    ],
)
def test_what_teaches_wrong_is_no_sample(dataset, weakness, kept):
    [fit], _ = sifted(dataset)
    fit.metadata.weakness = weakness
    passed, wrong = gates.without_wrong([fit], SETTINGS.dataset(dataset))
    assert bool(passed) is kept
    assert [item.reason for item in wrong] == ["teaches_wrong"] * (not kept)


NAMED = {
    "source": "/home/petra/notes/2025-05-01-oven.pdca.md",
    "pdca_id": "2025-05-01-petra.klein@ofen-nord.de",
    "agent_name": "Petra (petra.klein@ofen-nord.de, /home/petra)",
    "family": "pdca:2025-05-01-petra.klein@ofen-nord.de",
}


def named(**names):
    offered = candidate(
        SETTINGS.dataset("reporting_protocol"), "report", "family", random.Random(1)
    )
    return offered.model_copy(update={"metadata": offered.metadata.model_copy(update=names)})


def test_people_are_masked_in_the_names_that_metadata_takes_from_the_store():
    masked = gates.masked(named(**NAMED))
    assert {key: getattr(masked.metadata, key) for key in NAMED} == {
        "source": f"{mark(NAMED['source'])}/home/<user>/notes/2025-05-01-oven.pdca.md",
        "pdca_id": f"{mark(NAMED['pdca_id'])}name@example.org",
        "agent_name": "Petra (name@example.org, /home/<user>)",
        "family": f"{mark(NAMED['family'])}pdca:name@example.org",
    }
    assert masked.output == named().output


def mark(name):
    return hashlib.sha256(name.encode()).hexdigest()[:4] + "~"


def test_records_of_two_people_stay_two():
    one, two = (
        gates.masked(named(pdca_id=f"2025-05-0{n}-petra.klein@ofen-nord.de")).metadata.pdca_id
        for n in (1, 2)
    )
    assert one != two and one[5:] == two[5:] == "name@example.org"


@pytest.mark.parametrize("key", gates.NAMES)
def test_a_secret_in_a_name_is_one_in_the_sample_and_no_report_names_it(key):
    [(fit, [left])] = gates.apply_gates(
        [named(**{key: f"notes/{AWS}.md"})], SETTINGS.dataset("reporting_protocol"), SETTINGS
    )
    assert fit == [] and left.reason == "secret" and AWS not in left.source


def test_a_name_speaks_of_no_secret_in_the_text_beside_it():
    offered = named(source="The password:").model_copy(update={"output": "Rosmarin31x"})
    [(fit, _)] = gates.apply_gates([offered], SETTINGS.dataset("reporting_protocol"), SETTINGS)
    assert len(fit) == 1
