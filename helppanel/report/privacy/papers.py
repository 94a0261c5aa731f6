"""Tells ID cards and bank cards among digits: by length, form, date and check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.endings import FILE_END
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.meaning import meaning
from helppanel.report.privacy.overlap import Found

_REGIONS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_ID = Pattern(
    r"[1-9]\d{5}[ -]?(?:19|20)\d\d[ -]?[01]\d[ -]?[0-3]\d[ -]?\d{3}[ -]?[\dXx](?![0-9A-Za-z])"
    r"|[1-9]\d{3}([ -])\d{4}\1\d{4}\1\d{4}\1\d[\dXx](?![0-9A-Za-z])"
)
_OLD_ID = Pattern(r"[1-9]\d{7}[01]\d[0-3]\d{4}(?![0-9A-Za-z])")
_CARD = Pattern(
    r"[2-9]\d{3}([ ]{1,3}|-)\d{4}\1\d{4}\1\d{4}(?:\1?\d{1,3})?(?!\d)"
    r"|3[47]\d\d([ ]{1,3}|-)\d{6}\2\d{5}(?!\d)"
    r"|[2-9]\d{5}([ ]{1,3}|-)\d{13}(?!\d)|[2-9]\d{12,18}(?![0-9A-Za-z])"
)
_ISSUED = Pattern(
    r"62\d{14,17}$|4\d{15}$|5[1-5]\d{14}$|2[2-7]\d{14}$|3[47]\d{13}$|3(?:0[0-5]|"
    r"[689]\d)\d{11}$|35\d{14}$|6(?:011|5\d\d)\d{12}$|9558\d{12,15}$|60\d{14,17}$|(?:4367|"
    r"4563|5359)\d{15}$"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def papers(folded: Folded, start: int, end: int) -> Iterator[Found]:
    """ID cards and bank cards among the digits, spaces and dashes of [start, end); may overlap."""
    text = folded.text
    end = end + 1 if text[end : end + 1] in ("x", "X") else end
    for m in _ID.finditer(text, start, end):
        if _stands_alone(text, m.start(), m.end()) and _is_id(folded, m):
            yield Found(m.start(), m.end(), PrivateKind.CN_ID, 3)
    for m in _CARD.finditer(text, start, end):
        if _stands_alone(text, m.start(), m.end()) and _is_card(folded, m):
            yield Found(m.start(), m.end(), PrivateKind.BANK_CARD, 2)
    for m in _OLD_ID.finditer(text, start, end):
        if _stands_alone(text, m.start(), m.end()) and _is_old_id(folded, m):
            yield Found(m.start(), m.end(), PrivateKind.CN_ID, 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether it is no part of a word, a longer number, a decimal, or a code with dashes."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and before[-1].isascii() and before[-1].isalnum():
        return False
    if len(before) == 2 and before[1] in ".-" and before[0].isascii() and before[0].isdigit():
        return False
    if after and after[0].isascii() and (after[0].isalnum() or after[0] == "_"):
        return False
    if after[:1] == "." and FILE_END.match(text, end):
        return True
    return not (len(after) == 2 and after[0] in "-." and after[1].isascii() and after[1].isalnum())


def _is_id(folded: Folded, m: re.Match[str]) -> bool:
    digits = re.sub("[ -]", "", m[0]).upper()
    if digits[:2] not in _REGIONS or not _is_date(int(digits[6:10]), digits[10:14]):
        return False
    said = meaning(folded, m.start())
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return "10X98765432"[total % 11] == digits[17] and said not in ("sure_order", "sim")


def _is_old_id(folded: Folded, m: re.Match[str]) -> bool:
    if m[0][:2] not in _REGIONS or not _is_date(1900 + int(m[0][6:8]), m[0][8:12]):
        return False
    return meaning(folded, m.start()) not in ("order", "sure_order", "sim", "phone", "card")


def _is_date(year: int, month_day: str) -> bool:
    month, day = int(month_day[:2]), int(month_day[2:])
    return 1900 <= year <= 2030 and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _is_card(folded: Folded, m: re.Match[str]) -> bool:
    digits = re.sub("[ -]", "", m[0])
    if not _luhn(digits) or digits.startswith("8986"):
        return False
    said = meaning(folded, m.start())
    if said in ("sure_order", "sim"):
        return False
    return (said == "card" and len(digits) >= 14) or _ISSUED.match(digits) is not None


def _luhn(digits: str) -> bool:
    """Whether the check digit of a card is right."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0
