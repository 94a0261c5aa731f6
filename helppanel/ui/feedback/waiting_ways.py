"""The ways round a delivery that fails: a file, an e-mail, what mends the problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from helppanel.contract.problems import HelpError
from helppanel.ui.feedback.cures import Cure, cure
from helppanel.ui.feedback.delivery_words import problem_of
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.mailing import address_of, write_mail
from helppanel.ui.feedback.waiting import Waiting
from helppanel.ui.report.readable import breakable
from helppanel.ui.report.save_dialog import ask_where
from helppanel.ui.report.words import of_saving, what_to_do
from helppanel.ui.report.work import Work

if TYPE_CHECKING:
    from helppanel.contract.service_info import ServiceInfo
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext


class WaitingWays(QObject):
    """Joins `waiting` with the service; `refresh` is called when something was done."""

    def __init__(self, ctx: PageContext, waiting: Waiting, refresh: Callable[[], None]) -> None:
        super().__init__(waiting)
        self._ctx, self._waiting, self._refresh = ctx, waiting, refresh
        self._work = Work(ctx.service, waiting)
        self._shown: Conversation | None = None
        self._address = ""
        self._cure: Cure | None = None
        waiting.save_wanted.connect(lambda: self._ask(self._save))
        waiting.mail_wanted.connect(lambda: self._ask(self._mail))
        waiting.import_wanted.connect(self._choose_answers)
        waiting.cure_wanted.connect(self._mend)

    def turn_to(self, conversation: Conversation | None) -> None:
        """This conversation is open now, or stands elsewhere."""
        before, self._shown = self._shown, conversation
        if conversation is None or conversation.number is not None:
            return
        if before is None or (before.uuid, before.problem) != (conversation.uuid, conversation.problem):
            self._cure = None
        service = self._ctx.service
        self._work.run(service.service_info, lambda info: self._offer(conversation, info), self._know_nothing)

    def _know_nothing(self, _error: HelpError) -> None:
        if self._shown is not None:
            self._offer(self._shown, None)

    def _offer(self, conversation: Conversation, info: ServiceInfo | None) -> None:
        if self._shown is not conversation:
            return
        self._address = address_of(self._ctx, info)
        self._cure = cure(problem_of(conversation), self._ctx, info)
        label = "" if self._cure is None else self._ctx.texts.t(self._cure.label)
        self._waiting.offer(mail=bool(self._address), cure=label)

    def _ask(self, then: Callable[[Conversation, Path], None]) -> None:
        shown = self._shown
        if shown is not None:
            ask_where(self._ctx, self._waiting, "parcel_save_dialog", lambda path: then(shown, path))

    def _save(self, conversation: Conversation, path: Path) -> None:
        said = self._ctx.texts.t("feedback.saved", path=breakable(str(path)))
        self._keep(conversation, path, lambda: self._waiting.show_outcome(said))

    def _mail(self, conversation: Conversation, path: Path) -> None:
        """A link carries words only: the file is saved first, and attached by hand."""
        self._keep(conversation, path, lambda: self._write(conversation, path))

    def _keep(self, conversation: Conversation, path: Path, then: Callable[[], None]) -> None:
        service, texts = self._ctx.service, self._ctx.texts

        def done(_none: None) -> None:
            then()
            self._refresh()

        def failed(error: HelpError) -> None:
            self._waiting.show_failure(texts.t("form.save_failed", problem=of_saving(texts, error)))

        self._work.run(lambda: service.save_parcel(conversation.uuid, path), done, failed)

    def _write(self, conversation: Conversation, path: Path) -> None:
        text = conversation.entries[0].text if conversation.entries else one_line(conversation.title)
        said = write_mail(self._ctx, self._address, conversation.title, text, path)
        self._waiting.show_outcome(said)

    def _choose_answers(self) -> None:
        t = self._ctx.texts.t
        dialog = QFileDialog(self._waiting, t("feedback.import_title"))
        dialog.setObjectName("answers_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(f"{t('feedback.import_kind')} (*.zip)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._import(Path(path)))
        dialog.open()

    def _import(self, path: Path) -> None:
        service = self._ctx.service

        def done(_kept: object) -> None:
            self._ctx.toast(self._ctx.texts.t("feedback.imported"))
            self._refresh()

        self._work.run(lambda: service.import_answers(path), done, self._say)

    def _mend(self) -> None:
        if self._cure is not None and not self._cure.do():
            self._waiting.show_failure(self._ctx.texts.t("feedback.cure_failed", address=self._cure.address))

    def _say(self, error: HelpError) -> None:
        self._waiting.show_failure(what_to_do(self._ctx.texts, error))
