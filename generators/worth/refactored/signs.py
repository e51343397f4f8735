"""Signs of the habits in the text of code."""

from __future__ import annotations

import re

LOGGED = re.compile(r"(?:await\s+)?(?:this\.)?(?:console|\w*[lL]og(?:ger)?)\.\w+\(")
PRINTED = re.compile(r"(?:this\.)?console\.(?:error|warn)\(")
REPORTED = re.compile(r"(?:await\s+)?(?:this\.)?\w*[lL]og(?:ger)?\.(?:error|warn)\(")
GOES_ON = re.compile(
    r"//[ \t]*(?:(?:just|then|so|but|and|we) )*(?:continue|ignore|proceed|carry on|keep going|go on"
    r"|skip|silently|fall ?back|(?:use|keep|apply|return|with) (?:the )?defaults?)\b",
    re.I,
)
REOPENED = re.compile(r"\n[ \t]*/\*\*")
PLACEHOLDER = re.compile(r"//[^\n]*(?:\.\.\.\s*existing|existing code|rest of the)", re.I)
DEFAULTED = re.compile(r"\|\|\s*['\"`\d\[{]")
NO_ANSWER = re.compile(r"return(?: (?:null|undefined|false|\[\]|\{\}|''))?;?")
EMPTY = re.compile(r"\breturn (?:null|undefined|false);")
CONSOLE = re.compile(
    r"//[^\n]*\bconsole\b|^[ \t]*\*[^\n]*\bconsole\b|\bstdio: *['\"]inherit\b"
    r"|(?-i:\bthis\.(?:print|show|display|log)(?:[A-Z]\w*)?\()",
    re.M | re.I,
)
FOLDER = re.compile(r"\b__(?:dirname|filename)\b")
GLUED = re.compile(r"`[^`\n]*\$\{[^}`]+\}/[^`\n]*`")
# A version inside of a text, or a text that is nothing else.
# Of two numbers it is one only with its letter.
VERSION = re.compile(
    r"\bv?\d+\.\d+\.\d+\.\d+\b|(?<=^['\"`])v?\d+\.\d+\.\d+(?=['\"`]$)|\bv\d+\.\d+\b(?![.\d])"
)
LOOP_NAMES = frozenset("ijkxyab")
COUNTERS = frozenset("ijk")
# An escaped backslash where a point, digit or blank is meant.
NEVER = re.compile(r"^/[^/\n]*(?<!\\)\\\\[.dws](?![^/\n]*\\\\[/\\])")
RESTORED = re.compile(r"\binit\(\w*scenario\b", re.I)
ABBREVIATED = """
str num idx cls arr obj val tmp cb len ctx cfg msg btn cnt ret res req elem cmd imp src dst pkg
ver sem
"""
ABBREVIATIONS = frozenset(ABBREVIATED.split())
HELPER = re.compile(r"\bthis\._\w+\(")
GATHERED = re.compile(
    r"(?:\bfor \(|\.forEach\()[^\n]*\{\n(?:[^\n]*\bif \([^\n]*\{\n)?[^\n]*\.push\([^\n]*\n\s*\}"
    r"|\.forEach\([^\n]*=>[^\n]*\.push\("
)
FILLING = re.compile(r"(?:\bfor \((?:const|let) |\.forEach\()[\s\S]*(?<!\bthis)\.push\(")
# Counting or adding up by hand, too.
BY_HAND = re.compile(
    rf"{FILLING.pattern}|\bfor \([^\n]*\{{\n(?:[^\n]*\bif \([^\n]*\{{\n)?"
    r"\s*\w+(?:\+\+| \+= [^;\n]+);"
)
# Code in a text.
WRITES = re.compile(r"\bconsole\.\w+\(")
# What a request that leaves open what is wrong asks for as well.
LEFT = re.compile(
    r"Sync\(|\|\| (?:['\"`\d\[{]|true|false)|\.then\(|\bfor \(let \w+ = 0;"
    r"|\bawait import\(['\"](?!\.)"
    r"|\{\n\s*(?:this\.)?console\.\w+\([^\n]*\);\n\s*\}|\belse \{\n\s*(?:throw|return)\b",
)
ANSWERS_NOTHING = re.compile(
    r"^(?![^\n]*\bprivate\b)[^\n]*\): (?:Promise<void>|void) \{$",
    re.M,
)
REMARK = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
COLLECTION = re.compile(r"(?!readonly\b).*\[\]|(?:Array|Map|Set)<.*>")
OWN = re.compile(r"\breturn this\.\w+;")
ANSWER = re.compile(r"\breturn (true|false);")
GIVES = re.compile(r"\breturn (?!(?:true|false);)")
# Whatever stands before it, false included, becomes true.
ALWAYS = re.compile(r"\|\| true(?=[;,)\s])")
EVALUATED = re.compile(r"(?<![\w.])eval\(|\bnew Function\(")
