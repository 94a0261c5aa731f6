"""Finds a name and its password given together: to a call, a command, a dialogue, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.names import says_nothing
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.sentences import Rule, Rules
from helppanel.report.privacy.tokens_cued import is_secret
from helppanel.report.privacy.words import any_of, table

_SECRETS = table("secrets")
_NAME = r"(?P<name>[a-z0-9_][\w.@\\-]{1,60})"
_QUOTED = r"[\"'](?P<name>[^\"'\s]{2,60})[\"'], ?"
_VALUE = r"(?P<value>[^\s'\",;)]{3,80})"
_IN_QUOTES = r"[\"'](?P<value>[^\"'\n]{3,80})[\"']"


def _name(_folded: Folded, m: re.Match[str]) -> Found | None:
    if says_nothing(m["name"]) or "@" in m["name"]:
        return None
    return Found(m.start("name"), m.end("name"), PrivateKind.USERNAME, 3)


def _value(folded: Folded, m: re.Match[str]) -> Found | None:
    start, end = m.span("value")
    value = folded.text[start:end].rstrip(".,;")
    return (
        Found(start, start + len(value), PrivateKind.TOKEN, 4) if is_secret(value, "password", True) else None
    )


def _both(pattern: str, before: str = "") -> tuple[Rule, ...]:
    compiled, stands = Pattern(pattern, re.ASCII | re.MULTILINE), Pattern(before) if before else None
    return (Rule(compiled, _name, stands), Rule(compiled, _value, stands))


_LOGIN = (
    *_both(rf"login (?:is|was):? {_NAME},? (?:and )?(?:the )?(?:password|pass|pw|pwd)(?: is|:)? {_VALUE}"),
    *_both(rf"login {_NAME} (?:password|passwd) {_VALUE}"),
    *_both(rf"login[:=]? {_NAME} ?[/|] ?{_VALUE}(?=\s*$|[\s,;.])"),
    *_both(rf"login [\"']?{_NAME}[\"']? [\"']?{_VALUE}", r"(?:^|\s)[a-z]{0,4}\d{1,5} $"),
)
_CALL = _both(rf"\w+[(\[] ?{_QUOTED}(?:\(? ?convertto-securestring (?:-string )?)?{_IN_QUOTES}")
_AT = r"[\"'][^\"'\n]{2,160}[\"'], ?"
_CONNECT = (
    *_both(rf"\w+(?:->__construct)? ?\( ?{_AT}{_QUOTED}{_IN_QUOTES}"),
    Rule(Pattern(rf"\w+(?:->__construct)? ?\( ?{_AT}[\"'](?P<name>[^\"'\s]{{2,60}})[\"']"), _name),
)
RULES: Rules = {
    **dict.fromkeys(("mysqli", "pdo", "getconnection"), _CONNECT),
    "login": _LOGIN,
    "name": (*_both(rf"name {_NAME},? (?:and )?(?:the |my )?password:? {_VALUE}", r"\buser $"),),
    "account": _both(rf"account(?: is|:) {_NAME} ?[/|,] ?(?:password:? )?{_VALUE}(?=\s*$|[\s,;.])"),
    "auth": (
        *_both(rf"auth ?= ?\(? ?{_QUOTED}{_IN_QUOTES}"),
        *_both(rf"auth ?= ?\w+\(? ?{_QUOTED}{_IN_QUOTES}"),
    ),
    **dict.fromkeys(
        (
            "networkcredential",
            "httpbasicauth",
            "basicauth",
            "setcredentials",
            "usernamepasswordcredentials",
            "passwordauthentication",
            "authenticate",
            "setbasicauth",
        ),
        _CALL,
    ),
    "pscredential": _both(
        rf"pscredential[)\]]?(?:::new)?[ (]{{1,3}}{_QUOTED}\(?(?:convertto-securestring )?(?:-string )"
        rf"?{_IN_QUOTES}"
    ),
    "thin": _both(rf"thin:{_NAME}/(?P<value>[^\s@/]{{3,60}})@"),
    "sqlplus": _both(rf"sqlplus (?:-\w+ )?{_NAME}/(?P<value>[^\s@/]{{3,60}})"),
    "echo": (
        *_both(
            r"echo [\"']?(?P<name>[a-z_][\w.-]{1,31}):(?P<value>[^\s\"']{3,60})[\"']? ?\| ?(?:sudo )?chpasswd"
        ),
        Rule(
            Pattern(
                r"echo [\"']?(?P<value>[^\s\"'|]{3,60})[\"']? ?\| ?(?:sudo -s|passwd|su\b|openssl|base64|"
                r"docker login|kinit)"
            ),
            _value,
        ),
    ),
    "net": _both(r"net user (?P<name>[^\s/\"]{2,32}) (?P<value>[^\s/\"*]{3,60})(?= /add|\s*$)"),
    "use": (
        Rule(
            Pattern(r"use [^\n]{0,80}?/user:\S{1,60} (?P<value>[^\s/]{3,60})"),
            _value,
            Pattern(r"\bnet $"),
        ),
    ),
    "docker": (*_both(rf"docker login [^\n]{{0,80}}?-u ?{_NAME} (?:-p|--password)[ =]{_VALUE}"),),
    "schtasks": _both(rf"schtasks [^\n]{{0,200}}?/ru {_NAME} /rp {_VALUE}"),
    "useradd": (Rule(Pattern(rf"useradd [^\n]{{0,80}}?-p ?[\"']?{_VALUE}"), _value),),
    "insert": (
        Rule(
            Pattern(
                r"insert into [^\n]{0,40}\([^\n)]{0,80}(?:pass|pwd|secret|token)[^\n)]{0,80}\)"
                r" ?values ?\([^\n)]{0,80}?"
                r"['\"][^'\"\n]{2,40}['\"], ?['\"](?P<value>[^'\"\n]{4,120})['\"]"
            ),
            _value,
        ),
    ),
}
RULES = {**RULES, "login": (*_LOGIN, *_CALL)}
_CHINESE = Pattern(
    rf"(?:{any_of(_SECRETS['both'])})\s?(?:\([^()\n]{{1,8}}\))?\s?[:=\u662f]?\s{{0,2}}{_NAME}(?:\s?[/|"
    rf",、]\s?|\s{{1,3}}){_VALUE}",
    re.ASCII,
)


_ACCOUNT = Pattern(
    rf"(?:{any_of(_SECRETS['account'])})\s?[:=\u662f]\s?{_NAME}\s?/\s?(?P<value>(?=[a-z]*[\d!@#$%^&*])[!-.0-~]{{4,60}})"
    r"(?=\s|$|[\u3000-\u9fff])",
    re.ASCII,
)


def pairs_told(folded: Folded) -> Iterator[Found]:
    """Name and password behind a Chinese cue for both."""
    if not folded.text.isascii():
        for m in chain(_CHINESE.finditer(folded.lower), _ACCOUNT.finditer(folded.lower)):
            value = _value(folded, m)
            if value is not None and any(c.isdigit() or not c.isalnum() for c in m["value"]):
                yield value._replace(weight=5)
                name = _name(folded, m)
                if name is not None:
                    yield name._replace(weight=6)
