"""The floating bar about what may be private in the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from helppanel.ui import icons
from helppanel.ui.annotator.words import kinds
from helppanel.ui.announce import announce
from helppanel.ui.widgets.buttons import icon_button, plain_button, primary_button, text_button
from helppanel.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helppanel.report.marks import Private
    from helppanel.ui.ports import PageContext

SHADOW = 12  # px around the bar, in which its shadow lies
FLOAT = 16  # px above what is below it
_NARROW = 560
_RADIUS = 8
_DROP, _STRENGTH = 3, 0.12


class PrivateBar(QWidget):
    """Says what was found and offers to cover, show or ignore all of it. Hides where there is nothing to say.

    `examined`: whether somebody looked for private things; otherwise it says that nobody could.
    Signals: `cover`, `show_all`, `ignore`, and `changed` as its size or presence changes.
    """

    cover = Signal()
    show_all = Signal()
    ignore = Signal()
    changed = Signal()

    def __init__(self, ctx: PageContext, parent: QWidget, *, examined: bool) -> None:
        super().__init__(parent)
        t, theme = ctx.texts.t, ctx.theme
        self._ctx, self._examined = ctx, examined
        self._said, self._had_any, self._closed = "", False, False
        self._is_narrow = False
        self.setObjectName("annotator_private")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        mark = QLabel()
        mark.setPixmap(icons.pixmap("shield", theme.color("private"), theme.px("icon.default")))
        self._words = label("", "body", "text")
        self._words.setObjectName("private_words")
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._kinds = ElidedLabel("", "caption", "text2")
        self._ignore = text_button(theme, t("annotator.ignore"))
        self._ignore.setProperty("tone", "text2")
        self._ignore.setToolTip(t("annotator.ignore_tip"))
        self._cover = primary_button(theme, " ", "cover")
        self._show = plain_button(theme, t("annotator.show_all"), "eye")
        self._close = icon_button(theme, "x", t("annotator.close"), size=16)
        acts = (
            (self._ignore, self.ignore, "ignore"),
            (self._cover, self.cover, "cover"),
            (self._show, self.show_all, "show"),
        )
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addSpacing(12)
        self._buttons.addStretch(1)
        for button, signal, name in acts:
            button.setObjectName(f"private_{name}")
            button.clicked.connect(signal)
            self._buttons.addWidget(button)
        self._close.setObjectName("private_close")
        self._close.clicked.connect(self._leave)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SHADOW + 16, SHADOW + 8, SHADOW + 8, SHADOW + 8)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.addWidget(mark, 0, 0)
        self._grid.addWidget(self._words, 0, 1)
        self._grid.addWidget(self._kinds, 0, 2)
        self._grid.addLayout(self._buttons, 0, 3)
        self._grid.addWidget(self._close, 0, 4)
        self._grid.setColumnStretch(2, 1)

    def show_marks(self, found: Sequence[Private]) -> None:
        """Say how it stands with the private places that were `found`."""
        t = self._ctx.texts.t
        bare = sum(not mark.covered for mark in found)
        self._had_any = self._had_any or bool(found)
        if bare:
            text = t("annotator.found_one" if bare == 1 else "annotator.found", count=bare)
        elif found:
            text = t("annotator.covered_one" if len(found) == 1 else "annotator.covered", count=len(found))
        else:
            text = t("annotator.none_found" if self._examined else "annotator.not_examined")
        self._words.setText(text)
        shown = [mark for mark in found if not mark.covered] if bare else found
        self._kinds.set_text(kinds(shown, self._ctx.texts))
        self._kinds.setVisible(bool(found))
        self._ignore.setVisible(bool(bare))
        self._cover.setVisible(bool(bare))
        cover = t("annotator.cover_one" if bare == 1 else "annotator.cover_all", count=bare)
        self._cover.setText(f" {cover}")
        self._cover.setAccessibleName(cover)
        self._show.setVisible(bool(found) and not bare)
        self._close.setVisible(not found)
        self.setVisible(bool(found) or not (self._had_any or self._closed))
        if text != self._said and self.isVisible():
            announce(self, text)
        self._said = text
        self.changed.emit()

    def place(self, room: QWidget) -> None:
        """Float at the foot of `room`, in the middle; two lines where it is narrow."""
        narrow = room.width() < _NARROW
        if narrow is not self._is_narrow:
            self._turn(narrow)
        width = min(room.width() - 2 * FLOAT + 2 * SHADOW, self.sizeHint().width())
        if narrow:
            width = room.width() - 2 * FLOAT + 2 * SHADOW
        height = self.heightForWidth(width) if narrow else self.sizeHint().height()
        left = (room.width() - width) // 2
        self.setGeometry(left, room.height() - FLOAT - height + SHADOW, width, height)

    def _turn(self, narrow: bool) -> None:
        """Into lines below each other, or into one."""
        self._is_narrow = narrow
        self._grid.removeItem(self._buttons)
        self._grid.removeWidget(self._kinds)
        self._words.setWordWrap(narrow)
        if narrow:
            self._grid.addWidget(self._kinds, 1, 1, 1, 3)
            self._grid.addLayout(self._buttons, 2, 0, 1, 5)
        else:
            self._grid.addWidget(self._kinds, 0, 2)
            self._grid.addLayout(self._buttons, 0, 3)
        self._grid.setColumnStretch(1, int(narrow))
        self._grid.setColumnStretch(2, int(not narrow))

    @property
    def taken(self) -> int:
        """The height above the foot of its room that it keeps from the picture, in px."""
        return self.height() - 2 * SHADOW + FLOAT if not self.isHidden() else 0

    def _leave(self) -> None:
        self._closed = True
        self.hide()
        self.changed.emit()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shadow and the surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        widest = SHADOW - _DROP
        for reach in range(widest):
            painter.setBrush(QColor.fromRgbF(0, 0, 0, 2 * _STRENGTH / widest * (1 - reach / widest)))
            around = body.adjusted(-reach, -reach, reach, reach).translated(0, _DROP)
            painter.drawRoundedRect(around, _RADIUS + reach, _RADIUS + reach)
        theme = self._ctx.theme
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("borderStrong"), 1))
        painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.end()
