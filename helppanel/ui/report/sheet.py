"""A dialog in which something is looked at before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.ui.widgets.buttons import primary_button
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


class Sheet(QDialog):
    """A title, what it is about, `body` for the content (scrolled), and a bar with 关闭.

    `bar` is the layout of the bar, to put more before the button.
    """

    def __init__(self, ctx: PageContext, parent: QWidget, title: str, about: str, size: QSize) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setProperty("class", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        ctx.theme.apply(self)
        self.resize(size.boundedTo(self.screen().availableSize() * 0.9))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        head.setSpacing(8)
        head.addWidget(label(title, "title"))
        head.addWidget(label(about, "body", "text2", wrap=True))
        outer.addLayout(head)
        content = QWidget()
        content.setProperty("class", "body")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(24, 4, 24, 20)
        self.body.setSpacing(12)
        self.area = scrolled(content)
        outer.addWidget(self.area, 1)
        outer.addWidget(self._footer())
        self.close_button.setFocus()

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setProperty("class", "footer")
        self.bar = QHBoxLayout(footer)
        self.bar.setContentsMargins(24, 12, 24, 12)
        self.bar.setSpacing(12)
        self.bar.addStretch(1)
        self.close_button = primary_button(self.ctx.theme, self.ctx.texts.t("report.close"))
        self.close_button.setObjectName("sheet_close")
        self.close_button.clicked.connect(self.accept)
        self.bar.addWidget(self.close_button)
        return footer
