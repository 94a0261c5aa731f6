"""What the user can do with a report that has no receipt yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from helppanel.ui.feedback.waiting import Waiting

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext


class WaitingActs(QObject):
    """Joins `waiting` with the service; `refresh` is called when something was done."""

    def __init__(self, ctx: PageContext, waiting: Waiting, refresh: Callable[[], None]) -> None:
        super().__init__(waiting)
        self._ctx = ctx
        self._waiting = waiting
        self._refresh = refresh
        self._uuid: UUID | None = None
        waiting.send_wanted.connect(self._send)
        waiting.edit_wanted.connect(self._edit)
        waiting.discard_wanted.connect(self._discard)

    def turn_to(self, conversation: Conversation | None) -> None:
        """This conversation is open now."""
        uuid = conversation.uuid if conversation else None
        if uuid != self._uuid:
            self._uuid = uuid
            self._waiting.reset()

    def _send(self) -> None:
        service = self._ctx.service
        service.run(service.retry_now, lambda _none: self._refresh(), self._say)

    def _edit(self) -> None:
        service, uuid = self._ctx.service, self._uuid
        if uuid is None:
            return

        def take_back() -> bool:
            draft = service.load_draft()
            if (
                draft is not None
                and draft.replaces != uuid
                and (draft.text.strip() or any(file.source == "file" for file in draft.files))
            ):
                return False  # there is one draft: this one would take the place of what is being written
            service.edit_again(uuid)
            return True

        service.run(take_back, self._edit_or_wait, self._say)

    def _edit_or_wait(self, taken: bool) -> None:
        if taken:
            self._ctx.open("report")
        else:
            self._waiting.show_failure(self._ctx.texts.t("feedback.draft_first"))

    def _discard(self) -> None:
        service, uuid = self._ctx.service, self._uuid
        if uuid is not None:
            service.run(lambda: service.discard(uuid), lambda _none: self._refresh(), self._say)

    def _say(self, error: HelpError) -> None:
        texts = self._ctx.texts
        self._waiting.show_failure(f"{texts.problem(error)} {texts.next_step(error.code)}".strip())
