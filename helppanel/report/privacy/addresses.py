"""Finds IPv4 addresses; not versions, section numbers, masks or the machine itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.words import any_of, table

_NETWORK = table("network")
_PUBLIC = frozenset(_NETWORK["public"])
_SAYS = {
    word.lstrip("="): group
    for group in ("address", "section", "product", "version")
    for word in _NETWORK[group]
}
_WHOLE = frozenset(
    word[1:]
    for group in ("address", "section", "product", "version")
    for word in _NETWORK[group]
    if word[0] == "="
)
_CUE = re.compile(any_of(_SAYS))
_REST = re.compile(r"\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![0-9])")
_FOUR = re.compile(r"(?<![0-9.])[0-9]{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![0-9])")
_BEHIND_VERSION = tuple(_NETWORK["behind_version"])
_PORT = re.compile(r":\d{1,5}\b|/(?:[89]|[12]\d|3[012])\b|[-_.]\d{1,3}\.\d{1,3}\.")


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
    if numbers[0] in (0, 127, 255) or 224 <= numbers[0] <= 239 or m[0] in _PUBLIC:
        return False
    if _is_mask(numbers) or not _stands_alone(text, start, end):
        return False
    said = _said(folded.before(start, 26))
    if said in ("version", "section") or folded.after(end, 12).lstrip().startswith(_BEHIND_VERSION):
        return False
    is_private = (
        numbers[0] == 10 or numbers[:2] == [192, 168] or (numbers[0] == 172 and 16 <= numbers[1] <= 31)
    )
    if said == "product":
        return is_private or numbers[0] > 130
    if (
        said == "address"
        or (is_private and numbers != [10, 0, 0, 0])
        or numbers[0] > 30
        or _PORT.match(text, end)
    ):
        return True
    return max(numbers) > 60


def _is_mask(numbers: list[int]) -> bool:
    """Whether it only says how large a network is."""
    return numbers[0] >= 248 and all(
        number in (0, 128, 192, 224, 240, 248, 252, 254, 255) for number in numbers
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and before[-1].isascii() and (before[-1].isalpha() or before[-1] in "_.+~^"):
        return False
    if len(before) == 2 and before[1] in "-" and before[0].isascii() and before[0].isalpha():
        return False
    if not after:
        return True
    if after[0].isascii() and (after[0].isalpha() or after[0] in "_+~"):
        return False
    if after[0] == "%" or (len(after) == 2 and after[0] == "." and after[1].isascii() and after[1].isdigit()):
        return False
    return not (len(after) == 2 and after[0] in ".-" and after[1].isascii() and after[1].isalpha())


@lru_cache(maxsize=4096)
def _said(before: str) -> str:
    """The nearest cue before the number: `version`, `section`, `address` or ""."""
    said = ""
    for cue in _CUE.finditer(before):
        around = before[max(0, cue.start() - 1) : cue.start()] + before[cue.end() : cue.end() + 1]
        if cue[0] not in _WHOLE or not re.search("[a-z]", around):
            said = _SAYS[cue[0]]
    return said
