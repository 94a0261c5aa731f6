"""What the server itself says in tickets, in the language of each."""

from __future__ import annotations

import tomllib
from functools import cache

from helppanel import assets

_LOCALES = ("zh-CN", "en")


def system_text(key: str, locale: str, **params: str) -> str:
    """The sentence of `key` with `{name}` filled from `params`; English for who reads no Chinese."""
    known = _LOCALES[0] if locale.lower().startswith("zh") else _LOCALES[1]
    return _read(known)[key].format(**params)


@cache
def _read(locale: str) -> dict[str, str]:
    texts: dict[str, str] = tomllib.loads(assets.path(f"i18n/{locale}/system.toml").read_text("utf-8"))
    return texts
