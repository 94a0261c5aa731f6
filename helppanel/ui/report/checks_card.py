"""发送前可以先试试: what was found on this machine, each with the one thing that may mend it."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.report.amount import amount
from helppanel.ui.report.mark import Mark
from helppanel.ui.report.remedies import Remedy, remedy
from helppanel.ui.widgets.buttons import Button, icon_button, text_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label, line

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.report.checks.model import Trouble
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work
    from helppanel.ui.texts import Texts

    Found = tuple[tuple[Trouble, Remedy | None], ...]

log = logging.getLogger("helppanel")
BUTTON_PADDING = 4  # px; of a button that looks like a link
INDENT = 24 - BUTTON_PADDING  # px; the words stand under the title's
SPANS = (("days", 86_400.0, 2.0), ("hours", 3_600.0, 1.5), ("minutes", 60.0, 0.0))  # from so many of it on


class ChecksCard(Card):
    """Hidden until something is found; what the user closed stays away. Never in the way of sending.

    A user who went to mend something and comes back finds it looked at again.

    Signals:
        appeared(): its rows changed.
    """

    appeared = Signal()

    def __init__(self, ctx: PageContext, work: Work) -> None:
        super().__init__(padding=12, spacing=8)
        self._ctx, self._work = ctx, work
        self._closed: set[str] = set()
        self._mending = False
        self._found: Found = ()
        self._buttons: list[Button] = []
        self._rows: list[QWidget] = []
        self.setObjectName("report_checks")
        self.setAccessibleName(ctx.texts.t("checks.title"))
        self.body.addLayout(self._heading())
        self.hide()

    def _heading(self) -> QHBoxLayout:
        theme, texts = self._ctx.theme, self._ctx.texts
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Mark(theme, "info"))
        row.addWidget(label(texts.t("checks.title"), "bodyStrong"), 1)
        self._close = icon_button(theme, "x", texts.t("checks.close"), size=16)
        self._close.setObjectName("report_checks_close")
        self._close.clicked.connect(self._dismiss_all)
        row.addWidget(self._close)
        return row

    def begin(self) -> None:
        """Look in the background, and show what is found."""
        service, config = self._ctx.service, self._ctx.config

        def look() -> Found:
            return tuple((trouble, remedy(trouble, config)) for trouble in service.look_before_sending())

        self._work.run(look, self._show, self._failed)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [] if self.isHidden() else [self._close, *self._buttons]

    def _failed(self, error: HelpError) -> None:
        log.info("no check before sending: %s", error)  # an extra: the form is whole without it
        self._show(self._found)

    def _show(self, found: Found) -> None:
        self._found = found
        open_ones = [(trouble, way) for trouble, way in found if trouble.id not in self._closed]
        had_focus = any(button.hasFocus() for button in self._buttons)
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self._buttons = [], []
        for trouble, way in open_ones:
            self._rows += [line(), self._row(trouble, way)]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(open_ones))
        if had_focus and open_ones:
            self._close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.appeared.emit()

    def _row(self, trouble: Trouble, way: Remedy | None) -> QWidget:
        row = QWidget()
        row.setObjectName(f"check_{trouble.id}")
        column = QVBoxLayout(row)
        column.setContentsMargins(INDENT, 0, 0, 0)
        column.setSpacing(2)
        text = label(said(trouble, self._ctx.texts), "body", "text2", wrap=True)
        text.setContentsMargins(BUTTON_PADDING, 0, 0, 0)
        column.addWidget(text)
        button = text_button(self._ctx.theme, self._ctx.texts.t(f"checks.{_label(trouble, way)}"))
        button.setObjectName(f"check_do_{trouble.id}")
        button.setAccessibleDescription(text.text())
        button.clicked.connect(partial(self._act, trouble, way, text))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.append(button)
        return row

    def _act(self, trouble: Trouble, way: Remedy | None, text: QLabel) -> None:
        if way is not None:
            self._mending = way.do()
            if not self._mending:
                text.setText(self._ctx.texts.t("checks.not_done"))
        elif trouble.action == "try_again":
            self._try_again(trouble)
        else:
            self._dismiss({trouble.id})

    def _try_again(self, trouble: Trouble) -> None:
        service, config = self._ctx.service, self._ctx.config

        def look() -> Found:
            service.retry_now()
            return tuple((found, remedy(found, config)) for found in service.look_before_sending())

        def looked(found: Found) -> None:
            self._show(found)
            if trouble.id not in {left.id for left, _ in found}:
                self._ctx.toast(self._ctx.texts.t("checks.server_back"))

        for button in self._buttons:
            button.setEnabled(False)
        self._work.run(look, looked, self._failed)

    def _dismiss_all(self) -> None:
        self._dismiss({trouble.id for trouble, _ in self._found})

    def _dismiss(self, ids: set[str]) -> None:
        self._closed |= ids
        self._show(self._found)

    # Qt

    def event(self, event: QEvent) -> bool:
        """The panel's window may be in front again."""
        if event.type() == QEvent.Type.WindowActivate and self._mending:
            self._mending = False
            self.begin()
        return super().event(event)


def _label(trouble: Trouble, way: Remedy | None) -> str:
    if way is not None:
        return way.label
    return "do_try_again" if trouble.action == "try_again" else "do_know"


def said(trouble: Trouble, texts: Texts) -> str:
    """The sentence for `trouble`."""
    shown = {name: _worded(name, value, texts) for name, value in trouble.params.items()}
    return texts.t(f"checks.{trouble.id}", **shown)


def _worded(name: str, value: str | float, texts: Texts) -> str:
    if isinstance(value, str):
        return value
    return span(value, texts) if name == "seconds" else amount(int(value))


def span(seconds: float, texts: Texts) -> str:
    """A span of time in the largest unit that says enough: 6 minutes, 3 hours, 12 days."""
    for unit, size, least in SPANS:
        if seconds >= size * least:
            count = max(1, round(seconds / size))
            return texts.t(f"checks.{unit}_1" if count == 1 else f"checks.{unit}", count=count)
    raise ValueError(f"not a span of time: {seconds}")
