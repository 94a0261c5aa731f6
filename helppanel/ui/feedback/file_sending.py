"""Under one's own bubble: files that have still to leave, how far they are, and the way to stop one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from helppanel.contract.report import Attachment
from helppanel.report.amount import amount
from helppanel.ui.feedback.confirm import Confirm
from helppanel.ui.feedback.delivery_words import percent, progress_words
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.report.words import what_to_do
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.service import Entry
    from helppanel.service.progress import Progress
    from helppanel.ui.ports import PageContext

_GAP = 4


class FileSending(QWidget):
    """Shows the unsent and the stopped files of an entry."""

    def __init__(self, ctx: PageContext, entry: Entry) -> None:
        super().__init__()
        self.setObjectName("file_sending")
        self._ctx, self._entry = ctx, entry
        self._work = Work(ctx.service, self)
        self._bar = QProgressBar()
        self._bar.setObjectName("upload_bar")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(ctx.texts.t("feedback.upload_name"))
        self._words = label("", "caption", "text2", wrap=True)
        self._words.setObjectName("upload_words")
        self._failure = label("", "caption", "err", wrap=True)
        self._failure.setObjectName("upload_failure")
        self._failure.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _GAP, 0, 0)
        column.setSpacing(_GAP)
        if entry.unsent:
            column.addWidget(self._words)
            column.addWidget(self._bar)
        for file in entry.attachments:
            if file.sha256 in entry.unsent:
                self._add(column, file)
            elif file.sha256 in entry.withdrawn:
                words = ctx.texts.t("feedback.file_stopped", name=one_line(file.name))
                stopped = ElidedLabel(words, "caption", "text3")
                stopped.setObjectName("stopped_file")
                column.addWidget(stopped)
        column.addWidget(self._failure)
        self.show_progress(ctx.service.progress(entry.uuid))

    @staticmethod
    def has_words(entry: Entry) -> bool:
        """Whether a file has still to leave, or never will."""
        return bool(entry.unsent or entry.withdrawn)

    def show_progress(self, progress: Progress | None) -> None:
        """How far they are; None: nothing moves just now."""
        texts = self._ctx.texts
        self._bar.setVisible(progress is not None)
        if progress is None:
            self._words.setText(texts.t("feedback.upload_waits"))
            return
        self._words.setText(progress_words(progress, texts))
        self._bar.setValue(percent(progress))

    def _add(self, column: QVBoxLayout, file: Attachment) -> None:
        t = self._ctx.texts.t
        words = t("feedback.file_size", name=one_line(file.name), size=amount(file.size))
        stop = Confirm(self._ctx, "stop_file", "x", quiet=True)
        stop.confirmed.connect(lambda: self._stop(file.sha256))
        row = QHBoxLayout()
        row.setSpacing(2 * _GAP)
        row.addWidget(ElidedLabel(words, "caption", "text2"), 1)
        row.addWidget(stop.button)
        column.addLayout(row)
        column.addWidget(stop)

    def _stop(self, sha256: str) -> None:
        service, uuid = self._ctx.service, self._entry.uuid
        self._failure.hide()
        self._work.run(lambda: service.stop_file(uuid, sha256), lambda _none: None, self._say)

    def _say(self, error: HelpError) -> None:
        self._failure.setText(what_to_do(self._ctx.texts, error))
        self._failure.show()
