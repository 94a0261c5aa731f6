"""Tells phone numbers among digits: mobile, landline and international; not public hotlines."""

from __future__ import annotations

import re
from functools import lru_cache

from helppanel.report.privacy.endings import FILE_END
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.meaning import blind, has_unit, meaning
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.spelling import is_cjk
from helppanel.report.privacy.words import table

_MOBILE = re.compile(
    r"[(]?1(?:3\d|4[1456789]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])[)]?(?:[ .·•・_-]{0,3}\d){8}(?!\d)"
    r"|1([ .·-])[3-9](?:\1\d){9}(?!\d)"
)
# How people group its digits; the second set where one and the same sign stands between all groups.
_COMMON_GROUPS = frozenset(((11,), (3, 4, 4), (3, 8), (7, 4)))
_GROUPS = frozenset(
    ((3, 3, 5), (4, 3, 4), (3, 3, 3, 2), (3, 4, 2, 2), (3, 2, 2, 2, 2), (3, 2, 3, 3), (4, 4, 3), (3, 5, 3))
)
_GROUPS_ALSO = frozenset(((5, 6), (6, 5), (4, 7), (5, 3, 3), (3, 3, 2, 3), (3, 2, 2, 4), (1,) * 11))
_CHINA = re.compile(r"(?:[(（]?(?:\+|%2[Bb]|00)[ ]?86[)）]?[ .-]{0,2}|[(（]86[)）][ -]?|(?<!\d)86[ -]?)$")
_LANDLINE = re.compile(
    r"(?:[(（]0(?:10|2\d|[3-9]\d\d)[)）][ -]{0,2}|0(?:10|2\d|[3-9]\d\d)(?:[ ./·-]|[ ]-[ ]))"
    r"[1-9]\d{2,3}[ -]?\d{4}(?!\d)"
)
_LANDLINE_ABROAD = re.compile(
    r"(?:\+|00)[ ]?86[ -]?(?:\(0?(?:10|2\d|[3-9]\d\d)\)|0?(?:10|2\d|[3-9]\d\d))[ "
    r"-]?[2-9]\d{2,3}[ -]?\d{4}(?!\d)"
)
_BARE_LANDLINE = re.compile(r"0(?:10[2-9]\d{7}|2\d[2-9]\d{7}|[3-9]\d\d[2-9]\d{6,7})(?!\d)")
_AMERICAN = re.compile(
    r"(?:\+?1[ .-]?)?(?:\([2-9]\d\d\)[ .-]?[2-9]\d\d[ .-]\d{4}|[2-9]\d\d([ .-])[2-9]\d\d\1\d{4})(?!\d)"
)
_ABROAD = re.compile(r"(?:\+[1-9]|00[1-9])\d{0,2}(?:[ .-]?\(?\d{1,5}\)?){1,6}(?!\d)")
_ANY = re.compile(r"[+(]?\d(?:[ .()-]{0,2}\d){6,14}(?!\d)")
_EXTENSION = re.compile(
    rf"[ ,，]*(?:{'|'.join(table('numbers')['extension'])}|ext(?:ension)?\.?|x|-|#)[ :：]?\d{{1,6}}(?![\d-])"
)
_HOTLINE = re.compile(
    r"(?:00|\+)?86?0?(?:400|800)\d{7}$|400\d{5,7}$|800\d{7}$|9[56]\d{1,6}$|1?8(?:00|88|77|66|55|44|33)\d{7}$"
    r"|106\d{5,12}$|0800\d{5,7}$|1\d\d$|1[02]\d{3}$|00800\d+$"
)
_BY_CUE = (_BARE_LANDLINE, _ANY)
_WORDS = tuple(word.lstrip("=") for word in (*table("numbers")["phone"], *table("numbers")["weak_phone"]))
# A name between the cue of a delivery and the number: it is the receiver's.
_PERSON = re.compile(r"[\s:,|]{1,2}[\u4e00-\u9fff]{2,4}[\s,|(]{1,3}$")
# The beginning of a code or a hash whose end looks like a number.
_CODE = re.compile(
    r"\d[a-z]+$|[a-z]\d+[a-z]+$|(?<![a-z])[a-f]$|(?:[A-Z]\d*){5,}$|(?<![A-Za-z])[A-Z]$", re.ASCII
)
# Four numbers as an address has them.
_QUAD = re.compile(r"[(]?(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)")
_DATE = re.compile(r"(?:19|20)\d\d[-. ]?(?:0[1-9]|1[0-2])[-. ]?(?:0[1-9]|[12]\d|3[01])(?!\d)")


def phones(folded: Folded, start: int, end: int, count: int) -> list[Found]:
    """Phone numbers among the digits, spaces and dashes of [start, end), `count` digits; may overlap."""
    shapes = _sure(folded.text[start:end], count)
    found = _of_shapes(folded, shapes, start, end, is_sure=True) if shapes else []
    if not found and _is_announced(blind(folded.before(start, 28))):
        found = _of_shapes(folded, _BY_CUE, start, end, is_sure=False)
    return found


def _of_shapes(
    folded: Folded, shapes: tuple[re.Pattern[str], ...], start: int, end: int, is_sure: bool
) -> list[Found]:
    found = []
    for shape in shapes:
        for m in shape.finditer(folded.text, start, end):
            place = _accepted(folded, m, is_sure)
            if place is not None:
                extension = _EXTENSION.match(folded.lower, place[1])
                found.append(Found(place[0], extension.end() if extension else place[1], PrivateKind.PHONE))
    return found


def _sure(run: str, count: int) -> tuple[re.Pattern[str], ...]:
    """The shapes that need no cue and that a run with so many digits can have."""
    long: tuple[re.Pattern[str], ...] = ()
    if count >= 10:
        long = (_MOBILE,) if "1" in run else ()
        if not run.isdigit():
            long += (_LANDLINE, _AMERICAN) if "0" in run else (_AMERICAN,)
    return (_LANDLINE_ABROAD, *long, _ABROAD) if "+" in run or "00" in run else long


@lru_cache(maxsize=8192)
def _is_announced(before: str) -> bool:
    return any(word in before for word in _WORDS)


def _accepted(folded: Folded, m: re.Match[str], is_sure: bool) -> tuple[int, int] | None:
    """Where the number in `m` stands with its country code, or None if it is something else."""
    text, start, end = folded.text, m.start(), m.end()
    digits = "".join(c for c in m[0] if c.isdigit())
    is_mobile = m.re is _MOBILE
    if is_mobile and (not _is_grouped(m[0]) or _QUAD.fullmatch(m[0])):
        return None
    if not 7 <= len(digits) <= 15 or (not is_mobile and _HOTLINE.match(digits)):
        return None
    if is_mobile:
        country = _CHINA.search(text, max(0, start - 8), start)
        if country is not None:
            start = country.start()
    said = meaning(folded, start)
    if is_mobile and said in ("order", "sure_order") and _PERSON.search(folded.before(start)):
        said = ""
    if _is_part(text, start, end, said, is_mobile) and (
        text[start - 1 : start].isdigit() or not _EXTENSION.match(folded.lower, end)
    ):
        return None
    if m.re is _ABROAD and re.fullmatch(r"\+\d+\.\d{1,3}", m[0]):  # a decimal
        return None
    if m.re is _ABROAD and m[0].isdigit() and len(digits) < 12 and said != "phone":
        return None
    if m.re is _ABROAD and m[0][0] == "+" and len(digits) < 10 and m[0][1:].isdigit() and said != "phone":
        return None
    has_form = m[0][0] in "+(" or text[start] in "+(" or start < m.start()
    if is_sure and has_form:
        return start, end
    if said in ("order", "sure_order", "sim", "card") or has_unit(folded, end):
        return None
    if said == "phone":
        return None if _DATE.match(m[0]) and m.re is _ANY else (start, end)
    return (start, end) if is_sure else None


def _is_grouped(number: str) -> bool:
    """Whether the digits of a mobile number stand in groups as people write them."""
    groups = tuple(map(len, re.findall(r"\d+", number)))
    if groups in _COMMON_GROUPS:
        return True
    between = {sign.strip() for sign in re.findall(r"(?<=\d)\D+(?=\d)", number)}
    return len(between) == 1 and (groups in _GROUPS or groups in _GROUPS_ALSO)


def _is_in_file_name(text: str, start: int, end: int) -> bool:
    """Whether it stands in the name a person gave a file: behind Chinese, or as its end."""
    return is_cjk(text[start - 2 : start - 1] or "_") or FILE_END.match(text, end) is not None


def _is_part(text: str, start: int, end: int, said: str, is_mobile: bool) -> bool:
    """Whether the digits belong to something longer: a word, a decimal, a code with dashes."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before:
        is_latin = before.isascii() and before.isalnum()
        if is_latin and (
            said != "phone" or before.isdigit() or _CODE.search(text, max(0, start - 24), start) is not None
        ):
            return True
        if before == "_" and not (is_mobile and (said == "phone" or _is_in_file_name(text, start, end))):
            return True
        if (
            before in ".-+"
            and text[start - 2 : start - 1].isascii()
            and text[start - 2 : start - 1].isdigit()
        ):
            return True
        if before in "$¥￥" or (before == "#" and not is_mobile):
            return True
    if after[:1] == "_":
        return not (is_mobile and is_cjk(after[1:] or "_"))
    if after[:1].isascii() and after[:1].isalnum():
        return after[:1] != "x"
    if after[:1] == "-" and after[1:].isascii() and after[1:].isupper():
        return True
    return after[:1] in (".", "-", ":") and after[1:].isascii() and after[1:].isdigit()
