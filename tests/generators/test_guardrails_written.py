"""What cases of guardrails may not say: slips that a reader found once and that are looked for
in all cases since.
"""

import re

import pytest

from generators import catalog
from generators.guardrails import cases, code, permitted

CATEGORIES = [category.name for category in catalog.DATASETS["guardrails"].categories]
PROSE = (
    "situation",
    "known",
    "finding",
    "risk",
    "contrast",
    "check",
    "ask",
    "answer",
    "because",
    "also",
)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# A check that was not run is told as something to expect, never as it came out.
RESULT = re.compile(
    r"(?:\btests?|\brun|\bsuite|\bcompiler|`) (?:passes|fails|succeeds|prints|finds|is green|is red"
    r"|refuses|accepts|names|shows|gives|throws|rejects)\b"
)
AS_A_CONDITION = re.compile(r"\b(?:that|when|if|until|unless|whether|once|before)\b[^.;:]*$")
# `exec` of a regular expression starts no program.
OF_A_PATTERN = re.compile(r"/\.exec\(")
OWN_LAYER = re.compile(r"^// .*layer[345]/")
CLASS = re.compile(r"^export class (\w+)[^{]*\{(.*?)^\}", re.DOTALL | re.MULTILINE)
# Words of what has to come of a check.
EXPECTED = re.compile(
    r"\b(?:has to|have to|must|should|may|expect\w*|ought|never)\b", re.IGNORECASE
)
# Why a use of Jest breaks a rule: it is banned, and its result does not count.
BANNED = re.compile(
    r"\b(?:ban|banned|forbid\w*|barred|counts?|prove[ns]? nothing|Jest is (?:out|not to be used))\b"
)
# Settings that change what a run does besides the violation.
SETTING = re.compile(
    r"\bset -[a-z]*[eu][a-z]*(?: pipefail)?|\bumask \d+|\btrap\b|(?<![\w-])--(?:no-install"
    r"|ignore-scripts|save-exact|no-install-recommends|omit|retry|fail|strict|deploy-hook)(?![\w-])"
)
# Tools that are not the house's, whose parameters may be flags, and words of the shell.
OTHERS = re.compile(
    r"age|curl|diff|docker|gh|git|gpg|grep|journalctl|logrotate|mysqldump|node|npm|npx|pg_dump"
    r"|redis-cli|rsync|sha256sum|ssh|stat|sysctl|systemctl|vitest|alias|do|if|mapfile|sudo|then"
)
SPAN = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(
    r"(?:^|&&|\|\|?|;|\$\(|'|\b(?:do|then|if|sudo) )\s*([a-z][\w-]*)(?= [^|;&\n]*?(?<=\s)--[a-z])",
    re.M,
)
BUILT = re.compile(r"dist/\S+\.js [^|;&\n\"]*--[a-z]")
# What becomes of a secret that others may have by now.
RECALLED = re.compile(
    r"\b(?:chang|clean|cut|delet|drop|eras|exchang|fresh|invalid|new\b|purg|remov|renew|replac|reset"
    r"|revok|rotat|told|withdraw)",
    re.IGNORECASE,
)
# A command of the case's component: a word of its name and one of its commands.
OFFERED = re.compile(r"^([a-z][\w-]+) [a-z]")
TOLD = ("situation", "known", "finding", "risk", "also", "check", "contrast")
# What follows a component and its version.
TOOL = re.compile(r"\bweb4tscomponent on \S+ \S+ (\w+(?: next\w+)?)")


def all_cases() -> list[cases.Case]:
    return [case for category in CATEGORIES for case in cases.cases(category)]


def told_as_result(check: str) -> list[str]:
    """Parts of a check that say how a run came out instead of what is to be expected."""
    return [
        match[0]
        for match in RESULT.finditer(check)
        if not AS_A_CONDITION.search(check[: match.start()])
    ]


def test_prose_holds_no_control_characters() -> None:
    """`\\r` in a TOML text with double quotes is a line end, where its two letters were meant."""
    for case in all_cases():
        for field in PROSE:
            assert not CONTROL.search(getattr(case, field)), (case.id, field)
    for question in permitted.questions():
        assert not CONTROL.search(f"{question.ask}{question.answer}"), question.id


def test_nothing_belongs_into_a_place() -> None:
    for case in all_cases():
        for field in PROSE:
            assert not re.search(r"\bbelongs? into\b", getattr(case, field)), (case.id, field)


@pytest.mark.parametrize(
    ("check", "told"),
    [
        ("`npm test` passes.", True),
        ("Leave the line out: the test fails.", True),
        ("`npm test` has to pass.", False),
        ("See that the test fails and names both.", False),
        ("Nothing is committed before the run is green.", False),
    ],
)
def test_a_check_told_as_a_result_is_found(check: str, told: bool) -> None:
    assert bool(told_as_result(check)) == told


def test_a_check_says_what_is_to_be_expected() -> None:
    for case in all_cases():
        assert not told_as_result(case.check), (case.id, told_as_result(case.check))


def test_layer_2_of_a_case_leaves_the_world_outside_to_others() -> None:
    """What breaks a rule may; a correction or an approved piece would break another one."""
    for case in all_cases():
        if f"/{code.CORE}/" not in case.where:
            continue
        for field in ("good", "allowed"):
            text = OF_A_PATTERN.sub("", getattr(case, field))
            if OWN_LAYER.match(text.lstrip()):
                continue
            assert not code.OUTSIDE.search(text), (case.id, field)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_question_shows_its_piece_as_its_case_asks(category: str) -> None:
    seeds = range(12)
    asked = {
        (sample.metadata.source, sample.input)
        for seed in seeds
        for sample in cases.candidates(category, 0, seed)
        if sample.metadata.view == "scenario_question"
    }
    for case in cases.cases(category):
        shown = {case.bad.strip() in given for source, given in asked if source == case.source}
        if case.question == "always":
            assert shown <= {True}, case.id
        elif case.question == "never":
            assert shown <= {False}, case.id


def test_a_class_with_a_model_can_be_restored() -> None:
    """Neither a correction nor an approved piece may lack the scenario of the house in passing."""
    for case in all_cases():
        for field in ("good", "allowed"):
            for name, body in CLASS.findall(getattr(case, field)):
                if not re.search(r"^  private (?:readonly )?model\b", body, re.M):
                    continue
                for method in ("init", "toScenario"):
                    assert f"\n  {method}(" in body, (case.id, field, name, method)


def test_commands_of_the_component_tool_are_told() -> None:
    """Which commands the tool has can be read in the case; nobody has to guess them."""
    for case in all_cases():
        told = f"{case.situation} {case.known} {case.bad}"
        for field in ("good", "answer"):
            for command in TOOL.findall(getattr(case, field)):
                for word in command.split():
                    assert word in told, (case.id, field, word)


def untold(case: cases.Case) -> list[str]:
    """Settings that a correction brings and no sentence of its case names."""
    told = " ".join(getattr(case, field) for field in TOLD)
    added = dict.fromkeys(SETTING.findall(case.good))
    return [each for each in added if each not in case.bad and each not in told]


def test_a_check_names_its_outcome() -> None:
    """What to run is half of a check; the other half is what has to come of it."""
    for case in all_cases():
        assert not case.check or EXPECTED.search(case.check), (case.id, case.check)


def test_an_answer_about_jest_says_that_it_is_banned() -> None:
    """A reason beside the ban leaves the asker to guess the verdict; a habit is no use of Jest."""
    for case in cases.cases("jest_ban"):
        if case.rule != "jest_habit":
            assert BANNED.search(case.answer), (case.id, case.answer)


def test_settings_that_a_correction_brings_are_told() -> None:
    for case in all_cases():
        assert not untold(case), (case.id, untold(case))


def flagged(text: str) -> list[str]:
    """Commands of the house, in a script or in code spans, that take a parameter as a flag."""
    found = [word for word in COMMAND.findall(text) if not OTHERS.fullmatch(word)]
    return found + BUILT.findall(text)


def commands(case: cases.Case) -> list[str]:
    """What a case proposes or approves to be run: its scripts without comments, and code spans."""
    pieces = []
    for field in ("good", "allowed"):
        language = (field == "good" and case.good_language) or case.language
        text = getattr(case, field).replace("\\\n", " ")
        if language == "bash":
            pieces += [line for line in text.splitlines() if not line.lstrip().startswith("#")]
        else:
            pieces += SPAN.findall(text)
    for field in ("situation", "known", "check", "also", "answer", "because"):
        pieces += SPAN.findall(getattr(case, field))
    return pieces


def test_a_flag_of_the_house_is_found() -> None:
    assert flagged("visits moveRoom 12 21 --dry-run") == ["visits"]
    assert flagged("cd here && catalogue backup blue --weekly friday") == ["catalogue"]
    assert flagged("node dist/cli.js plan --example")
    assert not flagged("git commit --amend | sudo systemctl --user restart board")
    assert not flagged("visits planRoom 12 21")


def test_parameters_of_the_house_are_positional() -> None:
    """`component method first second`: a correction with `--flags` would break another rule."""
    for case in all_cases():
        for piece in commands(case):
            assert not flagged(piece), (case.id, piece)


def test_a_correction_of_a_leak_says_what_becomes_of_the_secret() -> None:
    """Taking a secret out of the code leaves it with all who have read it."""
    for case in cases.cases("security"):
        if case.good and case.rule in ("hardcoded_secret", "secret_exposed"):
            told = " ".join((case.also, case.check, case.contrast, case.risk))
            assert RECALLED.search(told), case.id


def unoffered(case: cases.Case) -> set[str]:
    """Commands of the component that the case uses and does not offer."""
    spans = SPAN.findall(f"{case.known} {case.situation}")
    names = {found[1] for span in spans if (found := OFFERED.match(span))}
    names -= set(OTHERS.pattern.split("|"))
    words = {word for span in spans for word in span.split()}
    shown = [*(SPAN.findall(" ".join(getattr(case, field) for field in PROSE))), case.good]
    found = {
        match[0]
        for text in (*shown, case.allowed)
        for name in names - {"web4tscomponent"}
        for match in re.finditer(rf"(?:^|[|&;'`(]) *{name} ([a-zA-Z][\w-]*)", text, re.M)
        if match[1] not in words
    }
    told = {span for span in shown[:-1] if span.isalpha() and span not in words}
    code = f"{case.bad} {case.good} {case.allowed}"
    # A command whose name is cut short: `retry` where `retryUnsent` is offered.
    short = {
        span
        for span in told
        if any(re.match(rf"{span}[A-Z]", word) for word in words)
        and not re.search(rf"\b{span}\b", code)
    }
    return found | short


def test_commands_are_those_that_the_case_offers() -> None:
    for case in all_cases():
        assert not unoffered(case), (case.id, unoffered(case))


# Methods of built-in objects, which take more or fewer arguments at will.
BUILT_IN = re.compile(
    r"\b(?:Array|Buffer|JSON|Math|Number|Object|Promise|String|console|crypto|expect|jest|vi)$"
)
COUNTED_FREELY = {"get", "join", "map", "on", "push", "replace", "set", "slice", "split", "test"}


def arguments(code: str) -> dict[tuple[str, str], set[int]]:
    """With how many arguments each method of a named object is called, by object and method."""
    found: dict[tuple[str, str], set[int]] = {}
    for call in re.finditer(r"\b(\w+)\.(\w+)\(", code):
        depth, commas, quote, filled, at = 1, 0, "", False, call.end()
        while at < len(code) and depth:
            sign = code[at]
            if quote:
                at += sign == "\\"
                quote = "" if code[at : at + 1] == quote else quote
            elif sign in "'\"`":
                quote, filled = sign, True
            elif sign in "([{":
                depth, filled = depth + 1, True
            elif sign in ")]}":
                depth -= 1
            elif sign == "," and depth == 1:
                commas += 1
            else:
                filled = filled or not sign.isspace()
            at += 1
        found.setdefault((call[1], call[2]), set()).add(commas + 1 if filled else 0)
    return found


def test_arguments_are_counted() -> None:
    code = "this.log.warn(`a, ${b}`, { c, d }); this.log.end(); list.add(one(2, 3), ')')"
    assert arguments(code) == {("log", "warn"): {2}, ("log", "end"): {0}, ("list", "add"): {2}}


def reshaped(case: cases.Case) -> list[str]:
    """Methods that the violation calls and the correction calls with other arguments, although no
    sentence tells that they take them.
    """
    before = arguments(case.bad)
    told = f"{case.told} {case.also}"
    return [
        f"{owner}.{method}"
        for (owner, method), counts in arguments(case.good).items()
        if counts - before.get((owner, method), counts)
        and not BUILT_IN.search(owner)
        and method not in COUNTED_FREELY
        and not re.search(rf"\b{method}\b", told)
    ]


def test_methods_keep_the_arguments_that_a_case_shows() -> None:
    for case in all_cases():
        if case.language == "typescript" and not case.good_language:
            assert not reshaped(case), (case.id, reshaped(case))


# A secret that others may have read opens nothing any more, and the component has another one.
REVOKED = re.compile(r"\brevok", re.IGNORECASE)
REPLACED = re.compile(
    r"\b(?:new|renew\w*|replac\w*|exchang\w*|fresh|public key|may only read)\b", re.IGNORECASE
)


def test_a_revoked_secret_is_replaced() -> None:
    """Who only revokes a key stops the component that uses it."""
    for case in cases.cases("security"):
        told = " ".join((case.known, case.also, case.check, case.contrast))
        if case.good and REVOKED.search(told):
            assert REPLACED.search(told), (case.id, told)


def test_a_name_of_the_house_is_explained() -> None:
    """Nobody outside knows who TRON is."""
    for case in all_cases():
        given = f"{case.told} {case.where}"
        texts = [getattr(case, field) for field in (*PROSE, "bad", "good", "allowed")]
        if any("TRON" in text for text in texts):
            assert "the user, who decides, is called TRON" in given, case.id
    for question in permitted.questions():
        assert "TRON" not in question.answer or "TRON" in question.ask, question.id


def test_no_choice_has_two_wrong_sides() -> None:
    """Under the path of a configuration of Jest nothing is right, the correction neither."""
    for case in cases.cases("jest_ban"):
        assert not (case.contrast and "jest.config" in case.where), case.id


def test_a_file_that_is_edited_is_committed_before_it_goes_live() -> None:
    """What runs on live data or a live machine corresponds to a commit."""
    for case in all_cases():
        edit, _, rest = case.good.partition("$EDITOR")
        live = re.search(r"^\w+ (?:deploy|migrate)\b", rest, re.M)
        if edit != case.good and live:
            assert "git commit" in rest[: live.start()], case.id


def fences_of_commands(case: cases.Case) -> bool:
    """Whether a correction in prose consists of commands alone."""
    lines = [line for line in case.good.splitlines() if line.strip()]
    names = {match[1] for span in SPAN.findall(case.told) if (match := OFFERED.match(span))}
    first = {line.split()[0] for line in lines}
    return bool(lines) and first <= {*names, "cd", "git", "npm", "npx", "web4tscomponent"}


def test_commands_stand_in_a_fence_for_commands() -> None:
    for case in all_cases():
        if (case.good_language or case.language) in ("markdown", "text"):
            assert not fences_of_commands(case), case.id


# From so many to so many of a sign.
RANGE = re.compile(r"\{\d+,\d+\}")


def test_limits_of_a_pattern_are_given() -> None:
    """A length that nobody gave refuses what was valid until then."""
    for case in all_cases():
        given = f"{case.bad} {case.told} {case.also}"
        for each in RANGE.findall(case.good):
            if case.language == "typescript":
                bound = re.findall(r"\d+", each)[1]
                assert each in given or re.search(rf"\b{bound}\b", given), (case.id, each)


IMPLEMENTED = re.compile(r"^export class \w+ implements (\w+)", re.M)


def test_a_class_in_place_of_functions_brings_its_imports() -> None:
    """It stands in a file of its own, where nothing else names its interface."""
    for case in all_cases():
        if "class " in case.bad:
            continue
        for name in IMPLEMENTED.findall(case.good):
            needed = [name, *(["Scenario"] if "Scenario<" in case.good else [])]
            for each in needed:
                imported = re.search(rf"^import type \{{[^}}]*\b{each}\b", case.good, re.M)
                assert imported or f"interface {each}" in case.good, (case.id, each)
