"""Claims of authored texts about what the request does not show (process_framework, guardrails)."""

from __future__ import annotations

import re

from ..case import FENCE, NAME, Case, code_of
from ..piece import Piece, read

# An option as a literal of its own; lines that name a foreign tool may have any.
OPTION = re.compile(r"['\"`](--[a-z][\w-]*)['\"`]")
TOOLS = re.compile(r"\b(?:git|npm|npx|node|tsc|vitest|bash|sh|curl|docker|rsync|find|grep|tar)\b")
COMMAND = re.compile(r"`([a-z][a-z0-9]+) ([a-z][A-Za-z]*)\b[^`\n]*`")
COMPONENT = re.compile(r"\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\b")
# What a machine has shown; at least four words of it.
SHOWN = re.compile(
    r"\b(?:log|report|output|message|screen|console|terminal|page) "
    r"(?:said|says|read|showed|printed)[ :]+“([^”\n]*(?: [^” \n]+){3})”",
    re.I,
)
TEST_TOLD = re.compile(r"(?:^|[.!?:] )The test [a-z]", re.M)
TEST_SEEN = re.compile(r"\btest(?:s|ed|ing)?\b|\.test\.|\bit\(|\bexpect\(", re.I)
SPEAKER = re.compile(r"[”\"»] ?[–—-] ?([A-ZÀ-Þ][\wß-ÿ]+)")
# An option in quotation marks that ends its sentence or leads to a colon, and what is said of it.
WEIGHED = re.compile(r"“([^”\n]+)”(?:\. (?=[A-ZÀ-Þ])|: (?=\w))([^.!?\n]+)[.!?]")


def unknown_options(case: Case) -> set[str]:
    """Literals such as '--dry' in the output's TypeScript that the request does not hold, on lines
    that name no foreign tool. The house has no options.
    """
    return {
        option
        for line in code_of(case.output).splitlines()
        if "--" in line and not TOOLS.search(line)
        for option in OPTION.findall(line)
        if option not in case.request
    }


def unknown_commands(case: Case) -> set[str]:
    """Command lines in backticks whose first word is a component of the request in lower case and
    whose second word (the method) neither the request nor the output's code holds.
    """
    told = [found.groups() for found in COMMAND.finditer(case.said)]
    if not told:
        return set()
    components = {name.lower() for name in COMPONENT.findall(case.request)}
    known = "\n".join([case.request, *FENCE.findall(case.output)]).lower()
    return {
        f"{tool} {method}"
        for tool, method in told
        if tool in components and method.lower() not in known
    }


def unknown_quotations(case: Case) -> set[str]:
    """Texts of four words or more that a log, a message or a screen is said to have shown, and that
    the request does not hold.
    """
    given = case.request.lower()
    return {text for text in SHOWN.findall(case.said) if text.rstrip(".,").lower() not in given}


def unseen_test(case: Case) -> bool:
    """guardrails: a sentence begins with "The test …", and neither the request nor the output's
    code holds a test or a word of it.
    """
    if case.dataset != "guardrails" or not TEST_TOLD.search(case.said):
        return False
    return not TEST_SEEN.search("\n".join([case.request, *FENCE.findall(case.output)]))


def unknown_speakers(case: Case) -> set[str]:
    """Names behind a closing quotation mark and a dash that the request does not hold."""
    return {name for name in SPEAKER.findall(case.said) if name not in case.request}


def unknown(case: Case) -> bool:
    """Any option, command, quotation, test or speaker of those above."""
    return bool(
        unknown_options(case)
        or unknown_commands(case)
        or unknown_quotations(case)
        or unseen_test(case)
        or unknown_speakers(case)
    )


def _parameters(piece: Piece) -> dict[str, set[str]]:
    return {
        member.name: {parameter.name for parameter in member.parameters}
        for unit in piece.file.units
        for member in unit.members
        if member.body is not None and member.access == "public" and member.name != "constructor"
    }


def lost_parameters(case: Case) -> set[str]:
    """guardrails: parameters that a public method has in the input and no longer in the output's
    code, where it has no more than the others and the prose does not name the lost one.
    """
    if case.dataset != "guardrails":
        return set()
    old, new = (_parameters(read(code_of(text))) for text in (case.input, case.output))
    told = set(NAME.findall(case.said))
    return {
        name
        for method in old.keys() & new.keys()
        if new[method] < old[method]
        for name in old[method] - new[method] - told
    }


def dropped_reasons(case: Case) -> set[str]:
    """process_framework: options in quotation marks that the output names, where the input's
    sentence behind the option (why not) is missing in the output.
    """
    if case.dataset != "process_framework" or not case.metadata.view.startswith("document"):
        return set()
    said = case.output.lower()
    return {
        option
        for option, reason in WEIGHED.findall(case.input)
        if option.lower() in said and reason.lower() not in said
    }
