"""What a line of a work record states: a fault, its cause, its remedy; a choice; how software is
built; that two things are brought together; that people deal with one another; a rule; a slogan.
English and German; each is asked of one line and looks at what it says of itself, not at where it
stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generators.pdca.telling.roles import TOLD, states_rule

from ..case import WORD

# What stands in front of a statement: marks, boxes, numbers; then a name and a colon.
_MARKS = re.compile(r"^[^\w\[]*(?:\[[ xX]\])?[\W_]*(?:\d+[.)]\s+)?[\W_]*")
_NAME = re.compile(r"^[^:“\"`]{2,60}:\s+(?=\S)")
_OPTION = re.compile(
    r"^\W*(?:\[[ xX]\]\W*)?(?:\d{0,2}[a-eA-E][).]|(?:option|alternative|variante) [a-e1-9]\b)"
    r"|→ ?\(?\d?[a-e]\b|\b(?:option|alternative|variante) [a-e1-9]\b",
    re.I,
)
_FAULT = re.compile(
    r"\b(?:fail(?:s|ed|ing|ures?)?|errors?|bugs?|broken?|breaks?|breaking|crash\w*|hang(?:s|ing)?"
    r"|hung|stuck|wrong(?:ly)?|incorrect(?:ly)?|missing|lost|loses|leaks?|leaked|stale|mismatch\w*"
    r"|conflicts?|conflicting|corrupt\w*|exceptions?|violat\w*|regress\w*|defects?|symptoms?"
    r"|inconsisten\w*|outdated|unresolved|undefined|timeouts?|timed out|deadlock\w*|problems?"
    r"|issues?|faults?|mistakes?|twice|slow|never \w+|invalid|empty|hardcoded|duplicat\w*"
    r"|ignored|forgot\w*|overlooked|malformed|(?:did|does|do|is|are|was|were|could|can|has|have)"
    r"(?:n['’]t| not)|cannot|not found|no longer|instead of|should (?:be|have)|supposed to"
    r"|fehler\w*|schl(?:ägt|ug) fehl|kaputt|falsch\w*|fehlt(?:e|en)?|verloren|hängt|doppelt"
    r"|veraltet|widerspr\w*|nicht gefunden)\b|❌|⚠|✗",
    re.I,
)
# Sentences of what is intended; work on faults, in whose name they are none.
_SENTENCE = re.compile(r"(?<=[.!?;]) ")
_MEANS_TO = re.compile(r"\b(?:will|shall|going to|wird|werden)\b", re.I).search
_SEARCHED = re.compile(
    r"\b(?:bugs?|conflicts?|corruption|crash|duplicates?|errors?|failures?|faults?|issues?|leaks?"
    r"|problems?|regressions?|stale|violations?) "
    r"(?:analys[ei]s|detection|handling|identification|management|mapping|prevention|report(?:s|ing)?"
    r"|resolution|scan|tracking|validation)\b",
    re.I,
)
_CAUSE = re.compile(
    r"\b(?:root causes?|because|caused|causes|cause:|due to|reasons?|since (?:the|it|no)"
    r"|results? from|resulted from|stems? from|why|lead(?:s|ing)? to|led to|comes from|came from"
    r"|so that (?:no|the)|which (?:made|broke|let)|ursachen?|weil|wegen|aufgrund|deshalb|daher)\b",
    re.I,
)
_REMEDY = re.compile(
    r"\b(?:fix(?:es|ed|ing)?|correct(?:ed|ing|ion|ions)|repair\w*|resolv(?:e|es|ed|ing)"
    r"|resolution|solution|solved?|replac(?:e|es|ed|ing)|restor(?:e|es|ed|ing|ation)"
    r"|revert(?:ed|ing)?|remov(?:e|es|ed|ing)|renam(?:e|ed|ing)|chang(?:e|ed|es|ing)"
    r"|(?:now|again) \w+|work(?:s|ing) (?:now|again)|workaround|handled|added|updated?"
    r"|eliminat\w*|behoben|korrigiert|ersetzt|repariert|gelöst|lösung|beseitigt)\b|→",
    re.I,
)
_CHOICE = re.compile(
    r"^\W*(?:\[[ xX]\]\W*)?(?:final |key |our )?(?:decision|entscheidung)(?: \d+[a-e]?)?(?: \w+)?:"
    r"|\bselected(?=\W*:|,| (?:option|approach|strategy|solution|by|over|for|as)\b)"
    r"|^\W*(?:[^:]{2,60}:\W*)?selected\b"
    r"|\b(?:deci(?:de|des|ded|ding)|chos(?:e|en)|choose[sn]?|choosing|choice"
    r"|opt(?:ed)? for|prefer(?:s|red)?|instead of|rather than|trade-?offs?|pros|cons"
    r"|alternatives?|alternatively|either|rationale|rejected|approved|adopt(?:ed)?|not \w+ but"
    r"|versus|vs\.?|options?"
    r"|in favou?r of|over (?:a|an|the)|entschieden|entscheid\w*|gewählt|statt(?:dessen)?|anstatt"
    r"|lieber|begründung|verworfen|abgewogen)\b|\bshould\b.*\bor\b.*\?|\b(?:or|oder)\b[^.]*\?",
    re.I,
)
# An option by its letter, and what says that it was taken.
_LETTERED = re.compile(r"^\W*(?:\[ \]\W*)?(?:\d{0,2}|option |variante )[a-eA-E][).:]\s", re.I)
_CODED = re.compile(r"^\W*(?:\[[ xX]\]\W*)?(\d{1,2})[a-eA-E][).:]\s")
_TAKEN = re.compile(r"^\W*\[[xX]\]|→|✅|\b(?:selected|chosen|decided|approved|gewählt)\b", re.I)
# Orders that settle something; to check, read or write down something settles nothing.
_SETTLES = re.compile(
    r"^(?:do not|don['’]t|never|only|always|use|uses|keep|move|replace|remove|make|add|create|split"
    r"|merge|put|store|let|switch|drop|rename|separate|adopt|apply|implement|treat|extract|extend"
    r"|delegate|restructure|convert|eliminate|change|stop|leave|restore|delete|revert|introduce"
    r"|build|define|enforce|require|allow|set|start|nutze|behalte|verschiebe|ersetze|entferne"
    r"|trenne)\b",
    re.I,
)
_BUILT = re.compile(
    r"\b(?:architect\w*|design\w*|components?|class(?:es)?|interfaces?|layers?|layer ?\d|modules?"
    r"|inherit\w*|methods?|apis?|models?|metamodel|services?|patterns?|folders?|director(?:y|ies)"
    r"|structur\w*|naming|versioning|versions?|dependenc\w*|protocols?|schemas?|databases?"
    r"|abstract\w*|composition|delegat\w*|refactor\w*|separat\w*|coupl\w*|factory|singleton"
    r"|constructors?|types?|fields?|parameters?|scenarios?|units?|kernel|servers?|clients?"
    r"|endpoints?|commands?|cli|scripts?|config\w*|templates?|files?|symlinks?|branch(?:es)?"
    r"|storage|storing|state|queue|cache|tables?|index|code|format|board|source of truth"
    r"|schicht\w*|klassen?|schnittstellen?|komponenten?|modul\w*|aufbau|entwurf|muster)\b"
    r"|\b[a-z]+[A-Z]\w*\(|`[^`]+`",
    re.I,
)
# The same in words that nobody uses of documents, processes and teams.
_BUILT_FOR_SURE = re.compile(
    r"\b(?:architect(?:ure|ures|ural(?:ly)?)|components?|class(?:es)?|interfaces?|layers?|layer ?\d"
    r"|modules?|inherit\w*|methods?|apis?|metamodel|services?|dependenc\w*|schemas?|databases?"
    r"|abstract\w*|composition|refactor\w*|coupl\w*|factory|singleton|constructors?|parameters?"
    r"|kernel|servers?|endpoints?|cli|storage|queue|cache|source of truth|schicht\w*|klassen?"
    r"|schnittstellen?|komponenten?|modul\w*)\b|\b[a-z]+[A-Z]\w*\(",
    re.I,
)
# What is only kept up to date: a status and plans are brought together with nothing.
_IN_STEP = re.compile(
    r"\bsync\w*(?=.*\b(?:status\w*|plans?|planning|tracking|metrics|schedules?|documentation|tasks?)\b)"
    r"|(?<=\bstatus )sync\w*|\bsync(?:hronization)? (?:management|state|requirements?)\b"
    r"|(?<=\b(?:must|have|need) be )synchroni[sz]ed with\b|\bmaintain synchroni[sz]ation\b",
    re.I,
)
# What is brought together, or brought somewhere, in words only.
_IN_WORDS = "".join(
    f"(?<!{word} )"
    for word in (
        "role", "process", "quality", "knowledge", "learning", "learnings", "requirement",
        "requirements", "behavioral", "results", "template", "documentation", "feedback", "task",
        "cmm", "cmm1", "cmm2", "cmm3", "cmm4", "protocol", "planning", "sprint", "safety", "pdca",
        "philosophical", "standards", "compliance", "milestone", "agent", "session", "workflow",
    )
)  # fmt: skip
# One thing joined to another, in words that leave no doubt.
_JOINS_FOR_SURE = re.compile(
    rf"\b(?:{_IN_WORDS}integrat(?:e|es|ed|ing)(?! (?:\w+ ){{0,2}}(?:tasks?|sprints?|planning"
    rf"|learnings?|insights?|lessons?|feedback)\b)|{_IN_WORDS}integrations?"
    r"(?! (?:test|check|plan))|merg(?:e|es|ed|ing)|connect(?:s|ed|ing|ions?|or)?|cherry-?pick\w*"
    r"|sync(?:s|ed|ing|hroni[sz]\w*)?|rebas\w*|adapters?|bridg(?:e|es|ed|ing)|gateways?"
    r"|webhooks?|subscri\w*|endpoints?|interop\w*|pull requests?|handshake|websockets?"
    r"|migrat\w*|submodules?|upstream|origin/\S+|depends? on|dependency chains?"
    r"|import(?:s|ed|ing)? (?:\S+ ){0,4}(?:from|into)|pull(?:s|ed|ing)? (?:\S+ ){0,2}from"
    r"|join(?:s|ed|ing)?|fed|brought together|anbind\w*|angebunden|eingebunden|verbind\w*"
    r"|verbunden|zusammengeführt|einbind\w*)\b",
    re.I,
)
# The same in words that modules are told of as well.
_MAY_JOIN = re.compile(
    r"\b(?:import(?:s|ed|ing)?|export(?:s|ed|ing)?|pull(?:s|ed|ing)?|apis?|compatib\w*"
    r"|dependenc\w*|(?:auto-?)?register\w*|plug(?:s|ged)? (?:in|into)|feeds?|schnittstellen?)\b",
    re.I,
)
# What somebody did for, or to, somebody else.
_SAID_TO = (
    r"(?:ask|request|say|said|tell|told|agree|approv|confirm|review|hand|assign|delegat|decid|decision"
    r"|instruct|direct|demand|expect|clarif|question|report|correct|want|need|complain|explain|reject"
    r"|accept|feedback|insist|point|remind|answer|repl|suggest|propos|gave|give|took|take|switch"
    r"|bat|bitte|gefragt|wünsch|übergab|übergeb|entschied|bestätig)\w*"
)
# Somebody other than the writer who says or wants something, or is told something.
_ASKED = re.compile(
    r"\b(?:user|customer|tron|po|product owner|scrum ?master|qa|team|teammates?|developer|tester"
    r"|architect|reviewer|colleagues?|owner|desk|shift|crew|nutzer\w*|kunde\w*|kollege\w*"
    rf"|nachtschicht|team)(?:['’]s)?\s+(?:\w+\s+){{0,2}}{_SAID_TO}\b"
    rf"|\b{_SAID_TO}\s+(?:\w+\s+){{0,3}}(?:to|by|from|with|between|for|mit|von|an)\s+(?:\w+\s+){{0,2}}"
    r"(?:user|customer|tron|product owner|scrum ?master|qa|team|developer|tester|architect|reviewer"
    r"|colleagues?|agents?|nutzer\w*|kunde\w*|kollege\w*|nachtschicht|entwickler\w*)\b",
    re.I,
)
# What users need is a matter of design, as long as none of them says so.
_NEEDS = re.compile(
    r"\buser(?:['’]s|s)? (?:needs?|wants|expectations?|requirements?)\b(?!\W*:)", re.I
)
# People, and agents, who deal with one another.
_DEALS = re.compile(
    r"\b(?:user|users|customer|tron|po|product owner|scrum ?master|qa|team(?:s|mates?)?|agents?"
    r"|developers?|testers?|architects?|reviewers?|colleagues?|everybody|owner|roles?|desk|shift"
    r"|crew|we|you|your|my|me|i|nutzer\w*|kunde\w*|kollege\w*|entwickler\w*|rollen?|wir|team)\b",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|request(?:s|ed|ing)?|feedback|answer(?:s|ed)?|repl(?:y|ies|ied)"
    r"|said|says|told|tell|agree\w*|approv\w*|confirm\w*|review\w*|hand(?:s|ed|ing)?[ -]?(?:over"
    r"|off)s?|hand(?:s|ed)? (?:it|them|over)|handed to|takes? over|took over|assign\w*"
    r"|delegat\w*|coordinat\w*|collaborat\w*|communicat\w*|decid\w*|decision|guidance|instruct\w*"
    r"|direct(?:ed|ive|ives)|demand\w*|expect\w*|clarif\w*|question\w*|report(?:s|ed|ing)?"
    r"|inform\w*|responsib\w*|trust|switch(?:ed)? (?:to|into|role)|transition\w*|onboard\w*"
    r"|correct(?:ed|s) (?:me|us)|want(?:s|ed)|need(?:s|ed)?|complain\w*|explain\w*|provid\w*"
    r"|support\w*|together|shar(?:e|ed|ing)|notif\w*|wait(?:s|ing)? for|awaiting|follow-?up"
    r"|bat(?:en)?|bitte\w*|gefragt|antwort\w*|übergab\w*|übergeben|abgestimmt|abgesprochen"
    r"|vereinbart|gemeinsam|rückmeldung)\b",
    re.I,
)
_SPOKEN = re.compile(r"^[\W_]*(?:[^:]{2,40}:\s*)?[“\"„»].{12,}[”\"“«]", re.S)
_GIVEN = re.compile(
    r"`[^`]+`|[“\"][^”\"]{6,}[”\"]|\b[\w-]+\.(?:ts|js|md|sh|json|ya?ml|html|css|tsx|py|env)\b"
    r"|\b\w+/\w+|\(\)|--\w+|\b[a-z]+[A-Z]\w+|\b[A-Z][a-z]+[A-Z]{2,}\w*|(?<![A-Za-z])\d+(?:[.,/:]\d+)*"
    r"(?:%|ms|s|kb|mb|x)?(?![A-Za-z])"
)
# Words that praise or promise, and tell nothing that could be looked up.
_PRAISE = """
absolute absolutely achieve achieved achievement achieves achieving aligned alignment amazing
authority awareness benefit benefits best breakthrough brilliant capability capable champion
clarity clean clear clearly commitment competency complete completed completely completeness
completion compliance compliant comprehensive confidence confirmed consistency consistent
continuous critical crucial dedication deep delivered demonstrated demonstrates discipline
dramatically ecosystem effective effectiveness efficiency efficient elegant elimination embodies
enable enabled enables enabling enhance enhanced enhancement enhances ensure ensured ensures
ensuring essential established establishes evolution excellence excellent exceptional experience
expertise extraordinary flawless foundation framework full fully fundamental future genuine
greatness growth harmony holistic honest ideal immediate impact improved improvement innovation
innovative insight instant integrity intelligence intelligent journey knowledge leadership
leverage maintain maintained maintains manner mastery maturity maximum meaningful methodology
mission optimal optimization optimized optimum outstanding perfect perfection perfectly philosophy
potential power powerful precision preserved pride principle principles proactive productivity
professional progress proper properly proven quality readiness ready recognition recognized
reliability reliable respect revolution revolutionary rigor robust satisfaction scalability
seamless significance significant solid sophisticated standard standards strategic strength strong
structured success successful successfully superior supreme sustainable synergy systematic
systematically systems thorough thoroughly total traceability transformation transparency true
truly trust ultimate understanding unified unique universal unlimited value values vision wisdom
"""
_AIRY = frozenset(_PRAISE.split())
_SHOUTS = re.compile(
    r"\b(?:PERFECT\w*|SUCCESS\w*|ACHIEV\w*|ACCOMPLISHED|MASTER\w+|EXCELLEN\w+|REVOLUTION\w*|VICTORY)\b"
)
_CELEBRATES = re.compile(
    r"\b(?:mission accomplished|achievement summary|quality impact|(?:revolutionary|historic)"
    r" (?:impact|significance|achievement\w*)|zero regressions?|maximum impact"
    r"|perfect (?:execution|match)|absolutely (?:right|correct))\b",
    re.I,
)
MOST_AIRY, LEAST_WORDS = 0.34, 3
# Lines that are known: those of some records, which are asked about again and again.
KEPT = 20_000
_HOLDS = re.compile(
    r"\b(?:can|may|could|enable|improve|help|provide|provides|reduce|prevent|require|break|matter"
    r"|are (?:\w+ )?(?:essential|necessary|required|mandatory|important|enough)"
    r"|(?:does|do)(?:n['’]t| not)|kann|können|darf|muss|müssen|soll\w*|niemals|immer|hilft"
    r"|verhindert|spart|genügt|bevor|statt)\b",
    re.I,
)


@lru_cache(maxsize=KEPT)
def _unmarked(line: str) -> str:
    return _MARKS.sub("", line.replace("*", ""))


def _body(line: str) -> str:
    """What a line says behind its name."""
    said = _unmarked(line)
    while match := _NAME.match(said):
        said = said[match.end() :]
    return said


@lru_cache(maxsize=KEPT)
def fault(line: str) -> bool:
    """Whether a line states that something is or went wrong."""
    return bool(_FAULT.search(line))


@lru_cache(maxsize=KEPT)
def cause(line: str) -> bool:
    """Whether a line states why something is so."""
    return bool(_CAUSE.search(line))


@lru_cache(maxsize=KEPT)
def remedy(line: str) -> bool:
    """Whether a line states what was or is to be changed."""
    return bool(_REMEDY.search(line))


@lru_cache(maxsize=KEPT)
def choice(line: str) -> bool:
    """Whether a line states an option, or a choice between some."""
    return bool(_OPTION.search(line) or _CHOICE.search(line))


@lru_cache(maxsize=KEPT)
def settles(line: str) -> bool:
    """Whether a line states a choice, or orders what settles something, as decisions do."""
    return choice(line) or bool(_SETTLES.match(_body(line)))


@lru_cache(maxsize=KEPT)
def built(line: str) -> bool:
    """Whether a line speaks of how software is built."""
    return bool(_BUILT.search(line))


@lru_cache(maxsize=KEPT)
def built_for_sure(line: str) -> bool:
    """Whether a line says so in words that leave no doubt: documents, too, have forms and files."""
    return bool(_BUILT_FOR_SURE.search(line))


@lru_cache(maxsize=KEPT)
def chooses(line: str) -> bool:
    """Whether a line states a choice, and is no option itself."""
    return bool(_CHOICE.search(line)) and not _LETTERED.match(line)


def offers(line: str) -> bool:
    """Whether a line is an option by its letter, of which none need be chosen."""
    return bool(_LETTERED.match(line)) and not _TAKEN.search(line)


def coded(line: str) -> str:
    """The number of an option that a line names by number and letter, as `2` of "2b. A latch"."""
    found = _CODED.match(line)
    return found[1] if found else ""


@lru_cache(maxsize=KEPT)
def joins(line: str) -> bool:
    """Whether a line states that one thing is brought together with another."""
    return joins_for_sure(line) or bool(_MAY_JOIN.search(line))


@lru_cache(maxsize=KEPT)
def joins_for_sure(line: str) -> bool:
    """Whether a line says so in words that leave no doubt: modules, too, import and depend."""
    return bool(_JOINS_FOR_SURE.search(_IN_STEP.sub("", line)))


@lru_cache(maxsize=KEPT)
def deals(line: str) -> bool:
    """Whether a line states that people or agents deal with one another, or says their words."""
    spoken = _SPOKEN.match(line)
    line = _NEEDS.sub("", line)
    return bool(spoken or (_DEALS.search(line) and _TOGETHER.search(line)))


@lru_cache(maxsize=KEPT)
def asked(line: str) -> bool:
    """Whether a line states that somebody other than the writer says or wants something, or says
    their words.
    """
    return bool(_SPOKEN.match(line) or _ASKED.search(_NEEDS.sub("", line)))


@lru_cache(maxsize=KEPT)
def occurred(line: str) -> str:
    """What a line tells without its intentions: to look for faults is not to have one."""
    return _SEARCHED.sub(
        "", " ".join(each for each in _SENTENCE.split(line) if not _MEANS_TO(each))
    )


def boasts(line: str) -> bool:
    """Whether a line or heading shouts or celebrates a success."""
    return bool(_SHOUTS.search(line) or _CELEBRATES.search(line))


@lru_cache(maxsize=KEPT)
def slogan(line: str) -> bool:
    """Whether a line praises or promises and gives nothing that could be looked up or followed."""
    if boasts(line):
        return True
    if _GIVEN.search(re.sub(r"\b(?:Web|CMMI?|v)\d[\d.x]*\b", "", line)):
        return False
    words = [word for word in WORD.findall(line.lower()) if len(word) > 3]
    airy = sum(word in _AIRY for word in words)
    return len(words) >= LEAST_WORDS and airy > MOST_AIRY * len(words)


@lru_cache(maxsize=KEPT)
def rule(line: str) -> bool:
    """Whether a line states what holds or is to be done in general, and is no slogan."""
    general = states_rule(line) or (_HOLDS.search(line) and not TOLD.search(line.lower()))
    return bool(general) and not slogan(line)
