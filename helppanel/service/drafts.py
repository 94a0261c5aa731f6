"""The draft and the UUID its report will have."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AttachmentRole, Report
from helppanel.report.draft import OFF_BY_DEFAULT, Draft
from helppanel.report.draft_store import DraftStore


class Drafts:
    """One draft at a time.

    Its UUID is kept with it: a kill between storing the parcel and discarding the draft must not offer as
    unsent what was sent.
    """

    def __init__(self, take_slot: Callable[[], Path]) -> None:
        self._take_slot = take_slot
        self._store: DraftStore | None = None
        self._uuid = uuid4()
        self._lock = threading.RLock()

    @property
    def store(self) -> DraftStore:
        """Where this form's draft lies; chosen when it is first needed."""
        with self._lock:
            if self._store is None:
                self._store = DraftStore(self._take_slot())
            return self._store

    @property
    def uuid(self) -> UUID:
        """The UUID of the report this draft becomes."""
        return self._uuid

    def load(self, is_sent: Callable[[UUID], bool]) -> Draft | None:
        """The kept draft; one whose parcel is already stored is discarded."""
        with self._lock:
            draft = self.store.load()
            if draft is None or draft.uuid is None:
                return draft
            if is_sent(draft.uuid):
                self._discard()
                return None
            self._uuid = draft.uuid
            return draft

    def save(self, draft: Draft) -> None:
        """Keep it."""
        with self._lock:
            self.store.save(msgspec.structs.replace(draft, uuid=self._uuid))

    def discard(self) -> None:
        """Throw it away, with its files, and begin another."""
        with self._lock:
            self._discard()

    def end(self, uuid: UUID) -> None:
        """The report `uuid` is stored: its draft, and no other, has done its work."""
        with self._lock:
            kept = self.store.load()
            if kept is None or kept.uuid == uuid:
                self._discard()

    def must_be_free(self) -> None:
        """Raise HelpError DRAFT_IN_USE if something is written that another draft would overwrite."""
        with self._lock:
            kept = self.store.load()
        if kept is not None and (kept.text.strip() or kept.files):
            raise HelpError(Problem.DRAFT_IN_USE)

    def restore(
        self, manifest: bytes, files: dict[str, Path], groups: frozenset[str], *, keep_uuid: bool
    ) -> Draft:
        """Make a report that was stored the draft again, under the same UUID or a new one.

        Of `groups`, the ids of all there are, those that are not in the report are left out again.
        """
        report = msgspec.json.decode(manifest, type=Report)
        kept = []
        for attachment in report.attachments:
            copy = self.store.keep_file(files[attachment.sha256], attachment.name)
            kept.append(
                msgspec.structs.replace(
                    copy,
                    role=attachment.role,
                    media_type=attachment.media_type,
                    source="window" if attachment.role is AttachmentRole.SCREENSHOT else "file",
                    covered=attachment.masked,
                )
            )
        draft = Draft(
            kind=report.kind,
            text=report.text,
            email=report.email or "",
            query=report.query,
            article=report.article,
            error_code=report.error_code or "",
            tried=report.tried or "",
            account=report.account or "",
            left_out=(groups | OFF_BY_DEFAULT) - {group.id for group in report.facts},
            files=tuple(kept),
        )
        with self._lock:
            self._uuid = report.uuid if keep_uuid else uuid4()
        self.save(draft)
        return draft

    def _discard(self) -> None:
        self.store.discard()
        self._uuid = uuid4()
