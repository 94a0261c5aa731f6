"""The right side of 我的反馈: one conversation, or what stands where it would be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.ui.feedback import rows
from helppanel.ui.feedback.delivery_words import next_try
from helppanel.ui.feedback.detail_header import DetailHeader
from helppanel.ui.feedback.outcome import Outcome, takes_replies
from helppanel.ui.feedback.reply_box import ReplyBox
from helppanel.ui.feedback.thread import Thread
from helppanel.ui.feedback.waiting import Waiting
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import scrolled
from helppanel.ui.widgets.push_header import PushHeader

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext


class Detail(QWidget):
    """Shows a conversation. Its public parts carry the signals."""

    def __init__(self, ctx: PageContext, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._ctx = ctx
        t = ctx.texts.t
        self.push_header = PushHeader(ctx.theme, t("feedback.detail_title"), t("feedback.back"))
        self.thread_view = Thread(ctx)
        self.waiting = Waiting(ctx, now)
        self.reply = ReplyBox(ctx)
        self.outcome = Outcome(ctx)
        self.thread_view.retry_wanted.connect(self.outcome.edit_wanted)
        self.outcome.left.connect(self.thread_view.setFocus)
        self._header = DetailHeader(ctx)
        self._banner_room = QVBoxLayout()
        self._banner: Banner | None = None
        self._banner_text = ""
        self._choose = label(t("feedback.choose"), "body", "text3", wrap=True)
        self._choose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        talk = QWidget()
        inner = QVBoxLayout(talk)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(self._banner_room)
        inner.addWidget(self.thread_view, 1)
        inner.addWidget(self.outcome)
        inner.addWidget(self.reply)
        self._stack = QStackedWidget()
        self._waiting_area = scrolled(self.waiting)
        for widget in (self._choose, self._waiting_area, talk):
            self._stack.addWidget(widget)
        self._talk = talk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.push_header)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        self._narrow = False
        self.set_narrow(False)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No conversation is chosen."""
        self._header.hide()
        self._stack.setCurrentWidget(self._choose)

    def show_conversation(self, conversation: Conversation, now: datetime) -> None:
        """Show it; the thread's place and the typed reply stay if it is the one that was shown."""
        self._header.show_conversation(conversation, now)
        self._header.show()
        status = rows.status_of(conversation)
        if status is None:
            self.waiting.show_conversation(conversation)
            self._stack.setCurrentWidget(self._waiting_area)
            return
        self._show_banner(conversation, now)
        self.thread_view.show_conversation(conversation, now)
        self.outcome.show_conversation(conversation, now)
        self.reply.setVisible(takes_replies(conversation))
        self._stack.setCurrentWidget(self._talk)

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: pushed over the list, with a way back."""
        self._narrow = narrow
        self.push_header.setVisible(narrow)
        self._header.set_narrow(narrow)
        self.thread_view.set_narrow(narrow)
        self.outcome.set_narrow(narrow)
        self.reply.set_narrow(narrow)
        self._place_banner()

    def _show_banner(self, conversation: Conversation, now: datetime) -> None:
        """After the receipt: attachments that are still under way, or that the server would not take."""
        texts = self._ctx.texts
        level, words, detail, action = "info", "", "", ""
        if conversation.uploading and conversation.state is ParcelState.REFUSED:
            problem = conversation.problem or Problem.BUG
            level, words = "err", texts.t("feedback.upload_refused")
            detail = texts.t(
                "feedback.sentences", one=texts.problem(problem), two=texts.t("feedback.upload_ways")
            )
        elif conversation.uploading:
            words = texts.t("feedback.uploading")
            if conversation.next_try is not None:
                words, action = texts.t("feedback.upload_paused"), texts.t("feedback.reply_retry")
                when = next_try(conversation.next_try, now, texts)
                why = "" if conversation.problem is None else texts.problem(conversation.problem)
                detail = texts.t("feedback.sentences", one=why, two=when) if why else when
        if f"{level}{words}{detail}" == self._banner_text:
            return
        self._banner_text = f"{level}{words}{detail}"
        if self._banner is not None:
            self._banner_room.removeWidget(self._banner)
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        if words:
            self._banner = Banner(self._ctx.theme, level, words, detail=detail, action=action)
            self._banner.acted.connect(lambda: self._ctx.service.run(self._ctx.service.retry_now))
            self._banner.setObjectName("upload_banner")
            self._banner_room.addWidget(self._banner)
        self._place_banner()

    def _place_banner(self) -> None:
        side = 16 if self._narrow else 20
        room = (side, 12, side, 12) if self._banner is not None else (0, 0, 0, 0)
        self._banner_room.setContentsMargins(*room)
        if self._banner is not None:
            self._banner.set_narrow(self._narrow)
