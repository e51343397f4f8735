"""Names that a correction takes for granted: neither it nor the request declares them."""

from __future__ import annotations

import re

# What JavaScript, Node and the test runner bring along.
METHODS_TEXT = """
UTC abs add addEventListener advanceTimersByTime advanceTimersByTimeAsync all alloc allSettled
append appendChild assert assign at bind byteLength call catch ceil charCodeAt clear clearInterval
clearTimeout concat concurrent contains cookie copy createElement default delete destroy digest
dispatchEvent each emit end endsWith entries env equals error every exec exit extend fill filter
final finally find findIndex findLast flat flatMap floor fn forEach format freeze from
fromCharCode fromEntries get getAttribute getAuthTag getDate getElementById getFullYear getTime
getTimerCount getUTCDate getUTCFullYear getUTCMonth has hasOwn hoisted html includes indexOf info
init insertCell insertRow isArray isFinite isInteger isSafeInteger isTTY join json keys kill
length listen localeCompare log log10 log2 map match matchAll max min mock mockResolvedValue
mockReturnValue mocked normalize now of off on once padEnd padStart parameter parse pipe pop
preventDefault push querySelector redirect reduce reject repeat replace replaceAll replaceChildren
requestUpdate resolve restoreAllMocks reverse round runAllTimers send set setAAD setAttribute
setAuthTag setInterval setTimeout setHeader setSystemTime shift slice some sort splice split spyOn
startsWith status stringify stubEnv stubGlobal subarray substring test text then timeout toBe
toCall toContain toEqual toFixed toHaveLength toISOString toLowerCase toScenario toString toThrow
toUpperCase trim trunc unlink unstubAllEnvs unstubAllGlobals update useFakeTimers useRealTimers
values warn write writeFile writeHead
"""
METHODS = frozenset(METHODS_TEXT.split())
TYPES_TEXT = """
AbortSignal AggregateError Array ArrayBuffer BigInt Boolean Buffer CustomEvent Date Error Event
EventTarget Function HTMLElement HTMLIFrameElement IncomingMessage Infinity Intl JSON LitElement
Map Math MessageEvent NaN Node NodeJS Number Object Omit Partial Pick Promise RangeError Readonly
ReadonlyMap Record RegExp Request Response Scenario ServerResponse Set SnapshotSerializer String
Symbol TemplateResult Timeout TypeError Uint8Array URL WeakMap Window
"""
TYPES = frozenset(TYPES_TEXT.split())
COMMANDS_TEXT = """
age apt-get awk basename bash cat cd chmod chown chronyc command cp curl cut date dd diff dirname
do docker done echo else esac exit export false fi find for function git grep gunzip gzip head if
install jq less ln local logrotate ls mapfile mkdir mktemp mv mysqldump node npm npx openssl
printf psql pwd read readlink rm rsync runuser sed set sha256sum shift sleep sort source sqlite3
ssh ssh-keygen stat sudo systemctl tail tar tee test then touch trap true tsc type umask unset
until wait wc web4tscomponent while xargs
"""
COMMANDS = frozenset(COMMANDS_TEXT.split())
FENCE = re.compile(r"^(`{3,})(?P<language>\w*)\n(?P<code>.*?)^\1", re.M | re.S)
CALLED = re.compile(r"\.(\w+)(?:<[^()\n]*>)?\(")
DECLARED = re.compile(
    r"^[ \t]*(?:(?:public|private|protected|static|async|override|get|set|export|const|function)"
    r" )*(\w+)(?:<[^()\n]*>)?(?:\([^;\n]*\{| = )",
    re.M,
)
# What an object reaches through itself, and the fields that a class declares.
MEMBER = re.compile(r"\bthis\.(\w+)")
FIELD = re.compile(
    r"^[ \t]*(?:(?:public|private|protected|static|readonly|override) )+(\w+)[?!]?(?::| =|;)", re.M
)
NAMED = re.compile(
    r"(?::|<|\bnew(?= )|\bimplements|\bextends|\bas|,|\||&) ?(?:readonly )?([A-Z]\w+)"
)
OWN_TYPE = re.compile(r"\b(?:class|interface|type|enum) (\w+)")
LIBRARY = re.compile(
    r"import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*['\"](?:node:|vitest|lit|[a-z@])[^'\"]*['\"]"
)
TEXTS = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|//[^\n]*|/\*.*?\*/", re.S)
WORD = re.compile(r"\w+")
NAME = re.compile(r"[\w-]+")
STARTED = re.compile(r"^(?:\([ \t]*|if ! )?([a-z][\w-]*)(?: [^=\n]|$)", re.M)
HEREDOC = re.compile(r"<<'?(\w+)'?\n.*?^\1$", re.M | re.S)


def names(code: str, language: str, request: str) -> list[str]:
    """Types and methods (TypeScript) or commands (shell) that `code` uses, in their order, and
    that neither it nor `request` declares; what the language and the house bring is left out.
    """
    if language in ("typescript", "tsx"):
        return _of_typescript(code, request)
    if language in ("bash", "sh"):
        known = COMMANDS | set(WORD.findall(request.lower())) | set(NAME.findall(request.lower()))
        # A component's own command has its name: TideClock and `tideclock`.
        used = STARTED.findall(HEREDOC.sub("", code))
        return [f"{name} …" for name in dict.fromkeys(used) if name not in known]
    return []


def _of_typescript(code: str, request: str) -> list[str]:
    plain = TEXTS.sub("''", code)
    given = set(WORD.findall(request))
    library = {name for line in LIBRARY.findall(code) for name in WORD.findall(line)}
    known = given | library | set(OWN_TYPE.findall(plain)) | TYPES
    types = [name for name in NAMED.findall(plain) if name not in known]
    # `TankModel` beside a given `Tank` or `DefaultTank` follows the convention.
    stems = {name.removeprefix("Default") for name in given}
    types = [name for name in types if name.removesuffix("Model") not in stems]
    methods = [
        f"{name}()"
        for name in CALLED.findall(plain)
        if name not in METHODS | given | library | set(DECLARED.findall(plain))
        and not re.match(r"(?:to[A-Z]|mock[A-Z]|set[A-Z]\w*Header)", name)
    ]
    declared = set(DECLARED.findall(plain)) | set(FIELD.findall(plain))
    members = [
        f"this.{name}" for name in MEMBER.findall(plain) if name not in declared | given | METHODS
    ]
    called = {name.removesuffix("()") for name in methods}
    members = [name for name in members if name.removeprefix("this.") not in called]
    return list(dict.fromkeys([*types, *members, *methods]))


def unannounced(output: str, request: str) -> list[str]:
    """Names that the corrections of an answer assume without its prose naming them."""
    prose = FENCE.sub("", output)
    return [
        name
        for match in FENCE.finditer(output)
        for name in names(match["code"], match["language"], request)
        if name.rstrip("() …") not in prose
    ]
