"""The bar of tools: icon over label, with fonts and alignment in two rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontInfo, QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFontComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from helppanel.ui.texts import Texts

SIZES = (9, 10, 11, 12, 14, 16, 18, 20, 24, 28, 36, 48, 72)  # pt
GROUPS = (("file_save", "file_open", "file_print", "file_pdf"), ("edit_undo", "edit_redo"))
LETTERS = ("format_bold", "format_italic", "format_underline")
ALIGNMENTS = ("format_left", "format_center", "format_right", "format_justify")


class Ribbon(QToolBar):
    """Buttons for the editor's actions, and the two font boxes.

    Signals:
        family_chosen(str): the user picked a font family.
        size_chosen(float): the user picked or typed a size, pt.
    """

    family_chosen = Signal(str)
    size_chosen = Signal(float)

    def __init__(self, actions: Mapping[str, QAction], texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts.t("demo.ribbon"), parent)
        self.setObjectName("ribbon")
        self.setMovable(False)
        self.setFloatable(False)
        self._family = QFontComboBox()
        self._family.setObjectName("font_family")
        self._family.setAccessibleName(texts.t("demo.font_family"))
        self._family.setToolTip(texts.t("demo.font_family"))
        self._family.setFixedWidth(150)
        self._family.textActivated.connect(self.family_chosen)
        self._size = QComboBox()
        self._size.setObjectName("font_size")
        self._size.setAccessibleName(texts.t("demo.font_size"))
        self._size.setToolTip(texts.t("demo.font_size"))
        self._size.setEditable(True)
        self._size.setFixedWidth(64)
        self._size.setValidator(QIntValidator(1, 400, self))
        self._size.addItems([str(size) for size in SIZES])
        self._size.textActivated.connect(lambda text: self.size_chosen.emit(float(text)))
        for names in GROUPS:
            self._add_tall([actions[name] for name in names])
            self._add_line()
        self.addWidget(self._fonts([actions[name] for name in LETTERS]))
        self._add_line()
        self.addWidget(self._small([actions[name] for name in ALIGNMENTS]))
        self._add_line()
        self._add_tall([actions["edit_find"]])

    def show_font(self, font: QFont) -> None:
        """Shows the font under the caret without announcing it as the user's choice."""
        size = f"{font.pointSizeF():g}"
        for box in (self._family, self._size):
            box.blockSignals(True)
        self._family.setCurrentFont(QFont(QFontInfo(font).family()))
        self._size.setCurrentText(size)
        for box in (self._family, self._size):
            box.blockSignals(False)

    def enable_fonts(self, on: bool) -> None:
        """Whether fonts may be changed."""
        for box in (self._family, self._size):
            box.setEnabled(on)

    def take_focus(self) -> None:
        """Puts the keyboard into the font box; Tab goes on to the size."""
        self._family.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_tall(self, actions: list[QAction]) -> None:
        for action in actions:
            button = self._button(action)
            button.setProperty("tall", True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            self.addWidget(button)

    def _add_line(self) -> None:
        line = QFrame()
        line.setFrameShape(QFrame.Shape.VLine)
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(line)
        self.addWidget(holder)

    def _fonts(self, letters: list[QAction]) -> QWidget:
        group = QWidget()
        group.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 4, 0, 2)
        grid.setSpacing(4)
        boxes = QHBoxLayout()
        boxes.addWidget(self._family)
        boxes.addWidget(self._size)
        row = QHBoxLayout()
        row.setSpacing(4)
        for action in letters:
            row.addWidget(self._button(action))
        row.addStretch(1)
        grid.addLayout(boxes, 0, 0)
        grid.addLayout(row, 1, 0)
        return group

    def _small(self, actions: list[QAction]) -> QWidget:
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for action in actions:
            row.addWidget(self._button(action))
        return group

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"ribbon_{action.objectName()}")
        button.setDefaultAction(action)
        button.setAutoRaise(True)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.iconText())
        return button
