"""已保存到待发送: what stands in the form's place after sending while the server cannot be reached."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError
from helppanel.contract.report import AttachmentRole, Parcel, Report
from helppanel.report.amount import amount
from helppanel.ui import icons
from helppanel.ui.feedback.dates import by
from helppanel.ui.feedback.delivery_words import duration
from helppanel.ui.report import words
from helppanel.ui.report.form import KINDS
from helppanel.ui.report.notice import Notice
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import ElidedLabel, label
from helppanel.ui.widgets.status_chip import StatusChip, standing
from helppanel.ui.widgets.tile import tile

if TYPE_CHECKING:
    from helppanel.contract.service_info import ServiceInfo
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext

MARK, MARK_ICON = 72, 28
_LEAST = 60.0  # seconds; nobody is told of an answer sooner than within a minute
CARD_WIDTH = 440


class Sent(NamedTuple):
    """What was put into the outbox; `size` in bytes."""

    uuid: UUID
    kind: str
    title: str
    pictures: int
    files: int
    size: int


def sent(parcel: Parcel, size: int) -> Sent:
    """What the parcel says of itself."""
    report = msgspec.json.decode(parcel.manifest, type=Report)
    pictures = sum(file.role is AttachmentRole.SCREENSHOT for file in report.attachments)
    title = next((line.strip() for line in report.text.splitlines() if line.strip()), "")
    return Sent(parcel.uuid, report.kind.value, title, pictures, len(report.attachments) - pictures, size)


class Queued(QWidget):
    """It waits; once the receipt is there it says so, with the number.

    Signals:
        again(): the parcel is the draft again.
        another(): the user wants to write one more.
    """

    again = Signal()
    another = Signal()

    def __init__(self, ctx: PageContext, of: Sent) -> None:
        super().__init__()
        self._ctx, self._sent = ctx, of
        self._work = Work(ctx.service, self)  # its own: it goes before the page does
        t = ctx.texts.t
        self.setObjectName("report_queued")
        self._offline = Banner(
            ctx.theme, "info", t("form.offline"), action=t("form.offline_retry"), icon="offline"
        )
        self._offline.setObjectName("report_offline")
        self._offline.acted.connect(self._retry)
        self._mark = QLabel()
        self._mark.setFixedSize(MARK, MARK)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("", "title", wrap=True)
        self._title.setObjectName("report_queued_title")
        self._text = label("", "body", "text2", wrap=True)
        for line in (self._title, self._text):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._chip = StatusChip(ctx.theme, ctx.texts, ParcelState.QUEUED)
        self._chip.setObjectName("status_chip")
        self.edit = plain_button(ctx.theme, t("form.queued_edit"), "pencil")
        self.edit.setObjectName("report_queued_edit")
        self.edit.clicked.connect(self._edit)
        self.more = plain_button(ctx.theme, t("form.queued_another"), "plus")
        self.more.setObjectName("report_queued_another")
        self.more.clicked.connect(self.another)
        self.open = primary_button(ctx.theme, t("form.queued_open"))
        self.open.setObjectName("report_queued_open")
        self.open.clicked.connect(lambda: ctx.open(f"feedback:{of.uuid}"))
        self._notice = Notice(ctx.theme)
        self._notice.setObjectName("report_queued_error")
        self._lay_out()
        self._say("clock", "neutral", "queued", "", "")
        self.refresh()

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self._offline)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._mark, 0, middle)
        column.addSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(16)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addWidget(self._card(), 10_000)  # the stretches get what it cannot use
        holder.addStretch(1)
        column.addLayout(holder)
        column.addWidget(self._notice, 0, middle)
        column.addSpacing(8)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        for button in (self.edit, self.more, self.open):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def _card(self) -> Card:
        texts, of = self._ctx.texts, self._sent
        card = Card(padding=12)
        card.setMaximumWidth(CARD_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(tile(self._ctx.theme, KINDS.get(of.kind, "report"), "neutral", 40))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(ElidedLabel(of.title, "bodyStrong"))
        counts = {"pictures": of.pictures, "files": of.files}
        parts = [words.counted(texts, f"part_{name}", count) for name, count in counts.items() if count]
        parts.append(texts.t("report.summary_short", size=amount(of.size)))
        lines.addWidget(ElidedLabel(" · ".join(parts), "caption", "text2"))
        row.addLayout(lines, 1)
        row.addWidget(self._chip)
        card.body.addLayout(row)
        return card

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        offline = [] if self._offline.isHidden() else self._offline.stops
        return [*offline, self.edit, self.more, self.open]

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the buttons one below the other."""
        self._offline.set_narrow(narrow)
        padding = 16 if narrow else 24
        self._column.setContentsMargins(padding, 16 if narrow else 4, padding, padding)
        direction = QBoxLayout.Direction
        self._buttons.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def refresh(self) -> None:
        """Say where the parcel stands by now."""
        service, uuid = self._ctx.service, self._sent.uuid

        def read() -> tuple[Conversation, ServiceInfo | None]:
            return service.conversation(uuid), service.service_info()

        self._work.run(read, lambda found: self._show(*found), lambda _error: None)

    def _show(self, talk: Conversation, info: ServiceInfo | None) -> None:
        self._offline.setVisible(self._ctx.service.online is False)
        self._chip.set_standing(standing(talk.state, talk.status))
        t, now = self._ctx.texts.t, datetime.now().astimezone()
        if talk.number:
            at = talk.expected_at
            known = at is not None and at > now
            when = t("form.expected", at=by(at, now, self._ctx.texts)) if at is not None and known else ""
            self._say("checkc", "ok", "sent", talk.number, when)
        elif info is not None and info.first_response is not None:
            usual = duration(max(_LEAST, info.first_response), self._ctx.texts)
            self._say("clock", "neutral", "queued", "", t("form.queued_expected", usual=usual))

    def _say(self, icon: str, tone: str, key: str, number: str, when: str) -> None:
        theme, t = self._ctx.theme, self._ctx.texts.t
        self._mark.setPixmap(icons.pixmap(icon, theme.color(f"{tone}Text"), MARK_ICON))
        ground = theme.css(f"{tone}Tint")
        self._mark.setStyleSheet(f"background: {ground}; border-radius: {MARK // 2}px")
        self._title.setText(t(f"form.{key}_title", number=number))
        self._text.setText("\n".join(filter(None, (t(f"form.{key}_text", number=number), when))))
        self.edit.setVisible(key == "queued")
        self.open.setText(t("form.queued_open" if key == "queued" else "form.sent_open"))

    def _retry(self) -> None:
        self._work.run(self._ctx.service.retry_now, lambda _: self.refresh(), self._failed)

    def _edit(self) -> None:
        service, uuid = self._ctx.service, self._sent.uuid
        self._work.run(lambda: service.edit_again(uuid), lambda _draft: self.again.emit(), self._failed)

    def _failed(self, error: HelpError) -> None:
        self._notice.say(words.what_to_do(self._ctx.texts, error))
