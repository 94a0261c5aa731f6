"""✓ 草稿已自动保存, at the right of the page's header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from helppanel.ui import icons
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


class SavedMark(QWidget):
    """Nothing until the draft was saved for the first time."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setObjectName("report_saved")
        text = ctx.texts.t("report.draft_saved")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._mark = QLabel()
        self._mark.setPixmap(icons.pixmap("check", ctx.theme.color("text2"), ctx.theme.px("icon.small")))
        self._text = label(text, "caption", "text2")
        row.addWidget(self._mark)
        row.addWidget(self._text)
        self.clear()

    def show_saved(self) -> None:
        """The draft is on disk."""
        self._mark.show()
        self._text.show()

    def clear(self) -> None:
        """There is no draft."""
        self._mark.hide()
        self._text.hide()
