"""The bar at the form's foot: what will be sent, save, send; while sending, how it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QWidget

from helppanel.ui import icons
from helppanel.ui.report.progress import Progress
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.progress import Stage

KEYS = QKeySequence("Ctrl+Return")  # on a Mac the command key


class Footer(QFrame):
    """Signals:
    saved(), sent(): the buttons; those of `progress` are its own.
    """

    saved = Signal()
    sent = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.setProperty("class", "footer")
        self.setFixedHeight(ctx.theme.px("control.footerBar") + 1)
        self._mark = QLabel()
        self._mark.setPixmap(icons.pixmap("lock", ctx.theme.color("text2"), ctx.theme.px("icon.small")))
        self._summary = ElidedLabel("", "caption", "text2")
        self._summary.setObjectName("report_summary")
        self.save = plain_button(ctx.theme, ctx.texts.t("report.save"))
        self.save.setObjectName("report_save")
        self.save.clicked.connect(self.saved)
        self.send = primary_button(ctx.theme, ctx.texts.t("report.send"), "send")
        self.send.setObjectName("report_send")
        self.send.setToolTip(
            ctx.texts.t("report.send_tip", keys=KEYS.toString(KEYS.SequenceFormat.NativeText))
        )
        self.send.clicked.connect(self.sent)
        self.progress = Progress(ctx)
        self._stack = QStackedLayout(self)
        for row in (self._ready(), self.progress):
            self._stack.addWidget(row)
        self.set_narrow(False)

    def _ready(self) -> QWidget:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addWidget(self._summary, 1)
        row.addWidget(self.save)
        row.addWidget(self.send)
        return self._bar

    def set_summary(self, long: str, short: str) -> None:
        """What will be sent; `short` where there is little room."""
        self._long, self._short = long, short
        self._summary.set_text(short if self._narrow else long)

    def set_busy(self, busy: bool) -> None:
        """A picture or file is still on its way into the draft: sending waits."""
        self.send.setEnabled(not busy)

    def show_progress(self, read: Callable[[], Stage], *, sending: bool) -> None:
        """Show how it goes in place of the buttons."""
        self._stack.setCurrentIndex(1)
        self.progress.start(read, sending=sending)

    def end_progress(self) -> None:
        """The buttons again."""
        self.progress.stop()
        self._stack.setCurrentIndex(0)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [self.save, self.send, self.progress.cancel, self.progress.background]

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: no lock, and only the size."""
        self._narrow = narrow
        self._mark.setVisible(not narrow)
        self.progress.set_narrow(narrow)
        layout = self._bar.layout()
        assert layout is not None
        layout.setContentsMargins(16 if narrow else 24, 0, 16 if narrow else 24, 0)
        self._summary.set_text(getattr(self, "_short" if narrow else "_long", ""))
