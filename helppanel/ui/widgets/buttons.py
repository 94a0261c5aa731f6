"""Buttons of the four kinds, and the check box, all with the keyboard's focus ring."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QCheckBox, QPushButton

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.focus_ring import Ringed


class Button(Ringed, QPushButton):
    """A push button; `kind` (`primary`, `plain`, `text`, `icon`, `chip`, `segment`) is how it looks."""

    def __init__(self, kind: str, text: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    # Qt

    def sizeHint(self) -> QSize:
        """A choice has room for the bold text it has once it is taken, so that nothing moves then."""
        hint = super().sizeHint()
        if self.isCheckable():
            bold = QFont(self.font())
            bold.setWeight(QFont.Weight.DemiBold)
            wider = QFontMetrics(bold).horizontalAdvance(self.text())
            hint.setWidth(hint.width() + max(0, wider - self.fontMetrics().horizontalAdvance(self.text())))
        return hint


class CheckBox(Ringed, QCheckBox):
    """A check box with the keyboard's ring."""


def primary_button(theme: Theme, text: str, icon: str | None = None) -> Button:
    """The one filled button of a view: the next step."""
    return _with_icon(Button("primary", text), theme, icon, "onAccent", theme.px("icon.small"))


def plain_button(theme: Theme, text: str, icon: str | None = None) -> Button:
    """An outlined button."""
    return _with_icon(Button("plain", text), theme, icon, "text", theme.px("icon.small"))


def text_button(theme: Theme, text: str, icon: str | None = None) -> Button:
    """A button that looks like a link."""
    return _with_icon(Button("text", text), theme, icon, "accentText", theme.px("icon.small"))


def icon_button(theme: Theme, icon: str, name: str, tone: str = "text2", size: int = 18) -> Button:
    """An icon alone, 28 px square; `name` is its tooltip and what screen readers say."""
    button = _with_icon(Button("icon"), theme, icon, tone, size)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


def _with_icon(button: Button, theme: Theme, icon: str | None, tone: str, size: int) -> Button:
    if icon is not None:
        grey = theme.color("textDisabled")
        button.setIcon(icons.icon(icon, theme.color(tone), size, disabled=grey))
        button.setIconSize(QSize(size, size))
        if button.text():
            button.setAccessibleName(button.text())
            button.setText(f" {button.text()}")  # the gap between icon and text
    return button
