"""What is said under an article's title. Knows no Qt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from helppanel.ui.help.updated import updated_ago

if TYPE_CHECKING:
    from helppanel.service import Article
    from helppanel.ui.texts import Texts

_PER_MINUTE = {"zh-CN": 400, "en": 1_100}  # characters that one reads


def details(article: Article, today: date, texts: Texts, *, short: bool) -> str:
    """`3 天前更新 • 阅读约 2 分钟 • 适用于 Windows`; what is not known is left out.

    `short` leaves out the platforms.
    """
    minutes = max(1, round(len(article.text) / _PER_MINUTE.get(article.locale, 1_100)))
    parts = [updated_ago(article.updated, today, texts), texts.t("article.reading", minutes=minutes)]
    if article.platforms and not short:
        names = texts.t("article.platform_comma").join(article.platforms)
        parts.append(texts.t("article.platforms", names=names))
    return texts.t("help.dot").join(part for part in parts if part)
