"""Reads every `key: value` and `key=value` of a text once: logs, JSON, YAML, headers, URLs, flags."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hidden import SIGN
from helppanel.report.privacy.lazy import Pattern

# Behind a colon: an address, a path; not a quote that JSON inside JSON escapes.
_NO_VALUE = r"[:/]|\\(?!\\{0,2}[\"'])"
# One for each sign: what begins with a plain character is found without a pattern.
_SEPARATORS = tuple(
    Pattern(separator + r"[ \t]{0,12}")
    for separator in (
        rf":(?:=|(?!{_NO_VALUE})(?<!\d:)(?<!::))",
        rf"：(?!{_NO_VALUE})",
        "=[=>]?",
        "->",
        "%3[ad]",
    )
)
# A key and what may stand between it and the separator, read backwards.
_YEK = Pattern(
    r"[ \t]{0,8}(?:[ .\t]{2,60})?[\])]?(?:[\"'`]\\{0,3}|22%)?"
    r"([a-z0-9_.$-]{0,60}[a-z_]\$?)(?![a-z0-9_$@]|\.[^\s;])(?!-[a-z0-9_.$@])"
)
_LONE = Pattern(r"(?:[a-z][a-z0-9]*[ _-]){1,3}$")
_QUOTE = Pattern(r"\\{0,3}[\"'`]|%22|[“‘「『]|&quot;")
_HIDDEN = Pattern(rf"{SIGN}+(?=\w)")  # a mark, and what goes on right behind it
_FLAG = Pattern(r"--?([a-z][a-z0-9-]{1,40})[ \t]{1,3}(?![-=|&<>])")
_ELEMENT = Pattern(r"<([a-z][\w:.-]{1,60})(?:\s[^<>]{0,200})?>(?=[^<\s])")
_NAMED = Pattern(r"<[a-z]{1,20} (?:name|key|id)=([\"'])([a-z][\w:. -]{1,60})\1>(?=[^<\s])")
# A flag and its value in a list of words, and a record that names its field.
_LISTED = Pattern(r"\"--?([a-z][a-z0-9-]{1,40})\", ?(?=\")|'--?([a-z][a-z0-9-]{1,40})', ?(?=')")
_RECORD = Pattern(
    r"\"(?:name|key|field|column|attribute|property|param|k)\" ?: ?\"([a-z][\w. -]{0,60})\" ?, ?"
    r"\"(?:value|val|v|old|new|content)\" ?: ?(?=\")"
)
_ATTRIBUTE = Pattern(
    r"(?:name|key|id)=([\"'])([a-z][\w:. -]{1,60})\1\s{1,4}(?:type=[\"']\w{1,12}[\"']\s{1,4})?value=(?=[\"'])"
)
# Words that alone say too little: the word before them belongs to the key.
_SMALL = frozenset(
    [
        "name",
        "id",
        "key",
        "code",
        "number",
        "no",
        "sender",
        "source",
        "user",
        "string",
        "value",
        "address",
        "token",
        "password",
        "secret",
        "host",
        "account",
        "account_name",
        "by",
    ]
)


class Pair(NamedTuple):
    """A key (lower case, without blanks, `_`, `-`, dots) and where its value begins, inside its `quote`."""

    key: str
    key_start: int
    separator: str
    start: int
    quote: str


def pairs(folded: Folded, is_known: Callable[[str], bool], may_end: Callable[[str], bool]) -> Iterator[Pair]:
    """Every pair whose key `is_known`; it is asked for the key as in `Pair`.

    `may_end` is asked first, for up to four characters before the separator.
    """
    lower = folded.lower
    turned = ""
    for separator in chain.from_iterable(form.finditer(lower) for form in _SEPARATORS):
        at = separator.start()
        if not may_end(lower[at - 4 : at]):  # at the beginning of a text that is "", which may end any
            continue
        turned = turned or lower[::-1]
        m = _YEK.match(turned, len(lower) - at)
        if m is not None:
            start, end = len(lower) - m.end(1), len(lower) - m.start(1)
            key = lower[start:end]
            if key[0] == "-":
                start, key = start + 2, key.lstrip("-")
            if key and key[0] in "nrt" and lower[start - 1 : start] == "\\":  # a line's end, written out
                key, start = key[1:], start + 1
            if key in _SMALL:
                more = _LONE.search(lower, max(0, start - 30), start)
                if more is not None:
                    key, start = more[0] + key, more.start()
            if is_known(plain(key)):
                yield _pair(lower, key, start, separator.end(), separator[0].strip())
    if "--" in lower or " -" in lower or '"-' in lower:
        for m in _FLAG.finditer(lower):
            if is_known(plain(m[1])) and not lower[m.start() - 1 : m.start()].isalnum():
                yield _pair(lower, m[1], m.start(), m.end(), "--")
        for m in _LISTED.finditer(lower):
            flag = m[1] or m[2]
            if is_known(plain(flag)):
                yield _pair(lower, flag, m.start(), m.end(), "--")
    for m in _RECORD.finditer(lower) if '":' in lower or '" :' in lower else ():
        if is_known(plain(m[1])):
            yield _pair(lower, m[1], m.start(), m.end(), ":")
    if "<" in lower:
        for m in _ELEMENT.finditer(lower):
            if is_known(plain(m[1].rpartition(":")[2])):
                yield Pair(plain(m[1].rpartition(":")[2]), m.start(), ">", m.end(), "<")
        for m in _NAMED.finditer(lower) if "=" in lower else ():
            if is_known(plain(m[2])):
                yield Pair(plain(m[2]), m.start(), ">", m.end(), "<")
        for m in _ATTRIBUTE.finditer(lower) if "value=" in lower else ():
            if is_known(plain(m[2])):
                yield _pair(lower, m[2], m.start(), m.end(), "=")


@lru_cache(maxsize=8192)
def plain(key: str) -> str:
    """`key` without what different notations put between its words."""
    return re.sub(r"[_. $-]", "", key)


def _pair(lower: str, key: str, key_start: int, start: int, separator: str) -> Pair:
    quote = _QUOTE.match(lower, start)
    if quote is not None:
        start = quote.end()
    hidden = _HIDDEN.match(lower, start)
    if hidden is not None:
        start = hidden.end()
    return Pair(plain(key), key_start, separator, start, quote[0] if quote is not None else "")


_CHINESE = Pattern(r"[\u3000-\u9fff]")  # needs no blank before it
_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_STOP = Pattern(
    r"[\s\"'`<>|，。；！？、）】》”’“‘]|[,;](?=\s|$|[\"'}\])]|[\w.-]{1,40}[=:])|"
    r"[,;&](?=[\w.%-]{1,40}=)|\\[nrt\"']|%26|&amp;|\\u0026"
)


def end_of_value(text: str, pair: Pair, most: int = 4096) -> int:
    """Where the value of `pair` ends: at its closing quote, or where words usually end."""
    start, last = pair.start, min(len(text), pair.start + most)
    if pair.quote:
        closing = _CLOSING.get(pair.quote, pair.quote)
        at = text.find(closing, start, last)
        while len(closing) == 1 and at > start and text[at - 1] == "\\" and text[at - 2 : at - 1] != "\\":
            at = text.find(closing, at + 1, last)
        line = text.find("\n", start, last)
        if at >= 0 and (line < 0 or at < line):
            return at
    stop = _STOP.search(text, start, last)
    end = stop.start() if stop else last
    if text[start : start + 1].isascii():
        chinese = _CHINESE.search(text, start, end)
        end = chinese.start() if chinese else end
    while end > start and text[end - 1] in ".,;:)]}":
        if text[end - 1] in ")]}" and text.count(_OPENING[text[end - 1]], start, end) >= text.count(
            text[end - 1], start, end
        ):
            break
        end -= 1
    return end


_OPENING = {")": "(", "]": "[", "}": "{"}


def trimmed(text: str, start: int, end: int) -> int:
    """The end of [start, end) without the blanks and marks that close a sentence."""
    while end > start and text[end - 1] in " .,;:)]}'\"\r":
        end -= 1
    return end
