"""Every sentence of the desk, by key and locale, and which locale a browser asks for."""

from __future__ import annotations

import tomllib
from functools import cache

from helppanel import assets
from helppanel.contract.problems import Problem

LOCALES = ("zh-CN", "en")


class Texts:
    """The desk's texts in one of `LOCALES`."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._texts = _read(locale, "desk") | _read(locale, "dashboard")
        self._private = _read(locale, "privacy")
        self._problems = _read(locale, "problems")

    def private(self, kind: str) -> str:
        """What a kind of masked data is called; one that only newer apps know, by its own name."""
        return self._private.get(kind, kind)

    def problem(self, code: Problem) -> str:
        """What went wrong with something a user sent."""
        return self._problems[code].format(detail=code)

    def next_step(self, code: Problem) -> str:
        """What can be done about it; "" where there is nothing."""
        return self._problems[f"{code}_next"]

    def t(self, key: str, **params: object) -> str:
        """The sentence of `key` with `{name}` filled from `params`. Raises KeyError for an unknown key."""
        text = self._texts[key]
        return text.format(**params) if params else text


def _read(locale: str, area: str) -> dict[str, str]:
    texts: dict[str, str] = tomllib.loads(assets.path(f"i18n/{locale}/{area}.toml").read_text("utf-8"))
    return texts


@cache
def texts(locale: str) -> Texts:
    """The texts of `locale`, read once."""
    return Texts(locale)


def preferred(accept_language: str) -> str:
    """The locale an `Accept-Language` header likes best; Chinese if it names neither.

    >>> preferred("de, en-GB;q=0.8, zh;q=0.5")
    'en'
    """
    best, best_weight = LOCALES[0], 0.0
    for part in accept_language.split(","):
        name, _, rest = part.strip().partition(";")
        locale = {"zh": "zh-CN", "en": "en"}.get(name.lower().split("-")[0])
        weight = _weight(rest)
        if locale and weight > best_weight:
            best, best_weight = locale, weight
    return best


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
