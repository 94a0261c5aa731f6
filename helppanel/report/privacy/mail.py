"""Finds e-mail addresses, written out, encoded for a URL, or disguised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.spelling import is_cjk

_LACOL = Pattern(r"[\w.%+'&=~-]{1,64}")  # the part before the @, read backwards
_DOMAIN = Pattern(
    r"(?:[\w-]{1,63}\.){1,6}(xn--[a-z0-9-]{2,30}|[a-z]{2,18}|[^\W\d_a-z]{2,18})(?![a-z0-9_@])", re.I
)
_TOP = Pattern(r"\.(?:com|cn|net|org|edu|gov|io|co|me|info|biz|hk|tw|jp|de|uk|fr|eu|us)$", re.IGNORECASE)
# With blanks around the @, as people write it to keep robots away.
_APART = Pattern(
    r"([a-z0-9][\w.+-]{1,40}) {1,2}@ {1,2}(?:[a-z0-9-]{2,40}\.){1,3}(?:com|cn|net|org|edu)(?![\w-])", re.A
)
# What stands for the @.
_SIGN = Pattern(r"[\s\[({<](?:(?<=\s)(?:at|@)(?=\s)|(?<!\s)\s?(?:at|@)\s?[\])}>])")
_AT = (Pattern(r"at(?<=[\s\[({<]at)(?=[\s\])}>])"), Pattern(r"@(?<=[\s\[({<]@)(?=[\s\])}>])"))
_DOT = Pattern(r"dot(?:(?<= dot) |(?<=[\[({<]dot)|(?<=[\[({<]\sdot))|\.(?:(?<=[\[({<]\.)|(?<=[\[({<]\s\.))")
_EMAN = Pattern(r"\s{0,2}[\w.+-]{1,40}[a-z0-9]")  # the name before it, read backwards
_DISGUISED = Pattern(
    r"([a-z0-9][\w.+-]{1,40})\s{0,2}(?:[\[({<]\s?(?:at|@)\s?[\])}>]|\s(?:at|@)\s)\s{0,2}"
    r"([a-z0-9][a-z0-9-]{0,40}(?:(?:\.|\s{0,2}[\[({<]\s?(?:dot|\.)\s?[\])}>]\s{0,2}|"
    r"\sdot\s)[a-z0-9-]{2,20}){1,3})"
)
# What looks like a domain's end and is the end of a file's name.
_LEFT_OF_IT = Pattern(r"(?<![^\W\d])[A-Za-z_.-]{1,40}=|%(?:3[ACDacd]|2[02CFcf6])|[&~]|(?<!\b[A-Za-z])'")
_LOGIN = Pattern(r"://[^\s/?#@]*$")
_FILES = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "svg",
        "webp",
        "ico",
        "js",
        "ts",
        "css",
        "jar",
        "so",
        "dll",
        "dylib",
        "py",
        "exe",
        "apk",
        "whl",
        "tgz",
        "zip",
        "service",
        "socket",
        "timer",
        "target",
        "mount",
        "json",
        "yaml",
        "yml",
        "toml",
        "xml",
        "lock",
        "log",
        "md",
        "txt",
        "html",
        "mjs",
        "cjs",
        "vue",
        "map",
        "rpm",
        "deb",
        "qss",
    ]
)
_NO_PERSON = frozenset(("git", "hg", "svn"))
_ID_HEADER = Pattern(
    r"(?:message-id|references|in-reply-to|content-id|msgid|message_id|messageid|"
    r"resent-message-id|cid|\bid(?==<))\W{1,6}(?:[^\s>]{1,200}>\s{0,4}<?){0,20}(?:[\w.+/=-]{1,80}=)?$"
)


def emails(folded: Folded) -> Iterator[Found]:
    """E-mail addresses."""
    text = folded.text
    at = text.find("@")
    while at >= 0:
        found = _around(folded, at, at + 1)
        if found is not None:
            yield found
        at = text.find("@", at + 1)
    if "%40" in text:
        for m in re.finditer("%(?:25)?40", text):
            found = _around(folded, m.start(), m.end())
            if found is not None:
                yield found
    lower = folded.lower
    if " @" in lower:
        for sign in re.finditer(" @ {1,2}[a-z0-9]", lower):
            first = lower.rfind(" ", 0, sign.start()) + 1
            for apart in _APART.finditer(lower, max(first, sign.start() - 42), sign.end() + 80):
                yield Found(apart.start(), apart.end(), PrivateKind.EMAIL, 1)
    if "at" in lower and (
        "[at" in lower
        or "(at" in lower
        or "{at" in lower
        or " dot " in lower
        or "dot]" in lower
        or "<at" in lower
        or "[@" in lower
    ):
        yield from _disguised(lower)


def _disguised(lower: str) -> Iterator[Found]:
    """Addresses that are written in words: `name (at) example dot com`."""
    done = 0
    for at in sorted(m.start() for sign in _AT for m in sign.finditer(lower)):
        sign = _SIGN.search(lower, max(done, at - 2, 0), at + 4)
        # Something must be in brackets, or a `dot`: else it is a sentence with "at".
        if sign is None or (sign[0][0].isspace() and not _DOT.search(lower, at, at + 160)):
            continue
        name = _EMAN.match(lower[max(done, sign.start() - 43) : sign.start()][::-1])
        m = _DISGUISED.match(lower, sign.start() - name.end()) if name is not None else None
        if m is not None:
            done = m.end()
            if "[" in m[0] or "(" in m[0] or "{" in m[0] or "<" in m[0] or " dot " in m[0]:
                yield Found(m.start(), m.end(), PrivateKind.EMAIL)


def _around(folded: Folded, at: int, after: int) -> Found | None:
    """The address whose @ stands at [at, after)."""
    text = folded.text
    domain = _DOMAIN.match(text, after)
    if domain is None:
        return None
    end = domain.end()
    if domain[1].lower() in _FILES:  # `name@example.com.txt`
        end = domain.start(1) - 1
        if not _TOP.search(text, after, end) or not text[after : after + 1].isalpha():
            return None
    start = _start(text, at)
    if text[after:end].isascii() and not text[start:at].isascii():
        return None
    if not text[after:end].isascii() and domain[1].isascii():
        return None
    if "://" in text[max(0, start - 80) : start] and _LOGIN.search(text, max(0, start - 80), at):
        return None
    local = text[start:at]
    if not local or local.lower() in _NO_PERSON:
        return None
    before = folded.before(start, 400)
    if ("id" in before or "re" in before) and _ID_HEADER.search(before):
        return None
    return Found(start, end, PrivateKind.EMAIL, 1)


def _start(text: str, at: int) -> int:
    """Where the part before the @ begins."""
    local = _LACOL.match(text[max(0, at - 64) : at][::-1])
    if local is None:
        return at
    start = at - local.end()
    for mark in _LEFT_OF_IT.finditer(text, start, at):
        start = mark.end()
    # Chinese before an address belongs to the sentence, unless the whole address is Chinese.
    if not text[start:at].isascii():
        last_han = max((n for n in range(start, at) if is_cjk(text[n])), default=-1)
        if last_han >= 0 and last_han + 1 < at:
            start = last_han + 1
    while start < at and text[start] in ".-%+_" and text[start] != "_":
        start += 1
    return start
