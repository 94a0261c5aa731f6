"""Finds the names of computers, behind a key; not public domains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.names import says_nothing
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import Pair, end_of_value, plain
from helppanel.report.privacy.words import table

_NAMES = table("names")
_CUES = _NAMES["cue"]
_KEYS = frozenset(map(plain, _CUES["host"]))
_SURE = frozenset(map(plain, _CUES["host_sure"]))
_KEY_ENDS = ("hostname", "computername", "machinename", "workstationname", "nodename")
_STRICT = frozenset(("server", "instance", "station", "terminal", "node", "datasource", "printserver"))
HOST_KEYS = (*_KEYS, *_SURE, *_STRICT, *_KEY_ENDS, "host")  # how keys of computers end
_PROSE = frozenset(_NAMES["prose"].split())
_NO_HOST = frozenset(_NAMES["no_host"].split())
OWN_DOMAIN = r"(?:local|lan|home|internal|corp|intra|intranet|localdomain|private|ad|office)"
_INSIDE = Pattern(rf"\.{OWN_DOMAIN}\.")
_PERSONS = Pattern(
    r"(?:[A-Z]\w{1,15} )?[\w\u4e00-\u9fff]{1,16}(?:'s|’s|\u7684)[ -]?[\w\u4e00-\u9fff ]{2,20}$"
)
OWN = Pattern(rf"\.{OWN_DOMAIN}$", re.IGNORECASE)
_PORT = Pattern(r":\d{2,5}\Z")
_WITH_PORT = Pattern(r"[\"'],? ?[\"']?port")
_NO_MACHINE = Pattern(
    r"(?:eth|ens|enp|eno|wlan|wlp|br|docker|veth|tun|tap|bond|ppp|vmbr|vlan|virbr|lo|en|utun|awdl)"
    r"[\da-f]+(?:s\d+)?"
    r"|.*thread.*|.*[-_]v\d+|(?:http|exec|pool|ajp|nio|task|job|part|step|phase|line|page|row|col|case|"
    r"test)s?-?\d+"
    r"|.*-exec-\d+|utf-?\d+|http\d|[a-z]{1,2}\d"
)
_LABELS = frozenset((*_CUES["host_zh"], *_CUES["user_zh"]))
_FILE = Pattern(
    r"\.(?:py|js|ts|java|cs|cpp|dll|exe|so|json|xml|ya?ml|txt|log|html?|php|conf|ini|cfg|sh|md)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def host_key(key: str) -> str:
    """`sure`, `weak`, or "" for a key that names no computer."""
    if key in _SURE or key.endswith(_KEY_ENDS):
        return "sure"
    if key in _STRICT:
        return "strict"
    return "weak" if key in _KEYS or key.endswith("host") else ""


def paired_hosts(folded: Folded, pair: Pair) -> Iterator[Found]:
    """The computer that `pair` names."""
    said = host_key(pair.key)
    if not said:
        return
    text = folded.text
    if text.startswith("tcp:", pair.start):  # a protocol, as SQL Server's drivers have it
        pair = pair._replace(start=pair.start + 4)
    end = end_of_value(text, pair, 80)
    if not pair.quote and pair.separator != "<":
        cut = re.search(r"[:;,=(\[|/&@]|\\\w", text[pair.start : end])
        end = pair.start + cut.start() if cut else end
    port = _PORT.search(text, pair.start, end) if pair.quote else None
    end = port.start() if port else end
    value = text[pair.start : end]
    if said == "strict" and text[end : end + 1] == "/":  # a program and its version
        return
    if (
        said == "strict"
        and not (re.search(r"[A-Z]", value) and re.search(r"[\d-]", value))
        and not OWN.search(value)
        and folded.after(end, 1) != ";"
        and not port
    ):
        return
    persons = _PERSONS.match(value) or (
        not pair.quote
        and said == "sure"
        and _PERSONS.match(text[pair.start : end + 24].partition("\n")[0].rstrip())
    )
    if persons and said == "sure":
        yield Found(pair.start, pair.start + persons.end(), PrivateKind.HOSTNAME, 1)
    elif (
        value not in _LABELS
        and not value.lower().endswith((pair.key, pair.key[-8:]))
        and is_host(
            value,
            port is not None
            or (said == "weak" and bool(pair.quote) and _WITH_PORT.match(text, end) is not None)
            or (
                said == "sure"
                and (
                    bool(pair.quote)
                    or pair.separator == "="
                    or not value.islower()
                    or any(map(str.isdigit, value))
                    or folded.after(end, 1) in ("", "\n", "\r", ",", ";")
                )
            ),
            said == "weak",
        )
    ):
        yield Found(pair.start, end, PrivateKind.HOSTNAME, 1)


@lru_cache(maxsize=8192)
def is_host(name: str, is_sure: bool, is_key: bool = False) -> bool:
    """Whether `name` can be a computer's own name; `is_sure`: a plain word will do."""
    low = name.lower().rstrip(".")
    if (
        not re.fullmatch(r"[A-Za-z0-9\u4e00-\u9fff][\w.-]{1,70}", name)
        or low in _NO_HOST
        or _FILE.search(low)
    ):
        return False
    if low.replace(".", "").replace("-", "").isdigit() or re.fullmatch(
        r"v?\d+(?:\.\d+)+.*|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-.*", low
    ):
        return False
    if "." in low:
        if _INSIDE.search(low) and low.count(".") >= 2:
            return True
        return OWN.search(low) is not None or (
            low.count(".") >= 1 and low.endswith((".ec2", ".cluster", ".svc"))
        )
    if is_sure:
        return not says_nothing(name) and low.rstrip("_") not in _PROSE
    if _NO_MACHINE.fullmatch(low) or re.match(
        r"(?:win|windows|x|i|core|usb|ddr|rtx|gtx|wifi|office|https?|ipv|mp|utf|tls|ssl|sha|cpu|"
        r"gpu|port|ie|v|ver|version|error|err|code|excel|word|ppt|h)[-_]?\d[\d.x-]*$",
        low,
    ):
        return False
    return (
        (bool(re.search(r"\d", low)) and bool(re.search(r"[a-z]", low)))
        or ("-" in low and (is_key or not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name)))
        or (low.count("-") >= 1 and low.startswith(("pc-", "ws-", "nb-", "srv-", "lap-", "dev-pc")))
        or low.endswith(
            (
                "-pc",
                "-laptop",
                "-desktop",
                "-macbook",
                "-ws",
                "-thinkpad",
                "-nb",
                "-workstation",
                "-server",
                "-mac",
                "-imac",
                "-mbp",
                "-xps",
                "-surface",
            )
        )
    )
