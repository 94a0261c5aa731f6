"""The chips over the hits: all, and each section with its count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.flow_layout import FlowLayout

_SIDE, _GAP = 13, 7


class SectionChips(QWidget):
    """One chip is always chosen; the arrow keys move between them.

    Signals:
        chosen(str): a section, or "" for all.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._section = ""
        self.setObjectName("help_sections")
        self.setAccessibleName(texts.t("help.sections"))
        self._flow = FlowLayout(8)
        self.setLayout(self._flow)
        self._group: QButtonGroup | None = None

    @property
    def section(self) -> str:
        """The chosen section, "" for all."""
        return self._section

    def show_counts(self, counts: Mapping[str, int], section: str = "") -> None:
        """Chips for all and for every section of `counts`, `section` chosen."""
        held = next((chip.property("section") for chip in self._chips() if chip.hasFocus()), None)
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        self._section = section
        self._group = QButtonGroup(self)
        chips = [("", self._texts.t("help.all"), sum(counts.values()))]
        chips += [(name, name, count) for name, count in counts.items()]
        if section not in counts and section:
            chips.append((section, section, 0))
        for name, text, count in chips:
            chip = _Chip(self._theme, text, count)
            chip.setProperty("section", name)
            chip.setAccessibleName(self._texts.t("help.chip", section=text, count=count))
            chip.setChecked(name == section)
            chip.toggled.connect(lambda on, name=name: self._toggled(name, on))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            chip.show()
            if name == held:
                chip.setFocus()
        self._flow.invalidate()
        self.updateGeometry()

    def _chips(self) -> list[Button]:
        return self.findChildren(Button)

    def _toggled(self, section: str, on: bool) -> None:
        if on:
            self._section = section
            self.chosen.emit(section)


class _Chip(Button):
    """Name and count; left and right take the neighbour."""

    def __init__(self, theme: Theme, name: str, count: int) -> None:
        super().__init__("chip")
        self._theme, self._name, self._count = theme, name, str(count)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _widths(self) -> tuple[int, int]:
        """Of the name as it is when chosen, and of the count."""
        strong, body = QFontMetrics(self._theme.font("bodyStrong")), QFontMetrics(self._theme.font("body"))
        return strong.horizontalAdvance(self._name), body.horizontalAdvance(self._count)

    # Qt

    def sizeHint(self) -> QSize:
        """Room for both, the same whether it is chosen or not."""
        return QSize(sum(self._widths()) + _GAP + 2 * _SIDE, self._theme.px("control.chip"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's chip, the name, and the count in a lighter tone."""
        theme, painter, option = self._theme, QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        on, (name, count) = self.isChecked(), self._widths()
        middle = Qt.AlignmentFlag.AlignCenter
        painter.setPen(theme.color("accentText" if on else "text2"))
        painter.setFont(theme.font("bodyStrong" if on else "body"))
        painter.drawText(QRect(_SIDE, 0, name, self.height()), middle, self._name)
        painter.setPen(theme.color("accentText" if on else "text3"))
        painter.setFont(theme.font("body"))
        painter.drawText(QRect(_SIDE + name + _GAP, 0, count, self.height()), middle, self._count)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        group = self.group()
        if event.key() not in steps or group is None:
            super().keyPressEvent(event)
            return
        chips = group.buttons()
        place = chips.index(self) + steps[Qt.Key(event.key())]
        if 0 <= place < len(chips):
            chips[place].setFocus(Qt.FocusReason.TabFocusReason)
            chips[place].setChecked(True)
