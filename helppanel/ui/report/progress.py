"""While a parcel is being made: how far it is, 取消 and 转到后台."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from helppanel.report.amount import amount
from helppanel.ui.widgets.buttons import plain_button
from helppanel.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

LOOK_MS = 100  # between two looks
STEPS = 1000


class Stage(NamedTuple):
    """`name`: `facts` are awaited, `files` are read, or the parcel is being put to `store`, from where on it
    cannot be taken back. number `item` of `among` things of a `role`, `done` of `total` bytes.
    """

    name: str
    role: str = ""
    item: int = 0
    among: int = 0
    done: int = 0
    total: int = 0


class Progress(QWidget):
    """Signals:
    cancelled(), away(): the buttons.
    """

    cancelled = Signal()
    away = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._texts = texts = ctx.texts
        self._read: Callable[[], Stage] = lambda: Stage("facts")
        self._words = ElidedLabel("", "body")
        self._words.setObjectName("report_progress_words")
        self._bytes = label("", "body", "text2")
        self._bar = QProgressBar()
        self._bar.setObjectName("report_progress")
        self._bar.setAccessibleName(texts.t("form.progress_name"))
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(40)
        self.cancel = plain_button(ctx.theme, texts.t("report.cancel"))
        self.cancel.setObjectName("report_cancel")
        self.cancel.clicked.connect(self.cancelled)
        self.background = plain_button(ctx.theme, texts.t("form.background"))
        self.background.setObjectName("report_background")
        self.background.clicked.connect(self.away)
        self._lay_out()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch(1)
        said = QHBoxLayout()
        said.addWidget(self._words, 1)
        said.addWidget(self._bytes)
        column.addLayout(said)
        column.addWidget(self._bar)
        column.addStretch(1)
        self._row.addLayout(column, 1)
        self._row.addWidget(self.cancel)
        self._row.addWidget(self.background)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: less room around, and fewer words."""
        self._narrow = narrow
        padding = 16 if narrow else 24
        self._row.setContentsMargins(padding, 0, padding, 0)
        self._row.setSpacing(8 if narrow else 12)
        self._bytes.setVisible(not narrow)

    def start(self, read: Callable[[], Stage], *, sending: bool) -> None:
        """Show what `read` says, again and again; only `sending` can go on without the form."""
        self._read = read
        self.background.setVisible(sending)
        self._look()
        self._timer.start()

    def stop(self) -> None:
        """It is over."""
        self._timer.stop()

    def _look(self) -> None:
        stage, t = self._read(), self._texts.t
        words = t(f"form.progress_{stage.name}")
        if stage.among:
            key = f"form.progress_{stage.role}_short" if self._narrow else f"form.progress_{stage.role}"
            words = t(key, item=stage.item, count=stage.among)
        self._words.set_text(words)
        known = stage.name == "files" and stage.total > 0
        sizes = t("form.progress_bytes", done=amount(stage.done), total=amount(stage.total)) if known else ""
        self._bytes.setText(sizes)
        self._bar.setRange(0, STEPS if known else 0)
        self._bar.setValue(STEPS * stage.done // stage.total if known else 0)
        self.cancel.setEnabled(stage.name != "store")
