"""Every sentence the panel and the command line say, by key and locale. Knows no Qt.

A key is `area.name`; an area is one file, `resources/i18n/<locale>/<area>.toml`, read when first used.
"""

from __future__ import annotations

import tomllib
from functools import cache

from helppanel import assets
from helppanel.config import match_locale
from helppanel.contract.problems import HelpError, Problem
from helppanel.report.privacy.kinds import PrivateKind


def private_label(locale: str, kind: PrivateKind) -> str:
    """What stands where something private was, and what its kind is called."""
    return _texts(locale).t(f"privacy.{kind}")


class Texts:
    """Texts in one locale (`zh-CN` or `en`)."""

    def __init__(self, locale: str) -> None:
        self.locale = match_locale(locale)
        self._areas: dict[str, dict[str, str]] = {}

    def t(self, key: str, **params: object) -> str:
        """The sentence of `key` with `{name}` filled from `params`. Raises KeyError for an unknown key."""
        area, _, name = key.partition(".")
        if area not in self._areas:
            file = assets.path(f"i18n/{self.locale}/{area}.toml")
            self._areas[area] = tomllib.loads(file.read_text("utf-8"))
        text = self._areas[area][name]
        return text.format(**params) if params else text

    def problem(self, error: HelpError | Problem) -> str:
        """What went wrong and what to do, for people."""
        if isinstance(error, Problem):
            error = HelpError(error)
        return self.t(f"problems.{error.code}", detail=error.detail, **error.params)

    def next_step(self, code: Problem) -> str:
        """The one thing the user can do about `code`; "" where there is nothing."""
        return self.t(f"problems.{code}_next")


@cache
def _texts(locale: str) -> Texts:
    return Texts(locale)
