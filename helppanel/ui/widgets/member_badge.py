"""The members' badge: a gem and words on gold."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label


def member_badge(theme: Theme, text: str) -> QFrame:
    """22 px high, as wide as its words."""
    badge = QFrame()
    badge.setObjectName("member_badge")
    badge.setAccessibleName(text)
    badge.setFixedHeight(22)
    colors = f"background: {theme.css('goldTint')}; border: 1px solid {theme.css('goldBorder')}"
    badge.setStyleSheet(f"QFrame#member_badge {{ {colors}; border-radius: 11px }}")
    row = QHBoxLayout(badge)
    row.setContentsMargins(8, 0, 9, 0)
    row.setSpacing(4)
    mark = QLabel()
    mark.setPixmap(icons.pixmap("gem", theme.color("goldText"), 14))
    row.addWidget(mark)
    words = label(text, "captionStrong")
    words.setStyleSheet(f"color: {theme.css('goldText')}")
    row.addWidget(words)
    return badge
