"""The pictures and files of a reply that is being written: copies of its own, which outlive the app."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, AttachmentRole
from helppanel.policy import Policy
from helppanel.report import allowed
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.draft_store import DraftStore
from helppanel.report.marks import Mark


class ReplyFiles:
    """Of one conversation. Touches the disk; callable from any thread. Raises as `DraftStore`."""

    def __init__(self, folder: Path, policy: Policy, limits: Callable[[], Limits]) -> None:
        self._store = DraftStore(folder)
        self._policy = policy
        self._limits = limits

    def load(self) -> tuple[DraftFile, ...]:
        """Those that were there last, as far as they may still be sent."""
        draft = self._store.load()
        return () if draft is None else allowed.trimmed(draft, self._policy).files

    def save(self, files: tuple[DraftFile, ...]) -> None:
        """These, which it kept, belong to the reply now; with none, all copies go."""
        if files:
            self._store.save(Draft(files=files))
        else:
            self._store.discard()

    def keep_file(self, path: Path) -> DraftFile:
        """Copy a file the user chose. Raises HelpError FILES_OFF."""
        if not self._policy.files:
            raise HelpError(Problem.FILES_OFF)
        return self._within().keep_file(path)

    def keep_picture(self, png: bytes, *, name: str, source: str, original: bytes | None = None) -> DraftFile:
        """Keep an encoded picture; `original` is the one without the marks.

        Raises HelpError SCREENSHOTS_OFF.
        """
        if not self._policy.screenshots:
            raise HelpError(Problem.SCREENSHOTS_OFF)
        return self._within().keep_picture(png, name, source, original)

    def remark_picture(self, file: DraftFile, png: bytes, marks: tuple[Mark, ...]) -> DraftFile:
        """A kept picture with other `marks`, which are flattened into `png`."""
        return self._within().remark_picture(file, png, marks)

    def take_back(self, sent: Attachment, path: Path) -> DraftFile:
        """Copy what a reply had that was not taken, as it was to be sent."""
        is_picture = sent.role is AttachmentRole.SCREENSHOT
        kept = self._within().keep_file(
            path, sent.name, role=sent.role, source="paste" if is_picture else "file"
        )
        return msgspec.structs.replace(kept, media_type=sent.media_type, covered=sent.masked)

    def _within(self) -> DraftStore:
        self._store.limits = self._limits()
        return self._store
