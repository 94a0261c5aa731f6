"""A picture of the thread, as large as the screen allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.contract.report import Attachment
from helppanel.ui.feedback.attached_file import AttachedFile
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.pictures import decode, local_copy

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PageContext

_SHARE = 0.8  # of the screen


class PictureViewer(QDialog):
    """Shows one picture, and saves one that support sent; Esc and the window's own button close it."""

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
        layout.addWidget(self._label, 1)
        self._foot = QWidget()
        self._foot.setProperty("class", "footer")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QVBoxLayout(self._foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(AttachedFile(ctx, attachment, can_be_had=entry.state is None))
        layout.addWidget(self._foot)
        self._foot.setVisible(entry.state is None)
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
        foot = 0 if self._foot.isHidden() else self._foot.sizeHint().height()
        size = picture.deviceIndependentSize().toSize() + QSize(0, foot)
        self.resize(size.expandedTo(QSize(240, 160)))

    def _fail(self, error: HelpError) -> None:
        self._label.setText(self._texts.t("feedback.picture_missing"))
