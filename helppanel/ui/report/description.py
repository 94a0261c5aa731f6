"""The description: label, field, how much is written, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.limits import Limits
from helppanel.ui.report.editor import Editor
from helppanel.ui.report.notice import Notice
from helppanel.ui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

HEIGHT, NARROW_HEIGHT = 108, 84  # of the field: four lines, or three


class Description(QWidget):
    """Read-only until `open` is called, so that nothing typed meets a draft that is still being read.

    Signals:
        changed(): the user typed.
    """

    changed = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._texts = ctx.texts
        self._limit = Limits().text
        self.editor = Editor()
        self.editor.setObjectName("report_text")
        self.editor.setAccessibleName(ctx.texts.t("report.text_name"))
        self.editor.setReadOnly(True)
        self.editor.textChanged.connect(self._changed)
        self.editor.too_long.connect(self._refused)
        self._helper = label(ctx.texts.t("report.text_helper"), "caption", "text3")
        self._count = label("", "caption", "text3")
        self._count.setObjectName("report_count")
        self.notice = Notice(ctx.theme)
        self.notice.setObjectName("report_text_error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._heading())
        column.addSpacing(4)
        column.addWidget(self.editor)
        foot = QHBoxLayout()
        foot.addWidget(self.notice, 1)
        foot.addWidget(self._helper, 1)
        foot.addWidget(self._count)
        column.addLayout(foot)
        self._show_count()

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        name = label(self._texts.t("report.text_label"), "bodyStrong")
        name.setBuddy(self.editor)
        row.addWidget(name)
        star = label("*", "bodyStrong", "err")
        star.setToolTip(self._texts.t("report.required"))
        star.setAccessibleName(self._texts.t("report.required"))
        row.addWidget(star)
        row.addStretch(1)
        return row

    @property
    def text(self) -> str:
        """What is written."""
        return self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Put `text` in place of what is written, with the cursor at its end. Emits nothing."""
        blocked = self.editor.blockSignals(True)
        self.editor.setPlainText(text)
        self.editor.moveCursor(self.editor.textCursor().MoveOperation.End)
        self.editor.blockSignals(blocked)
        self._show_count()

    def open(self) -> None:
        """Let the user type."""
        self.editor.setReadOnly(False)

    def set_kind(self, kind: str) -> None:
        """Ask for what a `problem`, `suggestion` or `question` needs; what is written stays."""
        self.editor.set_hint(self._texts.t(f"report.text_hint_{kind}"))

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: one line less."""
        self.editor.setFixedHeight(NARROW_HEIGHT if narrow else HEIGHT)

    def set_limit(self, limit: int) -> None:
        """The most characters the server takes."""
        self._limit = limit
        self._show_count()

    def say(self, error: str) -> None:
        """Mark the field as wrong and say why; "" takes the mark away."""
        self.notice.say(error)
        self._helper.setVisible(not error)
        self._show_count()
        if self.editor.property("invalid") != bool(error):
            self.editor.setProperty("invalid", bool(error))
            restyle(self.editor)

    def _changed(self) -> None:
        self._show_count()
        self.changed.emit()

    def _refused(self, _count: int) -> None:
        self.say(self._texts.t("report.error_text_too_long", limit=self._limit))

    def _show_count(self) -> None:
        count = len(self.text)
        texts = {"count": count, "limit": self._limit}
        self._count.setText(self._texts.t("report.text_count", **texts))
        self._count.setAccessibleName(self._texts.t("report.text_count_name", **texts))
        tone = "err" if count > self._limit else "text3"
        if self._count.property("tone") != tone:
            self._count.setProperty("tone", tone)
            restyle(self._count)
