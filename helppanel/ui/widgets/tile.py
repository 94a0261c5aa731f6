"""A tile: an icon on its tint, at the head of a row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from helppanel.ui import icons
from helppanel.ui.theme import Theme

SIZE = 36
_TONES = {
    "accent": ("accentText", "accentTint"),
    "teal": ("tealText", "tealTint"),
    "gold": ("goldText", "goldTint"),
    "violet": ("violetText", "violetTint"),
    "warn": ("warnText", "warnTint"),
    "ok": ("okText", "okTint"),
    "neutral": ("neutralText", "neutralTint"),
}


def tile(theme: Theme, icon: str, tone: str, size: int = SIZE) -> QLabel:
    """`icon` on a square of `size` pixels in `tone`: accent, teal, gold, violet, warn, ok or neutral."""
    ink, ground = _TONES[tone]
    result = QLabel()
    result.setPixmap(icons.pixmap(icon, theme.color(ink), theme.px("icon.default")))
    result.setAlignment(Qt.AlignmentFlag.AlignCenter)
    result.setFixedSize(size, size)
    result.setStyleSheet(f"background: {theme.css(ground)}; border-radius: {theme.px('radius.card')}px")
    return result
