"""Finds IPv6 and MAC addresses: hexadecimal digits with colons and dashes."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from itertools import chain

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import Pair
from helppanel.report.privacy.words import any_of, table

_NETWORK = table("network")
_PHYSICAL = Pattern(any_of(_NETWORK["physical"]))
_FINGERPRINT = Pattern(any_of(_NETWORK["fingerprint"]))
_FULL = Pattern(
    r"(?:(?<![\w:.])|(?<=[g-z_]:)|(?<=ipv6:))[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){5,7}(?:(?:\.\d{1,3}){3})?(?![\w:])",
    re.ASCII,
)
_GROUPS = Pattern(r":[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]")
_AROUND = Pattern(r"[0-9a-f:]{0,40}(?:(?<=[:0-9])\.\d{1,3}\.\d{1,3}\.\d{1,3})?")
_ZONE = Pattern(r"%(?:25)?[a-z0-9]{1,15}")
# Patterns that are looked for everywhere begin with one plain character, which is found without a pattern.
_PAIRS = tuple(
    Pattern(rf"{sign}[0-9a-f]{{2}}(?:{sign}[0-9a-f]{{2}}){{4}}(?![0-9a-z]|[:-][0-9a-f]{{2}}(?![0-9a-z]))")
    for sign in ":-"
)
_FIRST = Pattern(r"(?<![0-9a-z])[0-9a-f]{2}$")
_MORE = Pattern(r"(?:^|[^0-9a-z])[0-9a-f]{2}[:-]$")
_DOTS = tuple(
    Pattern(rf"{sign}[0-9a-f]{{4}}{sign}[0-9a-f]{{4}}(?![0-9a-z]|[.-][0-9a-z])") for sign in (r"\.", "-")
)
_FIRST_OF_DOTS = Pattern(r"(?<![0-9a-z.-])[0-9a-f]{4}$")
_BARE = Pattern(r"[0-9a-f]{12}(?![0-9a-z])")
# As macOS prints it: without leading zeros.
_SHORT = Pattern(
    r"[aem](?:(?<=\ba)t|(?<=e)ther|(?<=a)rp:|(?<=m)ac[:=]?) ?"
    r"((?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2})(?![0-9a-f:])"
)
_FIVE = Pattern(r":[0-9a-f]{1,2}:[0-9a-f]{1,2}:[0-9a-f]{1,2}:[0-9a-f]{1,2}:")
_FRAME = Pattern(r"((?:[0-9a-f]{2}:){5}[0-9a-f]{2}):((?:[0-9a-f]{2}:){5}[0-9a-f]{2}):08:00(?![0-9a-z:])")
_HAN = any_of(word for word in _NETWORK["physical"] if not word.isascii())
_BEHIND = r"[^0-9a-z\n]{0,8}([0-9a-f]{12})(?![0-9a-z])"
_BEHIND_MAC = Pattern(rf"mac(?: ?address)?{_BEHIND}")
_BEHIND_HAN = Pattern(rf"(?:{_HAN}){_BEHIND}")
MAC_KEYS = ("mac", "macaddress", "macaddr", "hwaddr", "bssid", "physicaladdress", "ether")
_NOBODY = frozenset(("000000000000", "ffffffffffff"))
_CLOCK = Pattern(r"\d\d([:-])(?:0[1-9]|1[0-2])\1(?:[0-2]\d|3[01])\1[0-2]\d\1[0-5]\d\1[0-5]\d$")


def ipv6s(folded: Folded) -> Iterator[Found]:
    """IPv6 addresses; not loopback, names with `::` in them, or times."""
    lower = folded.lower
    at = lower.find("::")
    while at >= 0:
        start = at
        while start > 0 and at - start < 40 and lower[start - 1] in "0123456789abcdef:":
            start -= 1
        if start < at and lower[start] == ":":
            start += 1
        elif (
            start > 0 and lower[start - 1].isascii() and lower[start - 1].isalpha()
        ):  # the end of a word before a colon
            colon = lower.find(":", start, at)
            start = colon + 1 if colon >= 0 else start
        m = _AROUND.match(lower, start)
        if m is not None and _is_ipv6(folded, start, m.end()):
            yield _with_zone(lower, start, m.end())
        at = lower.find("::", max(at + 2, m.end() if m else 0))
    for rest in _GROUPS.finditer(lower) if lower.count(":") > 5 else ():
        m = _FULL.search(lower, max(0, rest.start() - 4), min(len(lower), rest.end() + 40))
        if m is not None and _is_ipv6(folded, m.start(), m.end()):
            yield _with_zone(lower, m.start(), m.end())


def _with_zone(lower: str, start: int, end: int) -> Found:
    zone = _ZONE.match(lower, end)
    return Found(start, zone.end() if zone else end, PrivateKind.IPV6, 2)


def _is_ipv6(folded: Folded, start: int, end: int) -> bool:
    lower = folded.lower
    text = lower[start:end]
    before, after = lower[max(0, start - 1) : start], lower[end : end + 1]
    if before and ((before.isalnum() and before.isascii()) or before in "_."):
        return False
    if after and ((after.isalnum() and after.isascii()) or after in "_:"):
        return False
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified or address.is_multicast:
        return False
    if text.endswith("::") and after == "/":  # a network, not a machine
        return False
    if text == "fe80::1" and lower.startswith("%lo", end):
        return False
    groups = [group for group in text.split(":") if group]
    if "::" not in text:
        return not all(len(group) == 2 for group in groups)
    if address.ipv4_mapped is not None:
        return not (address.ipv4_mapped.is_loopback or address.ipv4_mapped.is_unspecified)
    return (
        any(c.isdigit() for c in text)
        and (len(groups[0]) >= 3 or len(groups) >= 3)
        and len(groups) > 0
        and "." not in groups[0]
        and int(groups[0], 16) >= 0x64
    )


def macs(folded: Folded) -> Iterator[Found]:
    """MAC addresses; not fingerprints, which are longer, nor dates and times."""
    lower = folded.lower
    for rest in chain.from_iterable(form.finditer(lower) for form in _PAIRS):
        first = _FIRST.search(lower, max(0, rest.start() - 4), rest.start())
        if first is None or _MORE.search(lower, max(0, first.start() - 4), first.start()):
            continue
        if _is_mac(folded, first.start(), rest.end()):
            is_time = _CLOCK.match(lower[first.start() : rest.end()])
            if not is_time or _PHYSICAL.search(folded.before(first.start(), 24)):
                yield Found(first.start(), rest.end(), PrivateKind.MAC, 2)
    for form in (_BEHIND_MAC,) if lower.isascii() else (_BEHIND_MAC, _BEHIND_HAN):
        for bare in form.finditer(lower):
            if bare[1] not in _NOBODY and not bare[1].isdigit():
                yield Found(bare.start(1), bare.end(1), PrivateKind.MAC, 2)
    for five in _FIVE.finditer(lower):
        short = _SHORT.search(lower, max(0, five.start() - 9), five.start() + 24)
        if short is not None:
            yield Found(short.start(1), short.end(1), PrivateKind.MAC, 2)
    for rest in chain.from_iterable(form.finditer(lower) for form in _DOTS):
        first = _FIRST_OF_DOTS.search(lower, max(0, rest.start() - 6), rest.start())
        if first is not None and _is_mac(folded, first.start(), rest.end()):
            digits = re.sub("[.-]", "", lower[first.start() : rest.end()])
            is_sure = not digits.isdigit() and not digits.isalpha()
            if is_sure or _PHYSICAL.search(folded.before(first.start(), 24)):
                yield Found(first.start(), rest.end(), PrivateKind.MAC, 2)


def is_mac_key(key: str) -> bool:
    """Whether a key names a MAC address."""
    return key in MAC_KEYS


def paired_macs(folded: Folded, pair: Pair) -> Iterator[Found]:
    """The MAC address that `pair` names, without any marks between its digits."""
    if is_mac_key(pair.key):
        frame = _FRAME.match(folded.lower, pair.start)
        if frame is not None:  # a firewall's: to, from, type
            yield Found(frame.start(1), frame.end(1), PrivateKind.MAC, 3)
            yield Found(frame.start(2), frame.end(2), PrivateKind.MAC, 3)
        m = _BARE.match(folded.lower, pair.start)
        if m is not None and m[0] not in _NOBODY:
            yield Found(m.start(), m.end(), PrivateKind.MAC, 3)


def _is_mac(folded: Folded, start: int, end: int) -> bool:
    digits = re.sub("[:.-]", "", folded.lower[start:end])
    if digits in _NOBODY or digits.startswith(("01005e", "3333", "0180c2")):
        return False
    before = folded.before(start, 24)
    if before.endswith("%"):
        return False
    return _PHYSICAL.search(before, max(0, len(before) - 8)) is not None or not _FINGERPRINT.search(before)
