"""One screenshot in the form: the picture, how much of it is covered, mark it, take it again, remove it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.draft import DraftFile
from helppanel.ui import icons
from helppanel.ui.feedback.pictures import decode
from helppanel.ui.report.work import Work
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

SIZE = QSize(136, 84)
_WORDS = {
    "window": "pictures.short_window",
    "screen": "pictures.source_screen",
    "region": "pictures.source_region",
    "paste": "pictures.short_paste",
}
BADGE, ON_BADGE = QColor(27, 31, 39, 217), QColor("white")  # on any picture, in both themes


def line_up(shots: Sequence[Shot], flow: FlowLayout, *after: QWidget) -> None:
    """Number them in their order, and let `flow` hold them and then `after`, nothing else."""
    while flow.takeAt(0) is not None:
        continue
    for index, shot in enumerate(shots):
        shot.set_number(index)
    for widget in (*shots, *after):
        flow.addWidget(widget)


class Shot(QWidget):
    """A thumbnail with its actions, always visible.

    Signals:
        marked(): draw on it.
        retaken(): take it again.
        removed(): leave it out.
    """

    marked = Signal()
    retaken = Signal()
    removed = Signal()

    def __init__(self, ctx: PageContext, file: DraftFile) -> None:
        super().__init__()
        self.file = file
        self._texts = ctx.texts
        self.setFixedWidth(SIZE.width())
        self.picture = _Picture(ctx.theme, ctx.texts.t("pictures.hidden", count=file.hidden))
        self.picture.has_badge = file.hidden > 0
        self.picture.clicked.connect(self.marked)
        self._source = ElidedLabel(ctx.texts.t(_WORDS[file.source]), "caption", "text2")
        self.mark = icon_button(ctx.theme, "pencil", "", size=16)
        self.mark.clicked.connect(self.marked)
        self.retake = icon_button(ctx.theme, "retake", "", size=16)
        self.retake.clicked.connect(self.retaken)
        if file.source == "paste":
            self.retake.hide()
        self.remove = icon_button(ctx.theme, "trash", "", size=16)
        self.remove.clicked.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.picture)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._source, 1)
        row.addWidget(self.mark)
        row.addWidget(self.retake)
        row.addWidget(self.remove)
        column.addLayout(row)
        pixels = SIZE * self.devicePixelRatioF()
        work = Work(ctx.service, self)  # of its own: it may be removed before its picture is there
        work.run(lambda: decode(file.path, cover=pixels), self.picture.show_image, self._failed)

    def set_number(self, index: int) -> None:
        """Its place among the screenshots, from 0."""
        number, source = index + 1, self._source.whole
        self.picture.setObjectName(f"report_thumb_{index}")
        name = self._texts.t("pictures.name", number=number, source=source)
        if self.file.hidden:
            hidden = self._texts.t("pictures.hidden", count=self.file.hidden)
            name = self._texts.t("pictures.name_hidden", name=name, hidden=hidden)
        self.picture.setAccessibleName(name)
        for button, verb, key in (
            (self.mark, "mark", "pictures.mark"),
            (self.retake, "retake", "pictures.retake"),
            (self.remove, "remove", "pictures.remove"),
        ):
            name = self._texts.t(key, number=number)
            button.setObjectName(f"report_thumb_{index}_{verb}")
            button.setAccessibleName(name)
            button.setToolTip(name)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [self.mark, *([] if self.retake.isHidden() else [self.retake]), self.remove]

    @property
    def source(self) -> str:
        """Where it is from, in words."""
        return self._source.whole

    def _failed(self, error: HelpError) -> None:
        self.picture.show_image(QImage())


class _Picture(QWidget):
    """The upper part of the picture, 136×84, with a badge that says how much is covered.

    Signals:
        clicked(): with the mouse; the keyboard has the button below.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, badge: str) -> None:
        super().__init__()
        self._theme, self._badge = theme, badge
        self.has_badge = False
        self.image: QImage | None = None
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_image(self, image: QImage) -> None:
        """Draw `image`; a null one as “no picture”."""
        self.image = image
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self.isEnabled():
            painter.setOpacity(0.5)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.fillPath(shape, self._theme.color("hover"))
        if self.image is not None and not self.image.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(QRectF(self.rect()), self.image, _upper_part(self.image))
            painter.restore()
        elif self.image is not None:
            size = self._theme.px("icon.default")
            none = icons.pixmap("noimg", self._theme.color("text3"), size)
            painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, none)
        painter.setPen(QPen(self._theme.color("borderStrong"), 1))
        painter.drawPath(shape)
        if self.has_badge:
            self._paint_badge(painter)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def _paint_badge(self, painter: QPainter) -> None:
        size = 12
        painter.setFont(self._theme.font("caption"))
        wide = min(self.width() - 8, painter.fontMetrics().horizontalAdvance(self._badge) + size + 19)
        place = QRectF(4, self.height() - 24, wide, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(BADGE)
        painter.drawRoundedRect(place, 10, 10)
        mark = icons.pixmap("shield", ON_BADGE, size)
        painter.drawPixmap(round(place.x()) + 7, round(place.y()) + 4, mark)
        painter.setPen(ON_BADGE)
        words = place.adjusted(size + 11, 0, -6, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._badge)


def _upper_part(image: QImage) -> QRectF:
    scale = max(SIZE.width() / image.width(), SIZE.height() / image.height())
    wide, high = SIZE.width() / scale, SIZE.height() / scale
    return QRectF((image.width() - wide) / 2, 0, wide, high)
