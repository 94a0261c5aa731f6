"""Finds the names of computers in sentences, log lines and commands, and by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hosts import OWN_DOMAIN, is_host
from helppanel.report.privacy.hosts_framed import FRAMED, likely, sure
from helppanel.report.privacy.hosts_shaped import SHAPED, shaped_hosts
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.names_told import prompts
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.sentences import Rule, Rules, every, joined
from helppanel.report.privacy.words import any_of, table

_NAMES = table("names")
_CUES = _NAMES["cue"]
_NAMED = tuple(_NAMES["host_named_zh"])
_NO_SERVER = frozenset(_NAMES["no_server"].split())
_HOST = r"[a-z0-9][\w.-]{1,62}"
_CHINESE = Pattern(
    rf"(?P<cue>{any_of(_CUES['host_zh'])})(?P<glue>[\"'”’」】)）\]]{{0,2}}[ \t]{{0,3}}(?:"
    rf"{any_of(_NAMES['glue'])})?(?:[ \t]?[.．]){{0,30}}[ \t]{{0,2}}[:：=|/]?[ \t]{{0,24}}[\"'“‘「【"
    rf"\[(（<`]?)"
    rf"(?P<host>[A-Za-z][\w.-]{{1,62}}|(?<=[\"'“‘「【\[:：=])[\u4e00-\u9fff]{{1,6}}[ -]?(?:[A-Za-z"
    rf"][\w-]{{0,20}}|\d{{1,4}})(?: (?:pro|air|mini|max))?)",
    re.ASCII,
)


def _formed(_folded: Folded, m: re.Match[str]) -> Found:
    return Found(m.start(), m.end(), PrivateKind.HOSTNAME)


_ALONE = r"(?<![\w-])"
_HELO = (Rule(Pattern(rf"\w+[ =]{{1,2}}<?(?P<host>{_HOST})", re.ASCII), sure),)
_MACHINE = (
    Rule(Pattern(rf"\w+ [\"'“]?(?P<host>{_HOST})", re.ASCII), likely, Pattern(r"\b(?:on|from|to|for) $")),
    Rule(Pattern(rf"\w+ [\"'“](?P<host>{_HOST})[\"'”]", re.ASCII), sure),
)
_CALLED = Rule(Pattern(rf"\w+ (?:is |was )?(?:called|named|is|:) [\"'“]?(?P<host>{_HOST})", re.ASCII), likely)
_RULES: Rules = {
    "desktop": (
        _CALLED,
        Rule(
            Pattern(_ALONE + r"desktop-(?=[a-z0-9]*\d|[a-z0-9]{7}\b)[a-z0-9]{4,8}(?![\w-])", re.ASCII),
            _formed,
        ),
    ),
    "laptop": (
        _CALLED,
        Rule(
            Pattern(_ALONE + r"laptop-(?=[a-z0-9]*\d|[a-z0-9]{8}\b)[a-z0-9]{4,8}(?![\w-])", re.ASCII),
            _formed,
        ),
    ),
    "win": (Rule(Pattern(_ALONE + r"win-(?=[a-z]*\d)[a-z0-9]{8,11}(?![\w-])", re.ASCII), _formed),),
    "pc": (Rule(Pattern(_ALONE + r"pc-20\d{6}[a-z0-9]{0,6}(?![\w-])", re.ASCII), _formed),),
    "ip": (Rule(Pattern(_ALONE + r"ip(?:-\d{1,3}){4}(?:\.[\w-]+){0,3}\.internal"), _formed),),
    "received": (Rule(Pattern(rf"received:\s+from\s+(?P<host>{_HOST})(?=\s)", re.ASCII), sure),),
    "helo": _HELO,
    "ehlo": _HELO,
    "host": (
        Rule(
            Pattern(rf"host:? [\"'“]?(?P<host>{_HOST})", re.ASCII),
            sure,
            Pattern(
                r"\b(?:connect(?:ing|ed)? to|resolve|reach|lookup|no route to|unknown|ping|contact|find) $"
            ),
        ),
        *_MACHINE,
    ),
    "hostname": (Rule(Pattern(rf"hostname (?:is|was) [\"'“]?(?P<host>{_HOST})", re.ASCII), sure),),
    "name": (
        Rule(
            Pattern(rf"name (?:is|was) [\"'“]?(?P<host>{_HOST})", re.ASCII),
            sure,
            Pattern(r"\b(?:host|computer|machine|pc|device|workstation|laptop|server) $"),
        ),
    ),
    **dict.fromkeys(("machine", "computer", "workstation"), (*_MACHINE, _CALLED)),
    **dict.fromkeys(
        ("ssh", "scp", "sftp", "rsync", "mosh"),
        (
            Rule(
                Pattern(
                    r"\w+\s[^\n]{0,80}?\b[\w.-]{1,32}@(?P<host>[a-z][\w-]{1,40}(?:\.(?:local|lan|home|"
                    r"internal|corp))?)"
                    r"(?=[\s:]|$)",
                    re.ASCII,
                ),
                sure,
            ),
        ),
    ),
    **dict.fromkeys(
        ("dhcpack", "dhcprequest"),
        (Rule(Pattern(r"\w+ [^\n]{0,80}? \((?P<host>[a-z][\w-]{1,40})\)(?= via|\s*$)", re.ASCII), sure),),
    ),
    "node": _MACHINE[:1],
    "nodename": (Rule(Pattern(rf"nodename (?P<host>{_HOST})", re.ASCII), sure),),
    "ping": (
        Rule(
            Pattern(r"ping (?:-\w \d+ )?(?P<host>[a-z][\w-]*[\d-][\w-]*)\s*$", re.ASCII | re.MULTILINE),
            likely,
        ),
    ),
    "linux": (Rule(Pattern(r"linux (?P<host>[a-z][\w-]{2,40}) \d\.\d", re.ASCII), sure),),
    "darwin": (Rule(Pattern(r"darwin (?P<host>[a-z][\w.-]{2,40}) \d\d\.\d", re.ASCII), sure),),
    "smb": (Rule(Pattern(rf"smb://(?:[^\s/@]{{1,60}}@)?(?P<host>{_HOST})(?=[/:\s]|$)", re.ASCII), sure),),
}
RULES = joined(_RULES, FRAMED, SHAPED)
_MAC = Pattern(
    r"(?:macbook|imac|mac-mini|mac-studio|mbp)(?:-?(?:pro|air|"
    r"mini))?(?:-\d{1,3})?(?:\.(?:local|lan|home))?(?![\w-])"
)
_OWNER = Pattern(r"(?<![\w-])[a-z0-9]{2,20}(?:-[a-z0-9]{1,20}){0,3}(?:-|de)$")
_DOMAIN = Pattern(rf"\.{OWN_DOMAIN}(?![\w-]|\.\w)")
_INNER = Pattern(r"\.(?:corp|intra|intranet)\.[a-z0-9-]{2,40}(?:\.[a-z]{2,10}){0,2}(?![\w-]|\.\w)", re.ASCII)
_IN_DOMAIN = Pattern(r"(?<![\w.@/%~\\-])(?=[\w-]*[\d-])[a-z][\w-]{1,40}(?:\.[a-z0-9-]{1,30}){0,2}$", re.ASCII)
_IN_URL = Pattern(r"(?:(?<=://)|(?<=@))[a-z][\w-]{0,40}(?:\.[a-z0-9-]{1,30}){0,3}$", re.ASCII)
_SHARE = Pattern(
    r"\\{2}(?P<host>[a-z][\w-]{2,40}(?:\.[\w-]{1,30}){0,4})\\(?=[\w$\u4e00-\u9fff])(?!\\)", re.ASCII
)
_ESCAPED_SHARE = Pattern(
    r"\\{4}(?P<host>[a-z][\w-]{2,40}(?:\.[\w-]{1,30}){0,4})\\{2}(?=[\w$\u4e00-\u9fff])", re.ASCII
)
_NO_SHARE = Pattern(r"[\w:.)%\\$*+?\]-]", re.ASCII)
_SYSLOG = Pattern(
    r"(?:<\d{1,3}>)?(?:1 )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s{1,2}\d{1,2} (?:20\d\d )?"
    r"\d\d:\d\d:\d\d(?:\.\d+)?|20\d\d-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:z|[+-]\d\d:?\d\d)) "
    rf"(?P<host>{_HOST}) (?=[\w./()-]{{1,40}}(?:\[\d+\])?:? )",
    re.ASCII,
)


def told_hosts(folded: Folded) -> Iterator[Found]:
    """Computers that a form or a Chinese cue gives away."""
    text, lower = folded.text, folded.lower
    yield from shaped_hosts(folded)
    if "mac" in lower or "mbp" in lower:
        yield from _macs(lower)
    if "." in lower:
        yield from _in_domains(lower)
    if "\\\\" in lower:
        yield from _shares(lower)
    at = 0
    while at >= 0:
        if lower[at : at + 1] in "jfmasond<2":
            m = _SYSLOG.match(lower, at)
            found = sure(folded, m) if m is not None else None
            if found is not None:
                yield found
        at = lower.find("\n", at) + 1 or -1
    for m in prompts(lower) if "@" in lower else ():
        found = sure(folded, m)
        if found is not None:
            yield found
    if not text.isascii():
        yield from _chinese(folded)


def _macs(lower: str) -> Iterator[Found]:
    for sign in ("macbook", "imac", "mac-", "mbp"):
        for m in every(lower, sign, _MAC):
            owner = _OWNER.search(lower, max(0, m.start() - 64), m.start())
            if owner is not None:
                yield Found(owner.start(), m.end(), PrivateKind.HOSTNAME)


def _in_domains(lower: str) -> Iterator[Found]:
    for m in _DOMAIN.finditer(lower):
        for form in (_IN_URL, _IN_DOMAIN):
            name = form.search(lower, max(0, m.start() - 90), m.start())
            if name is not None:
                yield Found(name.start(), m.end(), PrivateKind.HOSTNAME)
                break
    for m in _INNER.finditer(lower):
        name = _IN_DOMAIN.search(lower, max(0, m.start() - 90), m.start())
        if name is not None:
            yield Found(name.start(), m.end(), PrivateKind.HOSTNAME)


def _shares(lower: str) -> Iterator[Found]:
    for form in (_ESCAPED_SHARE, _SHARE):
        for m in every(lower, "\\\\", form):
            name = m["host"]
            if _NO_SHARE.match(lower, m.start() - 1, m.start()) or name in _NO_SERVER:
                continue
            if "." not in name or is_host(name, is_sure=False):
                yield Found(m.start("host"), m.end("host"), PrivateKind.HOSTNAME)


def _chinese(folded: Folded) -> Iterator[Found]:
    for m in _CHINESE.finditer(folded.lower):
        start = m.start("host")
        name = folded.text[start : m.end("host")].rstrip(".-")
        has_glue = re.search(rf"[:：=\"'“‘「【\[(（<`{_NAMES['is']}]", m["glue"]) is not None
        is_sure = has_glue and m["cue"] not in _NAMES["host_weak_zh"]
        if m["glue"].startswith("]("):
            continue
        is_key = has_glue or m["cue"].endswith(_NAMED)
        if not name.isascii() or is_host(name, is_sure, is_key):
            yield Found(start, start + len(name), PrivateKind.HOSTNAME)
