"""One spelling for each locale."""

from __future__ import annotations

import re
from collections.abc import Iterable

DEFAULT = "zh-CN"

_SPELLING = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{2,4}))?(?:[-_]([a-z]{2}))?", re.ASCII | re.IGNORECASE)
_TRADITIONAL = {"tw", "hk", "mo", "hant"}


def canonical(name: str) -> str | None:
    """`zh-CN` for zh, zh_CN, zh-Hans …, `en` for every English, else `xx` or `xx-YY`; None for others."""
    match = _SPELLING.fullmatch(name.strip().partition(".")[0])
    if match is None:
        return None
    language = match[1].lower()
    places = [part.lower() for part in match.groups()[1:] if part]
    if language == "zh":
        return "zh-TW" if _TRADITIONAL.intersection(places) else DEFAULT
    if language == "en":
        return "en"
    return f"{language}-{places[-1].upper()}" if places else language


def partner(locale: str, known: Iterable[str]) -> str | None:
    """Which of the `known` locales helps out for `locale`: English for Chinese, else Chinese, else any."""
    others = [name for name in known if name != locale]
    wanted = "en" if locale.startswith("zh") else DEFAULT
    return wanted if wanted in others else next(iter(others), None)


def nearest(locale: str, known: Iterable[str]) -> str:
    """Which of the `known` locales a reader of `locale` reads: the same, else one of the same language."""
    names, usual = list(known), canonical(locale) or locale
    if locale in names or usual in names:
        return locale if locale in names else usual
    language = usual.partition("-")[0]
    return next((name for name in names if name.partition("-")[0] == language), locale)


def is_folder(name: str) -> bool:
    """Whether a folder of that name holds one locale's articles (`zh-CN`, `en`): `doc` does not."""
    return canonical(name) is not None and (len(name) == 2 or "-" in name or "_" in name)
