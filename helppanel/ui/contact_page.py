"""联系我们: every channel, the hours, what to have ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import Channel
from helppanel.report import error_code
from helppanel.report.draft import Draft
from helppanel.support import channels
from helppanel.ui.contact.channel_row import ChannelRow
from helppanel.ui.contact.parts import SIDE, Parts
from helppanel.ui.contact.state import ServiceState, state_at
from helppanel.ui.contact.words import mail_link
from helppanel.ui.local_time import local_now
from helppanel.ui.ports import Job, PageContext
from helppanel.ui.widgets.buttons import primary_button
from helppanel.ui.widgets.empty_state import EmptyState
from helppanel.ui.widgets.labels import line
from helppanel.ui.widgets.page import ScrollPage, page_header

TWO_COLUMNS = 24 + 390 + 24 + SIDE + 24  # the least width for channels and hours side by side
AGAIN = 60_000  # ms between two looks at the clock


class ContactPage(ScrollPage):
    """Address: `contact`."""

    def __init__(self, ctx: PageContext, now: Callable[[], datetime] = local_now) -> None:
        super().__init__(ctx, "contact", ctx.texts.t("contact.title"))
        self._now = now
        self._job: Job | None = None
        self._state: ServiceState | None = None
        self._known = False
        self._one_column = False
        self._parts: Parts | None = None
        self._header = page_header(ctx.texts.t("contact.title"), self._message_button("contact.message"))
        self.outer.insertWidget(0, self._header)
        self._adapting = QTimer(self, singleShot=True, interval=0)  # once, however many sizes come in a row
        self._adapting.timeout.connect(self._adapt)
        self._clock = QTimer(self)
        self._clock.setInterval(AGAIN)
        self._clock.timeout.connect(self.refresh)

    def show_address(self, rest: str) -> None:
        """Show how things stand now."""
        self.refresh()

    def refresh(self) -> None:
        """Read service info and clock again."""
        if self._job is not None:
            self._job.cancel()
        service, now = self.ctx.service, self._now

        def look() -> ServiceState | None:
            info = service.service_info()
            if info is None:
                return None
            draft = service.load_draft()
            return state_at(info, now(), service.account(), _error_code(draft) if draft is not None else "")

        self._job = service.run(look, self._show, self._failed)

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: a summary first, then one column of icons."""
        super().set_narrow(narrow)
        self._adapting.start()

    def first_focus(self) -> QWidget | None:
        """The way to write."""
        return next((b for b in self.findChildren(QPushButton, "contact_message") if b.isVisible()), None)

    # building

    def _adapt(self) -> None:
        """One column also between rail and tabs, where two have no room. Off screen, once it is shown."""
        if self._parts is None or not self.isVisible():
            return
        if self._is_one_column() is not self._one_column:
            self._arrange(self._parts)
        self._pad_top()
        for row in self._parts.findChildren(ChannelRow):
            row.set_narrow(self.narrow)
            row.set_qr_beside(not self._one_column)

    def _is_one_column(self) -> bool:
        return self.narrow or self.width() < TWO_COLUMNS

    def _show(self, state: ServiceState | None) -> None:
        if self._known and state == self._state:
            return  # nothing moves under the user's hands
        self._state, self._known = state, True
        self._build()

    def _failed(self, error: HelpError) -> None:
        self._clear()
        self._header.hide()
        texts = self.ctx.texts
        state = EmptyState(self.ctx.theme, "phone", texts.problem(error), texts.next_step(error.code))
        self.body.addWidget(state, 1)

    def _build(self) -> None:
        self._clear()
        state = self._state
        if state is None:
            self._header.hide()
            t = self.ctx.texts.t
            button = self._message_button("contact.message")
            self.body.addWidget(
                EmptyState(self.ctx.theme, "phone", t("contact.none"), t("contact.none_text"), (button,)), 1
            )
            return
        self._parts = Parts(self.ctx, state, self._now(), self._cards(state), self._short_button)
        self.body.addWidget(self._parts)
        self.body.addStretch(1)
        self._arrange(self._parts)

    def _arrange(self, parts: Parts) -> None:
        self._one_column = self._is_one_column()
        self._header.setVisible(not self._one_column)
        self._pad_top()
        parts.set_one_column(self._one_column)

    def _pad_top(self) -> None:
        margins = self.body.contentsMargins()
        top = margins.bottom() if self._one_column else 4
        self.body.setContentsMargins(margins.left(), top, margins.right(), margins.bottom())

    def _short_button(self) -> QPushButton:
        return self._message_button("contact.message_short", icon=False)

    def _cards(self, state: ServiceState) -> list[tuple[str, QWidget]]:
        groups = (
            ("contact.phone", channels.phones(state.info, state.is_member)),
            ("contact.online", channels.online(state.info, state.is_member)),
        )
        return [(self.ctx.texts.t(key), self._card(group, state)) for key, group in groups if group]

    def _card(self, group: Sequence[Channel], state: ServiceState) -> QFrame:
        card = QFrame()
        card.setProperty("class", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for number, channel in enumerate(group):
            if number:
                column.addWidget(line())
            row = ChannelRow(self.ctx.theme, self.ctx.texts, channel, state.of(channel), self._now())
            row.failed.connect(self._say_failed)
            row.mail_wanted.connect(self._write)
            row.set_narrow(self.narrow)
            row.set_qr_beside(not self._is_one_column())
            column.addWidget(row)
        return card

    def _message_button(self, key: str, *, icon: bool = True) -> QPushButton:
        button = primary_button(self.ctx.theme, self.ctx.texts.t(key), "report" if icon else None)
        button.setObjectName("contact_message")
        button.clicked.connect(lambda: self.ctx.open("report:question"))
        return button

    def _clear(self) -> None:
        self._parts = None
        while (item := self.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()

    # acting

    def _write(self, address: str, kind: str) -> None:
        if self._state is None:
            return
        link = mail_link(address, kind, self._state, self.ctx.config, self.ctx.texts)
        if not QDesktopServices.openUrl(QUrl(link)):
            QGuiApplication.clipboard().setText(address)
            self._say_failed(address)

    def _say_failed(self, name: str) -> None:
        self.ctx.toast(self.ctx.texts.t("contact.failed", name=name))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._adapting.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep an eye on the clock."""
        super().showEvent(event)
        self._adapt()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """No longer."""
        self._clock.stop()
        super().hideEvent(event)


def _error_code(draft: Draft) -> str:
    return draft.error_code or error_code.find(draft.text)
