"""The words by which a line of a record shows where it belongs: lead-ins, labels, verbs."""

from __future__ import annotations

import re

from generators.pdca.telling.roles import (
    CAUSE,
    CHECK,
    CHOICE,
    DEED,
    GOAL,
    NEXT,
    OPTION,
    OUTCOME,
    PLAN,
    PROBLEM,
    RULE,
)

REASON, COMPLAINT, ROOT, FIT = "reason", "complaint", "root", "fit"
# What cannot be understood without the line before it.
REFERS = re.compile(
    r"^(?:mended|both|it|they|these|those|that|this|the (?:other|first|second|third|last))\b"
    r"|\bthe (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! \w+s\b)",
    re.I,
)
# The same, at the beginning.
ALONE = re.compile(r"(?:it|they|these|those|each is|each of them)\b", re.I)

_N = r"(?: \w{1,2}(?=[:.]))?"
# What a line begins with that says itself what it is.
_LEADS = (
    (PROBLEM, r"\[?t\]?rigger|what started it"),
    (PROBLEM, rf"(?:the |core |main |critical |initial )?(?:problem|issue|bug|error|symptom|failure"
              rf"|violation)s?(?: found| identified| statement)?{_N}"),
    (ROOT, rf"(?:the |first |second |actual |real |found the )?(?:root )?cause{_N}"
           r"|root cause analysis|diagnosis"),
    (CAUSE, r"(?:key )?findings?|analysis(?: of [\w ]{3,30})?"),
    (FIT, r"what (?:had|has|must|needs?)(?: to)? fit(?: together)?|what must fit"
          r"|to (?:fit|bring|connect|join|integrate)(?: together)?"
          r"|(?:interfaces?|parts) to connect"),
    (OPTION, r"(?:the )?(?:alternatives?|options?)(?: considered)?"),
    (REASON, r"rationale|reasons?|reasoning|why(?: this(?: \w+)?)?|trade-?offs?|advantages?"
             r"|benefits?|drawbacks?|pros|cons"),
    (CHOICE, rf"\[?r\]?esponse|chosen(?: \w+)?|decision{_N}|decided|selected(?: \w+)?"),
    (PLAN, r"approach|strategy|(?:the )?plan|method"),
    (DEED, rf"(?:the )?(?:solution|fix|resolution|correction|action taken)"
           rf"(?: applied| implemented)?{_N}"),
    (OUTCOME, r"\[?o\]?utcome|outcome|results?|consequences?|impact after|effect"),
    (CHECK, r"verified|verification|checked|evidence|tested|measured"),
    (NEXT, r"\[?n\]?ext|next(?: steps?| action| focus)?|follow-?ups?|still open|remaining|to ?do"),
    (RULE, r"(?:\w+ ){0,2}?(?:lessons?|learnings?|insights?|takeaways?|rules?|principles?"
           rf"|patterns?)(?: learned)?{_N}"),
    (GOAL, r"(?:the )?(?:goals?|objectives?|targets?)"),
)  # fmt: skip
LEADS = tuple(
    (role, re.compile(rf"[\W_]*(?:{words})\s*(?::|[–—]\s|-\s)\s*", re.I)) for role, words in _LEADS
)
# The same without a sign behind it.
OPENS = (
    (OPTION, re.compile(r"(?:alternatives|options) (?:were|are)\b|option [a-d1-9]\b", re.I)),
    (ROOT, re.compile(r"(?:found|traced) the (?:root )?cause|the (?:root )?cause\b", re.I)),
    (CAUSE, re.compile(r"found (?:the|that|out|it in)\b", re.I)),
    (CHOICE, re.compile(r"(?:agreed|decided)(?: on| that| to)?\b", re.I)),
    # Who checks what was done changes nothing, whatever the section is called.
    (CHECK, re.compile(r"(?:(?:double-)?checked|verified|re-?tested|tested|confirmed|validated)\b"
                       r"|debugged\b.*\bagain\b", re.I)),
)  # fmt: skip
# Words of state that say what the part's heading says.
STATE = re.compile(r"^(?:done|ok|warning|planned|open|completed|success)\s*:\s*", re.I)
TAIL = re.compile(
    r"\s*(?:\(OK\)|\b(?:COMPLETED?|DONE|SUCCESS|PASSED|RESOLVED)[!.]*)$|\s*[–-]\s*(?:COMPLETE|DONE|OK)\W*$"
)

# What a label says about itself in brackets.
SHOUTED = re.compile(
    r"\s*\((?:warning: |not OK: )?[A-Z][A-Z \d/%&-]{2,}\)|^(?:Open|Planned|Done): "
)

FAULT = re.compile(
    r"\b(?:fail\w*|fault\w*|bugs?|errors?|broke\w*|break\w*|wrong\w*|missing|misses|missed|lost|loses?"
    r"|crash\w*|incorrect\w*|invalid|violat\w*|conflict\w*|problems?|issues?|mistake\w*|confus\w*"
    r"|inconsisten\w*|disagree\w*|contradict\w*|duplicat\w*|twice|doubled?|never|not|no|nobody"
    r"|cannot|can't|didn't|doesn't|don't|isn't|wasn't|without|instead of|too|late|stuck|blocked"
    r"|disappear\w*|vanish\w*|ignor\w*|refus\w*|stopped|overwr\w*|outdated|stale|unclear|undefined"
    r"|slow\w*|unable|empty|nothing|only|gap|leak\w*|hang\w*|hung|still|false|regress\w*)\b",
    re.I,
)
# A deed as its line tells it.
DID = re.compile(
    r"^(?:(?:then|also|now|both|all|first|successfully) )?(?:[\w./`()-]+:? )?"
    r"(?:(?!need|speed|feed|embed|indeed|based|speci)[a-z]{2,}ed|wrote|built|made|found|put|set|ran|took"
    r"|gave|cut|kept|split|sent|told|brought|drew|read|chose|let|held|rewrote|rebuilt|swapped)\b",
    re.I,
)
BE = r"is|are|was|were|has|have|had|does|do|did|can|could|will|would|may|must|should"
STATE_VERBS = (
    rf"{BE}|gets?|gives?|takes?|makes?|shows?|uses?|holds?|keeps?|needs?|runs?|reads?|writes?"
    r"|returns?|calls?|knows?|says?|names?|lists?|counts?|checks?|tells?|asks?|sends?|stores?"
    r"|contains?|appears?|exists?|works?|becomes?|belongs?|depends?|refers?|points?|goes|comes"
    r"|stands?|starts?|ends?|ignores?|skips?|drops?|expects?|handles?|creates?|adds?|sets?|loads?"
    r"|fails?|breaks?|misses|loses|contradicts?|doubles?|answers?|reports?|imports?|exports?"
    r"|shares?|sees?|lies?|means?|hides?|swaps?|leads?|came|went|stood|got|lost|threw|throws?|lacks?|covers?|follows?|agrees?"
)
IS_SO = re.compile(rf"\b(?:{STATE_VERBS})\b", re.I)
# Words that begin a sentence and name nothing.
OPENING = re.compile(
    r"(?:an?|the|no|nobody|nothing|it|its|this|that|these|those|each|every|all|any|both|some|many|few"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|what|who|whoever|when|where|we|they|you|he"
    r"|she|his|her|their|our|my|your|there|only|in|on|at|by|with|for|from|of|to|after|before|if|as"
    r"|not|never|always|more|most|other|another|[a-z]+s (?:are|were|have|do))\b"
)
# Somebody or something does something: a verb that the list above does not have.
DOES = re.compile(
    r"(?<!^)\b[a-z]{2,}(?:[^su\W]s|sses|ches|shes) (?:an?|the|its|their|all|every|each|no|nothing"
    r"|only|by|at|in|into|from|to|on|over|with|without|after|before|between|when|while|until|one"
    r"|two|three|if|as|for|what|who|it|them|back|out|up|down|together)\b|\) [a-z]{2,}s\b"
    r"|\b(?:said|saw|took|made|gave|found|fell|rose|ran|sent|kept|told|left|felt|knew|wrote|read"
    r"|showed|brought|meant|put|cut|set)\b"
)
STATES = re.compile(rf"\b(?:{STATE_VERBS}|[a-z]{{3,}}ed)\b", re.I)
ORDERS = re.compile(
    r"^(?:[\w' /().-]{2,40}: )?(?:always |never |then |first |only )?(?:do not|don['’]t|accept|add"
    r"|address|adjust|agree|align|allow|analy[sz]e|announce|append|apply|ask|assign|audit|avoid|build"
    r"|call|carry|change|check|choose|clean|close|collect|combine|commit|compare|complete|compute"
    r"|configure|connect|consider|consolidate|continue|convert|copy|correct|count|cover|create|debug"
    r"|decide|define|delete|demonstrate|deploy|describe|design|detect|develop|document|drop|eliminate"
    r"|enable|enforce|ensure|enter|establish|evaluate|examine|execute|explain|explore|export|extend"
    r"|extract|fetch|finali[sz]e|find|finish|fix|follow|force|generate|give|guide|hand|handle"
    r"|highlight|identify|implement|import|improve|include|initiali[sz]e|insert|inspect|install"
    r"|integrate|introduce|investigate|join|judge|keep|learn|let|limit|link|list|load|locate|log|look"
    r"|maintain|make|map|mark|match|measure|meet|mend|merge|migrate|modify|monitor|move|name|open|order"
    r"|organi[sz]e|perform|pick|plan|prepare|present|preserve|prevent|print|proceed|process|produce"
    r"|protect|provide|publish|push|put|read|recompute|reconstruct|record|reduce|refactor|refer"
    r"|refuse|release|reload|remove|rename|render|reorgani[sz]e|repair|repeat|replace|replay|report"
    r"|reproduce|research|resolve|respond|restore|restructure|return|reuse|reverse|review|rewrite"
    r"|run|save|say|scan|search|select|send|separate|serve|set|share|show|simplify|skip|sort|split|start"
    r"|state|stop|store|summari[sz]e|support|switch|synchroni[sz]e|take|talk|target|tell|test|track|train"
    r"|transform|treat|trust|try|turn|understand|unify|update|upgrade|use|utili[sz]e|validate|verify"
    r"|wait|walk|warn|water|work|write)\b(?! (?:is|was|are|were|has|had)\b)",
    re.I,
)  # fmt: skip
SHOWN = re.compile(
    r"\d|\b(?:tests?|pass\w*|verif\w*|confirm\w*|valid\w*|works?|working|equals?|same|correct\w*"
    r"|shows?|no longer|no \w+ (?:is |are )?left|checked|measured|found|compil\w*|builds?|green"
    r"|signed|agreed|accepted|matches|matched|complete|loads?|runs?|returns?|displays?|both|all|every"
    r"|each)\b",
    re.I,
)  # fmt: skip
# Of a tick below decisions: what was reached is no decision.
REACHED = re.compile(
    r"\b(?:success\w*|confirmed|completed?|validated|achiev\w*|verified|working|works|ready|passed"
    r"|breakthrough|implemented|documented|resolved|fixed|done|identified|demonstrated|established|applied"
    r"|maintained|preserved|demonstrat\w*|now \w+s)\b",
    re.I,
)
# Ways that are weighed against each other.
WEIGHED = re.compile(r"[,;] or (?!not\b)|\beither\b.* or\b", re.I)
# Labels below which nothing was done or checked, whatever the section.
OTHERWISE = re.compile(
    r"\b(?:benefits?|questions?|current|desired|proposed|assumptions?|before|old|initial|risks?"
    r"|examples?|expected|required|requirements?|missing|issues?|problems?|challenges?|violations?"
    r"|impact|complexity|future|next|lessons?|learnings?|insights?|role|summary|purpose|scope"
    r"|priority|context|should|todos?|requests?|original|characteristics|instead|pattern|confusion|acknowledged|planned|planning|commitment)\b",
    re.I,
)
# What says how it should be shows nothing.
NORM = re.compile(
    r"\b(?:requires?|required|benefits? from|needs?|needed|should|must|missing|could|committed"
    r"|critical|important|essential|potential|will|proposed)\b",
    re.I,
)
# A test that is there, which reads like an order.
TEST = re.compile(r"tests? (?!that\b|the\b|if\b|all\b)", re.I)
# What tells nothing of its own: a command alone, a question, an empty box, somebody else's words, a
# row of a table, what did not come about.
UNFIT = re.compile(
    r"^`[^`]+`\W*$|\?$|^\[ ?\]|^[\"“>]|^\*\*|^(?:final )?summary:"
    r"|^(?:user|tron) feedback|; [A-Z][\w ]*: .*; [A-Z][\w ]*: |\bwould have\b",
    re.I,
)
# A way that may be gone, with its letter; and the one that was.
LETTERED = re.compile(r"(?:\d{1,2})?[a-h]\)\s", re.I)
TAKEN = re.compile(r"\((?:chosen|selected|accepted)\)|\b(?:chosen|selected)\b", re.I)
# How a decision speaks that does not order: it says what is to be, or instead of what.
SETTLES = re.compile(
    r"\b(?:will|must|should|shall|use[sd]?|keeps?|stays?|instead of|rather than|only|no longer"
    r"|becomes?|belongs?|is|are|gets?|goes|one|each|every)\b",
    re.I,
)
# What was typed into a shell, not said.
COMMAND = re.compile(r"“(?:echo|cd|git|npm|npx|node|\./|\$)|\s\|\s|\s&&\s")
