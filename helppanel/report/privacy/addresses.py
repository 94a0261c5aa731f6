"""Finds IPv4 addresses; not versions, section numbers, masks or the machine itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helppanel.report.privacy.endings import FILE_END
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.words import any_of, table

_NETWORK = table("network")
_PUBLIC = frozenset(_NETWORK["public"])
_ORDER = ("address", "section", "product", "direct", "version")
_SAYS = {word.lstrip("="): group for group in _ORDER for word in _NETWORK[group]}
_WHOLE = frozenset(word[1:] for group in _ORDER for word in _NETWORK[group] if word[0] == "=")
_CUE = Pattern(any_of(_SAYS))
# Between a cue and the number: then the cue speaks of something else.
_OTHER = Pattern(r"\d|[。;；!！]|[,，]")
_REACH = {"direct": 8, "version": 14, "section": 10, "product": 18}
_REST = Pattern(r"\.(?<=[0-9]\.)\d{1,3}\.\d{1,3}\.\d{1,3}(?![0-9])")
_FOUR = Pattern(r"(?<![0-9])(?<![0-9]\.)[0-9]{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![0-9])")
_BEHIND_VERSION = Pattern(rf"{_NETWORK['behind_version']}|[ ]?(?:version\b(?![ :=]*v?\d)|build|release)")
_IP = Pattern(r"(?<![a-z])ip(?:v?4)?_?$")
_RANGE = Pattern(
    r"(?P<sign> ?(?:->|=>|→|➜|~) ?| (?:to|and) |[\u5230\u81f3])v?(?P<other>(?:\d{1,5}\.){3}\d{1,5})(?![\d:])"
)
_RANGED = Pattern(r"(?P<other>(?:\d{1,3}\.){3}\d{1,3})(?: ?(?:->|=>|→|➜|~) ?| (?:to|and) |[\u5230\u81f3])v?$")
_BUMPED = Pattern(r"(?:upgrad|updat|patch|bump|downgrad)\w{0,6}:? [\w.+-]{1,20} (?:to|from) v?$|\d \(from $")
_WEB = Pattern(r"[\w-]/$", re.ASCII)
_PORT = Pattern(r":\d{1,5}\b|/(?:[89]|[12]\d|3[012])\b|[-_.]\d{1,3}\.\d{1,3}\.")


def ipv4s(folded: Folded) -> Iterator[Found]:
    """IPv4 addresses, private ones included: they tell one machine from the next."""
    if folded.text.count(".") < 3:
        return
    for rest in _REST.finditer(folded.text):
        m = _FOUR.search(folded.text, max(0, rest.start() - 3), rest.end())
        if m is not None and _is_address(folded, m):
            yield Found(m.start(), m.end(), PrivateKind.IPV4)


def _is_address(folded: Folded, m: re.Match[str]) -> bool:
    text, start, end = folded.text, m.start(), m.end()
    parts = m[0].split(".")
    numbers = [int(part) for part in parts]
    if max(numbers) > 255 or any(len(part) > 1 and part[0] == "0" for part in parts):
        return False
    if numbers[0] in (0, 127, 255) or 224 <= numbers[0] <= 239 or m[0] in _PUBLIC or m[0] == "169.254.0.0":
        return False
    if _is_mask(numbers) or not _stands_alone(text, start, end):
        return False
    before = folded.before(start, 26)
    said = _said(before)
    has_port = _PORT.match(text, end) is not None
    if said in ("version", "section") or _BEHIND_VERSION.match(folded.lower, end):
        return False
    if before.endswith("/") and _WEB.search(before) and re.match(r"/[A-Za-z]", text[end : end + 2]):
        return False
    if before.endswith((" ", "v")) and _BUMPED.search(before):  # an update
        return False
    if not said and numbers[:2] in ([1, 3], [2, 5]):  # an OID
        return False
    is_private = _is_private(numbers)
    if said == "direct":
        return has_port or (is_private and numbers[0] > 10)
    if has_port or (text[start - 1 : start] == "[" and text[end : end + 1] == "]"):
        return True
    if _is_between_versions(folded, numbers, start, end):
        return False
    if said == "product":
        return is_private or numbers[0] > 130
    if said == "address" or (is_private and numbers != [10, 0, 0, 0]) or numbers[0] > 30:
        return True
    return max(numbers) > 60


def _is_private(numbers: list[int]) -> bool:
    return numbers[0] == 10 or numbers[:2] == [192, 168] or (numbers[0] == 172 and 16 <= numbers[1] <= 31)


def _is_between_versions(folded: Folded, numbers: list[int], start: int, end: int) -> bool:
    """Whether `1.8.1.3 -> 1.9.2.5` is an update: both begin low, and neither is a private address."""
    other = _RANGE.match(folded.lower, end) or _RANGED.search(folded.before(start, 26))
    if other is None:
        return False
    others = [int(part) for part in other["other"].split(".")]
    if max(others) > 255:
        return True
    return not _is_private(numbers) and not _is_private(others) and max(numbers[0], others[0]) <= 30


def _is_mask(numbers: list[int]) -> bool:
    """Whether it only says how large a network is."""
    return numbers[0] >= 248 and all(
        number in (0, 128, 192, 224, 240, 248, 252, 254, 255) for number in numbers
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and before[-1].isascii() and (before[-1].isalpha() or before[-1] in "_.+~^"):
        return (
            before == ".."
            or text[max(0, start - 3) : start] == " -h"
            or _IP.search(text[max(0, start - 6) : start].lower()) is not None
        )
    if len(before) == 2 and before[1] in "-" and before[0].isascii() and before[0].isalpha():
        return False
    if not after or (after[0] == "." and before[-1:] not in ("-", "_") and FILE_END.match(text, end)):
        return True
    if after[0].isascii() and (after[0].isalpha() or after[0] in "_+~"):
        return False
    if after[0] == "%" or (len(after) == 2 and after[0] == "." and after[1].isascii() and after[1].isdigit()):
        return False
    return not (len(after) == 2 and after[0] in ".-" and after[1].isascii() and after[1].isalpha())


@lru_cache(maxsize=4096)
def _said(before: str) -> str:
    """The nearest cue before the number that speaks of it, by its group; "" for none."""
    said = ""
    for cue in _CUE.finditer(before):
        around = before[max(0, cue.start() - 1) : cue.start()] + before[cue.end() : cue.end() + 1]
        if cue[0] not in _WHOLE or not re.search("[a-z]", around):
            group = _SAYS[cue[0]]
            between = before[cue.end() :]
            if group == "address" or (len(between) <= _REACH[group] and not _OTHER.search(between)):
                said = group
    return said
