"""A segmented control: one of a few choices, moved through with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button


class Segmented(QFrame):
    """Choices are (value, text, icon or ""); the first is chosen.

    Signals:
        chosen(value): the user took another choice.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, choices: Sequence[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        self.setProperty("class", "segmented")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        size = theme.px("icon.small")
        for value, text, icon in choices:
            button = Button("segment", f" {text}" if icon else text)
            button.setCheckable(True)
            button.setAccessibleName(text)
            button.setObjectName(f"segment_{value}")
            if icon:
                accent = theme.color("accentText")
                button.setIcon(icons.icon(icon, theme.color("text2"), size, on=accent))
                button.setIconSize(QSize(size, size))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button, 1)
            button.toggled.connect(partial(self._toggled, value))
        self.set_value(choices[0][0])

    def _toggled(self, value: str, on: bool) -> None:
        if on:
            self.chosen.emit(value)

    @property
    def value(self) -> str:
        """The choice taken."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        """Take a choice without `chosen`."""
        blocked = self._buttons[value].blockSignals(True)
        self._buttons[value].setChecked(True)
        self._buttons[value].blockSignals(blocked)

    def set_text(self, value: str, text: str) -> None:
        """Reword a choice, for counts."""
        self._buttons[value].setText(text)
        self._buttons[value].setAccessibleName(text.strip())
