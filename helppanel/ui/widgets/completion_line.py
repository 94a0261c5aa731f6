"""Completions of what is being typed: one line of them below the field, which keeps the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from helppanel.ui.announce import announce
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme

if TYPE_CHECKING:
    from helppanel.service import Completion

MOST = 6
_GAP, _SIDE, _HEIGHT = 6, 10, 28
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CompletionLine(QWidget):
    """As many as fit, none hides what was found. Takes no place while there are none.

    From the field, Down marks the first, Left and Right the others, Enter takes the marked one, Up goes back
    to the field and Esc closes the line; any other key goes on typing.

    Signals:
        taken(str): one was clicked, or Enter pressed on it.
    """

    taken = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, field: QLineEdit) -> None:
        super().__init__()
        self._theme, self._texts, self._field = theme, texts, field
        self._pills: list[_Pill] = []
        self._marked = -1
        self.setObjectName("completions")
        self.setAccessibleName(texts.t("help.completions"))
        self.setFixedHeight(_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addStretch(1)
        self.setMinimumWidth(1)
        field.installEventFilter(self)
        self.hide()

    @property
    def shown(self) -> list[str]:
        """What can be taken now."""
        return [pill.said for pill in self._pills if not pill.isHidden()] if not self.isHidden() else []

    @property
    def marked(self) -> str:
        """What Enter would take; "" where it belongs to the field."""
        return self._pills[self._marked].said if self._marked >= 0 else ""

    def show_completions(self, completions: Sequence[Completion]) -> None:
        """Others; none is marked."""
        before = self.shown
        wanted = completions[:MOST]
        while len(self._pills) < len(wanted):
            pill = _Pill(self._theme)
            pill.clicked.connect(lambda _on=False, pill=pill: self._take(pill.said))
            self._row.insertWidget(self._row.count() - 1, pill)
            self._pills.append(pill)
        for pill, completion in zip(self._pills, wanted, strict=False):
            pill.say(completion)
        self._count = len(wanted)
        self._mark(-1)
        self._fit()
        self.setVisible(bool(wanted))
        if self.shown and self.shown != before:
            key = "help.completions_1" if len(self.shown) == 1 else "help.completions_many"
            announce(self._field, self._texts.t(key, count=len(self.shown)))

    def clear(self) -> None:
        """Nothing is being typed."""
        if not self.isHidden():
            self.show_completions(())

    def _take(self, text: str) -> None:
        self.clear()
        self.taken.emit(text)

    def _mark(self, place: int) -> None:
        self._marked = place
        for number, pill in enumerate(self._pills):
            pill.mark(number == place)
        if place >= 0:
            announce(self._field, self._pills[place].said)

    def _fit(self) -> None:
        """The first always; it shortens itself."""
        left = 0.0
        for number, pill in enumerate(self._pills):
            left += pill.sizeHint().width() + (_GAP if number else 0)
            pill.setVisible(number < self._count and (number == 0 or left <= self.width()))

    def _key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the line."""
        key, last = event.key(), len(self.shown) - 1
        if key == Qt.Key.Key_Escape:
            self.clear()
        elif key == Qt.Key.Key_Down and self._marked < 0:
            self._mark(0)
        elif self._marked < 0 or key == Qt.Key.Key_Down:
            self._mark(-1)  # the second Down is the field's: on to what lies below
            return False
        elif key == Qt.Key.Key_Up:
            self._mark(-1)
        elif key in _STEPS:
            self._mark(min(last, self._marked + _STEPS[Qt.Key(key)]))
        elif key in _ENTER:
            self._take(self.marked)
        else:
            self._mark(-1)
            return False
        return True

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The field's keys come here first while there is something to take."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.shown:
            return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self._key(event)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what does not fit."""
        super().resizeEvent(event)
        self._fit()


class _Pill(QAbstractButton):
    """One completion: what is typed so far in regular, the rest bold."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._marked = False
        self.said = ""
        self._pieces: list[tuple[str, bool]] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, completion: Completion) -> None:
        """Another."""
        self.said = completion.text
        self._pieces = _pieces(completion)
        self.setAccessibleName(completion.text)
        self.setToolTip(completion.text)
        self.updateGeometry()
        self.update()

    def mark(self, on: bool) -> None:
        """Enter would take it."""
        if on is not self._marked:
            self._marked = on
            self.update()

    def _font(self, *, bold: bool) -> QFont:
        return self._theme.font("bodyStrong" if bold else "body")

    # Qt

    def sizeHint(self) -> QSize:
        """All of it."""
        width = sum(
            QFontMetricsF(self._font(bold=bold)).horizontalAdvance(text) for text, bold in self._pieces
        )
        return QSize(int(width) + 1 + 2 * _SIDE, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(min(60, self.sizeHint().width()), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill and its text."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if self._marked else "pressed" if self.isDown() else "hover"
        filled = self._marked or self.underMouse()
        painter.setBrush(theme.color(ground if filled else "subtle"))
        edge = QPen(theme.color("focus"), 2) if self._marked else QPen(theme.color("border"), 1)
        painter.setPen(edge)
        inset = edge.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        painter.setPen(theme.color("accentText" if self._marked else "text"))
        left, end = float(_SIDE), self.width() - _SIDE
        for text, bold in self._pieces:
            font = self._font(bold=bold)
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, end - left + 0.5)
            painter.setFont(font)
            painter.drawText(QRectF(left, 0, end - left + 1, self.height()), _MIDDLE, shown)
            left += metrics.horizontalAdvance(shown)
            if shown != text:
                break
        painter.end()


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def _pieces(completion: Completion) -> list[tuple[str, bool]]:
    """The text cut where what is typed so far begins and ends; True for the rest."""
    found: list[tuple[str, bool]] = []
    at, text = 0, completion.text
    for start, end in completion.spans:
        found += [(text[at:start], True), (text[start:end], False)]
        at = end
    found.append((text[at:], True))
    return [(piece, bold) for piece, bold in found if piece]
