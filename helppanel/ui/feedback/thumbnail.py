"""A picture of the thread, small; a click opens it large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from helppanel.contract.problems import HelpError
from helppanel.contract.report import Attachment
from helppanel.ui import icons
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.pictures import decode, local_copy
from helppanel.ui.widgets.focus_ring import Ringed

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PageContext

SIZE = QSize(116, 72)


class Thumbnail(Ringed, QAbstractButton):
    """A picture, 116×72. Signals: `clicked`."""

    def __init__(self, ctx: PageContext, entry: Entry, attachment: Attachment) -> None:
        super().__init__()
        self.setObjectName("thumbnail")
        self._theme = ctx.theme
        self._image: QImage | None = None
        self._failed = False
        self._texts = ctx.texts
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        name = one_line(attachment.name)
        self.setAccessibleName(ctx.texts.t("feedback.picture", name=name))
        self.setToolTip(name)
        pixels = SIZE * self.devicePixelRatioF()
        self._job = ctx.service.run(
            lambda: decode(local_copy(ctx.service, entry, attachment), cover=pixels), self._show, self._fail
        )

    @property
    def shown(self) -> bool:
        """Whether the picture is there."""
        return self._image is not None

    def give_up(self) -> None:
        """Want the picture no longer; call before the widget goes."""
        self._job.cancel()

    def _show(self, image: QImage) -> None:
        self._image = image
        self.update()

    def _fail(self, error: HelpError) -> None:
        self._failed = True
        self.setToolTip(self._texts.t("feedback.picture_missing"))
        self.setEnabled(False)
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture's upper part, or what stands for it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 6, 6)
        painter.fillPath(shape, self._theme.color("hover"))
        if self._image is not None:
            painter.save()
            painter.setClipPath(shape)
            painter.drawImage(QRectF(self.rect()), self._image, self._part(self._image))
            painter.restore()
        elif self._failed:
            size = self._theme.px("icon.default")
            picture = icons.pixmap("noimg", self._theme.color("text3"), size, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, picture)
        painter.setPen(QPen(self._theme.color("borderStrong"), 1))
        painter.drawPath(shape)
        painter.end()

    def _part(self, image: QImage) -> QRectF:
        scale = max(self.width() / image.width(), self.height() / image.height())
        wide, high = self.width() / scale, self.height() / scale
        return QRectF((image.width() - wide) / 2, 0, wide, high)
