"""Replies that are being written, one a conversation: in memory, and kept through the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.ui.ports import PanelService


def setting_name(uuid: UUID) -> str:
    """Where the service keeps the draft of a conversation."""
    return f"reply:{uuid}"


class ReplyDrafts:
    """Saves one at a time and the newest last, so that no older text ever overwrites a newer one."""

    def __init__(self, service: PanelService) -> None:
        self._service = service
        self._texts: dict[UUID, str] = {}
        self._unsaved: dict[UUID, str] = {}
        self._saving = False

    def get(self, uuid: UUID, then: Callable[[str], None]) -> None:
        """Call `then` with the draft: at once where it is known, else when it has been read."""
        if uuid in self._texts:
            then(self._texts[uuid])
            return

        def read(text: str | None) -> None:
            then(self._texts.setdefault(uuid, text or ""))

        self._service.run(
            lambda: self._service.load_setting(setting_name(uuid)), read, lambda _error: read(None)
        )

    def put(self, uuid: UUID, text: str) -> None:
        """The draft is `text` now."""
        if self._texts.get(uuid, "") != text:
            self._unsaved[uuid] = text
        self._texts[uuid] = text

    def save(self) -> None:
        """Keep what is not kept yet."""
        if self._saving or not self._unsaved:
            return
        uuid, text = self._unsaved.popitem()
        self._saving = True
        self._service.run(
            lambda: self._service.save_setting(setting_name(uuid), text or None), self._saved, self._failed
        )

    def _saved(self, _none: None) -> None:
        self._saving = False
        self.save()

    def _failed(self, _error: HelpError) -> None:
        self._saving = False  # the text is still in memory; the next change tries again
