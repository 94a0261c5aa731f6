"""The bar of tools: the wider it is, the more of it is said in words."""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from helppanel.ui.annotator.style_button import StyleButton
from helppanel.ui.annotator.style_picker import StylePicker
from helppanel.ui.annotator.tabbing import stop_at_checked, stop_in_order
from helppanel.ui.annotator.tool_button import ToolButton
from helppanel.ui.annotator.tools import OFFERS
from helppanel.ui.widgets.buttons import icon_button, plain_button, primary_button
from helppanel.ui.widgets.labels import line

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

HEIGHT = 60
WIDE = 900  # px, from which on tools have labels
_RULE, _GAP, _MARGIN = 28, 2, 16
_SIDE, _SMALL_SIDE = 36, 28  # px, of tools without labels
_NARROW_MARGIN, _ROW = 4, 44


class Shape(Enum):
    """How the bar is laid out."""

    FULL = auto()  # labels, colours and widths
    LABELLED = auto()  # labels; colours and widths in a pop-up
    ICONS = auto()  # no labels
    TWO_ROWS = auto()  # no labels, tools above the rest
    SMALL_ROWS = auto()  # the same, with smaller tools


class Toolbar(QFrame):
    """Signals: `tool_chosen(name)`, `color_chosen(#RRGGBB)`, `width_chosen(int)` and those of its buttons."""

    tool_chosen = Signal(str)
    color_chosen = Signal(str)
    width_chosen = Signal(int)
    undo = Signal()
    redo = Signal()
    cancel = Signal()
    done = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setObjectName("annotator_toolbar")
        self.setProperty("class", "annotatorbar")
        t, theme = ctx.texts.t, ctx.theme
        self._texts = ctx.texts
        self._shape: Shape | None = None
        self.setAccessibleName(t("annotator.toolbar"))
        self._group = QButtonGroup(self)
        self._tools = {offer.name: ToolButton(theme, ctx.texts, offer) for offer in OFFERS}
        for tool, cell in self._tools.items():
            cell.setParent(self)
            self._group.addButton(cell)
            cell.clicked.connect(partial(self.tool_chosen.emit, tool))
        stop_at_checked(self._group)
        self._rules = [line(vertical=True) for _ in range(2)]
        for rule in self._rules:
            rule.setFixedHeight(_RULE)
        self.picker = StylePicker(theme, ctx.texts)
        self.picker.color_chosen.connect(self.color_chosen)
        self.picker.width_chosen.connect(self.width_chosen)
        self._style = StyleButton(theme, t("annotator.style"))
        self._undo = icon_button(theme, "undo", "", size=20)
        self._redo = icon_button(theme, "redo", "", size=20)
        self._cancel = plain_button(theme, t("annotator.cancel"))
        self._done = primary_button(theme, t("annotator.done"), "check")
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self._done.setToolTip(t("annotator.done_tip", keys=keys))
        self._cancel.setToolTip(t("annotator.cancel_tip"))
        for button, signal, name in (
            (self._undo, self.undo, "undo"),
            (self._redo, self.redo, "redo"),
            (self._cancel, self.cancel, "cancel"),
            (self._done, self.done, "done"),
        ):
            button.setObjectName(f"annotator_{name}")
            button.clicked.connect(signal)
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._upper)
        column.addLayout(self._lower)
        self._width_of: dict[Shape, int] = {}  # measured once the style sheet is known
        self._lay_out(Shape.FULL)
        self.set_history(None, None)

    def set_tool(self, name: str) -> None:
        """Mark the tool in use."""
        self._tools[name].setChecked(True)

    def show_style(self, color: str, width: float) -> None:
        """Mark the colour and width in use."""
        self.picker.show_style(color, width)
        self._style.show_color(color)

    def set_history(self, undo: str | None, redo: str | None) -> None:
        """What the two arrows would do, as codes; None disables one."""
        for button, verb, act, keys in (
            (self._undo, "undo", undo, QKeySequence("Ctrl+Z")),
            (self._redo, "redo", redo, QKeySequence("Ctrl+Shift+Z")),
        ):
            button.setEnabled(act is not None)
            name = self._texts.t(f"annotator.{verb}")
            if act is not None:
                name = self._texts.t(f"annotator.{verb}_act", act=self._texts.t(f"annotator.act_{act}"))
            shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
            button.setAccessibleName(name)
            button.setToolTip(self._texts.t("annotator.with_keys", name=name, keys=shown))

    @property
    def shape(self) -> Shape:
        """How it is laid out now."""
        assert self._shape is not None
        return self._shape

    def _choose(self, width: int) -> Shape:
        labelled = [Shape.FULL, Shape.LABELLED] if width >= WIDE else []
        for shape in [*labelled, Shape.ICONS, Shape.TWO_ROWS]:
            if self._width_of[shape] <= width:
                return shape
        return Shape.SMALL_ROWS

    def _measure(self, shape: Shape) -> int:
        self._lay_out(shape)
        return max(self._upper.sizeHint().width(), self._lower.sizeHint().width())

    def _lay_out(self, shape: Shape) -> None:
        self._shape = shape
        for row in (self._upper, self._lower):
            _empty(row)
        full, narrow = shape is Shape.FULL, shape in (Shape.TWO_ROWS, Shape.SMALL_ROWS)
        small = _SMALL_SIDE if shape is Shape.SMALL_ROWS else _SIDE
        side = None if shape in (Shape.FULL, Shape.LABELLED) else small
        margin = _NARROW_MARGIN if narrow else _MARGIN
        for row in (self._upper, self._lower):
            row.setContentsMargins(margin, 0, margin, 0)
            row.setSpacing(0)
        for button in self._tools.values():
            button.set_side(side)
            self._upper.addWidget(button)
            self._upper.addSpacing(0 if shape is Shape.SMALL_ROWS else _GAP)
        self._add_rule(self._upper, 0, 8, 6, hidden=narrow)
        self._add_style(full=full, narrow=narrow)
        row = self._lower if narrow else self._upper
        self._add_rule(row, 1, 6, 8, hidden=narrow)
        row.addWidget(self._undo)
        row.addSpacing(4)
        row.addWidget(self._redo)
        row.addSpacing(12)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addSpacing(12 if not narrow else 8)
        row.addWidget(self._done)
        self.setFixedHeight(2 * _ROW if narrow else HEIGHT)
        styles = self.picker.stops() if full else [self._style]
        stops: list[QWidget] = [
            *self._tools.values(),
            *styles,
            self._undo,
            self._redo,
            self._cancel,
            self._done,
        ]
        stop_in_order(stops)

    def _add_rule(self, row: QHBoxLayout, at: int, before: int, after: int, *, hidden: bool) -> None:
        rule = self._rules[at]
        rule.setVisible(not hidden)
        if not hidden:
            row.addSpacing(before)
            row.addWidget(rule)
            row.addSpacing(after)

    def _add_style(self, *, full: bool, narrow: bool) -> None:
        """The picker itself, or the button in whose pop-up it is."""
        self._style.setVisible(not full)
        if full:
            self._style.popup.hide()
            self._upper.addWidget(self.picker)
            self.picker.show()
            return
        self._style.hold(self.picker)
        if narrow:
            self._upper.addStretch(1)
        self._upper.addWidget(self._style)

    def _fit(self) -> None:
        shape = self._choose(self.width())
        if shape is not self._shape:
            self._lay_out(shape)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what its shapes need."""
        super().showEvent(event)
        for button in self.findChildren(QAbstractButton):
            button.ensurePolished()
        self._width_of = {shape: self._measure(shape) for shape in Shape}
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew where another shape fits."""
        super().resizeEvent(event)
        if self._width_of:
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the narrowest shape."""
        return QSize(0, self.height())


def _empty(layout: QLayout) -> None:
    while layout.takeAt(0) is not None:
        pass
