"""Under a reply of one's own that will not be taken: why, what to do, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.contract.problems import Problem
from helppanel.ui import icons
from helppanel.ui.feedback.cures import Cure, cure
from helppanel.ui.feedback.mailing import address_of, write_mail
from helppanel.ui.report.readable import breakable
from helppanel.ui.report.save_dialog import ask_where
from helppanel.ui.report.words import of_saving
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.contract.service_info import ServiceInfo
    from helppanel.service import Entry
    from helppanel.ui.ports import PageContext


class RefusedReply(QWidget):
    """Shows why, and saves or mails it itself. Signals: `edit_wanted`."""

    edit_wanted = Signal()

    def __init__(self, ctx: PageContext, entry: Entry) -> None:
        super().__init__()
        self.setObjectName("reply_state")
        self._ctx, self._entry = ctx, entry
        self._work = Work(ctx.service, self)
        self._problem = entry.problem or Problem.BUG
        self._address = ""
        self._cure: Cure | None = None
        t = ctx.texts.t
        why = t("feedback.reply_refused", problem=ctx.texts.problem(self._problem))
        step = ctx.texts.next_step(self._problem)
        self.setAccessibleName(f"{why} {step}".strip())
        symbol = QLabel()
        symbol.setPixmap(icons.pixmap("err", ctx.theme.color("errText"), 16))
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(label(why, "caption", "err", wrap=True), 1)
        ways = FlowLayout()
        self._cured = text_button(ctx.theme, "")
        over = self._problem is Problem.REOPEN_OVER
        edit = text_button(ctx.theme, t("feedback.edit_as_new" if over else "feedback.edit_refused"))
        if over and not ctx.service.policy.form:
            edit.hide()
        save = text_button(ctx.theme, t("feedback.save"))
        self._mail = text_button(ctx.theme, t("feedback.mail"))
        for button, name, act in (
            (edit, "reply_edit", self.edit_wanted.emit),
            (self._cured, "reply_cure", self._mend),
            (save, "reply_save", lambda: self._ask(self._saved)),
            (self._mail, "reply_mail", lambda: self._ask(self._write)),
        ):
            button.setObjectName(name)
            button.clicked.connect(act)
            ways.addWidget(button)
        self._cured.hide()
        self._mail.hide()
        self._outcome = label("", "caption", "text2", wrap=True)
        self._outcome.setObjectName("reply_outcome")
        self._outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._outcome.hide()
        self._failure = label("", "caption", "err", wrap=True)
        self._failure.setObjectName("reply_failure")
        self._failure.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        if step:
            column.addWidget(label(step, "caption", "text2", wrap=True))
        column.addLayout(ways)
        column.addWidget(self._outcome)
        column.addWidget(self._failure)
        self._work.run(ctx.service.service_info, self._offer, lambda _error: self._offer(None))

    def _offer(self, info: ServiceInfo | None) -> None:
        """What the server's word decides: whether there is an address, and what mends it."""
        self._address = address_of(self._ctx, info)
        self._mail.setVisible(bool(self._address))
        self._cure = cure(self._problem, self._ctx, info)
        if self._cure is not None:
            self._cured.setText(self._ctx.texts.t(self._cure.label))
        self._cured.setVisible(self._cure is not None)
        self._make_room()

    def _mend(self) -> None:
        if self._cure is not None and not self._cure.do():
            self._fail(self._ctx.texts.t("feedback.cure_failed", address=self._cure.address))

    def _ask(self, then: Callable[[Path], None]) -> None:
        ask_where(self._ctx, self, "reply_save_dialog", lambda path: self._keep(path, then))

    def _keep(self, path: Path, then: Callable[[Path], None]) -> None:
        service, uuid = self._ctx.service, self._entry.uuid
        self._work.run(lambda: service.save_parcel(uuid, path), lambda _none: then(path), self._not_kept)

    def _saved(self, path: Path) -> None:
        self._say(self._ctx.texts.t("feedback.saved", path=breakable(str(path))))

    def _write(self, path: Path) -> None:
        text = self._entry.text
        self._say(write_mail(self._ctx, self._address, text, text, path))

    def _not_kept(self, error: HelpError) -> None:
        texts = self._ctx.texts
        self._fail(texts.t("form.save_failed", problem=of_saving(texts, error)))

    def _say(self, sentence: str) -> None:
        self._failure.hide()
        self._outcome.setText(sentence)
        self._outcome.setAccessibleName(sentence.replace("\u200b", ""))
        self._outcome.show()
        self._make_room()
        QAccessible.updateAccessibility(QAccessibleEvent(self._outcome, QAccessible.Event.Alert))

    def _fail(self, sentence: str) -> None:
        self._outcome.hide()
        self._failure.setText(sentence)
        self._failure.show()
        self._make_room()

    def _make_room(self) -> None:
        """For all lines: the row around asks for no height at a width."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(max(0, layout.heightForWidth(self.width())))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Of another width it needs another height."""
        super().resizeEvent(event)
        self._make_room()
