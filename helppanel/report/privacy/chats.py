"""Finds WeChat and QQ ids behind their cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.meaning import has_unit
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import Pair, end_of_value
from helppanel.report.privacy.sentences import Rule, Rules, every
from helppanel.report.privacy.words import any_of, table

_CHATS = table("chats")
_GLUE = (
    r"(?P<glue>(?:,? (?:and )?my id is )?[\"'”’」】)）\]]{0,2}[ \t]{0,3}"
    rf"(?:(?:{any_of(_CHATS['glue'])}){{1,2}})?[ \t]{{0,2}}"
    r"(?:[:：=|;→➡/、，,]|->|--|——|- |\()?[ \t]{0,3}[\"'“‘「【《\[(（<]?[ \t]?)"
)
_WECHAT_ID = rf"{_GLUE}(?P<id>[a-z][a-z0-9_-]{{5,19}}|\d{{5,12}})(?![a-z0-9_@]|[.:/]\w)"
_QQ_ID = rf"{_GLUE}(?P<id>[1-9]\d{{4,10}}|[1-9]\d{{2,3}}(?: \d{{3,4}}){{1,2}})(?![\w@]|[ -]?\d|\.\d)"
_WECHAT = Pattern(rf"(?P<cue>{any_of(_CHATS['wechat'])}){_WECHAT_ID}", re.ASCII)
_WECHAT_ALONE = Pattern(rf"(?<![a-z0-9_]){_WECHAT.pattern}", re.ASCII)
_QQ = Pattern(rf"(?<![a-z0-9_])(?P<cue>{any_of(_CHATS['qq'])}){_QQ_ID}", re.ASCII)
_HAN = [cue for cue in (*_CHATS["wechat"], *_CHATS["qq"]) if not cue.isascii()]
_CHINESE = Pattern(
    rf"(?P<cue>{any_of(_HAN)}){_GLUE}(?P<id>[a-z0-9][a-z0-9_-]{{4,19}})(?![a-z0-9_@]|[.:/]\w)", re.ASCII
)
_LONE_Q = Pattern(rf"q(?=(?: ?q ?[:：]? ?| ?[:：={_CHATS['lone']}] ?)(?P<id>[1-9]\d{{5,10}})(?![\w@.]))")
_LONE_V = Pattern(r"v(?= ?[:：] ?(?P<id>(?=[a-z_-]*\d)[a-z][a-z0-9_-]{5,19})(?![a-z0-9_@]|[.:/]\w))")
# How QQ writes down who said something and when.
_EXPORTED = Pattern(
    r"\((?<=[^\s.()]\()(?P<id>[1-9]\d{4,10})\)\s{1,3}(?:20\d\d[-/]\d\d?[-/]\d\d?\s{1,2})?\d{1,2}:\d\d:\d\d"
)
_QQ_CUES = frozenset(_CHATS["qq"])
_WXID = Pattern(r"(?<![A-Za-z0-9])(?:wxid_[a-z0-9]{6,30}|gh_[0-9a-f]{12}(?=@chatroom))")
_WECHAT_KEYS, _QQ_KEYS = frozenset(_CHATS["wechat_keys"]), frozenset(_CHATS["qq_keys"])
CHAT_KEYS = (*_WECHAT_KEYS, *_QQ_KEYS)
_PROGRAMS, _NOT_OWN = frozenset(_CHATS["programs"]), tuple(_CHATS["not_own"])
_SHORT = frozenset(_CHATS["short"])
_NUMBERED = Pattern(r"[a-z]{3,}[_-]\d{3,}$")
_CALLED = Pattern(r"\([\w)\"'$]", re.ASCII)  # a function's name
_MOBILE = Pattern(r"1[3-9]\d{9}$")
_APP_ID = Pattern(r"wx[0-9a-f]{16}$")
_ID = Pattern(r"[a-zA-Z][\w-]{5,29}$|\d{5,11}$", re.ASCII)


def _wechat(folded: Folded, m: re.Match[str]) -> Found | None:
    is_id = _is_wechat(m, folded.lower)
    return Found(m.start("id"), m.end("id"), PrivateKind.WECHAT, 2) if is_id else None


def _qq(folded: Folded, m: re.Match[str]) -> Found | None:
    if m["cue"] == _CHATS["weak"] and (len(m["id"]) < 7 or has_unit(folded, m.end("id"))):
        return None
    return _number(m["id"], m["glue"], m.start("id"))


def _number(number: str, glue: str, start: int) -> Found | None:
    digits = number.replace(" ", "")
    if glue.lstrip().startswith(_NOT_OWN) or _is_dated(digits, glue):
        return None
    if len(number) <= 5 and (not glue or glue.strip() in ("(", "[")):  # a part's number, a process
        return None
    return Found(start, start + len(number), PrivateKind.QQ, 2)


_LATIN = (Rule(_WECHAT_ALONE, _wechat),)
RULES: Rules = {
    **dict.fromkeys(("wechat", "weixin", "vx", "wx", "vchat", "we"), _LATIN),
    "qq": (Rule(_QQ, _qq),),
}


def told_chats(folded: Folded) -> Iterator[Found]:
    """WeChat and QQ ids told in a Chinese sentence, and `wxid_…`."""
    lower = folded.lower
    if "wxid_" in lower:
        for m in _WXID.finditer(lower):
            yield Found(m.start(), m.end(), PrivateKind.WECHAT, 3)
    for form, kind in ((_LONE_Q, PrivateKind.QQ), (_LONE_V, PrivateKind.WECHAT)):
        if kind is PrivateKind.WECHAT and folded.text.isascii():
            break
        for m in form.finditer(lower):
            before = lower[m.start() - 1 : m.start()]
            if not (before.isascii() and (before.isalnum() or before == "_")):
                yield Found(m.start("id"), m.end("id"), kind, 2)
    for m in _EXPORTED.finditer(lower) if ") " in lower else ():
        if "." not in folded.before(m.start(), 16).rpartition(" ")[2]:
            yield Found(m.start("id"), m.end("id"), PrivateKind.QQ, 2)
    for m in every(lower, "+v", _WECHAT) if "+v" in lower else ():
        before = lower[m.start() - 1 : m.start()]
        found = None if before.isascii() and before.isalnum() else _wechat(folded, m)
        if found is not None:
            yield found
    if not folded.text.isascii():
        for m in _CHINESE.finditer(lower):
            if m["cue"] in _QQ_CUES:
                found = _qq(folded, m) if m["id"].isdigit() and len(m["id"]) <= 11 else None
            else:
                found = _wechat(folded, m) if m["id"].isdigit() or len(m["id"]) > 5 else None
            if found is not None:
                yield found


def _is_dated(number: str, glue: str) -> bool:
    """Whether it is the year or date of a version: `QQ 20240115`."""
    return not glue.strip() and re.match(r"20[0-3]\d", number) is not None and len(number) in (6, 8)


def _is_wechat(m: re.Match[str], lower: str) -> bool:
    name, glue = m["id"], m["glue"].strip()
    if _MOBILE.match(name):
        return False
    if name in _PROGRAMS or _APP_ID.match(name) or name.startswith("wxid_"):
        return False
    if re.match(r"https?$|www$|version|windows|android", name) or _CALLED.match(lower, m.end()):
        return False
    is_short_cue = m["cue"] in _SHORT
    has_sign = any(c.isdigit() or c in "_-" for c in name)
    if re.search(r"[:=：;→]|->", glue) or (glue and not glue.isascii()):
        return (
            has_sign
            or not is_short_cue
            or not lower.startswith(" ", m.end())
            or not lower[m.end() + 1 : m.end() + 2].isalpha()
        )
    if _NUMBERED.match(name) and not glue:
        return True
    if has_sign and (glue in ("is", "as", "-") or glue.endswith("id is")):
        return True
    if m["cue"].isascii() and is_short_cue and m["cue"] in ("wechat", "weixin", "we chat"):
        return False
    if name.isdigit():
        return len(name) >= 6 and not is_short_cue
    return has_sign or (not is_short_cue and len(name) >= 6)


def is_chat_key(key: str) -> bool:
    """Whether a key names a WeChat or QQ id."""
    return key in _WECHAT_KEYS or key in _QQ_KEYS


def paired_chats(folded: Folded, pair: Pair) -> Iterator[Found]:
    """The WeChat or QQ id that `pair` names."""
    is_wechat = pair.key in _WECHAT_KEYS
    if not is_wechat and pair.key not in _QQ_KEYS:
        return
    end = end_of_value(folded.text, pair, 64)
    value = folded.text[pair.start : end]
    if not _ID.match(value) or value.lower() in _PROGRAMS or _APP_ID.match(value.lower()):
        return
    if is_wechat:
        yield Found(pair.start, end, PrivateKind.WECHAT, 2)
    elif value.isdigit():
        yield Found(pair.start, end, PrivateKind.QQ, 2)
