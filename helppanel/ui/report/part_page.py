"""One part of a parcel, shown from its own bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.amount import amount
from helppanel.report.peek import Peek, peek
from helppanel.ui.feedback.pictures import decode
from helppanel.ui.report.long_line import LongLine
from helppanel.ui.report.readable import breakable
from helppanel.ui.report.words import of_part
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from pathlib import Path

    from helppanel.contract.report import Attachment
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

PICTURE = QSize(800, 2400)  # the largest a picture is shown
BAR = 12  # px at its right for the scroll bar
BYTES_HEIGHT = 104  # px; of the bytes below it


Field = TypeVar("Field", bound=QPlainTextEdit)


def _as_bytes(ctx: PageContext, field: Field, name: str) -> Field:
    """`field`, read-only, shows bytes as they are, in letters of one width."""
    field.setAccessibleName(name)
    field.setProperty("class", "bytes")
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setFont(ctx.theme.mono())
    field.setStyleSheet(f"font-family: '{ctx.theme.mono().family()}'; font-size: 12px")
    field.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    field.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return field


class ManifestPage(QWidget):
    """The manifest, byte for byte."""

    def __init__(self, ctx: PageContext, manifest: bytes) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        field = _as_bytes(ctx, LongLine(), ctx.texts.t("report.preview_manifest_name"))
        field.setObjectName("preview_manifest")
        field.set_line(manifest.decode())
        column.addWidget(field)


class PartPage(QWidget):
    """An attachment: what it is, its SHA-256 checked against the manifest, and what is in it."""

    def __init__(
        self, ctx: PageContext, work: Work, blob: Attachment, path: Path, more: str = "form.view_more"
    ) -> None:
        """`more` is what is said of the bytes that are not shown."""
        super().__init__()
        self._ctx, self._blob, self._more = ctx, blob, more
        t = ctx.texts.t
        self._is_picture = blob.media_type.startswith("image/")
        self._column = self._page()
        self._column.addWidget(label(breakable(blob.name), "bodyStrong", wrap=True))
        about = t(
            "form.view_blob_about", type=blob.media_type, size=amount(blob.size), bytes=f"{blob.size:,}"
        )
        if blob.masked:
            about += t("form.extra_comma") + t("form.view_blob_masked", count=blob.masked)
        self._column.addWidget(label(about, "body", "text2", wrap=True))
        digest = label(t("report.preview_sha", sha=breakable(blob.sha256)), "caption", "text3", wrap=True)
        digest.setAccessibleName(t("report.preview_sha", sha=blob.sha256))
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(digest)
        self._checked = label("", "caption", "ok", wrap=True)
        self._column.addWidget(self._checked)
        self._picture: QLabel | None = None
        self._room = QVBoxLayout()
        self._column.addLayout(self._room, 1)
        if self._is_picture:
            self._column.addStretch(1)
        work.run(lambda: peek(path, blob.sha256), self._peeked, self._failed)
        if self._is_picture:
            pixels = PICTURE * self.devicePixelRatioF()
            work.run(lambda: decode(path, within=pixels), self._show, lambda _: None)

    def _page(self) -> QVBoxLayout:
        """All of a picture's page is scrolled, so that it may be large; a text takes what room there is."""
        page = QWidget() if self._is_picture else self
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, BAR if self._is_picture else 0, 0)
        column.setSpacing(6)
        if self._is_picture:
            outer = QVBoxLayout(self)
            outer.setContentsMargins(0, 0, 0, 0)
            outer.addWidget(scrolled(page))
        return column

    def _peeked(self, seen: Peek) -> None:
        t = self._ctx.texts.t
        self._checked.setText(t("form.view_checked" if seen.matches else "form.view_changed"))
        self._checked.setProperty("tone", "ok" if seen.matches else "err")
        field = _as_bytes(self._ctx, QPlainTextEdit(), t("form.view_content", name=self._blob.name))
        field.setObjectName("preview_text" if seen.is_text else "preview_hex")
        if not seen.is_text:
            field.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        field.setPlainText(seen.text)
        if self._is_picture:
            field.setFixedHeight(BYTES_HEIGHT)
        self._room.addWidget(field, 1)
        if seen.more:
            more = t(self._more, size=amount(seen.more), bytes=f"{seen.more:,}")
            self._room.addWidget(label(more, "caption", "text3", wrap=True))

    def _show(self, image: QImage) -> None:
        place = self._picture = QLabel()
        place.setScaledContents(True)
        place.setObjectName("preview_picture")
        place.setAccessibleName(self._ctx.texts.t("report.preview_picture", name=self._blob.name))
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        place.setPixmap(picture)
        self._room.insertWidget(0, place, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit(place)

    def _fit(self, place: QLabel) -> None:
        """As wide as there is room for, whole in its width."""
        size = place.pixmap().deviceIndependentSize().toSize()
        if size.width() > self.width() - BAR:
            size.scale(self.width() - BAR, size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        place.setFixedSize(size)

    def _failed(self, error: HelpError) -> None:
        self._room.addWidget(label(of_part(self._ctx.texts, error), "body", "err", wrap=True))
        self._room.addStretch(1)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        if self._picture is not None:
            self._fit(self._picture)
