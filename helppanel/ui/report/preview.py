"""查看完整内容: the parcel itself, read-only, byte for byte."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QTextOption
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from helppanel.contract.report import Attachment, Parcel, Report
from helppanel.report.amount import amount
from helppanel.ui.feedback.pictures import decode
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.buttons import primary_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import ElidedLabel, label
from helppanel.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

PICTURE = QSize(560, 420)  # the largest a picture is shown


class Preview(QDialog):
    """The manifest as text, then every blob with name, type, size, SHA-256 and, if it is one, the picture."""

    def __init__(self, ctx: PageContext, parent: QWidget, parcel: Parcel, total: int) -> None:
        super().__init__(parent)
        self._ctx, self._parcel = ctx, parcel
        self._work = Work(ctx.service, self)
        texts = ctx.texts
        self.setObjectName("report_preview")
        self.setProperty("class", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.t("report.preview"))
        ctx.theme.apply(self)
        self.resize(QSize(660, 600).boundedTo(self.screen().availableSize() * 0.9))
        content = QWidget()
        content.setProperty("class", "body")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(12)
        self._column.addWidget(label(texts.t("report.preview"), "title"))
        self._column.addWidget(label(texts.t("report.preview_intro"), "body", "text2", wrap=True))
        self._column.addSpacing(4)
        self._add_manifest()
        self._add_blobs()
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(content), 1)
        outer.addWidget(self._footer(total))
        self._close.setFocus()

    def _add_manifest(self) -> None:
        texts, manifest = self._ctx.texts, self._parcel.manifest
        size = amount(len(manifest))
        self._column.addWidget(label(texts.t("report.preview_manifest", size=size), "bodyStrong", wrap=True))
        field = QPlainTextEdit()
        field.setObjectName("preview_manifest")
        field.setAccessibleName(texts.t("report.preview_manifest_name"))
        field.setReadOnly(True)
        field.setTabChangesFocus(True)
        field.setFont(self._ctx.theme.mono())
        field.setStyleSheet(f"font-family: '{self._ctx.theme.mono().family()}'; font-size: 12px")
        field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        field.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        field.setMinimumHeight(220)
        field.setPlainText(manifest.decode())
        self._column.addWidget(field)

    def _add_blobs(self) -> None:
        report = msgspec.json.decode(self._parcel.manifest, type=Report)
        for index, blob in enumerate(report.attachments):
            card = self._card(blob)
            card.setObjectName(f"preview_blob_{index}")
            self._column.addWidget(card)

    def _card(self, blob: Attachment) -> Card:
        texts = self._ctx.texts
        about = texts.t("report.preview_blob_about", type=blob.media_type, size=amount(blob.size))
        card = Card(padding=12, spacing=4)
        card.setAccessibleName(f"{blob.name} {about}")
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(blob.name, "bodyStrong"), 1)
        head.addWidget(label(about, "body", "text3"))
        card.body.addLayout(head)
        digest = label(texts.t("report.preview_sha", sha=blob.sha256), "caption", "text3", wrap=True)
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # Wrapping needs a place to break in a word of 64 letters.
        digest.setText(digest.text()[:-32] + "\u200b" + digest.text()[-32:])
        card.body.addWidget(digest)
        path = self._parcel.blobs[blob.sha256]
        if blob.media_type.startswith("image/"):
            place = QLabel()
            place.setAccessibleName(texts.t("report.preview_picture", name=blob.name))
            card.body.addSpacing(4)
            card.body.addWidget(place)
            pixels = PICTURE * self.devicePixelRatioF()
            self._work.run(
                lambda: decode(path, within=pixels), partial(self._show, place), lambda _: place.hide()
            )
        return card

    def _show(self, place: QLabel, image: QImage) -> None:
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        place.setPixmap(picture)

    def _footer(self, total: int) -> QFrame:
        footer = QFrame()
        footer.setProperty("class", "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(24, 12, 24, 12)
        size = label(self._ctx.texts.t("report.preview_total", size=amount(total)), "body", "text2")
        size.setObjectName("preview_total")
        row.addWidget(size, 1)
        self._close = primary_button(self._ctx.theme, self._ctx.texts.t("report.close"))
        self._close.setObjectName("preview_close")
        self._close.clicked.connect(self.accept)
        row.addWidget(self._close)
        return footer
