"""保存为文件…: the parcel as one file, for whoever hands it over another way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.gauge import Gauge, StopError
from helppanel.report.parcel_file import save
from helppanel.ui.report.readable import breakable
from helppanel.ui.report.save_dialog import ask_where
from helppanel.ui.report.words import of_saving
from helppanel.ui.widgets.buttons import plain_button
from helppanel.ui.widgets.labels import ElidedLabel, label, restyle

if TYPE_CHECKING:
    from helppanel.contract.report import Parcel
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

LOOK_MS = 100  # between two looks at how far it is


class SaveFile(QWidget):
    """A button; while it saves, how far it is and 取消.

    `outcome` says then where the file is, or why there is none; it stands where there is room for a sentence.
    """

    def __init__(self, ctx: PageContext, work: Work, parcel: Parcel, total: int, said: str) -> None:
        """`said` is what stands beside the button before anything is saved."""
        super().__init__()
        self._ctx, self._work, self._parcel, self._total = ctx, work, parcel, total
        t = ctx.texts.t
        self._gauge: Gauge | None = None
        self.says = ElidedLabel(said, "body", "text2")
        self.says.setObjectName("preview_total")
        self.outcome = label("", "body", "text2", wrap=True)
        self.outcome.setObjectName("preview_outcome")
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(t("form.save_under_way"))
        self._bar.hide()
        self.button = plain_button(ctx.theme, t("form.save"), "save")
        self.button.setObjectName("preview_save")
        self.button.clicked.connect(self._ask)
        self.cancel = plain_button(ctx.theme, t("report.cancel"))
        self.cancel.setObjectName("preview_save_cancel")
        self.cancel.clicked.connect(self._stop)
        self.cancel.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.says, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self.button)
        row.addWidget(self.cancel)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def _ask(self) -> None:
        ask_where(self._ctx, self, "preview_save_dialog", self.save_to)

    def save_to(self, path: Path) -> None:
        """Save there, on a worker."""
        gauge = Gauge(self._total)
        parcel = self._parcel

        def op() -> bool:
            try:
                save(parcel, path, gauge.tell)
            except StopError:
                return False
            return True

        def done(saved: bool) -> None:
            self._end()
            where = breakable(str(path))
            self._say(self._ctx.texts.t("form.saved" if saved else "form.save_stopped", path=where))

        def failed(error: HelpError) -> None:
            self._end()
            problem = of_saving(self._ctx.texts, error)
            self._say(self._ctx.texts.t("form.save_failed", problem=problem), "err")

        self._say("")
        self._gauge = gauge
        self._busy(True)
        self._bar.setRange(0, 1000)
        self._timer.start()
        self._work.run(op, done, failed)

    def _say(self, text: str, tone: str = "text2") -> None:
        self.outcome.setText(text)
        self.outcome.setAccessibleName(text.replace("\u200b", ""))
        self.outcome.setProperty("tone", tone)
        restyle(self.outcome)
        self.outcome.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self.outcome, QAccessible.Event.Alert))

    def _stop(self) -> None:
        if self._gauge is not None:
            self._gauge.stop()

    def _look(self) -> None:
        if self._gauge is not None and self._gauge.total:
            self._bar.setValue(1000 * self._gauge.done // self._gauge.total)

    def _end(self) -> None:
        self._timer.stop()
        self._gauge = None
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        moved = self.cancel.hasFocus() or self.button.hasFocus()
        for part, shown in (
            (self._bar, busy),
            (self.cancel, busy),
            (self.says, not busy),
            (self.button, not busy),
        ):
            part.setVisible(shown)
        if moved:
            (self.cancel if busy else self.button).setFocus()
