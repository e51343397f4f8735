"""Accounts, computers and disks that bear the name of a person, beside the forms in `machines`."""

from __future__ import annotations

import re

from .kinds import Kind
from .machines import NO_PEOPLE

NAME = r"[^\W\d_][\w.-]{1,40}"
# `~anna/notes/todo.md`, `cd ~anna`: a folder of somebody, where `~` alone is nobody's.
TILDE = re.compile(
    r"(?P<before>(?<![\w~./\\'\"-])|\b(?:cd|ls|cat|cp|mv|less|vim?|nano|source|rsync|chmod"
    r"|tar)\b[^\n|;]{0,60}?"
    r"[ ])~(?P<who>[a-z][\w.-]{1,31})(?=/[\w.-]+(?:/|\.\w)|[ \t]*(?:\n|$|[;&|`'\"]))"
)
COMMAND = re.compile(
    r"\b(?:cd|ls|cat|cp|mv|less|vim?|nano|source|rsync|chmod|tar)\b[^\n|;]{0,60}?[ ]$"
)
# Roots below which `home` holds people: elsewhere it may be a part of a program.
ROOTED = re.compile(
    r"(?<![\w.~-])(?P<root>/(?:(?:data|mnt|nfs|net|srv|opt|private|vol\d*|volume\d+|host|rootfs"
    r"|storage|exports?)/(?:[\w.-]+/){0,2}?(?:home|homes|users|Users)|home[s\d])/)"
    rf"(?P<who>{NAME})"
)
MEDIA = re.compile(
    rf"(?<![\w.~-])(?P<root>/run/media/|/media/)(?P<who>{NAME})(?=/(?P<disk>[\w.-]+))"
)
DISK = re.compile(
    r"(?<![\w.~-])(?P<root>/Volumes/)(?P<who>(?!Macintosh[ ]HD)[^\W\d_]"
    r"(?:[^\s/'\"`<>()\[\]{}:;,|*?$#]"
    r"|(?<=\\)[ ]){1,60})"
)
UID = re.compile(rf"(?P<before>\b(?:uid|gid|euid)=\d+\()(?P<who>{NAME})(?=\))")
VARIABLE = re.compile(
    r"(?P<before>(?<![\w$.-])(?:USER|LOGNAME|USERNAME|SUDO_USER|GIT_AUTHOR_NAME|GIT_COMMITTER_NAME)"
    rf"(?:=[\"']?|[\"']:[ ]?[\"']))(?P<who>{NAME})(?![\w({{.]|[ ]?[|&?])"
)
# The account of a URL for shells, files, calls and mail; that of `https` is a thing of examples.
URL = re.compile(
    rf"(?P<before>\b(?:ssh|sftp|scp|ftps?|smb|afp|cifs|nfs|rsync|vnc|rdp|telnet|svn\+ssh|git\+ssh"
    rf"|sips?|xmpp|ldaps?|imaps?|pop3s?|smtps?|nx|mosh)://(?:\w+;)?)(?P<who>{NAME})(?P<after>@)"
    rf"(?=[\w\[])"
)
MANAGED = re.compile(
    r"(?P<before>\b(?:usermod|useradd|adduser|userdel|deluser|chage|gpasswd|chsh|chfn|pwck"
    r"|crontab|pkill|pgrep|ps|top|htop|lsof|loginctl|dscl|passwd)\b(?:[^\n|;&]{0,80}?[ ])?"
    r"(?:(?:-u|-U|--user|-aG[ ][\w,]+|-G[ ][\w,]+|enable-linger)[ ]|/Users/)|"
    r"\b(?:useradd|adduser|userdel|deluser|chage[ ]-l|chfn|chsh)[ ](?:-\w+[ ])*)"
    rf"(?P<who>{NAME})(?![\w=/.-])"
)
# Machines are named after whom they belong to, or by the system that is installed on them.
OWNED = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ]\w{1,30}-(?:MacBook|iMac|Mac-?mini|Mac-?Studio|iPhone|iPad|ThinkPad)"
    r"|(?!Windows)[A-ZÄÖÜ]\w{1,30}s-(?:PC|Laptop|Notebook|Rechner|Surface|XPS))"
    r"(?:-(?:Air|Pro|Mini|Max|\d{1,2}))*(?![\w-])"
    r"|(?<![\w-])(?:DESKTOP|LAPTOP|WIN)-(?=[A-Z]*\d)[A-Z0-9]{7,11}(?![\w-])"
)
POSSESSED = re.compile(
    r"(?P<before>(?<!\w))"
    r"(?P<who>(?!Apple|User|Customer|Today|Developer|Tester"
    r"|Everyone)[A-ZÄÖÜ][a-zäöüß]{1,20})['’]s[ ]"
    r"(?=(?:MacBook|iMac|iPhone|iPad|ThinkPad)\b)"
    r"|(?P<other>\b(?:iPhone|iPad|MacBook(?:[ ](?:Air|Pro))?)[ ](?:von|de|di"
    r"|van)[ ])[A-ZÄÖÜ][a-zäöüß]{1,20}"
)
# `user anna@box`, where the host has no dot, and a host that is named after what it is.
AT_HOST = re.compile(
    r"(?P<before>\b(?i:user|logged[ ]in[ ]as|login|account|benutzer|utilisateur|usuario"
    r"|connected[ ]to"
    rf"|connecting[ ]to)[ :=]{{1,3}}[\"'`]?)?(?P<who>(?<![\w.@+-]){NAME})@"
    rf"(?P<host>[a-z][\w-]{{1,40}})"
    r"(?![\w@(/-]|\.\w)"
)
# A session, with the terminal or the place that it comes from; a role logs in from nowhere.
SESSION = re.compile(
    rf"(?P<before>\b(?i:logged[ ]in|signed[ ]in|login|angemeldet|eingeloggt)[ ](?:as|als)[ ])"
    rf"(?P<who>{NAME})"
    r"(?=[ ](?:on|auf|from|von|via)[ ](?:pts/|ttys?\d|console\b|\d{1,3}\.\d|[a-z][\w-]*\.[a-z]))"
)
# `User anna logged in`, as servers log it, and not what a user does: the word between is no word.
ACTED = re.compile(
    rf"(?P<before>\b(?:User|user|USER|Benutzer|Account|Client)[ ][\"'`]?)(?P<who>{NAME})"
    r"(?=[\"'`]?[ ]"
    r"(?:(?:has|hat|was|wurde)[ ])?(?:(?:logged|signed)[ -](?:in|out|on|off)\b"
    r"|(?:connected|disconnected|authenticated)[ ](?:from|on|via|at|after|by)\b"
    r"|(?:angemeldet|abgemeldet|eingeloggt|ausgeloggt)\b))"
)
# `group=staff owner=anna`: pairs in a row, as logs and listings have them.
OWNER = re.compile(
    r"(?P<before>(?:(?<=[\s,;])|(?m:^))(?:owner|assignee|reviewer|author|committer|maintainer|uploader"
    r"|creator|approver|reporter|created_?by|updated_?by|modified_?by|requested_?by|login|uname)=)"
    r"(?P<who>[a-z][a-z.-]{1,31})(?=[\s,;]|$)"
)
PAIRS = re.compile(r"\b[\w.]+=[^\s,;=]+[\s,;]+(?:[\w.]+=[^\s,;=]+[\s,;]+)*[\w.]+=[^\s,;=]")
PLAIN = re.compile(r"[a-z]+ly|[a-z]+(?:ing|tion|ment|ness|ions|ers?|ors?)")
# A computer by its owner's name, written small.
SMALL = re.compile(
    r"(?<![\w.-])(?!(?:my|the|old|new|test|dev|work|home|our|your|spare|lenovo|apple|ibm|used|local"
    r"|office|build|ci|demo)-)[a-z]{2,20}-(?:thinkpad|macbook|imac|mbp)(?:-(?:air|pro|\d{1,2}))?"
    r"(?![\w-])"
)
HARDWARE = re.compile(
    r"-(?:mbp|macbook|imac|mac|pc|laptop|air|nuc|pi|thinkpad|xps|desktop)(?:-\w+)?$"
)
WINDOWS = re.compile(r"\bS-1-5-21-\d{6,10}-\d{6,10}-\d{6,10}-\d{3,5}\b")
NOT_PEOPLE = NO_PEOPLE | {
    "shared", "public", "default", "all", "admin", "administrator", "staff", "wheel", "docker",
    "daemon", "nobody", "runner", "ubuntu", "debian", "ec2-user", "postgres", "string", "null",
    "test", "guest", "demo", "example", "your", "foo", "me", "you", "someone", "process",
    "images", "image", "img", "video", "videos", "audio", "uploads", "icons", "files", "static",
    "assets", "photos", "media", "cdrom", "usb", "floppy", "types", "print", "screen",
}  # fmt: skip

# What stands between `user` and what it did and is nobody's name.
WORDS = """
    is was has had have who that which not be been being gets got get must can may might will
    would should could once then just also never already always still only both either again first
    last now later soon if when while so and or but to of in on at by with from the a an this
    session sessions service account accounts agent browser client device app socket request data
    name id names group groups role roles profile story input interface token tokens team bot
    system self none true false anonymous unknown guest someone anyone everyone nobody x y z one
    two three ist war hat wird wurde nicht sich kann muss soll schon noch nur auch und oder staff
    users everybody me you they we it he she owner author creator new old same other another
"""
WORDS_OF_USE = frozenset(WORDS.split())


def _who(before: str, who: str, mask: str) -> str | None:
    return None if who.lower() in NOT_PEOPLE else before + mask


def _tilde(match: re.Match[str]) -> str | None:
    """A command may name the folder alone; elsewhere a path has to follow it."""
    follows = match.string[match.end() : match.end() + 1] == "/"
    if not follows and not COMMAND.search(match.string, 0, match.start("who") - 1):
        return None
    return _who(f"{match['before']}~", match["who"], "user")


def _folder(match: re.Match[str]) -> str | None:
    return _who(match["root"], match["who"], "<user>")


def _media(match: re.Match[str]) -> str | None:
    """What is below `/media` is a disk, or pictures of a site."""
    disk = match["root"] != "/media/" or re.search(r"[A-Z]|\d{4}", match["disk"])
    return _folder(match) if disk and "." not in match["disk"][1:] else None


def _account(match: re.Match[str]) -> str | None:
    return _who(match["before"], match["who"], "user")


def _url(match: re.Match[str]) -> str | None:
    return _who(match["before"], match["who"], "user@")


def _acted(match: re.Match[str]) -> str | None:
    """A name; a word that English or software has in this place is none."""
    who = match["who"].lower()
    return None if who in WORDS_OF_USE or PLAIN.fullmatch(who) else _account(match)


def _owner(match: re.Match[str]) -> str | None:
    """Where the line is a row of pairs, and the value no word of systems."""
    text = match.string
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    row = PAIRS.search(text, start, end if end >= 0 else len(text))
    return _acted(match) if row else None


def _at_host(match: re.Match[str]) -> str | None:
    said = match["before"] or HARDWARE.search(match["host"])
    return _who(match["before"] or "", match["who"], "user@host") if said else None


def _possessed(match: re.Match[str]) -> str:
    return f"{match['other']}me" if match["other"] else "my "


KINDS = (
    Kind("home folder", TILDE, _tilde, ("~",), lines=True),
    Kind("home folder", ROOTED, _folder, ("/home", "/users/", "/Users/"), lines=True),
    Kind("home folder", MEDIA, _media, ("/media/",), lines=True),
    Kind("disk", DISK, lambda m: f"{m['root']}<disk>", ("/Volumes/",), lines=True),
    Kind("account", UID, _account, ("id=",), lines=True),
    Kind("account", VARIABLE, _account, ("USER", "LOGNAME", "GIT_"), lines=True),
    Kind("account", URL, _url, ("://",), lines=True),
    Kind("account", MANAGED, _account,
         ("user", "chage", "gpasswd", "chsh", "chfn", "crontab", "kill", "pgrep", "ps ",
          "top ", "lsof", "loginctl", "passwd"), lines=True),
    Kind("computer", OWNED, lambda _: "host", ("-MacBook", "-iMac", "-Mac", "-iP", "s-PC",
         "s-Laptop", "-ThinkPad", "s-Notebook", "s-Rechner", "s-Surface", "s-XPS",
         "DESKTOP-", "LAPTOP-", "WIN-"), lines=True),
    Kind("computer", POSSESSED, _possessed,
         ("MacBook", "iMac", "iPhone", "iPad", "ThinkPad"), lines=True),
    Kind("account", SESSION, _account, (" as ", " als "), lines=True),
    Kind("account", ACTED, _acted,
         ("ser ", "SER ", "ser '", 'ser "', "ser `", "Account ", "Client ", "lient '", "enutzer "),
         lines=True),
    Kind("account", OWNER, _owner,
         ("er=", "or=", "ee=", "by=", "By=", "login=", "uname="), lines=True),
    Kind("computer", SMALL, lambda _: "host",
         ("-thinkpad", "-macbook", "-imac", "-mbp"), lines=True),
    Kind("account", AT_HOST, _at_host, ("@",), lines=True),
    Kind("account", WINDOWS, lambda _: "S-1-5-21-0-0-0-1000", ("S-1-5-21-",), lines=True),
)  # fmt: skip
