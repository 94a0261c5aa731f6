"""Finds the names of accounts behind a key; not those that say nothing, like root or guest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hidden import SIGN
from helppanel.report.privacy.homes import NOBODY
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import Pair, end_of_value, plain
from helppanel.report.privacy.words import table

_NAMES = table("names")
_CUES = _NAMES["cue"]
_KEYS = frozenset(map(plain, _CUES["user"]))
_KEY_ENDS = ("username", "loginname", "accountname", "nickname")
USER_KEYS = (*_KEYS, *_KEY_ENDS, "user")  # how keys of accounts end
_PROSE = frozenset(_NAMES["prose"].split())
_WEAK = frozenset(
    ("u", "cn", "uid", "owner", "author", "member", "principal", "operator", "login", "logon", "account")
)
_CLOSING = {"<": ">", "[": "]", "(": ")"}
_CODE = Pattern(
    r"(?:os|self|this|request|req|res|ctx|context|config|settings|session|process|env|args|params|data|obj|"
    r"props|"
    r"state|auth|event|row|item|payload|body|form|report|response|result|options|opts)[.\[]"
    r"|(?:await|new|next|str|get\w*|input|getattr)[ (]"
)
_LABELS = frozenset((*_CUES["user_zh"], *_CUES["host_zh"], *_NAMES["labels"]))
_COMPANY = (" inc", " ltd", " llc", " corp", " gmbh", " team", " foundation", " contributors")
# Behind a domain's name: not a line's end that is written out.
_BEHIND_DOMAIN = Pattern(r"\\[nrt][a-z0-9_.-]{2,30}(?![\w\\:=])")
_THIS_MACHINE = Pattern(r"\.\\{1,2}(?=\w)")  # the domain in `.\\tom`
_FAMILY = Pattern(r" [A-Z][a-z]+(?=\r?$)", re.MULTILINE)
_NUMBERISH = Pattern(
    r"[\d.,:/-]+[a-z%]{0,3}$|0x[0-9a-f]+$|[0-9a-f]{16,}$|[0-9a-f]{8}-[0-9a-f]{4}-|v?\d+\.\d+|https?|s-1-5-\d",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_user_key(key: str) -> bool:
    """Whether a key names an account."""
    return (
        key in _KEYS or key.endswith(_KEY_ENDS) or (key.endswith("user") and key not in _NAMES["no_user_key"])
    )


@lru_cache(maxsize=8192)
def says_nothing(name: str) -> bool:
    """Whether a name is everyone's, or none at all."""
    low = name.lower().strip("\"'`.,;:!?()[]<>")
    if low in NOBODY or len(low) < 2 or low.endswith(_COMPANY) or _NUMBERISH.match(low):
        return True
    if (
        low[0] in "<{$%*[(#/&?"
        or "***" in low
        or SIGN in low
        or "://" in low
        or low.endswith(("(", "()", "$"))
    ):
        return True
    domain, slash, last = low.rpartition("\\")
    return bool(slash) and (
        last in NOBODY
        or domain.strip("\\").endswith(
            (
                "authority",
                "builtin",
                "service",
                "virtual machine",
                "iis apppool",
                "window manager",
                "font driver host",
            )
        )
    )


def paired_names(folded: Folded, pair: Pair) -> Iterator[Found]:
    """The account that `pair` names."""
    if not is_user_key(pair.key):
        return
    text = folded.text
    closing = _CLOSING.get(text[pair.start : pair.start + 1])
    inside = text[pair.start + 1 : pair.start + 50].partition(closing)[0] if closing else ""
    if (
        closing
        and not pair.quote
        and inside
        and " " not in inside
        and closing in text[pair.start : pair.start + 50]
    ):
        pair = pair._replace(start=pair.start + 1, quote=closing)
    end = end_of_value(text, pair, 60)
    behind = _BEHIND_DOMAIN.match(text, end) if text[pair.start : end].isupper() else None
    end = behind.end() if behind else end
    if not pair.quote and pair.separator != "<":
        cut = re.search(r"[:;,=(\[|/&]|\\[nrt](?![a-z])", text[pair.start : end])
        if (cut is not None and cut[0] in "=(") or _CODE.match(
            text, pair.start
        ):  # the next key, an expression
            return
        end = pair.start + cut.start() if cut else end
    if pair.separator == "=" and not pair.quote and not text[pair.key_start].islower():
        more = _FAMILY.match(text, end)
        end = more.end() if more else end
    local = _THIS_MACHINE.match(text, pair.start, end)
    pair = pair._replace(start=local.end()) if local else pair
    value = text[pair.start : end]
    if text.startswith("://", end):
        return
    if not value or len(value) > 48 or says_nothing(value) or "\n" in value or value in _LABELS:
        return
    if not re.match(r"[\w\u4e00-\u9fff]", value) or value.count(" ") > 3 or re.search(r"[(){}<>=*?;]", value):
        return
    if "@" in value and re.search(r"@[\w-]+\.\w", value):
        return
    if not pair.quote and "." in value and value.lower().endswith(pair.key):  # an attribute of that name
        return
    if value.isalpha() and not pair.quote and value.lower() in _PROSE:
        return
    is_loose = not pair.quote and pair.separator in (":", "：", "--", "->", "=>")
    is_plain_login = pair.separator == "=" and len(value) > 4 and value.isupper() and value.isalpha()
    if (pair.key in _WEAK or is_loose) and not is_plain_login and not _is_name(value):
        return
    if (
        is_loose
        and re.match(
            r" (?:is|was|has|have|are|to|the|not|in|of|must|should|can|will|and|or|for|a)\b",
            folded.after(end, 10),
        )
        and value.isalpha()
    ):
        return
    if (
        re.search(r"\.(?:py|js|ts|java|cs|cpp|dll|exe|so|json|xml|yaml)$", value, re.IGNORECASE)
        or "::" in value
    ):
        return
    yield Found(pair.start, end, PrivateKind.USERNAME, 1)


def _is_name(value: str) -> bool:
    """Whether it looks as accounts do, and not like a word with a capital or code."""
    return (
        not re.match(r"[A-Z][a-z]+$|[A-Z]{2,6}$|.*\(|[a-z]+(?:[A-Z][a-z]+)+$|[A-Z_]{3,}$", value)
        or value.isascii() is False
    )
