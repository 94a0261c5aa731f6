"""Finds the names of computers where a program always writes one, whatever the name looks like."""

from __future__ import annotations

import re

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hosts import is_host
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.sentences import Accept, Rule, Rules

_HOST = r"(?P<host>[a-z0-9][\w.-]{1,62})"
_IPV4 = r"\d{1,3}(?:\.\d{1,3}){3}"


def sure(folded: Folded, m: re.Match[str]) -> Found | None:
    """The host of `m`, a plain word too."""
    return found(folded, m, is_sure=True)


def likely(folded: Folded, m: re.Match[str]) -> Found | None:
    """The host of `m`, if it looks like one."""
    return found(folded, m, is_sure=False)


def found(folded: Folded, m: re.Match[str], is_sure: bool) -> Found | None:
    """The host of `m`; `is_sure`: a plain word will do."""
    start = m.start("host")
    name = folded.text[start : m.end("host")].rstrip(".-")
    return Found(start, start + len(name), PrivateKind.HOSTNAME) if is_host(name, is_sure) else None


def _rule(pattern: str, accept: Accept = sure, before: str = "") -> Rule:
    return Rule(Pattern(pattern, re.ASCII | re.MULTILINE), accept, Pattern(before) if before else None)


_H = rf"[\"'“‘(\[]?{_HOST}"
_END = r"(?=[\s:;,)\]'\"/]|$)"
_GONE = (
    r"(?= (?:not found|is not|was not|is un|unreachable|timed|returned|responded|replied|rejected|"
    r"unavailable|not responding|is down|is up|down\b|refused|has (?:no|left|"
    r"joined)|"
    r"disconnected|went|did not|does not|doesn't|can't|cannot|"
    r"could not|keeps|registered|restarted|rebooting|"
    r"appears|seems|is offline|is online|offline|rebooted|crashed|lost))"
)
_CLIENT = (
    _rule(rf"\w+[^\n]{{0,80}}?\s(?:-h ?|--host[= ]|-s (?=\w*[\d-])){_H}{_END}"),
    _rule(r"[a-z]+ (?P<host>[a-z][\w.-]{1,62})(?= \d{2,5}\b| -)"),
)
_REACHED = (
    _rule(rf"\w+ {_H}(?=[\"']? [\[(]{_IPV4}[\])])"),
    _rule(rf"\w+ (?:-\w \d+ )?{_H}{_END}", likely),
)
_COPIED = (
    _rule(rf"\w+:? [^\n]{{0,100}}?(?<=[ @]){_HOST}(?=:[~/])"),
    _rule(rf"\w+ (?:[^\n]{{0,40}} )??//{_HOST}(?=/)"),
)
_ON_AGENT = _rule(rf"\w+ [\"'“]?{_HOST}{_END}", likely, r"\bon (?:the )?(?:build )?$")
_CONNECTED = (
    _rule(rf"\w+ to (?:server |host )?{_H}(?=[\"'”’]? port \d)"),
    _rule(rf"\w+ to (?:server |host )?{_H}(?=:\d{{2,5}}\b)", likely),
)
_PLAIN = (_rule(rf"\w+ (?:-[a-z](?: \d+)? )?{_H}(?=\s*$|\s+[-\d])", likely),)
_SHELL = (_rule(rf"\w+ (?:-p \d+ )?(?:/v:)?{_H}{_END}", likely),)
_POWERSHELL = (_rule(rf"computername[ :]{_H}{_END}"),)
_SERVERS = (
    _rule(rf"\w+ [\"'“]{_HOST}(?=[\"'”] \({_IPV4}|[\"'”], port)"),
    _rule(rf"\w+ {_H}{_GONE}", likely),
)
FRAMED: Rules = {
    "unknownhostexception": (_rule(rf"\w+: {_H}{_END}"),),
    "lookup": (_rule(rf"lookup {_H}(?= on [\d\[]|: (?:no such|server|i/o|temporary))"),),
    "enotfound": (_rule(rf"\w+ {_H}{_END}"),),
    "eai": (_rule(rf"eai_again {_H}{_END}"),),
    "getaddrinfo": (_rule(rf"getaddrinfo(?: failed)? (?:for|on|of):? {_H}{_END}"),),
    "resolve": (
        _rule(rf"resolve (?:host(?:name)?:? |the host |address |name )?[\"'“‘(]{_HOST}(?=[\"'”’)])"),
        _rule(rf"resolve hostname:? {_H}{_END}"),
        _rule(rf"resolve (?:host:? )?[\"'“‘]?{_HOST}{_END}", likely),
    ),
    "resolved": (_rule(rf"resolved (?:host )?{_H}(?=[\"'”’]? (?:->|=>|to|as|is) {_IPV4})"),),
    "resolving": (_rule(rf"resolving {_H}{_END}", likely),),
    "host": (
        _rule(rf"host ?= ?{_HOST}(?=\) ?\(port)"),
        _rule(rf"host name [\"'“‘]{_HOST}(?=[\"'”’])"),
        _rule(rf"host {_HOST}(?=:\d{{2,5}}\b)"),
        _rule(rf"host [\"'“‘]{_HOST}(?=[\"'”’]? (?:is |was )?(?:not|un|un?known))"),
        _rule(rf"host {_HOST}(?=\s*\n\s*hostname )"),
        _rule(rf"host: '{_HOST}'(?= \()"),
        _rule(rf"host\" ?: ?\{{[^{{}}\n]{{0,80}}\"(?:host)?name\" ?: ?\"{_HOST}\""),
        _rule(rf"host (?!controller|app\b|system|service|process|name){_HOST}{_GONE}"),
    ),
    "svc": (_rule(rf"svc\d+ {_HOST}(?= {_IPV4} )", before=r"\bw3$"),),
    **dict.fromkeys(("rsync", "scp", "mount", "sshfs"), _COPIED),
    "mounting": _COPIED,
    "login": (
        _rule(
            rf"login: [a-z]{{3}} [a-z]{{3}} [\d: ]{{10,16}}20\d\d from {_HOST}(?=\s*$)", before=r"\blast $"
        ),
    ),
    "cmdkey": (_rule(rf"cmdkey /add:(?:\w+/)?{_HOST}"),),
    "refused": (_rule(rf"refused: {_HOST}(?=[/:]\d)"),),
    **dict.fromkeys(("connect", "connected", "connecting"), _CONNECTED),
    "on": (_rule(rf"on {_HOST}(?= with pid)"),),
    "name": (
        _rule(rf"name {_HOST}(?= (?:not|is|in|on|has)\b|\s*$)", likely, r"\b(?:pc|computer|machine|host) $"),
    ),
    "known": (_rule(rf"known\.? \({_HOST}(?=:\d)"),),
    "from": (_rule(rf"from {_HOST}(?=/{_IPV4})"),),
    "route": (_rule(rf"route to host \({_HOST}(?=/)"), *_REACHED[:1]),
    "building": (_rule(rf"building (?:remotely )?on {_HOST}(?= (?:\(|in workspace))"),),
    "executor": (_rule(rf"executor {_H}{_END}", likely),),
    "via": (_rule(rf"via {_HOST}(?=\s*$|[\s,;)](?! ?=)|\.\.\.)", likely),),
    "uname": (_rule(rf"uname -n\s*(?:=>|->|:|=|\n)?\s*{_HOST}(?=\s|$)"),),
    "bluetooth": (_rule(rf"bluetooth (?:device )?name[ :=]{{1,3}}{_H}{_END}"),),
    **dict.fromkeys(
        ("dhcpack", "dhcpoffer", "dhcprequest", "dhcpinform"),
        (_rule(rf"\w+\([\w.-]+\) {_IPV4} (?:[0-9a-f]{{2}}:){{5}}[0-9a-f]{{2}} {_HOST}(?=\s*$)"),),
    ),
    "qtcpsocket": (_rule(rf"qtcpsocket[^\"\n]{{0,24}}\"{_HOST}\""),),
    "connecttohost": (_rule(rf"connecttohost\([\"']{_HOST}[\"']"),),
    "at": (_rule(rf"at [\"']{_HOST}[\"'](?= \({_IPV4}|, port)"),),
    **dict.fromkeys(("ping", "pinging", "tracing", "traceroute", "tracert", "mtr"), _REACHED),
    **dict.fromkeys(("nslookup", "dig", "nmap", "arping", "psexec", "ftp", "curl"), _PLAIN),
    **dict.fromkeys(("telnet", "nc"), (*_CLIENT[1:], *_PLAIN)),
    **dict.fromkeys(
        (
            "psql",
            "mysql",
            "mysqldump",
            "mysqladmin",
            "redis",
            "sqlcmd",
            "mongo",
            "mongosh",
            "ldapsearch",
            "pg",
        ),
        _CLIENT[:1],
    ),
    **dict.fromkeys(("ssh", "mstsc", "netconnection", "rdesktop", "xfreerdp"), _SHELL),
    "connection": (_rule(rf"connection {_H}(?= -)", likely, r"\btest-$"),),
    "pssession": (_rule(rf"pssession -computername {_H}{_END}"),),
    "computername": _POWERSHELL,
    **dict.fromkeys(
        ("server", "node", "agent", "machine", "computer", "broker", "worker", "slave", "runner"),
        (*_SERVERS, _ON_AGENT),
    ),
    "hosts": (_rule(rf"hosts[\"']?: ?\[[\"']?{_HOST}", likely),),
    "thin": (_rule(rf"thin:[^\s@]{{1,60}}@(?://)?{_HOST}(?=[:/])"),),
}
