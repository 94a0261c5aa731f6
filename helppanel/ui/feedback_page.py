"""我的反馈: the list of conversations and the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.ui.addresses import split
from helppanel.ui.feedback.attending import Attending
from helppanel.ui.feedback.detail import Detail
from helppanel.ui.feedback.judging import Judging
from helppanel.ui.feedback.list_pane import ListPane
from helppanel.ui.feedback.replying import Replying
from helppanel.ui.feedback.waiting_acts import WaitingActs
from helppanel.ui.feedback.waiting_ways import WaitingWays
from helppanel.ui.local_time import local_now
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.empty_state import EmptyState
from helppanel.ui.widgets.labels import line
from helppanel.ui.widgets.page import Page, page_header
from helppanel.ui.widgets.skeleton import SkeletonRows

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext


_TWO_COLUMNS = 640  # px
_HYSTERESIS = 8


class FeedbackPage(Page):
    """Wide: list and conversation side by side. Narrow: the list, and the conversation pushed over it."""

    def __init__(self, ctx: PageContext, now: Callable[[], datetime] = local_now) -> None:
        super().__init__(ctx, "feedback", ctx.texts.t("feedback.title"))
        self._now = now
        self._all: tuple[Conversation, ...] | None = None
        self._open: UUID | None = None
        self._pushed = False
        self._answering = False
        self._reading = False
        self._stale = True
        self._single = True
        self._pane = ListPane(ctx, now)
        self._pane.moved.connect(self._move_to)
        self._pane.opened.connect(self._push)
        self._detail = Detail(ctx, now)
        self._detail.push_header.back.connect(self.go_back)
        self._detail.reply.attached.busy.connect(lambda on: None if on else self.rested.emit())
        self._replying = Replying(ctx, self._detail.reply, self._detail.thread_view, self.refresh)
        self._judging = Judging(ctx, self._detail.outcome, self.refresh)
        self._detail.outcome.merged.opened.connect(self._open_number)
        self._acts = WaitingActs(ctx, self._detail.waiting, self.refresh)
        self._ways = WaitingWays(ctx, self._detail.waiting, self.refresh)
        self._attending = Attending(self, ctx.service, self.refresh)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._window_came)
        self._line = line(vertical=True)
        self._failure: Banner | None = None
        self._talks = QWidget()
        row = QHBoxLayout(self._talks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._pane)
        row.addWidget(self._line)
        row.addWidget(self._detail, 1)
        self._empty = self._empty_state()
        self._skeleton = SkeletonRows(ctx.theme, rows=6, row_height=ctx.theme.px("control.feedbackRow"))
        self._skeleton.setAccessibleName(ctx.texts.t("feedback.loading"))
        self._stack = QStackedWidget()
        for widget in (self._skeleton, self._empty, self._talks):
            self._stack.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self._set_single(True)  # claims no more room until it has been given some

    # the frame

    @property
    def is_at_work(self) -> bool:
        """Whether a picture or a file is on its way into a reply."""
        return self._detail.reply.attached.is_busy

    def show_address(self, rest: str) -> None:
        """`:UUID` or `UUID` opens one conversation, "" the list. An unknown one opens once it is there.

        `?reply=1` puts the keyboard into its reply box.
        """
        place, carried = split(rest)
        self._answering = "reply" in carried
        try:
            uuid = UUID(place.lstrip(":"))
        except ValueError:
            self._pushed = False
            self._arrange()
            return
        self._push(uuid)

    def refresh(self) -> None:
        """Read list and conversation again; off screen, when the page is shown next."""
        if not self.isVisible() or self._reading:
            self._stale = True
            return
        self._stale = False
        self._reading = True
        self.ctx.service.run(self._read, self._show_all, self._fail)

    def show_progress(self) -> None:
        """Files are on their way."""
        self._detail.thread_view.show_progress()
        self._pane.list_view.viewport().update()

    def set_narrow(self, narrow: bool) -> None:
        """The frame is narrow; one column follows from it."""
        super().set_narrow(narrow)
        self._adapt()

    def first_focus(self) -> QWidget | None:
        """The list, or the way back to it."""
        return self._pane.list_view if self._pane.isVisible() else self._detail.push_header.arrow

    def go_back(self) -> bool:
        """From the pushed conversation to the list."""
        if not (self._single and self._pushed):
            return False
        self._pushed = False
        self._replying.keep()
        self._arrange()
        self._pane.list_view.setFocus()
        return True

    def _adapt(self) -> None:
        """One column or two: beside the rail, a frame that is not narrow may still lack room for two."""
        single = self.narrow or self.width() < _TWO_COLUMNS + (_HYSTERESIS if self._single else 0)
        if single is not self._single:
            self._set_single(single)

    def _set_single(self, single: bool) -> None:
        self._single = single
        self._pane.set_narrow(single)
        self._detail.set_narrow(single)
        self._arrange()

    # what is shown

    def _read(self) -> tuple[tuple[Conversation, ...], datetime | None]:
        service = self.ctx.service
        return service.conversations(), service.synced_at()

    def _show_all(self, read: tuple[tuple[Conversation, ...], datetime | None]) -> None:
        conversations, synced = read
        self._reading = False
        self._all = conversations
        if self._failure is not None:
            self._failure.hide()
        self._choose_one()
        self._pane.show_all(conversations, self._open, synced)
        self._stack.setCurrentWidget(self._talks if conversations else self._empty)
        self._show_open()
        if self._stale:
            self.refresh()

    def _fail(self, error: HelpError) -> None:
        self._reading = False
        if self._failure is not None:
            self._column.removeWidget(self._failure)
            self._failure.deleteLater()
        t = self.ctx.texts.t
        words = t("feedback.failed", problem=self.ctx.texts.problem(error))
        self._failure = Banner(self.ctx.theme, "err", words, action=t("feedback.retry"))
        self._failure.setObjectName("feedback_failure")
        self._failure.acted.connect(self.refresh)
        self._column.insertWidget(0, self._failure)

    def _choose_one(self) -> None:
        """What was open stays so; wide, something is always open."""
        shown = self._all or ()
        if self._open is not None and (self._pushed or any(one.uuid == self._open for one in shown)):
            return
        self._open = shown[0].uuid if shown and not self._single else None

    def _conversation(self) -> Conversation | None:
        return next((one for one in self._all or () if one.uuid == self._open), None)

    def _show_open(self) -> None:
        conversation = self._conversation()
        if conversation is None:
            self._detail.show_nothing()
        else:
            self._detail.outcome.merged.set_here(self._numbered(conversation.merged_into) is not None)
            self._detail.show_conversation(conversation, self._now())
        self._replying.turn_to(conversation)
        self._judging.turn_to(conversation)
        self._acts.turn_to(conversation)
        self._ways.turn_to(conversation)
        self._arrange()
        if self._answering and conversation is not None:
            self._answering = False
            QTimer.singleShot(0, self, self._detail.reply.focus_text)  # after the frame has put it elsewhere

    def _numbered(self, number: str) -> Conversation | None:
        return next((one for one in self._all or () if number and one.number == number), None)

    def _open_number(self, number: str) -> None:
        other = self._numbered(number)
        if other is not None:
            self._push(other.uuid)

    def _move_to(self, uuid: UUID) -> None:
        if not self._single:
            self._open = uuid
            self._show_open()

    def _push(self, uuid: UUID) -> None:
        self._open = uuid
        self._pushed = True
        self._pane.choose(uuid)
        self._show_open()

    def _arrange(self) -> None:
        beside = not self._single
        over = self._pushed and self._conversation() is not None
        shown = ((self._pane, beside or not over), (self._line, beside), (self._detail, beside or over))
        # what leaves goes first: both at once would push the dock wider, and it would stay so
        for widget, visible in sorted(shown, key=lambda pair: pair[1]):
            widget.setVisible(visible)
        self._attending.look_at(self._conversation() if beside or over else None)

    def _empty_state(self) -> QWidget:
        t = self.ctx.texts.t
        suggest = plain_button(self.ctx.theme, t("feedback.suggest"), "bulb")
        suggest.setObjectName("empty_suggest")
        suggest.clicked.connect(lambda: self.ctx.open("report:suggestion"))
        report = primary_button(self.ctx.theme, t("feedback.report"), "bug")
        report.setObjectName("empty_report")
        report.clicked.connect(lambda: self.ctx.open("report:problem"))
        state = EmptyState(
            self.ctx.theme, "check", t("feedback.empty_title"), t("feedback.empty_text"), (suggest, report)
        )
        state.setObjectName("feedback_empty")
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page_header(t("feedback.title")))
        column.addWidget(state, 1)
        return whole

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt to the width."""
        super().resizeEvent(event)
        self._adapt()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
        # later: the frame says what it is itself once all in it is shown
        QTimer.singleShot(0, self, self._attending.tell)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the reply that is being written."""
        super().hideEvent(event)
        self._replying.keep()

    def _window_came(self, window: QWindow | None) -> None:
        """Another window has the keyboard; when it is the panel's, somebody looks at the conversation."""
        if window is not None:
            self._attending.see()
