"""查看完整内容: the parcel itself by its parts, read-only, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from helppanel.contract.report import Attachment, FactGroup, Parcel, Report
from helppanel.report.amount import amount
from helppanel.ui import icons
from helppanel.ui.report.part_page import ManifestPage, PartPage
from helppanel.ui.report.readable import Row, of_group, rows_card, written
from helppanel.ui.report.save_file import SaveFile
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.buttons import primary_button
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

SIZE = QSize(880, 640)
NARROW = 600  # px; below it the parts are listed above what is in them
LIST_WIDTH = 216
MOST_ROWS = 4  # of the list that is above
LIST_PADDING = 10  # px; its border and what is around its rows


class Preview(QDialog):
    """A list of the parts, and the one that is chosen. Nothing is collected anew: all of it is the parcel's.

    A part's content is read once it is looked at. What is named here is said of a report that has not left.
    """

    TITLE, INTRO, MORE = "report.preview", "report.preview_intro", "form.view_more"
    PARTS = "form.view_parts"

    def __init__(self, ctx: PageContext, parent: QWidget, parcel: Parcel, total: int) -> None:
        super().__init__(parent)
        self._ctx, self._parcel = ctx, parcel
        self._work = Work(ctx.service, self)
        self._attachments = self._read()
        texts = ctx.texts
        self.setObjectName("report_preview")
        self.setProperty("class", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.t(self.TITLE))
        ctx.theme.apply(self)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self.parts = QListWidget()
        self.parts.setObjectName("preview_parts")
        self.parts.setProperty("class", "parts")
        self.parts.setAccessibleName(texts.t(self.PARTS))
        self.parts.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setIconSize(QSize(18, 18))
        self.pages = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(24, 0, 24, 20)
        self._columns.setSpacing(16)
        self._columns.addWidget(self.parts)
        self._columns.addWidget(self.pages, 1)
        outer.addLayout(self._columns, 1)
        outer.addWidget(self._footer(total))
        self._add_parts()
        self.parts.currentRowChanged.connect(self._look_at)
        self.parts.setCurrentRow(0)
        self._close.setFocus()

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 16)
        head.setSpacing(8)
        head.addWidget(label(self._ctx.texts.t(self.TITLE), "title"))
        head.addWidget(label(self._ctx.texts.t(self.INTRO), "body", "text2", wrap=True))
        return head

    def _add_parts(self) -> None:
        t = self._ctx.texts.t
        self._names: list[tuple[str, str]] = []
        self._add("doc", t("form.view_manifest"), amount(len(self._parcel.manifest)))
        self._add("eye", t("form.view_readable"), "")
        for blob in self._attachments:
            icon = "image" if blob.media_type.startswith("image/") else "clip"
            self._add(icon, blob.name, amount(blob.size))

    def _add(self, icon: str, name: str, size: str) -> None:
        self._names.append((name, size))
        shown = icons.icon(icon, self._ctx.theme.color("text2"), 18)
        item = QListWidgetItem(shown, "", self.parts)
        item.setToolTip(name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name} {size}".strip())
        self.pages.addWidget(QWidget())

    def _look_at(self, row: int) -> None:
        page = self.pages.widget(row)
        if page is not None and page.layout() is None:
            inner = QVBoxLayout(page)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.addWidget(self._page(row))
        self.pages.setCurrentIndex(row)

    def _page(self, row: int) -> QWidget:
        if row == 0:
            return ManifestPage(self._ctx, self._parcel.manifest)
        if row == 1:
            return self._readable()
        blob = self._attachments[row - 2]
        page = PartPage(self._ctx, self._work, blob, self._parcel.blobs[blob.sha256], self.MORE)
        page.setObjectName(f"preview_blob_{row - 2}")
        return page

    def _readable(self) -> QWidget:
        content = QWidget()
        content.setObjectName("preview_readable")
        content.setProperty("class", "body")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        own, groups = self._words()
        column.addWidget(rows_card(own))
        for group in groups:
            column.addSpacing(8)
            column.addWidget(label(group.label, "bodyStrong"))
            column.addWidget(rows_card(of_group(group)))
        column.addStretch(1)
        return scrolled(content)

    def _read(self) -> tuple[Attachment, ...]:
        """The files its manifest names."""
        self._report = msgspec.json.decode(self._parcel.manifest, type=Report)
        return self._report.attachments

    def _words(self) -> tuple[list[Row], tuple[FactGroup, ...]]:
        """All that its manifest says, to be read by people."""
        return written(self._ctx.texts, self._report), self._report.facts

    def _footer(self, total: int) -> QFrame:
        t = self._ctx.texts.t
        footer = QFrame()
        footer.setProperty("class", "footer")
        lines = QVBoxLayout(footer)
        lines.setContentsMargins(24, 12, 24, 12)
        lines.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._beside_close(t("report.preview_total", size=amount(total)), total, lines), 1)
        self._close = primary_button(self._ctx.theme, t("report.close"))
        self._close.setObjectName("preview_close")
        self._close.clicked.connect(self.accept)
        row.addWidget(self._close)
        lines.addLayout(row)
        return footer

    def _beside_close(self, size: str, total: int, lines: QVBoxLayout) -> QWidget:
        """What stands beside the button; what it may have to say goes into `lines` above."""
        self.save = SaveFile(self._ctx, self._work, self._parcel, total, size)
        lines.addWidget(self.save.outcome)
        return self.save

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list above or beside."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        for row, parts in enumerate(self._names):
            self.parts.item(row).setText(("  " if narrow else "\n").join(filter(None, parts)))
        high = min(len(self._names), MOST_ROWS) * self.parts.sizeHintForRow(0) + LIST_PADDING
        self.parts.setMaximumSize(16_777_215 if narrow else LIST_WIDTH, high if narrow else 16_777_215)
        self.parts.setMinimumSize(0 if narrow else LIST_WIDTH, high if narrow else 0)
        self.parts.scrollToItem(self.parts.currentItem())
