"""Replies that are being written, one a conversation: in memory, and kept through the service."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from helppanel.contract.problems import HelpError

if TYPE_CHECKING:
    from helppanel.report.draft import DraftFile
    from helppanel.service import ReplyFiles
    from helppanel.ui.ports import PanelService


def setting_name(uuid: UUID) -> str:
    """Where the service keeps the words of a conversation's draft."""
    return f"reply:{uuid}"


class Written(NamedTuple):
    """What a reply is so far."""

    text: str = ""
    files: tuple[DraftFile, ...] = ()


class ReplyDrafts:
    """Saves one at a time and the newest last, so that no older draft ever overwrites a newer one."""

    def __init__(self, service: PanelService) -> None:
        self._service = service
        self._drafts: dict[UUID, Written] = {}
        self._stores: dict[UUID, ReplyFiles] = {}
        self._unsaved: dict[UUID, Written] = {}
        self._saving = False

    def store(self, uuid: UUID) -> ReplyFiles:
        """Where the files of a conversation's draft are."""
        if uuid not in self._stores:
            self._stores[uuid] = self._service.reply_files(uuid)
        return self._stores[uuid]

    def get(self, uuid: UUID, then: Callable[[Written], None]) -> None:
        """Call `then` with the draft: at once where it is known, else when it has been read."""
        if uuid in self._drafts:
            then(self._drafts[uuid])
            return
        service, store = self._service, self.store(uuid)

        def read() -> Written:
            text = ""
            files: tuple[DraftFile, ...] = ()
            with suppress(HelpError):
                text = service.load_setting(setting_name(uuid)) or ""
            with suppress(HelpError):
                files = store.load()
            return Written(text, files)

        service.run(read, lambda found: then(self._drafts.setdefault(uuid, found)))

    def put(self, uuid: UUID, written: Written) -> None:
        """The draft is this now."""
        if self._drafts.get(uuid, Written()) != written:
            self._unsaved[uuid] = written
        self._drafts[uuid] = written

    def save(self) -> None:
        """Keep what is not kept yet."""
        if self._saving or not self._unsaved:
            return
        service = self._service
        uuid, written = self._unsaved.popitem()
        store = self.store(uuid)
        self._saving = True

        def keep() -> None:
            try:
                service.save_setting(setting_name(uuid), written.text or None)  # words come first
            finally:
                store.save(written.files)

        service.run(keep, self._saved, self._failed)

    def _saved(self, _none: None) -> None:
        self._saving = False
        self.save()

    def _failed(self, _error: HelpError) -> None:
        self._saving = False  # the draft is still in memory; the next change tries again
