"""Every sentence of the website's pages: their own, and the desk's for states and times."""

from __future__ import annotations

import tomllib
from functools import cache

from helppanel import assets
from helppanel.server.desk.texts import LOCALES, Texts, preferred


class WebTexts(Texts):
    """The texts in one of `LOCALES`."""

    def __init__(self, locale: str) -> None:
        super().__init__(locale)
        own: dict[str, str] = tomllib.loads(assets.path(f"i18n/{locale}/web.toml").read_text("utf-8"))
        self._texts = self._texts | own


@cache
def web_texts(locale: str) -> WebTexts:
    """The texts of `locale`, read once."""
    return WebTexts(locale)


def chosen_locale(asked: str, accept_language: str) -> str:
    """The locale asked for in the address, else what the browser likes best."""
    return asked if asked in LOCALES else preferred(accept_language)
