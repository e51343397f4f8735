"""Secrets given to commands, by the option or the place that takes them."""

from __future__ import annotations

import re

# What a line must hold in lower case, and the pattern, whose `value` is the secret.
COMMANDS = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        (
            ("sshpass",),
            r"\bsshpass\s+-p\s*(?P<value>'[^']+'|\"[^\"]+\"|\S+)",
        ),
        (
            ("mysql", "mariadb"),
            r"\b(?:mysql|mysqldump|mariadb|mysqladmin)\b[^\n"
            r"|]{0,300}?\s-p(?P<value>[^\s'\"]\S{3,})",
        ),
        (
            ("curl ", "wget ", "http "),
            r"\b(?:curl|wget|http)\b[^\n|]{0,300}?\s(?:-u"
            r"|--user)[ =]?['\"]?[^\s:'\"]+:(?P<value>[^\s'\"]+)",
        ),
        (
            (
                " --pass",
                " --pwd",
                " --token",
                " --secret",
                " --api-key",
                " --http-password",
                " --auth",
            ),
            r"\s--(?:password|passwd|pass|pwd|token|secret|api-key|http-password|auth)[ =]['\"]?"
            r"(?P<value>[^\s'\"]+)",
        ),
        (
            ("login",),
            r"\b(?:docker|podman|helm|oc|az|heroku)\b[^\n|]{0,300}?\blogin\b[^\n"
            r"|]{0,300}?\s-p[ =]?['\"]?"
            r"(?P<value>[^\s'\"]+)",
        ),
        (("-n ",), r"\bssh-keygen\b[^\n|]{0,300}?\s-N\s+['\"]?(?P<value>[^\s'\"]+)"),
        (("openssl",), r"\bopenssl\s+enc\b[^\n|]{0,300}?\s-k\s+['\"]?(?P<value>[^\s'\"]+)"),
        ((" --passphrase",), r"\s--passphrase[ =]['\"]?(?P<value>[^\s'\"]+)"),
        (
            ("sudo",),
            r"\becho\s+['\"]?(?P<value>[^\s'\"|]+)['\"]?\s*\|\s*sudo\s+-S",
        ),
        (
            ("redis-cli",),
            r"\bredis-cli\b[^\n|]{0,300}?\s-a\s+['\"]?(?P<value>[^\s'\"]+)",
        ),
        (
            ("net use",),
            r"\bnet use\b[^\n]{0,300}?/user:\S+\s+(?P<value>[^\s/]\S*)",
        ),
        (("net use",), r"\bnet use\s+(?:\w:\s+)?\\\\\S+\s+(?P<value>[^\s/]\S*)"),
        (("net user",), r"\bnet user\s+\S+\s+(?P<value>[^\s/]\S*)"),
        (
            (
                "ipmitool",
                "sqlcmd",
                "osql",
                "bcp ",
                "winexe",
                "snmp",
                "rpcclient",
                "kadmin",
                "mysqlsh",
                "vncviewer",
                "x11vnc",
            ),
            r"\b(?:ipmitool|sqlcmd|osql|bcp|winexe|snmp\w+|rpcclient|kadmin|mysqlsh|vncviewer"
            r"|x11vnc)\b[^\n|]{0,300}?\s-(?:P|A|X|w|passwd)[ ]?['\"]?"
            r"(?P<value>(?!\d+\b)[^\s'\"-][^\s'\"]{4,})",
        ),
        (
            ("plink", "pscp", "psftp", "putty", "kitty"),
            r"\b(?:plink|pscp|psftp|putty|kitty)\b[^\n|]{0,300}?\s-pw\s+['\"]?(?P<value>[^\s'\"]+)",
        ),
        (
            ("/p", "-p", "/rp"),
            r"\b(?i:cmdkey|runas|schtasks|wmic|psexec|signtool|winscp\S*|certutil|veracrypt)\b"
            r"[^\n|]{0,300}?\s[/-](?i:pass(?:word)?|rp|p)[: =]\s?['\"]?(?P<value>[^\s'\"]{4,})",
        ),
        (
            ("passwd", "chpasswd", "cryptsetup", "kinit", "gpg", "openssl", "login", "su "),
            r"\b(?:passwd|cryptsetup|kinit|gpg|login|su)\b[^\n|]{0,200}?<<<\s*['\"]?"
            r"(?P<value>[^\s'\"]+)",
        ),
        (
            ("passwd", "cryptsetup", "kinit"),
            r"\b(?:echo|printf)\s+(?:-\w\s+)?['\"]?(?P<value>[^\s'\"|\\]+)(?:\\n)?['\"]?\s*\|\s*"
            r"(?:sudo\s+)?(?:passwd|cryptsetup|kinit)\b",
        ),
        (("wpa_passphrase",), r"\bwpa_passphrase\s+\S+\s+['\"]?(?P<value>[^\s'\"]{8,})"),
        (
            ("qpdf", "pdf"),
            r"\b(?:qpdf|pdftotext|pdftk|mutool)\b[^\n|]{0,200}?\s-{1,2}"
            r"(?:password=|[uo]?pw\s+|encrypt\s+)['\"]?(?P<value>[^\s'\"]{4,})",
        ),
        (
            ("htpasswd",),
            r"\bhtpasswd\s+-\w*b\w*\s+\S+\s+\S+\s+(?P<value>\S+)",
        ),
        (
            ("ldap",),
            r"\bldap\w+\b[^\n|]{0,300}?\s-w\s+['\"]?(?P<value>[^\s'\"]+)",
        ),
        (
            ("-passin", "-passout"),
            r"-pass(?:in|out)\s+pass:(?P<value>\S+)",
        ),
        (
            ("smbclient", "mount "),
            r"\b(?:smbclient|mount)\b[^\n|]{0,300}?(?:%|password=)(?P<value>[^\s,]+)",
        ),
        (
            ("chpasswd",),
            r"\b(?:chpasswd)\b[^\n]{0,300}?<<<\s*['\"]?\w+:(?P<value>[^\s'\"]+)",
        ),
        (
            ("machine ",),
            r"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?P<value>\S+)",
        ),
        (
            ("identified", "password '"),
            r"\b(?i:IDENTIFIED\s+BY|WITH\s+PASSWORD)\s+'(?P<value>[^'\n]+)'",
        ),
        (
            ("password-stdin",),
            r"\becho\s+(?:-n\s+)?['\"]?(?P<value>[^\s'\"|]+)['\"]?\s*\|[^\n]*--password-stdin",
        ),
        (("chpasswd",), r"\becho\s+(?:-n\s+)?['\"]?[\w.-]+:(?P<value>[^\s'\"|]+)['\"]?\s*\|"),
        (("zip ",), r"\b(?:un)?zip\b[^\n|]{0,300}?\s-P\s*['\"]?(?P<value>[^\s'\"]+)"),
        (
            ("7z ", "7za ", "rar "),
            r"\b(?:7za?|(?:un)?rar)\s[^\n|]{0,300}?\s-(?:h?p)(?P<value>[^\s'\"]{4,})",
        ),
        (
            ("-storepass", "-keypass"),
            r"-(?:storepass|keypass|srcstorepass|deststorepass)\s+(?!pass:|env:|file:)"
            r"['\"]?(?P<value>[^\s'\"]+)",
        ),
        (
            ("xfreerdp", "rdesktop"),
            r"\b(?:xfreerdp|rdesktop)\b[^\n]{0,300}?\s(?:/p:|-p\s+)(?P<value>\S+)",
        ),
        (
            ("sqlplus", "jdbc:oracle"),
            r"(?:\bsqlplus\b[^\n|]{0,80}?\s|jdbc:oracle:\w+:)[\w.-]+/(?P<value>[^\s/@'\"]+)@",
        ),
        (
            ("mongo", "influx", "cqlsh", "mosquitto", "clickhouse", "mqtt"),
            r"\b(?:mongo\w*|influx|cqlsh|mosquitto_\w+|clickhouse\S*|mqtt)\b[^\n|]{0,300}?\s"
            r"-(?:p|P)\s*['\"]?(?P<value>(?!\d+\b)[^\s'\"-][^\s'\"]*)",
        ),
        (
            ("lftp ", "ncftp"),
            r"\b(?:lftp|ncftp\w*)\b[^\n|]{0,300}?\s-u\s+[^\s,]+,(?P<value>[^\s]+)",
        ),
        (
            ("asplaintext",),
            r"(?i:ConvertTo-SecureString)\b[^\n]{0,40}?['\"](?P<value>[^'\"\n]+)['\"]",
        ),
        (
            ("security add-", "security unlock-"),
            r"\bsecurity\s+(?:add|unlock)-[^\n|]{0,300}?\s-[wp]\s+['\"]?(?P<value>[^\s'\"]+)",
        ),
        (("send",), r"\bsend\s+(?:--\s+)?\"(?P<value>[^\"\s\\]{6,})\\r\""),
        (("pgpass",), r"(?m:^)[\w.*-]+:(?:\d{2,5}|\*):[\w*-]+:[\w.*-]+:(?P<value>\S+)[ \t]*$"),
    )
)
