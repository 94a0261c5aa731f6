"""Finds the names of computers by their shape, and in addresses: URLs, shares, `name/1.2.3.4:80`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hosts import is_host
from helppanel.report.privacy.hosts_framed import found
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.sentences import Rule, Rules, every
from helppanel.report.privacy.words import any_of, table

_NAMES = table("names")
_NO_OWNER = frozenset(_NAMES["no_owner"].split())
_NO_SERVER = frozenset(_NAMES["no_server"].split())
_ROLE = (
    "node|web|db|mysql|pg|redis|app|api|mail|file|build|ci|gpu|es|data|kafka|mq|nginx|gw|proxy|cache|job|"
    "worker|"
    "master|slave|monitor|log|store|backup|etcd|server|host|vm|oracle|mongo|hadoop|spark|jump|bastion"
)
_PLACE = (
    "prod|production|staging|stage|stg|uat|qa|dev|k8s|kube|srv|idc|bj|sh|sz|gz|hz|cd|wh|nj|cn|us|hk|sg|vm"
)


def _formed(_folded: Folded, m: re.Match[str]) -> Found:
    return Found(m.start(), m.end(), PrivateKind.HOSTNAME)


def _in_capitals(folded: Folded, m: re.Match[str]) -> Found | None:
    return _formed(folded, m) if folded.text[m.start() : m.end()].isupper() else None


def _with_owner(folded: Folded, m: re.Match[str]) -> Found | None:
    """`lin-laptop`, `HR-PC-022`: with the words before the dash."""
    owner = _OWNER.search(folded.lower, max(0, m.start() - 40), m.start())
    if owner is None or owner[0].rstrip("-") in _NO_OWNER:
        return None
    is_short = _SHORT.match(m[0]) is not None
    if is_short and not (folded.text[owner.start() : m.end()].isupper() or m[0].startswith("pc")):
        return None
    return Found(owner.start(), m.end(), PrivateKind.HOSTNAME)


def _placed(folded: Folded, m: re.Match[str]) -> Found | None:
    place = _BEFORE_ROLE.search(folded.lower, max(0, m.start() - 40), m.start())
    return Found(place.start(), m.end(), PrivateKind.HOSTNAME) if place is not None else None


_OWNER = Pattern(r"(?<![\w.@/\\-])(?:[a-z0-9]{2,15}-){1,2}$", re.ASCII)
_BEFORE_ROLE = Pattern(rf"(?<![\w.@/\\-])(?:{_PLACE})-(?:[a-z]{{2,10}}-)?$", re.ASCII)
_SHORT = Pattern("[a-z]{2,3}(?![a-z])|print|scan|room|front|meet|sales")
_ALONE = r"(?<![\w.@-])"
_DASH = "(?<=-)"
_STOP = r"(?![\w=-])"


def _shape(pattern: str, capitals: bool = False) -> tuple[Rule, ...]:
    return (
        Rule(Pattern(_ALONE + pattern + _STOP, re.ASCII), _in_capitals if capitals else _formed, beside="-"),
    )


_ENDING = (
    Rule(
        Pattern(rf"{_DASH}[a-z]+-?(?:\d{{1,4}}|(?<=-)[a-z0-9]{{1,6}})?{_STOP}", re.ASCII),
        _with_owner,
        beside="-",
    ),
)
_ROLES = (
    Rule(Pattern(rf"{_ALONE}[a-z]+-(?:{_PLACE})-?\d{{1,3}}{_STOP}", re.ASCII), _formed, beside="-"),
    Rule(Pattern(rf"{_DASH}[a-z]+-?\d{{1,3}}(?!\.\d){_STOP}", re.ASCII), _placed, beside="-"),
)
SHAPED: Rules = {
    "nb": (*_shape(r"nb-(?=[a-z0-9]*\d|[a-z0-9]{4})[a-z0-9]{3,15}", capitals=True), *_ENDING),
    "pc": (*_shape(r"pc-(?=[a-z0-9-]*\d|[a-z0-9]{4})[a-z0-9-]{3,15}", capitals=True), *_ENDING),
    "user": _shape(r"user-(?=[a-z]*\d)[a-z0-9]{6,15}", capitals=True),
    "ms": _shape(r"ms-(?:7[0-9a-z]{3}|20\d{6}[a-z0-9]*)"),
    **dict.fromkeys(
        (
            "xiaoxin",
            "thinkpad",
            "thinkbook",
            "matebook",
            "legion",
            "lenovo",
            "huawei",
            "ideapad",
            "redmibook",
        ),
        _shape(r"[a-z]+-[a-z0-9]{2,16}(?:-[a-z0-9]{1,12})?") + _ENDING,
    ),
    "vm": (*_shape(r"vm-\d{1,3}-\d{1,3}-[a-z]\w{2,20}"), *_ENDING, *_ROLES),
    **dict.fromkeys(("print", "printer", "scan", "room", "sql", "front", "meet", "lab", "sales"), _ENDING),
    "ip": _shape(r"ip(?:-\d{1,3}){4}"),
    **dict.fromkeys(
        ("ws", "lt", "srv", "dt", "dc", "fs", "nas", "svr", "mac", "pos", "laptop", "desktop", "notebook"),
        _ENDING,
    ),
    **dict.fromkeys(("macbook", "iphone", "ipad", "workstation", "mbp", "imac", "xps", "surface"), _ENDING),
    **dict.fromkeys(set(_ROLE.split("|")) - {"vm"}, _ROLES),
}
_CLOUD = Pattern(r"iz[0-9a-z]{18,24}z(?![\w-])", re.ASCII)
# Where servers of databases, queues and directories listen, behind their name.
_PORT = Pattern(
    r":(?:1433|1521|3306|5432|5672|6379|8020|8080|9092|9200|2181|2379|11211|26379|27017|3389)(?!\d)"
)
_BEHIND_SLASH = Pattern(r"/\d{1,3}(?:\.\d{1,3}){3}(?P<port>:\d{2,5})?(?P<end>\))?(?![.\d])")
_BEFORE_SLASH = Pattern(r"(?<![\w./:\\@-])(?P<host>[a-z][\w-]{1,40}(?:\.[\w-]{1,30}){0,4})$", re.ASCII)
_TUNNEL = Pattern(
    r" (?:multi|tls|verify|sent|push|peer|outgoing|incoming|data|control|inactiv|sigterm|sigusr)"
)
_IN_BRACKETS = Pattern(r"\[\d{1,3}(?:\.\d{1,3}){3}\]")
_IN_PARENTHESES = Pattern(r" [(\[]\d{1,3}(?:\.\d{1,3}){3}[)\]]")
_REACHED = Pattern(
    r"\b(?:to|from|host|server|peer|node|by|with|for|hello|helo) "
    r"(?P<host>[a-z][\w-]{1,40}(?:\.(?:local|lan|home))?) $",
    re.ASCII,
)
_URL = Pattern(
    r"://(?:(?P<login>[^\s/@\"'<>]{1,120})@)?(?P<host>[a-z][\w-]{1,40})(?=[:/\s\"'\])>,;?]|$)"
    r"(?!:[^\s/@]{1,200}@)",
    re.ASCII,
)
_AT_PORT = Pattern(r"@(?P<host>[a-z][\w-]{1,40})(?=:\d{2,5}\b)", re.ASCII)
_SCHEME = Pattern(
    r"(?:ipps?|lpd|socket|smb|ssh|sftp|vnc|rdp|cifs|nfs|ldaps?|ftp|telnet|afp|jdbc:\w+|mysql|postgres(?:ql)?|"
    r"mongodb|redis|amqps?|tcp|udp|mqtt|oracle|sqlserver|svn)$"
)
_LONE_SHARE = Pattern(
    r"\\{2}(?:\\{2})?(?P<host>[a-z][\w-]{2,40})(?=[\s\"',;:)\]]|[\u4e00-\u9fff]|$)", re.ASCII
)
_SLASHES = Pattern(r"//(?P<host>[a-z][\w-]{2,40})(?=/[\w$\u4e00-\u9fff])", re.ASCII)
_BEFORE_SHARE = Pattern(r"(?:^|[\s=\"'(\[]|[\u3000-\u9fff])$")
_SURE_SHARE = Pattern(r"(?:logonserver=|net view |net use |ping |\bserver )$")
_CHINESE = Pattern(rf"{any_of(_NAMES['host_after_zh'])}")
_BEFORE_CHINESE = Pattern(r"(?<![\w.@/\\-])(?P<host>[a-z][\w-]{2,40})[\"'”’」]?\s?$", re.ASCII)


def shaped_hosts(folded: Folded) -> Iterator[Found]:
    """Computers in addresses, and those whose name alone gives them away."""
    lower = folded.lower
    for m in every(lower, "iz", _CLOUD):
        if not lower[m.start() - 1 : m.start()].isalnum():
            yield _formed(folded, m)
    for m in _PORT.finditer(lower):
        name = _BEFORE_SLASH.search(lower, max(0, m.start() - 44), m.start())
        one = found(folded, name, is_sure=False) if name is not None else None
        if one is not None:
            yield one
    if "." in lower:
        yield from _beside_addresses(folded)
    for m in every(lower, "@", _AT_PORT) if "@" in lower else ():
        one = found(folded, m, is_sure=False)
        if one is not None:
            yield one
    if "://" in lower:
        yield from _in_urls(folded)
    for m in every(lower, "//", _SLASHES) if "//" in lower else ():
        one = found(folded, m, is_sure=False) if _BEFORE_SHARE.search(folded.before(m.start(), 2)) else None
        if one is not None:
            yield one
    for m in every(lower, "\\\\", _LONE_SHARE) if "\\\\" in lower else ():
        before = folded.before(m.start(), 14)
        is_sure = _SURE_SHARE.search(before) is not None
        share = found(folded, m, is_sure)
        if share is not None and (is_sure or _BEFORE_SHARE.search(before)) and m["host"] not in _NO_SERVER:
            yield share
    if not lower.isascii():
        for m in _CHINESE.finditer(lower):
            name = _BEFORE_CHINESE.search(lower, max(0, m.start() - 46), m.start())
            if name is not None and "-" in name["host"] and is_host(name["host"], False):
                yield Found(name.start("host"), name.end("host"), PrivateKind.HOSTNAME)


def _beside_addresses(folded: Folded) -> Iterator[Found]:
    lower = folded.lower
    for m in _BEHIND_SLASH.finditer(lower):
        name = _BEFORE_SLASH.search(lower, max(0, m.start() - 90), m.start())
        if name is None or not (m["port"] or (m["end"] and lower[name.start() - 1 : name.start()] == "(")):
            continue
        one = found(folded, name, is_sure=True)
        if one is not None:
            is_user = _TUNNEL.match(lower, m.end()) is not None
            yield one._replace(kind=PrivateKind.USERNAME) if is_user else one
    for m in _IN_PARENTHESES.finditer(lower):
        name = _REACHED.search(lower, max(0, m.start() - 90), m.start() + 1)
        one = found(folded, name, is_sure=True) if name is not None else None
        if one is not None:
            yield one
    for m in _IN_BRACKETS.finditer(lower):
        name = _BEFORE_SLASH.search(lower, max(0, m.start() - 90), m.start())
        one = found(folded, name, is_sure=True) if name is not None else None
        if one is not None:
            yield one


def _in_urls(folded: Folded) -> Iterator[Found]:
    lower = folded.lower
    for m in every(lower, "://", _URL):
        is_sure = ":" in (m["login"] or "") or _SCHEME.search(lower, max(0, m.start() - 20), m.start())
        one = found(folded, m, bool(is_sure))
        if one is not None:
            yield one
