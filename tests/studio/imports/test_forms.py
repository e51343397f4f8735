"""Every form gives its texts, takes edited ones back, and names what is malformed."""

from __future__ import annotations

import json

import pytest

from studio.imports import forms
from studio.imports.forms import MalformedError, Texts

USER, ANSWER = {"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}
SYSTEM, BEFORE = {"role": "system", "content": "s"}, {"role": "assistant", "content": "b"}
HUMAN, GPT = {"from": "human", "value": "q"}, {"from": "gpt", "value": "a"}
RECORDS = {
    "alpaca": ({"instruction": "q", "input": "i", "output": "a", "id": 7}, Texts("q", "i", "a")),
    "alpaca without input": ({"instruction": "q", "output": "a"}, Texts("q", "", "a")),
    "dolly": ({"instruction": "q", "context": "i", "response": "a"}, Texts("q", "i", "a")),
    "completion": ({"prompt": "q", "completion": "a"}, Texts("q", "", "a")),
    "question": ({"question": "q", "answer": "a"}, Texts("q", "", "a")),
    "turns in both": ({"prompt": [SYSTEM, USER], "completion": [ANSWER]},
                      Texts("q", "[system]\ns", "a")),
    "messages": ({"messages": [SYSTEM, USER, BEFORE, USER, ANSWER], "source": "x"},
                 Texts("q", "[system]\ns\n\n[user]\nq\n\n[assistant]\nb", "a")),
    "parts": ({"messages": [{"role": "user", "content": [{"type": "text", "text": "q"}]}, ANSWER]},
              Texts("q", "", "a")),
    "sharegpt": ({"conversations": [HUMAN, GPT]}, Texts("q", "", "a")),
    "preference": ({"prompt": "q", "chosen": "a", "rejected": "r"},
                   Texts("q", "[rejected]\nr", "a")),
    "preference of turns": ({"chosen": [USER, ANSWER], "rejected": [USER, BEFORE]},
                            Texts("q", "[rejected]\nb", "a")),
    "preference, one turn each": ({"conversations": [HUMAN], "chosen": GPT, "rejected": GPT},
                                  Texts("q", "[rejected]\na", "a")),
    "preference in texts": ({"chosen": "\n\nHuman: b\n\nAssistant:b\n\nHuman: q\n\nAssistant: a",
                             "rejected": "\n\nHuman: q\n\nAssistant: r"},
                            Texts("q", "[human]\nb\n\n[assistant]\nb\n\n[rejected]\nr", "a")),
    "transcript": ({"text": "### Human: q### Assistant: a"}, Texts("q", "", "a")),
    "alpaca beside its text": ({"instruction": "q", "output": "a", "text": "### x"},
                               Texts("q", "", "a")),
    "evaluation": ({"input": [SYSTEM, USER], "ideal": "a"}, Texts("q", "[system]\ns", "a")),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_the_texts_of_a_record(name):
    record, texts = RECORDS[name]
    form = forms.form_of(record)
    assert form.texts(record) == texts
    assert form.put(record, texts) is record


@pytest.mark.parametrize("name", RECORDS)
def test_edited_texts_go_back_where_they_came_from(name):
    record, texts = RECORDS[name]
    form = forms.form_of(record)
    edited = Texts(texts.instruction + "!", texts.input and texts.input + "?", texts.output + ".")
    new = form.put(record, edited)
    assert form.texts(new) == edited
    assert new.keys() == record.keys()
    assert form.put(new, texts) == record


def turns(*said):
    return {"messages": [{"role": role, "content": text} for role, text in said]}


@pytest.mark.parametrize(
    "record",
    [
        # Text that only looks like marks, as files with sections do.
        {"instruction": "q", "input": "[user]\nname = 1\n\n[tool]\nx", "output": "a"},
        {"prompt": "q", "chosen": "a", "rejected": "[rejected]\nr"},
        turns(("system", "[user]\nx\n\n[system]\ny"), ("user", "q"), ("assistant", "a")),
        turns(("tool-call", "x"), ("a b", "[tool-call]\nz"), ("user", "q"), ("assistant", "a")),
    ],
)
def test_marks_are_told_from_text_that_looks_like_them(record):
    form = forms.form_of(record)
    texts = form.texts(record)
    edited = texts._replace(input=texts.input + "?")
    new = form.put(record, edited)
    assert form.texts(new) == edited
    assert form.put(new, texts) == record


def test_a_path_leads_to_texts_and_back():
    record = {"q": "q", "list": [{"in": "i", "out": "a"}, {"in": "j", "out": "b"}], "n": 1}
    form = forms.mapped({"instruction": "q", "input": "list.0.in", "output": "list.0.out"})
    assert form.texts(record) == Texts("q", "i", "a")
    new = form.put(record, Texts("q!", "i!", "a!"))
    assert new == {"q": "q!", "list": [{"in": "i!", "out": "a!"}, {"in": "j", "out": "b"}], "n": 1}
    assert form.put(new, Texts("q", "i", "a")) == record
    for wrong in ({"q": "q", "list": []}, {"q": "q", "list": "i"}, {"q": "q"}):
        with pytest.raises(MalformedError, match=r"has no 'list\.0\.out'"):
            form.texts(wrong)


ASKED, FIRST = {"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}
LAST, GOOD, BAD = ({"role": r, "content": c} for r, c in (
    ("user", "a dog?"), ("assistant", "good"), ("assistant", "bad")))  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        {"chosen": [ASKED, FIRST, LAST, GOOD], "rejected": [ASKED, FIRST, LAST, BAD]},
        {"prompt": [ASKED, FIRST, LAST], "chosen": [ASKED, FIRST, LAST, GOOD],
         "rejected": [ASKED, FIRST, LAST, BAD]},
        {"chosen": "\n\nHuman: hi\n\nAssistant: hello\n\nHuman: a dog?\n\nAssistant: good",
         "rejected": "\n\nHuman: hi\n\nAssistant: hello\n\nHuman: a dog?\n\nAssistant: bad"},
        {"prompt": "a dog?", "chosen": [LAST, GOOD], "rejected": [LAST, BAD]},
    ],
)  # fmt: skip
def test_an_edited_request_is_that_of_both_answers(record):
    """Trainers take what both conversations begin with for the prompt."""
    form = forms.form_of(record)
    texts = form.texts(record)
    edited = texts._replace(
        instruction="a DOG?", input=texts.input.replace("hello", "welcome"), output="best"
    )
    new = form.put(record, edited)
    said = json.dumps(new)
    assert "a dog?" not in said and "hello" not in said and "good" not in said
    assert said.count("a DOG?") == json.dumps(record).count("a dog?")
    assert said.count("welcome") == json.dumps(record).count("hello")
    assert form.texts(new) == edited and "bad" in json.dumps(new["rejected"])
    assert form.put(new, texts) == record


def test_a_record_as_trainers_take_it():
    two = forms.form_of(record := {"chosen": [ASKED, FIRST, LAST, GOOD], "rejected": [ASKED, BAD]})
    asked = [("user", "hi"), ("assistant", "hello"), ("user", "a dog?")]
    assert two.conversations(record) == [
        [*asked, ("assistant", "good")],
        [("user", "hi"), ("assistant", "bad")],
    ]
    pair = {"prompt": "q", "chosen": "a", "rejected": "b"}
    assert forms.form_of(pair).conversations(pair) == [
        [("user", "q"), ("assistant", "a")],
        [("user", "q"), ("assistant", "b")],
    ]
    one = {"conversations": [{"from": "system", "value": "s"}, {"from": "human", "value": "q"},
                             {"from": "gpt", "value": "a"}]}  # fmt: skip
    assert forms.form_of(one).conversations(one) == [
        [("system", "s"), ("user", "q"), ("assistant", "a")]
    ]
    plain = {"instruction": "q", "input": "i", "output": "a"}
    assert forms.form_of(plain).conversations(plain) == [[("user", "q\n\ni"), ("assistant", "a")]]


def test_turns_that_only_one_conversation_has_stay_as_they_are():
    other = {"role": "user", "content": "a cat?"}
    record = {"chosen": [ASKED, FIRST, LAST, GOOD], "rejected": [ASKED, FIRST, other, BAD]}
    form = forms.form_of(record)
    new = form.put(record, form.texts(record)._replace(instruction="a DOG?"))
    assert new["chosen"][2]["content"] == "a DOG?" and new["rejected"] == record["rejected"]
    # A conversation that is answered at once.
    short = {"chosen": [ASKED, FIRST, LAST, GOOD], "rejected": [ASKED, BAD]}
    texts = form.texts(short)
    new = form.put(short, texts._replace(input=texts.input.replace("hi", "hey", 1)))
    assert [new[key][0]["content"] for key in ("chosen", "rejected")] == ["hey", "hey"]


def test_an_input_without_its_marks_is_refused():
    record, texts = RECORDS["messages"]
    form = forms.form_of(record)
    with pytest.raises(MalformedError, match="marks of its turns"):
        form.put(record, texts._replace(input="[system]\ns"))


def test_marks_in_what_was_said_change_nothing_that_was_not_edited():
    turns = [{"role": "user", "content": "[assistant]\nno"}, BEFORE, USER, ANSWER]
    form = forms.form_of({"messages": turns})
    texts = form.texts({"messages": turns})
    new = form.put({"messages": turns}, texts._replace(output="other"))
    assert new["messages"][:3] == turns[:3] and new["messages"][3]["content"] == "other"


def test_an_input_where_there_was_none_gets_its_field():
    record = {"instruction": "q", "output": "a"}
    new = forms.form_of(record).put(record, Texts("q", "i", "a"))
    assert new == {"instruction": "q", "output": "a", "input": "i"}


WRONG = (None, 1, 1.5, True, {}, [], {"a": 1}, [1], ["x"], "\ud800")
TURNS = (
    *WRONG, "text", [USER], [ANSWER, USER], [USER, {}], [USER, {"role": "assistant"}],
    [USER, {"content": "a"}], [USER, {"role": 3, "content": "a"}],
    [USER, {"role": "assistant", "content": None}], [USER, {"role": "assistant", "content": []}],
    [USER, {"role": "assistant", "content": [{"type": "image"}]}],
)  # fmt: skip
MALFORMED = [
    *((name, key, value) for name, key in (
        ("alpaca", "instruction"), ("alpaca", "output"), ("completion", "prompt"),
        ("completion", "completion"), ("question", "answer"), ("preference", "chosen"),
        ("preference", "rejected")) for value in WRONG),
    *(("alpaca", "input", value) for value in WRONG if value is not None),
    *((name, key, value) for name, key in (("messages", "messages"), ("sharegpt", "conversations"),
                                           ("preference of turns", "chosen")) for value in TURNS),
]  # fmt: skip


@pytest.mark.parametrize(("name", "key", "value"), MALFORMED)
def test_what_is_malformed_is_named(name, key, value):
    record = RECORDS[name][0] | {key: value}
    with pytest.raises(MalformedError) as error:
        forms.form_of(record).texts(record)
    assert key in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("record", [{}, {"text": "x"}, {"instruction": "q"}, {"output": "a"}])
def test_a_record_of_no_known_form_names_its_fields(record):
    with pytest.raises(MalformedError, match=r"--map"):
        forms.form_of(record)


def test_mapped_fields():
    form = forms.mapped({"instruction": "ask", "output": "say", "input": "about"})
    assert form.texts({"ask": "q", "say": "a", "about": "i"}) == Texts("q", "i", "a")
    with pytest.raises(MalformedError, match="'say'"):
        form.texts({"ask": "q"})
    with pytest.raises(ValueError, match="instruction=ask is the order"):
        forms.mapped({"ask": "instruction", "output": "say"})
    for wrong in ({"instruction": "ask"}, {"prompt": "x", "output": "y"}, {"turns": "t", "x": "y"}):
        with pytest.raises(ValueError, match=r"map|choose"):
            forms.mapped(wrong)
