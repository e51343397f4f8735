"""Profiles and handles: who somebody is on the sites where people speak to each other.

Names of owners in addresses of repositories are left: they name the code.
"""

from __future__ import annotations

import re

from .kinds import Kind

SITES = (
    r"linkedin\.com/in/|xing\.com/profile/|t\.me/(?!joinchat|\+)|(?i:skype)\W{1,3}live:"
    r"|(?:twitter|(?<![\w.])x)\.com/(?!intent|share|home|search|hashtag|i/|explore|login|settings"
    r"|privacy"
    r"|tos)"
    r"|instagram\.com/(?!p/|reel|explore|stories|about|accounts)"
    r"|facebook\.com/(?!sharer|share|groups|pages|events|help|login|policies|docs|watch|business)"
    r"|fb\.me/|threads\.(?:net|com)/@|bsky\.app/profile/|tiktok\.com/@|youtube\.com/@|medium\.com/@"
    r"|paypal\.me/|venmo\.com/(?:u/)?|cash\.app/\$|reddit\.com/u(?:ser)?/|pinterest\.\w{2,3}/"
    r"(?!pin/)"
    r"|vk\.com/(?!wall|feed|doc)|ok\.ru/profile/|keybase\.io/|linktr\.ee/|calendly\.com/|about\.me/"
    r"|snapchat\.com/add/|steamcommunity\.com/id/|last\.fm/user/|soundcloud\.com/|twitch\.tv/"
    r"|signal\.me/#\S{0,3}/|stackoverflow\.com/users/\d+/|researchgate\.net/profile/"
    r"|strava\.com/athletes/"
    r"|mastodon\.\w+/@|matrix\.to/#/@|discord(?:app)?\.com/users/|gravatar\.com/(?!avatar)"
    r"|flickr\.com/people/"
    r"|letterboxd\.com/|goodreads\.com/user/show/|buymeacoffee\.com/|ko-fi\.com/|patreon\.com/"
    r"|orcid\.org/"
)
# Of a comment on code, which begin as handles do.
TAGS = (
    r"(?:param|returns?|type|see|example|deprecated|throws|link|default|internal|author|since"
    r"|override)\b"
)
PROFILE = re.compile(rf"(?P<site>(?<![\w-])(?:{SITES}))(?P<who>[\w.%-]{{2,80}})")
# `Telegram: @anna_k`, `Discord: anna#4821`.
LABELLED = re.compile(
    r"(?P<site>(?i:\b(?:twitter|(?-i:X)|instagram|insta|ig|telegram|tg|discord|mastodon|tik ?tok"
    r"|snapchat|threads"
    r"|bluesky|skype|slack|matrix|github|gitlab|linkedin|signal|icq|wechat|weixin|steam|psn"
    r"|xbox|kik"
    r"|viber|nickname|微信|qq))[*_`\"']{0,3}[ ]?(?:[:：=]|\()[ ]?[*_`\"']{0,3})"
    rf"(?P<who>@(?!{TAGS})"
    r"[\w.-]{2,40}|[\w.-]{2,32}#\d{4}\b)(?![\w/])"
)
FEDERATED = re.compile(
    r"(?<![\w@./])@[\w.-]{2,40}:(?:[a-z0-9-]+\.)+[a-z]{2,12}(?![\w(/])"
    r"|(?<![\w@./])@[\w.-]{2,40}@(?:[a-z0-9-]+\.)+[a-z]{2,12}(?![\w(/])"
)
# Who is spoken to. A decorator and a package begin alike, so the word before it has to say so.
SPOKEN_TO = re.compile(
    r"(?P<before>(?i:\b(?:cc|ping|thanks?(?:[ ]to)?|thx|merci|danke|kudos(?:[ ]to)?|assigned[ ]to"
    r"|assignee"
    r"|reviewed[ -]by|reviewer|approved[ -]by|reported[ -]by|authored[ -]by|author|credits?"
    r"(?:[ ]to)?"
    r"|hat[ ]tip(?:[ ]to)?|h/t|dm|contact|ask|owner|maintainer))[:*_ ]{1,4})@"
    rf"(?P<who>(?!{TAGS})[a-z0-9][a-z0-9_-]{{2,38}})(?![\w/@.-]\w|\w|\()"
)
ORCID = re.compile(r"(?<![\w-])0000-000[0-9]-\d{4}-\d{3}[\dX](?![\w-])")
SIGNS = (
    "linkedin", "xing", "t.me/", "live:", "twitter", "x.com/", "instagram", "facebook", "fb.me",
    "threads", "bsky", "tiktok", "youtube", "medium", "paypal", "venmo", "cash.app", "reddit",
    "pinterest", "vk.com", "ok.ru", "keybase", "linktr", "calendly", "about.me", "snapchat",
    "steamcommunity", "last.fm", "soundcloud", "twitch", "signal.me", "stackoverflow",
    "researchgate", "strava", "mastodon", "matrix.to", "discord", "gravatar", "flickr",
    "letterboxd", "goodreads", "buymeacoffee", "ko-fi", "patreon", "orcid",
)  # fmt: skip


def _labelled(match: re.Match[str]) -> str:
    return match["site"] + ("@user" if match["who"].startswith("@") else "user#0000")


def _federated(match: re.Match[str]) -> str:
    return "@user@example.org" if match[0].count("@") == 2 else "@user:example.org"


HANDLE = re.compile(r"[@#](?:(?<=@)\w|(?<=\w#)\d{4}\b)")


def _handled(text: str) -> bool:
    return HANDLE.search(text) is not None


KINDS = (
    Kind("profile", PROFILE, lambda m: f"{m['site']}user", SIGNS, lines=True),
    Kind("handle", LABELLED, _labelled, gate=_handled),
    Kind("handle", FEDERATED, _federated, ("@",), lines=True),
    Kind("handle", SPOKEN_TO, lambda m: f"{m['before']}@user", (" @", ":@", "*@"), lines=True),
    Kind("profile", ORCID, lambda _: "0000-0000-0000-0000", ("0000-000",), lines=True),
)
