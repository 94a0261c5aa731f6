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

    def __init__(self, theme: Theme, texts: Texts, last: QWidget | None = None) -> None:
        """`last` stands behind the chips."""
        super().__init__()
        self._theme, self._texts, self._last = theme, texts, last
        self._section = ""
        self._chips: list[_Chip] = []
        self.setObjectName("help_sections")
        self.setAccessibleName(texts.t("help.sections"))
        self._flow = FlowLayout(8)
        self.setLayout(self._flow)
        self._group = QButtonGroup(self)
        if last is not None:
            self._flow.addWidget(last)

    @property
    def section(self) -> str:
        """The chosen section, "" for all."""
        return self._section

    def show_counts(self, counts: Mapping[str, int], section: str = "") -> None:
        """Chips for all and for every section of `counts`, `section` chosen."""
        held = next((chip.section for chip in self._chips if chip.hasFocus()), None)
        self._section = section
        wanted = [("", self._texts.t("help.all"), sum(counts.values()))]
        wanted += [(name, name, count) for name, count in counts.items()]
        if section not in counts and section:
            wanted.append((section, section, 0))
        while len(self._chips) < len(wanted):
            self._add()
        for chip, (name, text, count) in zip(self._chips, wanted, strict=False):
            chip.show_section(name, text, count, self._texts.t("help.chip", section=text, count=count))
            chip.blockSignals(True)
            chip.setChecked(name == section)
            chip.blockSignals(False)
            chip.show()
            if name == held:
                chip.setFocus()
        for chip in self._chips[len(wanted) :]:
            chip.hide()
        self._flow.invalidate()
        self.updateGeometry()

    def _add(self) -> None:
        """One more, kept: typing changes names and counts all the time, and widgets are dear."""
        chip = _Chip(self._theme)
        chip.toggled.connect(lambda on: self._toggled(chip.section, on))
        self._group.addButton(chip)
        self._chips.append(chip)
        if self._last is not None:
            self._flow.removeWidget(self._last)
        self._flow.addWidget(chip)
        if self._last is not None:
            self._flow.addWidget(self._last)
            QWidget.setTabOrder(chip, self._last)

    def _toggled(self, section: str, on: bool) -> None:
        if on:
            self._section = section
            self.chosen.emit(section)


class _Chip(Button):
    """Name and count; left and right take the neighbour."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("chip")
        self._theme, self._name, self._count = theme, "", ""
        self.section = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_section(self, section: str, name: str, count: int, spoken: str) -> None:
        """Stand for another."""
        self.section, self._name, self._count = section, name, str(count)
        self.setProperty("section", section)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

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
        chips = [chip for chip in group.buttons() if not chip.isHidden()]
        place = chips.index(self) + steps[Qt.Key(event.key())]
        if 0 <= place < len(chips):
            chips[place].setFocus(Qt.FocusReason.TabFocusReason)
            chips[place].setChecked(True)
