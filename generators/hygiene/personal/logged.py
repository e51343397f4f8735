"""Accounts, machines and folders as configurations, logs and listings of a system name them."""

from __future__ import annotations

import re

from .accounts import NOT_PEOPLE
from .contacts import EMAIL
from .kinds import Kind
from .machines import HOST, IPV4

NAME = r"[^\W\d_][\w.-]{1,40}"
# Of a configuration of ssh, a log of logins, the list of accounts, of sessions and of processes.
CONFIG = re.compile(rf"(?P<before>(?m:^)[ \t]+User[ \t=]+)(?P<who>{NAME})(?=[ \t]*(?:\n|$))")
LOGGED = re.compile(
    r"(?P<before>\b(?:Accepted|Failed)[ ][\w/-]+[ ]for[ ](?:invalid[ ]user[ ])?"
    r"|\b(?:session[ ](?:opened|closed)[ ]for|authentication[ ]failure;[^\n]{0,80}?)[ ]user[ =]"
    r"|\b(?i:last[ ]login):[ ](?=\S+[ ](?:from|on|via)[ ])"
    r"|\bsudo:[ ]{1,4}(?=\S+[ ]:[ ](?:TTY|PWD|\d))"
    r"|\b(?:docker|podman|kubectl|docker-compose)[ ][^\n|;]{0,60}?\b(?:exec|run)[ ][^\n|;]{0,60}?"
    r"(?:-u|--user)[ =]"
    rf"|\bInvalid[ ]user[ ]|\bDisconnected[ ]from[ ]user[ ])(?P<who>{NAME})"
)
ENTRY = re.compile(
    rf"(?P<before>(?m:^)[ \t>]*)(?P<who>{NAME})(?P<mid>:[^:\n]*:\d+:\d+:)[^:\n]*(?=:/)"
)
SESSION = re.compile(
    rf"(?P<before>(?m:^)[ \t>]*)(?P<who>{NAME})"
    r"(?=[ ]+(?:pts/\d+|tty\w{1,6}|console|:\d)[ ]+(?:\d{4}-\d\d|[A-Z][a-z]{2}[ ]|\d\d:\d\d|:0))"
)
PROCESS = re.compile(
    rf"(?P<before>(?m:^)[ \t>]*)(?P<who>{NAME})"
    r"(?=[ ]+\d{1,7}(?:[ ]+\d{1,3}\.\d){2}[ ]+\d+[ ])"
)
FOUND = re.compile(rf"(?P<before>\bfind\b[^\n|;]{{1,120}}?[ ]-user[ ])(?P<who>{NAME})(?![\w.-])")
DOMAIN = re.compile(
    r"(?<![\w\\/.:-])(?P<before>(?!NT|BUILTIN)[A-Z][A-Z0-9-]{1,14}\\)(?P<who>[a-z][\w.-]{1,40})"
    r"(?=[ ](?:logged|signed|on|from)\b|['\"`]|[ \t]*(?:\n|$))"
)
# Names of addresses that a router or a service gives to the machine of somebody.
DYNAMIC = re.compile(
    r"(?<![\w.-])(?:[A-Za-z0-9][\w-]*\.)+(?:myfritz\.net|duckdns\.org|dyndns\.(?:org|info|biz)"
    r"|ddns\.net|no-ip\.(?:org|com|biz|info)|dynv6\.net|selfhost\.(?:de|eu)|spdns\.(?:de|eu|org)"
    r"|synology\.me|quickconnect\.to|myqnapcloud\.com|zapto\.org|hopto\.org|sytes\.net|mooo\.com"
    r"|ts\.net|ngrok(?:-free)?\.(?:io|app|dev)|trycloudflare\.com|loca\.lt|goip\.de|feste-ip\.net"
    r"|t-ipconnect\.de|dip0\.\w+|dyn\.\w+\.(?:net|de|com)|myds\.me|freeddns\.org|tplinkdns\.com)"
    r"(?![\w-])"
)
# An address that nobody shall click, and the name of a host that is made of one.
DEFANGED = re.compile(r"(?<![\w.])(?:\d{1,3}[ ]?[\[({](?:\.|dot)[\])}][ ]?){3}\d{1,3}(?!\w)")
NUMBERED = re.compile(
    r"(?<![\w.-])(?:[a-z]{1,12}-)?\d{1,3}(?:-\d{1,3}){3}(?:\.[a-z][\w-]*){1,5}(?![\w-])"
)
HYPHENED = re.compile(r"\d-\d{1,3}-\d{1,3}\.[a-z]")
HARDWARE = re.compile(
    r"(?P<before>(?i:\b(?:hwaddr|ether|mac(?:[- ]?(?:address|adresse))?)[ :=\"']{1,4}))"
    r"(?:[0-9A-Fa-f]{12}|[0-9A-Fa-f]{6}-[0-9A-Fa-f]{6})(?![0-9A-Za-z])"
)
# Folders of people in further forms: with an escaped drive, on other systems, without the root.
FOLDER = re.compile(
    r"(?P<root>(?:/[A-Za-z]%3[Aa]|/System/Volumes/Data|/usr|/var/services|/volume\d|/private"
    r"|/Network)/(?:Users|homes?)/"
    r"|\b[A-Za-z]:\\{1,2}Dokumente und Einstellungen\\{1,2}"
    r"|(?<![\w/.~@-])Users/(?!(?:components?|controllers?|services?|views?|models?|pages?|api|lib"
    r"|src|utils?|types|hooks|index|list|store|routes?)\b)(?=[^\W\d_][\w.-]*/[\w.-]+/))"
    rf"(?P<who>{NAME})"
)
SPACED = re.compile(r"(?P<root>/(?:Users|home)/<user>)(?:[ ][A-ZÄÖÜ][\w-]{1,30}){1,2}(?=/)")
# Who stands before an address, in the lines of a commit or a mail.
AUTHOR = re.compile(
    r"(?P<before>\b(?i:author|committer|signed-off-by|co-authored-by|reviewed-by|tested-by|acked-by"
    r"|reported-by|from|to|cc|reply-to|maintainer|contributors?)[\"']?[:=][ ]?[\"']?)"
    rf"(?P<who>[^<>\n\"']{{1,60}}?)(?=[\"']?[ ]<{re.escape(EMAIL)}>)"
)


def _who(match: re.Match[str]) -> str | None:
    return None if match["who"].lower() in NOT_PEOPLE else f"{match['before']}user"


def _entry(match: re.Match[str]) -> str | None:
    return None if match["who"] in NOT_PEOPLE else f"{match['before']}user{match['mid']}"


def _folder(match: re.Match[str]) -> str | None:
    return None if match["who"].lower() in NOT_PEOPLE else f"{match['root']}<user>"


def _numbered(match: re.Match[str]) -> str | None:
    parts = [int(part) for part in re.findall(r"\d+", match[0].split(".")[0])]
    return None if max(parts) > 255 or max(parts) < 20 else HOST


KINDS = (
    Kind("account", CONFIG, _who, ("User",), lines=True),
    Kind("account", LOGGED, _who,
         ("Accepted ", "Failed ", "session ", "authentication failure", "ogin: ", "OGIN: ", "sudo:",
          "docker", "podman", "kubectl", "Invalid user", "from user"), lines=True),
    Kind("account", ENTRY, _entry, (":/",), lines=True),
    Kind("account", SESSION, _who, ("pts/", "tty", "console"), lines=True),
    Kind("account", PROCESS, _who, gate=lambda text: PROCESS.search(text) is not None),
    Kind("account", FOUND, _who, ("-user ",), lines=True),
    Kind("account", DOMAIN, _who, ("\\",), lines=True),
    Kind("private host", DYNAMIC, lambda _: HOST,
         ("myfritz.net", "duckdns", "dyndns.", "ddns.net", "no-ip.", "dynv6", "selfhost.", "spdns.",
          "synology.me", "quickconnect", "myqnapcloud", "zapto", "hopto", "sytes", "mooo.com",
          "ts.net", "ngrok", "trycloudflare", "loca.lt", "goip.de", "feste-ip", "t-ipconnect",
          "dip0.", ".dyn.", "myds.me", "freeddns", "tplinkdns"), lines=True),
    Kind("IP address", DEFANGED, lambda _: IPV4, ("[.]", "(.)", "{.}", "dot"), lines=True),
    Kind("private host", NUMBERED, _numbered, gate=lambda text: HYPHENED.search(text) is not None),
    Kind("MAC address", HARDWARE, lambda m: f"{m['before']}00005E005300",
         ("HWaddr", "hwaddr", "ether", "mac", "MAC", "Mac"), lines=True),
    Kind("home folder", FOLDER, _folder,
         ("/Users/", "/home", "Einstellungen", "Users/"), lines=True),
)  # fmt: skip
# After the addresses themselves.
NAMED = (
    Kind("home folder", SPACED, lambda m: m["root"], ("<user> ",), lines=True),
    Kind("name", AUTHOR, lambda m: f"{m['before']}Name", (f"<{EMAIL}>",), lines=True),
)
