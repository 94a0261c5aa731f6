"""Finds the names of computers, by cue or by their form; not public domains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.names import says_nothing
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import Pair, end_of_value, plain
from helppanel.report.privacy.words import any_of, table

_NAMES = table("names")
_CUES = _NAMES["cue"]
_KEYS = frozenset(map(plain, _CUES["host"]))
_SURE = frozenset(map(plain, _CUES["host_sure"]))
_STRICT = frozenset(("server", "instance", "station", "terminal", "node", "datasource", "printserver"))
_NO_HOST = frozenset(_NAMES["no_host"].split())
_OWN_DOMAIN = r"(?:local|lan|home|internal|corp|intra|intranet|localdomain|private|ad|office)"
_HOST = r"[A-Za-z0-9][\w.-]{1,62}"
_FORMS = tuple(
    (sign, re.compile(pattern, re.IGNORECASE))
    for sign, pattern in (
        ("desktop-", r"(?<![\w-])desktop-(?=[a-z0-9]*\d|[a-z0-9]{7}\b)[a-z0-9]{4,8}(?![\w-])"),
        ("laptop-", r"(?<![\w-])laptop-(?=[a-z0-9]*\d|[a-z0-9]{8}\b)[a-z0-9]{4,8}(?![\w-])"),
        ("win-", r"(?<![\w-])win-(?=[a-z]*\d)[a-z0-9]{8,11}(?![\w-])"),
        ("pc-", r"(?<![\w-])pc-20\d{6,10}(?![\w-])"),
        ("mac", r"(?<![\w-])[a-z0-9]{2,20}(?:-[a-z0-9]{1,20}){0,3}-(?:macbook(?:-?(?:pro|air))?|imac(?:-pro)?|mac-?mini|mac-studio|mac-pro|mbp|mba)(?:-\d{1,3})?(?:\.(?:local|lan|home))?(?![\w-])"),
        (".", rf"(?<![\w.@/%~-])(?=[\w-]*[\d-])[a-z][\w-]{{1,40}}(?:\.[a-z0-9-]{{1,30}}){{0,2}}\.{_OWN_DOMAIN[:-len('|private|ad|office)')]})(?![\w-]|\.\w)"),
        (".", rf"(?<=://)[a-z][\w-]{{1,40}}(?:\.[a-z0-9-]{{1,30}}){{0,3}}\.{_OWN_DOMAIN}(?=[:/\s]|$)"),
        (".internal", r"(?<![\w.-])ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?:\.[\w-]+){0,3}\.internal"),
        ("\\\\", r"(?<![\w:.)%\\'$*+?\]-])\\{2}(?P<host>[a-z][\w-]{2,40}(?:\.[\w-]{1,30}){0,4})\\(?=[\w$\u4e00-\u9fff])(?!\\)"),
        ("\\\\", r"(?<![\w:.)%\\$*+?\]-])\\{4}(?P<host>[a-z][\w-]{2,40}(?:\.[\w-]{1,30}){0,4})\\{2}(?=[\w$\u4e00-\u9fff])"),
        ("smb://", rf"smb://(?:[^\s/@]{{1,60}}@)?(?P<host>{_HOST})(?=[/:\s]|$)"),
        (":", rf"(?m)^(?:<\d{{1,3}}>)?(?:1 )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s{{1,2}}\d{{1,2}} (?:20\d\d )?\d\d:\d\d:\d\d(?:\.\d+)?|20\d\d-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d{{1,9}})?(?:z|[+-]\d\d:?\d\d)) (?P<host>{_HOST}) (?=[\w./()-]{{1,40}}(?:\[\d+\])?:? )"),
        ("received:", rf"received:\s+from\s+(?P<host>{_HOST})(?=\s)"),
        ("lo ", rf"\b(?:helo|ehlo)[ =]{{1,2}}<?(?P<host>{_HOST})"),
        ("host", rf"\b(?:connect(?:ing|ed)? to|resolve|reach|lookup|no route to|unknown|ping|contact|find) host(?:name)?:? [\"'“]?(?P<host>{_HOST})"),
        ("host", rf"\bhost (?P<open>[\"'“])(?P<host>{_HOST})[\"'”]"),
        ("machine", rf"\b(?:on|from|to|for) (?:machine|computer|host|workstation|node) [\"'“]?(?P<host>{_HOST})"),
        ("computer", rf"\b(?:computer|machine|workstation) (?P<open>[\"'“])(?P<host>{_HOST})[\"'”]"),
        ("nodename", rf"nodename (?P<host>{_HOST})"),
        ("ping", rf"^\s*(?:[$>#] )?ping (?:-\w \d+ )?(?P<host>[a-z][\w-]*[\d-][\w-]*)\s*$"),
        ("linux ", rf"\blinux (?P<host>[a-z][\w-]{{2,40}}) \d\.\d"),
        ("darwin ", rf"\bdarwin (?P<host>[a-z][\w.-]{{2,40}}) \d\d\.\d"),
        ("@", rf"(?:^|[\s\[(])[a-z_][\w.-]{{1,31}}@(?P<host>[a-z0-9][\w-]{{1,62}}(?:\.(?:local|lan|home|internal|corp))?)(?=[:\s][~/][^\s]{{0,80}}[\])]?\s?[$#%>]|[: ][~/]?\S{{0,40}}[\])]\s?[$#]|:~)"),
        ("'@'", r"'[^'\s]{1,40}'@'(?P<host>[a-z][^'\s%]{1,80})'"),
        ("-h ", r"(?<![\w-])-h (?P<host>[a-z][\w-]*[\d-][\w-]*)(?=\s|$)"),
        ("\\", r"(?<![\w\\/:.%$-])(?P<host>(?:DESKTOP|LAPTOP|WIN|PC)-[A-Z0-9]{3,15})\\(?=[A-Za-z])"),
    )
)
_CHINESE = re.compile(
    rf"(?P<cue>{any_of(_CUES['host_zh'])})(?P<glue>[ \t]{{0,3}}(?:{any_of(_NAMES['glue'])})?(?:[ \t]?[.．]){{0,30}}[ \t]{{0,2}}[:：=]?[ \t]{{0,8}}[\"'“‘「【\[(（<`]?)"
    rf"(?P<host>[A-Za-z][\w.-]{{1,62}}|(?<=[\"'“‘「【\[:：=])[\u4e00-\u9fff]{{1,6}}[ -]?(?:[A-Za-z][\w-]{{0,20}}|\d{{1,4}})(?: (?:Pro|Air|mini))?)",
    re.IGNORECASE | re.ASCII,
)
_PERSONS = re.compile(r"[\w\u4e00-\u9fff]{1,16}(?:'s|’s|\u7684)[ -]?[\w\u4e00-\u9fff ]{2,20}$")
_OWN = re.compile(rf"\.{_OWN_DOMAIN}$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:py|js|ts|java|cs|cpp|dll|exe|so|json|xml|ya?ml|txt|log|html?|php|conf|ini|cfg|sh|md)$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def host_key(key: str) -> str:
    """`sure`, `weak`, or "" for a key that names no computer."""
    if key in _SURE or key.endswith(("hostname", "computername", "machinename", "workstationname", "nodename")):
        return "sure"
    if key in _STRICT:
        return "strict"
    return "weak" if key in _KEYS else ""


def paired_hosts(folded: Folded, pair: Pair) -> Iterator[Found]:
    """The computer that `pair` names."""
    said = host_key(pair.key)
    if not said:
        return
    text = folded.text
    end = end_of_value(text, pair, 80)
    if not pair.quote and pair.separator != "<":
        cut = re.search(r"[:;,=(\[|/&@]|\\\w", text[pair.start : end])
        end = pair.start + cut.start() if cut else end
    value = text[pair.start : end]
    if said == "strict" and not (re.search(r"[A-Z]", value) and re.search(r"[\d-]", value)) and not _OWN.search(value) and folded.after(end, 1) != ";":
        return
    persons = _PERSONS.match(value) or (not value.isascii() and not pair.quote and _PERSONS.match(text[pair.start : end + 12].partition("\n")[0].rstrip()))
    if persons and said == "sure":
        yield Found(pair.start, pair.start + persons.end(), PrivateKind.HOSTNAME, 1)
    elif is_host(value, said == "sure" and (bool(pair.quote) or pair.separator == "=" or not value.islower() or any(map(str.isdigit, value)) or folded.after(end, 1) in ("", "\n", "\r", ",", ";")), said == "weak"):
        yield Found(pair.start, end, PrivateKind.HOSTNAME, 1)


def is_host(name: str, is_sure: bool, is_key: bool = False) -> bool:
    """Whether `name` can be a computer's own name; `is_sure`: a plain word will do."""
    low = name.lower().rstrip(".")
    if not re.fullmatch(r"[A-Za-z0-9\u4e00-\u9fff][\w.-]{1,70}", name) or low in _NO_HOST or _FILE.search(low):
        return False
    if low.replace(".", "").replace("-", "").isdigit() or re.fullmatch(r"v?\d+(?:\.\d+)+.*|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-.*", low):
        return False
    if "." in low:
        return _OWN.search(low) is not None or (low.count(".") >= 1 and low.endswith((".ec2", ".cluster", ".svc")))
    if is_sure:
        return not says_nothing(name)
    return bool(re.search(r"\d", low)) and bool(re.search(r"[a-z]", low)) or ("-" in low and (is_key or not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name))) or (low.count("-") >= 1 and low.startswith(("pc-", "ws-", "nb-", "srv-", "lap-", "dev-pc")) ) or low.endswith(("-pc", "-laptop", "-desktop", "-macbook", "-ws", "-thinkpad", "-nb", "-workstation", "-server", "-mac", "-imac", "-mbp", "-xps", "-surface"))


def told_hosts(folded: Folded) -> Iterator[Found]:
    """Computers named in a sentence, a log line or a command, or known by their form."""
    text, lower = folded.text, folded.lower
    for sign, pattern in _FORMS:
        if sign in lower:
            for m in pattern.finditer(text):
                if "host" not in pattern.groupindex:
                    yield Found(m.start(), m.end(), PrivateKind.HOSTNAME)
                    continue
                name = m["host"].rstrip(".")
                if _is_told(name, sign):
                    yield Found(m.start("host"), m.start("host") + len(name), PrivateKind.HOSTNAME)
    if not text.isascii():
        for m in _CHINESE.finditer(text):
            name = m["host"].rstrip(".-")
            has_glue = re.search(rf"[:：=\"'“‘「【\[(（<`{_NAMES['is']}]", m["glue"]) is not None
            is_sure = has_glue and m["cue"] not in _NAMES["host_weak_zh"]
            if not name.isascii() or is_host(name, is_sure):
                yield Found(m.start("host"), m.start("host") + len(name), PrivateKind.HOSTNAME)


def _is_told(name: str, sign: str) -> bool:
    if sign in ("\\\\", "smb://"):
        low = name.lower()
        return low not in ("wsl", "localhost", "tsclient", "server", "globalroot", "device", "pipe", "unc", "psf", "mac", "vboxsvr", "windows", "program", "users", "temp") and ("." not in low or _OWN.search(low) is not None)
    return is_host(name, sign in (":", "@", "'@'", "received:", "lo ", "nodename", "linux ", "darwin ", "host", "computer"))
