"""Commands of the house have one form in all datasets: whoever reads two would learn two."""

import re
from pathlib import Path

from generators.content import loader

CONTENT = Path(loader.__file__).parent
COMMAND = re.compile(r"\bweb4tscomponent ([a-z]\w*)(?: (\S+))?(?: (\S+))?(?: (\w+))?(?: (\w+))?")
FLAG = re.compile(r"\bweb4tscomponent [^`\n|;&#]* --[a-z][^`\n]*")
# A verb by itself, or `on NAME VERSION verb`.
ALONE = frozenset({"create", "showLinks"})
STEPS = frozenset({"nextBuild", "nextPatch", "nextMinor", "nextMajor"})


def misspelt(text: str) -> list[str]:
    """Commands of the component tool that do not have its form."""
    found = []
    for match in COMMAND.finditer(text):
        verb, _name, _version, deed, step = match.groups()
        if verb == "on":
            wrong = deed == "upgrade" and step not in STEPS
        else:
            # After a backtick or in a sentence the name of the tool is a word like others.
            wrong = match.start() > 0 and text[match.start() - 1] == "`" and verb not in ALONE
        if wrong:
            found.append(match[0])
    # Parameters are positional.
    return found + FLAG.findall(text)


def test_another_form_is_found() -> None:
    assert misspelt("Run `web4tscomponent upgrade Ledger minor`.")
    assert misspelt("Run `web4tscomponent on Ledger 0.4.0.0 upgrade minor`.")
    assert misspelt("web4tscomponent on Ledger 0.4.0.0 deprecate --for Book\n")
    assert not misspelt("Run `web4tscomponent on Ledger 0.4.0.0 upgrade nextMinor`.")
    assert not misspelt(
        "The tool web4tscomponent makes a version; `web4tscomponent create` begins."
    )


def test_commands_of_the_component_tool_have_one_form() -> None:
    for path in sorted(CONTENT.rglob("*.toml")):
        assert not misspelt(path.read_text(encoding="utf-8")), path.name
