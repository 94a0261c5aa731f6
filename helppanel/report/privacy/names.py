"""Finds the names of accounts behind a cue; not those that say nothing, like root or guest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.homes import NOBODY
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import Pair, end_of_value, plain
from helppanel.report.privacy.words import any_of, table

_NAMES = table("names")
_CUES = _NAMES["cue"]
_KEYS = frozenset(map(plain, _CUES["user"]))
_WEAK = frozenset(("u", "cn", "uid", "owner", "author", "member", "principal", "operator", "login", "logon", "account"))
_NAME = r"[A-Za-z0-9_][\w.\\$+-]{1,40}(?:@[\w-]{1,40}(?:\.[\w-]{1,40}){0,4})?"
_N = rf"[\"'“‘`\[(<]?(?P<name>{_NAME})"
_AFTER = (
    r"logged|login|log|signed|from|is|does|doesn't|not|has|have|had|on|at|connected|disconnected|authenticated|failed|added|removed|created|deleted|updated|joined|left|via|cannot|can|was|attempted|"
    r"tried|requested|uploaded|downloaded|opened|closed|denied|exceeded|with|locked|:|=|\(|in|using|changed|started|submitted|successfully|exited|by|no|already"
)
_PROSE = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, pattern in (
        ("user", rf"\b(?:for|by|from|as|to|of|invalid|unknown|authenticating|illegal|local|remote|current|domain|target|windows|switched to) user[ ]{{1,2}}{_N}"),
        ("user", rf"\buser (?P<open>[\"'“‘`\[<])(?P<name>[^\"'”’`\]>\n]{{2,40}})[\"'”’`\]>]"),
        ("user", rf"\busers?[ ]{_N}(?=[\"'”’`\])>]?(?:\s(?:{_AFTER})\b|[ ]?\(|@|,|$))"),
        (" for ", rf"\b(?:accepted|failed|postponed|partial)\s[\w/-]{{1,40}} for (?:invalid user |illegal user )?{_N}(?= from)"),
        (" for ", rf"\b(?:log-?ins?|authentication|authorization|auth|access|permission|quota|session|profile|mailbox|password)\s(?:\w{{1,12}}\s){{0,3}}for {_N}(?=[\"'”’`\])>]?(?:[.,;:@]|$|\s(?:from|on|at|failed|succeeded|is|was|via|in|denied|has|with|\()))"),
        (" as ", rf"\b(?:logged|logging|log|login|signed|signing|authenticated|authenticating|running|connected|connecting|impersonat\w+|registered|executing) (?:in |on )?as:? (?:user )?{_N}"),
        ("login", rf"\b(?:login|logon|log-in|sign-in) (?:from|by|of|attempt by|failure by|failed for|ok for|success for|succeeded for) (?:user )?{_N}"),
        ("sudo", rf"\bsudo(?:\[\d+\])?:\s+(?P<name>[\w.-]{{2,32}}) :"),
        ("sudo", rf"\bsudo -u {_N}"),
        ("su", rf"\bsu(?:\[\d+\])?: .{{0,40}}\(to [\w.-]+\) (?P<name>[\w.-]{{2,32}}) on\b"),
        ("su", rf"\bsu (?:-l |- |-)?{_N}$"),
        ("id=", r"\b[ug]id=\d+\((?P<name>[\w.\\-]{2,40})\)"),
        ("groups=", r"(?<=\d\()(?P<name>[\w.\\-]{2,40})(?=\),?.*$)"),
        ("uid=", rf"\bby (?P<name>[\w.-]{{2,32}})\(uid="),
        ("@", r"\b(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh)\s(?:-{1,2}[\w.-]+\s(?:[\w./~-]+\s)?){0,4}(?:\S+\s)??(?P<name>[\w.-]{2,32})@(?=[\w\[])"),
        ("@", r"(?:^|[\s\[(])(?P<name>[a-z_][\w.-]{1,31})@(?P<host>[a-z0-9][\w-]{1,62}(?:\.(?:local|lan|home|internal|corp))?)(?=[:\s][~/][^\s]{0,80}[\])]?\s?[$#%>]|[: ][~/]?\S{0,40}[\])]\s?[$#]|:~)"),
        ("'@'", r"'(?P<name>[^'\s]{1,40})'@'(?P<host>[^'\s]{1,80})'"),
        ("user.name", r"\buser\.name[ =]{1,3}(?P<open>[\"'])(?P<name>[^\"'\n]{2,40})[\"']"),
        ("-u", r"(?<![\w-])-u ?(?P<name>[a-z_][\w.-]{1,31})(?=\s|:|$)(?=.*)"),
        ("net user", r"\bnet user (?:/add )?\"?(?P<name>[^\s/\"]{2,32})"),
        ("/user:", r"/user:\"?(?P<name>[^\s\"]{2,60})"),
        ("chown", r"\bchown (?:-\w+ )?(?P<name>[a-z_][\w.-]{1,31})(?=[: ])"),
        ("whoami", r"\bwhoami(?:\s*[:=>]+\s*|\s{1,3}|\n)(?P<name>[\w.-]{2,20}(?:\\[\w.-]{2,30})?)\s*$"),
        ("rw", r"(?:^|\s)[dlcbsp-](?:[r-][w-][xsStT-]){3}[+.@]?\s+\d{1,5}\s+(?P<name>[a-z_][\w.-]{1,31})\s+[a-z_][\w.-]{0,31}\s+\d"),
        ("\\", r"(?<![\w\\/:.%$-])(?:(?:DESKTOP|LAPTOP|WIN|PC)-[A-Z0-9]{3,15}|CORP|CONTOSO|[A-Z]{2,12}(?:DOMAIN|CORP|AD|NET|DOM))\\(?P<name>[A-Za-z][\w.-]{1,30})(?![\w\\])"),
        ("\"name\"", r"\"(?:user|owner|author|account|operator|currentuser|creator)\"\s?:\s?\{[^{}]{0,80}\"(?:name|login|username|account)\"\s?:\s?\"(?P<name>[^\"]{2,40})\""),
        ("login", rf"\b(?:login|logon) (?P<open>['\"])(?P<name>{_NAME})['\"]"),
        ("principal", r"\bprincipal(?:name)?[ :=]+(?P<name>[\w.-]{2,32})@"),
    )
)
_TELLING = _NAMES["telling_after"]
_CHINESE = re.compile(
    rf"(?:(?P<sure>{any_of(_CUES['user_sure_zh'])})|(?P<cue>{any_of(_CUES['user_zh'])}))(?P<glue>[ \t]{{0,3}}(?:{any_of(_NAMES['glue'])})?(?:[ \t]?[.．]){{0,30}}[ \t]{{0,2}}[:：=]?[ \t]{{0,8}}[\"'“‘「【\[(（<`]?)"
    rf"(?P<name>[A-Za-z0-9_][\w.\\@$+-]{{1,60}}|(?<=[\"'“‘「【\[:：=])[\u4e00-\u9fff]{{2,4}}(?![\u4e00-\u9fff]))",
    re.IGNORECASE | re.ASCII,
)
_AS_CHINESE = re.compile(rf"{_NAMES['as_before']}\s?[\"'“‘「]?(?P<name>[a-z][\w.-]{{2,31}})[\"'”’」]?\s?{_NAMES['as_after']}", re.IGNORECASE | re.ASCII)
_FAMILY = re.compile(r" [A-Z][a-z]+(?=\r?$)", re.MULTILINE)
_NUMBERISH = re.compile(r"[\d.,:/-]+[a-z%]{0,3}$|0x[0-9a-f]+$|[0-9a-f]{16,}$|[0-9a-f]{8}-[0-9a-f]{4}-|v?\d+\.\d+|https?|s-1-5-\d", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_user_key(key: str) -> bool:
    """Whether a key names an account."""
    return key in _KEYS or key.endswith(("username", "loginname", "accountname", "nickname")) or (
        key.endswith("user") and key not in _NAMES["no_user_key"]
    )


def says_nothing(name: str) -> bool:
    """Whether a name is everyone's, or none at all."""
    low = name.lower().strip("\"'`.,;:!?()[]<>")
    if low in NOBODY or len(low) < 2 or _NUMBERISH.match(low):
        return True
    if low[0] in "<{$%*[(‹#/&?" or "***" in low or "‹" in low or "://" in low or low.endswith(("(", "()", "$")):
        return True
    domain, slash, last = low.rpartition("\\")
    return bool(slash) and (last in NOBODY or domain.strip("\\").endswith(("authority", "builtin", "service", "virtual machine", "iis apppool", "window manager", "font driver host")))


def paired_names(folded: Folded, pair: Pair) -> Iterator[Found]:
    """The account that `pair` names."""
    if not is_user_key(pair.key):
        return
    text = folded.text
    end = end_of_value(text, pair, 60)
    if not pair.quote and pair.separator != "<":
        cut = re.search(r"[:;,=(\[|/&]|\\[nrt](?![a-z])", text[pair.start : end])
        end = pair.start + cut.start() if cut else end
    if pair.separator == "=" and not pair.quote and not text[pair.key_start].islower():
        more = _FAMILY.match(text, end)
        end = more.end() if more else end
    value = text[pair.start : end]
    if not value or len(value) > 48 or says_nothing(value) or "\n" in value:
        return
    if not re.match(r"[\w\u4e00-\u9fff]", value) or value.count(" ") > 3 or re.search(r"[(){}<>=*?;]", value):
        return
    if "@" in value and re.search(r"@[\w-]+\.\w", value):
        return
    is_loose = not pair.quote and pair.separator in (":", "：", "--", "->", "=>")
    if (pair.key in _WEAK or is_loose) and not _is_name(value):
        return
    if is_loose and re.match(r" (?:is|was|has|have|are|to|the|not|in|of|must|should|can|will|and|or|for|a)\b", folded.after(end, 10)) and value.isalpha():
        return
    if re.search(r"\.(?:py|js|ts|java|cs|cpp|dll|exe|so|json|xml|yaml)$", value, re.IGNORECASE) or "::" in value:
        return
    yield Found(pair.start, end, PrivateKind.USERNAME, 1)


def _is_name(value: str) -> bool:
    """Whether it looks as accounts do, and not like a word with a capital or code."""
    return not re.match(r"[A-Z][a-z]+$|[A-Z]{2,6}$|.*\(|[a-z]+(?:[A-Z][a-z]+)+$|[A-Z_]{3,}$", value) or value.isascii() is False


def told_names(folded: Folded) -> Iterator[Found]:
    """Accounts named in a sentence, a log line or a command."""
    text, lower = folded.text, folded.lower
    for sign, pattern in _PROSE:
        if sign in lower:
            for m in pattern.finditer(text):
                name = m["name"].rstrip(".-")
                if name and not says_nothing(name):
                    yield Found(m.start("name"), m.start("name") + len(name), PrivateKind.USERNAME)
    if text.isascii():
        return
    for m in _CHINESE.finditer(text):
        name = m["name"].rstrip(".-")
        start, end = m.start("name"), m.start("name") + len(name)
        if not says_nothing(name) and _is_told(name, m["glue"].strip(), bool(m["sure"]), text[end : end + 8]):
            yield Found(start, end, PrivateKind.USERNAME)
    for m in _AS_CHINESE.finditer(text):
        if not says_nothing(m["name"]):
            yield Found(m.start("name"), m.end("name"), PrivateKind.USERNAME)


def _is_told(name: str, glue: str, is_sure: bool, after: str) -> bool:
    """Whether the word behind a Chinese cue is a name."""
    if name.isdigit() or re.search(r"@[\w-]+\.\w", name):
        return False
    if re.search(r"[:：=是为叫\"'“‘「【\[(（<`]".replace("是为叫", _NAMES["is"]), glue):
        return True
    if not name.isascii():
        return False
    has_sign = any(c.isdigit() or c in "._\\" for c in name)
    is_plain = name.islower() or has_sign
    return is_plain and (is_sure or after.lstrip().startswith(tuple(_TELLING)))
