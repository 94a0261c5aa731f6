"""Finds secrets behind a key that says so: passwords, tokens, cookies, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hidden import SIGN
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.pairs import Pair, end_of_value, trimmed
from helppanel.report.privacy.words import table

_SECRETS = table("secrets")
_KEYS = frozenset(_SECRETS["keys"].split())
_ENDS = tuple(_SECRETS["ends"])
_OTHER = tuple(_SECRETS["other"])
_PLACEHOLDERS = frozenset(_SECRETS["placeholders"].split())
_PASSWORDS = Pattern(r"pass(?!e)|pwd|passwd|secret|psk|credential")
_CODES = Pattern(r"otp|pin|code$|salt")
_HEADERS = ("cookie", "setcookie")
_ATTRIBUTES = Pattern(
    r";\s*(?:path|expires|domain|max-age|httponly|secure|samesite|version|priority|partitioned)\b",
    re.IGNORECASE,
)
_SCHEME = Pattern(
    r"(?:bearer|basic|token|negotiate|ntlm|digest|apikey|api-key|oauth|hmac|aws4-hmac-sha256|"
    r"key|sharedkey|qbox|bot)(?:\s{1,3}|%20|\+)",
    re.IGNORECASE,
)
_NOT_GIVEN = Pattern(
    rf"{SIGN}|"
    r"[*•●x#.…_?-]{1,64}$|<[^>]*>?$|[\[{(][\w .-]*[\])}]?$|\{\{|\$[{(]|\$[a-z_]+$|%[({]|"
    r"%[a-z_]{1,20}%?$|\*{2,}.*|@[a-z_]+@$|env[.:\[].*|(?:os|process|system|self|this|config|"
    r"settings|options|args|params|request|req|ctx|props|secrets|vault|var|data|local|ssm|"
    r"arn)[.:\[(].*"
    r"|your[_-].*|.{1,40}[_-]here|(?:[a-z]+[_-]){1,3}(?:credentials?|secrets?|password|token|key)$"
    r"|[\w.]{1,40}\[.*|\(\w+[.(].*|[A-Z]?[a-z]+(?:[A-Z][a-z]+)+\{.*|[\w.]{1,60}\(.*|.{0,40}\$\{.*|"
    r".{0,20}\*{3,}.*",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_KEY = Pattern(r"[A-Za-z_][\w.-]{0,40}=$")
_LONG_VALUE = Pattern(r"=\s*[^;=\s]{8,}")
_TELLING_NAME = Pattern(
    r"(?:sess|sid|token|auth|login|user|uid|csrf|jwt|remember|ticket)\w*=[^;\s]{4,}", re.I
)
SECRET_KEYS = (*_HEADERS, *_KEYS, *_ENDS)  # how keys of secrets end
_CHAIN = Pattern(
    r"[A-Za-z_]+(?:\.[A-Za-z_]+)+$|[a-z]+(?:[A-Z][a-z]+)*(?:Field|Box|Input|Label|Edit|Text|"
    r"Manager|Provider|Service|Type|Policy|Name|Error|Exception)$"
)


@lru_cache(maxsize=4096)
def secret_kind(key: str) -> str:
    """`password`, `header`, `code`, `token`, or "" for a key that names no secret."""
    if key in _HEADERS:
        return "header"
    if key not in _KEYS and not (key.endswith(_ENDS) and not key.endswith(_OTHER)):
        return ""
    if _PASSWORDS.search(key):
        return "password"
    return "code" if _CODES.search(key) else "token"


def paired_tokens(folded: Folded, pair: Pair) -> Iterator[Found]:
    """The secret of `pair`, if its key names one."""
    said = secret_kind(pair.key)
    if not said:
        return
    text, start = folded.text, pair.start
    if said == "header" and not pair.quote and pair.separator in (":", "："):
        end = _end_of_line(text, start)
        attributes = _ATTRIBUTES.search(text, start, end)
        end = attributes.start() if attributes else end
        if _is_cookie(text[start:end]):
            yield Found(start, trimmed(text, start, end), PrivateKind.TOKEN, 7)
        return
    end = end_of_value(text, pair)
    scheme = _SCHEME.match(text, start, max(end + 3, start))
    if scheme is not None:
        start = scheme.end()
        end = max(end, end_of_value(text, pair._replace(start=start, quote=pair.quote)))
        if scheme[0].lower().startswith(("digest", "aws4", "hmac", "oauth")) and not pair.quote:
            end = _end_of_line(text, start)
        said = "password"
    if said == "header":
        attributes = _ATTRIBUTES.search(text, start, end)
        end = attributes.start() if attributes else end
    value = text[start:end]
    if (pair.quote and "\n" in value) or not value[:1].isascii():  # what is wrong with it, in Chinese
        return
    if not pair.quote and (
        _bare(value).endswith(pair.key) or (value.isalpha() and text[end : end + 1] == ":")
    ):
        return  # an attribute of the same name, a markup's role
    if (
        pair.separator == "="
        and not pair.quote
        and text[start - 1 : start].isspace()
        and _NEXT_KEY.match(value)
    ):
        return
    if pair.key == "sid" and value.isdigit():  # a record's number
        return
    if pair.key in ("pwd", "oldpwd") and re.match(r"[/~]|[A-Za-z]:[\\/]", value):  # where a shell is
        return
    if said == "header" and "=" in value and len(value) >= 6 and _is_cookie(value):
        yield Found(start, end, PrivateKind.TOKEN, 7)
        return
    if is_secret(value, said, is_quoted=bool(pair.quote)) and not _is_prose(folded, pair, end, value):
        yield Found(start, end, PrivateKind.TOKEN, 4)


def _bare(value: str) -> str:
    return value.lower().replace("_", "")


def _is_cookie(value: str) -> bool:
    """Whether one of the cookies is more than a language or a colour."""
    return "=" in value and (
        _TELLING_NAME.search(value) is not None
        or any(any(map(str.isdigit, m[0])) or len(m[0]) > 16 for m in _LONG_VALUE.finditer(value))
    )


def _end_of_line(text: str, start: int) -> int:
    last = min(len(text), start + 1024)
    end = text.find("\n", start, last)
    return last if end < 0 else end


def is_secret(value: str, said: str, is_quoted: bool = False) -> bool:
    """Whether `value` can be what a key of that kind names: not a placeholder, a word or code."""
    low = value.lower().strip()
    if (
        len(low) < 3
        or low in _PLACEHOLDERS
        or _NOT_GIVEN.match(low)
        or low.strip("'\"`.:,!?*") in _PLACEHOLDERS
    ):
        return False
    if low.startswith(("http://", "https://")):
        return False
    if len(set(low)) == 1 and low[0] in "*x•.-0":
        return False
    has_digit = any(map(str.isdigit, low))
    if said == "code":
        return has_digit and 4 <= len(low) <= 64 and " " not in low
    if said == "password":
        if not is_quoted and _CHAIN.match(value):
            return False
        return (
            len(low) >= 4
            and not (is_quoted and low.count(" ") >= 3)
            and not (not value.isascii() and " " in low)
        )
    if " " in low and not is_quoted:
        return False
    if low.isdigit():
        return len(low) >= 6
    if len(low) < 6 or low.count(" ") > 2 or not low.isascii():
        return False
    return has_digit or (
        len(low) >= 16
        and not _CHAIN.match(value)
        and " " not in low
        and not re.fullmatch(r"[a-z]+(?:[_ .-][a-z]+)+|[A-Z_]+|_?[A-Z]?[a-z]+(?:[A-Z][a-z]+)*", value)
    )


def _is_prose(folded: Folded, pair: Pair, end: int, value: str) -> bool:
    """Whether `password: must contain…` only goes on with a sentence."""
    if pair.quote or pair.separator in ("=", "==", ">", "--", "%3d") or any(map(str.isdigit, value)):
        return False
    after = folded.after(end, 30)
    return bool(re.match(r" [a-z]{2,}(?: [a-z]{2,}|[.,!]?$)", after)) and value.isalpha()
