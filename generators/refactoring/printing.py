"""Members that print from a layer that must not: the same members without output, and with errors
thrown that they only printed.
"""

from __future__ import annotations

import re
from collections import Counter

from tree_sitter import Node

from generators.typescript import Member, cutting

from .code import Code, Edit, below, leaves, owner, read, statements

EMOJI = re.compile("[\U0001f000-\U0001faff\u2190-\u2bff\ufe0f\u200d]+ *")
PURE_CALLS = re.compile(
    r".*\.(?:map|filter|join|slice|keys|values|entries|toString|padEnd|padStart|repeat|trim|length"
    r"|toFixed|toISOString|reduce|find|some|every|split|replace|toUpperCase|toLowerCase|substring)$",
    re.S,
)
# Blanks and line breaks at the ends of a line on a screen, and a word for what stands around it.
LAID_OUT = re.compile(r"^(?:\s|\\[nrt])+|(?:\s|\\[nrt])+$")
AROUND = re.compile(r"\b(?:above|below|following|see help)\b", re.I)
EMPTY = re.compile(r"return(?: (?:null|undefined|false|this))?;")
BLOCKS = ("statement_block", "switch_case", "switch_default")
BRANCHES = ("if_statement", "else_clause", "switch_body")
LOOPS = ("for_statement", "for_in_statement", "while_statement", "arrow_function")
FAILED = re.compile(
    r"fail|error|could not|couldn't|can(?:no|')t|unable|invalid|missing|not found|unknown"
    r"|unrecogni[sz]ed|not supported|unsupported|\u26a0|\u274c",
    re.I,
)
ACTS = ("expression_statement", "lexical_declaration", "return_statement", "throw_statement")
# The share of what it does besides printing that a member must keep.
LEAST_LEFT = 0.5
# How a method prints that tells something, other than a failure.
TELLS = ("log", "info", "table", "dir")
# Methods that are there to tell people something.
SHOWING = re.compile(r"_?(?:show|print|display|help|info|usage|describe|report|list|demo)(?![a-z])")
VALUELESS = ("", "void", "Promise<void>", "this", "Promise<this>")
REST = ("assignment_expression", "augmented_assignment_expression", "await_expression")


def quiet(member: Member) -> tuple[str, tuple[str, ...]] | None:
    """(text, steps) of a member without its console output: what only informs is left out, and an
    error that was printed is thrown. None where that would change more than what is printed.
    """
    code = read(cutting.members_text([member]))
    if code is None or not code.calls(r"console\.\w+"):
        return None
    edits: list[Edit] = []
    gone: set[str] = set()
    thrown = 0
    for statement in code.nodes("expression_statement"):
        if _level(code, statement):
            made = _replaced(code, statement)
            if made is None:
                return None
            edits.append(made)
            thrown += made[2].startswith("throw")
            gone |= {code.of(n) for n in below(statement, "identifier")}
    text = _tidied(code.edited(edits), gone)
    after = read(text) if text else None
    if text is None or after is None or after.calls(r"console\.\w+"):
        return None
    if _hollow(code, after) or job_lost(code, after):
        return None
    if thrown and not re.search(r"return null;", text):
        text = re.sub(r"^([^\n]*\)): ([^\n{]*?) \| null\b", r"\1: \2", text, count=1, flags=re.M)
    return text, ("errors_thrown",) * bool(thrown) + ("output_removed",) * (len(edits) > thrown)


def job_lost(before: Code, after: Code) -> bool:
    """Whether with the output went what a method is for: a case of a `switch` does nothing any
    more, a condition that only decided about the output is gone, or a method that returns nothing
    is named for showing, printed a text of several lines or went through data and printed each.
    """
    if _idle_cases(after) > _idle_cases(before) or _conditions_lost(before, after):
        return True
    return any(
        _level(before, node) in TELLS
        and not FAILED.search(before.of(node))
        and _shows(before, node)
        for node in before.nodes("expression_statement")
    )


def _conditions_lost(before: Code, after: Code) -> bool:
    """Whether a condition under which code only printed is asked no more."""
    asked = {_condition(after, node) for node in after.nodes("if_statement")}
    return any(
        _condition(before, node) not in asked
        for node in before.nodes("if_statement")
        if node.child_by_field_name("alternative") is None and _only_prints(before, node)
    )


def _condition(code: Code, node: Node) -> str:
    return cutting.normalised(code.of(node.child_by_field_name("condition")))


def _only_prints(code: Code, node: Node) -> bool:
    branch = node.child_by_field_name("consequence")
    block = branch is not None and branch.type == "statement_block"
    inside = statements(branch) if block else [branch]
    return bool(inside) and all(_level(code, each) for each in inside)


def _idle_cases(code: Code) -> int:
    """How many cases do nothing but end; those that fall through to the next one aside."""
    count = 0
    for case in code.nodes("switch_case", "switch_default"):
        value = case.child_by_field_name("value")
        inside = [n for n in case.named_children if n != value and n.type != "comment"]
        last = case.next_named_sibling is None
        count += all(n.type == "break_statement" for n in inside) and bool(inside or last)
    return count


def _shows(code: Code, statement: Node) -> bool:
    """Whether printing is what the method around a statement is for."""
    method = owner(statement)
    while method is not None and method.type == "arrow_function":
        method = owner(method)
    if method is None or _gives(code, method):
        return False
    text = code.of(statement)
    data = "${" in text or not re.search(r"""\(\s*(?:'[^']*'|"[^"]*"|`[^`]*`)?\s*\);?$""", text)
    return bool(
        SHOWING.match(code.of(method.child_by_field_name("name")))
        or "\n" in text.strip("`(); \n")
        or (data and _in_loop(statement))
    )


def _gives(code: Code, method: Node) -> bool:
    """Whether a method returns more than itself."""
    kind = code.of(method.child_by_field_name("return_type")).lstrip(": ")
    if kind:
        return kind not in VALUELESS
    return any(
        node.named_children and owner(node) == method and node.named_children[0].type != "this"
        for node in below(method, "return_statement")
    )


def _hollow(before: Code, after: Code) -> bool:
    """Whether most of what a member did went with its output, or what is left serves nothing."""
    spoken = Counter(map(after.of, after.nodes("identifier", "shorthand_property_identifier")))
    idle = any(
        spoken[after.of(node.child_by_field_name("name"))] == 1
        for node in after.nodes("variable_declarator")
    )
    left = _acts(after)
    return idle or not left or left < LEAST_LEFT * _acts(before)


def _acts(code: Code) -> int:
    """How many statements do something besides printing and leaving."""
    return sum(
        not _level(code, node) and not EMPTY.fullmatch(code.of(node)) for node in code.nodes(*ACTS)
    )


def _level(code: Code, statement: Node | None) -> str:
    """`log`, `error`, …: how a statement prints; empty where it is another one."""
    call = statement.named_children[0] if statement and statement.named_children else None
    if call is None or call.type != "call_expression":
        return ""
    found = re.fullmatch(r"console\.(\w+)", code.of(call.child_by_field_name("function")))
    return found[1] if found else ""


def _replaced(code: Code, statement: Node) -> Edit | None:
    """What becomes of a printing statement: nothing, or a thrown error that takes the place of the
    return behind it too.
    """
    block = statement.parent
    if block is None or block.type not in BLOCKS:
        return None
    after = [n for n in statements(block) if n.start_byte > statement.start_byte]
    clause = block.parent if block.parent and block.parent.type == "catch_clause" else None
    if clause is not None and any(n.type == "throw_statement" for n in after):
        # A catch that does nothing but throw again is not worth having.
        return _without(code, statement) if len(statements(block)) > 2 else None
    level = _meant(code, statement, after)
    if level != "error":
        return _without(code, statement) if level and clause is None else None
    return _thrown(code, statement, after, clause)


def _meant(code: Code, statement: Node, after: list[Node]) -> str:
    """`error` for what tells of a failure, however it is printed; empty for a word about a special
    case that would be left in silence without it.
    """
    block, level = statement.parent, _level(code, statement)
    holder = block.parent if block is not None else None
    if holder is None or (level == "error" and holder.type != "catch_clause"):
        return level
    failed = FAILED.search(code.of(statement))
    if holder.type == "catch_clause":
        # What is printed of a catch in a loop, or before more work, lets the work go on.
        ends = not _in_loop(holder) and not _more_work(code, holder)
        return "error" if ends and (failed or level == "error") else ""
    acts = [n for n in statements(block) if not _level(code, n)]
    if failed and (not acts or (holder.type in BRANCHES and not any(map(leaves, after)))):
        # A failure that nothing else tells of.
        return ""
    left = [n for n in after if not _level(code, n)]
    if holder.type == "if_statement" and left and EMPTY.fullmatch(code.of(left[0])):
        return "error" if failed else ""
    return level


def _thrown(code: Code, statement: Node, after: list[Node], clause: Node | None) -> Edit | None:
    """The error that takes the place of a printed one and of the empty return behind it."""
    if len(after) > 1 or (after and not EMPTY.fullmatch(code.of(after[0]))):
        return None
    message = _message(code, statement)
    if not message or (clause is None and not after):
        return None
    caught = code.of(clause.child_by_field_name("parameter")) if clause is not None else ""
    if clause is not None and not caught:
        return None
    cause = f", {{ cause: {caught} }}" if caught else ""
    end = after[0].end_byte if after else statement.end_byte
    return statement.start_byte, end, f"throw new Error({message}{cause});"


def _more_work(code: Code, clause: Node) -> bool:
    """Whether something is done after the attempt that a `catch` belongs to."""
    later = clause.parent.next_named_sibling if clause.parent is not None else None
    while later is not None and later.type == "comment":
        later = later.next_named_sibling
    return later is not None and not EMPTY.fullmatch(code.of(later))


def _in_loop(node: Node) -> bool:
    holder = node.parent
    while holder is not None and holder.type not in LOOPS:
        holder = holder.parent
    return holder is not None


def _message(code: Code, statement: Node) -> str:
    arguments = statement.named_children[0].child_by_field_name("arguments")
    first = arguments.named_children[0] if arguments and arguments.named_children else None
    if first is None or first.type not in ("string", "template_string"):
        return ""
    # What only laid out the line on a screen goes.
    text = EMOJI.sub("", code.of(first))
    plain = f"{text[0]}{LAID_OUT.sub('', text[1:-1]).removesuffix(':')}{text[-1]}"
    return plain if len(plain) > 8 and "\n" not in plain and not AROUND.search(plain) else ""


def _without(code: Code, statement: Node) -> Edit:
    """The statement with its line, and with comments that stood above it alone."""
    start = code.source.rfind("\n", 0, statement.start_byte) + 1
    end = code.source.find("\n", statement.end_byte) + 1
    rest = code.source[end:].split("\n", 1)[0].strip()
    if rest in ("", "}") or rest.startswith("console."):
        above = re.search(r"(?:[ \t]*//[^\n]*\n)+\Z", code.source[:start])
        start = above.start() if above else start
    return start, end, ""


def _tidied(text: str, gone: set[str]) -> str | None:
    """The text without branches that have become empty and without variables that only served the
    output; None where one of them does more than that.
    """
    for _ in range(6):
        code = read(text)
        if code is None:
            return None
        edits = _emptied(code)
        unused = [] if edits or edits is None else _unused(code, gone)
        if edits is None or unused is None:
            return None
        if not edits and not unused:
            break
        text = code.edited((edits or unused)[:1])
    text = re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", text)
    return re.sub(r"\{\n[ \t]*\n", "{\n", re.sub(r"\n[ \t]*\n([ \t]*\})", r"\n\1", text))


def _emptied(code: Code) -> list[Edit] | None:
    edits: list[Edit] = []
    for block in code.nodes("statement_block"):
        holder = block.parent
        if holder is None or statements(block):
            continue
        if holder.type == "else_clause":
            edits.append((len(code.source[: holder.start_byte].rstrip()), holder.end_byte, ""))
        elif holder.type in ("if_statement", "for_in_statement") and _pure(code, holder):
            if holder.child_by_field_name("alternative") is not None:
                return None
            edits.append(_without(code, holder))
        else:
            return None
    return edits


def _unused(code: Code, gone: set[str]) -> list[Edit] | None:
    """Variables that the removed lines spoke of and that nothing speaks of any more."""
    edits: list[Edit] = []
    for node in code.nodes("lexical_declaration"):
        names = [code.of(n.child_by_field_name("name")) for n in node.named_children]
        if len(names) != 1 or names[0] not in gone:
            continue
        if len(re.findall(rf"(?<![\w.]){re.escape(names[0])}\b", code.source)) > 1:
            continue
        if not _pure(code, node):
            return None
        edits.append(_without(code, node))
    return edits


def _pure(code: Code, node: Node) -> bool:
    """Whether leaving a statement out changes nothing but what it says."""
    if any(True for _ in below(node, *REST)):
        return False
    calls = (code.of(n.child_by_field_name("function")) for n in below(node, "call_expression"))
    return all(PURE_CALLS.fullmatch(call) for call in calls)
