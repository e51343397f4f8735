"""Signs that carry a line's meaning, in words: ✅, ❌, ⚠, task boxes, marks of chosen options."""

from __future__ import annotations

import re
import unicodedata

from .sign_names import BAD, GOOD, STATES, WARNING, WORDS

WAITS = re.compile(r"^\W*[⏳⌛⏸]\ufe0f?\s*(?=\S)|\s*[⏳⌛⏸]\ufe0f?\s*$")
# Behind another picture it is one more of these.
ONE_MORE = re.compile("(?<=[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])[⏳⌛⏸]\ufe0f?\\s*$")
SAID_TO_WAIT = re.compile(
    r"\b(?:pending|wait\w*|await\w*|paused|planned|later|todo|to do|in progress|ongoing|wartet"
    r"|offen)\b",
    re.I,
)
SIGN = re.compile(
    rf"(?P<good>[{GOOD}])|(?P<bad>[{BAD}])|(?P<warning>[{WARNING}])",
)
_PICTURES = (
    "\U0001f000-\U0001faff\u2328\u23cf\u23e9-\u23f2\u23f9\u23fa\u2600-\u27bf\u2b1b\u2b50\u2b55"
    "\ufe0f\u200d\u20e3"
)
EMOJI = re.compile(f"[{_PICTURES}]+")
# Pictures that end a line, read backwards, as a search would begin anew at each of them; a sign
# behind the first of several adorns it like the others.
RUN = re.compile(rf"\s*(?:[{_PICTURES}]+\s*)*")
LEAST_RUN = 3
PICTURE = re.compile(rf"(?:{EMOJI.pattern}|[⏳⌛⏸])+")
# Signs of these blocks that read as characters: arrows, operators, enclosed letters and digits.
CHARACTERS = {"❓": "?", "❔": "?", "❗": "!", "❕": "!", "➕": "+", "➖": "-", "➗": "÷"}
# A sign that is named, not used: in quotation marks; and one of several pictures of a list.
NAMED = re.compile(rf"(?<=[\"“„'‘])[{GOOD}{BAD}{WARNING}]\ufe0f?(?=[\"”“'’])")
# A line that speaks of pictures shows them: "wrong icon 🤔".
ABOUT_PICTURES = re.compile(
    r"\b(?:icons?|emojis?|symbols?|smileys?|pictograms?|legends?"
    r"|(?:visual|status) indicators?|zeichen|symbole|legende)\b",
    re.I,
)
WITHIN = re.compile(
    rf"(?:(?<=[\w(\[\"'“„‚:,/→=+-])|(?<=[\w(\[\"'“„‚:,/→=+-]\s))"
    rf"(?:\s?(?![{GOOD}{BAD}]\ufe0f?\s*$)[{_PICTURES}{GOOD}{BAD}])+"
)
HELD = "\ue002"
# Words in quotation marks are somebody's own; a word stands for them while the rest is read.
QUOTATION = re.compile(r"(?<!\w)(?:\"(?=[^\s\"])[^\"]*\"|[“„](?=\S)[^“”„]*[”“])(?!\w)")
HELD_WORDS = "\ue004quoted"
# A picture and what it is one of, or pictures alone.
_THING = rf"(?:(?>[{_PICTURES}]+\s*)[^,;:()]{{1,30}}|[{_PICTURES}][{_PICTURES}\s]++)"
LISTED = re.compile(rf"(?<![{_PICTURES}]){_THING}(?:,\s*{_THING}){{2,}}")
OPTION = re.compile(
    r"\W*(?:option\s+\w{1,2}\s*(?:[:).(–—-]|$)|\(?(?:\d{1,2})?[a-h]\)(?:[ivx]+\))?"
    r"|\d{1,2}[a-h][.:]\s)",
    re.I,
)
DECISION = re.compile(r"\W*(?:\w+ )?(?:decisions?|decided|entscheidung(?:en)?)\b", re.I)
# The same anywhere in a heading or label.
DECIDES = re.compile(r"(?:decisions?|decided|entscheidung(?:en)?)\b", re.I)
_CHOICE = (
    r"(?:not )?(?:chosen|selected|accepted|approved|rejected|declined|recommended|gewählt"
    r"|abgelehnt|empfohlen)"
)
# What became of an option, said of itself: set off, last, or shouted; "the chosen version" is not.
CHOSEN = re.compile(
    rf"(?:[(\[:→←–—]|\s-|(?<!that )(?<!which )\b(?:is|was|ist|wurde))\s*{_CHOICE}\b"
    rf"|^\W*{_CHOICE}\s*[:–—-]|\b{_CHOICE}\W*$|\b(?-i:(?=[A-Z]{{4}})){_CHOICE}\b",
    re.I,
)
# What says itself that it is done, or that it is not; a sign beside it adds nothing.
_DONE = (
    r"done|passed|verified|succeeded|successful(?:ly)?|confirmed|resolved|achieved|fixed|implemented"
    r"|validated|completed|created|added|updated|removed|moved|renamed|merged|committed|pushed"
    r"|deleted|migrated|replaced|restored|converted|extracted|installed|configured|used|written|tested|delivered|erledigt|fertig|bestanden|umgesetzt"
)
DONE_FIRST = re.compile(
    rf"\W*(?:(?:all|both) )?(?:{_DONE}|(?-i:COMPLETE|WORKING|CORRECT|SUCCESS|PASS))\b", re.I
)
DONE_LAST = re.compile(
    rf"\b(?:{_DONE}|complete|success|correct|work(?:s|ing)|pass(?:es|ing)?|ok)\W*$", re.I
)
NEGATED = re.compile(
    r"\b(?:no|not|never|without|missing|fail\w*|broken|todo|pending|open|planned|blocked|cannot"
    r"|need(?:s|ed)?|to be|must|should|will|if|when|nicht|kein\w*|offen|geplant)\b|n['’]t\b",
    re.I,
)
LEAST_FINDING = 3
# Signs of a line that can each mean something; more of them draw.
MOST_SIGNS = 40
SHOUTED = re.compile(r"[\s:*–—-]*[A-Z]{4,}\b")
# A sign beside a slash is named, not used: "✅/❌ marks".
BESIDE_SLASH = re.compile(r"/\s*\0|\0\ufe0f?\s*/")
SENTENCE_END = re.compile(r"[.!]\s*$")
# Blanks and brackets around a sign that was left out.
LEFT_BEHIND = re.compile(r"(?<=\()\s+|\s+(?=[”)]|\"$)|\s\(\s*\)|\s+(?=\ue003)")
SEPARATED = "\ue003"
PARTED = re.compile(r":.*\w\s*$")
GOES_ON = re.compile(r"\b(?:as|is|are|was|were|be|to|with|als|ist|sind|mit)\s*$", re.I)
_BAD_WORDS = (
    r"(?:fail(?:ed|ure|s|ing)?|broken|wrong|incorrect|violat(?:ions?|ed|es|ing)|missing|not \w+|no"
    r"|errors?|never|invalid|rejected|forbidden|bugs?|problems?|bad|avoid|false|falsch|fehler"
    r"|fehlt)"
)
BAD_STATED = re.compile(rf"\W*{_BAD_WORDS}(?:\s*[:!.,)]|\s+[-–—]|\W*$)", re.I)
BAD_SHOUTED = re.compile(rf"\W*(?-i:(?=[A-Z]{{3}})){_BAD_WORDS}\b", re.I)
# What is forbidden says so itself.
FORBIDDEN = re.compile(
    r"\W*(?:(?:NO|NEVER|DON['’]?T|DO NOT|AVOID|KEINE?N?|NIE(?:MALS)?|NICHT)\b"
    r"|(?:Remove|Delete|Eliminate|Discard|Entfernen|Löschen)\s*:)"
)
BAD_BEFORE = re.compile(rf"\b{_BAD_WORDS}\W*$", re.I)
# A state said in words, whatever the sign beside it.
STATED = re.compile(
    r"\W*(?:cancell?ed|blocked|deferred|skipped|in progress|pending|planned)\b", re.I
)
PLANNED = re.compile(
    r"\W*(?:planned|open|todo|to do|pending|geplant|offen)\s*(?:[:)\]–—-]|$)", re.I
)
# A heading or label without which what stands below it would say something else.
TURNS = re.compile(
    r"^(?:not ok|planned|open|in progress|dropped|warning)\b"
    r"|\b(?:wrong|incorrect|rejected|avoid|never|don['’]t|do not"
    r"|not (?:done|chosen|working|implemented|started|included)|alternatives?"
    r"|options?|considered|next steps?|to ?do|tasks?|backlog|goals?|future|planned"
    r"|propos(?:ed|als?)|suggested|falsch|abgelehnt|geplant\w*|vorgeschlagen\w*|vorschläge|aufgaben)\b",
    re.I,
)
# A legend explains the box: `[ ] = no file`.
BOX = re.compile(
    r"^(?:\\?\[(?P<box>[ xX~/>-]?)\\?\](?=\s)|(?P<drawn>[☐☑⬜🔲])\ufe0f?)"
    r"(?![ \t]*(?:[=:–—→-]|means\b))[ \t]*"
)
BOXES = {
    "": "open", " ": "open", "x": "done", "~": "going", "/": "going", "-": "dropped",
    ">": "deferred",
}  # fmt: skip
DRAWN = {"☑": "done"}
PREFIXES = {
    "open": "Planned",
    "done": "Done",
    "going": "In progress",
    "dropped": "Dropped",
    "deferred": "Deferred",
}
# What points at the chosen one of some options, or leaves one out; elsewhere it says nothing.
PICK = re.compile(
    r"^(?P<bold>(?:\*\*|__)?)(?:(?P<chosen>[👉⭐🏆➡◉●]\ufe0f?|\((?:x|X|\*|•)\))"
    r"|(?P<left>[○◯]|\( ?\)))[ \t]*(?=\S)"
)
# A text that says itself that something is not done, or went wrong; "broken links" are a thing.
UNDONE = re.compile(
    r"\W*(?:(?:not|never|nicht|noch nicht|kein\w*|fehlgeschlagen|gescheitert)\b"
    r"|(?:fail(?:ed|ure|s)|broken|blocked|missing|missed)\b"
    r"(?=\s*(?:$|[^\w\s`\"])|\s+(?:by|in|on|at|to|for|from|because|due|since|until|with|again)\b))",
    re.I,
)


def worded(text: str) -> str:
    """The text with signs as words and ornaments left out; markdown must be gone already."""
    if text.isascii():
        return text
    if read := _around_quotations(text):
        return read
    text = ONE_MORE.sub("", _unadorned(text))
    if ABOUT_PICTURES.search(text) and (read := _around(text, WITHIN)):
        return read
    text = LISTED.sub(_listed, text)
    if read := _around(text, NAMED):
        return read
    alone = not re.search(r"\w", text)
    for sign, word in STATES.items():
        if sign in text and (alone or re.search(rf":\s*{sign}\ufe0f?\s*$", text)):
            text = text.replace(sign, f" {word} ")
    if not alone and WAITS.search(text):
        text = _waiting(text)
    kept = EMOJI.sub(lambda match: "".join(map(_kept, match.group(0))), text)
    text = LEFT_BEHIND.sub("", kept) if kept != text else text
    return _signed(text)


def _signed(text: str) -> str:
    """The text with its signs as words."""
    first = SIGN.search(text)
    if first is None:
        return text.strip()
    if sum(1 for _ in SIGN.finditer(text)) > MOST_SIGNS:
        return LEFT_BEHIND.sub("", SIGN.sub("", text)).strip()
    option = OPTION.match(SIGN.sub("", text))
    # What was done for a choice is no option.
    deed = option and DONE_FIRST.match(SIGN.sub("", text)[option.end() :])
    if option and not deed and first.lastgroup != "warning":
        word = "chosen" if first.lastgroup == "good" else "rejected"
        return _remarked(SIGN.sub("", text), word)
    text = SIGN.sub(lambda match: _word(text, match), text)
    return LEFT_BEHIND.sub("", text).replace(SEPARATED, ",").strip()


def _around_quotations(text: str) -> str:
    """The text read around quotations that hold pictures; empty where there is none."""
    quotations = [each for each in QUOTATION.findall(text) if not each.isascii()]
    if not any(map(EMOJI.search, quotations)):
        return ""
    read = worded(QUOTATION.sub(_held, text))
    return re.sub(HELD_WORDS, lambda _: quotations.pop(0), read)


def _around(text: str, kept: re.Pattern[str]) -> str:
    """The text read around what a pattern finds, which stays; empty where it finds nothing."""
    held = kept.findall(text)
    return re.sub(HELD, lambda _: held.pop(0), worded(kept.sub(HELD, text))) if held else ""


def _held(match: re.Match[str]) -> str:
    return match[0] if match[0].isascii() else HELD_WORDS


def _unadorned(text: str) -> str:
    """A line of words without the pictures behind it, where these are several and begin with one
    that tells nothing.
    """
    found = RUN.match(text[::-1])
    run = found[0][::-1].lstrip() if found else ""
    before = text.removesuffix(run)
    if not run or not re.search(r"\w", before):
        return text
    told = SIGN.match(run) or OPTION.match(text)
    adorns = len(set(re.sub(r"[\ufe0f\u200d\s]", "", run))) >= LEAST_RUN
    return before.rstrip() if adorns and not told else text


def picked(text: str) -> tuple[str, str]:
    """What a sign before an option says of it (`done` for the chosen one, `open` for another, empty
    without such a sign), and the text behind it.
    """
    match = PICK.match(text)
    rest = match["bold"] + text[match.end() :] if match else ""
    if not match or not OPTION.match(rest):
        return "", text
    return "done" if match["chosen"] else "open", rest


def boxed(text: str) -> tuple[str, str]:
    """The task box at the start of a list item as a state (`open`, `done`, `going`, `dropped`,
    empty without one), and the text behind it.
    """
    match = BOX.match(text)
    if not match:
        return picked(text)
    state = (
        DRAWN.get(match["drawn"], "open") if match["drawn"] else BOXES[(match["box"] or "").lower()]
    )
    return state, text[match.end() :]


def stated(state: str, text: str, deciding: bool = False) -> str:
    """The text with its state in words: an open task is planned, an option with a box is chosen or
    not, a ticked decision is one. `deciding`: it stands below a heading that speaks of decisions.
    """
    if not state or not text:
        return text
    if OPTION.match(text) and state in ("open", "done"):
        return _remarked(text, "chosen" if state == "done" else "not chosen")
    if deciding or DECISION.match(text):
        return f"Open: {text}" if state == "open" else text
    if state in ("open", "done") and UNDONE.match(text):
        return text
    done = says_done(text)
    planned = PLANNED.match(text)
    if (state == "done" and done) or (state == "open" and planned):
        return text
    return f"{PREFIXES[state]}: {text}"


def says_done(text: str) -> bool:
    """Whether the words themselves say that something is done, first or last in the text or in the
    part before a colon.
    """
    head = text.split(":", 1)[0]
    ended = any(DONE_LAST.search(each) and not NEGATED.search(each) for each in (text, head))
    return bool(DONE_FIRST.match(text)) or ended


def unsigned(text: str) -> str:
    """A heading's or field's name without any sign or ornament."""
    return " ".join(PICTURE.sub(" ", text).split())


def _listed(match: re.Match[str]) -> str:
    """A list of things that each have a picture, without these, where some are no signs."""
    pictures = [sign for sign in EMOJI.findall(match[0]) if not SIGN.match(sign)]
    return re.sub(rf"{EMOJI.pattern}\s*", "", match[0]) if len(pictures) > 1 else match[0]


def _waiting(text: str) -> str:
    """The text of what is not finished, said in words."""
    rest = WAITS.sub("", text).strip()
    return rest if SAID_TO_WAIT.search(rest) or rest.endswith(":") else f"Pending: {rest}"


def _kept(sign: str) -> str:
    """What an emoji reads as: itself where it is a sign, a character, or nothing."""
    if SIGN.match(sign):
        return sign
    if sign in CHARACTERS:
        return CHARACTERS[sign]
    name = unicodedata.name(sign, "")
    if ("ARROW" in name and "\u2794" <= sign <= "\u27be") or sign == "➡":
        return "→"
    if name.startswith("DINGBAT") and unicodedata.digit(sign, None) is not None:
        return f"{unicodedata.digit(sign)}) "
    if letter := re.search(r"SQUARED LATIN CAPITAL LETTER ([A-Z])$", name):
        return f"{letter[1]}) "
    return ""


def _remarked(text: str, word: str) -> str:
    """The text of an option with what became of it behind it, unless it says so itself."""
    text = re.sub(r"[ \t]{2,}", " ", text).strip()
    return text if CHOSEN.search(text) else f"{text} ({word})"


def _word(text: str, match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    before, after = SIGN.sub("", text[: match.start()]), SIGN.sub("", text[match.end() :])
    leads, ends = not re.search(r"\w", before), not re.search(r"\w", after)
    if BESIDE_SLASH.search(text[: match.start()] + "\0" + text[match.end() :]):
        return WORDS[kind]
    between = (leads and after.lstrip().startswith("→")) or before.strip() == "→"
    if (not between and _redundant(kind, before, after, leads, ends)) or _said_before(
        text, match, leads
    ):
        # What the sign set apart stays so.
        apart = PARTED.search(before) and not GOES_ON.search(before)
        return SEPARATED if apart and re.match(r"\ufe0f?\s+[A-ZÄÖÜ]", after) else ""
    word = WORDS[kind]
    if leads and ends:
        return word
    if ends and before.rstrip().endswith((":", "→", "=")):
        return word
    if leads and after.lstrip().startswith("→"):
        return f"{word[0].upper()}{word[1:]} "
    if leads and before.rstrip().endswith("→"):
        return f"{word}: "
    if before.rstrip().endswith("(") and re.match(r"\s*\w", after):
        return f"{word}:"
    counts = r"\d" if len(SIGN.findall(text)) > 1 else ""
    beside = rf"[(/{counts}{GOOD}{BAD}{WARNING}]\s*$"
    if re.search(beside, text[: match.start()]) or re.match(r"\s*[)/]", text[match.end() :]):
        return word
    return f"{word[0].upper()}{word[1:]}: " if leads else f"({word})"


def _said_before(text: str, match: re.Match[str], leads: bool) -> bool:
    """Whether the same sign stands right before, or opened the line that this one closes."""
    earlier = list(SIGN.finditer(text[: match.start()]))
    if not earlier:
        return False
    near = not text[earlier[-1].end() : match.start()].strip()
    frames = not re.search(r"\w", text[: earlier[0].start()] + text[match.end() :])
    return earlier[-1].lastgroup == match.lastgroup and (near or (frames and len(earlier) == 1))


def _redundant(kind: str, before: str, after: str, leads: bool, ends: bool) -> bool:
    """Whether the words beside a sign say the same."""
    if STATED.match(after):
        return True
    if kind == "warning":
        return bool(re.match(r"\W*(?:warning|caution|achtung|warnung)\b", after, re.I))
    if kind == "bad":
        shouted = bool(BAD_SHOUTED.match(after) or FORBIDDEN.match(after))
        return shouted or bool(BAD_STATED.match(after)) or bool(ends and BAD_BEFORE.search(before))
    if leads:
        # What is not marked as bad is good; a tick on some of several lines says nothing more.
        return not ends
    return bool(
        DONE_FIRST.match(after)
        or SHOUTED.match(after)
        or DONE_LAST.search(before)
        or (ends and SENTENCE_END.search(before))
        or (before.rstrip().endswith(":") and len(after.split()) >= LEAST_FINDING)
    )
