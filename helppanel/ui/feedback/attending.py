"""Tells the service what is being looked at, and what has been read by that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from helppanel.ui.ports import Attention

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.service import Conversation
    from helppanel.ui.ports import PanelService


class Attending:
    """Watches for `page`; `refresh` is called when something became read."""

    def __init__(self, page: QWidget, service: PanelService, refresh: Callable[[], None]) -> None:
        self._page = page
        self._service = service
        self._refresh = refresh
        self._shown: Conversation | None = None
        self._marking: UUID | None = None

    def look_at(self, conversation: Conversation | None) -> None:
        """This conversation is on the page now."""
        self._shown = conversation
        self.tell()

    def tell(self) -> None:
        """Tell the service what is on screen, and mark as read what the user sees."""
        if not self._page.isVisible():
            return  # who takes this page off the screen says what is there instead
        # told again even if nothing changed: the frame speaks in between
        self._service.attend(Attention.VISIBLE if self._shown is None else Attention.CONVERSATION)
        self.see()

    def see(self) -> None:
        """Mark as read what is in front of the user."""
        seen = self._shown
        if seen is None or not seen.unread or self._marking == seen.uuid:
            return
        if not self._page.isVisible() or not self._page.isActiveWindow() or self._page.window().isMinimized():
            return
        uuid = seen.uuid
        self._marking = uuid
        self._service.run(lambda: self._service.mark_read(uuid), self._marked, self._failed)

    def _marked(self, _none: None) -> None:
        self._marking = None
        self._refresh()

    def _failed(self, _error: HelpError) -> None:
        self._marking = None  # it stays unread; the next look tries again
