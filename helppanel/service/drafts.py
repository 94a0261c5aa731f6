"""The draft and the UUID its report will have."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AttachmentRole, Parcel, Report
from helppanel.report.draft import OFF_BY_DEFAULT, Draft, DraftFile
from helppanel.report.draft_store import DraftStore
from helppanel.service.refuge import DISK, Refuge, short

log = logging.getLogger("helppanel")


class Drafts:
    """One draft at a time.

    Its UUID is kept with it: a kill between storing the parcel and discarding the draft must not offer as
    unsent what was sent.
    """

    def __init__(self, take_slot: Callable[[], Path], refuge: Refuge) -> None:
        """`take_slot` gives the folder for the draft, or raises HelpError; then all goes to the `refuge`."""
        self._take_slot = take_slot
        self._refuge = refuge
        self._store: DraftStore | None = None
        self._kept: Path | None = None  # the file in which the draft is
        self._uuid = uuid4()
        self._replaces: UUID | None = None  # the refused report that this one takes the place of
        self._lock = threading.RLock()

    @property
    def store(self) -> DraftStore:
        """Where this form's draft lies; chosen when it is first needed. Raises HelpError."""
        with self._lock:
            if self._store is None:
                self._store = DraftStore(self._take_slot())
            return self._store

    @property
    def uuid(self) -> UUID:
        """The UUID of the report this draft becomes."""
        return self._uuid

    def load(self, is_sent: Callable[[UUID], bool]) -> Draft | None:
        """The kept draft, or one that is kept elsewhere; one whose parcel is already stored is discarded."""
        with self._lock:
            away = self._refuge.find()
            if away is not None and away.uuid is not None and is_sent(away.uuid):
                self._refuge.drop(short(away.uuid))
                away = None
            try:
                draft = self._load(is_sent)
            except HelpError:
                if away is None:
                    raise
                draft = None
            if away is None or away.uuid is None or (draft is not None and not _is_later(away, draft)):
                return draft
            self._uuid, self._replaces = away.uuid, away.replaces
            with suppress(HelpError):
                return msgspec.structs.replace(away, files=self.store.bring(away.files))
            return away

    def save(self, draft: Draft) -> None:
        """Keep it. Where that must be elsewhere, HelpError is raised and names the file in `kept`."""
        with self._lock:
            draft = msgspec.structs.replace(draft, uuid=self._uuid, replaces=self._replaces)
            try:
                store = self.store
                store.save(draft)  # words come first
                _bring(store, draft)
            except HelpError as error:
                if error.code not in DISK:
                    raise
                with suppress(HelpError):
                    self._kept = self._refuge.keep(draft, self._uuid)
                raise _told(error, self._kept) from error
            self._kept = store.path
            self._refuge.forget(short(self._uuid))

    def keep(self, op: Callable[[DraftStore], DraftFile]) -> DraftFile:
        """Keep a file of the draft, elsewhere if need be. Raises what `op` raises."""
        try:
            return op(self.store)
        except HelpError as error:
            if error.code not in DISK:
                raise
            with suppress(HelpError):
                return op(self._refuge.store(self._uuid))
            raise

    def unsent(self, parcel: Parcel, error: HelpError) -> HelpError:
        """`error`, which kept the parcel out of the outbox, with the file in which its words are."""
        with self._lock:
            if parcel.uuid == self._uuid and self._kept is not None:
                return _told(error, self._kept)
            text = msgspec.json.decode(parcel.manifest, type=_Words).text
            name = short(parcel.uuid) if parcel.ticket is None else f"reply-{parcel.ticket}"
        return self.kept_elsewhere(name, text, error) if text else error

    def kept_elsewhere(self, name: str, text: str, error: HelpError) -> HelpError:
        """Keep a text under a name; `error` with the file it is in, if any place took it."""
        with suppress(HelpError):
            return _told(error, self._refuge.keep_words(name, text))
        return error

    def discard(self) -> None:
        """Throw it away, with its files, and begin another."""
        with self._lock:
            self._discard()

    def end(self, uuid: UUID) -> None:
        """The report `uuid` is stored: its draft, and no other, has done its work.

        A draft that cannot be deleted now is known as sent when it is found again.
        """
        with self._lock:
            try:
                kept = self.store.load()
                if kept is None or kept.uuid == uuid:
                    self._discard()
            except HelpError as error:
                log.warning("the draft of %s stays: %s", uuid, error)
            self._refuge.drop(short(uuid))
            if self._uuid == uuid:
                self._begin()

    def replaced_by(self, uuid: UUID) -> UUID | None:
        """The refused report whose place the report `uuid` takes."""
        with self._lock:
            return self._replaces if uuid == self._uuid else None

    def replacing(self, uuid: UUID) -> Draft | None:
        """What is being written in place of the refused report `uuid`."""
        with self._lock:
            kept = self.store.load()
        return kept if kept is not None and kept.replaces == uuid else None

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
            known_issue=report.known_issue or "",
            left_out=(groups | OFF_BY_DEFAULT) - {group.id for group in report.facts},
            files=tuple(kept),
        )
        with self._lock:
            self._uuid = report.uuid if keep_uuid else uuid4()
            self._replaces = None if keep_uuid else report.uuid
        self.save(draft)
        return draft

    def _load(self, is_sent: Callable[[UUID], bool]) -> Draft | None:
        draft = self.store.load()
        if draft is None or draft.uuid is None:
            return draft
        if is_sent(draft.uuid):
            self._discard()
            return None
        self._uuid, self._replaces = draft.uuid, draft.replaces
        self._kept = self.store.path
        return draft

    def _discard(self) -> None:
        self._refuge.drop(short(self._uuid))
        self.store.discard()
        self._begin()

    def _begin(self) -> None:
        self._uuid, self._replaces, self._kept = uuid4(), None, None


class _Words(msgspec.Struct):
    text: str = ""


def _bring(store: DraftStore, draft: Draft) -> None:
    """Take over the files that could only be kept elsewhere. One that is gone is gone from the draft."""
    for file in draft.files:
        try:
            store.bring([file])
        except HelpError as error:
            if error.code is not Problem.FILE_UNREADABLE:
                raise
            log.warning("%s", error)


def _told(error: HelpError, kept: Path | None) -> HelpError:
    if kept is None:
        return error
    return HelpError(error.code, error.detail, **{**error.params, "kept": str(kept)})


def _is_later(one: Draft, other: Draft) -> bool:
    """Of the same report, and saved after the other."""
    if one.uuid != other.uuid or one.saved_at is None:
        return False
    return other.saved_at is None or one.saved_at > other.saved_at
