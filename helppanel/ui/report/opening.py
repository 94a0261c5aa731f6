"""What the form begins with: the draft that was being written, the facts, the limits."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError
from helppanel.report.clean import says_something
from helppanel.report.draft import Draft
from helppanel.support.presence import answered_by
from helppanel.ui.capture.taken import Picture
from helppanel.ui.report import words
from helppanel.ui.report.collecting import Collecting
from helppanel.ui.report.form import KINDS, Form
from helppanel.ui.report.keeper import Keeper
from helppanel.ui.report.messages import Messages

if TYPE_CHECKING:
    from helppanel.config import HelpConfig
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work


class Opening(QObject):
    """Until the draft has been read nothing can be typed and pictures wait.

    Signals:
        done(): the form holds what it begins with, or more of it.
    """

    done = Signal()

    def __init__(self, ctx: PageContext, work: Work, form: Form, keeper: Keeper, messages: Messages) -> None:
        super().__init__(form)
        self._ctx, self._work, self._form = ctx, work, form
        self._keeper, self._messages = keeper, messages
        self._waiting: list[tuple[list[Picture], str, bool]] = []
        self._asked_for = False
        self.collecting = Collecting(ctx, work, form.outgoing)
        self.limits = Limits()
        self.is_done = False

    def begin(self, kind: str, carried: dict[str, str]) -> None:
        """Read everything. `kind` "" leaves the kind; `carried` is the search (`q`) and the `article` before.

        It may name the `known` issue that the user has too, with its `title`.

        It also says whether the user asked for the picture that follows (`capture`), and which words go into
        the form (`text`).

        What an earlier visit left in the form stays, unless another draft has taken its place on disk.
        """
        self._asked_for = "capture" in carried
        self._form.checks.begin()
        self.collecting.begin(self.done.emit)
        self._work.run(self._read_service, self._tell_service, lambda _: None)
        self._keeper.flush(partial(self._load, kind, carried))

    def keep(self, pictures: list[Picture], source: str) -> None:
        """Attach pictures taken before the panel opened; while a report is sent, to the next one."""
        automatic = source == "window" and not self._asked_for
        if self.is_done and self._form.isEnabled():
            self._form.screenshots.keep(pictures, source, automatic=automatic)
        else:
            self._waiting.append((pictures, source, automatic))

    def _read_service(self) -> tuple[Limits, datetime | None]:
        """The limits, and when the first answer can be expected."""
        info, now = self._ctx.service.service_info(), datetime.now().astimezone()
        if info is None:
            return Limits(), None
        try:
            return info.limits, answered_by(info, now)
        except HelpError:  # an unknown time zone
            return info.limits, None

    def _tell_service(self, told: tuple[Limits, datetime | None]) -> None:
        self.limits, expected = told
        self._form.description.set_limit(self.limits.text)
        self._form.show_expected(expected)

    def _load(self, kind: str, carried: dict[str, str]) -> None:
        done, failed = partial(self._read, kind, carried), partial(self._unread, kind, carried)
        self._work.run(self._ctx.service.load_draft, done, failed)

    def _read(self, kind: str, carried: dict[str, str], draft: Draft | None) -> None:
        plain = None if draft is None else _plain(draft)
        if draft is not None and plain is not None and plain != self._keeper.kept and worth_keeping(plain):
            self._form.show_draft(plain)
            self._form.screenshots.decline()
            self._keeper.forget(self._form.draft)
            now = datetime.now().astimezone()
            self._messages.restored(words.restored(self._ctx.texts, draft.saved_at, now))
        elif not self.is_done:
            self._form.show_draft(blank(self._ctx.config))
        self._fill(kind, carried)

    def _unread(self, kind: str, carried: dict[str, str], error: HelpError) -> None:
        self._messages.unread(error)
        self._fill(kind, carried)

    def _fill(self, kind: str, carried: dict[str, str]) -> None:
        self._form.lead_here(carried.get("q"), carried.get("article"))
        if kind in KINDS:
            self._form.set_kind(kind)
        if carried.get("known"):
            self._form.join(carried["known"], carried.get("title", ""))
        if carried.get("text"):
            self._form.add_words(carried["text"])
        self._form.description.open()
        self.is_done = True
        for pictures, source, automatic in self._waiting:
            self._form.screenshots.keep(pictures, source, automatic=automatic)
        self._waiting = []
        if self._form.kind.value == "problem" and self._form.isEnabled():
            self._form.screenshots.take_by_itself()
        self.done.emit()


def worth_keeping(draft: Draft) -> bool:
    """Whether the user put anything into it: a picture that was taken by itself does not count."""
    written = (draft.text, draft.error_code, draft.tried)
    return any(map(says_something, written)) or not all(file.automatic for file in draft.files)


def _plain(draft: Draft) -> Draft:
    """What the form shows of it."""
    return msgspec.structs.replace(draft, uuid=None, replaces=None, saved_at=None)


def blank(config: HelpConfig) -> Draft:
    """A draft with what the host knows of its user, who sees it and may change it."""
    return Draft(email=config.email, account=config.account)
