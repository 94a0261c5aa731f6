"""The verbs about what is being written: it is kept where it belongs, else elsewhere, which is said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.delivery.slots import REPLIES
from helppanel.report import allowed
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.draft_store import DraftStore
from helppanel.report.marks import Mark
from helppanel.service.refuge import DISK
from helppanel.service.reply_files import ReplyFiles
from helppanel.service.sending import Sending

_REPLY = "reply:"  # how the settings begin in which replies are written


class Writing(Sending):
    """Part of HelpService. A problem of the disk names in `kept` the file in which the words are anyhow."""

    def load_draft(self) -> Draft | None:
        """What was being written, as far as it may still be sent, unless it has been."""
        draft = self._drafts.load(self._is_stored)
        return draft and allowed.trimmed(draft, self.policy)

    def save_draft(self, draft: Draft) -> None:
        """Keep what is being written."""
        self._drafts.save(draft)

    def discard_draft(self) -> None:
        """Throw away what is being written."""
        self._drafts.discard()

    def keep_file(self, path: Path) -> DraftFile:
        """Copy a file the user chose into the draft. Raises HelpError FILES_OFF."""
        if not self.policy.files:
            raise HelpError(Problem.FILES_OFF)
        return self._keep(lambda store: store.keep_file(path))

    def keep_picture(self, png: bytes, *, name: str, source: str, original: bytes | None = None) -> DraftFile:
        """Keep an encoded picture in the draft; `original` is the one without the marks in it.

        Raises HelpError SCREENSHOTS_OFF.
        """
        if not self.policy.screenshots:
            raise HelpError(Problem.SCREENSHOTS_OFF)
        return self._keep(lambda store: store.keep_picture(png, name, source, original))

    def remark_picture(self, file: DraftFile, png: bytes, marks: tuple[Mark, ...]) -> DraftFile:
        """A kept picture with other `marks`, which are flattened into `png`."""
        return self._keep(lambda store: store.remark_picture(file, png, marks))

    def reply_files(self, uuid: UUID) -> ReplyFiles:
        """Where the files of a reply to this conversation are kept while it is written. At hand."""
        return ReplyFiles(self._folder / REPLIES / str(uuid), self.policy, self._limits)

    def load_setting(self, name: str) -> str | None:
        """A choice of the user's, or a reply that is being written."""
        found = self._opened().database.meta(f"setting:{name}")
        if found is None and name.startswith(_REPLY):
            return self._refuge.words(_note(name))
        return found

    def save_setting(self, name: str, value: str | None) -> None:
        """Keep a choice of the user's; None forgets it."""
        try:
            self._opened().database.set_meta(f"setting:{name}", value)
        except HelpError as error:
            if value is None or not name.startswith(_REPLY) or error.code not in DISK:
                raise
            raise self._drafts.kept_elsewhere(_note(name), value, error) from error
        if name.startswith(_REPLY):
            self._refuge.drop(_note(name))

    def _keep(self, op: Callable[[DraftStore], DraftFile]) -> DraftFile:
        limits = self._limits()

        def within(store: DraftStore) -> DraftFile:
            store.limits = limits
            return op(store)

        return self._drafts.keep(within)

    def _limits(self) -> Limits:
        try:
            info = self.service_info()
        except HelpError as error:
            if error.code not in DISK:
                raise
            info = None  # looking at what would be sent, and saving it as a file, needs no database
        return info.limits if info is not None else Limits()

    def _put(self, parcel: Parcel) -> None:
        """Into the outbox, and let the courier take it."""
        try:
            self._opened().outbox.put(parcel, self._drafts.replaced_by(parcel.uuid))
        except HelpError as error:
            if error.code not in DISK:
                raise
            raise self._drafts.unsent(parcel, error) from error
        self._queued()

    def _is_stored(self, uuid: UUID) -> bool:
        """Whether it is in the outbox; where that cannot be seen it is offered again rather than lost."""
        with suppress(HelpError):
            return self._opened().outbox.holds(uuid)
        return False


def _note(name: str) -> str:
    return name.replace(":", "-")
