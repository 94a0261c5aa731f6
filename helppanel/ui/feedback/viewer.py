"""A picture of the thread, as large as the screen allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.contract.report import Attachment
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.pictures import decode, local_copy

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PageContext

_SHARE = 0.8  # of the screen


class PictureViewer(QDialog):
    """Shows one picture; Esc, a click and the window's own button close it."""

    def __init__(self, ctx: PageContext, parent: QWidget, entry: Entry, attachment: Attachment) -> None:
        super().__init__(parent)
        self.setObjectName("picture_viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(one_line(attachment.name))
        ctx.theme.apply(self)
        self.setProperty("class", "panel")
        self._texts = ctx.texts
        self._label = QLabel()
        self._label.setObjectName("picture")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setAccessibleName(one_line(attachment.name))
        self._label.setText(ctx.texts.t("feedback.picture_loading"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        screen = self.screen().availableSize() * _SHARE
        self.resize(QSize(480, 320).boundedTo(screen))
        self._ratio = self.devicePixelRatioF()
        job = ctx.service.run(
            lambda: decode(local_copy(ctx.service, entry, attachment), within=screen * self._ratio),
            self._show,
            self._fail,
        )
        self.finished.connect(job.cancel)

    def _show(self, image: QImage) -> None:
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self._ratio)
        self._label.setText("")
        self._label.setPixmap(picture)
        self._label.setMinimumSize(1, 1)
        self.resize(picture.deviceIndependentSize().toSize().expandedTo(QSize(240, 160)))

    def _fail(self, error: HelpError) -> None:
        self._label.setText(self._texts.t("feedback.picture_missing"))
