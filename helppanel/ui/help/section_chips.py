"""The chips over the hits: all, and each section with its count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from helppanel.ui.texts import Texts
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.flow_layout import FlowLayout


class SectionChips(QWidget):
    """One chip is always chosen; the arrow keys move between them.

    Signals:
        chosen(str): a section, or "" for all.
    """

    chosen = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
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
            chip = _Chip(f"{text}  {count}")
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
    """Left and right take the neighbour."""

    def __init__(self, text: str) -> None:
        super().__init__("chip", text)
        self.setCheckable(True)

    # Qt

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
