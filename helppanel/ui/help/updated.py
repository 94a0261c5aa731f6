"""How long ago an article was updated, in words. Knows no Qt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts

_UNITS = (("years", 365), ("months", 30), ("weeks", 7), ("days", 1))  # and their days


def updated_ago(updated: str, today: date, texts: Texts) -> str:
    """`3 天前更新` for the ISO date `updated`; "" if it is none or lies ahead."""
    try:
        days = (today - date.fromisoformat(updated)).days
    except ValueError:
        return ""
    if days < 0:
        return ""
    for unit, length in _UNITS:
        if days >= length:
            number = days // length
            return texts.t(f"help.updated_{unit}" if number > 1 else f"help.updated_{unit}_1", count=number)
    return texts.t("help.updated_today")
