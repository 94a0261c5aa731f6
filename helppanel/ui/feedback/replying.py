"""Writing, storing and retrying replies to the conversation that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from helppanel.contract.parcel_state import ParcelState
from helppanel.ui.feedback.outcome import goes_into_box
from helppanel.ui.feedback.reply_box import ReplyBox
from helppanel.ui.feedback.reply_drafts import ReplyDrafts, Written
from helppanel.ui.feedback.thread import Thread
from helppanel.ui.report.words import what_to_do
from helppanel.ui.report.work import Work

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.contract.report import Parcel
    from helppanel.report.draft import DraftFile
    from helppanel.service import Conversation, Entry, ReplyFiles
    from helppanel.ui.ports import PageContext

_PAUSE = 500  # ms without a key before the draft is kept


class Replying(QObject):
    """Joins the reply box and the thread with the service; `refresh` is called when a reply was stored."""

    def __init__(self, ctx: PageContext, box: ReplyBox, thread: Thread, refresh: Callable[[], None]) -> None:
        super().__init__(box)
        self._ctx = ctx
        self._box = box
        self._refresh = refresh
        self._drafts = ReplyDrafts(ctx.service)
        self._open: Conversation | None = None
        self._storing: set[UUID] = set()
        self._work = Work(ctx.service, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.keep)
        box.edited.connect(self._pause.start)
        box.attached_changed.connect(self.keep)
        box.send_wanted.connect(self._send)
        box.view_wanted.connect(self._view)
        thread.retry_wanted.connect(self._retry)

    def turn_to(self, conversation: Conversation | None) -> None:
        """Another conversation is open, or the same with news; what is being written stays with its own."""
        before = self._open.uuid if self._open else None
        uuid = conversation.uuid if conversation else None
        if uuid == before:
            self._open = conversation
            return
        self.keep()
        self._open = conversation
        if uuid is None:
            return
        self._box.fill("", ())
        self._box.set_busy(True)
        self._drafts.get(uuid, lambda written: self._fill(uuid, written))

    def keep(self) -> None:
        """Keep what is being written."""
        self._pause.stop()
        if self._open is None or self._box.busy:
            return
        self._drafts.put(self._open.uuid, Written(self._box.text, self._box.files))
        self._drafts.save()

    def _is_open(self, uuid: UUID) -> bool:
        return self._open is not None and self._open.uuid == uuid

    def _fill(self, uuid: UUID, written: Written) -> None:
        if self._is_open(uuid):
            self._box.fill(written.text, written.files, self._drafts.store(uuid))
            self._box.set_busy(uuid in self._storing)

    def _view(self) -> None:
        """Show the parcel that 发送 would make of it."""
        if self._open is None or self._open.number is None:
            return
        service, number = self._ctx.service, self._open.number
        text, files = self._box.text, self._box.files
        self._work.run(lambda: service.prepare_reply(number, text, files), self._show, self._say)

    def _show(self, parcel: Parcel) -> None:
        from helppanel.ui.feedback.reply_preview import ReplyPreview  # few look at it

        total = len(parcel.manifest) + sum(one.size for one in self._box.files)
        ReplyPreview(self._ctx, self._box, parcel, total).open()

    def _send(self) -> None:
        if self._open is None or self._open.number is None:
            return
        self.keep()
        uuid, number = self._open.uuid, self._open.number
        text, files = self._box.text, self._box.files
        self._storing.add(uuid)
        self._box.set_busy(True)
        self._ctx.service.run(
            lambda: self._ctx.service.reply(number, text, files),
            lambda _none: self._stored(uuid),
            lambda error: self._not_stored(uuid, error),
        )

    def _stored(self, uuid: UUID) -> None:
        self._storing.discard(uuid)
        self._drafts.put(uuid, Written())
        self._drafts.save()
        if self._is_open(uuid):
            self._fill(uuid, Written())
        self._refresh()

    def _not_stored(self, uuid: UUID, error: HelpError) -> None:
        self._storing.discard(uuid)
        if self._is_open(uuid):
            self._box.set_busy(False)
            self._say(error)

    def _say(self, error: HelpError) -> None:
        self._box.show_problem(what_to_do(self._ctx.texts, error))

    def _retry(self, entry: Entry) -> None:
        """One that waits is tried at once; one the server will not take goes back to be changed.

        Where there is no box to change it in, `Judging` sees to it.
        """
        service = self._ctx.service
        if entry.state is not ParcelState.REFUSED:
            service.run(service.retry_now, lambda _none: self._refresh(), self._say)
            return
        if self._open is None or self._box.busy or not goes_into_box(self._open, entry):
            return
        self._box.set_busy(True)
        uuid, store = self._open.uuid, self._drafts.store(self._open.uuid)
        self._work.run(
            lambda: _taken_back(entry, store),
            lambda files: self._take_back(uuid, entry, files),
            lambda error: self._not_stored(uuid, error),
        )

    def _take_back(self, uuid: UUID, entry: Entry, files: tuple[DraftFile, ...]) -> None:
        """First into the box, then out of the outbox: the words are always in one of the two."""
        service = self._ctx.service
        if not self._is_open(uuid):
            return  # nothing has been changed
        text = "\n\n".join(part for part in (self._box.text.strip(), entry.text) if part)
        written = Written(text, (*self._box.files, *files))
        self._box.set_busy(False)
        self._fill(uuid, written)
        self.keep()
        self._box.focus_text()
        if len(files) < len(entry.attachments) - len(entry.withdrawn):
            self._box.show_problem(self._ctx.texts.t("feedback.attach_again"))
        service.run(lambda: service.discard(entry.uuid), lambda _none: self._refresh(), self._say)


def _taken_back(entry: Entry, store: ReplyFiles) -> tuple[DraftFile, ...]:
    """Copies of what the reply had, as far as it is still here. For a worker; raises as `ReplyFiles`."""
    wanted = [one for one in entry.attachments if one.sha256 not in entry.withdrawn]
    return tuple(store.take_back(one, entry.files[one.sha256]) for one in wanted if one.sha256 in entry.files)
