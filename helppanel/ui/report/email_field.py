"""The e-mail address an answer may go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from helppanel.ui.report.notice import Notice
from helppanel.ui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from helppanel.contract.service_info import ServiceInfo
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work


class EmailField(QWidget):
    """Signals:
    changed(): the user typed.
    """

    changed = Signal()

    def __init__(self, ctx: PageContext, work: Work) -> None:
        super().__init__()
        self._ctx, self._work = ctx, work
        texts = ctx.texts
        self.field = QLineEdit()
        self.field.setObjectName("report_email")
        self.field.setAccessibleName(texts.t("report.email_name"))
        self.field.setMaxLength(254)
        self.field.textEdited.connect(lambda _: self.changed.emit())
        self.notice = Notice(ctx.theme)
        self.notice.setObjectName("report_email_error")
        self._heading = QWidget()
        row = QHBoxLayout(self._heading)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(8)
        name = label(texts.t("report.email"), "bodyStrong")
        name.setBuddy(self.field)
        row.addWidget(name)
        self._note = label("", "caption", "text3")
        row.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self.field)
        column.addWidget(self.notice)
        self._promise(None)

    @property
    def text(self) -> str:
        """What is written."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Put `text` there. Emits nothing."""
        self.field.setText(text)

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the fold's title stands for the label."""
        self._heading.setVisible(not narrow)

    def showEvent(self, event: QShowEvent) -> None:
        """The server may have told meanwhile whether it sends mail."""
        self._work.run(self._ctx.service.service_info, self._promise, lambda _error: None)
        super().showEvent(event)

    def _promise(self, info: ServiceInfo | None) -> None:
        """Answers by mail are promised only where the server said that it sends them."""
        mails = info is not None and info.mail
        self._note.setText(self._ctx.texts.t("report.email_note" if mails else "report.email_note_no_mail"))

    def say(self, error: str) -> None:
        """Mark the field as wrong and say why; "" takes the mark away."""
        self.notice.say(error)
        if self.field.property("invalid") != bool(error):
            self.field.setProperty("invalid", bool(error))
            restyle(self.field)
