"""One screenshot in the form: the picture, where it is from, take it again, remove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.draft import DraftFile
from helppanel.ui import icons
from helppanel.ui.feedback.pictures import decode
from helppanel.ui.report.work import Work
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

SIZE = QSize(136, 84)


class Shot(QWidget):
    """A thumbnail with its two actions, always visible.

    Signals:
        retaken(): take it again.
        removed(): leave it out.
    """

    retaken = Signal()
    removed = Signal()

    def __init__(self, ctx: PageContext, file: DraftFile) -> None:
        super().__init__()
        self.file = file
        self._texts = ctx.texts
        self.setFixedWidth(SIZE.width())
        self.picture = _Picture(ctx.theme)
        self._source = ElidedLabel(ctx.texts.t(f"report.source_{file.source}"), "caption", "text2")
        self.retake = icon_button(ctx.theme, "retake", "", size=16)
        self.retake.clicked.connect(self.retaken)
        self.remove = icon_button(ctx.theme, "trash", "", size=16)
        self.remove.clicked.connect(self.removed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.picture)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._source, 1)
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
        self.picture.setAccessibleName(self._texts.t("report.picture_name", number=number, source=source))
        for button, verb in ((self.retake, "retake"), (self.remove, "remove")):
            name = self._texts.t(f"report.picture_{verb}", number=number)
            button.setObjectName(f"report_thumb_{index}_{verb}")
            button.setAccessibleName(name)
            button.setToolTip(name)

    def _failed(self, error: HelpError) -> None:
        self.picture.show_image(QImage())


class _Picture(QWidget):
    """The upper part of the picture, 136×84."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.image: QImage | None = None
        self.setFixedSize(SIZE)

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
        painter.end()


def _upper_part(image: QImage) -> QRectF:
    scale = max(SIZE.width() / image.width(), SIZE.height() / image.height())
    wide, high = SIZE.width() / scale, SIZE.height() / scale
    return QRectF((image.width() - wide) / 2, 0, wide, high)
