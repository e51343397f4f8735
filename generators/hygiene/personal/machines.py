"""What names the machine of a person: home folders, private hosts, network addresses, accounts.

Every mask is a value that a standard reserves for documentation, so code that holds one still
parses and still means the same.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

from .kinds import Kind

USER = "<user>"
HOST = "host.example"
ACCOUNT_MASK = "user@host"
IPV4, IPV6 = "192.0.2.1", "2001:db8::1"
HOME = re.compile(
    r"(?P<root>(?:(?<![\w.~-])(?:/(?:mnt|cygdrive))?(?:/[a-z])?/(?:Users|home|export/home"
    r"|var/home)/"
    r"|(?i:%2F(?:Users|home)%2F)|(?<![\w-])-(?:Users|home)-(?=[a-z]+-)"
    r"|(?:file:///|\w{2,20}://file/)(?:[A-Z]:/)?(?:Users|home)/|ssh-remote\+[\w.-]+/(?:Users|home)/"
    r"|\\\\[\w.$-]+\\(?:[\w.-]+\\)?(?i:users|home)\\"
    r"|\b[A-Za-z]:(?P<bar>\\{1,4}|/)(?i:Users|Documents and Settings|Benutzer"
    r"|Utilisateurs|Usuarios|Usuários|Utenti|Gebruikers)(?P=bar)))"
    r"(?P<name>[^\W\d_](?:[^\s/\\'\"`<>()\[\]{}:;,|*?$%&#=!]"
    r"|[ ](?=[^\s\\/]+(?:[ ][^\s\\/]+)?\\)){0,40})"
)
DOMAINS = (
    r"fritz\.box|speedport\.ip|home\.arpa|localdomain|lan|local|internal|intranet|corp|intern|home"
)
# Rare as the ending of anything else, or only of a host where something says so.
PRIVATE = re.compile(
    r"(?<![\w.-])(?:[A-Za-z0-9][\w-]*\.)+(?:fritz\.box|speedport\.ip|home\.arpa|localdomain"
    r"|intranet)(?![\w-])"
    rf"|(?<![^/@\s'\"`(])(?:[A-Za-z0-9][\w-]*\.)+(?:{DOMAINS})(?![\w(-]|\.\w| ?[=?+)]|\??\.)"
)
# A folder that a machine shares, `\\host\folder`; a word alone may be a line that ends in `\\`.
SHARED = re.compile(
    r"(?<![\w:/.\\])\\\\(?P<host>(?=\w*[\dA-Z.-])[A-Za-z0-9][\w.-]{2,62})(?=\\\w{2})"
)
NO_HOSTS = re.compile(
    r"(?:this|self|env|config|settings|window|state|props|scope|host)\.\w+$", re.I
)
ACCOUNT = re.compile(
    r"(?P<before>\b(?:ssh|scp|sftp|rsync|mosh|ssh-copy-id|sshfs|su|sudo -u|chown)\b[^\n"
    r"|;]{0,120}?[\s'\"=])"
    r"(?P<who>[A-Za-z_][\w.-]*)@(?P<host>[A-Za-z0-9][\w.-]*|\[[0-9a-f:]+\])"
)
LOGIN = re.compile(
    r"(?P<before>\b(?:ssh|rsh|telnet|ftp|psql|mysql|sudo)\b[^\n|;]{0,80}?\s(?:-l|-U|-u"
    r"|--user(?:name)?)[ =])"
    r"(?P<who>[A-Za-z_][\w.-]{1,30})(?![\w:.-])"
)
# Here `--user` takes no account: it says whose services or packages are meant.
OWN_SERVICES = re.compile(r"\b(?:systemctl|journalctl|systemd-run|pip3?)\b[^\n]*--user[ =]$")
PROMPT = re.compile(
    r"(?<![\w@/.+-])(?P<who>[a-z_][\w.-]*)@(?P<host>[A-Za-z0-9][\w.-]*)(?P<end>:[~/]"
    r"| [~/]?\S* ?[%$#](?=[ \n]|$)|:\w[\w.-]*/)"
)
# A prompt that names the host elsewhere, a listing, and commands that change to an account.
BARE = re.compile(r"(?<=\] )(?P<before>)(?P<who>[a-z_][\w.-]*)(?=@[/.~]\S)")
LISTED = re.compile(
    r"(?P<before>(?m:^)[ \t>]*[dl-](?:[r-][w-][xsS-]){2}[r-][w-][xtT-][@+.]?[ ]+\d+[ ]+)"
    r"(?P<who>[a-z_][\w.-]*)(?P<group>[ ]+(?P=who)(?=[ ]))?(?=[ ]+\w)"
)
CHANGED = re.compile(
    r"(?P<before>\b(?:su[ ]+(?:-l?|--login)[ ]+(?=\S+(?:[ ]*(?:[\n`'\"&;|)]|$)|[ ]-c))"
    r"|sudo su[ ]+(?!-)|chown[ ]+(?:-\w+[ ]+)?|git config (?:--global )?"
    r"user\.name[ ]+['\"]?))(?P<who>[A-Za-z_][\w.-]*)"
    r"(?P<more>(?<=[\w])[ ][A-Z][\w.-]+(?=['\"])|:\w+)?"
    r"(?=['\"\s]|$)"
)
FOUR = re.compile(r"\d(?<![\w.+-].)\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}(?![\w+-]|\.\d)")
SIX = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:{1,2}){2,7}[0-9A-Fa-f]{0,4}(?:%\w+)?(?![\w:.])")
MAC = re.compile(
    r"[0-9A-Fa-f](?:(?<![\w:-].)[0-9A-Fa-f](?P<by>[:-])(?:[0-9A-Fa-f]{2}(?P=by)){4}"
    r"[0-9A-Fa-f]{2}(?![\w:-])"
    r"|(?<![\w.].)[0-9a-f]{3}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])"
    r"|(?:(?<=[Mm][Aa][Cc][=:].)|(?<=[Mm][Aa][Cc][=:][ \"'].))[0-9A-Fa-f]{11}\b)"
)
PUBLIC_MACS = ("000000000000", "FFFFFFFFFFFF", "00005E005300")
# Whose address it is, everyone knows: name servers open to all.
OPEN = frozenset({"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9"})
DOCUMENTED = tuple(
    map(ipaddress.IPv4Network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"))
)
# Accounts that a system, an image or a build service creates for itself.
SYSTEM_PEOPLE = frozenset(
    ("ubuntu", "debian", "centos", "fedora", "rocky", "alpine", "vagrant", "ec2-user", "azureuser",
     "opc", "cloud-user", "vscode", "codespace", "gitpod", "runner", "runneradmin", "circleci",
     "jenkins", "travis", "gitlab-runner", "buildkite-agent", "node", "www-data", "nginx", "apache",
     "postgres", "mysql", "redis", "mongodb", "rabbitmq", "elasticsearch", "grafana", "prometheus",
     "daemon", "systemd", "messagebus", "syslog", "sshd", "nobody", "docker", "linuxbrew",
     "jovyan", "coder")
)  # fmt: skip
NO_PEOPLE = SYSTEM_PEOPLE | {"git", "hg", "svn", "user", "username", "name", "root", "host"}


def _home(match: re.Match[str]) -> str | None:
    """Of a person: a folder of the system's own account is nobody's."""
    return None if match["name"] in SYSTEM_PEOPLE else match["root"] + USER


def _host(match: re.Match[str]) -> str | None:
    return None if NO_HOSTS.fullmatch(match[0]) else HOST


def _shared(match: re.Match[str]) -> str | None:
    known = match["host"] in ("server", "host", "localhost", "127.0.0.1", HOST)
    return None if known else rf"\\{HOST}"


def _account(match: re.Match[str]) -> str | None:
    if match["who"] in ("git", "hg", "svn") or match["host"] in (HOST, "host", "example.org"):
        return None
    return match["before"] + ACCOUNT_MASK


def _login(match: re.Match[str]) -> str | None:
    if match["who"] in NO_PEOPLE or OWN_SERVICES.search(match["before"]):
        return None
    return f"{match['before']}user"


def _listed(match: re.Match[str]) -> str | None:
    """Of a listing, with the group that is named after its only member."""
    masked = _login(match)
    return masked and masked + (match["group"] or "").replace(match["who"], "user")


def _changed(match: re.Match[str]) -> str | None:
    if match["who"] in NO_PEOPLE:
        return None
    return f"{match['before']}user" + (":user" if (match["more"] or "").startswith(":") else "")


def _prompt(match: re.Match[str]) -> str | None:
    if match["who"] in ("git", "hg", "svn") or match["host"] in (HOST, "host", "example.org"):
        return None
    if (match["host"] in SYSTEM_PEOPLE and match["who"] in SYSTEM_PEOPLE) or _of_url(match):
        return None
    return ACCOUNT_MASK + match["end"]


def _of_url(match: re.Match[str]) -> bool:
    """Whether a password and its host, in a URL, look like an account at a host."""
    return "://" in re.split(r"[\s\"'`<>]", match.string[: match.start()][-120:])[-1]


def _four(match: re.Match[str]) -> str | None:
    """An address, and not the version of something: those are small numbers, or follow the word."""
    try:
        address = ipaddress.IPv4Address(match[0])
    except ValueError:
        return None
    parts = [int(part) for part in match[0].split(".")]
    before = match.string[max(0, match.start() - 24) : match.start()].lower()
    if match[0] in OPEN or parts[0] in (0, 127, 255) or parts[0] >= 224 or _documented(address):
        return None
    said = re.search(
        r"(?://|@|\bip\w*\W*|host\w*\W*|addr\w*\W*|server\W*|ping |ssh |telnet )$", before
    )
    version = max(parts) < 20 or re.search(r"(?:\bv|version\W*|release\W*|[\w-]/)$", before)
    private = address.is_private and parts[0] != 10
    return IPV4 if said or private or not version else None


def _documented(address: ipaddress.IPv4Address) -> bool:
    return any(address in network for network in DOCUMENTED)


def _six(match: re.Match[str]) -> str | None:
    text = match[0].split("%")[0]
    if len(text) < 8 or not re.search(r"[a-fA-F]|::", text):
        return None
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        return None
    documented = address in ipaddress.IPv6Network("2001:db8::/32")
    return None if documented or address.is_loopback or address.is_unspecified else IPV6


def _mac(match: re.Match[str]) -> str | None:
    digits = re.sub(r"\W", "", match[0]).upper()
    if digits in PUBLIC_MACS or ("." in match[0] and not re.search(r"[a-f]", match[0])):
        return None
    return "00:00:5E:00:53:00".replace(":", match["by"] or (":" if len(match[0]) > 12 else ""))


# Each begins with a sign of its own, which the search jumps to.
PAIRED = tuple(
    map(
        re.compile,
        (
            r"(?i:mac)[=:]",
            r":[0-9A-Fa-f]{0,4}:",
            r"-[0-9A-Fa-f]{2}-[0-9A-Fa-f]{2}-",
            r"\.[0-9a-f]{4}\.",
        ),
    )
)
DOTTED = re.compile(r"\.\d{1,3}\.\d{1,3}\.\d")


@lru_cache(maxsize=1)
def _paired(text: str) -> bool:
    return any(pattern.search(text) for pattern in PAIRED)


def _dotted(text: str) -> bool:
    return DOTTED.search(text) is not None


HOMES = ("/Users/", "/home/", "\\", ":/", "-Users-", "-home-", "%2F", "%2f")
KINDS = (
    Kind("home folder", HOME, _home, HOMES, lines=True),
    Kind("account", ACCOUNT, _account, ("@",)),
    Kind("account", PROMPT, _prompt, ("@",), lines=True),
    Kind("account", BARE, _login, ("] ",), lines=True),
    Kind("account", LISTED, _listed, ("rw", "r-"), lines=True),
    Kind("account", CHANGED, _changed, ("su ", "chown ", "user.name "), lines=True),
    Kind("account", LOGIN, _login, (" -l", " -U", " -u", " --user"), lines=True),
    Kind("private host", PRIVATE, _host,
         (".box", ".ip", ".arpa", ".lan", ".local", ".internal", ".intranet", ".corp", ".intern",
         ".home"), lines=True),
    Kind("private host", SHARED, _shared, ("\\\\",), lines=True),
    Kind("MAC address", MAC, _mac, gate=_paired),
    Kind("IP address", FOUR, _four, (".",), _dotted),
    Kind("IP address", SIX, _six, (":",), _paired),
)  # fmt: skip
