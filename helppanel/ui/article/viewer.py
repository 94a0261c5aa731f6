"""A picture of an article, enlarged over the whole panel."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.ui.article.shelf import fetch
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.buttons import icon_button

_FINEST = QSize(6_000, 6_000)  # pixels
_STEP, _MOST, _MARGIN, _PAN = 1.25, 8.0, 32, 60


class PictureViewer(QWidget):
    """Fits the picture; the wheel, +, - and 0 zoom, dragging and the arrows move, Esc closes.

    Lies over `over` and goes with it.

    Signals:
        closed(): the keyboard is to return to where it was.
    """

    closed = Signal()

    def __init__(self, ctx: PageContext, over: QWidget, name: str, alt: str) -> None:
        super().__init__(over)
        self.setObjectName("picture_viewer")
        self.setAccessibleName(alt or ctx.texts.t("article.picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme, self._texts, self._over = ctx.theme, ctx.texts, over
        self._pixmap: QPixmap | None = None
        self._words = ctx.texts.t("article.picture_loading")
        self._zoom = 1.0  # of the size at which the picture fits
        self._shift = QPointF()  # of its middle from the viewer's, in px
        self._held: QPointF | None = None  # where the mouse holds the picture
        bar = QWidget(self)
        bar.setObjectName("viewer_bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        surface, border = ctx.theme.css("surface"), ctx.theme.css("border")
        bar.setStyleSheet(
            f"QWidget#viewer_bar {{ background: {surface}; border: 1px solid {border}; border-radius: 8px }}"
        )
        row = QHBoxLayout(bar)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(6)
        acts = (
            ("zoom_in", "zin", partial(self._zoom_by, _STEP)),
            ("zoom_out", "zout", partial(self._zoom_by, 1 / _STEP)),
            ("zoom_fit", "region", self._fit),
            ("viewer_close", "x", self.end),
        )
        for key, icon, does in acts:
            button = icon_button(ctx.theme, icon, ctx.texts.t(f"article.{key}"))
            button.setObjectName(f"viewer_{key}" if key != "viewer_close" else key)
            button.clicked.connect(does)
            row.addWidget(button)
        self._bar = bar
        self._alt = alt
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self._job = ctx.service.run(partial(fetch, ctx.service, name, _FINEST), self._show, self._fail)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """Close."""
        self._job.cancel()
        self._over.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        self.closed.emit()

    def _show(self, image: QImage) -> None:
        self._pixmap = QPixmap.fromImage(image)
        self.update()

    def _fail(self, _error: HelpError) -> None:
        self._words = self._texts.t("article.picture_lost", alt=self._alt)
        self.update()

    def _fit(self) -> None:
        self._zoom, self._shift = 1.0, QPointF()
        self.update()

    def _zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """What is at `at` stays there; None: at the middle."""
        zoom = min(max(self._zoom * factor, 1.0), max(_MOST, 1.0))
        held = (at if at is not None else self.rect().toRectF().center()) - self.rect().toRectF().center()
        self._shift = held - (held - self._shift) * (zoom / self._zoom)
        self._zoom = zoom
        self._move(QPointF())

    def _move(self, by: QPointF) -> None:
        """Move the picture, no further than its edges."""
        size = self._place().size()
        across = max(0.0, (size.width() - self.width()) / 2 + _MARGIN)
        down = max(0.0, (size.height() - self.height()) / 2 + _MARGIN)
        if self._zoom == 1.0:
            across = down = 0.0
        moved = self._shift + by
        self._shift = QPointF(
            min(max(moved.x(), -across), across),
            min(max(moved.y(), -down), down),
        )
        self.update()

    def _place(self) -> QRectF:
        """Where the picture is: never enlarged just to fit."""
        pixmap = self._pixmap
        if pixmap is None:
            return QRectF()
        own = QSizeF(pixmap.size())
        room = QSizeF(self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN)
        fitting = min(1.0, room.width() / own.width(), room.height() / own.height())
        place = QRectF(QPointF(), own * max(0.01, fitting) * self._zoom)
        place.moveCenter(self.rect().toRectF().center() + self._shift)
        return place

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover what this lies over."""
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel darkened, the picture or words in its stead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.color("scrim"))
        place = self._place()
        if self._pixmap is not None:
            painter.fillRect(place, self._theme.color("surface"))
            painter.drawPixmap(place, self._pixmap, self._pixmap.rect().toRectF())
        else:
            words = QRectF(0, 0, min(320, self.width() - 32), 64)
            words.moveCenter(self.rect().toRectF().center())
            painter.fillRect(words, self._theme.color("surface"))
            painter.setPen(self._theme.color("text2"))
            painter.setFont(self._theme.font("body"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(words, flags, self._words)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar keeps its corner."""
        super().resizeEvent(event)
        self._bar.adjustSize()
        self._bar.move(self.width() - self._bar.width() - 12, 12)
        self._move(QPointF())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """All keys stay here."""
        steps = {
            Qt.Key.Key_Left: QPointF(_PAN, 0),
            Qt.Key.Key_Right: QPointF(-_PAN, 0),
            Qt.Key.Key_Up: QPointF(0, _PAN),
            Qt.Key.Key_Down: QPointF(0, -_PAN),
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.end()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self._zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self._fit()
        elif key in steps:
            self._move(steps[key])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the mouse is."""
        if event.angleDelta().y():
            self._zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold the picture; beside it, close."""
        if self._pixmap is not None and self._place().contains(event.position()):
            self._held = event.position()
        else:
            self.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture."""
        if self._held is not None:
            self._move(event.position() - self._held)
            self._held = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the viewer: its buttons, round and round."""
        stops: list[QWidget] = [self, *self._bar.findChildren(QWidget)]
        focused = self.focusWidget()
        at = stops.index(focused) if focused in stops else 0
        target = stops[(at + (1 if forward else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        target.setFocus(reason)
        return True
