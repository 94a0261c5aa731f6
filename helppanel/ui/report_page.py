"""反馈: the form in which a problem, a suggestion or a question is written and sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.report import check
from helppanel.report.draft import Draft
from helppanel.ui import addresses
from helppanel.ui.capture.taken import Picture
from helppanel.ui.report import summary, tabbing
from helppanel.ui.report.arrivals import Arrivals
from helppanel.ui.report.footer import KEYS, Footer
from helppanel.ui.report.form import Form
from helppanel.ui.report.keeper import Keeper
from helppanel.ui.report.messages import Messages
from helppanel.ui.report.opening import Opening, blank, worth_keeping
from helppanel.ui.report.policy_notice import PolicyNotice
from helppanel.ui.report.preview import Preview
from helppanel.ui.report.queued import Queued, Sent
from helppanel.ui.report.saved_mark import SavedMark
from helppanel.ui.report.sending import Sending
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.page import Page, page_header, scrolled

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

TWO_COLUMNS = 736  # px; the least width that has room for them in every language
FIELD_PROBLEMS = {Problem.TEXT_EMPTY, Problem.TEXT_TOO_LONG, Problem.EMAIL_INVALID}
FILE_PROBLEMS = {Problem.FILE_TOO_LARGE, Problem.FILE_UNREADABLE, Problem.REPORT_TOO_LARGE}


class ReportPage(Page):
    """The address may name the kind and carry what was searched and read: `problem?q=…&article=…`."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(ctx, "report", ctx.texts.t("report.title"))
        self._work = Work(ctx.service, self)
        self._underway = 0
        self._away = False
        self._queued: Queued | None = None
        self._look: tuple[bool, bool] | None = None
        self._form = Form(ctx, self._work, self)
        self._saved = SavedMark(ctx)
        self._footer = Footer(ctx)
        self._messages = Messages(ctx, self._form)
        self._keeper = Keeper(ctx.service, self._work, self._to_keep, self)
        self._opening = Opening(ctx, self._work, self._form, self._keeper, self._messages)
        self._sending = Sending(ctx, self._work, self)
        Arrivals(self, self._form, ctx.service.policy)
        self._area = scrolled(self._form)
        self._header = page_header(ctx.texts.t("report.title"), self._saved)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._area, 1)
        column.addWidget(self._footer)
        self._tabs = QTimer(self)
        self._tabs.setSingleShot(True)
        self._tabs.timeout.connect(lambda: tabbing.chain(self._messages.stops() + self._stops()))
        self._connect()
        self._holder: QVBoxLayout | None = None
        self._off = None if ctx.service.policy.form else self._switched_off(column)
        self.set_narrow(False)

    def _switched_off(self, column: QVBoxLayout) -> PolicyNotice:
        """The notice alone, in place of a form that the administrator does not allow."""
        self._area.hide()
        self._footer.hide()
        notice = PolicyNotice(self.ctx)
        holder = self._holder = QVBoxLayout()
        holder.addWidget(notice)
        holder.addStretch(1)
        column.addLayout(holder, 1)
        return notice

    def _connect(self) -> None:
        form, footer, sending = self._form, self._footer, self._sending
        form.changed.connect(self._changed)
        self._opening.done.connect(self._changed)
        form.busy.connect(self._busy)
        appeared = (
            form.suggestions.appeared,
            form.known.appeared,
            form.private.appeared,
            form.checks.appeared,
        )
        for moved in (*appeared, form.extra.stops_changed):
            moved.connect(self._tabs.start)
        form.outgoing.weighed.connect(self._weighed)
        form.outgoing.view_wanted.connect(self._view)
        for fold in form.folds.values():
            fold.folded.connect(self._tabs.start)
        self._messages.shown.connect(self._tabs.start)
        self._messages.discarded.connect(self._discard)
        self._messages.save_again.connect(self._keeper.flush)
        self._messages.send_again.connect(self._send)
        self._messages.go_to.connect(self._area.ensureWidgetVisible)
        self._keeper.saved.connect(self._kept)
        self._keeper.failed.connect(self._messages.save_failed)
        footer.saved.connect(self._save)
        footer.sent.connect(self._send)
        footer.progress.cancelled.connect(sending.cancel)
        footer.progress.away.connect(self._go_away)
        sending.started.connect(self._started)
        sending.stored.connect(self._stored)
        sending.cancelled.connect(self._stopped)
        sending.failed.connect(self._refused)
        for keys in (KEYS, QKeySequence("Ctrl+Enter")):  # the second is the number pad's
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(footer.send.click)

    # the frame

    @property
    def is_at_work(self) -> bool:
        """Whether a picture or a file is on its way into the form."""
        return self._underway > 0

    def show_address(self, rest: str) -> None:
        """Open the form; what an earlier visit left in it stays."""
        if self._off is not None:
            return
        self._write()
        kind, carried = addresses.split(rest)
        self._opening.begin(kind.lstrip(":"), carried)

    def set_pictures(self, pictures: list[Picture], source: str) -> None:
        """Attach pictures taken before the panel covered the host; `source` is `window` or `screen`."""
        if self._off is None:
            self._opening.keep(pictures, source)

    def set_narrow(self, narrow: bool) -> None:
        """One column or two."""
        super().set_narrow(narrow)
        self._header.setVisible(not narrow)
        self._footer.set_narrow(narrow)
        self._messages.set_narrow(narrow)
        if self._queued is not None:
            self._queued.set_narrow(narrow)
        if self._holder is not None:
            self._holder.setContentsMargins(*((16, 16, 16, 16) if narrow else (24, 4, 24, 24)))
        self._show_summary()
        self._adapt()

    def _adapt(self) -> None:
        """One column also where a frame that is not narrow leaves too little beside the rail."""
        look = (self.narrow or self.width() < TWO_COLUMNS, not self.narrow)
        if look != self._look:
            self._look = look
            self._form.set_narrow(look[0], under_title=look[1])
            self._tabs.start()

    def first_focus(self) -> QWidget | None:
        """The description."""
        if self._off is not None:
            return next(iter(self._off.stops()), None)
        if self._queued is not None:
            return self._queued.open
        return self._form.description.editor

    def _stops(self) -> list[QWidget]:
        return [*self._form.stops(), *self._footer.stops()]

    # while it is written

    def _changed(self) -> None:
        self._show_summary()
        self._keeper.touch()
        self._messages.recheck(check.fields(self._form.draft, self._opening.limits))
        self._tabs.start()

    def _weighed(self) -> None:
        self._show_summary()
        self._tabs.start()

    def _show_summary(self) -> None:
        summary.show(self.ctx.texts, self._form, self._footer, narrow=self.narrow)

    def _busy(self, on: bool) -> None:
        self._underway += 1 if on else -1
        self._footer.set_busy(self.is_at_work)
        if not self.is_at_work:
            self.rested.emit()

    def _to_keep(self) -> Draft | None:
        """What a crash must not take: a picture taken by itself is not worth coming back for."""
        if not self._opening.is_done:
            return self._keeper.kept
        draft = self._form.draft
        if worth_keeping(draft) or (self._keeper.kept is not None and self._form.screenshots.has_pictures):
            return draft
        return None

    def _kept(self) -> None:
        self._saved.show_saved()
        self._messages.save_worked()

    def _save(self) -> None:
        def said() -> None:
            if self._keeper.kept is not None:
                self.ctx.toast(self.ctx.texts.t("report.draft_kept"))

        self._keeper.flush(said)

    def _discard(self) -> None:
        def discarded(_: None) -> None:
            self._blank()
            self.ctx.toast(self.ctx.texts.t("report.draft_discarded"))

        discard = self.ctx.service.discard_draft

        def then() -> None:
            self._work.run(discard, discarded, self._messages.save_failed)

        self._keeper.flush(then)

    def _blank(self) -> None:
        kind = self._form.kind.value
        self._form.show_draft(blank(self.ctx.config))
        self._form.set_kind(kind)
        self._keeper.forget()
        self._sending.forget()
        self._messages.clear()
        self._saved.clear()
        self._show_summary()
        self._form.description.editor.setFocus()

    # view and send

    def _view(self) -> None:
        if not self._sending.under_way:
            self._sending.prepare(self._form.draft, self._opening.collecting.facts, self._open_preview)

    def _open_preview(self, parcel: Parcel, total: int) -> None:
        self._stopped()
        Preview(self.ctx, self, parcel, total).open()

    def _send(self) -> None:
        if self._sending.under_way or self._refuse():
            return
        self._form.setEnabled(False)
        self._away = False
        facts, save = self._opening.collecting.facts, self._keeper.hold()
        self._sending.send(self._form.draft, facts, save, self._opening.limits)

    def _refuse(self) -> bool:
        """Show what is still to be corrected, if anything is."""
        problems = list(check.fields(self._form.draft, self._opening.limits))
        self._messages.problems(problems)
        return bool(problems)

    def _started(self, sending: bool) -> None:
        self._footer.show_progress(self._sending.stage, sending=sending)

    def _stopped(self) -> None:
        self._form.setEnabled(True)
        self._footer.end_progress()
        self._keeper.release()

    def _go_away(self) -> None:
        """The user has other things to do; it goes on, and they hear of it."""
        self._away = True
        self.ctx.open("feedback")

    def _stored(self, sent: Sent) -> None:
        away = self._away or not self.isVisible()
        self._form.setEnabled(True)
        self._blank()
        self._stopped()
        if away:
            self.ctx.toast(self.ctx.texts.t("form.background_stored"))
        else:
            self._follow(sent)

    def _follow(self, sent: Sent) -> None:
        """Where the server cannot be reached the form says what becomes of it; else 我的反馈 does."""
        if self.ctx.service.online is not False:
            self.ctx.open(f"feedback:{sent.uuid}")
            return
        queued = self._queued = Queued(self.ctx, sent)
        queued.set_narrow(self.narrow)
        queued.again.connect(self._edit_again)
        queued.another.connect(self._write)
        self._area.hide()
        self._footer.hide()
        self._saved.clear()
        self._column.addWidget(queued, 1)
        tabbing.chain(queued.stops())
        queued.open.setFocus()

    def _write(self) -> None:
        """The form again."""
        if self._queued is not None:
            self._queued.hide()
            self._queued.deleteLater()
            self._queued = None
            self._area.show()
            self._footer.show()
            self._form.description.editor.setFocus()

    def _edit_again(self) -> None:
        self._write()
        self._opening.begin("", {})

    def refresh(self) -> None:
        """Where the last one stands."""
        if self._queued is not None:
            self._queued.refresh()

    def _refused(self, error: HelpError) -> None:
        self._stopped()
        if self._away:
            self._away = False
            self.ctx.open("report")  # what was not sent must not go unnoticed
        if error.code in FIELD_PROBLEMS:
            self._messages.problems([error])
        elif error.code in FILE_PROBLEMS and self.ctx.service.policy.files:
            form = self._form
            form.file_fold.set_open(True)
            form.attachments.say(error)
            form.attachments.way_out.offer(error, form.draft.files, form.remove_file, self._view)
            self._tabs.start()
            # once there is room for the words
            QTimer.singleShot(0, form, partial(self._area.ensureWidgetVisible, form.attachments.way_out))
        else:
            self._messages.send_failed(error)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt to the width."""
        super().resizeEvent(event)
        self._adapt()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the page, closing the panel: nothing written may be lost."""
        super().hideEvent(event)
        self._keeper.flush()
