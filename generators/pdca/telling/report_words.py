"""Words and forms by which the lines of a report are known."""

from __future__ import annotations

import re

BEFORE, DURING, AFTER = "Before the work", "During the work", "After the work"
# What is noted when: of each time only its own sections can be meant.
TIMES = {
    "Problem": BEFORE,
    "Plan": BEFORE,
    "Do": DURING,
    "Check": AFTER,
    "Act": AFTER,
    "Lessons": AFTER,
}
# Two lines that share so much of the shorter one's words say the same; sooner a next step and a
# rule or plan, which only marks and times part.
TWINS, NEAR_TWINS, SAME_SECTION = 0.6, 0.4, 0.5
WORD = re.compile(r"[^\W\d_]\w{2,}|\d[\d.,:]*\d")
PLURAL = re.compile(r"(?<=\w{3})(?:(?<=[hsxz])es|(?<![su])s)$")
SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "are",
        "was",
        "were",
        "has",
        "had",
        "its",
        "all",
        "any",
        "not",
        "than",
        "then",
    ]
)
# What the note taker writes before a line that could be something else of its time.
MARKS = {"Plan": "planned: ", "Act": "next: ", "Lessons": "learned: "}
USER = "The user: “"
# Signs that were put into words.
SIGNS = re.compile(r"^(?:OK|Done): |\s*\((?:OK|COMPLETE|VERIFIED|DONE)\)(?=$|\.$)")
FEWEST_WORDS, FEWEST_IN_RULE, SHORT_STEP = 4, 6, 4

_DEEDS = """
added annotated applied assigned built changed cleaned closed collected committed compared
configured connected converted copied corrected counted created declared defined deleted
deployed designed documented drew eliminated exchanged exported extended extracted fixed gave
generated implemented imported
installed integrated introduced joined kept limited linked listed logged made marked mended merged
migrated modified moved named normalised normalized organized organised put pushed ran raised
recomputed recorded refactored registered reinstalled removed renamed repaired replaced restored
reverted rewrote rotated searched sent separated set shortened signed simplified sorted specified
split standardized stored switched talked timed took translated turned unified updated went wrote
"""
DEEDS = "|".join(_DEEDS.split())
_ORDERS = """
add address agree align analyze analyse announce apply ask assess assign automate build check
clean close collect commit compare complete configure connect consider consolidate convert copy
correct count create define delete deploy design develop document draw eliminate enable enforce
enhance ensure establish evaluate examine execute expand explore export extend extract find fix
follow generate give handle identify implement import improve include install integrate introduce
investigate join keep let limit link list locate log look mail make map mark measure meet mend
merge migrate move name notify organize organise plan prepare present prevent print provide
publish push put read rebuild record reduce refactor refuse reject release remove rename repeat
replace report reproduce research restore review rewrite run search send separate set shorten show
simplify sort split standardize start stop store study switch synchronize take tell test thank
trace track train translate turn understand unify update upgrade use validate verify wait watch
write archive clarify communicate confirm coordinate correct deliver derive determine distinguish
download fetch highlight inspect leverage list maintain open organize parse perform pick preserve
proceed propose protect query recommend recover reduce refresh request reset resolve respect
restructure retrieve return reuse revert save scan schedule select simulate specify submit
summarize support sync tag trace transform utilize wrap begin conduct continue
"""
ORDERS = "|".join(_ORDERS.split())
DEED = re.compile(rf"(?:(?!(?:ap|re|sup)ply)\w+ly )?(?:{DEEDS})\b(?!:)", re.I)
# Behind a label, only what cannot be an adjective.
SURE_DEED = re.compile(
    r"(?:added|applied|changed|converted|copied|created|deleted|extracted|fixed|implemented|merged"
    r"|modified|moved|ran|refactored|removed|renamed|replaced|restored|rewrote|updated|wrote)\b",
    re.I,
)
# What is said of a thing that was "named" or "linked" before.
STANDS = re.compile(r"^\w+ed (?:\w+ ){1,3}(?:is|are)\b", re.I)
# What may only describe the thing behind it, and what shows that it was done to it.
DESCRIBES = re.compile(
    r"(?:centrali[sz]ed|connected|documented|extended|improved|integrated|limited|linked"
    r"|normali[sz]ed|organi[sz]ed|separated|shared|simplified|specified|standardi[sz]ed|unified"
    r"|updated) ",
    re.I,
)
HAS_OBJECT = re.compile(
    r" (?:the|an?|all|both|each|every|its|their|existing|to|into|for|with|from|in|on|by|via|so"
    r"|using|across|and) |[`\d]"
)
# A deed that says not what it was done to.
NO_OBJECT = re.compile(
    r"(?:\w+ly )?(?:\w+ed) (?:with|to|by|from|in|into|for|as|at|on)\b",
    re.I,
)
# What was done to find something out; what came of it is not said.
LOOKED = re.compile(
    r"[^:;,]*?(?<!be )(?<!not )(?<!ly )(?<![\"“])\b(?:review|analy[sz]|research"
    r"|recogni[sz]|identifi|discuss|investigat|explor|studi|consider|clarifi|inspect|examin|relocat)(?:ed|ing)\b"
    r"|found (?!(?:that|no|nothing|\d)\b)(?!.*\b(?:is|are|was|were|has|have)\b)|[^:]*\bfixing$",
    re.I,
)
# What was done to something, told by a verb that says neither what was found nor how far it came.
ACTED = re.compile(
    r"(?:\w+ly )?(?!(?:accepted|achieved|agreed|assured|checked|compared|confirmed|decreased"
    r"|ensured|exceeded|failed|improved|increased|matched|measured|observed|passed"
    r"|proved|reached|reduced|refused|rejected|reproduced|returned|saved|showed|succeeded|tested"
    r"|validated|verified|worked)\b)\w{3,}ed (?:(?:all|both|each|every|the|an?|its|their|new"
    r"|existing)\b|\d)",
    re.I,
)
# The same, told of what was changed.
CHANGED = re.compile(
    rf"[^:;,]{{3,60}}?(?<!be)(?<!is)(?<!are)(?<!not) (?:\w+ly )?(?:{DEEDS})(?:$|[.;]| (?:to|from"
    rf"|with|in|into|for|as|by|at|on|via|and)\b)",
    re.I,
)
ORDER = re.compile(
    rf"(?:search for|look for|plan for|prepare for|(?:{ORDERS})\b(?!:|-|\(| (?:is|was|are|were|for"
    rf"|of)\b))",
    re.I,
)
FAULT = re.compile(
    r"\b(?:(?:was|is|are|were)n['’]t|ambigu\w+|bugs?|broken|broke|cannot|can['’]t|chaos|clutter\w*|complain\w*|conflicts?"
    r"|confus\w+|contradict\w*|corrupt\w*|crash\w*|did ?n[o']t|does ?n[o']t|do ?n[o']t|disrupt\w*"
    r"|duplicat\w+|error|errors|fail\w*|false|forgot\w*|gaps?|hard-?coded|ignor\w+|inconsisten\w+"
    r"|incomplete|incorrect\w*|insufficient|instead of|lacks?|lacking|lost|mess|misaligned|misle\w+"
    r"|missing|mistakes?|misunderst\w+|nobody|non-\w+|not|outdated|redundan\w+|scattered|stuck"
    r"|stale|too \w+|twice|unaware|unclear|unnecessary|unverified|violat\w*|vulnerab\w*|without"
    r"|wrong\w*)\b|\bno \w+",
    re.I,
)
# Work on faults, in whose name they are none.
ON_FAULTS = re.compile(
    r"\b(?:bugs?|conflicts?|duplicat(?:es?|ions?)|errors?|failures?|gaps?|violations?)"
    r" (?:analys[ei]s|corrections?|detection|fix(?:es|ing)?|handling|management|prevention"
    r"|reports?|reporting|resolution|testing|tests?|tracking|validation)\b",
    re.I,
)
WANTED = re.compile(
    r"\b(?:need(?:s|ed)?|user (?:wants?|asked|requested|request)|request(?:ed|s)|wants?|asked for"
    r"|demand\w*|has to|have to|must)\b",
    re.I,
)
# A part that was built, named as code names it, or what something does now.
BUILT = re.compile(
    r"^`?(?:[a-z]\w*\([^)]*\)|[A-Z][a-z]+[A-Z]\w*|[\w-]+\.[\w.]+)`? |\bnow\b|^(?:The|A"
    r"|An) [\w' ]+? "
    r"(?!is\b|was\b|has\b)\w+s\b"
)
# What came out, said of something: a participle before a noun only describes it.
RESULT = re.compile(
    r"\b(?:passe[sd](?! to\b)|pass|passing(?=$|[.;,)]| \()|works"
    r"|work(?= (?:again|as|correctly|in|on|properly|with(?:out)?|across)\b)"
    # Before a noun it only says which one.
    r"|working(?=$|[.;:,)]| (?:\(|(?:again|as|across|correctly|for|from|in|properly|reliably|with"
    r"|without)\b))|no longer|compiles"
    r"|builds (?:cleanly|successfully"
    r"|without)|(?<!to )match(?:es)?|equals?|agrees?|fell|rose|correctly|reproduc\w+"
    r"|succeed\w*|resolves?|none of|within (?:[\w-]+ )?(?:\d+|bounds|budget|limits?|range|target"
    r"|time\w*|tolerance)|the same|as before|exists?)\b"
    r"|\b(?:verified|validated|confirmed|tested|measured|found(?! and\b)|accepted|unchanged"
    r"|refused|matched|agreed|identical|preserved|intact|operational|present|accessible|synchronized|restored)"
    r"(?=$|[.;,)]| (?:in|to|by|with|from|on|at|as|for|via|until|after|only|and|that|no|without"
    r"|during"
    r"|against|correctly|working|properly|when|if|using|through|across|automatically|\d|`))"
    r"|(?<![\d/])\d+/\d+(?![\d/])|\b\d+ of \d+\b|\d ?%|\bpercent\b",
    re.I,
)
STATED = re.compile(
    r"\b(?:is|are|was|were|has|have|had|gets?|got|gives?|gave|holds?|keeps?|kept|needs?|shows?"
    r"|showed"
    r"|stays?|stayed|takes?|took|remains?|did|does|came|went|stood|rose|fell|said|saw|held|felt"
    r"|found"
    r"|began|drove|lost|meant|ran|sent|told|thought|wrote|\w{3,}ed(?=[.;,]|$| (?:in|to|by|with"
    r"|from|on"
    r"|at|as|for|via|until|after|only|and|nothing|no|the|a))|\w{3,}s (?:the|a|an|no|to|it"
    r"|nothing|one))\b"
    r"|^(?:no|none|all \d+|both)\b(?! v\d)",
    re.I,
)
COMPARED = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|ten|eleven)\b.*\b(?:of|instead of|than|to|after|in"
    r"|on|from)\b",
    re.I,
)
OPEN = re.compile(
    r"\b(?:will|pending|to be|should|must|todo|planned|required|awaiting|not yet|future|would"
    r"|deferred|postponed"
    r"|ready (?:for|to)|needs? to|expected|in progress|can be|could)\b",
    re.I,
)
FINISHED = re.compile(
    r"^(?:done|ok|completed?|confirmed|verified)\b|\b(?:completed?|verified|created|implemented"
    r"|achieved|confirmed|fixed"
    r"|resolved|already|successfully|preserved|maintained|established|captured|applied|researched"
    r"|documented|eliminated|no longer|was|were|been)\b",
    re.I,
)
# What was wrong, and is no longer.
SOLVED = re.compile(
    r"(?<!\bnot )(?<!\bnever )(?<!\bbe )(?<!\byet )(?<!n['’]t )"
    r"\b(?:fixed|resolved|corrected|solved|repaired)\b",
    re.I,
)
# What is demanded of the work itself, may yet come, or somebody did: nothing that was wrong.
DEMANDED = re.compile(
    rf"(?:must|should|may|might|shall)\b|(?:the )?user (?:\w+ly )?(?:{DEEDS})\b", re.I
)
# What somebody saw at last: a lesson, even where it is about a fault.
INSIGHT = re.compile(r"(?:finally|now|at last) (?:underst|reali[sz]|recogni[sz]|seei|saw\b)", re.I)
# What somebody came through, where nothing else in the line is at fault.
CAME_THROUGH = re.compile(r"(?!(?:need|request|want|expect)ed\b)\w{3,}ed\b", re.I)
# What is called good by its label, among what was wrong.
WELCOME = re.compile(
    r"(?:good news|success|achievement|benefit|strength|positive)\w*\b[^:]*:", re.I
)
# A fault that is only spoken of as what something keeps away.
PREVENTED = re.compile(r"\bto (?:avoid|prevent|protect (?:against|from))\b[^,;.]*", re.I)
# A success that is recorded before the work; a state that is still so.
SUCCESS = re.compile(r"\bsuccessful(?:ly)?\b", re.I)
CURRENT = re.compile(r"\bcurrently\b", re.I)
# What nobody can check of this work: what holds always and everywhere, or for a pattern as such,
# and what somebody saw rightly.
UNCHECKED = re.compile(
    r".*\b(?:universally|unlimited|fundamental(?:ly)?|truths?|eternal(?:ly)?)\b"
    r"|(?:[^:]*: )?(?:(?:the|this|same|that) )*(?:\w+ )?(?:approach|concept|method|methodology"
    r"|pattern|principle)s? (?:appl(?:y|ies)|holds?|works?) (?:across|for|in|to|with) (?:all|any"
    r"|every)\b"
    r"|(?:[^:]*: )?(?:accurately|clearly|correctly|properly) (?:analy[sz]ed|assessed|identified"
    r"|recogni[sz]ed)\b",
    re.I,
)
# What need not be done.
NEEDLESS = re.compile(r"\bno [\w -]+ (?:needed|required|necessary)\b", re.I)
# A choice that is open, or something that goes on.
CHOICE = re.compile(r"\bvs\b.*\bvs\b|\bversus\b", re.I)
GOES_ON = re.compile(
    r"(?!during|nothing|something|everything|anything)[a-z]{3,}ing\b"
    r"(?!.*\b(?:is|are|was|were|has|have|no longer|\w+s (?:now|again|correctly)|pass(?:es|ed)?"
    r"|works?|succeed\w*|verified|confirmed|tested)\b)",
    re.I,
)
# A next step that asks for nothing in particular.
IDLE = re.compile(
    r"(?:apply (?:the |all )?(?:lessons?|learnings?)|continue|maintain|monitor|await|wait"
    r"|keep (?:up|using)|celebrate|inspire)\b",
    re.I,
)
# What holds for all work to come is a rule, not a step.
GENERAL = re.compile(
    r"\b(?:before|whenever|every|all future|to future \w+|future work|from now on|each time"
    r"|in future|instead of \w+ing|rather than)\b|, not ",
    re.I,
)
RULE = re.compile(
    r"\b(?:must|should|always|never|only (?:if|when|after|where|what|while|as)|requires?|prevents?"
    r"|needs?|before|instead of|rather than|avoids?|essential|depends? on|breaks|unless|until"
    r"|whenever|is not|are not|is no|are no|cannot|not \w+ but|without|ends?|costs?|beats?|belongs?"
    r"|says?|lets?|makes?|means|hides?|tells?|finds?|better than|worse than|more than|worth"
    r"|enables?"
    r"|ensures?|reveals?|reduces?|eliminates?|saves?|allows?|helps?|keeps?|protects?|demands?"
    r"|leads? to"
    r"|matters|important|causes?|improves?|deserves?|turns?|fails?)\b",
    re.I,
)
FIRM = re.compile(r"\b(?:must|should|always|never|ever|avoid)\b", re.I)
# Behind a label, what a rule says.
STRICT_RULE = re.compile(
    r"\b(?:must|should|always|never|requires?|prevents?|needs?|ensures?|avoids?|cannot"
    r"|depends? on|enables?|breaks|only (?:if|when|after|where))\b",
    re.I,
)
# Orders that are rules for next time.
HABIT = re.compile(
    r"(?:use|keep|avoid|prefer|separate|ask|read|start|treat|store|quote|write)\b", re.I
)
TOLD = re.compile(
    r"\b(?:was|were|been|i|we|my|our|achieved|completed|now|today|demonstrat\w+|maintained"
    r"|established"
    r"|confirmed|proven|created|successfully|exposed|prepared|documented|implemented|processed"
    r"|applied"
    r"|upheld|identified|discovered|revealed|complete|established|serves? as|already"
    r"|compliance (?:demonstrated|achieved)|this (?:session|pdca|cycle|work))\b",
    re.I,
)
NO_LESSON = re.compile(
    r"^(?:quality impact|session|corrective action|summary|outcome|achievement|next|compliance"
    r"|victory"
    r"|success|process update|status|result|commitment|pdca protocol)\b[^:]*:"
    # What something was made for.
    r"|.*\b(?:designed|built|implemented|created|intended) (?:to|for|so)\b",
    re.I,
)
QUESTION = re.compile(
    r"^(?:is|are|does|do|did|can|could|why|how|what|which|who|when|where|should|shall)\b", re.I
)
# A line that answers somebody, points to one that is not there, or holds a sign of a table, a
# template or an icon.
RESIDUE = re.compile(
    r"\b\d[a-h]\b|\b(?:step|decision|option|phase|chunk) [\da-d]\b(?!:)|\bawaiting\b|^no .* yet\b"
    r"|^(?:[\"“]|none\b.*-"
    r"|n/a\b|no issues|\d+ none\b)|\bongoing\b|\bnot ok\b|\(warning\)|\bTBD\b|\[ \]|\*\*"
    r"|[;|] [\w ]+: .*[;|] [\w ]+: | \| |[→⇒←]|\.\.\.|…|\\`?$"
    r"|\bas (?:listed|described|shown|noted|mentioned|above|below)(?=$|[.;,])"
    # A line of a log.
    r"|^\d{4}-\d\d-\d\d[ T]\d\d:\d\d|\[(?:debug|error|info|trace|warn(?:ing)?)\]"
    r"|\(OK\)|\bOK$|^(?:OK|Planned|Warning|Open|Not OK|In progress|Deferred|Dropped)\b"
    r"|^(?:first|second|third|fourth):",
    re.I,
)
DANGLING = re.compile(
    r"^(?:due to|because of|both|these|those|this|it|they|that|he|she|them|the (?:same|other"
    r"|second|first|rest)"
    r"|above|below|and|or|but|so|also|then|thus)\b"
    r"|^(?:fixed|mended|removed|changed|joined|corrected|took|show|keep|use|test|run|store|send"
    r"|add|mend"
    r"|fix|check) (?:both|it|them|these|this|that)\b|^user (?:correctly|confirmed|identified)\b"
    r"|^(?:status|(?:\w+ )?impact|reality|target|source|justification|benefits?|rationale"
    r"|summary|key"
    r" distinction|note|purpose|example|expected[^:]*|question|answer|quality impact"
    r"|explanation)\s*:"
    r"|\b(?:you are|you're|acknowledged|apolog\w+|absolutely|i['’](?:ll|m|ve))\b"
    r"|\b(?:i|my|we|our|me|us)\b",
    re.I,
)
CHEERS = re.compile(
    r"!(?:\s|$|[”\"])|\b(?:perfect\w*|beautiful\w*|great|celebrat\w+|extraordinar\w+|limitless"
    r"|excellen\w+"
    r"|wisdom|mastery|revolution\w*|magic\w*|victory|consciousness|amazing|superior|seamless\w*"
    r"|exceptional|professional\w*|genuine|transcend\w*|brilliant|legacy"
    r"|philosoph\w*|spiritual\w*|emotional\w*|guardian|humility|paradox|profound|sacred"
    r"|divine|universe|transformative|wonderful)\b",
    re.I,
)
# What nobody can check.
VAGUE = re.compile(
    r"^(?:accurate|clear|proper|complete)\b|\b(?:understanding|understood|emphasi\w+|concepts?|felt|learned|possible|clarity"
    r"|responsibilit\w+"
    r"|understand|wisdom|awareness|readiness|excited|established|potential)\b",
    re.I,
)
NAMED = re.compile(
    r"(?:[\w ]*requirements?|[\w ]*\b(?:identified|targets?|goals?)|(?:target|goal)\b[\w ]*"
    r"|step \d+|rule|definition"
    r"|task \d[\d.]*)\s*:",
    re.I,
)
CAPITALS = re.compile(r"\b[A-Z]{4,}\b(?=[\s:]+[A-Z]{2,}\b|:)|^[A-Z]{4,}\b(?! [a-z])")
# A label that is no name, or what stands behind it no sentence.
CUT_LABEL = re.compile(
    r"^(?:[a-z][\w.-]*|[^:]*\b(?:always|never|must)\b[^:]*): |^[^:]+: (?:before|after|when|for"
    r"|with|and|or"
    r"|to|in|on|at|by|of)\b",
)
# What the user said before is not there.
SCRAP = re.compile(r"(?:due to|because|on|to|in|with|of|for|and|or|but|by|from|if|when|so)\b", re.I)
# What the user only answers, praises or greets with.
ANSWER = re.compile(
    r"bullshit|\bshit|fuck|“(?:you are right\b|ok\b|okay|yes|no\b|great|excellent|perfect"
    r"|thanks?|good|start\b|awesome|wow|very|nice"
    r"|cool"
    r"|\d+ ?[a-d]\b)|\b\d[a-d]\b",
    re.I,
)
